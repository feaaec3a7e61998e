//! What can the publisher's accessibility statement say of the page?

use crate::table::Provenance;

/// The file.
pub(crate) const PATH: &str = "tilgaengelighed.md";

/// What it is, for the dictionary.
pub(in crate::report) const WHAT: &str = "Oplysninger til tilgængelighedserklæringen: hvad der er \
                                          afprøvet på rapportens sider, hvordan, og hvad ikke";

/// The text: every line of it is held by `tests/browser` or says what was not tried.
pub(crate) fn text(provenance: &Provenance) -> String {
    let text = include_str!("accessibility.md");
    format!("{text}\nKørsel {}. {}.\n", provenance.run_id, provenance.line())
}
