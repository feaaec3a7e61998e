//! What are the eight grades of an offering, over all its assessments?

use chrono::NaiveDate;

use super::assessment::{Basis, Because, grade_assessment};
use super::check::Circumstances;
use super::choice::{Choice, Withheld, choose_placing};
use super::combine::{Rating, combine, only};
use super::remarks::Remarks;
use crate::finding::Finding;
use crate::guideline::{GuidelineId, GuidelineSet};
use crate::model::{
    Assessment, Attained, Dataset, GradeBounds, Incomplete, Loss, LostRow, Offering, Parameter,
    ParameterSet, PerParameter, ProviderKindSet, QualityJudgement, Supervision,
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
    /// The grades that place, as far as they are known: the inspector's where given, else those of
    /// the evidence.
    pub grades: PerParameter<GradeBounds>,
    /// What the evidence allows; `None` without evidence or without a guideline for it.
    pub evidence: PerParameter<Option<GradeBounds>>,
    /// What each grade rests on; `None` when not assessed.
    pub because: Option<Box<PerParameter<Because>>>,
    /// The placing assessment (the first, when several of a day place): a place in
    /// [`Dataset::assessments`]. `None` when not assessed.
    pub placing: Option<u32>,
    /// How many assessments there are, blank ones included.
    pub n_assessments: u32,
    /// The guideline in force on the day of the placing assessment.
    pub guideline: Option<GuidelineId>,
    /// Why there is none, when there is a placing assessment.
    pub note: Option<GuidelineNote>,
    /// The inspector's own overall level (Reading R6).
    pub inspector_level: Option<Attained>,
    /// The newest judgement of quality, and its date.
    pub quality: Option<(QualityJudgement, NaiveDate)>,
    /// Whether a judgement of quality may have been lost, nobody knows of which day.
    pub is_judgement_lost: bool,
    /// What keeps the placing assessment from placing: all eight grades are unknown then.
    pub withheld: Option<Withheld>,
}

impl OfferingGrades {
    /// Whether anything was assessed (Reading R4).
    pub const fn is_assessed(&self) -> bool {
        self.placing.is_some()
    }

    /// The assessment that the grade on a parameter is from.
    pub fn assessment<'d>(
        &self,
        dataset: &'d Dataset,
        parameter: Parameter,
    ) -> Option<&'d Assessment> {
        let because = self.because.as_ref()?;
        let place = self.placing? + u32::from(because[parameter].from);
        dataset.assessments.get(place as usize)
    }

    /// Where the inspector's grade lies outside what the evidence allows (Reading R6).
    pub fn differing(&self) -> ParameterSet {
        let Some(because) = &self.because else { return ParameterSet::EMPTY };
        let differs = |parameter: &Parameter| {
            because[*parameter].basis == Basis::Inspector
                && self.evidence[*parameter]
                    .is_some_and(|bounds| !bounds.allows(self.grades[*parameter]))
        };
        Parameter::ALL.into_iter().filter(differs).collect()
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
    let (assessments, lost) = (dataset.assessments(offering), dataset.lost(offering));
    let mut result = OfferingGrades {
        n_assessments: offering.assessments.end - offering.assessments.start,
        ..OfferingGrades::default()
    };
    if assessments.is_empty() && lost.is_empty() {
        return (result, Vec::new());
    }
    let mut remarks = Remarks { dataset, offering, found: Vec::new() };
    (result.quality, result.is_judgement_lost) =
        newest_quality(assessments, lost, supervision, &mut remarks);
    let choice = choose_placing(assessments, lost, supervision);
    let is_placing = |at| choice.as_ref().is_some_and(|choice| choice.placing.contains(&at));
    remarks.by_other_authorities(assessments, supervision, is_placing);
    let Some(Choice { placing, withheld }) = choice else {
        return (result, remarks.found);
    };
    let first = &assessments[placing[0]];

    result.guideline = guidelines.in_force(offering.target_group, first.assessed_on);
    let guideline = result.guideline.and_then(|id| guidelines.get(id));
    if guideline.is_none() {
        let note = if guidelines.has_group(offering.target_group) {
            remarks.older_than_guideline(first);
            GuidelineNote::OlderThanGuideline
        } else {
            GuidelineNote::NoGuideline
        };
        result.note = Some(note);
    }

    let circumstances = Circumstances::of(dataset, offering, kinds);
    let of_the_day: Vec<Rating> = placing
        .iter()
        .map(|place| {
            let assessment = &assessments[*place];
            if guideline.is_some() {
                remarks.contradictions(assessment);
            }
            let from = u8::try_from(place - placing[0]).unwrap_or(u8::MAX);
            Rating {
                assessment,
                from,
                graded: grade_assessment(assessment, circumstances, guideline),
            }
        })
        .collect();
    let (mut graded, conflicts) = combine(&of_the_day);
    if let Some(withheld) = withheld {
        if let Withheld::Blank(at) = withheld {
            remarks.withheld_by_blank(first, &assessments[at as usize]);
        }
        graded.grades = PerParameter::default();
        graded.because.0.iter_mut().for_each(|because| because.basis = Basis::Withheld);
    } else if !conflicts.is_empty() {
        remarks.conflicts(&of_the_day, conflicts);
    }
    result.withheld = withheld;

    result.grades = graded.grades;
    result.evidence = graded.evidence;
    result.because = Some(Box::new(graded.because));
    result.placing = u32::try_from(placing[0]).ok().map(|place| offering.assessments.start + place);
    result.inspector_level = only(of_the_day.iter().filter_map(|rating| rating.assessment.overall));
    (result, remarks.found)
}

/// A judgement of quality that was given, or may have been.
struct Judged<'a> {
    authority: Option<Supervision>,
    on: Option<NaiveDate>,
    quality: QualityJudgement,
    assessment: Option<&'a Assessment>,
}

/// The newest judgement of quality by the supervising authority, else by anyone; and whether one
/// may have been lost, nobody knows of which day. Judgements of a day that disagree, one that can't
/// be read, and a lost row of grades are unclear: nothing older steps in (Reading R48).
fn newest_quality(
    assessments: &[Assessment],
    lost: &[LostRow],
    supervision: Option<Supervision>,
    remarks: &mut Remarks,
) -> (Option<(QualityJudgement, NaiveDate)>, bool) {
    let given = assessments.iter().filter_map(|assessment| {
        // Grades that were lost with their sheet may have had a judgement beside them.
        let is_lost = assessment.incomplete == Some(Incomplete::OtherHalfLost)
            && assessment.grades_row.is_none();
        let quality = assessment.quality.or(is_lost.then_some(QualityJudgement::Unclear))?;
        let authority = Some(assessment.authority);
        let on = Some(assessment.assessed_on);
        Some(Judged { authority, on, quality, assessment: Some(assessment) })
    });
    // What another authority's file may have held of an offering is no judgement that was given.
    let is_given = |row: &&LostRow| {
        let is_own = supervision.is_none() || row.authority.is_none_or(|a| Some(a) == supervision);
        row.is_of_grades && (row.why != Loss::Unread || is_own)
    };
    let lost = lost.iter().filter(is_given).map(|row| Judged {
        authority: row.authority,
        on: row.assessed_on,
        quality: QualityJudgement::Unclear,
        assessment: None,
    });
    let mut judged: Vec<Judged> = given.chain(lost).collect();
    let is_own = |judged: &Judged| supervision.is_some() && judged.authority == supervision;
    if judged.iter().any(is_own) {
        judged.retain(|judged| is_own(judged) || judged.authority.is_none());
    }
    if judged.iter().any(|judged| judged.on.is_none()) {
        return (None, true);
    }
    let Some(newest) = judged.iter().filter_map(|judged| judged.on).max() else {
        return (None, false);
    };
    judged.retain(|judged| judged.on == Some(newest));
    let quality = only(judged.iter().map(|judged| judged.quality));
    let is_clear = |judged: &Judged| judged.quality != QualityJudgement::Unclear;
    if quality.is_none()
        && judged.iter().all(is_clear)
        && let Some(first) = judged.iter().find_map(|judged| judged.assessment)
    {
        remarks.conflicting_quality(first);
    }
    (Some((quality.unwrap_or(QualityJudgement::Unclear), newest)), false)
}
