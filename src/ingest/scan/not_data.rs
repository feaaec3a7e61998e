//! Is a row below the headers data at all? Exports end in totals and notes, and pasted-together
//! ones repeat their headers.

use crate::ingest::cell::Cell;
use crate::ingest::scan::code::ScanCode;
use crate::ingest::scan::header::Known;
use crate::register::fold_name;

/// What a row is that is no data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotData {
    /// A sum over the rows above: the word that says so.
    Total(String),
    /// A sentence of its own.
    Note,
    /// The headers once more.
    Headers,
    /// Headers once more, but in another order: the rows below mean something else.
    OtherHeaders,
}

/// Codes of rows that were set aside as no data: there is nothing to correct in them.
pub const NO_DATA: [&str; 4] = [
    ScanCode::TotalRow.slug(),
    ScanCode::NoteRow.slug(),
    ScanCode::HeaderAgain.slug(),
    ScanCode::NotFilledIn.slug(),
];

/// Words that a total row begins with, folded.
const TOTALS: [&str; 9] =
    ["ialt", "total", "totalt", "sum", "samlet", "hovedtotal", "subtotal", "delsum", "gennemsnit"];

/// What a row is when it is no data. `slots` are its cells by field, the first of them what names
/// the row; `first` is its first cell that is not empty, of `n_filled`.
pub(crate) fn not_data(
    slots: &[Cell<'_>],
    first: Option<&str>,
    n_filled: usize,
    known: &[Known],
) -> Option<NotData> {
    /// Longer texts are no headers and no totals.
    const LONG: usize = 60;
    let id = match &slots[0] {
        Cell::Text(id) => &**id,
        Cell::Empty => "",
        _ => return None,
    };
    // Ids have digits, as a rule: no more is looked at then.
    if id.bytes().any(|byte| byte.is_ascii_digit()) && !id.contains(' ') {
        return None;
    }
    let first = first.unwrap_or("");
    if first.len() <= LONG && is_total(first) && (id.is_empty() || is_total(id)) {
        return Some(NotData::Total(first.to_owned()));
    }
    // An id is no sentence, and a row that has nothing but an id says nothing of it.
    if n_filled == 1 && slots.len() > 4 && first.contains(' ') {
        return Some(NotData::Note);
    }
    if id.is_empty() || id.len() > LONG {
        return None;
    }
    let meant: Vec<(usize, usize)> = slots
        .iter()
        .enumerate()
        .filter_map(|(slot, cell)| match cell {
            Cell::Text(text) if text.len() <= LONG => {
                let folded = fold_name(text);
                known.iter().find(|known| known.folded == folded).map(|known| (slot, known.slot))
            }
            _ => None,
        })
        .collect();
    let n_texts = slots.iter().filter(|cell| !cell.is_empty()).count();
    if meant.len() < 2 || 2 * meant.len() < n_texts {
        return None;
    }
    let is_same = meant.iter().all(|(slot, of)| slot == of);
    Some(if is_same { NotData::Headers } else { NotData::OtherHeaders })
}

/// `I alt`, `Total:`, `I alt 48 tilbud`, `SUM (48)`.
fn is_total(text: &str) -> bool {
    let words = text.split(|c: char| c.is_ascii_digit() || matches!(c, ':' | '(' | '='));
    let folded = fold_name(words.clone().next().unwrap_or(""));
    TOTALS.contains(&folded.as_str())
        || ["i alt ", "total "].iter().any(|word| {
            text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        })
}

#[cfg(test)]
mod tests {
    use super::is_total;

    #[test]
    fn totals_by_their_first_word() {
        for text in ["I alt", "I ALT:", "i alt 48 tilbud", "Total", "Sum (48)", "Totalt: 3", "SUM"]
        {
            assert!(is_total(text), "{text}");
        }
        for text in ["", "Totalløsningen", "Sumatra", "T1", "Ialtgården 2", "Samlet Botilbud"] {
            assert!(!is_total(text), "{text}");
        }
    }
}
