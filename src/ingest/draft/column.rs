//! What stands in a column, from its header down?

use std::collections::BTreeMap;

use crate::ingest::cell::Cell;
use crate::ingest::draft::ideas::Ideas;
use crate::ingest::draft::seen::Seen;
use crate::ingest::value::read::reported;
use crate::plain_text::replaced;
use crate::register::fold_name;

/// Different things that are looked at in a column.
const DISTINCT: usize = 400;

/// A column of a sheet whose header row was found.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Its place, from 0.
    pub(crate) at: u16,
    /// Its header as a layout names it.
    pub(crate) header: String,
    pub(crate) folded: String,
    pub(crate) ideas: Ideas,
    /// With those of the header above, where there are two rows of them.
    pub(crate) both: Option<Ideas>,
    /// The header above it.
    pub(crate) above: Option<String>,
    /// Different cells that say something, with how often each was met, sorted.
    pub(crate) cells: Vec<(Cell<'static>, u32)>,
    /// Cells that say something.
    pub(crate) n_filled: u32,
    /// There are more different ones.
    pub(crate) are_more: bool,
}

impl Column {
    /// The part of the cells for which something holds, by how often they were met.
    pub(crate) fn share(&self, holds: impl Fn(&Cell<'_>) -> bool) -> f64 {
        let n: u32 = self.cells.iter().map(|(_, n)| n).sum();
        let n_held: u32 = self.cells.iter().filter(|(cell, _)| holds(cell)).map(|(_, n)| n).sum();
        if n == 0 { 0.0 } else { f64::from(n_held) / f64::from(n) }
    }
}

/// The columns of a sheet whose headers stand in this row (its place among those seen). Columns
/// without a header are left out.
pub(crate) fn columns(seen: &Seen, header_at: usize) -> Vec<Column> {
    let above = above(seen, header_at);
    let mut columns: Vec<Column> = Vec::new();
    for (at, cell) in &seen.rows[header_at].1 {
        let header = replaced(&cell.shown()).trim().to_owned();
        let folded = fold_name(&header);
        if folded.is_empty() {
            continue;
        }
        let ideas = Ideas::of(&header);
        let above = above.as_ref().and_then(|above| {
            let (_, text) = above.iter().rfind(|(column, _)| column <= at)?;
            (fold_name(text) != folded).then(|| text.clone())
        });
        let both = above.as_ref().map(|above| ideas.and(&Ideas::of(above)));
        columns.push(Column {
            at: *at,
            header,
            folded,
            ideas,
            both,
            above,
            cells: Vec::new(),
            n_filled: 0,
            are_more: false,
        });
    }
    fill(&mut columns, seen, header_at);
    columns
}

/// The headers above the header row: what stands in the row right above it when that is no title.
fn above(seen: &Seen, header_at: usize) -> Option<Vec<(u16, String)>> {
    let before = header_at.checked_sub(1)?;
    let (row, cells) = &seen.rows[before];
    let is_right_above = row + 1 == seen.rows[header_at].0;
    let texts: Vec<(u16, String)> = cells
        .iter()
        .filter(|(_, cell)| matches!(cell, Cell::Text(_)))
        .map(|(at, cell)| (*at, replaced(&cell.shown()).into_owned()))
        .collect();
    (is_right_above && texts.len() >= 2 && texts.len() == cells.len()).then_some(texts)
}

fn fill(columns: &mut [Column], seen: &Seen, header_at: usize) {
    let mut met: Vec<BTreeMap<String, (Cell<'static>, u32)>> =
        columns.iter().map(|_| BTreeMap::new()).collect();
    for (_, cells) in &seen.rows[header_at + 1..] {
        for (at, cell) in cells {
            let Ok(place) = columns.binary_search_by_key(at, |column| column.at) else { continue };
            if !matches!(reported(cell), Ok(Some(_))) {
                continue;
            }
            columns[place].n_filled += 1;
            let text = match cell {
                Cell::Text(text) => text.clone().into_owned(),
                other => other.shown(),
            };
            if met[place].len() >= DISTINCT && !met[place].contains_key(&text) {
                columns[place].are_more = true;
                continue;
            }
            met[place].entry(text).or_insert_with(|| (cell.clone(), 0)).1 += 1;
        }
    }
    for (column, met) in columns.iter_mut().zip(met) {
        column.cells = met.into_values().collect();
    }
}
