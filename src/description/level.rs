//! How is one `[[level]]` read: the group on one level?

use super::LevelDescription;
use super::gaps::Gaps;
use super::graded::{check_graded, read_graded};
use crate::document::{Fields, Problems};
use crate::model::{AgeGroup, Level};

pub(super) const KEYS: [&str; 11] = [
    "level",
    "age-group",
    "complexity-depth",
    "complexity-breadth",
    "size",
    "services",
    "content",
    "examples",
    "demarcation",
    "note",
    "graded",
];

/// The level and the ages are given even when the rest is wrong, so that a level is not called
/// missing because of a misspelt key.
pub(super) type Described = (Level, Option<AgeGroup>);

pub(super) fn read_level(
    fields: &Fields,
    gaps: &mut Gaps,
    problems: &mut Problems,
) -> Option<(Described, LevelDescription)> {
    let levels = Level::ALL.map(|level| (level.danish(), level));
    let level = fields.word("level", &levels, problems).ok();
    let age_group = read_age_group(fields, problems);
    let whose = match (level, age_group) {
        (Some(level), Ok(Some(age))) => format!("niveau {level}, {age}"),
        (Some(level), _) => format!("niveau {level}"),
        (None, _) => "et niveau".to_owned(),
    };
    let mut text = |key: &str, name: &str| {
        let name = format!("{whose}: {name}");
        gaps.text(key, &name, fields, problems).map(|text| text.value.into())
    };
    let complexity_depth = text("complexity-depth", "kompleksitet i dybden");
    let complexity_breadth = text("complexity-breadth", "kompleksitet i bredden");
    let size = text("size", "størrelse");
    let services = text("services", "sammensætning af ydelser");
    let content = text("content", "fagligt indhold");
    let demarcation = text("demarcation", "afgrænsning");
    let examples = gaps.texts("examples", &format!("{whose}: eksempler"), fields, problems);
    let note = read_note(fields, problems);
    let graded = read_graded(&whose, fields, gaps, problems);
    if let Some(level) = level {
        check_graded(level, graded, note.is_some(), fields, problems);
    }
    let described = (level?, age_group.ok()?);
    let description = LevelDescription {
        level: described.0,
        age_group: described.1,
        complexity_depth,
        complexity_breadth,
        size,
        services,
        content,
        examples,
        demarcation,
        graded,
        note,
    };
    Some((described, description))
}

/// A note that may be left out or blank.
pub(super) fn read_note(fields: &Fields, problems: &mut Problems) -> Option<Box<str>> {
    let is_blank = |text: &str| text.trim().is_empty();
    if fields.value("note")?.value.as_str().is_some_and(is_blank) {
        return None;
    }
    fields.text("note", problems).map(|text| text.value.into())
}

/// An age group that may be left out; an error, already told, when it could not be read.
pub(super) fn read_age_group(
    fields: &Fields,
    problems: &mut Problems,
) -> Result<Option<AgeGroup>, ()> {
    if fields.value("age-group").is_none() {
        return Ok(None);
    }
    let text = fields.text("age-group", problems).ok_or(())?;
    let words = AgeGroup::ALL.map(|age| (age.danish(), age));
    problems.one_of("age-group", text, &words).map(Some).map_err(|_| ())
}
