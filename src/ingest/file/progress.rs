//! How far has the reading come?

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// After so many rows it is told how far the reading has come.
const TOLD: u64 = 4096;

/// How far the reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files to read.
    pub files: usize,
    /// Files read to the end.
    pub files_done: usize,
    /// Data rows read so far.
    pub rows: u64,
    /// What all files hold.
    pub bytes: u64,
    /// What the files hold that are read to the end.
    pub bytes_done: u64,
}

/// Counts how far all threads have come.
pub(crate) struct Tally<'t> {
    files: usize,
    bytes: u64,
    files_done: AtomicUsize,
    bytes_done: AtomicU64,
    rows: AtomicU64,
    tell: Option<&'t (dyn Fn(Progress) + Sync)>,
}

impl<'t> Tally<'t> {
    /// Of so many files, which hold so many bytes.
    pub(crate) fn new(
        files: usize,
        bytes: u64,
        tell: Option<&'t (dyn Fn(Progress) + Sync)>,
    ) -> Self {
        let (files_done, bytes_done, rows) = Default::default();
        Self { files, bytes, files_done, bytes_done, rows, tell }
    }

    /// A file is read to the end.
    pub(crate) fn add_file(&self, bytes: u64) {
        self.files_done.fetch_add(1, Ordering::Relaxed);
        self.bytes_done.fetch_add(bytes, Ordering::Relaxed);
        self.tell();
    }

    /// A further row is read.
    pub(crate) fn add_row(&self) {
        let rows = self.rows.fetch_add(1, Ordering::Relaxed) + 1;
        if rows.is_multiple_of(TOLD) {
            self.tell();
        }
    }

    fn tell(&self) {
        if let Some(tell) = self.tell {
            tell(Progress {
                files: self.files,
                files_done: self.files_done.load(Ordering::Relaxed),
                rows: self.rows.load(Ordering::Relaxed),
                bytes: self.bytes,
                bytes_done: self.bytes_done.load(Ordering::Relaxed),
            });
        }
    }
}
