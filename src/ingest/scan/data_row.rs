//! What is a row below the headers: data, a sum or a note, a row that is shifted, or one that a
//! correction replaces?

use super::super::cell::Cell;
use super::super::corrections::{Origin, REPLACED, checksum};
use super::super::header::Use;
use super::super::not_data::{HEADER_AGAIN, NOTE_ROW, NotData, TOTAL_ROW, not_data};
use super::super::personal_data::looks_like_cpr;
use super::super::taker::Taker;
use super::broken_cells::broken_cell;
use super::{Scan, State};
use crate::finding::{Severity, column_letters};

/// Rows between two signs of progress.
const TOLD: u64 = 4096;

impl Scan<'_> {
    pub(super) fn data_row(
        &mut self,
        row: u32,
        cells: &mut Vec<(u16, Cell<'_>)>,
        width: Option<usize>,
        taker: &mut Taker<'_>,
    ) {
        if let Some((separator, column)) = self.pasted {
            self.pasted_row(row, cells, (separator, column), taker);
            return;
        }
        if let Some(what) = broken_cell(row, cells) {
            self.set_broken_aside(row, cells, &what, taker);
            return;
        }
        let mut slots = vec![Cell::Empty; self.headers.layout.role.fields().len()];
        let mut is_blank = true;
        let mut rightmost = 0;
        let (mut first, mut n_filled) = (None, 0);
        let leftmost = cells.first().map_or(0, |(column, _)| *column);
        let mut origin = Origin::default();
        let mut personal = Vec::new();
        for (column, cell) in cells.drain(..) {
            rightmost = usize::from(column) + 1;
            let is_looked_at = self.uses.get(usize::from(column)) != Some(&Use::Never);
            n_filled += usize::from(is_looked_at);
            if let (None, true, Cell::Text(text)) = (&first, is_looked_at, &cell) {
                first = Some(text.clone());
            }
            match self.uses.get(usize::from(column)) {
                Some(Use::Slot(slot)) => {
                    let cell = self.headers.layout.reported(cell);
                    let cell = self.headers.layout.role.in_system(*slot, cell, self.is_1904);
                    let before = std::mem::take(&mut slots[*slot]);
                    // Of two cells that differ neither is kept: they are looked at here.
                    let is_personal = |cell: &Cell<'_>| looks_like_cpr(cell, self.exempt[*slot]);
                    if !before.is_empty() && (is_personal(&before) || is_personal(&cell)) {
                        personal.push(column);
                    }
                    slots[*slot] = before.and(cell);
                    self.levels.filled(*slot);
                    is_blank = false;
                }
                Some(Use::Checked(slot)) => {
                    if looks_like_cpr(&cell, self.exempt[*slot]) {
                        personal.push(column);
                    }
                    is_blank = false;
                }
                Some(Use::Added(added)) => {
                    if looks_like_cpr(&cell, true) {
                        personal.push(column);
                    }
                    origin.set(*added, &cell);
                }
                Some(Use::Never) => {}
                Some(Use::Other) | None => is_blank = false,
            }
        }
        if is_blank {
            return;
        }
        if let Some(what) = not_data(&slots, first.as_deref(), n_filled, &self.headers.known) {
            if first.is_some_and(|first| looks_like_cpr(&Cell::Text(first), false)) {
                personal.push(leftmost);
            }
            self.find_personal_slots(row, &slots, personal);
            self.no_data_row(row, what);
            return;
        }
        self.rows_read += 1;
        if width.is_none() && usize::from(leftmost) >= self.uses.len() {
            self.stray(row, leftmost);
            return;
        }
        self.n_gaps += u64::from(self.carriers.iter().any(|slot| slots[*slot].is_empty()));
        // Columns without a header at the end may be missing.
        let fits = |width: usize| width >= self.uses.len() && rightmost <= self.width;
        if let Some(width) = width.filter(|width| !fits(*width)) {
            if self.find_personal_slots(row, &slots, personal) || self.is_replaced(row, &slots, "")
            {
                return;
            }
            // Any column may have come to stand in the first.
            let key = if may_be_id(&slots[0]) { slots[0].shown() } else { String::new() };
            self.notes.set_row_aside(
                row,
                None,
                "ragged-row",
                &key,
                format!(
                    "rækken har {width} felter, overskriften {}; den kan være forskudt; ret \
                     skilletegn og anførselstegn i rækken",
                    self.width
                ),
            );
            taker.lose_unshaped(row, slots.iter());
            return;
        }
        self.hand_on(row, &slots, origin, personal, taker);
    }

    /// Hands a row on, unless it holds what looks like a CPR-nummer or a correction replaces it.
    /// `personal` are columns of such cells that are read for nothing else.
    pub(super) fn hand_on(
        &mut self,
        row: u32,
        slots: &[Cell<'_>],
        origin: Origin,
        personal: Vec<u16>,
        taker: &mut Taker<'_>,
    ) {
        if self.find_personal_slots(row, slots, personal) {
            // The file is not used: its rows are only counted from here, and whose they are is kept.
            taker.lose(row, slots, &self.notes);
            return;
        }
        if self.is_replaced(row, slots, &slots[0].shown()) {
            return;
        }
        if self.headers.is_correction {
            let here = self.notes.here();
            let origin = origin.of_row(here.sheet.as_deref(), self.headers.layout, slots);
            self.notes.origins.push((row, origin));
        }
        taker.take(row, slots, &mut self.notes);
        self.n_untold += 1;
        if self.n_untold == TOLD {
            self.n_untold = 0;
            self.tally.iter().for_each(|tally| tally.add(0, TOLD));
        }
    }

    /// Whether the sheet has had cells that look like a CPR-nummer, this row with its `personal`
    /// ones among them.
    fn find_personal_slots(
        &mut self,
        row: u32,
        slots: &[Cell<'_>],
        mut personal: Vec<u16>,
    ) -> bool {
        let read = slots
            .iter()
            .enumerate()
            .filter(|(slot, cell)| looks_like_cpr(cell, self.exempt[*slot]));
        for (slot, _) in read {
            personal.extend(self.notes.column(slot));
        }
        for column in personal {
            self.notes.personal.add(row, column);
        }
        !self.notes.personal.is_empty()
    }

    /// A row that is no data: set aside, as nothing read is lost.
    fn no_data_row(&mut self, row: u32, what: NotData) {
        let (code, reason) = match what {
            NotData::Total(word) => {
                (TOTAL_ROW, format!("rækken er en sum (\"{word}\") og ikke data"))
            }
            // Not quoted: a note may name a person.
            NotData::Note => (NOTE_ROW, "rækken har kun en note og ikke data".to_owned()),
            NotData::Headers => (HEADER_AGAIN, "rækken er overskrifterne igen".to_owned()),
            NotData::OtherHeaders => {
                let place = self.notes.row(row);
                self.notes.add(
                    place,
                    Severity::Error,
                    "header-changed",
                    "her står overskrifterne igen, men i en anden rækkefølge; rækkerne under dem \
                     er ikke læst"
                        .to_owned(),
                    "Del filen i to her, så hver har sine egne overskrifter øverst",
                );
                self.state = State::Changed { row, rows_below: 0 };
                ("header-changed", "rækken er overskrifter i en anden rækkefølge".to_owned())
            }
        };
        self.rows_read += 1;
        self.notes.set_row_aside(row, None, code, "", reason);
    }

    /// A row with nothing under any header: a cell far away from the table.
    fn stray(&mut self, row: u32, column: u16) {
        let cell = format!("{}{row}", column_letters(u32::from(column)));
        let reason = format!(
            "rækken har kun celler til højre for tabellen, den første i {cell}; slet dem, hvis de \
             står der ved et uheld"
        );
        self.notes.set_row_aside(row, None, "stray-cells", "", reason);
    }

    /// Sets a row aside when a correction replaces it; notes those that were made when something
    /// else stood there. `cells` are those that it was given back by.
    pub(super) fn is_replaced(&mut self, row: u32, cells: &[Cell<'_>], key: &str) -> bool {
        let Some(corrections) = &self.corrections else { return false };
        let role = self.headers.layout.role;
        let of_row = corrections.of(row, || checksum([(role, cells)].into_iter()));
        self.notes.stale.extend(of_row.stale);
        let Some(at) = of_row.replaced_by else { return false };
        let reason = format!("rækken er erstattet af {}", corrections.place(at));
        self.notes.replaced.push(at);
        self.notes.set_row_aside(row, None, REPLACED, key, reason);
        true
    }
}

/// Whether a text looks like an id, and neither like a name nor like a phone number.
pub(super) fn may_be_id(cell: &Cell<'_>) -> bool {
    const LONGEST: usize = 16;
    let text = cell.shown();
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    text.len() <= LONGEST
        && is_plain
        && n_digits > 0
        && n_digits != 8
        && !looks_like_cpr(cell, false)
}
