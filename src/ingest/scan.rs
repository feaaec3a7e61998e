//! Where are the headers, and which cell of a row is which field?
//!
//! Both readers hand their rows to a [`Scan`] one by one. It finds the header row first; only when
//! every required column is there are rows handed on, as cells by slot. Otherwise they are counted.

use super::cell::Cell;
use super::corrections::{Corrections, Origin, REPLACED, SheetCorrections, is_correction};
use super::empty_levels::Levels;
use super::header::{Candidate, Headers, Use, named};
use super::input_file::Tally;
use super::layout::SheetLayout;
use super::not_data::{HEADER_AGAIN, NOTE_ROW, NotData, TOTAL_ROW, not_data};
use super::notes::Notes;
use super::pasted::{self, SEPARATORS};
use super::personal_data::{is_exempt, looks_like_cpr};
use super::taker::Taker;
use crate::finding::{Severity, column_letters};

/// Rows in which the headers are looked for.
const HEADER_ROWS: u32 = 25;
/// Rows between two signs of progress.
const TOLD: u64 = 4096;

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
            exempt: layout.role.fields().iter().map(|field| is_exempt(field)).collect(),
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
            let is_id = |column: u16| self.uses.get(usize::from(column)) == Some(&Use::Slot(0));
            let id = cells.iter().find(|(column, _)| is_id(*column));
            let key = id.map_or_else(String::new, |(_, id)| id.shown());
            self.notes.set_row_aside(row, None, code, key.trim_matches('"'), reason.to_owned());
        } else {
            self.row(row, cells, Some(width), taker);
        }
    }

    /// The row in which a sheet broke off: it may be incomplete, so it is not used.
    pub(super) fn broken_row(&mut self, row: u32, cells: &[(u16, Cell<'_>)]) {
        if matches!(self.state, State::Found) && !cells.is_empty() {
            self.rows_read += 1;
            let reason =
                "arket brød af i eller lige efter rækken; gem projektmappen igen".to_owned();
            self.notes.set_row_aside(row, None, "sheet-broken", "", reason);
        }
    }

    /// Whether a row is the header line of a CSV file that was pasted into one column.
    fn found_pasted(&mut self, row: u32, cells: &[(u16, Cell<'_>)]) -> bool {
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
            self.pasted = Some((separator, *column));
            let place = self.notes.at(row, *column);
            self.notes.add(
                place,
                Severity::Warning,
                "csv-in-cells",
                format!(
                    "hver række står som en hel CSV-linje i én celle; de er delt ved {}",
                    pasted::spelled(separator)
                ),
                "Ingenting, hvis rækkerne er rigtige; ellers hent udtrækket igen som CSV, og læg \
                 den fil i input",
            );
            self.found(header);
            return true;
        }
        false
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
                format!("overskriften \"{name}\" står to gange; den første kolonne er læst"),
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

    fn data_row(
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
                    slots[*slot] = self.headers.layout.role.in_system(*slot, cell, self.is_1904);
                    self.levels.filled(*slot);
                    is_blank = false;
                }
                Some(Use::Checked(slot)) => {
                    if !self.exempt[*slot] && looks_like_cpr(&cell) {
                        personal.push(column);
                    }
                    is_blank = false;
                }
                Some(Use::Added(added)) => origin.set(*added, &cell),
                Some(Use::Never) => {}
                Some(Use::Other) | None => is_blank = false,
            }
        }
        if is_blank {
            return;
        }
        if let Some(what) = not_data(&slots, first.as_deref(), n_filled, &self.headers.known) {
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
            let replaced = self.corrections.as_ref().and_then(|c| c.of(row, None));
            if self.is_replaced(row, "", replaced) {
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
            return;
        }
        self.hand_on(row, &slots, origin, personal, taker);
    }

    /// Hands a row on, unless it holds what looks like a CPR-nummer or a correction replaces it.
    /// `personal` are columns of such cells that are read for nothing else.
    fn hand_on(
        &mut self,
        row: u32,
        slots: &[Cell<'_>],
        origin: Origin,
        mut personal: Vec<u16>,
        taker: &mut Taker<'_>,
    ) {
        let read = slots
            .iter()
            .enumerate()
            .filter(|(slot, cell)| !self.exempt[*slot] && looks_like_cpr(cell));
        for (slot, _) in read {
            personal.extend(self.notes.column(slot));
        }
        for column in personal {
            self.notes.personal.add(row, column);
        }
        if !self.notes.personal.is_empty() {
            // The file is not used: its rows are only counted from here.
            return;
        }
        let replaced = self.corrections.as_ref().and_then(|c| c.of(row, Some(slots)));
        if replaced.is_some() && self.is_replaced(row, &slots[0].shown(), replaced) {
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

    /// A row of a CSV file that was pasted into one column.
    fn pasted_row(
        &mut self,
        row: u32,
        cells: &[(u16, Cell<'_>)],
        (separator, column): (u8, u16),
        taker: &mut Taker<'_>,
    ) {
        let fields = match cells {
            [(at, Cell::Text(line))] if *at == column => pasted::split(line, separator),
            _ => Vec::new(),
        };
        let width = fields.len();
        self.rows_read += 1;
        if width != self.width {
            let reason = format!(
                "linjen deler sig i {width} felter, overskriften i {}; hent udtrækket igen som CSV",
                self.width
            );
            self.notes.set_row_aside(row, None, "ragged-row", "", reason);
            return;
        }
        let mut slots = vec![Cell::Empty; self.headers.layout.role.fields().len()];
        let mut personal = Vec::new();
        for (field, cell) in pasted::cells(fields) {
            match self.uses.get(usize::from(field)) {
                Some(Use::Slot(slot)) => {
                    self.levels.filled(*slot);
                    slots[*slot] = cell;
                }
                Some(Use::Checked(slot)) if !self.exempt[*slot] && looks_like_cpr(&cell) => {
                    personal.push(column);
                }
                _ => {}
            }
        }
        self.hand_on(row, &slots, Origin::default(), personal, taker);
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

    /// Whether the rows may become whole by what is merged over several of them.
    pub(super) fn may_be_merged(&self) -> bool {
        self.n_gaps > 0 || matches!(self.state, State::Seeking(Some(_)))
    }

    /// Sets a row aside when a correction replaces it.
    fn is_replaced(&mut self, row: u32, key: &str, correction: Option<usize>) -> bool {
        let (Some(at), Some(corrections)) = (correction, &self.corrections) else { return false };
        let reason = format!("rækken er erstattet af {}", corrections.place(at));
        self.notes.replaced.push(at);
        self.notes.set_row_aside(row, None, REPLACED, key, reason);
        true
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
            }
            State::Seeking(None) => {
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
                self.rows_read = best.rows_below;
                self.headers.tell_missing(&best, &mut self.notes);
            }
        }
        (self.notes, self.rows_read)
    }
}

/// Whether a text looks like an id, and neither like a name nor like a phone number.
fn may_be_id(cell: &Cell<'_>) -> bool {
    const LONGEST: usize = 16;
    let text = cell.shown();
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    text.len() <= LONGEST && is_plain && n_digits > 0 && n_digits != 8 && !looks_like_cpr(cell)
}
