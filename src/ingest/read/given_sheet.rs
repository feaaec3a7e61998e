//! How do the rows of one sheet stand that are to be given back?

use crate::ingest::layout::SheetLayout;
use crate::ingest::layout::fields::is_code;
use crate::ingest::row::given::{GivenHeader, GivenSheet, WantedRows, number_field};
use crate::ingest::row::sheet_read::SheetRead;
use crate::ingest::row::taker::Taker;
use crate::ingest::scan::notes::Notes;
use crate::ingest::scan::origin::sheet_name;
use crate::ingest::scan::table::Table;
use crate::ingest::scan::{KeptHeader, Scan};
use crate::model::NumberField;

/// Reads one sheet for its wanted rows.
pub(crate) fn read_one<T>(
    layout: &SheetLayout,
    notes: Notes,
    wanted: &WantedRows,
    read_rows: impl FnOnce(&mut Table<'_, Taker<'_>>) -> T,
) -> (SheetRead, T) {
    let here = notes.here();
    let sheet = here.sheet.as_deref().map(str::to_owned);
    let rows_of_sheet = wanted.get(&*here.file).and_then(|sheets| sheets.get(&sheet));
    let mut scan = Scan::new(layout, &[], notes);
    scan.keep_headers();
    let mut table = Table { scan, taker: Taker::Given(layout, rows_of_sheet, Vec::new()) };
    let result = read_rows(&mut table);
    let Table { mut scan, taker } = table;
    let mut rows = taker.given();
    rows.sort_by_key(|row| row.row);
    let header = |KeptHeader { column, text, slot }: KeptHeader| GivenHeader {
        column,
        text,
        is_read: slot.is_some(),
        is_code: slot.is_some_and(|slot| {
            let field = layout.role.fields()[slot];
            is_code(field) || number_field(field).is_some_and(NumberField::is_percent)
        }),
    };
    let given = rows_of_sheet.is_some().then(|| GivenSheet {
        file: here.file.to_string(),
        name: sheet_name(sheet.as_deref(), layout).to_owned(),
        sheet,
        is_form: false,
        headers: scan.take_headers().into_iter().map(header).collect(),
        rows,
    });
    let (notes, rows_read) = scan.finish();
    let mut read = SheetRead { rows_read, given, ..SheetRead::empty(layout.role, notes) };
    read.sheet = read.notes.form_sheet(layout.role.fields());
    (read, result)
}
