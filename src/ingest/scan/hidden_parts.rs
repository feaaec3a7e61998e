//! What is said of rows and columns that nobody sees who looks at the sheet? They are read as
//! others are: a filter that was left on takes nothing away.

use crate::ingest::cell::told::Told;
use crate::ingest::scan::code::ScanCode;
use crate::ingest::scan::notes::Notes;
use crate::ingest::workbook::look::Hidden;

/// What to do about it.
const ACTION: &str = "Ingenting, hvis de skal læses; ellers slet dem i arket";

/// Says once that rows of a sheet are hidden.
pub(crate) fn tell_hidden_rows(notes: &mut Notes, hidden: &Hidden) {
    let Some((n, first)) = hidden.rows() else { return };
    let message = if n == 1 {
        "1 række er skjult eller filtreret fra i arket; den er læst som andre".to_owned()
    } else {
        format!(
            "{n} rækker er skjulte eller filtreret fra i arket, her den første; de er læst som \
             andre"
        )
    };
    notes.add(notes.row(first), Told::note(ScanCode::RowsHidden.slug(), message, ACTION));
}

/// Says once which columns are hidden, of those that are read.
pub(crate) fn tell_hidden_columns(notes: &mut Notes, hidden: &Hidden, n_slots: usize) {
    let mut columns: Vec<(u16, &str)> = (0..n_slots)
        .filter_map(|slot| notes.header(slot))
        .filter(|(column, _)| hidden.has_column(*column))
        .collect();
    columns.sort_unstable();
    let named: Vec<String> = columns.iter().map(|(_, header)| format!("\"{header}\"")).collect();
    if !named.is_empty() {
        let message = format!("skjulte kolonner i arket er læst som andre: {}", named.join(", "));
        notes.add(notes.here(), Told::note(ScanCode::ColumnsHidden.slug(), message, ACTION));
    }
}
