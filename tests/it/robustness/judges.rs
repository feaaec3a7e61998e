//! Does the study find the rule that the example's inspectors judge by?

use std::collections::BTreeMap;

use niveau::example::{ExampleOptions, write_example};
use niveau::model::{InspectorsJudge, TargetGroupId};
use niveau::robustness::{ComparedRule, Family, Fits, Folds, Need, Rated, nearest_rules};
use niveau::run::{Asked, check};
use rayon::prelude::*;

/// What is said of the inspectors of one example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Right,
    CanNotTell,
    Wrong,
}

/// A hundred assessed offerings of autism, and what the study says of who judged them.
fn said(judge: InspectorsJudge, seed: u64) -> Said {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    let options = ExampleOptions {
        tilbud: 330,
        assessed: 260,
        seed,
        inspectors_judge: judge,
        output: &input,
    };
    write_example(&options).unwrap();
    let asked = Asked {
        input: &input,
        rule: "flertal",
        fresh_since: None,
        as_of: "2026-11-28".parse().unwrap(),
    };
    let read = check(&asked, &|_| ()).unwrap();
    let mut by_group: BTreeMap<TargetGroupId, Vec<Rated>> = BTreeMap::new();
    for (offering, of) in read.reading.dataset.offerings.iter().zip(&read.assessed.offerings) {
        if of.planes().is_some() {
            by_group.entry(offering.target_group).or_default().push(Rated {
                provider: offering.provider,
                grades: of.grades.grades,
                inspector: of.grades.inspector_level,
            });
        }
    }
    let sample = by_group.into_values().max_by_key(Vec::len).unwrap();
    assert!(sample.len() >= 100, "{}", sample.len());
    let sample = &sample[..100];
    let named: Vec<ComparedRule> =
        read.settings.rules.iter().cloned().map(ComparedRule::Named).collect();
    let nearest = nearest_rules(sample, &named).unwrap();
    let name = |rule: usize| named[rule].name();
    let fits = Fits::of(sample, Folds { n_folds: 5, n_draws: 5, seed: 1 }).unwrap();
    let ranking = fits.need(Family::Weights);
    let expected = match judge {
        InspectorsJudge::Weighted => {
            return match ranking {
                Need::InEveryDraw => Said::Right,
                Need::MayBeChance | Need::CanNotBeTold => Said::CanNotTell,
                Need::NotHeld | Need::NoneNearer => Said::Wrong,
            };
        }
        InspectorsJudge::Majority => "flertal",
        InspectorsJudge::All => "alle",
        InspectorsJudge::ActivePractice => "flertal-aktiv-praksis",
    };
    // Where one parameter counts more than the others a ranking is needed; else it is not.
    let is_ranked = judge == InspectorsJudge::ActivePractice;
    if !is_ranked && ranking == Need::InEveryDraw {
        Said::Wrong
    } else if name(nearest.nearest().rule) == expected {
        Said::Right
    } else if nearest.alike().any(|error| name(error.rule) == expected) {
        Said::CanNotTell
    } else {
        Said::Wrong
    }
}

#[test]
fn the_study_finds_the_rule_that_the_inspectors_judge_by() {
    const SEEDS: u64 = 10;
    let cases: Vec<(InspectorsJudge, u64)> = InspectorsJudge::ALL
        .into_iter()
        .flat_map(|judge| (1..=SEEDS).map(move |seed| (judge, seed)))
        .collect();
    let all: Vec<(InspectorsJudge, Said)> =
        cases.into_par_iter().map(|(judge, seed)| (judge, said(judge, seed))).collect();
    for judge in InspectorsJudge::ALL {
        let n = |what: Said| all.iter().filter(|of| **of == (judge, what)).count();
        let (right, can_not_tell) = (n(Said::Right), n(Said::CanNotTell));
        assert!(right + can_not_tell >= 9, "{judge:?}: {right} right, {can_not_tell} not told");
        // And it is not by never saying anything.
        assert!(right >= 6, "{judge:?}: {right} right, {can_not_tell} not told");
    }
}
