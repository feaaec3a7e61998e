//! By what else than its tilbudsid can a provider be known in an assessment?

use crate::ingest::cell::Cell;
use crate::ingest::layout::other_slots::OtherSlots;
use crate::ingest::row::code::RowCode;
use crate::ingest::scan::notes::Notes;
use crate::ingest::value;
use crate::ingest::value::place;
use crate::ingest::value::read::Refusal;
use crate::ingest::value::text::digits;
use crate::model::MunicipalityCode;
use crate::register::Registers;

/// What a row says of its provider besides the tilbudsid.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OtherKeys {
    pub(crate) department: Option<Box<str>>,
    pub(crate) cvr: Option<Box<str>>,
    pub(crate) p_number: Option<Box<str>>,
    pub(crate) name: Option<Box<str>>,
    pub(crate) municipality: Option<MunicipalityCode>,
}

impl OtherKeys {
    /// Whether nothing but a department is written.
    pub(crate) fn is_department_only(&self) -> bool {
        let Self { department: _, cvr, p_number, name, municipality } = self;
        cvr.is_none() && p_number.is_none() && name.is_none() && municipality.is_none()
    }

    /// Whether a provider can be looked for by them: a municipality alone names nobody, nor does
    /// a CVR-nummer, which a municipality has one of for all that it runs.
    pub(crate) fn name_somebody(&self) -> bool {
        self.department.is_some() || self.p_number.is_some() || self.name.is_some()
    }
}

/// Reads them; nothing when all cells are empty. `None` for the notes: nothing is said, because
/// the row is not used.
pub(crate) fn read_other_keys(
    row: u32,
    cells: &[Cell<'_>],
    slot: &OtherSlots,
    registers: &Registers,
    notes: &mut Notes,
) -> Option<Box<OtherKeys>> {
    let slots = [slot.name, slot.department, slot.cvr, slot.p_number, slot.municipality];
    if slots.iter().all(|slot| cells[*slot].is_empty()) {
        return None;
    }
    let department = notes.keep(row, slot.department, value::id(&cells[slot.department]));
    let name = notes.keep_name(row, slot.name, &cells[slot.name]);
    let cvr = digits(&cells[slot.cvr], 8, "CVR-nummer");
    let p_number = digits(&cells[slot.p_number], 10, "P-nummer");
    let place = notes.keep(row, slot.municipality, value::id(&cells[slot.municipality]));
    let municipality = place.as_ref().and_then(|text| place::municipality(text, registers));
    if let (Some(text), None) = (&place, municipality) {
        notes.refused(
            row,
            slot.municipality,
            &Refusal {
                code: RowCode::UnknownMunicipality.slug(),
                message: format!("kommunen \"{text}\" findes ikke i registret"),
                action: "Ret navnet, eller skriv kommunekoden".to_owned(),
            },
        );
    }
    Some(Box::new(OtherKeys {
        department: department.map(|id| (&*id).into()),
        name: name.map(|name| (&*name).into()),
        cvr: notes.keep(row, slot.cvr, cvr),
        p_number: notes.keep(row, slot.p_number, p_number),
        municipality,
    }))
}

/// A row that names no provider at all.
pub(crate) fn nobody_named() -> Refusal {
    Refusal {
        code: RowCode::ProviderIdMissing.slug(),
        message: "rækken har ikke tilbudsid og heller ikke andet, der kan pege tilbuddet ud"
            .to_owned(),
        action: "Skriv tilbudsid, eller slet rækken".to_owned(),
    }
}
