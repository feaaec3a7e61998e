//! A TABLE SAID ONCE: how does one declaration become parquet, CSV, a sheet and a chapter of the data
//! dictionary?

mod cells;
mod chapter;
mod column_doc;
mod danish_csv;
mod danish_number;
mod documented;
pub mod parquet;
mod provenance;
mod workbook;

pub use cells::{CellValue, Column, ColumnKind, Table};
pub use chapter::{Chapter, dictionary};
pub use column_doc::{ColumnDoc, Holds, Named};
pub use danish_csv::{DanishCsv, Field, to_csv};
pub use danish_number::{decimal, share, thousands};
pub use documented::{DocColumn, Documented};
pub use provenance::{Provenance, danish_date};
pub use workbook::{Book, BookPicture, workbook};
