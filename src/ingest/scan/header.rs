//! Which row holds the headers, and what does each of them mean?

use std::sync::Arc;

use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::layout::SheetLayout;
use crate::ingest::scan::code::ScanCode;
use crate::ingest::scan::notes::Notes;
use crate::ingest::scan::origin::Added;
use crate::ingest::value::near::nearest;
use crate::ingest::value::personal::looks_like_cpr;
use crate::plain_text::replaced;
use crate::register::fold_name;

/// Headers that a message names.
const NAMED: usize = 30;

/// What a column is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// Holds a field: its slot.
    Slot(usize),
    /// Holds a field that nothing is made of in this run: looked at for personal data only.
    Checked(usize),
    /// Added to rows that were given back.
    Added(Added),
    /// Holds no field: it only shows that a row is not blank.
    Other,
    /// Personal data: never looked at.
    Never,
}

/// A header that the layout knows, folded, and the slot that it means.
pub(crate) struct Known {
    pub(crate) folded: String,
    pub(crate) slot: usize,
}

/// A row that may be the header row.
pub(crate) struct Candidate {
    pub(crate) row: u32,
    pub(crate) matched: usize,
    /// Columns, by place in the row.
    pub(crate) uses: Vec<Use>,
    pub(crate) headers: Vec<Option<(u16, Arc<str>)>>,
    pub(crate) missing: Vec<&'static str>,
    /// Headers of no field, in order.
    pub(crate) unknown: Vec<String>,
    /// Columns whose header looks like a CPR-nummer.
    pub(crate) personal: Vec<u16>,
    pub(crate) twice: Vec<(u16, Arc<str>)>,
    pub(crate) width: usize,
    /// Rows seen below it.
    pub(crate) rows_below: u64,
}

/// The headers that a layout looks for.
#[derive(Clone)]
pub(crate) struct Headers<'l> {
    pub(crate) layout: &'l SheetLayout,
    /// Fields that nothing is made of in this run.
    pub(crate) unused: &'l [usize],
    pub(crate) known: Arc<[Known]>,
    pub(crate) is_correction: bool,
}

impl<'l> Headers<'l> {
    pub(crate) fn of(layout: &'l SheetLayout, unused: &'l [usize], is_correction: bool) -> Self {
        let mut known = Vec::new();
        for column in &layout.columns {
            let Some(slot) = layout.role.slot(column.field) else { continue };
            let headers = column.headers.iter();
            known.extend(headers.map(|header| Known { folded: fold_name(header), slot }));
        }
        Self { layout, unused, known: known.into(), is_correction }
    }

    pub(crate) fn candidate(
        &self,
        row: u32,
        cells: &[(u16, Cell<'_>)],
        width: Option<usize>,
    ) -> Candidate {
        let last = cells.last().map_or(0, |(column, _)| usize::from(*column));
        let mut found = Candidate {
            row,
            matched: 0,
            uses: vec![Use::Other; last + 1],
            headers: vec![None; self.layout.role.fields().len()],
            missing: Vec::new(),
            unknown: Vec::new(),
            personal: Vec::new(),
            twice: Vec::new(),
            width: width.unwrap_or(0),
            rows_below: 0,
        };
        for (column, cell) in cells {
            let text = cell.shown();
            let folded = fold_name(&text);
            if self.layout.never_read.contains(&folded) {
                found.uses[usize::from(*column)] = Use::Never;
                continue;
            }
            let Some(Known { slot, .. }) = self.known.iter().find(|known| known.folded == folded)
            else {
                if looks_like_cpr(cell, false) {
                    found.personal.push(*column);
                } else if let Some(added) = Added::of(&text).filter(|_| self.is_correction) {
                    found.uses[usize::from(*column)] = Use::Added(added);
                } else {
                    found.unknown.push(replaced(&text).into_owned());
                }
                continue;
            };
            let header: Arc<str> = replaced(&text).into();
            if found.headers[*slot].is_some() {
                found.twice.push((*column, header));
            } else {
                found.headers[*slot] = Some((*column, header));
                found.matched += 1;
            }
            let is_unused = self.unused.contains(slot);
            found.uses[usize::from(*column)] =
                if is_unused { Use::Checked(*slot) } else { Use::Slot(*slot) };
        }
        for column in self.layout.columns.iter().filter(|column| column.is_required) {
            let role = self.layout.role;
            let Some(slot) = role.slot(column.field) else { continue };
            let is_there = |slot: usize| found.headers[slot].is_some();
            if !is_there(slot) && !role.stand_in(slot).is_some_and(is_there) {
                found.missing.push(column.field);
            }
        }
        found
    }

    /// Says what is wrong with headers that were not found, `best` being the row that had most.
    pub(crate) fn tell_missing(&self, best: &Candidate, notes: &mut Notes) {
        let header = |field: &str| self.layout.header(field).unwrap_or_default().to_owned();
        let wanted: Vec<String> = best.missing.iter().map(|field| header(field)).collect();
        best.personal.iter().for_each(|column| notes.personal.add(best.row, *column));
        // A row with few known headers may be a row of data, with whatever stands in it.
        let n_required = self.layout.columns.iter().filter(|column| column.is_required).count();
        let is_header_row = 2 * (n_required - best.missing.len()) >= n_required;
        let unknown: &[String] = if is_header_row { &best.unknown } else { &[] };
        let twice: Vec<String> = best.twice.iter().map(|(_, header)| header.to_string()).collect();
        let twice = match &twice[..] {
            [] => String::new(),
            twice => format!("; der står to gange: {}", named(twice)),
        };
        if best.matched == 0 {
            let place = notes.row(best.row);
            notes.add(
                place,
                Told::error(
                    ScanCode::NoHeaders.slug(),
                    format!(
                        "ingen af de ventede overskrifter blev fundet i de første rækker; der \
                         ventes {}",
                        named(&wanted)
                    ),
                    "Hent udtrækket igen, eller lav et layout til det: niveau layout FIL skriver et udkast",
                ),
            );
        } else {
            let found = if !is_header_row {
                "de fleste andre mangler også".to_owned()
            } else if unknown.is_empty() {
                "alle andre overskrifter er kendte".to_owned()
            } else {
                format!("ukendte overskrifter her: {}", named(unknown))
            };
            let message = format!(
                "{} mangler, så ingen rækker er læst; {found}{twice}",
                headers_in_words(&wanted)
            );
            let place = notes.row(best.row);
            let action = what_to_do(&wanted, unknown, "kolonnen", "kolonnerne");
            notes.add(place, Told::error(ScanCode::ColumnMissing.slug(), message, action));
        }
        let rows = best.rows_below;
        let reason = format!("alle {rows} rækker: {} mangler", headers_in_words(&wanted));
        notes.set_sheet_aside(rows, ScanCode::ColumnMissing.slug(), reason);
    }
}

/// `overskriften "a"`, `overskrifterne "a", "b"`.
fn headers_in_words(wanted: &[String]) -> String {
    let what = if wanted.len() == 1 { "overskriften" } else { "overskrifterne" };
    format!("{what} {}", named(wanted))
}

/// What to do about headers, or fields of a form, that are missing: correct those that are there in
/// another spelling, and add the others.
pub(crate) fn what_to_do(
    wanted: &[impl AsRef<str>],
    unknown: &[String],
    one: &str,
    several: &str,
) -> String {
    let near = |wanted: &str| nearest(wanted, unknown.iter().map(String::as_str));
    let pairs = wanted.iter().map(|wanted| (wanted.as_ref(), near(wanted.as_ref())));
    let (meant, absent): (Vec<_>, Vec<_>) = pairs.partition(|(_, near)| near.is_some());
    let meant: Vec<String> = meant
        .iter()
        .filter_map(|(wanted, near)| Some(format!("\"{}\" til \"{wanted}\"", (*near)?)))
        .collect();
    let absent: Vec<String> = absent.iter().map(|(wanted, _)| (*wanted).to_owned()).collect();
    let add = match absent.len() {
        0 if meant.len() == 1 => "skriv i layoutfilen i input/layouts, hvad den hedder".to_owned(),
        0 => "skriv i layoutfilen i input/layouts, hvad de hedder".to_owned(),
        1 => format!(
            "tilføj {one} {}, eller skriv i layoutfilen i input/layouts, hvad den hedder, eller at \
             den er optional",
            named(&absent)
        ),
        _ => format!(
            "tilføj {several} {}, eller skriv i layoutfilen i input/layouts, hvad de hedder, eller \
             at de er optional",
            named(&absent)
        ),
    };
    if meant.is_empty() {
        return capitalised(&add);
    }
    let and = if absent.is_empty() { ", eller" } else { "; og" };
    format!("Ret {}{and} {add}", meant.join(", "))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(chars).collect()
}

/// `"a", "b" og 3 til`.
pub(crate) fn named(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(NAMED).map(|name| format!("\"{name}\"")).collect();
    let shown = shown.join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown} og {more} til"),
    }
}
