//! STRICT SETTINGS FILES: what does a TOML text say, field by field, and what is wrong with it?
//!
//! `serde` stops at the first wrong key or type. Here every field is asked for by itself in the
//! tree with positions, so that the reader of a broken file is told all its problems at once, each
//! with line and column. Settings are strict about keys and types: whatever is misplaced or
//! misspelt is a problem, never silence. Pure: text in, values and problems out.

mod fields;
mod problems;
mod syntax;
mod words;

use toml::de::DeTable;

pub use fields::Fields;
pub use problems::{MORE_PROBLEMS, Problems, WHOLE_FILE};
pub use words::{choices, listed, nearest, suggestion};

/// Something of the file and where it begins, in bytes from the start of the text.
#[derive(Clone, Copy, Debug)]
pub struct At<T> {
    /// What stands there.
    pub value: T,
    /// Where it begins.
    pub at: usize,
}

/// Sections of one file: the parser takes a time for each that grows with those before it, and no
/// settings file of ours has a tenth of it.
const MOST_SECTIONS: usize = 2_000;

/// Reads a text as a tree. Lines that are no TOML are problems; the rest is still read. `file` is
/// the path below the input folder, shown in messages.
pub fn read<'t>(text: &'t str, file: &str) -> (DeTable<'t>, Problems<'t>) {
    let mut problems = Problems::new(file, text);
    let n_sections = text.lines().filter(|line| line.trim_start().starts_with('[')).count();
    if n_sections > MOST_SECTIONS {
        let message = format!("filen har {n_sections} afsnit; der kan højst være {MOST_SECTIONS}");
        problems.refuse(
            "too-many-sections",
            message,
            "Del filen i flere, eller slet det overflødige",
        );
        return (DeTable::new(), problems);
    }
    let (tree, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(|error| error.span().map(|span| span.start));
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        problems.add_unreadable(at, error.message());
    }
    (tree.into_inner(), problems)
}
