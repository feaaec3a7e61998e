//! Moved bounds: against a guideline whose file had another number.

use niveau::grade::{
    Circumstances, Field, Outcome, check_criterion, evidence_fields, grade_parameter,
};
use niveau::guideline::{Bound, Criterion, Guideline, parse_guideline};
use niveau::model::{
    Answer, AnswerField, Evidence, Grade, GradeBounds, GradePlanes, NumberField, Parameter,
    PerParameter, ProviderKindSet, TargetGroupId,
};
use niveau::robustness::{
    BoundMove, CriterionEffect, Moved, WithEvidence, add_effects, added, no_effects,
};
use proptest::prelude::*;

use super::majority;

fn guideline() -> Guideline {
    let text = include_str!("../../../input/guidelines/autismespektrum/2021-01-01.toml");
    let file = "guidelines/autismespektrum/2021-01-01.toml";
    parse_guideline(text, file, TargetGroupId(0), "2021-01-01".parse().unwrap()).unwrap()
}

fn some_evidence() -> impl Strategy<Value = Evidence> {
    let numbers =
        prop::collection::vec(prop::option::weighted(0.9, 0..16u32), NumberField::ALL.len());
    let answers = prop::collection::vec(0..8u8, AnswerField::ALL.len());
    (numbers, answers).prop_map(|(numbers, answers)| {
        let mut evidence = Evidence::default();
        for (field, number) in NumberField::ALL.into_iter().zip(numbers) {
            let scale = if field.is_percent() { 6.0 } else { 1.0 };
            evidence.set_number(field, number.map(|n| f64::from(n) * scale));
        }
        for (field, answer) in AnswerField::ALL.into_iter().zip(answers) {
            let answer = match answer {
                0 => Answer::NotReported,
                1 => Answer::No,
                2 if field.may_be_not_relevant() => Answer::NotRelevant,
                _ => Answer::Yes,
            };
            evidence.set_answer(field, answer);
        }
        evidence
    })
}

fn graded(
    evidence: &Evidence,
    circumstances: Circumstances<'_>,
    guideline: &Guideline,
) -> PerParameter<GradeBounds> {
    PerParameter::from_fn(|p| grade_parameter(p, evidence, circumstances, guideline).0)
}

/// The same guideline with one bound changed.
fn with_bound(guideline: &Guideline, place: usize, bound: f64) -> Guideline {
    let mut changed = guideline.clone();
    changed.criteria[place].bound = Bound::AtLeast(bound);
    changed
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_moved_bound_is_another_guideline(
        offerings in prop::collection::vec((some_evidence(), any::<u8>()), 1..6),
    ) {
        let guideline = guideline();
        let rule = majority(5);
        let circumstances = Circumstances {
            kinds: ProviderKindSet(1),
            ..Circumstances::default()
        };
        let mut effects = no_effects(&guideline);
        let mut wanted = no_effects(&guideline);
        for (evidence, inspected) in &offerings {
            let bounds = graded(evidence, circumstances, &guideline);
            // Where the inspector gave the grade it is moderat.
            let is_by_evidence = PerParameter::from_fn(|p: Parameter| inspected & p.bit() == 0);
            let placing = |bounds: &PerParameter<GradeBounds>| PerParameter::from_fn(|p| {
                if is_by_evidence[p] { bounds[p] } else { Grade::Moderate.into() }
            });
            let attained = |g: PerParameter<GradeBounds>| rule.attained(GradePlanes::of(&g));
            let by_evidence = |b: &PerParameter<GradeBounds>| attained(*b);
            add_effects(&mut effects, &guideline, &rule, &WithEvidence {
                evidence: PerParameter([Some(evidence); 8]),
                circumstances,
                grades: placing(&bounds),
                by_evidence: bounds.map(Some),
                is_by_evidence,
            });
            for (place, criterion) in guideline.criteria.iter().enumerate() {
                if bounds[criterion.parameter] == GradeBounds::NOT_RELEVANT {
                    continue;
                }
                let check = |guideline: &Guideline| {
                    let at = u16::try_from(place).unwrap();
                    check_criterion(at, &guideline.criteria[place], evidence, circumstances).outcome
                };
                let outcome = check(&guideline);
                if outcome == Outcome::NotRelevant {
                    continue;
                }
                let effect: &mut CriterionEffect = &mut wanted[place];
                effect.n_asked += 1;
                effect.n_met += u64::from(outcome == Outcome::Met);
                effect.n_not_met += u64::from(outcome == Outcome::NotMet);
                let mut is_near = false;
                for (movement, moved) in BoundMove::ALL.into_iter().zip(&mut effect.moves) {
                    let Some(bound) = movement.of(criterion) else {
                        prop_assert!(moved.is_none());
                        continue;
                    };
                    let changed = with_bound(&guideline, place, bound);
                    let after = graded(evidence, circumstances, &changed);
                    let moved: &mut Moved = moved.as_mut().unwrap();
                    let is_turned = check(&changed) != outcome;
                    moved.n_outcomes += u64::from(is_turned);
                    is_near |= is_turned && matches!(movement, BoundMove::Step(_));
                    moved.n_grades += u64::from(after != bounds);
                    for (before, after, (up, down)) in [
                        (attained(placing(&bounds)), attained(placing(&after)), &mut moved.placements),
                        (by_evidence(&bounds), by_evidence(&after), &mut moved.placements_by_evidence),
                    ] {
                        *up += u64::from(after.0 > before.0 || after.1 > before.1);
                        *down += u64::from(after.0 < before.0 || after.1 < before.1);
                    }
                }
                effect.n_near += u64::from(is_near);
            }
        }
        for (got, wanted) in effects.iter().zip(&wanted) {
            let alone = CriterionEffect { n_alone: 0, n_alone_placements: 0, n_carries: 0, ..*got };
            prop_assert_eq!(alone, *wanted);
        }
        prop_assert_eq!(added(no_effects(&guideline), &effects), effects);
    }
}

/// Everything met but one criterion: that one holds the grade down alone.
#[test]
fn a_criterion_that_alone_holds_a_grade_down_is_counted() {
    let guideline = guideline();
    let rule = majority(8);
    let mut evidence = Evidence::default();
    for field in NumberField::ALL {
        evidence.set_number(field, Some(100.0));
    }
    for field in AnswerField::ALL {
        evidence.set_answer(field, Answer::Yes);
    }
    // Staff cover the experienced of every band.
    evidence.set_number(NumberField::Staff, Some(1000.0));
    for field in NumberField::ALL {
        if matches!(field, NumberField::Experience(..)) {
            evidence.set_number(field, Some(250.0));
        }
    }
    evidence.set_number(NumberField::MethodsInUse, Some(1.0));
    let circumstances = Circumstances { kinds: ProviderKindSet(1), ..Circumstances::default() };
    let bounds = graded(&evidence, circumstances, &guideline);
    let mut effects = no_effects(&guideline);
    add_effects(
        &mut effects,
        &guideline,
        &rule,
        &WithEvidence {
            evidence: PerParameter([Some(&evidence); 8]),
            circumstances,
            grades: bounds,
            by_evidence: bounds.map(Some),
            is_by_evidence: PerParameter([true; 8]),
        },
    );
    let alone: Vec<(u32, &str)> = effects
        .iter()
        .zip(&guideline.criteria)
        .filter(|(effect, _)| effect.n_alone > 0)
        .map(|(_, criterion)| (criterion.line, criterion.measure.slug()))
        .collect();
    assert!(
        !alone.is_empty() && alone.iter().all(|(_, slug)| *slug == "metoder-antal"),
        "{alone:?}"
    );
    let idle = effects.iter().filter(|effect| effect.decides_nothing()).count();
    assert!(idle > 10, "everything else decides nothing here: {idle}");
}

#[test]
fn bounds_are_not_moved_to_nothing_nor_beyond_everything() {
    let guideline = guideline();
    for criterion in &guideline.criteria {
        let moved = BoundMove::ALL.map(|movement| movement.of(criterion));
        match criterion.bound {
            Bound::Yes => assert_eq!(moved, [None; 6]),
            Bound::AtLeast(bound) => {
                assert_eq!(moved[0].is_none(), bound <= 1.0);
                assert!(moved.iter().flatten().all(|moved| *moved > 0.0));
            }
        }
    }
    let words = BoundMove::ALL.map(BoundMove::danish).join(", ");
    assert_eq!(
        words,
        "ét trin lavere, ét trin højere, 10 % lavere, 10 % højere, 20 % lavere, 20 % højere"
    );
}

/// Of two alternatives one is met: it carries the grade alone, and so decides; the other, failed
/// beside it, decides nothing.
#[test]
fn an_alternative_that_alone_holds_a_grade_up_decides() {
    let guideline = guideline();
    let one = guideline.criteria.iter().position(|c| c.any_of.is_some()).unwrap();
    let cell = |c: &Criterion| (c.parameter, c.level, c.any_of);
    let same: Vec<usize> = (0..guideline.criteria.len())
        .filter(|at| cell(&guideline.criteria[*at]) == cell(&guideline.criteria[one]))
        .collect();
    assert!(same.len() > 1);
    let rule = majority(8);
    let circumstances = Circumstances { kinds: ProviderKindSet(1), ..Circumstances::default() };
    // Everything met; then all alternatives but the first fail.
    let mut evidence = Evidence::default();
    for field in NumberField::ALL {
        evidence.set_number(field, Some(100.0));
    }
    for field in AnswerField::ALL {
        evidence.set_answer(field, Answer::Yes);
    }
    let effects = |evidence: &Evidence| {
        let bounds = graded(evidence, circumstances, &guideline);
        let mut effects = no_effects(&guideline);
        add_effects(
            &mut effects,
            &guideline,
            &rule,
            &WithEvidence {
                evidence: PerParameter([Some(evidence); 8]),
                circumstances,
                grades: bounds,
                by_evidence: bounds.map(Some),
                is_by_evidence: PerParameter([true; 8]),
            },
        );
        effects
    };
    assert!(same.iter().all(|at| effects(&evidence)[*at].n_carries == 0), "each is spare");
    for at in &same[1..] {
        for field in evidence_fields(guideline.criteria[*at].measure) {
            match field {
                Field::Number(field) => evidence.set_number(field, Some(0.0)),
                Field::Answer(field) => evidence.set_answer(field, Answer::No),
            }
        }
    }
    let after = effects(&evidence);
    assert_eq!(after[one].n_carries, 1);
    assert!(!after[one].decides_nothing() && after[same[1]].n_carries == 0);
}
