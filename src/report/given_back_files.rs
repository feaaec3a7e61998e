//! Which rows go back to which supplier, and why?
//!
//! Rows that were set aside, and rows with an error or a warning on them: a note asks for nothing,
//! nor do sums, notes and headers among the rows.
//! An inspector's own words are given back only where they are what is to be corrected, and then
//! without phone numbers, addresses and other numbers: grounds may tell of citizens.
//! Corrections and confirmed links are not given back: they are corrected where they lie; nor are
//! last year's files, which nobody uses.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Place, SetAside, Severity};
use crate::ingest::{GivenCell, GivenSheet, NO_DATA, REPLACED, WantedRows, is_beside, read_again};
use crate::output::Staging;
use crate::report::WriteError;
use crate::report::given_back::{GivenBack, GivenBackRow, GivenBackSheet, Remark, given_back};
use crate::results::Results;
use crate::settings::hashed;

/// Rows of one file that are given back; whoever has more of them has another kind of problem.
const MOST_ROWS: usize = 50_000;

/// Where given-back files are put.
pub(crate) const FOLDER: &str = "ret-mig/";

type Remarks = BTreeMap<u32, BTreeSet<Remark>>;

/// Writes `ret-mig/`: a workbook for every file with rows to correct.
pub(super) fn write(staging: &Staging, view: &Results<'_>) -> Result<(), WriteError> {
    let marked = marked(view);
    let mut wanted = WantedRows::new();
    for ((file, sheet), rows) in &marked {
        let of_file = wanted.entry((*file).to_owned()).or_default();
        let first = rows.keys().take(MOST_ROWS).copied().collect();
        of_file.insert(sheet.map(str::to_owned), first);
    }
    let settings = view.settings;
    let mut taken = BTreeSet::new();
    let paths: BTreeMap<&str, String> =
        wanted.keys().map(|source| (&**source, name(source, &mut taken))).collect();
    let write = |sheets: Vec<GivenSheet>| -> Result<(), WriteError> {
        let Some(source) = sheets.first().map(|sheet| sheet.file.clone()) else { return Ok(()) };
        let mut file = GivenBack {
            is_example: view.provenance.is_example_data,
            sheets: Vec::new(),
            n_left_out: 0,
            source,
        };
        for sheet in &sheets {
            let remarks = marked.get(&(&*sheet.file, sheet.sheet.as_deref()));
            let Some(remarks) = remarks else { continue };
            file.n_left_out += remarks.len().saturating_sub(MOST_ROWS);
            file.sheets.push(with_remarks(sheet, remarks));
        }
        drop(sheets);
        let Some(path) = paths.get(&*file.source).filter(|_| !file.sheets.is_empty()) else {
            return Ok(());
        };
        let bytes = given_back(&file)
            .map_err(|source| WriteError::Workbook { path: path.clone(), source })?;
        Ok(staging.write(path, &bytes)?)
    };
    let measured = &view.reading.measured;
    let (registers, layouts) = (&settings.registers, &settings.layouts);
    read_again(view.input, registers, layouts, settings.limits, &wanted, measured, write)
        .into_iter()
        .collect()
}

/// The output's path: the source's own, which a workbook can have; else with `.xlsx` behind it. A
/// name that no file can have is cut in its middle, so that the layout that reads it stays the same.
fn name(source: &str, taken: &mut BTreeSet<String>) -> String {
    /// Bytes of a file's name that every file system holds, and of a path that lies in a folder.
    const NAME: usize = 255;
    const PATH: usize = 1_000;
    let source = source.replace('\\', "_");
    let (folder, file) = source.rsplit_once('/').unwrap_or(("", &source));
    let folder = if source.len() <= PATH && folder.split('/').all(|part| part.len() <= NAME) {
        folder
    } else {
        // Too deep: the file says itself where it is from.
        ""
    };
    let separator = if folder.is_empty() { "" } else { "/" };
    let mut file = file.to_owned();
    let path = |file: &str| format!("{FOLDER}{folder}{separator}{}", fitting(file, NAME));
    while !file.to_lowercase().ends_with(".xlsx") || taken.contains(&path(&file)) {
        file.push_str(".xlsx");
    }
    let path = path(&file);
    taken.insert(path.clone());
    path
}

/// A file's name in so many bytes: what is too long is left out before the last ending but
/// `.xlsx`, and what the name was is told by a few figures in its place.
fn fitting(file: &str, room: usize) -> String {
    if file.len() <= room {
        return file.to_owned();
    }
    let bare = file.trim_end_matches(".xlsx");
    let ending = bare.rfind('.').filter(|at| bare.len() - at <= 16).unwrap_or(bare.len());
    let checksum = hashed(file, file.as_bytes()).sha256;
    let end = format!("~{}{}.xlsx", &checksum[..8], &bare[ending..]);
    let cut = file.floor_char_boundary(ending.min(room - end.len()));
    format!("{}{end}", &file[..cut])
}

/// What is wrong with each row of each sheet.
fn marked<'r>(view: &Results<'r>) -> BTreeMap<(&'r str, Option<&'r str>), Remarks> {
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
    let findings = view.findings.iter().chain(&view.reading.of_cells);
    for finding in findings.filter(|finding| finding.severity <= Severity::Warning) {
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
            cells: without_free_text(&field.cells, &remarks),
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

/// A row's cells by column, of free text only what a remark is about.
fn without_free_text<'r>(
    cells: &[(u16, GivenCell)],
    remarks: impl IntoIterator<Item = &'r Remark> + Copy,
) -> BTreeMap<u16, GivenCell> {
    let is_told = |column: u16| remarks.into_iter().any(|remark| remark.column == Some(column));
    let kept = cells.iter().filter_map(|(column, cell)| match cell {
        GivenCell::FreeText(text) => {
            is_told(*column).then(|| (*column, GivenCell::FreeText(without_contacts(text))))
        }
        cell => Some((*column, cell.clone())),
    });
    kept.collect()
}

/// A text without what looks like an address of mail, a phone number or another number of six
/// digits or more; a date is one too.
fn without_contacts(text: &str) -> String {
    const DIGITS: usize = 6;
    let word = |word: &str| match word.trim_end() {
        address if address.contains('@') => format!("[mail]{}", &word[address.len()..]),
        _ => word.to_owned(),
    };
    let text: String = text.split_inclusive(char::is_whitespace).map(word).collect();
    // Blanks, dashes, points and brackets stand within a number.
    let goes_on = |c: char| c.is_numeric() || (!c.is_alphabetic() && !"\"@;:!?,".contains(c));
    let mut kept = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(start) = rest.find(char::is_numeric) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c| !goes_on(c)).unwrap_or(from.len());
        let number = from[..end].trim_end_matches(|c: char| !c.is_numeric());
        let is_long = number.chars().filter(|c| c.is_numeric()).count() >= DIGITS;
        kept.push_str(before);
        kept.push_str(if is_long { "[nummer]" } else { number });
        rest = &from[number.len()..];
    }
    kept + rest
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
                cells: read
                    .map_or_else(BTreeMap::new, |read| without_free_text(&read.cells, remarks)),
                remarks: remarks.iter().map(named).collect(),
            }
        })
        .collect();
    GivenBackSheet { name: name.clone(), is_form: false, headers: headers.clone(), rows }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{name, without_contacts};

    #[test]
    fn a_text_goes_back_without_phones_addresses_and_numbers() {
        for (text, kept) in [
            ("Ring 12 34 56 78 til Eva.", "Ring [nummer] til Eva."),
            ("(+45) 12345678, eva@x.dk: 3 af 8", "(+[nummer], [mail] 3 af 8"),
            ("1a@x.dk\n§ 107, stk. 2", "[mail]\n§ 107, stk. 2"),
            ("sag 2021-12/345", "sag [nummer]"),
            ("12 borgere, 40 % på 5 år", "12 borgere, 40 % på 5 år"),
            ("", ""),
        ] {
            assert_eq!(without_contacts(text), kept);
        }
    }

    #[test]
    fn every_name_is_one_that_a_file_can_have() {
        let of = |source: &str| name(source, &mut BTreeSet::new());
        assert_eq!(of("a/tilsyn.xlsx"), "ret-mig/a/tilsyn.xlsx");
        assert_eq!(of("a/udtræk.csv"), "ret-mig/a/udtræk.csv.xlsx");
        assert_eq!(of("a\\b.csv"), "ret-mig/a_b.csv.xlsx");
        let long = format!("udtræk-{}.csv", "å".repeat(122));
        let (one, other) = (of(&long), of(&long.replace("ååå.csv", "ååæ.csv")));
        assert!(one.starts_with("ret-mig/udtræk-åå") && one.ends_with(".csv.xlsx"), "{one}");
        assert!(one.len() <= "ret-mig/".len() + 255 && one != other, "{one} {other}");
        let deep = format!("{}/tilsyn.xlsx", vec!["m".repeat(250); 5].join("/"));
        assert_eq!(of(&deep), "ret-mig/tilsyn.xlsx");
        let mut taken = BTreeSet::new();
        let names: BTreeSet<String> =
            [&*long, &deep, "tilsyn.xlsx", &deep].map(|source| name(source, &mut taken)).into();
        assert_eq!(names.len(), 4);
    }
}
