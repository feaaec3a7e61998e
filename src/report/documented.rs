//! What does each column of an output mean? One definition per column: from it the parquet file,
//! the CSV file and the data dictionary are made, so that none of them can say something else.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::parquet::{self, Batch, ParquetError};
use super::{CellValue, ColumnKind, DanishCsv, Field, Provenance};

/// A column of an output whose rows are made from `R`.
pub struct DocColumn<'v, R> {
    /// Name in the parquet file, for programs.
    pub name: &'static str,
    /// Header in the CSV file, for people.
    pub header: &'static str,
    /// What it holds, and in what unit, in Danish without a full stop.
    pub about: &'static str,
    /// What its cells hold.
    pub kind: ColumnKind,
    value: Box<dyn Fn(&R) -> CellValue + Send + Sync + 'v>,
}

impl<'v, R> DocColumn<'v, R> {
    /// Words.
    pub fn text<T: Into<String>>(
        (name, header, about): (&'static str, &'static str, &'static str),
        value: impl Fn(&R) -> Option<T> + Send + Sync + 'v,
    ) -> Self {
        let value = Box::new(move |row: &R| CellValue::text_or_empty(value(row)));
        Self { name, header, about, kind: ColumnKind::Text, value }
    }

    /// Whole numbers.
    pub fn int(
        (name, header, about): (&'static str, &'static str, &'static str),
        value: impl Fn(&R) -> Option<u64> + Send + Sync + 'v,
    ) -> Self {
        let value = Box::new(move |row: &R| value(row).map_or(CellValue::Empty, CellValue::count));
        Self { name, header, about, kind: ColumnKind::Int, value }
    }

    /// Numbers with decimals: all of them in the parquet file, `decimals` in the CSV file. A number
    /// that is not finite is written as nothing.
    pub fn decimal(
        (name, header, about): (&'static str, &'static str, &'static str),
        decimals: u8,
        value: impl Fn(&R) -> Option<f64> + Send + Sync + 'v,
    ) -> Self {
        let value = Box::new(move |row: &R| match value(row).filter(|value| value.is_finite()) {
            Some(value) => CellValue::Decimal { value, decimals },
            None => CellValue::Empty,
        });
        Self { name, header, about, kind: ColumnKind::Decimal, value }
    }

    /// The column's cell of a row.
    pub fn cell(&self, row: &R) -> CellValue {
        (self.value)(row)
    }
}

/// An output with its columns.
pub struct Documented<'v, R> {
    /// Stem of its file names, with its folder: `landscape/supply`.
    pub path: &'static str,
    /// What a row is, in Danish without a full stop.
    pub a_row: &'static str,
    /// What a count counts.
    pub unit: &'static str,
    /// The columns, left to right.
    pub columns: Vec<DocColumn<'v, R>>,
    /// What the reader must know of all rows, in Danish without a full stop.
    pub notes: Vec<String>,
}

impl<R: Sync> Documented<'_, R> {
    /// Writes all rows as a parquet file.
    ///
    /// # Errors
    /// The parquet writer.
    pub fn write_parquet(
        &self,
        out: impl Write,
        rows: &[R],
        provenance: &Provenance,
    ) -> Result<(), ParquetError> {
        let mut batch = Batch::new();
        for column in &self.columns {
            let cells: Vec<CellValue> = rows.iter().map(|row| column.cell(row)).collect();
            batch.cells(column.name, column.kind, cells.iter());
        }
        parquet::write(out, self.unit, provenance, batch)?;
        Ok(())
    }

    /// Writes all rows as a CSV file; the notes stand in its first row.
    ///
    /// # Errors
    /// What it is written to.
    pub fn write_csv<W: Write>(
        &self,
        out: W,
        rows: &[R],
        provenance: &Provenance,
    ) -> io::Result<W> {
        let headers = self.columns.iter().map(|column| column.header);
        let mut csv = DanishCsv::begin_long(out, headers, self.unit, &self.notes, provenance)?;
        let mut cells = Vec::with_capacity(self.columns.len());
        for row in rows {
            cells.clear();
            cells.extend(self.columns.iter().map(|column| column.cell(row)));
            csv.row(cells.iter().map(Field::from))?;
        }
        csv.finish()
    }

    /// The output's chapter of the data dictionary, as Markdown.
    pub fn chapter(&self) -> String {
        let mut text = format!("## `{}.parquet`, `{}.csv`\n\n", self.path, self.path);
        // Writing to a text can't fail.
        let _ = writeln!(text, "En række er {}. Enhed: {}.\n", self.a_row, self.unit);
        text.push_str("| kolonne | overskrift i CSV | indhold | type |\n|---|---|---|---|\n");
        for column in &self.columns {
            let kind = match column.kind {
                ColumnKind::Text => "tekst",
                ColumnKind::Int => "helt tal",
                ColumnKind::Decimal => "tal",
            };
            let about = column.about.replace('|', "\\|");
            let _ = writeln!(text, "| `{}` | {} | {about} | {kind} |", column.name, column.header);
        }
        if !self.notes.is_empty() {
            let _ = writeln!(text, "\n{}.", self.notes.join(". "));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Row {
        name: Option<&'static str>,
        n: Option<u64>,
        share: f64,
    }

    fn documented() -> Documented<'static, Row> {
        Documented {
            path: "landscape/x",
            a_row: "et tilbud",
            unit: "pladser",
            columns: vec![
                DocColumn::text(("name", "Navn", "hvad det hedder"), |row: &Row| row.name),
                DocColumn::int(
                    ("places", "Pladser", "pladser; tom, når de ikke er oplyst"),
                    |row: &Row| row.n,
                ),
                DocColumn::decimal(("share", "Andel", "andel, 0-1"), 2, |row: &Row| {
                    Some(row.share)
                }),
            ],
            notes: vec!["Tomt er ikke nul".to_owned()],
        }
    }

    #[test]
    fn one_definition_makes_file_and_dictionary() {
        let rows = [
            Row { name: Some("A"), n: Some(3), share: 0.5 },
            Row { name: None, n: None, share: f64::NAN },
        ];
        let provenance = Provenance {
            program_version: "0.1.0".to_owned(),
            rule: "flertal".to_owned(),
            guidelines: Vec::new(),
            regions_on: chrono::NaiveDate::default(),
            is_example_guideline: false,
            is_example_data: false,
            remarks: Vec::new(),
        };
        let csv = documented().write_csv(Vec::new(), &rows, &provenance).unwrap();
        let csv = String::from_utf8(csv).unwrap().replace("\r\n", "\n");
        insta::assert_snapshot!(csv.trim_start_matches('\u{feff}').trim_end(), @r##"
        Navn;Pladser;Andel;Enhed;Grundlag;Noter
        A;3;0,50;pladser;Regel: flertal. Ingen vejledning. Regioner pr. 1.1.1970. niveau 0.1.0;Tomt er ikke nul
        ;;;pladser;Regel: flertal. Ingen vejledning. Regioner pr. 1.1.1970. niveau 0.1.0;
        "##);
        insta::assert_snapshot!(documented().chapter(), @r##"
        ## `landscape/x.parquet`, `landscape/x.csv`

        En række er et tilbud. Enhed: pladser.

        | kolonne | overskrift i CSV | indhold | type |
        |---|---|---|---|
        | `name` | Navn | hvad det hedder | tekst |
        | `places` | Pladser | pladser; tom, når de ikke er oplyst | helt tal |
        | `share` | Andel | andel, 0-1 | tal |

        Tomt er ikke nul.
        "##);
        let mut parquet = Vec::new();
        documented().write_parquet(&mut parquet, &rows, &provenance).unwrap();
        assert_eq!(&parquet[..4], b"PAR1");
    }
}
