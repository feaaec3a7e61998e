//! What did runs that were killed leave beside their output folders?

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use crate::output::swap::recover;
use crate::output::{BESIDE, CONTENT, MARKER, MARKER_TEXT, OLD, discard};

/// What a killed run left, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleared {
    /// The folder beside that is gone now.
    pub path: PathBuf,
    /// The output folder whose previous outputs were put back.
    pub restored: Option<PathBuf>,
}

/// The folders beside output folders in `folder` that a killed run left; those of runs that are
/// still writing are not among them.
pub fn left_over(folder: &Path) -> Vec<PathBuf> {
    found(folder).into_iter().map(|(path, _)| path).collect()
}

/// Removes what killed runs left in `folder`, and puts outputs back that were taken away.
pub fn clear_left_over(folder: &Path) -> Vec<Cleared> {
    let cleared = found(folder).into_iter().filter_map(|(path, _lock)| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        let home = folder.join(name.strip_prefix('.')?.strip_suffix(BESIDE)?);
        let was_gone = home.symlink_metadata().is_err();
        recover(&path, &home).ok()?;
        let restored = (was_gone && home.is_dir()).then_some(home);
        discard(&path);
        Some(Cleared { path, restored })
    });
    cleared.collect()
}

/// Such folders, each held against other runs.
fn found(folder: &Path) -> Vec<(PathBuf, File)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let is_beside = |name: &str| name.starts_with('.') && name.ends_with(BESIDE);
    let mut paths: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter(|entry| is_beside(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .filter(|path| path.join(CONTENT).is_dir() || path.join(OLD).is_dir())
        .collect();
    paths.sort();
    let hold = |path: PathBuf| {
        let marker = path.join(MARKER);
        let is_ours = fs::read_to_string(&marker).is_ok_and(|text| text == MARKER_TEXT);
        let lock = OpenOptions::new().read(true).write(true).open(&marker).ok()?;
        // Where nothing can be locked, nobody knows whether a run is still writing.
        (is_ours && lock.try_lock().is_ok()).then_some((path, lock))
    };
    paths.into_iter().filter_map(hold).collect()
}
