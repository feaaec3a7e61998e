//! How is it told where one more provider would help most?

use crate::landscape::{NewSite, NewSites, Value, Withheld};
use crate::model::{Level, TargetGroupId};
use crate::report::landscape::{
    assessed_column, group_columns, level_word, with_travel_notes, withheld_column,
};
use crate::report::values::value_name;
use crate::results::Results;
use crate::table::{Output, Table};

/// A site, or that none is named.
struct Row<'v> {
    target_group: TargetGroupId,
    level: Level,
    site: Option<&'v NewSite>,
    withheld: Option<Withheld>,
}

const NONE: &str = "intet sted er nævnt; se hvorfor";

/// `landscape/new_sites`: a few municipalities for each group, level and aim.
pub(super) fn new_sites<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let unit = results.landscape.travel_unit.danish();
    let NewSites { chosen, withheld } = &results.landscape.rows.new_sites;
    let chosen = chosen.iter().map(|site| Row {
        target_group: site.target_group,
        level: site.level,
        site: Some(site),
        withheld: None,
    });
    let withheld = withheld.iter().map(|(target_group, level, why)| Row {
        target_group: *target_group,
        level: *level,
        site: None,
        withheld: Some(*why),
    });
    let mut rows: Vec<Row<'v>> = chosen.chain(withheld).collect();
    rows.sort_by_key(|row| (row.target_group, row.level));
    Table::<Row<'v>>::new(
        "landscape/new_sites",
        "Hvor en leverandør mere ville hjælpe mest: et regnestykke og ingen plan",
        "et sted, hvor en leverandør mere ville hjælpe mest, eller at intet er nævnt",
        "steder",
    )
    .sheet("En leverandør mere")
    .sheet_rows(|r| results.landscape.is_shown(r.target_group))
    .with(|table| with_travel_notes(table, results))
    .note("Stederne er fundet grådigt, et ad gangen: et regnestykke og ingen plan")
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("level", "Niveau", "den nye leverandørs", |r| Some(level_word(Some(r.level))))
    .text("aim", "Valgt for", "hvad der vindes mest af", |r| r.site.map(|site| site.aim.danish()))
    .empty(NONE)
    .int("rank", "Nummer", "hver valgt med dem før den på plads", |r| {
        r.site.map(|site| site.rank)
    })
    .unit("nummer")
    .empty(NONE)
    .text("municipality", "Kommunekode", "fire cifre", |r| {
        r.site.map(|site| site.municipality.to_string())
    })
    .empty(NONE)
    .not_on_sheet()
    .text("municipality_name", "Kommune", "kommunens navn", |r| {
        r.site.map(|site| value_name(results, Value::Municipality(site.municipality)))
    })
    .empty(NONE)
    .decimal(
        "gain",
        "Gevinst",
        format!("flere forventede borgere inden for rækkevidde, eller {unit} mindre i alt"),
        1,
        |r| r.site.map(|site| site.gain),
    )
    .unit(format!("borgere, eller borgere gange {unit}"))
    .empty(NONE)
    .decimal(
        "within_percent",
        "Inden for rækkevidde, pct.",
        "af de forventede borgere, med denne og dem før",
        1,
        |r| r.site.map(|site| site.within_percent),
    )
    .unit("pct.")
    .empty(NONE)
    .with(|table| assessed_column(table, results, |r| (Some(r.target_group), Value::Total)))
    .with(|table| withheld_column(table, |r| r.withheld))
    .of(rows)
}
