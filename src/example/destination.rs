//! May the example be written there? Never over what somebody else made, and never beside other
//! data: made-up and real providers must not meet in one run.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::ExampleError;
use super::standard_input::STANDARD_INPUT;

/// The file that marks a folder as an example.
pub(super) const MARK: &str = "source.toml";

/// Checks the folder before anything is written. `made` are the files that will be made up, by
/// their path below it.
pub(super) fn check(folder: &Path, made: &[String]) -> Result<(), ExampleError> {
    let cannot_read =
        |path: &Path, error: io::Error| ExampleError::CannotRead { path: path.to_owned(), error };
    let is_example = match read(&folder.join(MARK)) {
        Ok(text) => text.is_some_and(|text| says_example(&text)),
        Err(error) => return Err(cannot_read(&folder.join(MARK), error)),
    };
    for (path, text) in STANDARD_INPUT {
        let path = folder.join(path);
        // Guidelines and rules are for changing: what was changed is kept, in an example too.
        match read(&path) {
            Ok(found) if found.as_deref().is_none_or(|found| found == text.as_bytes()) => {}
            Ok(_) => return Err(ExampleError::Changed { path }),
            Err(error) => return Err(cannot_read(&path, error)),
        }
    }
    for entry in data_files(folder).map_err(|error| cannot_read(folder, error))? {
        let is_ours = made.iter().any(|name| folder.join(name) == entry);
        if !(is_example && is_ours) {
            return Err(ExampleError::OtherData { path: entry });
        }
    }
    if !is_example && folder.join(MARK).exists() {
        return Err(ExampleError::Changed { path: folder.join(MARK) });
    }
    Ok(())
}

/// The bytes of a file; nothing when there is none.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn says_example(text: &[u8]) -> bool {
    let table = str::from_utf8(text).ok().and_then(|text| text.parse::<toml::Table>().ok());
    table.is_some_and(|table| table.get("status").and_then(toml::Value::as_str) == Some("example"))
}

/// The tables that lie directly in the folder, sorted: a run might read them.
fn data_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let extension = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
        if matches!(extension.as_deref(), Some("csv" | "xlsx")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
