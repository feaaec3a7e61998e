//! Which class is each municipality in?
//!
//! A map of equal squares, so that the small ones around København are as readable as the large
//! ones in Jylland; the same on real boundaries when the user brings them.

use std::sync::Arc;

use crate::model::Boundaries;

use crate::chart::frame::{LegendGroup, Sheet};
use crate::chart::map_area::{Filled, MapArea, MapClass};
use crate::chart::palette::{self, AreaFill};
use crate::chart::series::{ChartHead, Series};
use crate::chart::{boundary_map, tile_map};

/// Municipalities by class.
#[derive(Clone, Debug, PartialEq)]
pub struct MapChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// What the classes are: *Underlag*.
    pub class_header: String,
    /// What the label below a name is: *Gruppe*.
    pub label_header: String,
    /// The classes, in the order of the legend.
    pub classes: Vec<MapClass>,
    /// The municipalities, by code.
    pub areas: Vec<MapArea>,
    /// Real boundaries to draw instead of squares.
    pub boundaries: Option<Arc<Boundaries>>,
}

impl MapChart {
    /// The same on real boundaries, under a name of its own: `landkort-…` for `kort-…`.
    #[must_use]
    pub fn on_boundaries(&self, boundaries: &Arc<Boundaries>) -> Self {
        let name = self.head.name.replacen("kort", "landkort", 1);
        let head = ChartHead { name, ..self.head.clone() };
        Self { head, boundaries: Some(Arc::clone(boundaries)), ..self.clone() }
    }

    /// How an area is filled; as not known when its class is not there.
    fn fill(&self, area: &MapArea) -> palette::Fill {
        let class = self.classes.get(area.class);
        palette::area(class.map_or(AreaFill::Unknown, |class| class.fill))
    }
}

impl Series for MapChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }

    fn draw(&self, sheet: &mut Sheet) {
        let areas = self.classes.iter().map(|c| (palette::area(c.fill), c.word.as_str()));
        let heading = self.class_header.as_str();
        sheet.legend(&[LegendGroup { heading, areas: areas.collect() }]);
        let areas: Vec<Filled<'_>> =
            self.areas.iter().map(|area| (area, self.fill(area))).collect();
        match &self.boundaries {
            Some(boundaries) => boundary_map::draw(sheet, &areas, boundaries),
            None => tile_map::draw(sheet, &areas),
        }
    }

    fn description(&self) -> String {
        let classes = self.classes.iter().enumerate().map(|(class, of)| {
            let names: Vec<&str> =
                self.areas.iter().filter(|a| a.class == class).map(|a| a.name.as_str()).collect();
            if names.is_empty() {
                return format!("{}: ingen.", of.word);
            }
            format!("{}: {} ({}).", of.word, names.len(), names.join(", "))
        });
        let ground = match self.boundaries {
            Some(_) => "Kort over kommunerne",
            None => "Kort med et felt for hver kommune",
        };
        format!("{ground}. {}", classes.collect::<Vec<_>>().join(" "))
    }

    fn remarks(&self) -> Vec<String> {
        let Some(boundaries) = &self.boundaries else { return Vec::new() };
        let mut remarks = Vec::new();
        if self.areas.iter().any(|area| !area.label.is_empty()) {
            let what = self.label_header.to_lowercase();
            remarks.push(format!("Hvor der ikke er plads på kortet, står {what} i tabellen"));
        }
        remarks.extend(boundaries.credit().map(|credit| format!("Kommunegrænser: {credit}")));
        remarks
    }
}
