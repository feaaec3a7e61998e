//! Does the postal code fit the municipality? A postal code never decides where a department lies,
//! as many cross a boundary, but it tells when the address of somebody else may stand in the row.

use crate::finding::Severity;
use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::provider as slot;
use crate::ingest::row::code::RowCode;
use crate::ingest::scan::notes::Notes;
use crate::ingest::value;
use crate::model::MunicipalityCode;
use crate::register::Registers;

/// Tells when the postal code of a row lies in other municipalities than the one that is read, or
/// could help where none is.
pub(crate) fn check_postal_code(
    row: u32,
    cells: &[Cell<'_>],
    municipality: Option<MunicipalityCode>,
    registers: &Registers,
    notes: &mut Notes,
) {
    let Some(written) = notes.keep(row, slot::POSTAL_CODE, value::id(&cells[slot::POSTAL_CODE]))
    else {
        return;
    };
    // "8000 Aarhus C" is as good as "8000".
    let digits = written.split_whitespace().next().unwrap_or_default();
    let called = |code| {
        registers.municipalities.get(code).map_or_else(|| code.to_string(), |m| m.name.to_string())
    };
    let code = digits.parse().ok().filter(|_| digits.len() == 4);
    let possible: Vec<MunicipalityCode> =
        code.into_iter().flat_map(|code| registers.postal_codes.municipalities(code)).collect();
    let named: Vec<String> = possible.iter().take(4).map(|code| called(*code)).collect();
    let mut tell = |severity, code, message, action: &str| {
        notes.add(notes.cell(row, slot::POSTAL_CODE), Told::new(severity, code, message, action));
    };
    match (municipality, possible.is_empty()) {
        (_, true) => tell(
            Severity::Note,
            RowCode::UnknownPostalCode.slug(),
            format!("postnummeret \"{written}\" findes ikke i input/registers/postal_codes.csv"),
            "Ingenting; det bruges kun til at se efter, om kommunen kan passe",
        ),
        (None, false) => tell(
            Severity::Warning,
            RowCode::MunicipalityByPostalCode.slug(),
            format!(
                "kommunen er ikke oplyst; postnummeret {digits} ligger i {}, men bruges ikke, da \
                 et postnummer kan ligge i flere kommuner",
                named.join(", ")
            ),
            "Skriv kommunekoden",
        ),
        (Some(read), false) if !possible.contains(&read) => tell(
            Severity::Warning,
            RowCode::PostalCodeContradiction.slug(),
            format!(
                "postnummeret {digits} ligger i {}, ikke i {}; kommunen bruges. Det kan være \
                 driftsherrens adresse, der står her",
                named.join(", "),
                called(read)
            ),
            "Ret postnummeret eller kommunen til afdelingens egen",
        ),
        (Some(_), false) => {}
    }
}
