//! Which pictures of the landscape are drawn?
//!
//! A chart is a plain series; [`Chart::picture`] lays it out as shapes without drawing anything,
//! [`svg`] draws the shapes once, and [`png`] rasterises that drawing at double size. Fonts are in
//! the program; nothing is read from the system.

mod axis;
mod bars;
mod boundary_map;
mod chances;
mod curves;
mod dots;
mod frame;
mod heat;
mod label;
mod levels;
mod palette;
mod panels;
mod picture;
mod png;
mod profile;
mod rates;
mod spread;
mod stack;
mod svg;
mod tile_map;
mod transitions;

use thiserror::Error;

use super::{Provenance, Table};

pub use bars::{BarsChart, BarsRow};
pub use chances::{ChancesChart, ChancesRow};
pub use curves::{Curve, CurveChart, Level as CurveLevel};
pub use dots::{DotChart, DotRow};
pub use heat::{HeatCell, HeatChart};
pub use levels::{LevelCounts, LevelsChart, LevelsRow, coverage_sentence};
pub use palette::AreaFill;
pub use panels::{Panel, PanelsChart};
pub use picture::{Anchor, Picture, Rgb, Shape};
pub use png::png;
pub use profile::{GradeCounts, ProfileChart};
pub use rates::{RateRow, RatesChart};
pub use spread::SpreadChart;
pub use svg::svg;
pub use tile_map::{MapArea, MapChart, MapClass};
pub use transitions::{TransitionsChart, TransitionsPanel};

/// Any of the charts, so that many can be drawn in one parallel loop.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Levels by region, ownership or target group.
    Levels(LevelsChart),
    /// The eight parameters by grade.
    Profile(Box<ProfileChart>),
    /// Lowest against highest grade.
    Spread(SpreadChart),
    /// Municipalities by class.
    Map(Box<MapChart>),
    /// Municipalities by size, with the line that is asked for.
    Dots(DotChart),
    /// Small multiples over groups.
    Panels(PanelsChart),
    /// Rates with their intervals.
    Rates(RatesChart),
    /// Shares along a scale.
    Curves(CurveChart),
    /// Rows by columns, darker where there is more.
    Heat(HeatChart),
    /// Probabilities of the levels, a bar per provider.
    Chances(ChancesChart),
    /// One figure beside the others.
    Bars(BarsChart),
    /// Where offerings go when another rule places.
    Transitions(TransitionsChart),
}

impl Chart {
    /// Stem of the chart's file names.
    pub fn name(&self) -> &str {
        match self {
            Self::Levels(chart) => &chart.name,
            Self::Profile(chart) => &chart.name,
            Self::Spread(chart) => &chart.name,
            Self::Map(chart) => &chart.name,
            Self::Dots(chart) => &chart.name,
            Self::Panels(chart) => &chart.name,
            Self::Rates(chart) => &chart.name,
            Self::Curves(chart) => &chart.name,
            Self::Heat(chart) => &chart.name,
            Self::Chances(chart) => &chart.name,
            Self::Bars(chart) => &chart.name,
            Self::Transitions(chart) => &chart.name,
        }
    }

    /// The chart's data, to be written beside it.
    pub fn table(&self) -> Table {
        match self {
            Self::Levels(chart) => chart.table(),
            Self::Profile(chart) => chart.table(),
            Self::Spread(chart) => chart.table(),
            Self::Map(chart) => chart.table(),
            Self::Dots(chart) => chart.table(),
            Self::Panels(chart) => chart.table(),
            Self::Rates(chart) => chart.table(),
            Self::Curves(chart) => chart.table(),
            Self::Heat(chart) => chart.table(),
            Self::Chances(chart) => chart.table(),
            Self::Bars(chart) => chart.table(),
            Self::Transitions(chart) => chart.table(),
        }
    }

    /// The chart laid out, with what it was made from at the foot.
    pub fn picture(&self, provenance: &Provenance) -> Picture {
        match self {
            Self::Levels(chart) => chart.picture(provenance),
            Self::Profile(chart) => chart.picture(provenance),
            Self::Spread(chart) => chart.picture(provenance),
            Self::Map(chart) => chart.picture(provenance),
            Self::Dots(chart) => chart.picture(provenance),
            Self::Panels(chart) => chart.picture(provenance),
            Self::Rates(chart) => chart.picture(provenance),
            Self::Curves(chart) => chart.picture(provenance),
            Self::Heat(chart) => chart.picture(provenance),
            Self::Chances(chart) => chart.picture(provenance),
            Self::Bars(chart) => chart.picture(provenance),
            Self::Transitions(chart) => chart.picture(provenance),
        }
    }
}

/// Why a chart could not be drawn.
#[derive(Debug, Error)]
pub enum ChartError {
    /// The shapes could not be drawn as SVG.
    #[error("figuren \"{title}\" kunne ikke tegnes: {reason}")]
    Draw {
        /// The chart's title.
        title: String,
        /// What the drawing library said.
        reason: String,
    },
    /// The SVG could not be turned into a PNG.
    #[error("figuren kunne ikke gøres til PNG: {0}")]
    Rasterise(String),
}
