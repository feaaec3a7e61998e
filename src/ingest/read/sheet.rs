//! How is one sheet read, and what becomes of its rows?

use crate::ingest::layout::SheetLayout;
use crate::ingest::layout::fields::key;
use crate::ingest::read::context::Context;
use crate::ingest::read::given_sheet;
use crate::ingest::row::assessment_rows::AssessmentRows;
use crate::ingest::row::lost::Lost;
use crate::ingest::row::sheet_read::SheetRead;
use crate::ingest::row::taker::Taker;
use crate::ingest::scan::Scan;
use crate::ingest::scan::notes::{LostPart, Notes};
use crate::ingest::scan::table::Table;

/// Reads a sheet that lacks a column once more, for whose its rows are. Nothing else is made of it,
/// and nothing is said of it.
pub(crate) fn read_lost(
    layout: &SheetLayout,
    notes: &Notes,
    context: &Context<'_>,
    read_rows: impl FnOnce(&mut Table<'_, Taker<'_>>),
) -> Vec<Lost> {
    if context.wanted.is_some() {
        return Vec::new();
    }
    let rows = AssessmentRows::losing(context.rows.registers);
    let mut table = Table {
        scan: Scan::new(layout, &[], notes.of_same_sheet()),
        taker: Taker::Assessments(layout.role, Box::new(rows)),
    };
    read_rows(&mut table);
    match table.taker {
        Taker::Assessments(_, rows) if !rows.lost.are_more => rows.lost.into_rows(),
        _ => Vec::new(),
    }
}

/// Reads one sheet with `read_rows`, and makes of its rows what the layout says they are.
pub(crate) fn read_one<T>(
    layout: &SheetLayout,
    notes: Notes,
    context: &Context<'_>,
    read_rows: impl FnOnce(&mut Table<'_, Taker<'_>>) -> T,
) -> (SheetRead, T) {
    if let Some(wanted) = context.wanted {
        return given_sheet::read_one(layout, notes, wanted, read_rows);
    }
    let mut unused = Vec::new();
    if layout.role.is_assessments() {
        unused.extend(key::UNUSED);
    }
    let mut scan = Scan::new(layout, &unused, notes);
    scan.look_for(context.corrections);
    scan.tell(context.tally);
    let mut table = Table { scan, taker: Taker::new(layout, context.rows) };
    let result = read_rows(&mut table);
    let Table { scan, taker } = table;
    let (notes, rows_read) = scan.finish();
    let mut sheet = SheetRead { rows_read, ..SheetRead::empty(layout.role, notes) };
    sheet.sheet = sheet.notes.form_sheet(layout.role.fields());
    match taker {
        Taker::Providers(rows) => {
            if rows.lost.are_more {
                sheet.notes.lose(LostPart::Rest);
            }
            sheet.providers = rows.rows;
            sheet.lost_providers = rows.lost.into_rows();
        }
        Taker::Assessments(_, rows) => {
            if rows.lost.are_more {
                sheet.notes.lose(LostPart::Rest);
            }
            (sheet.evidence, sheet.grades) = (rows.evidence, rows.grades);
            sheet.lost = rows.lost.into_rows();
        }
        Taker::Links(_, rows) => sheet.links = rows,
        Taker::Reports(rows) => sheet.reports = rows.rows,
        Taker::Given(..) => {}
    }
    (sheet, result)
}
