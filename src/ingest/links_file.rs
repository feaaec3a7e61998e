//! Which links did somebody confirm in `links.csv`?
//!
//! Its columns are those of `links_to_confirm.csv`, so that a row is confirmed by copying it.

use std::collections::BTreeMap;

use super::beyond;
use super::cell::Cell;
use super::fields::{SheetRole, links as slot};
use super::layout::{Column, Form, Layout, SheetLayout};
use super::link_providers::LinkedProviders;
use super::notes::Notes;
use super::other_keys::OtherKeys;
use super::sheet_read::Sheets;
use super::value;
use crate::finding::Severity;
use crate::model::{MunicipalityCode, RowRef, SheetId};
use crate::register::{Registers, fold_name};

/// Name of the file, in the input folder itself.
pub(super) const FILE: &str = "links.csv";

/// Its headers, along the slots: the output `links_to_confirm.csv` writes the same.
pub const LINK_HEADERS: [&str; 7] = [
    "Skrevet tilbudsid",
    "Skrevet afdelingsid",
    "Skrevet CVR",
    "Skrevet P-nummer",
    "Skrevet navn",
    "Skrevet kommune",
    "Tilbudsid",
];

/// How the file is read. Not a layout of `layouts/`: we write it ourselves.
pub(super) fn layout() -> Layout {
    let columns = SheetRole::Links.fields().iter().zip(LINK_HEADERS);
    let columns = columns.map(|(field, header)| Column {
        field,
        headers: vec![header.into()],
        is_required: matches!(*field, "tilbudsid" | "skrevet-tilbudsid"),
    });
    Layout {
        file: FILE.into(),
        title: "Bekræftede koblinger".into(),
        files: vec![FILE.into()],
        encoding: None,
        form: Form::RowPerOffering,
        sheets: vec![SheetLayout {
            role: SheetRole::Links,
            sheet: None,
            header_row: None,
            columns: columns.collect(),
            never_read: Vec::new(),
            lists: Vec::new(),
            not_reported: Vec::new(),
        }],
    }
}

/// One confirmed link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LinkRow {
    written_id: Box<str>,
    /// What is not written here may be anything.
    others: OtherKeys,
    provider: Box<str>,
    pub(super) row: RowRef,
}

/// Reads one row of the file.
pub(super) fn take(
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
        place.as_ref().and_then(|text| beyond::municipality(text, registers));
    let others = OtherKeys {
        department: id(notes, slot::WRITTEN_DEPARTMENT_ID),
        cvr: id(notes, slot::WRITTEN_CVR),
        p_number: id(notes, slot::WRITTEN_P_NUMBER),
        name: name.map(|name| fold_name(&name).into()),
        municipality,
    };
    let written_id = id(notes, slot::WRITTEN_ID).unwrap_or_default();
    let mut set_aside = |slot: usize, code: &'static str, reason: String| {
        notes.set_row_aside(row, Some(slot), code, &written_id, reason);
        None
    };
    if let (Some(place), None) = (&place, municipality) {
        let reason = format!("kommunen \"{place}\" findes ikke i registret; ret navnet");
        return set_aside(slot::WRITTEN_MUNICIPALITY, "unknown-municipality", reason);
    }
    if written_id.is_empty() && !others.name_somebody() {
        let reason = "der står ikke, hvad der var skrevet i vurderingen: skriv tilbudsid, navn, \
                      P-nummer eller afdelingsid"
            .to_owned();
        return set_aside(slot::WRITTEN_ID, "link-incomplete", reason);
    }
    let Ok(Some(provider)) = value::id(&cells[slot::PROVIDER]) else {
        let reason = "der står ikke, hvilket tilbudsid der er ment; skriv det, eller slet rækken";
        return set_aside(slot::PROVIDER, "link-without-provider", reason.to_owned());
    };
    Some(LinkRow {
        provider: (&*provider).into(),
        written_id,
        others,
        row: RowRef { sheet: SheetId(0), row },
    })
}

/// The confirmed links, ready to be asked.
#[derive(Default)]
pub(super) struct Links {
    /// By the tilbudsid that was written: link, the provider's place, and whether it was used.
    by_id: BTreeMap<Box<str>, Vec<Confirmed>>,
}

struct Confirmed {
    link: LinkRow,
    provider: u32,
    is_used: bool,
    is_contradicted: bool,
}

impl Links {
    /// Takes the links of all sheets; one to a provider that is not there is told, and not used.
    pub(super) fn of(sheets: &mut Sheets, linked: &LinkedProviders) -> Self {
        let mut rows: Vec<LinkRow> = Vec::new();
        for sheet in &mut sheets.0 {
            rows.append(&mut sheet.links);
        }
        rows.sort_unstable();
        let mut links = Self::default();
        for link in rows {
            if let Some(provider) = linked.place_of(&link.provider) {
                let confirmed =
                    Confirmed { provider, is_used: false, is_contradicted: false, link };
                let same = links.by_id.entry(confirmed.link.written_id.clone()).or_default();
                same.push(confirmed);
                continue;
            }
            let message = format!(
                "tilbudsid \"{}\" står hverken i udtrækket eller i listerne over andre \
                 leverandører; koblingen er ikke brugt",
                link.provider
            );
            let notes = sheets.notes(link.row);
            notes.add(
                notes.cell(link.row.row, slot::PROVIDER),
                Severity::Error,
                "link-to-unknown-provider",
                message.clone(),
                "Ret tilbudsid, eller slet rækken",
            );
            let row = link.row.row;
            let code = "link-to-unknown-provider";
            notes.set_row_aside(row, Some(slot::PROVIDER), code, &link.provider, message);
        }
        links
    }

    /// The provider confirmed for what a row says; none when links contradict each other.
    pub(super) fn confirmed(&mut self, id: &str, others: Option<&OtherKeys>) -> Option<u32> {
        let same = self.by_id.get_mut(id)?;
        let fits = |link: &LinkRow| fits(&link.others, others);
        let first = same.iter().find(|c| fits(&c.link)).map(|c| c.provider)?;
        let agree = same.iter().filter(|c| fits(&c.link)).all(|c| c.provider == first);
        for confirmed in same.iter_mut().filter(|c| fits(&c.link)) {
            confirmed.is_used |= agree;
            confirmed.is_contradicted |= !agree;
        }
        agree.then_some(first)
    }

    /// Books every link: used, or set aside.
    pub(super) fn close(self, sheets: &mut Sheets) {
        for confirmed in self.by_id.into_values().flatten() {
            let Confirmed { link, is_used, is_contradicted, .. } = confirmed;
            let notes = sheets.notes(link.row);
            let cell = notes.cell(link.row.row, slot::PROVIDER);
            if is_contradicted {
                notes.add(
                    cell,
                    Severity::Error,
                    "links-contradict",
                    "flere rækker her passer på den samme vurdering og peger på hver sit tilbud; \
                     ingen af dem er brugt til den"
                        .to_owned(),
                    "Slet dem, der ikke gælder",
                );
            }
            if is_used {
                sheets.used(link.row);
                continue;
            }
            let reason =
                "ingen vurdering har det, der står som skrevet; ret rækken, eller slet den";
            let (code, reason) = if is_contradicted {
                ("links-contradict", "andre rækker siger noget andet; slet dem, der ikke gælder")
            } else {
                ("link-not-used", reason)
            };
            let row = link.row.row;
            notes.set_row_aside(row, None, code, &link.written_id, reason.to_owned());
        }
    }
}

/// Whether a row says what a link asks for. The link's name is folded.
fn fits(link: &OtherKeys, row: Option<&OtherKeys>) -> bool {
    let text = |of: fn(&OtherKeys) -> Option<&str>| {
        of(link).is_none_or(|wanted| row.and_then(of) == Some(wanted))
    };
    text(|keys| keys.department.as_deref())
        && text(|keys| keys.cvr.as_deref())
        && text(|keys| keys.p_number.as_deref())
        && link.municipality.is_none_or(|code| row.and_then(|r| r.municipality) == Some(code))
        && link.name.as_deref().is_none_or(|wanted| {
            row.and_then(|row| row.name.as_deref()).is_some_and(|name| fold_name(name) == wanted)
        })
}
