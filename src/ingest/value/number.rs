//! What number does a cell hold, as Danes write numbers?

use crate::ingest::cell::Cell;
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::number_text::{NotNumber, NumberKind, parse_number};
use crate::ingest::value::read::{Read, refuse, reported};
use crate::model::MOST_PERCENT;

/// A number of a field.
pub(crate) fn number(cell: &Cell<'_>, kind: NumberKind) -> Read<f64> {
    let Some(cell) = reported(cell)? else { return Ok(None) };
    let (number, has_percent_sign) = match cell {
        Cell::Number(number) => (*number, false),
        Cell::Percent(percent) => (*percent, true),
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
        NumberKind::Occupancy if !(0.0..=f64::from(MOST_PERCENT)).contains(&number) => {
            out_of_range(OCCUPANCY, "Ret tallet; er afdelingen lukket, så skriv 0")
        }
        NumberKind::Percent | NumberKind::Occupancy
            if !has_percent_sign && may_be_share_of(kind, number) =>
        {
            let as_share = (100.0 * number).to_string().replace('.', ",");
            let shown = cell.shown();
            refuse(
                ValueCode::DoubtfulPercent.slug(),
                format!(
                    "tallet {shown} kan være {shown} % eller {as_share} %; regnes som ikke oplyst"
                ),
                WRITE_PERCENT,
            )
        }
        NumberKind::Rate | NumberKind::Change if has_percent_sign => {
            out_of_range("et tal, men en procent", "Skriv tallet")
        }
        NumberKind::Rate if !RATES.contains(&number) => {
            out_of_range(RATE, "Skriv taksten pr. døgn eller dag i kroner; ikke pr. måned eller år")
        }
        NumberKind::Change if number.fract() != 0.0 || number.abs() > 1e4 => {
            out_of_range("et helt antal pladser", "Skriv, hvor mange pladser flere eller færre (-)")
        }
        // -0,0 is zero.
        _ => Ok(Some(number + 0.0)),
    }
}

/// Kroner a day between which a *takst* is believed (Reading R86): a slip of a digit, or a price of
/// a month or an hour, lies outside.
const RATES: std::ops::RangeInclusive<f64> = 50.0..=50_000.0;

const RATE: &str = "en takst pr. dag fra 50 til 50.000 kr.";
const OCCUPANCY: &str = "en belægning fra 0 til 120 pct.";

/// A *takst* in øre, with or without `kr.` around it.
pub(crate) fn rate(cell: &Cell<'_>) -> Read<u32> {
    let bare = match cell {
        Cell::Text(text) => {
            let lower = text.trim().to_lowercase();
            let words = ["kr./døgn", "kr. pr. døgn", "kroner", "kr.", "kr", "dkk", ",-"];
            let bare = words.iter().find_map(|word| lower.strip_suffix(word)).unwrap_or(&lower);
            let bare = words.iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
            (bare.len() < lower.len()).then(|| Cell::Text(bare.trim().to_owned().into()))
        }
        _ => None,
    };
    let read = number(bare.as_ref().unwrap_or(cell), NumberKind::Rate)?;
    // Within the range above: it fits.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Ok(read.map(|kroner| (kroner * 100.0).round() as u32))
}

/// *Belægning* in hundredths of a percent.
pub(crate) fn occupancy(cell: &Cell<'_>) -> Read<u32> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Ok(number(cell, NumberKind::Occupancy)?.map(|percent| (percent * 100.0).round() as u32))
}

/// Places more, or fewer with a minus.
pub(crate) fn change(cell: &Cell<'_>) -> Read<i32> {
    #[allow(clippy::cast_possible_truncation)]
    Ok(number(cell, NumberKind::Change)?.map(|places| places as i32))
}

/// What to do with a number that may be a share.
pub(crate) const WRITE_PERCENT: &str =
    "Skriv procenttallet med procenttegn, f.eks. 50 %; et regneark giver selv cellen procentformat";

/// Whether a number is a percentage to a spreadsheet, and not to a person.
fn is_share(number: f64) -> bool {
    number > 0.0 && number <= 1.0
}

/// As [`is_share`]; a full or over-full department may be 1,1 as a share.
fn may_be_share_of(kind: NumberKind, number: f64) -> bool {
    match kind {
        NumberKind::Occupancy => number > 0.0 && number * 100.0 <= f64::from(MOST_PERCENT),
        _ => is_share(number),
    }
}

/// Whether a cell is refused as a percentage because it may be a share.
pub(crate) fn may_be_share(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Number(number) => is_share(*number),
        Cell::Text(text) => parse_number(text, NumberKind::Percent)
            .is_ok_and(|(number, has_percent_sign)| is_share(number) && !has_percent_sign),
        _ => false,
    }
}

fn not_a_number(shown: &str, refused: &NotNumber, kind: NumberKind) -> Read<f64> {
    let expected = match kind {
        NumberKind::Count | NumberKind::Change => "et helt tal",
        NumberKind::Percent | NumberKind::Occupancy => "et procenttal",
        NumberKind::Rate => "et beløb i kroner",
    };
    let doubt = |number: &String| format!("Skriv {number}, og sæt tvivlen i \"Bemærkning\"");
    match refused {
        NotNumber::Either(one, other) => refuse(
            ValueCode::AmbiguousNumber.slug(),
            format!("\"{shown}\" kan være {one} eller {other}; regnes som ikke oplyst"),
            match kind {
                NumberKind::Count | NumberKind::Change => "Skriv antallet uden tusindtegn",
                NumberKind::Percent | NumberKind::Occupancy => "Skriv procenttallet med komma",
                NumberKind::Rate => "Skriv beløbet uden tusindtegn og med komma",
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

/// Minutes that an assessment may take: an assessment of no time, or of more than three working
/// weeks, is a slip.
const MINUTES: std::ops::RangeInclusive<u32> = 1..=7_200;

/// *Tidsforbrug*: whole minutes.
pub(crate) fn minutes(cell: &Cell<'_>) -> Read<u32> {
    match count(cell)? {
        Some(minutes) if !MINUTES.contains(&minutes) => refuse(
            ValueCode::NumberOutOfRange.slug(),
            format!(
                "\"{}\" er ikke et tidsforbrug fra 1 til 7.200 minutter; regnes som ikke oplyst",
                cell.shown()
            ),
            "Skriv minutter, ikke timer eller dage; lad cellen være tom, når tiden ikke er målt",
        ),
        read => Ok(read),
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
        doubtful-percent: tallet 0,5 kan være 0,5 % eller 50 %; regnes som ikke oplyst. Skriv procenttallet med procenttegn, f.eks. 50 %; et regneark giver selv cellen procentformat.
        doubtful-percent: tallet 1 kan være 1 % eller 100 %; regnes som ikke oplyst. Skriv procenttallet med procenttegn, f.eks. 50 %; et regneark giver selv cellen procentformat.
        doubtful-percent: tallet ½ kan være ½ % eller 50 %; regnes som ikke oplyst. Skriv procenttallet med procenttegn, f.eks. 50 %; et regneark giver selv cellen procentformat.
        ambiguous-number: "12.500" kan være 12500 eller 12,500; regnes som ikke oplyst. Skriv procenttallet med komma.
        doubtful-percent: tallet 0.250 kan være 0.250 % eller 25 %; regnes som ikke oplyst. Skriv procenttallet med procenttegn, f.eks. 50 %; et regneark giver selv cellen procentformat.
        number-out-of-range: "-5" er ikke et procenttal fra 0 til 100; regnes som ikke oplyst. Skriv et tal fra 0 til 100.
        not-a-number: "5-10 %" er ikke et procenttal, men et spænd; regnes som ikke oplyst. Skriv et procenttal, eller lad cellen være tom.
        not-a-number: "60+" er ikke et procenttal, men en grænse; regnes som ikke oplyst. Skriv et procenttal, eller lad cellen være tom.
        "##);
    }
}
