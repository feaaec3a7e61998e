//! How does an area look, and how beside another: a region, a municipality, or the country?
//!
//! Nothing is counted anew but what a municipality rests on and what services it has: the figures
//! are those of the landscape, with its rules for what is an interval and what is withheld (Reading
//! R42). A new kind of figure is a variant of [`AreaMeasure`] and an arm of `Looked::figure`; what
//! rests on reports is in `area_reported`.

use chrono::NaiveDate;

use crate::landscape::{
    AccessRow, AccessRule, Coverage, DiversityRow, Fact, Map, Margin, Share, SupplyOnLevel, Value,
    VulnerabilityRow, Withheld, diversity, operators, places, vulnerability,
};
use crate::model::{Dataset, Level, TargetGroupId};
use crate::register::Registers;
use crate::results::area_reported::Reported;
use crate::results::supply::Supplied;
use crate::results::{CapacityResults, LandscapeResults, NotTold};
use crate::settings::Settings;

/// Which areas are told of.
#[derive(Clone, Copy, Debug)]
pub enum AskedAreas {
    /// Each region beside the country.
    EachRegion,
    /// One area, beside another when one is named.
    One(Value, Option<Value>),
}

/// *Områdeprofil.*
#[derive(Clone, Debug)]
pub struct AreaProfile {
    /// A region, a municipality, or the country.
    pub area: Value,
    /// What it is held against.
    pub against: Option<Value>,
    /// By group, level and measure.
    pub rows: Vec<AreaRow>,
}

/// One figure of an area, and the same of the other.
#[derive(Clone, Debug)]
pub struct AreaRow {
    /// The target group.
    pub target_group: TargetGroupId,
    /// The level; none for all levels together.
    pub level: Option<Level>,
    /// What the figure says.
    pub measure: AreaMeasure,
    /// Of the area.
    pub here: AreaFigure,
    /// Of the other; none where there is no other.
    pub against: Option<AreaFigure>,
}

/// What a figure of an area says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AreaMeasure {
    /// *Behov*: expected citizens; low, central and high estimate.
    Need,
    /// The same per 1.000 inhabitants.
    NeedRate,
    /// Providers placed, up to those that could be; in words what the level rests on.
    Providers,
    /// Places shared out of those placed, up to those that could be.
    Places,
    /// The same per 100.000 inhabitants.
    PlacesRate,
    /// Places per 100 expected citizens.
    Cover,
    /// Expected citizens with a provider within reach, in percent.
    Within,
    /// How far the nearest provider is, from a municipality.
    Nearest,
    /// The largest operator's share of the places, in percent.
    LargestOperator,
    /// Kinds of service.
    Services,
    /// *Belægning*, in percent.
    Occupancy,
    /// *Ledige pladser.*
    Free,
    /// Citizens in the departments of the area whom other municipalities pay for, in percent.
    FromOtherMunicipalities,
    /// The same of other regions.
    FromOtherRegions,
    /// Citizens whom the area pays for who are in departments of other municipalities, in percent.
    InOtherMunicipalities,
    /// The same of other regions.
    InOtherRegions,
    /// Places more or fewer in two years that are decided.
    Planned,
}

impl AreaMeasure {
    /// All, in the order of a profile.
    pub const ALL: [Self; 17] = [
        Self::Need,
        Self::NeedRate,
        Self::Providers,
        Self::Places,
        Self::PlacesRate,
        Self::Cover,
        Self::Within,
        Self::Nearest,
        Self::LargestOperator,
        Self::Services,
        Self::Occupancy,
        Self::Free,
        Self::FromOtherMunicipalities,
        Self::FromOtherRegions,
        Self::InOtherMunicipalities,
        Self::InOtherRegions,
        Self::Planned,
    ];

    /// Whether it rests on yearly reports.
    pub const fn is_reported(self) -> bool {
        matches!(
            self,
            Self::Occupancy
                | Self::Free
                | Self::FromOtherMunicipalities
                | Self::FromOtherRegions
                | Self::InOtherMunicipalities
                | Self::InOtherRegions
                | Self::Planned
        )
    }

    /// Whether it is given for a level (none: for all together) of such areas.
    fn is_of(self, level: Option<Level>, areas: &[Value]) -> bool {
        match self {
            Self::Within | Self::LargestOperator => level.is_some(),
            Self::Nearest => {
                level.is_some() && areas.iter().any(|area| matches!(area, Value::Municipality(_)))
            }
            _ => true,
        }
    }
}

/// A figure, as far as it is known. Where both are none and nothing is withheld, there is nothing
/// to measure.
#[derive(Clone, Debug, Default)]
pub struct AreaFigure {
    /// Low and high end: the same where there is no doubt.
    pub ends: Option<[f64; 2]>,
    /// The central estimate, where there is one.
    pub central: Option<f64>,
    /// What else there is to say.
    pub words: Option<String>,
    /// Why there is no figure.
    pub withheld: Option<NotTold>,
    /// Offerings of the group that are assessed here, of all.
    pub assessed: Option<Share>,
}

/// What a profile is made from.
struct Looked<'l> {
    settings: &'l Settings,
    landscape: &'l LandscapeResults,
    map: &'l Map,
    reported: Reported<'l>,
}

/// An area with what is counted for it alone.
struct Sight<'l> {
    area: Value,
    /// The area itself, or where it is a municipality its region, whose supply its citizens use.
    around: Value,
    coverage: &'l Coverage,
    vulnerability: Vec<VulnerabilityRow>,
    diversity: Vec<DiversityRow>,
}

/// The profiles that are asked for, of the groups that pictures tell of.
pub(crate) fn area_profiles(
    dataset: &Dataset,
    settings: &Settings,
    supplied: &Supplied,
    (landscape, capacity): (&LandscapeResults, &CapacityResults),
    regions_on: NaiveDate,
    asked: AskedAreas,
) -> Vec<AreaProfile> {
    let Registers { municipalities, regions, age_groups, .. } = &settings.registers;
    let map = &Map::new(municipalities, regions, age_groups, regions_on);
    let pairs: Vec<(Value, Option<Value>)> = match asked {
        AskedAreas::One(area, against) => vec![(area, against)],
        AskedAreas::EachRegion => {
            map.regions().iter().map(|id| (Value::Region(*id), Some(Value::Total))).collect()
        }
    };
    let reported = Reported::of(capacity, map);
    let looked = Looked { settings, landscape, map, reported };
    let of = |(area, against): (Value, Option<Value>)| {
        let here = looked.sight(area, dataset, &supplied.facts);
        let other = against.map(|area| looked.sight(area, dataset, &supplied.facts));
        let areas: Vec<Value> = [Some(area), against].into_iter().flatten().collect();
        let mut rows = Vec::new();
        for group in &landscape.shown_groups {
            for level in Level::ALL.map(Some).into_iter().chain([None]) {
                let measures = AreaMeasure::ALL.into_iter().filter(|m| {
                    m.is_of(level, &areas) && !(m.is_reported() && looked.reported.is_empty())
                });
                rows.extend(measures.map(|measure| AreaRow {
                    target_group: *group,
                    level,
                    measure,
                    here: looked.figure(&here, *group, level, measure),
                    against: other.as_ref().map(|at| looked.figure(at, *group, level, measure)),
                }));
            }
        }
        AreaProfile { area, against, rows }
    };
    pairs.into_iter().map(of).collect()
}

impl<'l> Looked<'l> {
    /// Regions and the country are counted; a municipality is by the same kernels, over what
    /// stands in it.
    fn sight(&self, area: Value, dataset: &Dataset, facts: &[Fact]) -> Sight<'l> {
        let rows = &self.landscape.rows;
        let coverage = &rows.coverage;
        let Value::Municipality(code) = area else {
            let of_area = |found: Value| found == area;
            return Sight {
                area,
                around: area,
                coverage,
                vulnerability: (rows.vulnerability.iter().filter(|row| of_area(row.area)))
                    .cloned()
                    .collect(),
                diversity: (rows.diversity.iter().filter(|row| of_area(row.area)))
                    .cloned()
                    .collect(),
            };
        };
        let here: Vec<Fact> =
            facts.iter().filter(|fact| fact.municipality == Some(code)).copied().collect();
        let groups = &self.landscape.shown_groups;
        let operators = operators(dataset);
        let mut vulnerability = vulnerability(&here, groups, &operators, self.map, coverage);
        let mut diversity = diversity(&here, groups, self.map, coverage);
        vulnerability.retain(|row| row.area == Value::Total);
        diversity.retain(|row| row.area == Value::Total);
        let around = self.map.region(code).map_or(Value::Total, Value::Region);
        Sight { area, around, coverage, vulnerability, diversity }
    }

    fn figure(
        &self,
        at: &Sight<'_>,
        group: TargetGroupId,
        level: Option<Level>,
        measure: AreaMeasure,
    ) -> AreaFigure {
        let supply = self.supply(at.area, group, level.unwrap_or(Level::Light));
        let assessed = supply.and_then(|row| row.assessed);
        let counted = supply.map(|row| match level {
            Some(_) => [row.placed, row.up_to],
            None => [row.placed_or_above, row.up_to_or_above],
        });
        let inhabitants = supply.and_then(|row| row.inhabitants).map(|n| n as f64);
        let per = |value: f64, per: f64| {
            inhabitants.filter(|n| *n > 0.0).map(|inhabitants| value * per / inhabitants)
        };
        let rows = &self.landscape.rows;
        let cover = rows
            .cover
            .iter()
            .find(|row| (row.target_group, row.area, row.level) == (group, at.area, level));
        let need = cover.and_then(|row| row.expected_citizens);
        let no_need = cover.and_then(|row| row.withheld).filter(|_| need.is_none());
        let is_known = at.is_known(group, assessed);
        let too_few = NotTold::Landscape(Withheld::TooFewAssessed);
        let unknown = (!is_known).then_some(too_few);
        let mut figure = match measure {
            AreaMeasure::Need => AreaFigure {
                ends: need.map(|[low, _, high]| [low, high]),
                central: need.map(|[_, central, _]| central),
                withheld: no_need.map(NotTold::Landscape),
                ..AreaFigure::default()
            },
            AreaMeasure::NeedRate => {
                let of = |estimate: usize| need.and_then(|need| per(need[estimate], 1_000.0));
                AreaFigure {
                    ends: both(of(0), of(2)),
                    central: of(1),
                    withheld: no_need.map(NotTold::Landscape),
                    ..AreaFigure::default()
                }
            }
            AreaMeasure::Providers => {
                let rests_on = level.and_then(|level| at.vulnerability(group, level));
                AreaFigure {
                    ends: counted.map(|ends| ends.map(|counts| counts.providers as f64)),
                    words: rests_on.map(VulnerabilityRow::in_words),
                    ..AreaFigure::default()
                }
            }
            AreaMeasure::Places => {
                let without = counted.map_or(0, |[placed, _]| placed.departments_without_places);
                AreaFigure {
                    ends: counted.map(|ends| ends.map(|c| places(c.places_shared_parts))),
                    words: (without > 0).then(|| {
                        format!("{without} indplacerede afdelinger har ikke oplyst pladser")
                    }),
                    ..AreaFigure::default()
                }
            }
            AreaMeasure::PlacesRate => {
                let of = |nth: usize| {
                    let parts = counted.map(|ends| ends[nth].places_shared_parts);
                    parts.and_then(|parts| per(places(parts), 100_000.0))
                };
                AreaFigure { ends: both(of(0), of(1)), ..AreaFigure::default() }
            }
            AreaMeasure::Cover => AreaFigure {
                ends: cover.and_then(|c| c.cover_percent).map(|[low, _, high]| [low, high]),
                central: cover.and_then(|c| c.cover_percent).map(|[_, central, _]| central),
                withheld: cover.and_then(|row| row.withheld).map(NotTold::Landscape),
                ..AreaFigure::default()
            },
            AreaMeasure::Within => AreaFigure {
                ends: level.and_then(|level| self.within(at.area, group, level)),
                ..AreaFigure::default()
            },
            AreaMeasure::Nearest => {
                let row = level.and_then(|level| self.access(at.area, group, level));
                let far = |of: fn(&AccessRow) -> Option<f64>| row.and_then(of);
                let placed = far(|row| row.nearest.map(|nearest| nearest.distance));
                let possible = far(|row| row.nearest_possible.map(|nearest| nearest.distance));
                AreaFigure {
                    // Nobody may be placed where somebody could be: then there is no upper end.
                    ends: both(possible, placed),
                    words: match (row, placed, possible) {
                        (None, ..) => Some("opgøres kun for kommuner".to_owned()),
                        (Some(_), None, Some(at_best)) => {
                            Some(format!("ingen er indplaceret; {at_best:.0} i bedste fald"))
                        }
                        (Some(_), None, None) => Some("ingen".to_owned()),
                        _ => None,
                    },
                    ..AreaFigure::default()
                }
            }
            AreaMeasure::LargestOperator => {
                let row = level.and_then(|level| at.vulnerability(group, level));
                let share = row.and_then(|row| row.largest_operator_percent);
                let has_places = row.is_some_and(|row| row.places_parts > 0);
                let share = share.filter(|_| is_known);
                AreaFigure {
                    ends: share.map(|share| [share, share]),
                    withheld: (has_places && share.is_none()).then_some(too_few),
                    ..AreaFigure::default()
                }
            }
            AreaMeasure::Services => {
                let row = at.diversity(group, level);
                let is_told = level.is_none() || is_known;
                let n = row.filter(|_| is_told).map(|row| f64::from(row.n_services));
                let kinds = self.settings.registers.services.names();
                let listed = row.filter(|_| is_told).map(|row| {
                    let has = |at: &usize| row.services.0 >> *at & 1 == 1;
                    let listed = (0..kinds.len()).filter(has).map(|at| &*kinds[at]);
                    listed.collect::<Vec<_>>().join(", ")
                });
                AreaFigure {
                    ends: n.map(|n| [n, n]),
                    words: listed.filter(|listed| !listed.is_empty()),
                    withheld: unknown
                        .filter(|_| level.is_some() && row.is_some_and(|row| row.units > 0)),
                    ..AreaFigure::default()
                }
            }
            reported => self.reported.figure((at.area, group, level), reported),
        };
        figure.assessed = assessed;
        figure
    }

    fn supply(&self, area: Value, group: TargetGroupId, level: Level) -> Option<&SupplyOnLevel> {
        let margin = match area {
            Value::Municipality(_) => Margin::Municipality,
            _ => Margin::Region,
        };
        let mut rows = self.landscape.margin(margin).iter();
        rows.find(|row| (row.target_group, row.value, row.level) == (group, area, level))
    }

    fn access(&self, area: Value, group: TargetGroupId, level: Level) -> Option<&AccessRow> {
        let Value::Municipality(code) = area else { return None };
        let mut rows = self.landscape.rows.access.rows.iter();
        rows.find(|row| (row.target_group, row.level, row.municipality) == (group, level, code))
    }

    /// All of a municipality's citizens are as far away: all of them are within reach, or none.
    fn within(&self, area: Value, group: TargetGroupId, level: Level) -> Option<[f64; 2]> {
        let reach = reach(&self.settings.landscape.access.rule);
        if let Value::Municipality(_) = area {
            let row = self.access(area, group, level)?;
            return Some([row.nearest, row.nearest_possible].map(|nearest| {
                if nearest.is_some_and(|nearest| nearest.distance <= reach) { 100.0 } else { 0.0 }
            }));
        }
        let mut bands = self.landscape.rows.access.bands.iter().filter(|row| !row.is_or_above);
        let is_it = |up_to: f64| up_to.to_bits() == reach.to_bits();
        let row = bands.find(|row| {
            (row.target_group, row.level, row.area) == (group, level, area) && is_it(row.up_to)
        });
        row?.share_percent
    }
}

impl Sight<'_> {
    fn vulnerability(&self, group: TargetGroupId, level: Level) -> Option<&VulnerabilityRow> {
        self.vulnerability.iter().find(|row| (row.target_group, row.level) == (group, level))
    }

    fn diversity(&self, group: TargetGroupId, level: Option<Level>) -> Option<&DiversityRow> {
        self.diversity.iter().find(|row| (row.target_group, row.level) == (Some(group), level))
    }

    /// Whether enough of a group is assessed, here and around, for a figure about levels.
    fn is_known(&self, group: TargetGroupId, assessed: Option<Share>) -> bool {
        assessed.is_none_or(|share| self.coverage.is_share_enough(share))
            && self.coverage.is_enough(Some(group), self.around)
    }
}

/// How far is within reach: the end of the last band that lies within what the rule counts as having
/// a provider.
pub(crate) fn reach(rule: &AccessRule) -> f64 {
    let ends = || rule.bands().iter().map(|band| band.up_to);
    let last = ends().rfind(|end| *end <= rule.within());
    last.or_else(|| ends().next()).unwrap_or_else(|| rule.within())
}

fn both(low: Option<f64>, high: Option<f64>) -> Option<[f64; 2]> {
    Some([low?, high?])
}
