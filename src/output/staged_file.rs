//! Which output could not be written, whoever wrote it?

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::OutputError;

/// The first error of the system while outputs were written.
#[derive(Clone, Default)]
pub(super) struct FirstFailure(Arc<Mutex<Option<OutputError>>>);

impl FirstFailure {
    pub(super) fn take(&self) -> Option<OutputError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn keep(&self, error: OutputError) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }
}

/// A file that becomes an output; an error while writing to it is kept by the folder it is of.
pub struct StagedFile {
    file: File,
    /// Where the output will lie.
    target: PathBuf,
    failure: FirstFailure,
}

impl StagedFile {
    pub(super) fn new(file: File, target: PathBuf, failure: FirstFailure) -> Self {
        Self { file, target, failure }
    }

    fn noted<T>(&self, done: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &done
            && error.kind() != io::ErrorKind::Interrupted
        {
            let same = error.raw_os_error().map_or_else(
                || io::Error::new(error.kind(), error.to_string()),
                io::Error::from_raw_os_error,
            );
            self.failure.keep(OutputError::write(&self.target, same));
        }
        done
    }
}

impl Write for StagedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.file.write(bytes);
        self.noted(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.file.flush();
        self.noted(done)
    }
}
