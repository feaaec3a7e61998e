//! Who supplies what where, does it meet need, who reaches it, and what does it rest on?

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::guideline::GuidelineStatus;
use crate::landscape::{
    Landscape, LandscapeError, LandscapeInput, Map, Margin, Need, Needs, SupplyOnLevel, Travel,
    TravelUnit, landscape, operators,
};
use crate::model::{Dataset, TargetGroupId};
use crate::results::supply::Supplied;
use crate::results::{Assessed, SizeResults};
use crate::settings::Settings;
use crate::size::expected_series;
use crate::table::{danish_date, decimal};

/// The landscape, and what supply is counted over.
#[derive(Debug)]
pub struct LandscapeResults {
    /// The rows of every table.
    pub rows: Landscape,
    /// What distances are measured in.
    pub travel_unit: TravelUnit,
    /// Groups that pictures and workbook tell of, sorted: those with an assessment, or all that
    /// somebody serves.
    pub shown_groups: Vec<TargetGroupId>,
    /// What stands under every output of the landscape beside what stands under all.
    pub remarks: Vec<String>,
    /// First and last day of the assessments of each group.
    pub assessed_between: BTreeMap<TargetGroupId, (NaiveDate, NaiveDate)>,
    /// The newest update of a provider.
    pub updated_until: Option<NaiveDate>,
}

impl LandscapeResults {
    /// Computes the landscape from the placements and the expected citizens. `all_groups`: groups
    /// without an assessment are shown too.
    ///
    /// # Errors
    /// A detour factor or distance that can't be used, or a fault of the program.
    pub(crate) fn compute(
        dataset: &Dataset,
        settings: &Settings,
        assessed: &Assessed,
        supplied: &Supplied,
        sizes: &SizeResults<'_>,
        all_groups: bool,
    ) -> Result<Self, LandscapeError> {
        let registers = &settings.registers;
        let access = &settings.landscape.access;
        let map = Map::new(
            &registers.municipalities,
            &registers.regions,
            &registers.age_groups,
            sizes.regions_on,
        );
        let travel = match &settings.landscape.minutes {
            Some(minutes) => Travel::by_minutes(&map, |from, to| minutes.between(from, to))?,
            None => Travel::by_distance(&map, access.detour_factor)?,
        };
        let groups: Vec<TargetGroupId> = registers.target_groups.iter().map(|(id, _)| id).collect();
        let rows = landscape(&LandscapeInput {
            facts: &supplied.facts,
            supply: &supplied.supply,
            operators: &operators(dataset),
            groups: &groups,
            map: &map,
            needs: &needs(settings, sizes, &map)?,
            travel: &travel,
            access_rule: &access.rule,
            assessed_percent: access.assessed_percent,
        })?;
        let offerings = dataset.offerings.iter().zip(&assessed.offerings);
        let mut shown_groups: Vec<TargetGroupId> = offerings
            .filter(|(_, assessed)| all_groups || assessed.grades.is_assessed())
            .map(|(offering, _)| offering.target_group)
            .collect();
        shown_groups.sort_unstable();
        shown_groups.dedup();
        let mut assessed_between: BTreeMap<TargetGroupId, (NaiveDate, NaiveDate)> = BTreeMap::new();
        for offering in &dataset.offerings {
            for on in dataset.assessments(offering).iter().map(|assessment| assessment.assessed_on)
            {
                let (first, last) =
                    assessed_between.entry(offering.target_group).or_insert((on, on));
                (*first, *last) = ((*first).min(on), (*last).max(on));
            }
        }
        Ok(Self {
            rows,
            travel_unit: travel.unit(),
            shown_groups,
            remarks: remarks(settings),
            assessed_between,
            updated_until: dataset.providers.iter().filter_map(|p| p.status_on).max(),
        })
    }

    /// Whether pictures and workbook tell of a group.
    pub fn is_shown(&self, group: TargetGroupId) -> bool {
        self.shown_groups.binary_search(&group).is_ok()
    }

    /// Supply by one dimension.
    pub fn margin(&self, by: Margin) -> &[SupplyOnLevel] {
        let found = self.rows.margins.iter().find(|(margin, _)| *margin == by);
        found.map_or(&[], |(_, rows)| rows)
    }
}

/// The expected citizens of whole groups; sub-groups lie inside them.
pub(super) fn needs(
    settings: &Settings,
    sizes: &SizeResults<'_>,
    map: &Map,
) -> Result<Needs, LandscapeError> {
    let all_sizes = settings.groups.sizes.iter();
    let without_places = all_sizes.filter(|size| size.not_in_places.is_some());
    let without_places = without_places.map(|size| size.target_group).collect();
    let series = expected_series(&sizes.expected);
    let mut needs: Vec<Need> = Vec::new();
    for row in series.iter().filter(|row| row.subgroup.is_none()) {
        let (group, level) = (row.target_group, row.level);
        let at = needs.iter().position(|need| (need.target_group, need.level) == (group, level));
        let at = at.unwrap_or_else(|| {
            let by_municipality = vec![[0.0; 3]; row.by_municipality.len()];
            let is_example = row.status == GuidelineStatus::Example;
            needs.push(Need { target_group: group, level, by_municipality, is_example });
            needs.len() - 1
        });
        for (need, expected) in needs[at].by_municipality.iter_mut().zip(&row.by_municipality) {
            need[row.variant.index()] = *expected;
        }
    }
    Ok(Needs::new(needs, map)?.with_groups_without_places(without_places))
}

fn remarks(settings: &Settings) -> Vec<String> {
    let groups = &settings.registers.target_groups;
    let labels: Vec<String> = settings.groups.sizes.iter().map(|size| size.title(groups)).collect();
    let sizes = (!labels.is_empty()).then(|| format!("Størrelser: {}", labels.join(", ")));
    let population_on = danish_date(settings.registers.made_for());
    let travel = match &settings.landscape.minutes {
        Some(_) => "Afstand: rejsetid i minutter efter registers/travel_minutes.csv".to_owned(),
        None => format!(
            "Afstand: luftlinje mellem kommunernes midtpunkter gange {}",
            decimal(settings.landscape.access.detour_factor, 1)
        ),
    };
    let population = format!("Befolkning pr. {population_on} (Danmarks Statistik)");
    sizes.into_iter().chain([population, travel]).collect()
}
