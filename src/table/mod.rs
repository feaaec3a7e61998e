//! A TABLE SAID ONCE: how does one declaration become parquet, CSV, a sheet and a chapter of the
//! data dictionary?
//!
//! [`Table`] is declared column by column and given its rows; what comes out ([`Output`]) is written
//! the same way whatever its rows are made from.

mod cell;
mod column;
mod csv;
mod danish_number;
mod dictionary;
mod held_cells;
mod looks;
mod pages;
mod parquet;
mod parquet_groups;
mod parquet_parts;
mod picture_sheet;
mod provenance;
mod read_back;
mod ready;
#[allow(clippy::module_inception)] // The file of the type that the room is named after.
mod table;
mod workbook;

pub use crate::plain_text::danish_date;
pub use cell::{Cell, Wording};
pub use column::{ColumnDoc, Holds};
pub(crate) use csv::DanishCsv;
pub use csv::SOURCE;
pub use danish_number::{decimal, share, thousands};
pub use dictionary::{PictureDoc, dictionary};
pub(crate) use looks::height_of;
pub use parquet::ParquetError;
pub use parquet_groups::NotParquet;
pub(crate) use parquet_groups::{Cells, ParquetGroups, Piece, Stored, Values, WINDOW, day};
pub(crate) use parquet_parts::{ParquetParts, Part};
pub use picture_sheet::BookPicture;
pub use provenance::Provenance;
pub use read_back::{ReadBack, read_decimals, read_texts};
pub use ready::{Output, SHEET_ROWS, Sink, TableError};
pub use table::{Table, TableDoc};
pub use workbook::{Book, Sheet, workbook};
