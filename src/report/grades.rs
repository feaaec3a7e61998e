//! How is the because of every grade written?

use std::io::BufWriter;

use crate::finding::Place;
use crate::grade::{
    Basis, Because, Outcome, evidence_places, found_in_words, grade_place, outcome_in_words,
};
use crate::guideline::{Bound, Criterion};
use crate::model::{AgeGroup, Attained, Grade, GradeBounds, Level, Parameter};
use crate::output::Staging;
use crate::report::placement_row::PlacementRow;
use crate::report::{View, WriteError};
use crate::table::parquet::{Batch, ParquetFile, ROWS_PER_GROUP};
use crate::table::{Chapter, ColumnDoc, Holds, Named};

/// Offerings to a batch: eight rows each.
const OFFERINGS_PER_BATCH: usize = ROWS_PER_GROUP / 8;

/// Writes `grades.parquet`: a row per offering and parameter, with its because.
pub(super) fn write(staging: &Staging, view: &View<'_>) -> Result<Chapter, WriteError> {
    let out = BufWriter::new(staging.file("grades.parquet")?);
    let n = view.assessed.offerings.len();
    let first = batch(view, 0..n.min(OFFERINGS_PER_BATCH));
    let mut file = ParquetFile::begin(out, UNIT, view.provenance, first)?;
    for start in (OFFERINGS_PER_BATCH..n).step_by(OFFERINGS_PER_BATCH) {
        file.batch(batch(view, start..n.min(start + OFFERINGS_PER_BATCH)))?;
    }
    file.finish()?;
    Ok(Chapter {
        files: vec!["grades.parquet".to_owned()],
        a_row: "en parameter for et tilbud og en målgruppe, med begrundelsen for gradueringen"
            .to_owned(),
        unit: UNIT.to_owned(),
        columns: columns(),
        notes: Vec::new(),
    })
}

const UNIT: &str = "tilbud x målgruppe x parameter";

fn columns() -> Vec<ColumnDoc> {
    const NO_CRITERION: &str = "intet krav afgjorde gradueringen";
    let text = |name: &str, about: &str| ColumnDoc::text(Named::code(name, about));
    let number = |name: &str, about: &str| {
        ColumnDoc::decimal(Named::code(name, about), "som i kolonnen unit").empty(NO_CRITERION)
    };
    let flag = |name: &str, about: &str| ColumnDoc::new(Holds::Flag, Named::code(name, about));
    vec![
        text("provider_id", "tilbuddets id"),
        text("target_group", "målgruppens slug"),
        text("subgroup", "den del, der er indplaceret").empty("ikke delt efter delmålgruppe"),
        text("age_group", "den del, der er indplaceret").empty("ikke delt efter aldersgruppe"),
        text("parameter", "parameterens slug"),
        text("grade", "gradueringen, der tæller").empty("ukendt, eller ikke vurderet"),
        text("basis", "hvor gradueringen kommer fra: afrapportering, oplysningsskema …")
            .empty("der er intet at graduere på"),
        text("inspector_grade", "tilsynets graduering").empty("ikke givet"),
        text("evidence_low", "det laveste, oplysningerne giver").empty("ingen oplysninger"),
        text("evidence_high", "det højeste, oplysningerne giver").empty("ingen oplysninger"),
        flag(
            "inspector_outside_evidence",
            "om tilsynets graduering ligger uden for oplysningernes",
        )
        .empty("tilsynet eller oplysningerne giver ingen graduering"),
        text("criterion", "kravet, der afgjorde").empty(NO_CRITERION),
        ColumnDoc::int(Named::code("criterion_line", "hvor kravet står i vejledningen"), "linje")
            .empty(NO_CRITERION),
        text("level", "niveauet, kravet hører til").empty(NO_CRITERION),
        text("measure", "hvad kravet måler").empty(NO_CRITERION),
        text("unit", "målets enhed").empty(NO_CRITERION),
        number("value", "det fundne tal").empty("intet krav, intet tal, eller ikke oplyst"),
        text("value_text", "det fundne i ord").empty(NO_CRITERION),
        number("bound", "kravets grænse").empty("intet krav, eller et ja/nej-krav"),
        flag("met", "om kravet er opfyldt").empty("intet krav, ukendt, eller ikke relevant"),
        text("outcome", "udfaldet i ord").empty(NO_CRITERION),
        text("file", "filen, gradueringen kommer fra").empty("der er intet at graduere på"),
        text("sheet", "arket i filen").empty("intet ark, eller intet at graduere på"),
        text("cell", "cellen, gradueringen kommer fra").empty("ingen enkelt celle"),
        text("evidence_sheet", "arket med det fundne").empty("intet ark, eller intet krav"),
        text("evidence_cell", "cellen med det fundne")
            .empty("ingen enkelt celle, eller intet krav"),
        text("guideline", "vejledningen, eller hvorfor der ingen er").empty("ikke vurderet"),
    ]
}

/// One grade with everything its row is made from.
struct GradeRow<'r> {
    of: PlacementRow<'r>,
    parameter: Parameter,
    grade: Grade,
    bounds: Option<GradeBounds>,
    inspectors: Option<Grade>,
    because: Option<&'r Because>,
    criterion: Option<&'r Criterion>,
    /// The cell that the evidence of the deciding criterion stands in; the first of several.
    evidence_at: Option<Place>,
    /// The cell of the inspector's grade.
    grade_at: Option<Place>,
}

impl<'r> GradeRow<'r> {
    fn new(view: &'r View<'r>, at: usize, parameter: Parameter) -> Self {
        let dataset = &view.reading.dataset;
        let of = PlacementRow::new(view, at);
        let grades = &of.assessed.grades;
        let because = grades.because.as_ref().map(|because| &because[parameter]);
        let assessment = grades.assessment(dataset, parameter);
        let criterion = because.and_then(|because| {
            let guideline = view.settings.guidelines.get(grades.guideline?)?;
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
            grade: grades.grades[parameter],
            bounds: grades.evidence[parameter],
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
            Basis::Unreadable => "tilsynets graduering kan ikke læses",
            Basis::Withheld => "vurderingen kan ikke bruges hel",
            Basis::Nothing => return None,
        })
    }

    fn bound(&self, end: fn(Attained, Attained) -> Attained) -> Option<&'static str> {
        match self.bounds? {
            GradeBounds::Between { low, high } => Some(end(low, high).danish()),
            GradeBounds::NotRelevant => Some("ikke_relevant"),
        }
    }

    fn differs(&self) -> Option<bool> {
        let because = self.because?;
        (because.basis == Basis::Inspector && self.bounds.is_some())
            .then(|| self.of.assessed.grades.differing().contains(self.parameter))
    }
}

fn batch(view: &View<'_>, range: std::ops::Range<usize>) -> Batch {
    let rows: Vec<GradeRow<'_>> = range
        .flat_map(|at| Parameter::ALL.map(|parameter| GradeRow::new(view, at, parameter)))
        .collect();
    let text = |place: Option<&Place>, of: fn(&Place) -> Option<String>| place.and_then(of);
    let file = |place: &Place| Some(place.file.to_string());
    let sheet = |place: &Place| place.sheet.as_deref().map(str::to_owned);
    let found = |r: &GradeRow<'_>| r.because.zip(r.criterion).map(|(b, c)| (b.found, c.measure));
    let mut batch = Batch::new();
    batch
        .text("provider_id", rows.iter().map(|r| Some(&*r.of.provider.id)))
        .text("target_group", rows.iter().map(|r| Some(&*r.of.group().slug)))
        .text("subgroup", rows.iter().map(|r| r.of.subgroup()))
        .text("age_group", rows.iter().map(|r| r.of.offering.age_group.map(AgeGroup::danish)))
        .text("parameter", rows.iter().map(|r| Some(r.parameter.column())))
        .text("grade", rows.iter().map(|r| r.grade.word()))
        .text("basis", rows.iter().map(GradeRow::basis))
        .text("inspector_grade", rows.iter().map(|r| r.inspectors?.word()))
        .text("evidence_low", rows.iter().map(|r| r.bound(|low, _| low)))
        .text("evidence_high", rows.iter().map(|r| r.bound(|_, high| high)))
        .flag("inspector_outside_evidence", rows.iter().map(GradeRow::differs))
        .text("criterion", rows.iter().map(|r| r.criterion.map(Criterion::in_words)))
        .int("criterion_line", rows.iter().map(|r| i32::try_from(r.criterion?.line).ok()))
        .text("level", rows.iter().map(|r| r.because?.level.map(Level::danish)))
        .text("measure", rows.iter().map(|r| r.criterion.map(|c| c.measure.slug())))
        .text("unit", rows.iter().map(|r| r.criterion.map(|c| c.measure.unit().danish())))
        .number("value", rows.iter().map(|r| found(r)?.0.number()))
        .text("value_text", rows.iter().map(|r| found(r).map(|(f, m)| found_in_words(f, m))))
        .number(
            "bound",
            rows.iter().map(|r| match r.criterion?.bound {
                Bound::AtLeast(bound) => Some(bound),
                Bound::Yes => None,
            }),
        )
        .flag(
            "met",
            rows.iter().map(|r| match r.because?.outcome? {
                Outcome::Met => Some(true),
                Outcome::NotMet => Some(false),
                Outcome::Unknown | Outcome::NotRelevant => None,
            }),
        )
        .text("outcome", rows.iter().map(|r| r.because?.outcome.map(outcome_in_words)))
        .text("file", rows.iter().map(|r| text(r.place(), file)))
        .text("sheet", rows.iter().map(|r| text(r.place(), sheet)))
        .text("cell", rows.iter().map(|r| text(r.place(), Place::cell)))
        .text("evidence_sheet", rows.iter().map(|r| text(r.evidence_at.as_ref(), sheet)))
        .text("evidence_cell", rows.iter().map(|r| text(r.evidence_at.as_ref(), Place::cell)))
        .text("guideline", rows.iter().map(|r| r.of.guideline()));
    batch
}
