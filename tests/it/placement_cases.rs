//! Whole placements as test cases: evidence and the inspector's grades → eight grades and the
//! interval of levels. `niveau explain --as-case` writes such files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use niveau::grade::{Circumstances, grade_assessment};
use niveau::model::{
    AgeGroup, Answer, AnswerField, Assessment, Attained, Evidence, Grade, GradeBounds, GradePlanes,
    MunicipalityCode, NumberField, OfferingId, Parameter, ParameterSet, PerParameter, ProviderKind,
    ProviderKindSet, RowRef, SheetId, Supervision,
};
use niveau::place::{CompiledRule, parse_rule};
use serde::Deserialize;

use super::cases::shipped_guidelines;
use super::folder::{EXAMPLE, Folder, rows, text};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Case {
    guideline: String,
    rule: String,
    kinds: Vec<String>,
    age_group: Option<String>,
    evidence: BTreeMap<String, toml::Value>,
    inspector: BTreeMap<String, String>,
    expected: BTreeMap<String, String>,
}

/// What a word says of a grade: *let*, *mindst let*, *ikke oplyst*.
fn bounds_of(word: &str) -> GradeBounds {
    let ends = Attained::ALL.into_iter().flat_map(|low| Attained::ALL.map(|high| (low, high)));
    let between = ends.filter(|(low, high)| low <= high).map(|(a, b)| GradeBounds::between(a, b));
    let all = between.flat_map(|bounds| [bounds, bounds.or_not_relevant()]);
    all.chain([GradeBounds::NOT_RELEVANT]).find(|bounds| bounds.to_string() == word).unwrap()
}

fn evidence_of(case: &Case) -> Evidence {
    let mut evidence = Evidence::default();
    for (slug, value) in &case.evidence {
        match (NumberField::from_slug(slug), AnswerField::from_slug(slug)) {
            (Some(field), _) => {
                let number = value.as_float().or(value.as_integer().map(|n| n as f64));
                evidence.set_number(field, Some(number.unwrap()));
            }
            (None, Some(field)) => evidence.set_answer(
                field,
                match value.as_str().unwrap() {
                    "ja" => Answer::Yes,
                    "nej" => Answer::No,
                    "ikke relevant" => Answer::NotRelevant,
                    other => panic!("{slug} = {other}"),
                },
            ),
            (None, None) => panic!("{slug} is no field of the form"),
        }
    }
    evidence
}

/// Grades and places the case; what came out, in the words of `[expected]`.
fn outcome(case: &Case) -> BTreeMap<String, String> {
    let guidelines = shipped_guidelines();
    let guideline = &guidelines[&case.guideline];
    let mut kinds = ProviderKindSet::default();
    for kind in &case.kinds {
        kinds.insert(ProviderKind::from_danish(kind).unwrap());
    }
    let age_group = case.age_group.as_deref().and_then(AgeGroup::from_danish);
    let given = |p: Parameter| case.inspector.get(p.slug()).map(|word| bounds_of(word));
    let row = RowRef { sheet: SheetId(0), row: 2 };
    let assessment = Assessment {
        offering: OfferingId(0),
        authority: Supervision::Municipality(MunicipalityCode(101)),
        inspector: None,
        assessed_on: guideline.valid_from,
        evidence: Some((Box::new(evidence_of(case)), row)),
        grades: PerParameter::from_fn(|p| given(p).map_or(Grade::Unknown, GradeBounds::grade)),
        // Given, and no single grade.
        unread: PerParameter::from_fn(|p| given(p).filter(|of| of.grade() == Grade::Unknown)),
        grades_row: Some(row),
        overall: None,
        quality: None,
        grounds: None,
        with_grounds: ParameterSet::EMPTY,
        minutes: None,
        incomplete: None,
    };
    let circumstances = Circumstances { kinds, subgroup: None, age_group };
    let graded = grade_assessment(&assessment, circumstances, Some(guideline));
    let path = format!("rules/{}.toml", case.rule);
    let text = fs::read_to_string(root().join("input").join(&path)).unwrap();
    let rule = CompiledRule::compile(parse_rule(&text, &path).unwrap()).unwrap();
    let (lowest, highest) = rule.attained(GradePlanes::of(&graded.grades));
    let words = Parameter::ALL.map(|p| (p.slug().to_owned(), graded.grades[p].to_string()));
    let ends = [("lowest", lowest), ("highest", highest)]
        .map(|(key, attained)| (key.to_owned(), attained.danish().to_owned()));
    words.into_iter().chain(ends).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_case_comes_out_as_expected() {
    let mut n_cases = 0;
    for entry in fs::read_dir(root().join("tests/cases/placements")).unwrap() {
        let path = entry.unwrap().path();
        let case: Case = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(outcome(&case), case.expected, "{}", path.display());
        n_cases += 1;
    }
    assert!(n_cases >= 3, "{n_cases} cases");
}

#[test]
fn a_placement_cut_out_as_a_case_comes_out_as_it_was_and_names_nobody() {
    let placements = rows(&text(&EXAMPLE.outputs, "placements.csv"));
    let placed = placements.iter().find(|row| row["Tilstand"] == "indplaceret").unwrap();
    let (id, name, group) = (&placed["Tilbudsid"], &placed["Tilbudsnavn"], &placed["Målgruppe"]);
    let text = Folder::example().shown(&["explain", id, group, "--as-case"]);
    assert!(!text.contains(id) && !text.contains(name), "{text}");
    let case: Case = toml::from_str(&text).unwrap();
    assert_eq!(outcome(&case), case.expected, "{text}");
}
