//! What lies in a finished run's folder? Only what is as the run wrote it is read.

use std::path::Path;

use serde_json::Value;

use super::PublicationError;
use crate::output::{Change, verify};
use crate::regular_file::{self, LARGEST_SETTINGS};
use crate::table::Provenance;

/// Largest table of a run that is read.
const LARGEST: u64 = 4 << 30;

/// The folder of a finished run.
pub(crate) struct WrittenRun<'f> {
    folder: &'f Path,
    /// Its manifest.
    pub(crate) manifest: Value,
    changed: Vec<(String, Change)>,
}

impl<'f> WrittenRun<'f> {
    /// # Errors
    /// The folder holds nothing that `niveau run` wrote.
    pub(crate) fn open(folder: &'f Path) -> Result<Self, PublicationError> {
        let path = folder.join("manifest.json");
        let why = "er ikke fra en kørsel af niveau run. Vælg mappen, som den skrev";
        let bytes = file(&path, LARGEST_SETTINGS)?;
        let manifest: Value = serde_json::from_slice(&bytes).map_err(|_| unusable(&path, why))?;
        let is_run = manifest["program"] == env!("CARGO_PKG_NAME") && manifest["command"] == "run";
        let changed = verify(folder).filter(|_| is_run).ok_or_else(|| unusable(&path, why))?;
        Ok(Self { folder, manifest, changed })
    }

    /// Whether the run wrote the file.
    pub(crate) fn has(&self, path: &str) -> bool {
        let outputs = self.manifest["outputs"].as_array();
        outputs.into_iter().flatten().any(|output| output["path"] == path)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// It can't be read, or is not as the run wrote it.
    pub(crate) fn bytes(&self, path: &str) -> Result<Vec<u8>, PublicationError> {
        if self.changed.iter().any(|(changed, _)| changed == path) {
            let why = "er ændret eller fjernet, siden niveau skrev den. Kør niveau run igen";
            return Err(self.unusable(path, why));
        }
        file(&self.folder.join(path), LARGEST)
    }

    /// That a file of the run can't be used, and why.
    pub(crate) fn unusable(&self, path: &str, why: impl std::fmt::Display) -> PublicationError {
        unusable(&self.folder.join(path), why)
    }

    /// What the run was made from.
    pub(crate) fn provenance(&self) -> Provenance {
        let manifest = &self.manifest;
        let text = |key: &str| manifest[key].as_str().unwrap_or_default().to_owned();
        let mark = text("example");
        let listed = |key: &str| manifest[key].as_array().into_iter().flatten();
        // A run of an earlier program has no titles of its guidelines.
        let title = |of: &Value| of["title"].as_str().or(of["label"].as_str()).map(str::to_owned);
        let placing = listed("rules").find(|rule| rule["name"] == manifest["rule"]);
        Provenance {
            run_id: text("run_id"),
            program_version: text("version"),
            rule: placing.and_then(title).unwrap_or_else(|| text("rule")),
            guidelines: listed("guidelines").filter_map(title).collect(),
            regions_on: text("regions_on").parse().ok(),
            is_example_guideline: mark.contains("vejledning"),
            is_example_data: mark.contains("opdigtede"),
            remarks: Vec::new(),
        }
    }
}

/// That a file or folder can't be used, and why.
pub(crate) fn unusable(path: &Path, why: impl std::fmt::Display) -> PublicationError {
    PublicationError::NotUsable(format!("{}: {why}", path.display()))
}

/// The bytes of any file.
pub(super) fn file(path: &Path, largest: u64) -> Result<Vec<u8>, PublicationError> {
    regular_file::read(path, largest).map_err(|error| unusable(path, error))
}
