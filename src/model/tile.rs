//! Where does a municipality stand on a map of squares?

use crate::model::MunicipalityCode;

/// *Felt*: a municipality's square, and a name short enough to stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// From the north, from 1.
    pub row: u8,
    /// From the west, from 1.
    pub column: u8,
    /// At most [`Tile::LONGEST_NAME`] letters.
    pub short_name: Box<str>,
}

impl Tile {
    /// Letters that a square has room for.
    pub const LONGEST_NAME: usize = 10;
    /// Rows and columns of the largest grid.
    pub const LARGEST_GRID: u8 = 40;
}

/// The grid, by municipality.
#[derive(Clone, Debug, Default)]
pub struct TileGrid {
    tiles: Vec<Tile>,
}

impl TileGrid {
    /// A grid of these squares, each municipality's once.
    pub fn new(mut tiles: Vec<Tile>) -> Self {
        tiles.sort_by_key(|tile| tile.municipality);
        Self { tiles }
    }

    /// All squares, by municipality.
    pub fn tiles(&self) -> &[Tile] {
        &self.tiles
    }

    /// A municipality's square.
    pub fn of(&self, municipality: MunicipalityCode) -> Option<&Tile> {
        let at = self.tiles.binary_search_by_key(&municipality, |tile| tile.municipality).ok()?;
        Some(&self.tiles[at])
    }
}
