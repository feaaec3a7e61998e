//! Which sheets of a workbook are read, and what is said of the others?

use crate::finding::{Account, Finding, Severity};
use crate::ingest::cell::told::Told;
use crate::ingest::file::code::FileCode;
use crate::ingest::file::content::Make;
use crate::ingest::file::problem::{Problem, about_file};
use crate::ingest::file::special::is_correction;
use crate::ingest::layout::keys::keys_of;
use crate::ingest::layout::listing::Listed;
use crate::ingest::layout::{Form, Layout, SheetLayout};
use crate::ingest::read::code::ReadCode;
use crate::ingest::read::context::Context;
use crate::ingest::read::form_file::read_forms;
use crate::ingest::read::sheet::{read_lost, read_one};
use crate::ingest::read::told_sheet::{shown, tell_broken};
use crate::ingest::row::file_read::FileRead;
use crate::ingest::row::lost::Lost;
use crate::ingest::row::sheet_read::SheetRead;
use crate::ingest::scan::hidden_parts::{tell_hidden_columns, tell_hidden_rows};
use crate::ingest::scan::notes::Notes;
use crate::ingest::value::near::{did_you_mean, nearest};
use crate::ingest::value::personal::name_looks_like_cpr;
use crate::ingest::workbook::book::Workbook;
use crate::ingest::workbook::error::{BookError, GOES_ON};
use crate::ingest::workbook::measured::Measured;
use crate::ingest::workbook::rows::Hints;
use crate::register::fold_name;

/// Reads the sheets of a workbook that the layout names.
pub(crate) fn read_workbook(
    listed: &Listed,
    make: Make,
    layout: &Layout,
    context: &Context<'_>,
    read: &mut FileRead,
) -> Result<(), Problem> {
    let Listed { path, full, .. } = listed;
    let limits = context.limits;
    let measured = match context.measured.0.get(&read.file.sha256) {
        Some(known) => known.clone(),
        None => Measured::of(full, make, limits, context.budget)
            .map_err(|error| problem_of(error, make))?,
    };
    read.measured = Some(measured.clone());
    let is_large = measured.is_large();
    let read_on = || {
        let workbook = Workbook::open(full, measured, limits, context.budget)
            .map_err(|error| problem_of(error, make))?;
        read_sheets(path, workbook, layout, context, read);
        Ok(())
    };
    if is_large { context.budget.alone(read_on) } else { read_on() }
}

fn read_sheets(
    path: &str,
    mut workbook: Workbook,
    layout: &Layout,
    context: &Context<'_>,
    read: &mut FileRead,
) {
    if workbook.sheets().iter().any(|sheet| name_looks_like_cpr(&sheet.name)) {
        read.personal_names.push("et arks navn");
    }
    let used = match &layout.form {
        Form::RowPerOffering => read_tables(path, &mut workbook, layout, context, read),
        Form::SheetPerOffering => read_forms(path, &mut workbook, layout, context, read),
    };
    // What is given back has a sheet that tells what to do with it.
    if !is_correction(path) {
        tell_unread(path, &workbook, layout, &used, read);
    }
}

/// Reads the sheets with a row per offering (or per department); gives the names of those read.
fn read_tables(
    path: &str,
    workbook: &mut Workbook,
    layout: &Layout,
    context: &Context<'_>,
    read: &mut FileRead,
) -> Vec<String> {
    let mut used = Vec::new();
    for sheet in &layout.sheets {
        let Some(name) = sheet_name(workbook, sheet) else {
            // What is given back has only the sheets that have something to correct.
            let has_another = || layout.sheets.iter().any(|s| sheet_name(workbook, s).is_some());
            if is_correction(path) && has_another() {
                continue;
            }
            read.findings.push(sheet_missing(path, workbook, sheet));
            read.lost.push(sheet.role);
            if sheet.role.is_providers() {
                read.lose(sheet.role);
            }
            read.sheets.append(&mut lost_sheets(path, workbook, layout, sheet, context));
            read.accounts.push(Account {
                file: path.to_owned(),
                sheet: sheet.sheet.as_deref().map(Into::into),
                ..Account::default()
            });
            continue;
        };
        let mut one = read_table(path, workbook, &name, sheet, context);
        if workbook.sheets().iter().any(|known| known.name == name && !known.is_visible) {
            let place = one.notes.here();
            one.notes.add(
                place,
                Told::note(
                    ReadCode::SheetHidden.slug(),
                    "arket er skjult; det er læst alligevel".to_owned(),
                    "Ingenting; skal det ikke læses, så slet det eller giv det et andet navn",
                ),
            );
        }
        let hidden = workbook.hidden(&name);
        tell_hidden_rows(&mut one.notes, &hidden);
        tell_hidden_columns(&mut one.notes, &hidden, sheet.role.fields().len());
        read.sheets.push(one);
        used.push(name);
    }
    used
}

fn read_table(
    path: &str,
    workbook: &mut Workbook,
    name: &str,
    layout: &SheetLayout,
    context: &Context<'_>,
) -> SheetRead {
    let is_1904 = workbook.is_1904();
    let pass_over = |workbook: &mut Workbook, hints: &Hints| {
        let notes = Notes::new(path.into(), Some(shown(name, workbook).into()));
        let mut may_be_merged = false;
        let (one, result) = read_one(layout, notes, context, |table| {
            table.scan.is_1904 = is_1904;
            let result = workbook.read_sheet(name, hints, table);
            may_be_merged = table.scan.may_be_merged();
            result
        });
        (one, result, may_be_merged)
    };
    let (mut one, mut result, may_be_merged) = pass_over(workbook, &Hints::default());
    // What stands behind the cells, or can't be told while they are read, is looked up only where
    // something is missing; the sheet is then read anew.
    if let Ok(pass) = &result
        && let Some(hints) = workbook.hints(name, pass, may_be_merged)
    {
        (one, result, _) = pass_over(workbook, &hints);
    }
    if let Err(error) = result {
        tell_broken(&mut one.notes, &error);
    }
    one.keep_lost(lost_rows(workbook, name, layout, &one.notes, context));
    one
}

/// Whose the rows are of a sheet that lacks a column.
fn lost_rows(
    workbook: &mut Workbook,
    name: &str,
    layout: &SheetLayout,
    notes: &Notes,
    context: &Context<'_>,
) -> Vec<Lost> {
    let Some(keys) = keys_of(layout, notes.best_headers.as_ref()) else { return Vec::new() };
    let is_1904 = workbook.is_1904();
    read_lost(&keys, notes, context, |table| {
        table.scan.is_1904 = is_1904;
        // What can't be read has been told.
        let _ = workbook.read_sheet(name, &Hints::default(), table);
    })
}

/// Whose assessments are in a sheet that was not found by its name: the sheets that the layout does
/// not name are looked through for its headers.
fn lost_sheets(
    path: &str,
    workbook: &mut Workbook,
    layout: &Layout,
    sheet: &SheetLayout,
    context: &Context<'_>,
) -> Vec<SheetRead> {
    if !sheet.role.is_assessments() || context.wanted.is_some() {
        return Vec::new();
    }
    let named: Vec<String> =
        layout.sheets.iter().filter_map(|sheet| sheet_name(workbook, sheet)).collect();
    let others = workbook.sheets().iter().map(|sheet| sheet.name.clone());
    let others: Vec<String> = others.filter(|name| !named.contains(name)).collect();
    let mut found = Vec::new();
    for name in others {
        let notes = Notes::new(path.into(), Some(shown(&name, workbook).into()));
        let (mut one, ()) = read_one(sheet, notes.of_same_sheet(), context, |table| {
            // What can't be read is told nowhere: the sheet is not one that is looked for.
            let _ = workbook.read_sheet(&name, &Hints::default(), table);
        });
        let assessments = one.take_assessments(|_| true);
        let mut lost = one.lost;
        lost.extend(assessments);
        lost.extend(lost_rows(workbook, &name, sheet, &one.notes, context));
        if !lost.is_empty() {
            found.push(SheetRead { lost, ..SheetRead::empty(sheet.role, notes) });
        }
    }
    found
}

pub(crate) fn problem_of(error: BookError, make: Make) -> Problem {
    let problem =
        |code, message, action: &str| Problem { code, message, action: action.to_owned() };
    match error {
        BookError::Password => problem(
            ReadCode::FileEncrypted.slug(),
            "projektmappen er beskyttet med adgangskode".to_owned(),
            "Åbn den i regnearket, fjern adgangskoden, og gem den igen",
        ),
        BookError::Broken(why) => problem(
            FileCode::FileUnreadable.slug(),
            format!("projektmappen ({}) kan ikke læses: {why}", make.extension()),
            "Åbn den i regnearket, og gem den igen som xlsx; eller hent den igen",
        ),
        BookError::GoesOn => problem_of(BookError::Lies(GOES_ON.to_owned()), make),
        BookError::Lies(why) => problem(
            ReadCode::FileLies.slug(),
            format!("projektmappen er ikke, hvad den giver sig ud for: {why}; den er ikke læst"),
            "Hent den igen fra den, der har lavet den; et regneark skriver ikke sådan en fil",
        ),
        BookError::Exceeded { exceeded, code, action } => {
            problem(code.slug(), exceeded.message, &format!("{action}, eller {}", exceeded.raise))
        }
    }
}

/// The sheet that the layout means, as the workbook spells it.
fn sheet_name(workbook: &Workbook, layout: &SheetLayout) -> Option<String> {
    let sheets = workbook.sheets();
    let found = match &layout.sheet {
        None => sheets.iter().find(|sheet| sheet.is_visible),
        Some(wanted) => {
            let folded = fold_name(wanted);
            let exact = sheets.iter().find(|sheet| *sheet.name == **wanted);
            exact.or_else(|| sheets.iter().find(|sheet| fold_name(&sheet.name) == folded))
        }
    };
    found.map(|sheet| sheet.name.clone())
}

fn sheet_missing(path: &str, workbook: &Workbook, layout: &SheetLayout) -> Finding {
    let wanted = layout.sheet.as_deref().unwrap_or("et synligt ark");
    let names = || workbook.sheets().iter().map(|sheet| sheet.name.as_str());
    let listed: Vec<String> =
        names().map(|name| format!("\"{}\"", shown(name, workbook))).collect();
    let near = nearest(wanted, names());
    about_file(
        path,
        Severity::Error,
        ReadCode::SheetMissing.slug(),
        format!(
            "arket \"{wanted}\" mangler; projektmappen har {}",
            if listed.is_empty() { "ingen ark".to_owned() } else { listed.join(", ") }
        ),
        format!(
            "{}Giv arket navnet \"{wanted}\", eller ret sheet i layoutfilen i input/layouts",
            did_you_mean(near)
        ),
    )
}

/// Says which sheets were not read: data may hide in them.
fn tell_unread(
    path: &str,
    workbook: &Workbook,
    layout: &Layout,
    used: &[String],
    read: &mut FileRead,
) {
    // A sheet of a table's that the layout names holds no data; a form may stand on any.
    let is_known = |name: &str| layout.form == Form::RowPerOffering && layout.skips(name);
    let unread: Vec<String> = workbook
        .sheets()
        .iter()
        .filter(|sheet| !used.contains(&sheet.name) && !is_known(&sheet.name))
        .map(|sheet| {
            let name = shown(&sheet.name, workbook);
            format!("\"{name}\"{}", if sheet.is_visible { "" } else { " (skjult)" })
        })
        .collect();
    if !unread.is_empty() {
        read.findings.push(about_file(
            path,
            Severity::Note,
            ReadCode::SheetsNotRead.slug(),
            format!("ark, der ikke læses: {}", unread.join(", ")),
            "Ingenting, hvis der ikke er data i dem; ellers skriv arkets navn i layoutfilen i \
             input/layouts",
        ));
    }
}
