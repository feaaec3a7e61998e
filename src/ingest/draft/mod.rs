//! What would a layout say of a file that no layout knows? A draft for somebody to look through.
//!
//! Headers are known by their words and by what stands under them. Nothing is read with a draft
//! before somebody has saved it as a layout; and no column of persons becomes a field.

mod column;
mod guess;
mod header;
mod help;
mod ideas;
mod kind;
mod missing;
mod names;
mod open;
mod persons;
mod private;
mod reads;
mod seen;
mod told;
mod trial;
mod words;
mod write;

use std::path::Path;

use crate::finding::{Finding, Severity};
use crate::ingest::draft::guess::Guesses;
use crate::ingest::draft::kind::{Guessed, kinds};
use crate::ingest::draft::names::FieldNames;
use crate::ingest::draft::open::{Opened, open};
use crate::ingest::file::problem::{Problem, about_file};
use crate::ingest::layout::Layout;
use crate::ingest::layout::code::LayoutCode;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::value::personal::name_looks_like_cpr;
use crate::plain_text::escaped;

pub use self::help::DraftHelp;

/// *Udkast til et layout.*
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutDraft {
    /// The layout file, as [`Layout::parse`] takes it, with comments.
    pub toml: String,
    /// What was found and how sure it is, line by line, in Danish.
    pub told: Vec<String>,
}

/// Fields of which so many must be found.
const LEAST: usize = 3;

/// A draft of the layout that would read a file.
///
/// # Errors
/// The file can't be read, holds what looks like a CPR-nummer, or nothing in it is known: why.
pub fn draft_layout(path: &Path, help: &DraftHelp<'_>) -> Result<LayoutDraft, Box<Finding>> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    if name_looks_like_cpr(&name) {
        return Err(private::of_part("filens navn").into());
    }
    let shown = escaped(&name).into_owned();
    let opened = open(path, known_headers(help), &help.limits).map_err(|problem| {
        let Problem { code, message, action } = problem;
        about_file(&shown, Severity::Error, code, message, action)
    })?;
    let has_private_name =
        |sheet: &open::OpenedSheet| sheet.name.as_deref().is_some_and(name_looks_like_cpr);
    if opened.sheets.iter().any(has_private_name) {
        return Err(private::of_part("et arks navn").into());
    }
    let mut guessed = kinds(&opened.sheets, help);
    if let Some(found) = private::of_cells(&shown, &opened.sheets, &guessed) {
        return Err(found.into());
    }
    let n_found: usize = guessed.iter().flat_map(|one| &one.roles).map(|g| g.found.len()).sum();
    if n_found < LEAST {
        return Err(nothing_known(&shown, &opened).into());
    }
    if opened.text.is_some() {
        keep_one(&mut guessed);
    }
    let toml = write::toml(&name, &opened, &guessed, help);
    let layout = Layout::parse(&toml, "udkast.toml").map_err(|problems| {
        let why: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
        let message = format!("udkastet kan ikke læses som layout: {}", why.join("; "));
        about_file(&shown, Severity::Error, LayoutCode::LayoutInvalid.slug(), message, NO_DRAFT)
    })?;
    let trial = trial::trial(path, &name, &layout, help);
    if trial.is_private {
        return Err(private::of_part("en celle").into());
    }
    let told = told::told(&shown, &opened, &guessed, &trial, help);
    Ok(LayoutDraft { toml, told })
}

const NO_DRAFT: &str =
    "Skriv layoutet i hånden: kopiér det i input/layouts, der ligner mest, og ret overskrifterne";

/// A text file is one sheet: of two kinds that it may be, the one with most fields.
fn keep_one(guessed: &mut [Guessed<'_>]) {
    for one in guessed {
        if let Some(most) = one.roles.iter().map(Guesses::n_own).max() {
            let mut is_first = true;
            one.roles.retain(|guesses| guesses.n_own() == most && std::mem::take(&mut is_first));
        }
    }
}

/// Headers that a field is known under, folded: they tell the separator of a text file.
fn known_headers(help: &DraftHelp<'_>) -> Vec<String> {
    let names = SheetRole::DRAFTED.into_iter().flat_map(|role| FieldNames::of(role, help.layouts));
    let mut headers: Vec<String> = names.flat_map(|names| names.folded().to_vec()).collect();
    headers.sort();
    headers.dedup();
    headers
}

/// Why nothing can be made of a file.
fn nothing_known(file: &str, opened: &Opened) -> Finding {
    let n_rows: u64 = opened.sheets.iter().map(|sheet| sheet.seen.n_rows).sum();
    let (message, action) = if n_rows == 0 {
        ("der er ingen rækker i filen".to_owned(), "Hent udtrækket igen")
    } else if let Some(sign) = other_separator(opened) {
        (
            format!("filens felter ser ud til at være adskilt af \"{sign}\", og det læses ikke"),
            "Gem filen med semikolon mellem felterne; eller skriv en første linje, der siger tegnet, \
             fx sep=|",
        )
    } else if looks_like_forms(opened) {
        (
            "filen ser ud til at være skemaer med et ark pr. tilbud, hvor feltets navn står i én celle \
             og svaret i den næste"
                .to_owned(),
            "Kopiér input/layouts/indplaceringsskema-pr-tilbud.toml, og ret feltnavnene og \"files\"",
        )
    } else {
        (
            "der er ingen række med overskrifter, der ligner noget, et layout kan læse".to_owned(),
            NO_DRAFT,
        )
    };
    about_file(file, Severity::Error, LayoutCode::NothingToDraft.slug(), message, action)
}

/// A sign that stands as often in each of the first lines, where they have one cell each.
fn other_separator(opened: &Opened) -> Option<char> {
    let rows = opened.text.and(opened.sheets.first())?.seen.rows.iter().take(5);
    let lines: Vec<String> = rows
        .map(|(_, cells)| cells.iter().map(|(_, cell)| cell.shown()))
        .map(|cells| cells.collect::<Vec<_>>().join(";"))
        .collect();
    let n = |line: &str, sign: char| line.matches(sign).count();
    ['|', '^', '~', '#', ':']
        .into_iter()
        .find(|sign| lines.len() >= 2 && lines.iter().all(|line| n(line, *sign) >= 2))
}

/// Whether the names of fields stand below each other.
fn looks_like_forms(opened: &Opened) -> bool {
    /// Names that show it.
    const ENOUGH: usize = 8;
    let roles = [SheetRole::Evidence, SheetRole::Grades];
    let names: Vec<FieldNames> = roles.iter().flat_map(|role| FieldNames::of(*role, &[])).collect();
    opened.sheets.iter().any(|sheet| {
        let labels = sheet.seen.rows.iter().take(200).filter_map(|(_, cells)| cells.first());
        let is_name = |text: &str| {
            let ideas = ideas::Ideas::of(text);
            names.iter().any(|name| name.likeness_of(&ideas) >= names::SAME)
        };
        labels.filter(|(_, cell)| is_name(&cell.shown())).count() >= ENOUGH
    })
}
