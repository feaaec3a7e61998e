//! Which row of the input does a corrected row replace?
//!
//! A file of `input/corrections/` is read by the layout that its name fits, as it stands or without
//! a last `.xlsx` (a CSV file is given back as a workbook: `udtræk.csv.xlsx`). Its rows add nothing:
//! each replaces rows of the other files.
//!
//! - A row replaces the one row of the same file, kind of sheet and sheet name that has its original
//!   row number (as `ret-mig/` gives it), and only while that row says what it said when it was
//!   given back: its checksum, which `ret-mig/` gives too, has to be the same. What was sent again
//!   is newer than any correction of what stood there before. Without the original file's name, the
//!   file is the one of the same name.
//! - A form (a sheet per offering) replaces the form of the same file and sheet, under the same
//!   condition. It is used whole or not at all, and all of the form that it replaces is.
//! - What has no row number or no checksum replaces nothing: nobody knows what it was made from.
//! - A row that is itself set aside replaces nothing.

use std::collections::BTreeSet;

use crate::ingest::cell::told::Told;
use crate::ingest::correction::code::CorrectionCode;
use crate::ingest::file::special::names;
use crate::ingest::row::file_read::FileRead;
use crate::ingest::row::sheet_read::SheetRead;
use crate::ingest::scan::aside::Aside;
use crate::ingest::scan::corrected::{CorrectedRow, Corrections};
use crate::ingest::scan::origin::{FORM, Origin, added};

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

/// All corrected rows of the files of corrections, in their order.
pub(crate) fn gather(files: &[FileRead]) -> Corrections {
    let mut all = Corrections::default();
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
                add(&mut all, sheet, *row, origin.clone(), is_half && origin.is_form);
            }
        }
    }
    all
}

fn add(all: &mut Corrections, sheet: &SheetRead, row: u32, origin: Origin, is_half: bool) {
    let at = all.rows.len();
    let mut repeats = None;
    // Half a form replaces nothing, nor does what does not say what it was made from.
    let is_known = !is_half && origin.check.is_some();
    if let Some(original) = origin.row.filter(|_| is_known) {
        let path = &*sheet.sheet.file;
        let named: Vec<&str> = match &origin.file {
            Some(file) => vec![file],
            None => names(path).collect(),
        };
        for file in named {
            let key = (file.into(), sheet.role, origin.sheet.clone(), original);
            let others = all.by_row.entry(key).or_default();
            match others.iter().find(|at| all.rows[**at].origin.check == origin.check) {
                Some(first) => repeats = repeats.or(Some(*first)),
                None => others.push(at),
            }
        }
    }
    let place = sheet.notes.row(row);
    all.rows.push(CorrectedRow { place, role: sheet.role, origin, repeats, is_half });
}

/// Takes corrected rows out again that replace nothing, says so, and keeps the books.
pub(crate) fn settle(
    all: &Corrections,
    corrections: &mut [FileRead],
    sources: &[FileRead],
) -> Vec<CorrectionFile> {
    let mut n_replaced = vec![0_u64; all.rows.len()];
    let stale: BTreeSet<usize> = sources
        .iter()
        .flat_map(|file| &file.sheets)
        .flat_map(|s| &s.notes.stale)
        .copied()
        .collect();
    let sheets = sources.iter().flat_map(|file| &file.sheets);
    sheets.flat_map(|sheet| &sheet.notes.replaced).for_each(|at| n_replaced[*at] += 1);
    // What stands on the sheet of a form that replaces another belongs to it.
    let forms: BTreeSet<_> = all
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
            let here = all.rows.iter().zip(&n_replaced).enumerate().filter(|(_, (row, _))| {
                row.role == role && (&row.place.file, &row.place.sheet) == (&here.file, &here.sheet)
            });
            let mut unmatched = BTreeSet::new();
            for (at, (row, n)) in here {
                let is_of_form = row.origin.is_form
                    && !row.is_half
                    && forms.contains(&(&row.place.file, &row.place.sheet));
                if *n > 0 || is_of_form {
                    book.rows_used += 1;
                    book.rows_replaced += n;
                } else {
                    book.rows_not_matched += 1;
                    unmatched.extend(row.place.row);
                    tell_unmatched(all, row, stale.contains(&at), sheet);
                }
            }
            sheet.providers.retain(|row| !unmatched.contains(&row.row.row));
            sheet.evidence.retain(|row| !unmatched.contains(&row.row.row));
            sheet.grades.retain(|row| !unmatched.contains(&row.row.row));
            sheet.reports.retain(|row| !unmatched.contains(&row));
        }
        books.push(book);
    }
    books
}

fn tell_unmatched(all: &Corrections, row: &CorrectedRow, is_stale: bool, sheet: &mut SheetRead) {
    let Origin { row: number, file, id, .. } = &row.origin;
    let of = file.as_deref().or_else(|| names(&row.place.file).next()).unwrap_or_default();
    let original = match number {
        Some(number) if *number != FORM => format!("række {number} i {of}"),
        _ => format!("et skema i {of}"),
    };
    let again = "Slet rettelsen, hvis kilden er rigtig nu; lav den ellers igen i ret-mig-filen \
                 fra den nyeste kørsel";
    let (message, action) = if row.is_half {
        (
            "en del af skemaet er sat til side, og et skema bruges helt eller slet ikke; \
             rettelsen er ikke brugt"
                .to_owned(),
            "Ret det, der ellers er galt i skemaet",
        )
    } else if number.is_none() || row.origin.check.is_none() {
        let lacks = match number {
            Some(_) => added::CHECK,
            None if row.origin.is_form => added::FILE,
            None => added::ROW,
        };
        (
            format!(
                "\"{lacks}\" mangler, så det kan ikke ses, hvad der stod i kilden, da det blev \
                 rettet; rettelsen er ikke brugt"
            ),
            "Lav rettelsen igen i ret-mig-filen fra den nyeste kørsel, og lad de kolonner eller \
             linjer stå, som er tilføjet i den. Nyt hører til i kilden selv",
        )
    } else if let Some(first) = row.repeats {
        let what = if row.origin.is_form { "samme skema" } else { "samme række" };
        (
            format!("{what} er også rettet i {}; den rettelse bruges", all.place(first)),
            "Slet den, der ikke gælder; den første fil efter navn bruges, ikke den nyeste",
        )
    } else if is_stale {
        (
            format!(
                "rettelsen er af {original}, men kilden siger noget andet nu, end da rettelsen \
                 blev lavet; kilden gælder, og rettelsen er ikke brugt"
            ),
            again,
        )
    } else {
        (format!("rettelsen er af {original}, som ikke findes; rettelsen er ikke brugt"), again)
    };
    let notes = &mut sheet.notes;
    let at = row.place.row.unwrap_or_default();
    notes.set_row_aside(
        at,
        None,
        Aside::new(CorrectionCode::CorrectionNotMatched.slug(), id, message.clone()),
    );
    notes.add(
        row.place.clone(),
        Told::error(CorrectionCode::CorrectionNotMatched.slug(), message, action),
    );
}

/// Rows of a sheet that became something.
fn rows_of(sheet: &SheetRead) -> BTreeSet<u32> {
    let providers = sheet.providers.iter().map(|row| row.row.row);
    let evidence = sheet.evidence.iter().map(|row| row.row.row);
    let grades = sheet.grades.iter().map(|row| row.row.row);
    providers.chain(evidence).chain(grades).chain(sheet.reports.numbers()).collect()
}
