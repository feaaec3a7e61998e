//! How do published tables look? Drawn from what they show and from nothing else.

use super::cells::Row;
use super::codes::Codes;
use super::dimension::{ASSESSED, Dimension, View, tells_a_level};
use super::protocol::legend;
use super::released::{HIDDEN, NOTHING};
use super::rules::{PublicationRules, TableRule};
use crate::chart::{Chart, ChartHead, HeatCell, HeatChart, inline_svg};
use crate::page::{Figure, anchor};
use crate::table::{Provenance, thousands};

/// The folder of the pictures.
const FOLDER: &str = "figurer";

/// A picture of a published table.
pub(super) struct Drawn {
    /// Stem of its files, below the publication's folder.
    pub(super) path: String,
    /// The table that it is drawn from.
    table: String,
    pub(super) chart: Chart,
}

/// The picture of a table of levels by one other dimension at most; a table of more is read as a
/// table.
pub(super) fn drawn(
    rule: &TableRule,
    rules: &PublicationRules,
    codes: &Codes,
    rows: &[Row],
) -> Option<Drawn> {
    let level = rule.views.iter().position(|view| view.dimension() == Dimension::Level)?;
    let other = (0..rule.views.len()).find(|at| *at != level);
    if rule.views.len() > 2 {
        return None;
    }
    let columns = codes.shown(rule.views[level]).to_vec();
    let alone = vec!["alle".to_owned()];
    let names = other.map_or(&*alone, |at| codes.shown(rule.views[at]));
    let find = |name: &String, column: &String| {
        rows.iter().find(|row| {
            row.codes[level] == *column && other.is_none_or(|at| row.codes[at] == *name)
        })
    };
    // Only what an assessment ended with is shaded: beside the many that nobody assessed, and beside
    // sums, everything else would look the same.
    let total = other.map_or("", |at| rule.views[at].dimension().total());
    let is_shaded = |name: &String, column: &String| tells_a_level(column) && name != total;
    let shaded = names.iter().flat_map(|name| columns.iter().map(move |column| (name, column)));
    let shaded = shaded.filter(|(name, column)| is_shaded(name, column));
    let largest =
        shaded.filter_map(|(name, column)| find(name, column)?.shown()).max().unwrap_or(0);
    // A row without anybody assessed says nothing more.
    let is_empty =
        |name: &&String| find(name, &ASSESSED.to_owned()).is_some_and(|row| row.shown() == Some(0));
    let n_empty = names.iter().filter(is_empty).count();
    let mut notes = vec![legend(rules), rule.measure.about().to_owned()];
    if n_empty > 0 {
        notes.push(format!("Ikke tegnet, fordi ingen er vurderet: {n_empty} af {}", names.len()));
    }
    #[allow(clippy::cast_precision_loss)] // Counts are far below 2^53.
    let cell = |name: &String, column: &String| {
        let Some(row) = find(name, column) else { return HeatCell::default() };
        let text = match row.shown() {
            None => HIDDEN.to_owned(),
            Some(0) => NOTHING.to_owned(),
            Some(n) => thousands(n),
        };
        let shade = row.shown().filter(|_| is_shaded(name, column) && largest > 0);
        let shade = shade.map(|n| (n as f64 / largest as f64).min(1.0));
        HeatCell { value: row.shown().map(|n| n as f64), text, shade }
    };
    let heat = HeatChart {
        head: ChartHead {
            name: rule.name.clone(),
            title: rule.title.clone(),
            subtitle: other.map_or_else(String::new, |at| match rule.views[at] {
                View::OtherRegion => codes.header(View::OtherRegion).to_owned(),
                _ => String::new(),
            }),
            unit: rule.measure.word().to_owned(),
            notes,
        },
        headers: (
            other.map_or(View::Level, |at| rule.views[at]).word().to_owned(),
            "niveau".into(),
        ),
        measure: format!("{}; {HIDDEN} skjult, {NOTHING} ingen", rule.measure.word()),
        is_diverging: false,
        rows: names
            .iter()
            .filter(|name| !is_empty(name))
            .map(|name| (name.clone(), columns.iter().map(|column| cell(name, column)).collect()))
            .collect(),
        columns,
        short_columns: Vec::new(),
    };
    Some(Drawn {
        path: format!("{FOLDER}/{}", rule.name),
        table: rule.name.clone(),
        chart: Chart::Heat(heat),
    })
}

impl Drawn {
    /// The picture on the page.
    pub(super) fn figure(&self, provenance: &Provenance) -> Figure {
        let id = format!("figur-{}", self.table);
        Figure {
            title: self.chart.title().to_owned(),
            subtitle: self.chart.subtitle().to_owned(),
            svg: inline_svg(&self.chart.bare_picture(provenance), &id),
            notes: self.chart.notes(),
            source: format!("{}.csv", self.table),
            source_anchor: Some(anchor(&self.table)),
            ..Figure::default()
        }
    }
}
