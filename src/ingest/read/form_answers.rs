//! What does a sheet that is a form say of one offering: its evidence, or its grades?

use std::collections::HashMap;
use std::sync::Arc;

use crate::finding::Place;
use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::layout::SheetLayout;
use crate::ingest::layout::fields::{SheetRole, grades, key, may_be_ten_digits};
use crate::ingest::read::context::Context;
use crate::ingest::row::assessment_rows::AssessmentRows;
use crate::ingest::row::sheet_read::SheetRead;
use crate::ingest::scan::aside::Aside;
use crate::ingest::scan::check::checksum;
use crate::ingest::scan::code::ScanCode;
use crate::ingest::scan::corrected::{OfRow, REPLACED};
use crate::ingest::scan::header::{named, what_to_do};
use crate::ingest::scan::notes::Notes;
use crate::ingest::scan::origin::{FORM, Origin};
use crate::ingest::value;
use crate::ingest::value::personal::looks_like_cpr;
use crate::plain_text::replaced;

/// What one sheet says to one role: a row of evidence, or a row of grades.
pub(crate) struct Answers<'l> {
    pub(crate) layout: &'l SheetLayout,
    /// Whether the workbook counts days from 1904.
    is_1904: bool,
    /// Folded labels, with the slot each means.
    pub(crate) known: HashMap<String, usize>,
    pub(crate) cells: Vec<Cell<'static>>,
    /// Where the value of each slot stands, and its label.
    pub(crate) headers: Vec<Option<(u16, Arc<str>)>>,
    pub(crate) rows: Vec<Option<u32>>,
}

/// A label and the cell next to it.
#[derive(Clone, Copy)]
pub(crate) struct Answer<'a> {
    /// As it is told.
    pub(crate) label: &'a str,
    pub(crate) row: u32,
    /// Of the value.
    pub(crate) column: u16,
    pub(crate) value: &'a Cell<'a>,
}

/// What is known of the sheet as a whole when its answers are made use of.
pub(crate) struct AboutSheet<'s> {
    /// Labels of no field that stand before a value.
    pub(crate) unknown: &'s [String],
    /// Why the form can't be used, when it or a cell of it can't be read: a code, and in words.
    pub(crate) broken: Option<(&'static str, String)>,
    /// Of a correction: the form that it replaces.
    pub(crate) origin: Option<&'s Origin>,
    /// The correction that stands in the form's place, and where.
    pub(crate) replaced: Option<(usize, String)>,
}

impl<'l> Answers<'l> {
    /// None so far. `fold` makes a label what it is compared as.
    pub(crate) fn new(
        layout: &'l SheetLayout,
        is_1904: bool,
        fold: impl Fn(&str) -> String,
    ) -> Self {
        let mut known = HashMap::new();
        for column in &layout.columns {
            let Some(slot) = layout.role.slot(column.field) else { continue };
            for label in &column.headers {
                known.entry(fold(label)).or_insert(slot);
            }
        }
        let n = layout.role.fields().len();
        Self {
            layout,
            is_1904,
            known,
            cells: vec![Cell::Empty; n],
            headers: vec![None; n],
            rows: vec![None; n],
        }
    }

    /// Fields found.
    pub(crate) fn n_found(&self) -> usize {
        self.headers.iter().flatten().count()
    }

    /// Names of its fields, as the layout has them.
    pub(crate) fn labels(&self) -> impl Iterator<Item = &str> {
        self.layout.columns.iter().flat_map(|column| column.headers.iter().map(|label| &**label))
    }

    /// Whether no field found has an answer where it belongs.
    pub(crate) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.is_empty() || matches!(cell, Cell::Apart(_)))
    }

    /// Which of the cells further right than the answer of a label may be its answer: looked for
    /// where something else would step in for it.
    pub(crate) fn apart(&self, folded: &str, cells: &[&Cell<'_>]) -> Option<usize> {
        let slot = *self.known.get(folded).filter(|_| self.layout.role == SheetRole::Grades)?;
        match slot {
            grades::QUALITY => value::quality_apart(cells),
            _ if (grades::GRADES..grades::GROUNDS).contains(&slot) => value::grade_apart(cells),
            _ => None,
        }
    }

    /// Whether a folded text names a field, or one that is never read.
    pub(crate) fn is_label(&self, folded: &str) -> bool {
        self.known.contains_key(folded)
            || self.layout.never_read.iter().any(|label| label == folded)
    }

    /// Takes the answer to a folded label; gives false when the field was there before.
    pub(crate) fn take(&mut self, folded: &str, answer: &Answer<'_>) -> bool {
        let Answer { label, row, column, value } = *answer;
        let is_1904 = self.is_1904;
        let Some(slot) = self.known.get(folded).copied() else { return true };
        let cell = self.layout.reported(value.clone().into_owned());
        if self.headers[slot].is_some() {
            let cell = self.layout.role.in_system(slot, cell, is_1904);
            self.cells[slot] = std::mem::take(&mut self.cells[slot]).and(cell);
            return false;
        }
        self.cells[slot] = self.layout.role.in_system(slot, cell, is_1904);
        self.headers[slot] = Some((column, replaced(label).into()));
        self.rows[slot] = Some(row);
        true
    }

    /// Whether the sheet has fields of this role that are not of every role.
    pub(crate) fn is_there(&self) -> bool {
        self.headers[key::FIELDS.len()..].iter().any(Option::is_some)
    }

    /// What corrections say of these answers. `check` is the checksum of the whole form.
    pub(crate) fn corrected(&self, here: &Place, check: &str, context: &Context<'_>) -> OfRow {
        let sheet = here.sheet.as_deref();
        let all = context.corrections.of_sheet(&here.file, sheet, self.layout);
        all.map(|all| all.of(FORM, || check.to_owned())).unwrap_or_default()
    }

    /// Makes a row of assessments of them, unless a correction stands in its place.
    pub(crate) fn finish(
        mut self,
        mut notes: Notes,
        about: &AboutSheet<'_>,
        context: &Context<'_>,
    ) -> SheetRead {
        let layout = self.layout;
        let row = self.row();
        let missing = self.missing();
        let is_empty = self.cells.iter().all(Cell::is_empty);
        self.find_personal(&mut notes);
        notes.set_headers(self.headers);
        notes.set_rows(self.rows);
        let cells = &mut self.cells;
        let here = notes.here();
        let sheet = here.sheet.as_deref();
        let mut assessments = AssessmentRows::new(context.rows);
        if is_empty {
            // Nothing is said to this role.
        } else if !notes.personal.is_empty() {
            // The file is not used.
            assessments.lose(layout.role, row, cells, &notes);
        } else if let Some((at, place)) = &about.replaced {
            // What was wrong with it does not matter any more.
            notes.findings.clear();
            notes.replaced.push(*at);
            let reason = format!("skemaet er erstattet af {place}");
            notes.set_row_aside(
                row,
                None,
                Aside::new(REPLACED, &cells[key::PROVIDER].shown(), reason),
            );
        } else if about.broken.is_some() || !missing.is_empty() {
            if !missing.is_empty() {
                tell_missing(&mut notes, layout.role, &missing, about.unknown);
            }
            let lacks = || {
                (ScanCode::ColumnMissing.slug(), format!("skemaet mangler {}", listed(&missing)))
            };
            let (code, reason) = about.broken.clone().unwrap_or_else(lacks);
            let name = cells[key::PROVIDER].shown();
            notes.set_row_aside(row, None, Aside::new(code, &name, reason));
            assessments.lose(layout.role, row, cells, &notes);
        } else {
            if let Some(origin) = about.origin {
                notes.origins.push((row, origin.clone().of_form(sheet, layout, cells)));
            }
            for slot in key::UNUSED {
                cells[slot] = Cell::Empty;
            }
            assessments.take(layout.role, row, cells, &mut notes);
        }
        SheetRead {
            sheet: notes.form_sheet(layout.role.fields()),
            rows_read: u64::from(!is_empty),
            evidence: assessments.evidence,
            grades: assessments.grades,
            lost: assessments.lost.into_rows(),
            ..SheetRead::empty(layout.role, notes)
        }
    }

    /// Headers of fields that must be there and are not.
    pub(crate) fn missing(&self) -> Vec<&'l str> {
        let is_missing =
            |field| self.layout.role.slot(field).is_some_and(|slot| self.headers[slot].is_none());
        let required = self.layout.columns.iter().filter(|column| column.is_required);
        required
            .filter(|column| is_missing(column.field))
            .filter_map(|column| self.layout.header(column.field))
            .collect()
    }

    /// The row that stands for the whole form.
    fn row(&self) -> u32 {
        let first = || self.rows.iter().flatten().copied().min();
        self.rows[key::PROVIDER].or_else(first).unwrap_or(1)
    }

    pub(crate) fn find_personal(&self, notes: &mut Notes) {
        let fields = self.layout.role.fields();
        for (slot, cell) in self.cells.iter().enumerate() {
            let is_personal = looks_like_cpr(cell, may_be_ten_digits(fields[slot]));
            if let (true, Some((column, _))) = (is_personal, &self.headers[slot]) {
                notes.personal.add(self.rows[slot].unwrap_or_else(|| self.row()), *column);
            }
        }
    }
}

/// The checksum of a form: of all its parts.
pub(crate) fn form_check(all: &[Answers<'_>]) -> String {
    let there = all.iter().filter(|answers| answers.is_there());
    checksum(there.map(|answers| (answers.layout.role, &*answers.cells)))
}

/// Missing fields in words, the first of many: `feltet "Dato"; tilføj det`.
fn listed(missing: &[&str]) -> String {
    const NAMED: usize = 4;
    let named = missing[..missing.len().min(NAMED)].join("\", \"");
    match missing.len() {
        1 => format!("feltet \"{named}\"; tilføj det"),
        n if n <= NAMED => format!("felterne \"{named}\"; tilføj dem"),
        n => format!("{n} felter, bl.a. \"{named}\"; tilføj dem"),
    }
}

fn tell_missing(notes: &mut Notes, role: SheetRole, missing: &[&str], unknown: &[String]) {
    let what = if role == SheetRole::Grades { "gradueringen" } else { "oplysningerne" };
    let fields = if missing.len() == 1 { "feltet" } else { "felterne" };
    let missing: Vec<String> = missing.iter().map(|field| (*field).to_owned()).collect();
    let message =
        format!("{fields} {} mangler i skemaet, så {what} i det er ikke læst", named(&missing));
    let action = what_to_do(&missing, unknown, "feltet", "felterne");
    notes.add(notes.here(), Told::error(ScanCode::ColumnMissing.slug(), message, action));
}
