//! How is a workbook read? Its sheets become rows, whatever make it is: xlsx and xlsb cell by cell,
//! so that their extent costs nothing; xls and ods whole, after a look at how large that is.

pub(super) mod book;
pub(super) mod cells;
pub(super) mod code;
pub(super) mod error;
pub(super) mod feed;
pub(super) mod look;
pub(super) mod look_xlsb;
pub(super) mod look_xlsx;
pub(super) mod measure_ods;
pub(super) mod measure_xls;
pub(super) mod measure_zip;
pub(super) mod measured;
pub(super) mod ole;
pub(super) mod percent_format;
pub(super) mod records;
pub(super) mod rows;
