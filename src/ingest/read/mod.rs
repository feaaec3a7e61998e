//! How is one file read, whatever is wrong with it? Its sheets are taken one by one, from the bytes to
//! rows.

pub(super) mod code;
pub(super) mod context;
pub(super) mod file;
pub(super) mod form;
pub(super) mod form_answers;
pub(super) mod form_file;
pub(super) mod given_form;
pub(super) mod given_sheet;
pub(super) mod month_first;
pub(super) mod returned;
pub(super) mod shares;
pub(super) mod sheet;
pub(super) mod stop;
pub(super) mod text_file;
pub(super) mod told_sheet;
pub(super) mod workbook_file;
