//! What is a reader told of the folders that outputs are put in?

use std::path::{Path, PathBuf};

use super::terminal::say;
use crate::ingest::name_looks_like_cpr;
use crate::output::{Finished, clear_left_over, left_over};

/// Names that a line names.
const NAMED: usize = 5;

/// Before a command that writes: clears what killed runs left beside the output folder, and says
/// so.
pub(super) fn clear(output: &Path) {
    let home = output.canonicalize().unwrap_or_else(|_| output.to_owned());
    let folder = home.parent().filter(|parent| !parent.as_os_str().is_empty());
    for cleared in clear_left_over(folder.unwrap_or(Path::new("."))) {
        say(&format!(
            "En tidligere kørsel blev afbrudt, mens den skrev; resterne er fjernet: {}",
            cleared.path.display()
        ));
        if let Some(home) = cleared.restored {
            say(&format!("De forrige resultater er lagt tilbage i {}", home.display()));
        }
    }
}

/// Before a command that writes nothing: says what killed runs left where outputs are put unless
/// the call says otherwise.
pub(super) fn look() {
    let found: Vec<PathBuf> = left_over(Path::new("."));
    for path in found {
        say(&format!(
            "En tidligere kørsel blev afbrudt, mens den skrev; resterne fjernes ved næste niveau \
             run, size, area eller robustness: {}",
            path.display()
        ));
    }
}

/// What lay in the output folder before, and what became of it.
pub(super) fn told(output: &Path, finished: &Finished) {
    for (path, kept) in &finished.changed {
        say(&format!(
            "{path} var ændret, siden niveau skrev den; den ændrede er gemt som {}",
            output.join(kept).display()
        ));
    }
    // A README beside the outputs is the project's own, or says what they are.
    let others: Vec<&String> =
        finished.others.iter().filter(|name| !name.starts_with("README")).collect();
    if !others.is_empty() {
        let name = |path: &String| {
            if name_looks_like_cpr(path) {
                "en fil, hvis navn ligner et CPR-nummer".to_owned()
            } else {
                path.clone()
            }
        };
        let named: Vec<String> = others.iter().take(NAMED).map(|other| name(other)).collect();
        let more = match others.len().saturating_sub(NAMED) {
            0 => String::new(),
            n => format!(" og {n} til"),
        };
        say(&format!(
            "Andre filer i {}, som niveau ikke har skrevet, er der stadig: {}{more}",
            output.display(),
            named.join(", ")
        ));
    }
}
