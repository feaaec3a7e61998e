//! How does what is not ours stay in the output folder?

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::output::{CHANGED, OutputError};

/// Puts everything in `from` that is not `ours` into `to` as well, unless it is there already:
/// files by hard link (a copy where that fails), links as links, folders with their permissions.
/// A folder that held nothing but ours is not carried over. `from` is left as it is. Gives what is
/// new in `to`, files and links.
pub(super) fn carry_over(
    from: &Path,
    to: &Path,
    ours: &BTreeSet<PathBuf>,
) -> Result<Vec<String>, OutputError> {
    let mut placed = Vec::new();
    let Ok(metadata) = fs::metadata(from) else { return Ok(placed) };
    folder(from, to, Path::new(""), ours, &mut placed)?;
    fs::set_permissions(to, metadata.permissions()).map_err(|e| OutputError::write(to, e))?;
    Ok(placed)
}

/// Puts outputs that somebody has changed into a folder of their own in `to`, beside those that are
/// there already. Gives each path, and the one that it is kept at.
pub(super) fn keep(
    from: &Path,
    to: &Path,
    changed: Vec<String>,
) -> Result<Vec<(String, String)>, OutputError> {
    let keep_one = |path: String| {
        let source = from.join(&path);
        let failed = |e| OutputError::write(&source, e);
        let kind = source.symlink_metadata().map_err(failed)?.file_type();
        let is_free = |kept: &String| to.join(kept).symlink_metadata().is_err();
        let (stem, ending) = path.rsplit_once('.').unwrap_or((&path, ""));
        let again = (2..).map(|n| format!("{CHANGED}/{stem} ({n}).{ending}"));
        let mut names = std::iter::once(format!("{CHANGED}/{path}")).chain(again);
        let kept = names.find(is_free).unwrap_or_default();
        let target = to.join(&kept);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        place(&source, &target, kind).map_err(failed)?;
        Ok((path, kept))
    };
    changed.into_iter().map(keep_one).collect()
}

fn folder(
    from: &Path,
    to: &Path,
    below: &Path,
    ours: &BTreeSet<PathBuf>,
    placed: &mut Vec<String>,
) -> Result<(), OutputError> {
    let here = from.join(below);
    let failed = |e| OutputError::write(&here, e);
    for entry in fs::read_dir(&here).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = below.join(entry.file_name());
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            if holds_foreign(&entry.path(), &path, ours).map_err(failed)? {
                let there = to.join(&path);
                fs::create_dir_all(&there).map_err(|e| OutputError::write(&there, e))?;
                folder(from, to, &path, ours, placed)?;
                let permissions = entry.metadata().map_err(failed)?.permissions();
                fs::set_permissions(&there, permissions)
                    .map_err(|e| OutputError::write(&there, e))?;
            }
        } else if !ours.contains(&path) {
            let (source, target) = (entry.path(), to.join(&path));
            if target.symlink_metadata().is_ok() {
                continue;
            }
            place(&source, &target, kind).map_err(|e| OutputError::write(&source, e))?;
            placed.push(path.to_string_lossy().into_owned());
        }
    }
    Ok(())
}

/// Whether a folder is empty or holds anything, at any depth, that is not ours.
fn holds_foreign(folder: &Path, below: &Path, ours: &BTreeSet<PathBuf>) -> io::Result<bool> {
    let mut is_empty = true;
    for entry in fs::read_dir(folder)? {
        is_empty = false;
        let entry = entry?;
        let path = below.join(entry.file_name());
        let is_foreign = if entry.file_type()?.is_dir() {
            holds_foreign(&entry.path(), &path, ours)?
        } else {
            !ours.contains(&path)
        };
        if is_foreign {
            return Ok(true);
        }
    }
    Ok(is_empty)
}

fn place(source: &Path, target: &Path, kind: fs::FileType) -> io::Result<()> {
    if kind.is_symlink() {
        return link_again(source, target);
    }
    match fs::hard_link(source, target) {
        Ok(()) => Ok(()),
        // A pipe or a device is never read.
        Err(_) if kind.is_file() => fs::copy(source, target).map(|_| ()),
        Err(e) => Err(e),
    }
}

#[cfg(unix)]
fn link_again(source: &Path, target: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(source)?, target)
}

#[cfg(windows)]
fn link_again(source: &Path, target: &Path) -> io::Result<()> {
    let leads_to = fs::read_link(source)?;
    if source.is_dir() {
        std::os::windows::fs::symlink_dir(leads_to, target)
    } else {
        std::os::windows::fs::symlink_file(leads_to, target)
    }
}
