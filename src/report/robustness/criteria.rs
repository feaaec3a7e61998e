//! How is it written what hangs on each criterion of the guidelines?

use crate::guideline::{Bound, Criterion, Guideline, decimal};
use crate::output::Staging;
use crate::report::WriteError;
use crate::report::robustness::{count, table};
use crate::results::Results;
use crate::robustness::{BoundMove, CriterionEffect, Moved};
use crate::table::old::{CellValue, Chapter, ColumnKind, DocColumn, Documented, Named};

/// Writes `criteria` and `thresholds`.
pub(super) fn write(staging: &Staging, view: &Results<'_>) -> Result<Vec<Chapter>, WriteError> {
    Ok(vec![criteria(staging, view)?, thresholds(staging, view)?])
}

const WITH_EVIDENCE: &str = "vurderede tilbud x målgruppe med oplysninger";

/// A criterion and what hangs on it.
#[derive(Clone, Copy)]
struct Asked<'v> {
    guideline: &'v Guideline,
    criterion: &'v Criterion,
    effect: &'v CriterionEffect,
}

/// The columns that say which criterion a row is of.
fn criterion_columns<'v, R: 'v>(of: fn(&R) -> Asked<'v>) -> Vec<DocColumn<'v, R>> {
    vec![
        DocColumn::text(("guideline", "Vejledning", "målgruppe, dato og status"), move |row| {
            Some(of(row).guideline.label())
        }),
        DocColumn::text(("file", "Fil", "vejledningens fil under inputmappen"), move |row| {
            Some(&*of(row).guideline.file)
        }),
        DocColumn::int(("line", "Linje", "hvor kravet står i filen"), move |row| {
            Some(of(row).criterion.line.into())
        })
        .unit("linje"),
        DocColumn::text(Named::code("parameter", "parameterens slug"), move |row| {
            Some(of(row).criterion.parameter.column())
        }),
        DocColumn::text(Named::words("Parameter", "parameterens navn"), move |row| {
            Some(of(row).criterion.parameter.danish())
        }),
        DocColumn::text(("level", "Niveau", "niveauet, kravet hører til"), move |row| {
            Some(of(row).criterion.level.danish())
        }),
        DocColumn::text(("criterion", "Krav", "kravet i ord"), move |row| {
            Some(of(row).criterion.in_words())
        }),
    ]
}

/// Every criterion of the guidelines that graded somebody, in the files' order.
fn all<'v>(view: &'v Results<'v>) -> Vec<Asked<'v>> {
    let mut all: Vec<Asked<'v>> = Vec::new();
    for (place, effects) in &view.robustness.criteria {
        let Some(guideline) = view.settings.guidelines.get(*place) else { continue };
        let first = all.len();
        all.extend(guideline.criteria.iter().zip(effects).map(|(criterion, effect)| Asked {
            guideline,
            criterion,
            effect,
        }));
        all[first..].sort_by_key(|asked| asked.criterion.line);
    }
    all
}

/// A row per criterion: whether it decides anything.
fn criteria(staging: &Staging, view: &Results<'_>) -> Result<Chapter, WriteError> {
    let mut columns = criterion_columns(|row: &Asked<'_>| *row);
    columns.extend([
        count(
            ("n_asked", "Tilbud x målgruppe, kravet stilles til", "som kravet gælder for"),
            |row: &Asked<'_>| row.effect.n_asked,
        ),
        count(("n_met", "Opfyldt", "efter oplysningerne"), |row: &Asked<'_>| row.effect.n_met),
        count(("n_not_met", "Ikke opfyldt", "efter oplysningerne"), |row: &Asked<'_>| {
            row.effect.n_not_met
        }),
        count(
            ("n_near", "Inden for ét trin af grænsen", "én borger, medarbejder eller procentpoint"),
            |row: &Asked<'_>| row.effect.n_near,
        ),
        count(
            ("n_alone", "Holder alene gradueringen nede", "den steg, hvis kravet var opfyldt"),
            |row: &Asked<'_>| row.effect.n_alone,
        ),
        count(
            (
                "n_alone_placements",
                "Holder alene indplaceringen nede",
                "den steg, hvis kravet var opfyldt",
            ),
            |row: &Asked<'_>| row.effect.n_alone_placements,
        ),
        count(
            (
                "n_carries",
                "Bærer alene gradueringen (som ét af flere)",
                "det eneste opfyldte af flere, hvor ét er nok",
            ),
            |row: &Asked<'_>| row.effect.n_carries,
        ),
        DocColumn::text(("verdict", "Bemærkning", "hvad tallene siger"), |row: &Asked<'_>| {
            verdict(row.effect)
        })
        .empty("kravet er med til at afgøre, men ikke alene"),
    ]);
    let file = Documented {
        path: "robustness/criteria",
        a_row: "et krav i en vejledning, der er brugt",
        unit: WITH_EVIDENCE,
        columns,
        notes: vec![
            "Et krav holder alene gradueringen nede, når den ville stige, hvis kravet var opfyldt \
             og alt andet var, som det er. Gradueringen er her den, oplysningerne giver; \
             indplaceringen er den, der gælder, hvor tilsynets graduering går forud"
                .to_owned(),
        ],
    };
    table(staging, view, &file, &all(view), |asked| vec![*asked])
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

/// A criterion with its bound moved.
struct Tried<'v> {
    asked: Asked<'v>,
    bound: f64,
    movement: BoundMove,
    to: f64,
    moved: Moved,
}

/// A bound, with as many decimals as it needs.
fn bound<'v>(
    named: (&'static str, &'static str, &'static str),
    of: fn(&Tried<'v>) -> f64,
) -> DocColumn<'v, Tried<'v>> {
    let cell = move |row: &Tried<'v>| {
        let value = of(row);
        CellValue::Decimal { value, decimals: shown_decimals(value) }
    };
    DocColumn::of(ColumnKind::Decimal, named, cell).unit("som enhed for grænsen")
}

/// A row per criterion and move of its bound.
fn thresholds(staging: &Staging, view: &Results<'_>) -> Result<Chapter, WriteError> {
    let mut columns = criterion_columns(|row: &Tried<'_>| row.asked);
    columns.extend([
        bound(("bound", "Grænse", "som vejledningen har den"), |row| row.bound),
        DocColumn::text(
            ("unit", "Enhed for grænsen", "borgere, medarbejdere, pct. …"),
            |row: &Tried<'_>| Some(row.asked.criterion.measure.unit().danish()),
        ),
        DocColumn::text(Named::code("move", "hvordan grænsen er flyttet"), |row: &Tried<'_>| {
            Some(row.movement.column())
        }),
        DocColumn::text(
            Named::words("Ændring", "hvordan grænsen er flyttet"),
            |row: &Tried<'_>| Some(row.movement.danish()),
        ),
        bound(("moved_bound", "Ændret grænse", "efter ændringen"), |row| row.to),
        count(("n_outcomes", "Kravet falder anderledes ud for", "så mange"), |row: &Tried<'_>| {
            row.moved.n_outcomes
        }),
        DocColumn::int(
            ("n_grades", "Gradueringer af oplysninger, der ændres", "på kravets parameter"),
            |row: &Tried<'_>| Some(row.moved.n_grades),
        )
        .unit("gradueringer"),
        count(
            ("n_up", "Indplaceringer op", "med tilsynets gradueringer forrest"),
            |row: &Tried<'_>| row.moved.placements.0,
        ),
        count(
            ("n_down", "Indplaceringer ned", "med tilsynets gradueringer forrest"),
            |row: &Tried<'_>| row.moved.placements.1,
        ),
        count(
            (
                "n_up_by_evidence",
                "Op, hvis oplysningerne alene gav gradueringen",
                "uden tilsynets gradueringer",
            ),
            |row: &Tried<'_>| row.moved.placements_by_evidence.0,
        ),
        count(
            (
                "n_down_by_evidence",
                "Ned, hvis oplysningerne alene gav gradueringen",
                "uden tilsynets gradueringer",
            ),
            |row: &Tried<'_>| row.moved.placements_by_evidence.1,
        ),
    ]);
    let file = Documented {
        path: "robustness/thresholds",
        a_row: "et krav med sin grænse flyttet",
        unit: WITH_EVIDENCE,
        columns,
        notes: vec![
            "Én grænse ændres ad gangen. Ét trin er én borger, én medarbejder, ét procentpoint \
             eller ét i antal. Ja/nej-krav og grænser, der ville blive 0 eller over det mulige, \
             er ikke med. En ende af et interval, der flytter, tæller som flyttet"
                .to_owned(),
        ],
    };
    table(staging, view, &file, &all(view), |asked| {
        let row = |(movement, moved): (BoundMove, Option<Moved>)| {
            let (moved, to) = (moved?, movement.of(asked.criterion)?);
            let Bound::AtLeast(bound) = asked.criterion.bound else { return None };
            Some(Tried { asked: *asked, bound, movement, to, moved })
        };
        BoundMove::ALL.into_iter().zip(asked.effect.moves).filter_map(row).collect()
    })
}

/// As many decimals as the number needs, two at most.
fn shown_decimals(value: f64) -> u8 {
    let text = decimal(value);
    text.split_once(',').and_then(|(_, decimals)| u8::try_from(decimals.len()).ok()).unwrap_or(0)
}
