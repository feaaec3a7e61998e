//! What does a sheet say that is a form? The name of a field stands in one cell and its value in the
//! next one of the row, wherever on the sheet.

use std::collections::HashMap;

use crate::finding::{Severity, column_letters};
use crate::ingest::cell::told::Told;
use crate::ingest::cell::{Apart, Cell};
use crate::ingest::file::special::is_correction;
use crate::ingest::layout::Layout;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::read::code::ReadCode;
use crate::ingest::read::context::Context;
use crate::ingest::read::form_answers::{AboutSheet, Answer, Answers, form_check};
use crate::ingest::read::given_form::given_form;
use crate::ingest::row::sheet_read::SheetRead;
use crate::ingest::scan::broken::{REPAIR, broken_cell, some_cell};
use crate::ingest::scan::code::ScanCode;
use crate::ingest::scan::notes::{LostPart, Notes};
use crate::ingest::scan::origin::{Added, Origin};
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::near::nearest;
use crate::ingest::value::personal::looks_like_cpr;
use crate::ingest::workbook::rows::Rows;
use crate::register::fold_name;

/// One sheet that may be a form.
pub(crate) struct OneForm<'l> {
    pub(crate) roles: Vec<Answers<'l>>,
    pub(crate) notes: Notes,
    /// Labels of no field that stand before a value.
    pub(crate) unknown: Vec<String>,
    /// Last columns of labels merged over several, by row and column.
    pub(crate) label_ends: HashMap<(u32, u16), u16>,
    /// Labels without an answer next to them and with something further right in their row.
    pub(crate) apart: Vec<NoAnswer>,
    /// How many labels of no field were looked at for what they are like.
    pub(crate) n_tried: usize,
    /// Why the form can't be used: a code, and in words.
    pub(crate) broken: Option<(&'static str, String)>,
    /// Of a correction: what it replaces.
    pub(crate) origin: Option<Origin>,
}

/// A label without an answer next to it and with something further right in its row.
pub(crate) struct NoAnswer {
    row: u32,
    label: String,
    /// Where that stands.
    column: u16,
    /// It may be the answer, and is told of as such.
    may_be_answer: bool,
}

impl<'l> OneForm<'l> {
    pub(crate) fn new(layout: &'l Layout, is_1904: bool, notes: Notes) -> Self {
        let roles =
            layout.sheets.iter().map(|sheet| Answers::new(sheet, is_1904, fold_label)).collect();
        let origin = is_correction(&notes.here().file).then(Origin::default);
        Self {
            roles,
            notes,
            unknown: Vec::new(),
            label_ends: HashMap::new(),
            apart: Vec::new(),
            n_tried: 0,
            broken: None,
            origin,
        }
    }

    pub(crate) fn n_found(&self) -> usize {
        self.roles.iter().map(Answers::n_found).sum()
    }

    /// Whether a text names a field, one that is never read, or what is added to a form that is
    /// given back.
    fn is_label(&self, folded: &str) -> bool {
        self.roles.iter().any(|role| role.is_label(folded)) || self.added(folded).is_some()
    }

    fn added(&self, label: &str) -> Option<Added> {
        self.origin.as_ref().and_then(|_| Added::of(label))
    }

    /// Takes a label, which stands in a column of its own, and its value.
    fn take(&mut self, label_column: u16, answer: &Answer<'_>) {
        let Answer { label: text, row, column, value } = *answer;
        let folded = fold_label(text);
        if looks_like_cpr(&Cell::text(text), true) {
            self.notes.personal.add(row, label_column);
        }
        if let (Some(added), Some(origin)) = (self.added(&folded), &mut self.origin) {
            if looks_like_cpr(value, true) {
                self.notes.personal.add(row, column);
            }
            origin.set(added, value);
            return;
        }
        let label = text.trim().trim_end_matches(':');
        let mut is_twice = false;
        for role in &mut self.roles {
            is_twice |= !role.take(&folded, &Answer { label, ..*answer });
        }
        if is_twice && looks_like_cpr(value, false) {
            self.notes.personal.add(row, column);
        }
        if is_twice {
            let place = self.notes.at(row, label_column);
            self.notes.add(
                place,
                Told::warning(
                    ScanCode::HeaderTwice.slug(),
                    format!(
                        "feltet \"{text}\" står to gange i skemaet; siger de hver sit, er ingen \
                         af dem brugt"
                    ),
                    "Slet det felt, der ikke gælder; et ark skal være et skema for ét tilbud",
                ),
            );
        }
    }

    /// The column next to a label: where its answer stands, and nowhere else.
    fn answer_column(&self, row: u32, label: u16) -> u16 {
        self.label_ends.get(&(row, label)).copied().unwrap_or(label).saturating_add(1)
    }

    /// What stands further right than the answer of a label, when it may be its answer.
    fn answer_apart(
        &self,
        row: u32,
        label: &str,
        cells: &[(u16, Cell<'_>)],
    ) -> Option<Cell<'static>> {
        let folded = fold_label(label);
        let further: Vec<&Cell<'_>> = cells.iter().map(|(_, cell)| cell).collect();
        let at = self.roles.iter().find_map(|role| role.apart(&folded, &further))?;
        let (column, cell) = cells.get(at)?;
        let at = format!("{}{row}", column_letters(u32::from(*column)));
        Some(Cell::Apart(Box::new(Apart { text: cell.shown(), at })))
    }

    /// Says once that something stands further right than an answer does.
    fn tell_apart(&mut self) {
        // Where no answer at all was found, they stand in a column of their own.
        let is_shifted = self.roles.iter().all(Answers::is_empty);
        let mut apart = self.apart.iter().filter(|apart| is_shifted || !apart.may_be_answer);
        let Some(NoAnswer { row, label, column, .. }) = apart.next() else { return };
        let more = match apart.count() {
            0 => String::new(),
            1 => "; ét felt til er sådan".to_owned(),
            n => format!("; {n} felter til er sådan"),
        };
        let message = format!(
            "feltet \"{label}\" har intet svar i cellen til højre for sig; det, der står længere ude, \
             i {}{row}, læses ikke{more}",
            column_letters(u32::from(*column))
        );
        let severity = if is_shifted { Severity::Error } else { Severity::Note };
        if is_shifted {
            self.notes.lose(LostPart::Rows);
        }
        let place = self.notes.row(*row);
        self.notes.add(
            place,
            Told::new(
                severity,
                ValueCode::AnswerApart.slug(),
                message,
                "Ingenting, hvis det er en forklaring; er det et svar, så flyt det til cellen \
                 lige til højre for feltets navn",
            ),
        );
    }

    /// What stands before a value and is no field we know. It may name a person, so it is told of
    /// only when it looks like a field.
    fn unknown_label(&mut self, row: u32, column: u16, cell: &Cell<'_>) {
        if looks_like_cpr(cell, false) {
            self.notes.personal.add(row, column);
            return;
        }
        // Likeness is looked for only as long as it may be told.
        if self.unknown.len() >= NAMED || self.n_tried >= TRIED {
            return;
        }
        self.n_tried += 1;
        let text = cell.shown();
        let labels = || self.roles.iter().flat_map(Answers::labels);
        if text.trim_end().ends_with(':') || nearest(&text, labels()).is_some() {
            self.unknown.push(text);
        }
    }

    pub(crate) fn finish(mut self, context: &Context<'_>) -> Vec<SheetRead> {
        self.tell_apart();
        let Self { roles, mut notes, unknown, broken, origin, .. } = self;
        if context.wanted.is_some() {
            return vec![given_form(&roles, notes, context)];
        }
        if !unknown.is_empty() && origin.is_none() {
            let shown: Vec<String> = unknown.iter().map(|label| format!("\"{label}\"")).collect();
            notes.add(
                notes.here(),
                Told::note(
                    ScanCode::ColumnsNotRead.slug(),
                    format!("felter, der ikke læses: {}", shown.join(", ")),
                    "Ingenting; skal de læses, så tilføj dem i layoutfilen i input/layouts",
                ),
            );
        }
        if roles.iter().all(Answers::is_empty) {
            notes.add(
                notes.here(),
                Told::note(
                    ReadCode::FormEmpty.slug(),
                    "skemaet er tomt og regnes ikke med".to_owned(),
                    "Ingenting; eller udfyld det, hvis der er et tilbud at vurdere",
                ),
            );
            return vec![SheetRead::empty(SheetRole::Evidence, notes)];
        }
        let here = notes.here();
        // One correction stands for the whole form, whichever of its parts it was found by.
        let there = || roles.iter().filter(|role| role.is_there());
        let check = form_check(&roles);
        let mut replaced = None;
        for of_form in there().map(|role| role.corrected(&here, &check, context)) {
            replaced = replaced.or(of_form.replaced_by);
            notes.stale.extend(of_form.stale);
        }
        let replaced = replaced.map(|at| (at, context.corrections.place(at).to_string()));
        let about = AboutSheet { unknown: &unknown, broken, origin: origin.as_ref(), replaced };
        let mut sheets = Vec::new();
        for role in roles.into_iter().filter(Answers::is_there) {
            // What was found on the sheet is told once.
            let fresh = notes.of_same_sheet();
            let notes = std::mem::replace(&mut notes, fresh);
            sheets.push(role.finish(notes, &about, context));
        }
        if sheets.is_empty() {
            notes.add(
                notes.here(),
                Told::warning(
                    ReadCode::FormWithoutAnswers.slug(),
                    "arket siger, hvilket tilbud det gælder, men har ingen felter med oplysninger \
                     eller gradueringer; intet i det er læst",
                    "Ret feltnavnene, så de er som i layoutfilen i input/layouts, eller slet arket",
                ),
            );
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
        if let Some(what) = broken_cell(row, cells) {
            self.broken = Some((ValueCode::BrokenCell.slug(), format!("{what}; {REPAIR}")));
        }
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
            let next = cells.get(at + 1).filter(|_| !labels[at + 1]);
            if labels[at] {
                let answer = self.answer_column(row, *column);
                let value = next.filter(|(column, _)| *column == answer).map(|(_, cell)| cell);
                let mut apart = Cell::Empty;
                if let (None, Some((further, _))) = (value, next) {
                    let n_further = labels[at + 1..].iter().take_while(|is_label| !**is_label);
                    let further_cells = &cells[at + 1..][..n_further.count()];
                    let answer = self.answer_apart(row, text, further_cells);
                    self.apart.push(NoAnswer {
                        row,
                        label: text.trim_end_matches(':').to_owned(),
                        column: *further,
                        may_be_answer: answer.is_some(),
                    });
                    apart = answer.unwrap_or_default();
                }
                let value = value.unwrap_or(&apart);
                self.take(*column, &Answer { label: text, row, column: answer, value });
            } else if at == 0 && next.is_some() {
                self.unknown_label(row, *column, cell);
            }
        }
    }

    fn unsure_row(&mut self, row: u32, _cells: &[(u16, Cell<'_>)], why: &str) {
        self.broken = Some((
            ValueCode::BrokenCell.slug(),
            format!("række {row}: {}; {REPAIR}", some_cell(why)),
        ));
    }

    fn broken_row(&mut self, _row: u32, _cells: &[(u16, Cell<'_>)]) {
        self.broken = Some((
            ScanCode::SheetBroken.slug(),
            "arket brød af; gem projektmappen igen".to_owned(),
        ));
    }

    fn tell(&mut self, row: u32, column: Option<u16>, told: Told) {
        self.notes.tell(row, column, told);
    }

    fn end(&mut self, row: u32, told: Told) {
        self.notes.lose(LostPart::Rest);
        self.notes.tell(row, None, told);
    }
}

/// Labels of no field that a message names.
const NAMED: usize = 30;

/// Labels of no field that are looked at for what they are like: a form has fewer.
const TRIED: usize = 1000;

/// A label as it is compared: a colon behind it, or a number before it, does not matter.
fn fold_label(label: &str) -> String {
    let label = label.trim().trim_end_matches(':');
    fold_name(label.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ')'))
}
