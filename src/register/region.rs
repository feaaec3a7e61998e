//! Which region does a municipality lie in, on a date?

use chrono::NaiveDate;

use super::municipality::Municipalities;
use super::name::fold_name;
use super::row::{overlaps, read_rows, whole_file_problem};
use crate::finding::Finding;
use crate::model::{MunicipalityCode, RegionId};

/// *Region*, for as long as it exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Four-digit code; empty for Region Østdanmark, whose code was not found published.
    pub code: Box<str>,
    /// Name with "Region".
    pub name: Box<str>,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; none while it is in force.
    pub valid_to: Option<NaiveDate>,
}

/// Dated regions and who lies in them.
#[derive(Clone, Debug, Default)]
pub struct Regions {
    all: Vec<Region>,
    membership: Vec<(MunicipalityCode, NaiveDate, Option<NaiveDate>, RegionId)>,
}

impl Regions {
    pub(super) fn parse(
        regions: &str,
        membership: &str,
        municipalities: &Municipalities,
        problems: &mut Vec<Finding>,
    ) -> Self {
        let mut parsed = Self::default();
        let columns = ["code", "name", "valid_from", "valid_to"];
        read_rows("regions.csv", regions, &columns, problems, |row, problems| {
            let valid_to = row.date("valid_to", problems);
            match row.date("valid_from", problems) {
                Some(valid_from) => parsed.all.push(Region {
                    code: row.text("code").into(),
                    name: row.text("name").into(),
                    valid_from,
                    valid_to,
                }),
                None => problems.push(row.problem("valid_from", "datoen mangler".to_owned())),
            }
        });
        let columns = ["municipality", "region", "valid_from", "valid_to"];
        read_rows("region_membership.csv", membership, &columns, problems, |row, problems| {
            let region = parsed.all.iter().position(|r| &*r.name == row.text("region"));
            let code = municipalities.by_code_text(row.text("municipality"));
            let valid_to = row.date("valid_to", problems);
            match (
                code,
                region.and_then(|at| u8::try_from(at).ok()),
                row.date("valid_from", problems),
            ) {
                (Some(code), Some(region), Some(valid_from)) => {
                    parsed.membership.push((code, valid_from, valid_to, RegionId(region)));
                }
                _ => problems.push(row.problem(
                    "region",
                    "kommunen, regionen eller datoen findes ikke i registrene".to_owned(),
                )),
            }
        });
        parsed.membership.sort_unstable();
        let spans = parsed.membership.iter().map(|(code, from, to, _)| (*code, *from, *to));
        problems.extend(overlaps(spans).into_iter().map(|(code, from)| {
            let message = format!(
                "kommune {code} ligger i to regioner på samme tid: den ene gælder endnu, når den \
                 anden begynder {from}"
            );
            whole_file_problem("region_membership.csv", message)
        }));
        parsed
    }

    /// The region of a municipality on a date.
    pub fn of(&self, municipality: MunicipalityCode, on: NaiveDate) -> Option<RegionId> {
        let start = self.membership.partition_point(|(code, ..)| *code < municipality);
        self.membership[start..]
            .iter()
            .take_while(|(code, ..)| *code == municipality)
            .find(|(_, from, to, _)| *from <= on && to.is_none_or(|to| on <= to))
            .map(|(.., region)| *region)
    }

    /// All regions of all days, in the register's order.
    pub fn iter(&self) -> impl Iterator<Item = (RegionId, &Region)> {
        let ids = (0..=u8::MAX).map(RegionId);
        ids.zip(&self.all)
    }

    /// The region itself.
    pub fn get(&self, region: RegionId) -> &Region {
        &self.all[usize::from(region.0)]
    }

    /// The region of this name, with or without the word "Region".
    pub fn by_name(&self, name: &str) -> Option<RegionId> {
        let wanted = fold_name(name);
        let wanted = wanted.strip_prefix("region").unwrap_or(&wanted);
        let is_meant = |r: &Region| fold_name(&r.name).strip_prefix("region") == Some(wanted);
        let at = self.all.iter().position(is_meant)?;
        u8::try_from(at).ok().map(RegionId)
    }

    /// The municipalities of a region on its first day, sorted: a region is named for as long as
    /// it exists, so that no other date is needed.
    pub fn members(&self, region: RegionId) -> Vec<MunicipalityCode> {
        let on = self.get(region).valid_from;
        let mut codes: Vec<_> = self
            .membership
            .iter()
            .filter(|(_, from, to, of)| {
                *of == region && *from <= on && to.is_none_or(|to| on <= to)
            })
            .map(|(code, ..)| *code)
            .collect();
        codes.dedup();
        codes
    }

    /// The first days of the other maps that there are than that of a date, in order.
    pub fn other_maps(&self, than: NaiveDate) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = self.all.iter().map(|region| region.valid_from).collect();
        days.sort_unstable();
        let mut known = vec![self.on(than)];
        days.retain(|day| {
            let map = self.on(*day);
            let is_new = !map.is_empty() && !known.contains(&map);
            known.push(map);
            is_new
        });
        days
    }

    /// The first day of the newest region that the register knows.
    pub fn last_change(&self) -> Option<NaiveDate> {
        self.all.iter().map(|region| region.valid_from).max()
    }

    /// The regions in force on a date, in the register's order.
    pub fn on(&self, on: NaiveDate) -> Vec<RegionId> {
        (0u8..)
            .zip(&self.all)
            .filter(|(_, r)| r.valid_from <= on && r.valid_to.is_none_or(|to| on <= to))
            .map(|(at, _)| RegionId(at))
            .collect()
    }
}
