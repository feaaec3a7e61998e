//! Does a file hold what looks like a CPR-nummer? Then there is no draft, and nothing of the file is
//! told but where.

use crate::finding::{Finding, Place, Severity};
use crate::ingest::cell::Cell;
use crate::ingest::draft::kind::Guessed;
use crate::ingest::draft::open::OpenedSheet;
use crate::ingest::draft::persons::Persons;
use crate::ingest::draft::seen::COLUMNS;
use crate::ingest::layout::fields::may_be_ten_digits;
use crate::ingest::scan::personal_cells::PersonalCells;
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::personal::{hidden_name, looks_like_cpr, name_looks_like_cpr};

const ACTION: &str = "Slet personnummeret, og prøv igen; en kolonne med personnumre, hvis overskrift \
                      siger det (CPR-nummer), må blive: den læses aldrig";

/// What is told of a name that looks like one, or of a cell that others found; `what` of the file.
pub(crate) fn of_part(what: &str) -> Finding {
    Finding {
        place: Place::file("datafilen"),
        severity: Severity::Error,
        code: ValueCode::PersonalNumber.slug(),
        message: format!("{what} ligner et CPR-nummer og er ikke gengivet; der er intet udkast"),
        action: "Ret det, og prøv igen".to_owned(),
    }
}

/// The first sheet in which a cell looks so, if any does.
pub(crate) fn of_cells(
    file: &str,
    sheets: &[OpenedSheet],
    guessed: &[Guessed<'_>],
) -> Option<Finding> {
    for (number, sheet) in sheets.iter().enumerate() {
        let known = guessed.iter().find(|guessed| std::ptr::eq(guessed.sheet, sheet));
        let found = cells_of(sheet, known);
        let Some((row, column)) = found.first() else { continue };
        let name = sheet.name.as_deref().map(|name| {
            let is_hidden = name_looks_like_cpr(name);
            if is_hidden { hidden_name("ark", number + 1) } else { name.to_owned() }
        });
        return Some(Finding {
            place: Place {
                sheet: name.map(Into::into),
                row: Some(row),
                column: Some(u32::from(column)),
                ..Place::file(file)
            },
            severity: Severity::Error,
            code: ValueCode::PersonalNumber.slug(),
            message: format!(
                "cellen ligner et CPR-nummer{}; der er intet udkast, og intet af filen er gengivet",
                found.listed()
            ),
            action: ACTION.to_owned(),
        });
    }
    None
}

/// What a column may hold.
#[derive(Clone, Copy, PartialEq)]
enum May {
    /// Anything: it is never read.
    Anything,
    /// Ten digits by themselves.
    TenDigits,
    /// Nothing that looks like a CPR-nummer.
    Nothing,
}

fn cells_of(sheet: &OpenedSheet, known: Option<&Guessed<'_>>) -> PersonalCells {
    let seen = &sheet.seen;
    let header_row = known.map(|known| seen.rows[known.header_at].0);
    let mut found = PersonalCells::default();
    for (row, cells) in &seen.rows {
        for (column, cell) in cells {
            let may = match (known, header_row) {
                (Some(known), Some(header_row)) if *row > header_row => may(known, *column),
                (Some(_), Some(header_row)) if *row == header_row => May::Nothing,
                // Above the headers, and in a sheet that is not read, it may be anything else.
                _ => May::TenDigits,
            };
            if may != May::Anything && looks_like_cpr(cell, may == May::TenDigits) {
                found.add(*row, *column);
            }
        }
    }
    for (column, mut below) in (0..).zip(seen.below.iter().cloned()) {
        let may = match known {
            Some(known) if usize::from(column) < COLUMNS => may(known, column),
            Some(_) => May::Nothing,
            None => May::TenDigits,
        };
        match may {
            May::Anything => {}
            May::TenDigits => found.append(&mut below.among_ids),
            May::Nothing => found.append(&mut below.anywhere),
        }
    }
    found
}

fn may(known: &Guessed<'_>, column: u16) -> May {
    let Some(at) = known.columns.iter().position(|known| known.at == column) else {
        return May::Nothing;
    };
    let is_of_persons =
        |(column, why): &(usize, Persons)| *column == at && *why == Persons::ByHeader;
    if known.roles.iter().all(|guesses| guesses.persons.iter().any(is_of_persons)) {
        return May::Anything;
    }
    let is_of_ids = known.roles.iter().all(|guesses| {
        let guess = guesses.found.iter().find(|guess| guess.column == at);
        guess.is_some_and(|guess| may_be_ten_digits(guess.field))
    });
    // One P-nummer in ten begins as a day does: where most do, they are no P-numre.
    let is_bare = |cell: &Cell<'_>| looks_like_cpr(cell, false);
    let cells = &known.columns[at];
    let are_most = cells.cells.len() >= 3 && cells.share(is_bare) > 0.5;
    if is_of_ids && !are_most { May::TenDigits } else { May::Nothing }
}
