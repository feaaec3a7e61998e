//! How wide is a text, and how is a long one made to fit?

use std::sync::LazyLock;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

/// The font's name, as it is registered for measuring.
pub(super) const FAMILY: &str = "Noto Sans";

/// Size that letters are measured at, so that whole pixels are exact enough.
const MEASURED_AT: f64 = 100_000.0;

/// The measuring library takes a size from the lowest descender to the highest ascender; Noto Sans
/// has 1.069 em above and 0.293 em below the baseline.
const HEIGHT_IN_EM: f64 = 1.362;

/// The measuring library sees no kerning, and viewers differ a little in it.
const SAFETY: f64 = 1.01;

/// The smallest size a label is shrunk to before words are broken.
const SMALLEST: f64 = 11.0;

/// Widths in em of the Latin letters, regular and bold: measured once, since fitting a label asks
/// for the same words at many sizes.
static LATIN: LazyLock<[Vec<f64>; 2]> = LazyLock::new(|| {
    register_font(FAMILY, FontStyle::Normal, notosans::REGULAR_TTF).ok();
    register_font(FAMILY, FontStyle::Bold, notosans::BOLD_TTF).ok();
    [false, true].map(|bold| ('\0'..='\u{17f}').map(|c| letter_width(c, bold)).collect())
});

/// Width of a line of text in pixels.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let latin = &LATIN[usize::from(bold)];
    let of = |c: char| latin.get(c as usize).copied().unwrap_or_else(|| letter_width(c, bold));
    text.chars().map(of).sum::<f64>() * SAFETY * size
}

/// In em. The fonts are part of the program; should one not load, a wide guess keeps texts apart.
fn letter_width(letter: char, bold: bool) -> f64 {
    let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
    FontDesc::new(FontFamily::Name(FAMILY), MEASURED_AT, style)
        .layout_box(letter.encode_utf8(&mut [0; 4]))
        .map_or(0.65, |(_, (right, _))| f64::from(right) / MEASURED_AT * HEIGHT_IN_EM)
}

/// The widest of some lengths, in whole pixels.
pub(super) fn widest(widths: impl Iterator<Item = f64>) -> f64 {
    widths.fold(0.0, f64::max).ceil()
}

/// A label broken into lines.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    /// Its lines, top to bottom; at least one.
    pub lines: Vec<String>,
    /// Font size in pixels.
    pub size: f64,
    /// Bold or regular.
    pub bold: bool,
}

impl Label {
    /// Distance from one line to the next.
    pub(super) fn line_height(&self) -> f64 {
        line_height(self.size)
    }

    /// Height of all lines.
    pub(super) fn height(&self) -> f64 {
        self.line_height() * self.lines.len() as f64
    }

    /// Width of the widest line.
    pub(super) fn width(&self) -> f64 {
        self.lines.iter().map(|line| width(line, self.size, self.bold)).fold(0.0, f64::max)
    }
}

/// Distance from one line to the next for a font size.
pub(super) fn line_height(size: f64) -> f64 {
    (size * 1.3).round()
}

/// Fits a label into a width: on `lines` lines at most, smaller if it must, on more lines if even
/// that is not enough. Nothing is ever cut off.
pub(super) fn fit(text: &str, room: f64, lines: usize, size: f64, bold: bool) -> Label {
    let mut at = size;
    while at >= SMALLEST {
        if let Some(broken) = break_lines(text, room, at, bold)
            && broken.len() <= lines
        {
            return Label { lines: broken, size: at, bold };
        }
        at -= 0.5;
    }
    let lines = wrap(text, room, SMALLEST, bold);
    Label { lines, size: SMALLEST, bold }
}

/// The size, at most this one, at which a text fits on one line.
pub(super) fn size_within(text: &str, room: f64, size: f64, bold: bool) -> f64 {
    size.min(size * room / width(text, size, bold).max(1.0))
}

/// Breaks a text into lines of at most this width, between words where it can.
pub(super) fn wrap(text: &str, room: f64, size: f64, bold: bool) -> Vec<String> {
    break_lines(text, room, size, bold).unwrap_or_else(|| {
        let short: Vec<String> =
            pieces(text).iter().flat_map(|piece| chop(piece, room, size, bold)).collect();
        join(short.iter().map(String::as_str), room, size, bold)
    })
}

/// Lines broken between words only; nothing when a word alone is too wide.
fn break_lines(text: &str, room: f64, size: f64, bold: bool) -> Option<Vec<String>> {
    let pieces = pieces(text);
    let fits = pieces.iter().all(|piece| width(piece.trim_end(), size, bold) <= room);
    fits.then(|| join(pieces.into_iter(), room, size, bold))
}

/// The text cut after each blank, slash and hyphen.
fn pieces(text: &str) -> Vec<&str> {
    text.split_inclusive([' ', '/', '-']).collect()
}

fn join<'a>(
    pieces: impl Iterator<Item = &'a str>,
    room: f64,
    size: f64,
    bold: bool,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces {
        let longer = format!("{line}{piece}");
        if !line.is_empty() && width(longer.trim_end(), size, bold) > room {
            lines.push(line.trim_end().to_owned());
            piece.clone_into(&mut line);
        } else {
            line = longer;
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// A word in parts that each fit, with a hyphen where it was broken.
fn chop(word: &str, room: f64, size: f64, bold: bool) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    for letter in word.chars() {
        if !part.is_empty() && width(&format!("{part}{letter}-"), size, bold) > room {
            parts.push(format!("{part}-"));
            part.clear();
        }
        part.push(letter);
    }
    parts.push(part);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_font() {
        // 572/1000 em is the advance of a digit in Noto Sans.
        let ten = width("0123456789", 10.0, false);
        assert!((ten - 57.2 * SAFETY).abs() < 0.1, "{ten}");
        assert!(width("Højt", 13.0, true) > width("Højt", 13.0, false));
    }

    #[test]
    fn nothing_is_cut_off() {
        let name = "Mobilitetsnedsættelse/kommunikationsnedsættelse (donaudampfskibsfart)";
        let label = fit(name, 120.0, 2, 13.0, false);
        assert!(label.width() <= 120.0);
        let joined: String = label.lines.concat();
        assert_eq!(
            joined.replace(['-', ' '], ""),
            name.replace(['-', ' '], ""),
            "only hyphens are added"
        );
    }

    #[test]
    fn a_short_label_stays_as_it_is() {
        let label = fit("Region Sjælland", 200.0, 2, 13.0, false);
        assert_eq!(label.lines, ["Region Sjælland"]);
        assert!((label.size - 13.0).abs() < f64::EPSILON);
    }
}
