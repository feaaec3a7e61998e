//! What is a sheet called, and what is said of one that breaks off?

use crate::ingest::cell::told::Told;
use crate::ingest::scan::code::ScanCode;
use crate::ingest::scan::notes::{LostPart, Notes};
use crate::ingest::value::personal::{hidden_name, name_looks_like_cpr};
use crate::ingest::workbook::book::Workbook;
use crate::ingest::workbook::error::{BookError, GOES_ON};
use crate::plain_text::escaped;

/// A sheet that could not be read to its end.
pub(crate) fn tell_broken(notes: &mut Notes, error: &BookError) {
    let why = match error {
        BookError::Broken(why) => why,
        BookError::GoesOn => GOES_ON,
        BookError::Lies(why) => why.as_str(),
        BookError::Password => "adgangskode",
        BookError::Exceeded { exceeded, .. } => &exceeded.message,
    };
    notes.add(
        notes.here(),
        Told::error(
            ScanCode::SheetBroken.slug(),
            format!("arket kan ikke læses til ende: {why}; rækkerne før bruddet er med"),
            "Åbn projektmappen i regnearket, og gem den igen; eller hent den igen",
        ),
    );
    notes.lose(LostPart::Rest);
}

/// A sheet's name as it is told and kept.
pub(crate) fn shown(name: &str, workbook: &Workbook) -> String {
    if name_looks_like_cpr(name) {
        let place = workbook.sheets().iter().position(|sheet| sheet.name == name);
        return hidden_name("ark", place.map_or(0, |place| place + 1));
    }
    escaped(name).into_owned()
}
