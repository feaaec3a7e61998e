//! How are rows counted while they stream by?

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use super::{Counts, FlatPlacement, FlatRow, GradeCell, LevelCell, Sums};
use crate::model::{
    Attained, GradeBounds, Ownership, Parameter, PerParameter, PlacementState, RegionId,
    TargetGroupId,
};
use crate::register::Registers;

/// How many offerings have each grade, by its code.
type ByCode = [u64; 32];

/// Rows counted by numbers, not yet by names. Counting in any order, in any parts, gives the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    levels: HashMap<Key, Counts, BuildHasherDefault<KeyHasher>>,
    grades: HashMap<TargetGroupId, Box<PerParameter<ByCode>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    group: TargetGroupId,
    region: Option<RegionId>,
    ownership: Option<Ownership>,
    state: PlacementState,
    ends: Option<(Attained, Attained)>,
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let region = self.region.map_or(0, |region| u64::from(region.0) + 1);
        let ownership = self.ownership.map_or(0, |ownership| ownership as u64 + 1);
        let ends = self.ends.map_or(0, |(low, high)| 1 + low as u64 * 4 + high as u64);
        let group = u64::from(self.group.0);
        state.write_u64(
            group | region << 8 | ownership << 24 | (self.state as u64) << 32 | ends << 40,
        );
    }
}

/// One multiplication: the keys are few, and nobody outside chooses them.
#[derive(Clone, Copy, Debug, Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64((*byte).into());
        }
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

impl Tally {
    /// Counts a row.
    pub fn add(
        &mut self,
        row: &FlatRow<'_>,
        group: TargetGroupId,
        region: Option<RegionId>,
        placed: &FlatPlacement,
    ) {
        let FlatPlacement { placement, grades, .. } = placed;
        let ends = placement.low.zip(placement.high);
        let key = Key { group, region, ownership: row.ownership, state: placement.state, ends };
        self.levels.entry(key).or_default().add(&Counts::of(row));
        if ends.is_some() {
            let of_group =
                self.grades.entry(group).or_insert_with(|| PerParameter([[0; 32]; 8]).into());
            for (parameter, bounds) in grades.iter() {
                of_group[parameter][usize::from(bounds.code() & 31)] += 1;
            }
        }
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: Self) {
        for (key, counts) in other.levels {
            self.levels.entry(key).or_default().add(&counts);
        }
        for (group, more) in other.grades {
            let of_group =
                self.grades.entry(group).or_insert_with(|| PerParameter([[0; 32]; 8]).into());
            for (sums, more) in of_group.0.iter_mut().zip(more.0) {
                sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
            }
        }
    }

    /// The counts by name, sorted.
    pub fn sums(&self, registers: &Registers) -> Sums {
        let slug = |group: TargetGroupId| registers.target_groups.get(group).slug.to_string();
        let mut sums = Sums::default();
        for (key, counts) in &self.levels {
            let cell = LevelCell {
                target_group: slug(key.group),
                region: key.region.map(|id| registers.regions.get(id).name.to_string()),
                ownership: key.ownership,
                state: key.state,
                ends: key.ends,
            };
            sums.levels.insert(cell, *counts);
        }
        for (group, by_parameter) in &self.grades {
            for parameter in Parameter::ALL {
                for (code, n) in (0..32).zip(by_parameter[parameter]).filter(|(_, n)| *n > 0) {
                    if let Some(bounds) = GradeBounds::from_code(code) {
                        let cell = GradeCell { target_group: slug(*group), parameter, bounds };
                        sums.grades.insert(cell, n);
                    }
                }
            }
        }
        sums
    }
}
