//! Workbooks of the makes that no crate here writes, byte by byte: xls, xlsb and ods.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A cell of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    /// A day as a serial number.
    Date(f64),
    /// A share that is shown as a percentage.
    Percent(f64),
    /// `#REF!`.
    Error,
    /// A formula whose value is an error (xlsb), or was never stored (ods).
    Formula,
    /// A record of an xls, behind row, column and format: its kind and content.
    Record(u16, Vec<u8>),
    /// A cell of an ods as it is written.
    Xml(String),
}

/// A sheet; rows are those of the sheet, from its first.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub name: String,
    pub is_hidden: bool,
    pub rows: Vec<Vec<Value>>,
    /// Cells merged over several rows: first and last row, column.
    pub merges: Vec<(u16, u16, u16)>,
    /// Rows and columns that are hidden (xls, ods).
    pub hidden_rows: Vec<u16>,
    pub hidden_columns: Vec<u16>,
}

impl Sheet {
    /// A sheet of texts.
    pub fn of(name: &str, rows: &[Vec<String>]) -> Self {
        let value = |text: &String| {
            if text.is_empty() { Value::Empty } else { Value::Text(text.clone()) }
        };
        let rows = rows.iter().map(|row| row.iter().map(value).collect()).collect();
        Self { name: name.to_owned(), rows, ..Self::default() }
    }

    fn cells(&self) -> impl Iterator<Item = (u16, u16, &Value)> {
        (0..).zip(&self.rows).flat_map(|(row, cells)| {
            (0..).zip(cells).map(move |(column, value)| (row, column, value))
        })
    }
}

/// A zip file with these parts.
pub fn zipped(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An xls (BIFF8 in an OLE file). Days count from 1904 when `is_1904`.
pub fn xls(sheets: &[Sheet], is_1904: bool) -> Vec<u8> {
    ole("Workbook", biff(sheets, is_1904))
}

fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let len = u16::try_from(content.len()).unwrap();
    [&kind.to_le_bytes()[..], &len.to_le_bytes(), content].concat()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn u16s(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn biff(sheets: &[Sheet], is_1904: bool) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &u16s(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let bodies: Vec<Vec<u8>> = sheets
        .iter()
        .map(|sheet| {
            let mut body = begin(0x10);
            for column in &sheet.hidden_columns {
                body.extend(record(0x007D, &u16s(&[*column, *column, 0, 0, 1, 0])));
            }
            for row in &sheet.hidden_rows {
                body.extend(record(0x0208, &u16s(&[*row, 0, 1, 0, 0, 0, 0x20, 0])));
            }
            for (row, column, value) in sheet.cells() {
                let format = match value {
                    Value::Date(_) => 1,
                    Value::Percent(_) => 2,
                    _ => 0,
                };
                let at = u16s(&[row, column, format]);
                body.extend(match value {
                    Value::Empty => Vec::new(),
                    Value::Text(text) => {
                        let len = u16::try_from(text.encode_utf16().count()).unwrap();
                        record(0x0204, &[at, u16s(&[len]), vec![1], utf16(text)].concat())
                    }
                    Value::Number(number) | Value::Date(number) | Value::Percent(number) => {
                        record(0x0203, &[at, number.to_le_bytes().to_vec()].concat())
                    }
                    Value::Error => record(0x0205, &[at, vec![0x17, 1]].concat()),
                    Value::Record(kind, content) => record(*kind, &[at, content.clone()].concat()),
                    Value::Formula | Value::Xml(_) => panic!("not written to an xls"),
                });
            }
            let mut merges = u16s(&[u16::try_from(sheet.merges.len()).unwrap()]);
            for (first, last, column) in &sheet.merges {
                merges.extend(u16s(&[*first, *last, *column, *column]));
            }
            body.extend(record(0x00E5, &merges));
            body.extend(record(0x000A, &[]));
            body
        })
        .collect();
    let mut globals = [begin(5), record(0x0022, &u16s(&[u16::from(is_1904)]))].concat();
    let percent = [u16s(&[164, 5]), vec![1], utf16("0.0 %")].concat();
    globals.extend(record(0x041E, &percent));
    for format in [0, 14, 164] {
        let mut style = u16s(&[0, format]);
        style.resize(20, 0);
        globals.extend(record(0x00E0, &style));
    }
    let name_of = |sheet: &Sheet| {
        let len = u8::try_from(sheet.name.encode_utf16().count()).unwrap();
        [vec![len, 1], utf16(&sheet.name)].concat()
    };
    let names: usize = sheets.iter().map(|sheet| 4 + 6 + name_of(sheet).len()).sum();
    let mut start = globals.len() + names + 4;
    for (sheet, body) in sheets.iter().zip(&bodies) {
        let position = u32::try_from(start).unwrap().to_le_bytes().to_vec();
        let state = vec![u8::from(sheet.is_hidden), 0];
        globals.extend(record(0x0085, &[position, state, name_of(sheet)].concat()));
        start += body.len();
    }
    globals.extend(record(0x000A, &[]));
    globals.extend(bodies.concat());
    globals
}

/// An OLE file with one stream.
pub fn ole(name: &str, mut stream: Vec<u8>) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    stream.resize(stream.len().max(4096).next_multiple_of(SECTOR), 0);
    let n_stream = stream.len() / SECTOR;
    // The tables come first, then the directory, then the stream.
    let n_tables = (n_stream + 2).div_ceil(SECTOR / 4) + 1;
    let directory = u32::try_from(n_tables).unwrap();
    let mut next: Vec<u32> = vec![0xFFFF_FFFD; n_tables];
    next.push(END);
    let first = directory + 1;
    next.extend(
        (0..n_stream).map(|at| {
            if at + 1 == n_stream { END } else { first + 1 + u32::try_from(at).unwrap() }
        }),
    );
    next.resize(n_tables * SECTOR / 4, u32::MAX);
    let mut file = vec![0; SECTOR];
    file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(26, &u16s(&[3, 0xFFFE, 9, 6]));
    put(44, &u32::try_from(n_tables).unwrap().to_le_bytes());
    put(48, &directory.to_le_bytes());
    put(56, &4096_u32.to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    for at in 0..109_usize {
        let table = if at < n_tables { u32::try_from(at).unwrap() } else { u32::MAX };
        put(76 + 4 * at, &table.to_le_bytes());
    }
    file.extend(next.iter().flat_map(|sector| sector.to_le_bytes()));
    let entry = |name: &str, kind: u8, start: u32, len: usize| {
        let mut entry = utf16(name);
        let name_len = u16::try_from(entry.len() + 2).unwrap();
        entry.resize(64, 0);
        entry.extend(name_len.to_le_bytes());
        entry.extend([kind, 1]);
        entry.resize(116, 0xFF);
        entry.extend(start.to_le_bytes());
        entry.extend(u32::try_from(len).unwrap().to_le_bytes());
        entry.resize(128, 0);
        entry
    };
    file.extend(entry("Root Entry", 5, END, 0));
    file.extend(entry(name, 2, first, stream.len()));
    file.resize(file.len().next_multiple_of(SECTOR), 0);
    file.extend(stream);
    file
}

/// An xlsb.
pub fn xlsb(sheets: &[Sheet]) -> Vec<u8> {
    let parts = xlsb_parts(sheets);
    zipped(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect::<Vec<_>>())
}

/// Its workbook, its relations, and its sheets.
fn xlsb_parts(sheets: &[Sheet]) -> Vec<(String, Vec<u8>)> {
    let wide = |text: &str| {
        let len = u32::try_from(text.encode_utf16().count()).unwrap();
        [len.to_le_bytes().to_vec(), utf16(text)].concat()
    };
    let mut workbook = big_record(0x0099, &[0; 8]);
    let mut relations = String::from("<Relationships>");
    let mut parts = Vec::new();
    for (n, sheet) in (1_u32..).zip(sheets) {
        let head = [u32::from(sheet.is_hidden).to_le_bytes(), n.to_le_bytes()].concat();
        let relation = format!("r{n}");
        workbook.extend(big_record(0x009C, &[head, wide(&relation), wide(&sheet.name)].concat()));
        let target = format!("worksheets/sheet{n}.bin");
        let relation = format!("<Relationship Id=\"r{n}\" Target=\"{target}\"/>");
        relations.push_str(&relation);
        let mut body =
            [big_record(0x0081, &[]), big_record(0x0094, &[0; 16]), big_record(0x0091, &[])]
                .concat();
        let mut last = None;
        for (row, column, value) in sheet.cells() {
            if last != Some(row) {
                body.extend(big_record(0, &u32::from(row).to_le_bytes()));
                last = Some(row);
            }
            let style = u8::from(matches!(value, Value::Percent(_)));
            let at = [u32::from(column).to_le_bytes(), [style, 0, 0, 0]].concat();
            let (kind, content) = match value {
                Value::Empty => continue,
                Value::Text(text) => (6, wide(text)),
                Value::Number(number) | Value::Date(number) | Value::Percent(number) => {
                    (5, number.to_le_bytes().to_vec())
                }
                Value::Error => (3, vec![0x17]),
                // Flags, no formula.
                Value::Formula => (0x0B, vec![0x17, 0, 0, 0, 0, 0, 0]),
                Value::Record(..) | Value::Xml(_) => panic!("not written to an xlsb"),
            };
            body.extend(big_record(kind, &[at, content].concat()));
        }
        body.extend(big_record(0x0092, &[]));
        parts.push((format!("xl/worksheets/sheet{n}.bin"), body));
    }
    workbook.extend(big_record(0x0090, &[]));
    workbook.extend(big_record(0x009D, &[]));
    relations.push_str("</Relationships>");
    let format = [164_u16.to_le_bytes().to_vec(), wide("0.0 %")].concat();
    let style = |format: u16| big_record(47, &[[0; 2], format.to_le_bytes()].concat());
    let styles = [
        big_record(0x0267, &1_u32.to_le_bytes()),
        big_record(44, &format),
        big_record(0x0269, &2_u32.to_le_bytes()),
        style(0),
        style(164),
        big_record(0x026A, &[]),
    ];
    parts.push(("xl/styles.bin".to_owned(), styles.concat()));
    let mut all = vec![
        ("xl/workbook.bin".to_owned(), workbook),
        ("xl/_rels/workbook.bin.rels".to_owned(), relations.into_bytes()),
    ];
    all.append(&mut parts);
    all
}

/// An xlsb with one sheet of these bytes, named as forms are.
pub fn xlsb_of_sheet(body: &[u8]) -> Vec<u8> {
    let mut book = xlsb_parts(&[Sheet::of("Oplysningsskema", &[])]);
    book[2].1 = body.to_vec();
    zipped(&book.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect::<Vec<_>>())
}

/// The records of a sheet whose one cell points at a shared text that there is not.
pub fn no_such_text() -> Vec<u8> {
    [
        big_record(0x0081, &[]),
        big_record(0x0094, &[0; 16]),
        big_record(0x0091, &[]),
        big_record(0, &[0; 4]),
        big_record(7, &[0, 0, 0, 0, 0, 0, 0, 0, 99, 0, 0, 0]),
        big_record(0x0092, &[]),
    ]
    .concat()
}

/// A record whose kind and length take as many bytes as they need.
fn big_record(kind: u16, content: &[u8]) -> Vec<u8> {
    let low = |n: usize| u8::try_from(n & 0x7F).unwrap();
    let mut bytes = Vec::new();
    let kind = usize::from(kind);
    if kind < 0x80 {
        bytes.push(low(kind));
    } else {
        bytes.extend([low(kind) | 0x80, low(kind >> 7)]);
    }
    let mut len = content.len();
    while len >= 0x80 {
        bytes.push(low(len) | 0x80);
        len >>= 7;
    }
    bytes.push(low(len));
    bytes.extend(content);
    bytes
}

/// An ods. Dates are written as days since 30 December 1899.
pub fn ods(sheets: &[Sheet]) -> Vec<u8> {
    let mut tables = String::new();
    for sheet in sheets {
        let style = if sheet.is_hidden { "hidden" } else { "shown" };
        let table =
            format!("<table:table table:name=\"{}\" table:style-name=\"{style}\">", sheet.name);
        tables.push_str(&table);
        let visibility = |hidden: &[u16], at: u16, how: &str| {
            let is_hidden = hidden.contains(&at);
            if is_hidden { format!(" table:visibility=\"{how}\"") } else { String::new() }
        };
        for c in 0..sheet.hidden_columns.iter().max().map_or(0, |last| last + 1) {
            let is_hidden = visibility(&sheet.hidden_columns, c, "collapse");
            tables.extend(["<table:table-column", &is_hidden, "/>"]);
        }
        for (r, row) in (0_u16..).zip(&sheet.rows) {
            let is_hidden = visibility(&sheet.hidden_rows, r, "filter");
            tables.extend(["<table:table-row", &is_hidden, ">"]);
            for (c, value) in (0_u16..).zip(row) {
                let merge = sheet.merges.iter().find(|(first, _, at)| (*first, *at) == (r, c));
                let span = merge.map_or_else(String::new, |(first, last, _)| {
                    format!(" table:number-rows-spanned=\"{}\"", last - first + 1)
                });
                tables.push_str(&ods_cell(value, &span));
            }
            tables.push_str("</table:table-row>");
        }
        tables.push_str("</table:table>");
    }
    ods_of(&tables)
}

fn ods_cell(value: &Value, span: &str) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    match value {
        Value::Empty => format!("<table:table-cell{span}/>"),
        Value::Text(text) => format!(
            "<table:table-cell{span} office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
            escaped(text)
        ),
        Value::Number(number) => format!(
            "<table:table-cell{span} office:value-type=\"float\" office:value=\"{number}\"/>"
        ),
        Value::Percent(share) => format!(
            "<table:table-cell{span} office:value-type=\"percentage\" office:value=\"{share}\"/>"
        ),
        Value::Date(serial) => {
            let start = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let day = start + chrono::Days::new(*serial as u64);
            format!(
                "<table:table-cell{span} office:value-type=\"date\" office:date-value=\"{day}\"/>"
            )
        }
        Value::Error => format!(
            "<table:table-cell{span} office:value-type=\"string\" office:string-value=\"\" \
             calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell>"
        ),
        Value::Xml(cell) => cell.clone(),
        Value::Record(..) => panic!("not written to an ods"),
        Value::Formula => format!("<table:table-cell{span} table:formula=\"of:=[.A1]\"/>"),
    }
}

/// An ods with these tables, written by hand.
pub fn ods_of(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>\
         <style:style style:name=\"shown\"><style:table-properties table:display=\"true\"/></style:style>\
         <style:style style:name=\"hidden\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("META-INF/manifest.xml", b"<manifest:manifest/>".to_vec()),
        ("content.xml", content.into_bytes()),
    ])
}
