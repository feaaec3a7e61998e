//! How is one table written for Excel and for analysts at once?

use std::io::{BufWriter, Write};

use rayon::prelude::*;

use crate::output::Staging;
use crate::report::{WriteError, failed};
use crate::table::Provenance;
use crate::table::old::parquet::ParquetFile;
use crate::table::old::{CellValue, Chapter, DanishCsv, Documented};

/// Things whose rows are made and held at a time.
const AT_A_TIME: usize = 16_384;

/// Writes rows that are there as parquet and CSV, with the notes in the first row; gives their
/// chapter of the data dictionary.
pub(super) fn write_rows<R: Sync>(
    staging: &Staging,
    documented: &Documented<'_, R>,
    rows: &[R],
    provenance: &Provenance,
) -> Result<Chapter, WriteError> {
    let parquet = || -> Result<(), WriteError> {
        let path = format!("{}.parquet", documented.path);
        let out = BufWriter::new(staging.file(&path)?);
        Ok(documented.write_parquet(out, rows, provenance)?)
    };
    let csv = || -> Result<(), WriteError> {
        let path = format!("{}.csv", documented.path);
        let out = BufWriter::new(staging.file(&path)?);
        let mut out =
            documented.write_csv(out, rows, provenance).map_err(|error| failed(&path, error))?;
        out.flush().map_err(|error| failed(&path, error))
    };
    let (parquet, csv) = rayon::join(parquet, csv);
    parquet.and(csv)?;
    Ok(documented.chapter())
}

/// As [`write_rows`], for rows that are too many to be held at once: those of each thing (an
/// offering, a criterion) are made in parallel and written in the things' order. The notes stand in
/// every row.
pub(super) fn write_rows_of<'t, T: Sync, R>(
    staging: &Staging,
    documented: &Documented<'_, R>,
    things: &'t [T],
    rows_of: impl Fn(&'t T) -> Vec<R> + Sync,
    provenance: &Provenance,
) -> Result<Chapter, WriteError> {
    let csv_path = format!("{}.csv", documented.path);
    let out = BufWriter::new(staging.file(&csv_path)?);
    let headers = documented.headers();
    let mut csv = DanishCsv::begin(out, headers, documented.unit, &documented.notes, provenance)
        .map_err(|e| failed(&csv_path, e))?;
    let out = BufWriter::new(staging.file(&format!("{}.parquet", documented.path))?);
    let mut parquet = ParquetFile::begin(out, documented.unit, provenance, documented.batch(&[]))?;
    let cells_of = |thing| -> Vec<Vec<CellValue>> {
        rows_of(thing).iter().map(|row| documented.cells(row)).collect()
    };
    for some in things.chunks(AT_A_TIME) {
        let rows: Vec<Vec<CellValue>> = some.par_iter().flat_map_iter(cells_of).collect();
        let (in_words, in_columns) = rayon::join(
            || rows.iter().try_for_each(|row| csv.row(documented.fields(row))),
            || parquet.batch(documented.batch(&rows)),
        );
        in_words.map_err(|e| failed(&csv_path, e))?;
        in_columns?;
    }
    parquet.finish()?;
    csv.finish().and_then(|mut out| out.flush()).map_err(|e| failed(&csv_path, e))?;
    Ok(documented.chapter())
}
