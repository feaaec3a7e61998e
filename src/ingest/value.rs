//! What does a cell say? Danish numbers, dates and answers; what is doubtful is never guessed.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate};

use super::cell::Cell;
use crate::model::{Answer, Attained, Grade, QualityJudgement};
use crate::register::fold_name;

/// Why a cell's value is not used: what a finding says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) action: String,
}

/// A value; `None` when it is not reported; or why it cannot be used.
pub(super) type Read<T> = Result<Option<T>, Refusal>;

fn refuse<T>(code: &'static str, message: String, action: impl Into<String>) -> Read<T> {
    Err(Refusal { code, message, action: action.into() })
}

/// The cell, when something is reported in it: not empty, no `Ikke oplyst`, `..` or `-`, and no
/// error value.
pub(super) fn reported<'r, 'c>(cell: &'r Cell<'c>) -> Read<&'r Cell<'c>> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) if is_not_reported(text) => Ok(None),
        Cell::Text(text) if is_error_value(text) => error_cell(text),
        Cell::Error(error) => error_cell(error),
        Cell::Uncalculated => refuse(
            "formula-without-value",
            "cellen har en formel, hvis værdi ikke er gemt; regnes som ikke oplyst".to_owned(),
            "Åbn projektmappen i regnearket, lad den regne, og gem den igen",
        ),
        _ => Ok(Some(cell)),
    }
}

fn error_cell<'r, 'c>(error: &str) -> Read<&'r Cell<'c>> {
    refuse(
        "error-cell",
        format!("cellen har fejlværdien {error}; regnes som ikke oplyst"),
        "Ret formlen, eller skriv værdien i cellen",
    )
}

/// An error value of a spreadsheet that was saved as text, in English or Danish: `#REF!`, `#I/T`,
/// `#DIVISION/0!`, or the `####` of a column too narrow.
fn is_error_value(text: &str) -> bool {
    if text.as_bytes().first() != Some(&b'#') {
        return false;
    }
    let rest = &text[1..];
    let is_word = |word: &str| {
        word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '_'))
    };
    match rest {
        "N/A" | "I/T" => true,
        _ if rest.len() > 2 && rest.bytes().all(|byte| byte == b'#') => true,
        _ => rest.len() < 20 && rest.strip_suffix(['!', '?']).is_some_and(is_word),
    }
}

fn is_not_reported(text: &str) -> bool {
    // Most cells begin with a digit or an ordinary word.
    if text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    match text {
        "-" | "–" | "—" | "." | ".." | "..." | "…" | "n/a" | "N/A" | "NULL" | "NaN" | "i.o." => {
            true
        }
        _ if text.len() > 20 || !text.starts_with(['i', 'I', 'u', 'U', 'v', 'V', 'e', 'E']) => {
            false
        }
        _ => matches!(
            fold_name(text).as_str(),
            "ikkeoplyst"
                | "uoplyst"
                | "ejoplyst"
                | "ikkeangivet"
                | "ejangivet"
                | "ikkeopgivet"
                | "ikkekendt"
                | "ukendt"
                | "vedikke"
                | "ingenoplysning"
                | "ingenoplysninger"
        ),
    }
}

/// Any text; numbers as they would be written.
pub(super) fn text<'r>(cell: &'r Cell<'_>) -> Read<Cow<'r, str>> {
    Ok(reported(cell)?.map(|cell| match cell {
        Cell::Text(text) => Cow::Borrowed(&**text),
        other => Cow::Owned(other.shown()),
    }))
}

/// A text as it would be typed: one form of å and é, plain blanks, nothing that can't be seen.
pub(super) fn tidy(text: &str) -> Arc<str> {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let blanks: Vec<&str> = visible.split_whitespace().collect();
    let forms = [("a\u{30a}", "å"), ("A\u{30a}", "Å"), ("e\u{301}", "é"), ("E\u{301}", "É")];
    forms.iter().fold(blanks.join(" "), |text, (from, to)| text.replace(from, to)).into()
}

/// An id or a code: text, or a whole number of a workbook. Leading zeros of a text stay.
pub(super) fn id<'r>(cell: &'r Cell<'_>) -> Read<Cow<'r, str>> {
    match reported(cell)? {
        None => Ok(None),
        Some(Cell::Text(text)) if is_mangled(text) => refuse(
            "id-mangled",
            format!("\"{text}\" er et tal, som et regneark har afkortet; cifrene er tabt"),
            "Hent udtrækket igen, og gem kolonnen som tekst",
        ),
        Some(Cell::Text(text)) => Ok(Some(Cow::Borrowed(text))),
        Some(Cell::Number(number)) if number.fract() == 0.0 && *number >= 0.0 => {
            Ok(Some(Cow::Owned(format!("{number:.0}"))))
        }
        Some(other) => refuse(
            "not-an-id",
            format!("\"{}\" er ikke et id", other.shown()),
            "Skriv id'et som tekst",
        ),
    }
}

/// A long number as a spreadsheet shortens it: `1,23457E+09`.
fn is_mangled(text: &str) -> bool {
    // Nearly no id has a plus, and a byte is found faster than a text.
    if !text.as_bytes().contains(&b'+') {
        return false;
    }
    let Some((mantissa, exponent)) = text.split_once("E+") else { return false };
    let is_digits = |t: &str| !t.is_empty() && t.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(exponent) && mantissa.split([',', '.']).all(is_digits)
}

/// What a number field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberKind {
    /// Whole and not negative.
    Count,
    /// 0 to 100, decimals allowed.
    Percent,
}

/// A number of a field.
pub(super) fn number(cell: &Cell<'_>, kind: NumberKind) -> Read<f64> {
    let Some(cell) = reported(cell)? else { return Ok(None) };
    let (number, has_percent_sign) = match cell {
        Cell::Number(number) => (*number, false),
        Cell::Text(text) => match parse_number(text, kind) {
            Ok(number) => number,
            Err(refused) => return not_a_number(&cell.shown(), &refused, kind),
        },
        other => {
            return refuse(
                "not-a-number",
                format!("\"{}\" er ikke et tal; regnes som ikke oplyst", other.shown()),
                "Skriv et tal, og giv cellen talformat",
            );
        }
    };
    let out_of_range = |expected: &str, action: &str| {
        refuse(
            "number-out-of-range",
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
                "doubtful-percent",
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
            "ambiguous-number",
            format!("\"{shown}\" kan være {one} eller {other}; regnes som ikke oplyst"),
            match kind {
                NumberKind::Count => "Skriv antallet uden tusindtegn",
                NumberKind::Percent => "Skriv procenttallet med komma",
            },
        ),
        NotNumber::Is { what: "", means } => refuse(
            "not-a-number",
            format!("\"{shown}\" er ikke {expected}; regnes som ikke oplyst"),
            means
                .as_ref()
                .map_or_else(|| format!("Skriv {expected}, eller lad cellen være tom"), doubt),
        ),
        NotNumber::Is { what, means } => refuse(
            "not-a-number",
            format!("\"{shown}\" er ikke {expected}, men {what}; regnes som ikke oplyst"),
            means
                .as_ref()
                .map_or_else(|| format!("Skriv {expected}, eller lad cellen være tom"), doubt),
        ),
    }
}

/// A whole number from 0 and up.
pub(super) fn count(cell: &Cell<'_>) -> Read<u32> {
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

/// Soft hyphens, marks of direction, joiners and byte order marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
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

/// Years in which a date of an assessment or an approval can lie; anything else is a slip.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// A date: of a workbook, as serial number, or written `2021-03-04`, `04-03-2021`, `4.3.2021`,
/// `4/3 2021`.
pub(super) fn date(cell: &Cell<'_>) -> Read<NaiveDate> {
    let Some(cell) = reported(cell)? else { return Ok(None) };
    let date = match cell {
        Cell::Date(date) => Some(*date),
        Cell::Number(serial) => date_of_serial(*serial),
        Cell::Text(text) => parse_date(text),
        _ => None,
    };
    match date {
        Some(date) if YEARS.contains(&date.year()) => Ok(Some(date)),
        Some(date) => refuse(
            "date-out-of-range",
            format!(
                "\"{}\" ligger i år {}, uden for {}-{}",
                cell.shown(),
                date.year(),
                YEARS.start(),
                YEARS.end()
            ),
            "Ret året",
        ),
        None => refuse(
            "not-a-date",
            format!("\"{}\" er ikke en dato", cell.shown()),
            "Skriv datoen som dag-måned-år med fire cifre i året, f.eks. 04-03-2021",
        ),
    }
}

/// The date of a serial number in the 1900 system, in which day 60 is the 29 February 1900 that
/// never was: counted from 30 December 1899 for every day after it.
pub(super) fn date_of_serial(serial: f64) -> Option<NaiveDate> {
    if !(61.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let days = serial.floor() as u64;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

fn parse_date(text: &str) -> Option<NaiveDate> {
    // A time of day behind the date does not matter: "2021-03-04T00:00:00", "04-03-2021 12:30".
    let day = match text.find('T') {
        Some(at) => &text[..at],
        None => match text.rfind(' ') {
            Some(at) if text[at..].contains(':') => &text[..at],
            _ => text,
        },
    };
    let mut parts = day.split(['-', '.', '/', ' ']).map(str::trim).filter(|part| !part.is_empty());
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some()
        || ![first, month, last]
            .iter()
            .all(|part| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// *Ja*, *nej* or *ikke relevant*.
pub(super) fn answer(cell: &Cell<'_>, may_be_not_relevant: bool) -> Read<Answer> {
    let Some(cell) = reported(cell)? else { return Ok(None) };
    let answer = match cell {
        Cell::Bool(true) => Some(Answer::Yes),
        Cell::Bool(false) => Some(Answer::No),
        Cell::Text(text) => match &*folded_word(text) {
            "ja" | "j" | "sand" | "true" => Some(Answer::Yes),
            "nej" | "n" | "falsk" | "false" => Some(Answer::No),
            "ikkerelevant" => Some(Answer::NotRelevant),
            _ => None,
        },
        _ => None,
    };
    match answer {
        Some(Answer::NotRelevant) if !may_be_not_relevant => refuse(
            "not-relevant-not-allowed",
            "\"ikke relevant\" kan ikke svares her; regnes som ikke oplyst".to_owned(),
            "Skriv ja eller nej",
        ),
        Some(answer) => Ok(Some(answer)),
        None => refuse(
            "not-an-answer",
            format!("\"{}\" er hverken ja eller nej; regnes som ikke oplyst", cell.shown()),
            if may_be_not_relevant {
                "Skriv ja, nej eller ikke relevant"
            } else {
                "Skriv ja eller nej"
            },
        ),
    }
}

/// A grade on one parameter: a word, with or without "specialiseret", or 0 to 3.
pub(super) fn grade(cell: &Cell<'_>) -> Read<Grade> {
    let Some(cell) = reported(cell)? else { return Ok(None) };
    let grade = match cell {
        Cell::Text(text) if folded_word(text) == "ikkerelevant" => Some(Grade::NotRelevant),
        other => attained_of(other).map(Grade::from),
    };
    grade.map(Some).map_or_else(|| out_of_range(cell, ", ikke relevant"), Ok)
}

/// The inspector's own overall level.
pub(super) fn overall(cell: &Cell<'_>) -> Read<Attained> {
    let Some(cell) = reported(cell)? else { return Ok(None) };
    attained_of(cell).map(Some).map_or_else(|| out_of_range(cell, ""), Ok)
}

fn out_of_range<T>(cell: &Cell<'_>, more: &str) -> Read<T> {
    refuse(
        "grade-out-of-range",
        format!(
            "\"{}\" er ikke en af ingen, let, moderat, højt{more}; regnes som ikke oplyst",
            cell.shown()
        ),
        "Skriv en af disse, eller et tal fra 0 (ingen) til 3 (højt)",
    )
}

fn attained_of(cell: &Cell<'_>) -> Option<Attained> {
    match cell {
        Cell::Number(number) => {
            let is_same = |a: &Attained| f64::from(*a as u8).total_cmp(number).is_eq();
            Attained::ALL.into_iter().find(is_same)
        }
        Cell::Text(text) => {
            let word = folded_word(text);
            match word.strip_suffix("specialiseret").unwrap_or(&word) {
                "ingen" | "underlet" | "0" => Some(Attained::None),
                "let" | "1" => Some(Attained::Light),
                "moderat" | "2" => Some(Attained::Moderate),
                "højt" | "høj" | "3" => Some(Attained::High),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The inspector's judgement of the quality.
pub(super) fn quality(cell: &Cell<'_>) -> Read<QualityJudgement> {
    let Some(cell) = reported(cell)? else { return Ok(None) };
    let judgement = match cell {
        Cell::Bool(true) => Some(QualityJudgement::Sufficient),
        Cell::Bool(false) => Some(QualityJudgement::Insufficient),
        Cell::Text(text) => match &*folded_word(text) {
            "ja" | "opfyldt" | "tilstede" => Some(QualityJudgement::Sufficient),
            "nej" | "ikkeopfyldt" | "ikketilstede" => Some(QualityJudgement::Insufficient),
            _ => None,
        },
        _ => None,
    };
    judgement.map(Some).map_or_else(
        || {
            refuse(
                "not-a-quality-judgement",
                format!("\"{}\" er hverken ja eller nej; regnes som ikke oplyst", cell.shown()),
                "Skriv ja (fornøden kvalitet er til stede) eller nej",
            )
        },
        Ok,
    )
}

/// Folded for comparing with a closed list; a sign such as the minus of "-1" is kept. Most cells
/// hold the words just as we write them, and those need no folding.
fn folded_word(text: &str) -> Cow<'_, str> {
    let is_folded = matches!(text, "ja" | "nej" | "let" | "moderat" | "højt" | "ingen");
    if is_folded || text.contains(|c: char| c.is_ascii_digit()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(fold_name(text))
    }
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

    #[test]
    fn ids_stay_text_and_those_a_spreadsheet_shortened_are_refused() {
        for text in ["0751", "T-1", "1E5", "12 34"] {
            assert_eq!(id(&cell(text)), Ok(Some(text.into())));
        }
        assert_eq!(id(&cell("1,23457E+09")).unwrap_err().code, "id-mangled");
        assert_eq!(id(&cell("9E+05")).unwrap_err().code, "id-mangled");
        assert_eq!(id(&Cell::Number(751.0)), Ok(Some("751".into())));
    }

    #[test]
    fn error_values_that_became_text() {
        for text in ["#REF!", "#DIVISION/0!", "#I/T", "#N/A", "#NAVN?", "####"] {
            assert_eq!(count(&cell(text)).unwrap_err().code, "error-cell", "{text}");
        }
        assert_eq!(count(&cell("#1")).unwrap_err().code, "not-a-number");
        assert!(super::text(&cell("#1")).unwrap().is_some());
    }

    #[test]
    fn not_reported_is_no_finding() {
        for text in [
            "",
            "  ",
            "..",
            ".",
            "-",
            "–",
            "Ikke oplyst",
            "IKKE OPLYST",
            "Uoplyst",
            "Ej oplyst",
            "n/a",
            "Ikke\u{a0}oplyst",
        ] {
            assert_eq!(count(&cell(text)), Ok(None), "{text}");
            assert_eq!(grade(&cell(text)), Ok(None), "{text}");
        }
    }

    #[test]
    fn dates_in_every_spelling() {
        let wanted = NaiveDate::from_ymd_opt(2021, 3, 4);
        for text in [
            "2021-03-04",
            "04-03-2021",
            "4.3.2021",
            "4/3 2021",
            "4. 3. 2021",
            "4/3-2021",
            "2021-03-04T00:00:00",
            "04-03-2021 12:30",
        ] {
            assert_eq!(date(&cell(text)), Ok(wanted), "{text}");
        }
        assert_eq!(date(&Cell::Number(44_259.0)), Ok(wanted));
        for text in ["4.3.21", "31-02-2021", "marts 2021", "2021", "0004-03-2021", "13/13 2021"] {
            assert_eq!(date(&cell(text)).unwrap_err().code, "not-a-date", "{text}");
        }
        assert_eq!(date(&Cell::Number(8.0)).unwrap_err().code, "not-a-date");
        assert_eq!(date(&cell("04-03-1021")).unwrap_err().code, "date-out-of-range");
    }

    #[test]
    fn grades_by_word_and_number() {
        for (text, wanted) in [
            ("ingen", Grade::None),
            ("LET", Grade::Light),
            ("let specialiseret", Grade::Light),
            ("Moderat", Grade::Moderate),
            ("Højt specialiseret", Grade::High),
            ("3", Grade::High),
            ("Ikke relevant", Grade::NotRelevant),
            ("ikke_relevant", Grade::NotRelevant),
        ] {
            assert_eq!(grade(&cell(text)), Ok(Some(wanted)), "{text}");
        }
        assert_eq!(grade(&Cell::Number(0.0)), Ok(Some(Grade::None)));
        for text in ["4", "-1", "meget højt", "let/moderat", "1,5"] {
            assert_eq!(grade(&cell(text)).unwrap_err().code, "grade-out-of-range", "{text}");
        }
        assert_eq!(grade(&Cell::Number(1.5)).unwrap_err().code, "grade-out-of-range");
        assert_eq!(overall(&cell("under let")), Ok(Some(Attained::None)));
        assert_eq!(overall(&cell("ikke relevant")).unwrap_err().code, "grade-out-of-range");
    }

    #[test]
    fn answers() {
        assert_eq!(answer(&cell("Ja"), false), Ok(Some(Answer::Yes)));
        assert_eq!(answer(&Cell::Bool(false), false), Ok(Some(Answer::No)));
        assert_eq!(answer(&cell("ikke relevant"), true), Ok(Some(Answer::NotRelevant)));
        assert_eq!(
            answer(&cell("ikke relevant"), false).unwrap_err().code,
            "not-relevant-not-allowed"
        );
        assert_eq!(answer(&cell("delvist"), true).unwrap_err().code, "not-an-answer");
        assert_eq!(answer(&Cell::Error("#REF!".into()), true).unwrap_err().code, "error-cell");
    }
}
