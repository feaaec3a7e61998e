//! How do the new and the old outputs change places?

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::output::{CONTENT, OLD, OutputError};

/// Puts the staged content in place; gives where the old outputs lie now, if there were any.
pub(super) fn swap(beside: &Path, home: &Path) -> Result<Option<PathBuf>, OutputError> {
    swap_by(exchange, beside, home)
}

/// Puts the old outputs back where [`swap`] took them from.
pub(super) fn undo(beside: &Path, home: &Path, old: &Path) -> Result<(), OutputError> {
    let content = beside.join(CONTENT);
    let undone = if old == content {
        exchange(old, home)
    } else {
        fs::rename(home, &content).and_then(|()| fs::rename(old, home))
    };
    undone.map_err(|e| OutputError::write(home, e))
}

fn swap_by(
    exchange: impl Fn(&Path, &Path) -> io::Result<()>,
    beside: &Path,
    home: &Path,
) -> Result<Option<PathBuf>, OutputError> {
    let content = beside.join(CONTENT);
    let failed = |e| OutputError::write(home, e);
    if home.symlink_metadata().is_err() {
        fs::rename(&content, home).map_err(failed)?;
        return Ok(None);
    }
    match exchange(&content, home) {
        Ok(()) => return Ok(Some(content)),
        Err(e) if !is_unsupported(&e) => return Err(failed(e)),
        Err(_) => {}
    }
    let old = beside.join(OLD);
    fs::rename(home, &old).map_err(failed)?;
    if let Err(e) = fs::rename(&content, home) {
        // Back to how it was; should that fail too, the next start does it.
        let _ = fs::rename(&old, home);
        return Err(failed(e));
    }
    Ok(Some(old))
}

/// Puts the old outputs back where a run was killed between two renames.
pub(super) fn recover(beside: &Path, home: &Path) -> Result<(), OutputError> {
    let old = beside.join(OLD);
    if home.symlink_metadata().is_err() && old.is_dir() {
        fs::rename(&old, home).map_err(|e| OutputError::write(home, e))?;
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Old kernels lack the call (`ENOSYS`), some file systems the exchange (`EINVAL`, `EOPNOTSUPP`).
fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with old outputs, and beside it the new ones.
    fn folders() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let (beside, home) = (dir.path().join("beside"), dir.path().join("home"));
        fs::create_dir_all(beside.join(CONTENT)).unwrap();
        fs::create_dir(&home).unwrap();
        fs::write(beside.join(CONTENT).join("a"), "new").unwrap();
        fs::write(home.join("a"), "old").unwrap();
        (dir, beside, home)
    }

    fn a(folder: &Path) -> String {
        fs::read_to_string(folder.join("a")).unwrap()
    }

    fn change_places_and_back(exchange: impl Fn(&Path, &Path) -> io::Result<()>) {
        let (_dir, beside, home) = folders();
        let old = swap_by(exchange, &beside, &home).unwrap().unwrap();
        assert_eq!((a(&home).as_str(), a(&old).as_str()), ("new", "old"));
        undo(&beside, &home, &old).unwrap();
        assert_eq!((a(&home).as_str(), a(&beside.join(CONTENT)).as_str()), ("old", "new"));
    }

    #[test]
    fn folders_change_places_with_and_without_exchange() {
        change_places_and_back(exchange);
        change_places_and_back(|_, _| Err(io::ErrorKind::InvalidInput.into()));
    }

    #[test]
    fn what_fails_leaves_the_old_outputs() {
        let (_dir, beside, home) = folders();
        fs::remove_dir_all(beside.join(CONTENT)).unwrap();
        let unsupported = |_: &Path, _: &Path| Err(io::ErrorKind::Unsupported.into());
        assert!(swap_by(unsupported, &beside, &home).is_err());
        assert!(swap(&beside, &home).is_err());
        assert_eq!(a(&home), "old");
    }

    #[test]
    fn a_run_killed_between_two_renames_is_undone() {
        let (_dir, beside, home) = folders();
        fs::rename(&home, beside.join(OLD)).unwrap();
        recover(&beside, &home).unwrap();
        assert_eq!(a(&home), "old");
    }
}
