//! Supply of facts made by hand and of the example, counted thing by thing.

use niveau::landscape::{
    Class, Counts, Fact, Map, Margin, MarginRow, PARTS_OF_A_PLACE, SupplyInput, Value, facts,
    margin, supply,
};
use niveau::model::{
    AgeGroupSet, Dataset, Department, LegalBasisSet, Level, MunicipalityCode, Offering, Ownership,
    PlacementState, Provider, ProviderKindSet, QualityOutcome, RowRef, ServiceSet, SheetId,
    TargetGroupId, TargetGroupSet,
};
use niveau::model::{Attained, DepartmentId, OfferingId, ProviderId};
use niveau::place::Placement;
use niveau::run::{Asked, check};
use proptest::prelude::*;

use crate::folder::Folder;
use crate::landscape_supply::is_what_sets_count;
use crate::registers::shipped_ages;

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
        provider: ProviderId(provider),
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

/// The rows of whole groups.
fn totals(facts: &[Fact], groups: &[u8]) -> Vec<MarginRow> {
    let groups: Vec<_> = groups.iter().copied().map(TargetGroupId).collect();
    let rows = margin(facts, &groups, &[], None, |_, _| ());
    rows.into_iter().filter(|row| row.value == Value::Total).collect()
}

#[test]
fn places_open_count_for_every_group_and_places_shared_add_up() {
    let (dataset, placements) = worked_example();
    let facts = facts(&dataset, &placements, &[None], &|stated, _| stated, shipped_ages());
    let rows = totals(&facts, &[0, 1]);
    let total = |group: usize| &rows[group];
    // Group 0: a (10 open, 5 shared), b (5 and 5), c (not reported).
    let moderate = total(0).of(Class::On(Level::Moderate));
    assert_eq!(
        *moderate,
        Counts {
            providers: 1,
            offerings: 1,
            departments: 3,
            places_open: 15,
            places_shared_parts: 10 * PARTS_OF_A_PLACE,
            departments_without_places: 1,
            offerings_without_department: 0,
        }
    );
    // Group 1: a again, provisional between let and moderat.
    let provisional = total(1).of(Class::Apart(PlacementState::Provisional));
    assert_eq!(
        (provisional.places_open, provisional.places_shared_parts),
        (10, 5 * PARTS_OF_A_PLACE)
    );
    let up_to = Level::ALL.map(|level| total(1).on(level).up_to.places_shared_parts);
    assert_eq!(up_to, [5, 5, 0].map(|places| places * PARTS_OF_A_PLACE));
    // 10 + 5 places are there, however many groups share them.
    let shared: u64 = [0, 1]
        .iter()
        .flat_map(|group| total(*group).by_class)
        .map(|counts| counts.places_shared_parts)
        .sum();
    assert_eq!(shared, 15 * PARTS_OF_A_PLACE);
}

#[test]
fn a_provider_without_departments_stands_on_its_own_municipality() {
    let mut seat = provider("1", 0..0);
    seat.municipality = Some(MunicipalityCode(751));
    let dataset =
        Dataset { providers: vec![seat], offerings: vec![offering(0, 7)], ..Dataset::default() };
    let placed = placement(PlacementState::Placed, Attained::High, Attained::High);
    let facts = facts(&dataset, &[placed], &[None], &|stated, _| stated, shipped_ages());
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].municipality, Some(MunicipalityCode(751)));
    let rows = totals(&facts, &[7]);
    let high = rows[0].of(Class::On(Level::High));
    assert_eq!((high.offerings, high.departments, high.places_open), (1, 0, 0));
}

/// A department has the same places in every row; some do not report them.
fn places_of(department: u32) -> Option<u32> {
    (!department.is_multiple_of(4)).then_some(department * 7 % 30)
}

fn any_fact() -> impl Strategy<Value = Fact> {
    (0u32..40, proptest::option::of(0u32..3), 0u8..4, 0usize..8, any::<[bool; 3]>(), 0usize..8)
        .prop_map(|(offering, nth, group, class, possible, ownership)| {
            let provider = offering / 2;
            // A department is of one provider.
            let department = nth.map(|nth| provider * 3 + nth);
            Fact {
                is_on_portal: true,
                provider: ProviderId(provider),
                offering: OfferingId(offering),
                department: department.map(DepartmentId),
                target_group: TargetGroupId(group),
                class: Class::ALL[class],
                possible,
                municipality: None,
                ownership: Ownership::ALL.get(ownership).copied(),
                legal_bases: LegalBasisSet::default(),
                age_groups: AgeGroupSet::default(),
                ages_taken: AgeGroupSet::default(),
                services: ServiceSet::default(),
                kinds: ProviderKindSet::default(),
                supervision: None,
                places: department.and_then(places_of),
                places_shared_parts: department.and_then(places_of).map(|p| u64::from(p) * 333),
            }
        })
}

proptest! {
    #[test]
    fn facts_in_any_order_are_counted_as_sets_count_them(
        facts in prop::collection::vec(any_fact(), 0..200)
    ) {
        let groups = [0, 1, 2, 3].map(TargetGroupId);
        let values = Ownership::ALL.map(Value::Ownership);
        let rows = margin(&facts, &groups, &values, None, |fact, values| {
            values.extend(fact.ownership.map(Value::Ownership));
        });
        for row in &rows {
            let told = is_what_sets_count(&facts, Margin::Ownership, row, &Map::default());
            prop_assert_eq!(told, Ok(()));
        }
    }
}

/// The second, slow and obvious road, over all that the example holds.
#[test]
fn the_example_is_counted_as_sets_count_it() {
    let folder = Folder::example();
    let asked = Asked {
        input: &folder.input(),
        rule: "flertal",
        fresh_since: None,
        as_of: "2026-11-28".parse().unwrap(),
    };
    let read = check(&asked, &|_| ()).unwrap();
    let registers = &read.settings.registers;
    let placements: Vec<_> = read.assessed.offerings.iter().map(|o| o.placement).collect();
    let kinds = |stated, bases| registers.kinds(stated, bases);
    let facts = facts(
        &read.reading.dataset,
        &placements,
        &read.assessed.supervision,
        &kinds,
        &registers.age_groups,
    );
    let map = Map::new(
        &registers.municipalities,
        &registers.regions,
        &registers.age_groups,
        read.regions_on,
    );
    let mut legal_bases = LegalBasisSet::default();
    registers.legal_bases.iter().for_each(|(id, _)| legal_bases.insert(id));
    let authorities: Vec<u8> = registers.authorities.iter().map(|(id, _)| id).collect();
    let groups: Vec<TargetGroupId> = registers.target_groups.iter().map(|(id, _)| id).collect();
    let counted = supply(&SupplyInput {
        facts: &facts,
        groups: &groups,
        map: &map,
        legal_bases,
        authorities: &authorities,
    });
    let mut n = 0;
    for (margin, rows) in &counted.margins {
        for row in rows.iter().filter(|row| row.all.offerings > 0) {
            assert_eq!(is_what_sets_count(&facts, *margin, row, &map), Ok(()));
            n += 1;
        }
    }
    assert!(n > 1000, "{n}");
}
