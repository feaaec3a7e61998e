//! Are the shipped descriptions whole, does the template parse, and what does a broken one say?

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use niveau::description::{
    TargetGroupDescription, check_shared_subgroups, parse_description, template,
};
use niveau::finding::Finding;
use niveau::guideline::GuidelineStatus;
use niveau::model::{AgeGroup, Level, TargetGroupId};
use niveau::register::Registers;

use super::registers::shipped;

fn read(text: &str, registers: &Registers) -> Result<TargetGroupDescription, Vec<Finding>> {
    let file = "descriptions/g/2021-01-01.toml";
    let day = "2021-01-01".parse().unwrap();
    parse_description(text, file, TargetGroupId(0), day, &registers.target_groups)
}

fn problems(text: &str) -> String {
    let found = read(text, &shipped()).expect_err("the file is broken");
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The template with something in every field: each graded as its level.
fn filled_in(registers: &Registers) -> String {
    let group = registers.target_groups.by_name("demens").unwrap();
    let mut text = String::new();
    let (mut level, mut is_graded) = ("", false);
    for line in template(registers.target_groups.get(group)).lines() {
        if let Some(word) = line.strip_prefix("level = ") {
            level = word;
        }
        is_graded = line.starts_with("[level.graded]") || (is_graded && line.ends_with("\"\""));
        let line = match line.split_once(" = ") {
            Some((key, _)) if key.starts_with('#') => line.to_owned(),
            Some((key, "\"\"")) if is_graded => format!("{key} = {level}"),
            Some((key, "\"\"")) => format!("{key} = \"Noget om {key}\""),
            Some((key, "[]")) => format!("{key} = [\"Et eksempel\"]"),
            Some(("status", _)) => "status = \"draft\"".to_owned(),
            _ => line.to_owned(),
        };
        text.push_str(&line);
        text.push('\n');
    }
    text
}

#[test]
fn shipped_descriptions_are_drafts_of_all_three_levels() {
    let registers = shipped();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/descriptions");
    for slug in ["autismespektrum", "erhvervet-hjerneskade", "synsnedsaettelse"] {
        let text = fs::read_to_string(folder.join(slug).join("2021-01-01.toml")).unwrap();
        let description = read(&text, &registers).unwrap();
        assert_eq!(description.status, GuidelineStatus::Draft, "{slug}");
        assert!(description.title.contains("eksempel"), "{slug}");
        assert_eq!(description.age_groups, AgeGroup::ALL);
        let levels: Vec<Level> = description.levels.iter().map(|level| level.level).collect();
        assert_eq!(levels, Level::ALL, "{slug}");
        for level in &description.levels {
            let named = level.graded.named();
            assert!(named.iter().all(|(_, grade)| grade.is_some()), "{slug} {}", level.level);
            // "Size alone does not decide": said wherever the two differ.
            assert_eq!(level.graded.size_against_complexity().is_some(), level.note.is_some());
        }
    }
}

#[test]
fn the_template_parses_and_tells_what_is_blank() {
    let registers = shipped();
    let group = registers.target_groups.by_name("demens").unwrap();
    let text = template(registers.target_groups.get(group));
    assert!(text.contains("title = \"Demens: målgruppebeskrivelse\""));
    assert_snapshot!(problems(&text), @r##"descriptions/g/2021-01-01.toml: skabelonen er ikke udfyldt: 39 af 39 felter er tomme (kilde; afgrænsning; overordnet karakteristik; snitflader til andre sektorer; vidensgrundlag; huller i vidensgrundlaget; niveau let: kompleksitet i dybden; niveau let: kompleksitet i bredden; niveau let: størrelse; niveau let: sammensætning af ydelser; niveau let: fagligt indhold; niveau let: afgrænsning; niveau let: eksempler; niveau let: kompleksitet gradueret; niveau let: størrelse gradueret; niveau let: sammensætning af ydelser gradueret; niveau let: fagligt indhold gradueret; niveau moderat: kompleksitet i dybden; niveau moderat: kompleksitet i bredden; niveau moderat: størrelse; niveau moderat: sammensætning af ydelser; niveau moderat: fagligt indhold; niveau moderat: afgrænsning; niveau moderat: eksempler; niveau moderat: kompleksitet gradueret; niveau moderat: størrelse gradueret; niveau moderat: sammensætning af ydelser gradueret; niveau moderat: fagligt indhold gradueret; niveau højt: kompleksitet i dybden; niveau højt: kompleksitet i bredden; niveau højt: størrelse; niveau højt: sammensætning af ydelser; niveau højt: fagligt indhold; niveau højt: afgrænsning; niveau højt: eksempler; niveau højt: kompleksitet gradueret; niveau højt: størrelse gradueret; niveau højt: sammensætning af ydelser gradueret; niveau højt: fagligt indhold gradueret). Udfyld den, og skriv status = "draft"; eller flyt filen ud af input/descriptions, til den er klar. [unfilled-template]"##);
    // Taken into use without a word in it.
    let told = problems(&text.replace("status = \"template\"", "status = \"draft\""));
    assert!(told.contains("skabelonen er ikke udfyldt: 39 af 39"), "{told}");
}

#[test]
fn a_template_that_is_filled_in_is_a_description_without_gaps() {
    let registers = shipped();
    let text = filled_in(&registers);
    let description = read(&text, &registers).unwrap();
    assert!(description.gaps.is_empty(), "{:?}", description.gaps);
    assert_eq!(description.levels.len(), 3);
    assert_eq!(description.levels[2].graded.complexity, Some(Level::High));
    assert_eq!(description.levels[0].examples, ["Et eksempel".into()]);
    // The sub-group's lines are comments until somebody takes them in.
    let with_subgroup = text
        .replace("\n# [[subgroup]]", "\n[[subgroup]]")
        .replace("\n# [subgroup.graded]", "\n[subgroup.graded]");
    let with_subgroup: Vec<&str> = with_subgroup
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.contains(" = ") && !rest.contains(", hvis") => rest,
            _ => line,
        })
        .collect();
    let description = read(&with_subgroup.join("\n"), &registers).unwrap();
    assert_eq!(description.subgroups.len(), 1);
    assert_eq!(description.gaps.len(), 5, "{:?}", description.gaps);
}

#[test]
fn a_draft_may_have_gaps_and_what_is_in_force_may_not() {
    let registers = shipped();
    let text = filled_in(&registers).replace("\"Noget om evidence-gaps\"", "\" \"");
    let description = read(&text, &registers).unwrap();
    assert_eq!(description.gaps, ["huller i vidensgrundlaget"]);
    assert_eq!(description.evidence_gaps, None);
    let text = text.replace("status = \"draft\"", "status = \"in-force\"");
    assert_snapshot!(problems(&text), @r##"
    descriptions/g/2021-01-01.toml: beskrivelsen er gældende, men 1 af 39 felter er tomme (huller i vidensgrundlaget). Udfyld felterne, eller skriv status = "draft". [gaps-in-force]
    descriptions/g/2021-01-01.toml: beskrivelsen er gældende, men processen er ikke vedtaget. Skriv process = "vedtaget", eller status = "draft". [in-force-not-adopted]
    "##);
}

#[test]
fn size_alone_does_not_decide() {
    let text = filled_in(&shipped())
        .replace("complexity = \"højt\"\nsize = \"højt\"", "complexity = \"højt\"\nsize = \"let\"");
    assert!(read(&text, &shipped()).is_ok());
    let without_note = text.replace("note = \"Noget om note\"", "note = \"\"");
    assert_snapshot!(problems(&without_note), @r##"descriptions/g/2021-01-01.toml, linje 80, tegn 1: størrelsen peger på let og kompleksiteten på højt, og ingen "note" siger, hvad der afgjorde. Skriv note = "Størrelsen alene afgør ikke niveauet: …". [size-and-complexity-differ]"##);
    let graded = "complexity = \"let\"\nsize = \"let\"\nservices = \"let\"\ncontent = \"let\"";
    let elsewhere = filled_in(&shipped()).replace(graded, &graded.replace("let", "moderat"));
    assert_snapshot!(problems(&elsewhere), @"descriptions/g/2021-01-01.toml, linje 28, tegn 1: niveauet er let, men ingen af de fire parametre er gradueret let. Ret niveauet eller gradueringen. [level-without-grade]");
}

#[test]
fn misspelt_missing_and_doubled_parts_are_all_told() {
    let text = filled_in(&shipped())
        .replace("\nlevel = \"moderat\"", "\nlevel = \"let\"")
        .replace("process = \"foranalyse\"", "process = \"høring\"")
        .replacen("complexity-depth", "complexity-dept", 1)
        .replace("delimitation = \"Noget om delimitation\"\n", "");
    let subgroup = "\n[[subgroup]]\nslug = \"Æ\"\nname = \"Navn\"\nlevel = \"højt\"\nalso-in = \
                    [\"udviklingshaming\"]\ndelimitation = \"\"\nage-group = \"ældre\"\n";
    assert_snapshot!(problems(&(text + subgroup)), @r##"
    descriptions/g/2021-01-01.toml: niveau let er beskrevet flere gange for børn. Behold det ene [[level]], eller giv dem hver sin age-group. [duplicate-level]
    descriptions/g/2021-01-01.toml: niveau let er beskrevet flere gange for unge. Behold det ene [[level]], eller giv dem hver sin age-group. [duplicate-level]
    descriptions/g/2021-01-01.toml: niveau let er beskrevet flere gange for voksne. Behold det ene [[level]], eller giv dem hver sin age-group. [duplicate-level]
    descriptions/g/2021-01-01.toml: filen mangler nøglen "delimitation". Skriv for eksempel delimitation = "...", eller delimitation = "", når det ikke er beskrevet endnu. [missing-key]
    descriptions/g/2021-01-01.toml: niveau moderat er ikke beskrevet for børn. Skriv et [[level]] for niveauet, uden age-group når det gælder alle. [missing-level]
    descriptions/g/2021-01-01.toml: niveau moderat er ikke beskrevet for unge. Skriv et [[level]] for niveauet, uden age-group når det gælder alle. [missing-level]
    descriptions/g/2021-01-01.toml: niveau moderat er ikke beskrevet for voksne. Skriv et [[level]] for niveauet, uden age-group når det gælder alle. [missing-level]
    descriptions/g/2021-01-01.toml, linje 11, tegn 11: "høring" kan ikke stå ved "process"; mulighederne er foranalyse, specialistmoeder, hoering og vedtaget. Skriv "hoering", hvis det er det, der er ment. [unknown-word]
    descriptions/g/2021-01-01.toml, linje 27, tegn 1: et niveau ([[level]]) mangler nøglen "complexity-depth". Skriv for eksempel complexity-depth = "...", eller complexity-depth = "", når det ikke er beskrevet endnu. [missing-key]
    descriptions/g/2021-01-01.toml, linje 31, tegn 1: "complexity-dept" er ikke en nøgle i et niveau ([[level]]); nøglerne er level, age-group, complexity-depth, complexity-breadth, size, services, content, examples, demarcation, note og graded. Skriv "complexity-depth", hvis det er det, der er ment. [unknown-key]
    descriptions/g/2021-01-01.toml, linje 53, tegn 1: niveauet er let, men ingen af de fire parametre er gradueret let. Ret niveauet eller gradueringen. [level-without-grade]
    descriptions/g/2021-01-01.toml, linje 119, tegn 1: en delmålgruppe ([[subgroup]]) mangler afsnittet [subgroup.graded]. Skriv [subgroup.graded] på en linje for sig og derunder complexity, size, services og content. [missing-key]
    descriptions/g/2021-01-01.toml, linje 120, tegn 8: "Æ" har andre tegn end a-z, 0-9 og bindestreg. Skriv for eksempel slug = "autisme-og-udviklingshaemning". [slug-not-plain]
    descriptions/g/2021-01-01.toml, linje 123, tegn 12: "udviklingshaming" er ingen målgruppe i registret. Skriv "udviklingshaemning", hvis det er den, der er ment. [unknown-target-group]
    descriptions/g/2021-01-01.toml, linje 125, tegn 13: "ældre" kan ikke stå ved "age-group"; mulighederne er børn, unge og voksne. Brug et af de nævnte ord. [unknown-word]
    "##);
}

#[test]
fn levels_may_be_described_for_each_age() {
    let registers = shipped();
    let text = filled_in(&registers);
    // højt for voksne only: missing for the two others.
    let adults =
        text.replace("\nlevel = \"højt\"\n", "\nlevel = \"højt\"\nage-group = \"voksne\"\n");
    assert_snapshot!(problems(&adults), @r##"
    descriptions/g/2021-01-01.toml: niveau højt er ikke beskrevet for børn. Skriv et [[level]] for niveauet, uden age-group når det gælder alle. [missing-level]
    descriptions/g/2021-01-01.toml: niveau højt er ikke beskrevet for unge. Skriv et [[level]] for niveauet, uden age-group når det gælder alle. [missing-level]
    "##);
    let only_adults = adults
        .replace("age-groups = [\"børn\", \"unge\", \"voksne\"]", "age-groups = [\"voksne\"]");
    assert!(read(&only_adults, &registers).is_ok());
    let children = only_adults.replace("age-group = \"voksne\"", "age-group = \"børn\"");
    assert_snapshot!(problems(&children), @r##"
    descriptions/g/2021-01-01.toml: niveau højt er beskrevet for børn, som age-groups ikke nævner. Skriv aldersgruppen i age-groups, eller slet [[level]]. [age-group-not-of-file]
    descriptions/g/2021-01-01.toml: niveau højt er ikke beskrevet for voksne. Skriv et [[level]] for niveauet, uden age-group når det gælder alle. [missing-level]
    "##);
}

#[test]
fn a_shared_subgroup_is_one_subgroup() {
    let registers = shipped();
    let subgroup = |name: &str| {
        format!(
            "\n[[subgroup]]\nslug = \"begge\"\nname = \"{name}\"\nlevel = \"højt\"\nalso-in = \
             [\"autisme\"]\ndelimitation = \"\"\n[subgroup.graded]\ncomplexity = \"\"\nsize = \
             \"\"\nservices = \"\"\ncontent = \"\"\n"
        )
    };
    let of = |group: u8, name: &str| {
        let text = filled_in(&registers) + &subgroup(name);
        let file = format!("descriptions/g{group}/2021-01-01.toml");
        let day = "2021-01-01".parse().unwrap();
        let groups = &registers.target_groups;
        parse_description(&text, &file, TargetGroupId(group), day, groups).unwrap()
    };
    assert!(check_shared_subgroups(&[of(0, "Begge"), of(1, "Begge")]).is_empty());
    let found = check_shared_subgroups(&[of(0, "Begge"), of(1, "Begge to")]);
    assert_snapshot!(found[0].to_string(), @r##"descriptions/g1/2021-01-01.toml: delmålgruppen "begge" har et andet navn eller niveau i descriptions/g0/2021-01-01.toml. Ret den ene, eller giv dem hver sit slug. [subgroup-differs]"##);
    assert_eq!(found.len(), 1);
}
