//! What does a layout file say?

use crate::document::{self, At, Fields, Problems, WHOLE_FILE, choices, suggestion};
use crate::finding::Finding;
use crate::ingest::layout::code::LayoutCode;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::layout::{Column, Form, Layout, SheetLayout, pattern};
use crate::register::fold_name;

/// The code of what is wrong with a layout as a layout, not with its keys and types.
const INVALID: &str = LayoutCode::LayoutInvalid.slug();

const KEYS: [&str; 15] = [
    "kind",
    "form",
    "skip-sheets",
    "title",
    "files",
    "encoding",
    "sheet",
    "header-row",
    "optional",
    "never-read",
    "columns",
    "lists",
    "not-reported",
    "evidence",
    "grades",
];

/// The keys that only a layout of providers has.
const OF_PROVIDERS: [&str; 6] =
    ["sheet", "header-row", "optional", "never-read", "columns", "lists"];

/// The keys that only a layout of assessments has.
const OF_ASSESSMENTS: [&str; 4] = ["form", "skip-sheets", "evidence", "grades"];

const SHEET_KEYS: [&str; 5] = ["sheet", "header-row", "optional", "never-read", "columns"];

impl Layout {
    /// Parses and validates a layout.
    ///
    /// # Errors
    /// Every problem of the file at once, each with line and column.
    pub fn parse(text: &str, file: &str) -> Result<Self, Vec<Finding>> {
        let (tree, mut problems) = document::read(text, file);
        let fields = Fields::of_file(&tree, &KEYS, &mut problems);
        let layout = read_layout(&fields, file, &mut problems);
        problems.finish(Some(layout))
    }
}

fn read_layout(fields: &Fields, file: &str, problems: &mut Problems) -> Layout {
    let kinds = [
        ("providers", Some(SheetRole::Providers)),
        ("other-providers", Some(SheetRole::OtherProviders)),
        ("assessments", None),
        ("capacity", Some(SheetRole::Capacity)),
        ("flows", Some(SheetRole::Flows)),
    ];
    let of_providers = fields.word("kind", &kinds, problems).unwrap_or_else(|likely| {
        let has_forms = || OF_ASSESSMENTS.iter().any(|key| fields.value(key).is_some());
        likely.unwrap_or_else(|| (!has_forms()).then_some(SheetRole::Providers))
    });
    let is_assessments = of_providers.is_none();
    for key in if is_assessments { &OF_PROVIDERS[..] } else { &OF_ASSESSMENTS } {
        if let Some(at) = fields.key_at(key) {
            problems.add(
                at,
                INVALID,
                format!("\"{key}\" hører ikke til et layout af denne slags (\"kind\")"),
                "Skriv kind = \"providers\" eller kind = \"assessments\", eller slet nøglen",
            );
        }
    }
    fields.required("files", "files = \"tilbudsportalen*.csv\"", problems);
    let files = fields.texts("files", problems);
    if files.as_ref().is_some_and(Vec::is_empty) {
        let message = "\"files\" er tom, så layoutet læser ingen filer";
        let action = "Skriv for eksempel files = \"tilbudsportalen*.csv\"";
        problems.add(fields.key_at("files"), INVALID, message, action);
    }
    for At { value: pattern, at } in files.iter().flatten() {
        if let Some(fault) = pattern::fault(pattern) {
            let message = format!("\"files\": \"{pattern}\" {fault}");
            let action =
                "Skriv mønsteret enklere, fx \"tilsyn*.{xlsx,ods}\", eller del det i flere";
            problems.add(*at, INVALID, message, action);
        }
    }
    let form = read_form(fields, problems);
    let skipped = fields.texts("skip-sheets", problems).unwrap_or_default();
    let mut sheets = match of_providers {
        None => read_assessment_sheets(fields, &form, problems),
        Some(role) => vec![read_sheet(fields, role, problems)],
    };
    let not_reported = fields.texts("not-reported", problems).unwrap_or_default();
    let not_reported: Vec<Box<str>> =
        not_reported.iter().map(|text| text.value.trim().to_lowercase().into()).collect();
    for sheet in &mut sheets {
        sheet.not_reported.clone_from(&not_reported);
    }
    Layout {
        file: file.into(),
        title: fields.text("title", problems).map_or_else(Box::default, |text| text.value.into()),
        files: files.unwrap_or_default().iter().map(|file| file.value.into()).collect(),
        encoding: read_encoding(fields, problems),
        sheets,
        form,
        skipped: skipped.iter().map(|name| fold_name(name.value)).collect(),
    }
}

fn read_encoding(
    fields: &Fields,
    problems: &mut Problems,
) -> Option<&'static encoding_rs::Encoding> {
    let label = fields.text("encoding", problems)?;
    let encoding = encoding_rs::Encoding::for_label(label.value.as_bytes());
    if encoding.is_none() {
        let message = format!("\"{}\" er ikke et tegnsæt, der kendes", label.value);
        let action = "Skriv encoding = \"utf-8\" eller encoding = \"windows-1252\"";
        problems.add(label.at, INVALID, message, action);
    }
    encoding
}

fn read_form(fields: &Fields, problems: &mut Problems) -> Form {
    let forms = [("row-per-offering", false), ("sheet-per-offering", true)];
    let is_sheet = fields
        .text("form", problems)
        .is_some_and(|text| problems.one_of("form", text, &forms).is_ok_and(|is_sheet| is_sheet));
    if is_sheet { Form::SheetPerOffering } else { Form::RowPerOffering }
}

fn read_assessment_sheets(
    fields: &Fields,
    form: &Form,
    problems: &mut Problems,
) -> Vec<SheetLayout> {
    let mut sheets = Vec::new();
    for (key, role) in [("evidence", SheetRole::Evidence), ("grades", SheetRole::Grades)] {
        let Some(section) = fields.section(key, &SHEET_KEYS, problems) else { continue };
        if *form == Form::RowPerOffering {
            section.required("sheet", "sheet = \"arkets navn\"", problems);
        } else {
            for key in ["sheet", "header-row"] {
                let Some(at) = section.key_at(key) else { continue };
                let message = format!("\"{key}\" hører ikke til form = \"sheet-per-offering\"");
                let action = "Slet nøglen: hvert ark er et tilbud, og feltnavnene findes i det";
                problems.add(at, INVALID, message, action);
            }
        }
        sheets.push(read_sheet(&section, role, problems));
    }
    if sheets.is_empty() && problems.is_readable() {
        let action = "Tilføj et af dem, med sine kolonner, eller skriv kind = \"providers\"";
        problems.add(WHOLE_FILE, INVALID, "afsnittet [evidence] eller [grades] mangler", action);
    }
    sheets
}

fn read_sheet(fields: &Fields, role: SheetRole, problems: &mut Problems) -> SheetLayout {
    let mut columns = read_columns(fields, role, problems);
    for At { value: name, at } in fields.texts("optional", problems).unwrap_or_default() {
        match columns.iter_mut().find(|(_, column)| column.field == name) {
            Some((_, column)) => column.is_required = false,
            None if problems.is_readable() => {
                let known: Vec<&str> = columns.iter().map(|(_, column)| column.field).collect();
                let message =
                    format!("\"optional\" nævner \"{name}\", som ikke er blandt kolonnerne");
                let choices = choices(name, &known, "kolonnerne er");
                problems.add(at, INVALID, message + &choices, suggestion(name, &known));
            }
            None => {}
        }
    }
    let mut seen: Vec<(String, &'static str)> = Vec::new();
    for (at, column) in &columns {
        for header in &column.headers {
            let folded = fold_name(header);
            match seen.iter().find(|(known, _)| *known == folded) {
                Some((_, other)) => problems.add(
                    *at,
                    INVALID,
                    format!("overskriften \"{header}\" står både for {other} og {}", column.field),
                    "Behold den ved det felt, den hører til",
                ),
                None => seen.push((folded, column.field)),
            }
        }
    }
    let mut never_read = Vec::new();
    for At { value: header, at } in fields.texts("never-read", problems).unwrap_or_default() {
        let folded = fold_name(header);
        if let Some((_, field)) = seen.iter().find(|(known, _)| *known == folded) {
            problems.add(
                at,
                INVALID,
                format!("\"never-read\" nævner \"{header}\", som læses som {field}"),
                "Slet den ene af de to",
            );
        }
        never_read.push(folded);
    }
    SheetLayout {
        role,
        sheet: fields.text("sheet", problems).map(|text| text.value.into()),
        header_row: read_header_row(fields, problems),
        columns: columns.into_iter().map(|(_, column)| column).collect(),
        never_read,
        lists: read_lists(fields, problems),
        not_reported: Vec::new(),
    }
}

fn read_header_row(fields: &Fields, problems: &mut Problems) -> Option<u32> {
    let found = fields.value("header-row")?;
    let row = found.value.as_integer().and_then(|number| number.as_str().parse().ok());
    let row = row.filter(|row| *row > 0);
    if row.is_none() {
        problems.wrong_type("header-row", found, "et helt tal fra 1", "header-row = 1");
    }
    row
}

/// The columns with where each stands, in the file's order.
fn read_columns(fields: &Fields, role: SheetRole, problems: &mut Problems) -> Vec<(usize, Column)> {
    let Some(section) = fields.required_section("columns", role.fields(), problems) else {
        return Vec::new();
    };
    let mut columns = Vec::new();
    for At { value: name, at } in section.keys() {
        let Some(slot) = role.slot(name) else { continue };
        let headers = section.texts(name, problems);
        let is_blank = |header: &At<&str>| fold_name(header.value).is_empty();
        if headers.as_ref().is_some_and(|all| all.is_empty() || all.iter().any(is_blank)) {
            let message = format!("feltet \"{name}\" mangler sin overskrift");
            let action = "Skriv kolonnens overskrift, som den står i filen, eller slet linjen";
            problems.add(at, INVALID, message, action);
        }
        let headers = headers.unwrap_or_default().iter().map(|text| text.value.into()).collect();
        columns.push((at, Column { field: role.fields()[slot], headers, is_required: true }));
    }
    for field in role.indispensable() {
        section.required(field, &format!("{field} = \"kolonnens overskrift\""), problems);
    }
    columns
}

fn read_lists(fields: &Fields, problems: &mut Problems) -> Vec<(&'static str, char)> {
    const SPLIT: [&str; 5] =
        ["paragraffer", "maalgrupper", "ydelsestyper", "daekningsomraade", "leverandoertype"];
    let Some(section) = fields.section("lists", &SPLIT, problems) else { return Vec::new() };
    let mut lists = Vec::new();
    for field in SPLIT {
        let Some(found) = section.value(field) else { continue };
        let mut text = found.value.as_str().unwrap_or_default().chars();
        match (text.next(), text.next()) {
            (Some(separator), None) => lists.push((field, separator)),
            _ => problems.wrong_type(field, found, "ét tegn", &format!("{field} = \";\"")),
        }
    }
    lists
}
