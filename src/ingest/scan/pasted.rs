//! What does a CSV line say that was pasted whole into one cell?

use crate::ingest::cell::Cell;

/// A CSV file in the cells of one column.
#[derive(Clone, Copy)]
pub(crate) struct Pasted {
    pub(crate) separator: u8,
    pub(crate) column: u16,
}

/// Separators that are tried, in this order.
pub(crate) const SEPARATORS: [u8; 3] = [b';', b'\t', b','];

/// The fields of a line.
pub(crate) fn split(line: &str, separator: u8) -> Vec<String> {
    if !line.as_bytes().contains(&separator) {
        return Vec::new();
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(line.as_bytes());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => record.iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Fields as the cells of a row, those with something in them.
pub(crate) fn cells(fields: Vec<String>) -> Vec<(u16, Cell<'static>)> {
    (0..)
        .zip(fields)
        .map(|(column, field)| (column, Cell::text(field)))
        .filter(|(_, cell)| !cell.is_empty())
        .collect()
}

/// A separator as a reader knows it.
pub(crate) fn spelled(separator: u8) -> &'static str {
    match separator {
        b';' => "semikolon",
        b'\t' => "tabulator",
        _ => "komma",
    }
}
