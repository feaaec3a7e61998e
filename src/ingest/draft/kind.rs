//! What kind of file is it: which of its sheets hold what?

use crate::ingest::draft::column::{Column, columns};
use crate::ingest::draft::guess::{Guesses, Sureness, guess, kind_of_providers};
use crate::ingest::draft::header::header_row;
use crate::ingest::draft::help::DraftHelp;
use crate::ingest::draft::names::FieldNames;
use crate::ingest::draft::open::OpenedSheet;
use crate::ingest::layout::fields::SheetRole;

/// A sheet, and what its columns are taken to be.
pub(crate) struct Guessed<'s> {
    pub(crate) sheet: &'s OpenedSheet,
    /// The header row's place among those seen.
    pub(crate) header_at: usize,
    pub(crate) columns: Vec<Column>,
    /// As what kinds of sheet it is read: one, or evidence and grades.
    pub(crate) roles: Vec<Guesses>,
    pub(crate) sureness: Sureness,
}

impl Guessed<'_> {
    /// Columns that are no field, are of no person, and have a header of their own.
    pub(crate) fn unused(&self) -> Vec<usize> {
        let is_used = |at: usize| {
            self.roles.iter().any(|guesses| {
                guesses.found.iter().any(|guess| guess.column == at)
                    || guesses.persons.iter().any(|(person, _)| *person == at)
                    || guesses.same_header.contains(&at)
            })
        };
        (0..self.columns.len()).filter(|at| !is_used(*at)).collect()
    }
}

/// Fields that only a sheet of that kind has, of which so many show that it is one.
const OWN: usize = 3;

/// The sheets that are to be read, in the workbook's order; none where nothing is known.
pub(crate) fn kinds<'s>(sheets: &'s [OpenedSheet], help: &DraftHelp<'_>) -> Vec<Guessed<'s>> {
    let mut guessed: Vec<Guessed<'_>> =
        sheets.iter().filter_map(|sheet| guessed(sheet, help)).collect();
    let n_of = |guessed: &Guessed<'_>, role: SheetRole| {
        let of_role = guessed.roles.iter().find(|guesses| guesses.role == role);
        of_role.map_or(0, Guesses::n_own)
    };
    // Of each kind the sheet with most of its fields; a visible one before one that is not.
    let best = |guessed: &[Guessed<'_>], role: SheetRole| {
        let found = guessed.iter().enumerate().filter(|(_, sheet)| n_of(sheet, role) >= OWN);
        found
            .max_by_key(|(at, g)| (g.sheet.is_visible, n_of(g, role), usize::MAX - at))
            .map(|(at, _)| at)
    };
    // A list of providers, or a yearly report, is one sheet.
    let is_one = |sheet: &Guessed<'_>| !sheet.roles[0].role.is_assessments();
    let kept: Vec<(usize, SheetRole)> = [SheetRole::Evidence, SheetRole::Grades]
        .into_iter()
        .filter_map(|role| Some((best(&guessed, role)?, role)))
        .collect();
    let one_sheet = guessed
        .iter()
        .enumerate()
        .filter(|(_, sheet)| is_one(sheet))
        .max_by_key(|(at, g)| (g.sheet.is_visible, g.roles[0].found.len(), usize::MAX - at))
        .map(|(at, g)| (at, g.roles[0].role, g.roles[0].found.len()));
    let n_assessed: usize = kept.iter().map(|(at, role)| n_of(&guessed[*at], *role)).sum();
    let kept = match one_sheet {
        Some((at, role, n)) if n > n_assessed => vec![(at, role)],
        _ => kept,
    };
    for (at, sheet) in guessed.iter_mut().enumerate() {
        sheet.roles.retain(|guesses| kept.contains(&(at, guesses.role)));
    }
    guessed.retain(|sheet| !sheet.roles.is_empty());
    guessed
}

/// What a sheet is when it is looked at by itself.
fn guessed<'s>(sheet: &'s OpenedSheet, help: &DraftHelp<'_>) -> Option<Guessed<'s>> {
    let roles = SheetRole::DRAFTED;
    let names = roles.map(|role| FieldNames::of(role, help.layouts));
    let header_at = header_row(&sheet.seen, &names.iter().flatten())?;
    let columns = columns(&sheet.seen, header_at);
    let never_read: Vec<String> = help
        .layouts
        .iter()
        .flat_map(|layout| &layout.sheets)
        .flat_map(|sheet| sheet.never_read.iter().cloned())
        .collect();
    let mut guesses: Vec<Guesses> = roles
        .iter()
        .zip(&names)
        .map(|(role, names)| guess(*role, &columns, names, &never_read, help.registers))
        .collect();
    let reports = guesses.split_off(3);
    let assessed = guesses.split_off(1);
    let mut of_providers = guesses.pop()?;
    let n_own: usize = assessed.iter().map(Guesses::n_own).sum();
    let is_assessed = assessed.iter().any(|g| g.n_own() >= OWN);
    let (roles, sureness) = if let Some((report, sureness)) = of_report(reports)
        && (!is_assessed || report.n_own() > n_own)
    {
        (vec![report], sureness)
    } else if is_assessed && n_own >= own_of_providers(&of_providers) {
        let sureness = if n_own >= 8 { Sureness::Sure } else { Sureness::Likely };
        (assessed.into_iter().filter(|guesses| guesses.n_own() >= OWN).collect(), sureness)
    } else {
        let (role, sureness) = kind_of_providers(&of_providers);
        of_providers.role = role;
        (vec![of_providers], sureness)
    };
    Some(Guessed { sheet, header_at, columns, roles, sureness })
}

/// The yearly report that a sheet is, of the kinds there are, if it has what only such a one has: who
/// pays for how many, or how full a department is in a year.
fn of_report(reports: Vec<Guesses>) -> Option<(Guesses, Sureness)> {
    /// What no list of providers says of places.
    const OF_CAPACITY: [&str; 5] =
        ["belagte-pladser", "belaegning-procent", "venteliste", "takst", "aendring-pladser"];
    let found = |guesses: &Guesses, fields: &[&str]| {
        fields.iter().filter(|field| guesses.of(field).is_some()).count()
    };
    reports.into_iter().rev().find_map(|guesses| {
        let has_year = guesses.of("aar").is_some();
        let sureness = match guesses.role {
            SheetRole::Flows if found(&guesses, &["betalingskommune", "borgere"]) == 2 => {
                if has_year {
                    Sureness::Sure
                } else {
                    Sureness::Likely
                }
            }
            SheetRole::Capacity => match (has_year, found(&guesses, &OF_CAPACITY)) {
                (true, 1) => Sureness::Likely,
                (true, 2..) => Sureness::Sure,
                (false, 2..) => Sureness::Guess,
                _ => return None,
            },
            _ => return None,
        };
        Some((guesses, sureness))
    })
}

/// Fields of a list of providers that no sheet of assessments has.
fn own_of_providers(guesses: &Guesses) -> usize {
    let shared = SheetRole::Evidence.fields();
    guesses.found.iter().filter(|guess| !shared.contains(&guess.field)).count()
}
