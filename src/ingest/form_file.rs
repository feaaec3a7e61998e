//! What does a workbook say whose sheets are forms, one offering each? The name of a field stands
//! in one cell and its value in the next one of the row, wherever on the sheet.

use std::sync::Arc;

use super::assessment_rows::AssessmentRows;
use super::cell::Cell;
use super::fields::{SheetRole, grades, key};
use super::input_file::{Context, FileRead};
use super::layout::{Layout, SheetLayout, did_you_mean, nearest};
use super::notes::Notes;
use super::personal_data::{is_exempt, looks_like_cpr};
use super::sheet_read::SheetRead;
use super::workbook::{Hints, Rows, Workbook};
use super::workbook_file::tell_broken;
use crate::finding::Severity;
use crate::register::fold_name;

/// Reads every sheet that is visible and a form; gives the names of those that are.
pub(super) fn read_forms(
    path: &str,
    workbook: &mut Workbook,
    (layout, skipped): (&Layout, &[String]),
    context: &Context<'_>,
    read: &mut FileRead,
) -> Vec<String> {
    let names: Vec<String> = workbook
        .sheets()
        .iter()
        .filter(|sheet| sheet.is_visible && !skipped.contains(&fold_name(&sheet.name)))
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut used = Vec::new();
    for name in names {
        let new = |workbook: &Workbook| {
            let notes = Notes::new(path.into(), Some(Arc::from(name.as_str())));
            OneForm::new(layout, workbook.is_1904(), notes)
        };
        let mut form = new(workbook);
        let mut result = workbook.read_sheet(&name, &Hints::default(), &mut form);
        if let Ok(pass) = &result
            && let Some(hints) = workbook.hints(&name, pass, false)
        {
            form = new(workbook);
            result = workbook.read_sheet(&name, &hints, &mut form);
        }
        if form.n_found() == 0 && result.is_ok() {
            continue;
        }
        if let Err(error) = &result {
            tell_broken(&mut form.notes, error);
        }
        read.sheets.extend(form.finish(context));
        used.push(name);
    }
    used
}

/// What one sheet says to one role: a row of evidence, or a row of grades.
struct Answers<'l> {
    layout: &'l SheetLayout,
    /// Folded labels, with the slot each means.
    known: Vec<(String, usize)>,
    cells: Vec<Cell<'static>>,
    /// Where the value of each slot stands, and its label.
    headers: Vec<Option<(u16, Arc<str>)>>,
    rows: Vec<Option<u32>>,
}

/// One sheet that may be a form.
struct OneForm<'l> {
    is_1904: bool,
    roles: Vec<Answers<'l>>,
    notes: Notes,
    /// Labels of no field that stand before a value.
    unknown: Vec<String>,
    is_broken: bool,
}

impl<'l> OneForm<'l> {
    fn new(layout: &'l Layout, is_1904: bool, notes: Notes) -> Self {
        let roles = layout.sheets.iter().map(|sheet| {
            let mut known = Vec::new();
            for column in &sheet.columns {
                let Some(slot) = sheet.role.slot(column.field) else { continue };
                known.extend(column.headers.iter().map(|label| (fold_label(label), slot)));
            }
            let n = sheet.role.fields().len();
            Answers {
                layout: sheet,
                known,
                cells: vec![Cell::Empty; n],
                headers: vec![None; n],
                rows: vec![None; n],
            }
        });
        let roles = roles.collect();
        Self { is_1904, roles, notes, unknown: Vec::new(), is_broken: false }
    }

    fn n_found(&self) -> usize {
        self.roles.iter().map(|role| role.headers.iter().flatten().count()).sum()
    }

    /// Whether a text names a field, or one that is never read.
    fn is_label(&self, folded: &str) -> bool {
        self.roles.iter().any(|role| {
            role.known.iter().any(|(known, _)| known == folded) || role.is_never_read(folded)
        })
    }

    /// Takes a label and its value.
    fn take(&mut self, row: u32, label: (u16, &str), value: Option<&(u16, Cell<'_>)>) {
        let (label_column, text) = label;
        let folded = fold_label(text);
        let column = value.map_or(label_column.saturating_add(1), |(column, _)| *column);
        let mut is_twice = false;
        for role in &mut self.roles {
            let Some((_, slot)) = role.known.iter().find(|(known, _)| *known == folded) else {
                continue;
            };
            let slot = *slot;
            if role.headers[slot].is_some() {
                is_twice = true;
                continue;
            }
            let cell = value.map_or(Cell::Empty, |(_, cell)| cell.clone().into_owned());
            role.cells[slot] = role.layout.role.in_system(slot, cell, self.is_1904);
            role.headers[slot] = Some((column, text.trim().trim_end_matches(':').into()));
            role.rows[slot] = Some(row);
        }
        if is_twice {
            let place = self.notes.at(row, label_column);
            self.notes.add(
                place,
                Severity::Warning,
                "header-twice",
                format!("feltet \"{text}\" står to gange i skemaet; det første er læst"),
                "Slet det felt, der ikke gælder; et ark skal være et skema for ét tilbud",
            );
        }
    }

    fn finish(self, context: &Context<'_>) -> Vec<SheetRead> {
        let Self { roles, mut notes, unknown, is_broken, .. } = self;
        if !unknown.is_empty() {
            let shown: Vec<String> = unknown.iter().map(|label| format!("\"{label}\"")).collect();
            notes.add(
                notes.here(),
                Severity::Note,
                "columns-not-read",
                format!("felter, der ikke læses: {}", shown.join(", ")),
                "Ingenting; skal de læses, så tilføj dem i layoutfilen i input/layouts",
            );
        }
        if roles.iter().all(|role| role.cells.iter().all(Cell::is_empty)) {
            notes.add(
                notes.here(),
                Severity::Note,
                "form-empty",
                "skemaet er tomt og regnes ikke med".to_owned(),
                "Ingenting; eller udfyld det, hvis der er et tilbud at vurdere",
            );
            return vec![SheetRead::empty(SheetRole::Evidence, notes)];
        }
        let mut sheets = Vec::new();
        for role in roles.into_iter().filter(Answers::is_there) {
            // What was found on the sheet is told once.
            let fresh = notes.of_same_sheet();
            let notes = std::mem::replace(&mut notes, fresh);
            sheets.push(role.finish(notes, &unknown, is_broken, context));
        }
        if sheets.is_empty() {
            sheets.push(SheetRead::empty(SheetRole::Evidence, notes));
        }
        sheets
    }
}

impl Rows for OneForm<'_> {
    fn wants(&self, _column: u16) -> bool {
        true
    }

    fn fills_down(&self, _column: u16) -> bool {
        false
    }

    fn blank(&mut self, _column: u16) {}

    fn row(&mut self, row: u32, cells: &mut Vec<(u16, Cell<'_>)>) {
        let folded: Vec<Option<String>> = cells
            .iter()
            .map(|(_, cell)| match cell {
                Cell::Text(text) => Some(fold_label(text)),
                _ => None,
            })
            .collect();
        let is_label = |at: usize| {
            folded.get(at).is_some_and(|f| f.as_ref().is_some_and(|f| self.is_label(f)))
        };
        let labels: Vec<bool> = (0..cells.len()).map(is_label).collect();
        for (at, (column, cell)) in cells.iter().enumerate() {
            let Cell::Text(text) = cell else { continue };
            let value = cells.get(at + 1).filter(|_| !labels[at + 1]);
            if labels[at] {
                self.take(row, (*column, text), value);
            } else if at == 0 && value.is_some() && self.unknown.len() < NAMED {
                self.unknown.push(cell.shown());
            }
        }
    }

    fn broken_row(&mut self, _row: u32, _cells: &[(u16, Cell<'_>)]) {
        self.is_broken = true;
    }

    fn notes(&mut self) -> &mut Notes {
        &mut self.notes
    }
}

/// Labels of no field that a message names.
const NAMED: usize = 30;

impl Answers<'_> {
    fn is_never_read(&self, folded: &str) -> bool {
        self.layout.never_read.iter().any(|label| label == folded)
    }

    /// Whether the sheet has fields of this role that are not of every role.
    fn is_there(&self) -> bool {
        self.headers[key::FIELDS.len()..].iter().any(Option::is_some)
    }

    fn finish(
        self,
        mut notes: Notes,
        unknown: &[String],
        is_broken: bool,
        context: &Context<'_>,
    ) -> SheetRead {
        let Self { layout, mut cells, headers, rows, .. } = self;
        let missing: Vec<&str> = layout
            .columns
            .iter()
            .filter(|column| column.is_required)
            .filter(|column| {
                layout.role.slot(column.field).is_some_and(|slot| headers[slot].is_none())
            })
            .filter_map(|column| layout.header(column.field))
            .collect();
        let row = rows[key::PROVIDER].or_else(|| rows.iter().flatten().copied().min());
        let row = row.unwrap_or(1);
        for (slot, cell) in cells.iter().enumerate() {
            let is_exempt = is_exempt(layout.role.fields()[slot]);
            if let (false, true, Some((column, _))) =
                (is_exempt, looks_like_cpr(cell), &headers[slot])
            {
                notes.personal.add(rows[slot].unwrap_or(row), *column);
            }
        }
        notes.set_headers(headers);
        notes.set_rows(rows);
        let is_empty = cells.iter().all(Cell::is_empty);
        let mut assessments = AssessmentRows::new(context.registers, context.options.grounds_for);
        if is_empty {
            // Nothing is said to this role.
        } else if !notes.personal.is_empty() {
            // The file is not used.
        } else if is_broken || !missing.is_empty() {
            for wanted in &missing {
                tell_missing(&mut notes, layout.role, wanted, unknown);
            }
            let (code, reason) = if is_broken {
                ("sheet-broken", "arket brød af; gem projektmappen igen".to_owned())
            } else {
                ("column-missing", format!("skemaet mangler feltet \"{}\"", missing.join("\", \"")))
            };
            let name = cells[key::PROVIDER].shown();
            notes.set_row_aside(row, None, code, &name, reason);
        } else {
            for slot in key::UNUSED {
                cells[slot] = Cell::Empty;
            }
            if layout.role == SheetRole::Grades && context.options.grounds_for.is_none() {
                cells[grades::GROUNDS..].fill(Cell::Empty);
            }
            assessments.take(layout.role, row, &cells, &mut notes);
        }
        SheetRead {
            sheet: notes.form_sheet(layout.role.fields()),
            rows_read: u64::from(!is_empty),
            evidence: assessments.evidence,
            grades: assessments.grades,
            ..SheetRead::empty(layout.role, notes)
        }
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

/// A label as it is compared: a colon behind it, or a number before it, does not matter.
fn fold_label(label: &str) -> String {
    let label = label.trim().trim_end_matches(':');
    fold_name(label.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ')'))
}
