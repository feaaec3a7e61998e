//! Which header means which field, and where does it stand? A layout file says so, so that another
//! export needs another file and no code.

use toml::de::{DeTable, DeValue};

use super::fields::SheetRole;
use super::pattern;
use crate::finding::{Finding, Place, Severity};
use crate::register::fold_name;

/// How a file of `input/` is read: parsed and validated from `input/layouts/*.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Path of the layout file below the input folder.
    pub file: Box<str>,
    /// For readers.
    pub title: Box<str>,
    /// Patterns of the files it reads, below the input folder.
    pub files: Vec<Box<str>>,
    /// Encoding to read text files in; `None`: it is detected.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The sheets: one of providers, or one of evidence and one of grades.
    pub sheets: Vec<SheetLayout>,
}

/// How one sheet (or one CSV file) is read.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetLayout {
    /// What its rows are.
    pub role: SheetRole,
    /// Name of the sheet; `None`: the first visible one.
    pub sheet: Option<Box<str>>,
    /// Row of the headers, from 1, or one below it; `None`: the row is found by its headers.
    pub header_row: Option<u32>,
    /// The columns, in the file's order.
    pub columns: Vec<Column>,
    /// Headers, folded, of columns that are never looked at.
    pub never_read: Vec<String>,
    /// What separates the entries of a cell with several, by field.
    pub lists: Vec<(&'static str, char)>,
}

/// One column of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The field it holds.
    pub field: &'static str,
    /// Its headers as they may be spelled; the first is the one we write.
    pub headers: Vec<Box<str>>,
    /// Whether the sheet must have it.
    pub is_required: bool,
}

impl SheetLayout {
    /// The header of a field as we write it.
    pub fn header(&self, field: &str) -> Option<&str> {
        let column = self.columns.iter().find(|column| column.field == field)?;
        column.headers.first().map(|header| &**header)
    }

    /// What separates the entries of a field's cell, `;` when the layout does not say.
    pub fn separator(&self, field: &str) -> char {
        self.lists.iter().find(|(name, _)| *name == field).map_or(';', |(_, separator)| *separator)
    }
}

impl Layout {
    /// Parses and validates a layout.
    ///
    /// # Errors
    /// Every problem of the file at once, each with line and column.
    pub fn parse(text: &str, file: &str) -> Result<Self, Vec<Finding>> {
        let mut problems = Problems { text, file, found: Vec::new() };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            problems.add(at, format!("filen er ikke gyldig TOML: {}", error.message()));
        }
        if !problems.found.is_empty() {
            return Err(problems.found);
        }
        let layout = read_layout(table.get_ref(), &mut problems);
        if problems.found.is_empty() {
            Ok(layout)
        } else {
            problems.found.sort();
            Err(problems.found)
        }
    }

    /// Whether the layout reads this file (path below the input folder, with `/`).
    pub fn reads(&self, path: &str) -> bool {
        self.files.iter().any(|file| pattern::fits(file, path))
    }

    /// The sheet of a role.
    pub fn sheet(&self, role: SheetRole) -> Option<&SheetLayout> {
        self.sheets.iter().find(|sheet| sheet.role == role)
    }

    /// The header of a field as we write it, from the first sheet that has the field; no text when
    /// none has.
    pub fn header(&self, field: &str) -> &str {
        self.sheets.iter().find_map(|sheet| sheet.header(field)).unwrap_or("")
    }
}

const SHARED_KEYS: [&str; 4] = ["kind", "title", "files", "encoding"];
const SHEET_KEYS: [&str; 6] = ["sheet", "header-row", "optional", "never-read", "columns", "lists"];

fn read_layout(table: &DeTable<'_>, problems: &mut Problems<'_>) -> Layout {
    let kind = problems.text_of(table, "kind");
    let is_providers = kind.as_deref() != Some("assessments");
    let kinds = ["providers", "other-providers", "assessments"];
    if let Some(other) = kind.as_deref().filter(|kind| !kinds.contains(kind)) {
        let at = position(table, "kind");
        problems.add(at, format!("kind er \"{other}\"; det skal være en af {}", kinds.join(", ")));
    }
    let sheets = if is_providers {
        problems.check_keys(table, &[&SHARED_KEYS[..], &SHEET_KEYS[..]].concat());
        let role = match kind.as_deref() {
            Some("other-providers") => SheetRole::OtherProviders,
            _ => SheetRole::Providers,
        };
        vec![read_sheet(table, 0, role, problems)]
    } else {
        problems.check_keys(table, &[&SHARED_KEYS[..], &["evidence", "grades"]].concat());
        let mut sheets = Vec::new();
        for (key, role) in [("evidence", SheetRole::Evidence), ("grades", SheetRole::Grades)] {
            let Some((at, value)) = entry(table, key) else { continue };
            let Some(sheet) = value.as_table() else {
                problems.add(at, format!("{key} skal være et afsnit: [{key}]"));
                continue;
            };
            problems.check_keys(sheet, &SHEET_KEYS);
            if entry(sheet, "sheet").is_none() {
                problems.add(at, format!("nøglen sheet mangler i [{key}]"));
            }
            sheets.push(read_sheet(sheet, at, role, problems));
        }
        if sheets.is_empty() {
            problems.add(0, "afsnittet [evidence] eller [grades] mangler".to_owned());
        }
        sheets
    };
    let files = problems.texts_of(table, "files");
    if files.is_empty() {
        let at = position(table, "files");
        problems.add(at, "files mangler: hvilke filer layoutet læser".to_owned());
    }
    let encoding = problems.text_of(table, "encoding").and_then(|label| {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes());
        if encoding.is_none() {
            let at = position(table, "encoding");
            problems.add(at, format!("encoding er \"{label}\"; skriv utf-8 eller windows-1252"));
        }
        encoding
    });
    Layout {
        file: problems.file.into(),
        title: problems.text_of(table, "title").unwrap_or_default(),
        files: files.into_iter().map(|(_, file)| file).collect(),
        encoding,
        sheets,
    }
}

fn read_sheet(
    table: &DeTable<'_>,
    at: usize,
    role: SheetRole,
    problems: &mut Problems<'_>,
) -> SheetLayout {
    let header_row = entry(table, "header-row").and_then(|(at, value)| {
        let row = value.as_integer().and_then(|number| number.as_str().parse().ok());
        if row.is_none_or(|row: u32| row == 0) {
            problems.add(at, "header-row skal være et helt tal fra 1".to_owned());
        }
        row
    });
    let mut columns = read_columns(table, at, role, problems);
    for (at, name) in problems.texts_of(table, "optional") {
        match columns.iter_mut().find(|(_, column)| column.field == &*name) {
            Some((_, column)) => column.is_required = false,
            None => problems.add(
                at,
                format!(
                    "optional nævner \"{name}\", som ikke står i columns{}",
                    meant(&name, columns.iter().map(|(_, column)| column.field))
                ),
            ),
        }
    }
    let mut seen: Vec<(String, &'static str)> = Vec::new();
    for (at, column) in &columns {
        for header in &column.headers {
            let folded = fold_name(header);
            match seen.iter().find(|(known, _)| *known == folded) {
                Some((_, other)) => problems.add(
                    *at,
                    format!("overskriften \"{header}\" står både for {other} og {}", column.field),
                ),
                None => seen.push((folded, column.field)),
            }
        }
    }
    let mut never_read = Vec::new();
    for (at, header) in problems.texts_of(table, "never-read") {
        let folded = fold_name(&header);
        if let Some((_, field)) = seen.iter().find(|(known, _)| *known == folded) {
            problems
                .add(at, format!("never-read nævner \"{header}\", som columns læser som {field}"));
        }
        never_read.push(folded);
    }
    SheetLayout {
        role,
        sheet: problems.text_of(table, "sheet"),
        header_row,
        columns: columns.into_iter().map(|(_, column)| column).collect(),
        never_read,
        lists: read_lists(table, role, problems),
    }
}

fn read_columns(
    table: &DeTable<'_>,
    at: usize,
    role: SheetRole,
    problems: &mut Problems<'_>,
) -> Vec<(usize, Column)> {
    let Some((at, value)) = entry(table, "columns") else {
        problems.add(at, "afsnittet columns mangler".to_owned());
        return Vec::new();
    };
    let Some(table) = value.as_table() else {
        problems.add(at, "columns skal være et afsnit".to_owned());
        return Vec::new();
    };
    let mut columns = Vec::new();
    for (key, _) in table {
        let at = key.span().start;
        let name: &str = key.get_ref();
        let Some(slot) = role.slot(name) else {
            let meant = meant(name, role.fields().iter().copied());
            problems.add(at, format!("feltet \"{name}\" findes ikke{meant}"));
            continue;
        };
        let headers: Vec<Box<str>> =
            problems.texts_of(table, name).into_iter().map(|(_, header)| header).collect();
        if headers.is_empty() || headers.iter().any(|header| fold_name(header).is_empty()) {
            problems.add(at, format!("feltet \"{name}\" mangler sin overskrift"));
        }
        columns.push((at, Column { field: role.fields()[slot], headers, is_required: true }));
    }
    columns.sort_by_key(|(at, _)| *at);
    for field in role.indispensable() {
        if !columns.iter().any(|(_, column)| column.field == *field) {
            problems.add(at, format!("feltet {field} mangler i columns"));
        }
    }
    columns
}

fn read_lists(
    table: &DeTable<'_>,
    role: SheetRole,
    problems: &mut Problems<'_>,
) -> Vec<(&'static str, char)> {
    let Some((at, value)) = entry(table, "lists") else { return Vec::new() };
    let Some(table) = value.as_table() else {
        problems.add(at, "lists skal være et afsnit".to_owned());
        return Vec::new();
    };
    let known: &[&'static str] = match role {
        SheetRole::Providers | SheetRole::OtherProviders => {
            &["paragraffer", "maalgrupper", "ydelsestyper", "daekningsomraade", "leverandoertype"]
        }
        SheetRole::Evidence | SheetRole::Grades | SheetRole::Links => &[],
    };
    let mut lists = Vec::new();
    for (key, value) in table {
        let at = key.span().start;
        let name: &str = key.get_ref();
        let Some(field) = known.iter().find(|field| **field == name) else {
            let meant = meant(name, known.iter().copied());
            problems.add(at, format!("feltet \"{name}\" har ingen lister{meant}"));
            continue;
        };
        let mut text = value.get_ref().as_str().unwrap_or_default().chars();
        match (text.next(), text.next()) {
            (Some(separator), None) => lists.push((*field, separator)),
            _ => problems.add(at, format!("skilletegnet for {name} skal være ét tegn")),
        }
    }
    lists
}

/// Where a key stands, and its value.
fn entry<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<(usize, &'t DeValue<'i>)> {
    let (name, value) = table.iter().find(|(name, _)| name.get_ref().as_ref() == key)?;
    Some((name.span().start, value.get_ref()))
}

fn position(table: &DeTable<'_>, key: &str) -> usize {
    entry(table, key).map_or(0, |(at, _)| at)
}

/// `; mente du "tilsyn"?` when a known word is near.
fn meant<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!("; mente du \"{near}\"?"))
}

/// `Mente du "Privat"? `, to stand before what the reader can do; nothing when no known word is near.
pub(super) fn did_you_mean(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("Mente du \"{near}\"? "))
}

/// The known word that is nearest, when one is near enough to be meant.
pub(super) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    /// Jaro-Winkler similarity from which "did you mean" is worth a line.
    const NEAR: f64 = 0.82;
    let folded = fold_name(word);
    known
        .map(|known| (strsim::jaro_winkler(&folded, &fold_name(known)), known))
        .filter(|(similarity, _)| *similarity >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, known)| known)
}

/// The problems of one layout file, found by their place in its text.
struct Problems<'t> {
    text: &'t str,
    file: &'t str,
    found: Vec<Finding>,
}

impl Problems<'_> {
    fn add(&mut self, at: usize, message: String) {
        let before = self.text.get(..at).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count();
        self.found.push(Finding {
            place: Place {
                row: u32::try_from(line).ok(),
                column: u32::try_from(column).ok(),
                ..Place::file(self.file)
            },
            severity: Severity::Error,
            code: "layout-invalid",
            message,
            action: "Ret layoutfilen; felter og nøgler står i input/layouts".to_owned(),
        });
    }

    fn check_keys(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let meant = meant(name, known.iter().copied());
                self.add(key.span().start, format!("nøglen \"{name}\" kendes ikke{meant}"));
            }
        }
    }

    fn text_of(&mut self, table: &DeTable<'_>, key: &str) -> Option<Box<str>> {
        let (at, value) = entry(table, key)?;
        let text = value.as_str().map(Box::from);
        if text.is_none() {
            self.add(at, format!("{key} skal være en tekst"));
        }
        text
    }

    /// A text, or a list of texts, each with where it stands.
    fn texts_of(&mut self, table: &DeTable<'_>, key: &str) -> Vec<(usize, Box<str>)> {
        let Some((at, value)) = entry(table, key) else { return Vec::new() };
        if let Some(text) = value.as_str() {
            return vec![(at, text.into())];
        }
        let Some(items) = value.as_array() else {
            self.add(at, format!("{key} skal være en tekst eller en liste af tekster"));
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => texts.push((item.span().start, text.into())),
                None => self.add(item.span().start, format!("{key} må kun have tekster")),
            }
        }
        texts
    }
}
