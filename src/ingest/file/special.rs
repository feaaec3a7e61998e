//! Which files of the input folder are not this year's data as it came? Corrections, confirmed links
//! and last year's files are told by where they lie.

/// Folder of corrections, below the input folder.
pub(crate) const CORRECTIONS: &str = "corrections/";

/// Folder of last year's files, below the input folder.
pub(crate) const LAST_YEAR: &str = "last-year/";

/// File of confirmed links, below the input folder.
pub(crate) const LINKS: &str = "links.csv";

/// Whether a file of the input folder is one of corrections.
pub(crate) fn is_correction(path: &str) -> bool {
    path.starts_with(CORRECTIONS)
}

/// Whether it is one of last year's, which are compared with and never place.
pub(crate) fn is_of_last_year(path: &str) -> bool {
    path.starts_with(LAST_YEAR)
}

/// The names by which a file is told: its path; of a correction those that its original may have.
pub(crate) fn names(path: &str) -> impl Iterator<Item = &str> {
    let name = path.strip_prefix(CORRECTIONS);
    let bare = name.and_then(|name| name.strip_suffix(".xlsx")).filter(|bare| bare.contains('.'));
    [Some(name.unwrap_or(path)), bare].into_iter().flatten()
}

/// Whether a file lies beside the data: confirmed links, and last year's files.
pub fn is_beside(path: &str) -> bool {
    path == LINKS || is_of_last_year(path)
}
