//! How is one file of the input folder read, whatever is wrong with it?

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::assessment_rows::AssessmentRows;
use super::container::Make;
use super::corrections::Corrections;
use super::csv_file::read_csv;
use super::fields::{SheetRole, grades, key};
use super::folder::Listed;
use super::given_rows::{self, WantedRows};
use super::layout::{Layout, SheetLayout};
use super::limits::bytes_within;
use super::lost::{Lost, book_of, keys_of};
use super::memory::Budget;
use super::notes::{LostPart, Notes};
use super::personal_data;
use super::scan::Scan;
use super::sheet_read::SheetRead;
use super::slash_dates;
use super::sniff::{Content, sniff};
use super::taker::Taker;
use super::text_make::TextMake;
use super::workbook_file::read_workbook;
use super::{InputFile, Progress, ReadOptions, about_file};
use crate::finding::{Account, Finding, Severity};
use crate::register::{Registers, fold_name};

/// What all files are read with.
pub(super) struct Context<'c> {
    pub(super) registers: &'c Registers,
    pub(super) options: &'c ReadOptions<'c>,
    pub(super) tally: &'c Tally<'c>,
    /// Memory for what is held whole, of all files together.
    pub(super) budget: &'c Arc<Budget>,
    /// Rows that other rows are to be replaced by.
    pub(super) corrections: &'c Corrections,
    /// Rows to be given back: nothing else is made of the files then.
    pub(super) wanted: Option<&'c WantedRows>,
}

/// One file, read.
pub(super) struct FileRead {
    pub(super) file: InputFile,
    pub(super) sheets: Vec<SheetRead>,
    pub(super) findings: Vec<Finding>,
    /// Books of what could not be opened: nothing read.
    pub(super) accounts: Vec<Account>,
    /// What holds the halves of its assessments together.
    pub(super) book: Box<str>,
    /// What its sheets that could not be opened hold.
    pub(super) lost: Vec<SheetRole>,
    /// It could not be opened, or holds what looks like a CPR-nummer: nothing of it is used.
    pub(super) is_stopped: bool,
    /// Names of it that look like a CPR-nummer: which, in words for the reader.
    pub(super) personal_names: Vec<&'static str>,
}

impl FileRead {
    /// Whether it could not be read, or not to its end, or was stopped.
    pub(super) fn is_unread(&self) -> bool {
        self.is_stopped
            || !self.lost.is_empty()
            || self.sheets.iter().any(|sheet| sheet.notes.lost == LostPart::Rest)
    }
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

    pub(super) fn add(&self, files: usize, rows: u64) {
        let files_done = self.files_done.fetch_add(files, Ordering::Relaxed) + files;
        let rows = self.rows.fetch_add(rows, Ordering::Relaxed) + rows;
        if let Some(tell) = self.tell {
            tell(Progress { files: self.files, files_done, rows });
        }
    }
}

impl FileRead {
    /// Nothing read so far. `name` is the path as it is, and `path` as it is told.
    fn new(path: &str, name: &str, layout: &Layout) -> Self {
        Self {
            file: InputFile { path: path.to_owned(), bytes: 0, sha256: String::new() },
            sheets: Vec::new(),
            findings: Vec::new(),
            accounts: Vec::new(),
            book: book_of(name, layout),
            lost: Vec::new(),
            is_stopped: false,
            personal_names: Vec::new(),
        }
    }

    /// What lies where a file would be read and is none: told when the folder was looked through.
    pub(super) fn of_no_file(path: &str, layout: &Layout) -> Self {
        let mut read = Self::new(path, path, layout);
        read.is_stopped = true;
        lose_file(layout, &mut read);
        read.close();
        read
    }

    fn close(&mut self) {
        self.sheets.iter_mut().for_each(|sheet| sheet.book.clone_from(&self.book));
        if self.sheets.is_empty() && self.accounts.is_empty() {
            let file = self.file.path.clone();
            self.accounts.push(Account { file, ..Account::default() });
        }
    }
}

pub(super) fn read_file(listed: &Listed, layout: &Layout, context: &Context<'_>) -> FileRead {
    let path = &*listed.path;
    let mut read = FileRead::new(path, &listed.name, layout);
    if listed.has_personal_name {
        let is_own = listed.name.rsplit('/').next().is_some_and(personal_data::name_looks_like_cpr);
        read.personal_names.push(if is_own { "filens navn" } else { "mappens navn" });
    }
    if let Err(problem) = read_content(listed, layout, context, &mut read) {
        read.is_stopped = true;
        lose_file(layout, &mut read);
        let Problem { code, message, action } = problem;
        read.findings.push(about_file(path, Severity::Error, code, message, action));
    }
    slash_dates::settle(&mut read.sheets);
    personal_data::stop(&mut read);
    read.close();
    context.tally.add(1, 0);
    read
}

/// A file of assessments that can't be read may hold anybody's: its sheets are kept as lost.
fn lose_file(layout: &Layout, read: &mut FileRead) {
    for role in layout.sheets.iter().map(|sheet| sheet.role).filter(|role| role.is_assessments()) {
        let mut notes = Notes::new(read.file.path.as_str().into(), None);
        notes.lose(LostPart::Rest);
        read.sheets.push(SheetRead::empty(role, notes));
    }
}

/// Why a file cannot be read.
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) action: String,
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
    listed: &Listed,
    layout: &Layout,
    context: &Context<'_>,
    read: &mut FileRead,
) -> Result<(), Problem> {
    let Listed { path, name, full, .. } = listed;
    let limits = &context.options.limits;
    let sniffed = sniff(full).map_err(|error| unreadable(&error))?;
    read.file.bytes = sniffed.bytes;
    read.file.sha256 = sniffed.sha256;
    bytes_within("file-mb", "filen er på", sniffed.bytes, limits.file_bytes).map_err(
        |exceeded| Problem {
            code: "file-too-large",
            message: exceeded.message,
            action: format!("Del filen i flere, eller {}", exceeded.raise),
        },
    )?;
    let extension = Path::new(name).extension().unwrap_or_default().to_string_lossy();
    let lower = extension.to_lowercase();
    let is_named_workbook = lower.starts_with("xl") || lower == "ods";
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
            read_text(listed, layout, found, context, read)
        }
        Content::Workbook(make) => {
            if !make.may_be_called(&lower) {
                read.findings.push(renamed(&format!("en projektmappe ({})", make.extension())));
            }
            read_workbook_safely((path, full), make, layout, context, read)
        }
        Content::Blank => problem(
            "file-empty",
            "filen har ingen tekst, kun blanke tegn eller et byte-order-mark",
            "Hent filen igen",
        ),
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
            format!("filen er {what}; kun CSV og projektmapper (xlsx, xlsm, xlsb, xls, ods) læses"),
            "Åbn den i regnearket, og gem den som xlsx; eller hent den igen",
        ),
    }
}

/// Reads a workbook so that nothing in its bytes can end the run. The readers of calamine index
/// into what a file says of itself, and some bytes make them panic; which ones only they know. That
/// costs the file, and no other.
fn read_workbook_safely(
    (path, full): (&str, &Path),
    make: Make,
    layout: &Layout,
    context: &Context<'_>,
    read: &mut FileRead,
) -> Result<(), Problem> {
    let reading = || read_workbook((path, full), make, layout, context, read);
    if let Ok(result) = catch_unwind(AssertUnwindSafe(reading)) {
        return result;
    }
    read.sheets.clear();
    read.accounts.clear();
    problem(
        "file-unreadable",
        "projektmappen kan ikke læses: dens indhold modsiger sig selv",
        "Åbn den i regnearket, og gem den igen som xlsx; eller hent den igen",
    )
}

fn read_text(
    listed: &Listed,
    layout: &Layout,
    found: TextMake,
    context: &Context<'_>,
    read: &mut FileRead,
) -> Result<(), Problem> {
    let Listed { path, name, full, .. } = listed;
    let Some(sheet) = sheet_of_text(name, layout) else {
        return problem(
            "form-unknown",
            "en CSV-fil af dette layout skal have arkets navn i sit filnavn",
            "Kald den f.eks. tilsyn-nord-oplysningsskema.csv",
        );
    };
    let encoding = encoding(path, layout, found, read);
    let notes = Notes::new(path.as_str().into(), None);
    let limits = &context.options.limits;
    let one = read_one(sheet, notes, context, |scan, take| {
        read_csv(full, encoding, sheet, limits.cells, scan, take)
            .map_err(|error| unreadable(&error))
    });
    let (mut one, result) = one;
    one.encoding = Some(encoding.name());
    if let Some(keys) = keys_of(sheet, one.notes.best_headers.as_ref()) {
        let lost = read_lost(&keys, &one.notes, context, |scan, take| {
            // What can't be read has been told.
            let _ = read_csv(full, encoding, &keys, limits.cells, scan, take);
        });
        one.keep_lost(lost);
    }
    read.sheets.push(one);
    result
}

/// The encoding to read a text in: what the layout says, unless the file itself says otherwise.
fn encoding(
    path: &str,
    layout: &Layout,
    found: TextMake,
    read: &mut FileRead,
) -> &'static encoding_rs::Encoding {
    let mut tell = |code, message: String, action: &str| {
        read.findings.push(about_file(path, Severity::Warning, code, message, action));
    };
    if found.is_cut {
        tell(
            "text-cut-off",
            "filen slutter midt i et tegn; den er måske skåret af, og rækker kan mangle".to_owned(),
            "Hent filen igen, eller se efter, at den sidste række er hel",
        );
    }
    let (wanted, is) = (layout.encoding, found.encoding.name());
    let Some(wanted) = wanted.filter(|wanted| *wanted != found.encoding) else {
        if let Some(doubt) = found.doubt {
            tell(
                "encoding-doubtful",
                format!("filen er læst som {is}, men {doubt}"),
                "Gem filen som utf-8, eller skriv dens encoding i layoutfilen i input/layouts",
            );
        }
        return found.encoding;
    };
    let says = wanted.name();
    if found.is_told {
        tell(
            "encoding-contradiction",
            format!("layoutet siger {says}, men filen er {is} og læst som det"),
            "Ret encoding i layoutfilen, eller slet linjen",
        );
        return found.encoding;
    }
    if wanted == encoding_rs::UTF_8 {
        tell(
            "encoding-contradiction",
            "layoutet siger utf-8, men filen har tegn, der ikke er det; de er læst som �"
                .to_owned(),
            "Ret encoding i layoutfilen til windows-1252, eller slet linjen",
        );
    } else if found.has_multibyte {
        tell(
            "encoding-contradiction",
            format!("filen er læst som {says}, som layoutet siger, men er gyldig {is}"),
            "Slet encoding i layoutfilen, hvis æ, ø og å er forkerte",
        );
    }
    wanted
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

/// Reads a sheet that lacks a column once more, for whose its rows are. Nothing else is made of it,
/// and nothing is said of it.
pub(super) fn read_lost(
    layout: &SheetLayout,
    notes: &Notes,
    context: &Context<'_>,
    read_rows: impl FnOnce(&mut Scan<'_>, &mut Taker<'_>),
) -> Vec<Lost> {
    if context.wanted.is_some() {
        return Vec::new();
    }
    let mut scan = Scan::new(layout, &[], notes.of_same_sheet());
    let rows = AssessmentRows::losing(context.registers);
    let mut taker = Taker::Assessments(layout.role, Box::new(rows));
    read_rows(&mut scan, &mut taker);
    match taker {
        Taker::Assessments(_, rows) if !rows.lost.are_more => rows.lost.into_rows(),
        _ => Vec::new(),
    }
}

/// Reads one sheet with `read_rows`, and makes of its rows what the layout says they are.
pub(super) fn read_one<T>(
    layout: &SheetLayout,
    notes: Notes,
    context: &Context<'_>,
    read_rows: impl FnOnce(&mut Scan<'_>, &mut Taker<'_>) -> T,
) -> (SheetRead, T) {
    if let Some(wanted) = context.wanted {
        return given_rows::read_one(layout, notes, wanted, read_rows);
    }
    let options = context.options;
    let mut unused = Vec::new();
    if layout.role.is_assessments() {
        unused.extend(key::UNUSED);
    }
    if layout.role == SheetRole::Grades && options.grounds_for.is_none() {
        unused.extend(grades::GROUNDS..grades::FIELDS.len());
    }
    let mut scan = Scan::new(layout, &unused, notes);
    scan.look_for(context.corrections);
    scan.tell(context.tally);
    let mut taker = Taker::new(layout, context);
    let result = read_rows(&mut scan, &mut taker);
    let (notes, rows_read) = scan.finish();
    let mut sheet = SheetRead { rows_read, ..SheetRead::empty(layout.role, notes) };
    sheet.sheet = sheet.notes.form_sheet(layout.role.fields());
    match taker {
        Taker::Providers(rows) => {
            sheet.providers = rows.rows;
            sheet.lost_providers = rows.lost.into_rows();
        }
        Taker::Assessments(_, rows) => {
            if rows.lost.are_more {
                sheet.notes.lose(LostPart::Rest);
            }
            (sheet.evidence, sheet.grades) = (rows.evidence, rows.grades);
            sheet.lost = rows.lost.into_rows();
        }
        Taker::Links(_, rows) => sheet.links = rows,
        Taker::Given(..) => {}
    }
    (sheet, result)
}
