//! What does a finished run say of each offering?

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::codes::{Codes, OnBothMaps, region_leaf};
use super::dimension::{ASSESSED_ELSE, NOT_ASSESSED, NOT_STATED};
use crate::landscape::PARTS_OF_A_PLACE;
use crate::model::PlacementState;
use crate::register::{Registers, TargetGroups};
use crate::table::{ParquetError, danish_date, read_decimals, read_texts};

/// The table of a run that is published from.
pub(crate) const PLACEMENTS: &str = "placements.parquet";

/// An offering: whose, and its code in each [`super::Dimension`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// A number for the provider; its id goes no further.
    pub(super) provider: usize,
    /// A number for whoever runs it.
    pub(super) operator: usize,
    /// Parts of its places, which add up; none where they are not reported.
    pub(super) places: Option<u64>,
    /// Its codes.
    pub(super) codes: [String; 4],
}

/// The offerings of `placements.parquet`, and the codes there are; target groups by the names that
/// readers know, regions on the map of `on` and on the newest other map.
pub(super) fn offerings(
    parquet: &[u8],
    registers: &Registers,
    on: Option<NaiveDate>,
) -> Result<(Vec<Counted>, Codes), ParquetError> {
    let names = [
        "provider_id",
        "operator",
        "target_group",
        "state",
        "level",
        "region",
        "ownership",
        "municipality",
    ];
    let [providers, operators, groups, states, levels, regions, ownerships, municipalities] =
        read_texts(parquet, names)?;
    let places = read_decimals(parquet, "places_shared")?;
    let or_not_stated = |texts: &[Option<String>], at: usize| {
        texts[at].clone().unwrap_or_else(|| NOT_STATED.to_owned())
    };
    let maps = Maps::new(registers, on);
    let on_both = |at: usize| -> OnBothMaps {
        let own = or_not_stated(&regions, at);
        let other = maps.other(municipalities[at].as_deref(), &own);
        (own, other)
    };
    let pairs: BTreeSet<OnBothMaps> = (0..providers.len()).map(on_both).collect();
    let (mut numbers, mut runs) = (Numbers::default(), Numbers::default());
    let counted = |at: usize| {
        let is_assessed = states[at].as_deref() != Some(PlacementState::NotAssessed.column());
        let is_placed = states[at].as_deref() == Some(PlacementState::Placed.column());
        let level = match &levels[at] {
            Some(level) if is_placed => level.clone(),
            _ if is_assessed => ASSESSED_ELSE.to_owned(),
            _ => NOT_ASSESSED.to_owned(),
        };
        Counted {
            provider: numbers.of(providers[at].as_deref().unwrap_or_default()),
            operator: runs.of(operators[at].as_deref().unwrap_or_default()),
            places: places[at].map(parts),
            codes: [
                name_of(or_not_stated(&groups, at), &registers.target_groups),
                level,
                region_leaf(&on_both(at), &pairs),
                or_not_stated(&ownerships, at),
            ],
        }
    };
    let mut counted = (0..providers.len()).map(counted).collect::<Vec<_>>();
    counted.sort_by(|a, b| a.codes.cmp(&b.codes));
    let of = |at: usize| counted.iter().map(|one| one.codes[at].clone()).collect();
    let codes = Codes::of(of(0), &pairs, of(3), &maps.days);
    Ok((counted, codes))
}

/// Places as whole parts, as they were before they were written.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn parts(places: f64) -> u64 {
    // Far below 2^53, and never below zero.
    (places * PARTS_OF_A_PLACE as f64).round() as u64
}

/// Numbers instead of ids.
#[derive(Default)]
struct Numbers(BTreeMap<String, usize>);

impl Numbers {
    fn of(&mut self, id: &str) -> usize {
        let next = self.0.len();
        *self.0.entry(id.to_owned()).or_insert(next)
    }
}

/// The other map than the run's.
struct Maps<'r> {
    registers: &'r Registers,
    on: Option<NaiveDate>,
    other: Option<NaiveDate>,
    /// The days of both, for readers.
    days: [String; 2],
}

impl<'r> Maps<'r> {
    fn new(registers: &'r Registers, on: Option<NaiveDate>) -> Self {
        let other = on.and_then(|on| registers.regions.other_maps(on).pop());
        let day = |day: Option<NaiveDate>| day.map(danish_date).unwrap_or_default();
        Self { registers, on, other, days: [day(on), day(other)] }
    }

    /// The region on the other map: by the municipality, else by the region, when all of it lies
    /// in one. Without another map it is the region itself.
    fn other(&self, municipality: Option<&str>, own: &str) -> String {
        let (Some(on), Some(other)) = (self.on, self.other) else { return own.to_owned() };
        let Registers { municipalities, regions, .. } = self.registers;
        let name =
            |code| regions.of(code, other).map(|region| regions.get(region).name.to_string());
        if let Some(code) = municipality.and_then(|text| municipalities.by_code_text(text)) {
            return name(code).unwrap_or_else(|| NOT_STATED.to_owned());
        }
        let is_own = |code| regions.of(code, on).is_some_and(|r| *regions.get(r).name == *own);
        let within = municipalities.iter().map(|m| m.code).filter(|code| is_own(*code));
        let mut names: Vec<Option<String>> = within.map(name).collect();
        names.sort();
        names.dedup();
        match names.as_slice() {
            [Some(only)] => only.clone(),
            _ => NOT_STATED.to_owned(),
        }
    }
}

/// What readers call a target group; one that the register no longer has keeps its slug.
fn name_of(slug: String, register: &TargetGroups) -> String {
    register.by_name(&slug).map_or(slug, |id| register.get(id).name.to_string())
}
