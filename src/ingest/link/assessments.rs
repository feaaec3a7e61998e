//! Which offering is an assessment of, and which rows belong to it?

use chrono::NaiveDate;
use rayon::slice::ParallelSliceMut;

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::key as slot;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::find_provider::{NamedReport, find_providers};
use crate::ingest::link::halves::{note_evidence_alone, set_incomplete};
use crate::ingest::link::join::{join, order, row_of};
use crate::ingest::link::joined::Joined;
use crate::ingest::link::linked::LinkedProviders;
use crate::ingest::link::losses::Losses;
use crate::ingest::link::lost::{lost_rows, owned, unread, unread_by_offering};
use crate::ingest::link::offerings::offerings;
use crate::ingest::link::proposal::LinkProposal;
use crate::ingest::link::provider_index::ProviderIndex;
use crate::ingest::link::resolve::resolve;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::link::stale::set_stale_assessments_aside;
use crate::ingest::link::subgroups::Subgroups;
use crate::ingest::scan::notes::LostPart;
use crate::model::{Assessment, LostRow, Offering};
use crate::register::Registers;

/// Offerings and assessments, linked.
#[derive(Debug, Default)]
pub(crate) struct LinkedAssessments {
    pub(crate) subgroups: Vec<Box<str>>,
    pub(crate) offerings: Vec<Offering>,
    pub(crate) assessments: Vec<Assessment>,
    /// Rows that may be of an offering and could not be used.
    pub(crate) lost: Vec<LostRow>,
    /// Links that were not made, for somebody to confirm.
    pub(crate) proposals: Vec<LinkProposal>,
}

pub(crate) fn link_assessments(
    sheets: &mut Sheets,
    providers: &LinkedProviders,
    registers: &Registers,
    mut losses: Losses,
    reports: &mut Vec<NamedReport>,
    fresh_since: Option<NaiveDate>,
) -> LinkedAssessments {
    let mut evidence = Vec::new();
    let mut grades = Vec::new();
    let mut lost = Vec::new();
    for sheet in &mut sheets.0 {
        evidence.append(&mut sheet.evidence);
        grades.append(&mut sheet.grades);
        lost.append(&mut sheet.lost);
        if sheet.notes.lost > LostPart::Nothing {
            losses.add(&sheet.book, sheet.role);
        }
    }
    let unread = unread(&evidence, &grades, sheets, registers);
    set_stale_assessments_aside(&mut evidence, fresh_since, sheets);
    set_stale_assessments_aside(&mut grades, fresh_since, sheets);
    let index = ProviderIndex::when_asked(providers);
    let proposals =
        find_providers(&mut evidence, &mut grades, reports, &mut lost, sheets, &index, providers);
    let subgroups = Subgroups::of(&evidence, &grades);
    let evidence = resolve(evidence, sheets, providers, &subgroups);
    let grades = resolve(grades, sheets, providers, &subgroups);
    let lost = owned(lost, &mut losses, sheets, &index, providers);
    let mut joined = join(evidence, grades, sheets);
    joined.par_sort_unstable_by(order);
    note_unlisted_groups(&joined, sheets, providers, registers);
    set_incomplete(&mut joined, &losses, sheets, providers, registers);
    note_evidence_alone(&joined, sheets);
    let (offerings, assessments) = offerings(joined, &providers.target_groups);
    let mut lost = lost_rows(lost, &offerings);
    lost.extend(unread_by_offering(&unread, &offerings));
    LinkedAssessments { subgroups: subgroups.spellings, offerings, assessments, lost, proposals }
}

fn note_unlisted_groups(
    joined: &[Joined],
    sheets: &mut Sheets,
    linked: &LinkedProviders,
    registers: &Registers,
) {
    for same in joined.chunk_by(|a, b| a.group() == b.group()) {
        let (provider, group) = same[0].group();
        let Some(row) = row_of(&same[0]) else { continue };
        if linked.target_groups[provider.index()].contains(group) {
            continue;
        }
        let name = &registers.target_groups.get(group).name;
        let id = &linked.provider(provider).id;
        let notes = sheets.notes(row);
        notes.add(
            notes.cell(row.row, slot::TARGET_GROUP),
            Told::note(
                LinkCode::GroupNotOnPortal.slug(),
                format!(
                    "tilbud \"{id}\" er vurderet for \"{name}\", som ikke står blandt dets \
                     målgrupper i udtrækket; vurderingen er med"
                ),
                "Tilføj målgruppen i udtrækket, eller ret den i vurderingen",
            ),
        );
    }
}
