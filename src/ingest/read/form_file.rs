//! Which sheets of a workbook are forms, one offering each?

use crate::ingest::layout::Layout;
use crate::ingest::read::context::Context;
use crate::ingest::read::form::OneForm;
use crate::ingest::read::told_sheet::{shown, tell_broken};
use crate::ingest::row::file_read::FileRead;
use crate::ingest::scan::hidden_parts::tell_hidden_rows;
use crate::ingest::scan::notes::Notes;
use crate::ingest::workbook::book::Workbook;
use crate::ingest::workbook::rows::{Hints, Merge};

/// Reads every sheet that is visible and a form; gives the names of those that are.
pub(crate) fn read_forms(
    path: &str,
    workbook: &mut Workbook,
    layout: &Layout,
    context: &Context<'_>,
    read: &mut FileRead,
) -> Vec<String> {
    let names: Vec<String> = workbook
        .sheets()
        .iter()
        .filter(|sheet| sheet.is_visible && !layout.skips(&sheet.name))
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut used = Vec::new();
    for name in names {
        let new = |workbook: &Workbook| {
            let notes = Notes::new(path.into(), Some(shown(&name, workbook).into()));
            OneForm::new(layout, workbook.is_1904(), notes)
        };
        let mut form = new(workbook);
        let mut hints = Hints::default();
        let mut result = workbook.read_sheet(&name, &hints, &mut form);
        if let Ok(pass) = &result
            && let Some(found) = workbook.hints(&name, pass, false)
        {
            form = new(workbook);
            hints = found;
            result = workbook.read_sheet(&name, &hints, &mut form);
        }
        // Merged cells are looked up only where an answer may stand behind one.
        if let Ok(pass) = &result
            && !form.apart.is_empty()
            && let Some(merges) = workbook.merges(&name, pass)
        {
            form = new(workbook);
            form.label_ends = merges.iter().map(Merge::columns).collect();
            result = workbook.read_sheet(&name, &hints, &mut form);
        }
        if form.n_found() == 0 && result.is_ok() {
            continue;
        }
        if let Err(error) = &result {
            tell_broken(&mut form.notes, error);
        }
        tell_hidden_rows(&mut form.notes, &workbook.hidden(&name));
        read.sheets.extend(form.finish(context));
        used.push(name);
    }
    used
}
