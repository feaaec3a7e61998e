//! Which files lie in the input folder, and which layout reads each?

use std::fs;
use std::path::Path;

use super::about_file;
use super::corrections::{is_correction, names};
use super::last_year;
use super::layout::Layout;
use super::links_file;
use crate::finding::{Finding, Severity};

/// What lies in the input folder.
pub(super) struct Listing {
    /// Paths below the input folder, with the place of their layout; the largest file first, so
    /// that threads finish together.
    pub(super) to_read: Vec<(String, usize)>,
    pub(super) findings: Vec<Finding>,
}

/// Folders that other rooms read.
const OTHERS: [&str; 4] = ["registers", "guidelines", "rules", "layouts"];
/// Folders within folders that are looked into.
const DEPTH: usize = 8;

pub(super) fn list(input: &Path, layouts: &[Layout]) -> std::io::Result<Listing> {
    let mut found = Vec::new();
    let mut findings = Vec::new();
    walk(input, "", 0, &mut found, &mut findings)?;
    found.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut to_read = Vec::new();
    for (path, _) in found {
        if let Some(layout) = layout_of(&path, layouts) {
            to_read.push((path, layout));
        } else if !is_known(&path) && is_correction(&path) {
            findings.push(about_file(
                &path,
                Severity::Error,
                "correction-not-read",
                "rettelserne er ikke læst: intet layout læser en fil med det navn",
                "Giv filen navnet fra ret-mig igen, i samme undermappe: output/ret-mig/a/b.xlsx \
                 hører til i input/corrections/a/b.xlsx",
            ));
        } else if !is_known(&path) {
            findings.push(about_file(
                &path,
                Severity::Note,
                "file-not-read",
                "ingen layoutfil læser denne fil",
                "Ingenting; skal den læses, så giv den et navn, som et layout i input/layouts \
                 læser, eller skriv et layout til den",
            ));
        }
    }
    Ok(Listing { to_read, findings })
}

/// The layout that reads a file, a file that it corrects, or this year's of the same name.
pub(super) fn layout_of(path: &str, layouts: &[Layout]) -> Option<usize> {
    let of_this_year = path.strip_prefix(last_year::FOLDER).unwrap_or(path);
    names(of_this_year).find_map(|name| {
        layouts.iter().position(|layout| {
            layout.reads(name) && (path == links_file::FILE || *layout.file != *links_file::FILE)
        })
    })
}

fn walk(
    folder: &Path,
    prefix: &str,
    depth: usize,
    found: &mut Vec<(String, u64)>,
    findings: &mut Vec<Finding>,
) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // Hidden files, and the lock files that a spreadsheet leaves while a workbook is open.
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        let path = format!("{prefix}{name}");
        // Through links: a link to a file is as good as the file.
        let Ok(about) = fs::metadata(entry.path()) else { continue };
        if about.is_file() {
            found.push((path, about.len()));
        } else if about.is_dir() && depth < DEPTH && !(depth == 0 && OTHERS.contains(&&*name)) {
            let inner = walk(&entry.path(), &format!("{path}/"), depth + 1, found, findings);
            if let Err(error) = inner {
                findings.push(about_file(
                    &path,
                    Severity::Error,
                    "folder-unreadable",
                    format!("mappen kan ikke læses: {error}"),
                    "Ret adgangen til mappen, eller flyt den",
                ));
            }
        }
    }
    Ok(())
}

/// Files that are there for other rooms, or for people.
fn is_known(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with("README")
        || Path::new(name).extension().is_some_and(|ext| ext.eq_ignore_ascii_case("md"))
        || matches!(path, "source.toml" | "limits.toml")
}
