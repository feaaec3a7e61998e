//! A form as whoever fills it in leaves it: the cells of the sent workbook get values, and all else
//! stays as it was written.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};

/// What is written in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Fill {
    Number(f64),
    Text(String),
}

/// What a spreadsheet lets through in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    List(Vec<String>),
    Whole(f64, f64),
    Decimal(f64, f64),
    /// Days as serial numbers.
    Day(f64, f64),
    Length,
    Any,
}

/// A sheet of a form, by the names of its headers.
#[derive(Clone)]
pub struct FormSheet {
    /// Its part of the workbook.
    part: String,
    headers: BTreeMap<String, u32>,
    xml: String,
    /// Styles of its cells, by name.
    styles: BTreeMap<String, String>,
    /// Styles whose cells are open.
    open: BTreeSet<String>,
    /// What may be written where: first row and column, last row and column.
    rules: Vec<([u32; 4], Rule)>,
    fills: BTreeMap<String, Fill>,
}

/// First row of the assessments, from 1.
pub const FIRST: u32 = 6;

pub fn parts(form: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(form)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        parts.insert(file.name().unwrap().into_owned(), bytes);
    }
    parts
}

fn text_of(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(parts[name].clone()).unwrap()
}

/// The value of an attribute of an element.
fn attribute<'x>(element: &'x str, name: &str) -> Option<&'x str> {
    let start = element.find(&format!(" {name}=\""))? + name.len() + 3;
    element[start..].split('"').next()
}

fn between<'x>(text: &'x str, start: &str, end: &str) -> Option<&'x str> {
    text.split_once(start)?.1.split_once(end).map(|parts| parts.0)
}

pub fn letters(mut column: u32) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b'A' + u8::try_from(column % 26).unwrap()));
        if column < 26 {
            return text;
        }
        column = column / 26 - 1;
    }
}

fn cell_of(name: &str) -> (u32, u32) {
    let at = name.find(|c: char| c.is_ascii_digit()).unwrap();
    let column = name[..at].bytes().fold(0, |sum, b| sum * 26 + u32::from(b - b'A') + 1) - 1;
    (name[at..].parse().unwrap(), column)
}

/// What a validation lets through.
fn rule_of(rule: &str) -> Rule {
    let bound =
        |name: &str| between(rule, &format!("<{name}>"), &format!("</{name}>")).unwrap().to_owned();
    let bounds = || (bound("formula1").parse().unwrap(), bound("formula2").parse().unwrap());
    match attribute(rule, "type") {
        Some("list") => {
            let list = bound("formula1");
            let list = list.trim_matches('"').replace("&quot;", "");
            Rule::List(list.split(',').map(str::to_owned).collect())
        }
        Some("whole") => Rule::Whole(bounds().0, bounds().1),
        Some("decimal") => Rule::Decimal(bounds().0, bounds().1),
        Some("date") => Rule::Day(bounds().0, bounds().1),
        Some("textLength") => Rule::Length,
        None | Some("none") => Rule::Any,
        Some(other) => panic!("{other}"),
    }
}

/// The ranges of a validation, each with what it lets through.
fn rules_of(xml: &str) -> Vec<([u32; 4], Rule)> {
    let rules = xml.split("<dataValidation ").skip(1).map(|rule| format!(" {rule}"));
    let ranges = rules.flat_map(|rule| {
        let said = rule_of(&rule);
        let ranges = attribute(&rule, "sqref").unwrap().split(' ').map(|range| {
            let (first, last) = range.split_once(':').unwrap_or((range, range));
            let (first, last) = (cell_of(first), cell_of(last));
            [first.0, first.1, last.0, last.1]
        });
        ranges.map(|range| (range, said.clone())).collect::<Vec<_>>()
    });
    ranges.collect()
}

impl FormSheet {
    pub fn of(form: &[u8], name: &str) -> Self {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(form)).unwrap();
        let at = book.sheet_names().iter().position(|sheet| sheet == name).unwrap() + 1;
        let range = book.worksheet_range(name).unwrap();
        let headers = range.rows().nth(4).unwrap().iter().zip(0..);
        let headers = headers.map(|(cell, column)| (cell.to_string(), column)).collect();
        let parts = parts(form);
        let part = format!("xl/worksheets/sheet{at}.xml");
        let looks = text_of(&parts, "xl/styles.xml");
        let looks = between(&looks, "<cellXfs", "</cellXfs>").unwrap().split("<xf ").skip(1);
        let open = (0..).zip(looks).filter(|(_, xf)| xf.contains("locked=\"0\""));
        let open = open.map(|(at, _)| at.to_string()).collect();
        let xml = text_of(&parts, &part);
        let cells = xml.split("<c r=\"").skip(1);
        let styles = cells.map(|cell| {
            let (name, rest) = cell.split_once('"').unwrap();
            let style = attribute(rest.split('>').next().unwrap(), "s").unwrap_or("0");
            (name.to_owned(), style.to_owned())
        });
        let (styles, rules) = (styles.collect(), rules_of(&xml));
        Self { part, headers, styles, open, rules, xml, fills: BTreeMap::new() }
    }

    pub fn headers(&self) -> impl Iterator<Item = &String> {
        self.headers.keys()
    }

    /// The rows of the assessments as they were sent out, cell by cell.
    pub fn rows_of(form: &[u8], name: &str) -> Vec<Vec<String>> {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(form)).unwrap();
        let range = book.worksheet_range(name).unwrap();
        let rows = range.rows().skip(FIRST as usize - 1);
        rows.map(|row| row.iter().map(ToString::to_string).collect()).collect()
    }

    pub fn xml(&self) -> &str {
        &self.xml
    }

    fn name(&self, row: u32, header: &str) -> String {
        format!("{}{row}", letters(self.headers[header]))
    }

    /// Whether a cell may be written in.
    pub fn is_open(&self, row: u32, header: &str) -> bool {
        self.open.contains(&self.styles[&self.name(row, header)])
    }

    /// What may be written in a cell.
    pub fn rule(&self, row: u32, header: &str) -> Option<Rule> {
        let column = self.headers[header];
        let holds = |[top, left, bottom, right]: [u32; 4]| {
            (top..=bottom).contains(&row) && (left..=right).contains(&column)
        };
        let mut of_cell = self.rules.iter().filter(|(range, _)| holds(*range));
        let rule = of_cell.next()?;
        assert!(of_cell.next().is_none(), "two rules for {header}");
        Some(rule.1.clone())
    }

    /// Writes in an open cell.
    pub fn fill(&mut self, row: u32, header: &str, value: &Fill) {
        assert!(self.is_open(row, header), "{header} is locked");
        self.fills.insert(self.name(row, header), value.clone());
    }

    /// The sheet with what was written, as a spreadsheet stores it.
    fn filled(&self) -> String {
        let mut cells = self.xml.split("<c r=\"");
        let mut xml = cells.next().unwrap().to_owned();
        let mut n_filled = 0;
        for cell in cells {
            let (name, rest) = cell.split_once('"').unwrap();
            let (element, after) = rest.split_once('>').unwrap();
            let Some(value) = self.fills.get(name) else {
                xml += "<c r=\"";
                xml += cell;
                continue;
            };
            n_filled += 1;
            let style = element.strip_suffix('/').unwrap();
            let written = match value {
                Fill::Number(number) => format!("<c r=\"{name}\"{style}><v>{number}</v></c>"),
                Fill::Text(text) => {
                    let text = text.replace('&', "&amp;").replace('<', "&lt;");
                    format!(
                        "<c r=\"{name}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">\
                         {text}</t></is></c>"
                    )
                }
            };
            xml += &written;
            xml += after;
        }
        assert_eq!(n_filled, self.fills.len());
        xml
    }
}

/// The form with the sheets as they were filled in.
pub fn with_sheets(form: &[u8], sheets: &[&FormSheet]) -> Vec<u8> {
    let mut parts = parts(form);
    for sheet in sheets {
        parts.insert(sheet.part.clone(), sheet.filled().into_bytes());
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(name, stored).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Names and cells of a workbook's sheets, for whoever copies them into a workbook of their own.
pub type Copied = Vec<(String, Vec<Vec<String>>)>;

pub fn copied(form: &[u8]) -> Copied {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(form)).unwrap();
    let sheets = book.worksheets().into_iter().map(|(name, range)| {
        let text = |cell: &Data| match cell {
            Data::DateTime(day) => day.as_datetime().unwrap().format("%d-%m-%Y").to_string(),
            other => other.to_string(),
        };
        (name, range.rows().map(|row| row.iter().map(text).collect()).collect())
    });
    sheets.collect()
}

/// A workbook of such sheets, without any of the form's looks.
pub fn pasted(sheets: &Copied) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        super::ingest::write_sheet(&mut workbook, name, rows);
    }
    workbook.save_to_buffer().unwrap()
}
