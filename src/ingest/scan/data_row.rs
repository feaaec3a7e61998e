//! What is a row below the headers: data, a sum or a note, a row that is shifted, or one that a
//! correction replaces?

use crate::finding::column_letters;
use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::scan::aside::Aside;
use crate::ingest::scan::broken::{broken_cell, may_be_id};
use crate::ingest::scan::check::checksum;
use crate::ingest::scan::code::ScanCode;
use crate::ingest::scan::corrected::REPLACED;
use crate::ingest::scan::header::Use;
use crate::ingest::scan::not_data::{NotData, not_data};
use crate::ingest::scan::origin::Origin;
use crate::ingest::scan::rows::TakeRows;
use crate::ingest::scan::{Scan, State};
use crate::ingest::value::personal::looks_like_cpr;

/// A row as its field values.
pub(crate) struct FieldRow<'c> {
    pub(crate) row: u32,
    pub(crate) slots: Vec<Cell<'c>>,
    /// Of a correction: which row it says that it replaces.
    pub(crate) origin: Origin,
    /// Columns of cells that look like a CPR-nummer and are read for nothing else.
    pub(crate) personal: Vec<u16>,
}

impl Scan<'_> {
    pub(crate) fn data_row(
        &mut self,
        row: u32,
        cells: &mut Vec<(u16, Cell<'_>)>,
        width: Option<usize>,
        taker: &mut dyn TakeRows,
    ) {
        if let Some(pasted) = self.columns.pasted {
            self.pasted_row(row, cells, pasted, taker);
            return;
        }
        if let Some(what) = broken_cell(row, cells) {
            self.set_broken_aside(row, cells, &what, taker);
            return;
        }
        let mut slots = vec![Cell::Empty; self.headers.layout.role.fields().len()];
        let mut is_blank = true;
        let role = self.headers.layout.role;
        let mut only_names = role.is_assessments() && !self.headers.is_correction;
        let mut rightmost = 0;
        let (mut first, mut n_filled) = (None, 0);
        let leftmost = cells.first().map_or(0, |(column, _)| *column);
        let mut origin = Origin::default();
        let mut personal = Vec::new();
        for (column, cell) in cells.drain(..) {
            rightmost = usize::from(column) + 1;
            let is_looked_at = self.columns.uses.get(usize::from(column)) != Some(&Use::Never);
            n_filled += usize::from(is_looked_at);
            if let (None, true, Cell::Text(text)) = (&first, is_looked_at, &cell) {
                first = Some(text.clone());
            }
            match self.columns.uses.get(usize::from(column)) {
                Some(Use::Slot(slot)) => {
                    only_names &= role.only_names(*slot);
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
                    only_names &= role.only_names(*slot);
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
                Some(Use::Other) | None => {
                    only_names = false;
                    is_blank = false;
                }
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
        self.counts.rows += 1;
        if width.is_none() && usize::from(leftmost) >= self.columns.uses.len() {
            self.stray(row, leftmost);
            return;
        }
        self.counts.gaps +=
            u64::from(self.columns.carriers.iter().any(|slot| slots[*slot].is_empty()));
        // Columns without a header at the end may be missing.
        let fits =
            |width: usize| width >= self.columns.uses.len() && rightmost <= self.columns.width;
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
                Aside::new(
                    ScanCode::RaggedRow.slug(),
                    &key,
                    format!(
                        "rækken har {width} felter, overskriften {}; den kan være forskudt; ret \
                     skilletegn og anførselstegn i rækken",
                        self.columns.width
                    ),
                ),
            );
            taker.lose_unshaped(row, &slots);
            return;
        }
        if only_names {
            self.not_filled_in(row, &slots, personal);
            return;
        }
        self.hand_on(FieldRow { row, slots, origin, personal }, taker);
    }

    /// A row of a form that nobody has answered yet: it is no assessment, and keeps none from
    /// placing.
    fn not_filled_in(&mut self, row: u32, slots: &[Cell<'_>], personal: Vec<u16>) {
        let key = slots[0].shown();
        if self.find_personal_slots(row, slots, personal) || self.is_replaced(row, slots, &key) {
            return;
        }
        self.counts.not_filled_in += 1;
        let reason = "rækken siger kun, hvem der skal vurderes; den er ikke udfyldt endnu (et svar, \
                      der kun er vist med farve, kan ikke læses)";
        let aside = Aside::new(ScanCode::NotFilledIn.slug(), &key, reason);
        self.notes.set_row_aside(row, None, aside);
    }

    /// Hands a row on, unless it holds what looks like a CPR-nummer or a correction replaces it.
    pub(crate) fn hand_on(&mut self, row: FieldRow<'_>, taker: &mut dyn TakeRows) {
        let FieldRow { row, slots, origin, personal } = row;
        let slots = &*slots;
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
        self.tally.iter().for_each(|tally| tally.add_row());
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
                (ScanCode::TotalRow.slug(), format!("rækken er en sum (\"{word}\") og ikke data"))
            }
            // Not quoted: a note may name a person.
            NotData::Note => {
                (ScanCode::NoteRow.slug(), "rækken har kun en note og ikke data".to_owned())
            }
            NotData::Headers => {
                (ScanCode::HeaderAgain.slug(), "rækken er overskrifterne igen".to_owned())
            }
            NotData::OtherHeaders => {
                let place = self.notes.row(row);
                self.notes.add(
                    place,
                    Told::error(
                        ScanCode::HeaderChanged.slug(),
                        "her står overskrifterne igen, men i en anden rækkefølge; rækkerne under \
                         dem er ikke læst",
                        "Del filen i to her, så hver har sine egne overskrifter øverst",
                    ),
                );
                self.state = State::Changed { row, rows_below: 0 };
                (
                    ScanCode::HeaderChanged.slug(),
                    "rækken er overskrifter i en anden rækkefølge".to_owned(),
                )
            }
        };
        self.counts.rows += 1;
        self.notes.set_row_aside(row, None, Aside::new(code, "", reason));
    }

    /// A row with nothing under any header: a cell far away from the table.
    fn stray(&mut self, row: u32, column: u16) {
        let cell = format!("{}{row}", column_letters(u32::from(column)));
        let reason = format!(
            "rækken har kun celler til højre for tabellen, den første i {cell}; slet dem, hvis de \
             står der ved et uheld"
        );
        self.notes.set_row_aside(row, None, Aside::new(ScanCode::StrayCells.slug(), "", reason));
    }

    /// Sets a row aside when a correction replaces it; notes those that were made when something
    /// else stood there. `cells` are those that it was given back by.
    pub(crate) fn is_replaced(&mut self, row: u32, cells: &[Cell<'_>], key: &str) -> bool {
        let Some(corrections) = &self.corrections else { return false };
        let role = self.headers.layout.role;
        let of_row = corrections.of(row, || checksum([(role, cells)].into_iter()));
        self.notes.stale.extend(of_row.stale);
        let Some(at) = of_row.replaced_by else { return false };
        let reason = format!("rækken er erstattet af {}", corrections.place(at));
        self.notes.replaced.push(at);
        self.notes.set_row_aside(row, None, Aside::new(REPLACED, key, reason));
        true
    }
}
