//! Which columns of a sheet tell whose a row is, and which files belong together?

use crate::ingest::file::special::CORRECTIONS;
use crate::ingest::layout::fields::key;
use crate::ingest::layout::{Column, Layout, SheetLayout};
use crate::register::fold_name;

/// A sheet that lacks a column is read once more for whose its rows are: its layout with the key
/// columns that were found and nothing else. `None` where they name nobody.
pub(crate) fn keys_of(
    layout: &SheetLayout,
    best: Option<&(u32, Vec<usize>)>,
) -> Option<SheetLayout> {
    let (row, found) = best.filter(|_| layout.role.is_assessments())?;
    let is_found = |slot: usize| found.contains(&slot);
    let names = [key::PROVIDER, key::DEPARTMENT_ID, key::P_NUMBER, key::NAME];
    if !names.into_iter().any(is_found) {
        return None;
    }
    let is_key = |field: &str| {
        layout.role.slot(field).is_some_and(|slot| slot < key::FIELDS.len() && is_found(slot))
    };
    let columns = layout.columns.iter().filter(|column| is_key(column.field));
    Some(SheetLayout {
        columns: columns.map(|column| Column { is_required: true, ..column.clone() }).collect(),
        header_row: Some(*row),
        ..layout.clone()
    })
}

/// What holds the two halves of an assessment together: a workbook, or the CSV files whose names
/// differ in the name of the sheet only. A correction belongs to the book that it corrects.
pub(crate) fn book_of(path: &str, layout: &Layout) -> Box<str> {
    let path = path.strip_prefix(CORRECTIONS).unwrap_or(path);
    let stem = match path.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => stem,
        _ => path,
    };
    let folders = stem.split('/').map(fold_name).collect::<Vec<_>>().join("/");
    let sheets = layout.sheets.iter().filter_map(|sheet| sheet.sheet.as_deref());
    sheets.fold(folders, |book, sheet| book.replace(&fold_name(sheet), "")).into()
}
