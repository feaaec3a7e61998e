//! Need against supply, what the landscape rests on, and what it is made of.

use std::collections::{BTreeMap, BTreeSet};

use niveau::landscape::{
    Class, CoverRow, DiversityRow, Fact, PARTS_OF_A_PLACE, RestsOn, Share, Value, VulnerabilityRow,
    Withheld,
};
use niveau::model::{
    DepartmentId, Level, OfferingId, Operator, PlacementState, ProviderId, ProviderKind, RegionId,
    TargetGroupId,
};
use proptest::prelude::*;

use crate::landscape_data::{
    CODES, GROUPS, Made, any_providers, department, drawn, kinds, map, needs, not_assessed,
    one_department, placed, spread,
};

/// Region 0 expects 300 citizens of group 0 (150 to 600). 40 places on *højt*, 10 on *let*, and 20
/// that nobody has assessed, so that two of three tilbud are. All levels together: gap 300 − 50 =
/// 250; low 150 − 70 = 80, high 600 − 50 = 550. Cover 50/300 = 16,7 %; from 50/600 to 70/150.
/// The size is not split: no gap by level. In region 1 nobody offers anything: the country decides,
/// of which two of three are assessed, and the whole need of 500 is the gap.
#[test]
fn a_gap_by_hand() {
    let unknown = Made {
        offerings: vec![(0, None, not_assessed())],
        ..one_department(CODES[1], Some(20), Level::High)
    };
    let (facts, operators) = spread(&[
        one_department(CODES[0], Some(40), Level::High),
        one_department(CODES[1], Some(10), Level::Light),
        unknown,
    ]);
    let landscape = drawn(&facts, &operators);
    let told = |area| -> String {
        let of = |row: &&CoverRow| row.target_group == GROUPS[0] && row.area == area;
        landscape.cover.iter().filter(of).map(line).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(Value::Region(RegionId(0))), @r"
    let: behov -, pladser 10 (op til 30), eller over 50 (op til 70), hul -, dækning -, størrelsen er ikke delt på niveauer
    moderat: behov -, pladser 0 (op til 20), eller over 40 (op til 60), hul -, dækning -, størrelsen er ikke delt på niveauer
    højt: behov -, pladser 40 (op til 60), eller over 40 (op til 60), hul -, dækning -, størrelsen er ikke delt på niveauer
    alle: behov 150 300 600, pladser 50 (op til 70), eller over 50 (op til 70), hul 80 250 550, dækning 8 17 47, -
    ");
    // In the second municipality one of two is assessed: 50 %, which is enough.
    insta::assert_snapshot!(told(Value::Municipality(CODES[1])), @r"
    let: behov -, pladser 10 (op til 30), eller over 10 (op til 30), hul -, dækning -, størrelsen er ikke delt på niveauer
    moderat: behov -, pladser 0 (op til 20), eller over 0 (op til 20), hul -, dækning -, størrelsen er ikke delt på niveauer
    højt: behov -, pladser 0 (op til 20), eller over 0 (op til 20), hul -, dækning -, størrelsen er ikke delt på niveauer
    alle: behov 100 200 400, pladser 10 (op til 30), eller over 10 (op til 30), hul 70 190 390, dækning 2 5 30, -
    ");
    insta::assert_snapshot!(told(Value::Region(RegionId(1))), @r"
    let: behov -, pladser 0 (op til 0), eller over 0 (op til 0), hul -, dækning -, størrelsen er ikke delt på niveauer
    moderat: behov -, pladser 0 (op til 0), eller over 0 (op til 0), hul -, dækning -, størrelsen er ikke delt på niveauer
    højt: behov -, pladser 0 (op til 0), eller over 0 (op til 0), hul -, dækning -, størrelsen er ikke delt på niveauer
    alle: behov 250 500 1000, pladser 0 (op til 0), eller over 0 (op til 0), hul 250 500 1000, dækning 0 0 0, -
    ");
}

fn line(row: &CoverRow) -> String {
    let three =
        |n: Option<[f64; 3]>| n.map_or("-".to_owned(), |n| n.map(|n| format!("{n:.0}")).join(" "));
    format!(
        "{}: behov {}, pladser {} (op til {}), eller over {} (op til {}), hul {}, dækning {}, {}",
        row.level.map_or("alle", Level::danish),
        three(row.expected_citizens),
        row.places_parts / PARTS_OF_A_PLACE,
        row.places_up_to_parts / PARTS_OF_A_PLACE,
        row.places_or_above_parts / PARTS_OF_A_PLACE,
        row.places_or_above_up_to_parts / PARTS_OF_A_PLACE,
        three(row.gap),
        three(row.cover_percent),
        row.withheld.map_or("-", Withheld::danish),
    )
}

#[test]
fn too_few_assessed_is_no_gap() {
    let unknown = Made {
        offerings: vec![(1, None, not_assessed())],
        ..one_department(CODES[1], Some(20), Level::High)
    };
    let (facts, operators) = spread(&[
        Made {
            offerings: vec![(1, None, placed(Level::High))],
            ..one_department(CODES[0], Some(40), Level::High)
        },
        unknown.clone(),
        unknown,
    ]);
    let landscape = drawn(&facts, &operators);
    let of = |row: &&CoverRow| row.target_group == GROUPS[1] && row.area == Value::Total;
    for row in landscape.cover.iter().filter(of) {
        assert_eq!(row.withheld, Some(Withheld::TooFewAssessed));
        assert_eq!((row.gap, row.cover_percent, row.gap_or_above), (None, None, None));
        assert_eq!(row.assessed, Share::of(1, 3));
        assert!(row.expected_citizens.is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn gaps_are_what_loops_reckon(made in any_providers()) {
        let (facts, operators) = spread(&made);
        let landscape = drawn(&facts, &operators);
        let (map, needs) = (map(), needs(&map()));
        for row in &landscape.cover {
            let is_here = |fact: &&Fact| is_in_area(fact, row.area);
            let here: Vec<&Fact> =
                facts.iter().filter(|f| f.target_group == row.target_group).filter(is_here).collect();
            let places = |is_wanted: &dyn Fn(&Fact) -> bool| -> u64 {
                let wanted = here.iter().filter(|fact| is_wanted(fact));
                wanted.filter_map(|fact| fact.places_shared_parts).sum()
            };
            let on = |fact: &Fact, level: Level| fact.class == Class::On(level);
            let could = |fact: &Fact, level: Level| on(fact, level) || fact.possible[level.index()];
            let (exactly, above): (Vec<Level>, Vec<Level>) = match row.level {
                Some(level) => (vec![level], Level::ALL.into_iter().filter(|l| *l >= level).collect()),
                None => (Level::ALL.into(), Level::ALL.into()),
            };
            let placed = places(&|fact| exactly.iter().any(|level| on(fact, *level)));
            let up_to = places(&|fact| exactly.iter().any(|level| could(fact, *level)));
            prop_assert_eq!((row.places_parts, row.places_up_to_parts), (placed, up_to));
            let or_above = places(&|fact| above.iter().any(|level| on(fact, *level)));
            let or_above_up_to = places(&|fact| above.iter().any(|level| could(fact, *level)));
            prop_assert_eq!(row.places_or_above_parts, or_above);
            prop_assert_eq!(row.places_or_above_up_to_parts, or_above_up_to);
            let offerings: BTreeMap<OfferingId, bool> = here
                .iter()
                .map(|f| (f.offering, f.class != Class::Apart(PlacementState::NotAssessed)))
                .collect();
            let n_assessed = offerings.values().filter(|is_assessed| **is_assessed).count();
            let need = needs.get(row.target_group, row.level);
            // Here, and in the region whose supply citizens use.
            let region = match row.area {
                Value::Municipality(code) => map.region(code).map_or(Value::Total, Value::Region),
                area => area,
            };
            let is_enough = n_assessed * 2 >= offerings.len()
                && is_enough(&facts, Some(row.target_group), region);
            let has_gap = need.is_some() && is_enough && row.area != Value::NotReported;
            prop_assert_eq!(row.gap.is_some(), has_gap);
            prop_assert_eq!(row.withheld.is_none(), has_gap);
            if let (Some(need), Some(gap)) = (need, row.gap) {
                let citizens = |nth: usize| -> f64 {
                    (0..5)
                        .filter(|at| map.is_in(*at, row.area))
                        .map(|at| need.by_municipality[at][nth])
                        .sum()
                };
                let (placed, up_to) = (niveau::landscape::places(placed), niveau::landscape::places(up_to));
                let expected = [citizens(0) - up_to, citizens(1) - placed, citizens(2) - placed];
                prop_assert!(gap.iter().zip(expected).all(|(gap, n)| (gap - n).abs() < 1e-9));
                prop_assert!(gap[0] <= gap[1] && gap[1] <= gap[2]);
                if let Some([low, central, high]) = row.cover_percent {
                    prop_assert!(low <= central && central <= high);
                    prop_assert!((central - placed * 100.0 / citizens(1)).abs() < 1e-9);
                }
            }
        }
    }

    #[test]
    fn what_it_rests_on_is_what_loops_find(made in any_providers()) {
        let (facts, operators) = spread(&made);
        let landscape = drawn(&facts, &operators);
        for row in &landscape.vulnerability {
            let here = || facts.iter().filter(|fact| {
                fact.target_group == row.target_group && is_in_area(fact, row.area)
            });
            let on = || here().filter(|fact| fact.class == Class::On(row.level));
            let providers: BTreeSet<ProviderId> = on().map(|fact| fact.provider).collect();
            let could = |f: &&Fact| f.class == Class::On(row.level) || f.possible[row.level.index()];
            let up_to: BTreeSet<ProviderId> = here().filter(could).map(|fact| fact.provider).collect();
            prop_assert_eq!(row.providers, providers.len() as u64);
            prop_assert_eq!(row.providers_up_to, up_to.len() as u64);
            let mut by_operator: BTreeMap<String, u64> = BTreeMap::new();
            for fact in on() {
                *by_operator.entry(operator(&made, fact.provider)).or_default() +=
                    fact.places_shared_parts.unwrap_or(0);
            }
            prop_assert_eq!(row.operators, by_operator.len() as u64);
            let all: u64 = by_operator.values().sum();
            prop_assert_eq!(row.places_parts, all);
            let is_told = all > 0 && is_enough(&facts, Some(row.target_group), row.area);
            prop_assert_eq!(row.withheld.is_some(), all > 0 && !is_told);
            let index = is_told.then(|| -> f64 {
                by_operator.values().map(|n| (*n as f64 / all as f64).powi(2)).sum()
            });
            prop_assert_eq!(row.herfindahl_hirschman.is_some(), index.is_some());
            if let (Some(found), Some(index)) = (row.herfindahl_hirschman, index) {
                prop_assert!((found - index).abs() < 1e-12);
                prop_assert!(found > 0.0 && found <= 1.0 + 1e-12);
            }
            let rests_on = match (providers.len(), by_operator.len()) {
                (0, _) => RestsOn::Nobody,
                (1, _) => RestsOn::OneProvider,
                (_, 1) => RestsOn::OneOperator,
                _ => RestsOn::Several,
            };
            prop_assert_eq!(row.rests_on, rests_on);
        }
    }

    #[test]
    fn the_mix_is_what_loops_find(made in any_providers()) {
        let (facts, operators) = spread(&made);
        let landscape = drawn(&facts, &operators);
        for row in &landscape.diversity {
            let here: Vec<&Fact> = facts
                .iter()
                .filter(|fact| row.target_group.is_none_or(|group| fact.target_group == group))
                .filter(|fact| row.level.is_none_or(|level| fact.class == Class::On(level)))
                .filter(|fact| is_in_area(fact, row.area))
                .collect();
            // A department once; a provider without any once.
            let units: BTreeMap<(Option<DepartmentId>, ProviderId), &Fact> = here
                .iter()
                .map(|f| ((f.department, f.department.map_or(f.provider, |_| ProviderId(0))), *f))
                .collect();
            prop_assert_eq!(row.units, units.len() as u64);
            let services = units.values().fold(0, |all, fact| all | fact.services.0);
            prop_assert_eq!((row.services.0, row.n_services), (services, services.count_ones()));
            let known = units.values().filter(|fact| !kinds(fact.legal_bases).is_empty()).count();
            let is_told =
                row.level.is_none() || is_enough(&facts, row.target_group, row.area);
            prop_assert_eq!(row.withheld.is_some(), !is_told && !units.is_empty());
            for (kind, share) in ProviderKind::ALL.into_iter().zip(row.kinds) {
                let n = units.values().filter(|f| kinds(f.legal_bases).contains(kind)).count();
                let share_of_known = Share::of(n as u64, known as u64).filter(|_| is_told);
                prop_assert_eq!(share, share_of_known);
            }
            prop_assert_eq!(row.units_without_kind, (units.len() - known) as u64);
        }
    }
}

/// Whether half of a group's offerings (none: of all) are assessed in an area; where nobody offers
/// anything, in the country.
fn is_enough(facts: &[Fact], group: Option<TargetGroupId>, area: Value) -> bool {
    let in_area = |area: Value| -> BTreeMap<OfferingId, bool> {
        facts
            .iter()
            .filter(|fact| group.is_none_or(|group| fact.target_group == group))
            .filter(|fact| GROUPS.contains(&fact.target_group) && is_in_area(fact, area))
            .map(|f| (f.offering, f.class != Class::Apart(PlacementState::NotAssessed)))
            .collect()
    };
    let here = in_area(area);
    let known = if here.is_empty() { in_area(Value::Total) } else { here };
    known.values().filter(|is_assessed| **is_assessed).count() * 2 >= known.len()
}

fn is_in_area(fact: &Fact, area: Value) -> bool {
    let region = fact.municipality.and_then(|code| map().region(code));
    match area {
        Value::Municipality(code) => fact.municipality == Some(code),
        Value::Region(id) => region == Some(id),
        Value::NotReported => region.is_none(),
        area => area == Value::Total,
    }
}

/// The operator in words: the stated one, else the CVR-nummer, else the provider.
fn operator(made: &[Made], provider: ProviderId) -> String {
    let made = &made[provider.index()];
    made.operator.map_or_else(
        || made.cvr.map_or_else(|| format!("nr. {}", provider.0), str::to_owned),
        |operator| format!("{operator:?}"),
    )
}

/// Two tilbud of one municipality with 30 and 30 places and one of a CVR-nummer with 40: shares 0,6
/// and 0,4, so 0,36 + 0,16 = 0,52. A second tilbud of that CVR-nummer has no places: it is an
/// operator's, and in no share.
#[test]
fn concentration_by_hand() {
    let of_municipality = |at| Made {
        operator: Some(Operator::Municipality(CODES[0])),
        cvr: Some("30000000"),
        ..one_department(at, Some(30), Level::Moderate)
    };
    let of_company = |places| Made {
        cvr: Some("10000000"),
        ..one_department(CODES[1], places, Level::Moderate)
    };
    let made = [
        of_municipality(CODES[0]),
        of_municipality(CODES[1]),
        of_company(Some(40)),
        of_company(None),
    ];
    let (facts, operators) = spread(&made);
    assert_eq!(operators, [0, 0, 1, 1]);
    let landscape = drawn(&facts, &operators);
    let of = |area| -> &VulnerabilityRow {
        let is_it = |row: &&VulnerabilityRow| {
            (row.target_group, row.level, row.area) == (GROUPS[0], Level::Moderate, area)
        };
        landscape.vulnerability.iter().find(is_it).unwrap()
    };
    let row = of(Value::Region(RegionId(0)));
    assert_eq!((row.providers, row.operators, row.places_parts), (4, 2, 100 * PARTS_OF_A_PLACE));
    assert_eq!((row.rests_on, row.departments_without_places), (RestsOn::Several, 1));
    assert!((row.herfindahl_hirschman.unwrap() - 0.52).abs() < 1e-12);
    assert!((row.largest_operator_percent.unwrap() - 60.0).abs() < 1e-12);
    let nobody = of(Value::Region(RegionId(1)));
    assert_eq!((nobody.rests_on, nobody.herfindahl_hirschman), (RestsOn::Nobody, None));
    let (facts, operators) = spread(&made[..2]);
    let landscape = drawn(&facts, &operators);
    let row = landscape.vulnerability.iter().find(|row| row.providers == 2).unwrap();
    assert_eq!((row.rests_on, row.herfindahl_hirschman), (RestsOn::OneOperator, Some(1.0)));
}

/// One department that is both døgn and dag, and one that is dag: dag 2 of 2, døgn 1 of 2.
#[test]
fn a_department_of_two_kinds_counts_under_both() {
    let mut both = department(Some(CODES[0]), Some(10));
    both.legal_bases.insert(niveau::model::LegalBasisId(1));
    let mut day = department(Some(CODES[0]), None);
    (day.legal_bases.0, day.services.0) = (0b10, 0b100);
    let made = Made {
        departments: vec![both, day],
        offerings: vec![(0, None, placed(Level::High))],
        ..Made::default()
    };
    let (facts, operators) = spread(&[made]);
    let landscape = drawn(&facts, &operators);
    let is_it =
        |row: &&DiversityRow| row.target_group == Some(TargetGroupId(0)) && row.level.is_none();
    let row = landscape.diversity.iter().find(is_it).unwrap();
    assert_eq!((row.units, row.n_services, row.units_without_services), (2, 3, 0));
    let counted = row.kinds.map(|share| share.map(|share| (share.part, share.whole)));
    assert_eq!(counted, [Some((1, 2)), Some((2, 2)), Some((0, 2)), Some((0, 2))]);
}
