//! What pictures still have beside them.

mod cells;
mod danish_csv;

pub use cells::{CellValue, Column, ColumnKind, Table};
pub use danish_csv::{DanishCsv, Field, to_csv};
