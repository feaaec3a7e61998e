//! Which characters of a text may go on to a terminal, a picture or a workbook, and how much of it?
//!
//! Names of files and sheets, headers and cells come from others. Characters that steer a terminal
//! (controls, escapes), turn the direction of what stands beside them, or can't stand in an XML
//! file at all are harmful wherever they come out.

use std::borrow::Cow;
use std::fmt::Write;

use chrono::{Datelike, NaiveDate};

/// Characters that a cell of a spreadsheet holds, as UTF-16 counts them.
pub const CELL_UNITS: usize = 32_767;

/// Whether a character does harm: controls, marks that change the direction or the line, and what
/// Unicode says is no character.
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{206f}' | '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{fffb}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// The text on one line, each harmful character as its name: `\u{1b}`, `\n`.
pub fn escaped(text: &str) -> Cow<'_, str> {
    each_harmful(text, |c, out| out.extend(c.escape_default()))
}

/// As [`escaped`], but with its lines.
pub fn escaped_lines(text: &str) -> Cow<'_, str> {
    each_harmful(text, |c, out| match c {
        '\n' => out.push(c),
        c => out.extend(c.escape_default()),
    })
}

/// The text on one line, with a blank for what only sets apart, and � for every other harmful
/// character.
pub fn replaced(text: &str) -> Cow<'_, str> {
    each_harmful(text, |c, out| {
        out.push(if c.is_whitespace() { ' ' } else { char::REPLACEMENT_CHARACTER });
    })
}

/// As [`replaced`], of a text that is not needed any more.
pub fn cleaned(text: String) -> String {
    match replaced(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(clean) => clean,
    }
}

/// As [`replaced`], but with its lines.
pub fn replaced_lines(text: &str) -> Cow<'_, str> {
    each_harmful(text, |c, out| {
        let _ = out.write_str(match c {
            '\n' => "\n",
            '\r' => "",
            c if c.is_whitespace() => " ",
            _ => "\u{fffd}",
        });
    })
}

/// As [`replaced`], as the content of an element of HTML or SVG, which never obeys it. Not for
/// attributes.
pub fn in_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in replaced(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

fn each_harmful(text: &str, mut push: impl FnMut(char, &mut String)) -> Cow<'_, str> {
    if !has_harmful(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_harmful(c) { push(c, &mut out) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// Whether a text has a harmful character. Most texts have not even a byte of one.
pub fn has_harmful(text: &str) -> bool {
    let may_be = |byte: &u8| *byte < 0x20 || *byte == 0x7F || *byte >= 0xC2 && *byte != 0xC3;
    text.as_bytes().iter().fold(false, |any, byte| any | may_be(byte))
        && text.chars().any(is_harmful)
}

/// How long a text is to a spreadsheet.
pub fn units(text: &str) -> usize {
    // No text has more of them than bytes.
    if text.len() <= CELL_UNITS { text.len() } else { text.encode_utf16().count() }
}

/// Whether a cell of a spreadsheet can hold a text.
pub fn fits_cell(text: &str) -> bool {
    units(text) <= CELL_UNITS
}

/// As much of a text as a cell of a spreadsheet holds, with `end` behind it when it is cut.
pub fn cut_to_cell<'t>(text: &'t str, end: &str) -> Cow<'t, str> {
    if fits_cell(text) {
        return Cow::Borrowed(text);
    }
    let room = CELL_UNITS - end.encode_utf16().count();
    Cow::Owned(format!("{}{end}", cut_to_units(text, room)))
}

/// As much of a text as is so long to a spreadsheet.
pub fn cut_to_units(text: &str, room: usize) -> &str {
    let mut taken = 0;
    let is_beyond = |(_, c): &(usize, char)| {
        taken += c.len_utf16();
        taken > room
    };
    let end = text.char_indices().find(is_beyond).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// A word with a capital first letter, for headers.
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A day as Danes write it: `1.1.2026`.
pub fn danish_date(day: NaiveDate) -> String {
    format!("{}.{}.{}", day.day(), day.month(), day.year())
}

/// A text as names of files have it: `region-sjaelland`.
pub fn stem(name: &str) -> String {
    let plain = name.to_lowercase().replace('æ', "ae").replace('ø', "oe").replace('å', "aa");
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capital_is_made_of_any_letter() {
        for (word, capital) in [("højt", "Højt"), ("østjylland", "Østjylland"), ("", "")] {
            assert_eq!(capitalised(word), capital);
        }
    }

    #[test]
    fn what_steers_a_terminal_or_breaks_a_file_is_named_or_replaced() {
        let text = "a\u{1b}[2Jb\u{202e}c\nd\u{fffe}\u{7f}\u{85}";
        assert_eq!(escaped(text), "a\\u{1b}[2Jb\\u{202e}c\\nd\\u{fffe}\\u{7f}\\u{85}");
        assert_eq!(escaped_lines(text), "a\\u{1b}[2Jb\\u{202e}c\nd\\u{fffe}\\u{7f}\\u{85}");
        assert_eq!(replaced(text), "a�[2Jb�c d�� ");
        assert_eq!(replaced_lines(text), "a�[2Jb�c\nd�� ");
        for plain in ["", "Ærø – “Øst” §\u{a0}107 👩‍🦽", "😀\u{1f3fb}"] {
            assert!(matches!(escaped(plain), Cow::Borrowed(_)), "{plain}");
        }
    }

    #[test]
    fn a_text_is_cut_where_a_spreadsheet_counts() {
        assert!(fits_cell(&"å".repeat(CELL_UNITS)));
        assert!(!fits_cell(&"å".repeat(CELL_UNITS + 1)));
        assert!(!fits_cell(&"😀".repeat(CELL_UNITS / 2 + 1)));
        let cut = cut_to_cell(&"😀".repeat(20_000), "…").into_owned();
        assert_eq!(cut.encode_utf16().count(), CELL_UNITS);
        assert!(cut.ends_with("😀…"));
        assert_eq!(cut_to_cell("kort", "…"), "kort");
    }
}
