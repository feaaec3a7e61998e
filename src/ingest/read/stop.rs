//! What becomes of a file in which a cell or a name looks like a CPR-nummer? One is enough: nothing of
//! its file is used or repeated, as where there is one there may be more.

use crate::finding::Severity;
use crate::ingest::cell::told::Told;
use crate::ingest::file::problem::about_file;
use crate::ingest::row::file_read::FileRead;
use crate::ingest::row::lost_provider::LostProvider;
use crate::ingest::scan::notes::Notes;
use crate::ingest::scan::personal_cells::PersonalCells;
use crate::ingest::value::code::ValueCode;

/// Drops all that was read of a file with a cell that looks like a CPR-nummer; its rows are set
/// aside together.
pub(crate) fn stop(read: &mut FileRead) {
    let has_cells = read.sheets.iter().any(|sheet| !sheet.notes.personal.is_empty());
    if !has_cells && read.personal_names.is_empty() {
        return;
    }
    read.is_stopped = true;
    // What was said of the file may quote its sheets and headers.
    read.findings.clear();
    for name in &read.personal_names {
        read.findings.push(about_file(
            &read.file.path,
            Severity::Error,
            ValueCode::PersonalNumber.slug(),
            format!(
                "{name} ligner et CPR-nummer; intet i filen er brugt, og navnet er ikke gengivet"
            ),
            "Giv den et andet navn, og læg filen ind igen",
        ));
    }
    let why = if has_cells { "en celle i filen" } else { read.personal_names[0] };
    for sheet in &mut read.sheets {
        // Whose assessments they were is kept, and where they stand is not.
        let assessments = sheet.take_assessments(|_| true);
        sheet.lost.extend(assessments);
        sheet.lost.iter_mut().for_each(|lost| lost.is_private = true);
        let providers = sheet.providers.drain(..);
        sheet.lost_providers.extend(providers.map(|row| LostProvider::of(&row)));
        sheet.lost_providers.iter_mut().for_each(LostProvider::hide);
        sheet.links.clear();
        sheet.reports.drop_all();
        sheet.given = None;
        sheet.notes.forget();
        let personal = std::mem::take(&mut sheet.notes.personal);
        tell_cells(&personal, &mut sheet.notes);
        let rows = sheet.rows_read;
        let which = if rows == 1 { "rækken".to_owned() } else { format!("alle {rows} rækker") };
        let reason = format!("{which}: {why} ligner et CPR-nummer");
        sheet.notes.set_sheet_aside(rows, ValueCode::PersonalNumber.slug(), reason);
    }
}

fn tell_cells(personal: &PersonalCells, notes: &mut Notes) {
    let Some((row, column)) = personal.first() else { return };
    notes.add(
        notes.at(row, column),
        Told::error(
            ValueCode::PersonalNumber.slug(),
            format!(
                "cellen ligner et CPR-nummer{}; intet i filen er brugt eller gengivet",
                personal.listed()
            ),
            "Slet personnummeret, og læg filen ind igen; er det et P-nummer eller et andet id, så \
             sæt det i den kolonne, der er til det",
        ),
    );
}
