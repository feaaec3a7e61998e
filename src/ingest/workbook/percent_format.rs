//! Which numbers does a workbook show as percentages? "50 %" typed into a cell is stored as 0,5 in a
//! percentage format, and only the format tells it from half a percent.

use crate::ingest::cell::Cell;

/// The formats for percentages that every workbook has: `0%` and `0.00%`.
pub(crate) const BUILT_IN: [u32; 2] = [9, 10];

/// Whether a number format shows a number as a percentage: a `%` in the section for positive
/// numbers that is neither quoted nor escaped. A format whose sections have conditions of their own
/// is none: which of them shows a number depends on the number.
pub(crate) fn is_percent(format: &str) -> bool {
    if ["[<", "[>", "[="].iter().any(|condition| format.contains(condition)) {
        return false;
    }
    let mut found = false;
    let mut characters = format.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => _ = characters.by_ref().find(|c| *c == '"'),
            '[' => _ = characters.by_ref().find(|c| *c == ']'),
            // The next one is shown as it is, left as wide a gap, or repeated.
            '\\' | '_' | '*' => _ = characters.next(),
            ';' => break,
            '%' => found = true,
            _ => {}
        }
    }
    found
}

/// A number in a cell that shows it as a percentage. Reckoned in decimals, to the fifteen figures
/// that a spreadsheet shows: 0,07 is 7 %, and not 7,000000000000001 %.
pub(crate) fn as_percent(cell: Cell<'_>) -> Cell<'_> {
    let Cell::Number(share) = cell else { return cell };
    let decimals = format!("{share:.14e}");
    let percent = decimals.split_once('e').and_then(|(figures, power)| {
        let power = power.parse::<i32>().ok()? + 2;
        format!("{figures}e{power}").parse::<f64>().ok()
    });
    percent.filter(|percent| percent.is_finite()).map_or(cell, Cell::Percent)
}

#[cfg(test)]
mod tests {
    use super::{as_percent, is_percent};
    use crate::ingest::cell::Cell;

    #[test]
    fn a_percent_sign_that_is_no_text_shows_a_percentage() {
        for format in ["0%", "0.0 %", "#,##0.00%", "0%;-0%;0%", "[Red]0%", "0\" ca.\"%", "0_)%;@"] {
            assert!(is_percent(format), "{format}");
        }
        for format in [
            "General",
            "0",
            "0\"%\"",
            "0\\%",
            "0.0_%",
            "0*%",
            "0;0%",
            "[<=1]0%;0",
            "0%;[>5]0",
            "0\"% af",
            "",
        ] {
            assert!(!is_percent(format), "{format}");
        }
    }

    #[test]
    fn percentages_are_reckoned_in_decimals() {
        for (share, percent) in [
            (0.07, 7.0),
            (0.29, 29.0),
            (1.0, 100.0),
            (0.0, 0.0),
            (1.0 - 0.7, 30.0),
            (-0.05, -5.0),
            (1.5, 150.0),
            (0.005, 0.5),
        ] {
            assert_eq!(as_percent(Cell::Number(share)), Cell::Percent(percent), "{share}");
        }
        assert_eq!(as_percent(Cell::Bool(true)), Cell::Bool(true));
    }
}
