//! Which files lie in the input folder, and what lies there that is none?

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::regular_file::no_file;

/// Folders that other rooms read.
const OTHERS: [&str; 4] = ["registers", "guidelines", "rules", "layouts"];
/// Folders within folders that are looked into.
pub(crate) const DEPTH: usize = 8;

/// A file that was found.
pub(crate) struct Found {
    /// Path below the input folder, as it is.
    pub(crate) path: String,
    /// Where it lies.
    pub(crate) full: PathBuf,
    /// Bytes.
    pub(crate) len: u64,
}

/// What is no file that can be read.
pub(crate) enum Odd {
    /// Something that there is no access to: what the system says.
    NoAccess(io::Error),
    /// What it is instead, in words for the reader.
    NotAFile(&'static str),
    /// A folder, which is looked into.
    Folder,
    /// A folder that there is no access to: what the system says.
    FolderUnreadable(io::Error),
    /// A folder below too many others.
    TooDeep,
    /// A folder that this program wrote its outputs to.
    Outputs,
    /// A link to what was found at this path.
    Again(String),
}

/// A walk through the input folder: what are links is followed when all else is known, so that a
/// file has the path that it lies at, and is read once.
#[derive(Default)]
pub(crate) struct Walk {
    pub(crate) found: Vec<Found>,
    /// What is no file, by path below the input folder.
    pub(crate) odd: Vec<(String, Odd)>,
    /// Links to look into: path, where they lie, and how deep.
    links: Vec<(String, PathBuf, usize)>,
    /// Whether a folder holds outputs of this program.
    is_outputs: Option<fn(&Path) -> bool>,
    /// Where folders and files really lie, and the path they were found at.
    seen: BTreeMap<PathBuf, String>,
}

impl Walk {
    /// Through all of a folder. Fails when it can't be read itself.
    pub(crate) fn through(input: &Path, is_outputs: Option<fn(&Path) -> bool>) -> io::Result<Self> {
        let mut walk = Self { is_outputs, ..Self::default() };
        walk.folder(input, "", 0)?;
        walk.links();
        Ok(walk)
    }

    fn folder(&mut self, folder: &Path, prefix: &str, depth: usize) -> io::Result<()> {
        let real = folder.canonicalize()?;
        self.seen.insert(real.clone(), prefix.trim_end_matches('/').to_owned());
        let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let text = name.to_string_lossy();
            // Hidden files, and the lock files that a spreadsheet leaves while a workbook is open.
            if text.starts_with('.') || text.starts_with("~$") {
                continue;
            }
            let path = format!("{prefix}{text}");
            let kind = entry.file_type()?;
            if kind.is_symlink() {
                self.links.push((path, entry.path(), depth));
            } else {
                self.entry(path, entry.path(), &real.join(&name), depth);
            }
        }
        Ok(())
    }

    /// Follows the links, those that it finds on the way last.
    fn links(&mut self) {
        let mut next = 0;
        while let Some((path, full, depth)) = self.links.get(next).cloned() {
            next += 1;
            let Ok(real) = full.canonicalize() else {
                let what = "et link, der ikke fører nogen steder hen";
                self.odd.push((path, Odd::NotAFile(what)));
                continue;
            };
            match self.seen.get(&real) {
                Some(there) => self.odd.push((path, Odd::Again(there.clone()))),
                None => self.entry(path, full, &real, depth),
            }
        }
    }

    /// A file, a folder, or something else.
    fn entry(&mut self, path: String, full: PathBuf, real: &Path, depth: usize) {
        let about = match fs::metadata(&full) {
            Ok(about) => about,
            Err(error) => {
                self.odd.push((path, Odd::NoAccess(error)));
                return;
            }
        };
        if about.is_file() {
            self.seen.insert(real.to_owned(), path.clone());
            self.found.push(Found { path, full, len: about.len() });
        } else if !about.is_dir() {
            let what = no_file(&full).ok().flatten().unwrap_or("noget andet");
            self.odd.push((path, Odd::NotAFile(what)));
        } else if depth == 0 && OTHERS.contains(&&*path) {
            // Read by others.
        } else if self.is_outputs.is_some_and(|is_outputs| is_outputs(&full)) {
            self.odd.push((path, Odd::Outputs));
        } else if depth >= DEPTH {
            self.odd.push((path, Odd::TooDeep));
        } else {
            self.odd.push((path.clone(), Odd::Folder));
            if let Err(error) = self.folder(&full, &format!("{path}/"), depth + 1) {
                self.odd.push((path, Odd::FolderUnreadable(error)));
            }
        }
    }
}
