//! Which change does a row of capacity say is planned?

use crate::ingest::cell::Cell;
use crate::ingest::layout::report_fields::capacity as slot;
use crate::ingest::row::code::RowCode;
use crate::ingest::scan::notes::Notes;
use crate::ingest::value;
use crate::ingest::value::read::Refusal;
use crate::model::{Certainty, ChangeKind, PlannedChange};
use crate::register::fold_name;

/// Words of a change, folded, with the sign that they give its places; 0: none.
const KINDS: [(&str, ChangeKind, i32); 17] = [
    ("pladser", ChangeKind::Places, 0),
    ("ændring", ChangeKind::Places, 0),
    ("flerepladser", ChangeKind::Places, 1),
    ("flere", ChangeKind::Places, 1),
    ("udvidelse", ChangeKind::Places, 1),
    ("færrepladser", ChangeKind::Places, -1),
    ("færre", ChangeKind::Places, -1),
    ("reduktion", ChangeKind::Places, -1),
    ("åbning", ChangeKind::Opening, 1),
    ("åbner", ChangeKind::Opening, 1),
    ("oprettelse", ChangeKind::Opening, 1),
    ("nyttilbud", ChangeKind::Opening, 1),
    ("nyafdeling", ChangeKind::Opening, 1),
    ("lukning", ChangeKind::Closing, -1),
    ("lukker", ChangeKind::Closing, -1),
    ("nedlæggelse", ChangeKind::Closing, -1),
    ("nedlægges", ChangeKind::Closing, -1),
];

/// Words of how sure it is, folded. *Planlagt* may be either, and is not among them.
const CERTAINTIES: [(&str, Certainty); 7] = [
    ("besluttet", Certainty::Decided),
    ("vedtaget", Certainty::Decided),
    ("godkendt", Certainty::Decided),
    ("overvejes", Certainty::Considered),
    ("underovervejelse", Certainty::Considered),
    ("overvejet", Certainty::Considered),
    ("forventet", Certainty::Considered),
];

/// Reads the change of a row; none when the cells are empty, or can't be used, which is told.
/// `places` are those of the row: what goes with a closing that does not say.
pub(crate) fn read_change(
    row: u32,
    cells: &[Cell<'_>],
    places: Option<u32>,
    notes: &mut Notes,
) -> Option<PlannedChange> {
    let slots = [slot::CHANGE_ON, slot::CHANGE_PLACES, slot::CHANGE, slot::CHANGE_STATUS];
    if slots.iter().all(|slot| matches!(value::text(&cells[*slot]), Ok(None))) {
        return None;
    }
    notes.slashes.see(row, &cells[slot::CHANGE_ON]);
    let on = value::date(&cells[slot::CHANGE_ON]);
    let by = value::change(&cells[slot::CHANGE_PLACES]);
    let kind = kind(&cells[slot::CHANGE]);
    let certainty = certainty(&cells[slot::CHANGE_STATUS]);
    let is_told = on.is_err() || by.is_err() || kind.is_err();
    let (by, (kind, sign)) =
        (notes.keep(row, slot::CHANGE_PLACES, by), notes.keep(row, slot::CHANGE, kind)?);
    let certainty = notes.keep(row, slot::CHANGE_STATUS, certainty);
    let on = notes.keep(row, slot::CHANGE_ON, on);
    let mut refuse = |slot: usize, message: &str, action: &str| {
        let refusal = Refusal {
            code: RowCode::ChangeIncomplete.slug(),
            message: format!("{message}; ændringen er ikke brugt"),
            action: action.to_owned(),
        };
        notes.refused(row, slot, &refusal);
        None
    };
    let Some(on) = on else {
        if is_told {
            return None;
        }
        return refuse(
            slot::CHANGE_ON,
            "den planlagte ændring har ingen dato",
            "Skriv den dag, ændringen gælder fra",
        );
    };
    let by = match (by, sign) {
        (Some(by), 0) => Some(by),
        // "færre pladser: 4" is four fewer; "flere pladser: -4" is either.
        (Some(by), sign) if by.signum() * sign >= 0 => Some(by.abs() * sign),
        (Some(by), -1) if by > 0 => Some(-by),
        (Some(_), _) => {
            return refuse(
                slot::CHANGE_PLACES,
                "pladsernes fortegn og ændringens art siger hver sit",
                "Ret det af de to, der er forkert",
            );
        }
        (None, _) if kind == ChangeKind::Closing => {
            places.and_then(|places| i32::try_from(places).ok()).map(|places| -places)
        }
        (None, _) => None,
    };
    if by.is_none() && kind == ChangeKind::Places {
        if is_told {
            return None;
        }
        return refuse(
            slot::CHANGE_PLACES,
            "den planlagte ændring siger ikke, hvor mange pladser det er",
            "Skriv, hvor mange pladser flere eller færre (-)",
        );
    }
    let certainty = certainty.unwrap_or(Certainty::NotReported);
    Some(PlannedChange { on, kind, places: by, certainty })
}

fn kind(cell: &Cell<'_>) -> value::Read<(ChangeKind, i32)> {
    let Some(text) = value::text(cell)? else { return Ok(Some((ChangeKind::Places, 0))) };
    let folded = fold_name(&text);
    let known = KINDS.iter().find(|(word, ..)| *word == folded);
    known.map(|(_, kind, sign)| Some((*kind, *sign))).ok_or_else(|| Refusal {
        code: RowCode::ChangeNotUnderstood.slug(),
        message: format!("\"{text}\" er ikke en ændring, der kendes; ændringen er ikke brugt"),
        action: "Skriv flere pladser, færre pladser, åbning eller lukning".to_owned(),
    })
}

fn certainty(cell: &Cell<'_>) -> value::Read<Certainty> {
    let Some(text) = value::text(cell)? else { return Ok(None) };
    let folded = fold_name(&text);
    let known = CERTAINTIES.iter().find(|(word, _)| *word == folded);
    known.map(|(_, certainty)| Some(*certainty)).ok_or_else(|| Refusal {
        code: RowCode::ChangeNotUnderstood.slug(),
        message: format!(
            "\"{text}\" siger ikke, om ændringen er besluttet eller overvejes; regnes som ikke \
             oplyst"
        ),
        action: "Skriv besluttet eller overvejes".to_owned(),
    })
}
