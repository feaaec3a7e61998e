//! How do the rows of a file come to a scan, whatever kind of file it is?

use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::csv::rows::CsvRows;
use crate::ingest::scan::Scan;
use crate::ingest::scan::notes::LostPart;
use crate::ingest::scan::rows::{Fork, TakeRows};
use crate::ingest::workbook::rows::Rows;

/// A sheet that is scanned, and who takes its rows.
pub(crate) struct Table<'l, T> {
    pub(crate) scan: Scan<'l>,
    pub(crate) taker: T,
}

impl<T: TakeRows> Rows for Table<'_, T> {
    fn wants(&self, column: u16) -> bool {
        self.scan.wants(column)
    }

    fn fills_down(&self, column: u16) -> bool {
        self.scan.fills_down(column)
    }

    fn blank(&mut self, column: u16) {
        self.scan.blank(column);
    }

    fn row(&mut self, row: u32, cells: &mut Vec<(u16, Cell<'_>)>) {
        self.scan.row(row, cells, None, &mut self.taker);
    }

    fn unsure_row(&mut self, row: u32, cells: &[(u16, Cell<'_>)], why: &str) {
        self.scan.unsure_row(row, cells, why, &mut self.taker);
    }

    fn broken_row(&mut self, row: u32, cells: &[(u16, Cell<'_>)]) {
        self.scan.broken_row(row, cells);
    }

    fn tell(&mut self, row: u32, column: Option<u16>, told: Told) {
        self.scan.notes.tell(row, column, told);
    }

    fn end(&mut self, row: u32, told: Told) {
        self.scan.notes.lose(LostPart::Rest);
        self.scan.notes.tell(row, None, told);
    }
}

impl<T: TakeRows + Fork> CsvRows for Table<'_, T> {
    fn width(&self) -> Option<usize> {
        self.scan.width()
    }

    fn wants(&self, column: u16) -> bool {
        self.scan.wants(column)
    }

    fn row(&mut self, line: u32, cells: &mut Vec<(u16, Cell<'_>)>, width: usize) {
        self.scan.row(line, cells, Some(width), &mut self.taker);
    }

    fn unclosed_row(&mut self, line: u32, cells: &mut Vec<(u16, Cell<'_>)>, width: usize) {
        self.scan.unclosed_row(line, cells, width, &mut self.taker);
    }

    fn tell(&mut self, line: u32, told: Told) {
        self.scan.notes.tell(line, None, told);
    }

    fn end(&mut self, line: u32, told: Told) {
        self.scan.notes.lose(LostPart::Rest);
        self.scan.notes.tell(line, None, told);
    }

    fn fork(&self) -> Option<Self> {
        Some(Self { scan: self.scan.fork()?, taker: self.taker.fork()? })
    }

    fn append(&mut self, below: Self) -> bool {
        let is_of_use = self.scan.append(below.scan);
        if is_of_use {
            self.taker.append(below.taker);
        }
        is_of_use
    }
}
