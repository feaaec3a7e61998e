//! Does a number differ from last year's by a factor that no year brings?
//!
//! Files of `last-year/` are read by the same layouts, and only compared: nothing of theirs is
//! used, and what is wrong with their cells is not told again.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::finding::Severity;
use crate::ingest::cell::told::Told;
use crate::ingest::file::special::is_of_last_year;
use crate::ingest::layout::fields::{evidence, provider as slot};
use crate::ingest::link::assessments::LinkedAssessments;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::linked::LinkedProviders;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::row::assessment::Content;
use crate::ingest::row::report::ReportRows;
use crate::ingest::scan::notes::LostPart;
use crate::model::{Evidence, NumberField, RowRef, TargetGroupId};

/// A number that grew or shrank so many times over is a slip of a digit rather than a change.
const FACTOR: f64 = 10.0;

/// *Tilbudsid*, and *afdelingsid* when it is of one.
type PlacesKey = (Box<str>, Option<Box<str>>);

/// *Tilbudsid* and target group.
type EvidenceKey = (Box<str>, TargetGroupId);

/// What last year's files say.
#[derive(Default)]
pub(crate) struct LastYear {
    /// Places by tilbudsid and afdelingsid; without the latter of the whole tilbud.
    places: BTreeMap<PlacesKey, (u32, RowRef)>,
    /// The newest evidence by tilbudsid and target group.
    evidence: BTreeMap<EvidenceKey, (NaiveDate, Box<Evidence>, RowRef)>,
}

/// Takes the rows of last year's sheets out, so that nothing else sees them. All are used: to
/// compare with.
pub(crate) fn take(sheets: &mut Sheets) -> LastYear {
    let mut last = LastYear::default();
    for sheet in sheets.0.iter_mut().filter(|sheet| is_of_last_year(&sheet.sheet.file)) {
        sheet.notes.findings.retain(|finding| finding.severity == Severity::Error);
        sheet.rows_used +=
            (sheet.providers.len() + sheet.evidence.len() + sheet.grades.len()) as u64;
        sheet.rows_used += sheet.reports.numbers().count() as u64;
        sheet.reports = ReportRows::default();
        sheet.grades.clear();
        sheet.lost.clear();
        sheet.lost_providers.clear();
        sheet.notes.lost = LostPart::Nothing;
        let mut rows = std::mem::take(&mut sheet.providers);
        // Of rows of one department the same one is taken, wherever it stands.
        rows.sort_unstable();
        for row in rows {
            if let Some(places) = row.provider_places {
                last.places.entry((row.id.clone(), None)).or_insert((places, row.row));
            }
            if let Some(places) = row.department_places {
                last.places.entry((row.id, row.department)).or_insert((places, row.row));
            }
        }
        for row in std::mem::take(&mut sheet.evidence) {
            let (on, key) = (row.key.assessed_on, (row.key.provider, row.key.target_group));
            let known = last.evidence.get(&key);
            let is_newer = known.is_none_or(|(known_on, known, at)| {
                let order = known_on.cmp(&on).then_with(|| known.order(&row.content));
                order.then(at.cmp(&row.row)).is_lt()
            });
            if is_newer {
                last.evidence.insert(key, (on, row.content, row.row));
            }
        }
    }
    last
}

/// Tells of every number that changed by the factor.
pub(crate) fn compare(
    last: &LastYear,
    providers: &LinkedProviders,
    assessed: &LinkedAssessments,
    sheets: &mut Sheets,
) {
    if !last.places.is_empty() {
        for provider in &providers.providers {
            let mut check = |key, now: Option<u32>, row: RowRef, slot: usize| {
                let (Some(now), Some((then, at))) = (now, last.places.get(&key)) else { return };
                let (now, then) = (f64::from(now), f64::from(*then));
                tell(&Compared { what: "pladser", now, then, row, slot, at: *at }, sheets);
            };
            let of = provider.departments.start as usize..provider.departments.end as usize;
            for department in &providers.departments[of] {
                let key = (provider.id.clone(), Some(department.id.clone()));
                check(key, department.places, department.row, slot::DEPARTMENT_PLACES);
            }
            let key = (provider.id.clone(), None);
            check(key, provider.places, provider.row, slot::PROVIDER_PLACES);
        }
    }
    for assessment in &assessed.assessments {
        let Some((now, row)) = &assessment.evidence else { continue };
        let offering = &assessed.offerings[assessment.offering.index()];
        let id = &providers.provider(offering.provider).id;
        let Some((_, then, at)) = last.evidence.get(&(id.clone(), offering.target_group)) else {
            continue;
        };
        for field in NumberField::ALL.into_iter().filter(|field| !field.is_percent()) {
            if let (Some(now), Some(then)) = (now.number(field), then.number(field)) {
                let slot = evidence::NUMBERS + field.index();
                tell(&Compared { what: "tallet", now, then, row: *row, slot, at: *at }, sheets);
            }
        }
    }
}

/// A number of this year and last year's.
struct Compared {
    what: &'static str,
    now: f64,
    then: f64,
    /// Where this year's stands.
    row: RowRef,
    slot: usize,
    /// The row that last year's stands in.
    at: RowRef,
}

/// One number, when it changed by the factor. From or to none is no factor.
fn tell(compared: &Compared, sheets: &mut Sheets) {
    let Compared { what, now, then, row, slot, at } = *compared;
    if now <= 0.0 || then <= 0.0 || (now < FACTOR * then && then < FACTOR * now) {
        return;
    }
    let shown = |number: f64| number.to_string().replace('.', ",");
    let message = format!(
        "{what} er {}, men {} i sidste års fil ({}): en faktor {FACTOR} eller mere; årets tal er \
         brugt",
        shown(now),
        shown(then),
        sheets.place(at)
    );
    let action = "Se efter, om et ciffer mangler eller er for meget, og ret tallet";
    let cell = sheets.cell(row, slot);
    sheets.notes(row).add(cell, Told::warning(LinkCode::TenfoldChange.slug(), message, action));
}
