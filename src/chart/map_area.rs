//! What is a municipality on a map, and what is it filled with?

use crate::chart::palette::{AreaFill, Fill};
use crate::model::{Municipality, TileGrid};

/// An area and its fill, as both kinds of map draw it.
pub(super) type Filled<'a> = (&'a MapArea, Fill);

/// A class of municipalities: its words and how it is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapClass {
    /// For the legend and the description: `når underlaget alene`.
    pub word: String,
    /// How its areas are filled.
    pub fill: AreaFill,
}

/// A municipality on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapArea {
    /// Municipality's code of four digits.
    pub code: String,
    /// Its name.
    pub name: String,
    /// A name for its square, at most ten letters.
    pub short_name: String,
    /// Row and column of its square, from 1; none when the register has no square for it.
    pub at: Option<(u8, u8)>,
    /// Place of its class in `MapChart::classes`.
    pub class: usize,
    /// What stands below its name, at most six letters; may be empty.
    pub label: String,
    /// Small in the corner of its square, at most three letters; may be empty.
    pub corner: String,
    /// Areas of one group are drawn with one border around them.
    pub group: Option<usize>,
}

impl MapArea {
    /// A municipality without a group, in its square of the register.
    pub fn new(municipality: &Municipality, grid: &TileGrid, class: usize, label: String) -> Self {
        let square = grid.of(municipality.code);
        Self {
            code: municipality.code.to_string(),
            name: municipality.name.to_string(),
            short_name: square.map_or_else(String::new, |square| square.short_name.to_string()),
            at: square.map(|square| (square.row, square.column)),
            class,
            label,
            corner: String::new(),
            group: None,
        }
    }
}
