//! Which rows is supply counted over?

use std::collections::BTreeMap;

use crate::model::{
    AgeGroupSet, AgeSpan, Dataset, DepartmentId, LegalBasisSet, Level, MunicipalityCode,
    OfferingId, Ownership, PlacementState, ProviderId, ProviderKindSet, ServiceSet, Supervision,
    TargetGroupId,
};
use crate::place::Placement;
use crate::register::AgeGroups;

use super::class::Class;
use super::counts::PARTS_OF_A_PLACE;

/// An offering in one of its departments; an offering without departments has one row, without
/// places, on its provider's municipality, or one for each municipality of its service area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The provider.
    pub provider: ProviderId,
    /// The offering.
    pub offering: OfferingId,
    /// The department; `None` for a provider without departments.
    pub department: Option<DepartmentId>,
    /// The target group.
    pub target_group: TargetGroupId,
    /// Placed on a level, or the state that it is in.
    pub class: Class,
    /// Levels that the offering could be on: those its interval spans, any while it is not
    /// assessed, none when it is placed or its quality fails.
    pub possible: [bool; 3],
    /// Where the department lies.
    pub municipality: Option<MunicipalityCode>,
    /// Whether the provider is on Tilbudsportalen.
    pub is_on_portal: bool,
    /// *Virksomhedsform.*
    pub ownership: Option<Ownership>,
    /// *Paragraffer* of the department (of the provider, without departments).
    pub legal_bases: LegalBasisSet,
    /// *Børn, unge, voksne*: the one that the offering was assessed for, else those that the
    /// department is aimed at; empty when neither is stated.
    pub age_groups: AgeGroupSet,
    /// The same, of those that the department takes anybody of.
    pub ages_taken: AgeGroupSet,
    /// *Ydelsestyper* of the department; empty when not reported.
    pub services: ServiceSet,
    /// *Leverandørtype* as stated, else as it follows from the legal bases; empty when it does not.
    pub kinds: ProviderKindSet,
    /// Who supervises the provider.
    pub supervision: Option<Supervision>,
    /// Places open to the group; `None` when not reported.
    pub places: Option<u32>,
    /// Parts of places ([`PARTS_OF_A_PLACE`]), shared equally over all offerings of the department;
    /// they add up to the department's places exactly.
    pub places_shared_parts: Option<u64>,
}

impl Fact {
    /// Placed on the level, or could be.
    pub fn could_be_on(&self, level: Level) -> bool {
        self.class == Class::On(level) || self.possible[level.index()]
    }
}

/// The kinds of provider, from those stated and the legal bases.
type Kinds<'k> = &'k dyn Fn(ProviderKindSet, LegalBasisSet) -> ProviderKindSet;

/// Spreads placements over departments: by provider and, within it, by offering. `placements` and
/// `supervision` run along the dataset's offerings and providers.
pub fn facts(
    dataset: &Dataset,
    placements: &[Placement],
    supervision: &[Option<Supervision>],
    kinds: Kinds<'_>,
    ages: &AgeGroups,
) -> Vec<Fact> {
    let spread = Spread { dataset, placements, supervision, kinds, ages };
    let mut facts = Vec::new();
    let mut start = 0;
    while start < dataset.offerings.len() {
        let provider = dataset.offerings[start].provider;
        let n_of_provider =
            dataset.offerings[start..].iter().take_while(|o| o.provider == provider).count();
        let offerings = start..start + n_of_provider;
        provider_facts(spread, provider, offerings, &mut facts);
        start += n_of_provider;
    }
    facts
}

/// The facts in the order that loops count them in.
pub(super) fn in_order(facts: &[Fact]) -> Vec<&Fact> {
    let mut ordered: Vec<&Fact> = facts.iter().collect();
    let key = |fact: &&Fact| (fact.provider, fact.offering, fact.department, fact.municipality);
    if !ordered.is_sorted_by_key(key) {
        ordered.sort_by_key(key);
    }
    ordered
}

/// What facts are made from.
#[derive(Clone, Copy)]
struct Spread<'s> {
    dataset: &'s Dataset,
    placements: &'s [Placement],
    supervision: &'s [Option<Supervision>],
    kinds: Kinds<'s>,
    ages: &'s AgeGroups,
}

fn provider_facts(
    spread: Spread<'_>,
    provider: ProviderId,
    offerings: std::ops::Range<usize>,
    facts: &mut Vec<Fact>,
) {
    let Spread { dataset, placements, supervision, kinds, ages } = spread;
    let owner = dataset.provider_at(provider);
    let in_department = |offering: OfferingId| {
        let group = dataset.offering(offering).target_group;
        let all = owner.departments.clone().map(DepartmentId);
        let listed = move |d: &DepartmentId| dataset.department(*d).target_groups.contains(group);
        let any = all.clone().any(|d| listed(&d));
        all.filter(move |d| !any || listed(d))
    };
    let mut sharing: BTreeMap<DepartmentId, u64> = BTreeMap::new();
    for offering in offerings.clone().map(OfferingId::at) {
        for department in in_department(offering) {
            *sharing.entry(department).or_default() += 1;
        }
    }
    let mut taken: BTreeMap<DepartmentId, u64> = BTreeMap::new();
    for id in offerings.map(OfferingId::at) {
        let placement = &placements[id.index()];
        let offering = dataset.offering(id);
        let assessed_for = offering.age_group.map(AgeGroupSet::of);
        let base = Fact {
            provider,
            offering: id,
            department: None,
            target_group: offering.target_group,
            class: Class::of(placement),
            possible: possible(*placement),
            municipality: owner.municipality,
            is_on_portal: owner.is_on_portal,
            ownership: owner.ownership,
            legal_bases: owner.legal_bases,
            age_groups: assessed_for.unwrap_or_default(),
            ages_taken: assessed_for.unwrap_or_default(),
            services: ServiceSet::default(),
            kinds: kinds(owner.stated_kinds, owner.legal_bases),
            supervision: supervision[provider.index()],
            places: None,
            places_shared_parts: None,
        };
        let mut n_departments = 0;
        for department_id in in_department(id) {
            let department = dataset.department(department_id);
            let nth = taken.entry(department_id).or_default();
            let shared = department.places.map(|places| {
                let (parts, n) = (u64::from(places) * PARTS_OF_A_PLACE, sharing[&department_id]);
                parts / n + u64::from(*nth < parts % n)
            });
            *nth += 1;
            n_departments += 1;
            let for_whom = |of: &dyn Fn(AgeSpan) -> AgeGroupSet| {
                assessed_for.unwrap_or_else(|| department.ages.map(of).unwrap_or_default())
            };
            facts.push(Fact {
                department: Some(department_id),
                municipality: department.municipality,
                legal_bases: department.legal_bases,
                kinds: kinds(owner.stated_kinds, department.legal_bases),
                age_groups: for_whom(&|span| ages.aimed_at([span])),
                ages_taken: for_whom(&|span| ages.taking([span])),
                services: department.services,
                places: department.places,
                places_shared_parts: shared,
                ..base
            });
        }
        if n_departments == 0 {
            match &*owner.service_area {
                [] | [_] => facts.push(base),
                area => {
                    let of = |code: &MunicipalityCode| Fact { municipality: Some(*code), ..base };
                    facts.extend(area.iter().map(of));
                }
            }
        }
    }
}

/// The levels that an offering could turn out to be on, beyond where it is placed (Reading R13).
fn possible(placement: Placement) -> [bool; 3] {
    let spans = |level: Level| match (placement.low, placement.high) {
        (Some(low), Some(high)) => low as u8 <= level as u8 && level as u8 <= high as u8,
        _ => true,
    };
    match placement.state {
        PlacementState::NotAssessed => [true; 3],
        PlacementState::Provisional | PlacementState::QualityUnknown => Level::ALL.map(spans),
        PlacementState::Placed | PlacementState::BelowLight | PlacementState::QualityNotMet => {
            [false; 3]
        }
    }
}
