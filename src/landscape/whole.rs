//! The whole landscape, from facts and expected citizens to the rows of every table.

use super::access::{Access, access};
use super::access_rule::AccessRule;
use super::closing::{ClosingRow, closings};
use super::cover::{CoverRow, cover};
use super::coverage::Coverage;
use super::diversity::{DiversityRow, diversity};
use super::error::LandscapeError;
use super::facts::Fact;
use super::map::Map;
use super::margin::MarginRow;
use super::need::Needs;
use super::new_site::{NewSites, new_sites};
use super::rate::{SupplyOnLevel, rated};
use super::site::Sites;
use super::supply::Supply;
use super::travel::Travel;
use super::value::{Margin, Value};
use super::vulnerability::{VulnerabilityRow, vulnerability};
use crate::model::TargetGroupId;

/// Everything that the landscape is drawn from.
pub struct LandscapeInput<'i> {
    /// Offerings in their departments ([`super::facts`]).
    pub facts: &'i [Fact],
    /// Their counts.
    pub supply: &'i Supply,
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
    /// The least share of offerings assessed at which a figure about levels is given, in percent.
    pub assessed_percent: u32,
}

/// The rows of every table. Each list is sorted, complete where its kernel says so, and the same
/// for any thread count and any order of the facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Landscape {
    /// Supply by one dimension, with rates: complete. Along [`Margin::ALL`].
    pub margins: Vec<(Margin, Vec<SupplyOnLevel>)>,
    /// Need against supply: by municipality, region, and in the country.
    pub cover: Vec<CoverRow>,
    /// Nearest providers, bands, E2SFCA.
    pub access: Access,
    /// Where one more provider would help most.
    pub new_sites: NewSites,
    /// What each level in each region rests on.
    pub vulnerability: Vec<VulnerabilityRow>,
    /// What goes with each provider.
    pub closings: Vec<ClosingRow>,
    /// Service types and kinds of provider.
    pub diversity: Vec<DiversityRow>,
    /// How much is assessed, and whether that is enough.
    pub coverage: Coverage,
}

/// Draws the landscape.
///
/// # Errors
/// The identity of E2SFCA does not hold, or an input does not fit the map: faults of the program.
pub fn landscape(input: &LandscapeInput<'_>) -> Result<Landscape, LandscapeError> {
    let LandscapeInput { facts, supply, groups, map, needs, travel, access_rule, .. } = *input;
    let coverage = Coverage::of(supply, input.assessed_percent);
    let (held_against, reached) = rayon::join(
        || {
            let cover = cover(&areas(supply), needs, map, &coverage);
            let rated = |(by, rows): &(Margin, Vec<MarginRow>)| (*by, rated(rows, map, needs));
            (cover, supply.margins.iter().map(rated).collect())
        },
        || {
            let (placed, possible) =
                rayon::join(|| Sites::of(facts, map), || Sites::possible(facts, map));
            let sites = (&placed, &possible);
            let within = access_rule.within();
            let access = access(groups, sites, needs, map, travel, access_rule);
            let new_sites = new_sites(groups, &placed, needs, map, travel, within, &coverage);
            let closings = closings(groups, sites, needs, map, travel, within);
            let vulnerability = vulnerability(facts, groups, input.operators, map, &coverage);
            let diversity = diversity(facts, groups, map, &coverage);
            (access, new_sites, closings, vulnerability, diversity)
        },
    );
    let (cover, margins) = held_against;
    let (access, new_sites, closings, vulnerability, diversity) = reached;
    let access = access?;
    Ok(Landscape {
        margins,
        cover,
        access,
        new_sites,
        vulnerability,
        closings,
        diversity,
        coverage,
    })
}

/// Municipalities, then regions and what stands in none, then the country, group by group.
fn areas(supply: &Supply) -> Vec<MarginRow> {
    let is_municipality = |row: &&MarginRow| matches!(row.value, Value::Municipality(_));
    let municipalities = supply.by(Margin::Municipality).iter().filter(is_municipality);
    let mut areas: Vec<MarginRow> =
        municipalities.chain(supply.by(Margin::Region)).cloned().collect();
    areas.sort_by_key(|row| row.target_group);
    areas
}
