//! How is one file of the input folder read, whatever is wrong with it?

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use calamine::XlsxError;
use encoding_rs::Encoding;

use super::assessment_rows::AssessmentRows;
use super::cell::Cell;
use super::csv_file::read_csv;
use super::fields::{SheetRole, grades, key};
use super::layout::{Layout, SheetLayout, did_you_mean, nearest};
use super::links_file;
use super::notes::Notes;
use super::provider_rows::ProviderRows;
use super::scan::{Scan, TakeRow};
use super::sheet_read::SheetRead;
use super::sniff::{Content, sniff};
use super::workbook::Workbook;
use super::{InputFile, Progress, ReadOptions, about_file};
use crate::finding::{Account, Finding, Severity};
use crate::register::{Registers, fold_name};

/// What all files are read with.
pub(super) struct Context<'c> {
    pub(super) input: &'c Path,
    pub(super) registers: &'c Registers,
    pub(super) options: &'c ReadOptions<'c>,
    pub(super) tally: &'c Tally<'c>,
}

/// One file, read.
pub(super) struct FileRead {
    pub(super) file: InputFile,
    pub(super) sheets: Vec<SheetRead>,
    pub(super) findings: Vec<Finding>,
    /// Books of what could not be opened: nothing read.
    pub(super) accounts: Vec<Account>,
}

/// Counts how far all threads have come.
pub(super) struct Tally<'t> {
    files: usize,
    files_done: AtomicUsize,
    rows: AtomicU64,
    tell: Option<&'t (dyn Fn(Progress) + Sync)>,
}

impl<'t> Tally<'t> {
    pub(super) fn new(files: usize, tell: Option<&'t (dyn Fn(Progress) + Sync)>) -> Self {
        Self { files, files_done: AtomicUsize::new(0), rows: AtomicU64::new(0), tell }
    }

    fn add(&self, files: usize, rows: u64) {
        let files_done = self.files_done.fetch_add(files, Ordering::Relaxed) + files;
        let rows = self.rows.fetch_add(rows, Ordering::Relaxed) + rows;
        if let Some(tell) = self.tell {
            tell(Progress { files: self.files, files_done, rows });
        }
    }
}

pub(super) fn read_file(path: &str, layout: &Layout, context: &Context<'_>) -> FileRead {
    let mut read = FileRead {
        file: InputFile { path: path.to_owned(), bytes: 0, sha256: String::new() },
        sheets: Vec::new(),
        findings: Vec::new(),
        accounts: Vec::new(),
    };
    if let Err(problem) = read_content(path, layout, context, &mut read) {
        let Problem { code, message, action } = problem;
        read.findings.push(about_file(path, Severity::Error, code, message, action));
    }
    if read.sheets.is_empty() && read.accounts.is_empty() {
        read.accounts.push(Account { file: path.to_owned(), ..Account::default() });
    }
    context.tally.add(1, 0);
    read
}

/// Why a file cannot be read.
struct Problem {
    code: &'static str,
    message: String,
    action: String,
}

fn problem<T>(code: &'static str, message: impl Into<String>, action: &str) -> Result<T, Problem> {
    Err(Problem { code, message: message.into(), action: action.to_owned() })
}

fn unreadable(error: &dyn std::fmt::Display) -> Problem {
    Problem {
        code: "file-unreadable",
        message: format!("filen kan ikke læses: {error}"),
        action: "Ret adgangen til filen, eller hent den igen".to_owned(),
    }
}

fn read_content(
    path: &str,
    layout: &Layout,
    context: &Context<'_>,
    read: &mut FileRead,
) -> Result<(), Problem> {
    let full = context.input.join(path);
    let limits = &context.options.limits;
    let sniffed = sniff(&full).map_err(|error| unreadable(&error))?;
    read.file.bytes = sniffed.bytes;
    read.file.sha256 = sniffed.sha256;
    if sniffed.bytes > limits.file_bytes {
        return problem(
            "file-too-large",
            format!("filen er på {} bytes; højst {} læses", sniffed.bytes, limits.file_bytes),
            "Del filen i flere",
        );
    }
    let extension = Path::new(path).extension().unwrap_or_default().to_string_lossy();
    let is_named_workbook = extension.to_lowercase().starts_with("xls");
    let renamed = |what: &str| {
        about_file(
            path,
            Severity::Warning,
            "file-renamed",
            format!("filen hedder .{extension}, men er {what}; den er læst som det, den er"),
            "Giv filen den rigtige endelse",
        )
    };
    match sniffed.content {
        Content::Text(found) => {
            if is_named_workbook {
                read.findings.push(renamed("en tekstfil"));
            }
            read_text(path, &full, layout, found, context, read)
        }
        Content::Workbook { uncompressed, shared_texts } => {
            if uncompressed > limits.uncompressed_bytes || shared_texts > limits.shared_text_bytes {
                return problem(
                    "file-too-large",
                    format!(
                        "projektmappen fylder {uncompressed} bytes pakket ud, heraf {shared_texts} \
                         tekster; højst {} og {} læses",
                        limits.uncompressed_bytes, limits.shared_text_bytes
                    ),
                    "Slet tomme, formaterede rækker og kolonner, eller del filen i flere",
                );
            }
            if !is_named_workbook {
                read.findings.push(renamed("en projektmappe (xlsx)"));
            }
            read_workbook(path, &full, layout, context, read)
        }
        Content::Nothing => problem("file-empty", "filen er tom (0 bytes)", "Hent filen igen"),
        Content::Truncated => problem(
            "file-truncated",
            "filen er en projektmappe, men er skåret af: dens slutning mangler",
            "Hent filen igen; den blev ikke hentet eller gemt færdig",
        ),
        Content::Encrypted => problem(
            "file-encrypted",
            "projektmappen er beskyttet med adgangskode",
            "Åbn den i regnearket, fjern adgangskoden, og gem den igen",
        ),
        Content::Other(what) => problem(
            "file-not-readable-kind",
            format!("filen er {what}; kun CSV og xlsx læses"),
            "Gem den som CSV eller xlsx",
        ),
    }
}

fn read_text(
    path: &str,
    full: &Path,
    layout: &Layout,
    found: &'static Encoding,
    context: &Context<'_>,
    read: &mut FileRead,
) -> Result<(), Problem> {
    let Some(sheet) = sheet_of_text(path, layout) else {
        return problem(
            "form-unknown",
            "en CSV-fil af dette layout skal have arkets navn i sit filnavn",
            "Kald den f.eks. tilsyn-nord-oplysningsskema.csv",
        );
    };
    let encoding = layout.encoding.unwrap_or(found);
    if encoding == encoding_rs::UTF_8 && found != encoding {
        read.findings.push(about_file(
            path,
            Severity::Warning,
            "encoding-contradiction",
            "layoutet siger utf-8, men filen har tegn, der ikke er det; de er læst som �",
            "Ret encoding i layoutfilen til windows-1252, eller slet linjen",
        ));
    }
    let notes = Notes::new(path.into(), None);
    let limits = &context.options.limits;
    let one = read_one(sheet, notes, context, |scan, take| {
        read_csv(full, encoding, sheet, limits.cells, scan, take)
            .map_err(|error| unreadable(&error))
    });
    let (mut one, result) = one;
    one.encoding = Some(encoding.name());
    read.sheets.push(one);
    result
}

/// The sheet that a CSV file stands for: the only one, or the one whose name is in the file's name.
fn sheet_of_text<'l>(path: &str, layout: &'l Layout) -> Option<&'l SheetLayout> {
    if let [only] = &layout.sheets[..] {
        return Some(only);
    }
    let name = fold_name(path);
    layout
        .sheets
        .iter()
        .find(|sheet| sheet.sheet.as_ref().is_some_and(|sheet| name.contains(&fold_name(sheet))))
}

fn read_workbook(
    path: &str,
    full: &Path,
    layout: &Layout,
    context: &Context<'_>,
    read: &mut FileRead,
) -> Result<(), Problem> {
    let limits = &context.options.limits;
    let mut workbook = match Workbook::open(full, limits.cells) {
        Ok(workbook) => workbook,
        Err(XlsxError::Password) => {
            return problem(
                "file-encrypted",
                "projektmappen er beskyttet med adgangskode",
                "Åbn den i regnearket, fjern adgangskoden, og gem den igen",
            );
        }
        Err(error) => {
            return problem(
                "file-unreadable",
                format!("projektmappen kan ikke læses: {error}"),
                "Åbn den i regnearket, og gem den igen som xlsx; eller hent den igen",
            );
        }
    };
    for sheet in &layout.sheets {
        let Some(name) = sheet_name(&workbook, sheet) else {
            read.findings.push(sheet_missing(path, &workbook, sheet));
            read.accounts.push(Account {
                file: path.to_owned(),
                sheet: sheet.sheet.as_deref().map(Into::into),
                ..Account::default()
            });
            continue;
        };
        let notes = Notes::new(path.into(), Some(Arc::from(name.as_str())));
        let (mut one, result) =
            read_one(sheet, notes, context, |scan, take| workbook.read_sheet(&name, scan, take));
        if let Err(error) = result {
            let place = one.notes.here();
            one.notes.add(
                place,
                Severity::Error,
                "sheet-broken",
                format!("arket kan ikke læses til ende: {error}; rækkerne før bruddet er med"),
                "Åbn projektmappen i regnearket, og gem den igen; eller hent den igen",
            );
        }
        read.sheets.push(one);
    }
    Ok(())
}

/// The sheet that the layout means, as the workbook spells it.
fn sheet_name(workbook: &Workbook, layout: &SheetLayout) -> Option<String> {
    match &layout.sheet {
        None => workbook.first_visible().map(Into::into),
        Some(wanted) => {
            let folded = fold_name(wanted);
            let exact = workbook.names().find(|name| *name == &**wanted);
            exact
                .or_else(|| workbook.names().find(|name| fold_name(name) == folded))
                .map(Into::into)
        }
    }
}

fn sheet_missing(path: &str, workbook: &Workbook, layout: &SheetLayout) -> Finding {
    let wanted = layout.sheet.as_deref().unwrap_or("et synligt ark");
    let names: Vec<String> = workbook.names().map(|name| format!("\"{name}\"")).collect();
    let near = nearest(wanted, workbook.names());
    about_file(
        path,
        Severity::Error,
        "sheet-missing",
        format!("arket \"{wanted}\" mangler; projektmappen har {}", names.join(", ")),
        format!(
            "{}Giv arket navnet \"{wanted}\", eller ret sheet i layoutfilen i input/layouts",
            did_you_mean(near)
        ),
    )
}

/// Reads one sheet with `read_rows`, and makes of its rows what the layout says they are.
fn read_one<E>(
    layout: &SheetLayout,
    notes: Notes,
    context: &Context<'_>,
    read_rows: impl FnOnce(&mut Scan<'_>, &mut TakeRow<'_>) -> Result<(), E>,
) -> (SheetRead, Result<(), E>) {
    /// Rows between two signs of progress.
    const TOLD: u64 = 4096;
    let options = context.options;
    let mut unused = Vec::new();
    if matches!(layout.role, SheetRole::Evidence | SheetRole::Grades) {
        unused.extend(key::UNUSED);
    }
    if layout.role == SheetRole::Grades && options.grounds_for.is_none() {
        unused.extend(grades::GROUNDS..grades::FIELDS.len());
    }
    let mut scan = Scan::new(layout, &unused, notes);
    let mut untold = 0;
    let mut tell = move || {
        untold += 1;
        if untold == TOLD {
            context.tally.add(0, TOLD);
            untold = 0;
        }
    };
    let mut providers = ProviderRows::new(context.registers, layout);
    let mut assessments = AssessmentRows::new(context.registers, options.grounds_for);
    let mut links = Vec::new();
    let result = if layout.role == SheetRole::Links {
        let mut take = |row: u32, cells: &[Cell<'_>], notes: &mut Notes| {
            links.extend(links_file::take(row, cells, context.registers, notes));
        };
        read_rows(&mut scan, &mut take)
    } else if layout.role.is_providers() {
        let mut take = |row: u32, cells: &[Cell<'_>], notes: &mut Notes| {
            providers.take(row, cells, notes);
            tell();
        };
        read_rows(&mut scan, &mut take)
    } else {
        let mut take = |row: u32, cells: &[Cell<'_>], notes: &mut Notes| {
            assessments.take(layout.role, row, cells, notes);
            tell();
        };
        read_rows(&mut scan, &mut take)
    };
    let (notes, rows_read) = scan.finish();
    let sheet = SheetRead {
        sheet: notes.form_sheet(layout.role.fields()),
        encoding: None,
        notes,
        rows_read,
        rows_used: 0,
        providers: providers.rows,
        evidence: assessments.evidence,
        grades: assessments.grades,
        links,
    };
    (sheet, result)
}
