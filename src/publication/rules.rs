//! What does the file of what may be published say? (`input/rules/disclosure.toml`)

use super::dimension::View;
use super::measure::Measure;
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
    /// How near the largest operator's places may be told by the next largest, in percent; 0 where
    /// no table counts places. Never told to the public.
    pub p_percent: u64,
    /// Whether every zero is shown.
    pub zeros_are_shown: bool,
    /// Small counts are rounded to 0 or this, and nothing is hidden.
    pub rounding: Option<u64>,
    /// The tables.
    pub tables: Vec<TableRule>,
    /// Whether citizens to be expected are published, by group and region.
    pub has_expected: bool,
}

/// A table that is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRule {
    /// The file's name, without its ending.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it counts.
    pub measure: Measure,
    /// What it is divided by, in the order of columns.
    pub views: Vec<View>,
}

impl PublicationRules {
    /// Whether a table counts this.
    pub(super) fn has(&self, measure: Measure) -> bool {
        self.tables.iter().any(|table| table.measure == measure)
    }
}

const KEYS: [&str; 9] = [
    "title",
    "status",
    "reading",
    "providers",
    P_PERCENT,
    "zeros",
    "rounding",
    "expected-citizens",
    "tables",
];
/// The key that is never told.
const P_PERCENT: &str = "p-percent";
const TABLE_KEYS: [&str; 4] = ["name", "title", "counts", "dimensions"];
/// Bases of rounding.
const BASES: [u64; 2] = [3, 5];
/// Tables, at most: all of them are protected at once.
const MOST_TABLES: usize = 100;

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
    fields.required("providers", "providers = 3", &mut problems);
    let providers = whole(&fields, "providers", (2, 100), 3, &mut problems);
    let p_percent = whole(&fields, P_PERCENT, (1, 100), 15, &mut problems);
    let zeros = fields.word("zeros", &[("vist", true), ("som-andre", false)], &mut problems).ok();
    let rounding = rounding(&fields, &mut problems);
    let expected = [("ja", true), ("nej", false)];
    let has_expected = fields.word("expected-citizens", &expected, &mut problems).ok();
    let tables = tables(&fields, &mut problems);
    let places = tables.iter().flatten().find(|table| table.measure == Measure::Places);
    if let Some(table) = places {
        let name = &table.name;
        let at = fields.key_at("tables");
        if p_percent.is_none() && fields.key_at(P_PERCENT).is_none() {
            let message = format!("tabellen \"{name}\" tæller pladser, og {P_PERCENT} mangler");
            problems.add(at, "missing-key", message, "Skriv for eksempel p-percent = 15");
        }
        if rounding.is_some() {
            let message = format!("tabellen \"{name}\" tæller pladser, som ikke kan rundes af");
            let action = "En stor driftsherres pladser er lige så kendte, når de er rundet af. Tag \
                          tabellen ud, eller slet rounding";
            problems.add(at, "rounded-places", message, action);
        }
    }
    let rules = (|| {
        Some(PublicationRules {
            status: status?,
            providers: providers?,
            p_percent: p_percent.unwrap_or_default(),
            zeros_are_shown: zeros?,
            rounding,
            tables: tables?,
            has_expected: has_expected?,
        })
    })();
    problems.finish(rules)
}

/// The text of the rules without what is never told: what the public may have a checksum of. (Whoever
/// knows all but one small number of a text can try them all against a checksum.)
pub fn public_rules(text: &str) -> String {
    let is_told = |line: &&str| !line.contains(P_PERCENT);
    text.split_inclusive('\n').filter(is_told).collect()
}

/// A whole number within bounds; none where the key is not there.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn whole(
    fields: &Fields,
    key: &str,
    (least, most): (u64, u64),
    example: u64,
    problems: &mut Problems,
) -> Option<u64> {
    fields.key_at(key)?;
    let found = fields.number(key, problems)?;
    if found.value.fract() != 0.0 || !(least as f64..=most as f64).contains(&found.value) {
        let message = format!("{key} = {} er ikke et helt tal fra {least} til {most}", found.value);
        let action = format!("Skriv for eksempel {key} = {example}");
        problems.add(found.at, "number-out-of-range", message, action);
        return None;
    }
    Some(found.value as u64)
}

fn rounding(fields: &Fields, problems: &mut Problems) -> Option<u64> {
    let base = whole(fields, "rounding", (BASES[0], BASES[1]), BASES[0], problems)?;
    if !BASES.contains(&base) {
        let message = format!("rounding = {base} er hverken 3 eller 5");
        let at = fields.key_at("rounding");
        problems.add(at, "number-out-of-range", message, "Skriv rounding = 3 eller rounding = 5");
    }
    Some(base)
}

fn tables(fields: &Fields, problems: &mut Problems) -> Option<Vec<TableRule>> {
    let write = "[[tables]] på en linje for sig, og derunder name, title, counts og dimensions";
    fields.required("tables", write, problems)?;
    let sections = fields.sections("tables", "en tabel", &TABLE_KEYS, problems);
    if sections.len() > MOST_TABLES {
        let message = format!("{} tabeller er flere end {MOST_TABLES}", sections.len());
        problems.add(fields.key_at("tables"), "too-many", message, "Del dem i to filer med regler");
        return None;
    }
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
    let measures = Measure::ALL.map(|measure| (measure.word(), measure));
    let measure = section.word("counts", &measures, problems).ok();
    let write = "dimensions = [\"maalgruppe\", \"niveau\"]";
    section.required("dimensions", write, problems)?;
    let words = section.texts("dimensions", problems)?;
    let known = View::ALL.map(|view| (view.slug(), view));
    let mut views: Vec<View> = Vec::new();
    for word in words {
        let view = problems.one_of("dimensions", word, &known).ok()?;
        if let Some(other) = views.iter().find(|other| other.dimension() == view.dimension()) {
            let message = if *other == view {
                format!("\"{}\" står to gange", word.value)
            } else {
                format!("\"{}\" og \"{}\" deler det samme", other.slug(), word.value)
            };
            problems.add(word.at, "dimension-twice", message, "Slet den ene");
        }
        views.push(view);
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
    let (name, title) = (name.value.into(), title.value.into());
    Some(TableRule { name, title, measure: measure?, views })
}
