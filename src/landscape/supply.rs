//! How much is there, by class, over the values of one dimension?

use std::collections::BTreeMap;

use polars::prelude::*;
use thiserror::Error;

use super::cube::could_be_on;
use super::facts::Fact;
use super::tally::Counts;
use crate::model::{
    AgeGroup, LegalBasisId, Level, MunicipalityCode, Ownership, PlacementState, ProviderKind,
    RegionId, Supervision, TargetGroupId,
};
use crate::place::Placement;

/// Where an offering counts: on a level, or apart from the levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Placed on a level.
    On(Level),
    /// Not placed: under let, foreløbig, quality unknown or not met, not assessed.
    Apart(PlacementState),
}

impl Class {
    /// All classes, levels first.
    pub const ALL: [Self; 8] = [
        Self::On(Level::Light),
        Self::On(Level::Moderate),
        Self::On(Level::High),
        Self::Apart(PlacementState::BelowLight),
        Self::Apart(PlacementState::Provisional),
        Self::Apart(PlacementState::QualityUnknown),
        Self::Apart(PlacementState::QualityNotMet),
        Self::Apart(PlacementState::NotAssessed),
    ];

    /// The class of a placement.
    pub fn of(placement: &Placement) -> Self {
        placement.level.map_or(Self::Apart(placement.state), Self::On)
    }

    /// The class's place in [`Class::ALL`].
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|class| *class == self).unwrap_or(7)
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::On(level) => level.danish(),
            Self::Apart(state) => state.danish(),
        }
    }
}

/// What supply is broken down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// *Region* of the department, on the map of the run.
    Region,
    /// *Virksomhedsform* of the provider.
    Ownership,
    /// *Paragraf* of the department; one with several counts under each.
    LegalBasis,
    /// *Tilsyn* of the provider.
    Supervision,
    /// On Tilbudsportalen, or outside it.
    Source,
}

/// A value of a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A municipality.
    Municipality(MunicipalityCode),
    /// A region.
    Region(RegionId),
    /// An ownership.
    Ownership(Ownership),
    /// A legal basis.
    LegalBasis(LegalBasisId),
    /// A kind of provider: what the register makes of its legal bases.
    Kind(ProviderKind),
    /// *Børn, unge, voksne.*
    AgeGroup(AgeGroup),
    /// A socialtilsyn.
    SocialAuthority(u8),
    /// Municipalities' own supervision, all of them together.
    MunicipalSupervision,
    /// On Tilbudsportalen.
    OnPortal,
    /// Outside Tilbudsportalen.
    OffPortal,
    /// *Ikke oplyst.*
    NotReported,
    /// All values together. Not the sum of the others where an offering counts under several.
    Total,
}

/// Supply of one target group under one value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplyRow {
    /// The target group.
    pub target_group: TargetGroupId,
    /// The value.
    pub value: Value,
    /// Counts by class, along [`Class::ALL`]. Where an offering is split by age or sub-group, its
    /// department is in the class of each part: classes don't add up to `all`.
    pub by_class: [Counts; 8],
    /// On *let*, *moderat*, *højt*: what is placed there or could be, each thing once.
    pub up_to: [Counts; 3],
    /// Everything, whatever its class, each thing once.
    pub all: Counts,
}

impl SupplyRow {
    /// Nothing, under this value.
    pub const fn empty(target_group: TargetGroupId, value: Value) -> Self {
        const NOTHING: Counts = Counts::NOTHING;
        Self { target_group, value, by_class: [NOTHING; 8], up_to: [NOTHING; 3], all: NOTHING }
    }

    /// Offerings that have been assessed, whatever came of it.
    pub const fn assessed(&self) -> u64 {
        let [.., not_assessed] = &self.by_class;
        self.all.offerings.saturating_sub(not_assessed.offerings)
    }
}

/// The frames could not be put together: a fault of the program, not of the data.
#[derive(Debug, Error)]
#[error("forsyningen kunne ikke opgøres: {0}")]
pub struct SupplyError(#[from] PolarsError);

// Column names, once.
const GROUP: &str = "group";
const VALUE: &str = "value";
const CLASS: &str = "class";
const PROVIDER: &str = "provider";
const OFFERING: &str = "offering";
const DEPARTMENT: &str = "department";
const PLACES: &str = "places";
const SHARED: &str = "shared";
const UP_TO: [&str; 3] = ["up_to_light", "up_to_moderate", "up_to_high"];

/// Counts facts by target group and the values of a dimension, and over all values
/// ([`Value::Total`]). `values` gives the values a fact counts under: none means not reported.
/// Sorted by target group and value; values that no fact has are left to the caller.
pub fn supply(
    facts: &[Fact],
    values: impl Fn(&Fact) -> Vec<Value>,
) -> Result<Vec<SupplyRow>, SupplyError> {
    let mut known: Vec<Value> = Vec::new();
    let mut columns = Columns::default();
    for fact in facts {
        let mut of_fact = values(fact);
        if of_fact.is_empty() {
            of_fact.push(Value::NotReported);
        }
        for value in of_fact {
            let code = known.iter().position(|k| *k == value).unwrap_or_else(|| {
                known.push(value);
                known.len() - 1
            });
            columns.push(fact, u32::try_from(code).unwrap_or(u32::MAX));
        }
    }
    let mut rows = columns.count(&known)?;
    let mut total = Columns::default();
    for fact in facts {
        total.push(fact, 0);
    }
    rows.extend(total.count(&[Value::Total])?);
    rows.sort_by_key(|row| (row.target_group, row.value));
    Ok(rows)
}

/// The value of a supervision.
impl From<Supervision> for Value {
    fn from(supervision: Supervision) -> Self {
        match supervision {
            Supervision::SocialAuthority(id) => Self::SocialAuthority(id),
            Supervision::Municipality(_) => Self::MunicipalSupervision,
        }
    }
}

#[derive(Default)]
struct Columns {
    group: Vec<u32>,
    value: Vec<u32>,
    class: Vec<u32>,
    provider: Vec<u32>,
    offering: Vec<u32>,
    department: Vec<Option<u32>>,
    places: Vec<Option<u64>>,
    shared: Vec<Option<u64>>,
    up_to: [Vec<bool>; 3],
}

impl Columns {
    fn push(&mut self, fact: &Fact, value: u32) {
        self.group.push(fact.target_group.0.into());
        self.value.push(value);
        self.class.push(u32::try_from(fact.class.index()).unwrap_or(7));
        self.provider.push(fact.provider);
        self.offering.push(fact.offering);
        self.department.push(fact.department);
        self.places.push(fact.places.map(u64::from));
        self.shared.push(fact.places_shared_milli);
        for (column, level) in self.up_to.iter_mut().zip(Level::ALL) {
            column.push(could_be_on(fact, level));
        }
    }

    fn count(self, values: &[Value]) -> Result<Vec<SupplyRow>, PolarsError> {
        let [light, moderate, high] = self.up_to;
        let frame = df!(
            GROUP => self.group,
            VALUE => self.value,
            CLASS => self.class,
            PROVIDER => self.provider,
            OFFERING => self.offering,
            DEPARTMENT => self.department,
            PLACES => self.places,
            SHARED => self.shared,
            UP_TO[0] => light,
            UP_TO[1] => moderate,
            UP_TO[2] => high,
        )?;
        let all = counted(&frame.clone().lazy(), &[GROUP, VALUE])?;
        let mut rows: BTreeMap<Vec<u32>, SupplyRow> = BTreeMap::new();
        for (key, all) in all {
            let group = TargetGroupId(u8::try_from(key[0]).unwrap_or(u8::MAX));
            let empty = SupplyRow::empty(group, values[key[1] as usize]);
            rows.insert(key, SupplyRow { all, ..empty });
        }
        for (key, counts) in counted(&frame.clone().lazy(), &[GROUP, VALUE, CLASS])? {
            if let Some(row) = rows.get_mut(&key[..2]) {
                row.by_class[key[2] as usize] = counts;
            }
        }
        for (level, column) in UP_TO.into_iter().enumerate() {
            let there = frame.clone().lazy().filter(col(column));
            for (key, counts) in counted(&there, &[GROUP, VALUE])? {
                if let Some(row) = rows.get_mut(&key) {
                    row.up_to[level] = counts;
                }
            }
        }
        Ok(rows.into_values().collect())
    }
}

/// The counts over each combination of the keys.
fn counted(frame: &LazyFrame, keys: &[&str]) -> PolarsResult<BTreeMap<Vec<u32>, Counts>> {
    let by = |more: &[&str]| keys.iter().chain(more).map(|key| col(*key)).collect::<Vec<_>>();
    let number = |expr: Expr, name: &str| expr.cast(DataType::UInt64).alias(name);
    let rows = frame
        .clone()
        .group_by(by(&[]))
        .agg([
            number(col(PROVIDER).n_unique(), "providers"),
            number(col(OFFERING).n_unique(), "offerings"),
            number(col(SHARED).sum(), "shared"),
            number(
                col(OFFERING).filter(col(DEPARTMENT).is_null()).n_unique(),
                "without_department",
            ),
        ])
        .collect()?;
    // A department has a row for each part of a split offering, and the same places in all.
    let departments = frame
        .clone()
        .filter(col(DEPARTMENT).is_not_null())
        .group_by(by(&[DEPARTMENT]))
        .agg([col(PLACES).first()])
        .group_by(by(&[]))
        .agg([
            number(col(DEPARTMENT).count(), "departments"),
            number(col(PLACES).sum(), "open"),
            number(col(PLACES).is_null().sum(), "without_places"),
        ])
        .collect()?;
    let mut counts: BTreeMap<Vec<u32>, Counts> = BTreeMap::new();
    each(
        &rows,
        keys,
        ["providers", "offerings", "shared", "without_department"],
        |key, of_row| {
            let counts = counts.entry(key).or_default();
            [
                counts.providers,
                counts.offerings,
                counts.places_shared_milli,
                counts.offerings_without_department,
            ] = of_row;
        },
    )?;
    each(&departments, keys, ["departments", "open", "without_places"], |key, of_row| {
        let counts = counts.entry(key).or_default();
        [counts.departments, counts.places_open, counts.departments_without_places] = of_row;
    })?;
    Ok(counts)
}

/// Gives each row's keys and its numbers in the named columns.
fn each<const N: usize>(
    frame: &DataFrame,
    keys: &[&str],
    names: [&str; N],
    mut take: impl FnMut(Vec<u32>, [u64; N]),
) -> PolarsResult<()> {
    let keys = keys.iter().map(|key| frame.column(key)?.u32()).collect::<PolarsResult<Vec<_>>>()?;
    let numbers =
        names.iter().map(|name| frame.column(name)?.u64()).collect::<PolarsResult<Vec<_>>>()?;
    for at in 0..frame.height() {
        let key = keys.iter().map(|column| column.get(at).unwrap_or(0)).collect();
        take(key, std::array::from_fn(|nth| numbers[nth].get(at).unwrap_or(0)));
    }
    Ok(())
}
