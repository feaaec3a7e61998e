//! How is one table written for Excel and for analysts at once?

use std::io::{BufWriter, Write};

use rayon::prelude::*;

use super::super::{View, WriteError, failed};
use super::FOLDER;
use crate::report::parquet::{Batch, ParquetFile};
use crate::report::{CellValue, ColumnKind, DanishCsv, Field, Staging};

/// Things whose rows are made and held at a time.
const AT_A_TIME: usize = 16_384;

/// A column of both files, or of one of them.
pub(super) struct DataColumn {
    /// Name in the parquet file; none: not there.
    column: Option<String>,
    /// Header in the CSV file; none: not there.
    header: Option<String>,
    kind: ColumnKind,
}

impl DataColumn {
    pub(super) fn text(column: &str, header: &str) -> Self {
        Self::new(column, header, ColumnKind::Text)
    }

    pub(super) fn int(column: &str, header: &str) -> Self {
        Self::new(column, header, ColumnKind::Int)
    }

    pub(super) fn decimal(column: &str, header: &str) -> Self {
        Self::new(column, header, ColumnKind::Decimal)
    }

    /// Words for the parquet file only: slugs and codes.
    pub(super) fn code(column: &str) -> Self {
        Self { column: Some(column.to_owned()), header: None, kind: ColumnKind::Text }
    }

    /// Words for the CSV file only: names and sentences.
    pub(super) fn words(header: &str) -> Self {
        Self { column: None, header: Some(header.to_owned()), kind: ColumnKind::Text }
    }

    fn new(column: &str, header: &str, kind: ColumnKind) -> Self {
        Self { column: Some(column.to_owned()), header: Some(header.to_owned()), kind }
    }
}

/// A table: its two files' stem, what a row is, its columns, and what the reader must know.
pub(super) struct DataFile {
    pub(super) stem: &'static str,
    pub(super) unit: &'static str,
    pub(super) columns: Vec<DataColumn>,
    pub(super) notes: Vec<String>,
}

impl DataFile {
    /// Writes `<stem>.csv` and `<stem>.parquet`; each row has a cell per column. The rows of each
    /// thing (an offering, a criterion) are made in parallel and written in the things' order.
    pub(super) fn write<T: Sync>(
        &self,
        staging: &Staging,
        view: &View<'_>,
        things: &[T],
        rows_of: impl Fn(&T) -> Vec<Vec<CellValue>> + Sync,
    ) -> Result<(), WriteError> {
        let csv_path = format!("{FOLDER}/{}.csv", self.stem);
        let out = BufWriter::new(staging.file(&csv_path)?);
        let headers = self.columns.iter().filter_map(|column| column.header.as_deref());
        let mut csv = DanishCsv::begin(out, headers, self.unit, &self.notes, view.provenance)
            .map_err(|e| failed(&csv_path, e))?;
        let out = BufWriter::new(staging.file(&format!("{FOLDER}/{}.parquet", self.stem))?);
        let mut parquet = ParquetFile::begin(out, self.unit, view.provenance, self.batch(&[]))?;
        let in_csv: Vec<bool> = self.columns.iter().map(|column| column.header.is_some()).collect();
        for some in things.chunks(AT_A_TIME) {
            let rows: Vec<Vec<CellValue>> = some.par_iter().flat_map_iter(&rows_of).collect();
            let (in_words, in_columns) = rayon::join(
                || {
                    rows.iter().try_for_each(|row| {
                        let shown = in_csv.iter().zip(row).filter(|(is_shown, _)| **is_shown);
                        csv.row(shown.map(|(_, cell)| Field::from(cell)))
                    })
                },
                || parquet.batch(self.batch(&rows)),
            );
            in_words.map_err(|e| failed(&csv_path, e))?;
            in_columns?;
        }
        parquet.finish()?;
        csv.finish().and_then(|mut out| out.flush()).map_err(|e| failed(&csv_path, e))
    }

    fn batch(&self, rows: &[Vec<CellValue>]) -> Batch {
        let mut batch = Batch::new();
        for (at, column) in self.columns.iter().enumerate() {
            let Some(name) = &column.column else { continue };
            let cells = rows.iter().map(|row| &row[at]);
            batch.cells(name, column.kind, cells);
        }
        batch
    }
}
