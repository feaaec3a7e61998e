//! What do the sums of many partitions give together?

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Key, Partial, RowCounts, RulesKey, StreamError, Told, partial};
use crate::flat::Sums;
use crate::regular_file::NotRead;

/// Sums of partitions that were placed by the same rules, whoever placed them.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// What they were placed by.
    pub rules: RulesKey,
    /// What stands under outputs.
    pub told: Told,
    /// The books of all.
    pub rows: RowCounts,
    /// The sums of all.
    pub sums: Sums,
    /// Each partition, sorted by name.
    pub partitions: Vec<(String, Key, RowCounts)>,
}

/// Adds the sums of all partitions in these folders, one at a time: the same in any order.
///
/// # Errors
/// There are none; one can't be read; two are of the same content, or were placed by other rules.
pub fn read_partials(folders: &[PathBuf]) -> Result<Merged, StreamError> {
    let mut found = Vec::new();
    for folder in folders {
        walk(folder, &mut found).map_err(|error: io::Error| {
            let is_missing = error.kind() == io::ErrorKind::NotFound;
            let why = if is_missing { NotRead::Missing } else { error.into() };
            StreamError::NotRead { path: folder.clone(), why }
        })?;
    }
    found.sort();
    found.dedup();
    let mut merged: Option<(PathBuf, Merged)> = None;
    let mut met: BTreeMap<String, PathBuf> = BTreeMap::new();
    for folder in found {
        let Partial { name, key, told, rows, sums } = Partial::read(&folder)?;
        if rows.read > 0
            && let Some(first) = met.insert(key.partition.clone(), folder.clone())
        {
            return Err(StreamError::SameContent { first, second: folder });
        }
        let (first, merged) = merged.get_or_insert_with(|| {
            let (rules, told) = (key.rules.clone(), told.clone());
            let (rows, sums, partitions) = Default::default();
            (folder.clone(), Merged { rules, told, rows, sums, partitions })
        });
        if let Some(what) = merged.rules.difference(&key.rules) {
            return Err(StreamError::OtherRules { first: first.clone(), second: folder, what });
        }
        merged.rows.add(rows);
        merged.sums.add(&sums);
        merged.partitions.push((name, key, rows));
    }
    let (_, mut merged) = merged.ok_or(StreamError::NoPartials)?;
    merged.partitions.sort_by(|a, b| (&a.0, &a.1.partition).cmp(&(&b.0, &b.1.partition)));
    Ok(merged)
}

/// Folders of partitions; those that are being written begin with a dot.
fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    if folder.join(partial::FILE).is_file() {
        found.push(folder.canonicalize()?);
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type()?.is_dir() && !is_hidden {
            walk(&entry.path(), found)?;
        }
    }
    Ok(())
}
