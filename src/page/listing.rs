//! How does a table stand on the page?

use std::fmt::Write;

use crate::plain_text::in_markup;
use crate::table::{Cell, ColumnDoc, Holds, Sheet, TableDoc, danish_date, decimal};

/// Rows and columns that paper has at most.
const MOST_PRINTED: usize = 40;
const WIDEST_PRINTED: usize = 14;
/// Rows and cells that a table on the page has at most: a longer one is only named, with its files.
const MOST_ROWS: usize = 300;
const MOST_CELLS: usize = 4_500;

/// A table on its way into the page.
#[derive(Debug)]
pub struct Listing<'p> {
    /// The table in words.
    pub doc: &'p TableDoc,
    /// Its rows; none where the table has no sheet.
    pub sheet: Option<&'p Sheet>,
    /// The map of regions that it is counted on, where others stand beside it.
    pub map: Option<String>,
    /// Its files, below the page's own folder.
    pub files: Vec<String>,
}

impl Listing<'_> {
    /// Its anchor.
    pub fn id(&self) -> String {
        anchor(&self.doc.path)
    }

    /// Whether its rows stand on the page.
    pub fn is_shown(&self) -> bool {
        self.sheet.is_some_and(is_short)
    }

    pub(super) fn n_rows(&self) -> usize {
        self.sheet.map_or(0, |sheet| sheet.rows.len() + sheet.n_left_out)
    }

    /// Whether paper is too narrow for it.
    pub(super) fn is_broad(&self) -> bool {
        self.sheet.is_some_and(|sheet| sheet.headers.len() > WIDEST_PRINTED)
    }

    /// Whether paper holds a part of it only.
    pub(super) fn is_cut_on_paper(&self) -> bool {
        self.is_broad() || self.n_rows() > MOST_PRINTED
    }

    pub(super) fn notes(&self) -> Vec<String> {
        self.doc.notes.iter().map(|note| format!("{note}.")).collect()
    }

    /// The columns that stand on the page, in words.
    pub(super) fn columns(&self) -> impl Iterator<Item = &ColumnDoc> {
        self.doc.columns.iter().filter(|column| column.is_in_csv() && column.is_on_sheet)
    }

    /// The headers: what the script needs to know of a column is its kind.
    pub(super) fn head(&self) -> String {
        let mut head = String::new();
        for (header, holds) in self.sheet.iter().flat_map(|sheet| &sheet.headers) {
            // Writing to a string can't fail.
            let _ = write!(head, "<th scope=\"col\"{}>{}</th>", kind(*holds), in_markup(header));
        }
        head
    }

    /// The rows. Ends of cells and rows may be left out in HTML, and are: it is a fifth of the page.
    pub(super) fn rows(&self) -> String {
        let mut rows = String::new();
        for cells in self.sheet.iter().flat_map(|sheet| &sheet.rows) {
            rows.push_str("<tr>");
            for (at, cell) in cells.iter().enumerate() {
                let is_number = matches!(cell, Cell::Int(_) | Cell::Decimal { .. });
                rows.push_str(match (at, is_number) {
                    (0, _) => "<th scope=row>",
                    (_, true) => "<td class=n>",
                    (_, false) => "<td>",
                });
                push_cell(&mut rows, cell);
            }
            rows.push('\n');
        }
        rows
    }
}

/// Whether a table is short enough to stand on a page.
fn is_short(sheet: &Sheet) -> bool {
    let n = sheet.rows.len();
    n <= MOST_ROWS && n * sheet.headers.len() <= MOST_CELLS
}

/// The anchor of a table by its path.
pub(crate) fn anchor(path: &str) -> String {
    format!("tabel-{}", path.replace(['/', '_'], "-"))
}

const fn kind(holds: Holds) -> &'static str {
    match holds {
        Holds::Int | Holds::Decimal => " class=\"n\" data-kind=\"n\"",
        Holds::Date => " data-kind=\"d\"",
        Holds::Text | Holds::Flag => "",
    }
}

/// A cell as Danes read it.
fn push_cell(out: &mut String, cell: &Cell<'_>) {
    match cell {
        Cell::Text(words) => out.push_str(&in_markup(words)),
        Cell::Int(n) => push_dotted(out, &n.to_string()),
        Cell::Decimal { value, decimals } => push_dotted(out, &decimal(*value, *decimals)),
        Cell::Flag(is_so) => out.push_str(if *is_so { "ja" } else { "nej" }),
        Cell::Date(day) => out.push_str(&danish_date(*day)),
        Cell::Empty => {}
    }
}

/// A number with dots between thousands and a real minus: `−1.234,5`.
fn push_dotted(out: &mut String, number: &str) {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("\u{2212}", rest));
    let (whole, rest) = number.split_at(number.find(',').unwrap_or(number.len()));
    out.push_str(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_as_danes_read_them_and_nothing_is_markup() {
        let shown = |cell: &Cell<'_>| {
            let mut out = String::new();
            push_cell(&mut out, cell);
            out
        };
        assert_eq!(shown(&Cell::Int(-1_234_567)), "−1.234.567");
        assert_eq!(shown(&Cell::decimal(Some(1234.56), 1)), "1.234,6");
        assert_eq!(shown(&Cell::decimal(Some(-0.01), 1)), "0,0");
        assert_eq!(shown(&Cell::Int(0)), "0");
        assert_eq!(shown(&Cell::Empty), "");
        let hostile = Cell::text(Some("<img src=x onerror=alert(1)>&\u{202e}"));
        assert_eq!(shown(&hostile), "&lt;img src=x onerror=alert(1)&gt;&amp;\u{fffd}");
    }
}
