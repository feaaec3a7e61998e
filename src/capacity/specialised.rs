//! Which tilbud are the most specialised, and which serve the country or a part of it?

use std::collections::{BTreeMap, BTreeSet};

use super::flow::{FlowOrigin, Origins, UnitFlow};
use super::input::{Input, Offer};
use crate::model::{Level, MunicipalityCode, Payer, ProviderId, RegionId};

/// How far a provider reaches, by where its citizens come from (Reading R92).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// *Landsdækkende*: from all regions of the map.
    Country,
    /// *Landsdelsdækkende*: from two regions or more, not all.
    PartOfCountry,
    /// From one region.
    OneRegion,
    /// Nobody reported from where.
    NotReported,
}

impl Reach {
    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Country => "landsdækkende",
            Self::PartOfCountry => "landsdelsdækkende",
            Self::OneRegion => "borgere fra én region",
            Self::NotReported => "ikke oplyst",
        }
    }
}

/// A provider that is placed on *højt* for somebody, or reaches beyond its region.
#[derive(Clone, Debug, PartialEq)]
pub struct SpecialisedRow {
    /// The provider.
    pub provider: ProviderId,
    /// Where it lies; none where its departments lie apart.
    pub municipality: Option<MunicipalityCode>,
    /// What it is placed on *højt* for: offerings, sorted.
    pub high: Vec<Offer>,
    /// How far it reaches.
    pub reach: Reach,
    /// The year that this is of.
    pub year: Option<u16>,
    /// Municipalities, and regions, that its citizens come from.
    pub from: (u64, u64),
    /// Its citizens.
    pub origins: Origins,
    /// Whether all of them are reported.
    pub is_whole: bool,
}

/// The list: those on *højt* first, then by how far they reach. `n_regions` are on the map.
pub fn specialised(
    input: &Input<'_>,
    flows: &[UnitFlow<'_>],
    n_regions: usize,
) -> Vec<SpecialisedRow> {
    let mut of_provider: BTreeMap<ProviderId, Vec<&UnitFlow<'_>>> = BTreeMap::new();
    for flow in flows {
        of_provider.entry(flow.unit.provider).or_default().push(flow);
    }
    let mut rows = Vec::new();
    let mut start = 0;
    for units in input.units.chunk_by(|a, b| a.provider == b.provider) {
        let range = start..start + units.len();
        start = range.end;
        let provider = units[0].provider;
        let mut high = input.offers_of(range.clone());
        high.retain(|offer| offer.level == Some(Level::High));
        let flows = of_provider.get(&provider).map_or(&[][..], Vec::as_slice);
        let year = flows.iter().map(|flow| flow.year).max();
        let mut origins = Origins::default();
        let (mut from, mut regions) =
            (BTreeSet::<MunicipalityCode>::new(), BTreeSet::<RegionId>::new());
        let newest = || flows.iter().filter(|flow| Some(flow.year) == year);
        for flow in newest() {
            for (sum, n) in origins.0.iter_mut().zip(flow.origins.0) {
                *sum += n;
            }
            for report in flow.reports.iter().filter(|r| r.citizens.is_some_and(|n| n > 0)) {
                if let Payer::Municipality(code) = report.payer {
                    from.insert(code);
                    regions.extend(input.region(code));
                }
            }
        }
        let reach = match regions.len() {
            0 => Reach::NotReported,
            1 => Reach::OneRegion,
            n if n >= n_regions => Reach::Country,
            _ => Reach::PartOfCountry,
        };
        // One neighbour across a border is no part of the country: a fifth must come from others.
        let far = origins.percent(&[FlowOrigin::OtherRegion, FlowOrigin::Abroad]);
        let reaches_far = matches!(reach, Reach::Country | Reach::PartOfCountry)
            && far.is_some_and(|far| far >= FAR_PERCENT);
        let reported = newest().map(|flow| flow.units.len()).sum::<usize>();
        if !high.is_empty() || reaches_far {
            rows.push(SpecialisedRow {
                provider,
                municipality: input.municipality_of(range.clone()),
                high,
                reach: if reaches_far { reach } else { nearer(reach) },
                year,
                from: (from.len() as u64, regions.len() as u64),
                origins,
                is_whole: newest().all(|flow| flow.is_whole) && reported == range.len(),
            });
        }
    }
    rows.sort_by_key(|row| (row.high.is_empty(), row.reach, row.provider));
    rows
}

/// The share of citizens from other regions, in percent, from which a provider reaches beyond its own
/// (Reading R92). Ours.
const FAR_PERCENT: f64 = 20.0;

/// What a provider is that few come to from elsewhere.
const fn nearer(reach: Reach) -> Reach {
    match reach {
        Reach::NotReported => Reach::NotReported,
        _ => Reach::OneRegion,
    }
}
