//! What does the data dictionary say of one output, and of all of them?

use std::fmt::Write as _;

use crate::table::Provenance;
use crate::table::old::{ColumnDoc, Table};

/// One output of rows and its columns, as the data dictionary tells of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The files that hold the columns, below the output folder.
    pub files: Vec<String>,
    /// What a row is, in Danish without a full stop.
    pub a_row: String,
    /// What a count counts.
    pub unit: String,
    /// The columns, left to right.
    pub columns: Vec<ColumnDoc>,
    /// What the reader must know of all rows, in Danish without a full stop.
    pub notes: Vec<String>,
}

impl Chapter {
    /// The chapter of a table that is written as CSV.
    pub fn of_table(folder: &str, table: &Table, a_row: &str) -> Self {
        Self {
            files: vec![format!("{folder}/{}.csv", table.name)],
            a_row: a_row.to_owned(),
            unit: table.unit.clone(),
            columns: table.columns.iter().map(ColumnDoc::from).collect(),
            notes: table.notes.clone(),
        }
    }

    /// The chapter as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("## {}\n\n", self.title());
        // Writing to a text can't fail.
        let _ = writeln!(text, "En række er {}. Enhed: {}.\n", self.a_row, self.unit);
        let has_names = self.columns.iter().any(|column| column.name.is_some());
        let has_headers = self.columns.iter().any(|column| column.header.is_some());
        let mut heads = Vec::new();
        heads.extend(has_names.then_some("kolonne i parquet"));
        heads.extend(has_headers.then_some("overskrift i CSV"));
        heads.extend(["type", "enhed", "indhold", "tom betyder"]);
        let _ = writeln!(text, "| {} |\n|{}", heads.join(" | "), "---|".repeat(heads.len()));
        for column in &self.columns {
            let name = column.name.as_ref().map(|name| format!("`{name}`"));
            let mut cells = Vec::new();
            cells.extend(has_names.then(|| name.unwrap_or_else(|| NONE.to_owned())));
            let header = column.header.as_deref().unwrap_or(NONE).replace('|', "\\|");
            cells.extend(has_headers.then_some(header));
            cells.push(column.holds.danish().to_owned());
            cells.extend([&column.unit, &column.about].map(|words| or_none(words)));
            cells.push(if column.empty.is_empty() { NEVER } else { &column.empty }.to_owned());
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        }
        if !self.notes.is_empty() {
            let _ = writeln!(text, "\n{}.", self.notes.join(". "));
        }
        text
    }

    fn title(&self) -> String {
        let files: Vec<String> = self.files.iter().map(|file| format!("`{file}`")).collect();
        files.join(", ")
    }
}

/// Stands where there is nothing to say: no unit, no such column in this file.
const NONE: &str = "–";

/// What an empty cell means where there is none.
const NEVER: &str = "aldrig tom";

fn or_none(words: &str) -> String {
    if words.is_empty() { NONE.to_owned() } else { words.replace('|', "\\|") }
}

/// The data dictionary: a list of the outputs, and a chapter on each.
pub fn dictionary(chapters: &[Chapter], provenance: &Provenance) -> String {
    let mut text = String::from(
        "# Datakatalog\n\nHvad hver kolonne i kørslens tabeller holder. Kataloget er lavet af de \
         samme definitioner, som skriver filerne. Et tomt felt er aldrig nul: kolonnen \"tom \
         betyder\" siger, hvad det er.\n\nHver CSV-fil har til sidst også kolonnerne `Enhed` (hvad \
         der er talt), `Grundlag` (regel, vejledninger og data, og EKSEMPEL, hvor noget er et \
         eksempel) og, hvor der er noget at vide om alle rækker, `Noter`; i store filer står noterne \
         kun i første række. I parquet står enhed og grundlag i filens egne metadata \
         (`niveau.enhed`, `niveau.grundlag`). Tallene bag hver figur står i en CSV-fil ved siden \
         af den med samme navn.\n\n",
    );
    let _ = writeln!(text, "{}\n", provenance.line());
    text.push_str("| fil | en række er |\n|---|---|\n");
    for chapter in chapters {
        let _ = writeln!(text, "| {} | {} |", chapter.title(), chapter.a_row);
    }
    for chapter in chapters {
        let _ = write!(text, "\n{}", chapter.markdown());
    }
    text
}
