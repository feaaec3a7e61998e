//! How is a form given back?

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::layout::fields::SheetRole;
use crate::ingest::read::context::Context;
use crate::ingest::read::form_answers::{Answers, form_check};
use crate::ingest::row::given::{GivenCell, GivenHeader, GivenRow, GivenSheet, given_cell};
use crate::ingest::row::sheet_read::SheetRead;
use crate::ingest::scan::notes::Notes;
use crate::ingest::scan::origin::{FORM, row_key};

/// Columns that a form is given back in: its label, its value.
const LABEL: u16 = 0;

const VALUE: u16 = 1;

/// A form as it is given back: a row for each field, those that are missing last.
pub(crate) fn given_form(
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
