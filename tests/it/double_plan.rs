//! Who visits whom: balanced, as many out as in, and no more than there is to visit.

use niveau::trial::{double_plan, doubles_needed, equal_shares};
use proptest::prelude::*;

#[test]
fn forty_among_five_is_the_balanced_plan_four_times_over() {
    let plan = double_plan(40, &[20; 5]);
    for home in 0..5 {
        for guest in 0..5 {
            let visits = if home == guest { 0 } else { 2 };
            assert_eq!(plan.visits[home][guest], visits, "{home} {guest}");
        }
        assert_eq!((plan.received(home), plan.made(home)), (8, 8));
    }
    assert_eq!((plan.total(), plan.overlap(0, 4)), (40, 4));
}

/// The most double ratings that supplies allow, by trying every number of visits received: each at
/// most its supply and at most half of all.
fn slow_most(supplies: &[u32]) -> u32 {
    fn go(supplies: &[u32], received: &mut Vec<u32>) -> u32 {
        let Some(supply) = supplies.get(received.len()) else {
            let total: u32 = received.iter().sum();
            return if received.iter().all(|r| r * 2 <= total) { total } else { 0 };
        };
        let mut best = 0;
        for own in 0..=*supply {
            received.push(own);
            best = best.max(go(supplies, received));
            received.pop();
        }
        best
    }
    go(supplies, &mut Vec::new())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_makes_as_many_visits_as_it_receives(
        supplies in prop::collection::vec(0u32..6, 1..5),
        wanted in 0u32..20,
    ) {
        let plan = double_plan(wanted, &supplies);
        for (tilsyn, supply) in supplies.iter().enumerate() {
            prop_assert_eq!(plan.received(tilsyn), plan.made(tilsyn));
            prop_assert!(plan.received(tilsyn) <= *supply);
            prop_assert_eq!(plan.visits[tilsyn][tilsyn], 0);
        }
        // One double rating can't be evened out by another, so fewer may be planned, never too few.
        let most = slow_most(&supplies);
        let asked = wanted.min(most);
        prop_assert!(plan.total() <= wanted);
        let lost = asked - plan.total();
        prop_assert!(lost <= 1, "{} of {}", plan.total(), asked);
        prop_assert!(lost == 0 || asked % 2 == 1);
    }

    #[test]
    fn with_supplies_enough_pairs_are_as_often_as_each_other(n in 2usize..8, wanted in 2u32..90) {
        let plan = double_plan(wanted, &vec![wanted; n]);
        let pairs: Vec<u32> = (0..n)
            .flat_map(|one| (one + 1..n).map(move |other| (one, other)))
            .map(|(one, other)| plan.overlap(one, other))
            .collect();
        let spread = pairs.iter().max().unwrap() - pairs.iter().min().unwrap();
        // A last round that does not come out even may ask for one pair more than once.
        prop_assert!(spread <= 2, "{pairs:?}");
        prop_assert_eq!(plan.total(), if n == 2 { wanted / 2 * 2 } else { wanted });
        let rounds = u32::try_from(n * (n - 1)).unwrap();
        if wanted % rounds == 0 {
            let each = wanted / rounds;
            for (home, visits) in plan.visits.iter().enumerate() {
                for (guest, visits) in visits.iter().enumerate().filter(|(guest, _)| *guest != home) {
                    prop_assert_eq!(*visits, each, "{} {}", home, guest);
                }
            }
        }
    }

    #[test]
    fn equal_shares_differ_by_one_at_most_but_for_who_is_full(
        total in 0u32..60,
        caps in prop::collection::vec(0u32..15, 1..6),
    ) {
        let shares = equal_shares(total, &caps);
        prop_assert_eq!(shares.iter().sum::<u32>(), total.min(caps.iter().sum()));
        let most = *shares.iter().max().unwrap();
        for (share, cap) in shares.iter().zip(&caps) {
            prop_assert!(share <= cap && (share == cap || share + 1 >= most));
        }
    }
}

#[test]
fn one_tilsyn_has_nobody_to_be_visited_by() {
    assert_eq!(double_plan(40, &[100]).total(), 0);
    assert_eq!(double_plan(40, &[]).total(), 0);
    assert_eq!(double_plan(40, &[100, 3]).total(), 6);
}

#[test]
fn the_wanted_width_says_how_many() {
    assert_eq!(doubles_needed(0.31, 0.75), Some(40));
    assert_eq!(doubles_needed(0.48, 0.55), Some(40));
    // Half the width, four times as many.
    assert_eq!(doubles_needed(0.155, 0.75), Some(160));
    assert_eq!(doubles_needed(0.31, 0.9), None);
    assert_eq!(doubles_needed(0.0, 0.75), None);
    assert_eq!(doubles_needed(f64::NAN, 0.75), None);
}
