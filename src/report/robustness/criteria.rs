//! What hangs on each criterion of the guidelines?

use crate::guideline::{Criterion, Guideline, GuidelineId, decimal};
use crate::register::TargetGroups;
use crate::report::robustness::{Count, count, parameter_columns};
use crate::results::{MovedBound, Results};
use crate::robustness::CriterionEffect;
use crate::table::{Output, Table};

const WITH_EVIDENCE: &str = "vurderede tilbud x målgruppe med oplysninger";

/// Something of a criterion.
#[derive(Clone, Copy)]
struct Of<'v, T> {
    groups: &'v TargetGroups,
    guideline: &'v Guideline,
    criterion: &'v Criterion,
    told: &'v T,
}

impl<'v, T> Of<'v, T> {
    fn new(
        results: &'v Results<'v>,
        (guideline, criterion): (GuidelineId, u16),
        told: &'v T,
    ) -> Option<Self> {
        let guideline = results.settings.guidelines.get(guideline)?;
        let criterion = guideline.criteria.get(usize::from(criterion))?;
        Some(Self { groups: &results.settings.registers.target_groups, guideline, criterion, told })
    }
}

/// The columns that say which criterion a row is of.
fn criterion_columns<'v, T: 'v>(table: Table<'v, Of<'v, T>>) -> Table<'v, Of<'v, T>> {
    table
        .text("guideline", "Vejledning", "målgruppe, dato og status", |r| {
            Some(r.guideline.title(r.groups))
        })
        .text("file", "Fil", "vejledningens fil under inputmappen", |r| Some(&*r.guideline.file))
        .int("line", "Linje", "hvor kravet står i filen", |r| Some(r.criterion.line))
        .unit("linje")
        .with(|table| parameter_columns(table, |r| r.criterion.parameter))
        .text("level", "Niveau", "niveauet, kravet hører til", |r| {
            Some(r.criterion.level.danish())
        })
        .text("criterion", "Krav", "kravet i ord", |r| Some(r.criterion.in_words()))
}

/// `criteria`: a row per criterion, with whether it decides anything.
pub(super) fn criteria<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let asked = results.robustness.criteria.iter();
    let rows = asked.filter_map(|a| Of::new(results, (a.guideline, a.criterion), &a.effect));
    let columns: [Count<CriterionEffect>; 7] = [
        (["n_asked", "Stilles til", "som kravet gælder for"], |e| e.n_asked),
        (["n_met", "Opfyldt", "efter oplysningerne"], |e| e.n_met),
        (["n_not_met", "Ikke opfyldt", "efter oplysningerne"], |e| e.n_not_met),
        (
            ["n_near", "Inden for ét trin af grænsen", "én borger, medarbejder eller procentpoint"],
            |e| e.n_near,
        ),
        (["n_alone", "Holder alene gradueringen nede", "den steg, hvis kravet var opfyldt"], |e| {
            e.n_alone
        }),
        (
            [
                "n_alone_placements",
                "Holder alene indplaceringen nede",
                "den steg, hvis kravet var opfyldt",
            ],
            |e| e.n_alone_placements,
        ),
        (
            [
                "n_carries",
                "Bærer alene gradueringen (som ét af flere)",
                "det eneste opfyldte af flere, hvor ét er nok",
            ],
            |e| e.n_carries,
        ),
    ];
    Table::<Of<'v, CriterionEffect>>::new(
        "robustness/criteria",
        "Hvad afgør hvert krav i vejledningerne",
        "et krav i en vejledning, der er brugt",
        WITH_EVIDENCE,
    )
    .csv_only()
    .note(
        "Et krav holder alene gradueringen nede, når den ville stige, hvis kravet var opfyldt og \
         alt andet var, som det er. Gradueringen er her den, oplysningerne giver; indplaceringen \
         er den, der gælder, hvor tilsynets graduering går forud",
    )
    .with(criterion_columns)
    .for_each(columns, |table, (named, of)| count(table, named, move |r| of(r.told)))
    .text("verdict", "Bemærkning", "hvad tallene siger", |r| verdict(r.told))
    .empty("kravet er med til at afgøre, men ikke alene")
    .of(rows.collect())
}

fn verdict(effect: &CriterionEffect) -> Option<&'static str> {
    if effect.n_asked == 0 {
        Some("stilles ikke til nogen")
    } else if effect.decides_nothing() {
        Some("afgør intet: uden det var alle gradueringer de samme")
    } else if effect.n_alone_placements > 0 {
        Some("afgør alene indplaceringer")
    } else {
        None
    }
}

/// `thresholds`: a row per criterion and move of its bound.
pub(super) fn thresholds<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    const AS_UNIT: &str = "som enhed for grænsen";
    let moved = results.robustness.moved_bounds.iter();
    let rows = moved.filter_map(|m| Of::new(results, (m.guideline, m.criterion), m));
    let counts: [Count<MovedBound>; 4] = [
        (["n_up", "Indplaceringer op", "med tilsynets gradueringer forrest"], |m| {
            m.moved.placements.0
        }),
        (["n_down", "Indplaceringer ned", "med tilsynets gradueringer forrest"], |m| {
            m.moved.placements.1
        }),
        (
            [
                "n_up_by_evidence",
                "Op, hvis oplysningerne alene gav gradueringen",
                "uden tilsynets gradueringer",
            ],
            |m| m.moved.placements_by_evidence.0,
        ),
        (
            [
                "n_down_by_evidence",
                "Ned, hvis oplysningerne alene gav gradueringen",
                "uden tilsynets gradueringer",
            ],
            |m| m.moved.placements_by_evidence.1,
        ),
    ];
    Table::<Of<'v, MovedBound>>::new(
        "robustness/thresholds",
        "Hvad hvis et kravs grænse lå et andet sted",
        "et krav med sin grænse flyttet",
        WITH_EVIDENCE,
    )
    .csv_only()
    .note(
        "Én grænse ændres ad gangen. Ét trin er én borger, én medarbejder, ét procentpoint eller \
         ét i antal. Ja/nej-krav og grænser, der ville blive 0 eller over det mulige, er ikke med. \
         En ende af et interval, der flytter, tæller som flyttet",
    )
    .with(criterion_columns)
    .decimal("bound", "", "som vejledningen har den", 2, |r| Some(r.told.bound))
    .unit(AS_UNIT)
    .words("Grænse", "som vejledningen har den", |r| Some(decimal(r.told.bound)))
    .text("unit", "Enhed for grænsen", "borgere, medarbejdere, pct. …", |r| {
        Some(r.criterion.measure.unit().danish())
    })
    .code("move", "hvordan grænsen er flyttet", |r| Some(r.told.movement.column()))
    .words("Ændring", "hvordan grænsen er flyttet", |r| Some(r.told.movement.danish()))
    .decimal("moved_bound", "", "efter ændringen", 2, |r| Some(r.told.to))
    .unit(AS_UNIT)
    .words("Ændret grænse", "efter ændringen", |r| Some(decimal(r.told.to)))
    .with(|table| {
        let named = ["n_outcomes", "Kravet falder anderledes ud for", "så mange"];
        count(table, named, |r| r.told.moved.n_outcomes)
    })
    .int("n_grades", "Gradueringer af oplysninger, der ændres", "på kravets parameter", |r| {
        Some(r.told.moved.n_grades)
    })
    .unit("gradueringer")
    .for_each(counts, |table, (named, of)| count(table, named, move |r| of(r.told)))
    .of(rows.collect())
}
