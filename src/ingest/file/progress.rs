//! How far has the reading come?

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// How far the reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files to read.
    pub files: usize,
    /// Files read to the end.
    pub files_done: usize,
    /// Data rows read so far.
    pub rows: u64,
}

/// Counts how far all threads have come.
pub(crate) struct Tally<'t> {
    files: usize,
    files_done: AtomicUsize,
    rows: AtomicU64,
    tell: Option<&'t (dyn Fn(Progress) + Sync)>,
}

impl<'t> Tally<'t> {
    pub(crate) fn new(files: usize, tell: Option<&'t (dyn Fn(Progress) + Sync)>) -> Self {
        Self { files, files_done: AtomicUsize::new(0), rows: AtomicU64::new(0), tell }
    }

    pub(crate) fn add(&self, files: usize, rows: u64) {
        let files_done = self.files_done.fetch_add(files, Ordering::Relaxed) + files;
        let rows = self.rows.fetch_add(rows, Ordering::Relaxed) + rows;
        if let Some(tell) = self.tell {
            tell(Progress { files: self.files, files_done, rows });
        }
    }
}
