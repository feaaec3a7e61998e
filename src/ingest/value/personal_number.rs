//! Does a text hold what looks like a person's number, whatever clothes it wears?
//!
//! What looks like a CPR-nummer: a day, and a serial number of four digits of the century that its
//! first digit stands for. Between the two stands nothing, a blank, a dash of any kind, a low line,
//! or what can't be seen (a soft hyphen, a joiner); the year may have four digits, and points,
//! strokes, dashes or blanks may part day, month and year. Digits of any script count, and the
//! number may stand within a text, but not within a longer number. The check digit is not asked
//! for: numbers given since 2007 need not pass it. An *erstatnings-CPR* has 60 added to its day.
//!
//! What is a date and a time, a date and a postal code, or a phone number is none: behind a date
//! with points or strokes there must be a dash, four digits of the year must be of the serial
//! number's century, and a row of pairs of digits goes on with a pair.
//!
//! A cell that is a number has lost its leading zero: nine digits count as ten, also where a text
//! has nine digits alone.

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;

use crate::ingest::value::signs::class;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Clothes {
    /// Ten digits (or twelve) and nothing between them: a P-nummer can look so.
    Bare,
    /// As nothing but a CPR-nummer is written.
    Written,
}

/// The clothes of the CPR-nummer that a text looks as if it holds; of several, the plainest.
pub(crate) fn number_in(text: &str) -> Option<Clothes> {
    let bytes = text.as_bytes();
    if bytes.len() == 9 && bytes.iter().all(u8::is_ascii_digit) {
        return is_number(format!("0{text}").as_bytes(), None).then_some(Clothes::Bare);
    }
    if !may_hold(bytes) {
        return None;
    }
    let plain = Plain::of(text);
    let found = plain.find(0).map(|(clothes, _)| clothes);
    let whole = || {
        let is_nine = plain.classes.len() == 9 && plain.classes.iter().all(u8::is_ascii_digit);
        let has_lost_zero = is_nine && is_number(&[b"0", &*plain.classes].concat(), None);
        has_lost_zero || spelled_number(text).is_some_and(number_looks_so)
    };
    found.or_else(|| whole().then_some(Clothes::Bare))
}

/// Whether a number of a workbook is one, whose leading zero may be lost.
pub(crate) fn number_looks_so(number: f64) -> bool {
    number.fract() == 0.0
        && (1e8..1e10).contains(&number)
        && is_number(format!("{number:010.0}").as_bytes(), None)
}

/// The text with `[CPR-nummer]` in the place of every number that is written as one.
pub fn without_personal_numbers(text: &str) -> Cow<'_, str> {
    if !may_hold(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let plain = Plain::of(text);
    let (mut kept, mut from, mut at) = (String::new(), 0, 0);
    while let Some((clothes, span)) = plain.find(at) {
        at = span.end;
        if clothes == Clothes::Written {
            let (start, end) = (plain.starts[span.start], plain.starts[span.end]);
            kept.push_str(&text[from..start]);
            kept.push_str("[CPR-nummer]");
            from = end;
        }
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(&text[from..]);
    Cow::Owned(kept)
}

/// Whether a text has ten digits and four of them in a row, or letters among which digits of other
/// scripts may be. Most texts are shorter, and of the others nearly none has: looking at all bytes,
/// many at a time, is faster than looking for runs.
fn may_hold(bytes: &[u8]) -> bool {
    /// As many as a byte counts.
    const FEW: usize = 255;
    if bytes.len() < 10 {
        return false;
    }
    let n_digits = || bytes.iter().map(|byte| u8::from(byte.is_ascii_digit())).sum::<u8>();
    let has_digits = bytes.len() > FEW || n_digits() >= 10;
    has_digits && has_run(bytes) || bytes.iter().fold(false, |any, byte| any | is_far(*byte))
}

/// Whether it is the first byte of a letter of the blocks that hold digits; æ, ø and å, dashes and
/// quotes begin otherwise.
fn is_far(byte: u8) -> bool {
    byte >= 0xD9 && byte != 0xE2
}

/// Whether four digits stand in a row, or with what may not be seen among them.
fn has_run(bytes: &[u8]) -> bool {
    let mut run = 0;
    bytes.iter().any(|byte| {
        run = match byte {
            b'0'..=b'9' => run + 1,
            0x80.. => run,
            _ => 0,
        };
        run == 4
    })
}

/// A text that is a number with decimals or an exponent: `1,02031234E+08`.
fn spelled_number(text: &str) -> Option<f64> {
    let is_plain = |byte: u8| byte.is_ascii_digit() || b".,eE+".contains(&byte);
    let is_spelled = text.len() <= 24
        && text.bytes().all(is_plain)
        && !text.bytes().all(|byte| byte.is_ascii_digit());
    is_spelled.then(|| text.replace(',', ".").parse().ok()).flatten()
}

/// A text as its kinds of characters: digits as they are, `-` any dash, ` ` any blank, `~` what
/// can't be seen, `x` all else.
struct Plain {
    classes: Vec<u8>,
    /// Where each of them begins in the text, and the text's end.
    starts: Vec<usize>,
    /// Something that can't be seen stood between two digits, and was left out.
    has_hidden: bool,
}

impl Plain {
    fn of(text: &str) -> Self {
        let (mut classes, mut starts) = (Vec::new(), Vec::new());
        let mut has_hidden = false;
        for (start, c) in text.char_indices() {
            let class = class(c);
            if class.is_ascii_digit() && classes.last() == Some(&b'~') {
                let seen = classes.iter().rposition(|class| *class != b'~').map_or(0, |at| at + 1);
                if classes[..seen].last().is_some_and(u8::is_ascii_digit) {
                    classes.truncate(seen);
                    starts.truncate(seen);
                    has_hidden = true;
                }
            }
            classes.push(class);
            starts.push(start);
        }
        starts.push(text.len());
        Self { classes, starts, has_hidden }
    }

    /// The first number from a place on, and the characters that it takes; of a text one that is
    /// written as nothing else is, if there is one.
    fn find(&self, from: usize) -> Option<(Clothes, Range<usize>)> {
        let mut bare = None;
        let mut at = from;
        while at < self.classes.len() {
            let run = digits(&self.classes[at..]);
            if run == 0 {
                at += 1;
                continue;
            }
            match self.number_at(at, run) {
                Some((Clothes::Written, len)) => return Some((Clothes::Written, at..at + len)),
                Some((Clothes::Bare, len)) if bare.is_none() => {
                    bare = Some((Clothes::Bare, at..at + len));
                }
                _ => {}
            }
            at += run;
        }
        bare
    }

    /// The number that begins with a run of digits, and its length.
    fn number_at(&self, at: usize, run: usize) -> Option<(Clothes, usize)> {
        let rest = &self.classes[at..];
        let bare = if self.has_hidden { Clothes::Written } else { Clothes::Bare };
        match run {
            10 => is_number(&rest[..10], None).then_some((bare, 10)),
            12 => is_long(&rest[..8], &rest[8..12]).then_some((bare, 12)),
            6 | 8 => {
                let joint = joint(&rest[run..], b" -_~", 4)?;
                let serial = serial(&rest[run + joint..])?;
                let day = &rest[..run];
                let is_one = if run == 8 {
                    is_long(day, serial)
                } else {
                    is_number(&[day, serial].concat(), None)
                };
                is_one.then_some((Clothes::Written, run + joint + 4))
            }
            2 => self.parted(at).map(|len| (Clothes::Written, len)),
            _ => None,
        }
    }

    /// Day, month and year parted from each other, and the number behind them: its length.
    fn parted(&self, at: usize) -> Option<usize> {
        const PARTS: &[u8] = b" ./-_~";
        let rest = &self.classes[at..];
        let first = joint(&rest[2..], PARTS, 3)?;
        let month = 2 + first;
        if digits(&rest[month..]) != 2 {
            return None;
        }
        let second = joint(&rest[month + 2..], PARTS, 3)?;
        let year = month + 2 + second;
        let n_year = digits(&rest[year..]);
        if n_year != 2 && n_year != 4 {
            return None;
        }
        let end = year + n_year;
        let last = joint(&rest[end..], b" -_~", 4)?;
        let is_blank = |part: &[u8]| part.iter().all(|class| *class == b' ');
        let by_blanks = is_blank(&rest[2..month]) && is_blank(&rest[month + 2..year]);
        // "01.03.2021 0830" and "01.03.21 8000 Aarhus".
        if !by_blanks && is_blank(&rest[end..end + last]) {
            return None;
        }
        // "33 01 02 03 1234": a phone number.
        if by_blanks
            && let [.., a, b, b' '] = &self.classes[..at]
            && a.is_ascii_digit()
            && b.is_ascii_digit()
        {
            return None;
        }
        let serial = serial(&rest[end + last..])?;
        let day = [&rest[..2], &rest[month..month + 2], &rest[year..end]].concat();
        let is_one = if n_year == 4 {
            is_long(&day, serial)
        } else {
            is_number(&[&day, serial].concat(), None)
        };
        is_one.then_some(end + last + 4)
    }
}

fn digits(classes: &[u8]) -> usize {
    classes.iter().take_while(|class| class.is_ascii_digit()).count()
}

/// How many characters part what stands before from what comes: at least one, at most `most`.
fn joint(classes: &[u8], of: &[u8], most: usize) -> Option<usize> {
    let len = classes.iter().take_while(|class| of.contains(class)).count();
    (1..=most).contains(&len).then_some(len)
}

/// Four digits, and no more.
fn serial(classes: &[u8]) -> Option<&[u8]> {
    (digits(classes) == 4).then(|| &classes[..4])
}

/// Whether a day with its whole year, and a serial number, are a CPR-nummer.
fn is_long(day: &[u8], serial: &[u8]) -> bool {
    let year = day[4..].iter().fold(0, |year, digit| year * 10 + i32::from(digit - b'0'));
    is_number(&[&day[..4], &day[6..], serial].concat(), Some(year))
}

/// Whether ten digits are a day and a serial number of its century; `year` is the one that it must
/// be of.
fn is_number(digits: &[u8], year: Option<i32>) -> bool {
    /// Added to the day of a number that stands in for another.
    const IN_PLACE: u32 = 60;
    let Ok(digits) = <[u8; 10]>::try_from(digits) else { return false };
    let two = |at: usize| u32::from(digits[at] - b'0') * 10 + u32::from(digits[at + 1] - b'0');
    let of_century = two(4);
    // The seventh digit tells the century (CPR-kontoret, "Personnummeret i CPR").
    let century = match (digits[6], of_century) {
        (b'0'..=b'3', _) | (b'4' | b'9', 37..) => 1900,
        (b'5'..=b'8', 58..) => 1800,
        _ => 2000,
    };
    let born = i32::try_from(century + of_century).unwrap_or(0);
    let day = if two(0) > IN_PLACE { two(0) - IN_PLACE } else { two(0) };
    year.is_none_or(|year| year == born) && NaiveDate::from_ymd_opt(born, two(2), day).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Clothes, number_in, without_personal_numbers};

    #[test]
    fn what_looks_like_a_persons_number_and_what_does_not() {
        use Clothes::{Bare, Written};
        let table: &[(&str, Option<Clothes>)] = &[
            // Bare, as a P-nummer is too.
            ("0102031234", Some(Bare)),
            ("cpr:0102031234;", Some(Bare)),
            ("010219031234", Some(Bare)),
            // Nine digits alone: the leading zero was lost; a spreadsheet may have shortened it.
            ("102031234", Some(Bare)),
            ("102031234,00", Some(Bare)),
            ("1,02031234E+08", Some(Bare)),
            // Dashes of all kinds.
            ("010203-1234", Some(Written)),
            ("borgeren 010203-1234 flyttede", Some(Written)),
            ("(010203–1234)", Some(Written)),
            ("010203—1234", Some(Written)),
            ("010203―1234", Some(Written)),
            ("010203−1234", Some(Written)),
            ("010203‐1234", Some(Written)),
            ("010203‑1234", Some(Written)),
            ("010203－1234", Some(Written)),
            ("010203﹣1234", Some(Written)),
            ("010203 - 1234.", Some(Written)),
            ("010203_1234", Some(Written)),
            ("æøå 311299-4000", Some(Written)),
            // Blanks, and what can't be seen.
            ("010203 1234", Some(Written)),
            ("010203\u{a0}1234", Some(Written)),
            ("010203\u{2009}1234", Some(Written)),
            ("010203\u{ad}1234", Some(Written)),
            ("010203\u{200b}1234", Some(Written)),
            ("010203\u{2060}-\u{2060}1234", Some(Written)),
            ("01\u{200d}0203-1234", Some(Written)),
            ("0102031\u{200e}234", Some(Written)),
            // Digits of other scripts.
            ("０１０２０３－１２３４", Some(Written)),
            ("０１０２０３１２３４", Some(Bare)),
            ("٠١٠٢٠٣-١٢٣٤", Some(Written)),
            ("𝟎𝟏𝟎𝟐𝟎𝟑-𝟏𝟐𝟑𝟒", Some(Written)),
            // The year with four digits, and parts.
            ("01011990-1234", Some(Written)),
            ("01011990 1234", Some(Written)),
            ("01.01.90-1234", Some(Written)),
            ("01/01/90-1234", Some(Written)),
            ("01-01-90-1234", Some(Written)),
            ("01 01 90 1234", Some(Written)),
            ("01 01 1990 1234", Some(Written)),
            ("01. 01. 90 - 1234", Some(Written)),
            ("01.01.1990-1234", Some(Written)),
            // Numbers that stand in for others: day + 60.
            ("610203-1234", Some(Written)),
            ("9112991234", Some(Bare)),
            ("71.01.90-1234", Some(Written)),
            // The 29 February of 2000 and of 2004 were; that of 1900 was not.
            ("290200-4000", Some(Written)),
            ("290204-5000", Some(Written)),
            ("290200-1000", None),
            // No days.
            ("310299-1234", None),
            ("001203-1234", None),
            ("600203-1234", None),
            ("920203-1234", None),
            ("321203-1234", None),
            ("4512345678", None),
            // Parts of longer numbers.
            ("00102031234", None),
            ("010203-12345", None),
            ("9010203-1234", None),
            ("nr. 102031234", None),
            // Dates, with times and places behind them.
            ("01-02-2003", None),
            ("010203", None),
            ("01-02-2003 12:34", None),
            ("01.03.2021 0830", None),
            ("01.03.21 0830", None),
            ("01032021-0830", None),
            ("2021-03-04 1234", None),
            ("2021-03-04T12:34:56", None),
            ("20210304-1234", None),
            ("01.03.21 8000 Aarhus", None),
            ("01.01.2020-31.12.2020", None),
            ("01/01/2020-2021", None),
            ("04-03-2021 | 900001", None),
            // Phone numbers.
            ("33 01 02 03 1234", None),
            ("12 34 56 78", None),
            ("+45 12 34 56 78", None),
            ("tlf. 61020312", None),
            ("004561020312", None),
            ("4561020312", None),
            // A CVR-nummer, an EAN-nummer, a code of the classification of cases, a sum.
            ("12345678", None),
            ("5798000123456", None),
            ("27.03.01-G01-1-21", None),
            ("1.234.567,89", None),
            ("", None),
        ];
        let wrong: Vec<_> =
            table.iter().filter(|(text, expected)| number_in(text) != *expected).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn numbers_are_taken_out_of_a_text() {
        let kept = without_personal_numbers("a/010203-1234.csv, 900001 og ０１０２０３ １２３４!");
        assert_eq!(kept, "a/[CPR-nummer].csv, 900001 og [CPR-nummer]!");
        for text in ["P-nummer 0102031234", "", "04-03-2021", "æøå 123"] {
            assert_eq!(without_personal_numbers(text), text);
        }
    }
}
