//! What number does a cell hold, as Danes write numbers?

use std::borrow::Cow;

use crate::ingest::cell::Cell;
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::read::{Read, refuse, reported};
use crate::ingest::value::text::is_invisible;

/// What a number field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberKind {
    /// Whole and not negative.
    Count,
    /// 0 to 100, decimals allowed.
    Percent,
}

/// A number of a field.
pub(crate) fn number(cell: &Cell<'_>, kind: NumberKind) -> Read<f64> {
    let Some(cell) = reported(cell)? else { return Ok(None) };
    let (number, has_percent_sign) = match cell {
        Cell::Number(number) => (*number, false),
        Cell::Text(text) => match parse_number(text, kind) {
            Ok(number) => number,
            Err(refused) => return not_a_number(&cell.shown(), &refused, kind),
        },
        other => {
            return refuse(
                ValueCode::NotANumber.slug(),
                format!("\"{}\" er ikke et tal; regnes som ikke oplyst", other.shown()),
                "Skriv et tal, og giv cellen talformat",
            );
        }
    };
    let out_of_range = |expected: &str, action: &str| {
        refuse(
            ValueCode::NumberOutOfRange.slug(),
            format!("\"{}\" er ikke {expected}; regnes som ikke oplyst", cell.shown()),
            action,
        )
    };
    match kind {
        NumberKind::Count if has_percent_sign => {
            out_of_range("et antal, men en procent", "Skriv antallet")
        }
        // Above this a double no longer holds every whole number, and no count is so large.
        NumberKind::Count if number < 0.0 || number.fract() != 0.0 || number > 1e9 => {
            out_of_range("et helt tal fra 0 og op", "Skriv et helt tal fra 0 og op")
        }
        NumberKind::Percent if !(0.0..=100.0).contains(&number) => {
            out_of_range("et procenttal fra 0 til 100", "Skriv et tal fra 0 til 100")
        }
        // A share of 0 to 1 is a percentage to a spreadsheet, and not to a person.
        NumberKind::Percent if !has_percent_sign && number > 0.0 && number <= 1.0 => {
            let as_share = (100.0 * number).to_string().replace('.', ",");
            let shown = cell.shown();
            refuse(
                ValueCode::DoubtfulPercent.slug(),
                format!(
                    "tallet {shown} kan være {shown} % eller {as_share} %; regnes som ikke oplyst"
                ),
                "Skriv procenttallet som tekst med procenttegn, f.eks. 50 %",
            )
        }
        // -0,0 is zero.
        _ => Ok(Some(number + 0.0)),
    }
}

fn not_a_number(shown: &str, refused: &NotNumber, kind: NumberKind) -> Read<f64> {
    let expected = match kind {
        NumberKind::Count => "et helt tal",
        NumberKind::Percent => "et procenttal",
    };
    let doubt = |number: &String| format!("Skriv {number}, og sæt tvivlen i \"Bemærkning\"");
    match refused {
        NotNumber::Either(one, other) => refuse(
            ValueCode::AmbiguousNumber.slug(),
            format!("\"{shown}\" kan være {one} eller {other}; regnes som ikke oplyst"),
            match kind {
                NumberKind::Count => "Skriv antallet uden tusindtegn",
                NumberKind::Percent => "Skriv procenttallet med komma",
            },
        ),
        NotNumber::Is { what: "", means } => refuse(
            ValueCode::NotANumber.slug(),
            format!("\"{shown}\" er ikke {expected}; regnes som ikke oplyst"),
            means
                .as_ref()
                .map_or_else(|| format!("Skriv {expected}, eller lad cellen være tom"), doubt),
        ),
        NotNumber::Is { what, means } => refuse(
            ValueCode::NotANumber.slug(),
            format!("\"{shown}\" er ikke {expected}, men {what}; regnes som ikke oplyst"),
            means
                .as_ref()
                .map_or_else(|| format!("Skriv {expected}, eller lad cellen være tom"), doubt),
        ),
    }
}

/// A whole number from 0 and up.
pub(crate) fn count(cell: &Cell<'_>) -> Read<u32> {
    Ok(number(cell, NumberKind::Count)?.map(|number| {
        // In range: a count is whole and at most a billion.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let count = number as u32;
        count
    }))
}

/// Why a text is no number.
#[derive(Debug, PartialEq)]
enum NotNumber {
    /// It is something else, in words (none when it is nothing we know), and may mean this number.
    Is { what: &'static str, means: Option<String> },
    /// It may be either of two numbers.
    Either(String, String),
}

fn is<T>(what: &'static str) -> Result<T, NotNumber> {
    Err(NotNumber::Is { what, means: None })
}

/// Reads a number as Danes write it, and whether a percent sign stood behind it: `1.234,5`,
/// `1 234`, `12 %`, `2½`, `−3`.
///
/// Comma parts decimals and dot parts thousands. What can be read in two ways is refused where
/// both ways give a number that the field takes, or a spreadsheet set to English may have written
/// it: `1,234` as a count, `12.500` as a percentage. `1.234` as a count is 1234, as no count has
/// decimals, and `12.5` is 12,5, as it can't part thousands.
fn parse_number(text: &str, kind: NumberKind) -> Result<(f64, bool), NotNumber> {
    // Most numbers are a few digits.
    if text.bytes().all(|byte| byte.is_ascii_digit()) && (1..=15).contains(&text.len()) {
        return Ok((text.bytes().fold(0.0, |n, byte| 10.0 * n + f64::from(byte - b'0')), false));
    }
    // Of the others most have decimals, and nothing around them.
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') {
        return unsigned(text, kind)?.map_or_else(|| what_else(text), |number| Ok((number, false)));
    }
    let folded = plain_signs(text);
    let folded = folded.trim();
    let percent = ["%", "pct.", "pct", "procent"];
    let (body, has_percent_sign) = match percent.iter().find_map(|sign| folded.strip_suffix(sign)) {
        Some(body) => (body.trim_end(), true),
        None => (folded, false),
    };
    let (body, sign) = match body.strip_prefix('-') {
        Some(body) => (body, -1.0),
        None => (body.strip_prefix('+').unwrap_or(body), 1.0),
    };
    let fractions = [('½', 0.5), ('¼', 0.25), ('¾', 0.75)];
    let fraction = fractions.iter().find_map(|(c, value)| Some((body.strip_suffix(*c)?, *value)));
    if let Some((whole, fraction)) = fraction {
        let whole = whole.trim_end();
        if whole.is_empty() {
            return Ok((sign * fraction, has_percent_sign));
        }
        return match unsigned(whole, NumberKind::Count) {
            Ok(Some(whole)) if whole.fract() == 0.0 => {
                Ok((sign * (whole + fraction), has_percent_sign))
            }
            _ => is(""),
        };
    }
    match unsigned(body, kind)? {
        Some(number) => Ok((sign * number, has_percent_sign)),
        None => what_else(folded),
    }
}

/// One kind of blank, one minus, and nothing that can't be seen.
fn plain_signs(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let visible = text.chars().filter(|c| !is_invisible(*c)).map(|c| match c {
        '\u{2212}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    });
    Cow::Owned(visible.collect())
}

/// What a text is that is no number.
fn what_else<T>(text: &str) -> Result<T, NotNumber> {
    let lower = text.to_lowercase();
    let starts = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
    let digits: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    if digits.is_empty() {
        return is("");
    }
    if starts(&["ca", "cirka", "omkring", "omtrent", "omk.", "~", "±", "≈"]) {
        let means = (digits.len() == 1).then(|| digits[0].to_owned());
        return Err(NotNumber::Is { what: "", means });
    }
    let bounds = [
        "<",
        ">",
        "≤",
        "≥",
        "under",
        "over",
        "mindst",
        "højst",
        "mere end",
        "mindre end",
        "færre",
        "flere",
        "min",
        "max",
        "maks",
        "op til",
        "indtil",
    ];
    if starts(&bounds) || text.ends_with(['+', '<', '>']) {
        return is("en grænse");
    }
    if digits.len() == 2 && text.contains(['-', '–', '—', '/']) || text.contains(" til ") {
        return is("et spænd");
    }
    is("")
}

/// A number without sign: digits in groups of three parted by dots or blanks, and decimals behind
/// a comma. A single dot that cannot part thousands is a decimal dot.
fn unsigned(text: &str, kind: NumberKind) -> Result<Option<f64>, NotNumber> {
    let is_digits = |t: &str| !t.is_empty() && t.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits(text) {
        return Ok(text.parse().ok().filter(|number: &f64| number.is_finite()));
    }
    let (whole, decimals) = match text.split_once(',') {
        Some((_, decimals)) if decimals.contains(['.', ',']) => {
            // "1,234.5" and "1,234,567": as an English spreadsheet writes.
            let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
            let is_english =
                whole.split(',').skip(1).all(|group| group.len() == 3 && is_digits(group));
            return if is_english && is_digits(decimals) {
                is("skrevet med komma som tusindtegn")
            } else {
                Ok(None)
            };
        }
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    if decimals.is_some_and(|decimals| !is_digits(decimals)) {
        return Ok(None);
    }
    if let Some(decimals) = decimals
        && is_digits(whole)
        && whole.len() + decimals.len() <= 15
        && !(kind == NumberKind::Count && decimals.len() == 3)
    {
        // Exact: both are whole numbers that a double holds, and so is the power of ten.
        let digits = whole.bytes().chain(decimals.bytes());
        let all = digits.fold(0.0, |n, byte| 10.0 * n + f64::from(byte - b'0'));
        let power = decimals.bytes().fold(1.0, |power, _| 10.0 * power);
        return Ok(Some(all / power));
    }
    let separator = ['.', ' '].into_iter().find(|separator| whole.contains(*separator));
    let groups: Vec<&str> =
        separator.map_or_else(|| vec![whole], |separator| whole.split(separator).collect());
    if !groups.iter().all(|group| is_digits(group)) {
        return Ok(None);
    }
    let is_grouped = groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    let thousands = groups.concat();
    let plain = match (&groups[..], decimals) {
        // "1,234" and "1,000": no count has decimals, so an English one is as likely.
        ([one], Some(three)) if kind == NumberKind::Count && three.len() == 3 => {
            return Err(NotNumber::Either(format!("{one},{three}"), format!("{one}{three}")));
        }
        // "12.500": no percentage is in thousands, so decimals are as likely.
        ([one, three], None) if separator == Some('.') && is_grouped => {
            if *one == "0" {
                format!("0.{three}")
            } else if kind == NumberKind::Percent {
                return Err(NotNumber::Either(thousands, format!("{one},{three}")));
            } else {
                thousands
            }
        }
        ([_], None) => thousands,
        (_, None) if is_grouped => thousands,
        ([one, rest], None) if separator == Some('.') => format!("{one}.{rest}"),
        ([_], Some(decimals)) => format!("{thousands}.{decimals}"),
        (_, Some(decimals)) if is_grouped => format!("{thousands}.{decimals}"),
        _ => return Ok(None),
    };
    Ok(plain.parse().ok().filter(|number: &f64| number.is_finite()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell<'_> {
        Cell::text(text)
    }

    fn percent(text: &str) -> Option<f64> {
        number(&cell(text), NumberKind::Percent).ok().flatten()
    }

    #[test]
    fn numbers_as_danes_write_them() {
        for (text, number) in [
            ("8", 8.0),
            ("1.234", 1234.0),
            ("1 234", 1234.0),
            ("1\u{a0}234", 1234.0),
            ("1\u{2009}234", 1234.0),
            ("1\u{202f}234\u{200b}", 1234.0),
            ("12,0", 12.0),
            ("12.0", 12.0),
            ("12.345.678", 12_345_678.0),
            ("1.234,0", 1234.0),
            ("+5", 5.0),
            ("007", 7.0),
        ] {
            let read = super::number(&cell(text), NumberKind::Count);
            assert_eq!(read, Ok(Some(number)), "{text}");
        }
        assert_eq!(percent("12 %"), Some(12.0));
        assert_eq!(percent("12,5%"), Some(12.5));
        assert_eq!(percent("12.5"), Some(12.5));
        assert_eq!(percent("½ %"), Some(0.5));
        assert_eq!(percent("12 pct."), Some(12.0));
        assert_eq!(percent("1,234"), Some(1.234));
        assert_eq!(percent("1½%"), Some(1.5));
        assert_eq!(percent("2 ½ %"), Some(2.5));
        assert_eq!(percent("100,0001"), None);
        assert_eq!(
            number(&Cell::Number(0.5), NumberKind::Percent).unwrap_err().code,
            "doubtful-percent"
        );
    }

    #[test]
    fn what_is_doubtful_is_refused_with_its_reason() {
        let messages: Vec<String> = [
            "ca. 8",
            "5-7",
            "<3",
            "\u{2212}3",
            "2,5",
            "12 %",
            "mange",
            "1,2,3",
            "12 34",
            "10+",
            "1e3",
            "8 borgere",
            "2 til 4",
            "1½",
            "1,234",
            "1,000",
            "1,234.5",
            "1,234,567",
            "0.500",
            "1.23",
            "1'234",
            "højst 4",
            "omkring 10",
        ]
        .iter()
        .map(|text| {
            let refusal = number(&cell(text), NumberKind::Count).unwrap_err();
            format!("{}: {}. {}.", refusal.code, refusal.message, refusal.action)
        })
        .collect();
        insta::assert_snapshot!(messages.join("\n"), @r##"
        not-a-number: "ca. 8" er ikke et helt tal; regnes som ikke oplyst. Skriv 8, og sæt tvivlen i "Bemærkning".
        not-a-number: "5-7" er ikke et helt tal, men et spænd; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom.
        not-a-number: "<3" er ikke et helt tal, men en grænse; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom.
        number-out-of-range: "−3" er ikke et helt tal fra 0 og op; regnes som ikke oplyst. Skriv et helt tal fra 0 og op.
        number-out-of-range: "2,5" er ikke et helt tal fra 0 og op; regnes som ikke oplyst. Skriv et helt tal fra 0 og op.
        number-out-of-range: "12 %" er ikke et antal, men en procent; regnes som ikke oplyst. Skriv antallet.
        not-a-number: "mange" er ikke et helt tal; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom.
        not-a-number: "1,2,3" er ikke et helt tal; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom.
        not-a-number: "12 34" er ikke et helt tal; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom.
        not-a-number: "10+" er ikke et helt tal, men en grænse; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom.
        not-a-number: "1e3" er ikke et helt tal; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom.
        not-a-number: "8 borgere" er ikke et helt tal; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom.
        not-a-number: "2 til 4" er ikke et helt tal, men et spænd; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom.
        number-out-of-range: "1½" er ikke et helt tal fra 0 og op; regnes som ikke oplyst. Skriv et helt tal fra 0 og op.
        ambiguous-number: "1,234" kan være 1,234 eller 1234; regnes som ikke oplyst. Skriv antallet uden tusindtegn.
        ambiguous-number: "1,000" kan være 1,000 eller 1000; regnes som ikke oplyst. Skriv antallet uden tusindtegn.
        not-a-number: "1,234.5" er ikke et helt tal, men skrevet med komma som tusindtegn; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom.
        not-a-number: "1,234,567" er ikke et helt tal, men skrevet med komma som tusindtegn; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom.
        number-out-of-range: "0.500" er ikke et helt tal fra 0 og op; regnes som ikke oplyst. Skriv et helt tal fra 0 og op.
        number-out-of-range: "1.23" er ikke et helt tal fra 0 og op; regnes som ikke oplyst. Skriv et helt tal fra 0 og op.
        not-a-number: "1'234" er ikke et helt tal; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom.
        not-a-number: "højst 4" er ikke et helt tal, men en grænse; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom.
        not-a-number: "omkring 10" er ikke et helt tal; regnes som ikke oplyst. Skriv 10, og sæt tvivlen i "Bemærkning".
        "##);
    }

    #[test]
    fn percentages_that_are_doubtful() {
        let messages: Vec<String> = ["0,5", "1", "½", "12.500", "0.250", "-5", "5-10 %", "60+"]
            .iter()
            .map(|text| {
                let refusal = number(&cell(text), NumberKind::Percent).unwrap_err();
                format!("{}: {}. {}.", refusal.code, refusal.message, refusal.action)
            })
            .collect();
        insta::assert_snapshot!(messages.join("\n"), @r##"
        doubtful-percent: tallet 0,5 kan være 0,5 % eller 50 %; regnes som ikke oplyst. Skriv procenttallet som tekst med procenttegn, f.eks. 50 %.
        doubtful-percent: tallet 1 kan være 1 % eller 100 %; regnes som ikke oplyst. Skriv procenttallet som tekst med procenttegn, f.eks. 50 %.
        doubtful-percent: tallet ½ kan være ½ % eller 50 %; regnes som ikke oplyst. Skriv procenttallet som tekst med procenttegn, f.eks. 50 %.
        ambiguous-number: "12.500" kan være 12500 eller 12,500; regnes som ikke oplyst. Skriv procenttallet med komma.
        doubtful-percent: tallet 0.250 kan være 0.250 % eller 25 %; regnes som ikke oplyst. Skriv procenttallet som tekst med procenttegn, f.eks. 50 %.
        number-out-of-range: "-5" er ikke et procenttal fra 0 til 100; regnes som ikke oplyst. Skriv et tal fra 0 til 100.
        not-a-number: "5-10 %" er ikke et procenttal, men et spænd; regnes som ikke oplyst. Skriv et procenttal, eller lad cellen være tom.
        not-a-number: "60+" er ikke et procenttal, men en grænse; regnes som ikke oplyst. Skriv et procenttal, eller lad cellen være tom.
        "##);
    }
}
