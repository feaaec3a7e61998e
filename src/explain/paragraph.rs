//! How is a text broken into lines for a terminal?

use std::fmt::Write;

/// A paragraph broken at blanks into lines of at most `width` letters. The first begins with
/// `before`; the others are indented as far, and by two at least.
pub(super) fn broken(
    text: &mut String,
    before: &str,
    words: &str,
    width: usize,
) -> std::fmt::Result {
    let indent = " ".repeat(before.chars().count().max(2));
    let mut line = before.to_owned();
    let mut is_empty = true;
    for word in words.split_whitespace() {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > width {
            writeln!(text, "{line}")?;
            line.clone_from(&indent);
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    writeln!(text, "{line}")
}
