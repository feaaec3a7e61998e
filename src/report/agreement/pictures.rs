//! Pictures of agreement and strictness; none where nothing was rated twice.

use crate::chart::{Chart, ChartHead, HeatCell, HeatChart, IntervalChart, IntervalRow};
use crate::model::Supervision;
use crate::report::Drawing;
use crate::report::agreement::{WHAT_IS_DOUBLE, tilsyn_name};
use crate::results::Results;
use crate::results::agreement::{RatedSubject, TilsynPair};
use crate::table::{PictureDoc, decimal};
use crate::trial::{Coefficient, Metric, Undefined};

pub(super) fn pictures(results: &Results<'_>) -> Vec<Drawing> {
    if results.counted.agreement.n_offerings == 0 {
        return Vec::new();
    }
    vec![by_parameter(results), matrix(results), strictness(results)]
}

fn drawing(stem: &str, table: &str, rows: &str, chart: Chart) -> Drawing {
    Drawing {
        doc: PictureDoc {
            path: format!("charts/{stem}"),
            title: chart.title().to_owned(),
            table: table.to_owned(),
            rows: rows.to_owned(),
            is_for_report: true,
        },
        chart,
        is_in_workbook: true,
    }
}

/// A figure with its interval at the right of its row.
fn row(
    label: String,
    value: Result<f64, Undefined>,
    interval: Result<(f64, f64), Undefined>,
    n: u64,
) -> IntervalRow {
    let text = match (value, interval) {
        (Ok(value), Ok((low, high))) => {
            format!("{} ({} til {}), {n}", decimal(value, 2), decimal(low, 2), decimal(high, 2))
        }
        (Ok(value), Err(_)) => format!("{} (intet interval), {n}", decimal(value, 2)),
        (Err(_), _) => format!("kan ikke regnes, {n}"),
    };
    IntervalRow { label, value: value.ok(), interval: interval.ok(), text }
}

fn by_parameter(results: &Results<'_>) -> Drawing {
    let of = &results.counted.agreement;
    let rows = of.rows.iter().filter(|row| row.group.is_none()).filter_map(|agreed| {
        let estimate = agreed.estimate(Coefficient::Alpha(Metric::Ordinal))?;
        Some(row(
            agreed.subject.danish().to_owned(),
            estimate.value,
            estimate.interval,
            agreed.n_units,
        ))
    });
    let chart = IntervalChart {
        head: ChartHead {
            title: "Hvor enige er tilsynene om hver parameter?".to_owned(),
            subtitle: format!(
                "{} dobbeltvurderede tilbud hos {} leverandører",
                of.n_offerings, of.n_providers
            ),
            unit: "dobbeltvurderinger".to_owned(),
            notes: vec![
                "1: fuld enighed; 0: som hvis gradueringerne var blandet tilfældigt. Streg: \
                 95 %-interval ved at tage én leverandør ud ad gangen; et åbent punkt har intet \
                 interval"
                    .to_owned(),
                "Linjer: Krippendorffs grænser; fra 0,800 kan data bruges som pålidelige, fra 0,667 \
                 til forsigtige konklusioner"
                    .to_owned(),
                WHAT_IS_DOUBLE.to_owned(),
            ],
            ..ChartHead::default()
        },
        row_header: "Graduering af".to_owned(),
        measure: "Krippendorffs alfa, ordinal (det, der ligger under −0,2, er tegnet ved kanten)".to_owned(),
        text_header: "Alfa (interval), antal".to_owned(),
        ends: (-0.2, 1.0),
        lines: vec![(0.667, "0,667".to_owned()), (0.8, "0,800".to_owned())],
        rows: rows.collect(),
    };
    drawing(
        "agreement-by-parameter",
        "trial/agreement",
        "målgruppe = Alle målgrupper",
        Chart::Intervals(chart),
    )
}

fn matrix(results: &Results<'_>) -> Drawing {
    let of = &results.counted.agreement;
    let mut tilsyn: Vec<Supervision> =
        of.pairs.iter().flat_map(|pair| [pair.tilsyn.0, pair.tilsyn.1]).collect();
    tilsyn.sort();
    tilsyn.dedup();
    let cell = |one: Supervision, other: Supervision| {
        let found = of.pairs.iter().find(|pair| pair.tilsyn == (other, one));
        match found {
            None => HeatCell::default(),
            Some(TilsynPair { pair: None, .. }) => {
                HeatCell { value: None, text: "ingen".to_owned(), shade: None }
            }
            Some(TilsynPair { pair: Some(pair), .. }) => match pair.kappa {
                Ok(kappa) => HeatCell {
                    value: Some(kappa),
                    text: format!("{} ({})", decimal(kappa, 2), pair.n_units),
                    shade: Some(kappa),
                },
                Err(_) => {
                    HeatCell { value: None, text: format!("– ({})", pair.n_units), shade: None }
                }
            },
        }
    };
    let name = |by: Supervision| tilsyn_name(results, by);
    let short = |by: Supervision| name(by).replace("Socialtilsyn ", "").replace(" Kommune", "");
    let columns = &tilsyn[..tilsyn.len().saturating_sub(1)];
    let rows = tilsyn.iter().enumerate().skip(1).map(|(nth, one)| {
        let cells = columns.iter().enumerate();
        let cells = cells.map(
            |(at, other)| {
                if at < nth { cell(*one, *other) } else { HeatCell::default() }
            },
        );
        (name(*one), cells.collect())
    });
    let chart = HeatChart {
        head: ChartHead {
            title: "Tilsyn mod tilsyn: hvor enige er de, og hvor meget har begge vurderet?".to_owned(),
            subtitle: "Vægtet kappa over alle otte parametre; i parentes gradueringer, begge har givet"
                .to_owned(),
            unit: "par af tilsyn".to_owned(),
            notes: vec![
                "1: fuld enighed; 0: som ved tilfældighed. Med få gradueringer er tallet usikkert"
                    .to_owned(),
                "ingen: de to har ikke vurderet noget af det samme. –: kan ikke regnes; grunden står \
                 i tabellen"
                    .to_owned(),
                WHAT_IS_DOUBLE.to_owned(),
            ],
            ..ChartHead::default()
        },
        headers: ("Tilsyn".to_owned(), "Mod tilsyn".to_owned()),
        measure: "Cohens kappa med lineære vægte, og antal gradueringer".to_owned(),
        is_diverging: true,
        columns: columns.iter().map(|by| name(*by)).collect(),
        short_columns: columns.iter().map(|by| short(*by)).collect(),
        rows: rows.collect(),
    };
    drawing("tilsyn-matrix", "trial/tilsyn_pairs", "alle rækker", Chart::Heat(chart))
}

fn strictness(results: &Results<'_>) -> Drawing {
    let of = &results.counted.agreement;
    let own = of.strictness.iter().filter(|row| row.subject == RatedSubject::AllGrades);
    let ends = own.clone().flat_map(|row| {
        let (low, high) = row.effect.interval.unwrap_or((0.0, 0.0));
        [low.abs(), high.abs(), row.effect.steps.unwrap_or(0.0).abs()]
    });
    // As far to either side, and never more than the scale has steps.
    let end = (ends.fold(0.5, f64::max) * 10.0).ceil().min(30.0) / 10.0;
    let rows = own.map(|judged| {
        let effect = &judged.effect;
        row(tilsyn_name(results, judged.tilsyn), effect.steps, effect.interval, effect.n_units)
    });
    let mut notes = vec![
        "Trin over gennemsnittet af tilsynene, for den samme parameter af det samme tilbud; under 0 er \
         strengere. Streg: 95 %-interval ved at tage én leverandør ud ad gangen"
            .to_owned(),
        "Ingen ved, hvad den rigtige graduering er: gennemsnittet er af tilsynene selv".to_owned(),
        WHAT_IS_DOUBLE.to_owned(),
    ];
    if of.parts.len() > 1 {
        notes.insert(
            0,
            "Tilsynene kan ikke alle sammenlignes: de har ikke alle vurderet noget sammen, heller \
             ikke gennem andre. Hver er holdt mod gennemsnittet af sin del (trial/enighed.txt)"
                .to_owned(),
        );
    }
    let chart = IntervalChart {
        head: ChartHead {
            title: "Hvor strengt graduerer hvert tilsyn?".to_owned(),
            subtitle: format!(
                "{} dobbeltvurderede tilbud hos {} leverandører",
                of.n_offerings, of.n_providers
            ),
            unit: "dobbeltvurderinger".to_owned(),
            notes,
            ..ChartHead::default()
        },
        row_header: "Tilsyn".to_owned(),
        measure: "Trin over gennemsnittet".to_owned(),
        text_header: "Trin (interval), antal".to_owned(),
        ends: (-end, end),
        lines: vec![(0.0, "gennemsnittet".to_owned())],
        rows: rows.collect(),
    };
    drawing(
        "strictness",
        "trial/strictness",
        "graduering af = Alle otte parametre",
        Chart::Intervals(chart),
    )
}
