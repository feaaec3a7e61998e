//! How do the new and the old outputs change places?

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{CONTENT, OLD, OutputError};

/// Puts the staged content in place; gives where the old outputs lie now, if there were any.
pub(super) fn swap(beside: &Path, home: &Path) -> Result<Option<PathBuf>, OutputError> {
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
