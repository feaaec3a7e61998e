//! What does a row of `links.csv` say: which link did somebody confirm?

use crate::ingest::cell::Cell;
use crate::ingest::layout::fields::links as slot;
use crate::ingest::row::code::RowCode;
use crate::ingest::row::other_keys::OtherKeys;
use crate::ingest::scan::aside::Aside;
use crate::ingest::scan::notes::Notes;
use crate::ingest::value;
use crate::ingest::value::place;
use crate::model::{MunicipalityCode, RowRef, SheetId};
use crate::register::{Registers, fold_name};

/// One confirmed link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LinkRow {
    pub(crate) written_id: Box<str>,
    /// What is not written here may be anything.
    pub(crate) others: OtherKeys,
    pub(crate) provider: Box<str>,
    pub(crate) row: RowRef,
}

/// Reads one row of the file.
pub(crate) fn take(
    row: u32,
    cells: &[Cell<'_>],
    registers: &Registers,
    notes: &mut Notes,
) -> Option<LinkRow> {
    let id = |notes: &mut Notes, slot: usize| {
        notes.keep(row, slot, value::id(&cells[slot])).map(Box::<str>::from)
    };
    let name = notes.keep(row, slot::WRITTEN_NAME, value::text(&cells[slot::WRITTEN_NAME]));
    let place = id(notes, slot::WRITTEN_MUNICIPALITY);
    let municipality: Option<MunicipalityCode> =
        place.as_ref().and_then(|text| place::municipality(text, registers));
    let others = OtherKeys {
        department: id(notes, slot::WRITTEN_DEPARTMENT_ID),
        cvr: id(notes, slot::WRITTEN_CVR),
        p_number: id(notes, slot::WRITTEN_P_NUMBER),
        name: name.map(|name| fold_name(&name).into()),
        municipality,
    };
    let written_id = id(notes, slot::WRITTEN_ID).unwrap_or_default();
    let mut set_aside = |slot: usize, code: &'static str, reason: String| {
        notes.set_row_aside(row, Some(slot), Aside::new(code, &written_id, reason));
        None
    };
    if let (Some(place), None) = (&place, municipality) {
        let reason = format!("kommunen \"{place}\" findes ikke i registret; ret navnet");
        return set_aside(slot::WRITTEN_MUNICIPALITY, RowCode::UnknownMunicipality.slug(), reason);
    }
    if written_id.is_empty() && !others.name_somebody() {
        let reason = "der står ikke, hvad der var skrevet i vurderingen: skriv tilbudsid, navn, \
                      P-nummer eller afdelingsid"
            .to_owned();
        return set_aside(slot::WRITTEN_ID, RowCode::LinkIncomplete.slug(), reason);
    }
    let Ok(Some(provider)) = value::id(&cells[slot::PROVIDER]) else {
        let reason = "der står ikke, hvilket tilbudsid der er ment; skriv det, eller slet rækken";
        return set_aside(slot::PROVIDER, RowCode::LinkWithoutProvider.slug(), reason.to_owned());
    };
    Some(LinkRow {
        provider: (&*provider).into(),
        written_id,
        others,
        row: RowRef { sheet: SheetId(0), row },
    })
}
