//! What does the data dictionary say of the tables and pictures of a run?

use std::fmt::Write as _;

use crate::table::{Provenance, TableDoc};

/// A picture, as the data dictionary tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureDoc {
    /// Stem of its file names, with its folder: `charts/spredning-autisme`; empty: it stands in the
    /// workbook and on the page, and in no file of its own.
    pub path: String,
    /// Its title, in Danish.
    pub title: String,
    /// The path of the table that it is drawn from.
    pub table: String,
    /// Which rows of that table, in Danish.
    pub rows: String,
    /// Whether it is for a report.
    pub is_for_report: bool,
}

/// The data dictionary: what the files have in common, a list of them, and a chapter on each table.
/// Pictures have a file of each of some kinds.
pub fn dictionary(
    tables: &[TableDoc],
    (pictures, kinds): (&[PictureDoc], &[&str]),
    other_files: &[(String, String)],
    provenance: &Provenance,
) -> String {
    let mut text = String::from(
        "# Datakatalog\n\nHvad hver kolonne i kørslens tabeller holder. Kataloget er lavet af de \
         samme erklæringer, som skriver filerne. Et tomt felt er aldrig nul: kolonnen \"tom \
         betyder\" siger, hvad det er. Sidste kolonne i hver CSV-fil, `Kilde`, er kørslens \
         nummer, som også står i `manifest.json`, og EKSEMPEL, hvor noget er et eksempel. I \
         parquet står grundlag, enhed, titel og noter i filens egne metadata \
         (`niveau.grundlag` …). Hver figur er tegnet af en tabel, som står under figuren.\n\n",
    );
    // Writing to a text can't fail.
    let _ = writeln!(text, "Kørsel {}. {}.\n", provenance.source(), provenance.line());
    text.push_str("| fil | titel | en række er | til rapport |\n|---|---|---|---|\n");
    for table in tables {
        let report = if table.is_for_report { "ja" } else { "" };
        let (files, title, a_row) = (files(table), &table.title, &table.a_row);
        let _ = writeln!(text, "| {files} | {title} | {a_row} | {report} |");
    }
    for (file, what) in other_files {
        let _ = writeln!(text, "| `{file}` | {what} | – |  |");
    }
    if !pictures.is_empty() {
        text.push_str(
            "\n## Figurer\n\n| fil | titel | tegnet af | til rapport |\n|---|---|---|---|\n",
        );
        for picture in pictures {
            let PictureDoc { path, title, table, rows, .. } = picture;
            let report = if picture.is_for_report { "ja" } else { "" };
            let files = match path.as_str() {
                "" => "arbejdsbogen og rapporten".to_owned(),
                path => {
                    let files = kinds.iter().map(|kind| format!("`{path}.{kind}`"));
                    files.collect::<Vec<_>>().join(", ")
                }
            };
            let _ = writeln!(text, "| {files} | {title} | `{table}`: {rows} | {report} |");
        }
    }
    for table in tables {
        let _ = write!(text, "\n{}", chapter(table));
    }
    text
}

/// A table's files, as code; or the sheet of one that has none.
fn files(table: &TableDoc) -> String {
    if let (Some(rows_of), Some(sheet)) = (&table.rows_of, &table.sheet) {
        let book = table.book.unwrap_or("niveau.xlsx");
        return format!("arket {sheet} i `{book}`, rækker af `{rows_of}`");
    }
    let kinds = [(table.has_parquet, "parquet"), (table.has_csv, "csv")];
    let written = kinds.iter().filter(|(is_written, _)| *is_written);
    written.map(|(_, kind)| format!("`{}.{kind}`", table.path)).collect::<Vec<_>>().join(", ")
}

/// A chapter on one table, as Markdown.
fn chapter(table: &TableDoc) -> String {
    let heading = match (&table.rows_of, &table.sheet) {
        (Some(_), Some(sheet)) => format!("Ark: {sheet}"),
        _ => files(table),
    };
    let mut text = format!("## {heading}\n\n");
    let TableDoc { title, a_row, unit, .. } = table;
    let _ = write!(text, "{title}. En række er {a_row}. Enhed: {unit}.");
    if let Some(sheet) = &table.sheet {
        let _ = match table.book {
            None => write!(text, " Arket \"{sheet}\" i arbejdsbogen."),
            Some(book) => write!(text, " Arket \"{sheet}\" i `{book}`."),
        };
    }
    if let Some(rows_of) = &table.rows_of {
        let _ = write!(text, " Rækkerne står i filerne `{rows_of}`.");
    }
    let mut heads = Vec::new();
    heads.extend(table.has_parquet.then_some("kolonne i parquet"));
    heads.extend(table.has_csv.then_some("overskrift i CSV"));
    let is_sheet = table.rows_of.is_some();
    heads.extend(is_sheet.then_some("overskrift"));
    heads.extend(["type", "enhed", "indhold", "tom betyder"]);
    let _ = writeln!(text, "\n\n| {} |\n|{}", heads.join(" | "), "---|".repeat(heads.len()));
    for column in &table.columns {
        let is_written = (table.has_parquet && column.is_in_parquet())
            || (table.has_csv && column.is_in_csv())
            || (is_sheet && column.is_on_sheet && column.is_in_csv());
        if !is_written {
            continue;
        }
        let name = if column.is_in_parquet() { format!("`{}`", column.name) } else { NONE.into() };
        let header = if column.is_in_csv() { column.header_with_unit() } else { NONE.into() };
        let mut cells = Vec::new();
        cells.extend(table.has_parquet.then_some(name));
        cells.extend((table.has_csv || is_sheet).then(|| header.replace('|', "\\|")));
        cells.push(column.holds.danish().to_owned());
        cells.extend([&column.unit, &column.about].map(|words| or_none(words)));
        cells.push(if column.empty.is_empty() { NEVER } else { &column.empty }.to_owned());
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    if !table.notes.is_empty() {
        let _ = writeln!(text, "\n{}.", table.notes.join(". "));
    }
    text
}

/// Stands where there is nothing to say: no unit, no such column in this file.
const NONE: &str = "–";

/// What an empty cell means where there is none.
const NEVER: &str = "aldrig tom";

fn or_none(words: &str) -> String {
    if words.is_empty() { NONE.to_owned() } else { words.replace('|', "\\|") }
}
