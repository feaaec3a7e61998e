//! How are finished outputs put in place, all at once or not at all?
//!
//! Outputs are written to a folder beside the output folder. At the end, what is not ours is
//! carried over to it, and the two change places: in one step where the system can
//! (`renameat2` with `EXCHANGE`), else by two renames that the next start completes or undoes.
//! A run that is killed leaves the previous outputs whole. Ours is only what the `outputs` of the
//! previous `manifest.json` lists; that list is not trusted beyond the folder. An output that
//! somebody has changed since is kept aside, and what stays is told.

mod carry_over;
mod error;
mod left_over;
mod manifest;
mod previous;
mod published;
mod staged_file;
mod swap;
mod verify;

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

pub use error::OutputError;
pub use left_over::{Cleared, clear_left_over, left_over};
pub(crate) use manifest::{json_bytes, manifest};
pub use previous::written_by;
pub use published::Published;
pub(crate) use published::{hashed, hexadecimal, sha256};
pub use staged_file::StagedFile;
pub use verify::{Change, changes, verify};

use previous::Previous;
use staged_file::FirstFailure;

use crate::plain_text::replaced_lines;

/// The list of all outputs, written last.
const MANIFEST: &str = "manifest.json";
/// In the output folder: outputs that somebody has changed, as they were when they were replaced.
const CHANGED: &str = "rettet-i-haanden";
/// Behind the output folder's name, in that of the folder beside.
const BESIDE: &str = ".niveau-new";
/// In the folder beside: what makes it ours. Locked while a run writes.
const MARKER: &str = "NIVEAU-MIDLERTIDIG.txt";
const MARKER_TEXT: &str =
    "Midlertidig mappe for programmet niveau. Den fjernes ved næste kørsel.\n";
/// In the folder beside: the outputs to be, and after an exchange the ones that were.
const CONTENT: &str = "content";
/// In the folder beside: the outputs that were, between two renames.
const OLD: &str = "old";

/// What was put in place, and what else lies there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// The outputs, sorted by path.
    pub outputs: Vec<Published>,
    /// Outputs of the previous run that somebody had changed: path, and where they are kept now.
    pub changed: Vec<(String, String)>,
    /// What is not ours and stays, sorted.
    pub others: Vec<String>,
}

/// The folder that outputs are put in.
pub struct OutputFolder;

/// Whether an output folder is another one or lies below it. It need not exist.
pub fn lies_within(output: &Path, folder: &Path) -> bool {
    let (Ok(folder), Ok(output)) = (folder.canonicalize(), std::path::absolute(output)) else {
        return false;
    };
    let real = output.ancestors().find_map(|path| path.canonicalize().ok());
    real.is_some_and(|real| real.starts_with(folder))
}

impl OutputFolder {
    /// Begins a set of outputs for `path`, which need not exist. What a killed run left is tidied
    /// up first. Nothing in the folder itself changes before [`Staging::finish`].
    pub fn begin(path: &Path) -> Result<Staging, OutputError> {
        let home = real_path(path)?;
        let (Some(parent), Some(name)) = (home.parent(), home.file_name()) else {
            return Err(OutputError::NotOnItsOwn { path: home });
        };
        let beside = parent.join(format!(".{}{BESIDE}", name.to_string_lossy()));
        let lock = take(&beside)?;
        swap::recover(&beside, &home)?;
        clear(&beside)?;
        let content = beside.join(CONTENT);
        fs::create_dir(&content).map_err(|e| OutputError::write(&content, e))?;
        let previous = match Previous::of(&home) {
            Ok(previous) => previous,
            Err(error) => {
                discard(&beside);
                return Err(error);
            }
        };
        let written = Mutex::new(BTreeSet::new());
        let failure = FirstFailure::default();
        Ok(Staging { home, beside, previous, written, failure, _lock: lock })
    }
}

/// A set of outputs being written; may be used from several threads. Dropped without
/// [`Staging::finish`], it leaves everything as it was.
pub struct Staging {
    home: PathBuf,
    beside: PathBuf,
    previous: Previous,
    written: Mutex<BTreeSet<String>>,
    failure: FirstFailure,
    _lock: File,
}

impl Staging {
    /// Writes one output. `path` is relative, with `/`; its folders are made.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        self.file(path)?.write_all(bytes).map_err(|e| OutputError::write(&self.home.join(path), e))
    }

    /// Writes one output that is a text: what an editor or a terminal would obey is replaced.
    pub fn text(&self, path: &str, text: &str) -> Result<(), OutputError> {
        self.write(path, replaced_lines(text).as_bytes())
    }

    /// A new file for one output. An error while writing to it is told by [`Staging::failure`].
    pub fn file(&self, path: &str) -> Result<StagedFile, OutputError> {
        let below = relative(path).filter(|_| path != MANIFEST);
        let Some(below) = below else {
            return Err(OutputError::PathNotAllowed { path: path.to_owned() });
        };
        self.refuse_foreign(&below)?;
        let is_new =
            self.written.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        if !is_new {
            return Err(OutputError::WrittenTwice { path: path.to_owned() });
        }
        let staged = self.content().join(&below);
        if let Some(folder) = staged.parent() {
            fs::create_dir_all(folder).map_err(|e| OutputError::write(&self.home.join(path), e))?;
        }
        let target = self.home.join(path);
        match OpenOptions::new().write(true).create_new(true).open(&staged) {
            Ok(file) => Ok(StagedFile::new(file, target, self.failure.clone())),
            Err(error) => Err(OutputError::write(&target, error)),
        }
    }

    /// What was written as an output, as it lies there.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, OutputError> {
        let Some(below) = relative(path) else {
            return Err(OutputError::PathNotAllowed { path: path.to_owned() });
        };
        fs::read(self.content().join(below))
            .map_err(|e| OutputError::write(&self.home.join(path), e))
    }

    /// The first output that could not be written, if there is one: where, and why. What the makers
    /// of parquet files and workbooks make of the system's error is their own words.
    pub fn failure(&self) -> Option<OutputError> {
        self.failure.take()
    }

    /// Takes back an output that turned out not to be wanted.
    pub fn remove(&self, path: &str) -> Result<(), OutputError> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
        fs::remove_file(self.content().join(path))
            .map_err(|e| OutputError::write(&self.home.join(path), e))
    }

    /// Lists and hashes all outputs, writes `manifest.json` last, and puts everything in place.
    ///
    /// `manifest` gets the outputs sorted by path, and gives the bytes of a JSON object whose
    /// `program` is `niveau` and whose `outputs` hold them: the next run knows its own by it.
    pub fn finish(
        self,
        manifest: impl FnOnce(&[Published]) -> Vec<u8>,
    ) -> Result<Finished, OutputError> {
        // Whoever wrote may not have looked.
        if let Some(error) = self.failure() {
            return Err(error);
        }
        let paths: Vec<String> =
            self.written.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect();
        let outputs: Vec<Published> =
            paths.into_par_iter().map(|path| self.published(path)).collect::<Result<_, _>>()?;
        let bytes = manifest(&outputs);
        let listed = Previous::listed(&bytes).unwrap_or_default().ours;
        if !outputs.iter().all(|o| relative(&o.path).is_some_and(|path| listed.contains(&path))) {
            return Err(OutputError::ManifestIncomplete);
        }
        let staged = self.content().join(MANIFEST);
        fs::write(&staged, bytes).map_err(|e| OutputError::write(&self.home.join(MANIFEST), e))?;

        for output in &outputs {
            self.refuse_foreign(Path::new(&output.path))?;
        }
        let ours = &self.previous.ours;
        let mut others = carry_over::carry_over(&self.home, &self.content(), ours)?;
        let changed = self.previous.changed(&self.home);
        let changed = carry_over::keep(&self.home, &self.content(), changed)?;
        let old = swap::swap(&self.beside, &self.home)?;
        // What came to lie in the folder since; the old folder is removed after this.
        if let Some(old) = old {
            match carry_over::carry_over(&old, &self.home, ours) {
                Ok(since) => others.extend(since),
                Err(error) => {
                    swap::undo(&self.beside, &self.home, &old)?;
                    return Err(error);
                }
            }
        }
        others.sort();
        Ok(Finished { outputs, changed, others })
    }

    fn content(&self) -> PathBuf {
        self.beside.join(CONTENT)
    }

    fn published(&self, path: String) -> Result<Published, OutputError> {
        let (bytes, sha256) = hashed(&self.content().join(&path))
            .map_err(|e| OutputError::write(&self.home.join(&path), e))?;
        Ok(Published { path, bytes, sha256 })
    }

    /// Refuses to overwrite what the program did not make: the file itself, or a file or a link
    /// where a folder is needed.
    fn refuse_foreign(&self, below: &Path) -> Result<(), OutputError> {
        for part in below.ancestors().filter(|part| !part.as_os_str().is_empty()) {
            let existing = self.home.join(part);
            let Ok(metadata) = existing.symlink_metadata() else { continue };
            let is_needed_folder = part != below && metadata.is_dir();
            let is_ours = self.previous.ours.contains(part) && !metadata.is_dir();
            if !is_needed_folder && !is_ours {
                return Err(OutputError::Foreign { path: existing });
            }
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        discard(&self.beside);
    }
}

/// The output folder without symbolic links, so that a linked folder is filled and stays linked.
fn real_path(path: &Path) -> Result<PathBuf, OutputError> {
    let home = match path.canonicalize() {
        Ok(home) if !home.is_dir() => return Err(OutputError::NotAFolder { path: home }),
        Ok(home) => home,
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            // Also finds a link that leads nowhere.
            if path.symlink_metadata().is_ok() {
                return Err(OutputError::NotAFolder { path: path.to_owned() });
            }
            let Some(name) = path.file_name() else {
                return Err(OutputError::NotOnItsOwn { path: path.to_owned() });
            };
            let parent = match path.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent,
                _ => Path::new("."),
            };
            fs::create_dir_all(parent).map_err(|e| OutputError::write(path, e))?;
            parent.canonicalize().map_err(|e| OutputError::write(path, e))?.join(name)
        }
        Err(e) => return Err(OutputError::write(path, e)),
    };
    // Changing places would pull the folder away under whoever stands in it.
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    if here.is_ok_and(|here| here.starts_with(&home)) {
        return Err(OutputError::NotOnItsOwn { path: home });
    }
    Ok(home)
}

/// Makes the folder beside, or takes over one that a killed run left; holds it against other runs.
fn take(beside: &Path) -> Result<File, OutputError> {
    let marker = beside.join(MARKER);
    match fs::create_dir(beside) {
        Ok(()) => {}
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            let written = fs::read_to_string(&marker);
            let is_ours = written.as_ref().is_ok_and(|text| text == MARKER_TEXT);
            // A run was killed before it had marked the folder: nothing else is in it yet.
            let is_begun = written.map_or(0, |text| usize::from(MARKER_TEXT.starts_with(&text)));
            let is_untouched =
                fs::read_dir(beside).is_ok_and(|entries| entries.count() == is_begun);
            if !is_ours && !is_untouched {
                return Err(OutputError::BesideIsForeign { path: beside.to_owned() });
            }
        }
        Err(e) => return Err(OutputError::write(beside, e)),
    }
    let failed = |e| OutputError::write(beside, e);
    // Not truncated: another run may hold it, and must still be recognised.
    let mut lock = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&marker)
        .map_err(failed)?;
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => {
            return Err(OutputError::InUse { path: beside.to_owned() });
        }
        // Some file systems can't lock; a run alone needs no lock.
        Ok(()) | Err(TryLockError::Error(_)) => {}
    }
    lock.write_all(MARKER_TEXT.as_bytes()).map_err(failed)?;
    Ok(lock)
}

/// Removes everything but the marker from the folder beside.
fn clear(beside: &Path) -> Result<(), OutputError> {
    for name in [CONTENT, OLD] {
        let path = beside.join(name);
        match fs::remove_dir_all(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => {
                return Err(OutputError::write(&path, e));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Removes the folder beside. What can't be removed now is removed at the next start.
fn discard(beside: &Path) {
    if clear(beside).is_ok() {
        let _ = fs::remove_file(beside.join(MARKER));
        let _ = fs::remove_dir(beside);
    }
}

/// A path below a folder, from its text with `/`; nothing when it would lead elsewhere.
fn relative(path: &str) -> Option<PathBuf> {
    let below: PathBuf = path.split('/').collect();
    let is_plain = !path.is_empty()
        && !path.contains(['\\', '\0'])
        && path.split('/').all(|part| !part.is_empty())
        && below.components().all(|part| matches!(part, Component::Normal(_)))
        && below.components().count() == path.split('/').count();
    is_plain.then_some(below)
}
