//! TELLING: how are results written down?
//!
//! A [`Table`] is built once and written many ways; a chart is laid out as plain shapes, drawn once
//! as SVG text and rasterised from it; every output says what it was made from ([`Provenance`]);
//! [`OutputFolder`] puts a finished output in place all at once.

mod chapter;
pub mod chart;
mod column_doc;
mod danish_csv;
mod danish_number;
mod documented;
mod given_back;
mod output_folder;
pub mod parquet;
mod provenance;
mod table;
mod workbook;

pub use chapter::{Chapter, dictionary};
pub use column_doc::{ColumnDoc, Holds, Named};
pub use danish_csv::{DanishCsv, Field, to_csv};
pub use danish_number::{decimal, share, thousands};
pub use documented::{DocColumn, Documented};
pub use given_back::{GivenBack, GivenBackRow, GivenBackSheet, Remark, given_back};
pub use output_folder::{
    Cleared, Finished, OutputError, OutputFolder, Published, Staging, clear_left_over, left_over,
    written_by,
};
pub use provenance::{Provenance, danish_date};
pub use table::{CellValue, Column, ColumnKind, Table};
pub use workbook::{Book, BookPicture, workbook};
