//! What is known of a file that was read?

/// A file of the input folder that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// Path below the input folder, with `/`.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Checksum, in hexadecimal.
    pub sha256: String,
}
