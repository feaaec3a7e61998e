//! Do the parameters tell offerings apart, do they say the same, and does a level hang on one?

use crate::model::{Attained, Parameter, TargetGroupId};
use crate::report::robustness::{
    ASSESSED, Count, SEE_REASON, count, group_columns, parameter_columns, percent_of, reason, why,
};
use crate::results::{GroupStudy, Results};
use crate::robustness::{Alpha, PairTauB, ParameterFigures, Undefined};
use crate::table::{Output, Table};

const JACKKNIFE: &str = "jackknife over leverandører";

/// A column of a figure with three decimals, where there is one.
fn figure<'v, R: 'v>(
    table: Table<'v, R>,
    named: [&'static str; 3],
    of: impl Fn(&R) -> Result<f64, Undefined> + Send + Sync + 'v,
) -> Table<'v, R> {
    let [name, header, about] = named;
    table.decimal(name, header, about, 3, move |r| of(r).ok()).empty(SEE_REASON)
}

/// Columns of Cronbach's alpha and both ends of its interval; `named` are the names, then the
/// headers.
fn alpha_columns<'v, R: 'v>(
    table: Table<'v, R>,
    named: [[&'static str; 3]; 2],
    about: &'static str,
    of: fn(&R) -> &Result<Alpha, Undefined>,
) -> Table<'v, R> {
    let [[name, low, high], [header, low_header, high_header]] = named;
    let interval = move |row: &R| of(row).as_ref().ok()?.interval;
    let end = |table: Table<'v, R>, [name, header]: [&'static str; 2], is_high: bool| {
        let value = move |row: &R| {
            let (low, high) = interval(row)?;
            Some(if is_high { high } else { low })
        };
        table
            .decimal(name, header, JACKKNIFE, 3, value)
            .unit("alfa")
            .empty("intet interval: for få leverandører")
    };
    let table =
        figure(table, [name, header, about], move |r| of(r).map(|alpha| alpha.value)).unit("alfa");
    end(end(table, [low, low_header], false), [high, high_header], true)
}

/// A parameter in a group.
struct OfParameter<'v> {
    group: Option<TargetGroupId>,
    parameter: Parameter,
    figures: &'v ParameterFigures,
}

/// `parameters`: a row per group and parameter.
pub(super) fn parameters<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let studies = &results.robustness.studies;
    let grades: [Count<ParameterFigures>; 3] = [
        (["n_known", "Kendte gradueringer", "ingen, let, moderat, højt"], |f| {
            f.discrimination.n_known()
        }),
        (["n_unknown", "Ikke oplyst", "ukendte gradueringer"], |f| f.discrimination.n_unknown),
        (["n_not_relevant", "Ikke relevant", "tæller hverken med eller imod"], |f| {
            f.discrimination.n_not_relevant
        }),
    ];
    let pivots: [Count<ParameterFigures>; 3] = [
        (
            [
                "pivot_percent",
                "Pivotrate: ét trin ændrer niveauet",
                "op eller ned på parameteren alene",
            ],
            |f| f.pivot.n_either,
        ),
        (["pivot_up_percent", "Ét trin op løfter niveauet", "på parameteren alene"], |f| {
            f.pivot.n_up
        }),
        (["pivot_down_percent", "Ét trin ned sænker niveauet", "på parameteren alene"], |f| {
            f.pivot.n_down
        }),
    ];
    let left_out: [Count<ParameterFigures>; 2] = [
        (
            [
                "left_out_down_percent",
                "Udeladt, kravet uændret: falder",
                "når der kræves lige så meget som før",
            ],
            |f| f.left_out.n_down,
        ),
        (
            [
                "left_out_up_percent",
                "Udeladt, kravet ét mindre: stiger",
                "når der kræves ét mindre",
            ],
            |f| f.left_out.n_up,
        ),
    ];
    Table::<OfParameter<'v>>::new(
        "robustness/parameters",
        "De otte parametre: spredning, pivotrate og sammenhæng",
        "en parameter i en målgruppe",
        ASSESSED,
    )
    .note(
        "En parameter udeladt kan både sænke og hæve niveauer, alt efter om der kræves lige så \
         meget som før eller ét mindre: de to tal er yderpunkterne",
    )
    .sheet("Parametre")
    .for_report()
    .with(|table| group_columns(table, results, |r| r.group))
    .with(|table| parameter_columns(table, |r| r.parameter))
    .for_each(grades, |table, (named, of)| count(table, named, move |r| of(r.figures)))
    .for_each(Attained::ALL, |table, attained| {
        let name = match attained {
            Attained::None => "none_percent",
            Attained::Light => "light_percent",
            Attained::Moderate => "moderate_percent",
            Attained::High => "high_percent",
        };
        table
            .decimal(name, format!("Andel {attained}"), "af de kendte gradueringer", 1, move |r| {
                r.figures.discrimination.share(attained).ok().map(|share| share * 100.0)
            })
            .unit("pct.")
            .empty("ingen kendte gradueringer")
    })
    .with(|table| {
        let about = "0: alle har samme graduering; 1: lige mange har hver";
        figure(table, ["entropy", "Spredning (normeret entropi, 0-1)", about], |r| {
            r.figures.discrimination.entropy()
        })
        .unit("0-1")
    })
    .with(|table| {
        let about = "det, pivotraterne er regnet af";
        count(table, ["n_pivot", "Afgjorte niveauer med kendt graduering", about], |r| {
            r.figures.pivot.n
        })
    })
    .for_each(pivots, |table, (named, of)| {
        percent_of(table, named, move |r| (of(r.figures), r.figures.pivot.n))
    })
    .with(|table| {
        let about = "det, de to næste er regnet af";
        count(table, ["n_left_out", "Afgjorte niveauer, hvor parameteren tæller", about], |r| {
            r.figures.left_out.n
        })
    })
    .for_each(left_out, |table, (named, of)| {
        percent_of(table, named, move |r| (of(r.figures), r.figures.left_out.n))
    })
    .with(|table| {
        let named = [
            ["alpha_without", "alpha_without_low", "alpha_without_high"],
            ["Cronbachs alfa uden parameteren", "Alfa uden, nedre 95 %", "Alfa uden, øvre 95 %"],
        ];
        let about = "stiger den, når parameteren udelades, følger parameteren ikke de andre";
        alpha_columns(table, named, about, |r| &r.figures.alpha_without)
    })
    .with(|table| reason(table, |r| missing(r.figures)))
    .made(studies.len(), |at| {
        let GroupStudy { group, study, .. } = &studies[at];
        let row = |(parameter, figures)| OfParameter { group: *group, parameter, figures };
        study.parameters.iter().map(row).collect()
    })
}

/// Why figures of a parameter are none.
fn missing(figures: &ParameterFigures) -> Option<String> {
    let whys = [
        ("spredning", figures.discrimination.entropy().err()),
        ("pivotrate", figures.pivot.rate().err()),
        ("alfa", figures.alpha_without.err()),
    ];
    let whys: Vec<String> = whys
        .into_iter()
        .filter_map(|(figure, why)| Some(format!("{figure}: {}", why?.danish())))
        .collect();
    (!whys.is_empty()).then(|| whys.join("; "))
}

/// Two parameters in a group.
struct Pair {
    group: Option<TargetGroupId>,
    one: Parameter,
    other: Parameter,
    tau_b: PairTauB,
}

/// `tau_b`: a row per group and pair of parameters, each pair once.
pub(super) fn tau_b<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let studies = &results.robustness.studies;
    Table::<Pair>::new(
        "robustness/tau_b",
        "Siger to parametre det samme",
        "et par af parametre i en målgruppe",
        "par af parametre",
    )
    .csv_only()
    .note("Over de tilbud, hvor begge gradueringer er kendte")
    .with(|table| group_columns(table, results, |r| r.group))
    .code("parameter_1", "den ene parameters slug", |r| Some(r.one.column()))
    .words("Parameter 1", "den ene parameter", |r| Some(r.one.danish()))
    .code("parameter_2", "den anden parameters slug", |r| Some(r.other.column()))
    .words("Parameter 2", "den anden parameter", |r| Some(r.other.danish()))
    .with(|table| {
        let about = "1: gradueringerne følges ad; 0: slet ikke; -1: modsat";
        figure(table, ["tau_b", "Kendalls tau-b", about], |r| r.tau_b.value).unit("tau-b")
    })
    .with(|table| {
        count(table, ["n", "Tilbud", "med begge gradueringer kendt"], |r| r.tau_b.n as u64)
    })
    .with(|table| reason(table, |r| why(&r.tau_b.value)))
    .made(studies.len(), |at| {
        let GroupStudy { group, study, .. } = &studies[at];
        let pair = |(one, other): (Parameter, Parameter)| Pair {
            group: *group,
            one,
            other,
            tau_b: study.tau_b[one][other],
        };
        pairs().map(pair).collect()
    })
}

fn pairs() -> impl Iterator<Item = (Parameter, Parameter)> {
    let after = |one: Parameter| Parameter::ALL.into_iter().filter(move |other| *other > one);
    Parameter::ALL.into_iter().flat_map(move |one| after(one).map(move |other| (one, other)))
}

/// `alpha`: a row per group; do the eight measure one thing?
pub(super) fn alpha<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    Table::<GroupStudy>::new(
        "robustness/alpha",
        "Følges de otte parametre ad",
        "en målgruppe",
        ASSESSED,
    )
    .csv_only()
    .note(
        "Interval: jackknife over leverandører. Alfa regner gradueringerne som tallene 0-3 og \
         siger, om parametrene følges ad, ikke om de er rigtige",
    )
    .with(|table| group_columns(table, results, |r| r.group))
    .int("n_assessed", "Vurderede", "vurderede i målgruppen", |r| Some(r.study.n))
    .unit(crate::report::robustness::OFFERINGS)
    .with(|table| {
        let header = "Med alle otte gradueringer kendte og relevante";
        count(table, ["n", header, "dem, alfa er regnet af"], |r| {
            r.study.alpha.as_ref().map_or(0, |alpha| alpha.n)
        })
    })
    .with(|table| {
        let named =
            [["alpha", "alpha_low", "alpha_high"], ["Cronbachs alfa", "Nedre 95 %", "Øvre 95 %"]];
        let about = "i hvor høj grad de otte parametre følges ad";
        alpha_columns(table, named, about, |r| &r.study.alpha)
    })
    .with(|table| reason(table, |r| why(&r.study.alpha)))
    .over(&results.robustness.studies)
}
