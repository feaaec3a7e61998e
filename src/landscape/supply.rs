//! How much is there, cell by cell, and by each thing that it is broken down by?

use super::cube::{CubeRow, cube};
use super::facts::Fact;
use super::map::Map;
use super::margin::{MarginRow, margin};
use super::value::{Margin, Value};
use crate::model::{AgeGroup, LegalBasisSet, Ownership, ProviderKind, TargetGroupId};

/// What supply is counted from.
pub struct SupplyInput<'i> {
    /// Offerings in their departments ([`super::facts`]).
    pub facts: &'i [Fact],
    /// The target groups that get rows: all of the register's, also those that nobody serves.
    pub groups: &'i [TargetGroupId],
    /// Municipalities and regions.
    pub map: &'i Map,
    /// Every legal basis of the register.
    pub legal_bases: LegalBasisSet,
    /// Every socialtilsyn of the register.
    pub authorities: &'i [u8],
}

/// Supply, counted once for all tables and pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Supply {
    /// Cell by cell: sparse.
    pub cube: Vec<CubeRow>,
    /// Along [`Margin::ALL`]: complete.
    pub margins: Vec<(Margin, Vec<MarginRow>)>,
}

impl Supply {
    /// The rows of a marginal table.
    pub fn by(&self, margin: Margin) -> &[MarginRow] {
        self.margins.iter().find(|(by, _)| *by == margin).map_or(&[], |(_, rows)| rows)
    }
}

/// Counts supply.
pub fn supply(input: &SupplyInput<'_>) -> Supply {
    let (cube, margins) = rayon::join(
        || cube(input.facts, input.map),
        || Margin::ALL.map(|by| (by, supply_by(input, by))).into(),
    );
    Supply { cube, margins }
}

/// Counts supply by one thing only.
pub fn supply_by(input: &SupplyInput<'_>, by: Margin) -> Vec<MarginRow> {
    let map = input.map;
    let count = |values: Vec<Value>, age, of: &(dyn Fn(&Fact, &mut Vec<Value>) + Sync)| {
        margin(input.facts, input.groups, &values, age, of)
    };
    let by_region = |age| {
        let regions = map.regions().iter().map(|region| Value::Region(*region)).collect();
        count(regions, age, &|fact, values| {
            let region = fact.municipality.and_then(|code| map.region(code));
            values.extend(region.map(Value::Region));
        })
    };
    match by {
        Margin::Region => by_region(None),
        Margin::RegionByAge(age) => by_region(Some(age)),
        Margin::Municipality => {
            let municipalities = map.municipalities().map(Value::Municipality).collect();
            count(municipalities, None, &|fact, values| {
                values.extend(fact.municipality.map(Value::Municipality));
            })
        }
        Margin::Ownership => {
            count(Ownership::ALL.map(Value::Ownership).into(), None, &|fact, values| {
                values.extend(fact.ownership.map(Value::Ownership));
            })
        }
        Margin::LegalBasis => {
            let all = input.legal_bases.iter().map(Value::LegalBasis).collect();
            count(all, None, &|fact, values| {
                values.extend(fact.legal_bases.iter().map(Value::LegalBasis));
            })
        }
        Margin::Kind => count(ProviderKind::ALL.map(Value::Kind).into(), None, &|fact, values| {
            let all = ProviderKind::ALL.into_iter().filter(|kind| fact.kinds.contains(*kind));
            values.extend(all.map(Value::Kind));
        }),
        Margin::AgeGroup => {
            count(AgeGroup::ALL.map(Value::AgeGroup).into(), None, &|fact, values| {
                values.extend(fact.age_groups.iter().map(Value::AgeGroup));
            })
        }
        Margin::AgeTaken => {
            count(AgeGroup::ALL.map(Value::AgeTaken).into(), None, &|fact, values| {
                values.extend(fact.ages_taken.iter().map(Value::AgeTaken));
            })
        }
        Margin::Supervision => {
            let authorities = input.authorities.iter().map(|id| Value::SocialAuthority(*id));
            let all = authorities.chain([Value::MunicipalSupervision]).collect();
            count(all, None, &|fact, values| values.extend(fact.supervision.map(Value::from)))
        }
        Margin::Source => count(vec![Value::OnPortal, Value::OffPortal], None, &|fact, values| {
            values.push(if fact.is_on_portal { Value::OnPortal } else { Value::OffPortal });
        }),
    }
}
