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

impl Value<'_> {
    /// Reads a cell of a CSV file as `holds` says: ISO days, `true` or `false`, plain digits.
    /// Nothing for an empty one.
    ///
    /// # Errors
    /// It is something else.
    pub fn read(text: &str, holds: Holds) -> Result<Option<Value<'_>>, Mismatch> {
        if text.is_empty() {
            return Ok(None);
        }
        Ok(Some(match holds {
            Holds::Text => Value::Text(text),
            Holds::Int => {
                let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
                let number = text.parse().ok().filter(|_| is_plain);
                Value::Int(number.ok_or(Mismatch("et helt tal på 0 eller mere"))?)
            }
            Holds::Flag if text.eq_ignore_ascii_case("true") => Value::Flag(true),
            Holds::Flag if text.eq_ignore_ascii_case("false") => Value::Flag(false),
            Holds::Flag => return Err(Mismatch("true eller false")),
            Holds::Date => {
                let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
                let day = day.filter(|_| text.len() == "2026-12-31".len());
                Value::Date(day.ok_or(Mismatch("en dag som 2026-12-31"))?)
            }
        }))
    }
}
