//! What stands in a cell of the flat table, and what may stand there?

use chrono::NaiveDate;

use super::Holds;

/// A cell that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Words, codes.
    Text(&'a str),
    /// A whole number.
    Int(u64),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Date(NaiveDate),
}

/// Why a cell is none that its column may have: what was expected, in Danish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mismatch(pub &'static str);

impl<'a> Value<'a> {
    /// Reads a cell of a CSV file that is not empty as `holds` says: UTF-8, ISO days, `true` or
    /// `false`, plain digits.
    ///
    /// # Errors
    /// It is something else.
    #[inline]
    pub fn read(cell: &'a [u8], holds: Holds) -> Result<Self, Mismatch> {
        Ok(match holds {
            Holds::Int => Value::Int(whole(cell).ok_or(Mismatch("et helt tal på 0 eller mere"))?),
            Holds::Flag if cell.eq_ignore_ascii_case(b"true") => Value::Flag(true),
            Holds::Flag if cell.eq_ignore_ascii_case(b"false") => Value::Flag(false),
            Holds::Flag => return Err(Mismatch("true eller false")),
            Holds::Date => Value::Date(day(cell).ok_or(Mismatch("en dag som 2026-12-31"))?),
            Holds::Text => {
                let text = std::str::from_utf8(cell);
                Value::Text(text.map_err(|_| Mismatch("tekst i UTF-8"))?)
            }
        })
    }
}

/// Plain digits as a number.
#[inline]
fn whole(digits: &[u8]) -> Option<u64> {
    /// So many can't be too large.
    const SHORT: usize = 19;
    let (mut number, mut is_plain) = (0u64, true);
    if digits.len() <= SHORT {
        for digit in digits {
            is_plain &= digit.is_ascii_digit();
            number = number.wrapping_mul(10).wrapping_add(digit.wrapping_sub(b'0').into());
        }
        return (is_plain && !digits.is_empty()).then_some(number);
    }
    std::str::from_utf8(digits).ok()?.parse().ok().filter(|_| digits[0].is_ascii_digit())
}

/// A day as ISO 8601 writes it.
fn day(text: &[u8]) -> Option<NaiveDate> {
    let [y @ .., b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let number = |digits| whole(digits).and_then(|number| u32::try_from(number).ok());
    let year = number(y).filter(|_| y.len() == 4)?.cast_signed();
    NaiveDate::from_ymd_opt(year, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
}
