//! In which row do the headers stand?

use crate::ingest::cell::Cell;
use crate::ingest::draft::ideas::Ideas;
use crate::ingest::draft::names::{FieldNames, SPELLED};
use crate::ingest::draft::seen::Seen;
use crate::ingest::value;
use crate::register::fold_name;

/// Rows in which headers are looked for.
const ROWS: usize = 60;

/// The row with most headers that look like a field's, as its place among the rows that were seen.
/// None where no row has two of them.
pub(crate) fn header_row<'n>(
    seen: &Seen,
    names: &(impl Iterator<Item = &'n FieldNames> + Clone),
) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for (at, (_, cells)) in seen.rows.iter().take(ROWS).enumerate() {
        // Headers that many fields know are not looked for further down.
        if best.is_some_and(|(known, found)| known >= 5.0 && at > found + 3) {
            break;
        }
        let worth = worth(cells, names);
        // Where two rows have as many, the first holds the headers and the other data.
        if worth >= 1.5 && best.is_none_or(|(known, _)| worth > known + 0.5) {
            best = Some((worth, at));
        }
    }
    best.map(|(_, at)| lower(seen, at))
}

/// The lower of two rows of headers, where most cells are merged over both and only the lower one
/// has all.
fn lower(seen: &Seen, at: usize) -> usize {
    let (row, cells) = &seen.rows[at];
    let Some((below, cells_below)) = seen.rows.get(at + 1) else { return at };
    let n_same = cells.iter().filter(|cell| cells_below.contains(cell)).count();
    if *below == row + 1 && n_same >= 3 && 2 * n_same >= cells.len() { at + 1 } else { at }
}

/// How many cells of a row are headers, those that are rather data taken away.
fn worth<'n>(
    cells: &[(u16, Cell<'static>)],
    names: &(impl Iterator<Item = &'n FieldNames> + Clone),
) -> f64 {
    /// A likeness that counts.
    const ENOUGH: f64 = 0.65;
    let mut worth = 0.0;
    let mut met: Vec<String> = Vec::new();
    for (_, cell) in cells {
        let Cell::Text(text) = cell else {
            worth -= 0.5;
            continue;
        };
        if value::date(cell).is_ok() || text.bytes().all(|byte| byte.is_ascii_digit()) {
            worth -= 0.5;
            continue;
        }
        let shown = cell.shown();
        if shown.len() < text.len() {
            // Too long for a header.
            continue;
        }
        let folded = fold_name(&shown);
        // A row of data says the same again and again.
        if met.contains(&folded) {
            continue;
        }
        let ideas = Ideas::of(&shown);
        let likeness = names
            .clone()
            .map(|name| {
                let is_spelled = name.folded().contains(&folded);
                if is_spelled { SPELLED } else { name.likeness_of(&ideas) }
            })
            .fold(0.0, f64::max);
        if likeness >= ENOUGH {
            worth += likeness;
        } else if ideas.has("person") {
            worth += 0.3;
        }
        met.push(folded);
    }
    worth
}
