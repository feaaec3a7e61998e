//! How full is it where the citizens are: who has a place today, who has none, and are there free
//! places within reach?
//!
//! The landscape holds need against all places that are listed. Here stand beside its rows the places
//! that are occupied and free, as reported, and where it is reported who pays for whom, citizens wherever
//! they are, instead of places where they lie. Each figure says which of them it rests on.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::capacity::{self, Bounds, CapacityRow, FlowOrigin, FlowRow, Input, Users, in_units};
use crate::landscape::{
    CoverRow, LandscapeError, Map, Needs, Value, Weights, Withheld, access_by_use,
    floating_catchment, places,
};
use crate::model::{Level, MunicipalityCode, TargetGroupId};
use crate::results::LandscapeResults;
use crate::results::newest_reports::NewestReports;

/// What a figure of citizens with a place rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceBasis {
    /// *Betalingskommune*: citizens whom the area pays for, wherever they are.
    Payer,
    /// *Belægning*: occupied places in the area, whoever uses them.
    Occupancy,
}

impl PlaceBasis {
    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Payer => "betalingskommune",
            Self::Occupancy => "belægning",
        }
    }
}

/// Why a figure that rests on reports is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTold {
    /// As the landscape's own.
    Landscape(Withheld),
    /// Too little is reported.
    Reports(capacity::Withheld),
}

impl NotTold {
    /// The reason in words.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Landscape(why) => why.danish(),
            Self::Reports(why) => why.danish(),
        }
    }
}

/// What is reported beside a row of cover: of a group on a level (none: placed or not) in an area.
#[derive(Clone, Debug, PartialEq)]
pub struct Today {
    /// Departments in the area, and of them those that reported occupancy.
    pub departments: (u64, u64),
    /// Citizens with a place, and what that rests on; `None` where nothing is reported of it.
    pub with_place: Option<(Bounds, PlaceBasis)>,
    /// Free places in the area.
    pub free: Bounds,
    /// Expected citizens less those with a place: low, central, high estimate. The low one is `None`
    /// where nobody knows how many have a place at most.
    pub without_place: Option<(Option<f64>, f64, f64)>,
    /// With a place of those expected, in percent (central estimate).
    pub with_place_percent: Option<f64>,
    /// Free places in reach for 100 expected citizens of a municipality (E2SFCA, central estimate).
    pub free_for_100: Option<Bounds>,
    /// Why nothing is held against the expected citizens.
    pub withheld: Option<NotTold>,
}

/// Access from a municipality to places on a level as they are used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InUse {
    /// Places placed on exactly the level for 100 expected citizens, given to those who pay for them
    /// where that is reported and shared out by distance where it is not.
    pub for_100: Option<f64>,
    /// How much of it follows who pays, in percent; `None` where there is no access.
    pub by_payer_percent: Option<f64>,
    /// Why there is none.
    pub withheld: Option<NotTold>,
}

/// Which row of cover, and which of access.
type BesideCover = (TargetGroupId, Option<Level>, Value);
type BesideAccess = (TargetGroupId, Level, MunicipalityCode);

/// What stands beside the landscape's rows. Nothing without reports.
#[derive(Debug, Default)]
pub struct Fullness {
    today: BTreeMap<BesideCover, Today>,
    in_use: BTreeMap<BesideAccess, InUse>,
}

impl Fullness {
    /// Beside a row of cover; `None` of a group that nothing is reported of.
    pub fn today(&self, group: TargetGroupId, level: Option<Level>, area: Value) -> Option<&Today> {
        self.today.get(&(group, level, area))
    }

    /// Beside a row of access; `None` where it is nowhere reported who pays.
    pub fn in_use(
        &self,
        group: TargetGroupId,
        level: Level,
        municipality: MunicipalityCode,
    ) -> Option<&InUse> {
        self.in_use.get(&(group, level, municipality))
    }
}

/// What it is made from.
pub(super) struct Made<'m> {
    pub(super) input: &'m Input<'m>,
    pub(super) landscape: &'m LandscapeResults,
    pub(super) map: &'m Map,
    pub(super) needs: &'m Needs,
    pub(super) weights: &'m Weights,
    pub(super) places: &'m [CapacityRow],
    pub(super) flows: &'m [FlowRow],
    pub(super) users: &'m Users,
    /// The newest year of each.
    pub(super) years: (u16, u16),
}

impl Made<'_> {
    /// Of the groups that anything is reported of.
    ///
    /// # Errors
    /// A fault of the program, as [`floating_catchment`].
    pub(super) fn fullness(&self) -> Result<Fullness, LandscapeError> {
        let known = NewestReports::of(self.places, self.flows, self.years);
        let mut groups = known.reported_groups();
        groups.extend(self.users.keys().map(|(group, _)| *group));
        let cover = &self.landscape.rows.cover;
        let of_groups: Vec<&[CoverRow]> = cover
            .chunk_by(|a, b| a.target_group == b.target_group)
            .filter(|rows| groups.contains(&rows[0].target_group))
            .collect();
        let parts: Vec<(Vec<_>, Vec<_>)> = of_groups
            .par_iter()
            .map(|rows| {
                let group = rows[0].target_group;
                Ok((self.of_group(&known, group, rows)?, self.in_use(&known, group, rows)?))
            })
            .collect::<Result<_, LandscapeError>>()?;
        let mut fullness = Fullness::default();
        for (today, in_use) in parts {
            fullness.today.extend(today);
            fullness.in_use.extend(in_use);
        }
        Ok(fullness)
    }

    fn of_group(
        &self,
        known: &NewestReports<'_>,
        group: TargetGroupId,
        cover: &[CoverRow],
    ) -> Result<Vec<(BesideCover, Today)>, LandscapeError> {
        let mut rows = Vec::with_capacity(cover.len());
        for level in Level::ALL.map(Some).into_iter().chain([None]) {
            let reach = self.free_for_100(known, group, level)?;
            let by_payer = self.with_place(known, group, level);
            for row in cover.iter().filter(|row| row.level == level) {
                let free_for_100 = match row.area {
                    Value::Municipality(code) => {
                        reach.as_ref().and_then(|reach| Some(reach[self.map.place(code)?]))
                    }
                    _ => None,
                };
                let of_payers = by_payer.as_ref().map(|of| of(row.area));
                rows.push((
                    (group, level, row.area),
                    self.today(known, row, free_for_100, of_payers),
                ));
            }
        }
        Ok(rows)
    }

    /// Beside one row of cover.
    fn today(
        &self,
        known: &NewestReports<'_>,
        row: &CoverRow,
        free_for_100: Option<Bounds>,
        of_payers: Option<Bounds>,
    ) -> Today {
        let reported = known.places(row.target_group, row.level, row.area);
        let none = Bounds { low: 0.0, high: Some(0.0) };
        let departments = reported.map_or((0, 0), |r| (r.departments, r.reported[1]));
        let of_occupancy = (self.years.0 > 0)
            .then(|| (reported.map_or(none, |r| r.occupied), PlaceBasis::Occupancy));
        let is_by_payer = of_payers.is_some();
        let with_place = of_payers.map(|of| (of, PlaceBasis::Payer)).or(of_occupancy);
        let withheld = match row.withheld {
            // Those of all levels together have a place whether their department is placed or not.
            Some(Withheld::TooFewAssessed) if row.level.is_none() => None,
            why => why.map(NotTold::Landscape),
        };
        let too_few = NotTold::Reports(capacity::Withheld::TooFewReported);
        let is_enough = is_by_payer || self.is_occupancy_enough(known, row);
        let withheld = withheld.or((!is_enough).then_some(too_few));
        let told = with_place.zip(row.expected_citizens).filter(|_| withheld.is_none());
        Today {
            departments,
            with_place,
            free: reported.map_or(none, |r| r.free),
            without_place: told.map(|((with, _), [low, central, high])| {
                (with.high.map(|most| low - most), central - with.low, high - with.low)
            }),
            with_place_percent: told
                .filter(|(_, [_, central, _])| *central > 0.0)
                .map(|((with, _), [_, central, _])| 100.0 * with.low / central),
            free_for_100,
            withheld,
        }
    }

    /// Whether enough reported occupancy, here and in the region whose places its citizens use.
    fn is_occupancy_enough(&self, known: &NewestReports<'_>, row: &CoverRow) -> bool {
        let around = match row.area {
            Value::Municipality(code) => self.map.region(code).map_or(Value::Total, Value::Region),
            area => area,
        };
        // Where nobody is, nobody has anything to report; the region decides, then the country.
        let of = |area| {
            let found = known.places(row.target_group, row.level, area);
            found.filter(|r| r.departments > 0)
        };
        let is_enough = |r: &CapacityRow| self.input.is_enough(r.reported[1], r.departments);
        let wider = of(around).or_else(|| of(Value::Total));
        of(row.area).is_none_or(is_enough) && wider.is_some_and(is_enough)
    }

    /// Citizens whom an area pays for, where enough of the whole country has reported; they may be
    /// anywhere.
    fn with_place(
        &self,
        known: &NewestReports<'_>,
        group: TargetGroupId,
        level: Option<Level>,
    ) -> Option<impl Fn(Value) -> Bounds> {
        let country = known.flows(group, level, Value::Total)?;
        if country.withheld.is_some() {
            return None;
        }
        let users = self.users.get(&(group, level))?;
        let mut paid: BTreeMap<MunicipalityCode, u128> = BTreeMap::new();
        for ((_, payer), parts) in users {
            *paid.entry(*payer).or_default() += parts;
        }
        // Of some it is known who pays and not where they are.
        let nowhere: u128 = users.iter().filter(|((at, _), _)| at.is_none()).map(|(_, n)| n).sum();
        let unnamed = country.origins.of(FlowOrigin::NotReported).saturating_sub(nowhere);
        let not_known = country.missing.map(|missing| missing + unnamed);
        Some(move |area: Value| {
            let is_in = |code: &MunicipalityCode| {
                self.map.place(*code).is_some_and(|at| self.map.is_in(at, area))
            };
            let parts: u128 = paid.iter().filter(|(code, _)| is_in(code)).map(|(_, n)| n).sum();
            Bounds { low: in_units(parts), high: not_known.map(|n| in_units(parts + n)) }
        })
    }

    /// Free places in reach of each municipality along the map, for 100 expected citizens: by those
    /// reported, and by those that there can be. The most is not known where nobody knows it of a
    /// department in reach.
    fn free_for_100(
        &self,
        known: &NewestReports<'_>,
        group: TargetGroupId,
        level: Option<Level>,
    ) -> Result<Option<Vec<Bounds>>, LandscapeError> {
        let Some(need) = self.need(group, level).filter(|_| self.years.0 > 0) else {
            return Ok(None);
        };
        let free: Vec<Bounds> = self
            .map
            .municipalities()
            .map(|code| {
                let row = known.places(group, level, Value::Municipality(code));
                row.map_or(Bounds { low: 0.0, high: Some(0.0) }, |row| row.free)
            })
            .collect();
        let low: Vec<f64> = free.iter().map(|free| free.low).collect();
        let high: Vec<f64> = free.iter().map(|free| free.high.unwrap_or(0.0)).collect();
        let low = floating_catchment(&need, &low, self.weights)?.access;
        let high = floating_catchment(&need, &high, self.weights)?.access;
        let is_known = |from: usize| {
            let mut all = free.iter().enumerate();
            all.all(|(to, free)| free.high.is_some() || !self.weights.is_reached(from, to))
        };
        let ends = low.into_iter().zip(high).enumerate();
        Ok(Some(
            ends.map(|(at, (low, high))| Bounds {
                low: 100.0 * low,
                high: is_known(at).then_some(100.0 * high),
            })
            .collect(),
        ))
    }

    /// The central estimate along the map, of a group whose help is places.
    fn need(&self, group: TargetGroupId, level: Option<Level>) -> Option<Vec<f64>> {
        let need = match level {
            Some(level) => self.needs.on_or_all(group, level),
            None => self.needs.get(group, None),
        };
        let need = need.filter(|_| self.needs.is_in_places(group))?;
        Some(need.by_municipality.iter().map(|[_, central, _]| *central).collect())
    }

    fn in_use(
        &self,
        known: &NewestReports<'_>,
        group: TargetGroupId,
        cover: &[CoverRow],
    ) -> Result<Vec<(BesideAccess, InUse)>, LandscapeError> {
        let mut rows = Vec::new();
        for level in Level::ALL {
            let Some(need) = self.need(group, Some(level)) else { continue };
            let mut users: Vec<Vec<(usize, f64)>> = vec![Vec::new(); self.map.len()];
            for ((at, payer), parts) in self.users.get(&(group, Some(level))).into_iter().flatten()
            {
                let Some(code) = *at else { continue };
                let of_area = known.flows(group, Some(level), Value::Municipality(code));
                let is_told = of_area.is_some_and(|row| row.withheld.is_none());
                let from = self.map.place(*payer).filter(|_| is_told && *parts > 0);
                if let Some((at, from)) = self.map.place(code).zip(from) {
                    users[at].push((from, in_units(*parts)));
                }
            }
            if users.iter().all(Vec::is_empty) {
                continue;
            }
            let mut placed = vec![0.0; self.map.len()];
            for row in cover.iter().filter(|row| row.level == Some(level)) {
                let Value::Municipality(code) = row.area else { continue };
                if let Some(at) = self.map.place(code) {
                    placed[at] = places(row.places_parts);
                }
            }
            let found = access_by_use(&need, &placed, &users, self.weights)?;
            for (at, code) in self.map.municipalities().enumerate() {
                let region = self.map.region(code).map_or(Value::Total, Value::Region);
                let is_enough = self.landscape.rows.coverage.is_enough(Some(group), region);
                let too_few = NotTold::Landscape(Withheld::TooFewAssessed);
                let in_use = InUse {
                    for_100: is_enough.then_some(100.0 * found.access[at]),
                    by_payer_percent: found.by_use[at].filter(|_| is_enough).map(|n| 100.0 * n),
                    withheld: (!is_enough).then_some(too_few),
                };
                rows.push(((group, level, code), in_use));
            }
        }
        Ok(rows)
    }
}
