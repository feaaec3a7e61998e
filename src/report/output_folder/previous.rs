//! Which files of the output folder did the program make?

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{MANIFEST, OutputError, relative};

#[derive(Deserialize)]
struct Manifest {
    program: String,
    command: Option<String>,
    outputs: Vec<Output>,
}

#[derive(Deserialize)]
struct Output {
    path: String,
}

/// The files that the previous run made: its manifest's list, and the manifest. A manifest that is
/// not ours is an error: it would be overwritten.
pub(super) fn outputs(home: &Path) -> Result<BTreeSet<PathBuf>, OutputError> {
    let path = home.join(MANIFEST);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(e) => return Err(OutputError::write(&path, e)),
    };
    listed(&bytes).ok_or(OutputError::Foreign { path })
}

/// The files that a manifest of ours lists, with the manifest itself; nothing when it is not ours.
/// Paths that lead out of the folder are left out.
pub(super) fn listed(manifest: &[u8]) -> Option<BTreeSet<PathBuf>> {
    let manifest: Manifest = serde_json::from_slice(manifest).ok()?;
    if manifest.program != env!("CARGO_PKG_NAME") {
        return None;
    }
    let paths = manifest.outputs.iter().filter_map(|output| relative(&output.path));
    Some(paths.chain([PathBuf::from(MANIFEST)]).collect())
}

/// The command that wrote an output folder, by its manifest: `run`, `size`. None when there is no
/// manifest of ours; one that does not say is a run's.
pub fn written_by(home: &Path) -> Option<String> {
    let manifest: Manifest = serde_json::from_slice(&fs::read(home.join(MANIFEST)).ok()?).ok()?;
    let is_ours = manifest.program == env!("CARGO_PKG_NAME");
    is_ours.then(|| manifest.command.unwrap_or_else(|| "run".to_owned()))
}
