//! How is a file opened, so that it is a file? To open a pipe waits for somebody to write to it, and
//! a device may have no end.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// Why a file is not opened.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    /// There is nothing of that name.
    #[error("findes ikke")]
    Missing,
    /// There is something of that name that is no file; what it is, in words for the reader.
    #[error("her skal være en almindelig fil, men det er {0}")]
    NoFile(&'static str),
    /// It is larger than it may be.
    #[error("filen er på over {} MB, og så stor må den ikke være", .0 >> 20)]
    TooLarge(u64),
    /// What the system says.
    #[error("{0}")]
    System(#[from] io::Error),
}

/// Size of a settings file, at most.
pub const LARGEST_SETTINGS: u64 = 64 << 20;

/// What stands at a path, when it is no file, in words for the reader; links are followed.
///
/// # Errors
/// What the system says when it is not to be known.
pub fn no_file(path: &Path) -> io::Result<Option<&'static str>> {
    match fs::metadata(path) {
        Ok(about) if about.is_file() => Ok(None),
        Ok(about) if about.is_dir() => Ok(Some("en mappe")),
        Ok(about) => Ok(Some(special(about.file_type()))),
        Err(_) if is_link(path) => Ok(Some("et link, der ikke fører til en fil")),
        Err(error) => Err(error),
    }
}

/// Whether there is anything of that name, also a link that leads nowhere.
pub fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|about| about.is_symlink())
}

#[cfg(unix)]
fn special(kind: fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "en kø (FIFO)"
    } else if kind.is_socket() {
        "en socket"
    } else {
        "en enhed"
    }
}

#[cfg(not(unix))]
fn special(_: fs::FileType) -> &'static str {
    "noget andet"
}

/// The bytes of a file, which are at most so many.
///
/// # Errors
/// It is not there, is no file, is too large, or the system would not.
pub fn read(path: &Path, largest: u64) -> Result<Vec<u8>, NotRead> {
    match no_file(path) {
        Ok(None) => {}
        Ok(Some(what)) => return Err(NotRead::NoFile(what)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(NotRead::Missing),
        Err(error) => return Err(error.into()),
    }
    let mut bytes = Vec::new();
    // A file may grow while it is read.
    fs::File::open(path)?.take(largest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest { Err(NotRead::TooLarge(largest)) } else { Ok(bytes) }
}
