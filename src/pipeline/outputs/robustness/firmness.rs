//! How is the firmness of each placement written?

use super::super::placement_row::PlacementRow;
use super::super::{View, WriteError};
use super::{DataColumn, DataFile, offering_cells, offering_columns, percent, word};
use crate::model::{Attained, Parameter};
use crate::pipeline::OfferingFirmness;
use crate::place::{blocking, critical};
use crate::report::{CellValue, Staging};
use crate::robustness::{Acceptability, Radius, drop, lift, single_weight};

const UNIT: &str = "vurderede tilbud x målgruppe";

/// Writes `acceptability`, `firmness` and `weight_intervals`. What the reader must know stands in
/// output/README.md: a note on each of a million rows would be most of the file.
pub(super) fn write(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let (chances, others) = rayon::join(
        || acceptability(staging, view),
        || firmness(staging, view).and_then(|()| weight_intervals(staging, view)),
    );
    chances.and(others)
}

/// A row per offering and weighting: the probability of each level.
fn acceptability(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let mut columns = offering_columns();
    columns.extend([DataColumn::text("weights", "Vægtning"), DataColumn::words("Hvis ...")]);
    columns.extend(Attained::ALL.map(|attained| {
        let column = match attained {
            Attained::None => "p_none",
            Attained::Light => "p_light",
            Attained::Moderate => "p_moderate",
            Attained::High => "p_high",
        };
        DataColumn::decimal(column, &format!("Sandsynlighed for {attained}"))
    }));
    columns.push(DataColumn::decimal("radius", "Stabilitetsradius"));
    let file = DataFile {
        stem: "acceptability",
        unit: "vurderede tilbud x målgruppe x vægtning",
        columns,
        notes: Vec::new(),
    };
    let robustness = view.robustness;
    file.write(staging, view, &robustness.offerings, |offering| {
        let of_offering = offering_cells(&PlacementRow::new(view, offering.at));
        let weightings = offering.by_weighting.iter().zip(&robustness.weightings);
        let row = |(acceptability, (slug, title)): (&Acceptability, &(String, String))| {
            let mut cells = of_offering.clone();
            cells.extend([CellValue::text(slug), CellValue::text(title)]);
            let share = |value| CellValue::Decimal { value, decimals: 5 };
            cells.extend(acceptability.all().map(share));
            cells.push(offering.radius.share().map_or(CellValue::Empty, share));
            cells
        };
        weightings.map(row).collect()
    })
}

/// A row per offering: everything in one place.
fn firmness(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let robustness = view.robustness;
    let mut columns = offering_columns();
    columns.extend([
        DataColumn::text("level_low", "Lavest mulige niveau"),
        DataColumn::text("level_high", "Højest mulige niveau"),
    ]);
    for (slug, title) in &robustness.weightings {
        columns.push(DataColumn::decimal(
            &format!("p_level_{}", slug.replace('-', "_")),
            &format!("Det mest sandsynlige niveaus sandsynlighed, pct., hvis {title}"),
        ));
    }
    columns.extend([
        DataColumn::text("most_likely_level", "Mest sandsynlige niveau (reglens egne vægte)"),
        DataColumn::decimal("radius_percent", "Stabilitetsradius, pct."),
        DataColumn::words("Stabilitetsradius i ord"),
        DataColumn::text("most_sensitive_weight", "Den vægt, der tåler mindst"),
        DataColumn::text("deciding_unknown", "Ukendt, der ville afgøre mest"),
        DataColumn::decimal("deciding_share_percent", "Andel af uvisheden, den fjerner, pct."),
        DataColumn::int("steps_up", "Trin op til næste niveau"),
        DataColumn::int("ways_up", "Lige billige veje op"),
        DataColumn::int("steps_down", "Trin ned, før niveauet falder"),
        DataColumn::int("ways_down", "Lige korte veje ned"),
        DataColumn::text("blocking", "Løftes én af disse ét trin, løftes indplaceringen"),
        DataColumn::text("critical", "Falder én af disse under niveauet, falder indplaceringen"),
    ]);
    let file = DataFile { stem: "firmness", unit: UNIT, columns, notes: Vec::new() };
    file.write(staging, view, &robustness.offerings, |offering| {
        let mut cells = offering_cells(&PlacementRow::new(view, offering.at));
        let (low, high) = offering.interval;
        cells.extend([word(low), word(high)]);
        let likeliest = |chances: &Acceptability| chances.all().into_iter().fold(0.0, f64::max);
        cells.extend(offering.by_weighting.iter().map(|chances| percent(likeliest(chances), 1)));
        cells.extend(of_one(view, offering));
        vec![cells]
    })
}

fn of_one(view: &View<'_>, offering: &OfferingFirmness) -> Vec<CellValue> {
    let rule = &view.settings.rules[0];
    let planes = offering.planes;
    let (up, down) = (lift(rule.tables(), planes), drop(rule.tables(), planes));
    let count = |n: Option<usize>| {
        n.and_then(|n| i64::try_from(n).ok()).map_or(CellValue::Empty, CellValue::Int)
    };
    let names = |set: crate::model::ParameterSet| {
        let names: Vec<&str> = set.iter().map(Parameter::danish).collect();
        CellValue::text_or_empty((!names.is_empty()).then(|| names.join(", ")))
    };
    let likeliest = offering.by_weighting.first().map(|acceptability| {
        // Of equally likely ones the lower.
        Attained::ALL.into_iter().fold(Attained::None, |best, level| {
            let is_more = acceptability.exactly(level) > acceptability.exactly(best);
            if is_more { level } else { best }
        })
    });
    vec![
        CellValue::text_or_empty(likeliest.map(Attained::danish)),
        offering.radius.share().map_or(CellValue::Empty, |share| percent(share, 1)),
        CellValue::text(radius_in_words(offering.radius)),
        CellValue::text_or_empty(most_sensitive(view, offering).map(Parameter::danish)),
        CellValue::text_or_empty(offering.deciding.map(|unknown| unknown.parameter.danish())),
        offering
            .deciding
            .map_or(CellValue::Empty, |unknown| percent(unknown.bits / unknown.of_bits, 0)),
        count(up.as_ref().map(|change| change.n_steps as usize)),
        count(up.as_ref().map(|change| change.ways.len())),
        count(down.as_ref().map(|change| change.n_steps as usize)),
        count(down.as_ref().map(|change| change.ways.len())),
        names(blocking(rule, planes)),
        names(critical(rule, planes)),
    ]
}

/// The radius for readers.
pub(in crate::pipeline) fn radius_in_words(radius: Radius) -> String {
    match radius {
        Radius::Undecided => "ikke afgjort".to_owned(),
        Radius::Never => "ændres af ingen vægte".to_owned(),
        Radius::Share(share) if share <= 0.0 => "på grænsen: den mindste ændring".to_owned(),
        Radius::Share(share) => {
            format!("alle vægte kan ændres op til {} %", crate::report::decimal(share * 100.0, 1))
        }
    }
}

/// The parameter whose weight may move least before the level changes, relative to what it is.
fn most_sensitive(view: &View<'_>, offering: &OfferingFirmness) -> Option<Parameter> {
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

/// A row per offering and parameter whose weight matters: between which weights the level stays.
fn weight_intervals(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let mut columns = offering_columns();
    columns.extend([
        DataColumn::code("parameter"),
        DataColumn::words("Parameter"),
        DataColumn::decimal("weight_percent", "Vægt i reglen, pct. af den samlede"),
        DataColumn::decimal("from_percent", "Niveauet holder fra, pct."),
        DataColumn::decimal("to_percent", "Niveauet holder til, pct."),
    ]);
    let unit = "vurderede tilbud x målgruppe x parameter";
    let file = DataFile { stem: "weight_intervals", unit, columns, notes: Vec::new() };
    let rule = &view.settings.rules[0];
    file.write(staging, view, &view.robustness.offerings, |offering| {
        let of_offering = offering_cells(&PlacementRow::new(view, offering.at));
        let row = |parameter: Parameter| {
            let interval = single_weight(rule, offering.planes, parameter)?;
            let mut cells = of_offering.clone();
            cells.extend([
                CellValue::text(parameter.column()),
                CellValue::text(parameter.danish()),
                percent(interval.now, 1),
                percent(interval.from, 1),
                percent(interval.to, 1),
            ]);
            // Where no weight changes the level there is nothing to tell.
            (!interval.is_any()).then_some(cells)
        };
        Parameter::ALL.into_iter().filter_map(row).collect()
    })
}
