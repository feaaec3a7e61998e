//! Are the files of a folder those that its manifest lists?

use std::path::Path;

use rayon::prelude::*;

use super::MANIFEST;
use super::previous::Previous;
use super::published::{Published, hashed};
use crate::regular_file::{self, LARGEST_SETTINGS};

/// What became of a file since it was listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is not there, or is no file.
    Gone,
    /// It holds something else.
    Changed,
}

/// The outputs that are not as the manifest in their folder lists them, sorted; nothing when there
/// is no manifest of ours.
pub fn verify(folder: &Path) -> Option<Vec<(String, Change)>> {
    let bytes = regular_file::read(&folder.join(MANIFEST), LARGEST_SETTINGS).ok()?;
    let mut changed = changes(folder, &Previous::listed(&bytes)?.told);
    changed.sort();
    Some(changed)
}

/// Of these files below a folder, those that are not as they are told.
pub fn changes(folder: &Path, told: &[Published]) -> Vec<(String, Change)> {
    let change = |file: &Published| {
        let path = folder.join(&file.path);
        let change = match path.metadata() {
            Ok(about) if about.is_file() => match hashed(&path) {
                Ok((bytes, sha256)) if bytes == file.bytes && sha256 == file.sha256 => return None,
                Ok(_) => Change::Changed,
                Err(_) => Change::Gone,
            },
            _ => Change::Gone,
        };
        Some((file.path.clone(), change))
    };
    told.par_iter().filter_map(change).collect()
}
