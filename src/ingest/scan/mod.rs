//! Where are the headers, and which cell of a row is which field?
//!
//! Both readers hand their rows to a [`Scan`] one by one. It finds the header row first; only when
//! every required column is there are rows handed on, as cells by slot. Otherwise they are counted.

pub(super) mod aside;
pub(super) mod broken;
pub(super) mod broken_rows;
pub(super) mod capped;
pub(super) mod check;
pub(super) mod code;
pub(super) mod corrected;
pub(super) mod data_row;
pub(super) mod empty_levels;
pub(super) mod header;
pub(super) mod header_row;
pub(super) mod hidden_parts;
pub(super) mod not_data;
pub(super) mod notes;
pub(super) mod origin;
pub(super) mod pasted;
pub(super) mod pasted_rows;
pub(super) mod personal_cells;
pub(super) mod rows;
pub(super) mod shares;
pub(super) mod slash_dates;
pub(super) mod table;

use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::file::progress::Tally;
use crate::ingest::file::special::is_correction;
use crate::ingest::layout::SheetLayout;
use crate::ingest::layout::fields::may_be_ten_digits;
use crate::ingest::scan::aside::Aside;
use crate::ingest::scan::code::ScanCode;
use crate::ingest::scan::corrected::{Corrections, SheetCorrections};
use crate::ingest::scan::empty_levels::Levels;
use crate::ingest::scan::header::{Candidate, Headers, Use};
use crate::ingest::scan::notes::{LostPart, Notes};
use crate::ingest::scan::pasted::Pasted;
use crate::ingest::scan::rows::TakeRows;
use crate::ingest::value::personal::looks_like_cpr;

/// Rows in which the headers are looked for.
const HEADER_ROWS: u32 = 25;

pub(crate) enum State {
    /// No row had all headers so far. Holds the row that had most.
    Seeking(Option<Candidate>),
    /// The headers were found.
    Found,
    /// Headers in another order stood in this row: how many rows stand below it.
    Changed { row: u32, rows_below: u64 },
}

/// What the columns are, once the headers are found.
#[derive(Clone, Default)]
struct Columns {
    uses: Vec<Use>,
    /// Fields of the header row (CSV), against which rows are ragged.
    width: usize,
    /// Slots that name and describe, which every row has unless cells are merged.
    carriers: Vec<usize>,
    /// Whole CSV lines stand in the cells of one column.
    pasted: Option<Pasted>,
}

/// Rows counted.
#[derive(Default)]
struct Counts {
    /// Data rows seen: blank rows and what stands above the headers left out.
    rows: u64,
    /// Rows of a form that nobody has answered.
    not_filled_in: u64,
    /// Rows that lacked one of the carriers.
    gaps: u64,
}

/// A header as it stands.
pub(crate) struct KeptHeader {
    pub(crate) column: u16,
    pub(crate) text: String,
    /// The slot that its column is read for.
    pub(crate) slot: Option<usize>,
}

/// One sheet on its way from a reader to what its rows become.
pub(crate) struct Scan<'l> {
    headers: Headers<'l>,
    state: State,
    columns: Columns,
    /// Slots whose cells may hold ten digits that are no person's number.
    exempt: Vec<bool>,
    corrections: Option<SheetCorrections<'l>>,
    /// All headers, also of columns that are never read, where they are kept.
    header_row: Option<Vec<KeptHeader>>,
    pub(crate) notes: Notes,
    /// Whether the workbook counts days from 1904.
    pub(crate) is_1904: bool,
    /// Which level columns are empty throughout.
    levels: Levels,
    counts: Counts,
    /// Where rows are counted while they are read.
    tally: Option<&'l Tally<'l>>,
}

impl<'l> Scan<'l> {
    pub(crate) fn new(layout: &'l SheetLayout, unused: &'l [usize], notes: Notes) -> Self {
        let is_correction = is_correction(&notes.here().file);
        Self::of(Headers::of(layout, unused, is_correction), notes)
    }

    fn of(headers: Headers<'l>, notes: Notes) -> Self {
        let role = headers.layout.role;
        Self {
            headers,
            state: State::Seeking(None),
            columns: Columns::default(),
            exempt: role.fields().iter().map(|field| may_be_ten_digits(field)).collect(),
            corrections: None,
            header_row: None,
            notes,
            is_1904: false,
            levels: Levels::new(role),
            counts: Counts::default(),
            tally: None,
        }
    }

    /// A scan of rows further down the same sheet, for another thread. None before the headers are
    /// found, and none where a row depends on what was done with those above.
    pub(crate) fn fork(&self) -> Option<Self> {
        let is_plain = matches!(self.state, State::Found)
            && self.corrections.is_none()
            && !self.headers.is_correction
            && self.header_row.is_none()
            && self.columns.pasted.is_none();
        is_plain.then(|| Self {
            state: State::Found,
            columns: self.columns.clone(),
            is_1904: self.is_1904,
            tally: self.tally,
            ..Self::of(self.headers.clone(), self.notes.fork())
        })
    }

    /// Takes over what a fork found in the rows that come next; gives false when it is of no use,
    /// as the headers have changed above.
    pub(crate) fn append(&mut self, mut fork: Self) -> bool {
        if !matches!(self.state, State::Found) {
            return false;
        }
        self.state = fork.state;
        self.notes.append(&mut fork.notes);
        self.counts.gaps += fork.counts.gaps;
        self.counts.not_filled_in += fork.counts.not_filled_in;
        self.levels.append(&fork.levels);
        self.counts.rows += fork.counts.rows;
        true
    }

    /// Counts rows in `tally` while they are read.
    pub(crate) fn tell(&mut self, tally: &'l Tally<'l>) {
        self.tally = Some(tally);
    }

    /// Whether a value merged over several rows counts in each of them. Headers always do.
    pub(crate) fn fills_down(&self, column: u16) -> bool {
        match (&self.state, self.columns.uses.get(usize::from(column))) {
            (State::Seeking(_), _) => true,
            (State::Found, Some(Use::Slot(slot))) => self.headers.layout.role.fills_down(*slot),
            (State::Found | State::Changed { .. }, _) => false,
        }
    }

    /// A cell that is there and empty.
    pub(crate) fn blank(&mut self, column: u16) {
        if let Some(Use::Slot(slot)) = self.columns.uses.get(usize::from(column)) {
            self.levels.blank(*slot);
        }
    }

    /// Rows that a correction replaces are not handed on.
    pub(crate) fn look_for(&mut self, corrections: &'l Corrections) {
        let here = self.notes.here();
        self.corrections =
            corrections.of_sheet(&here.file, here.sheet.as_deref(), self.headers.layout);
    }

    /// Keeps the header row as it stands.
    pub(crate) fn keep_headers(&mut self) {
        self.header_row = Some(Vec::new());
    }

    /// Whether a cell of this column is to be handed over: not when it is never to be looked at.
    pub(crate) fn wants(&self, column: u16) -> bool {
        self.columns.pasted.is_some()
            || self.columns.uses.get(usize::from(column)) != Some(&Use::Never)
    }

    /// One row, as its cells that are not empty, with their columns. `width` is the number of
    /// fields of a CSV row.
    pub(crate) fn row(
        &mut self,
        row: u32,
        cells: &mut Vec<(u16, Cell<'_>)>,
        width: Option<usize>,
        taker: &mut dyn TakeRows,
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
    pub(crate) fn width(&self) -> Option<usize> {
        (matches!(self.state, State::Found) && self.columns.width > 0).then_some(self.columns.width)
    }

    /// A row of a CSV file with a quote that is not closed: above the headers it is as good as
    /// another, below them it is set aside.
    pub(crate) fn unclosed_row(
        &mut self,
        row: u32,
        cells: &mut Vec<(u16, Cell<'_>)>,
        width: usize,
        taker: &mut dyn TakeRows,
    ) {
        if !matches!(self.state, State::Found) || cells.is_empty() {
            self.row(row, cells, Some(width), taker);
            return;
        }
        self.counts.rows += 1;
        if self.find_personal(row, cells) {
            return;
        }
        let is_id = |column: u16| self.columns.uses.get(usize::from(column)) == Some(&Use::Slot(0));
        let id = cells.iter().find(|(column, _)| is_id(*column));
        let key = id.map_or_else(String::new, |(_, id)| id.shown());
        let key = key.trim_matches('"');
        let unshaped: Vec<Cell<'_>> = cells.iter().map(|(_, cell)| cell.clone()).collect();
        if self.is_replaced(row, &unshaped, key) {
            return;
        }
        let reason = "et anførselstegn i rækken er ikke lukket; rækkerne efter er læst hver for \
                      sig; ret anførselstegnene i rækken";
        self.notes.set_row_aside(
            row,
            None,
            Aside::new(ScanCode::UnclosedQuote.slug(), key, reason.to_owned()),
        );
        taker.lose_unshaped(row, &unshaped);
    }

    /// Whether a cell of a row that is not used looks like a CPR-nummer: its columns may have come
    /// to stand in others.
    pub(crate) fn find_personal(&mut self, row: u32, cells: &[(u16, Cell<'_>)]) -> bool {
        for (column, _) in cells.iter().filter(|(column, cell)| {
            self.columns.uses.get(usize::from(*column)) != Some(&Use::Never)
                && looks_like_cpr(cell, true)
        }) {
            self.notes.personal.add(row, *column);
        }
        !self.notes.personal.is_empty()
    }

    /// The row in which a sheet broke off: it may be incomplete, so it is not used.
    pub(crate) fn broken_row(&mut self, row: u32, cells: &[(u16, Cell<'_>)]) {
        if matches!(self.state, State::Found) && !cells.is_empty() {
            self.counts.rows += 1;
            let reason =
                "arket brød af i eller lige efter rækken; gem projektmappen igen".to_owned();
            self.notes.set_row_aside(
                row,
                None,
                Aside::new(ScanCode::SheetBroken.slug(), "", reason),
            );
            self.notes.lose(LostPart::Rest);
        }
    }

    /// Whether the rows may become whole by what is merged over several of them.
    pub(crate) fn may_be_merged(&self) -> bool {
        self.counts.gaps > 0 || matches!(self.state, State::Seeking(Some(_)))
    }

    /// After the last row: says what is wrong with headers that were not found.
    pub(crate) fn finish(mut self) -> (Notes, u64) {
        match std::mem::replace(&mut self.state, State::Found) {
            State::Found => {
                let answered = self.counts.rows - self.counts.not_filled_in;
                self.levels.tell(self.headers.layout.role, answered, &mut self.notes);
                if self.counts.rows == 0 {
                    let place = self.notes.here();
                    self.notes.add(
                        place,
                        Told::note(
                            ScanCode::NoRows.slug(),
                            "der er overskrifter, men ingen rækker".to_owned(),
                            "Ingenting, hvis det er meningen; ellers hent udtrækket igen",
                        ),
                    );
                }
            }
            State::Changed { row, rows_below } => {
                self.counts.rows += rows_below;
                let reason = format!(
                    "alle {rows_below} rækker under række {row}, hvor overskrifterne skifter \
                     rækkefølge"
                );
                self.notes.set_sheet_aside(rows_below, ScanCode::HeaderChanged.slug(), reason);
                self.notes.lose(LostPart::Rest);
            }
            State::Seeking(None) => {
                self.notes.lose(LostPart::Rest);
                let place = self.notes.here();
                self.notes.add(
                    place,
                    Told::error(
                        ScanCode::NoHeaders.slug(),
                        "der er ingen overskrifter; intet er læst".to_owned(),
                        "Hent udtrækket igen, eller ret header-row i layoutfilen i input/layouts",
                    ),
                );
            }
            State::Seeking(Some(best)) => {
                self.notes.lose(LostPart::Rest);
                let found = best.headers.iter().enumerate().filter(|(_, header)| header.is_some());
                self.notes.best_headers = Some((best.row, found.map(|(slot, _)| slot).collect()));
                self.counts.rows = best.rows_below;
                self.headers.tell_missing(&best, &mut self.notes);
            }
        }
        (self.notes, self.counts.rows)
    }
}
