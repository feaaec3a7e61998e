//! Are the dates of a file written day first, or month first?
//!
//! `03/05/2021` may be either. It is read day first, as Danes write, and told; where another date
//! of the file can be month first only, nobody knows, and the dates that may be either are refused.

use std::collections::BTreeSet;

use crate::finding::Severity;
use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::{SheetRole, key};
use crate::ingest::read::code::ReadCode;
use crate::ingest::row::provider::Unread;
use crate::ingest::row::sheet_read::SheetRead;
use crate::ingest::scan::aside::Aside;

/// Tells of the dates of a file that may be month first, and refuses them where one must be.
pub(crate) fn settle(sheets: &mut [SheetRead]) {
    let Some(first) = sheets.iter().position(|sheet| !sheet.notes.slashes.either.is_empty()) else {
        return;
    };
    // A form is read for its evidence and for its grades, and its date is one.
    let cells = sheets.iter().flat_map(|sheet| {
        let name = sheet.sheet.sheet.as_deref();
        sheet.notes.slashes.either.iter().map(move |row| (name, *row))
    });
    let n = cells.collect::<BTreeSet<_>>().len();
    let month_first = sheets.iter().find_map(|sheet| {
        Some(sheet.notes.cell(sheet.notes.slashes.month_first?, date_slot(sheet.role)))
    });
    let dates = if n == 1 { "1 dato i filen" } else { &*format!("{n} datoer i filen") };
    let (severity, message) = match &month_first {
        None => (
            Severity::Warning,
            format!("{dates} er skrevet, så måneden kan stå først; dagen er læst først"),
        ),
        Some(place) => (
            Severity::Error,
            format!(
                "{dates} er skrevet, så måneden kan stå først, og i {place} gør den det; de kan \
                 ikke bruges"
            ),
        ),
    };
    let notes = &mut sheets[first].notes;
    let row = notes.slashes.either.first().copied().unwrap_or_default();
    let place = notes.cell(row, date_slot(sheets[first].role));
    sheets[first].notes.add(
        place,
        Told::new(
            severity,
            ReadCode::MonthMayBeFirst.slug(),
            message,
            "Se efter, og skriv datoerne som dag-måned-år, f.eks. 04-03-2021",
        ),
    );
    if month_first.is_some() {
        sheets.iter_mut().for_each(refuse);
    }
}

fn date_slot(role: SheetRole) -> usize {
    role.date_slot().unwrap_or_default()
}

/// Makes no use of the dates that may be either: of rows of assessments whose they were is kept.
fn refuse(sheet: &mut SheetRead) {
    let rows: BTreeSet<u32> = std::mem::take(&mut sheet.notes.slashes.either).into_iter().collect();
    for row in sheet.providers.iter_mut().filter(|row| rows.contains(&row.row.row)) {
        row.status_on = None;
        row.status_unread = row.status_unread.max(Some(Unread::Day));
    }
    for row in sheet.reports.capacity.iter_mut().filter(|row| rows.contains(&row.row.row)) {
        row.change = None;
    }
    for lost in sheet.lost.iter_mut().filter(|lost| rows.contains(&lost.row.row)) {
        lost.key.assessed_on = None;
    }
    for mut lost in sheet.take_assessments(|row| rows.contains(&row)) {
        lost.key.assessed_on = None;
        let reason = "måneden kan stå først i datoen, og i en anden af filens datoer gør den det; \
                      skriv datoen som dag-måned-år, f.eks. 04-03-2021";
        let id = lost.key.provider.clone().unwrap_or_default();
        let row = lost.row.row;
        sheet.notes.set_row_aside(
            row,
            Some(key::DATE),
            Aside::new(ReadCode::MonthMayBeFirst.slug(), &id, reason),
        );
        sheet.lost.push(lost);
    }
}
