//! Where are the headers, and which cell of a row is which field?
//!
//! Both readers hand their rows to a [`Scan`] one by one. It finds the header row first; only when
//! every required column is there are rows handed on, as cells by slot. Otherwise they are counted.

mod broken_cells;
mod data_row;
mod pasted_rows;

use super::cell::Cell;
use super::corrections::{Corrections, SheetCorrections, is_correction};
use super::empty_levels::Levels;
use super::header::{Candidate, Headers, Use, named};
use super::input_file::Tally;
use super::layout::SheetLayout;
use super::notes::{LostPart, Notes};
use super::personal_data::{looks_like_cpr, may_be_ten_digits};
use super::taker::Taker;
use crate::finding::Severity;
pub(super) use broken_cells::{BROKEN_CELL, REPAIR, broken_cell, some_cell};

/// Rows in which the headers are looked for.
const HEADER_ROWS: u32 = 25;

enum State {
    /// No row had all headers so far. Holds the row that had most.
    Seeking(Option<Candidate>),
    /// The headers were found.
    Found,
    /// Headers in another order stood in this row: how many rows stand below it.
    Changed { row: u32, rows_below: u64 },
}

/// One sheet on its way from a reader to what its rows become.
#[allow(clippy::struct_excessive_bools, reason = "each says one thing of the sheet")]
pub(super) struct Scan<'l> {
    headers: Headers<'l>,
    state: State,
    uses: Vec<Use>,
    /// Fields of the header row (CSV), against which rows are ragged.
    width: usize,
    /// Slots whose cells may hold ten digits that are no person's number.
    exempt: Vec<bool>,
    corrections: Option<SheetCorrections<'l>>,
    /// Whether the header row is kept.
    keeps_headers: bool,
    /// All headers, also of columns that are never read, and whether their column is read.
    pub(super) header_row: Vec<(u16, String, Option<usize>)>,
    pub(super) notes: Notes,
    /// Whether the workbook counts days from 1904.
    pub(super) is_1904: bool,
    /// Slots that name and describe, which every row has unless cells are merged.
    carriers: Vec<usize>,
    /// Rows that lacked one of them.
    n_gaps: u64,
    /// Which level columns are empty throughout.
    levels: Levels,
    /// Whole CSV lines stand in the cells of one column: the separator, and the column.
    pasted: Option<(u8, u16)>,
    /// Where rows are counted while they are read, and how many are not counted there yet.
    tally: Option<&'l Tally<'l>>,
    n_untold: u64,
    /// Data rows seen: blank rows and what stands above the headers left out.
    pub(super) rows_read: u64,
}

impl<'l> Scan<'l> {
    pub(super) fn new(layout: &'l SheetLayout, unused: &'l [usize], notes: Notes) -> Self {
        let is_correction = is_correction(&notes.here().file);
        Self {
            headers: Headers::of(layout, unused, is_correction),
            state: State::Seeking(None),
            uses: Vec::new(),
            width: 0,
            exempt: layout.role.fields().iter().map(|field| may_be_ten_digits(field)).collect(),
            corrections: None,
            keeps_headers: false,
            header_row: Vec::new(),
            notes,
            is_1904: false,
            carriers: Vec::new(),
            n_gaps: 0,
            levels: Levels::new(layout.role),
            pasted: None,
            tally: None,
            n_untold: 0,
            rows_read: 0,
        }
    }

    /// A scan of rows further down the same sheet, for another thread. None before the headers are
    /// found, and none where a row depends on what was done with those above.
    pub(super) fn fork(&self) -> Option<Self> {
        let is_plain = matches!(self.state, State::Found)
            && self.corrections.is_none()
            && !self.headers.is_correction
            && !self.keeps_headers
            && self.pasted.is_none();
        is_plain.then(|| Self {
            headers: self.headers.clone(),
            state: State::Found,
            uses: self.uses.clone(),
            width: self.width,
            exempt: self.exempt.clone(),
            corrections: None,
            keeps_headers: false,
            header_row: Vec::new(),
            notes: self.notes.fork(),
            is_1904: self.is_1904,
            carriers: self.carriers.clone(),
            n_gaps: 0,
            levels: Levels::new(self.headers.layout.role),
            pasted: None,
            tally: self.tally,
            n_untold: 0,
            rows_read: 0,
        })
    }

    /// Takes over what a fork found in the rows that come next; gives false when it is of no use,
    /// as the headers have changed above.
    pub(super) fn append(&mut self, mut fork: Self) -> bool {
        if !matches!(self.state, State::Found) {
            return false;
        }
        self.state = fork.state;
        self.notes.append(&mut fork.notes);
        self.n_gaps += fork.n_gaps;
        self.levels.append(&fork.levels);
        self.rows_read += fork.rows_read;
        true
    }

    /// Counts rows in `tally` while they are read.
    pub(super) fn tell(&mut self, tally: &'l Tally<'l>) {
        self.tally = Some(tally);
    }

    /// Whether a value merged over several rows counts in each of them. Headers always do.
    pub(super) fn fills_down(&self, column: u16) -> bool {
        match (&self.state, self.uses.get(usize::from(column))) {
            (State::Seeking(_), _) => true,
            (State::Found, Some(Use::Slot(slot))) => self.headers.layout.role.fills_down(*slot),
            (State::Found | State::Changed { .. }, _) => false,
        }
    }

    /// A cell that is there and empty.
    pub(super) fn blank(&mut self, column: u16) {
        if let Some(Use::Slot(slot)) = self.uses.get(usize::from(column)) {
            self.levels.blank(*slot);
        }
    }

    /// Rows that a correction replaces are not handed on.
    pub(super) fn look_for(&mut self, corrections: &'l Corrections) {
        let here = self.notes.here();
        self.corrections =
            corrections.of_sheet(&here.file, here.sheet.as_deref(), self.headers.layout);
    }

    /// Keeps the header row as it stands.
    pub(super) fn keep_headers(&mut self) {
        self.keeps_headers = true;
    }

    /// Whether a cell of this column is to be handed over: not when it is never to be looked at.
    pub(super) fn wants(&self, column: u16) -> bool {
        self.pasted.is_some() || self.uses.get(usize::from(column)) != Some(&Use::Never)
    }

    /// One row, as its cells that are not empty, with their columns. `width` is the number of
    /// fields of a CSV row.
    pub(super) fn row(
        &mut self,
        row: u32,
        cells: &mut Vec<(u16, Cell<'_>)>,
        width: Option<usize>,
        taker: &mut Taker<'_>,
    ) {
        if cells.is_empty() {
            return;
        }
        match &mut self.state {
            State::Found => self.data_row(row, cells, width, taker),
            State::Changed { rows_below, .. } => *rows_below += 1,
            State::Seeking(best) => {
                let header_row =
                    self.headers.layout.header_row.filter(|_| !self.headers.is_correction);
                let is_sought = header_row.is_none_or(|first| row >= first)
                    && best.as_ref().is_none_or(|best| row < best.row + HEADER_ROWS);
                if is_sought {
                    // What stands above the headers may be anything.
                    self.find_personal(row, cells);
                    let candidate = self.headers.candidate(row, cells, width);
                    if candidate.missing.is_empty() {
                        self.keep_header_row(cells, &candidate.uses);
                        self.found(candidate);
                        return;
                    }
                    if self.found_pasted(row, cells) {
                        return;
                    }
                    if let State::Seeking(best) = &mut self.state
                        && best.as_ref().is_none_or(|best| candidate.matched > best.matched)
                    {
                        *best = Some(candidate);
                        return;
                    }
                }
                if let State::Seeking(Some(best)) = &mut self.state {
                    best.rows_below += 1;
                }
            }
        }
    }

    /// Fields of a row of a CSV file; none before the headers are found.
    pub(super) fn width(&self) -> Option<usize> {
        (matches!(self.state, State::Found) && self.width > 0).then_some(self.width)
    }

    /// A row of a CSV file that was not written as it should be: above the headers it is as good
    /// as another, below them it is set aside.
    pub(super) fn faulty_row(
        &mut self,
        row: u32,
        cells: &mut Vec<(u16, Cell<'_>)>,
        width: usize,
        (code, reason): (&'static str, &str),
        taker: &mut Taker<'_>,
    ) {
        if matches!(self.state, State::Found) && !cells.is_empty() {
            self.rows_read += 1;
            if self.find_personal(row, cells) {
                return;
            }
            let is_id = |column: u16| self.uses.get(usize::from(column)) == Some(&Use::Slot(0));
            let id = cells.iter().find(|(column, _)| is_id(*column));
            let key = id.map_or_else(String::new, |(_, id)| id.shown());
            let key = key.trim_matches('"');
            let unshaped: Vec<Cell<'_>> = cells.iter().map(|(_, cell)| cell.clone()).collect();
            if self.is_replaced(row, &unshaped, key) {
                return;
            }
            self.notes.set_row_aside(row, None, code, key, reason.to_owned());
            taker.lose_unshaped(row, unshaped.iter());
        } else {
            self.row(row, cells, Some(width), taker);
        }
    }

    /// Whether a cell of a row that is not used looks like a CPR-nummer: its columns may have come
    /// to stand in others.
    pub(super) fn find_personal(&mut self, row: u32, cells: &[(u16, Cell<'_>)]) -> bool {
        for (column, _) in cells.iter().filter(|(column, cell)| {
            self.uses.get(usize::from(*column)) != Some(&Use::Never) && looks_like_cpr(cell, true)
        }) {
            self.notes.personal.add(row, *column);
        }
        !self.notes.personal.is_empty()
    }

    /// The row in which a sheet broke off: it may be incomplete, so it is not used.
    pub(super) fn broken_row(&mut self, row: u32, cells: &[(u16, Cell<'_>)]) {
        if matches!(self.state, State::Found) && !cells.is_empty() {
            self.rows_read += 1;
            let reason =
                "arket brød af i eller lige efter rækken; gem projektmappen igen".to_owned();
            self.notes.set_row_aside(row, None, "sheet-broken", "", reason);
            self.notes.lose(LostPart::Rest);
        }
    }

    fn keep_header_row(&mut self, cells: &[(u16, Cell<'_>)], uses: &[Use]) {
        if !self.keeps_headers {
            return;
        }
        let kept = cells.iter().map(|(column, cell)| {
            let text = match cell {
                Cell::Text(text) => text.clone().into_owned(),
                other => other.shown(),
            };
            let slot = match uses.get(usize::from(*column)) {
                Some(Use::Slot(slot)) => Some(*slot),
                _ => None,
            };
            (*column, text, slot)
        });
        self.header_row = kept.collect();
    }

    fn found(&mut self, header: Candidate) {
        header.personal.iter().for_each(|column| self.notes.personal.add(header.row, *column));
        let layout_file = "layoutfilen i input/layouts";
        for (column, name) in &header.twice {
            let mut place = self.notes.row(header.row);
            place.column = Some(u32::from(*column));
            self.notes.add(
                place,
                Severity::Warning,
                "header-twice",
                format!(
                    "overskriften \"{name}\" står to gange; hvor de to kolonner siger hver sit, er \
                     ingen af dem brugt"
                ),
                "Slet den kolonne, der ikke gælder",
            );
        }
        if !header.unknown.is_empty() && !self.headers.is_correction {
            let place = self.notes.row(header.row);
            self.notes.add(
                place,
                Severity::Note,
                "columns-not-read",
                format!("kolonner, der ikke læses: {}", named(&header.unknown)),
                format!("Ingenting; skal de læses, så tilføj dem i {layout_file}"),
            );
        }
        let role = self.headers.layout.role;
        self.carriers = self
            .headers
            .layout
            .columns
            .iter()
            .filter(|column| column.is_required)
            .filter_map(|column| role.slot(column.field))
            .filter(|slot| role.fills_down(*slot) && !self.headers.unused.contains(slot))
            .collect();
        self.notes.set_headers(header.headers);
        self.uses = header.uses;
        self.width = header.width;
        self.state = State::Found;
    }

    /// Whether the rows may become whole by what is merged over several of them.
    pub(super) fn may_be_merged(&self) -> bool {
        self.n_gaps > 0 || matches!(self.state, State::Seeking(Some(_)))
    }

    /// After the last row: says what is wrong with headers that were not found.
    pub(super) fn finish(mut self) -> (Notes, u64) {
        match std::mem::replace(&mut self.state, State::Found) {
            State::Found => {
                self.levels.tell(self.headers.layout.role, self.rows_read, &mut self.notes);
                if self.rows_read == 0 {
                    let place = self.notes.here();
                    self.notes.add(
                        place,
                        Severity::Note,
                        "no-rows",
                        "der er overskrifter, men ingen rækker".to_owned(),
                        "Ingenting, hvis det er meningen; ellers hent udtrækket igen",
                    );
                }
            }
            State::Changed { row, rows_below } => {
                self.rows_read += rows_below;
                let reason = format!(
                    "alle {rows_below} rækker under række {row}, hvor overskrifterne skifter \
                     rækkefølge"
                );
                self.notes.set_sheet_aside(rows_below, "header-changed", reason);
                self.notes.lose(LostPart::Rest);
            }
            State::Seeking(None) => {
                self.notes.lose(LostPart::Rest);
                let place = self.notes.here();
                self.notes.add(
                    place,
                    Severity::Error,
                    "no-headers",
                    "der er ingen overskrifter; intet er læst".to_owned(),
                    "Hent udtrækket igen, eller ret header-row i layoutfilen i input/layouts",
                );
            }
            State::Seeking(Some(best)) => {
                self.notes.lose(LostPart::Rest);
                let found = best.headers.iter().enumerate().filter(|(_, header)| header.is_some());
                self.notes.best_headers = Some((best.row, found.map(|(slot, _)| slot).collect()));
                self.rows_read = best.rows_below;
                self.headers.tell_missing(&best, &mut self.notes);
            }
        }
        (self.notes, self.rows_read)
    }
}
