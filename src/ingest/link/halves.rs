//! Which halves of assessments do not place alone? (Reading R48)

use std::collections::BTreeMap;

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::{SheetRole, key as slot};
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::joined::{Joined, Key};
use crate::ingest::link::linked::LinkedProviders;
use crate::ingest::link::losses::Losses;
use crate::ingest::link::sheets::Sheets;
use crate::model::{Incomplete, RowRef};
use crate::plain_text::danish_date;
use crate::register::Registers;

/// Marks halves of assessments that do not place alone: where the other half of their book could
/// not be read, and where the same provider and target group has both evidence without grades and
/// grades without evidence.
pub(crate) fn set_incomplete(
    joined: &mut [Joined],
    losses: &Losses,
    sheets: &mut Sheets,
    linked: &LinkedProviders,
    registers: &Registers,
) {
    for joined in joined.iter_mut() {
        let is_lost = joined.alone().is_some_and(|(role, row)| {
            let other = match role {
                SheetRole::Evidence => SheetRole::Grades,
                _ => SheetRole::Evidence,
            };
            losses.has(&sheets.0[row.sheet.0 as usize].book, other)
        });
        joined.incomplete = is_lost.then_some(Incomplete::OtherHalfLost);
    }
    for same in joined.chunk_by_mut(|a, b| a.group() == b.group()) {
        let first = |role: SheetRole| {
            let mut alone = same.iter().filter_map(|joined| Some((joined, joined.alone()?)));
            alone
                .find(|(_, (of, _))| *of == role)
                .map(|(joined, (_, row))| Half { key: joined.key, row })
        };
        let (Some(evidence), Some(grades)) = (first(SheetRole::Evidence), first(SheetRole::Grades))
        else {
            continue;
        };
        tell_halves_apart(&evidence, &grades, sheets, linked, registers);
        for joined in same.iter_mut().filter(|joined| joined.alone().is_some()) {
            joined.incomplete.get_or_insert(Incomplete::HalvesApart);
        }
    }
}

/// A row that stands alone.
struct Half {
    key: Key,
    row: RowRef,
}

fn tell_halves_apart(
    evidence: &Half,
    grades: &Half,
    sheets: &mut Sheets,
    linked: &LinkedProviders,
    registers: &Registers,
) {
    let (row, other) = (evidence.row, sheets.place(grades.row));
    let (evidence, grades) = (evidence.key, grades.key);
    let (here, there) = (evidence.offering, grades.offering);
    let date = danish_date;
    let differs = [
        (evidence.assessed_on != grades.assessed_on).then(|| {
            format!("datoen er {} og {}", date(evidence.assessed_on), date(grades.assessed_on))
        }),
        (evidence.authority != grades.authority).then(|| "tilsynet er forskelligt".to_owned()),
        (here.age_group != there.age_group).then(|| "aldersgruppen er forskellig".to_owned()),
        (here.subgroup != there.subgroup).then(|| "delmålgruppen er forskellig".to_owned()),
    ];
    let differs: Vec<String> = differs.into_iter().flatten().collect();
    let id = &linked.provider(here.provider).id;
    let group = &registers.target_groups.get(here.target_group).name;
    let notes = sheets.notes(row);
    notes.add(notes.cell(row.row, slot::DATE), Told::warning(LinkCode::HalvesApart.slug(), format!(
            "tilbud \"{id}\" har for \"{group}\" et oplysningsskema uden afrapportering her og en \
             afrapportering uden oplysningsskema i {other}: {}; ingen af dem indplacerer alene",
            differs.join(", ")
        ), "Ret det, der er forkert, så de to rækker har samme tilbud, målgruppe, delmålgruppe, \
         aldersgruppe, tilsyn og dato"));
}

/// Evidence that nobody graded places by itself: told once per file.
pub(crate) fn note_evidence_alone(joined: &[Joined], sheets: &mut Sheets) {
    let mut by_file: BTreeMap<String, (RowRef, usize)> = BTreeMap::new();
    for joined in joined.iter().filter(|joined| joined.incomplete.is_none()) {
        if let Some((SheetRole::Evidence, row)) = joined.alone() {
            let (first, n) = by_file.entry(sheets.file(row).to_owned()).or_insert((row, 0));
            *first = row.min(*first);
            *n += 1;
        }
    }
    for (first, n) in by_file.into_values() {
        let (what, they) = match n {
            1 => ("1 oplysningsskema".to_owned(), "det"),
            n => (format!("{n} oplysningsskemaer"), "de"),
        };
        let notes = sheets.notes(first);
        notes.add(notes.here(), Told::note(LinkCode::EvidenceAlone.slug(), format!(
                "{what} i filen har ingen afrapportering; {they} indplaceres på oplysningerne alene"
            ), "Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved"));
    }
}
