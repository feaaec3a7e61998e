//! From a finished run to a finished publication.

use std::io::Write;
use std::path::Path;

use serde_json::json;

use super::PublicationError;
use super::attack_folder::figures;
use super::cells::{Against, Protected, Row, protected};
use super::expected::{EXPECTED, NAME as EXPECTED_NAME, expected_rows, expected_table};
use super::inside::truth;
use super::offerings::{PLACEMENTS, offerings};
use super::page::{TITLE, page};
use super::pictures::{Drawn, drawn};
use super::protocol::{legend, protocol, rules_in_words, share_hidden};
use super::redesign::suggestions;
use super::released::{Attacked, Figures, RELEASE, attacked, read_release};
use super::rules::{PublicationRules, parse_publication_rules, public_rules};
use super::sentences::Shown;
use super::tables::{declared, release};
use super::written_run::{WrittenRun, file, unusable};
use crate::chart::{png, svg};
use crate::output::{
    Change, Finished, OutputFolder, Published, Staging, json_bytes, manifest, sha256,
};
use crate::regular_file::{self, LARGEST_SETTINGS};
use crate::report::accessibility;
use crate::settings::read_registers;
use crate::table::{Book, BookPicture, Output, Provenance, Sheet, TableDoc, TableError, workbook};

/// The word of the call, as the manifest says it.
pub const PUBLISH: &str = "publish";
const RULES: &str = "rules/disclosure.toml";
const PAGE: &str = "rapport.html";
const BOOK: &str = "publication.xlsx";

/// What is published, by which rules, and where to.
#[derive(Clone, Copy, Debug)]
pub struct PublishOptions<'p> {
    /// The run's folder.
    pub run: &'p Path,
    /// The input folder that holds the rules.
    pub input: &'p Path,
    /// Where it is put.
    pub output: &'p Path,
    /// An earlier publication, which everybody has.
    pub previous: Option<&'p Path>,
}

/// What was published.
#[derive(Clone, Debug)]
pub struct PublishReport {
    /// How the files stood the attack.
    pub attacked: Attacked,
    /// How much is hidden, as a sentence without full stop.
    pub share_hidden: String,
    /// What was put in place.
    pub finished: Finished,
}

/// Publishes a finished run.
///
/// # Errors
/// The folder holds no run as it was written, the rules are wrong, a cell would be given away, or
/// the outputs could not be put in place.
pub fn publish(options: &PublishOptions<'_>) -> Result<PublishReport, PublicationError> {
    let run = WrittenRun::open(options.run)?;
    let placements = run.bytes(PLACEMENTS)?;
    let rules_path = options.input.join(RULES);
    let text = file(&rules_path, LARGEST_SETTINGS)?;
    let rules_text =
        std::str::from_utf8(&text).map_err(|_| unusable(&rules_path, "er ikke UTF-8"))?;
    let rules = parse_publication_rules(rules_text, RULES).map_err(PublicationError::Rules)?;
    let registers = read_registers(options.input)
        .map_err(|error| unusable(&options.input.join("registers"), error))?;
    let provenance = run.provenance();
    let (counted, codes) = offerings(&placements, &registers, provenance.regions_on)
        .map_err(|error| run.unusable(PLACEMENTS, error))?;
    let earlier = options.previous.map(figures).transpose()?;
    let earlier = earlier.map(|earlier| earlier.still_true(&truth(&counted, &codes)));
    let against = Against { earlier: earlier.as_ref(), with_insiders: true };
    let made = protected(&counted, &codes, &rules, against);
    let suggestions = suggestions(&made, &counted, &codes, &rules, against);

    let has_expected = rules.has_expected && run.has(EXPECTED);
    let expected_bytes = has_expected.then(|| run.bytes(EXPECTED)).transpose()?;
    let expected_rows = expected_bytes
        .as_ref()
        .map(|bytes| expected_rows(bytes, &registers, provenance.regions_on))
        .transpose()
        .map_err(|error| run.unusable(EXPECTED, error))?
        .unwrap_or_default();
    let staging = OutputFolder::begin(options.output)?;
    let tables = rules.tables.iter().zip(&made.tables);
    let mut outputs: Vec<_> = tables
        .map(|(rule, rows)| (rule.name.clone(), declared(rule, &rules, &codes, rows)))
        .collect();
    if !expected_rows.is_empty() {
        outputs.push((EXPECTED_NAME.to_owned(), expected_table(&expected_rows)));
    }
    let tables = rules.tables.iter().zip(&made.tables);
    let pictures: Vec<Drawn> =
        tables.filter_map(|(rule, rows)| drawn(rule, &rules, &codes, rows)).collect();
    let shown = Shown { rules: &rules, codes: &codes, made: &made };
    write_tables(&staging, &outputs, &pictures, shown, &provenance)?;
    staging.text(accessibility::PATH, &accessibility::text(&provenance))?;
    staging.write(RELEASE, &json_bytes(&release(&rules, &codes)))?;
    let attacked = attack_staged(&staging, &rules, &made, earlier.as_ref())?;
    let advice = (&*suggestions, earlier.is_some());
    staging.text("protokol.md", &protocol(&rules, &made, &attacked, advice, &provenance))?;
    let public = public_rules(rules_text);
    let mut inputs =
        vec![Published::of(PLACEMENTS, &placements), Published::of(RULES, public.as_bytes())];
    inputs.extend(expected_bytes.iter().map(|bytes| Published::of(EXPECTED, bytes)));
    let finished = staging.finish(|outputs| {
        let more = json!({
            "run_id": provenance.run_id,
            "example": provenance.example_mark(),
            "inputs": inputs,
            "cells": attacked.n_cells,
            "hidden": attacked.n_hidden,
            "outputs": outputs,
        });
        manifest(PUBLISH, more)
    })?;
    Ok(PublishReport { attacked, share_hidden: share_hidden(&made), finished })
}

fn write_tables(
    staging: &Staging,
    outputs: &[(String, Box<dyn Output + '_>)],
    pictures: &[Drawn],
    shown: Shown<'_>,
    provenance: &Provenance,
) -> Result<(), PublicationError> {
    let rules = shown.rules;
    let mut sheets: Vec<(TableDoc, Sheet)> = Vec::new();
    for (name, output) in outputs {
        let mut bytes: Vec<u8> = Vec::new();
        output.write(None, Some(&mut bytes), provenance)?;
        bytes.flush().map_err(TableError::from)?;
        staging.write(&format!("{name}.csv"), &bytes)?;
        sheets.extend(output.sheet().map(|sheet| (output.doc(), sheet)));
    }
    let failed = |what: &str, error: &dyn std::fmt::Display| {
        PublicationError::NotUsable(format!("{what} kunne ikke skrives: {error}"))
    };
    let html = page(shown, &sheets, pictures, provenance).map_err(|e| failed(PAGE, &e))?;
    staging.text(PAGE, &html)?;
    let mut in_book = Vec::new();
    for Drawn { path, chart, .. } in pictures {
        let picture = chart.picture(provenance);
        let vector = svg(&picture).map_err(|error| failed(path, &error))?;
        let bytes = png(&vector).map_err(|error| failed(path, &error))?;
        staging.write(&format!("{path}.svg"), vector.as_bytes())?;
        staging.write(&format!("{path}.png"), &bytes)?;
        let (title, alt_text) = (picture.title, picture.description);
        in_book.push(BookPicture { title, alt_text, png: bytes });
    }
    let sentences = |all: Vec<String>| all.iter().map(|one| format!("{one}.")).collect();
    let book = Book {
        title: TITLE.to_owned(),
        about: vec![
            "Tal, der er beskyttet, så intet tilbuds niveau kan regnes ud af dem. protokol.md \
             siger, efter hvilke regler, og hvordan det er prøvet."
                .to_owned(),
        ],
        notes: vec![
            ("Tegn".to_owned(), sentences(vec![legend(rules)])),
            ("Regler".to_owned(), sentences(rules_in_words(rules))),
        ],
        tables: sheets.into_iter().map(|(_, sheet)| sheet).collect(),
        pictures: in_book,
    };
    let bytes = workbook(&book, provenance).map_err(|error| failed(BOOK, &error))?;
    Ok(staging.write(BOOK, &bytes)?)
}

/// Reads what was written and attacks it: by an outsider here, by insiders where it was made, which
/// holds for the files as well when they say what was meant.
fn attack_staged(
    staging: &Staging,
    rules: &PublicationRules,
    made: &Protected,
    earlier: Option<&Figures>,
) -> Result<Attacked, PublicationError> {
    let figures = read_release(&|name| Ok(staging.read(name)?))?;
    let meant: Vec<Option<u64>> = made.tables.iter().flatten().map(Row::shown).collect();
    let found: Vec<Option<u64>> = figures.cells.iter().map(|cell| cell.value).collect();
    if meant != found {
        let why = "filerne siger ikke det, der skulle stå i dem (fejl i programmet)";
        return Err(PublicationError::NotUsable(why.to_owned()));
    }
    let attacked = attacked(&figures, earlier);
    let mut given_away = attacked.given_away.clone();
    if attacked.is_contradictory {
        given_away.push("alle: tallene modsiger hinanden".to_owned());
    }
    for (rule, rows) in rules.tables.iter().zip(&made.tables) {
        let inside = rows.iter().filter(|row| row.is_given_away);
        given_away.extend(inside.map(|row| {
            format!(
                "{}.csv: {} (for en driftsherre, der kender sit eget, eller for den, der har den tidligere \
                 offentliggørelse)",
                rule.name,
                row.codes.join(", ")
            )
        }));
    }
    if given_away.is_empty() { Ok(attacked) } else { Err(PublicationError::GivenAway(given_away)) }
}

/// Of the rules that a publication was made by, those that are not as it tells them; a change of
/// what is never told is not noticed.
pub fn changed_rules(input: &Path, told: &[Published]) -> Vec<(String, Change)> {
    let change = |rules: &Published| {
        let text = regular_file::read(&input.join(&rules.path), LARGEST_SETTINGS).ok();
        let text = text.and_then(|bytes| String::from_utf8(bytes).ok());
        let change = match text.map(|text| sha256(public_rules(&text).as_bytes())) {
            Some(sha256) if sha256 == rules.sha256 => return None,
            Some(_) => Change::Changed,
            None => Change::Gone,
        };
        Some((rules.path.clone(), change))
    };
    told.iter().filter_map(change).collect()
}
