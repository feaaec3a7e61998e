//! How is one `[[subgroup]]` read: a sub-group, which may be part of several target groups?

use super::gaps::Gaps;
use super::graded::{check_graded, read_graded};
use super::level::{read_age_group, read_note};
use super::{TargetGroupDescription, TargetSubgroup};
use crate::document::{Fields, Problems};
use crate::finding::{Finding, Place, Severity};
use crate::model::{Level, TargetGroupId};
use crate::register::TargetGroups;

pub(super) const KEYS: [&str; 8] =
    ["slug", "name", "level", "also-in", "age-group", "delimitation", "note", "graded"];

pub(super) fn read_subgroup(
    fields: &Fields,
    groups: &TargetGroups,
    gaps: &mut Gaps,
    problems: &mut Problems,
) -> Option<TargetSubgroup> {
    let slug = fields.required_text("slug", "autisme-og-udviklingshaemning", problems);
    if let Some(slug) = slug
        && !slug.value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    {
        problems.add(
            slug.at,
            "slug-not-plain",
            format!("\"{}\" har andre tegn end a-z, 0-9 og bindestreg", slug.value),
            "Skriv for eksempel slug = \"autisme-og-udviklingshaemning\"",
        );
    }
    let name = fields.required_text("name", "Autisme og udviklingshæmning", problems);
    let levels = Level::ALL.map(|level| (level.danish(), level));
    let level = fields.word("level", &levels, problems).ok();
    let also_in = read_also_in(fields, groups, problems);
    let age_group = read_age_group(fields, problems);
    let whose = format!("delmålgruppe {}", name.map_or("uden navn", |name| name.value));
    let delimitation =
        gaps.text("delimitation", &format!("{whose}: afgrænsning"), fields, problems);
    let note = read_note(fields, problems);
    let graded = read_graded(&whose, fields, gaps, problems);
    if let Some(level) = level {
        check_graded(level, graded, note.is_some(), fields, problems);
    }
    Some(TargetSubgroup {
        slug: slug?.value.into(),
        name: name?.value.into(),
        level: level?,
        also_in: also_in?,
        age_group: age_group.ok()?,
        delimitation: delimitation.map(|text| text.value.into()),
        graded,
        note,
    })
}

/// Other groups, by slug or name; none when one of them is unknown.
fn read_also_in(
    fields: &Fields,
    groups: &TargetGroups,
    problems: &mut Problems,
) -> Option<Vec<TargetGroupId>> {
    if fields.value("also-in").is_none() {
        return Some(Vec::new());
    }
    let mut known = Some(Vec::new());
    for text in fields.texts("also-in", problems)? {
        if let Some(id) = groups.by_name(text.value) {
            known = known.map(|mut known| {
                known.push(id);
                known
            });
            continue;
        }
        known = None;
        let action = groups.nearest(text.value).map_or_else(
            || "Brug målgruppens slug fra registers/target_groups.csv".to_owned(),
            |near| format!("Skriv \"{}\", hvis det er den, der er ment", groups.get(near).slug),
        );
        let message = format!("\"{}\" er ingen målgruppe i registret", text.value);
        problems.add(text.at, "unknown-target-group", message, action);
    }
    known.map(|mut known| {
        known.sort_unstable();
        known.dedup();
        known
    })
}

/// A sub-group that several groups describe is one sub-group: it has one name and stands on one
/// level. Descriptions of one group on different days may differ.
pub fn check_shared_subgroups(descriptions: &[TargetGroupDescription]) -> Vec<Finding> {
    let mut problems = Vec::new();
    for (nth, description) in descriptions.iter().enumerate() {
        for subgroup in &description.subgroups {
            let differs = |other: &TargetSubgroup| {
                other.slug == subgroup.slug
                    && (other.name != subgroup.name || other.level != subgroup.level)
            };
            let elsewhere = descriptions[..nth].iter().find(|other| {
                other.target_group != description.target_group
                    && other.subgroups.iter().any(differs)
            });
            if let Some(other) = elsewhere {
                problems.push(Finding {
                    place: Place::file(&*description.file),
                    severity: Severity::Error,
                    code: "subgroup-differs",
                    message: format!(
                        "delmålgruppen \"{}\" har et andet navn eller niveau i {}",
                        subgroup.slug, other.file
                    ),
                    action: "Ret den ene, eller giv dem hver sit slug".to_owned(),
                });
            }
        }
    }
    problems
}
