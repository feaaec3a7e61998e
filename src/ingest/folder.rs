//! Which files lie in the input folder, and which layout reads each?

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::about_file;
use super::corrections::{is_correction, names};
use super::last_year;
use super::layout::Layout;
use super::links_file;
use super::personal_data::{PERSONAL, name_looks_like_cpr};
use crate::finding::{Finding, Severity};
use crate::plain_text::escaped;
use crate::regular_file::no_file;

/// What lies in the input folder.
pub(super) struct Listing {
    /// The files that a layout reads; the largest first, so that threads finish together.
    pub(super) to_read: Vec<Listed>,
    /// What a layout would read and is no file, as it is told, with the place of the layout.
    pub(super) no_files: Vec<(String, usize)>,
    /// Files that two layouts read, each with both, in words.
    pub(super) clashes: Vec<String>,
    pub(super) findings: Vec<Finding>,
}

/// A file that a layout reads.
pub(super) struct Listed {
    /// Path below the input folder as it is told and kept.
    pub(super) path: String,
    /// The same, as it is.
    pub(super) name: String,
    /// Where it lies.
    pub(super) full: PathBuf,
    /// The place of its layout.
    pub(super) layout: usize,
    /// Its name looks like a CPR-nummer, and stands in no path.
    pub(super) has_personal_name: bool,
}

/// Folders that other rooms read.
const OTHERS: [&str; 4] = ["registers", "guidelines", "rules", "layouts"];
/// Folders within folders that are looked into.
const DEPTH: usize = 8;

pub(super) fn list(input: &Path, layouts: &[Layout]) -> std::io::Result<Listing> {
    let mut walk = Walk { layouts, ..Walk::default() };
    walk.folder(input, "", 0)?;
    walk.links();
    let Walk { mut found, mut findings, no_files, .. } = walk;
    found.sort_unstable_by(|a, b| b.len.cmp(&a.len).then_with(|| a.path.cmp(&b.path)));
    let told = findings.iter().map(|finding| &*finding.place.file);
    let shown = Shown::of(found.iter().map(|file| &*file.path).chain(told));
    for finding in &mut findings {
        finding.place.file = shown.path(&finding.place.file).into();
    }
    let mut to_read = Vec::new();
    let mut clashes = Vec::new();
    for Found { path, full, .. } in found {
        let has_personal_name = name_looks_like_cpr(&path);
        if let Some(layout) = layout_of(&path, layouts) {
            let shown = shown.path(&path);
            if let Some(other) = other_layout_of(&path, layouts, layout) {
                let (one, other) = (&layouts[layout].file, &layouts[other].file);
                clashes.push(format!("  {}: {one} og {other}", escaped(&shown)));
            }
            to_read.push(Listed { path: shown, name: path, full, layout, has_personal_name });
        } else if has_personal_name {
            findings.push(about_file(
                &shown.path(&path),
                Severity::Error,
                PERSONAL,
                "navnet ligner et CPR-nummer og er ikke gengivet; intet layout læser filen",
                "Giv filen eller mappen et andet navn, eller flyt den",
            ));
        } else if !is_known(&path) && is_correction(&path) {
            findings.push(about_file(
                &shown.path(&path),
                Severity::Error,
                "correction-not-read",
                "rettelserne er ikke læst: intet layout læser en fil med det navn",
                "Giv filen navnet fra ret-mig igen, i samme undermappe: output/ret-mig/a/b.xlsx \
                 hører til i input/corrections/a/b.xlsx",
            ));
        } else if !is_known(&path) {
            findings.push(about_file(
                &shown.path(&path),
                Severity::Note,
                "file-not-read",
                "ingen layoutfil læser denne fil",
                "Ingenting; skal den læses, så giv den et navn, som et layout i input/layouts \
                 læser, eller skriv et layout til den",
            ));
        }
    }
    let no_files = no_files.into_iter().filter_map(|path| {
        let layout = layout_of(&path, layouts)?;
        Some((shown.path(&path), layout))
    });
    clashes.sort();
    Ok(Listing { to_read, clashes, no_files: no_files.collect(), findings })
}

/// The layout that reads a file, a file that it corrects, or this year's of the same name.
pub(super) fn layout_of(path: &str, layouts: &[Layout]) -> Option<usize> {
    let of_this_year = path.strip_prefix(last_year::FOLDER).unwrap_or(path);
    names(of_this_year).find_map(|name| {
        layouts.iter().position(|layout| {
            layout.reads(name) && (path == links_file::FILE) == (*layout.file == *links_file::FILE)
        })
    })
}

/// Another layout that reads a file by the same name.
fn other_layout_of(path: &str, layouts: &[Layout], first: usize) -> Option<usize> {
    let of_this_year = path.strip_prefix(last_year::FOLDER).unwrap_or(path);
    let name = names(of_this_year).find(|name| layouts[first].reads(name))?;
    (first + 1..layouts.len())
        .find(|at| *layouts[*at].file != *links_file::FILE && layouts[*at].reads(name))
}

/// A file that was found.
struct Found {
    /// Path below the input folder, as it is.
    path: String,
    full: PathBuf,
    len: u64,
}

/// A walk through the input folder: what are links is followed when all else is known, so that a
/// file has the path that it lies at, and is read once.
#[derive(Default)]
struct Walk<'l> {
    layouts: &'l [Layout],
    found: Vec<Found>,
    findings: Vec<Finding>,
    /// What a layout would read and is no file.
    no_files: Vec<String>,
    /// Links to look into: path, where they lie, and how deep.
    links: Vec<(String, PathBuf, usize)>,
    /// Where folders and files really lie, and the path they were found at.
    seen: BTreeMap<PathBuf, String>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, prefix: &str, depth: usize) -> std::io::Result<()> {
        let real = folder.canonicalize()?;
        self.seen.insert(real.clone(), prefix.trim_end_matches('/').to_owned());
        let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let text = name.to_string_lossy();
            // Hidden files, and the lock files that a spreadsheet leaves while a workbook is open.
            if text.starts_with('.') || text.starts_with("~$") {
                continue;
            }
            let path = format!("{prefix}{text}");
            let kind = entry.file_type()?;
            if kind.is_symlink() {
                self.links.push((path, entry.path(), depth));
            } else {
                self.entry(path, entry.path(), &real.join(&name), depth);
            }
        }
        Ok(())
    }

    /// Follows the links, those that it finds on the way last.
    fn links(&mut self) {
        let mut next = 0;
        while let Some((path, full, depth)) = self.links.get(next).cloned() {
            next += 1;
            match full.canonicalize() {
                Ok(real) => match self.seen.get(&real) {
                    Some(there) => self.again(&path, &there.clone()),
                    None => self.entry(path, full, &real, depth),
                },
                Err(_) => self.not_a_file(&path, "et link, der ikke fører nogen steder hen"),
            }
        }
    }

    /// A file, a folder, or something else.
    fn entry(&mut self, path: String, full: PathBuf, real: &Path, depth: usize) {
        let about = match fs::metadata(&full) {
            Ok(about) => about,
            Err(error) => {
                let message = format!("der er ikke adgang hertil: {error}");
                let action = "Ret adgangen, eller flyt den";
                self.tell(&path, Severity::Error, "file-unreadable", message, action);
                return;
            }
        };
        if about.is_file() {
            self.seen.insert(real.to_owned(), path.clone());
            self.found.push(Found { path, full, len: about.len() });
        } else if !about.is_dir() {
            let what = no_file(&full).ok().flatten().unwrap_or("noget andet");
            self.not_a_file(&path, what);
        } else if depth == 0 && OTHERS.contains(&&*path) {
            // Read by others.
        } else if depth >= DEPTH {
            let message = format!("mappen ligger mere end {DEPTH} mapper nede og er ikke læst");
            let action = "Flyt den længere op, hvis der er data i den";
            self.tell(&path, Severity::Warning, "folder-too-deep", message, action);
        } else {
            if layout_of(&path, self.layouts).is_some() {
                self.not_a_file(&path, "en mappe");
            }
            if let Err(error) = self.folder(&full, &format!("{path}/"), depth + 1) {
                let message = format!("mappen kan ikke læses: {error}");
                let action = "Ret adgangen til mappen, eller flyt den";
                self.tell(&path, Severity::Error, "folder-unreadable", message, action);
            }
        }
    }

    fn again(&mut self, path: &str, there: &str) {
        let there = if there.is_empty() { "inputmappen selv" } else { there };
        let message = if name_looks_like_cpr(there) {
            "linket fører til noget, der læses i forvejen; det er læst én gang".to_owned()
        } else {
            let there = escaped(there);
            format!("linket fører til {there}, der læses i forvejen; det er læst én gang")
        };
        self.tell(path, Severity::Note, "link-again", message, "Ingenting; eller slet linket");
    }

    /// What is no file is an error where a file would be read, else worth knowing.
    fn not_a_file(&mut self, path: &str, what: &str) {
        let is_wanted = layout_of(path, self.layouts).is_some() || is_correction(path);
        if is_wanted && !is_correction(path) {
            self.no_files.push(path.to_owned());
        }
        let severity = if is_wanted { Severity::Error } else { Severity::Note };
        let message = format!("her ligger ingen fil, men {what}; intet er læst");
        let action = if is_wanted {
            "Læg selve filen her, eller slet det, der ligger her nu"
        } else {
            "Ingenting, hvis der ikke skulle være en fil her"
        };
        // What the settings are read from is told by their reader.
        if is_wanted || !is_known(path) {
            self.tell(path, severity, "not-a-file", message, action);
        }
    }

    fn tell(
        &mut self,
        path: &str,
        severity: Severity,
        code: &'static str,
        message: String,
        action: &str,
    ) {
        self.findings.push(about_file(path, severity, code, message, action));
    }
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

/// What a file or a sheet goes by whose name is not told.
pub fn hidden_name(what: &str, number: usize) -> String {
    format!("{what} {number} (navnet ligner et CPR-nummer)")
}

/// Files that are there for other rooms, or for people.
fn is_known(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with("README")
        || Path::new(name).extension().is_some_and(|ext| ext.eq_ignore_ascii_case("md"))
        || matches!(path, "source.toml" | "limits.toml")
}
