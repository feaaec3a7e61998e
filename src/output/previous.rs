//! Which files of the output folder did the program make?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Deserialize;

use crate::output::published::{Published, hashed};
use crate::output::{MANIFEST, OutputError, relative};
use crate::regular_file::{self, LARGEST_SETTINGS, NotRead};

#[derive(Deserialize)]
struct Manifest {
    program: String,
    command: Option<String>,
    outputs: Vec<Output>,
}

#[derive(Deserialize)]
struct Output {
    path: String,
    bytes: Option<u64>,
    sha256: Option<String>,
}

/// The files that the previous run made.
#[derive(Debug, Default)]
pub(super) struct Previous {
    /// Its manifest's list, and the manifest.
    pub(super) ours: BTreeSet<PathBuf>,
    /// Those whose size and checksum it tells.
    pub(super) told: Vec<Published>,
}

impl Previous {
    /// Those of the previous run. A manifest that is not ours is an error: it would be overwritten.
    pub(super) fn of(home: &Path) -> Result<Self, OutputError> {
        let path = home.join(MANIFEST);
        let bytes = match regular_file::read(&path, LARGEST_SETTINGS) {
            Ok(bytes) => bytes,
            Err(NotRead::Missing) => return Ok(Self::default()),
            Err(NotRead::System(error)) => return Err(OutputError::write(&path, error)),
            Err(NotRead::NoFile(_) | NotRead::TooLarge(_)) => {
                return Err(OutputError::Foreign { path });
            }
        };
        Self::listed(&bytes).ok_or(OutputError::Foreign { path })
    }

    /// The files that a manifest of ours lists; nothing when it is not ours. Paths that lead out of
    /// the folder are left out.
    pub(super) fn listed(manifest: &[u8]) -> Option<Self> {
        let manifest: Manifest = serde_json::from_slice(manifest).ok()?;
        if manifest.program != env!("CARGO_PKG_NAME") {
            return None;
        }
        let paths = manifest.outputs.iter().filter_map(|output| relative(&output.path));
        let ours = paths.chain([PathBuf::from(MANIFEST)]).collect();
        let told = manifest.outputs.into_iter().filter_map(|Output { path, bytes, sha256 }| {
            relative(&path)?;
            Some(Published { path, bytes: bytes?, sha256: sha256? })
        });
        Some(Self { ours, told: told.collect() })
    }

    /// Of these, the files that somebody has changed since, sorted.
    pub(super) fn changed(&self, home: &Path) -> Vec<String> {
        let is_changed = |output: &&Published| {
            let path = home.join(&output.path);
            let Ok(about) = path.symlink_metadata() else { return false };
            !about.is_file()
                || about.len() != output.bytes
                || hashed(&path).is_ok_and(|(_, sha256)| sha256 != output.sha256)
        };
        let mut changed: Vec<String> =
            self.told.par_iter().filter(is_changed).map(|output| output.path.clone()).collect();
        changed.sort();
        changed
    }
}

/// The command that wrote an output folder, by its manifest: `run`, `size`. None when there is no
/// manifest of ours; one that does not say is a run's.
pub fn written_by(home: &Path) -> Option<String> {
    let bytes = regular_file::read(&home.join(MANIFEST), LARGEST_SETTINGS).ok()?;
    let manifest: Manifest = serde_json::from_slice(&bytes).ok()?;
    let is_ours = manifest.program == env!("CARGO_PKG_NAME");
    is_ours.then(|| manifest.command.unwrap_or_else(|| "run".to_owned()))
}
