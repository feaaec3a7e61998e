//! Does a protected release hold, and does the attack find what does not?

use std::collections::BTreeMap;

use niveau::disclosure::{
    Cause, Hidden, Insider, Knowledge, Need, Published, Reach, Release, attack, protect,
};
use proptest::prelude::*;

/// Providers by group, level and region: how many of each operator.
type Micro = Vec<((u32, u32, u32), u32)>;

const SIZE: (u32, u32, u32) = (3, 3, 4);

/// A release of all margins of group x level x region, and of what each operator knows.
fn release(micro: &Micro) -> Release {
    let (groups, levels, regions) = SIZE;
    let inner = |g: u32, l: u32, r: u32| (g * levels + l) * regions + r;
    let mut values = vec![0; (groups * levels * regions) as usize];
    let mut operators: BTreeMap<u32, BTreeMap<u32, u64>> = BTreeMap::new();
    for ((g, l, r), operator) in micro {
        values[inner(*g, *l, *r) as usize] += 1;
        *operators.entry(*operator).or_default().entry(inner(*g, *l, *r)).or_default() += 1;
    }
    let some = |n: u32| (0..n).map(Some).chain([None]).collect::<Vec<Option<u32>>>();
    let mut cells = Vec::new();
    for g in some(groups) {
        for l in some(levels) {
            for r in some(regions) {
                let all = (0..groups).flat_map(|x| (0..levels).map(move |y| (x, y)));
                let all = all.flat_map(|(x, y)| (0..regions).map(move |z| (x, y, z)));
                let is_in = |(x, y, z): &(u32, u32, u32)| {
                    g.is_none_or(|g| g == *x)
                        && l.is_none_or(|l| l == *y)
                        && r.is_none_or(|r| r == *z)
                };
                let inner: Vec<u32> = all.filter(is_in).map(|(x, y, z)| inner(x, y, z)).collect();
                let value: u64 = inner.iter().map(|at| values[*at as usize]).sum();
                let tells = l.is_some() && (1..3).contains(&value);
                let need = if tells { Need::Hide { width: 2 } } else { Need::None };
                let worth =
                    1 + u32::from(g.is_none()) + u32::from(l.is_none()) + u32::from(r.is_none());
                cells.push(Published { inner, worth, need });
            }
        }
    }
    let insiders = operators.into_values().map(|own| {
        let (alone, part) =
            own.into_iter().partition::<Vec<_>, _>(|(at, n)| values[*at as usize] == *n);
        Insider { alone: alone.into_iter().map(|(at, _)| at).collect(), part }
    });
    let insiders = insiders.filter(|insider: &Insider| !insider.alone.is_empty()).collect();
    let release = Release { values, cells, insiders, zeros_are_shown: true, least_width: 2 };
    release.with_equal_cells_joined().0
}

fn micro() -> impl Strategy<Value = Micro> {
    let (g, l, r) = SIZE;
    prop::collection::vec(((0..g, 0..l, 0..r), 0_u32..12), 0..60)
}

/// Whoever holds these: nothing but equalities and inequalities, each hidden cell minimised and
/// maximised from the beginning by a program of its own.
pub fn slow_interval(known: &Knowledge, hidden: &Hidden) -> (f64, f64) {
    use microlp::{ComparisonOp, OptimizationDirection, Problem};
    let at = |direction| {
        let mut problem = Problem::new(direction);
        let mut least = vec![0.0; known.n_inner];
        for (at, n) in &known.at_least {
            least[*at as usize] = *n as f64;
        }
        let variables: Vec<_> = (0..)
            .zip(&least)
            .map(|(at, least)| {
                let is_asked = hidden.inner.contains(&at);
                problem.add_var(f64::from(u8::from(is_asked)), (*least, 1e6))
            })
            .collect();
        let terms = |inner: &[u32]| -> Vec<_> {
            inner.iter().map(|at| (variables[*at as usize], 1.0)).collect()
        };
        for (inner, value) in &known.shown {
            problem.add_constraint(&terms(inner)[..], ComparisonOp::Eq, *value as f64);
        }
        for other in &known.hidden {
            problem.add_constraint(&terms(&other.inner)[..], ComparisonOp::Ge, other.least as f64);
        }
        problem.solve().unwrap().into_solution().unwrap().objective()
    };
    (at(OptimizationDirection::Minimize), at(OptimizationDirection::Maximize))
}

fn is_narrow(reaches: &[Reach]) -> bool {
    reaches.iter().any(Reach::is_too_narrow)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn no_hidden_cell_is_told_more_nearly_than_it_may(micro in micro()) {
        let release = release(&micro);
        let pattern = protect(&release);
        prop_assert_eq!(&pattern.given_away, &Vec::<usize>::new());
        prop_assert_eq!(&pattern, &protect(&release));
        let hidden = &pattern.hidden;
        for (at, cell) in release.cells.iter().enumerate() {
            let must = matches!(cell.need, Need::Hide { .. });
            prop_assert!(!must || hidden[at] == Some(Cause::Primary));
            prop_assert!(release.value(at) > 0 || hidden[at].is_none(), "zeros are shown");
        }
        for who in std::iter::once(None).chain(release.insiders.iter().map(Some)) {
            let known = release.known_to(who, hidden);
            // Without the truth, as somebody outside would.
            prop_assert!(!is_narrow(&attack(&known, None)));
            for cell in known.hidden.iter().take(6) {
                let (low, high) = slow_interval(&known, cell);
                prop_assert!(high - low + 1e-6 >= cell.width as f64, "{low} {high} {cell:?}");
            }
        }
    }

    #[test]
    fn the_attack_finds_what_a_slow_one_finds(micro in micro()) {
        let release = release(&micro);
        // Only what must be hidden is: the first negative control.
        let only_primary: Vec<Option<Cause>> = release.cells.iter()
            .map(|cell| matches!(cell.need, Need::Hide { .. }).then_some(Cause::Primary)).collect();
        let known = release.known_to(None, &only_primary);
        for (reach, cell) in attack(&known, None).iter().zip(&known.hidden) {
            let (low, high) = slow_interval(&known, cell);
            let is_narrow = high - low + 1e-6 < cell.width as f64;
            prop_assert_eq!(reach.is_too_narrow(), is_narrow, "{:?} {} {}", reach, low, high);
            if is_narrow {
                prop_assert!((reach.low as f64 - low).abs() < 1e-6, "{reach:?} {low} {high}");
                prop_assert!((reach.high as f64 - high).abs() < 1e-6, "{reach:?} {low} {high}");
            }
        }
    }
}

/// A row of counts with its total, of which these are hidden: what the attack says of it.
fn row(values: &[u64], hidden: &[u32], more: &[(Vec<u32>, u64)]) -> Vec<Reach> {
    let all: Vec<u32> = (0..).zip(values).map(|(at, _)| at).collect();
    let shown = (0..).zip(values).filter(|(at, _)| !hidden.contains(at));
    let mut known = Knowledge { n_inner: values.len(), ..Knowledge::default() };
    known.shown.extend(shown.map(|(at, value)| (vec![at], *value)));
    known.shown.push((all, values.iter().sum()));
    known.shown.extend(more.iter().cloned());
    known.hidden = hidden
        .iter()
        .map(|at| Hidden { cell: *at as usize, inner: vec![*at], least: 1, width: 2 })
        .collect();
    attack(&known, None)
}

#[test]
fn what_gives_a_cell_away_is_caught() {
    // Hidden alone, the total less the others is the cell.
    assert!(is_narrow(&row(&[2, 7, 9], &[0], &[])));
    // With another it holds: 2 and 7 may be 1 and 8.
    assert!(!is_narrow(&row(&[2, 7, 9], &[0, 1], &[])));
    // A subtotal that was added after the pattern was made.
    assert!(is_narrow(&row(&[2, 7, 9], &[0, 1], &[(vec![0, 2], 11)])));
    // Another table that shows one of the two, as an earlier release does.
    assert!(is_narrow(&row(&[2, 7, 9], &[0, 1], &[(vec![1], 7)])));
    // Two small cells and a small sum: 1 and 2, or 2 and 1, and nothing else.
    let reach = row(&[1, 2, 9], &[0, 1], &[]);
    assert_eq!((reach[0].low, reach[0].high, reach[0].is_too_narrow()), (1, 2, true));
    // Figures that fit nothing are told apart from figures that hold.
    assert!(is_narrow(&row(&[2, 7, 9], &[0, 1], &[(vec![1], 40)])));
}

#[test]
fn an_operator_alone_in_a_cell_does_not_learn_its_neighbours() {
    let cell = |inner: Vec<u32>, need| Published { inner, worth: 1, need };
    let (hide, show) = (Need::Hide { width: 2 }, Need::None);
    let mut release = Release {
        values: vec![1, 2, 6, 8],
        cells: vec![
            cell(vec![0], hide),
            cell(vec![1], hide),
            cell(vec![2], show),
            cell(vec![3], show),
            cell(vec![0, 1, 2, 3], show),
        ],
        insiders: Vec::new(),
        zeros_are_shown: true,
        least_width: 2,
    };
    let alone = Insider { alone: vec![0], part: Vec::new() };
    // Held against outsiders only, the operator in the first cell knows the second too well.
    let for_outsiders = protect(&release);
    let known = release.known_to(Some(&alone), &for_outsiders.hidden);
    assert!(!is_narrow(&attack(&release.known_to(None, &for_outsiders.hidden), None)));
    release.insiders.push(alone.clone());
    let for_all = protect(&release);
    assert!(!is_narrow(&attack(&release.known_to(Some(&alone), &for_all.hidden), None)));
    let n_hidden = |hidden: &[Option<Cause>]| hidden.iter().flatten().count();
    let was_caught = is_narrow(&attack(&known, None));
    assert!(!was_caught || n_hidden(&for_all.hidden) > n_hidden(&for_outsiders.hidden));
    // The bare pair is what the insider breaks.
    let pair = [Some(Cause::Primary), Some(Cause::Primary), None, None, None];
    assert!(is_narrow(&attack(&release.known_to(Some(&alone), &pair), None)));
}

#[test]
fn what_an_earlier_release_shows_is_named_as_given_away() {
    let cell = |inner: Vec<u32>, need| Published { inner, worth: 1, need };
    let release = Release {
        values: vec![2, 7, 9],
        cells: vec![
            cell(vec![0], Need::Hide { width: 2 }),
            cell(vec![1], Need::Known),
            cell(vec![2], Need::Known),
            cell(vec![0, 1, 2], Need::Known),
        ],
        insiders: Vec::new(),
        zeros_are_shown: true,
        least_width: 2,
    };
    assert_eq!(protect(&release).given_away, [0]);
}
