//! Which files are partitions, and what is each called?

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::StreamError;
use crate::regular_file::{NotRead, no_file};

/// What a partition is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text, a line of names first.
    Csv,
    /// Columns.
    Parquet,
}

/// A file of the flat table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// Its path below the folder that was named, with `/`, or its file name: so are its outputs
    /// called.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// What it is written as.
    pub format: Format,
    /// Its size.
    pub bytes: u64,
}

/// What was found where partitions were looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partitions {
    /// The partitions, sorted by name.
    pub all: Vec<Partition>,
    /// Files in the folders that are none.
    pub n_others: usize,
}

/// The partitions among files and folders. In a folder, what begins with `_` or `.` is the writer's
/// own and no partition, nor is what a link leads to.
///
/// # Errors
/// Something is not there or is no file, nothing is found, or two are called the same.
pub fn partitions(given: &[PathBuf]) -> Result<Partitions, StreamError> {
    let mut found = Partitions::default();
    for path in given {
        let failed = |error: io::Error| {
            let is_missing = error.kind() == io::ErrorKind::NotFound;
            let why = if is_missing { NotRead::Missing } else { error.into() };
            StreamError::NotRead { path: path.clone(), why }
        };
        let about = fs::metadata(path).map_err(failed)?;
        if about.is_dir() {
            walk(path, "", &mut found).map_err(failed)?;
            continue;
        }
        if let Some(what) = no_file(path).map_err(failed)? {
            return Err(StreamError::NotRead { path: path.clone(), why: NotRead::NoFile(what) });
        }
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        match format_of(name) {
            Some(format) => found.all.push(Partition {
                name: name.to_owned(),
                path: path.clone(),
                format,
                bytes: about.len(),
            }),
            None => found.n_others += 1,
        }
    }
    found.all.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    let mut by_name = BTreeMap::new();
    for Partition { name, path, .. } in &found.all {
        if let Some(first) = by_name.insert(name.clone(), path.clone()) {
            return Err(StreamError::SameName { name: name.clone(), first, second: path.clone() });
        }
    }
    if found.all.is_empty() { Err(StreamError::NoPartitions) } else { Ok(found) }
}

fn walk(folder: &Path, below: &str, found: &mut Partitions) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| !name.starts_with(['_', '.'])) else {
            found.n_others += 1;
            continue;
        };
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(&entry.path(), &format!("{below}{name}/"), found)?;
            continue;
        }
        match format_of(name).filter(|_| kind.is_file() && !name.contains('\\')) {
            Some(format) => found.all.push(Partition {
                name: format!("{below}{name}"),
                path: entry.path(),
                format,
                bytes: entry.metadata()?.len(),
            }),
            None => found.n_others += 1,
        }
    }
    Ok(())
}

fn format_of(name: &str) -> Option<Format> {
    match Path::new(name).extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "csv" => Some(Format::Csv),
        "parquet" => Some(Format::Parquet),
        _ => None,
    }
}
