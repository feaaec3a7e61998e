//! Which fields did no column turn out to be, and can one do without them?

use crate::ingest::draft::guess::Guesses;
use crate::ingest::draft::help::DraftHelp;

/// A field that every layout of its kind must name, and that no column is.
pub(crate) struct Missing {
    pub(crate) field: &'static str,
    /// The rows say it in another way.
    pub(crate) can_do_without: bool,
    /// What becomes of the rows without it, or what says it instead.
    pub(crate) why: &'static str,
}

/// The fields that a layout must name and that were not found.
pub(crate) fn missing(guesses: &Guesses) -> Vec<Missing> {
    let has = |field: &str| guesses.of(field).is_some();
    let names_somebody =
        has("afdelingsid") || has("p-nummer") || has("cvr") && has("tilbudsnavn") && has("kommune");
    let fields = guesses.role.indispensable().iter().filter(|field| !has(field));
    fields
        .map(|field| {
            let (can_do_without, why) = match *field {
                "aar" => (
                    false,
                    "kan ikke undværes: tilføj en kolonne i filen med indberetningens år i hver række",
                ),
                "betalingskommune" | "borgere" => {
                    (false, "kan ikke undværes: en række siger, hvem der betaler for hvor mange")
                }
                "tilbudsid" if !guesses.role.is_providers() && names_somebody => {
                    (true, "kan undværes: tilbuddet findes af de andre numre og navne i rækken")
                }
                "tilbudsid" if !guesses.role.is_providers() => (
                    false,
                    "kan ikke undværes: der er heller intet afdelingsid eller P-nummer, og ikke både \
                     CVR-nummer, navn og kommune",
                ),
                "tilbudsid" => (false, "kan ikke undværes: uden det bruges ingen rækker"),
                "maalgrupper" => (
                    false,
                    "uden dem tælles leverandøren ikke under nogen målgruppe; kan de undværes, så \
                     skriv \"maalgrupper\" i optional",
                ),
                "maalgruppe" => (false, "kan ikke undværes: en vurdering er af en målgruppe"),
                "tilsyn" => (
                    false,
                    "kan ikke undværes: tilføj en kolonne i filen med tilsynets navn i hver række",
                ),
                _ => (
                    false,
                    "kan ikke undværes: tilføj en kolonne i filen med vurderingens dato i hver række",
                ),
            };
            Missing { field, can_do_without, why }
        })
        .collect()
}

/// Other fields that the layouts of this kind ask for, and that were not found: they count as *ikke
/// oplyst*.
pub(crate) fn not_found(guesses: &Guesses, help: &DraftHelp<'_>) -> Vec<&'static str> {
    let sheets = help.layouts.iter().flat_map(|layout| &layout.sheets);
    let of_role: Vec<_> = sheets.filter(|sheet| sheet.role == guesses.role).collect();
    let is_asked_for = |field: &&&'static str| {
        let mut columns = of_role.iter().flat_map(|sheet| &sheet.columns);
        columns.any(|column| column.field == **field && column.is_required)
    };
    let is_found = |field: &str| {
        guesses.of(field).is_some()
            // Either says where a tilbud lies.
            || field == "kommunekode" && guesses.of("kommune").is_some()
            || guesses.role.indispensable().contains(&field)
    };
    let fields = guesses.role.fields().iter().filter(is_asked_for);
    fields.copied().filter(|field| !is_found(field)).collect()
}

/// What stands in the place of a header that is not there.
pub(crate) fn placeholder(missing: &Missing) -> String {
    if missing.can_do_without {
        format!("{} (findes ikke i filen)", missing.field)
    } else {
        format!("SKRIV OVERSKRIFTEN FOR {}", missing.field)
    }
}
