//! What is said of a partition in the file that others add up?

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Key, StreamError};
use crate::flat::{Counts, GradeCell, LevelCell, Sums};
use crate::model::{Attained, GradeBounds, Ownership, Parameter, PlacementState};
use crate::regular_file::{self, LARGEST_SETTINGS};

/// The file's name, in the partition's folder.
pub(super) const FILE: &str = "sums.json";

/// *Delsummer* of one partition.
#[derive(Clone, Debug, PartialEq)]
pub struct Partial {
    /// What the partition is called.
    pub name: String,
    /// What the sums are good for.
    pub key: Key,
    /// What stands under outputs that are made of them.
    pub told: Told,
    /// The books.
    pub rows: RowCounts,
    /// The sums.
    pub sums: Sums,
}

/// Where outputs come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Title of the rule.
    pub rule: String,
    /// Titles of the guidelines.
    pub guidelines: Vec<String>,
    /// Whether a guideline's numbers are examples.
    pub is_example_guideline: bool,
    /// Whether the offerings are made up.
    pub is_example_data: bool,
    /// Names of target groups, by slug.
    pub groups: BTreeMap<String, String>,
}

/// Rows read = rows placed + rows set aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowCounts {
    /// Rows read.
    pub read: u64,
    /// Rows graded and placed.
    pub placed: u64,
    /// Rows that could not be used.
    pub set_aside: u64,
}

impl RowCounts {
    /// Adds others.
    pub fn add(&mut self, other: Self) {
        self.read += other.read;
        self.placed += other.placed;
        self.set_aside += other.set_aside;
    }
}

/// The file as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    partition: String,
    key: Key,
    told: Told,
    rows: RowCounts,
    levels: Vec<WrittenLevel>,
    grades: Vec<(String, String, u8, u64)>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLevel {
    target_group: String,
    region: Option<String>,
    ownership: Option<String>,
    state: String,
    low: Option<u8>,
    high: Option<u8>,
    offerings: u64,
    places: u64,
    without_places: u64,
    parts: u64,
}

impl Partial {
    /// The bytes of the file: the same for the same sums.
    pub fn bytes(&self) -> Vec<u8> {
        let level = |(cell, counts): (&LevelCell, &Counts)| WrittenLevel {
            target_group: cell.target_group.clone(),
            region: cell.region.clone(),
            ownership: cell.ownership.map(|ownership| ownership.danish().to_owned()),
            state: cell.state.column().to_owned(),
            low: cell.ends.map(|(low, _)| low as u8),
            high: cell.ends.map(|(_, high)| high as u8),
            offerings: counts.offerings,
            places: counts.places,
            without_places: counts.without_places,
            parts: counts.parts,
        };
        let grade = |(cell, n): (&GradeCell, &u64)| {
            let parameter = cell.parameter.slug().to_owned();
            (cell.target_group.clone(), parameter, cell.bounds.code(), *n)
        };
        let written = Written {
            partition: self.name.clone(),
            key: self.key.clone(),
            told: self.told.clone(),
            rows: self.rows,
            levels: self.sums.levels.iter().map(level).collect(),
            grades: self.sums.grades.iter().map(grade).collect(),
        };
        // A value of our own making, written to memory, can't fail.
        let mut bytes = serde_json::to_vec(&written).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads the file of a partition's folder.
    ///
    /// # Errors
    /// It is not there, or not one of ours, or its books don't balance.
    pub fn read(folder: &Path) -> Result<Self, StreamError> {
        let path = folder.join(FILE);
        let failed = |why: String| StreamError::Partial { path: path.clone(), why };
        let bytes =
            regular_file::read(&path, LARGEST_SETTINGS).map_err(|e| failed(e.to_string()))?;
        let written =
            serde_json::from_slice::<Written>(&bytes).map_err(|e| failed(e.to_string()))?;
        Self::of(written).ok_or_else(|| failed("noget andet, end niveau skriver".to_owned()))
    }

    fn of(written: Written) -> Option<Self> {
        let mut sums = Sums::default();
        for level in written.levels {
            let state = PlacementState::ALL.into_iter().find(|s| s.column() == level.state)?;
            let ownership = match level.ownership {
                Some(word) => Some(Ownership::ALL.into_iter().find(|o| o.danish() == word)?),
                None => None,
            };
            let ends = match (level.low, level.high) {
                (None, None) => None,
                (low, high) => {
                    let (low, high) = (Attained::from_rank(low?)?, Attained::from_rank(high?)?);
                    Some((low, high)).filter(|_| low <= high)
                }
            };
            let cell = LevelCell {
                target_group: level.target_group,
                region: level.region,
                ownership,
                state,
                ends,
            };
            let counts = Counts {
                offerings: level.offerings,
                places: level.places,
                without_places: level.without_places,
                parts: level.parts,
            };
            if sums.levels.insert(cell, counts).is_some() {
                return None;
            }
        }
        for (target_group, parameter, code, n) in written.grades {
            let parameter = Parameter::from_slug(&parameter)?;
            let bounds = GradeBounds::from_code(code)?;
            if sums.grades.insert(GradeCell { target_group, parameter, bounds }, n).is_some() {
                return None;
            }
        }
        let RowCounts { read, placed, set_aside } = written.rows;
        let balances = placed.checked_add(set_aside) == Some(read) && sums.n_offerings() == placed;
        balances.then_some(Self {
            name: written.partition,
            key: written.key,
            told: written.told,
            rows: written.rows,
            sums,
        })
    }
}
