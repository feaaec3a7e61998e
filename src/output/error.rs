//! Why could outputs not be put in place?

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Where, what was found, what to do; in Danish.
#[derive(Debug, Error)]
pub enum OutputError {
    /// The output folder is a file, or a link that leads nowhere.
    #[error(
        "{}: der ligger en fil (eller et link uden mål), hvor resultatmappen skulle være. Flyt den, \
         eller vælg en anden mappe med --output", path.display()
    )]
    NotAFolder {
        /// What was found.
        path: PathBuf,
    },
    /// The output folder is a root, or holds the folder that the program runs in.
    #[error(
        "{}: mappen kan ikke bruges til resultater, fordi programmet køres inde i den. Vælg en \
         undermappe med --output, for eksempel --output output", path.display()
    )]
    NotOnItsOwn {
        /// The folder.
        path: PathBuf,
    },
    /// Something in the way that the program did not make.
    #[error(
        "{}: programmet vil skrive her, men det, der ligger her nu, er ikke skrevet af niveau \
         (det står ikke i den forrige manifest.json). Intet er ændret. Flyt det, eller vælg en \
         anden mappe med --output", path.display()
    )]
    Foreign {
        /// What is in the way.
        path: PathBuf,
    },
    /// The folder beside exists and is not ours.
    #[error(
        "{}: mappen skulle bruges midlertidigt, men findes allerede og er ikke lavet af niveau. \
         Flyt eller omdøb den, og kør igen", path.display()
    )]
    BesideIsForeign {
        /// The folder beside.
        path: PathBuf,
    },
    /// Another run is writing.
    #[error(
        "{}: en anden kørsel af niveau er i gang med at skrive til samme resultatmappe. Vent, til \
         den er færdig, eller vælg en anden mappe med --output", path.display()
    )]
    InUse {
        /// The folder beside.
        path: PathBuf,
    },
    /// The system would not.
    #[error("{}: {}", path.display(), explained(error))]
    Write {
        /// Where.
        path: PathBuf,
        /// What the system said; not the `source` of this error, which would be told a second time.
        error: io::Error,
    },
    /// A fault in the program: a path that leads out of the output folder.
    #[error("\"{path}\" er ikke en sti inde i resultatmappen (fejl i programmet)")]
    PathNotAllowed {
        /// The path.
        path: String,
    },
    /// A fault in the program: two outputs of one name.
    #[error("\"{path}\" blev skrevet to gange (fejl i programmet)")]
    WrittenTwice {
        /// The path.
        path: String,
    },
    /// A fault in the program: the manifest would not let the next run know its own.
    #[error("manifest.json nævner ikke alle resultater (fejl i programmet)")]
    ManifestIncomplete,
}

impl OutputError {
    /// The system's error at a place.
    pub fn write(path: &Path, error: io::Error) -> Self {
        Self::Write { path: path.to_owned(), error }
    }
}

/// What the system said, and what to do about it.
fn explained(error: &io::Error) -> String {
    let (found, action) = match error.kind() {
        io::ErrorKind::PermissionDenied => (
            "der er ikke ret til at skrive her",
            "Få skriveret til mappen, eller vælg en anden med --output",
        ),
        io::ErrorKind::ReadOnlyFilesystem => {
            ("drevet kan kun læses", "Vælg en mappe på et andet drev med --output")
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            ("disken er fuld", "Ryd plads, eller vælg en mappe på et andet drev med --output")
        }
        io::ErrorKind::FileTooLarge => (
            "filen blev større, end der er lov til her",
            "Få grænsen hævet (ulimit -f), eller vælg en mappe på et andet drev med --output",
        ),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => (
            "en del af stien er en fil, hvor der skulle være en mappe",
            "Flyt filen, eller vælg en anden mappe med --output",
        ),
        io::ErrorKind::CrossesDevices | io::ErrorKind::ResourceBusy => (
            "resultatmappen er selv et drev og kan ikke skiftes ud",
            "Vælg en undermappe af den med --output",
        ),
        _ => {
            return format!(
                "resultaterne kunne ikke skrives; systemet siger: {error}. De forrige resultater \
                 er uændrede. Vælg en anden mappe med --output"
            );
        }
    };
    format!("{found}. De forrige resultater er uændrede. {action}")
}
