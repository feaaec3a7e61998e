//! How do figures become a picture?
//!
//! A chart is a plain series under a [`ChartHead`], whoever filled it; [`Chart::picture`] lays it
//! out as shapes without drawing anything, [`svg`] draws the shapes once, and [`png`] rasterises
//! that drawing at double size. Fonts are in the program; nothing is read from the system.

mod area_page;
mod axis;
mod bars;
mod boundary_map;
mod chances;
mod curves;
mod dots;
mod flow;
mod frame;
mod heat;
mod inline_svg;
mod intervals;
mod label;
mod level_counts;
mod levels;
mod map;
mod map_area;
mod palette;
mod picture;
mod png;
mod profile;
mod rows;
mod series;
mod spread;
mod stack;
mod svg;
mod tile_map;
mod transitions;

use thiserror::Error;

use crate::table::Provenance;
use series::Series;

pub use area_page::{AreaCell, AreaGroup, AreaLine, AreaPage, AreaPanel};
pub use bars::{BarsChart, BarsRow};
pub use chances::{ChancesChart, ChancesRow};
pub use curves::{Curve, CurveChart, Level as CurveLevel};
pub use dots::{DotChart, DotRow};
pub use flow::{FlowChart, FlowFill, FlowPlace};
pub use heat::{HeatCell, HeatChart};
pub use inline_svg::inline_svg;
pub use intervals::{IntervalChart, IntervalRow};
pub use label::width as text_width;
pub use level_counts::{LevelCounts, coverage_sentence};
pub use levels::{LevelsChart, LevelsRow};
pub use map::MapChart;
pub use map_area::{MapArea, MapClass};
pub use palette::AreaFill;
pub use picture::{Anchor, Picture, Rgb, Shape};
pub use png::png;
pub use profile::{GradeCounts, Parts, ProfileChart, ProfileRow};
pub use series::ChartHead;
pub use spread::{SpreadChart, SpreadCounts};
pub use svg::svg;
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
    /// Shares along a scale.
    Curves(CurveChart),
    /// Rows by columns, darker where there is more.
    Heat(HeatChart),
    /// Points with their intervals.
    Intervals(IntervalChart),
    /// Probabilities of the levels, a bar per provider.
    Chances(ChancesChart),
    /// One figure beside the others.
    Bars(BarsChart),
    /// An area beside another: rows of bars, a panel a measure.
    Area(AreaPage),
    /// Where offerings go when another rule places.
    Transitions(TransitionsChart),
    /// Where offerings went between two runs.
    Flow(FlowChart),
}

impl Chart {
    fn series(&self) -> &dyn Series {
        match self {
            Self::Levels(chart) => chart,
            Self::Profile(chart) => &**chart,
            Self::Spread(chart) => chart,
            Self::Map(chart) => &**chart,
            Self::Dots(chart) => chart,
            Self::Curves(chart) => chart,
            Self::Heat(chart) => chart,
            Self::Intervals(chart) => chart,
            Self::Chances(chart) => chart,
            Self::Bars(chart) => chart,
            Self::Area(chart) => chart,
            Self::Transitions(chart) => chart,
            Self::Flow(chart) => chart,
        }
    }

    /// The chart's title.
    pub fn title(&self) -> &str {
        &self.series().head().title
    }

    /// Stem of the chart's file names.
    pub fn name(&self) -> &str {
        &self.series().head().name
    }

    /// The chart laid out, with what it was made from at the foot.
    pub fn picture(&self, provenance: &Provenance) -> Picture {
        self.series().picture(provenance, false)
    }

    /// The chart laid out without title, notes and foot, for a page that says them itself.
    pub fn bare_picture(&self, provenance: &Provenance) -> Picture {
        self.series().picture(provenance, true)
    }

    /// The chart's second line, may be empty.
    pub fn subtitle(&self) -> &str {
        &self.series().head().subtitle
    }

    /// What the reader must know, each a sentence without full stop.
    pub fn notes(&self) -> Vec<String> {
        self.series().notes()
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
