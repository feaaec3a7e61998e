//! How much may a file ask of the machine before it is refused?

/// Bounds on one input file. What they guard against is a file that is small on disk and enormous
/// in memory; ordinary exports stay far below. Rows and columns need no bound of their own: they
/// are read one by one, so a lone cell in `XFD1048576` costs one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes on disk: a national export with a million departments is about 300 MB.
    pub file_bytes: u64,
    /// Bytes that a workbook says its parts unzip to, all together. A row of 50 cells is about
    /// 2,5 kB of XML.
    pub uncompressed_bytes: u64,
    /// Bytes that the shared texts of a workbook say they unzip to: the one part that is held in
    /// memory whole.
    pub shared_text_bytes: u64,
    /// Cells read from one file: reading stops there.
    pub cells: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 2 << 30,
            uncompressed_bytes: 4 << 30,
            shared_text_bytes: 512 << 20,
            cells: 200_000_000,
        }
    }
}
