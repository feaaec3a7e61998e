//! The whole landscape, from facts and expected citizens to the rows of every table.

use super::access::{Access, access};
use super::access_rule::AccessRule;
use super::closing::{ClosingRow, closings};
use super::cover::{CoverRow, cover};
use super::cube::{CubeRow, cube};
use super::diversity::{DiversityRow, diversity};
use super::error::LandscapeError;
use super::facts::Fact;
use super::map::Map;
use super::margin::{MarginRow, margin};
use super::need::Needs;
use super::new_site::{NewSite, new_sites};
use super::rate::{SupplyOnLevel, rated};
use super::site::Sites;
use super::supply::Value;
use super::travel::Travel;
use super::vulnerability::{VulnerabilityRow, vulnerability};
use crate::model::{
    AgeGroup, LegalBasisSet, Ownership, ProviderKind, ProviderKindSet, TargetGroupId,
};

/// Everything that the landscape is drawn from.
pub struct LandscapeInput<'i> {
    /// Offerings in their departments ([`super::facts`]).
    pub facts: &'i [Fact],
    /// Who runs each provider, along the dataset ([`super::operators`]).
    pub operators: &'i [u32],
    /// The target groups that get rows: all of the register's, also those that nobody serves.
    pub groups: &'i [TargetGroupId],
    /// Municipalities and regions.
    pub map: &'i Map,
    /// Expected citizens.
    pub needs: &'i Needs,
    /// Distances or minutes.
    pub travel: &'i Travel,
    /// How access is reckoned.
    pub access_rule: &'i AccessRule,
    /// The least share of offerings assessed at which a gap is given, in percent.
    pub assessed_percent: u32,
    /// Every legal basis of the register.
    pub legal_bases: LegalBasisSet,
    /// What kinds of provider follow from legal bases.
    pub kinds: &'i (dyn Fn(LegalBasisSet) -> ProviderKindSet + Sync),
}

/// A named marginal table of supply: what it is broken down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Margin {
    /// *Region.*
    Region,
    /// *Region*, of departments that take one age group in.
    RegionByAge(AgeGroup),
    /// *Kommune.*
    Municipality,
    /// *Ejerform* as the data state it, brought together from its spellings by the register.
    Ownership,
    /// *Paragraf*; a department with several counts under each.
    LegalBasis,
    /// *Leverandørtype*: legal bases as the register groups them.
    Kind,
    /// *Aldersgruppe*; a department that takes several counts under each.
    AgeGroup,
    /// On Tilbudsportalen or outside it.
    Source,
}

impl Margin {
    /// All of them, in the order of the tables.
    pub const ALL: [Self; 10] = [
        Self::Region,
        Self::RegionByAge(AgeGroup::Children),
        Self::RegionByAge(AgeGroup::Youth),
        Self::RegionByAge(AgeGroup::Adults),
        Self::Municipality,
        Self::Ownership,
        Self::LegalBasis,
        Self::Kind,
        Self::AgeGroup,
        Self::Source,
    ];
}

/// The rows of every table. Each list is sorted, complete where its kernel says so, and the same
/// for any thread count and any order of the facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Landscape {
    /// Supply, cell by cell: sparse.
    pub cube: Vec<CubeRow>,
    /// Supply by one dimension, with rates: complete. Along [`Margin::ALL`].
    pub margins: Vec<(Margin, Vec<SupplyOnLevel>)>,
    /// Need against supply: by municipality, region, and in the country.
    pub cover: Vec<CoverRow>,
    /// Nearest providers, bands, E2SFCA.
    pub access: Access,
    /// Where one more provider would help most.
    pub new_sites: Vec<NewSite>,
    /// What each level in each region rests on.
    pub vulnerability: Vec<VulnerabilityRow>,
    /// What goes with each provider.
    pub closings: Vec<ClosingRow>,
    /// Service types and kinds of provider.
    pub diversity: Vec<DiversityRow>,
}

/// Draws the landscape.
///
/// # Errors
/// The identity of E2SFCA does not hold, or an input does not fit the map: faults of the program.
pub fn landscape(input: &LandscapeInput<'_>) -> Result<Landscape, LandscapeError> {
    let LandscapeInput { facts, groups, map, needs, travel, access_rule, .. } = *input;
    let (counted, reached) = rayon::join(
        || {
            let (cube, margins) = rayon::join(|| cube(facts, map), || margins(input));
            (cube, margins)
        },
        || {
            let sites = Sites::of(facts, map);
            let within = access_rule.within();
            let access = access(groups, &sites, needs, map, travel, access_rule);
            let new_sites = new_sites(groups, &sites, needs, map, travel, within);
            let closings = closings(groups, &sites, needs, map, travel, within);
            let vulnerability = vulnerability(facts, groups, input.operators, map);
            let diversity = diversity(facts, groups, map, input.kinds);
            (access, new_sites, closings, vulnerability, diversity)
        },
    );
    let (cube, margins) = counted;
    let (access, new_sites, closings, vulnerability, diversity) = reached;
    let cover = cover(&areas(&margins), needs, map, input.assessed_percent);
    let margins = margins.iter().map(|(margin, rows)| (*margin, rated(rows, map, needs))).collect();
    let access = access?;
    Ok(Landscape { cube, margins, cover, access, new_sites, vulnerability, closings, diversity })
}

fn margins(input: &LandscapeInput<'_>) -> Vec<(Margin, Vec<MarginRow>)> {
    Margin::ALL.map(|margin| (margin, margin_rows(input, margin))).into()
}

fn margin_rows(input: &LandscapeInput<'_>, by: Margin) -> Vec<MarginRow> {
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
            let stated = fact.stated_kinds;
            let kinds = if stated.is_empty() { (input.kinds)(fact.legal_bases) } else { stated };
            let all = ProviderKind::ALL.into_iter().filter(|kind| kinds.contains(*kind));
            values.extend(all.map(Value::Kind));
        }),
        Margin::AgeGroup => {
            count(AgeGroup::ALL.map(Value::AgeGroup).into(), None, &|fact, values| {
                values.extend(fact.age_groups.iter().map(Value::AgeGroup));
            })
        }
        Margin::Source => count(vec![Value::OnPortal, Value::OffPortal], None, &|fact, values| {
            values.push(if fact.is_on_portal { Value::OnPortal } else { Value::OffPortal });
        }),
    }
}

/// Municipalities, then regions and what stands in none, then the country, group by group.
fn areas(margins: &[(Margin, Vec<MarginRow>)]) -> Vec<MarginRow> {
    let rows = |wanted: Margin| {
        margins.iter().find(|(margin, _)| *margin == wanted).map_or(&[][..], |(_, rows)| rows)
    };
    let is_municipality = |row: &&MarginRow| matches!(row.value, Value::Municipality(_));
    let municipalities = rows(Margin::Municipality).iter().filter(is_municipality);
    let mut areas: Vec<MarginRow> = municipalities.chain(rows(Margin::Region)).cloned().collect();
    areas.sort_by_key(|row| row.target_group);
    areas
}
