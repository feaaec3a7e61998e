//! How is the study of the parameters written?

use crate::model::{Attained, Parameter, TargetGroupId};
use crate::output::Staging;
use crate::report::WriteError;
use crate::report::robustness::{
    ASSESSED, SEE_REASON, count, group_columns, percent, percent_of, reason, table, why,
};
use crate::results::Results;
use crate::robustness::{Alpha, ParameterFigures, ParameterStudy, Undefined};
use crate::table::old::{Chapter, DocColumn, Documented, Named};

/// Writes `parameters`, `tau_b` and `alpha`.
pub(super) fn write(staging: &Staging, view: &Results<'_>) -> Result<Vec<Chapter>, WriteError> {
    Ok(vec![parameters(staging, view)?, tau_b(staging, view)?, alpha(staging, view)?])
}

/// A parameter in a group.
struct OfParameter<'v> {
    group: Option<TargetGroupId>,
    parameter: Parameter,
    figures: &'v ParameterFigures,
}

/// A row per group and parameter.
fn parameters(staging: &Staging, view: &Results<'_>) -> Result<Chapter, WriteError> {
    type Row<'v> = OfParameter<'v>;
    let mut columns = group_columns(view, |row: &Row<'_>| row.group);
    columns.extend([
        DocColumn::text(Named::code("parameter", "parameterens slug"), |row: &Row<'_>| {
            Some(row.parameter.column())
        }),
        DocColumn::text(Named::words("Parameter", "parameterens navn"), |row: &Row<'_>| {
            Some(row.parameter.danish())
        }),
        count(("n_known", "Kendte gradueringer", "ingen, let, moderat, højt"), |row: &Row<'_>| {
            row.figures.discrimination.n_known()
        }),
        count(("n_unknown", "Ikke oplyst", "ukendte gradueringer"), |row: &Row<'_>| {
            row.figures.discrimination.n_unknown
        }),
        count(
            ("n_not_relevant", "Ikke relevant", "tæller hverken med eller imod"),
            |row: &Row<'_>| row.figures.discrimination.n_not_relevant,
        ),
    ]);
    columns.extend(Attained::ALL.map(|attained| {
        let name = ["none_percent", "light_percent", "moderate_percent", "high_percent"]
            [attained as usize];
        let named = (name, format!("Andel {attained}, pct."), "af de kendte gradueringer");
        percent(named, move |row: &Row<'_>| row.figures.discrimination.share(attained).ok())
            .empty("ingen kendte gradueringer")
    }));
    columns.push(
        figure(
            (
                "entropy",
                "Spredning (normeret entropi, 0-1)",
                "0: alle har samme graduering; 1: lige mange har hver",
            ),
            |row: &Row<'_>| row.figures.discrimination.entropy(),
        )
        .unit("0-1"),
    );
    columns.extend([
        count(
            ("n_pivot", "Afgjorte niveauer med kendt graduering", "det, pivotraterne er regnet af"),
            |row: &Row<'_>| row.figures.pivot.n,
        ),
        percent_of(
            (
                "pivot_percent",
                "Pivotrate: ét trin ændrer niveauet, pct.",
                "op eller ned på parameteren alene",
            ),
            |row: &Row<'_>| (row.figures.pivot.n_either, row.figures.pivot.n),
        ),
        percent_of(
            ("pivot_up_percent", "Ét trin op løfter niveauet, pct.", "på parameteren alene"),
            |row: &Row<'_>| (row.figures.pivot.n_up, row.figures.pivot.n),
        ),
        percent_of(
            ("pivot_down_percent", "Ét trin ned sænker niveauet, pct.", "på parameteren alene"),
            |row: &Row<'_>| (row.figures.pivot.n_down, row.figures.pivot.n),
        ),
        count(
            (
                "n_left_out",
                "Afgjorte niveauer, hvor parameteren tæller",
                "det, de to næste er regnet af",
            ),
            |row: &Row<'_>| row.figures.left_out.n,
        ),
        percent_of(
            (
                "left_out_down_percent",
                "Udeladt, kravet uændret: falder, pct.",
                "når der kræves lige så meget som før",
            ),
            |row: &Row<'_>| (row.figures.left_out.n_down, row.figures.left_out.n),
        ),
        percent_of(
            (
                "left_out_up_percent",
                "Udeladt, kravet ét mindre: stiger, pct.",
                "når der kræves ét mindre",
            ),
            |row: &Row<'_>| (row.figures.left_out.n_up, row.figures.left_out.n),
        ),
        figure(
            (
                "alpha_without",
                "Cronbachs alfa uden parameteren",
                "stiger den, når parameteren udelades, følger parameteren ikke de andre",
            ),
            |row: &Row<'_>| row.figures.alpha_without.map(|alpha| alpha.value),
        ),
        end(
            ("alpha_without_low", "Alfa uden, nedre 95 %", "jackknife over leverandører"),
            |row: &Row<'_>| interval(&row.figures.alpha_without).map(|(low, _)| low),
        ),
        end(
            ("alpha_without_high", "Alfa uden, øvre 95 %", "jackknife over leverandører"),
            |row: &Row<'_>| interval(&row.figures.alpha_without).map(|(_, high)| high),
        ),
        reason(|row: &Row<'_>| {
            let figures = row.figures;
            let spread = figures.discrimination.entropy().err();
            let whys = [
                spread.map(|why| format!("spredning: {}", why.danish())),
                figures.pivot.rate().err().map(|why| format!("pivotrate: {}", why.danish())),
                figures.alpha_without.err().map(|why| format!("alfa: {}", why.danish())),
            ];
            let whys: Vec<String> = whys.into_iter().flatten().collect();
            (!whys.is_empty()).then(|| whys.join("; "))
        }),
    ]);
    let file = Documented {
        path: "robustness/parameters",
        a_row: "en parameter i en målgruppe",
        unit: ASSESSED,
        columns,
        notes: vec![
            "En parameter udeladt kan både sænke og hæve niveauer, alt efter om der kræves lige så \
             meget som før eller ét mindre: de to tal er yderpunkterne"
                .to_owned(),
        ],
    };
    table(staging, view, &file, &view.robustness.studies, |(group, study)| {
        let row = |(parameter, figures)| OfParameter { group: *group, parameter, figures };
        study.parameters.iter().map(row).collect()
    })
}

/// A figure with three decimals, where there is one.
fn figure<'v, R: 'v>(
    named: impl Into<Named>,
    of: impl Fn(&R) -> Result<f64, Undefined> + Send + Sync + 'v,
) -> DocColumn<'v, R> {
    DocColumn::decimal(named, 3, move |row| of(row).ok()).unit("koefficient").empty(SEE_REASON)
}

/// One end of an interval.
fn end<'v, R: 'v>(
    named: impl Into<Named>,
    of: impl Fn(&R) -> Option<f64> + Send + Sync + 'v,
) -> DocColumn<'v, R> {
    DocColumn::decimal(named, 3, of)
        .unit("koefficient")
        .empty("intet interval: for få leverandører")
}

fn interval(alpha: &Result<Alpha, Undefined>) -> Option<(f64, f64)> {
    alpha.as_ref().ok().and_then(|alpha| alpha.interval)
}

/// Two parameters in a group.
struct Pair {
    group: Option<TargetGroupId>,
    one: Parameter,
    other: Parameter,
    value: Result<f64, Undefined>,
}

/// A row per group and pair of parameters, each pair once.
fn tau_b(staging: &Staging, view: &Results<'_>) -> Result<Chapter, WriteError> {
    let mut columns = group_columns(view, |row: &Pair| row.group);
    columns.extend([
        DocColumn::text(Named::code("parameter_1", "den ene parameters slug"), |row: &Pair| {
            Some(row.one.column())
        }),
        DocColumn::text(Named::words("Parameter 1", "den ene parameter"), |row: &Pair| {
            Some(row.one.danish())
        }),
        DocColumn::text(Named::code("parameter_2", "den anden parameters slug"), |row: &Pair| {
            Some(row.other.column())
        }),
        DocColumn::text(Named::words("Parameter 2", "den anden parameter"), |row: &Pair| {
            Some(row.other.danish())
        }),
        figure(
            ("tau_b", "Kendalls tau-b", "1: gradueringerne følges ad; 0: slet ikke; -1: modsat"),
            |row: &Pair| row.value,
        ),
        reason(|row: &Pair| why(&row.value)),
    ]);
    let file = Documented {
        path: "robustness/tau_b",
        a_row: "et par af parametre i en målgruppe",
        unit: "par af parametre",
        columns,
        notes: vec!["Over de tilbud, hvor begge gradueringer er kendte".to_owned()],
    };
    table(staging, view, &file, &view.robustness.studies, |(group, study)| {
        let row = |(one, other): (Parameter, Parameter)| {
            let value = study.tau_b[one][other];
            Pair { group: *group, one, other, value }
        };
        pairs().map(row).collect()
    })
}

fn pairs() -> impl Iterator<Item = (Parameter, Parameter)> {
    let after = |one: Parameter| Parameter::ALL.into_iter().filter(move |other| *other > one);
    Parameter::ALL.into_iter().flat_map(move |one| after(one).map(move |other| (one, other)))
}

/// A group with its study.
type OfGroup<'v> = &'v (Option<TargetGroupId>, ParameterStudy);

/// A row per group: do the eight measure one thing?
fn alpha(staging: &Staging, view: &Results<'_>) -> Result<Chapter, WriteError> {
    let mut columns = group_columns(view, |row: &OfGroup<'_>| row.0);
    columns.extend([
        count(
            ("n_assessed", "Vurderede tilbud x målgruppe", "vurderede i målgruppen"),
            |row: &OfGroup<'_>| row.1.n as u64,
        ),
        count(
            ("n", "Med alle otte gradueringer kendte og relevante", "dem, alfa er regnet af"),
            |row: &OfGroup<'_>| row.1.alpha.as_ref().map_or(0, |alpha| alpha.n),
        ),
        figure(
            ("alpha", "Cronbachs alfa", "i hvor høj grad de otte parametre følges ad"),
            |row: &OfGroup<'_>| row.1.alpha.map(|alpha| alpha.value),
        ),
        end(("alpha_low", "Nedre 95 %", "jackknife over leverandører"), |row: &OfGroup<'_>| {
            interval(&row.1.alpha).map(|(low, _)| low)
        }),
        end(("alpha_high", "Øvre 95 %", "jackknife over leverandører"), |row: &OfGroup<'_>| {
            interval(&row.1.alpha).map(|(_, high)| high)
        }),
        reason(|row: &OfGroup<'_>| why(&row.1.alpha)),
    ]);
    let file = Documented {
        path: "robustness/alpha",
        a_row: "en målgruppe",
        unit: ASSESSED,
        columns,
        notes: vec![
            "Interval: jackknife over leverandører. Alfa regner gradueringerne som tallene 0-3 og \
             siger, om parametrene følges ad, ikke om de er rigtige"
                .to_owned(),
        ],
    };
    table(staging, view, &file, &view.robustness.studies, |study| vec![study])
}
