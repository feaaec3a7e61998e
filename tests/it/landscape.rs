//! Supply counted by frames against supply counted row by row.

use std::collections::BTreeSet;

use niveau::landscape::{AgeGroupSet, Class, Counts, Fact, Value, facts, supply};
use niveau::model::Attained;
use niveau::model::{
    Dataset, Department, LegalBasisSet, Level, MunicipalityCode, Offering, Ownership,
    PlacementState, Provider, ProviderKindSet, QualityOutcome, RowRef, ServiceSet, SheetId,
    TargetGroupId, TargetGroupSet,
};
use niveau::place::Placement;
use proptest::prelude::*;

use crate::landscape_supply::by_hand;

const ROW: RowRef = RowRef { sheet: SheetId(0), row: 2 };

fn placement(state: PlacementState, low: Attained, high: Attained) -> Placement {
    let is_assessed = state != PlacementState::NotAssessed;
    Placement {
        state,
        quality: QualityOutcome::Pass,
        level: low.level().filter(|_| state == PlacementState::Placed),
        low: is_assessed.then_some(low),
        high: is_assessed.then_some(high),
    }
}

fn department(id: &str, groups: &[u8], places: Option<u32>) -> Department {
    let mut target_groups = TargetGroupSet::default();
    for group in groups {
        target_groups.insert(TargetGroupId(*group));
    }
    Department {
        id: id.into(),
        p_number: None,
        municipality: Some(MunicipalityCode(101)),
        places,
        legal_bases: LegalBasisSet::default(),
        target_groups,
        ages: None,
        services: ServiceSet::default(),
        row: ROW,
    }
}

fn provider(id: &str, departments: std::ops::Range<u32>) -> Provider {
    Provider {
        id: id.into(),
        name: id.into(),
        is_on_portal: true,
        cvr: None,
        operator: None,
        stated_kinds: ProviderKindSet::default(),
        ownership: Some(Ownership::Regional),
        stated_supervision: None,
        status: None,
        status_fault: None,
        status_on: None,
        legal_bases: LegalBasisSet::default(),
        has_unknown_legal_basis: false,
        places: None,
        municipality: None,
        service_area: [].into(),
        departments,
        row: ROW,
    }
}

fn offering(provider: u32, group: u8) -> Offering {
    Offering {
        provider,
        target_group: TargetGroupId(group),
        subgroup: None,
        age_group: None,
        assessments: 0..0,
        lost: 0..0,
    }
}

/// One tilbud with two departments: ten places for groups 0 and 1, five for group 0 only, and a
/// third department that does not report its places.
fn worked_example() -> (Dataset, Vec<Placement>) {
    let dataset = Dataset {
        providers: vec![provider("1", 0..3)],
        departments: vec![
            department("a", &[0, 1], Some(10)),
            department("b", &[0], Some(5)),
            department("c", &[0], None),
        ],
        offerings: vec![offering(0, 0), offering(0, 1)],
        ..Dataset::default()
    };
    let placements = vec![
        placement(PlacementState::Placed, Attained::Moderate, Attained::Moderate),
        placement(PlacementState::Provisional, Attained::Light, Attained::Moderate),
    ];
    (dataset, placements)
}

#[test]
fn places_open_count_for_every_group_and_places_shared_add_up() {
    let (dataset, placements) = worked_example();
    let facts = facts(&dataset, &placements, &[None]);
    let rows = supply(&facts, |_| Vec::new()).unwrap();
    let total = |group| {
        rows.iter()
            .find(|r| r.target_group == TargetGroupId(group) && r.value == Value::Total)
            .unwrap()
    };
    // Group 0: a (10 open, 5 shared), b (5 and 5), c (not reported).
    let moderate = total(0).by_class[Class::On(Level::Moderate).index()];
    assert_eq!(
        moderate,
        Counts {
            providers: 1,
            offerings: 1,
            departments: 3,
            places_open: 15,
            places_shared_milli: 10_000,
            departments_without_places: 1,
            offerings_without_department: 0,
        }
    );
    // Group 1: a again, provisional between let and moderat.
    let provisional = total(1).by_class[Class::Apart(PlacementState::Provisional).index()];
    assert_eq!((provisional.places_open, provisional.places_shared_milli), (10, 5_000));
    let up_to = total(1).up_to.map(|counts| counts.places_shared_milli);
    assert_eq!(up_to, [5_000, 5_000, 0]);
    // 10 + 5 places are there, however many groups share them.
    let shared: u64 = [0, 1]
        .iter()
        .flat_map(|group| total(*group).by_class)
        .map(|counts| counts.places_shared_milli)
        .sum();
    assert_eq!(shared, 15_000);
}

#[test]
fn a_provider_without_departments_stands_on_its_own_municipality() {
    let mut seat = provider("1", 0..0);
    seat.municipality = Some(MunicipalityCode(751));
    let dataset =
        Dataset { providers: vec![seat], offerings: vec![offering(0, 7)], ..Dataset::default() };
    let placed = placement(PlacementState::Placed, Attained::High, Attained::High);
    let facts = facts(&dataset, &[placed], &[None]);
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].municipality, Some(MunicipalityCode(751)));
    let rows = supply(&facts, |_| Vec::new()).unwrap();
    let high = rows[0].by_class[Class::On(Level::High).index()];
    assert_eq!((high.offerings, high.departments, high.places_open), (1, 0, 0));
}

/// A department has the same places in every row; some do not report them.
fn places_of(department: u32) -> Option<u32> {
    (!department.is_multiple_of(4)).then_some(department * 7 % 30)
}

fn any_fact() -> impl Strategy<Value = Fact> {
    (0u32..40, proptest::option::of(0u32..60), 0u8..4, 0usize..8, any::<[bool; 3]>(), 0usize..8)
        .prop_map(|(offering, department, group, class, possible, ownership)| Fact {
            is_on_portal: true,
            provider: offering / 2,
            offering,
            department,
            target_group: TargetGroupId(group),
            class: Class::ALL[class],
            possible,
            municipality: None,
            ownership: Ownership::ALL.get(ownership).copied(),
            legal_bases: LegalBasisSet::default(),
            age_groups: AgeGroupSet::default(),
            services: ServiceSet::default(),
            stated_kinds: ProviderKindSet::default(),
            supervision: None,
            places: department.and_then(places_of),
            places_shared_milli: department.and_then(places_of).map(|p| u64::from(p) * 333),
        })
}

proptest! {
    #[test]
    fn frames_and_loops_count_the_same(facts in prop::collection::vec(any_fact(), 0..200)) {
        let value_of = |fact: &Fact| fact.ownership.map_or(Value::NotReported, Value::Ownership);
        let rows =
            supply(&facts, |fact| fact.ownership.map(Value::Ownership).into_iter().collect())
                .unwrap();
        let keys: BTreeSet<(TargetGroupId, Value)> = facts
            .iter()
            .flat_map(|f| [(f.target_group, value_of(f)), (f.target_group, Value::Total)])
            .collect();
        prop_assert_eq!(
            rows.iter().map(|r| (r.target_group, r.value)).collect::<Vec<_>>(),
            keys.into_iter().collect::<Vec<_>>()
        );
        for row in &rows {
            let of_row: Vec<&Fact> = facts
                .iter()
                .filter(|f| f.target_group == row.target_group)
                .filter(|f| row.value == Value::Total || value_of(f) == row.value)
                .collect();
            for class in Class::ALL {
                let of_class = of_row.iter().copied().filter(|f| f.class == class);
                prop_assert_eq!(row.by_class[class.index()], by_hand(of_class));
            }
            for level in Level::ALL {
                let there = |fact: &&Fact| {
                    fact.class == Class::On(level) || fact.possible[level.index()]
                };
                let there = of_row.iter().copied().filter(there);
                prop_assert_eq!(row.up_to[level.index()], by_hand(there));
            }
            prop_assert_eq!(row.all, by_hand(of_row.iter().copied()));
        }
    }
}
