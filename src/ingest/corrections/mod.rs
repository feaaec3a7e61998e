//! Which row of the input does a corrected row replace?
//!
//! A file of `input/corrections/` is read by the layout that its name fits, as it stands or without
//! a last `.xlsx` (a CSV file is given back as a workbook: `udtræk.csv.xlsx`). Its rows add nothing:
//! each replaces rows of the other files.
//!
//! - A row with an original row number (as `ret-mig/` gives it) replaces that one row of the same
//!   file, kind of sheet and sheet name, and only when the key of that row, as it stands in the
//!   input now, is the original key or the corrected row's own: a row of a newer export that
//!   happens to stand there is left alone. Without the original file's name, the file is the one of
//!   the same name.
//! - A row without a number replaces all rows of the same kind with its own key.
//! - A form (a sheet per offering) replaces the form of the same file and sheet, under the same
//!   condition, when it names the file or the key; else what has its own key. It is used whole or
//!   not at all, and all of the form that it replaces is.
//! - A row that is itself set aside replaces nothing.
//!
//! The key is tilbudsid and afdelingsid; of an assessment tilbudsid, målgruppe, delmålgruppe,
//! aldersgruppe, tilsyn and dato. Ids are compared as they are, names folded.

mod origin;

use std::collections::{BTreeMap, BTreeSet};

use super::cell::Cell;
use super::fields::SheetRole;
use super::input_file::FileRead;
use super::layout::SheetLayout;
use super::sheet_read::SheetRead;
use crate::finding::{Place, Severity};

pub use self::origin::added;
pub(super) use self::origin::{Added, FORM, Origin, row_key, sheet_name};
use self::origin::{PARTS, compared, folded_key};

/// Why a row of the input is not used: a correction stands in its place.
pub const REPLACED: &str = "replaced-by-correction";

/// What one file of corrections did.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CorrectionFile {
    /// Path below the input folder.
    pub file: String,
    /// Its rows that replaced others.
    pub rows_used: u64,
    /// Rows of other files that they replaced.
    pub rows_replaced: u64,
    /// Its rows that matched no row of the input.
    pub rows_not_matched: u64,
}

pub(super) const FOLDER: &str = "corrections/";

/// Whether a file of the input folder is one of corrections.
pub(super) fn is_correction(path: &str) -> bool {
    path.starts_with(FOLDER)
}

/// The names by which a file is told: its path; of a correction those that its original may have.
pub(super) fn names(path: &str) -> impl Iterator<Item = &str> {
    let name = path.strip_prefix(FOLDER);
    let bare = name.and_then(|name| name.strip_suffix(".xlsx")).filter(|bare| bare.contains('.'));
    [Some(name.unwrap_or(path)), bare].into_iter().flatten()
}

/// All corrected rows that could be read, by what they replace.
#[derive(Debug, Default)]
pub(super) struct Corrections {
    rows: Vec<CorrectedRow>,
    /// By file, role, sheet's name and row.
    by_row: BTreeMap<(Box<str>, SheetRole, String, u32), usize>,
    by_key: BTreeMap<(SheetRole, String), usize>,
}

#[derive(Debug)]
struct CorrectedRow {
    place: Place,
    role: SheetRole,
    origin: Origin,
    /// The corrected row that replaces the same one already.
    repeats: Option<usize>,
    /// Of a form: something else on its sheet was set aside.
    is_half: bool,
}

impl Corrections {
    /// Of the files of corrections, in their order.
    pub(super) fn of(files: &[FileRead]) -> Self {
        let mut all = Self::default();
        let sheets = || files.iter().flat_map(|file| &file.sheets);
        // A form is used whole or not at all.
        let half: BTreeSet<(&str, Option<&str>)> = sheets()
            .filter(|sheet| sheet.notes.rows_set_aside > 0)
            .map(|sheet| (&*sheet.sheet.file, sheet.sheet.sheet.as_deref()))
            .collect();
        for sheet in sheets() {
            let is_half = half.contains(&(&*sheet.sheet.file, sheet.sheet.sheet.as_deref()));
            let read = rows_of(sheet);
            for (row, origin) in &sheet.notes.origins {
                if read.contains(row) {
                    all.add(sheet, *row, origin.clone(), is_half && origin.is_form);
                }
            }
        }
        all
    }

    fn add(&mut self, sheet: &SheetRead, row: u32, origin: Origin, is_half: bool) {
        let at = self.rows.len();
        let mut repeats = None;
        if is_half {
            // It replaces nothing.
        } else if let Some(original) = origin.row {
            let path = &*sheet.sheet.file;
            let named: Vec<&str> = match &origin.file {
                Some(file) => vec![file],
                None => names(path).collect(),
            };
            for file in named {
                let key = (file.into(), sheet.role, origin.sheet.clone(), original);
                let first = *self.by_row.entry(key).or_insert(at);
                repeats = repeats.or((first != at).then_some(first));
            }
        } else if !origin.own_key.starts_with(PARTS) {
            let key = (sheet.role, folded_key(sheet.role, &origin.own_key));
            let first = *self.by_key.entry(key).or_insert(at);
            repeats = (first != at).then_some(first);
        }
        let place = sheet.notes.row(row);
        self.rows.push(CorrectedRow { place, role: sheet.role, origin, repeats, is_half });
    }

    /// Those that a sheet of the input has to look at; none when no correction can be of it.
    pub(super) fn of_sheet(
        &self,
        file: &str,
        sheet: Option<&str>,
        layout: &SheetLayout,
    ) -> Option<SheetCorrections<'_>> {
        if self.rows.is_empty() {
            return None;
        }
        let role = layout.role;
        let name = compared(sheet_name(sheet, layout));
        let from = (Box::from(file), role, name.clone(), 0);
        let to = (Box::from(file), role, name, u32::MAX);
        let by_row = self.by_row.range(from..=to).map(|(key, at)| (key.3, *at)).collect();
        Some(SheetCorrections { all: self, role, by_row })
    }

    /// Takes corrected rows out again that replace nothing, says so, and keeps the books.
    pub(super) fn settle(
        &self,
        corrections: &mut [FileRead],
        sources: &[FileRead],
    ) -> Vec<CorrectionFile> {
        let mut n_replaced = vec![0_u64; self.rows.len()];
        let sheets = sources.iter().flat_map(|file| &file.sheets);
        sheets.flat_map(|sheet| &sheet.notes.replaced).for_each(|at| n_replaced[*at] += 1);
        // What stands on the sheet of a form that replaces another belongs to it.
        let forms: BTreeSet<_> = self
            .rows
            .iter()
            .zip(&n_replaced)
            .filter(|(row, n)| row.origin.is_form && **n > 0)
            .map(|(row, _)| (&row.place.file, &row.place.sheet))
            .collect();
        let mut books = Vec::new();
        for file in corrections {
            let mut book = CorrectionFile { file: file.file.path.clone(), ..Default::default() };
            for sheet in &mut file.sheets {
                let (here, role) = (sheet.notes.here(), sheet.role);
                let here = self.rows.iter().zip(&n_replaced).filter(|(row, _)| {
                    row.role == role
                        && (&row.place.file, &row.place.sheet) == (&here.file, &here.sheet)
                });
                let mut unmatched = BTreeSet::new();
                for (row, n) in here {
                    let is_of_form = row.origin.is_form
                        && !row.is_half
                        && forms.contains(&(&row.place.file, &row.place.sheet));
                    if *n > 0 || is_of_form {
                        book.rows_used += 1;
                        book.rows_replaced += n;
                    } else {
                        book.rows_not_matched += 1;
                        unmatched.extend(row.place.row);
                        self.tell_unmatched(row, sheet);
                    }
                }
                sheet.providers.retain(|row| !unmatched.contains(&row.row.row));
                sheet.evidence.retain(|row| !unmatched.contains(&row.row.row));
                sheet.grades.retain(|row| !unmatched.contains(&row.row.row));
            }
            books.push(book);
        }
        books
    }

    fn tell_unmatched(&self, row: &CorrectedRow, sheet: &mut SheetRead) {
        let Origin { row: number, file, own_key, .. } = &row.origin;
        let (message, action) = if row.is_half {
            (
                "en del af skemaet er sat til side, og et skema bruges helt eller slet ikke; \
                 rettelsen er ikke brugt"
                    .to_owned(),
                "Ret det, der ellers er galt i skemaet",
            )
        } else if let Some(first) = row.repeats {
            let what = if row.origin.is_form { "samme skema" } else { "samme række" };
            (
                format!("{what} er også rettet i {}; den rettelse bruges", self.place(first)),
                "Slet den, der ikke gælder; den første fil efter navn bruges, ikke den nyeste",
            )
        } else if let Some(number) = number {
            let of = file.as_deref().or_else(|| names(&row.place.file).next()).unwrap_or_default();
            let gone = if *number == FORM {
                format!("et skema i {of}, men arket findes ikke, eller der står et andet skema nu")
            } else {
                format!(
                    "række {number} i {of}, men den findes ikke, eller der står en anden række nu"
                )
            };
            (
                format!("rettelsen er af {gone}; rettelsen er ikke brugt"),
                "Slet rettelsen, hvis kilden er rettet; lav den ellers igen i den nyeste ret-mig-fil",
            )
        } else {
            let what = if row.origin.is_form { "intet skema" } else { "ingen række" };
            (
                format!("{what} har nøglen \"{own_key}\"; rettelsen er ikke brugt"),
                "Skriv nøglen som i kilden; er det nøglen, der var forkert, så ret i ret-mig-filen, \
                 som har den oprindelige. Nyt hører til i kilden selv",
            )
        };
        let notes = &mut sheet.notes;
        let at = row.place.row.unwrap_or_default();
        let id = own_key.split(PARTS).next().unwrap_or_default();
        notes.set_row_aside(at, None, "correction-not-matched", id, message.clone());
        notes.add(row.place.clone(), Severity::Error, "correction-not-matched", message, action);
    }

    fn place(&self, at: usize) -> &Place {
        &self.rows[at].place
    }
}

/// Rows of a sheet that became something.
fn rows_of(sheet: &SheetRead) -> BTreeSet<u32> {
    let providers = sheet.providers.iter().map(|row| row.row.row);
    let evidence = sheet.evidence.iter().map(|row| row.row.row);
    providers.chain(evidence).chain(sheet.grades.iter().map(|row| row.row.row)).collect()
}

/// The corrections that may be of one sheet.
#[derive(Debug)]
pub(super) struct SheetCorrections<'c> {
    all: &'c Corrections,
    role: SheetRole,
    by_row: BTreeMap<u32, usize>,
}

impl SheetCorrections<'_> {
    /// The correction that replaces a row. `slots` is `None` when its fields cannot be told apart:
    /// it then has no key.
    pub(super) fn of(&self, row: u32, slots: Option<&[Cell<'_>]>) -> Option<usize> {
        let by_row = self.by_row.get(&row);
        if by_row.is_none() && self.all.by_key.is_empty() {
            return None;
        }
        let shown = slots.map_or_else(String::new, |slots| row_key(self.role, slots));
        let key = folded_key(self.role, &shown);
        let is_of = |at: &&usize| {
            let CorrectedRow { role, origin, .. } = &self.all.rows[**at];
            let original = origin.key.as_deref().unwrap_or_default();
            folded_key(*role, original) == key
                || (slots.is_some() && folded_key(*role, &origin.own_key) == key)
        };
        by_row.filter(is_of).or_else(|| self.all.by_key.get(&(self.role, key))).copied()
    }

    /// Where a correction stands.
    pub(super) fn place(&self, at: usize) -> &Place {
        self.all.place(at)
    }
}
