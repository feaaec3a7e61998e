//! What is not yet declared as a [`crate::table::old::Table`].

mod cells;
mod chapter;
mod column_doc;
mod danish_csv;
mod documented;
pub mod parquet;
mod workbook;

pub use cells::{CellValue, Column, ColumnKind, Table};
pub use chapter::{Chapter, dictionary};
pub use column_doc::{ColumnDoc, Holds, Named};
pub use danish_csv::{DanishCsv, Field, to_csv};
pub use documented::{DocColumn, Documented};
pub use workbook::{Book, BookPicture, workbook};
