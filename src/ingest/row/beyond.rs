//! Who runs a provider, where does it work, and what kind is it? What lists of providers outside
//! Tilbudsportalen say instead of an address.

use crate::ingest::cell::Cell;
use crate::ingest::layout::SheetLayout;
use crate::ingest::layout::fields::provider as slot;
use crate::ingest::row::code::RowCode;
use crate::ingest::scan::notes::Notes;
use crate::ingest::value;
use crate::ingest::value::near::{did_you_mean, nearest};
use crate::ingest::value::place::municipality;
use crate::ingest::value::read::Refusal;
use crate::model::{MunicipalityCode, Operator, ProviderKind};
use crate::register::{Registers, fold_name};

/// *Driftsherre, dækningsområde, leverandørtype.*
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Beyond {
    pub(crate) operator: Option<Operator>,
    /// Sorted.
    pub(crate) service_area: Vec<MunicipalityCode>,
    /// Bits of a [`crate::model::ProviderKindSet`].
    pub(crate) kinds: u8,
}

/// Reads the three cells; nothing when they are empty.
pub(crate) fn read_beyond(
    row: u32,
    cells: &[Cell<'_>],
    layout: &SheetLayout,
    registers: &Registers,
    notes: &mut Notes,
) -> Option<Box<Beyond>> {
    if [slot::OPERATOR, slot::SERVICE_AREA, slot::KINDS].iter().all(|slot| cells[*slot].is_empty())
    {
        return None;
    }
    let mut read = Beyond::default();
    if let Some(text) = notes.keep(row, slot::OPERATOR, value::text(&cells[slot::OPERATOR])) {
        let operator = operator(&text, registers);
        read.operator = notes.keep(row, slot::OPERATOR, operator.map(Some));
    }
    if let Some(text) = notes.keep(row, slot::SERVICE_AREA, value::text(&cells[slot::SERVICE_AREA]))
    {
        for name in entries(&text, layout.separator("daekningsomraade")) {
            match area(name, registers) {
                Ok(codes) => read.service_area.extend(codes),
                Err(refusal) => notes.refused(row, slot::SERVICE_AREA, &refusal),
            }
        }
        read.service_area.sort_unstable();
        read.service_area.dedup();
    }
    if let Some(text) = notes.keep(row, slot::KINDS, value::text(&cells[slot::KINDS])) {
        for name in entries(&text, layout.separator("leverandoertype")) {
            match kind(name) {
                Ok(kind) => read.kinds |= 1 << kind as u8,
                Err(refusal) => notes.refused(row, slot::KINDS, &refusal),
            }
        }
    }
    Some(Box::new(read))
}

/// No municipality and no region has a comma in its name, so a comma parts entries too.
pub(crate) fn entries(text: &str, separator: char) -> impl Iterator<Item = &str> {
    text.split([separator, ',']).map(str::trim).filter(|entry| !entry.is_empty())
}

pub(crate) fn operator(text: &str, registers: &Registers) -> Result<Operator, Refusal> {
    let region = || registers.regions.by_name(text).map(Operator::Region);
    municipality(text, registers)
        .map(Operator::Municipality)
        .or_else(region)
        .ok_or_else(|| unknown_place(text, "driftsherren", "regnes som ikke oplyst", registers))
}

pub(crate) fn area(text: &str, registers: &Registers) -> Result<Vec<MunicipalityCode>, Refusal> {
    if matches!(fold_name(text).as_str(), "helelandet" | "landsdækkende" | "danmark") {
        return Ok(registers.municipalities.iter().map(|m| m.code).collect());
    }
    // "Hovedstaden" is a region, "København" a municipality: no name is both.
    if let Some(code) = municipality(text, registers) {
        return Ok(vec![code]);
    }
    registers
        .regions
        .by_name(text)
        .map(|region| registers.regions.members(region))
        .ok_or_else(|| unknown_place(text, "dækningsområdet", "det er udeladt", registers))
}

fn unknown_place(text: &str, what: &str, cost: &str, registers: &Registers) -> Refusal {
    let near = nearest(text, registers.municipalities.iter().map(|m| &*m.name));
    Refusal {
        code: RowCode::UnknownArea.slug(),
        message: format!("{what} \"{text}\" er hverken en kommune eller en region; {cost}"),
        action: format!("{}Ret navnet, eller skriv kommunekoden", did_you_mean(near)),
    }
}

pub(crate) fn kind(text: &str) -> Result<ProviderKind, Refusal> {
    /// Words met for the four kinds, folded.
    const WORDS: [(&str, ProviderKind); 12] = [
        ("døgn", ProviderKind::Residential),
        ("døgntilbud", ProviderKind::Residential),
        ("dag", ProviderKind::Day),
        ("dagtilbud", ProviderKind::Day),
        ("ambulant", ProviderKind::Outpatient),
        ("ambulanttilbud", ProviderKind::Outpatient),
        ("ambulante", ProviderKind::Outpatient),
        ("udgående", ProviderKind::Outreach),
        ("udgåendetilbud", ProviderKind::Outreach),
        ("udekørende", ProviderKind::Outreach),
        ("matrikelløs", ProviderKind::Outreach),
        ("matrikelløst", ProviderKind::Outreach),
    ];
    let folded = fold_name(text);
    let found = WORDS.iter().find(|(word, _)| fold_name(word) == folded);
    found.map(|(_, kind)| *kind).ok_or_else(|| {
        let near = nearest(text, ProviderKind::ALL.iter().map(|kind| kind.danish()));
        Refusal {
            code: RowCode::UnknownProviderKind.slug(),
            message: format!("leverandørtypen \"{text}\" kendes ikke; den er udeladt"),
            action: format!(
                "{}Skriv døgntilbud, dagtilbud, ambulant eller udgående",
                did_you_mean(near)
            ),
        }
    })
}
