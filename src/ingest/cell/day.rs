//! What day does a cell hold?

use chrono::{Days, NaiveDate};

/// The date of a serial number in the 1900 system, in which day 60 is the 29 February 1900 that
/// never was: counted from 30 December 1899 for every day after it.
pub(crate) fn date_of_serial(serial: f64) -> Option<NaiveDate> {
    if !(61.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let days = serial.floor() as u64;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

/// Days between the two systems that workbooks count dates in.
const FROM_1904: f64 = 1462.0;

/// The day of a serial number in one of the two systems.
pub(crate) fn day(serial: f64, is_1904: bool) -> Option<chrono::NaiveDate> {
    date_of_serial(if is_1904 { serial + FROM_1904 } else { serial })
}
