//! How does the text of a description file become a description, or all that is wrong with it?

use chrono::NaiveDate;

use super::gaps::Gaps;
use super::level::{self, Described, read_level};
use super::subgroup::{self, read_subgroup};
use super::{Process, TargetGroupDescription};
use crate::document::{self, At, Fields, Problems, WHOLE_FILE};
use crate::finding::Finding;
use crate::guideline::GuidelineStatus;
use crate::model::{AgeGroup, Level, TargetGroupId};
use crate::register::TargetGroups;

const KEYS: [&str; 12] = [
    "title",
    "status",
    "process",
    "source",
    "age-groups",
    "delimitation",
    "characteristics",
    "interfaces",
    "evidence",
    "evidence-gaps",
    "level",
    "subgroup",
];

/// Whether anybody has taken a file into use, and as what.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Template,
    Written(GuidelineStatus),
}

/// Reads and validates one description. `file` is its path below the input folder, shown in
/// messages; the group and the date follow from folder and file name. Blank texts are gaps, which a
/// draft may have.
///
/// # Errors
/// All problems of the file, in the order of its lines; among them that it is a template that
/// nobody has filled in, and that a description in force has gaps.
pub fn parse_description(
    text: &str,
    file: &str,
    target_group: TargetGroupId,
    valid_from: NaiveDate,
    groups: &TargetGroups,
) -> Result<TargetGroupDescription, Vec<Finding>> {
    let (tree, mut problems) = document::read(text, file);
    let fields = Fields::of_file(&tree, &KEYS, &mut problems);
    let mut gaps = Gaps::default();

    let title =
        fields.required_text("title", "Autismespektrum: målgruppebeskrivelse", &mut problems);
    let [example, draft, in_force] =
        GuidelineStatus::ALL.map(|status| (status.slug(), Stage::Written(status)));
    let statuses = [("template", Stage::Template), example, draft, in_force];
    let status = fields.word("status", &statuses, &mut problems).ok();
    let processes = Process::ALL.map(|process| (process.slug(), process));
    let process = fields.word("process", &processes, &mut problems).ok();
    let age_groups = read_age_groups(&fields, &mut problems);
    let mut text = |key: &str, name: &str| gaps.text(key, name, &fields, &mut problems);
    let source = text("source", "kilde");
    let delimitation = text("delimitation", "afgrænsning");
    let characteristics = text("characteristics", "overordnet karakteristik");
    let interfaces = text("interfaces", "snitflader til andre sektorer");
    let evidence = text("evidence", "vidensgrundlag");
    let evidence_gaps = text("evidence-gaps", "huller i vidensgrundlaget");

    let sections = fields.sections("level", "et niveau", &level::KEYS, &mut problems);
    let n_levels = sections.len();
    let levels: Vec<_> = sections
        .iter()
        .flatten()
        .filter_map(|section| read_level(section, &mut gaps, &mut problems))
        .collect();
    if levels.len() == n_levels
        && let Some(age_groups) = &age_groups
    {
        let described: Vec<Described> = levels.iter().map(|(described, _)| *described).collect();
        check_levels(&described, age_groups, &mut problems);
    }
    let sections = fields.sections("subgroup", "en delmålgruppe", &subgroup::KEYS, &mut problems);
    let subgroups: Vec<_> = sections
        .iter()
        .flatten()
        .filter_map(|section| read_subgroup(section, groups, &mut gaps, &mut problems))
        .collect();
    for (nth, subgroup) in subgroups.iter().enumerate() {
        if subgroups[..nth].iter().any(|other| other.slug == subgroup.slug) {
            let message = format!("to delmålgrupper hedder \"{}\"", subgroup.slug);
            problems.add(WHOLE_FILE, "duplicate-subgroup", message, "Giv den ene et andet slug");
        }
    }
    check_filled_in(status, process, &gaps, &mut problems);

    let description = (|| {
        let boxed = |text: Option<At<&str>>| text.map(|text| text.value.into());
        let mut levels: Vec<_> = levels.into_iter().map(|(_, description)| description).collect();
        levels.sort_by_key(|description| (description.age_group, description.level));
        Some(TargetGroupDescription {
            target_group,
            valid_from,
            title: title?.value.into(),
            status: match status? {
                Stage::Template => return None,
                Stage::Written(status) => status,
            },
            process: process?,
            source: boxed(source).unwrap_or_else(|| "ikke oplyst".into()),
            age_groups: age_groups?,
            delimitation: boxed(delimitation),
            characteristics: boxed(characteristics),
            interfaces: boxed(interfaces),
            evidence: boxed(evidence),
            evidence_gaps: boxed(evidence_gaps),
            levels,
            subgroups,
            gaps: gaps.blank,
            file: file.into(),
        })
    })();
    problems.finish(description)
}

/// Whom the file describes; at least one age group.
fn read_age_groups(fields: &Fields, problems: &mut Problems) -> Option<Vec<AgeGroup>> {
    let write = "age-groups = [\"børn\", \"unge\", \"voksne\"]";
    fields.required("age-groups", write, problems)?;
    let words = AgeGroup::ALL.map(|age| (age.danish(), age));
    let mut ages = Some(Vec::new());
    for text in fields.texts("age-groups", problems)? {
        let age = problems.one_of("age-groups", text, &words).ok();
        ages = ages.zip(age).map(|(mut ages, age)| {
            ages.push(age);
            ages
        });
    }
    let mut ages = ages?;
    ages.sort_unstable();
    ages.dedup();
    if ages.is_empty() {
        let at = fields.key_at("age-groups");
        let message = "beskrivelsen gælder for ingen aldersgruppe";
        problems.add(at, "no-age-group", message, format!("Skriv for eksempel {write}"));
        return None;
    }
    Some(ages)
}

/// Each level once: for all ages together, or once for each of the file's.
fn check_levels(described: &[Described], age_groups: &[AgeGroup], problems: &mut Problems) {
    if !problems.is_readable() {
        return;
    }
    let n_of = |wanted: Described| described.iter().filter(|found| **found == wanted).count();
    for level in Level::ALL {
        for age in age_groups {
            let n = n_of((level, None)) + n_of((level, Some(*age)));
            let (code, message, action) = match n {
                1 => continue,
                0 => (
                    "missing-level",
                    format!("niveau {level} er ikke beskrevet for {age}"),
                    "Skriv et [[level]] for niveauet, uden age-group når det gælder alle",
                ),
                _ => (
                    "duplicate-level",
                    format!("niveau {level} er beskrevet flere gange for {age}"),
                    "Behold det ene [[level]], eller giv dem hver sin age-group",
                ),
            };
            problems.add(WHOLE_FILE, code, message, action);
        }
    }
    for (level, age) in described {
        if let Some(age) = age.filter(|age| !age_groups.contains(age)) {
            let message =
                format!("niveau {level} er beskrevet for {age}, som age-groups ikke nævner");
            let action = "Skriv aldersgruppen i age-groups, eller slet [[level]]";
            problems.add(WHOLE_FILE, "age-group-not-of-file", message, action);
        }
    }
}

/// A template is no description, nor is a draft in which nothing stands; and what is in force is
/// whole, and adopted.
fn check_filled_in(
    stage: Option<Stage>,
    process: Option<Process>,
    gaps: &Gaps,
    problems: &mut Problems,
) {
    let Some(stage) = stage else { return };
    let (n, of, blank) = (gaps.blank.len(), gaps.n_asked, gaps.blank.join("; "));
    if stage == Stage::Template || (n == of && n > 0) {
        let missing = if n == 0 {
            "alle felter er udfyldt, men status er stadig template".to_owned()
        } else {
            format!("skabelonen er ikke udfyldt: {n} af {of} felter er tomme ({blank})")
        };
        problems.add(
            WHOLE_FILE,
            "unfilled-template",
            missing,
            "Udfyld den, og skriv status = \"draft\"; eller flyt filen ud af input/descriptions, \
             til den er klar",
        );
    } else if stage == Stage::Written(GuidelineStatus::InForce) && n > 0 {
        problems.add(
            WHOLE_FILE,
            "gaps-in-force",
            format!("beskrivelsen er gældende, men {n} af {of} felter er tomme ({blank})"),
            "Udfyld felterne, eller skriv status = \"draft\"",
        );
    }
    if stage == Stage::Written(GuidelineStatus::InForce)
        && process.is_some_and(|p| p != Process::Adopted)
    {
        problems.add(
            WHOLE_FILE,
            "in-force-not-adopted",
            "beskrivelsen er gældende, men processen er ikke vedtaget",
            "Skriv process = \"vedtaget\", eller status = \"draft\"",
        );
    }
}
