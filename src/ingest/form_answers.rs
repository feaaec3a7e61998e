//! What does a sheet that is a form say of one offering: its evidence, or its grades?

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::assessment_rows::AssessmentRows;
use super::cell::Cell;
use super::corrections::{FORM, OfRow, Origin, REPLACED, checksum, row_key};
use super::fields::{SheetRole, grades, key};
use super::given_rows::{GivenCell, GivenHeader, GivenRow, GivenSheet, given_cell};
use super::input_file::Context;
use super::layout::{SheetLayout, did_you_mean, nearest};
use super::notes::Notes;
use super::personal_data::{looks_like_cpr, may_be_ten_digits};
use super::sheet_read::SheetRead;
use super::value;
use crate::finding::{Place, Severity};
use crate::plain_text::replaced;

/// Columns that a form is given back in: its label, its value.
const LABEL: u16 = 0;
const VALUE: u16 = 1;

/// What one sheet says to one role: a row of evidence, or a row of grades.
pub(super) struct Answers<'l> {
    layout: &'l SheetLayout,
    /// Folded labels, with the slot each means.
    known: HashMap<String, usize>,
    cells: Vec<Cell<'static>>,
    /// Where the value of each slot stands, and its label.
    headers: Vec<Option<(u16, Arc<str>)>>,
    rows: Vec<Option<u32>>,
}

/// What is known of the sheet as a whole when its answers are made use of.
pub(super) struct AboutSheet<'s> {
    /// Labels of no field that stand before a value.
    pub(super) unknown: &'s [String],
    /// Why the form can't be used, when it or a cell of it can't be read: a code, and in words.
    pub(super) broken: Option<(&'static str, String)>,
    /// Of a correction: the form that it replaces.
    pub(super) origin: Option<&'s Origin>,
    /// The correction that stands in the form's place, and where.
    pub(super) replaced: Option<(usize, String)>,
}

impl<'l> Answers<'l> {
    /// None so far. `fold` makes a label what it is compared as.
    pub(super) fn new(layout: &'l SheetLayout, fold: impl Fn(&str) -> String) -> Self {
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
            known,
            cells: vec![Cell::Empty; n],
            headers: vec![None; n],
            rows: vec![None; n],
        }
    }

    /// Fields found.
    pub(super) fn n_found(&self) -> usize {
        self.headers.iter().flatten().count()
    }

    /// Names of its fields, as the layout has them.
    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        self.layout.columns.iter().flat_map(|column| column.headers.iter().map(|label| &**label))
    }

    /// Whether no field found has an answer where it belongs.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.is_empty() || matches!(cell, Cell::Apart(_)))
    }

    /// Which of the cells further right than the answer of a label may be its answer: looked for
    /// where something else would step in for it.
    pub(super) fn apart(&self, folded: &str, cells: &[&Cell<'_>]) -> Option<usize> {
        let slot = *self.known.get(folded).filter(|_| self.layout.role == SheetRole::Grades)?;
        match slot {
            grades::QUALITY => value::quality_apart(cells),
            _ if (grades::GRADES..grades::GROUNDS).contains(&slot) => value::grade_apart(cells),
            _ => None,
        }
    }

    /// Whether a folded text names a field, or one that is never read.
    pub(super) fn is_label(&self, folded: &str) -> bool {
        self.known.contains_key(folded)
            || self.layout.never_read.iter().any(|label| label == folded)
    }

    /// Takes the value in a cell; gives false when the field was there before.
    pub(super) fn take(
        &mut self,
        folded: &str,
        label: &str,
        (row, column): (u32, u16),
        value: &Cell<'_>,
        is_1904: bool,
    ) -> bool {
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
    pub(super) fn is_there(&self) -> bool {
        self.headers[key::FIELDS.len()..].iter().any(Option::is_some)
    }

    /// What corrections say of these answers. `check` is the checksum of the whole form.
    pub(super) fn corrected(&self, here: &Place, check: &str, context: &Context<'_>) -> OfRow {
        let sheet = here.sheet.as_deref();
        let all = context.corrections.of_sheet(&here.file, sheet, self.layout);
        all.map(|all| all.of(FORM, || check.to_owned())).unwrap_or_default()
    }

    /// Makes a row of assessments of them, unless a correction stands in its place.
    pub(super) fn finish(
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
        let mut assessments = AssessmentRows::new(
            context.registers,
            context.options.grounds_for,
            context.options.as_of,
        );
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
            notes.set_row_aside(row, None, REPLACED, &cells[key::PROVIDER].shown(), reason);
        } else if about.broken.is_some() || !missing.is_empty() {
            for wanted in &missing {
                tell_missing(&mut notes, layout.role, wanted, about.unknown);
            }
            let lacks = || ("column-missing", format!("skemaet mangler {}", listed(&missing)));
            let (code, reason) = about.broken.clone().unwrap_or_else(lacks);
            let name = cells[key::PROVIDER].shown();
            notes.set_row_aside(row, None, code, &name, reason);
            assessments.lose(layout.role, row, cells, &notes);
        } else {
            if let Some(origin) = about.origin {
                notes.origins.push((row, origin.clone().of_form(sheet, layout, cells)));
            }
            for slot in key::UNUSED {
                cells[slot] = Cell::Empty;
            }
            if layout.role == SheetRole::Grades && context.options.grounds_for.is_none() {
                cells[grades::GROUNDS..].fill(Cell::Empty);
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
    fn missing(&self) -> Vec<&'l str> {
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

    fn find_personal(&self, notes: &mut Notes) {
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
pub(super) fn form_check(all: &[Answers<'_>]) -> String {
    let there = all.iter().filter(|answers| answers.is_there());
    checksum(there.map(|answers| (answers.layout.role, &*answers.cells)))
}

/// A form as it is given back: a row for each field, those that are missing last.
pub(super) fn given_form(
    all: &[Answers<'_>],
    mut notes: Notes,
    context: &Context<'_>,
) -> SheetRead {
    let there: Vec<&Answers<'_>> = all.iter().filter(|answers| answers.is_there()).collect();
    let mut rows: BTreeMap<(u32, u16), GivenRow> = BTreeMap::new();
    let mut missing: Vec<&str> = Vec::new();
    let key = there.first().map(|answers| row_key(answers.layout.role, &answers.cells));
    let key = key.unwrap_or_default();
    let check = form_check(all);
    let row = |row: u32, column: Option<u16>, label: &str, value: Option<GivenCell>| {
        let label = GivenCell::Text(label.to_owned());
        let cells = [Some((LABEL, label)), value.map(|value| (VALUE, value))];
        let cells = cells.into_iter().flatten().collect();
        GivenRow { row, column, key: key.clone(), check: check.clone(), cells }
    };
    for answers in there {
        answers.find_personal(&mut notes);
        let fields = answers.layout.role.fields();
        for (slot, header) in answers.headers.iter().enumerate() {
            let (Some((column, label)), Some(at)) = (header, answers.rows[slot]) else { continue };
            let value = given_cell(fields[slot], &answers.cells[slot]);
            rows.entry((at, *column)).or_insert_with(|| row(at, Some(*column), label, value));
        }
        missing.extend(answers.missing());
    }
    let mut seen = BTreeSet::new();
    missing.retain(|label| seen.insert(*label));
    let here = notes.here();
    let sheet = here.sheet.as_deref().map(str::to_owned);
    let is_wanted = context.wanted.and_then(|wanted| wanted.get(&*here.file)?.get(&sheet));
    let missing = missing.into_iter().map(|label| row(FORM, None, label, None));
    let header = |column, text: &str| GivenHeader {
        column,
        text: text.to_owned(),
        is_read: true,
        // Ids keep their zeros, and a number typed as text is read all the same.
        is_code: column == VALUE,
    };
    let given = is_wanted.map(|_| GivenSheet {
        file: here.file.to_string(),
        name: sheet.clone().unwrap_or_default(),
        sheet,
        is_form: true,
        headers: vec![header(LABEL, "Felt"), header(VALUE, "Svar")],
        rows: rows.into_values().chain(missing).collect(),
    });
    SheetRead { given, rows_read: 1, ..SheetRead::empty(SheetRole::Evidence, notes) }
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

fn tell_missing(notes: &mut Notes, role: SheetRole, wanted: &str, unknown: &[String]) {
    let what = if role == SheetRole::Grades { "gradueringen" } else { "oplysningerne" };
    let near = nearest(wanted, unknown.iter().map(String::as_str));
    notes.add(
        notes.here(),
        Severity::Error,
        "column-missing",
        format!("feltet \"{wanted}\" mangler i skemaet, så {what} i det er ikke læst"),
        format!(
            "{}Tilføj feltet, eller skriv i layoutfilen i input/layouts, hvad det hedder, eller at \
             det er optional",
            did_you_mean(near)
        ),
    );
}
