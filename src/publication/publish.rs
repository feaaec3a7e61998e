//! From a finished run to a finished publication.

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::PublicationError;
use super::cells::{Protected, Row, least_width, protected};
use super::dimension::Dimension;
use super::offerings::{Codes, PLACEMENTS, offerings};
use super::protocol::{legend, protocol};
use super::released::{
    Attacked, HIDDEN, NOTHING, RELEASE, ReleaseFile, ReleasedDimension, ReleasedTable, attacked,
    read_release,
};
use super::rules::{PublicationRules, TableRule, parse_publication_rules};
use crate::output::{Finished, OutputFolder, Staging, verify};
use crate::regular_file::{self, LARGEST_SETTINGS};
use crate::settings::read_registers;
use crate::table::{Book, Output, Provenance, Sheet, Table, TableError, workbook};

/// The word of the call, as the manifest says it.
pub const PUBLISH: &str = "publish";
/// Largest table of a run that is read.
pub(crate) const LARGEST: u64 = 4 << 30;
const RULES: &str = "rules/disclosure.toml";
const VALUE: &str = "Indplaceringer";
const SIGN: &str = "Tegn";
const UNIT: &str = "indplaceringer";

/// What is published, by which rules, and where to.
#[derive(Clone, Copy, Debug)]
pub struct PublishOptions<'p> {
    /// The run's folder.
    pub run: &'p Path,
    /// The input folder that holds the rules.
    pub input: &'p Path,
    /// Where it is put.
    pub output: &'p Path,
}

/// What was published.
#[derive(Clone, Debug)]
pub struct PublishReport {
    /// How the files stood the attack.
    pub attacked: Attacked,
    /// What was put in place.
    pub finished: Finished,
}

/// Publishes a finished run.
///
/// # Errors
/// The folder holds no run as it was written, the rules are wrong, a cell would be given away, or
/// the outputs could not be put in place.
pub fn publish(options: &PublishOptions<'_>) -> Result<PublishReport, PublicationError> {
    let (manifest, placements) = run_of(options.run)?;
    let rules_path = options.input.join(RULES);
    let text = file(&rules_path, LARGEST_SETTINGS)?;
    let rules = std::str::from_utf8(&text).map_err(|_| unusable(&rules_path, "er ikke UTF-8"))?;
    let rules = parse_publication_rules(rules, RULES).map_err(PublicationError::Rules)?;
    let registers = read_registers(options.input)
        .map_err(|error| unusable(&options.input.join("registers"), error))?;
    let counted = offerings(&placements, &registers.target_groups)
        .map_err(|error| unusable(&options.run.join(PLACEMENTS), error))?;
    let codes = Codes::of(&counted);
    let made = protected(&counted, &codes, &rules);
    let provenance = provenance(&manifest);

    let staging = OutputFolder::begin(options.output)?;
    write_tables(&staging, &rules, &made, &provenance)?;
    let release = as_json(&release(&rules, &codes));
    staging.write(RELEASE, &release)?;
    let attacked = attack_staged(&staging, &rules, &made)?;
    staging.text("protokol.md", &protocol(&rules, &made, &attacked, &provenance))?;
    let finished = staging.finish(|outputs| {
        as_json(&json!({
            "program": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "commit": option_env!("NIVEAU_COMMIT"),
            "command": PUBLISH,
            "run_id": provenance.run_id,
            "example": provenance.example_mark(),
            "inputs": [hashed(PLACEMENTS, &placements), hashed(RULES, &text)],
            "cells": attacked.n_cells,
            "hidden": attacked.n_hidden,
            "outputs": outputs,
        }))
    })?;
    Ok(PublishReport { attacked, finished })
}

pub(crate) fn unusable(path: &Path, why: impl std::fmt::Display) -> PublicationError {
    PublicationError::NotUsable(format!("{}: {why}", path.display()))
}

pub(crate) fn file(path: &Path, largest: u64) -> Result<Vec<u8>, PublicationError> {
    regular_file::read(path, largest).map_err(|error| unusable(path, error))
}

/// The run's manifest and placements, which are as the run wrote them.
fn run_of(run: &Path) -> Result<(Value, Vec<u8>), PublicationError> {
    let manifest = manifest_of_run(run, &|path| path == PLACEMENTS)?;
    Ok((manifest, file(&run.join(PLACEMENTS), LARGEST)?))
}

/// The manifest of a run of which these files are as the run wrote them.
pub(crate) fn manifest_of_run(
    run: &Path,
    is_read: &dyn Fn(&str) -> bool,
) -> Result<Value, PublicationError> {
    let path = run.join("manifest.json");
    let bytes = file(&path, LARGEST_SETTINGS)?;
    let why = "er ikke fra en kørsel af niveau run. Vælg mappen, som den skrev";
    let manifest: Value = serde_json::from_slice(&bytes).map_err(|_| unusable(&path, why))?;
    let is_run = manifest["program"] == env!("CARGO_PKG_NAME") && manifest["command"] == "run";
    let changed = verify(run).filter(|_| is_run).ok_or_else(|| unusable(&path, why))?;
    if let Some((path, _)) = changed.iter().find(|(path, _)| is_read(path)) {
        let why = "er ændret eller fjernet, siden niveau skrev den. Kør niveau run igen";
        return Err(unusable(&run.join(path), why));
    }
    Ok(manifest)
}

/// The provenance of a run, from its manifest.
pub(crate) fn provenance(manifest: &Value) -> Provenance {
    let text = |key: &str| manifest[key].as_str().unwrap_or_default().to_owned();
    let mark = text("example");
    let guidelines = manifest["guidelines"].as_array().into_iter().flatten();
    Provenance {
        run_id: text("run_id"),
        program_version: text("version"),
        rule: text("rule"),
        guidelines: guidelines.filter_map(|g| g["label"].as_str()).map(str::to_owned).collect(),
        regions_on: text("regions_on").parse().ok(),
        is_example_guideline: mark.contains("vejledning"),
        is_example_data: mark.contains("opdigtede"),
        remarks: Vec::new(),
    }
}

/// The declaration of one table.
fn declared<'r>(rule: &'r TableRule, rows: &'r [Row]) -> Box<dyn Output + 'r> {
    Table::<Row>::new(rule.name.clone(), rule.title.clone(), "en celle", UNIT)
        .note(legend())
        .for_each(rule.dimensions.iter().enumerate(), |table, (at, dimension)| {
            table.text(
                dimension.slug(),
                dimension.header(),
                "værdi eller sum",
                move |row: &Row| Some(row.codes[at].as_str().to_owned()),
            )
        })
        .int("value", VALUE, "antal; tomt, hvor det er skjult", |row: &Row| {
            row.hidden.is_none().then_some(row.value)
        })
        .empty("skjult")
        .text("sign", SIGN, "hvad der gælder for tallet", |row: &Row| match row.value {
            _ if row.hidden.is_some() => Some(HIDDEN),
            0 => Some(NOTHING),
            _ => None,
        })
        .empty("tallet er vist")
        .csv_only()
        .sheet(rule.name.clone())
        .over(rows)
}

fn write_tables(
    staging: &Staging,
    rules: &PublicationRules,
    made: &Protected,
    provenance: &Provenance,
) -> Result<(), PublicationError> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for (rule, rows) in rules.tables.iter().zip(&made.tables) {
        let output = declared(rule, rows);
        let mut bytes: Vec<u8> = Vec::new();
        output.write(None, Some(&mut bytes), provenance)?;
        bytes.flush().map_err(TableError::from)?;
        staging.write(&format!("{}.csv", rule.name), &bytes)?;
        sheets.extend(output.sheet());
    }
    let book = Book {
        title: "Specialiseringsniveauer: det, der må vises".to_owned(),
        about: vec![
            "Tal, der er beskyttet, så intet tilbuds niveau kan regnes ud af dem. protokol.md \
             siger, efter hvilke regler, og hvordan det er prøvet."
                .to_owned(),
        ],
        notes: vec![("Tegn".to_owned(), vec![format!("{}.", legend())])],
        tables: sheets,
        pictures: Vec::new(),
    };
    let bytes = workbook(&book, provenance).map_err(|error| {
        PublicationError::NotUsable(format!("publication.xlsx kunne ikke skrives: {error}"))
    })?;
    Ok(staging.write("publication.xlsx", &bytes)?)
}

/// The description of what is published.
fn release(rules: &PublicationRules, codes: &Codes) -> ReleaseFile {
    let table = |rule: &TableRule| {
        let dimension = |dimension: Dimension| {
            let is_column = rule.dimensions.contains(&dimension);
            let sums = codes.sums[dimension as usize].iter().cloned().collect();
            let of = ReleasedDimension {
                column: is_column.then(|| dimension.header().to_owned()),
                sum: (!is_column).then(|| dimension.total().to_owned()),
                sums,
            };
            (dimension.slug().to_owned(), of)
        };
        ReleasedTable {
            file: format!("{}.csv", rule.name),
            measure: UNIT.to_owned(),
            dimensions: Dimension::ALL.map(dimension).into_iter().collect(),
            value: VALUE.to_owned(),
            sign: SIGN.to_owned(),
        }
    };
    ReleaseFile {
        zeros_are_shown: true,
        least_width: least_width(rules),
        tables: rules.tables.iter().map(table).collect(),
    }
}

/// Reads what was written and attacks it: by an outsider here, by insiders where it was made, which
/// holds for the files as well when they say what was meant.
fn attack_staged(
    staging: &Staging,
    rules: &PublicationRules,
    made: &Protected,
) -> Result<Attacked, PublicationError> {
    let figures = read_release(&|name| Ok(staging.read(name)?))?;
    let meant = made.tables.iter().flatten();
    let meant: Vec<Option<u64>> =
        meant.map(|row| row.hidden.is_none().then_some(row.value)).collect();
    let found: Vec<Option<u64>> = figures.cells.iter().map(|cell| cell.value).collect();
    if meant != found {
        let why = "filerne siger ikke det, der skulle stå i dem (fejl i programmet)";
        return Err(PublicationError::NotUsable(why.to_owned()));
    }
    let attacked = attacked(&figures, None);
    let mut given_away = attacked.given_away.clone();
    if attacked.is_contradictory {
        given_away.push("alle: tallene modsiger hinanden".to_owned());
    }
    for (rule, rows) in rules.tables.iter().zip(&made.tables) {
        let inside = rows.iter().filter(|row| row.is_given_away);
        given_away.extend(inside.map(|row| {
            format!(
                "{}.csv: {} (for en leverandør, der kender sit eget)",
                rule.name,
                row.codes.join(", ")
            )
        }));
    }
    if given_away.is_empty() { Ok(attacked) } else { Err(PublicationError::GivenAway(given_away)) }
}

pub(crate) fn hashed(path: &str, bytes: &[u8]) -> Value {
    let sha256 = Sha256::digest(bytes).iter().fold(String::new(), |hex, b| format!("{hex}{b:02x}"));
    json!({ "path": path, "bytes": bytes.len(), "sha256": sha256 })
}

pub(crate) fn as_json(value: &impl serde::Serialize) -> Vec<u8> {
    // A value of our own making, written to memory, can't fail.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
