//! Do whole CSV lines stand in the cells of one column?

use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::scan::aside::Aside;
use crate::ingest::scan::code::ScanCode;
use crate::ingest::scan::data_row::FieldRow;
use crate::ingest::scan::header::Use;
use crate::ingest::scan::origin::Origin;
use crate::ingest::scan::pasted::{Pasted, SEPARATORS};
use crate::ingest::scan::rows::TakeRows;
use crate::ingest::scan::{Scan, pasted};
use crate::ingest::value::personal::looks_like_cpr;

impl Scan<'_> {
    /// Whether a row is the header line of a CSV file that was pasted into one column.
    pub(crate) fn found_pasted(&mut self, row: u32, cells: &[(u16, Cell<'_>)]) -> bool {
        let [(column, Cell::Text(line))] = cells else { return false };
        for separator in SEPARATORS {
            let fields = pasted::split(line, separator);
            if fields.len() < 2 {
                continue;
            }
            let width = fields.len();
            let mut header = self.headers.candidate(row, &pasted::cells(fields), Some(width));
            if !header.missing.is_empty() {
                continue;
            }
            // All fields stand in the one column.
            header.headers.iter_mut().flatten().for_each(|(at, _)| *at = *column);
            header.twice.iter_mut().for_each(|(at, _)| *at = *column);
            self.columns.pasted = Some(Pasted { separator, column: *column });
            let place = self.notes.at(row, *column);
            self.notes.add(
                place,
                Told::warning(
                    ScanCode::CsvInCells.slug(),
                    format!(
                        "hver række står som en hel CSV-linje i én celle; de er delt ved {}",
                        pasted::spelled(separator)
                    ),
                    "Ingenting, hvis rækkerne er rigtige; ellers hent udtrækket igen som CSV, og \
                     læg den fil i input",
                ),
            );
            self.found(header);
            return true;
        }
        false
    }

    /// A row of a CSV file that was pasted into one column.
    pub(crate) fn pasted_row(
        &mut self,
        row: u32,
        cells: &[(u16, Cell<'_>)],
        Pasted { separator, column }: Pasted,
        taker: &mut dyn TakeRows,
    ) {
        let fields = match cells {
            [(at, Cell::Text(line))] if *at == column => pasted::split(line, separator),
            _ => Vec::new(),
        };
        let width = fields.len();
        self.counts.rows += 1;
        if width != self.columns.width {
            self.find_personal(row, cells);
            let cells: Vec<Cell<'_>> =
                pasted::cells(fields).into_iter().map(|(_, cell)| cell).collect();
            if self.is_replaced(row, &cells, "") {
                return;
            }
            let reason = format!(
                "linjen deler sig i {width} felter, overskriften i {}; hent udtrækket igen som CSV",
                self.columns.width
            );
            self.notes.set_row_aside(row, None, Aside::new(ScanCode::RaggedRow.slug(), "", reason));
            taker.lose_unshaped(row, &cells);
            return;
        }
        let mut slots = vec![Cell::Empty; self.headers.layout.role.fields().len()];
        let mut personal = Vec::new();
        for (field, cell) in pasted::cells(fields) {
            match self.columns.uses.get(usize::from(field)) {
                Some(Use::Slot(slot)) => {
                    self.levels.filled(*slot);
                    let cell = self.headers.layout.reported(cell);
                    let before = std::mem::take(&mut slots[*slot]);
                    let is_personal = |cell: &Cell<'_>| looks_like_cpr(cell, self.exempt[*slot]);
                    if !before.is_empty() && (is_personal(&before) || is_personal(&cell)) {
                        personal.push(column);
                    }
                    slots[*slot] = before.and(cell);
                }
                Some(Use::Checked(slot)) if looks_like_cpr(&cell, self.exempt[*slot]) => {
                    personal.push(column);
                }
                _ => {}
            }
        }
        let origin = Origin::default();
        self.hand_on(FieldRow { row, slots, origin, personal }, taker);
    }
}
