//! What was found in one sheet, and exactly where?

use std::borrow::Cow;
use std::sync::Arc;

use crate::finding::{Finding, Place, SetAside};
use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::scan::aside::Aside;
use crate::ingest::scan::capped::Capped;
use crate::ingest::scan::code::ScanCode;
use crate::ingest::scan::origin::Origin;
use crate::ingest::scan::personal_cells::PersonalCells;
use crate::ingest::scan::shares::Shares;
use crate::ingest::scan::slash_dates::SlashDates;
use crate::ingest::value;
use crate::ingest::value::read::{Read, Refusal};
use crate::model::FormSheet;
use crate::plain_text::{cleaned, has_harmful, is_harmful, replaced};

/// How much of a sheet can't be used, with nothing to tell whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LostPart {
    /// Nothing.
    Nothing,
    /// Single rows.
    Rows,
    /// All rows, or those behind some point: nobody knows how many.
    Rest,
}

/// Findings and set-aside rows of one sheet (or one CSV file), and the headers that name its cells.
#[derive(Clone, Debug)]
pub(crate) struct Notes {
    file: Arc<str>,
    sheet: Option<Arc<str>>,
    /// Column and header of each slot that the sheet has.
    headers: Vec<Option<(u16, Arc<str>)>>,
    /// Row of each slot, where the sheet is a form with a row per field; else empty.
    rows: Vec<Option<u32>>,
    pub(crate) findings: Capped<Finding>,
    pub(crate) set_aside: Capped<SetAside>,
    pub(crate) rows_set_aside: u64,
    /// What can't be used and of which nothing tells whose it is.
    pub(crate) lost: LostPart,
    /// Where not all headers were found: the row that had most of them, and the slots found.
    pub(crate) best_headers: Option<(u32, Vec<usize>)>,
    /// Cells that look like a CPR-nummer.
    pub(crate) personal: PersonalCells,
    /// Of cells that are told of with others of their column: what is said of each, for whoever
    /// corrects it.
    pub(crate) of_cells: Vec<Finding>,
    /// Percentages that may be shares.
    pub(crate) shares: Shares,
    /// Dates in which the month may stand first.
    pub(crate) slashes: SlashDates,
    /// Of a correction: its rows, and what they replace.
    pub(crate) origins: Vec<(u32, Origin)>,
    /// Corrections that rows of this sheet were replaced by.
    pub(crate) replaced: Vec<usize>,
    /// Corrections of rows of this sheet that say something else by now.
    pub(crate) stale: Vec<usize>,
}

impl Notes {
    pub(crate) fn new(file: Arc<str>, sheet: Option<Arc<str>>) -> Self {
        Self {
            file,
            sheet,
            headers: Vec::new(),
            rows: Vec::new(),
            findings: Capped::default(),
            set_aside: Capped::default(),
            rows_set_aside: 0,
            lost: LostPart::Nothing,
            best_headers: None,
            personal: PersonalCells::default(),
            of_cells: Vec::new(),
            shares: Shares::default(),
            slashes: SlashDates::default(),
            origins: Vec::new(),
            replaced: Vec::new(),
            stale: Vec::new(),
        }
    }

    /// Nothing found yet, in the same sheet.
    pub(crate) fn of_same_sheet(&self) -> Self {
        Self::new(Arc::clone(&self.file), self.sheet.clone())
    }

    /// Nothing found yet, in the same sheet with the same headers.
    pub(crate) fn fork(&self) -> Self {
        Self { headers: self.headers.clone(), ..self.of_same_sheet() }
    }

    /// What was found in rows further down.
    pub(crate) fn append(&mut self, below: &mut Self) {
        self.findings.append(&mut below.findings);
        self.set_aside.append(&mut below.set_aside);
        self.rows_set_aside += std::mem::take(&mut below.rows_set_aside);
        self.lost = self.lost.max(below.lost);
        self.personal.append(&mut below.personal);
        self.shares.append(&mut below.shares);
        self.slashes.append(&mut below.slashes);
        self.origins.append(&mut below.origins);
        self.replaced.append(&mut below.replaced);
        self.stale.append(&mut below.stale);
    }

    /// The sheet as a place.
    pub(crate) fn here(&self) -> Place {
        Place {
            file: Arc::clone(&self.file),
            sheet: self.sheet.clone(),
            row: None,
            column: None,
            header: None,
        }
    }

    pub(crate) fn row(&self, row: u32) -> Place {
        Place { row: Some(row), ..self.here() }
    }

    /// A cell by its column, with the header that stands over it.
    pub(crate) fn at(&self, row: u32, column: u16) -> Place {
        // On a form all fields may stand in one column: the row tells which it is.
        let is_here = |slot: usize| self.rows.get(slot).is_none_or(|at| *at == Some(row));
        let header = self
            .headers
            .iter()
            .enumerate()
            .filter_map(|(slot, header)| header.as_ref().filter(|_| is_here(slot)))
            .find(|(at, _)| *at == column);
        Place {
            column: Some(u32::from(column)),
            header: header.map(|(_, header)| Arc::clone(header)),
            ..self.row(row)
        }
    }

    /// The column of a slot, when the sheet has it.
    pub(crate) fn column(&self, slot: usize) -> Option<u16> {
        self.headers.get(slot)?.as_ref().map(|(column, _)| *column)
    }

    /// A cell; its row when the sheet has no such column.
    pub(crate) fn cell(&self, row: u32, slot: usize) -> Place {
        let row = self.rows.get(slot).copied().flatten().unwrap_or(row);
        match self.headers.get(slot) {
            Some(Some((column, header))) => Place {
                column: Some(u32::from(*column)),
                header: Some(Arc::clone(header)),
                ..self.row(row)
            },
            _ => self.row(row),
        }
    }

    /// Something is said of a place.
    pub(crate) fn add(&mut self, place: Place, told: Told) {
        self.findings.push(finding(place, told));
    }

    /// Something is said of a cell that is told of with others.
    pub(crate) fn add_of_cell(&mut self, place: Place, told: Told) {
        self.of_cells.push(finding(place, told));
    }

    /// What the reader of the file has to say of a row, or of a cell of it.
    pub(crate) fn tell(&mut self, row: u32, column: Option<u16>, told: Told) {
        let place = column.map_or_else(|| self.row(row), |column| self.at(row, column));
        self.add(place, told);
    }

    /// A cell whose value is not used.
    pub(crate) fn refused(&mut self, row: u32, slot: usize, refusal: &Refusal) {
        let Refusal { code, message, action } = refusal.clone();
        self.add(self.cell(row, slot), Told::warning(code, message, action));
    }

    /// The value read from a cell; a refusal becomes a finding, and the value not reported.
    pub(crate) fn keep<T>(&mut self, row: u32, slot: usize, read: Read<T>) -> Option<T> {
        match read {
            Ok(value) => value,
            Err(refusal) => {
                self.refused(row, slot, &refusal);
                None
            }
        }
    }

    /// Something can't be used, and nothing tells whose it is.
    pub(crate) fn lose(&mut self, part: LostPart) {
        self.lost = self.lost.max(part);
    }

    /// A text that is kept, without characters that do harm where it comes out.
    pub(crate) fn keep_name<'r>(
        &mut self,
        row: u32,
        slot: usize,
        cell: &'r Cell<'_>,
    ) -> Option<Cow<'r, str>> {
        let text = self.keep(row, slot, value::text(cell))?;
        // Line breaks within a name are its own.
        let does_harm = |c: &char| is_harmful(*c) && !c.is_whitespace();
        if !has_harmful(&text) || !text.chars().any(|c| does_harm(&c)) {
            return Some(text);
        }
        let mut names: Vec<String> =
            text.chars().filter(does_harm).map(|c| format!("U+{:04X}", u32::from(c))).collect();
        names.sort();
        names.dedup();
        self.add(
            self.cell(row, slot),
            Told::note(
                ScanCode::CharactersReplaced.slug(),
                format!(
                    "teksten har tegn, der ikke kan vises ({}); de er \u{fffd} i resultaterne",
                    names.join(", ")
                ),
                "Skriv teksten om uden dem",
            ),
        );
        Some(Cow::Owned(replaced(&text).into_owned()))
    }

    /// A row that is not used. `slot` is the cell that decided.
    pub(crate) fn set_row_aside(&mut self, row: u32, slot: Option<usize>, aside: Aside<'_>) {
        let Aside { code, key, reason } = aside;
        self.rows_set_aside += 1;
        if self.set_aside.counts(code) {
            let place = slot.map_or_else(|| self.row(row), |slot| self.cell(row, slot));
            let (key, reason) = (replaced(key).into_owned(), cleaned(reason));
            self.set_aside.keep(SetAside { place, code, key, reason, n_rows: 1 });
        }
    }

    /// All rows of the sheet, which were only counted: one entry for them together.
    pub(crate) fn set_sheet_aside(&mut self, rows: u64, code: &'static str, reason: String) {
        if rows > 0 {
            let place = self.here();
            self.set_aside.push(SetAside { place, code, key: String::new(), reason, n_rows: rows });
            self.rows_set_aside += rows;
        }
    }

    /// Forgets all that was noted of the sheet's rows.
    pub(crate) fn forget(&mut self) {
        self.findings.clear();
        self.of_cells.clear();
        self.set_aside.clear();
        self.rows_set_aside = 0;
        self.origins.clear();
        self.replaced.clear();
        self.stale.clear();
    }

    pub(crate) fn set_headers(&mut self, headers: Vec<Option<(u16, Arc<str>)>>) {
        self.headers = headers;
    }

    /// The sheet is a form: each slot has a row of its own.
    pub(crate) fn set_rows(&mut self, rows: Vec<Option<u32>>) {
        self.rows = rows;
    }

    /// Column and header of a slot.
    pub(crate) fn header(&self, slot: usize) -> Option<(u16, &str)> {
        let (column, header) = self.headers.get(slot)?.as_ref()?;
        Some((*column, header))
    }

    /// The sheet as the dataset keeps it.
    pub(crate) fn form_sheet(&self, fields: &[&'static str]) -> FormSheet {
        FormSheet {
            file: (*self.file).into(),
            sheet: self.sheet.as_deref().map(Into::into),
            columns: fields
                .iter()
                .zip(&self.headers)
                .filter_map(|(field, header)| Some(((*field).into(), header.as_ref()?.0)))
                .collect(),
            rows: fields
                .iter()
                .zip(&self.rows)
                .filter_map(|(field, row)| Some(((*field).into(), (*row)?)))
                .collect(),
        }
    }
}

fn finding(place: Place, told: Told) -> Finding {
    let Told { severity, code, message, action } = told;
    Finding { place, severity, code, message: cleaned(message), action: cleaned(action) }
}
