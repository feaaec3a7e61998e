//! What is the because of every grade?

use crate::finding::Place;
use crate::grade::{
    Basis, Because, Outcome, evidence_places, found_in_words, grade_place, outcome_in_words,
};
use crate::guideline::{Bound, Criterion};
use crate::model::{AgeGroup, Grade, GradeBounds, Level, OfferingId, Parameter};
use crate::report::placement_row::PlacementRow;
use crate::results::Results;
use crate::table::{Output, Table};

const NO_CRITERION: &str = "intet krav afgjorde gradueringen";
const NOT_ASSESSED: &str = "ikke vurderet";
const UNIT_BESIDE: &str = "som i kolonnen unit";

/// `grades`: a row per offering and parameter, with its because; for programs only.
pub(super) fn grades<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    Table::<GradeRow<'v>>::new(
        "grades",
        "Gradueringer med begrundelse",
        "en parameter for et tilbud og en målgruppe, med begrundelsen for gradueringen",
        "tilbud x målgruppe x parameter",
    )
    .parquet_only()
    .code("provider_id", "tilbuddets id", |r| Some(&*r.of.provider.id))
    .code("target_group", "målgruppens slug", |r| Some(&*r.of.group().slug))
    .code("subgroup", "den del, der er indplaceret", |r| r.of.subgroup())
    .empty("ikke delt efter delmålgruppe")
    .code("age_group", "den del, der er indplaceret", |r| {
        r.of.offering.age_group.map(AgeGroup::danish)
    })
    .empty("ikke delt efter aldersgruppe")
    .code("parameter", "parameterens slug", |r| Some(r.parameter.column()))
    .code("grade", "gradueringen, der tæller", |r| r.bounds?.grade().word())
    .empty("ukendt, kendt i en del, eller ikke vurderet")
    .code(
        "grade_low",
        "det laveste, gradueringen kan være: ingen, let, moderat, højt, ikke_relevant; er den \
         kendt, er den det; er den ukendt, er det ingen",
        |r| lowest(r.bounds?),
    )
    .empty(NOT_ASSESSED)
    .code(
        "grade_high",
        "det højeste, gradueringen kan være: ingen, let, moderat, højt, ikke_relevant; er den \
         kendt, er den det; er den ukendt, er det højt",
        |r| highest(r.bounds?),
    )
    .empty(NOT_ASSESSED)
    .flag(
        "may_be_not_relevant",
        "",
        "om parameteren endnu kan vise sig ikke at være relevant",
        |r| Some(r.bounds?.may_be_not_relevant() && r.bounds? != GradeBounds::NOT_RELEVANT),
    )
    .empty(NOT_ASSESSED)
    .code(
        "basis",
        "hvor gradueringen kommer fra: afrapportering, oplysningsskema …",
        GradeRow::basis,
    )
    .empty("der er intet at graduere på")
    .code("inspector_grade", "tilsynets graduering", |r| r.inspectors?.word())
    .empty("ikke givet")
    .code("evidence_low", "det laveste, oplysningerne giver", |r| lowest(r.of_evidence?))
    .empty("ingen oplysninger")
    .code("evidence_high", "det højeste, oplysningerne giver", |r| highest(r.of_evidence?))
    .empty("ingen oplysninger")
    .flag(
        "inspector_outside_evidence",
        "",
        "om tilsynets graduering ligger uden for oplysningernes",
        GradeRow::differs,
    )
    .empty("tilsynet eller oplysningerne giver ingen graduering")
    .code("criterion", "kravet, der afgjorde", |r| r.criterion.map(Criterion::in_words))
    .empty(NO_CRITERION)
    .int("criterion_line", "", "hvor kravet står i vejledningen", |r| {
        r.criterion.map(|criterion| criterion.line)
    })
    .unit("linje")
    .empty(NO_CRITERION)
    .code("level", "niveauet, kravet hører til", |r| r.because?.level.map(Level::danish))
    .empty(NO_CRITERION)
    .code("measure", "hvad kravet måler", |r| r.criterion.map(|c| c.measure.slug()))
    .empty(NO_CRITERION)
    .code("unit", "målets enhed", |r| r.criterion.map(|c| c.measure.unit().danish()))
    .empty(NO_CRITERION)
    .decimal("value", "", "det fundne tal", 2, |r| {
        r.because.filter(|_| r.criterion.is_some())?.found.number()
    })
    .unit(UNIT_BESIDE)
    .empty("intet krav, intet tal, eller ikke oplyst")
    .code("value_text", "det fundne i ord", |r| {
        Some(found_in_words(r.because?.found, r.criterion?.measure))
    })
    .empty(NO_CRITERION)
    .decimal("bound", "", "kravets grænse", 2, |r| match r.criterion?.bound {
        Bound::AtLeast(bound) => Some(bound),
        Bound::Yes => None,
    })
    .unit(UNIT_BESIDE)
    .empty("intet krav, eller et ja/nej-krav")
    .flag("met", "", "om kravet er opfyldt", |r| match r.because?.outcome? {
        Outcome::Met => Some(true),
        Outcome::NotMet => Some(false),
        Outcome::Unknown | Outcome::NotRelevant => None,
    })
    .empty("intet krav, ukendt, eller ikke relevant")
    .code("outcome", "udfaldet i ord", |r| r.because?.outcome.map(outcome_in_words))
    .empty(NO_CRITERION)
    .code("file", "filen, gradueringen kommer fra", |r| Some(r.place()?.file.to_string()))
    .empty("der er intet at graduere på")
    .code("sheet", "arket i filen", |r| Some(r.place()?.sheet.as_deref()?.to_owned()))
    .empty("intet ark, eller intet at graduere på")
    .code("cell", "cellen, gradueringen kommer fra", |r| r.place()?.cell())
    .empty("ingen enkelt celle")
    .code("evidence_sheet", "arket med det fundne", |r| {
        Some(r.evidence_at.as_ref()?.sheet.as_deref()?.to_owned())
    })
    .empty("intet ark, eller intet krav")
    .code("evidence_cell", "cellen med det fundne", |r| r.evidence_at.as_ref()?.cell())
    .empty("ingen enkelt celle, eller intet krav")
    .code("guideline", "vejledningen, eller hvorfor der ingen er", |r| r.of.guideline())
    .empty(NOT_ASSESSED)
    .made(results.assessed.offerings.len(), |at| {
        let id = OfferingId::at(at);
        Parameter::ALL.map(|parameter| GradeRow::new(results, id, parameter)).into()
    })
}

/// One grade with everything its row is made from.
struct GradeRow<'r> {
    of: PlacementRow<'r>,
    parameter: Parameter,
    /// What is known of the grade; `None` when not assessed.
    bounds: Option<GradeBounds>,
    /// What the evidence allows.
    of_evidence: Option<GradeBounds>,
    inspectors: Option<Grade>,
    because: Option<&'r Because>,
    criterion: Option<&'r Criterion>,
    /// The cell that the evidence of the deciding criterion stands in; the first of several.
    evidence_at: Option<Place>,
    /// The cell of the inspector's grade.
    grade_at: Option<Place>,
}

impl<'r> GradeRow<'r> {
    fn new(results: &'r Results<'r>, id: OfferingId, parameter: Parameter) -> Self {
        let dataset = &results.reading.dataset;
        let of = PlacementRow::new(results, id);
        let grades = &of.assessed.grades;
        let because = grades.because.as_ref().map(|because| &because[parameter]);
        let assessment = grades.assessment(dataset, parameter);
        let criterion = because.and_then(|because| {
            let guideline = results.settings.guidelines.get(grades.guideline?)?;
            guideline.criteria.get(usize::from(because.criterion?))
        });
        let evidence_row = assessment.and_then(|a| a.evidence.as_ref()).map(|(_, row)| *row);
        let evidence_at = criterion.zip(evidence_row).and_then(|(criterion, row)| {
            evidence_places(dataset, row, criterion.measure).into_iter().next()
        });
        let inspectors = assessment.map(|a| a.grades[parameter]).filter(|g| *g != Grade::Unknown);
        let is_unreadable = because.is_some_and(|because| because.basis == Basis::Unreadable);
        let grade_at = assessment
            .and_then(|a| a.grades_row)
            .filter(|_| inspectors.is_some() || is_unreadable)
            .map(|row| grade_place(dataset, row, parameter));
        Self {
            bounds: grades.is_assessed().then_some(grades.grades[parameter]),
            of_evidence: grades.evidence[parameter],
            parameter,
            inspectors,
            because,
            criterion,
            evidence_at,
            grade_at,
            of,
        }
    }

    /// Where the grade came from: the inspector's cell when the inspector's grade decides.
    fn place(&self) -> Option<&Place> {
        match self.because?.basis {
            Basis::Inspector | Basis::Unreadable => self.grade_at.as_ref(),
            Basis::Evidence | Basis::Nothing | Basis::Conflict | Basis::Withheld => {
                self.evidence_at.as_ref()
            }
        }
    }

    fn basis(&self) -> Option<&'static str> {
        Some(match self.because?.basis {
            Basis::Inspector => "afrapportering",
            Basis::Evidence => "oplysningsskema",
            Basis::Conflict => "modstridende vurderinger",
            Basis::Unreadable if self.bounds == Some(GradeBounds::ANY) => {
                "tilsynets graduering kan ikke læses"
            }
            Basis::Unreadable => "tilsynets graduering er ikke ét niveau",
            Basis::Withheld => "vurderingen kan ikke bruges hel",
            Basis::Nothing => return None,
        })
    }

    fn differs(&self) -> Option<bool> {
        let because = self.because?;
        (because.basis == Basis::Inspector && self.of_evidence.is_some())
            .then(|| self.of.assessed.grades.differing().contains(self.parameter))
    }
}

/// The word for the lowest grade that is left.
fn lowest(bounds: GradeBounds) -> Option<&'static str> {
    bounds.ends().map_or(Grade::NotRelevant, |(low, _)| low.into()).word()
}

/// The word for the highest.
fn highest(bounds: GradeBounds) -> Option<&'static str> {
    bounds.ends().map_or(Grade::NotRelevant, |(_, high)| high.into()).word()
}
