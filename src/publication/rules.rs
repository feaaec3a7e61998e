//! What does the file of what may be published say? (`input/rules/disclosure.toml`)

use super::dimension::Dimension;
use crate::document::{self, Fields, Problems};
use crate::finding::Finding;
use crate::guideline::GuidelineStatus;

/// *Offentliggørelse*: what may be shown, and in which tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicationRules {
    /// Whether the numbers are examples.
    pub status: GuidelineStatus,
    /// The fewest providers behind a cell that tells a level.
    pub providers: u64,
    /// The tables.
    pub tables: Vec<TableRule>,
}

/// A table that is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRule {
    /// The file's name, without its ending.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it is divided by, in the order of columns.
    pub dimensions: Vec<Dimension>,
}

const KEYS: [&str; 5] = ["title", "status", "reading", "providers", "tables"];
const TABLE_KEYS: [&str; 3] = ["name", "title", "dimensions"];

/// Reads the file from its text.
///
/// # Errors
/// All that is wrong with it.
pub fn parse_publication_rules(text: &str, file: &str) -> Result<PublicationRules, Vec<Finding>> {
    let (tree, mut problems) = document::read(text, file);
    let fields = Fields::of_file(&tree, &KEYS, &mut problems);
    fields.required_text("title", "Offentliggørelse", &mut problems);
    fields.required_text("reading", "Hvorfor tallene er valgt sådan", &mut problems);
    let statuses = GuidelineStatus::ALL.map(|status| (status.slug(), status));
    let status = fields.word("status", &statuses, &mut problems).ok();
    let providers = providers(&fields, &mut problems);
    let tables = tables(&fields, &mut problems);
    let rules =
        (|| Some(PublicationRules { status: status?, providers: providers?, tables: tables? }))();
    problems.finish(rules)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Whole, from 2 to 100.
fn providers(fields: &Fields, problems: &mut Problems) -> Option<u64> {
    fields.required("providers", "providers = 3", problems)?;
    let found = fields.number("providers", problems)?;
    if found.value.fract() != 0.0 || !(2.0..=100.0).contains(&found.value) {
        let message = format!("providers = {} er ikke et helt tal fra 2 til 100", found.value);
        problems.add(found.at, "number-out-of-range", message, "Skriv for eksempel providers = 3");
        return None;
    }
    Some(found.value as u64)
}

fn tables(fields: &Fields, problems: &mut Problems) -> Option<Vec<TableRule>> {
    let write = "[[tables]] på en linje for sig, og derunder name, title og dimensions";
    fields.required("tables", write, problems)?;
    let sections = fields.sections("tables", "en tabel", &TABLE_KEYS, problems);
    // All of them are looked at, whatever is wrong with one.
    let tables: Vec<Option<TableRule>> =
        sections.iter().map(|one| one.as_ref().and_then(|one| table(one, problems))).collect();
    let tables: Vec<TableRule> = tables.into_iter().collect::<Option<_>>()?;
    for (at, table) in tables.iter().enumerate() {
        if tables[..at].iter().any(|known| known.name == table.name) {
            let message = format!("to tabeller hedder \"{}\"", table.name);
            let action = "Giv den ene et andet navn";
            problems.add(fields.key_at("tables"), "table-twice", message, action);
        }
    }
    Some(tables)
}

fn table(section: &Fields, problems: &mut Problems) -> Option<TableRule> {
    let name = section.required_text("name", "niveau-region", problems);
    let title = section.required_text("title", "Indplaceringer efter niveau og region", problems);
    let write = "dimensions = [\"maalgruppe\", \"niveau\"]";
    section.required("dimensions", write, problems)?;
    let words = section.texts("dimensions", problems)?;
    let known = Dimension::ALL.map(|dimension| (dimension.slug(), dimension));
    let mut dimensions = Vec::new();
    for word in words {
        let dimension = problems.one_of("dimensions", word, &known).ok()?;
        if dimensions.contains(&dimension) {
            let message = format!("\"{}\" står to gange", word.value);
            problems.add(word.at, "dimension-twice", message, "Slet den ene");
        }
        dimensions.push(dimension);
    }
    let (name, title) = (name?, title?);
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !name.value.chars().all(is_plain) || name.value.len() > 60 {
        let message = format!("\"{}\" kan ikke være navnet på en fil", name.value);
        problems.add(
            name.at,
            "file-name",
            message,
            "Skriv små bogstaver a til z, tal og bindestreg",
        );
        return None;
    }
    Some(TableRule { name: name.value.into(), title: title.value.into(), dimensions })
}
