//! Which rows go back to which supplier, and why?
//!
//! Rows that were set aside, and rows with an error or a warning on them: a note asks for nothing,
//! nor do sums, notes and headers among the rows.
//! Corrections and confirmed links are not given back: they are corrected where they lie; nor are
//! last year's files, which nobody uses.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{View, WriteError};
use crate::finding::{Place, SetAside, Severity};
use crate::ingest::{GivenSheet, NO_DATA, REPLACED, WantedRows, is_beside, read_again};
use crate::report::{GivenBack, GivenBackRow, GivenBackSheet, Remark, Staging, given_back};

/// Rows of one file that are given back; whoever has more of them has another kind of problem.
const MOST_ROWS: usize = 50_000;

/// Where given-back files are put.
pub(in crate::pipeline) const FOLDER: &str = "ret-mig/";

type Remarks = BTreeMap<u32, BTreeSet<Remark>>;

/// Writes `ret-mig/`: a workbook for every file with rows to correct.
pub(super) fn write(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let marked = marked(view);
    let mut wanted = WantedRows::new();
    for ((file, sheet), rows) in &marked {
        let of_file = wanted.entry((*file).to_owned()).or_default();
        let first = rows.keys().take(MOST_ROWS).copied().collect();
        of_file.insert(sheet.map(str::to_owned), first);
    }
    let settings = view.settings;
    let (registers, layouts) = (&settings.registers, &settings.layouts);
    let sheets = read_again(view.input, registers, layouts, settings.limits, &wanted);
    let mut files: Vec<GivenBack> = Vec::new();
    for sheet in &sheets {
        let Some(remarks) = marked.get(&(&*sheet.file, sheet.sheet.as_deref())) else { continue };
        if files.last().is_none_or(|last| last.source != sheet.file) {
            files.push(GivenBack {
                source: sheet.file.clone(),
                is_example: view.provenance.is_example_data,
                sheets: Vec::new(),
                n_left_out: 0,
            });
        }
        let Some(file) = files.last_mut() else { continue };
        file.n_left_out += remarks.len().saturating_sub(MOST_ROWS);
        file.sheets.push(with_remarks(sheet, remarks));
    }
    let mut taken = BTreeSet::new();
    let named: Vec<(String, GivenBack)> =
        files.into_iter().map(|file| (name(&file.source, &mut taken), file)).collect();
    named.into_par_iter().try_for_each(|(path, file)| {
        let bytes = given_back(&file)
            .map_err(|source| WriteError::Workbook { path: path.clone(), source })?;
        Ok(staging.write(&path, &bytes)?)
    })
}

/// The output's path: the source's own, which a workbook can have; else with `.xlsx` behind it.
fn name(source: &str, taken: &mut BTreeSet<String>) -> String {
    let mut path = format!("{FOLDER}{source}");
    while !path.to_lowercase().ends_with(".xlsx") || taken.contains(&path) {
        path.push_str(".xlsx");
    }
    taken.insert(path.clone());
    path
}

/// What is wrong with each row of each sheet.
fn marked<'r>(view: &View<'r>) -> BTreeMap<(&'r str, Option<&'r str>), Remarks> {
    let corrections: BTreeSet<&str> =
        view.reading.corrections.iter().map(|file| &*file.file).collect();
    let files: BTreeSet<&str> = view.reading.files.iter().map(|file| &*file.path).collect();
    let mut marked: BTreeMap<(&str, Option<&str>), Remarks> = BTreeMap::new();
    let mut mark = |place: &'r Place, wrong: &str, to_do: &str, is_told: bool| {
        let Some(row) = place.row else { return };
        let is_given = files.contains(&*place.file) && !is_beside(&place.file);
        if !is_given || corrections.contains(&*place.file) {
            return;
        }
        let remarks = marked.entry((&*place.file, place.sheet.as_deref())).or_default();
        let remarks = remarks.entry(row).or_default();
        // Told twice when a row was set aside and a finding says the same.
        if is_told || !remarks.iter().any(|remark| wrong.starts_with(&remark.wrong)) {
            let column = place.column.and_then(|column| u16::try_from(column).ok());
            remarks.insert(Remark { column, wrong: wrong.to_owned(), to_do: to_do.to_owned() });
        }
    };
    for finding in view.findings.iter().filter(|finding| finding.severity <= Severity::Warning) {
        mark(&finding.place, &finding.message, &finding.action, true);
    }
    let is_data = |row: &&SetAside| row.code != REPLACED && !NO_DATA.contains(&row.code);
    for row in view.reading.set_aside.iter().filter(is_data) {
        let (wrong, to_do) = split(row);
        mark(&row.place, wrong, &to_do, false);
    }
    marked
}

/// Why a row was set aside, and what to do, which stands behind it in the same sentence.
fn split(row: &SetAside) -> (&str, String) {
    const DOING: [&str; 15] = [
        "ret", "skriv", "slet", "tilføj", "gem", "mente", "lad", "giv", "åbn", "del", "hent",
        "sæt", "bed", "vurder", "vælg",
    ];
    let parts = row.reason.match_indices("; ").find(|(at, _)| {
        let word = row.reason[at + 2..].split([' ', ',']).next().unwrap_or_default();
        DOING.contains(&word)
    });
    match parts {
        Some((at, _)) => {
            let mut to_do = row.reason[at + 2..].chars();
            let first = to_do.next().map(char::to_uppercase).into_iter().flatten();
            (&row.reason[..at], first.chain(to_do).collect())
        }
        None => (&row.reason, "Ret rækken, eller slet den".to_owned()),
    }
}

/// A form with what is wrong beside each field; what is told of no field stands last.
fn form_with_remarks(sheet: &GivenSheet, remarks: &Remarks) -> GivenBackSheet {
    let mut left = remarks.clone();
    let answer = sheet.headers.last().map(|header| header.column);
    let mut rows = Vec::new();
    for field in &sheet.rows {
        let of_row = left.remove(&field.row).unwrap_or_default();
        // What is told of the row as a whole is told once, beside its first field.
        let (here, elsewhere): (BTreeSet<Remark>, BTreeSet<Remark>) = of_row
            .into_iter()
            .partition(|remark| remark.column.is_none() || remark.column == field.column);
        if !elsewhere.is_empty() {
            left.insert(field.row, elsewhere);
        }
        let in_answer = |remark: Remark| Remark { column: remark.column.and(answer), ..remark };
        let mut remarks: Vec<Remark> = here.into_iter().map(in_answer).collect();
        if field.column.is_none() {
            remarks.push(Remark {
                column: answer,
                wrong: "feltet mangler i skemaet".to_owned(),
                to_do: "Skriv svaret her".to_owned(),
            });
        }
        rows.push(GivenBackRow {
            row: field.row,
            key: field.key.clone(),
            check: field.check.clone(),
            cells: field.cells.iter().cloned().collect(),
            remarks,
        });
    }
    rows.extend(left.into_iter().map(|(row, remarks)| GivenBackRow {
        row,
        remarks: remarks.into_iter().map(|remark| Remark { column: None, ..remark }).collect(),
        ..GivenBackRow::default()
    }));
    let GivenSheet { name, headers, .. } = sheet;
    GivenBackSheet { name: name.clone(), is_form: true, headers: headers.clone(), rows }
}

fn with_remarks(sheet: &GivenSheet, remarks: &Remarks) -> GivenBackSheet {
    if sheet.is_form {
        return form_with_remarks(sheet, remarks);
    }
    let GivenSheet { name, headers, rows, .. } = sheet;
    let header = |column: u16| headers.iter().find(|header| header.column == column);
    // Beside the row a reader must see which cell is meant.
    let named = |remark: &Remark| match remark.column.and_then(header) {
        Some(header) => {
            Remark { wrong: format!("{}: {}", header.text, remark.wrong), ..remark.clone() }
        }
        None => remark.clone(),
    };
    let read: BTreeMap<u32, _> = rows.iter().map(|row| (row.row, row)).collect();
    let rows = remarks
        .iter()
        .take(MOST_ROWS)
        .map(|(row, remarks)| {
            let read = read.get(row);
            GivenBackRow {
                row: *row,
                key: read.map(|read| read.key.clone()).unwrap_or_default(),
                check: read.map(|read| read.check.clone()).unwrap_or_default(),
                cells: read.iter().flat_map(|read| read.cells.iter().cloned()).collect(),
                remarks: remarks.iter().map(named).collect(),
            }
        })
        .collect();
    GivenBackSheet { name: name.clone(), is_form: false, headers: headers.clone(), rows }
}
