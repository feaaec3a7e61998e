//! Which pictures of the landscape are there?

use crate::chart::{Chart, ChartHead, HeatCell, HeatChart};
use crate::landscape::{Margin, SupplyOnLevel, Value};
use crate::model::{Level, TargetGroupId};
use crate::register::TargetGroup;
use crate::report::Drawing;
use crate::report::values::value_name;
use crate::results::Results;
use crate::size::CAVEATS;
use crate::table::PictureDoc;

const SUPPLY: &str = "landscape/supply_by";

/// Maps and levels by region of each group that is shown.
pub(super) fn pictures(results: &Results<'_>) -> Vec<Drawing> {
    let groups = &results.settings.registers.target_groups;
    let shown = results.landscape.shown_groups.iter();
    shown.flat_map(|id| Subject { results, id: *id, group: groups.get(*id) }.drawings()).collect()
}

/// The group that a picture is about.
pub(super) struct Subject<'v> {
    pub(super) results: &'v Results<'v>,
    pub(super) id: TargetGroupId,
    group: &'v TargetGroup,
}

impl Subject<'_> {
    fn drawings(&self) -> Vec<Drawing> {
        let mut drawings = Vec::new();
        for (stem, table, rows, map) in [
            ("supply", SUPPLY, "fordelt på = kommune", self.supply()),
            ("cover", "landscape/cover", "slags område = kommune, niveau = alle", self.cover()),
            ("access", "landscape/access", "niveau = højt", self.access()),
            ("vulnerability", "landscape/vulnerability", "niveau = højt", self.vulnerability()),
        ] {
            if let Some(file) = self.results.boundaries {
                let chart = Chart::Map(Box::new(map.on_boundaries(&file.boundaries)));
                drawings.push(self.drawing(&format!("{stem}-boundary-map"), table, rows, chart));
            }
            let chart = Chart::Map(Box::new(map));
            drawings.push(self.drawing(&format!("{stem}-map"), table, rows, chart));
        }
        let by_region = "fordelt på = region";
        let heat = Chart::Heat(self.heat());
        drawings.push(self.drawing("providers-by-region-and-level", SUPPLY, by_region, heat));
        drawings
    }

    fn drawing(&self, stem: &str, table: &str, rows: &str, chart: Chart) -> Drawing {
        let doc = PictureDoc {
            path: format!("charts/{stem}-{}", self.group.slug),
            title: chart.title().to_owned(),
            table: table.to_owned(),
            rows: format!("målgruppe = {}, {rows}", self.group.name),
            is_for_report: true,
        };
        Drawing { doc, chart, is_in_workbook: true }
    }

    pub(super) fn head(&self, title: &str, subtitle: impl Into<String>, unit: &str) -> ChartHead {
        ChartHead {
            title: format!("{title}: {}", self.group.name.to_lowercase()),
            subtitle: subtitle.into(),
            unit: unit.to_owned(),
            notes: CAVEATS.map(str::to_owned).into(),
            ..ChartHead::default()
        }
    }

    /// The group's supply by one dimension, complete.
    pub(super) fn supply_by(&self, margin: Margin) -> impl Iterator<Item = &SupplyOnLevel> {
        let rows = self.results.landscape.margin(margin).iter();
        rows.filter(|row| row.target_group == self.id)
    }

    /// Providers by region and level, as an interval. The country is not shaded: it is a sum.
    fn heat(&self) -> HeatChart {
        let by_region: Vec<&SupplyOnLevel> = self.supply_by(Margin::Region).collect();
        let regions = by_region.iter().filter(|row| row.value != Value::Total);
        let most = regions.map(|row| row.placed.providers).max().unwrap_or(0);
        let cell = |row: &&SupplyOnLevel| {
            let (placed, up_to) = (row.placed.providers, row.up_to.providers);
            let is_shaded = row.value != Value::Total && most > 0;
            HeatCell {
                value: Some(placed as f64),
                text: format!("{placed} ({up_to})"),
                shade: is_shaded.then(|| placed as f64 / most as f64),
            }
        };
        let rows = by_region.chunk_by(|a, b| a.value == b.value).map(|levels| {
            (value_name(self.results, levels[0].value), levels.iter().map(cell).collect())
        });
        let subtitle = "Tal: indplacerede leverandører, og i parentes dem, der er eller kan komme \
                        på niveauet";
        HeatChart {
            head: self.head("Leverandører efter region og niveau", subtitle, "leverandører"),
            headers: ("Region".to_owned(), "Niveau".to_owned()),
            measure: "Indplacerede leverandører".to_owned(),
            is_diverging: false,
            columns: Level::ALL.map(|level| level.danish().to_owned()).into(),
            short_columns: Vec::new(),
            rows: rows.collect(),
        }
    }
}
