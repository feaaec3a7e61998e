//! Which boundaries did the user bring for the maps?

use std::path::Path;
use std::sync::Arc;

use crate::finding::{Finding, Place, Severity};
use crate::ingest::{InputFile, hidden_name, name_looks_like_cpr};
use crate::model::Boundaries;
use crate::plain_text::{escaped, replaced};
use crate::register::Municipalities;
use crate::regular_file;
use crate::settings::hashed;

/// `--boundaries FILE --boundaries-credit TEXT`
#[derive(Clone, Copy, Debug)]
pub struct BoundaryOptions<'a> {
    /// A `GeoJSON` file; it need not lie in the input folder.
    pub file: &'a Path,
    /// Whom the boundaries come from, when the file does not say.
    pub credit: Option<&'a str>,
}

/// What was read.
pub(crate) struct BoundaryFile {
    pub boundaries: Arc<Boundaries>,
    /// For the manifest: a file's name without its folder, which says nothing of the data.
    pub file: InputFile,
    /// What was not drawn, and why.
    pub findings: Vec<Finding>,
}

/// Reads the boundaries; nothing when none were brought.
pub(crate) fn read_boundaries(
    options: Option<BoundaryOptions<'_>>,
    municipalities: &Municipalities,
) -> Result<Option<BoundaryFile>, Box<Finding>> {
    let Some(BoundaryOptions { file, credit }) = options else { return Ok(None) };
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    let name =
        if name_looks_like_cpr(&name) { hidden_name("fil", 1) } else { escaped(&name).into() };
    let unreadable = |reason: String| {
        Box::new(Finding {
            place: Place::file(name.clone()),
            severity: Severity::Error,
            code: "boundaries-unreadable",
            message: format!("kommunegrænserne kan ikke læses: {reason}"),
            action: "Peg på en GeoJSON-fil med --boundaries".to_owned(),
        })
    };
    let bytes = regular_file::read(file, Boundaries::LARGEST_FILE)
        .map_err(|error| unreadable(error.to_string()))?;
    let input = hashed(&name, &bytes);
    let text = String::from_utf8(bytes).map_err(|_| unreadable("filen er ikke UTF-8".into()))?;
    let (boundaries, mut findings) = Boundaries::parse(&text, &name, credit, municipalities)?;
    for finding in &mut findings {
        finding.message = if name_looks_like_cpr(&finding.message) {
            "en flade har en kode, der ligner et CPR-nummer; den er ikke gengivet".to_owned()
        } else {
            replaced(&finding.message).into_owned()
        };
    }
    Ok(Some(BoundaryFile { boundaries: Arc::new(boundaries), file: input, findings }))
}
