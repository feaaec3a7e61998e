//! Are the suggested groups sound, as many as there can be, and the same each time?

use std::fmt::Write;

use insta::assert_snapshot;
use niveau::register::{LinkKind, Registers};
use niveau::size::GivenGroups;
use niveau::size::collaboration::{Collaborations, Effort, Neighbourhood, collaborations};
use proptest::prelude::*;

use super::registers::shipped;

/// The 98, with their land and bridge neighbours.
fn denmark(registers: &Registers) -> Neighbourhood {
    let places: Vec<_> = registers.municipalities.iter().map(|m| m.centroid).collect();
    let codes: Vec<_> = registers.municipalities.iter().map(|m| m.code).collect();
    let links: Vec<_> = registers
        .neighbours
        .iter()
        .filter(|(.., kind)| *kind != LinkKind::Ferry)
        .map(|(a, b, _)| (codes.binary_search(&a).unwrap(), codes.binary_search(&b).unwrap()))
        .collect();
    Neighbourhood::new(&places, &links).unwrap()
}

fn inhabitants(registers: &Registers) -> Vec<f64> {
    registers.municipalities.iter().map(|m| f64::from(m.population)).collect()
}

/// The most disjoint sets that hang together and reach the threshold: every set of every rest.
fn most_by_force(n: usize, is_link: &[Vec<bool>], weights: &[f64], threshold: f64) -> usize {
    let in_set = |set: usize| (0..n).filter(move |unit| set >> unit & 1 == 1);
    let hangs_together = |set: usize| {
        let start = set.trailing_zeros() as usize;
        let (mut seen, mut open) = (1_usize << start, vec![start]);
        while let Some(at) = open.pop() {
            for next in in_set(set).filter(|next| is_link[at][*next]) {
                if seen >> next & 1 == 0 {
                    seen |= 1 << next;
                    open.push(next);
                }
            }
        }
        seen == set
    };
    let weight = |set: usize| in_set(set).map(|unit| weights[unit]).sum::<f64>();
    let reaches: Vec<bool> = (0..1 << n)
        .map(|set: usize| set > 0 && hangs_together(set) && weight(set) >= threshold)
        .collect();
    let mut most = vec![0; 1 << n];
    for set in 1..1_usize << n {
        let first = set & set.wrapping_neg();
        most[set] = most[set & !first];
        let mut part = set;
        while part > 0 {
            if part & first != 0 && reaches[part] {
                most[set] = most[set].max(1 + most[set & !part]);
            }
            part = (part - 1) & set;
        }
    }
    most[(1 << n) - 1]
}

fn is_sound(
    found: &Collaborations,
    n: usize,
    is_link: &[Vec<bool>],
    weights: &[f64],
) -> Result<(), TestCaseError> {
    let mut everybody: Vec<usize> = found.left_over.clone();
    for group in &found.groups {
        everybody.extend(&group.members);
        let expected: f64 = group.members.iter().map(|m| weights[*m]).sum();
        prop_assert!((group.expected - expected).abs() < 1e-9);
        prop_assert!(expected >= found.threshold);
        let mut seen = vec![group.members[0]];
        let mut at = 0;
        while at < seen.len() {
            let here = seen[at];
            seen.extend(
                group
                    .members
                    .iter()
                    .filter(|m| is_link[here][**m] && !seen.contains(m))
                    .collect::<Vec<_>>(),
            );
            at += 1;
        }
        prop_assert_eq!(seen.len(), group.members.len(), "a group hangs together");
    }
    everybody.sort_unstable();
    prop_assert_eq!(everybody, (0..n).collect::<Vec<_>>());
    prop_assert!(found.groups.len() <= found.bound);
    for alone in &found.alone {
        prop_assert!(weights[*alone] >= found.threshold);
    }
    Ok(())
}

type Graph = (Vec<f64>, Vec<Vec<bool>>, f64);

/// A connected graph: a random tree, and links added to it.
fn graph(largest: usize) -> impl Strategy<Value = Graph> {
    let parts = |n: usize| {
        (
            prop::collection::vec(1_u32..100, n),
            prop::collection::vec(any::<u16>(), n),
            prop::collection::vec(0_u8..100, n * n),
            0_u8..60,
            1_u32..300,
        )
    };
    (2..=largest).prop_flat_map(parts).prop_map(|(weights, parents, extra, density, threshold)| {
        let n = weights.len();
        let mut is_link = vec![vec![false; n]; n];
        for unit in 1..n {
            let parent = usize::from(parents[unit]) % unit;
            let others = (0..unit).filter(|o| extra[unit * n + o] < density);
            for other in others.chain([parent]).collect::<Vec<_>>() {
                is_link[unit][other] = true;
                is_link[other][unit] = true;
            }
        }
        (weights.into_iter().map(f64::from).collect(), is_link, f64::from(threshold))
    })
}

fn land_of(is_link: &[Vec<bool>]) -> Neighbourhood {
    let n = is_link.len();
    let places: Vec<_> =
        (0..n).map(|i| (55.0 + 0.1 * i as f64, 10.0 + 0.05 * ((i * i) % 7) as f64)).collect();
    let links: Vec<_> =
        (0..n).flat_map(|a| (0..a).map(move |b| (a, b))).filter(|(a, b)| is_link[*a][*b]).collect();
    Neighbourhood::new(&places, &links).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn as_many_groups_as_by_force((weights, is_link, threshold) in graph(9)) {
        let n = weights.len();
        let land = land_of(&is_link);
        for effort in [Effort::Quick, Effort::Thorough] {
            let found = collaborations(&land, &weights, threshold, &[], effort, 1);
            is_sound(&found, n, &is_link, &weights)?;
            prop_assert_eq!(
                found.groups.len(),
                most_by_force(n, &is_link, &weights, threshold)
            );
        }
    }

    #[test]
    fn given_groups_stay_together((weights, is_link, threshold) in graph(14), cut in 1_usize..5) {
        let n = weights.len();
        let given: Vec<Vec<usize>> = (0..n).collect::<Vec<_>>().chunks(cut).map(<[_]>::to_vec)
            .step_by(2).collect();
        let land = land_of(&is_link);
        let found = collaborations(&land, &weights, threshold, &given, Effort::Quick, 1);
        for group in &given {
            let of = |m: &usize| found.groups.iter().position(|g| g.members.contains(m));
            prop_assert!(group.iter().all(|m| of(m) == of(&group[0])));
        }
    }
}

#[test]
fn denmark_is_grouped_soundly_and_the_same_each_time() {
    let registers = shipped();
    let (land, people) = (denmark(&registers), inhabitants(&registers));
    let codes: Vec<_> = registers.municipalities.iter().map(|m| m.code).collect();
    let mut is_link = vec![vec![false; 98]; 98];
    for (a, b, kind) in registers.neighbours.iter() {
        let at = |code| codes.binary_search(&code).unwrap();
        is_link[at(a)][at(b)] = kind != LinkKind::Ferry;
        is_link[at(b)][at(a)] = kind != LinkKind::Ferry;
    }
    let mut told = String::new();
    for threshold in [20_000.0, 79_936.0, 142_060.0, 258_951.0, 371_985.0, 592_490.0, 7e6] {
        let found = collaborations(&land, &people, threshold, &[], Effort::Thorough, 1);
        is_sound(&found, 98, &is_link, &people).unwrap();
        let again = collaborations(&land, &people, threshold, &[], Effort::Thorough, 1);
        assert_eq!(found, again);
        let left: Vec<&str> = found
            .left_over
            .iter()
            .map(|at| &*registers.municipalities.iter().nth(*at).unwrap().name)
            .take(6)
            .collect();
        writeln!(
            told,
            "{threshold}: {} groups of at most {}, {} alone, left over {left:?}",
            found.groups.len(),
            found.bound,
            found.alone.len(),
        )
        .unwrap();
    }
    assert_snapshot!(told, @r##"
    20000: 89 groups of at most 93, 89 alone, left over ["Ærø", "Fanø", "Samsø", "Læsø"]
    79936: 47 groups of at most 57, 16 alone, left over ["Bornholm", "Ærø", "Fanø", "Samsø", "Læsø"]
    142060: 31 groups of at most 35, 4 alone, left over ["Bornholm", "Ærø", "Fanø", "Samsø", "Læsø"]
    258951: 19 groups of at most 21, 2 alone, left over ["Bornholm", "Ærø", "Fanø", "Samsø", "Læsø"]
    371985: 14 groups of at most 15, 2 alone, left over ["Bornholm", "Ærø", "Fanø", "Samsø", "Læsø"]
    592490: 9 groups of at most 10, 1 alone, left over ["Bornholm", "Ærø", "Fanø", "Samsø", "Læsø"]
    7000000: 0 groups of at most 0, 0 alone, left over ["København", "Frederiksberg", "Ballerup", "Brøndby", "Dragør", "Gentofte"]
    "##);
}

#[test]
fn nothing_odd_makes_it_fall() {
    let registers = shipped();
    let land = denmark(&registers);
    for threshold in [0.0, -1.0, f64::NAN, f64::INFINITY, f64::MIN_POSITIVE] {
        let odd = [f64::NAN, -3.0, f64::INFINITY, 0.0, 5.0];
        let found = collaborations(&land, &odd, threshold, &[vec![0, 500]], Effort::Quick, 7);
        assert!(found.groups.len() <= 98);
    }
    assert!(Neighbourhood::new(&[(55.0, 10.0); 129], &[]).is_none());
}

#[test]
fn the_framework_agreements_cover_everybody_once() {
    let registers = shipped();
    let text = include_str!("../../input/collaborations/rammeaftaler.csv");
    let file = "collaborations/rammeaftaler.csv";
    let given = GivenGroups::parse(text, file, &registers.municipalities).unwrap();
    let sizes: Vec<usize> = given.groups.iter().map(|(_, members)| members.len()).collect();
    assert_eq!(sizes, [29, 19, 11, 17, 22]);
    assert_eq!(&*given.name, "rammeaftaler");
}

#[test]
fn every_fault_of_a_file_of_groups_is_told() {
    let registers = shipped();
    let told = |text: &str| -> String {
        let found = GivenGroups::parse(text, "collaborations/nord.csv", &registers.municipalities);
        let found = found.unwrap_err();
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let rows = "Samarbejde;Kommune\nNord;Ålborg\nNord;Jammerbugten\nSyd;0851 Aalborg\n;Tønder\n\
                Syd;9999\nSyd;0550;for meget\n";
    assert_snapshot!(told(rows), @r##"
    collaborations/nord.csv, række 3 "Kommune": "Jammerbugten" er ikke en kommune i registret. Skriv "Jammerbugt", hvis det er den, der er ment. [unknown-municipality]
    collaborations/nord.csv, række 4 "Kommune": 0851 Aalborg er allerede med i "Nord". En kommune kan kun være i ét samarbejde i en fil: slet den ene række, eller læg samarbejdet i en fil for sig. [municipality-twice]
    collaborations/nord.csv, række 5 "Samarbejde": samarbejdet har intet navn. Skriv navnet på samarbejdet. [collaboration-name]
    collaborations/nord.csv, række 6 "Kommune": "9999" er ikke en kommune i registret. Skriv kommunens navn eller kode fra registers/municipalities.csv. [unknown-municipality]
    collaborations/nord.csv, række 7: rækken har 3 felter, overskriften 2. Giv hver række lige så mange felter som overskriften. [collaboration-row]
    "##);
    assert_snapshot!(told("Gruppe,Kommune\nNord,Aalborg\n"), @r#"
    collaborations/nord.csv, række 1: kolonnen "Gruppe" kendes ikke. Skriv overskriften Samarbejde;Kommune;Kilde; Kilde kan udelades. [collaboration-column]
    collaborations/nord.csv, række 1: kolonnen "Samarbejde" mangler; filen har Gruppe, Kommune. Skriv overskriften Samarbejde;Kommune;Kilde; Kilde kan udelades. [collaboration-column]
    "#);
    assert_snapshot!(told("Samarbejde;Kommune\n"), @"collaborations/nord.csv: filen har ingen rækker. Skriv en række for hver kommune, filen skal gælde for, eller slet filen. [collaboration-empty]");
}
