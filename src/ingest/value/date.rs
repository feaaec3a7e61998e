//! What day does a cell hold?

use chrono::{Datelike, NaiveDate};

use crate::ingest::cell::Cell;
use crate::ingest::cell::day::date_of_serial;
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::read::{Read, refuse, reported};

/// Years in which a date of an assessment or an approval can lie; anything else is a slip.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// A date: of a workbook, as serial number, or written `2021-03-04`, `04-03-2021`, `4.3.2021`,
/// `4/3 2021`.
pub(crate) fn date(cell: &Cell<'_>) -> Read<NaiveDate> {
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
            ValueCode::DateOutOfRange.slug(),
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
            ValueCode::NotADate.slug(),
            format!("\"{}\" er ikke en dato", cell.shown()),
            "Skriv datoen som dag-måned-år med fire cifre i året, f.eks. 04-03-2021",
        ),
    }
}

/// A date written with slashes of which the first number may be the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlashDate {
    /// `03/05/2021`: either number may be.
    Either,
    /// `05/13/2021`: the first one is.
    MonthFirst,
}

/// What slashes leave open; nothing where the order is plain: `13/05/2021`, `05/05/2021`, and
/// `4/3 2021`, which nobody writes with the month first.
pub(crate) fn slash_date(cell: &Cell<'_>) -> Option<SlashDate> {
    let Cell::Text(text) = cell else { return None };
    let mut parts = text.trim().splitn(3, '/').map(str::trim);
    let (first, second, last) = (parts.next()?, parts.next()?, parts.next()?);
    let year = last.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?;
    let number = |text: &str| -> Option<u32> {
        let is_short = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| is_short)
    };
    let (first, second, year) = (number(first)?, number(second)?, year.parse().ok()?);
    let is_date = |month, day| NaiveDate::from_ymd_opt(year, month, day).is_some();
    match (is_date(second, first), is_date(first, second)) {
        (true, true) if first != second => Some(SlashDate::Either),
        (false, true) => Some(SlashDate::MonthFirst),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell<'_> {
        Cell::text(text)
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
    fn slashes_leave_open_which_number_is_the_month() {
        for (text, wanted) in [
            ("03/05/2021", Some(SlashDate::Either)),
            ("3/5/2021 12:30", Some(SlashDate::Either)),
            ("05/13/2021", Some(SlashDate::MonthFirst)),
            ("13/05/2021", None),
            ("05/05/2021", None),
            ("4/3 2021", None),
            ("03-05-2021", None),
            ("2021/03/05", None),
            ("31/02/2021", None),
        ] {
            assert_eq!(slash_date(&cell(text)), wanted, "{text}");
        }
    }
}
