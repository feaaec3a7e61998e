//! Where does each municipality's square stand on a map of squares?

use super::municipality::Municipalities;
use super::row::read_rows;
use crate::finding::Finding;
use crate::model::{Tile, TileGrid};

impl TileGrid {
    pub(super) fn parse(
        text: &str,
        municipalities: &Municipalities,
        problems: &mut Vec<Finding>,
    ) -> Self {
        let mut tiles: Vec<Tile> = Vec::new();
        let columns = ["municipality", "row", "column", "short_name"];
        read_rows("tile_grid.csv", text, &columns, problems, |row, problems| {
            let before = problems.len();
            let code = municipalities.by_code_text(row.text("municipality"));
            if code.is_none() {
                let message = format!(
                    "kommunekoden \"{}\" findes ikke i registret",
                    row.text("municipality")
                );
                problems.push(row.problem("municipality", message));
            }
            let place = ["row", "column"].map(|column| {
                let number = row.number::<u8>(column, problems)?;
                if (1..=Tile::LARGEST_GRID).contains(&number) {
                    return Some(number);
                }
                let message = format!("{number} ligger ikke mellem 1 og {}", Tile::LARGEST_GRID);
                problems.push(row.problem(column, message));
                None
            });
            let short_name = row.text("short_name");
            if short_name.is_empty() || short_name.chars().count() > Tile::LONGEST_NAME {
                let message =
                    format!("\"{short_name}\" skal have mellem 1 og {} tegn", Tile::LONGEST_NAME);
                problems.push(row.problem("short_name", message));
            }
            let (Some(municipality), [Some(at_row), Some(at_column)]) = (code, place) else {
                return;
            };
            if tiles.iter().any(|t| t.municipality == municipality) {
                let message = format!("kommune {municipality} har allerede et felt");
                problems.push(row.problem("municipality", message));
            }
            if tiles.iter().any(|t| (t.row, t.column) == (at_row, at_column)) {
                let message = format!("feltet i række {at_row}, kolonne {at_column} er optaget");
                problems.push(row.problem("column", message));
            }
            if problems.len() == before {
                let short_name = short_name.into();
                tiles.push(Tile { municipality, row: at_row, column: at_column, short_name });
            }
        });
        Self::new(tiles)
    }
}
