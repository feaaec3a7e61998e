//! What do the cells of a workbook look like, and how wide and high are they?

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::table::{Cell, Holds};

/// Width of columns in characters: at least, at most, and at most where cells break their lines.
const NARROWEST: usize = 9;
const WIDEST: usize = 44;
const WIDEST_WRAPPED: usize = 34;

pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) text: Format,
    pub(super) unit: Format,
    /// Words in a table, and what is empty there; none: as the spreadsheet has them.
    pub(super) cell: Option<Format>,
    pub(super) header: Option<Format>,
    pub(super) whole: Format,
    pub(super) decimals: [Format; 4],
}

impl Looks {
    pub(super) fn new() -> Self {
        let number = |format: &str| Format::new().set_num_format(format);
        Self {
            title: Format::new().set_bold().set_font_size(16),
            heading: Format::new().set_bold().set_font_size(12),
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            unit: Format::new().set_italic(),
            cell: None,
            header: None,
            // Separators are those of the reader's own spreadsheet: a dot and a comma in Danish.
            whole: number("#,##0"),
            decimals: [number("#,##0"), number("#,##0.0"), number("#,##0.00"), number("#,##0.000")],
        }
    }

    /// Of a table for reading and writing in: cells break their lines and have a border, also where
    /// nothing is written yet.
    pub(super) fn lined() -> Self {
        let plain = Self::new();
        let lined = |look: Format| look.set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
        let cell = lined(Format::new().set_text_wrap());
        Self {
            header: Some(cell.clone().set_bold().set_background_color("#E7EAEE")),
            cell: Some(cell),
            whole: lined(plain.whole),
            decimals: plain.decimals.map(lined),
            ..Self::new()
        }
    }
}

/// Height of a row that holds a text in lines of so many characters, in points. Not every program
/// finds it out by itself, and none has a higher row than the highest.
pub(crate) fn height_of(text: &str, chars: usize) -> f64 {
    const LINE: f64 = 15.0;
    const HIGHEST: f64 = 409.0;
    let lines = |line: &str| line.chars().count().div_ceil(chars.max(1)).max(1);
    (text.split('\n').map(lines).sum::<usize>() as f64 * LINE).min(HIGHEST)
}

/// The columns' widths, in characters.
pub(super) fn widths(
    headers: &[String],
    held: &[(String, Holds)],
    rows: &[Vec<Cell<'static>>],
    is_wrapped: bool,
) -> Vec<usize> {
    let of = |(at, header): (usize, &String)| {
        let longest = |row: &Vec<Cell<'static>>| row.get(at).map_or(0, shown_width);
        let widest = rows.iter().map(longest).max().unwrap_or(0);
        let is_number = held[at].1 != Holds::Text;
        let header_width =
            if is_number { header.chars().count() + 4 } else { header.chars().count() };
        let width = match is_wrapped {
            // A header over numbers breaks between its words.
            true if is_number => widest.max(longest_word(header) + 2).min(WIDEST_WRAPPED),
            // To be written in.
            true if widest == 0 => WIDEST_WRAPPED,
            true => widest.max(header_width).min(WIDEST_WRAPPED),
            false => widest.max(header_width).min(WIDEST),
        };
        width.max(NARROWEST) + 2
    };
    headers.iter().enumerate().map(of).collect()
}

fn longest_word(text: &str) -> usize {
    text.split(' ').map(|word| word.chars().count()).max().unwrap_or(0)
}

fn shown_width(cell: &Cell<'_>) -> usize {
    match cell {
        Cell::Text(text) => text.chars().count(),
        Cell::Int(number) => number.to_string().len() * 4 / 3,
        Cell::Decimal { value, decimals } => {
            format!("{value:.0}").len() * 4 / 3 + usize::from(*decimals) + 1
        }
        Cell::Flag(_) => 3,
        Cell::Date(_) => 10,
        Cell::Empty => 0,
    }
}
