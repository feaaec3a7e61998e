//! Which column is which field, and how sure is that?

use crate::ingest::draft::column::Column;
use crate::ingest::draft::names::{FieldNames, SAME};
use crate::ingest::draft::persons::{Persons, is_shaped_as_name, persons};
use crate::ingest::draft::reads::{Fit, fit, may_be, reads, separator};
use crate::ingest::layout::fields::{SheetRole, key, provider};
use crate::ingest::layout::report_fields::report;
use crate::register::Registers;

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sureness {
    /// *Gæt.*
    Guess,
    /// *Sandsynlig.*
    Likely,
    /// *Sikker.*
    Sure,
}

impl Sureness {
    pub(crate) fn danish(self) -> &'static str {
        match self {
            Self::Sure => "sikker",
            Self::Likely => "sandsynlig",
            Self::Guess => "gæt",
        }
    }
}

/// A column that is taken to be a field.
#[derive(Clone, Debug)]
pub(crate) struct Guess {
    pub(crate) field: &'static str,
    /// The column's place among the columns.
    pub(crate) column: usize,
    pub(crate) sureness: Sureness,
    /// What the guess rests on, in words.
    pub(crate) why: &'static str,
    /// Another column that might be it.
    pub(crate) rival: Option<usize>,
    /// Different cells that can't be read as the field.
    pub(crate) n_unread: usize,
    /// Some of them.
    pub(crate) unread: Vec<String>,
    /// What separates the entries of a cell with several.
    pub(crate) separator: char,
}

/// What became of the columns of a sheet, read as one kind of sheet.
#[derive(Clone, Debug)]
pub(crate) struct Guesses {
    pub(crate) role: SheetRole,
    /// In the order of the fields.
    pub(crate) found: Vec<Guess>,
    /// Columns of persons, with why.
    pub(crate) persons: Vec<(usize, Persons)>,
    /// Columns that can't be told from another of the same header.
    pub(crate) same_header: Vec<usize>,
}

impl Guesses {
    pub(crate) fn of(&self, field: &str) -> Option<&Guess> {
        self.found.iter().find(|guess| guess.field == field)
    }

    /// How many of the fields that only this kind of sheet has were found.
    pub(crate) fn n_own(&self) -> usize {
        let n_shared = match self.role {
            role if role.is_providers() => 0,
            role if role.is_reports() => report::YEAR + 1,
            _ => key::FIELDS.len(),
        };
        let own = &self.role.fields()[n_shared..];
        self.found.iter().filter(|guess| own.contains(&guess.field)).count()
    }
}

/// A field that a column may be.
struct Candidate {
    column: usize,
    slot: usize,
    likeness: f64,
    fit: Fit,
    score: f64,
}

/// Fields that a column may be by what stands in it alone.
const BY_CELLS: [&str; 11] = [
    "kommunekode",
    "kommune",
    "virksomhedsform",
    "tilsyn",
    "godkendelsesstatus",
    "paragraffer",
    "maalgrupper",
    "maalgruppe",
    "aldersgruppe",
    "ydelsestyper",
    "leverandoertype",
];

/// Below this a column is no field.
const LEAST: f64 = 0.65;

/// Guesses which column is which field of a sheet of this kind; a column is one field, and a field
/// one column.
pub(crate) fn guess(
    role: SheetRole,
    columns: &[Column],
    names: &[FieldNames],
    never_read: &[String],
    registers: &Registers,
) -> Guesses {
    let of_persons: Vec<(usize, Persons)> = (0..)
        .zip(columns)
        .filter_map(|(at, column)| Some((at, persons(column, never_read)?)))
        .collect();
    let same_header = same_header(columns);
    let is_out =
        |at: usize| same_header.contains(&at) || of_persons.iter().any(|(person, _)| *person == at);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (at, column) in columns.iter().enumerate().filter(|(at, _)| !is_out(*at)) {
        for (slot, name) in names.iter().enumerate() {
            let likeness = name.likeness(column);
            let may_be_nameless = || {
                BY_CELLS.contains(&name.field)
                    && column.n_filled >= 3
                    && may_be(name.field, role, column, registers)
            };
            if likeness < 0.5 && !may_be_nameless() {
                continue;
            }
            let fit = fit(name.field, role, column, registers);
            candidates.extend(candidate(at, slot, likeness, fit, column));
        }
    }
    candidates.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then((a.column, a.slot).cmp(&(b.column, b.slot)))
    });
    let mut taken: Vec<&Candidate> = Vec::new();
    for candidate in &candidates {
        let is_free =
            |other: &&&Candidate| other.slot == candidate.slot || other.column == candidate.column;
        if !taken.iter().any(|other| is_free(&other)) {
            taken.push(candidate);
        }
    }
    let is_taken = |column: usize| taken.iter().any(|other| other.column == column);
    let mut found: Vec<Guess> = taken
        .iter()
        .map(|candidate| {
            let column = &columns[candidate.column];
            let field = names[candidate.slot].field;
            let rival = candidates.iter().find(|other| {
                other.slot == candidate.slot
                    && !is_taken(other.column)
                    && other.score > candidate.score - 0.15
            });
            let separator = separator(field, role, column, registers);
            let unread: Vec<String> = column
                .cells
                .iter()
                .filter(|(cell, _)| reads(field, role, cell, separator, registers) == Some(false))
                .map(|(cell, _)| cell.shown())
                .collect();
            Guess {
                field,
                column: candidate.column,
                sureness: sureness(candidate, rival.is_some()),
                why: why(candidate),
                rival: rival.map(|rival| rival.column),
                n_unread: unread.len(),
                unread: unread.into_iter().take(3).collect(),
                separator,
            }
        })
        .collect();
    found.sort_by_key(|guess| role.slot(guess.field));
    Guesses { role, found, persons: of_persons, same_header }
}

fn candidate(
    column: usize,
    slot: usize,
    likeness: f64,
    fit: Fit,
    cells: &Column,
) -> Option<Candidate> {
    let name = if likeness >= 0.5 { likeness } else { 0.0 };
    let score = match fit {
        Fit::Against if name < SAME || cells.share(is_shaped_as_name) >= 0.2 => return None,
        Fit::Telling if name == 0.0 => {
            // Municipalities are named in many columns: of nobody's name only one with variety.
            let is_varied = cells.cells.len() >= 2;
            if is_varied { LEAST } else { return None }
        }
        _ if name == 0.0 => return None,
        Fit::Against => name - 0.3,
        Fit::InPart => name - 0.1,
        Fit::Neutral => name,
        Fit::Fits => name + 0.1,
        Fit::Telling => name + 0.3,
    };
    // "Navn" may be anybody's: a column that says whose comes before it.
    let score = if cells.ideas.is_only("navn") { score - 0.12 } else { score };
    (score >= LEAST).then_some(Candidate { column, slot, likeness, fit, score })
}

fn sureness(candidate: &Candidate, has_rival: bool) -> Sureness {
    let is_same = candidate.likeness >= SAME;
    match candidate.fit {
        Fit::Against => Sureness::Guess,
        Fit::InPart if is_same => Sureness::Likely,
        _ if is_same && !has_rival => Sureness::Sure,
        Fit::Fits | Fit::Telling if candidate.likeness >= 0.75 => Sureness::Likely,
        _ if is_same => Sureness::Likely,
        _ => Sureness::Guess,
    }
}

fn why(candidate: &Candidate) -> &'static str {
    let (is_same, is_named) = (candidate.likeness >= SAME, candidate.likeness >= 0.5);
    match (is_same, is_named, candidate.fit) {
        (true, _, Fit::Fits | Fit::Telling) => "overskriften og indholdet passer",
        (true, _, Fit::Neutral) => "overskriften passer",
        (true, _, Fit::InPart) => "overskriften passer, noget af indholdet kan ikke læses",
        (true, _, Fit::Against) => "overskriften passer, men indholdet kan ikke læses",
        (false, true, Fit::Fits | Fit::Telling) => "overskriften ligner, og indholdet passer",
        (false, true, _) => "overskriften ligner",
        (false, false, _) => "indholdet passer, overskriften siger det ikke",
    }
}

/// Columns of one header that stand under different headers above, or say different things: all of
/// them.
fn same_header(columns: &[Column]) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let mut others = columns.iter().enumerate().filter(|(other, _)| *other != at);
        if others.any(|(_, other)| other.folded == column.folded) {
            found.push(at);
        }
    }
    found
}

/// The kind of provider list that the columns show.
pub(crate) fn kind_of_providers(guesses: &Guesses) -> (SheetRole, Sureness) {
    let has = |slot: usize| guesses.of(provider::FIELDS[slot]).is_some();
    let n = |slots: &[usize]| slots.iter().filter(|slot| has(**slot)).count();
    let on_portal =
        n(&[provider::DEPARTMENT_ID, provider::DEPARTMENT_PLACES, provider::PROVIDER_PLACES]);
    let beyond = n(&[provider::OPERATOR, provider::SERVICE_AREA, provider::KINDS]);
    match (on_portal, beyond) {
        (0, 0) => (SheetRole::Providers, Sureness::Guess),
        (_, 0) => (SheetRole::Providers, Sureness::Sure),
        (0, _) => (SheetRole::OtherProviders, Sureness::Sure),
        _ if has(provider::DEPARTMENT_ID) => (SheetRole::Providers, Sureness::Likely),
        _ if on_portal > beyond => (SheetRole::Providers, Sureness::Guess),
        _ => (SheetRole::OtherProviders, Sureness::Guess),
    }
}
