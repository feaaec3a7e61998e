//! How is a table written so that Excel in Denmark, R and polars all read it as it is?
//!
//! UTF-8 with a byte order mark, semicolons, decimal comma, no thousands separator, CRLF, and the
//! header in the first row. What a count counts and what the table was made from stand in trailing
//! columns of every row, so that no reader has to skip lines.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::plain_text::replaced_lines;
use crate::table::old::{CellValue, Table};
use crate::table::{Provenance, decimal};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A cell on its way out; borrows, so that millions of rows need no string each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field<'a> {
    /// Words.
    Text(&'a str),
    /// A whole number.
    Int(i64),
    /// A number with a fixed number of decimals.
    Decimal {
        /// The number.
        value: f64,
        /// Decimals written.
        decimals: u8,
    },
    /// Nothing.
    Empty,
}

impl<'a> From<&'a CellValue> for Field<'a> {
    fn from(cell: &'a CellValue) -> Self {
        match cell {
            CellValue::Text(words) => Self::Text(words),
            CellValue::Int(n) => Self::Int(*n),
            CellValue::Decimal { value, decimals } => {
                Self::Decimal { value: *value, decimals: *decimals }
            }
            CellValue::Empty => Self::Empty,
        }
    }
}

/// A CSV file being written, row by row, a whole line at a time.
pub struct DanishCsv<W: Write> {
    out: W,
    n_columns: usize,
    line: Vec<u8>,
    /// The trailing columns, the same in every row: quoted once, not once for each of a million.
    trailer: Vec<u8>,
    /// What every row but the first ends with, when that is another.
    next_trailer: Option<Vec<u8>>,
}

impl<W: Write> DanishCsv<W> {
    /// Begins a file: byte order mark and header row. `Enhed`, `Grundlag` and, when there are
    /// notes, `Noter` are added at the end.
    pub fn begin<'h>(
        mut out: W,
        headers: impl IntoIterator<Item = &'h str>,
        unit: &str,
        notes: &[String],
        provenance: &Provenance,
    ) -> io::Result<Self> {
        out.write_all(BYTE_ORDER_MARK)?;
        let mut line = Vec::new();
        let mut n_columns = 0;
        for header in headers {
            push_field(&mut line, n_columns, &harmless(header));
            n_columns += 1;
        }
        let mut trailer = Vec::new();
        let trailing = [
            ("Enhed", Some(unit.to_owned())),
            ("Grundlag", Some(provenance.line())),
            ("Noter", (!notes.is_empty()).then(|| notes.join(". "))),
        ];
        for (header, value) in trailing {
            let Some(value) = value else { continue };
            push_field(&mut line, 1, header);
            push_field(&mut trailer, 1, &harmless(&value));
        }
        trailer.extend(LINE_END);
        line.extend(LINE_END);
        out.write_all(&line)?;
        Ok(Self { out, n_columns, line, trailer, next_trailer: None })
    }

    /// As [`DanishCsv::begin`], for a table of very many rows: the notes stand in its first row
    /// only.
    pub fn begin_long<'h>(
        out: W,
        headers: impl IntoIterator<Item = &'h str>,
        unit: &str,
        notes: &[String],
        provenance: &Provenance,
    ) -> io::Result<Self> {
        let mut csv = Self::begin(out, headers, unit, notes, provenance)?;
        let mut next = Vec::new();
        push_field(&mut next, 1, &harmless(unit));
        push_field(&mut next, 1, &harmless(&provenance.line()));
        if !notes.is_empty() {
            push_field(&mut next, 1, "");
        }
        next.extend(LINE_END);
        csv.next_trailer = Some(next);
        Ok(csv)
    }

    /// Writes a row; it must have a field per header.
    pub fn row<'f>(&mut self, fields: impl IntoIterator<Item = Field<'f>>) -> io::Result<()> {
        self.line.clear();
        let mut n_fields = 0;
        for field in fields {
            match field {
                Field::Text(words) => push_field(&mut self.line, n_fields, &harmless(words)),
                Field::Int(n) => push_field(&mut self.line, n_fields, &n.to_string()),
                Field::Decimal { value, decimals } => {
                    push_field(&mut self.line, n_fields, &decimal(value, decimals));
                }
                Field::Empty => push_field(&mut self.line, n_fields, ""),
            }
            n_fields += 1;
        }
        if n_fields != self.n_columns {
            let message = format!("{n_fields} felter i en række med {} kolonner", self.n_columns);
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        self.line.extend(&self.trailer);
        if let Some(next) = self.next_trailer.take() {
            self.trailer = next;
        }
        self.out.write_all(&self.line)
    }

    /// Ends the file and hands back what it was written to.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

const LINE_END: &[u8] = b"\r\n";

/// Adds a field to a line, with a semicolon before it unless it is the first; quoted when it holds
/// what separates fields or rows. Characters that a terminal or an editor would obey are replaced.
fn push_field(line: &mut Vec<u8>, n_before: usize, text: &str) {
    let text = &*replaced_lines(text);
    if n_before > 0 {
        line.push(b';');
    }
    if text.bytes().any(|byte| matches!(byte, b';' | b'"' | b'\r' | b'\n')) {
        line.push(b'"');
        for byte in text.bytes() {
            if byte == b'"' {
                line.push(b'"');
            }
            line.push(byte);
        }
        line.push(b'"');
    } else {
        line.extend(text.as_bytes());
    }
}

/// The whole table as the bytes of a CSV file.
pub fn to_csv(table: &Table, provenance: &Provenance) -> io::Result<Vec<u8>> {
    let headers = table.columns.iter().map(|column| column.header.as_str());
    let mut file = DanishCsv::begin(Vec::new(), headers, &table.unit, &table.notes, provenance)?;
    for row in &table.rows {
        file.row(row.iter().map(Field::from))?;
    }
    file.finish()
}

/// Text that a spreadsheet would run as a formula gets a leading apostrophe; text that is a plain
/// number is left alone.
fn harmless(text: &str) -> Cow<'_, str> {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if runs && !is_number(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once([',', '.']) {
        Some((whole, rest)) => digits(whole) && digits(rest),
        None => digits(unsigned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::old::Column;

    fn provenance() -> Provenance {
        Provenance {
            run_id: String::new(),
            program_version: "0.1.0".to_owned(),
            rule: "flertal".to_owned(),
            guidelines: Vec::new(),
            regions_on: chrono::NaiveDate::default(),
            is_example_guideline: false,
            is_example_data: true,
            remarks: Vec::new(),
        }
    }

    fn table(cells: Vec<CellValue>, notes: Vec<String>) -> Table {
        Table {
            name: "t".to_owned(),
            title: "T".to_owned(),
            unit: "tilbud".to_owned(),
            columns: (0..cells.len()).map(|i| Column::text(format!("Kolonne {i}"))).collect(),
            rows: vec![cells],
            notes,
        }
    }

    #[test]
    fn a_file_is_as_excel_in_denmark_wants_it() {
        let cells = vec![
            CellValue::text("Ærø; \"Øst\"\nå"),
            CellValue::Int(-123_456),
            CellValue::Decimal { value: 1234.5, decimals: 1 },
            CellValue::Empty,
            CellValue::percent(1, 0),
        ];
        let bytes = to_csv(&table(cells, vec!["Note".to_owned()]), &provenance()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(
            text,
            "\u{feff}Kolonne 0;Kolonne 1;Kolonne 2;Kolonne 3;Kolonne 4;Enhed;Grundlag;Noter\r\n\
             \"Ærø; \"\"Øst\"\"\nå\";-123456;1234,5;;;tilbud;EKSEMPEL: opdigtede tilbud. Regel: \
             flertal. Ingen vejledning. Regioner pr. 1.1.1970. niveau 0.1.0;Note\r\n"
        );
    }

    #[test]
    fn formulas_are_made_harmless_and_numbers_are_not_touched() {
        for formula in ["=1+1", "+45 12", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "-1,", "＝1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for plain in ["", "Aa", "-3,5", "-3.5", "-7", "§ 107", "1=1", "'=1"] {
            assert_eq!(harmless(plain), plain);
        }
    }

    #[test]
    fn a_row_of_the_wrong_length_is_an_error() {
        let mut crooked = table(vec![CellValue::Empty], Vec::new());
        crooked.rows[0].push(CellValue::Empty);
        assert!(to_csv(&crooked, &provenance()).is_err());
    }
}
