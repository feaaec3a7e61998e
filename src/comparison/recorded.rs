//! What did a run record of the assessments that placed, of its rule and of its guidelines?

use std::collections::BTreeMap;
use std::sync::Arc;

use super::reading::{Reading, count};
use crate::flat::{FlatColumn, FlatRow, Holds, Mismatch, Value};
use crate::grade::folded_name;
use crate::guideline::{Guideline, parse_guideline};
use crate::history::{AssessedThen, OfferingKey, Reported, RulesThen};
use crate::model::{AgeGroup, GradeBounds, PerParameter, TargetGroupId};
use crate::place::{CompiledRule, parse_rule};
use crate::publication::PublicationError;
use crate::report::record::{ASSESSMENTS, FOLDER};
use crate::table::ReadBack;

/// A guideline's place among a run's, by its label.
pub(super) type Labels = BTreeMap<String, usize>;

/// The rule that placed and the guidelines that were used, as the run recorded them; nothing, and a
/// limit more, where this program can't read them.
pub(super) fn rules_of(
    reading: &mut Reading<'_>,
) -> Result<Option<(RulesThen, Labels)>, PublicationError> {
    let text = |value: &serde_json::Value, key: &str| value[key].as_str().map(str::to_owned);
    let listed = |key: &str| reading.run.manifest[key].as_array().cloned().unwrap_or_default();
    let placing = text(&reading.run.manifest, "rule").unwrap_or_default();
    let rule_files = listed("rules");
    let rule_file = rule_files.iter().find(|rule| rule["name"] == placing.as_str());
    let rule_file = rule_file.and_then(|rule| text(rule, "file")).unwrap_or_default();
    let guideline_files: Vec<(String, String)> = listed("guidelines")
        .iter()
        .filter_map(|guideline| Some((text(guideline, "file")?, text(guideline, "valid_from")?)))
        .filter(|(file, _)| reading.run.has(&recorded_path(file)))
        .collect();
    let mut unread = Vec::new();
    let rule = match definition(reading, &rule_file)? {
        Some(text) => {
            parse_rule(&text, &rule_file).ok().and_then(|r| CompiledRule::compile(r).ok())
        }
        None => None,
    };
    if rule.is_none() {
        unread.push(rule_file);
    }
    let mut guidelines: Vec<Guideline> = Vec::new();
    for (file, valid_from) in guideline_files {
        let text = definition(reading, &file)?;
        // The target group has no part in grading: the label names it.
        let parsed = text
            .zip(valid_from.parse().ok())
            .and_then(|(text, day)| parse_guideline(&text, &file, TargetGroupId(0), day).ok());
        match parsed {
            Some(guideline) => guidelines.push(guideline),
            None => unread.push(file),
        }
    }
    if let (true, Some(rule)) = (unread.is_empty(), rule) {
        let labels = guidelines.iter().enumerate().map(|(at, of)| (of.label(), at)).collect();
        return Ok(Some((RulesThen { rule, guidelines }, labels)));
    }
    reading.limits.push(format!(
        "{} kan denne udgave af niveau ikke læse: det kan siges, hvem der har flyttet sig, men ikke \
         hvorfor",
        unread.join(", ")
    ));
    Ok(None)
}

fn definition(reading: &mut Reading<'_>, file: &str) -> Result<Option<String>, PublicationError> {
    let path = recorded_path(file);
    if !reading.run.has(&path) {
        return Ok(None);
    }
    Ok(String::from_utf8(reading.bytes(&path)?).ok())
}

/// The assessments that placed, by offering.
#[derive(Default)]
pub(super) struct Assessments {
    all: BTreeMap<OfferingKey, (Reported, PerParameter<Option<GradeBounds>>)>,
    labels: Labels,
}

impl Assessments {
    /// Those of a run.
    pub(super) fn read(
        reading: &mut Reading<'_>,
        labels: Labels,
    ) -> Result<Self, PublicationError> {
        let path = assessments_path();
        if !reading.run.has(&path) {
            return Ok(Self { labels, ..Self::default() });
        }
        let names = FlatColumn::ALL.map(FlatColumn::name);
        let columns: Vec<&str> = names.iter().map(|name| &**name).collect();
        let table = reading.table(&path, &columns)?;
        let rows = rows(&table).map_err(|why| reading.run.unusable(&path, why))?;
        let mut all = BTreeMap::new();
        for row in rows {
            let subgroup = row.subgroup.as_deref().map(|name| reading.texts.one(name));
            let age_group = row.age_group.map(|age| reading.texts.one(AgeGroup::danish(age)));
            let key = OfferingKey {
                target_group: reading.texts.one(row.target_group),
                provider_id: row.provider_id.into(),
                subgroup: subgroup.clone(),
                age_group,
            };
            let reported = Reported {
                evidence: row.evidence,
                kinds: row.kinds,
                subgroup,
                age_group: row.age_group,
            };
            all.insert(key, (reported, row.given));
        }
        Ok(Self { all, labels })
    }

    /// The assessment that placed an offering.
    pub(super) fn take(
        &mut self,
        key: &OfferingKey,
        assessor: Option<&Arc<str>>,
        guideline: Option<&str>,
    ) -> Option<AssessedThen> {
        // The flat table has sub-groups folded.
        let subgroup = key.subgroup.as_deref().map(|name| folded_name(name).into());
        let (reported, given) = self.all.remove(&OfferingKey { subgroup, ..key.clone() })?;
        let assessor = assessor.cloned().unwrap_or_else(|| "".into());
        let guideline = guideline.and_then(|label| self.labels.get(label)).copied();
        Some(AssessedThen { assessor, given, reported, guideline })
    }
}

/// The rows of the flat table, filled column by column.
fn rows(table: &ReadBack) -> Result<Vec<FlatRow<'_>>, String> {
    let mut rows = vec![FlatRow::default(); table.height()];
    for column in FlatColumn::ALL {
        let name = column.name();
        match column.holds() {
            Holds::Text => {
                let cells = table.texts(&name).map_err(|error| error.to_string())?;
                fill(&mut rows, column, cells.into_iter().map(|c| c.map(Value::Text)))?;
            }
            Holds::Int => {
                let cells = table.numbers(&name).map_err(|error| error.to_string())?;
                let whole = |n: f64| Value::Int(count(n));
                fill(&mut rows, column, cells.into_iter().map(|c| c.map(whole)))?;
            }
            Holds::Flag => {
                let cells = table.flags(&name).map_err(|error| error.to_string())?;
                fill(&mut rows, column, cells.into_iter().map(|c| c.map(Value::Flag)))?;
            }
            Holds::Date => {
                let cells = table.dates(&name).map_err(|error| error.to_string())?;
                fill(&mut rows, column, cells.into_iter().map(|c| c.map(Value::Date)))?;
            }
        }
    }
    Ok(rows)
}

fn fill<'t>(
    rows: &mut [FlatRow<'t>],
    column: FlatColumn,
    cells: impl Iterator<Item = Option<Value<'t>>>,
) -> Result<(), String> {
    for (at, (row, cell)) in rows.iter_mut().zip(cells).enumerate() {
        let Some(value) = cell else { continue };
        row.set(column, value).map_err(|Mismatch(expected)| {
            format!("række {}, kolonne {}: der skulle stå {expected}", at + 1, column.name())
        })?;
    }
    Ok(())
}

/// The files of a run's record.
fn recorded_path(file: &str) -> String {
    format!("{FOLDER}/{file}")
}

/// The table of a run's record.
fn assessments_path() -> String {
    format!("{ASSESSMENTS}.parquet")
}
