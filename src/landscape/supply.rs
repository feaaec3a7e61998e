//! How much is there, by class, over the values of one dimension?

use polars::prelude::*;
use thiserror::Error;

use super::facts::Fact;
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

/// One count in four units, never to be mixed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// *Tilbud x målgruppe* (offerings).
    pub offerings: u64,
    /// *Afdelinger.*
    pub departments: u64,
    /// *Pladser åbne for målgruppen*: may be counted for several groups, so never add over groups.
    pub places_open: u64,
    /// Thousandths of *pladser delt ud*: shared equally over the department's groups; these add
    /// up.
    pub places_shared_milli: u64,
    /// Departments whose places are not reported and so are in neither sum.
    pub departments_without_places: u64,
}

/// Supply of one target group under one value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplyRow {
    /// The target group.
    pub target_group: TargetGroupId,
    /// The value.
    pub value: Value,
    /// Counts by class, along [`Class::ALL`].
    pub by_class: [Units; 8],
    /// Counts of those that could be on *let*, *moderat*, *højt* beyond those placed there.
    pub possible: [Units; 3],
}

impl SupplyRow {
    /// Nothing, under this value.
    pub const fn empty(target_group: TargetGroupId, value: Value) -> Self {
        const NOTHING: Units = Units {
            offerings: 0,
            departments: 0,
            places_open: 0,
            places_shared_milli: 0,
            departments_without_places: 0,
        };
        Self { target_group, value, by_class: [NOTHING; 8], possible: [NOTHING; 3] }
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
const OFFERING: &str = "offering";
const HAS_DEPARTMENT: &str = "has_department";
const PLACES: &str = "places";
const SHARED: &str = "shared";
const POSSIBLE: [&str; 3] = ["possible_light", "possible_moderate", "possible_high"];

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
    offering: Vec<u32>,
    has_department: Vec<bool>,
    places: Vec<Option<u64>>,
    shared: Vec<Option<u64>>,
    possible: [Vec<bool>; 3],
}

impl Columns {
    fn push(&mut self, fact: &Fact, value: u32) {
        self.group.push(fact.target_group.0.into());
        self.value.push(value);
        self.class.push(u32::try_from(fact.class.index()).unwrap_or(7));
        self.offering.push(fact.offering);
        self.has_department.push(fact.department.is_some());
        self.places.push(fact.places.map(u64::from));
        self.shared.push(fact.places_shared_milli);
        for (column, possible) in self.possible.iter_mut().zip(fact.possible) {
            column.push(possible);
        }
    }

    fn count(self, values: &[Value]) -> Result<Vec<SupplyRow>, PolarsError> {
        let [light, moderate, high] = self.possible;
        let frame = df!(
            GROUP => self.group,
            VALUE => self.value,
            CLASS => self.class,
            OFFERING => self.offering,
            HAS_DEPARTMENT => self.has_department,
            PLACES => self.places,
            SHARED => self.shared,
            POSSIBLE[0] => light,
            POSSIBLE[1] => moderate,
            POSSIBLE[2] => high,
        )?;
        let mut rows: Vec<SupplyRow> = Vec::new();
        let mut row_of = |group: u32, value: u32| -> usize {
            let group = TargetGroupId(u8::try_from(group).unwrap_or(u8::MAX));
            let value = values[value as usize];
            rows.iter().position(|r| r.target_group == group && r.value == value).unwrap_or_else(
                || {
                    rows.push(SupplyRow::empty(group, value));
                    rows.len() - 1
                },
            )
        };
        let mut cells: Vec<(usize, usize, Units)> = Vec::new();
        for (key, units) in counted(frame.clone().lazy(), &[GROUP, VALUE, CLASS])? {
            cells.push((row_of(key[0], key[1]), key[2] as usize, units));
        }
        for (level, column) in POSSIBLE.into_iter().enumerate() {
            let possible = frame.clone().lazy().filter(col(column));
            for (key, units) in counted(possible, &[GROUP, VALUE])? {
                cells.push((row_of(key[0], key[1]), 8 + level, units));
            }
        }
        for (row, place, units) in cells {
            match place.checked_sub(8) {
                None => rows[row].by_class[place] = units,
                Some(level) => rows[row].possible[level] = units,
            }
        }
        Ok(rows)
    }
}

/// The four units over each combination of the keys.
fn counted(frame: LazyFrame, keys: &[&str]) -> PolarsResult<Vec<(Vec<u32>, Units)>> {
    let counted = frame
        .group_by(keys.iter().map(|key| col(*key)).collect::<Vec<_>>())
        .agg([
            col(OFFERING).n_unique().cast(DataType::UInt64).alias("offerings"),
            col(HAS_DEPARTMENT).sum().cast(DataType::UInt64).alias("departments"),
            col(PLACES).sum().cast(DataType::UInt64).alias("places_open"),
            col(SHARED).sum().cast(DataType::UInt64).alias("places_shared"),
            (col(HAS_DEPARTMENT).and(col(PLACES).is_null()))
                .sum()
                .cast(DataType::UInt64)
                .alias("without_places"),
        ])
        .collect()?;
    let key_columns =
        keys.iter().map(|key| counted.column(key)?.u32()).collect::<PolarsResult<Vec<_>>>()?;
    let number = |name: &str| counted.column(name)?.u64();
    let (offerings, departments) = (number("offerings")?, number("departments")?);
    let (open, shared) = (number("places_open")?, number("places_shared")?);
    let without = number("without_places")?;
    Ok((0..counted.height())
        .map(|i| {
            let key = key_columns.iter().map(|column| column.get(i).unwrap_or(0)).collect();
            let units = Units {
                offerings: offerings.get(i).unwrap_or(0),
                departments: departments.get(i).unwrap_or(0),
                places_open: open.get(i).unwrap_or(0),
                places_shared_milli: shared.get(i).unwrap_or(0),
                departments_without_places: without.get(i).unwrap_or(0),
            };
            (key, units)
        })
        .collect())
}
