//! What are the columns of `links.csv`, where somebody confirms links?
//!
//! They are those of `links_to_confirm.csv`, so that a row is confirmed by copying it.

use crate::ingest::file::special::LINKS;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::layout::{Column, Form, Layout, SheetLayout};

/// Its headers, along the slots: the output `links_to_confirm.csv` writes the same.
pub const LINK_HEADERS: [&str; 7] = [
    "Skrevet tilbudsid",
    "Skrevet afdelingsid",
    "Skrevet CVR",
    "Skrevet P-nummer",
    "Skrevet navn",
    "Skrevet kommune",
    "Tilbudsid",
];

/// How the file is read. Not a layout of `layouts/`: we write it ourselves.
pub(crate) fn layout() -> Layout {
    let columns = SheetRole::Links.fields().iter().zip(LINK_HEADERS);
    let columns = columns.map(|(field, header)| Column {
        field,
        headers: vec![header.into()],
        is_required: matches!(*field, "tilbudsid" | "skrevet-tilbudsid"),
    });
    Layout {
        file: LINKS.into(),
        title: "Bekræftede koblinger".into(),
        files: vec![LINKS.into()],
        encoding: None,
        form: Form::RowPerOffering,
        skipped: Vec::new(),
        sheets: vec![SheetLayout {
            role: SheetRole::Links,
            sheet: None,
            header_row: None,
            columns: columns.collect(),
            never_read: Vec::new(),
            lists: Vec::new(),
            not_reported: Vec::new(),
        }],
    }
}
