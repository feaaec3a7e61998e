//! How is the sample against the population?

use crate::chart::{BarsChart, BarsRow, Chart, ChartHead};
use crate::report::values::percent;
use crate::report::{Drawing, parts::OFFERINGS};
use crate::results::{HeldAgainst, SampleResults};
use crate::table::{Output, PictureDoc, Table, decimal};

const PATH: &str = "sample/population";

/// `sample/population`: shares of the sample beside those of the population.
pub(super) fn table<'v>(results: &'v SampleResults<'v>) -> Box<dyn Output + 'v> {
    Table::<HeldAgainst>::new(
        PATH,
        "Stikprøve mod population",
        "en værdi (en region, et ejerforhold, en størrelse, et tilsyn) i en målgruppe",
        OFFERINGS,
    )
    .csv_only()
    .for_report()
    .sheet("Stikprøve mod population")
    .note(
        "Stikprøven er trukket efter region, ejerforhold og størrelse; tilsynet følger af det og \
         er ikke styret",
    )
    .words("Målgruppe", "målgruppens navn", |row| {
        Some(&*results.registers.target_groups.get(row.target_group).name)
    })
    .words("Opdelt efter", "region, ejerforhold, størrelse eller tilsyn", |row| {
        Some(row.dimension.danish())
    })
    .words("Værdi", "regionen, ejerforholdet, størrelsen eller tilsynet", |row| {
        Some(row.value.clone())
    })
    .int("", "Population", "alle, der kunne trækkes", |row| Some(row.population.0))
    .unit(OFFERINGS)
    .decimal("", "Andel af populationen, pct.", "af målgruppens", 1, |row| {
        percent(row.population.0, row.population.1)
    })
    .unit("pct.")
    .int("", "Trukket", "reserver ikke talt med", |row| Some(row.drawn.0))
    .unit(OFFERINGS)
    .decimal("", "Andel af stikprøven, pct.", "af målgruppens", 1, |row| {
        percent(row.drawn.0, row.drawn.1)
    })
    .unit("pct.")
    .empty("ingen er trukket af målgruppen")
    .decimal("", "Forskel, procentpoint", "stikprøvens andel minus populationens", 1, difference)
    .unit("procentpoint")
    .empty("ingen er trukket af målgruppen")
    .over(&results.held_against)
}

fn difference(row: &HeldAgainst) -> Option<f64> {
    Some(percent(row.drawn.0, row.drawn.1)? - percent(row.population.0, row.population.1)?)
}

/// A picture for each group: the sample's shares over the population's.
pub(super) fn pictures(results: &SampleResults<'_>) -> Vec<Drawing> {
    let groups = results.held_against.chunk_by(|a, b| a.target_group == b.target_group);
    groups.map(|rows| picture(results, rows)).collect()
}

fn picture(results: &SampleResults<'_>, rows: &[HeldAgainst]) -> Drawing {
    let group = results.registers.target_groups.get(rows[0].target_group);
    let (all, drawn) = (rows[0].population.1, rows[0].drawn.1);
    let name = format!("sample-against-population-{}", group.slug);
    let title = format!("Stikprøve mod population: {}", group.name);
    let in_words = |share: Option<f64>| share.map_or("-".to_owned(), |s| decimal(s, 1));
    let bars = rows.iter().map(|row| {
        let [share, beside] = [percent(row.drawn.0, row.drawn.1), percent(row.population.0, all)];
        BarsRow {
            label: format!("{}: {}", row.dimension.danish(), row.value),
            value: share,
            beside,
            text: format!(
                "{} pct. af stikprøven ({}), {} af populationen ({})",
                in_words(share),
                row.drawn.0,
                in_words(beside),
                row.population.0
            ),
        }
    });
    let chart = BarsChart {
        head: ChartHead {
            name: name.clone(),
            title: title.clone(),
            subtitle: format!("{drawn} trukket af {all} tilbud x målgruppe"),
            unit: OFFERINGS.to_owned(),
            notes: vec![
                "Trukket efter region, ejerforhold og størrelse; tilsynet følger af det".to_owned(),
            ],
        },
        row_header: "Andele i pct.".to_owned(),
        measures: ("Andel af stikprøven".to_owned(), Some("Andel af populationen".to_owned())),
        rows: bars.collect(),
    };
    let doc = PictureDoc {
        path: format!("charts/{name}"),
        title,
        table: PATH.to_owned(),
        rows: format!("Målgruppe = {}", group.name),
        is_for_report: true,
    };
    Drawing { doc, chart: Chart::Bars(chart), is_in_workbook: true }
}
