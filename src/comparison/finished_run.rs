//! What does the folder of a finished run say?

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use super::reading::{Reading, Texts, count};
use super::recorded::{Assessments, rules_of};
use crate::history::{
    CapacityThen, OfferingKey, OfferingThen, Recorded, RunThen, SCHEMA, Standing, SupplyThen,
};
use crate::model::{Level, PlacementState, QualityOutcome};
use crate::output::Published;
use crate::publication::{PLACEMENTS, PublicationError, WrittenRun, unusable};
use crate::report::capacity::{PLACES, by_region_on};
use crate::table::{ParquetError, Provenance, ReadBack};

const SUPPLY: &str = "landscape/supply_by.parquet";

/// A finished run, read back.
#[derive(Debug)]
pub struct FinishedRun {
    /// What it is called: its folder.
    pub name: String,
    /// What it was made from.
    pub provenance: Provenance,
    /// The day of the run.
    pub as_of: Option<NaiveDate>,
    /// What can't be compared of it, and why, in sentences without full stops.
    pub limits: Vec<String>,
    /// What it says.
    pub run: RunThen,
    /// What readers call the target groups, by slug.
    pub group_names: BTreeMap<Arc<str>, Arc<str>>,
    /// The files that were read.
    pub files: Vec<Published>,
}

fn name_of(folder: &Path) -> String {
    let last = folder.canonicalize().ok();
    let last = last.as_deref().unwrap_or(folder).file_name();
    last.map_or_else(|| "kørsel".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// Reads a finished run back.
///
/// # Errors
/// The folder holds no finished run as it was written, or one of a program that is newer.
pub fn read_run(folder: &Path) -> Result<FinishedRun, PublicationError> {
    if !folder.join("manifest.json").is_file() {
        let why = "her ligger ingen færdig kørsel. Vælg mappen, som niveau run skrev";
        return Err(unusable(folder, why));
    }
    let run = WrittenRun::open(folder)?;
    let schema = run.manifest["schema"].as_u64();
    if schema.is_some_and(|schema| schema > SCHEMA) {
        let why = "er skrevet af en nyere udgave af niveau. Brug den til at sammenligne";
        return Err(run.unusable("manifest.json", why));
    }
    let name = name_of(folder);
    let made_from = run.provenance();
    let mut reading = Reading {
        run,
        name: name.clone(),
        files: Vec::new(),
        texts: Texts::default(),
        limits: Vec::new(),
    };
    let rules = if schema.is_some() {
        rules_of(&mut reading)?
    } else {
        reading.limits.push(format!(
            "{name} er skrevet af en tidligere udgave af niveau ({}), som hverken gemte \
             vurderingerne eller reglen og vejledningerne: det kan siges, hvem der har flyttet sig, \
             men ikke hvorfor",
            made_from.program_version
        ));
        None
    };
    let assessments = match &rules {
        Some((_, labels)) => Assessments::read(&mut reading, labels.clone())?,
        None => Assessments::default(),
    };
    let (offerings, group_names) = offerings(&mut reading, assessments)?;
    let regions_on = made_from.regions_on;
    let supply = supply(&mut reading)?;
    let capacity = capacity(&mut reading, regions_on)?;
    Ok(FinishedRun {
        name,
        as_of: reading.run.manifest["as_of"].as_str().and_then(|day| day.parse().ok()),
        provenance: made_from,
        limits: reading.limits,
        run: RunThen { offerings, rules: rules.map(|(rules, _)| rules), supply, capacity },
        group_names,
        files: reading.files,
    })
}

type Named = BTreeMap<Arc<str>, Arc<str>>;

/// The offerings of `placements.parquet`, and what readers call their groups.
fn offerings(
    reading: &mut Reading<'_>,
    mut assessments: Assessments,
) -> Result<(Vec<OfferingThen>, Named), PublicationError> {
    const WORDS: [&str; 14] = [
        "provider_id",
        "target_group",
        "state",
        "quality",
        "level",
        "subgroup",
        "age_group",
        "provider_name",
        "region",
        "municipality_name",
        "ownership",
        "assessed_by",
        "guideline",
        "reason",
    ];
    let more = ["target_group_name", "places_open", "assessed_on"];
    let columns: Vec<&str> = WORDS.into_iter().chain(more).collect();
    let table = reading.table(PLACEMENTS, &columns)?;
    let read = || -> Result<_, ParquetError> {
        let mut words = Vec::new();
        for column in WORDS {
            words.push(table.texts(column)?);
        }
        let has_names = table.has("target_group_name");
        let names = table.texts(if has_names { "target_group_name" } else { "target_group" })?;
        Ok((words, names, table.numbers("places_open")?, table.dates("assessed_on")?))
    };
    let (words, names, places, days) =
        read().map_err(|error| reading.run.unusable(PLACEMENTS, error))?;
    let unknown = |what: &str, at: usize| {
        let why = format!("række {}: {what} kan ikke læses. Kør niveau run igen", at + 1);
        reading.run.unusable(PLACEMENTS, why)
    };
    let mut group_names = Named::new();
    let mut offerings = Vec::with_capacity(table.height());
    let mut texts = std::mem::take(&mut reading.texts);
    for at in 0..table.height() {
        let word = |column: usize| words[column][at];
        let (Some(provider), Some(group)) = (word(0), word(1)) else {
            return Err(unknown("tilbuddet eller målgruppen", at));
        };
        let state = PlacementState::ALL.into_iter().find(|state| Some(state.column()) == word(2));
        let standing = state.and_then(|state| {
            let level = word(4).map(Level::from_danish);
            Standing::of(state, level.unwrap_or_default())
        });
        let qualities = [QualityOutcome::Pass, QualityOutcome::Fail, QualityOutcome::Unknown];
        let quality = qualities.into_iter().find(|quality| Some(quality.column()) == word(3));
        let (Some(standing), Some(quality)) = (standing, quality) else {
            return Err(unknown("tilstanden, niveauet eller kvaliteten", at));
        };
        let mut shared = |column: usize| word(column).map(|text| texts.one(text));
        let key = OfferingKey {
            subgroup: shared(5),
            age_group: shared(6),
            provider_id: provider.into(),
            target_group: shared(1).unwrap_or_else(|| group.into()),
        };
        let (region, municipality, ownership) = (shared(8), shared(9), shared(10));
        let (assessed_by, guideline, reason) = (shared(11), shared(12), shared(13));
        let name = names[at].unwrap_or(group);
        group_names.entry(key.target_group.clone()).or_insert_with(|| name.into());
        let assessed = assessments.take(&key, assessed_by.as_ref(), guideline.as_deref());
        offerings.push(OfferingThen {
            key,
            provider_name: word(7).map(Into::into),
            region,
            municipality,
            ownership,
            places_open: places[at].map(count),
            assessed_on: days[at],
            assessed_by,
            guideline,
            reason,
            recorded: Recorded { standing, quality, assessed },
        });
    }
    offerings.sort_by(|a, b| a.key.cmp(&b.key));
    if let Some(pair) = offerings.windows(2).find(|pair| pair[0].key == pair[1].key) {
        let provider = &pair[0].key.provider_id;
        let why = format!("tilbud {provider} står to gange for den samme målgruppe");
        return Err(reading.run.unusable(PLACEMENTS, why));
    }
    reading.texts = texts;
    Ok((offerings, group_names))
}

type Columns<T> = Vec<Vec<Option<T>>>;

/// Columns of words and of numbers.
fn words_and_numbers<'t>(
    table: &'t ReadBack,
    words: &[&str],
    numbers: &[&str],
) -> Result<(Columns<&'t str>, Columns<f64>), ParquetError> {
    let words = words.iter().map(|column| table.texts(column)).collect::<Result<_, _>>()?;
    let numbers = numbers.iter().map(|column| table.numbers(column)).collect::<Result<_, _>>()?;
    Ok((words, numbers))
}

/// Supply by region, where anything is or can come to be.
fn supply(reading: &mut Reading<'_>) -> Result<Vec<SupplyThen>, PublicationError> {
    if !reading.run.has(SUPPLY) {
        return Ok(Vec::new());
    }
    let words = ["dimension", "target_group", "value", "level", "age_group"];
    let numbers = [
        "offerings",
        "offerings_up_to",
        "providers",
        "places_shared",
        "places_shared_up_to",
        "assessed_percent",
    ];
    let columns: Vec<&str> = words.into_iter().chain(numbers).collect();
    let table = reading.table(SUPPLY, &columns)?;
    let (words, numbers) = words_and_numbers(&table, &words, &numbers)
        .map_err(|error| reading.run.unusable(SUPPLY, error))?;
    let mut rows = Vec::new();
    for at in 0..table.height() {
        let number = |column: usize| numbers[column][at];
        let is_of_region = words[0][at] == Some("region") && words[4][at].is_none();
        if !is_of_region || number(1).is_none_or(|up_to| up_to <= 0.0) {
            continue;
        }
        let mut word = |column: usize| reading.texts.one(words[column][at].unwrap_or_default());
        rows.push(SupplyThen {
            target_group: word(1),
            region: word(2),
            level: word(3),
            offerings: number(0),
            offerings_up_to: number(1),
            providers: number(2),
            places: number(3),
            places_up_to: number(4),
            assessed_percent: number(5),
        });
    }
    Ok(rows)
}

/// What is reported of capacity, on the run's own map of regions.
fn capacity(
    reading: &mut Reading<'_>,
    regions_on: Option<NaiveDate>,
) -> Result<Vec<CapacityThen>, PublicationError> {
    let path = capacity_path();
    if !reading.run.has(&path) {
        return Ok(Vec::new());
    }
    let words = ["target_group", "value", "level", "by", "withheld"];
    let numbers = ["year", "places_low", "places_high", "occupancy_percent", "reporting_places"];
    let columns: Vec<&str> = words.into_iter().chain(numbers).collect();
    let table = reading.table(&path, &columns)?;
    let (words, numbers) = words_and_numbers(&table, &words, &numbers)
        .map_err(|error| reading.run.unusable(&path, error))?;
    let own_map = regions_on.map(by_region_on);
    let mut rows = Vec::new();
    for at in 0..table.height() {
        let number = |column: usize| numbers[column][at];
        let is_by_region = words[3][at].is_some() && words[3][at] == own_map.as_deref();
        if !is_by_region || number(4).is_none_or(|reporting| reporting <= 0.0) {
            continue;
        }
        let mut word = |column: usize| reading.texts.one(words[column][at].unwrap_or_default());
        rows.push(CapacityThen {
            year: number(0),
            target_group: word(0),
            region: word(1),
            level: word(2),
            places_low: number(1),
            places_high: number(2),
            occupancy_percent: number(3),
            withheld: words[4][at].map(Into::into),
        });
    }
    Ok(rows)
}

/// The table of capacity by one dimension at a time.
fn capacity_path() -> String {
    format!("{PLACES}.parquet")
}
