//! What does each column of an output mean? One definition per column: from it the parquet file,
//! the CSV file and the data dictionary are made, so that none of them can say something else.

use std::io::{self, Write};

use crate::table::Provenance;
use crate::table::old::parquet;
use crate::table::old::parquet::{Batch, ParquetError};
use crate::table::old::{
    CellValue, Chapter, ColumnDoc, ColumnKind, DanishCsv, Field, Holds, Named,
};

/// A column of an output whose rows are made from `R`.
pub struct DocColumn<'v, R> {
    /// What it is called, and what it holds.
    pub doc: ColumnDoc,
    kind: ColumnKind,
    value: Box<dyn Fn(&R) -> CellValue + Send + Sync + 'v>,
}

impl<'v, R> DocColumn<'v, R> {
    /// Words.
    pub fn text<T: Into<String>>(
        named: impl Into<Named>,
        value: impl Fn(&R) -> Option<T> + Send + Sync + 'v,
    ) -> Self {
        Self::of(ColumnKind::Text, named, move |row| CellValue::text_or_empty(value(row)))
    }

    /// Whole numbers.
    pub fn int(
        named: impl Into<Named>,
        value: impl Fn(&R) -> Option<u64> + Send + Sync + 'v,
    ) -> Self {
        let cell = move |row: &R| value(row).map_or(CellValue::Empty, CellValue::count);
        Self::of(ColumnKind::Int, named, cell)
    }

    /// Numbers with decimals: all of them in the parquet file, `decimals` in the CSV file. A number
    /// that is not finite is written as nothing.
    pub fn decimal(
        named: impl Into<Named>,
        decimals: u8,
        value: impl Fn(&R) -> Option<f64> + Send + Sync + 'v,
    ) -> Self {
        let cell = move |row: &R| match value(row).filter(|value| value.is_finite()) {
            Some(value) => CellValue::Decimal { value, decimals },
            None => CellValue::Empty,
        };
        Self::of(ColumnKind::Decimal, named, cell)
    }

    /// Cells as they are.
    pub fn of(
        kind: ColumnKind,
        named: impl Into<Named>,
        cell: impl Fn(&R) -> CellValue + Send + Sync + 'v,
    ) -> Self {
        Self { doc: ColumnDoc::new(Holds::from(kind), named), kind, value: Box::new(cell) }
    }

    /// The same with the unit of its numbers.
    #[must_use]
    pub fn unit(self, unit: impl Into<String>) -> Self {
        Self { doc: self.doc.unit(unit), ..self }
    }

    /// The same with what an empty cell means.
    #[must_use]
    pub fn empty(self, empty: impl Into<String>) -> Self {
        Self { doc: self.doc.empty(empty), ..self }
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

impl<R> Documented<'_, R> {
    /// A row's cells, along the columns.
    pub fn cells(&self, row: &R) -> Vec<CellValue> {
        self.columns.iter().map(|column| (column.value)(row)).collect()
    }

    /// Rows of cells as columns of the parquet file.
    pub fn batch(&self, rows: &[Vec<CellValue>]) -> Batch {
        let mut batch = Batch::new();
        for (at, column) in self.columns.iter().enumerate() {
            let Some(name) = &column.doc.name else { continue };
            batch.cells(name, column.kind, rows.iter().map(|row| &row[at]));
        }
        batch
    }

    /// Headers of the CSV file.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter_map(|column| column.doc.header.as_deref())
    }

    /// Those of a row's cells that stand in the CSV file.
    pub fn fields<'c>(&self, cells: &'c [CellValue]) -> impl Iterator<Item = Field<'c>> {
        let in_csv = self.columns.iter().zip(cells).filter(|(c, _)| c.doc.header.is_some());
        in_csv.map(|(_, cell)| Field::from(cell))
    }

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
            let Some(name) = &column.doc.name else { continue };
            let cells: Vec<CellValue> = rows.iter().map(|row| (column.value)(row)).collect();
            batch.cells(name, column.kind, cells.iter());
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
        let mut csv =
            DanishCsv::begin_long(out, self.headers(), self.unit, &self.notes, provenance)?;
        for row in rows {
            csv.row(self.fields(&self.cells(row)))?;
        }
        csv.finish()
    }

    /// The output's chapter of the data dictionary.
    pub fn chapter(&self) -> Chapter {
        Chapter {
            files: ["parquet", "csv"].map(|kind| format!("{}.{kind}", self.path)).into(),
            a_row: self.a_row.to_owned(),
            unit: self.unit.to_owned(),
            columns: self.columns.iter().map(|column| column.doc.clone()).collect(),
            notes: self.notes.clone(),
        }
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
                DocColumn::int(("places", "Pladser", "som de er oplyst"), |row: &Row| row.n)
                    .unit("pladser")
                    .empty("ikke oplyst"),
                DocColumn::decimal(Named::words("Andel", "0-1"), 2, |row: &Row| Some(row.share))
                    .unit("andel"),
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
            run_id: String::new(),
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
        insta::assert_snapshot!(documented().chapter().markdown(), @r##"
        ## `landscape/x.parquet`, `landscape/x.csv`

        En række er et tilbud. Enhed: pladser.

        | kolonne i parquet | overskrift i CSV | type | enhed | indhold | tom betyder |
        |---|---|---|---|---|---|
        | `name` | Navn | tekst | – | hvad det hedder | aldrig tom |
        | `places` | Pladser | helt tal | pladser | som de er oplyst | ikke oplyst |
        | – | Andel | tal | andel | 0-1 | aldrig tom |

        Tomt er ikke nul.
        "##);
        let mut parquet = Vec::new();
        documented().write_parquet(&mut parquet, &rows, &provenance).unwrap();
        assert_eq!(&parquet[..4], b"PAR1");
    }
}
