//! Which links did somebody confirm in `links.csv`?
//!
//! Its columns are those of `links_to_confirm.csv`, so that a row is confirmed by copying it.

use std::collections::BTreeMap;

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::links as slot;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::linked::LinkedProviders;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::row::link::LinkRow;
use crate::ingest::row::other_keys::OtherKeys;
use crate::ingest::scan::aside::Aside;
use crate::model::ProviderId;
use crate::register::fold_name;

/// The confirmed links, ready to be asked.
#[derive(Default)]
pub(crate) struct Links {
    /// By the tilbudsid that was written: link, provider, and whether it was used.
    by_id: BTreeMap<Box<str>, Vec<Confirmed>>,
}

struct Confirmed {
    link: LinkRow,
    provider: ProviderId,
    is_used: bool,
    is_contradicted: bool,
}

impl Links {
    /// Takes the links of all sheets; one to a provider that is not there is told, and not used.
    pub(crate) fn of(sheets: &mut Sheets, linked: &LinkedProviders) -> Self {
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
                Told::error(
                    LinkCode::LinkToUnknownProvider.slug(),
                    message.clone(),
                    "Ret tilbudsid, eller slet rækken",
                ),
            );
            let row = link.row.row;
            let code = LinkCode::LinkToUnknownProvider.slug();
            notes.set_row_aside(
                row,
                Some(slot::PROVIDER),
                Aside::new(code, &link.provider, message),
            );
        }
        links
    }

    /// The provider confirmed for what a row says; none when links contradict each other.
    pub(crate) fn confirmed(&mut self, id: &str, others: Option<&OtherKeys>) -> Option<ProviderId> {
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
    pub(crate) fn close(self, sheets: &mut Sheets) {
        for confirmed in self.by_id.into_values().flatten() {
            let Confirmed { link, is_used, is_contradicted, .. } = confirmed;
            let notes = sheets.notes(link.row);
            let cell = notes.cell(link.row.row, slot::PROVIDER);
            if is_contradicted {
                notes.add(
                    cell,
                    Told::error(
                        LinkCode::LinksContradict.slug(),
                        "flere rækker her passer på den samme vurdering og peger på hver sit \
                         tilbud; ingen af dem er brugt til den",
                        "Slet dem, der ikke gælder",
                    ),
                );
            }
            if is_used {
                sheets.used(link.row);
                continue;
            }
            let reason =
                "ingen vurdering har det, der står som skrevet; ret rækken, eller slet den";
            let (code, reason) = if is_contradicted {
                (
                    LinkCode::LinksContradict.slug(),
                    "andre rækker siger noget andet; slet dem, der ikke gælder",
                )
            } else {
                (LinkCode::LinkNotUsed.slug(), reason)
            };
            let row = link.row.row;
            notes.set_row_aside(row, None, Aside::new(code, &link.written_id, reason.to_owned()));
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
