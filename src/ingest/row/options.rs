//! What are rows read with?

use chrono::NaiveDate;

use crate::register::Registers;

/// What all rows are read with.
#[derive(Clone, Copy)]
pub(crate) struct RowOptions<'r> {
    pub(crate) registers: &'r Registers,
    /// The day of the run: what is dated after it is a slip.
    pub(crate) as_of: Option<NaiveDate>,
    /// The one provider whose inspectors' grounds are kept.
    pub(crate) grounds_for: Option<&'r str>,
}
