//! Small made-up landscapes: five municipalities in a row, in two regions.

use niveau::landscape::{
    AccessRule, Fact, Landscape, LandscapeInput, Map, Need, Needs, OnMap, Supply, SupplyInput,
    Travel, facts, landscape, operators, supply,
};
use niveau::model::{
    AgeGroup, AgeSpan, Attained, Dataset, Department, LegalBasisId, LegalBasisSet, Level,
    MunicipalityCode, Offering, Operator, Ownership, PlacementState, Provider, ProviderId,
    ProviderKind, ProviderKindSet, QualityOutcome, RegionId, RowRef, ServiceSet, SheetId,
    Supervision, TargetGroupId, TargetGroupSet,
};
use niveau::place::Placement;
use proptest::prelude::*;

use crate::registers::shipped_ages;

pub const CODES: [MunicipalityCode; 5] = [
    MunicipalityCode(101),
    MunicipalityCode(147),
    MunicipalityCode(461),
    MunicipalityCode(751),
    MunicipalityCode(851),
];

/// Christiansø is no municipality of the map.
pub const CHRISTIANSOE: MunicipalityCode = MunicipalityCode(411);

/// The last is served by nobody.
pub const GROUPS: [TargetGroupId; 4] =
    [TargetGroupId(0), TargetGroupId(1), TargetGroupId(2), TargetGroupId(3)];

/// The first two lie in region 0, the others in region 1; region 2 has no municipality. 1.000,
/// 2.000, ... inhabitants: a fifth of them børn, a tenth unge.
pub fn map() -> Map {
    let place = |(nth, code): (u32, MunicipalityCode)| {
        let people = u64::from(nth) * 1000;
        OnMap {
            code,
            region: Some(RegionId(u8::from(nth > 2))),
            centroid: (55.0 + f64::from(nth) / 10.0, 10.0),
            inhabitants: [people / 5, people / 10, people * 7 / 10],
        }
    };
    Map::of((1..).zip(CODES).map(place).collect(), (0..3).map(RegionId).collect())
}

/// Twenty minutes from each to the next.
pub fn travel(map: &Map) -> Travel {
    let place = |code| map.place(code).unwrap() as f64;
    Travel::by_minutes(map, |from, to| Some((place(from) - place(to)).abs() * 20.0)).unwrap()
}

/// Central estimates, with half below and double above.
pub fn need(group: u8, level: Option<Level>, central: [f64; 5]) -> Need {
    Need {
        target_group: TargetGroupId(group),
        level,
        by_municipality: central.map(|n| [n / 2.0, n, n * 2.0]).into(),
        is_example: false,
    }
}

/// Group 0 has a size of all levels together, group 1 one of each level too, the others none.
pub fn needs(map: &Map) -> Needs {
    let all = [100.0, 200.0, 300.0, 200.0, 0.0];
    let mut needs = vec![need(0, None, all), need(1, None, all)];
    needs.extend(Level::ALL.map(|level| need(1, Some(level), all.map(|n| n / 4.0))));
    Needs::new(needs, map).unwrap()
}

/// The first basis is døgn, the second dag, the third ambulant; the fourth says nothing.
pub fn kinds(bases: LegalBasisSet) -> ProviderKindSet {
    let mut kinds = ProviderKindSet::default();
    for (basis, kind) in (0..3).map(LegalBasisId).zip(ProviderKind::ALL) {
        if bases.contains(basis) {
            kinds.insert(kind);
        }
    }
    kinds
}

pub fn supplied(facts: &[Fact]) -> Supply {
    supply(&SupplyInput {
        facts,
        groups: &GROUPS,
        map: &map(),
        legal_bases: LegalBasisSet(0b1111),
        authorities: &[0, 1],
    })
}

pub fn drawn(facts: &[Fact], operators: &[u32]) -> Landscape {
    let map = map();
    landscape(&LandscapeInput {
        facts,
        supply: &supplied(facts),
        operators,
        groups: &GROUPS,
        map: &map,
        needs: &needs(&map),
        travel: &travel(&map),
        access_rule: &AccessRule::default(),
        assessed_percent: 50,
    })
    .unwrap()
}

const ROW: RowRef = RowRef { sheet: SheetId(0), row: 2 };

/// A provider under way: everything about it, and what it is placed on for each group.
#[derive(Clone, Debug)]
pub struct Made {
    pub municipality: Option<MunicipalityCode>,
    pub service_area: Vec<MunicipalityCode>,
    pub is_on_portal: bool,
    pub cvr: Option<&'static str>,
    pub operator: Option<Operator>,
    pub ownership: Option<Ownership>,
    pub departments: Vec<Department>,
    pub offerings: Vec<(u8, Option<AgeGroup>, Placement)>,
}

impl Default for Made {
    fn default() -> Self {
        Self {
            municipality: None,
            service_area: Vec::new(),
            is_on_portal: true,
            cvr: None,
            operator: None,
            ownership: Some(Ownership::Private),
            departments: Vec::new(),
            offerings: Vec::new(),
        }
    }
}

pub fn department(municipality: Option<MunicipalityCode>, places: Option<u32>) -> Department {
    Department {
        id: "a".into(),
        p_number: None,
        municipality,
        places,
        legal_bases: LegalBasisSet(1),
        target_groups: TargetGroupSet::default(),
        ages: Some(AgeSpan { from_years: 18, to_years: 85 }),
        services: ServiceSet(0b11),
        row: ROW,
    }
}

pub fn placed(level: Level) -> Placement {
    Placement {
        state: PlacementState::Placed,
        quality: QualityOutcome::Pass,
        level: Some(level),
        low: Some(level.into()),
        high: Some(level.into()),
    }
}

pub fn not_assessed() -> Placement {
    Placement {
        state: PlacementState::NotAssessed,
        quality: QualityOutcome::Unknown,
        level: None,
        low: None,
        high: None,
    }
}

/// A provider of one department, placed on one level for one group.
pub fn one_department(at: MunicipalityCode, places: Option<u32>, level: Level) -> Made {
    Made {
        departments: vec![department(Some(at), places)],
        offerings: vec![(0, None, placed(level))],
        ..Made::default()
    }
}

/// The facts of providers, and who runs them.
pub fn spread(made: &[Made]) -> (Vec<Fact>, Vec<u32>) {
    let mut dataset = Dataset::default();
    let mut placements = Vec::new();
    for (at, made) in (0u32..).zip(made) {
        let start = u32::try_from(dataset.departments.len()).unwrap();
        dataset.departments.extend(made.departments.iter().cloned());
        let end = u32::try_from(dataset.departments.len()).unwrap();
        dataset.providers.push(Provider {
            id: at.to_string().into(),
            name: "".into(),
            is_on_portal: made.is_on_portal,
            cvr: made.cvr.map(Into::into),
            operator: made.operator,
            stated_kinds: ProviderKindSet::default(),
            ownership: made.ownership,
            stated_supervision: None,
            status: None,
            status_fault: None,
            status_on: None,
            legal_bases: LegalBasisSet(1),
            has_unknown_legal_basis: false,
            places: None,
            municipality: made.municipality,
            service_area: made.service_area.clone().into(),
            departments: start..end,
            row: ROW,
        });
        for (group, age_group, placement) in &made.offerings {
            dataset.offerings.push(Offering {
                provider: ProviderId(at),
                target_group: TargetGroupId(*group),
                subgroup: None,
                age_group: *age_group,
                assessments: 0..0,
                lost: 0..0,
            });
            placements.push(*placement);
        }
    }
    let by =
        [None, Some(Supervision::SocialAuthority(0)), Some(Supervision::Municipality(CODES[0]))];
    let supervision: Vec<_> = by.into_iter().cycle().take(made.len()).collect();
    let facts =
        facts(&dataset, &placements, &supervision, &|_, bases| kinds(bases), shipped_ages());
    (facts, operators(&dataset))
}

fn any_code() -> impl Strategy<Value = Option<MunicipalityCode>> {
    (0usize..7).prop_map(|at| match at {
        5 => Some(CHRISTIANSOE),
        6 => None,
        at => Some(CODES[at]),
    })
}

fn any_department() -> impl Strategy<Value = Department> {
    let ages = proptest::option::of((0u8..30, 0u8..60));
    (any_code(), proptest::option::of(0u32..40), 0u64..16, 0u128..8, ages, 0u16..4).prop_map(
        |(municipality, places, bases, groups, ages, services)| Department {
            legal_bases: LegalBasisSet(bases),
            target_groups: TargetGroupSet(groups),
            ages: ages
                .map(|(from_years, more)| AgeSpan { from_years, to_years: from_years + more }),
            services: ServiceSet(services),
            ..department(municipality, places)
        },
    )
}

fn any_placement() -> impl Strategy<Value = Placement> {
    (0usize..6, 0usize..4, 0usize..4).prop_map(|(state, low, high)| {
        let state = PlacementState::ALL[state];
        let (low, high) = (Attained::ALL[low.min(high)], Attained::ALL[low.max(high)]);
        match (state, low.level()) {
            (PlacementState::NotAssessed, _) | (PlacementState::Placed, None) => not_assessed(),
            (PlacementState::Placed, Some(level)) => placed(level),
            _ => Placement {
                state,
                quality: QualityOutcome::Pass,
                level: None,
                low: Some(low),
                high: Some(high),
            },
        }
    })
}

fn any_provider() -> impl Strategy<Value = Made> {
    let offering = (0u8..3, proptest::option::of(0usize..3), any_placement());
    (
        any_code(),
        prop::collection::vec(0usize..5, 0..3),
        any::<bool>(),
        proptest::option::of(0usize..2),
        proptest::option::of(0usize..2),
        proptest::option::of(0usize..7),
        prop::collection::vec(any_department(), 0..4),
        prop::collection::vec(offering, 0..4),
    )
        .prop_map(
            |(municipality, area, portal, cvr, operator, ownership, departments, offerings)| {
                let mut service_area: Vec<_> = area.into_iter().map(|at| CODES[at]).collect();
                service_area.sort_unstable();
                service_area.dedup();
                let mut offerings: Vec<_> = offerings
                    .into_iter()
                    .map(|(group, age, placement)| {
                        (group, age.map(|at| AgeGroup::ALL[at]), placement)
                    })
                    .collect();
                offerings.sort_by_key(|(group, age, _)| (*group, *age));
                offerings.dedup_by_key(|(group, age, _)| (*group, *age));
                Made {
                    municipality,
                    service_area,
                    is_on_portal: portal,
                    cvr: cvr.map(|at| ["10000000", "20000000"][at]),
                    operator: operator.map(|at| Operator::Municipality(CODES[at])),
                    ownership: ownership.map(|at| Ownership::ALL[at]),
                    departments,
                    offerings,
                }
            },
        )
}

/// Any providers: with and without departments, municipality, places, ages, portal; some split by
/// age.
pub fn any_providers() -> impl Strategy<Value = Vec<Made>> {
    prop::collection::vec(any_provider(), 0..12)
}
