//! How does the text of a guideline file become a guideline, or all that is wrong with it?

use std::collections::BTreeSet;

use chrono::NaiveDate;
use toml::de::DeValue;

use super::cell::{self, Statement, read_statement};
use super::consistency::check_consistency;
use super::criterion::{self, Written, read_criterion};
use super::{Cell, Criterion, Guideline, GuidelineStatus, builds_by_default};
use crate::document::{self, At, Fields, Problems, WHOLE_FILE, listed};
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

/// Criteria of one guideline: more than forty for each of its 24 cells is a mistake, and each is
/// held against the others.
const MOST_CRITERIA: usize = 1_000;

/// Names of groups of alternatives in one guideline: a group has a number of one byte in its cell,
/// and two that shared one would be read as one.
const MOST_GROUPS: usize = 255;

/// Reads and validates one guideline file. `file` is its path below the input folder, shown in
/// messages; the group and the date follow from folder and file name.
///
/// # Errors
///
/// All problems of the file, in the order of its lines.
pub fn parse_guideline(
    text: &str,
    file: &str,
    target_group: TargetGroupId,
    valid_from: NaiveDate,
) -> Result<Guideline, Vec<Finding>> {
    let (tree, mut problems) = document::read(text, file);
    let fields = Fields::of_file(&tree, &KEYS, &mut problems);

    let title = fields.required_text("title", "Autisme, indplacering", &mut problems);
    let statuses = GuidelineStatus::ALL.map(|status| (status.slug(), status));
    let status = fields.word("status", &statuses, &mut problems).ok();
    if status == Some(GuidelineStatus::InForce) {
        fields.required("reviewed-on", "reviewed-on = 2021-01-01", &mut problems);
    }
    let reviewed_on = fields.date("reviewed-on", &mut problems);
    let source = fields.required_text("source", "Boks 4", &mut problems);
    let reason = fields.text("builds-on-reason", &mut problems);
    let builds_on = read_builds_on(&fields, reason.is_some(), &mut problems);

    let mut contents = Contents {
        builds_on_level_below: builds_on
            .unwrap_or_else(|| PerParameter::from_fn(builds_by_default)),
        criteria: Vec::new(),
        statements: Vec::new(),
        mentioned: Vec::new(),
    };
    let criteria = fields.sections("criterion", "et krav", &criterion::KEYS, &mut problems);
    let n_criteria = criteria.iter().flatten().count();
    if n_criteria > MOST_CRITERIA {
        let message =
            format!("vejledningen har {n_criteria} krav; der kan højst være {MOST_CRITERIA}");
        let action = "Slet de krav, der står flere gange, eller del vejledningen efter målgruppe";
        problems.add(WHOLE_FILE, "too-many-criteria", message, action);
        return problems.finish(None);
    }
    for fields in criteria.iter().flatten() {
        let (cell, written) = read_criterion(fields, &mut problems);
        contents.mentioned.extend(cell);
        contents.criteria.extend(written);
    }
    let groups: BTreeSet<&str> =
        contents.criteria.iter().filter_map(|written| written.any_of.as_deref()).collect();
    if groups.len() > MOST_GROUPS {
        let message = format!(
            "vejledningen har {} grupper af alternativer (any-of); der kan højst være {MOST_GROUPS}",
            groups.len()
        );
        let action = "Slet de grupper, der ikke bruges, eller brug samme navn i hvert felt";
        problems.add(WHOLE_FILE, "too-many-any-of", message, action);
        return problems.finish(None);
    }
    let statements = fields.sections("cell", "et felt", &cell::KEYS, &mut problems);
    for fields in statements.iter().flatten() {
        let (cell, statement) = read_statement(fields, &mut problems);
        contents.mentioned.extend(cell);
        contents.statements.extend(statement);
    }
    // What a line says that could not be read is not missing, nor stated twice.
    if problems.is_readable() {
        check_consistency(&contents, &mut problems);
    }

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
    problems.finish(guideline)
}

/// `[builds-on-level-below]`: a yes or no for each of the eight; what differs from Reading R2
/// needs a reason.
fn read_builds_on(
    fields: &Fields,
    has_reason: bool,
    problems: &mut Problems,
) -> Option<PerParameter<bool>> {
    const KEY: &str = "builds-on-level-below";
    let answers = fields.required_section(KEY, &Parameter::ALL.map(Parameter::slug), problems)?;
    let mut differing = Vec::new();
    let mut missing = Vec::new();
    let mut first_differing_at = None;
    let builds_on = PerParameter::from_fn(|parameter| match answers.value(parameter.slug()) {
        Some(At { value: DeValue::Boolean(builds), at }) => {
            if *builds != builds_by_default(parameter) {
                first_differing_at = first_differing_at.or(Some(at));
                differing.push(parameter.slug());
            }
            *builds
        }
        Some(found) => {
            let slug = parameter.slug();
            problems.wrong_type(slug, found, "true eller false", &format!("{slug} = true"));
            builds_by_default(parameter)
        }
        None => {
            missing.push(parameter.slug());
            builds_by_default(parameter)
        }
    });
    if !missing.is_empty() && problems.is_readable() {
        problems.add(
            answers.at,
            "missing-key",
            format!("[builds-on-level-below] mangler {}", listed(&missing)),
            "Skriv true eller false for hver af de otte parametre",
        );
    }
    if !differing.is_empty() && !has_reason && problems.is_readable() {
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
