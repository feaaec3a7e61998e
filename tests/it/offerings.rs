//! Which assessment of an offering counts, and what does the reader hear of it?

use chrono::NaiveDate;
use insta::assert_snapshot;
use niveau::finding::Finding;
use niveau::grade::{Basis, GuidelineNote, OfferingGrades, Withheld, grade_offering};
use niveau::guideline::GuidelineSet;
use niveau::model::{
    Answer, AnswerField, Assessment, Attained, Dataset, Evidence, ExperienceBand, FormSheet, Grade,
    GradeBounds, LegalBasisSet, Level, MunicipalityCode, NumberField, Offering, OfferingId,
    Parameter, ParameterSet, PerParameter, Provider, ProviderId, ProviderKindSet, QualityJudgement,
    RowRef, SheetId, Supervision, TargetGroupId,
};

use super::cases::shipped_guidelines;

const NORTH: Supervision = Supervision::SocialAuthority(0);
const SOUTH: Supervision = Supervision::SocialAuthority(1);

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn row(row: u32) -> RowRef {
    RowRef { sheet: SheetId(0), row }
}

/// An assessment with the same inspector's grade on all eight parameters.
fn graded(authority: Supervision, date: &str, grade: Grade) -> Assessment {
    Assessment {
        offering: OfferingId(0),
        authority,
        inspector: None,
        assessed_on: on(date),
        evidence: None,
        grades: PerParameter([grade; 8]),
        unread: PerParameter::default(),
        grades_row: Some(row(7)),
        overall: None,
        quality: None,
        grounds: None,
        with_grounds: ParameterSet::EMPTY,
        minutes: None,
        incomplete: None,
    }
}

/// An assessment with evidence and no grade of the inspector's.
fn reported(authority: Supervision, date: &str, evidence: Evidence) -> Assessment {
    Assessment {
        evidence: Some((Box::new(evidence), row(9))),
        grades_row: None,
        ..graded(authority, date, Grade::Unknown)
    }
}

fn four_citizens() -> Evidence {
    let mut evidence = Evidence::default();
    evidence.set_number(NumberField::Citizens(Level::Light), Some(0.0));
    evidence.set_number(NumberField::Citizens(Level::Moderate), Some(8.0));
    evidence
}

fn dataset(mut assessments: Vec<Assessment>) -> Dataset {
    assessments.sort_by_key(|a| (a.assessed_on, a.authority));
    let provider = Provider {
        id: "1001".into(),
        name: "Prøvetilbud".into(),
        is_on_portal: true,
        cvr: None,
        operator: None,
        stated_kinds: ProviderKindSet::default(),
        ownership: None,
        stated_supervision: None,
        status: None,
        status_fault: None,
        status_on: None,
        legal_bases: LegalBasisSet::default(),
        has_unknown_legal_basis: false,
        places: None,
        municipality: Some(MunicipalityCode(101)),
        service_area: [].into(),
        departments: 0..0,
        row: row(2),
    };
    let offering = Offering {
        provider: ProviderId(0),
        target_group: TargetGroupId(0),
        subgroup: None,
        age_group: None,
        assessments: 0..u32::try_from(assessments.len()).unwrap(),
        lost: 0..0,
    };
    let sheet = FormSheet {
        file: "tilsyn/nord.xlsx".into(),
        sheet: Some("Afrapportering".into()),
        columns: vec![("medarbejdere".into(), 5)],
        rows: Vec::new(),
    };
    Dataset {
        sheets: vec![sheet],
        providers: vec![provider],
        offerings: vec![offering],
        assessments,
        ..Dataset::default()
    }
}

fn guidelines() -> GuidelineSet {
    GuidelineSet::new(vec![shipped_guidelines()["erhvervet-hjerneskade/2021-01-01.toml"].clone()])
}

fn grade_of(
    assessments: Vec<Assessment>,
    supervision: Option<Supervision>,
) -> (OfferingGrades, Vec<Finding>) {
    let dataset = dataset(assessments);
    let kinds = ProviderKindSet::default();
    grade_offering(&dataset, &dataset.offerings[0], kinds, supervision, &guidelines())
}

fn lines(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_offering_that_nobody_assessed_costs_little_and_says_nothing() {
    let (grades, findings) = grade_of(Vec::new(), Some(NORTH));
    assert_eq!(grades, OfferingGrades::default());
    assert!(findings.is_empty() && !grades.is_assessed());
    assert!(size_of::<OfferingGrades>() <= 80, "{} bytes", size_of::<OfferingGrades>());
    assert!(size_of::<niveau::grade::Because>() <= 32);
}

#[test]
fn the_newest_by_the_supervising_authority_places() {
    let older = graded(NORTH, "2021-03-01", Grade::Light);
    let newer = graded(NORTH, "2021-05-01", Grade::Moderate);
    let others = graded(SOUTH, "2021-09-01", Grade::High);
    let (grades, findings) = grade_of(vec![older, newer, others], Some(NORTH));
    assert_eq!(grades.grades, PerParameter([Grade::Moderate.into(); 8]));
    assert_eq!((grades.placing, grades.n_assessments), (Some(1), 3));
    assert_snapshot!(lines(&findings), @r#"tilsyn/nord.xlsx, ark "Afrapportering", række 7: tilbud 1001 er vurderet 1.9.2021 af en anden myndighed end den, der fører tilsyn; den er med ved siden af og indplacerer ikke. Ingenting, hvis det er en dobbeltvurdering; ellers ret tilsynet i rækken. [assessed-by-other-authority]"#);
}

#[test]
fn blank_assessments_do_not_place() {
    let first = graded(NORTH, "2021-03-01", Grade::Light);
    let mut blank = graded(NORTH, "2021-05-01", Grade::Unknown);
    blank.quality = Some(QualityJudgement::Insufficient);
    let (grades, findings) = grade_of(vec![first, blank.clone()], Some(NORTH));
    assert_eq!(
        grades.grades,
        PerParameter([Grade::Unknown.into(); 8]),
        "the older one does not step in"
    );
    assert_eq!(grades.withheld, Some(Withheld::Blank(1)));
    assert_snapshot!(lines(&findings), @r#"tilsyn/nord.xlsx, ark "Afrapportering", række 7: vurderingen af tilbud 1001 fra 1.5.2021 er givet uden gradueringer og oplysninger; en ældre af 1.3.2021 træder ikke i stedet for den, så tilbuddet indplaceres ikke. Udfyld den, eller slet den, hvis den ældre gælder. [blank-assessment]"#);
    assert_eq!(grades.quality, Some((QualityJudgement::Insufficient, on("2021-05-01"))));
    let (grades, _) = grade_of(vec![blank], Some(NORTH));
    assert!(!grades.is_assessed());
    assert_eq!(grades.n_assessments, 1);
}

#[test]
fn another_authority_places_when_the_supervising_one_has_not_assessed() {
    let others = graded(SOUTH, "2021-09-01", Grade::High);
    let (grades, findings) = grade_of(vec![others.clone()], Some(NORTH));
    assert_eq!(grades.grades, PerParameter([Grade::High.into(); 8]));
    assert_snapshot!(lines(&findings), @r#"tilsyn/nord.xlsx, ark "Afrapportering", række 7: tilbud 1001 er vurderet 1.9.2021 af en anden myndighed end den, der fører tilsyn, som ikke har vurderet tilbuddet; vurderingen bruges. Se efter, om tilsynsførende myndighed er rigtig, eller om en vurdering mangler. [assessed-by-other-authority]"#);
    let (_, findings) = grade_of(vec![others], None);
    assert!(findings.is_empty(), "nobody knows who supervises");
}

#[test]
fn different_grades_of_one_day_are_unknown() {
    let first = graded(NORTH, "2021-05-01", Grade::Light);
    let mut second = first.clone();
    second.grades[Parameter::Methods] = Grade::High;
    second.grades[Parameter::Education] = Grade::Unknown;
    second.overall = Some(Attained::Light);
    let (grades, findings) = grade_of(vec![first.clone(), second.clone()], Some(NORTH));
    assert_eq!(grades.grades[Parameter::Methods].grade(), Grade::Unknown);
    assert_eq!(grades.grades[Parameter::Education].grade(), Grade::Light, "one said nothing");
    assert_eq!(grades.because.unwrap()[Parameter::Methods].basis, Basis::Conflict);
    assert_eq!(grades.inspector_level, Some(Attained::Light));
    assert_snapshot!(lines(&findings), @r#"tilsyn/nord.xlsx, ark "Afrapportering", række 7: tilbud 1001 er vurderet forskelligt 1.5.2021 af samme myndighed (også i tilsyn/nord.xlsx, ark "Afrapportering", række 7): Metoder og faglige tilgange; disse gradueringer regnes som ikke oplyst. Ret den forkerte række, eller giv den vurdering, der gælder, en senere dato. [conflicting-assessments]"#);

    second.authority = SOUTH;
    let (grades, _) = grade_of(vec![first.clone(), second.clone()], Some(NORTH));
    assert_eq!(
        grades.grades[Parameter::Methods].grade(),
        Grade::Light,
        "the supervising one decides"
    );
    let (grades, findings) = grade_of(vec![first, second], None);
    assert_eq!(grades.grades[Parameter::Methods].grade(), Grade::Unknown);
    assert_snapshot!(lines(&findings), @r#"tilsyn/nord.xlsx, ark "Afrapportering", række 7: tilbud 1001 er vurderet forskelligt 1.5.2021 af flere myndigheder (også i tilsyn/nord.xlsx, ark "Afrapportering", række 7): Metoder og faglige tilgange; disse gradueringer regnes som ikke oplyst. Ret den forkerte række, eller giv den vurdering, der gælder, en senere dato. [conflicting-assessments]"#);
}

#[test]
fn the_inspectors_grade_decides_and_the_difference_is_kept() {
    let mut assessment = reported(NORTH, "2021-05-01", four_citizens());
    assessment
        .evidence
        .as_mut()
        .unwrap()
        .0
        .set_number(NumberField::Citizens(Level::High), Some(4.0));
    assessment.grades[Parameter::ActivePractice] = Grade::High;
    let (grades, findings) = grade_of(vec![assessment], Some(NORTH));
    let parameter = Parameter::ActivePractice;
    assert_eq!(grades.grades[parameter].grade(), Grade::High);
    let none = Attained::None;
    assert_eq!(grades.evidence[parameter], Some(GradeBounds::between(none, none)));
    assert_eq!(grades.differing().iter().collect::<Vec<_>>(), [parameter]);
    let because = grades.because.unwrap()[parameter];
    assert_eq!((because.basis, because.level), (Basis::Inspector, Some(Level::Light)));
    assert!(findings.is_empty());
}

#[test]
fn partly_known_evidence_keeps_its_bounds() {
    let mut evidence = four_citizens();
    evidence.set_number(NumberField::Citizens(Level::Moderate), Some(10.0));
    let (grades, _) = grade_of(vec![reported(NORTH, "2021-05-01", evidence)], Some(NORTH));
    let parameter = Parameter::ActivePractice;
    let bounds = GradeBounds::between(Attained::Moderate, Attained::High);
    assert_eq!(grades.evidence[parameter], Some(bounds));
    assert_eq!(grades.grades[parameter], bounds, "the bounds place");
    let because = grades.because.unwrap()[parameter];
    assert_eq!((because.basis, because.level), (Basis::Evidence, Some(Level::High)));
    assert_eq!(grades.grades[Parameter::Methods].grade(), Grade::Unknown);
}

#[test]
fn what_can_be_read_of_an_inspectors_grade_holds_and_the_evidence_does_not_step_in() {
    let parameter = Parameter::ActivePractice;
    let bounds = GradeBounds::between(Attained::Moderate, Attained::High);
    let mut unread = reported(NORTH, "2021-05-01", four_citizens());
    unread.unread[parameter] = Some(bounds);
    let of = |assessments: Vec<Assessment>| {
        let (grades, _) = grade_of(assessments, Some(NORTH));
        assert_eq!(grades.because.as_ref().unwrap()[parameter].basis, Basis::Unreadable);
        grades.grades[parameter]
    };
    assert_eq!(of(vec![unread.clone()]), bounds);
    // Another of the day with evidence only does not widen it, and one that grades may contradict
    // it.
    let silent = reported(NORTH, "2021-05-01", Evidence::default());
    assert_eq!(of(vec![unread.clone(), silent]), bounds);
    let mut other = graded(NORTH, "2021-05-01", Grade::Unknown);
    other.grades[parameter] = Grade::High;
    assert_eq!(of(vec![unread.clone(), other]), GradeBounds::ANY);
    unread.unread[parameter] = Some(GradeBounds::ANY);
    assert_eq!(of(vec![unread]), GradeBounds::ANY);
}

#[test]
fn aids_may_yet_leave_the_count_where_nobody_said_that_they_are_in_use() {
    let of = |in_use: Answer| {
        let mut evidence = four_citizens();
        evidence.set_answer(AnswerField::AidsCompetence, Answer::No);
        evidence.set_answer(AnswerField::AidsInUse, in_use);
        let (grades, _) = grade_of(vec![reported(NORTH, "2021-05-01", evidence)], Some(NORTH));
        grades.grades[Parameter::AidsAndTechnology]
    };
    let light = GradeBounds::between(Attained::Light, Attained::Light);
    let at_most_light = GradeBounds::between(Attained::None, Attained::Light);
    assert_eq!(of(Answer::Yes), light);
    assert_eq!(of(Answer::NotReported), at_most_light.or_not_relevant());
    assert_eq!(of(Answer::NotRelevant), GradeBounds::NOT_RELEVANT);
}

#[test]
fn aids_that_are_not_relevant_leave_the_count() {
    let mut evidence = four_citizens();
    evidence.set_answer(AnswerField::AidsInUse, Answer::NotRelevant);
    let (grades, _) = grade_of(vec![reported(NORTH, "2021-05-01", evidence)], Some(NORTH));
    assert_eq!(grades.grades[Parameter::AidsAndTechnology].grade(), Grade::NotRelevant);
}

#[test]
fn evidence_older_than_any_guideline_is_not_graded() {
    let mut assessment = reported(NORTH, "2020-05-01", four_citizens());
    assessment.grades[Parameter::Methods] = Grade::High;
    let (grades, findings) = grade_of(vec![assessment], Some(NORTH));
    assert_eq!(grades.grades[Parameter::Methods].grade(), Grade::High);
    assert_eq!(grades.evidence, PerParameter::default());
    assert_eq!(grades.note, Some(GuidelineNote::OlderThanGuideline));
    assert_snapshot!(lines(&findings), @r#"tilsyn/nord.xlsx, ark "Afrapportering", række 9: vurderingen af tilbud 1001 er fra 1.5.2020, før målgruppens første vejledning; oplysningerne gradueres ikke, og kun tilsynets egne gradueringer tæller. Ret datoen, eller læg en vejledning i input/guidelines, der gælder fra en tidligere dag. [assessment-older-than-guideline]"#);
}

#[test]
fn a_group_without_a_guideline_is_placed_on_the_inspectors_grades() {
    let dataset = dataset(vec![graded(NORTH, "2021-05-01", Grade::Light)]);
    let (kinds, none) = (ProviderKindSet::default(), GuidelineSet::default());
    let (grades, findings) =
        grade_offering(&dataset, &dataset.offerings[0], kinds, Some(NORTH), &none);
    assert_eq!(grades.grades, PerParameter([Grade::Light.into(); 8]));
    assert_eq!((grades.guideline, grades.note), (None, Some(GuidelineNote::NoGuideline)));
    assert!(findings.is_empty());
}

#[test]
fn more_experienced_staff_than_staff_is_unknown_and_said() {
    let mut evidence = four_citizens();
    evidence.set_number(NumberField::Staff, Some(12.0));
    for band in ExperienceBand::ALL {
        evidence.set_number(NumberField::Experience(Level::High, band), Some(4.0));
    }
    let (grades, findings) = grade_of(vec![reported(NORTH, "2021-05-01", evidence)], Some(NORTH));
    assert_eq!(grades.grades[Parameter::PracticeExperience].grade(), Grade::Unknown);
    assert_snapshot!(lines(&findings), @r#"tilsyn/nord.xlsx, ark "Afrapportering", celle F9: der er flere medarbejdere med erfaring (højt) end medarbejdere i alt; andelen med erfaring regnes som ukendt. Ret antallet af medarbejdere eller erfaringsbåndene; hver medarbejder tæller i ét bånd. [more-experienced-than-staff]"#);
}

#[test]
fn judgements_of_quality_that_disagree_are_unclear() {
    let mut first = graded(NORTH, "2021-05-01", Grade::Light);
    first.quality = Some(QualityJudgement::Sufficient);
    let mut second = first.clone();
    second.quality = Some(QualityJudgement::Insufficient);
    let (grades, findings) = grade_of(vec![first, second], Some(NORTH));
    assert_eq!(grades.quality, Some((QualityJudgement::Unclear, on("2021-05-01"))));
    assert_snapshot!(lines(&findings), @r#"tilsyn/nord.xlsx, ark "Afrapportering", række 7: kvaliteten af tilbud 1001 er bedømt forskelligt 1.5.2021; kvaliteten regnes som ukendt. Ret den forkerte bedømmelse. [conflicting-quality]"#);
}
