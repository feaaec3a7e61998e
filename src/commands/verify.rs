//! `niveau verify`: what changed since?

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use serde_json::Value;

use super::terminal::{plain, say};
use crate::cli::VerifyArgs;
use crate::output::{Change, Published, changes, verify as changed_outputs};
use crate::publication::{PUBLISH, changed_rules};
use crate::regular_file::{self, LARGEST_SETTINGS};

pub(super) fn verify(args: &VerifyArgs) -> anyhow::Result<ExitCode> {
    let folder = &args.folder;
    let manifest = regular_file::read(&folder.join("manifest.json"), LARGEST_SETTINGS);
    let manifest = manifest.ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let (Some(manifest), Some(outputs)) = (manifest, changed_outputs(folder)) else {
        bail!(
            "{}: her er ingen manifest.json fra niveau. Vælg en mappe, som niveau har skrevet",
            folder.display()
        );
    };
    let mut lines: Vec<String> =
        outputs.iter().map(|(path, change)| told("Resultat", path, *change)).collect();
    let (in_run, in_input): (Vec<Published>, Vec<Published>) = inputs(&manifest)
        .into_iter()
        .partition(|file| manifest["command"] == PUBLISH && !file.path.starts_with("rules/"));
    let run = args.run.clone().unwrap_or_else(|| folder.join(".."));
    let in_input = if manifest["command"] == PUBLISH {
        changed_rules(&args.input, &in_input)
    } else {
        changes(&args.input, &in_input)
    };
    let changed = changes(&run, &in_run).into_iter().chain(in_input);
    lines.extend(changed.map(|(path, change)| told(kind(&path), &path, change)));
    let version = manifest["version"].as_str().unwrap_or_default();
    if version != env!("CARGO_PKG_VERSION") {
        lines.push(format!(
            "Program: skrevet af version {version}; dette er version {}",
            env!("CARGO_PKG_VERSION")
        ));
    }
    if let (Some(then), Some(now)) = (manifest["commit"].as_str(), option_env!("NIVEAU_COMMIT"))
        && then != now
    {
        lines.push("Program: samme version, men bygget af en anden udgave af koden".to_owned());
    }
    let mut out = io::stdout().lock();
    for line in &lines {
        writeln!(out, "{}", plain(line))?;
    }
    say(&match lines.len() {
        0 => "Intet er ændret: resultater, input og program er dem, der står i manifest.json"
            .to_owned(),
        1 => "1 ændring".to_owned(),
        n => format!("{n} ændringer"),
    });
    Ok(ExitCode::from(u8::from(!lines.is_empty())))
}

/// The files that the outputs were made from, as the manifest lists them; paths that lead out of
/// their folder, or to where a map's boundaries lay, are looked at as they stand.
fn inputs(manifest: &Value) -> Vec<Published> {
    let listed = manifest["inputs"].as_array().into_iter().flatten();
    let file = |file: &Value| {
        Some(Published {
            path: file["path"].as_str()?.to_owned(),
            bytes: file["bytes"].as_u64()?,
            sha256: file["sha256"].as_str()?.to_owned(),
        })
    };
    listed.filter_map(file).collect()
}

/// What an input is, by where it lies.
fn kind(path: &str) -> &'static str {
    match Path::new(path).iter().next().and_then(|first| first.to_str()) {
        Some("guidelines") => "Vejledning",
        Some("rules") => "Regel",
        Some("registers") => "Register",
        Some("layouts") => "Layout",
        _ if path.ends_with(".parquet") => "Kørslens tabel",
        _ => "Input",
    }
}

fn told(what: &str, path: &str, change: Change) -> String {
    let change = match change {
        Change::Gone => "findes ikke mere",
        Change::Changed => "er ændret",
    };
    format!("{what}: {path} {change}")
}
