//! The model's own tests: evidence → expected grade, in files that a domain expert can read.
//!
//! `tests/cases/<group>/<parameter>.toml` holds the cases of one parameter of one shipped
//! guideline. Every criterion has a pair astride its bound there; the last test fails when one is
//! missing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use niveau::grade::{
    Circumstances, Field, Outcome, check_criterion, evidence_fields, grade_parameter,
};
use niveau::guideline::{Criterion, Guideline, parse_guideline};
use niveau::model::{
    Answer, AnswerField, Attained, Evidence, GradeBounds, Measure, NumberField, Parameter,
    ProviderKind, ProviderKindSet, TargetGroupId, Unit,
};
use serde::Deserialize;

/// A case file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    parameter: String,
    guideline: String,
    start: BTreeMap<String, Reported>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    kinds: Vec<String>,
    evidence: BTreeMap<String, Reported>,
    grade: Expected,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Reported {
    Number(f64),
    Word(String),
}

/// A grade, or the lowest and the highest that are possible.
#[derive(Deserialize)]
#[serde(untagged)]
enum Expected {
    Grade(String),
    Bounds([String; 2]),
}

/// A case, ready to be graded.
struct Ready {
    name: String,
    kinds: ProviderKindSet,
    evidence: Evidence,
    expected: GradeBounds,
}

impl Ready {
    fn circumstances(&self) -> Circumstances<'static> {
        Circumstances { kinds: self.kinds, ..Circumstances::default() }
    }

    fn expected(&self) -> Option<Attained> {
        self.expected.grade().attained()
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The shipped guidelines, by `<group>/<file>`.
pub fn shipped_guidelines() -> BTreeMap<String, Guideline> {
    let folder = root().join("input/guidelines");
    let mut guidelines = BTreeMap::new();
    for group in files_in(&folder).into_iter().filter(|path| path.is_dir()) {
        for file in files_in(&group) {
            let name = format!("{}/{}", file_name(&group), file_name(&file));
            let text = fs::read_to_string(&file).unwrap();
            let date: NaiveDate = file_name(&file).trim_end_matches(".toml").parse().unwrap();
            let place = format!("guidelines/{name}");
            let guideline = parse_guideline(&text, &place, TargetGroupId(0), date)
                .unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
            guidelines.insert(name, guideline);
        }
    }
    guidelines
}

/// The case files of `<group>`, one for each parameter.
fn case_files() -> Vec<(String, CaseFile)> {
    let guidelines = shipped_guidelines();
    let mut groups: Vec<&str> =
        guidelines.keys().filter_map(|name| name.split('/').next()).collect();
    groups.dedup();
    let mut files = Vec::new();
    for group in groups {
        for path in files_in(&root().join("tests/cases").join(group)) {
            let name = format!("{group}/{}", file_name(&path));
            let text = fs::read_to_string(&path).unwrap();
            let file = toml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            files.push((name, file));
        }
    }
    files
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn ready(file: &CaseFile) -> Vec<Ready> {
    let kind = |word: &String| ProviderKind::from_danish(word).expect("a provider kind");
    let start = |case: &Case| {
        let mut evidence = Evidence::default();
        for (slug, reported) in file.start.iter().chain(&case.evidence) {
            report(&mut evidence, slug, reported);
        }
        evidence
    };
    file.case
        .iter()
        .map(|case| {
            let mut kinds = ProviderKindSet::default();
            for word in &case.kinds {
                kinds.insert(kind(word));
            }
            Ready {
                name: case.name.clone(),
                kinds,
                evidence: start(case),
                expected: expected(&case.grade),
            }
        })
        .collect()
}

fn report(evidence: &mut Evidence, slug: &str, reported: &Reported) {
    let number = NumberField::from_slug(slug);
    match (number, reported) {
        (Some(field), Reported::Number(value)) => evidence.set_number(field, Some(*value)),
        (Some(field), Reported::Word(word)) if word == "ikke oplyst" => {
            evidence.set_number(field, None);
        }
        (None, Reported::Word(word)) => {
            let field = AnswerField::from_slug(slug).unwrap_or_else(|| panic!("no field {slug}"));
            let answer = match word.as_str() {
                "ja" => Answer::Yes,
                "nej" => Answer::No,
                "ikke relevant" => Answer::NotRelevant,
                "ikke oplyst" => Answer::NotReported,
                other => panic!("{slug}: {other} is no answer"),
            };
            evidence.set_answer(field, answer);
        }
        _ => panic!("{slug} is no field of that kind"),
    }
}

fn expected(grade: &Expected) -> GradeBounds {
    let attained =
        |word: &String| Attained::ALL.into_iter().find(|a| a.danish() == word).expect("a grade");
    match grade {
        Expected::Grade(word) if word == "ikke relevant" => GradeBounds::NOT_RELEVANT,
        Expected::Grade(word) => GradeBounds::between(attained(word), attained(word)),
        Expected::Bounds([low, high]) => GradeBounds::between(attained(low), attained(high)),
    }
}

/// Grades every case of a file and gives those that came out otherwise than expected.
fn check(name: &str, file: &CaseFile, guidelines: &BTreeMap<String, Guideline>) -> Vec<String> {
    let parameter = Parameter::from_slug(&file.parameter).expect("a parameter");
    let guideline = &guidelines[&file.guideline];
    let wrong = |case: &Ready| {
        let (bounds, _) =
            grade_parameter(parameter, &case.evidence, case.circumstances(), guideline);
        (bounds != case.expected).then(|| {
            format!("{name}, \"{}\": expected {:?}, got {bounds:?}", case.name, case.expected)
        })
    };
    ready(file).iter().filter_map(wrong).collect()
}

#[test]
fn every_case_gets_its_grade() {
    let guidelines = shipped_guidelines();
    let files = case_files();
    assert_eq!(files.len(), 3 * 8, "a case file per pilot group and parameter");
    let wrong: Vec<String> =
        files.iter().flat_map(|(name, file)| check(name, file, &guidelines)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A pair astride a criterion: all else equal, one just meets it and reaches the level, the other
/// just fails it and does not.
fn is_pair(place: u16, criterion: &Criterion, met: &Ready, failed: &Ready) -> bool {
    let look =
        |case: &Ready| check_criterion(place, criterion, &case.evidence, case.circumstances());
    let (above, below) = (look(met), look(failed));
    let reaches = |case: &Ready| case.expected().map(|grade| grade.reaches(criterion.level));
    met.kinds == failed.kinds
        && (above.outcome, below.outcome) == (Outcome::Met, Outcome::NotMet)
        && (reaches(met), reaches(failed)) == (Some(true), Some(false))
        && same_but_for(criterion.measure, &met.evidence, &failed.evidence)
        && match criterion.measure.unit() {
            Unit::YesNo => true,
            unit => {
                let gap = above.found.number().unwrap() - below.found.number().unwrap();
                let staff = met.evidence.number(NumberField::Staff).unwrap_or(1.0);
                let is_share = matches!(criterion.measure, Measure::ExperiencedPercent(..));
                // One citizen, one member of staff, one percent.
                let step = if is_share { 100.0 / staff } else { 1.0 };
                assert!(unit != Unit::Percent || gap > 0.0);
                gap <= step + 1e-9
            }
        }
}

fn same_but_for(measure: Measure, a: &Evidence, b: &Evidence) -> bool {
    let own = evidence_fields(measure);
    let numbers = NumberField::ALL
        .into_iter()
        .filter(|f| !own.contains(&Field::Number(*f)) || *f == NumberField::Staff);
    let answers = AnswerField::ALL.into_iter().filter(|f| !own.contains(&Field::Answer(*f)));
    numbers.into_iter().all(|f| a.number(f) == b.number(f))
        && answers.into_iter().all(|f| a.answer(f) == b.answer(f))
}

#[test]
fn every_criterion_has_a_pair_astride_its_bound() {
    let mut missing = Vec::new();
    let files = case_files();
    for (name, guideline) in shipped_guidelines() {
        for (place, criterion) in (0..).zip(&guideline.criteria) {
            let cases: Vec<Ready> = files
                .iter()
                .filter(|(_, f)| f.guideline == name && f.parameter == criterion.parameter.slug())
                .flat_map(|(_, file)| ready(file))
                .collect();
            let has_pair = cases
                .iter()
                .any(|met| cases.iter().any(|failed| is_pair(place, criterion, met, failed)));
            if !has_pair {
                let asked = criterion.in_words();
                missing
                    .push(format!("{name} line {}: {}: {asked}", criterion.line, criterion.level));
            }
        }
    }
    assert!(missing.is_empty(), "no pair of cases astride\n{}", missing.join("\n"));
}
