//! Which pictures of the landscape are there?

use crate::chart::{Chart, ChartHead, HeatCell, HeatChart};
use crate::landscape::{Margin, SupplyOnLevel, Value};
use crate::model::{Level, TargetGroupId};
use crate::register::TargetGroup;
use crate::report::Drawing;
use crate::report::freshness::data_in_words;
use crate::report::values::value_name;
use crate::results::Results;
use crate::size::CAVEATS;
use crate::table::{PictureDoc, thousands};

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
        let cover_rows = "slags område = kommune, niveau = alle";
        for (stem, table, rows, map) in [
            ("supply", SUPPLY, "fordelt på = kommune", Some(self.supply())),
            // Where no municipality has a figure there is nothing to draw: the table says why.
            ("cover", "landscape/cover", cover_rows, self.cover()),
            ("access", "landscape/access", "niveau = højt", Some(self.access())),
            (
                "vulnerability",
                "landscape/vulnerability",
                "niveau = højt",
                Some(self.vulnerability()),
            ),
        ] {
            let Some(map) = map else { continue };
            // What it shows is of regions: on the page and in the workbook, and no file of its own.
            let is_file = stem != "vulnerability";
            if let Some(file) = self.results.boundaries {
                let chart = Chart::Map(Box::new(map.on_boundaries(&file.boundaries)));
                let stem = format!("{stem}-boundary-map");
                drawings.push(self.drawing(is_file.then_some(&stem), table, rows, chart));
            }
            let chart = Chart::Map(Box::new(map));
            let stem = format!("{stem}-map");
            drawings.push(self.drawing(is_file.then_some(&stem), table, rows, chart));
        }
        let by_region = "fordelt på = region";
        let heat = Chart::Heat(self.heat());
        drawings.push(self.drawing(None, SUPPLY, by_region, heat));
        drawings
    }

    fn drawing(&self, stem: Option<&String>, table: &str, rows: &str, chart: Chart) -> Drawing {
        let path = |stem| format!("charts/{stem}-{}", self.group.slug);
        let doc = PictureDoc {
            path: stem.map_or_else(String::new, path),
            title: chart.title().to_owned(),
            table: table.to_owned(),
            rows: format!("målgruppe = {}, {rows}", self.group.name),
            is_for_report: true,
        };
        Drawing { doc, chart, is_in_workbook: true }
    }

    pub(super) fn head(&self, title: &str, subtitle: impl Into<String>, unit: &str) -> ChartHead {
        let own = [self.assessed_in_words(), data_in_words(self.results, self.id)];
        ChartHead {
            title: format!("{title}: {}", self.group.name.to_lowercase()),
            subtitle: subtitle.into(),
            unit: unit.to_owned(),
            notes: own.into_iter().chain(CAVEATS.map(str::to_owned)).collect(),
            ..ChartHead::default()
        }
    }

    /// Offerings of the group in the country: assessed, and all.
    pub(super) fn n_assessed(&self) -> (u64, u64) {
        let share = self.results.landscape.rows.coverage.share(Some(self.id), Value::Total);
        share.map_or((0, 0), |share| (share.part, share.whole))
    }

    /// "54 af 539 tilbud for målgruppen er vurderet."
    fn assessed_in_words(&self) -> String {
        let (assessed, all) = self.n_assessed();
        let rest = if assessed < all { "; hvad resten er, vides ikke" } else { "" };
        format!(
            "{} af {} tilbud for målgruppen er vurderet{rest}",
            thousands(assessed),
            thousands(all)
        )
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
