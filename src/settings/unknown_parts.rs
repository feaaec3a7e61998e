//! Which assessments are of a sub-group that nobody has described?
//!
//! Such a *delmålgruppe* may be a sub-group, or a word in the wrong column. The part stands as it
//! was written; but it may have been meant for the whole group or for another part, so those are
//! not placed by an assessment that is not newer (Reading R48).

use std::collections::BTreeSet;

use crate::document::{choices, suggestion};
use crate::finding::{Finding, Severity};
use crate::grade::{cell_place, row_place};
use crate::ingest::Reading;
use crate::model::{Dataset, Loss, LostRow, Offering, OfferingId, RowRef, TargetGroupId};
use crate::register::fold_name;
use crate::settings::Settings;

/// Finds them, tells of each sub-group once, and keeps other parts from being placed by something
/// older.
pub fn tell_unknown_parts(reading: &mut Reading, settings: &Settings) {
    let dataset = &reading.dataset;
    let mut told: BTreeSet<(TargetGroupId, u16)> = BTreeSet::new();
    let mut findings = Vec::new();
    let mut lost = Vec::new();
    for (id, offering) in (0..).map(OfferingId).zip(&dataset.offerings) {
        let Some(subgroup) = offering.subgroup else { continue };
        let name = &dataset.subgroups[usize::from(subgroup)];
        let known = known_names(settings, offering.target_group);
        if known.iter().any(|known| fold_name(known) == fold_name(name)) {
            continue;
        }
        lost.extend(held_back(dataset, id, offering));
        if told.insert((offering.target_group, subgroup)) {
            findings.extend(finding(dataset, offering, name, &known, settings));
        }
    }
    reading.findings.extend(findings);
    reading.findings.sort();
    reading.dataset.add_lost(lost);
}

/// Sub-groups that a description or a guideline of the group names.
fn known_names(settings: &Settings, group: TargetGroupId) -> Vec<&str> {
    let descriptions = settings.groups.descriptions.iter().filter(|d| d.target_group == group);
    let described = descriptions
        .flat_map(|description| description.subgroups.iter())
        .flat_map(|subgroup| [&*subgroup.slug, &*subgroup.name]);
    let guidelines = settings.guidelines.iter().filter(|g| g.target_group == group);
    let asked = guidelines
        .flat_map(|guideline| guideline.criteria.iter())
        .filter_map(|criterion| criterion.scope.subgroup.as_deref());
    described.chain(asked).collect()
}

/// The other parts of the same provider and group, each with the part's newest assessment.
fn held_back(dataset: &Dataset, id: OfferingId, part: &Offering) -> Vec<LostRow> {
    let Some(newest) = dataset.assessments(part).last() else { return Vec::new() };
    let is_same = |o: &Offering| (o.provider, o.target_group) == (part.provider, part.target_group);
    let before = &dataset.offerings[..id.index()];
    let start = before.iter().rposition(|o| !is_same(o)).map_or(0, |at| at + 1);
    let parts = dataset.offerings[start..].iter().take_while(|o| is_same(o));
    (start..)
        .map(OfferingId::at)
        .zip(parts)
        .filter(|(other, _)| *other != id)
        .map(|(offering, _)| LostRow {
            offering,
            assessed_on: Some(newest.assessed_on),
            authority: Some(newest.authority),
            is_of_grades: newest.grades_row.is_some(),
            why: Loss::UnknownPart,
            row: row_of(dataset, part),
        })
        .collect()
}

/// The row of a part's newest assessment.
fn row_of(dataset: &Dataset, part: &Offering) -> Option<RowRef> {
    let newest = dataset.assessments(part).last()?;
    newest.grades_row.or_else(|| newest.evidence.as_ref().map(|(_, row)| *row))
}

fn finding(
    dataset: &Dataset,
    offering: &Offering,
    name: &str,
    known: &[&str],
    settings: &Settings,
) -> Option<Finding> {
    let row = row_of(dataset, offering)?;
    let group = &settings.registers.target_groups.get(offering.target_group).name;
    let (known_are, action) = match known {
        [] => ("; målgruppen har ingen beskrevne delmålgrupper".to_owned(), String::new()),
        known => (choices(name, known, "delmålgrupperne er"), suggestion(name, known) + ". "),
    };
    Some(Finding {
        place: cell_place(dataset, row, "delmaalgruppe").unwrap_or_else(|| row_place(dataset, row)),
        severity: Severity::Warning,
        code: "unknown-subgroup",
        message: format!(
            "delmålgruppen \"{name}\" af {group} er ikke beskrevet{known_are}; den står som en del \
             for sig, og ældre vurderinger af målgruppens andre dele indplacerer ikke"
        ),
        action: format!(
            "{action}Lad cellen være tom, når hele målgruppen er vurderet, eller beskriv \
             delmålgruppen i input/descriptions"
        ),
    })
}
