//! Which pictures of capacity are there?

use crate::capacity::{Area, By, CapacityRow, Value};
use crate::chart::{BarsChart, BarsRow, Chart, ChartHead};
use crate::report::Drawing;
use crate::report::capacity::area_name;
use crate::report::capacity::places::region_name;
use crate::results::Results;
use crate::table::{PictureDoc, decimal, thousands};

/// How full, and whose citizens, by region.
pub(super) fn pictures(results: &Results<'_>) -> Vec<Drawing> {
    [occupancy(results), origins(results)].into_iter().flatten().collect()
}

fn head(title: &str, subtitle: String, unit: &str, results: &Results<'_>) -> ChartHead {
    let percent = results.capacity.reported_percent;
    ChartHead {
        title: title.to_owned(),
        subtitle,
        unit: unit.to_owned(),
        notes: vec![
            format!(
                "Et tal gives, hvor mindst {percent} pct. af afdelingerne har indberettet det; ellers \
                 står der fra hvad til hvad det kan være"
            ),
            "Internt: borgere er talt, og intet er skjult".to_owned(),
        ],
        ..ChartHead::default()
    }
}

fn drawing(path: &str, table: &str, rows: &str, chart: BarsChart) -> Drawing {
    Drawing {
        doc: PictureDoc {
            path: format!("charts/{path}"),
            title: chart.head.title.clone(),
            table: table.to_owned(),
            rows: rows.to_owned(),
            is_for_report: true,
        },
        chart: Chart::Bars(chart),
        is_in_workbook: true,
    }
}

/// From what to what it may be, where no single figure is given.
fn interval(bounds: Option<(f64, f64)>) -> String {
    match bounds {
        Some((low, high)) => format!("mellem {} og {} pct.", decimal(low, 0), decimal(high, 0)),
        None => "ingen tal".to_owned(),
    }
}

fn occupancy(results: &Results<'_>) -> Option<Drawing> {
    let capacity = results.capacity;
    let year = capacity.rows.iter().map(|row| row.year).max()?;
    let is_shown = |row: &&CapacityRow| {
        row.year == year
            && row.by == By::Region(0)
            && row.target_group.is_none()
            && row.level.is_none()
            && matches!(row.value, Value::Region(_) | Value::Total)
    };
    let rows = capacity.rows.iter().filter(is_shown).map(|row| {
        let of = format!(
            "{} af {} afdelinger har indberettet",
            thousands(row.reported[1]),
            thousands(row.departments)
        );
        let figure = row.occupancy_percent.map_or_else(
            || interval(row.occupancy_bounds),
            |percent| format!("{} pct.", decimal(percent, 1)),
        );
        BarsRow {
            label: region_name(results, row.value),
            value: row.occupancy_percent,
            beside: None,
            text: format!("{figure} ({of})"),
        }
    });
    let chart = BarsChart {
        head: head(
            "Belægning efter region",
            format!("Belagte af indberettede pladser, {year}"),
            "pct. af pladserne",
            results,
        ),
        row_header: "Region".to_owned(),
        measures: ("Belægning, pct.".to_owned(), None),
        rows: rows.collect(),
    };
    Some(drawing(
        "occupancy-by-region",
        crate::report::capacity::places::PLACES,
        "fordelt på = region, målgruppe = Alle, niveau = alle",
        chart,
    ))
}

fn origins(results: &Results<'_>) -> Option<Drawing> {
    let capacity = results.capacity;
    let year = capacity.flows.iter().map(|row| row.year).max()?;
    let shown = capacity.flows.iter().filter(|row| {
        row.year == year
            && row.target_group.is_none()
            && row.level.is_none()
            && matches!(row.area, Area::Country | Area::Region(_))
    });
    // The country last, as in the other picture.
    let (country, regions): (Vec<_>, Vec<_>) = shown.partition(|row| row.area == Area::Country);
    let rows = regions.into_iter().chain(country).map(|row| {
        let (reported, all) = (thousands(row.departments.1), thousands(row.departments.0));
        let of = format!("{reported} af {all} afdelinger har indberettet");
        let figure = match (row.other_municipalities.percent, row.other_regions.percent) {
            (Some(others), Some(regions)) => format!(
                "{} pct. fra andre kommuner, {} fra andre regioner",
                decimal(others, 1),
                decimal(regions, 1)
            ),
            _ => interval(row.other_municipalities.bounds),
        };
        BarsRow {
            label: area_name(results, row.area),
            value: row.other_municipalities.percent,
            beside: row.other_regions.percent,
            text: format!("{figure} ({of})"),
        }
    });
    let chart = BarsChart {
        head: head(
            "Borgere fra andre kommuner efter region",
            format!("Andel af borgerne i regionens afdelinger, {year}"),
            "pct. af borgerne",
            results,
        ),
        row_header: "Afdelingernes region".to_owned(),
        measures: (
            "Fra andre kommuner, pct.".to_owned(),
            Some("Heraf fra andre regioner, pct.".to_owned()),
        ),
        rows: rows.collect(),
    };
    Some(drawing(
        "citizens-from-elsewhere",
        "capacity/flows",
        "målgruppe = Alle, niveau = alle",
        chart,
    ))
}
