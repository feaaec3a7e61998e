//! How is a table written so that Excel in Denmark, R and polars all read it as it is?
//!
//! UTF-8 with a byte order mark, semicolons, decimal comma, no thousands separator, CRLF, and the
//! header in the first row. What a count counts and what the table was made from stand in trailing
//! columns of every row, so that no reader has to skip lines.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{CellValue, Provenance, Table, decimal};

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

/// A CSV file being written, row by row.
pub struct DanishCsv<W: Write> {
    writer: csv::Writer<W>,
    unit: String,
    basis: String,
    notes: Option<String>,
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
        let writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let mut file = Self {
            writer,
            unit: harmless(unit).into_owned(),
            basis: harmless(&provenance.line()).into_owned(),
            notes: (!notes.is_empty()).then(|| harmless(&notes.join(". ")).into_owned()),
        };
        for header in headers {
            file.writer.write_field(harmless(header).as_bytes())?;
        }
        file.writer.write_field("Enhed")?;
        file.writer.write_field("Grundlag")?;
        if file.notes.is_some() {
            file.writer.write_field("Noter")?;
        }
        file.end_row()?;
        Ok(file)
    }

    /// Writes a row; it must have a field per header.
    pub fn row<'f>(&mut self, fields: impl IntoIterator<Item = Field<'f>>) -> io::Result<()> {
        for field in fields {
            match field {
                Field::Text(words) => self.writer.write_field(harmless(words).as_bytes())?,
                Field::Int(n) => self.writer.write_field(n.to_string())?,
                Field::Decimal { value, decimals } => {
                    self.writer.write_field(decimal(value, decimals))?;
                }
                Field::Empty => self.writer.write_field("")?,
            }
        }
        self.writer.write_field(&self.unit)?;
        self.writer.write_field(&self.basis)?;
        if let Some(notes) = &self.notes {
            self.writer.write_field(notes)?;
        }
        self.end_row()
    }

    /// Ends the file and hands back what it was written to.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }

    /// Also checks that the row has as many fields as the header.
    fn end_row(&mut self) -> io::Result<()> {
        Ok(self.writer.write_record(None::<&[u8]>)?)
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
    use crate::report::Column;

    fn provenance() -> Provenance {
        Provenance {
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
