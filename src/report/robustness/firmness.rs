//! How is the firmness of each placement written?

use crate::model::{Attained, Parameter, ParameterSet};
use crate::output::Staging;
use crate::place::{blocking, critical};
use crate::report::WriteError;
use crate::report::placement_row::PlacementRow;
use crate::report::robustness::{ASSESSED, offering_columns, percent, table};
use crate::results::OfferingFirmness;
use crate::results::Results;
use crate::robustness::{Acceptability, Change, Radius, WeightInterval, drop, lift, single_weight};
use crate::table::old::{Chapter, DocColumn, Documented, Named};

/// Writes `acceptability`, `firmness` and `weight_intervals`. What the reader must know stands in
/// output/README.md: a note on each of a million rows would be most of the file.
pub(super) fn write(staging: &Staging, view: &Results<'_>) -> Result<Vec<Chapter>, WriteError> {
    let (chances, others) = rayon::join(
        || acceptability(staging, view),
        || Ok::<_, WriteError>([firmness(staging, view)?, weight_intervals(staging, view)?]),
    );
    let mut chapters = vec![chances?];
    chapters.extend(others?);
    Ok(chapters)
}

const RADIUS_EMPTY: &str = "niveauet er ikke afgjort, eller ingen vægte ændrer det";

/// An offering under one weighting.
struct Chances<'v> {
    of: PlacementRow<'v>,
    acceptability: &'v Acceptability,
    /// Slug and title.
    weights: &'v (String, String),
    radius: Radius,
}

/// A row per offering and weighting: the probability of each level.
fn acceptability(staging: &Staging, view: &Results<'_>) -> Result<Chapter, WriteError> {
    let mut columns = offering_columns(|row: &Chances<'_>| &row.of);
    columns.extend([
        DocColumn::text(
            ("weights", "Vægtning", "hvad der vides om parametrenes vægte, som slug"),
            |row: &Chances<'_>| Some(row.weights.0.as_str()),
        ),
        DocColumn::text(Named::words("Hvis ...", "vægtningen i ord"), |row: &Chances<'_>| {
            Some(row.weights.1.as_str())
        }),
    ]);
    for (at, attained) in Attained::ALL.into_iter().enumerate() {
        let column = match attained {
            Attained::None => "p_none",
            Attained::Light => "p_light",
            Attained::Moderate => "p_moderate",
            Attained::High => "p_high",
        };
        let header = format!("Sandsynlighed for {attained}");
        let about = "andelen af de tilladte vægte (og af de ukendte gradueringers udfald), der giver \
                     niveauet";
        let share = move |row: &Chances<'_>| Some(row.acceptability.all()[at]);
        columns.push(DocColumn::decimal((column, header, about), 5, share).unit("andel, 0-1"));
    }
    let about = "så meget må alle vægte ændres på én gang, før niveauet ændres";
    columns.push(
        DocColumn::decimal(("radius", "Stabilitetsradius", about), 5, |row: &Chances<'_>| {
            row.radius.share()
        })
        .unit("andel af vægten, 0-1")
        .empty(RADIUS_EMPTY),
    );
    let file = Documented {
        path: "robustness/acceptability",
        a_row: "et vurderet tilbud for en målgruppe under en vægtning",
        unit: "vurderede tilbud x målgruppe x vægtning",
        columns,
        notes: Vec::new(),
    };
    let robustness = view.robustness;
    table(staging, view, &file, &robustness.offerings, |offering| {
        let of = PlacementRow::new(view, offering.at);
        let weightings = offering.by_weighting.iter().zip(&robustness.weightings);
        let row = |(acceptability, weights)| Chances {
            of,
            acceptability,
            weights,
            radius: offering.radius,
        };
        weightings.map(row).collect()
    })
}

/// An offering with what would move it.
struct Firm<'v> {
    of: PlacementRow<'v>,
    offering: &'v OfferingFirmness,
    up: Option<Change>,
    down: Option<Change>,
}

impl Firm<'_> {
    /// The rule's own weights; of equally likely levels the lower.
    fn most_likely(&self) -> Option<Attained> {
        let chances = self.offering.by_weighting.first()?;
        let likelier = |best: Attained, level: Attained| {
            if chances.exactly(level) > chances.exactly(best) { level } else { best }
        };
        Some(Attained::ALL.into_iter().fold(Attained::None, likelier))
    }
}

/// A row per offering: everything in one place.
fn firmness(staging: &Staging, view: &Results<'_>) -> Result<Chapter, WriteError> {
    let robustness = view.robustness;
    let rule = &view.settings.rules[0];
    let mut columns = offering_columns(|row: &Firm<'_>| &row.of);
    columns.extend([
        DocColumn::text(
            ("level_low", "Lavest mulige niveau", "efter gradueringerne alene"),
            |row: &Firm<'_>| Some(row.offering.interval.0.danish()),
        ),
        DocColumn::text(
            ("level_high", "Højest mulige niveau", "efter gradueringerne alene"),
            |row: &Firm<'_>| Some(row.offering.interval.1.danish()),
        ),
    ]);
    for (at, (slug, title)) in robustness.weightings.iter().enumerate() {
        let named = (
            format!("p_level_{}", slug.replace('-', "_")),
            format!("Det mest sandsynlige niveaus sandsynlighed, pct., hvis {title}"),
            "hvor sikkert niveauet er under vægtningen",
        );
        columns.push(percent(named, move |row: &Firm<'_>| {
            Some(row.offering.by_weighting.get(at)?.all().into_iter().fold(0.0, f64::max))
        }));
    }
    columns.extend([
        DocColumn::text(
            (
                "most_likely_level",
                "Mest sandsynlige niveau (reglens egne vægte)",
                "af lige sandsynlige det laveste",
            ),
            |row: &Firm<'_>| row.most_likely().map(Attained::danish),
        ),
        percent(
            (
                "radius_percent",
                "Stabilitetsradius, pct.",
                "så meget må alle vægte ændres på én gang, før niveauet ændres",
            ),
            |row: &Firm<'_>| row.offering.radius.share(),
        )
        .empty(RADIUS_EMPTY),
        DocColumn::text(
            Named::words("Stabilitetsradius i ord", "radius, eller hvorfor der ingen er"),
            |row: &Firm<'_>| Some(radius_in_words(row.offering.radius)),
        ),
        DocColumn::text(
            (
                "most_sensitive_weight",
                "Den vægt, der tåler mindst",
                "parameteren, hvis vægt alene må flyttes mindst",
            ),
            |row: &Firm<'_>| most_sensitive(view, row.offering).map(Parameter::danish),
        )
        .empty("niveauet er ikke afgjort, eller ingen vægt alene ændrer det"),
        DocColumn::text(
            (
                "deciding_unknown",
                "Ukendt, der ville afgøre mest",
                "den ukendte graduering, det hjælper mest at få",
            ),
            |row: &Firm<'_>| row.offering.deciding.map(|unknown| unknown.parameter.danish()),
        )
        .empty("ingen ukendt graduering afgør noget"),
        DocColumn::decimal(
            ("deciding_share_percent", "Andel af uvisheden, den fjerner, pct.", "af entropien"),
            0,
            |row: &Firm<'_>| row.offering.deciding.map(|u| u.bits / u.of_bits * 100.0),
        )
        .unit("pct.")
        .empty("ingen ukendt graduering afgør noget"),
        steps("steps_up", "Trin op til næste niveau", |row| row.up.as_ref(), true)
            .empty("højest mulige niveau er nået"),
        steps("ways_up", "Lige billige veje op", |row| row.up.as_ref(), false)
            .empty("højest mulige niveau er nået"),
        steps("steps_down", "Trin ned, før niveauet falder", |row| row.down.as_ref(), true)
            .empty("der er intet niveau at falde fra"),
        steps("ways_down", "Lige korte veje ned", |row| row.down.as_ref(), false)
            .empty("der er intet niveau at falde fra"),
        DocColumn::text(
            (
                "blocking",
                "Løftes én af disse ét trin, løftes indplaceringen",
                "parametre, delt af komma",
            ),
            |row: &Firm<'_>| names(blocking(rule, row.offering.planes)),
        )
        .empty("ingen enkelt parameter løfter den"),
        DocColumn::text(
            (
                "critical",
                "Falder én af disse under niveauet, falder indplaceringen",
                "parametre, delt af komma",
            ),
            |row: &Firm<'_>| names(critical(rule, row.offering.planes)),
        )
        .empty("ingen enkelt parameter fælder den"),
    ]);
    let file = Documented {
        path: "robustness/firmness",
        a_row: "et vurderet tilbud for en målgruppe",
        unit: ASSESSED,
        columns,
        notes: Vec::new(),
    };
    table(staging, view, &file, &robustness.offerings, |offering| {
        let of = PlacementRow::new(view, offering.at);
        let (up, down) =
            (lift(rule.tables(), offering.planes), drop(rule.tables(), offering.planes));
        vec![Firm { of, offering, up, down }]
    })
}

/// How many steps a change takes, or in how many ways.
fn steps<'v>(
    name: &'static str,
    header: &'static str,
    of: for<'r> fn(&'r Firm<'v>) -> Option<&'r Change>,
    is_steps: bool,
) -> DocColumn<'v, Firm<'v>> {
    let about = "et trin er ét niveau på én parameter; en ukendt graduering tæller som ingen";
    let count = move |row: &Firm<'v>| {
        of(row)
            .map(|change| if is_steps { change.n_steps.into() } else { change.ways.len() as u64 })
    };
    DocColumn::int((name, header, about), count).unit(if is_steps { "trin" } else { "veje" })
}

fn names(set: ParameterSet) -> Option<String> {
    let names: Vec<&str> = set.iter().map(Parameter::danish).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The radius for readers.
pub(crate) fn radius_in_words(radius: Radius) -> String {
    match radius {
        Radius::Undecided => "ikke afgjort".to_owned(),
        Radius::Never => "ændres af ingen vægte".to_owned(),
        Radius::Share(share) if share <= 0.0 => "på grænsen: den mindste ændring".to_owned(),
        Radius::Share(share) => {
            format!("alle vægte kan ændres op til {} %", crate::table::decimal(share * 100.0, 1))
        }
    }
}

/// The parameter whose weight may move least before the level changes, relative to what it is.
fn most_sensitive(view: &Results<'_>, offering: &OfferingFirmness) -> Option<Parameter> {
    let rule = &view.settings.rules[0];
    let mut least: Option<(f64, Parameter)> = None;
    for parameter in Parameter::ALL {
        let Some(interval) = single_weight(rule, offering.planes, parameter) else { continue };
        let room = |end: f64, is_open: bool| if is_open { 1.0 } else { (end - interval.now).abs() };
        let room =
            room(interval.from, interval.from <= 0.0).min(room(interval.to, interval.to >= 1.0));
        if !interval.is_any() && least.is_none_or(|(smallest, _)| room < smallest - 1e-12) {
            least = Some((room, parameter));
        }
    }
    least.map(|(_, parameter)| parameter)
}

/// An offering and a parameter whose weight matters.
struct Weight<'v> {
    of: PlacementRow<'v>,
    parameter: Parameter,
    interval: WeightInterval,
}

/// A row per offering and parameter whose weight matters: between which weights the level stays.
fn weight_intervals(staging: &Staging, view: &Results<'_>) -> Result<Chapter, WriteError> {
    let mut columns = offering_columns(|row: &Weight<'_>| &row.of);
    columns.extend([
        DocColumn::text(Named::code("parameter", "parameterens slug"), |row: &Weight<'_>| {
            Some(row.parameter.column())
        }),
        DocColumn::text(Named::words("Parameter", "parameterens navn"), |row: &Weight<'_>| {
            Some(row.parameter.danish())
        }),
        percent(
            ("weight_percent", "Vægt i reglen, pct. af den samlede", "som reglen er"),
            |row: &Weight<'_>| Some(row.interval.now),
        ),
        percent(
            (
                "from_percent",
                "Niveauet holder fra, pct.",
                "den mindste vægt, de andre i samme forhold",
            ),
            |row: &Weight<'_>| Some(row.interval.from),
        ),
        percent(
            (
                "to_percent",
                "Niveauet holder til, pct.",
                "den største vægt, de andre i samme forhold",
            ),
            |row: &Weight<'_>| Some(row.interval.to),
        ),
    ]);
    let file = Documented {
        path: "robustness/weight_intervals",
        a_row: "en parameter, hvis vægt alene kan ændre et vurderet tilbuds niveau",
        unit: "vurderede tilbud x målgruppe x parameter",
        columns,
        notes: Vec::new(),
    };
    let rule = &view.settings.rules[0];
    table(staging, view, &file, &view.robustness.offerings, |offering| {
        let of = PlacementRow::new(view, offering.at);
        let row = |parameter: Parameter| {
            let interval = single_weight(rule, offering.planes, parameter)?;
            // Where no weight changes the level there is nothing to tell.
            (!interval.is_any()).then_some(Weight { of, parameter, interval })
        };
        Parameter::ALL.into_iter().filter_map(row).collect()
    })
}
