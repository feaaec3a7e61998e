//! How does the text of a guideline file become a guideline, or all that is wrong with it?

use chrono::NaiveDate;
use toml::de::{DeTable, DeValue};

use super::cell::{Statement, read_statement};
use super::consistency::check_consistency;
use super::criterion::{Written, read_criterion};
use super::document::{At, Fields, Problems, listed};
use super::{Cell, Criterion, Guideline, GuidelineStatus, builds_by_default};
use crate::finding::Finding;
use crate::model::{Level, Parameter, PerParameter, TargetGroupId};

const KEYS: [&str; 8] = [
    "title",
    "status",
    "reviewed-on",
    "source",
    "builds-on-level-below",
    "builds-on-reason",
    "criterion",
    "cell",
];

/// What a file says, cell by cell, before the cells are looked at together.
pub(super) struct Contents {
    pub builds_on_level_below: PerParameter<bool>,
    pub criteria: Vec<Written>,
    pub statements: Vec<Statement>,
    /// Cells that something was said about, even if it could not be read.
    pub mentioned: Vec<(Parameter, Level)>,
}

/// Reads and validates one guideline file. `file` is its path below the input folder, shown in
/// messages; the group and the date follow from folder and file name.
///
/// # Errors
///
/// All problems of the file, in the order of its lines; a text that is no TOML has one.
pub fn parse_guideline(
    text: &str,
    file: &str,
    target_group: TargetGroupId,
    valid_from: NaiveDate,
) -> Result<Guideline, Vec<Finding>> {
    let mut problems = Problems::new(file, text);
    let document = match DeTable::parse(text) {
        Ok(document) => document,
        Err(error) => {
            problems.not_toml(&error);
            return problems.or(None);
        }
    };
    let fields = Fields::open(document.get_ref(), 0, "filen", &KEYS, &mut problems);

    let title = fields.required_text("title", "title = \"Autisme, indplacering\"", &mut problems);
    let status = read_status(&fields, &mut problems);
    let reviewed_on = fields.date("reviewed-on", &mut problems);
    let source = fields.required_text("source", "source = \"Boks 4\"", &mut problems);
    let reason = fields.text("builds-on-reason", &mut problems);
    let builds_on = read_builds_on(&fields, reason.is_some(), &mut problems);
    if status == Some(GuidelineStatus::InForce) && fields.value("reviewed-on").is_none() {
        fields.missing("reviewed-on", "reviewed-on = 2021-01-01", &mut problems);
    }

    let mut contents = Contents {
        builds_on_level_below: builds_on
            .unwrap_or_else(|| PerParameter::from_fn(builds_by_default)),
        criteria: Vec::new(),
        statements: Vec::new(),
        mentioned: Vec::new(),
    };
    for table in fields.tables("criterion", &mut problems) {
        let (cell, written) = read_criterion(table, &mut problems);
        contents.mentioned.extend(cell);
        contents.criteria.extend(written);
    }
    for table in fields.tables("cell", &mut problems) {
        let (cell, statement) = read_statement(table, &mut problems);
        contents.mentioned.extend(cell);
        contents.statements.extend(statement);
    }
    check_consistency(&contents, &mut problems);

    let guideline = title.zip(status).zip(source).map(|((title, status), source)| {
        let builds_on_level_below = contents.builds_on_level_below;
        let (criteria, cells) = arrange(contents);
        Guideline {
            target_group,
            valid_from,
            status,
            reviewed_on,
            title: title.value.into(),
            source: source.value.into(),
            builds_on_level_below,
            builds_on_reason: reason.map(|text| text.value.into()),
            criteria,
            cells,
            file: file.into(),
        }
    });
    problems.or(guideline)
}

fn read_status(fields: &Fields, problems: &mut Problems) -> Option<GuidelineStatus> {
    let text = fields.required_text("status", "status = \"example\"", problems)?;
    let words = GuidelineStatus::ALL.map(|status| (status.slug(), status));
    problems.one_of("status", text, words).ok()
}

/// `[builds-on-level-below]`: a yes or no for each of the eight; what differs from Reading R2
/// needs a reason.
fn read_builds_on(
    fields: &Fields,
    has_reason: bool,
    problems: &mut Problems,
) -> Option<PerParameter<bool>> {
    const KEY: &str = "builds-on-level-below";
    let Some(At { value, at }) = fields.value(KEY) else {
        fields.missing(KEY, "tabellen [builds-on-level-below] med de otte parametre", problems);
        return None;
    };
    let Some(table) = value.as_table() else {
        problems.wrong_type(KEY, "en tabel med de otte parametre", value, at);
        return None;
    };
    let slugs = Parameter::ALL.map(Parameter::slug);
    let answers = Fields::open(table, at, "[builds-on-level-below]", &slugs, problems);
    let mut differing = Vec::new();
    let mut missing = Vec::new();
    let mut first_differing_at = at;
    let builds_on = PerParameter::from_fn(|parameter| match answers.value(parameter.slug()) {
        Some(At { value: DeValue::Boolean(builds), at }) => {
            if *builds != builds_by_default(parameter) {
                if differing.is_empty() {
                    first_differing_at = at;
                }
                differing.push(parameter.slug());
            }
            *builds
        }
        Some(At { value, at }) => {
            problems.wrong_type(parameter.slug(), "true eller false", value, at);
            builds_by_default(parameter)
        }
        None => {
            missing.push(parameter.slug());
            builds_by_default(parameter)
        }
    });
    if !missing.is_empty() {
        problems.add(
            at,
            "missing-key",
            format!("[builds-on-level-below] mangler {}", listed(&missing)),
            "Skriv true eller false for hver af de otte parametre",
        );
    }
    if !differing.is_empty() && !has_reason {
        problems.add(
            first_differing_at,
            "deviation-without-reason",
            format!(
                "{} afviger fra læsning R2 om, hvad der bygger på niveauet under, uden begrundelse",
                listed(&differing)
            ),
            "Skriv builds-on-reason = \"…\" øverst i filen, eller følg R2",
        );
    }
    Some(builds_on)
}

/// Sorts the criteria by cell, keeps the members of an any-of group together, and says for each
/// cell where its criteria are.
fn arrange(contents: Contents) -> (Vec<Criterion>, PerParameter<[Cell; 3]>) {
    let mut written = contents.criteria;
    written.sort_by_key(|w| (w.criterion.parameter, w.criterion.level, w.criterion.line));
    let mut criteria: Vec<Criterion> = Vec::with_capacity(written.len());
    let mut statements = contents.statements;
    let cells = PerParameter::from_fn(|parameter| {
        Level::ALL.map(|level| {
            if let Some(place) =
                statements.iter().position(|s| s.parameter == parameter && s.level == level)
            {
                let statement = statements.swap_remove(place);
                return if statement.asks_nothing {
                    Cell::AsksNothing(statement.reason)
                } else {
                    Cell::NotAttainable(statement.reason)
                };
            }
            let start = criteria.len();
            let mut groups: Vec<&str> = Vec::new();
            let mut cell: Vec<Criterion> = Vec::new();
            for w in &written {
                if (w.criterion.parameter, w.criterion.level) != (parameter, level) {
                    continue;
                }
                let any_of = w.any_of.as_deref().map(|name| {
                    let known = groups.iter().position(|group| *group == name);
                    let place = known.unwrap_or_else(|| {
                        groups.push(name);
                        groups.len() - 1
                    });
                    u8::try_from(place).unwrap_or(u8::MAX)
                });
                cell.push(Criterion { any_of, ..w.criterion.clone() });
            }
            // Those that must hold first, then the groups.
            cell.sort_by_key(|criterion| (criterion.any_of, criterion.line));
            criteria.extend(cell);
            let place = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
            Cell::Criteria(place(start)..place(criteria.len()))
        })
    });
    (criteria, cells)
}
