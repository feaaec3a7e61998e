//! How is one table written for Excel and for analysts at once?

use std::io::{BufWriter, Write};

use crate::output::Staging;
use crate::report::{WriteError, failed};
use crate::table::Provenance;
use crate::table::old::{Chapter, Documented};

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
