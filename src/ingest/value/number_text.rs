//! How do Danes write a number, and what else may a text be?

use std::borrow::Cow;

use crate::ingest::value::text::is_invisible;

/// What a number field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberKind {
    /// Whole and not negative.
    Count,
    /// 0 to 100, decimals allowed.
    Percent,
    /// A percentage that may be a little above 100: *belægning*.
    Occupancy,
    /// Kroner a day, decimals allowed.
    Rate,
    /// Whole, with a sign: places more or fewer.
    Change,
}

impl NumberKind {
    const fn is_whole(self) -> bool {
        matches!(self, Self::Count | Self::Change)
    }
}

/// Why a text is no number.
#[derive(Debug, PartialEq)]
pub(crate) enum NotNumber {
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
pub(crate) fn parse_number(text: &str, kind: NumberKind) -> Result<(f64, bool), NotNumber> {
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
        && !(kind.is_whole() && decimals.len() == 3)
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
        ([one], Some(three)) if kind.is_whole() && three.len() == 3 => {
            return Err(NotNumber::Either(format!("{one},{three}"), format!("{one}{three}")));
        }
        // "12.500": no percentage is in thousands, so decimals are as likely.
        ([one, three], None) if separator == Some('.') && is_grouped => {
            if *one == "0" {
                format!("0.{three}")
            } else if matches!(kind, NumberKind::Percent | NumberKind::Occupancy) {
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
