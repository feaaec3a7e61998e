//! How do tables and charts become one workbook that everybody can read?
//!
//! A cover, a list of contents, the notes, one table per sheet, and the charts. Made to be read
//! aloud too: no merged cells, each table a real table with its header row marked, no meaning in
//! colour alone, a text behind every picture, and the document's title and language told.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Table as ExcelTable, TableColumn, TableStyle, Url, Workbook,
    Worksheet, XlsxError,
};

use crate::table::cell::held;
use crate::table::csv::yes_no;
use crate::table::looks::{Looks, height_of, widths};
use crate::table::picture_sheet::{A4, BookPicture, picture_rows, picture_sheet};
use crate::table::{Cell, Holds, Provenance, danish_date, thousands};

/// Tables and charts that make one workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    /// Title, in Danish.
    pub title: String,
    /// What it is about, in a sentence or two.
    pub about: Vec<String>,
    /// What a reader has to know of units, dates, rounding: a heading, and sentences under it.
    pub notes: Vec<(String, Vec<String>)>,
    /// The tables, in their order. A table's name becomes its sheet's.
    pub tables: Vec<Sheet>,
    /// The charts, in their order.
    pub pictures: Vec<BookPicture>,
}

/// A table on its way into a workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Name of the sheet.
    pub name: String,
    /// Title, in Danish.
    pub title: String,
    /// What a count counts.
    pub unit: String,
    /// The headers with their units, and what the columns hold.
    pub headers: Vec<(String, Holds)>,
    /// The rows, each with a cell per header.
    pub rows: Vec<Vec<Cell<'static>>>,
    /// Rows that there are beyond these, in the table's files.
    pub n_left_out: usize,
    /// The files, without their endings.
    pub files: String,
    /// Whether cells break their lines.
    pub is_wrapped: bool,
    /// What the reader must know of all rows, without a full stop.
    pub notes: Vec<String>,
}

/// Characters of a sheet's name, at most.
const SHEET_NAME: usize = 31;
/// Width of the sheets of text.
const TEXT_WIDTH: f64 = 100.0;
/// A little less than the width: words are not broken.
const TEXT_CHARS: usize = 92;
/// The row of a table's headers, from 0: title and unit stand above it, and a blank row.
const HEADER_ROW: u32 = 3;
/// The sheets that every book has.
const COVER: &str = "Forside";
const CONTENTS: &str = "Indhold";
const NOTES: &str = "Noter";
const PICTURES: &str = "Figurer";

/// The bytes of the workbook. The same book gives the same bytes: its creation date is fixed.
///
/// # Errors
/// What the writer can't hold: a picture that is none, a table of more rows than a sheet has.
pub fn workbook(book: &Book, provenance: &Provenance) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mark = provenance.example_mark();
    let title = match mark {
        Some(_) => format!("EKSEMPEL: {}", book.title),
        None => book.title.clone(),
    };
    workbook.set_properties(
        &DocProperties::new()
            .set_title(held(&title))
            .set_subject(book.about.join(" "))
            .set_comment(provenance.line())
            .set_custom_property("Language", "da-DK")
            .set_creation_datetime(&ExcelDateTime::from_ymd(2021, 12, 1)?),
    );
    let (looks, lined) = (Looks::new(), Looks::lined());
    let names = sheet_names(&book.tables);
    let cover = workbook.add_worksheet().set_name(COVER)?;
    text_sheet(cover, &title, &cover_lines(book, provenance), &looks)?;
    contents(workbook.add_worksheet().set_name(CONTENTS)?, book, &names, &looks)?;
    let notes: Vec<Line> = book
        .notes
        .iter()
        .flat_map(|(heading, sentences)| {
            let sentences = sentences.iter().map(|sentence| Line::Text(sentence.clone()));
            std::iter::once(Line::Heading(heading.clone())).chain(sentences)
        })
        .collect();
    text_sheet(workbook.add_worksheet().set_name(NOTES)?, NOTES, &notes, &looks)?;
    for (number, (table, name)) in (1..).zip(book.tables.iter().zip(&names)) {
        let sheet = workbook.add_worksheet().set_name(name)?;
        let looks = if table.is_wrapped { &lined } else { &looks };
        table_sheet(sheet, table, number, mark, looks)?;
    }
    if !book.pictures.is_empty() {
        let sheet = workbook.add_worksheet().set_name(PICTURES)?;
        picture_sheet(sheet, &book.pictures, &looks)?;
        if book.tables.iter().all(|table| table.is_wrapped) {
            // A book for print: a picture is no wider than the page.
            sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        }
    }
    workbook.save_to_buffer()
}

enum Line {
    Heading(String),
    Text(String),
}

fn cover_lines(book: &Book, provenance: &Provenance) -> Vec<Line> {
    let mut lines: Vec<Line> =
        provenance.example_mark().map(|m| Line::Heading(m.to_owned())).into_iter().collect();
    lines.extend(book.about.iter().cloned().map(Line::Text));
    lines.push(Line::Heading("Grundlag".to_owned()));
    lines.push(Line::Text(provenance.basis()));
    lines
}

/// A sheet of sentences, in one column.
fn text_sheet(
    sheet: &mut Worksheet,
    title: &str,
    lines: &[Line],
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_column_width(0, TEXT_WIDTH)?;
    sheet.write_with_format(0, 0, held(title), &looks.title)?;
    for (row, line) in (2..).zip(lines) {
        match line {
            Line::Heading(text) => sheet.write_with_format(row, 0, held(text), &looks.heading)?,
            Line::Text(text) => {
                sheet.set_row_height(row, height_of(text, TEXT_CHARS))?;
                sheet.write_with_format(row, 0, held(text), &looks.text)?
            }
        };
    }
    sheet.set_screen_gridlines(false);
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

fn contents(
    sheet: &mut Worksheet,
    book: &Book,
    names: &[String],
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.write_with_format(0, 0, CONTENTS, &looks.title)?;
    let headers = ["Ark", "Indhold", "Enhed", "Antal"];
    let mut row = HEADER_ROW + 1;
    for (table, name) in book.tables.iter().zip(names) {
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(name);
        sheet.write_url(row, 0, link)?;
        sheet.write(row, 1, held(&table.title))?;
        sheet.write(row, 2, &table.unit)?;
        sheet.write_with_format(row, 3, table.rows.len() as f64, &looks.whole)?;
        row += 1;
    }
    let rows = picture_rows(&book.pictures)?;
    for (number, (picture, at)) in (1..).zip(book.pictures.iter().zip(&rows)) {
        let link = Url::new(format!("internal:'{PICTURES}'!A{}", at + 1));
        let link = link.set_text(format!("Figur {number}"));
        sheet.write_url(row, 0, link)?;
        sheet.write(row, 1, held(&picture.title))?;
        sheet.write(row, 2, "figur, med en tekst for den, der ikke kan se den")?;
        sheet.write_with_format(row, 3, 1.0, &looks.whole)?;
        row += 1;
    }
    let columns: Vec<TableColumn> =
        headers.iter().map(|header| TableColumn::new().set_header(*header)).collect();
    add_table(sheet, "Indholdsfortegnelse", &columns, row - 1)?;
    for (column, width) in (0..).zip([32.0, 72.0, 44.0, 10.0]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

fn add_table(
    sheet: &mut Worksheet,
    name: &str,
    columns: &[TableColumn],
    last_row: u32,
) -> Result<(), XlsxError> {
    let table = ExcelTable::new()
        .set_name(name)
        .set_style(TableStyle::Light1)
        .set_columns(columns)
        .set_autofilter(true);
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    // A table has at least one row below its headers.
    sheet.add_table(HEADER_ROW, 0, last_row.max(HEADER_ROW + 1), last_column, &table)?;
    sheet.set_freeze_panes(HEADER_ROW + 1, 1)?;
    Ok(())
}

fn table_sheet(
    sheet: &mut Worksheet,
    table: &Sheet,
    number: u32,
    mark: Option<&str>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.write_with_format(0, 0, held(&table.title), &looks.title)?;
    let cut = if table.n_left_out > 0 {
        let shown = table.rows.len();
        let [shown, all] = [shown, shown + table.n_left_out].map(|n| thousands(n as u64));
        format!(". Her står de første {shown} rækker af {all}; alle er i {}", table.files)
    } else {
        String::new()
    };
    let unit = format!("Enhed: {}{cut}", table.unit);
    let unit = mark.map_or(unit.clone(), |mark| format!("{mark}. {unit}"));
    sheet.write_with_format(1, 0, unit, &looks.unit)?;
    let headers = unique_headers(table);
    let widths = widths(&headers, &table.headers, &table.rows, table.is_wrapped);
    for (row, cells) in (HEADER_ROW + 1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            write_cell(sheet, (row, column), cell, looks)?;
        }
        if table.is_wrapped {
            let heights = cells.iter().zip(&widths).map(|(cell, width)| match cell {
                Cell::Text(text) => height_of(text, *width),
                _ => height_of("", *width),
            });
            sheet.set_row_height(row, heights.fold(0.0, f64::max))?;
        }
    }
    if table.is_wrapped {
        let lines = headers.iter().zip(&widths);
        // Words don't break, and the button of the filter takes room.
        let lines = lines.map(|(header, width)| height_of(header, width.saturating_sub(4)));
        sheet.set_row_height(HEADER_ROW, lines.fold(0.0, f64::max))?;
    }
    let last_row = HEADER_ROW + u32::try_from(table.rows.len()).unwrap_or(u32::MAX - HEADER_ROW);
    let columns = headers.iter().map(|header| {
        let column = TableColumn::new().set_header(header);
        match &looks.header {
            Some(look) => column.set_header_format(look),
            None => column,
        }
    });
    let columns: Vec<TableColumn> = columns.collect();
    // Names of tables may hold letters, digits and underscores.
    add_table(sheet, &format!("Tabel_{number}"), &columns, last_row)?;
    for (column, width) in (0..).zip(&widths) {
        sheet.set_column_width(column, *width as f64)?;
    }
    let first_note = last_row.max(HEADER_ROW + 1) + 2;
    for (row, note) in (first_note..).zip(&table.notes) {
        sheet.write(row, 0, held(note))?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    if table.is_wrapped {
        sheet.set_paper_size(A4).set_footer("&L&A&RSide &P af &N");
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match cell {
        // Written as text, so that nothing becomes a formula.
        Cell::Text(text) => match &looks.cell {
            Some(look) => sheet.write_string_with_format(row, column, held(text), look)?,
            None => sheet.write_string(row, column, held(text))?,
        },
        Cell::Int(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &looks.whole)?
        }
        Cell::Decimal { value, decimals } if value.is_finite() => {
            let most = looks.decimals.len() - 1;
            let format = &looks.decimals[usize::from(*decimals).min(most)];
            sheet.write_number_with_format(row, column, *value, format)?
        }
        Cell::Flag(is_so) => sheet.write_string(row, column, yes_no(*is_so))?,
        Cell::Date(day) => sheet.write_string(row, column, danish_date(*day))?,
        Cell::Decimal { .. } | Cell::Empty => match &looks.cell {
            Some(look) => sheet.write_blank(row, column, look)?,
            None => return Ok(()),
        },
    };
    Ok(())
}

/// Headers as a table of a spreadsheet wants them: each once, and none empty.
fn unique_headers(table: &Sheet) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let headers = table.headers.iter().map(|(given, _)| {
        let mut header = given.clone();
        let mut again = 1;
        while header.is_empty() || !taken.insert(header.to_lowercase()) {
            again += 1;
            header = format!("{given} ({again})");
        }
        header
    });
    headers.collect()
}

/// A name per table that a sheet can have: each once, short enough.
fn sheet_names(tables: &[Sheet]) -> Vec<String> {
    let mut taken: BTreeSet<String> =
        [COVER, CONTENTS, NOTES, PICTURES].map(str::to_lowercase).into();
    let names = tables.iter().map(|table| {
        let plain: String =
            table.name.chars().filter(|c| !r"[]:*?/\'".contains(*c)).collect::<String>();
        let cut = |room: usize| plain.chars().take(room).collect::<String>();
        let mut name = cut(SHEET_NAME);
        let mut again = 1;
        while name.is_empty() || !taken.insert(name.to_lowercase()) {
            again += 1;
            let end = format!("-{again}");
            name = format!("{}{end}", cut(SHEET_NAME - end.len()));
        }
        name
    });
    names.collect()
}
