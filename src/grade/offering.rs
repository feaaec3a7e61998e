//! What are the eight grades of an offering, over all its assessments?

use chrono::NaiveDate;

use super::assessment::{Basis, Because, Graded, grade_assessment};
use super::check::Circumstances;
use super::choice::{Choice, choose_placing};
use super::found::experience_exceeds_staff;
use super::source::{row_place, staff_place};
use crate::finding::{Finding, Place, Severity};
use crate::guideline::GuidelineSet;
use crate::model::{
    Assessment, Attained, Dataset, Evidence, Grade, GradeBounds, Level, Offering, Parameter,
    ParameterSet, PerParameter, ProviderKindSet, QualityJudgement, RowRef, Supervision,
};

/// Why evidence could not be graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum GuidelineNote {
    /// The group has no guideline; it can still be placed on the inspectors' grades (R14).
    NoGuideline,
    /// The assessment is older than the group's first guideline.
    OlderThanGuideline,
}

impl GuidelineNote {
    /// The note for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::NoGuideline => {
                "ingen vejledning for målgruppen; kun tilsynets gradueringer tæller"
            }
            Self::OlderThanGuideline => {
                "vurderingen er ældre end vejledningen; kun tilsynets gradueringer tæller"
            }
        }
    }
}

/// The grades of one offering. Small, and without heap where nothing was assessed: most offerings
/// are not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfferingGrades {
    /// The grades that place: the inspector's where given, else those of the evidence.
    pub grades: PerParameter<Grade>,
    /// What the evidence allows; `None` without evidence or without a guideline for it.
    pub evidence: PerParameter<Option<GradeBounds>>,
    /// What each grade rests on; `None` when not assessed.
    pub because: Option<Box<PerParameter<Because>>>,
    /// The placing assessment (the first, when several of a day place): a place in
    /// [`Dataset::assessments`]. `None` when not assessed.
    pub placing: Option<u32>,
    /// How many assessments there are, blank ones included.
    pub n_assessments: u32,
    /// The guideline in force on the day of the placing assessment: a place in the set.
    pub guideline: Option<u16>,
    /// Why there is none, when there is a placing assessment.
    pub note: Option<GuidelineNote>,
    /// The inspector's own overall level (Reading R6).
    pub inspector_level: Option<Attained>,
    /// The newest judgement of quality, and its date.
    pub quality: Option<(QualityJudgement, NaiveDate)>,
}

impl OfferingGrades {
    /// Whether anything was assessed (Reading R4).
    pub const fn is_assessed(&self) -> bool {
        self.placing.is_some()
    }

    /// Where the inspector's grade lies outside what the evidence allows (Reading R6).
    pub fn differing(&self) -> ParameterSet {
        let Some(because) = &self.because else { return ParameterSet::EMPTY };
        let differs = |parameter: &Parameter| {
            because[*parameter].basis == Basis::Inspector
                && self.evidence[*parameter]
                    .is_some_and(|bounds| !allows(bounds, self.grades[*parameter]))
        };
        Parameter::ALL.into_iter().filter(differs).collect()
    }
}

/// Whether a grade lies within the bounds.
fn allows(bounds: GradeBounds, grade: Grade) -> bool {
    match (bounds, grade.attained()) {
        (GradeBounds::NotRelevant, _) => grade == Grade::NotRelevant,
        (GradeBounds::Between { low, high }, Some(grade)) => (low..=high).contains(&grade),
        (GradeBounds::Between { .. }, None) => false,
    }
}

/// Grades one offering: chooses the placing assessment (Reading R11), holds its evidence against
/// the guideline in force on its date, and lets the inspector's grade decide where given (R6).
/// `supervision` is the supervising authority, when known. Depends on nothing but its arguments,
/// so offerings can be graded in parallel.
pub fn grade_offering(
    dataset: &Dataset,
    offering: &Offering,
    kinds: ProviderKindSet,
    supervision: Option<Supervision>,
    guidelines: &GuidelineSet,
) -> (OfferingGrades, Vec<Finding>) {
    let assessments = dataset.assessments(offering);
    let mut result = OfferingGrades {
        n_assessments: offering.assessments.end - offering.assessments.start,
        ..OfferingGrades::default()
    };
    if assessments.is_empty() {
        return (result, Vec::new());
    }
    let mut findings = Findings { dataset, offering, found: Vec::new() };
    result.quality = newest_quality(assessments, supervision, &mut findings);
    let Some(Choice { placing, is_by_other_authority }) = choose_placing(assessments, supervision)
    else {
        return (result, findings.found);
    };
    let first = &assessments[placing[0]];
    if is_by_other_authority {
        findings.by_other_authority(first);
    }

    result.guideline = guidelines.in_force(offering.target_group, first.assessed_on);
    let guideline = result.guideline.and_then(|place| guidelines.get(place));
    if guideline.is_none() {
        let note = if guidelines.has_group(offering.target_group) {
            findings.older_than_guideline(first);
            GuidelineNote::OlderThanGuideline
        } else {
            GuidelineNote::NoGuideline
        };
        result.note = Some(note);
    }

    let subgroup = offering.subgroup.and_then(|name| dataset.subgroups.get(usize::from(name)));
    let circumstances = Circumstances {
        kinds,
        subgroup: subgroup.map(|name| &**name),
        age_group: offering.age_group,
    };
    let of_the_day: Vec<Rating> = placing
        .iter()
        .map(|place| {
            let assessment = &assessments[*place];
            if guideline.is_some() {
                findings.contradictions(assessment);
            }
            let from = u8::try_from(place - placing[0]).unwrap_or(u8::MAX);
            Rating {
                assessment,
                from,
                graded: grade_assessment(assessment, circumstances, guideline),
            }
        })
        .collect();
    let (graded, conflicts) = combine(&of_the_day);
    if !conflicts.is_empty() {
        findings.conflicts(&of_the_day, conflicts);
    }

    result.grades = graded.grades;
    result.evidence = graded.evidence;
    result.because = Some(Box::new(graded.because));
    result.placing = u32::try_from(placing[0]).ok().map(|place| offering.assessments.start + place);
    result.inspector_level = only(of_the_day.iter().filter_map(|rating| rating.assessment.overall));
    (result, findings.found)
}

/// One of the placing assessments, graded.
struct Rating<'a> {
    assessment: &'a Assessment,
    /// Its place, counted from the first placing one.
    from: u8,
    graded: Graded,
}

/// Puts the assessments of a day together: what one says and the others do not contradict counts;
/// where they disagree the grade is unknown. The parameters with a conflict come along.
fn combine(of_the_day: &[Rating]) -> (Graded, ParameterSet) {
    let mut conflicts = ParameterSet::EMPTY;
    let mut result = Graded {
        grades: PerParameter::default(),
        evidence: PerParameter::default(),
        because: PerParameter::default(),
    };
    for parameter in Parameter::ALL {
        let inspectors = |rating: &&Rating| rating.assessment.grades[parameter] != Grade::Unknown;
        let says = |rating: &&Rating| {
            rating.graded.evidence[parameter].is_some_and(|bounds| bounds != GradeBounds::ANY)
        };
        let speaking: Vec<&Rating> = if of_the_day.iter().any(|rating| inspectors(&rating)) {
            of_the_day.iter().filter(inspectors).collect()
        } else if of_the_day.iter().any(|rating| says(&rating)) {
            of_the_day.iter().filter(says).collect()
        } else {
            of_the_day.iter().take(1).collect()
        };
        let Some(first) = speaking.first() else { continue };
        let said = |rating: &Rating| {
            let by_inspector = rating.assessment.grades[parameter];
            let bounds = rating.graded.evidence[parameter];
            (by_inspector, bounds.filter(|_| by_inspector == Grade::Unknown))
        };
        result.evidence[parameter] =
            of_the_day.iter().filter_map(|rating| rating.graded.evidence[parameter]).reduce(hull);
        result.because[parameter] = Because { from: first.from, ..first.graded.because[parameter] };
        if speaking.iter().all(|rating| said(rating) == said(first)) {
            result.grades[parameter] = first.graded.grades[parameter];
        } else {
            conflicts = conflicts.with(parameter);
            result.because[parameter].basis = Basis::Conflict;
        }
    }
    (result, conflicts)
}

/// The bounds that hold both; an assessment that knows nothing of a parameter does not widen what
/// the other knows.
fn hull(a: GradeBounds, b: GradeBounds) -> GradeBounds {
    match (a, b) {
        (GradeBounds::ANY, known) | (known, GradeBounds::ANY) => known,
        (
            GradeBounds::Between { low, high },
            GradeBounds::Between { low: other_low, high: other_high },
        ) => GradeBounds::Between { low: low.min(other_low), high: high.max(other_high) },
        (GradeBounds::NotRelevant, GradeBounds::NotRelevant) => GradeBounds::NotRelevant,
        _ => GradeBounds::ANY,
    }
}

/// The newest judgement of quality by the supervising authority, else by anyone. Judgements of a
/// day that disagree are none.
fn newest_quality(
    assessments: &[Assessment],
    supervision: Option<Supervision>,
    findings: &mut Findings,
) -> Option<(QualityJudgement, NaiveDate)> {
    let judged = || assessments.iter().filter(|a| a.quality.is_some());
    let is_own = |a: &&Assessment| Some(a.authority) == supervision;
    let has_own = judged().any(|a| is_own(&a));
    let counts = |a: &&Assessment| !has_own || is_own(a);
    let newest = judged().filter(counts).max_by_key(|a| a.assessed_on)?;
    let of_the_day = judged().filter(counts).filter(|a| a.assessed_on == newest.assessed_on);
    let quality = only(of_the_day.filter_map(|a| a.quality));
    if quality.is_none() {
        findings.conflicting_quality(newest);
    }
    Some((quality?, newest.assessed_on))
}

/// The value, when all say the same.
fn only<T: PartialEq>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut values = values;
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// The findings of one offering.
struct Findings<'a> {
    dataset: &'a Dataset,
    offering: &'a Offering,
    found: Vec<Finding>,
}

impl Findings<'_> {
    fn warn(&mut self, place: Place, code: &'static str, message: String, action: &str) {
        let severity = Severity::Warning;
        self.found.push(Finding { place, severity, code, message, action: action.into() });
    }

    fn provider(&self) -> &str {
        &self.dataset.provider(self.offering).id
    }

    /// The row of an assessment: that of the grades, else that of the evidence.
    fn place(&self, assessment: &Assessment) -> Place {
        let evidence_row = assessment.evidence.as_ref().map(|(_, row)| *row);
        let row: Option<RowRef> = assessment.grades_row.or(evidence_row);
        row.map_or_else(Place::default, |row| row_place(self.dataset, row))
    }

    fn by_other_authority(&mut self, assessment: &Assessment) {
        let message = format!(
            "tilbud {} er vurderet {} af en anden myndighed end den, der fører tilsyn, som ikke har vurderet tilbuddet; vurderingen bruges",
            self.provider(),
            danish_date(assessment.assessed_on)
        );
        let action =
            "Se efter, om tilsynsførende myndighed er rigtig, eller om en vurdering mangler";
        self.warn(self.place(assessment), "assessed-by-other-authority", message, action);
    }

    fn older_than_guideline(&mut self, assessment: &Assessment) {
        let message = format!(
            "vurderingen af tilbud {} er fra {}, før målgruppens første vejledning; oplysningerne gradueres ikke, og kun tilsynets egne gradueringer tæller",
            self.provider(),
            danish_date(assessment.assessed_on)
        );
        let action = "Ret datoen, eller læg en vejledning i input/guidelines, der gælder fra en tidligere dag";
        self.warn(self.place(assessment), "assessment-older-than-guideline", message, action);
    }

    fn conflicts(&mut self, of_the_day: &[Rating], conflicts: ParameterSet) {
        let authority = of_the_day[0].assessment.authority;
        let by = if of_the_day.iter().all(|r| r.assessment.authority == authority) {
            "samme myndighed"
        } else {
            "flere myndigheder"
        };
        let parameters: Vec<&str> = conflicts.iter().map(Parameter::danish).collect();
        let message = format!(
            "tilbud {} er vurderet forskelligt {} af {by}: {}; disse gradueringer regnes som ikke oplyst",
            self.provider(),
            danish_date(of_the_day[0].assessment.assessed_on),
            parameters.join(", ")
        );
        let action = "Ret den forkerte række, eller giv den vurdering, der gælder, en senere dato";
        self.warn(self.place(of_the_day[0].assessment), "conflicting-assessments", message, action);
    }

    fn conflicting_quality(&mut self, assessment: &Assessment) {
        let message = format!(
            "kvaliteten af tilbud {} er bedømt forskelligt {}; bedømmelsen regnes som ikke oplyst",
            self.provider(),
            danish_date(assessment.assessed_on)
        );
        let action = "Ret den forkerte bedømmelse";
        self.warn(self.place(assessment), "conflicting-quality", message, action);
    }

    /// More staff with experience than staff: the share cannot be computed.
    fn contradictions(&mut self, assessment: &Assessment) {
        let Some((evidence, row)) = &assessment.evidence else { return };
        let exceeds = |need| experience_exceeds_staff(evidence as &Evidence, need);
        let needs: Vec<&str> =
            Level::ALL.into_iter().filter(|need| exceeds(*need)).map(Level::danish).collect();
        if !needs.is_empty() {
            let message = format!(
                "der er flere medarbejdere med erfaring ({}) end medarbejdere i alt; andelen med erfaring regnes som ukendt",
                needs.join(", ")
            );
            let action = "Ret antallet af medarbejdere eller erfaringsbåndene; hver medarbejder tæller i ét bånd";
            let place = staff_place(self.dataset, *row);
            self.warn(place, "more-experienced-than-staff", message, action);
        }
    }
}

fn danish_date(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}
