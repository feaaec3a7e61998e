//! How much may a file ask of the machine before it is refused?

use crate::document::{self, Fields};
use crate::finding::Finding;
use crate::ingest::file::memory;

/// Bounds on one input file. What they guard against is a file that is small on disk and enormous
/// in memory; ordinary exports stay far below. In an xlsx or xlsb cells are read one by one, so a
/// lone cell in `XFD1048576` costs one cell; an xls or ods is held whole, so there the area counts.
///
/// `input/limits.toml` raises or lowers them; what it does not name keeps its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes on disk: a national export with a million departments is about 300 MB.
    pub file_bytes: u64,
    /// Bytes that all parts of a workbook unzip to together. A row of 50 cells is about 2,5 kB of
    /// XML.
    pub uncompressed_bytes: u64,
    /// Bytes that the shared texts of a workbook unzip to: the one part of an xlsx or xlsb that is
    /// held in memory whole.
    pub shared_text_bytes: u64,
    /// Cells read from one file: reading stops there.
    pub cells: u64,
    /// Bytes of an xls, or that the content of an ods unzips to: both are held in memory whole.
    pub whole_bytes: u64,
    /// Rows x columns of the sheets of an xls or ods, together.
    pub table_cells: u64,
    /// Bytes that all files may take which are held whole at the same time. It decides when a file
    /// is read, and nothing else unless one file alone needs more: that one is refused.
    pub memory_bytes: u64,
    /// Bytes of one text of a workbook, in its XML: it is held in memory several times while it is
    /// read.
    pub cell_bytes: u64,
    /// Shared texts of an xlsx: each takes memory, an empty one too.
    pub shared_texts: u64,
    /// Sheets of a workbook.
    pub sheets: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 2 << 30,
            uncompressed_bytes: 4 << 30,
            shared_text_bytes: 512 << 20,
            cells: 200_000_000,
            whole_bytes: 256 << 20,
            table_cells: 8_000_000,
            memory_bytes: memory::ordinary(),
            cell_bytes: 16 << 20,
            shared_texts: 10_000_000,
            sheets: 2000,
        }
    }
}

const MEGABYTE: u64 = 1 << 20;

impl Limits {
    /// Parses `limits.toml`. Keys: `file-mb`, `unzipped-mb`, `texts-mb`, `whole-mb`, `cells`,
    /// `table-cells`, `memory-mb`, `cell-mb`, `shared-texts`, `sheets`, each a whole number from 1.
    ///
    /// # Errors
    /// Every problem of the file at once, each with line and column.
    pub fn parse(text: &str, file: &str) -> Result<Self, Vec<Finding>> {
        let (tree, mut problems) = document::read(text, file);
        let mut limits = Self::default();
        let places = [
            ("file-mb", MEGABYTE, &mut limits.file_bytes),
            ("unzipped-mb", MEGABYTE, &mut limits.uncompressed_bytes),
            ("texts-mb", MEGABYTE, &mut limits.shared_text_bytes),
            ("whole-mb", MEGABYTE, &mut limits.whole_bytes),
            ("cells", 1, &mut limits.cells),
            ("table-cells", 1, &mut limits.table_cells),
            ("memory-mb", MEGABYTE, &mut limits.memory_bytes),
            ("cell-mb", MEGABYTE, &mut limits.cell_bytes),
            ("shared-texts", 1, &mut limits.shared_texts),
            ("sheets", 1, &mut limits.sheets),
        ];
        let keys = places.each_ref().map(|(key, ..)| *key);
        let fields = Fields::of_file(&tree, &keys, &mut problems);
        for (key, unit, place) in places {
            let Some(found) = fields.value(key) else { continue };
            let number = found.value.as_integer().and_then(|text| text.as_str().parse().ok());
            match number.filter(|number: &u64| *number > 0) {
                Some(number) => *place = number.saturating_mul(unit),
                None => {
                    problems.wrong_type(key, found, "et helt tal fra 1", &format!("{key} = 500"));
                }
            }
        }
        problems.finish(Some(limits))
    }
}

/// A bound that a file goes beyond, and how to raise it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Exceeded {
    /// `filen er på 12 MB; grænsen er 10 MB`.
    pub(crate) message: String,
    /// `hæv grænsen: skriv file-mb = 12 i input/limits.toml`.
    pub(crate) raise: String,
}

/// `what` is how much: `filen er på`. Nothing when the bound holds.
pub(crate) fn bytes_within(
    key: &'static str,
    what: &str,
    found: u64,
    limit: u64,
) -> Result<(), Exceeded> {
    if found <= limit {
        return Ok(());
    }
    Err(Exceeded {
        message: format!("{what} {}; grænsen er {}", size(found), size(limit)),
        raise: raise(key, found.div_ceil(MEGABYTE)),
    })
}

/// As [`bytes_within`], of cells.
pub(crate) fn cells_within(
    key: &'static str,
    what: &str,
    found: u64,
    limit: u64,
) -> Result<(), Exceeded> {
    number_within(key, |number| format!("{what} {number} celler"), found, limit)
}

/// As [`bytes_within`], of whatever `shown` says: `projektmappen har 3 ark`.
pub(crate) fn number_within(
    key: &'static str,
    shown: impl Fn(u64) -> String,
    found: u64,
    limit: u64,
) -> Result<(), Exceeded> {
    if found <= limit {
        return Ok(());
    }
    Err(Exceeded {
        message: format!("{}; grænsen er {limit}", shown(found)),
        raise: raise(key, found),
    })
}

/// How to raise a limit so that `needed` is within it.
pub(crate) fn raise(key: &'static str, needed: u64) -> String {
    format!("hæv grænsen: skriv {key} = {needed} i input/limits.toml")
}

/// `1,5 MB`, rounded up; below a megabyte `1,5 kB`.
fn size(bytes: u64) -> String {
    let (unit, name): (u64, _) = if bytes < MEGABYTE { (1 << 10, "kB") } else { (MEGABYTE, "MB") };
    let tenths = (u128::from(bytes) * 10).div_ceil(u128::from(unit));
    match tenths % 10 {
        0 => format!("{} {name}", tenths / 10),
        tenth => format!("{},{tenth} {name}", tenths / 10),
    }
}
