//! How is the study of the parameters written?

use super::super::{View, WriteError};
use super::{DataColumn, DataFile, figure, group_cells, group_columns, percent, reason};
use crate::model::{Attained, Level, Parameter, ParameterSet};
use crate::report::{CellValue, Staging};
use crate::robustness::{
    Alpha, Family, Fit, Fits, Fitted, ParameterFigures, ParameterStudy, Undefined, by_weight,
};

/// Writes `parameters`, `tau_b`, `alpha` and `fitted_rules`.
pub(super) fn write(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    parameters(staging, view)?;
    tau_b(staging, view)?;
    alpha(staging, view)?;
    fitted_rules(staging, view)
}

/// A row per group and parameter.
fn parameters(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let mut columns = group_columns();
    columns.extend([
        DataColumn::code("parameter"),
        DataColumn::words("Parameter"),
        DataColumn::int("n_known", "Kendte gradueringer"),
        DataColumn::int("n_unknown", "Ikke oplyst"),
        DataColumn::int("n_not_relevant", "Ikke relevant"),
    ]);
    columns.extend(Attained::ALL.map(|attained| {
        let column = ["none_percent", "light_percent", "moderate_percent", "high_percent"]
            [attained as usize];
        DataColumn::decimal(column, &format!("Andel {attained}, pct."))
    }));
    columns.extend([
        DataColumn::decimal("entropy", "Spredning (normeret entropi, 0-1)"),
        DataColumn::int("n_pivot", "Afgjorte niveauer med kendt graduering"),
        DataColumn::decimal("pivot_percent", "Pivotrate: ét trin ændrer niveauet, pct."),
        DataColumn::decimal("pivot_up_percent", "Ét trin op løfter niveauet, pct."),
        DataColumn::decimal("pivot_down_percent", "Ét trin ned sænker niveauet, pct."),
        DataColumn::int("n_left_out", "Afgjorte niveauer, hvor parameteren tæller"),
        DataColumn::decimal("left_out_down_percent", "Udeladt, kravet uændret: falder, pct."),
        DataColumn::decimal("left_out_up_percent", "Udeladt, kravet ét mindre: stiger, pct."),
        DataColumn::decimal("alpha_without", "Cronbachs alfa uden parameteren"),
        DataColumn::decimal("alpha_without_low", "Alfa uden, nedre 95 %"),
        DataColumn::decimal("alpha_without_high", "Alfa uden, øvre 95 %"),
        DataColumn::text("reason", "Hvorfor der mangler et tal"),
    ]);
    let file = DataFile {
        stem: "parameters",
        unit: "vurderede tilbud x målgruppe",
        columns,
        notes: vec![
            "En parameter udeladt kan både sænke og hæve niveauer, alt efter om der kræves lige så \
             meget som før eller ét mindre: de to tal er yderpunkterne"
                .to_owned(),
        ],
    };
    file.write(staging, view, &view.robustness.studies, |(group, study)| {
        let row = |(parameter, figures): (Parameter, &ParameterFigures)| {
            let mut cells = group_cells(view, *group);
            let spread = &figures.discrimination;
            cells.extend([
                CellValue::text(parameter.column()),
                CellValue::text(parameter.danish()),
                CellValue::count(spread.n_known()),
                CellValue::count(spread.n_unknown),
                CellValue::count(spread.n_not_relevant),
            ]);
            let share =
                |attained| spread.share(attained).map_or(CellValue::Empty, |s| percent(s, 1));
            cells.extend(Attained::ALL.map(share));
            let (pivot, left_out) = (&figures.pivot, &figures.left_out);
            let low = |alpha: &Alpha| alpha.interval.map(|(low, _)| low);
            let high = |alpha: &Alpha| alpha.interval.map(|(_, high)| high);
            cells.extend([
                figure(spread.entropy(), 3),
                CellValue::count(pivot.n),
                CellValue::percent(pivot.n_either, pivot.n),
                CellValue::percent(pivot.n_up, pivot.n),
                CellValue::percent(pivot.n_down, pivot.n),
                CellValue::count(left_out.n),
                CellValue::percent(left_out.n_down, left_out.n),
                CellValue::percent(left_out.n_up, left_out.n),
                figure(figures.alpha_without.map(|alpha| alpha.value), 3),
                end(&figures.alpha_without, low),
                end(&figures.alpha_without, high),
            ]);
            let whys = [
                spread.entropy().err().map(|why| format!("spredning: {}", why.danish())),
                pivot.rate().err().map(|why| format!("pivotrate: {}", why.danish())),
                figures.alpha_without.err().map(|why| format!("alfa: {}", why.danish())),
            ];
            let whys: Vec<String> = whys.into_iter().flatten().collect();
            cells.push(CellValue::text_or_empty((!whys.is_empty()).then(|| whys.join("; "))));
            cells
        };
        study.parameters.iter().map(row).collect()
    })
}

/// One end of an interval.
fn end(alpha: &Result<Alpha, Undefined>, of: impl Fn(&Alpha) -> Option<f64>) -> CellValue {
    let end = alpha.as_ref().ok().and_then(of);
    end.map_or(CellValue::Empty, |value| CellValue::Decimal { value, decimals: 3 })
}

/// A row per group and pair of parameters, each pair once.
fn tau_b(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let mut columns = group_columns();
    columns.extend([
        DataColumn::code("parameter_1"),
        DataColumn::words("Parameter 1"),
        DataColumn::code("parameter_2"),
        DataColumn::words("Parameter 2"),
        DataColumn::decimal("tau_b", "Kendalls tau-b"),
        DataColumn::text("reason", "Hvorfor der mangler et tal"),
    ]);
    let notes = vec!["Over de tilbud, hvor begge gradueringer er kendte".to_owned()];
    let unit = "par af parametre";
    let file = DataFile { stem: "tau_b", unit, columns, notes };
    file.write(staging, view, &view.robustness.studies, |(group, study)| {
        let row = |(one, other): (Parameter, Parameter)| {
            let mut cells = group_cells(view, *group);
            let value = study.tau_b[one][other];
            cells.extend([one, other].into_iter().flat_map(|parameter| {
                [CellValue::text(parameter.column()), CellValue::text(parameter.danish())]
            }));
            cells.extend([figure(value, 3), reason(&value)]);
            cells
        };
        pairs().map(row).collect()
    })
}

fn pairs() -> impl Iterator<Item = (Parameter, Parameter)> {
    let after = |one: Parameter| Parameter::ALL.into_iter().filter(move |other| *other > one);
    Parameter::ALL.into_iter().flat_map(move |one| after(one).map(move |other| (one, other)))
}

/// A row per group: do the eight measure one thing?
fn alpha(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let mut columns = group_columns();
    columns.extend([
        DataColumn::int("n_assessed", "Vurderede tilbud"),
        DataColumn::int("n", "Med alle otte gradueringer kendte og relevante"),
        DataColumn::decimal("alpha", "Cronbachs alfa"),
        DataColumn::decimal("alpha_low", "Nedre 95 %"),
        DataColumn::decimal("alpha_high", "Øvre 95 %"),
        DataColumn::text("reason", "Hvorfor der mangler et tal"),
    ]);
    let notes = vec![
        "Interval: jackknife over leverandører. Alfa regner gradueringerne som tallene 0-3 og \
         siger, om parametrene følges ad, ikke om de er rigtige"
            .to_owned(),
    ];
    let unit = "vurderede tilbud x målgruppe";
    let file = DataFile { stem: "alpha", unit, columns, notes };
    file.write(staging, view, &view.robustness.studies, |(group, study)| {
        let mut cells = group_cells(view, *group);
        let n = study.alpha.as_ref().map_or(0, |alpha| alpha.n);
        cells.extend([
            CellValue::count(study.n as u64),
            CellValue::count(n),
            figure(study.alpha.map(|alpha| alpha.value), 3),
            end(&study.alpha, |alpha| alpha.interval.map(|(low, _)| low)),
            end(&study.alpha, |alpha| alpha.interval.map(|(_, high)| high)),
            reason(&study.alpha),
        ]);
        vec![cells]
    })
}

/// A row per group and family of rules.
fn fitted_rules(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let mut columns = group_columns();
    columns.extend([
        DataColumn::code("family"),
        DataColumn::words("Regler"),
        DataColumn::int("n", "Tilbud med tilsynets samlede niveau og kendte gradueringer"),
        DataColumn::int("n_not_relevant", "Heraf med en parameter, der ikke er relevant"),
        DataColumn::int("n_providers", "Leverandører"),
        DataColumn::int("n_folds", "Dele, der holdes ude efter tur"),
        DataColumn::int("loss", "Niveauer fra tilsynets, i alt"),
        DataColumn::decimal("mean_loss", "Niveauer fra tilsynets, i snit"),
        DataColumn::int("held_out_loss", "Det samme på leverandører, der blev holdt ude"),
        DataColumn::decimal("mean_held_out_loss", "I snit, holdt ude"),
        DataColumn::text("rule", "Den bedste regel"),
        DataColumn::text("reason", "Hvorfor der mangler et tal"),
    ]);
    let file = DataFile {
        stem: "fitted_rules",
        unit: "vurderede tilbud x målgruppe",
        columns,
        notes: vec![caveat().to_owned(), not_relevant_note().to_owned()],
    };
    file.write(staging, view, &view.robustness.studies, |(group, study)| {
        family_rows(view, *group, study)
    })
}

/// What every comparison with the inspectors' levels must say.
pub(super) const fn caveat() -> &'static str {
    "Tilsynets samlede niveau er intet uafhængigt facit: tilsynet bruger samme redskab og kender \
     de otte gradueringer. En rigere regel passer altid bedre på de tilbud, den er fundet på; \
     sammenlign derfor fejlen på dem, der blev holdt ude"
}

/// How parameters that are not relevant count here.
pub(super) const fn not_relevant_note() -> &'static str {
    "En parameter, der ikke er relevant, regnes her som opfyldt, så alle regler holdes op mod det \
     samme; tilbud med ukendte gradueringer er ikke med"
}

fn family_rows(
    view: &View<'_>,
    group: Option<crate::model::TargetGroupId>,
    study: &ParameterStudy,
) -> Vec<Vec<CellValue>> {
    let row = |family: Family, fits: Option<(&Fits, &Fit)>| {
        let mut cells = group_cells(view, group);
        cells.extend([CellValue::text(family.column()), CellValue::text(family.danish())]);
        let Some((fits, fit)) = fits else {
            cells.extend(std::iter::repeat_n(CellValue::Empty, 9));
            cells.push(reason(&study.fits));
            return cells;
        };
        let count = |n: usize| CellValue::count(n as u64);
        let mean = |loss: u32| CellValue::Decimal {
            value: f64::from(loss) / f64::from(fits.n.max(1)),
            decimals: 3,
        };
        cells.extend([
            CellValue::count(fits.n.into()),
            CellValue::count(fits.n_not_relevant.into()),
            count(fits.n_providers),
            count(fits.n_folds),
            CellValue::count(fit.loss.into()),
            mean(fit.loss),
            fit.held_out_loss.map_or(CellValue::Empty, |loss| CellValue::count(loss.into())),
            fit.held_out_loss.map_or(CellValue::Empty, mean),
            CellValue::text(in_words(&fit.rule)),
            reason(&fit.held_out_loss),
        ]);
        cells
    };
    let fits = study.fits.as_ref().ok();
    Family::ALL
        .into_iter()
        .map(|family| row(family, fits.and_then(|fits| Some((fits, fits.of_family(family)?)))))
        .collect()
}

/// A rule that was found, for readers.
pub(super) fn in_words(rule: &Fitted) -> String {
    match rule {
        Fitted::Equal { m } => format!("{m} af 8 parametre"),
        Fitted::Subset { kept, m } => {
            let left_out = ParameterSet(!kept.0);
            if left_out.is_empty() {
                format!("alle otte beholdt; {m} af 8")
            } else {
                format!("{m} af {}; udeladt: {}", kept.len(), names(left_out))
            }
        }
        Fitted::Weights { weights, enough } => {
            let total: u32 = weights.0.iter().map(|weight| u32::from(*weight)).sum();
            if weights.0.iter().all(|weight| *weight == weights.0[0]) {
                return format!("lige vægte; {enough} af {total}");
            }
            let weights: Vec<String> = by_weight(weights)
                .into_iter()
                .map(|(parameter, weight)| format!("{} {weight}", parameter.danish()))
                .collect();
            format!("vægt {enough} af {total}; {}", weights.join(", "))
        }
        Fitted::Monotone { .. } => {
            let counts: Vec<String> = Level::ALL
                .into_iter()
                .map(|level| format!("{level} {}", rule.smallest_sets(level).len()))
                .collect();
            format!("mindste kombinationer, der er nok: {}", counts.join(", "))
        }
    }
}

fn names(set: ParameterSet) -> String {
    set.iter().map(Parameter::danish).collect::<Vec<_>>().join(", ")
}
