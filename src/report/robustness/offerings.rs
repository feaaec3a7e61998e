//! How firm is each placement, and what would lift or drop it?

use crate::grade::{Found, found_in_words};
use crate::guideline::Criterion;
use crate::model::{Attained, Parameter, ParameterSet};
use crate::report::placement_row::PlacementRow;
use crate::report::placements::part_columns;
use crate::report::robustness::{ASSESSED, parameter_columns};
use crate::results::unmet::asked_in_words;
use crate::results::{NamedWeighting, OfferingFirmness, Results};
use crate::robustness::{
    Acceptability, ChangeSteps, Direction, Firmness, Radius, StepInWays, WeightInterval,
};
use crate::table::{Output, Table};

const RADIUS: &str = "så meget må alle vægte ændres på én gang, før niveauet ændres";
const NO_RADIUS: &str = "niveauet er ikke afgjort, eller ingen vægte ændrer det";
const STEP: &str =
    "et trin er ét niveau på én parameter; en graduering tæller som det laveste, den kan være";
const NO_STEP_UP: &str = "højest mulige niveau er nået";
const NO_STEP_DOWN: &str = "der er intet niveau at falde fra";

/// The columns that say which offering a row is of.
pub(in crate::report) fn offering_columns<'v, R: 'v>(
    table: Table<'v, R>,
    of: fn(&R) -> &PlacementRow<'v>,
) -> Table<'v, R> {
    table
        .text("provider_id", "Tilbudsid", "tilbuddets id", move |r| Some(&*of(r).provider.id))
        .words("Tilbudsnavn", "tilbuddets navn", move |r| Some(&*of(r).provider.name))
        .with(|table| part_columns(table, of))
}

/// An offering under one weighting.
struct Chances<'v> {
    of: PlacementRow<'v>,
    acceptability: &'v Acceptability,
    weights: &'v NamedWeighting,
    radius: Radius,
}

/// `acceptability`: a row per offering and weighting, with the probability of each level.
pub(super) fn acceptability<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let robustness = results.robustness;
    Table::<Chances<'v>>::new(
        "robustness/acceptability",
        "Sandsynligheden for hvert niveau",
        "et vurderet tilbud for en målgruppe under en vægtning",
        "vurderede tilbud x målgruppe x vægtning",
    )
    .parquet_only()
    .with(|table| offering_columns(table, |r| &r.of))
    .code(
        "weights",
        "hvad der vides om parametrenes vægte; regel: de er reglens egne; uniform: alle vægte er \
         lige sandsynlige; dirichlet-a: de er nær lige; ellers prioriteringens navn",
        |r| Some(r.weights.slug.as_str()),
    )
    .for_each(Attained::ALL, |table, attained| {
        let name = match attained {
            Attained::None => "p_none",
            Attained::Light => "p_light",
            Attained::Moderate => "p_moderate",
            Attained::High => "p_high",
        };
        let about = "andelen af de tilladte vægte (og af de ukendte gradueringers udfald), der giver \
                     niveauet";
        table
            .decimal(name, "", about, 5, move |r| Some(r.acceptability.exactly(attained)))
            .unit("andel, 0-1")
    })
    .decimal("radius", "", RADIUS, 5, |r| r.radius.share())
    .unit("andel af vægten, 0-1")
    .empty(NO_RADIUS)
    .made(robustness.offerings.len(), |at| {
        let OfferingFirmness { id, firmness, .. } = &robustness.offerings[at];
        let of = PlacementRow::new(results, *id);
        let radius = firmness.radius;
        let weightings = firmness.by_weighting.iter().zip(&robustness.weightings);
        weightings
            .map(|(acceptability, weights)| Chances { of, acceptability, weights, radius })
            .collect()
    })
}

/// An offering with everything that is said of it.
struct Firm<'v> {
    of: PlacementRow<'v>,
    firmness: &'v Firmness,
}

/// `firmness`: a row per offering, everything in one place.
pub(super) fn firmness<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let robustness = results.robustness;
    let undecided = "ingen ukendt graduering afgør noget";
    Table::<Firm<'v>>::new(
        "robustness/firmness",
        "Hvor sikker er hver indplacering",
        "et vurderet tilbud for en målgruppe",
        ASSESSED,
    )
    .with(|table| offering_columns(table, |r| &r.of))
    .text("level_low", "Lavest mulige niveau", "efter gradueringerne alene", |r| {
        Some(r.firmness.interval.0.danish())
    })
    .text("level_high", "Højest mulige niveau", "efter gradueringerne alene", |r| {
        Some(r.firmness.interval.1.danish())
    })
    .for_each(robustness.weightings.iter().enumerate(), |table, (at, weighting)| {
        let NamedWeighting { slug, danish } = weighting;
        let name = format!("p_level_{}", slug.replace('-', "_"));
        let header = format!("Det mest sandsynlige niveaus sandsynlighed, hvis {danish}");
        table
            .decimal(name, header, "hvor sikkert niveauet er under vægtningen", 1, move |r| {
                Some(r.firmness.by_weighting.get(at)?.most_likely().1 * 100.0)
            })
            .unit("pct.")
    })
    .text(
        "most_likely_level",
        "Mest sandsynlige niveau (reglens egne vægte)",
        "af lige sandsynlige det laveste",
        |r| Some(r.firmness.by_the_rule()?.most_likely().0.danish()),
    )
    .decimal("radius_percent", "Stabilitetsradius", RADIUS, 1, |r| {
        r.firmness.radius.share().map(|share| share * 100.0)
    })
    .unit("pct.")
    .empty(NO_RADIUS)
    .words("Stabilitetsradius i ord", "radius, eller hvorfor der ingen er", |r| {
        Some(r.firmness.radius.in_words())
    })
    .text(
        "most_sensitive_weight",
        "Den vægt, der tåler mindst",
        "parameteren, hvis vægt alene må flyttes mindst",
        |r| r.firmness.most_sensitive.map(Parameter::danish),
    )
    .empty("niveauet er ikke afgjort, eller ingen vægt alene ændrer det")
    .text(
        "deciding_unknown",
        "Ukendt, der ville afgøre mest",
        "den ukendte graduering, det hjælper mest at få",
        |r| r.firmness.deciding.map(|unknown| unknown.parameter.danish()),
    )
    .empty(undecided)
    .decimal("deciding_share_percent", "Andel af uvisheden, den fjerner", "af entropien", 0, |r| {
        r.firmness.deciding.map(|unknown| unknown.bits / unknown.of_bits * 100.0)
    })
    .unit("pct.")
    .empty(undecided)
    .int("steps_up", "Trin op til næste niveau", STEP, |r| Some(r.firmness.up.as_ref()?.n_steps))
    .unit("trin")
    .empty(NO_STEP_UP)
    .int("ways_up", "Lige billige veje op", STEP, |r| Some(r.firmness.up.as_ref()?.n_ways))
    .unit("veje")
    .empty(NO_STEP_UP)
    .int("steps_down", "Trin ned, før niveauet falder", STEP, |r| {
        Some(r.firmness.down.as_ref()?.n_steps)
    })
    .unit("trin")
    .empty(NO_STEP_DOWN)
    .int("ways_down", "Lige korte veje ned", STEP, |r| Some(r.firmness.down.as_ref()?.n_ways))
    .unit("veje")
    .empty(NO_STEP_DOWN)
    .text(
        "blocking",
        "Løftes én af disse ét trin, løftes indplaceringen",
        "parametre, delt af komma; er niveauet ikke afgjort, løftes det laveste mulige",
        |r| names(r.firmness.blocking),
    )
    .empty("ingen enkelt parameter løfter den")
    .text(
        "critical",
        "Falder én af disse under niveauet, falder indplaceringen",
        "parametre, delt af komma; kun dem, hvor det gælder, hvad det ukendte end er",
        |r| names(r.firmness.critical),
    )
    .empty("ingen enkelt parameter fælder den for vist")
    .made(robustness.offerings.len(), |at| {
        let OfferingFirmness { id, firmness, .. } = &robustness.offerings[at];
        vec![Firm { of: PlacementRow::new(results, *id), firmness }]
    })
}

fn names(set: ParameterSet) -> Option<String> {
    let names: Vec<&str> = set.iter().map(Parameter::danish).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// An offering and a parameter whose weight matters.
struct Weight<'v> {
    of: PlacementRow<'v>,
    parameter: Parameter,
    interval: WeightInterval,
}

/// `weight_intervals`: a row per offering and parameter whose weight matters, with the weights
/// between which the level stays.
pub(super) fn weight_intervals<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let offerings = &results.robustness.offerings;
    Table::<Weight<'v>>::new(
        "robustness/weight_intervals",
        "Hvor langt må en enkelt vægt flyttes",
        "en parameter, hvis vægt alene kan ændre et vurderet tilbuds niveau",
        "vurderede tilbud x målgruppe x parameter",
    )
    .parquet_only()
    .with(|table| offering_columns(table, |r| &r.of))
    .with(|table| parameter_columns(table, |r| r.parameter))
    .decimal("weight_percent", "", "vægt i reglen, af den samlede", 1, |r| {
        Some(r.interval.now * 100.0)
    })
    .unit("pct.")
    .decimal(
        "from_percent",
        "",
        "den mindste vægt, niveauet holder ved, de andre i samme forhold",
        1,
        |r| Some(r.interval.from * 100.0),
    )
    .unit("pct.")
    .decimal(
        "to_percent",
        "",
        "den største vægt, niveauet holder ved, de andre i samme forhold",
        1,
        |r| Some(r.interval.to * 100.0),
    )
    .unit("pct.")
    .made(offerings.len(), |at| {
        let OfferingFirmness { id, firmness, .. } = &offerings[at];
        let of = PlacementRow::new(results, *id);
        let weights = firmness.weights.iter();
        weights
            .map(|(parameter, interval)| Weight { of, parameter: *parameter, interval: *interval })
            .collect()
    })
}

/// A parameter that is part of a cheapest way, and a criterion that stands in it.
struct InTheWay<'v> {
    of: PlacementRow<'v>,
    direction: Direction,
    change: &'v ChangeSteps,
    step: StepInWays,
    unmet: Option<(&'v Criterion, Found)>,
}

/// `lift`: for each offering and direction a row per parameter that is part of a cheapest way, and
/// per criterion that stands in the way.
pub(super) fn lift<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let offerings = &results.robustness.offerings;
    let no_criterion = "retningen er ned; der er ingen oplysninger eller vejledning at holde op mod; \
                        eller oplysningerne opfylder kravene, og tilsynet har gradueret lavere";
    Table::<InTheWay<'v>>::new(
        "robustness/lift",
        "Hvad løfter en indplacering, og hvad fælder den",
        "en parameter på en af de korteste veje op eller ned, og et krav, der mangler",
        "vurderede tilbud x målgruppe x parameter x krav",
    )
    .parquet_only()
    .with(|table| offering_columns(table, |r| &r.of))
    .code("direction", "op: hvad der løfter; ned: hvad der fælder", |r| {
        Some(r.direction.danish())
    })
    .code("to_level", "niveauet, der nås eller mistes", |r| Some(r.change.level.danish()))
    .int("n_steps", "", "på den korteste vej; et trin er ét niveau på én parameter", |r| {
        Some(r.change.n_steps)
    })
    .unit("trin")
    .int("n_ways", "", "så mange veje har lige få trin", |r| Some(r.change.n_ways))
    .unit("veje")
    .with(|table| parameter_columns(table, |r| r.step.step.parameter))
    .code("grade_from", "gradueringen nu", |r| r.step.step.from.grade().word())
    .empty("ukendt, eller kendt i en del")
    .code(
        "grade_from_low",
        "det laveste, gradueringen nu kan være; trinene er talt fra den",
        |r| r.step.step.from.ends().map(|(low, _)| low.danish()),
    )
    .code("grade_from_high", "det højeste, gradueringen nu kan være", |r| {
        r.step.step.from.ends().map(|(_, high)| high.danish())
    })
    .code("grade_to", "gradueringen, der skal til", |r| Some(r.step.step.to.danish()))
    .int("in_ways", "", "veje, den indgår i, af de lige billige", |r| Some(r.step.in_ways))
    .unit("veje")
    .code("criterion", "kravet i vejledningen, der ikke er opfyldt", |r| {
        r.unmet.map(|(criterion, _)| asked_in_words(criterion))
    })
    .empty(no_criterion)
    .code("found", "hvad oplysningerne siger", |r| {
        r.unmet.map(|(criterion, found)| found_in_words(found, criterion.measure))
    })
    .empty(no_criterion)
    .int("criterion_line", "", "hvor kravet står i vejledningen", |r| {
        r.unmet.map(|(criterion, _)| criterion.line)
    })
    .unit("linje")
    .empty(no_criterion)
    .made(offerings.len(), |at| in_the_way(results, &offerings[at]))
}

fn in_the_way<'v>(results: &'v Results<'v>, offering: &'v OfferingFirmness) -> Vec<InTheWay<'v>> {
    let of = PlacementRow::new(results, offering.id);
    let guideline = of.assessed.grades.guideline;
    let guideline = guideline.and_then(|id| results.settings.guidelines.get(id));
    let mut rows = Vec::new();
    for direction in Direction::ALL {
        let (change, unmet) = match direction {
            Direction::Up => (&offering.firmness.up, &*offering.unmet),
            Direction::Down => (&offering.firmness.down, &[][..]),
        };
        let Some(change) = change else { continue };
        for step in &change.steps {
            let row = |unmet| InTheWay { of, direction, change, step: *step, unmet };
            let of_step = unmet.iter().filter(|unmet| unmet.parameter == step.step.parameter);
            let criteria: Vec<_> = of_step
                .filter_map(|unmet| Some((unmet.criterion_of(guideline?)?, unmet.found)))
                .collect();
            if criteria.is_empty() {
                rows.push(row(None));
            }
            rows.extend(criteria.into_iter().map(|unmet| row(Some(unmet))));
        }
    }
    rows
}
