//! Supply, cell by cell and by one dimension, against sets of rows.

use std::collections::{BTreeMap, BTreeSet};

use niveau::landscape::{
    Class, Counts, CubeRow, Fact, Map, Margin, MarginRow, PARTS_OF_A_PLACE, Share, SupplyOnLevel,
    Value, cube, places,
};
use niveau::model::{
    AgeGroup, AgeSpan, DepartmentId, LegalBasisId, Level, Ownership, PlacementState, ProviderId,
    ProviderKind, RegionId, TargetGroupId,
};
use proptest::prelude::*;

use crate::landscape_data::{
    CHRISTIANSOE, CODES, GROUPS, Made, any_providers, department, drawn, map, not_assessed,
    one_department, placed, spread, supplied,
};
use crate::registers::{shipped, shipped_ages};

/// The second path: every thing in a set of its own.
pub fn by_hand<'f>(facts: impl Iterator<Item = &'f Fact>) -> Counts {
    let facts: Vec<&Fact> = facts.collect();
    let set = |of: &dyn Fn(&Fact) -> Option<u32>| -> u64 {
        facts.iter().filter_map(|fact| of(fact)).collect::<BTreeSet<_>>().len() as u64
    };
    let departments: BTreeMap<DepartmentId, Option<u32>> =
        facts.iter().filter_map(|fact| Some((fact.department?, fact.places))).collect();
    Counts {
        providers: set(&|fact| Some(fact.provider.0)),
        offerings: set(&|fact| Some(fact.offering.0)),
        departments: departments.len() as u64,
        places_open: departments.values().flatten().map(|n| u64::from(*n)).sum(),
        places_shared_parts: facts.iter().filter_map(|fact| fact.places_shared_parts).sum(),
        departments_without_places: departments.values().filter(|n| n.is_none()).count() as u64,
        offerings_without_department: set(&|fact| {
            fact.department.is_none().then_some(fact.offering.0)
        }),
    }
}

fn could_be(fact: &Fact, level: Level) -> bool {
    fact.class == Class::On(level) || fact.possible[level.index()]
}

/// Whether a fact counts under a value, said anew.
pub fn counts_under(fact: &Fact, margin: Margin, value: Value, map: &Map) -> bool {
    let region = fact.municipality.and_then(|code| map.region(code));
    let nothing = match margin {
        Margin::Region | Margin::RegionByAge(_) => region.is_none(),
        Margin::Municipality => fact.municipality.is_none_or(|code| map.place(code).is_none()),
        Margin::Ownership => fact.ownership.is_none(),
        Margin::LegalBasis => fact.legal_bases.is_empty(),
        Margin::Kind => fact.kinds.is_empty(),
        Margin::AgeGroup => fact.age_groups.is_empty(),
        Margin::AgeTaken => fact.ages_taken.is_empty(),
        Margin::Supervision => fact.supervision.is_none(),
        Margin::Source => false,
    };
    let is_of_age = match margin {
        Margin::RegionByAge(age) => fact.age_groups.contains(age),
        _ => true,
    };
    is_of_age
        && match value {
            Value::Total => true,
            Value::NotReported => nothing,
            Value::Region(id) => region == Some(id),
            Value::Municipality(code) => fact.municipality == Some(code),
            Value::Ownership(ownership) => fact.ownership == Some(ownership),
            Value::LegalBasis(id) => fact.legal_bases.contains(id),
            Value::Kind(kind) => fact.kinds.contains(kind),
            Value::AgeGroup(age) => fact.age_groups.contains(age),
            Value::AgeTaken(age) => fact.ages_taken.contains(age),
            Value::SocialAuthority(_) | Value::MunicipalSupervision => {
                fact.supervision.map(Value::from) == Some(value)
            }
            Value::OnPortal => fact.is_on_portal,
            Value::OffPortal => !fact.is_on_portal,
        }
}

/// Holds a row of a margin against sets; facts of other groups do no harm.
pub fn is_what_sets_count(
    facts: &[Fact],
    margin: Margin,
    row: &MarginRow,
    map: &Map,
) -> Result<(), String> {
    let here: Vec<&Fact> = facts
        .iter()
        .filter(|fact| fact.target_group == row.target_group)
        .filter(|fact| counts_under(fact, margin, row.value, map))
        .collect();
    let counted =
        |wanted: &dyn Fn(&Fact) -> bool| by_hand(here.iter().copied().filter(|fact| wanted(fact)));
    let mut pairs = vec![("all", row.all, counted(&|_| true))];
    for class in Class::ALL {
        pairs.push((class.danish(), *row.of(class), counted(&|fact| fact.class == class)));
    }
    for level in Level::ALL {
        let on = row.on(level);
        let or_above =
            |is_on: &dyn Fn(Level) -> bool| Level::ALL.into_iter().any(|l| l >= level && is_on(l));
        let placed_or_above = counted(&|fact| or_above(&|l| fact.class == Class::On(l)));
        let up_to_or_above = counted(&|fact| or_above(&|l| could_be(fact, l)));
        pairs.push(("op til", on.up_to, counted(&|fact| could_be(fact, level))));
        pairs.push(("eller over", on.placed_or_above, placed_or_above));
        pairs.push(("op til eller over", on.up_to_or_above, up_to_or_above));
    }
    match pairs.into_iter().find(|(_, found, expected)| found != expected) {
        Some((what, found, expected)) => {
            Err(format!("{margin:?} {:?} {what}: {found:?}, by sets {expected:?}", row.value))
        }
        None => Ok(()),
    }
}

fn n_values(margin: Margin) -> usize {
    match margin {
        Margin::Region
        | Margin::RegionByAge(_)
        | Margin::AgeGroup
        | Margin::AgeTaken
        | Margin::Supervision => 3,
        Margin::Municipality => 5,
        Margin::Ownership => 7,
        Margin::LegalBasis | Margin::Kind => 4,
        Margin::Source => 2,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_cell_is_what_loops_count(made in any_providers()) {
        let (facts, _) = spread(&made);
        let map = map();
        let key = |f: &Fact| {
            (f.target_group, f.municipality, f.ownership, f.legal_bases.0, f.age_groups)
        };
        let row_key = |row: &CubeRow| {
            (row.target_group, row.municipality, row.ownership, row.legal_bases.0, row.age_groups)
        };
        let mut expected = Vec::new();
        for cell in facts.iter().map(key).collect::<BTreeSet<_>>() {
            let here = || facts.iter().filter(|fact| key(fact) == cell);
            for class in Class::ALL {
                let counted = by_hand(here().filter(|fact| fact.class == class));
                let up_to = match class {
                    Class::On(level) => by_hand(here().filter(|fact| could_be(fact, level))),
                    Class::Apart(_) => counted,
                };
                if up_to != Counts::default() {
                    expected.push((cell, class, counted, up_to));
                }
            }
        }
        let rows = cube(&facts, &map);
        let found: Vec<_> =
            rows.iter().map(|row| (row_key(row), row.class, row.counted, row.up_to)).collect();
        prop_assert_eq!(found, expected);
        prop_assert!(rows.iter().all(|r| r.region == r.municipality.and_then(|m| map.region(m))));
    }

    #[test]
    fn every_margin_is_complete_and_what_loops_count(made in any_providers()) {
        let (facts, operators) = spread(&made);
        let map = map();
        for (margin, rows) in &supplied(&facts).margins {
            for row in rows {
                if let Err(told) = is_what_sets_count(&facts, *margin, row, &map) {
                    prop_assert!(false, "{told}");
                }
            }
        }
        let landscape = drawn(&facts, &operators);
        prop_assert_eq!(landscape.margins.len(), Margin::ALL.len());
        for (margin, rows) in &landscape.margins {
            for group in GROUPS {
                let of_group: Vec<&SupplyOnLevel> =
                    rows.iter().filter(|row| row.target_group == group).collect();
                let has_unreported = facts.iter().any(|fact| {
                    fact.target_group == group && counts_under(fact, *margin, Value::NotReported, &map)
                });
                let n = n_values(*margin) + 1 + usize::from(has_unreported);
                prop_assert_eq!(of_group.len(), n * 3);
            }
            for row in rows {
                let here = || facts.iter().filter(|fact| {
                    fact.target_group == row.target_group
                        && counts_under(fact, *margin, row.value, &map)
                });
                let placed = |fact: &&Fact| fact.class == Class::On(row.level);
                prop_assert_eq!(row.placed, by_hand(here().filter(placed)));
                let up_to = |fact: &&Fact| could_be(fact, row.level);
                prop_assert_eq!(row.up_to, by_hand(here().filter(up_to)));
                let above = |fact: &&Fact| {
                    Level::ALL.into_iter().any(|l| l >= row.level && fact.class == Class::On(l))
                };
                prop_assert_eq!(row.placed_or_above, by_hand(here().filter(above)));
                let could_be_above = |fact: &&Fact| {
                    Level::ALL.into_iter().any(|l| l >= row.level && could_be(fact, l))
                };
                prop_assert_eq!(row.up_to_or_above, by_hand(here().filter(could_be_above)));
                let is_assessed = |fact: &&Fact| {
                    fact.class != Class::Apart(PlacementState::NotAssessed)
                };
                let n_assessed = by_hand(here().filter(is_assessed)).offerings;
                prop_assert_eq!(row.assessed, Share::of(n_assessed, by_hand(here()).offerings));
            }
        }
    }

    #[test]
    fn cells_and_regions_add_up_to_the_country(made in any_providers()) {
        let (facts, operators) = spread(&made);
        let landscape = drawn(&facts, &operators);
        let supply = supplied(&facts);
        for group in GROUPS {
            for level in Level::ALL {
                let total = |margin: Margin| {
                    let (_, rows) = landscape.margins.iter().find(|(m, _)| *m == margin).unwrap();
                    let of = rows.iter().filter(|r| r.target_group == group && r.level == level);
                    of.clone().find(|row| row.value == Value::Total).unwrap().placed
                };
                let country = total(Margin::Region);
                for margin in [Margin::Municipality, Margin::Ownership, Margin::Source] {
                    prop_assert_eq!(total(margin), country);
                }
                let parts = |margin: Margin| -> (u64, u64) {
                    let (_, rows) = landscape.margins.iter().find(|(m, _)| *m == margin).unwrap();
                    rows.iter()
                        .filter(|row| row.target_group == group && row.level == level)
                        .filter(|row| row.value != Value::Total)
                        .map(|row| (row.placed.departments, row.placed.places_shared_parts))
                        .fold((0, 0), |sum, n| (sum.0 + n.0, sum.1 + n.1))
                };
                let whole = (country.departments, country.places_shared_parts);
                for margin in [Margin::Region, Margin::Municipality, Margin::Source] {
                    prop_assert_eq!(parts(margin), whole);
                }
                let shared: u64 = supply
                    .cube
                    .iter()
                    .filter(|row| row.target_group == group && row.class == Class::On(level))
                    .map(|row| row.counted.places_shared_parts)
                    .sum();
                prop_assert_eq!(shared, country.places_shared_parts);
            }
        }
    }

    #[test]
    fn the_order_of_rows_leaves_no_trace_and_nothing_is_no_number(
        (made, shuffled) in any_providers().prop_flat_map(|made| {
            let (facts, _) = spread(&made);
            (Just(made), Just(facts).prop_shuffle())
        })
    ) {
        let (facts, operators) = spread(&made);
        let landscape = drawn(&facts, &operators);
        prop_assert_eq!(&landscape, &drawn(&shuffled, &operators));
        prop_assert_eq!(supplied(&facts), supplied(&shuffled));
        let words = format!("{landscape:?}");
        prop_assert!(!words.contains("NaN") && !words.contains("inf"));
    }
}

/// One line for each row of a margin that holds anything of group 0 on *højt*.
fn high(landscape: &niveau::landscape::Landscape, margin: Margin) -> String {
    let (_, rows) = landscape.margins.iter().find(|(m, _)| *m == margin).unwrap();
    rows.iter()
        .filter(|row| row.target_group == GROUPS[0] && row.level == Level::High)
        .filter(|row| row.up_to.offerings > 0)
        .map(|row| {
            let c = row.placed;
            format!(
                "{:?}: {} leverandører (op til {}), {} afdelinger, {} åbne, {} delt ud, {} uden \
                 pladser, {} uden afdeling",
                row.value,
                c.providers,
                row.up_to.providers,
                c.departments,
                c.places_open,
                c.places_shared(),
                c.departments_without_places,
                c.offerings_without_department
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// One of each kind that is easily lost: an ordinary one, without a municipality, without places,
/// outside the portal, matrikelløs over two municipalities of two regions, on Christiansø, and one
/// that nobody has assessed.
#[test]
fn each_odd_provider_stands_where_it_belongs_and_nowhere_else() {
    let off_portal = Made {
        municipality: Some(CODES[0]),
        is_on_portal: false,
        ownership: None,
        offerings: vec![(0, None, placed(Level::High))],
        ..Made::default()
    };
    let everywhere = Made {
        service_area: vec![CODES[1], CODES[2]],
        ownership: Some(Ownership::Regional),
        ..off_portal.clone()
    };
    let unknown = Made {
        offerings: vec![(0, None, not_assessed())],
        ..one_department(CODES[4], Some(9), Level::High)
    };
    let made = [
        one_department(CODES[0], Some(10), Level::High),
        Made {
            departments: vec![department(None, Some(5))],
            ..one_department(CODES[0], None, Level::High)
        },
        one_department(CODES[3], None, Level::High),
        off_portal,
        everywhere,
        one_department(CHRISTIANSOE, Some(2), Level::High),
        unknown,
    ];
    let (facts, operators) = spread(&made);
    let landscape = drawn(&facts, &operators);
    insta::assert_snapshot!(high(&landscape, Margin::Region), @r"
    Region(RegionId(0)): 3 leverandører (op til 3), 1 afdelinger, 10 åbne, 10 delt ud, 0 uden pladser, 2 uden afdeling
    Region(RegionId(1)): 2 leverandører (op til 3), 1 afdelinger, 0 åbne, 0 delt ud, 1 uden pladser, 1 uden afdeling
    NotReported: 2 leverandører (op til 2), 2 afdelinger, 7 åbne, 7 delt ud, 0 uden pladser, 0 uden afdeling
    Total: 6 leverandører (op til 7), 4 afdelinger, 17 åbne, 17 delt ud, 1 uden pladser, 2 uden afdeling
    ");
    insta::assert_snapshot!(high(&landscape, Margin::Municipality), @r"
    Municipality(MunicipalityCode(101)): 2 leverandører (op til 2), 1 afdelinger, 10 åbne, 10 delt ud, 0 uden pladser, 1 uden afdeling
    Municipality(MunicipalityCode(147)): 1 leverandører (op til 1), 0 afdelinger, 0 åbne, 0 delt ud, 0 uden pladser, 1 uden afdeling
    Municipality(MunicipalityCode(461)): 1 leverandører (op til 1), 0 afdelinger, 0 åbne, 0 delt ud, 0 uden pladser, 1 uden afdeling
    Municipality(MunicipalityCode(751)): 1 leverandører (op til 1), 1 afdelinger, 0 åbne, 0 delt ud, 1 uden pladser, 0 uden afdeling
    Municipality(MunicipalityCode(851)): 0 leverandører (op til 1), 0 afdelinger, 0 åbne, 0 delt ud, 0 uden pladser, 0 uden afdeling
    NotReported: 2 leverandører (op til 2), 2 afdelinger, 7 åbne, 7 delt ud, 0 uden pladser, 0 uden afdeling
    Total: 6 leverandører (op til 7), 4 afdelinger, 17 åbne, 17 delt ud, 1 uden pladser, 2 uden afdeling
    ");
    insta::assert_snapshot!(high(&landscape, Margin::Source), @r"
    OnPortal: 4 leverandører (op til 5), 4 afdelinger, 17 åbne, 17 delt ud, 1 uden pladser, 0 uden afdeling
    OffPortal: 2 leverandører (op til 2), 0 afdelinger, 0 åbne, 0 delt ud, 0 uden pladser, 2 uden afdeling
    Total: 6 leverandører (op til 7), 4 afdelinger, 17 åbne, 17 delt ud, 1 uden pladser, 2 uden afdeling
    ");
    insta::assert_snapshot!(high(&landscape, Margin::Ownership), @r"
    Ownership(Regional): 1 leverandører (op til 1), 0 afdelinger, 0 åbne, 0 delt ud, 0 uden pladser, 1 uden afdeling
    Ownership(Private): 4 leverandører (op til 5), 4 afdelinger, 17 åbne, 17 delt ud, 1 uden pladser, 0 uden afdeling
    NotReported: 1 leverandører (op til 1), 0 afdelinger, 0 åbne, 0 delt ud, 0 uden pladser, 1 uden afdeling
    Total: 6 leverandører (op til 7), 4 afdelinger, 17 åbne, 17 delt ud, 1 uden pladser, 2 uden afdeling
    ");
    // Nothing of it is on another level, or in another group.
    let elsewhere = landscape.margins.iter().flat_map(|(_, rows)| rows).filter(|row| {
        (row.target_group, row.level) != (GROUPS[0], Level::High) && row.placed.offerings > 0
    });
    assert_eq!(elsewhere.count(), 0);
    // Who stands nowhere on the map can't be travelled to.
    let reached: BTreeSet<ProviderId> = landscape
        .access
        .rows
        .iter()
        .filter_map(|row| row.nearest.map(|nearest| nearest.provider))
        .collect();
    assert_eq!(reached, BTreeSet::from([0, 2, 4].map(ProviderId)));
    let closing: BTreeSet<ProviderId> = landscape.closings.iter().map(|row| row.provider).collect();
    assert_eq!(closing, BTreeSet::from([0, 2, 3, 4].map(ProviderId)));
}

/// Two offerings of one group (børn and unge) in one department of ten places: the department and
/// its places count once, and are shared out between the two.
#[test]
fn a_department_with_a_split_offering_counts_once() {
    let made = Made {
        departments: vec![department(Some(CODES[0]), Some(10))],
        offerings: vec![
            (0, Some(AgeGroup::Children), placed(Level::High)),
            (0, Some(AgeGroup::Youth), placed(Level::High)),
        ],
        ..Made::default()
    };
    let (facts, operators) = spread(&[made]);
    let landscape = drawn(&facts, &operators);
    insta::assert_snapshot!(high(&landscape, Margin::Region), @r"
    Region(RegionId(0)): 1 leverandører (op til 1), 1 afdelinger, 10 åbne, 10 delt ud, 0 uden pladser, 0 uden afdeling
    Total: 1 leverandører (op til 1), 1 afdelinger, 10 åbne, 10 delt ud, 0 uden pladser, 0 uden afdeling
    ");
    insta::assert_snapshot!(high(&landscape, Margin::AgeGroup), @r"
    AgeGroup(Children): 1 leverandører (op til 1), 1 afdelinger, 10 åbne, 5 delt ud, 0 uden pladser, 0 uden afdeling
    AgeGroup(Youth): 1 leverandører (op til 1), 1 afdelinger, 10 åbne, 5 delt ud, 0 uden pladser, 0 uden afdeling
    Total: 1 leverandører (op til 1), 1 afdelinger, 10 åbne, 10 delt ud, 0 uden pladser, 0 uden afdeling
    ");
}

/// 10 places (one department) among the 3.000 inhabitants of region 0: 333,3 per 100.000, and with
/// the 9 that nobody has assessed 633,3. Among the 300 citizens expected there it is 3,33 per 100.
/// One of two offerings is assessed: 50 %, by Wilson 9,5 to 90,5.
#[test]
fn rates_by_hand() {
    let unknown = Made {
        offerings: vec![(0, None, not_assessed())],
        ..one_department(CODES[1], Some(9), Level::High)
    };
    let (facts, operators) = spread(&[one_department(CODES[0], Some(10), Level::High), unknown]);
    let landscape = drawn(&facts, &operators);
    let row = landscape.margins[0]
        .1
        .iter()
        .find(|row| row.value == Value::Region(RegionId(0)) && row.level == Level::High)
        .unwrap();
    assert_eq!((row.target_group, row.inhabitants), (GROUPS[0], Some(3000)));
    let near = |a: f64, b: f64| assert!((a - b).abs() < 0.05, "{a} is not {b}");
    let [placed, up_to] = row.places_shared_per_100_000.unwrap();
    near(placed, 333.3);
    near(up_to, 633.3);
    assert_eq!(row.places_open_per_100_000, row.places_shared_per_100_000);
    near(row.places_shared_per_100_expected.unwrap()[0], 3.33);
    assert_eq!((row.expected_citizens, row.is_expected_on_level), (Some(300.0), false));
    let assessed = row.assessed.unwrap();
    near(assessed.percent(), 50.0);
    near(assessed.interval.low * 100.0, 9.5);
    near(assessed.interval.high * 100.0, 90.5);
    assert!(row.is_small);
    // Region 2 has no municipality, so nobody lives there: no rate, and no division by nobody.
    let nobody = landscape.margins[0].1.iter().find(|r| r.value == Value::Region(RegionId(2)));
    let nobody = nobody.unwrap();
    assert_eq!((nobody.inhabitants, nobody.places_open_per_100_000), (Some(0), None));
    // A share that a Wald interval would take below nothing: 2 of 110 is 0,5 to 6,4 %.
    let share = Share::of(2, 110).unwrap();
    near(share.interval.low * 100.0, 0.5);
    near(share.interval.high * 100.0, 6.4);
}

/// Børn are 0-16, unge 17-19, voksne 20 and over in the register that ships; a tilbud is aimed at
/// those that a quarter of its years lie in.
#[test]
fn whom_a_tilbud_takes_and_whom_it_is_aimed_at() {
    use AgeGroup::{Adults, Children, Youth};
    let ages = shipped_ages();
    let cases: [(u8, u8, &[AgeGroup], &[AgeGroup]); 9] = [
        // 4 of 6 years are børn, 2 unge.
        (13, 18, &[Children, Youth], &[Children, Youth]),
        // 17 of 19 are børn, 2 of 19 unge.
        (0, 18, &[Children, Youth], &[Children]),
        (17, 17, &[Youth], &[Youth]),
        // 1, 3 and 1 of 5.
        (16, 20, &AgeGroup::ALL, &[Youth]),
        // 2 of 82 years are unge.
        (18, 99, &[Youth, Adults], &[Adults]),
        (18, 25, &[Youth, Adults], &[Youth, Adults]),
        // 17, 3 and 80 of 100.
        (0, 99, &AgeGroup::ALL, &[Adults]),
        (20, 255, &[Adults], &[Adults]),
        // Written the wrong way round: nobody is from 30 to 20.
        (30, 20, &[], &[]),
    ];
    for (from_years, to_years, taken, aimed) in cases {
        let span = AgeSpan { from_years, to_years };
        assert_eq!(ages.taking([span]).iter().collect::<Vec<_>>(), taken, "{span:?}");
        assert_eq!(ages.aimed_at([span]).iter().collect::<Vec<_>>(), aimed, "{span:?}");
    }
    // Two departments put together: 17 years of børn and 80 of voksne, no year twice.
    let children = AgeSpan { from_years: 0, to_years: 16 };
    let adults = AgeSpan { from_years: 20, to_years: 39 };
    let both = ages.aimed_at([children, adults, adults]);
    assert_eq!(both.iter().collect::<Vec<_>>(), [Children, Adults]);
    assert!(ages.aimed_at([]).is_empty());
}

#[test]
fn inhabitants_and_departments_by_age() {
    let (facts, operators) = spread(&[one_department(CODES[0], Some(10), Level::High)]);
    let landscape = drawn(&facts, &operators);
    let row = |margin, value| {
        let (_, rows) = landscape.margins.iter().find(|(m, _)| *m == margin).unwrap();
        rows.iter().find(|row| row.value == value && row.level == Level::High).unwrap()
    };
    // 18-85 takes unge and voksne, and is aimed at voksne.
    for (age, n_taken, n, people) in [
        (AgeGroup::Children, 0, 0, 3000),
        (AgeGroup::Youth, 1, 0, 1500),
        (AgeGroup::Adults, 1, 1, 10_500),
    ] {
        let by_age = row(Margin::AgeGroup, Value::AgeGroup(age));
        assert_eq!((by_age.placed.departments, by_age.inhabitants), (n, Some(people)));
        let taken = row(Margin::AgeTaken, Value::AgeTaken(age));
        assert_eq!((taken.placed.departments, taken.inhabitants), (n_taken, Some(people)));
        let here = row(Margin::RegionByAge(age), Value::Region(RegionId(0)));
        // Region 0 has 3.000 of the country's 15.000.
        assert_eq!((here.placed.departments, here.inhabitants), (n, Some(people / 5)));
        assert_eq!(here.expected_citizens, None);
    }
    let basis = row(Margin::LegalBasis, Value::LegalBasis(LegalBasisId(0)));
    let kind = row(Margin::Kind, Value::Kind(ProviderKind::Residential));
    assert_eq!((basis.placed, kind.placed), (basis.up_to, basis.placed));
}

#[test]
fn nothing_at_all_has_every_row() {
    let landscape = drawn(&[], &[]);
    assert_eq!(supplied(&[]).cube, []);
    for (margin, rows) in &landscape.margins {
        assert_eq!(rows.len(), GROUPS.len() * (n_values(*margin) + 1) * 3, "{margin:?}");
        assert!(rows.iter().all(|row| row.placed == Counts::default() && row.assessed.is_none()));
    }
    // Four groups; five municipalities, three regions, the country; three levels and all.
    assert_eq!(landscape.cover.len(), 4 * 9 * 4);
    assert_eq!(landscape.access.rows.len(), 4 * 3 * 5);
    assert!(landscape.access.rows.iter().all(|row| row.nearest.is_none()));
    assert_eq!(landscape.vulnerability.len(), 4 * 3 * 4);
    assert_eq!(landscape.diversity.len(), 5 * 4 * 4);
    assert_eq!(landscape.closings, []);
    let served = |group| {
        landscape
            .access
            .rows
            .iter()
            .any(|r| r.target_group == TargetGroupId(group) && r.e2sfca == Some([0.0; 2]))
    };
    assert_eq!([served(0), served(1), served(2)], [true, true, false]);
}

/// Five regions today, four with Region Østdanmark from 2027; everybody lives in one of them.
#[test]
fn the_map_of_a_date() {
    let registers = shipped();
    for (on, n_regions) in [("2026-06-01", 5), ("2027-01-01", 4)] {
        let map = Map::new(
            &registers.municipalities,
            &registers.regions,
            &registers.age_groups,
            on.parse().unwrap(),
        );
        assert_eq!((map.len(), map.regions().len()), (98, n_regions));
        assert!(map.region_of_each().all(|region| region.is_some()));
        let people = |value| map.inhabitants(value, None).unwrap();
        assert_eq!(people(Value::Total), 6_025_511);
        let by_region = map.regions().iter().map(|region| people(Value::Region(*region)));
        assert_eq!(by_region.sum::<u64>(), 6_025_511);
        let by_age = AgeGroup::ALL.map(|age| map.inhabitants(Value::Total, Some(age)).unwrap());
        assert_eq!(by_age.iter().sum::<u64>(), 6_025_511);
    }
}

/// Departments of seven places, each shared by `n` groups and as many of them: every group gets
/// seven in all, to the last digit, and so do seven thirds of three times three places.
#[test]
fn places_that_are_shared_out_add_up() {
    for n in 1..=16_u8 {
        let made = Made {
            departments: vec![department(Some(CODES[0]), Some(7))],
            offerings: (0..n).map(|group| (group, None, placed(Level::High))).collect(),
            ..Made::default()
        };
        let (facts, _) = spread(&vec![made; usize::from(n)]);
        for group in 0..n {
            let of_group = facts.iter().filter(|fact| fact.target_group.0 == group);
            let parts: u64 = of_group.filter_map(|fact| fact.places_shared_parts).sum();
            assert_eq!((places(parts), parts % PARTS_OF_A_PLACE), (7.0, 0), "{n} groups");
        }
    }
    // More groups than that: the department's places add up, and a group's to three decimals.
    let made = Made {
        departments: vec![department(Some(CODES[0]), Some(7))],
        offerings: (0..17).map(|group| (group, None, placed(Level::High))).collect(),
        ..Made::default()
    };
    let (facts, _) = spread(&vec![made; 17]);
    let shared = |wanted: &dyn Fn(&Fact) -> bool| -> u64 {
        facts.iter().filter(|fact| wanted(fact)).filter_map(|fact| fact.places_shared_parts).sum()
    };
    assert_eq!(shared(&|fact| fact.department == Some(DepartmentId(0))), 7 * PARTS_OF_A_PLACE);
    for group in 0..17 {
        let of_group = places(shared(&|fact| fact.target_group.0 == group));
        assert!((of_group - 7.0).abs() < 0.000_5, "{of_group}");
    }
}
