//! Which layout reads each file of the input folder, and what is said of the others?

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::finding::{Finding, Severity};
use crate::ingest::file::code::FileCode;
use crate::ingest::file::problem::about_file;
use crate::ingest::file::special::{LAST_YEAR, LINKS, is_correction, names};
use crate::ingest::file::walk::{DEPTH, Found, Odd, Walk};
use crate::ingest::layout::Layout;
use crate::ingest::layout::code::LayoutCode;
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::personal::{hidden_name, name_looks_like_cpr};
use crate::plain_text::escaped;

/// What lies in the input folder.
pub(crate) struct Listing {
    /// The files that a layout reads; the largest first, so that threads finish together.
    pub(crate) to_read: Vec<Listed>,
    /// What a layout would read and is no file, as it is told, with the place of the layout.
    pub(crate) no_files: Vec<(String, usize)>,
    /// Files that two layouts read, each with both, in words.
    pub(crate) clashes: Vec<String>,
    pub(crate) findings: Vec<Finding>,
}

/// A file that a layout reads.
pub(crate) struct Listed {
    /// Path below the input folder as it is told and kept.
    pub(crate) path: String,
    /// The same, as it is.
    pub(crate) name: String,
    /// Where it lies.
    pub(crate) full: PathBuf,
    /// How much it holds.
    pub(crate) bytes: u64,
    /// The place of its layout.
    pub(crate) layout: usize,
    /// Its name looks like a CPR-nummer, and stands in no path.
    pub(crate) has_personal_name: bool,
}

/// Looks through the input folder, and into no folder of outputs. Fails when it can't be read.
pub(crate) fn list(
    input: &Path,
    layouts: &[Layout],
    is_outputs: Option<fn(&Path) -> bool>,
) -> std::io::Result<Listing> {
    let Walk { mut found, odd, .. } = Walk::through(input, is_outputs)?;
    found.sort_unstable_by(|a, b| b.len.cmp(&a.len).then_with(|| a.path.cmp(&b.path)));
    let mut no_files = Vec::new();
    let mut findings = Vec::new();
    for (path, odd) in odd {
        let layout = layout_of(&path, layouts);
        if matches!(odd, Odd::Folder) && layout.is_none() {
            continue;
        }
        if let (Odd::NotAFile(_) | Odd::Folder, Some(layout)) = (&odd, layout)
            && !is_correction(&path)
        {
            no_files.push((path.clone(), layout));
        }
        findings.extend(tell_odd(&path, odd, layout.is_some()));
    }
    let told = findings.iter().map(|finding| &*finding.place.file);
    let shown = Shown::of(found.iter().map(|file| &*file.path).chain(told));
    for finding in &mut findings {
        finding.place.file = shown.path(&finding.place.file).into();
    }
    let mut to_read = Vec::new();
    let mut clashes = Vec::new();
    for Found { path, full, len: bytes, .. } in found {
        let has_personal_name = name_looks_like_cpr(&path);
        let Some(layout) = layout_of(&path, layouts) else {
            findings.extend(tell_unread(&path, &shown.path(&path), has_personal_name));
            continue;
        };
        let shown = shown.path(&path);
        if let Some(other) = other_layout_of(&path, layouts, layout) {
            let (one, other) = (&layouts[layout].file, &layouts[other].file);
            clashes.push(format!("  {}: {one} og {other}", escaped(&shown)));
        }
        to_read.push(Listed { path: shown, name: path, full, bytes, layout, has_personal_name });
    }
    let no_files = no_files.into_iter().map(|(path, layout)| (shown.path(&path), layout));
    clashes.sort();
    Ok(Listing { to_read, clashes, no_files: no_files.collect(), findings })
}

/// What is said of something that is no file: an error where a file would be read.
fn tell_odd(path: &str, odd: Odd, is_read: bool) -> Option<Finding> {
    let tell = |severity, code: &'static str, message: String, action: &str| {
        Some(about_file(path, severity, code, message, action))
    };
    match odd {
        Odd::NoAccess(error) => tell(
            Severity::Error,
            FileCode::FileUnreadable.slug(),
            format!("der er ikke adgang hertil: {error}"),
            "Ret adgangen, eller flyt den",
        ),
        Odd::FolderUnreadable(error) => tell(
            Severity::Error,
            LayoutCode::FolderUnreadable.slug(),
            format!("mappen kan ikke læses: {error}"),
            "Ret adgangen til mappen, eller flyt den",
        ),
        Odd::TooDeep => tell(
            Severity::Warning,
            LayoutCode::FolderTooDeep.slug(),
            format!("mappen ligger mere end {DEPTH} mapper nede og er ikke læst"),
            "Flyt den længere op, hvis der er data i den",
        ),
        Odd::Outputs => tell(
            Severity::Note,
            LayoutCode::OutputsNotRead.slug(),
            "mappen er resultater af niveau (den har en manifest.json) og er ikke læst".to_owned(),
            "Ingenting; eller flyt den ud af input-mappen",
        ),
        Odd::Again(there) => {
            let there = if there.is_empty() { "inputmappen selv" } else { &there };
            let message = if name_looks_like_cpr(there) {
                "linket fører til noget, der læses i forvejen; det er læst én gang".to_owned()
            } else {
                let there = escaped(there);
                format!("linket fører til {there}, der læses i forvejen; det er læst én gang")
            };
            tell(
                Severity::Note,
                LayoutCode::LinkAgain.slug(),
                message,
                "Ingenting; eller slet linket",
            )
        }
        Odd::NotAFile(_) | Odd::Folder => {
            let what = if let Odd::NotAFile(what) = odd { what } else { "en mappe" };
            let message = format!("her ligger ingen fil, men {what}; intet er læst");
            if is_read || is_correction(path) {
                let action = "Læg selve filen her, eller slet det, der ligger her nu";
                return tell(Severity::Error, LayoutCode::NotAFile.slug(), message, action);
            }
            // What the settings are read from is told by their reader.
            if is_known(path) {
                return None;
            }
            let action = "Ingenting, hvis der ikke skulle være en fil her";
            tell(Severity::Note, LayoutCode::NotAFile.slug(), message, action)
        }
    }
}

/// What is said of a file that no layout reads; nothing when it is there for others.
fn tell_unread(path: &str, shown: &str, has_personal_name: bool) -> Option<Finding> {
    let (severity, code, message, action) = if has_personal_name {
        (
            Severity::Error,
            ValueCode::PersonalNumber.slug(),
            "navnet ligner et CPR-nummer og er ikke gengivet; intet layout læser filen",
            "Giv filen eller mappen et andet navn, eller flyt den",
        )
    } else if is_known(path) {
        return None;
    } else if is_correction(path) {
        (
            Severity::Error,
            LayoutCode::CorrectionNotRead.slug(),
            "rettelserne er ikke læst: intet layout læser en fil med det navn",
            "Giv filen navnet fra ret-mig igen, i samme undermappe: output/ret-mig/a/b.xlsx hører \
             til i input/corrections/a/b.xlsx",
        )
    } else {
        (
            Severity::Note,
            LayoutCode::FileNotRead.slug(),
            "ingen layoutfil læser denne fil",
            "Ingenting; skal den læses, så giv den et navn, som et layout i input/layouts læser, \
             eller lav et til den: niveau layout FIL skriver et udkast",
        )
    };
    Some(about_file(shown, severity, code, message, action))
}

/// The layout that reads a file, a file that it corrects, or this year's of the same name.
pub(crate) fn layout_of(path: &str, layouts: &[Layout]) -> Option<usize> {
    let of_this_year = path.strip_prefix(LAST_YEAR).unwrap_or(path);
    names(of_this_year).find_map(|name| {
        layouts
            .iter()
            .position(|layout| layout.reads(name) && (path == LINKS) == (*layout.file == *LINKS))
    })
}

/// Another layout that reads a file by the same name.
fn other_layout_of(path: &str, layouts: &[Layout], first: usize) -> Option<usize> {
    let of_this_year = path.strip_prefix(LAST_YEAR).unwrap_or(path);
    let name = names(of_this_year).find(|name| layouts[first].reads(name))?;
    (first + 1..layouts.len()).find(|at| *layouts[*at].file != *LINKS && layouts[*at].reads(name))
}

/// Paths as they are told: without what does harm, and with a number in the place of a name that
/// looks like a CPR-nummer.
struct Shown(BTreeMap<String, usize>);

impl Shown {
    /// Numbers the names among these paths that are not told.
    fn of<'p>(paths: impl Iterator<Item = &'p str>) -> Self {
        let names = paths.flat_map(|path| path.split('/')).filter(|name| name_looks_like_cpr(name));
        let mut names: Vec<String> = names.map(str::to_owned).collect();
        names.sort();
        names.dedup();
        Self(names.into_iter().zip(1..).collect())
    }

    fn path(&self, path: &str) -> String {
        let n_folders = path.matches('/').count();
        let shown = path.split('/').enumerate().map(|(at, name)| match self.0.get(name) {
            Some(number) => hidden_name(if at < n_folders { "mappe" } else { "fil" }, *number),
            None => escaped(name).into_owned(),
        });
        shown.collect::<Vec<_>>().join("/")
    }
}

/// Folders in which the settings' reader looks for files of one kind.
const READ_BY_OTHERS: [(&str, &str); 4] = [
    ("descriptions/", "toml"),
    ("sizes/", "toml"),
    ("sizes/", "kommuner.csv"),
    ("collaborations/", "csv"),
];

/// Files that the settings' reader looks for by name.
const SETTINGS: [&str; 5] =
    ["source.toml", "limits.toml", "robustness.toml", "process.toml", "trial/design.toml"];

/// Files that are there for other rooms, or for people.
fn is_known(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with("README")
        || Path::new(name).extension().is_some_and(|ext| ext.eq_ignore_ascii_case("md"))
        || SETTINGS.contains(&path)
        || READ_BY_OTHERS.iter().any(|(folder, extension)| {
            path.starts_with(folder) && name.ends_with(&format!(".{extension}"))
        })
}
