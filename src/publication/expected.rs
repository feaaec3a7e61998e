//! How many citizens are to be expected, by group and region? Estimates that a run wrote: nobody was
//! counted, and nothing of them is hidden.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::register::Registers;
use crate::size::Variant;
use crate::table::{Output, ParquetError, Table, read_decimals, read_texts};

/// The table of a run that is published from.
pub(super) const EXPECTED: &str = "size/expected.parquet";
/// Stem of the published file.
pub(super) const NAME: &str = "forventede-borgere";
const UNIT: &str = "forventede borgere";
/// What all of something is called in the run's table.
const ALL: &str = "alle";
const COUNTRY: &str = "hele landet";

/// A group in a region, or in the whole country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ExpectedRow {
    group: String,
    region: String,
    status: String,
    /// Low, central, high.
    whole: [Option<u64>; 3],
}

/// The rows, sorted; the country last of each group.
pub(super) fn expected_rows(
    parquet: &[u8],
    registers: &Registers,
    on: Option<NaiveDate>,
) -> Result<Vec<ExpectedRow>, ParquetError> {
    let names = ["target_group", "subgroup", "level", "age_band", "municipality", "variant"];
    let [groups, subgroups, levels, ages, municipalities, variants] = read_texts(parquet, names)?;
    let [statuses] = read_texts(parquet, ["status"])?;
    let whole = read_decimals(parquet, "expected_whole")?;
    let is_all = |texts: &[Option<String>], at: usize| texts[at].as_deref() == Some(ALL);
    let Registers { regions, municipalities: register, target_groups, .. } = registers;
    let mut sums: BTreeMap<(String, bool, String), ExpectedRow> = BTreeMap::new();
    for at in 0..groups.len() {
        if subgroups[at].is_some() || !is_all(&levels, at) || !is_all(&ages, at) {
            continue;
        }
        let slug = groups[at].clone().unwrap_or_default();
        let group =
            target_groups.by_name(&slug).map_or(slug, |id| target_groups.get(id).name.to_string());
        let code = municipalities[at].as_deref().and_then(|text| register.by_code_text(text));
        let region = code.zip(on).and_then(|(code, on)| regions.of(code, on));
        let region = region.map_or("ikke oplyst", |region| &*regions.get(region).name).to_owned();
        let variant = Variant::ALL
            .into_iter()
            .find(|variant| variants[at].as_deref() == Some(variant.danish()));
        let (Some(variant), Some(n)) = (variant, whole[at]) else { continue };
        for (is_country, region) in [(false, region), (true, COUNTRY.to_owned())] {
            let key = (group.clone(), is_country, region.clone());
            let row = sums.entry(key).or_insert_with(|| ExpectedRow {
                group: group.clone(),
                region,
                status: statuses[at].clone().unwrap_or_default(),
                whole: [None; 3],
            });
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            // Whole and not below zero, as it was written.
            let n = n.max(0.0) as u64;
            *row.whole[variant.index()].get_or_insert(0) += n;
        }
    }
    Ok(sums.into_values().collect())
}

/// The declaration of the table.
pub(super) fn expected_table(rows: &[ExpectedRow]) -> Box<dyn Output + '_> {
    Table::<ExpectedRow>::new(
        NAME,
        "Forventede borgere efter målgruppe og region (skøn)",
        "en målgruppe i en region eller i hele landet",
        UNIT,
    )
    .note(
        "Et forventet antal er et skøn, en forekomst gange indbyggere, og ikke en optælling af \
         personer; derfor er intet skjult",
    )
    .note("Lavt og højt viser, hvor langt kilderne ligger fra hinanden; de er ikke et statistisk interval")
    .note("Målgrupper uden skøn har ingen række: ikke skønnet er ikke nul")
    .text("maalgruppe", "Målgruppe", "målgruppens navn", |r| Some(r.group.clone()))
    .text("region", "Region", "på kørslens kort, eller hele landet", |r| Some(r.region.clone()))
    .for_each(Variant::ALL, |table, variant| {
        let header = match variant {
            Variant::Low => "Lavt skøn",
            Variant::Central => "Centralt skøn",
            Variant::High => "Højt skøn",
        };
        table
            .int(variant.danish(), header, "forekomst gange indbyggere", move |r| {
                r.whole[variant.index()]
            })
            .empty("ikke skønnet")
    })
    .text("status", "Status", "skønnets status", |r| Some(r.status.clone()))
    .csv_only()
    .sheet("Forventede borgere")
    .over(rows)
}
