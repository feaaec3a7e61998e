//! Grades that are known in part: the interval of levels is that of all grades that the bounds
//! leave, no wider and no narrower.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use niveau::grade::{Circumstances, Found, grade_parameter, look};
use niveau::guideline::Guideline;
use niveau::model::{
    Answer, AnswerField,
    Attained::{self, High, Light, Moderate},
    Evidence, ExperienceBand, Grade, GradeBounds, GradePlanes, Level, NumberField, Parameter,
    ParameterSet, PerParameter, ProviderKindSet, QualityOutcome,
};
use niveau::place::{CompiledRule, Placement, margin, place};
use proptest::prelude::*;
use rayon::prelude::*;

use super::{compiled, rules, shipped};
use crate::cases::shipped_guidelines;

type Ends = (Attained, Attained);

const SHIPPED: [&str; 3] = ["flertal", "alle", "flertal-aktiv-praksis"];

/// The rules that ship, and after them uneven ones.
static RULES: LazyLock<[CompiledRule; 5]> = LazyLock::new(|| rules().map(compiled));

/// The rules that ship.
fn shipped_rules() -> &'static [CompiledRule] {
    let shipped = &RULES[..3];
    assert!(shipped.iter().zip(SHIPPED).all(|(rule, name)| *rule.rule.name == *name));
    shipped
}

/// Everything that can be known of a grade: 20 kinds.
fn kinds() -> Vec<GradeBounds> {
    let ends = Attained::ALL.into_iter().flat_map(|low| Attained::ALL.map(|high| (low, high)));
    let between = ends.filter(|(low, high)| low <= high).map(|(a, b)| GradeBounds::between(a, b));
    let all = between.flat_map(|bounds| [bounds, bounds.or_not_relevant()]);
    let mut kinds: Vec<_> = all.chain([GradeBounds::NOT_RELEVANT]).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

/// What is left when a little more is known: the lowest grade alone, the others, and not relevant.
/// Nothing when the grade is known.
fn narrower(bounds: GradeBounds) -> Vec<GradeBounds> {
    let Some((low, high)) = bounds.ends().filter(|_| bounds.grade() == Grade::Unknown) else {
        return Vec::new();
    };
    let mut parts = vec![GradeBounds::between(low, low)];
    if let Some(next) = Attained::from_rank(low as u8 + 1).filter(|next| *next <= high) {
        parts.push(GradeBounds::between(next, high));
    }
    if bounds.may_be_not_relevant() {
        parts.push(GradeBounds::NOT_RELEVANT);
    }
    parts
}

fn ends(rule: &CompiledRule, bounds: PerParameter<GradeBounds>) -> Ends {
    rule.attained(GradePlanes::of(&bounds))
}

fn placed(rule: &CompiledRule, bounds: PerParameter<GradeBounds>) -> Placement {
    place(rule, Some(GradePlanes::of(&bounds)), QualityOutcome::Pass)
}

/// Holds one set against what is left when a little more is known of one of its grades. Asked of
/// all sets and one open grade of each this says, by induction, that the interval is that of all
/// grades that are left: it holds the level of each, and it ends in levels of some. That known
/// grades give the right level is asked beside it.
fn check(
    rule: &CompiledRule,
    bounds: PerParameter<GradeBounds>,
    open: impl Iterator<Item = Parameter>,
) {
    let (low, high) = ends(rule, bounds);
    let (unknown, none_relevant) = (
        bounds.map(|b| if b.grade() == Grade::Unknown { GradeBounds::ANY } else { b }),
        PerParameter([GradeBounds::NOT_RELEVANT; 8]),
    );
    let (lowest, highest) = ends(rule, unknown);
    assert!(lowest <= low && low <= high && high <= highest, "{bounds:?}");
    let decided = placed(rule, bounds).decided();
    for parameter in open {
        let parts: Vec<_> = narrower(bounds[parameter])
            .into_iter()
            .map(|part| {
                let mut narrowed = bounds;
                narrowed[parameter] = part;
                narrowed
            })
            // Of that nothing is said: not assessed.
            .filter(|narrowed| *narrowed != none_relevant)
            .collect();
        let of_parts: Vec<Ends> = parts.iter().map(|part| ends(rule, *part)).collect();
        let hull = of_parts.iter().copied().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        // The last one that may be relevant: the interval is that of the others, and of nothing.
        let is_last = bounds.iter().all(|(p, b)| p == parameter || b.may_be_not_relevant());
        if let Some(hull) = hull.filter(|_| !is_last) {
            assert_eq!((low, high), hull, "{} {bounds:?} {parameter:?}", rule.rule.name);
        }
        // With the fewest relevant ones counted too (R49), what is decided stays.
        for part in parts.iter().filter(|_| decided.is_some()) {
            assert_eq!(placed(rule, *part).decided(), decided, "{bounds:?} {parameter:?}");
        }
    }
}

/// All multisets of `n` kinds, each in order of the kinds.
fn multisets(n: usize, from: usize, of: &[GradeBounds], visit: &mut impl FnMut(&[GradeBounds])) {
    fn extend(
        set: &mut Vec<GradeBounds>,
        n: usize,
        from: usize,
        of: &[GradeBounds],
        visit: &mut impl FnMut(&[GradeBounds]),
    ) {
        if n == 0 {
            return visit(set);
        }
        for (at, kind) in of.iter().enumerate().skip(from) {
            set.push(*kind);
            extend(set, n - 1, at, of, visit);
            set.pop();
        }
    }
    extend(&mut Vec::new(), n, from, of, visit);
}

/// Under equal weights all that matters is how many parameters are known how: of each number of
/// each kind one set, 2.220.075 in all, and where a parameter is required each kind of it with all
/// sets of the other seven, 13.156.000. Of what may leave the count beside being known in part
/// there is one parameter in the form; here any may.
#[test]
fn the_interval_is_that_of_all_grades_that_the_bounds_leave() {
    let kinds = kinds();
    assert_eq!(kinds.len(), 20);
    for rule in shipped_rules() {
        let n_sets: u64 = (0..kinds.len())
            .into_par_iter()
            .map(|first| {
                let mut n = 0;
                // The first is Aktiv praksis, which one of the rules asks for by itself.
                let from = if rule.rule.required.is_empty() { first } else { 0 };
                multisets(7, from, &kinds, &mut |others| {
                    let mut bounds = [kinds[first]; 8];
                    bounds[1..].copy_from_slice(others);
                    let bounds = PerParameter(bounds);
                    let unknown = GradePlanes::of(&bounds).unknown();
                    check(rule, bounds, unknown.iter().take(1));
                    n += 1;
                });
                n
            })
            .sum();
        assert_eq!(n_sets, if rule.rule.required.is_empty() { 2_220_075 } else { 13_156_000 });
    }
}

fn some_bounds() -> impl Strategy<Value = PerParameter<GradeBounds>> {
    let kinds = kinds();
    prop::array::uniform8(0..kinds.len()).prop_map(move |at| PerParameter(at.map(|at| kinds[at])))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    /// Uneven weights, required parameters, both readings of what is not relevant.
    #[test]
    fn the_interval_is_no_wider_and_no_narrower_under_any_rule(bounds in some_bounds()) {
        for rule in &*RULES {
            check(rule, bounds, Parameter::ALL.into_iter());
        }
    }

    #[test]
    fn the_margin_is_that_of_the_low_end(bounds in some_bounds()) {
        for rule in &*RULES {
            let planes = GradePlanes::of(&bounds);
            prop_assert_eq!(planes.bounds(), bounds);
            let low = rule.attained(planes).0;
            for level in Level::ALL {
                match margin(&rule.rule, planes, level) {
                    None => prop_assert!(planes.relevant().is_empty()),
                    Some(margin) if planes.relevant_at_worst(level).is_empty() => {
                        prop_assert!(!low.reaches(level) && margin.total <= margin.met);
                    }
                    Some(margin) => prop_assert_eq!(margin.is_reached(), low.reaches(level)),
                }
            }
        }
    }
}

static GUIDELINES: LazyLock<BTreeMap<String, Guideline>> = LazyLock::new(shipped_guidelines);

/// Evidence with holes, and what it may have been.
fn some_evidence() -> impl Strategy<Value = (Evidence, Evidence)> {
    let numbers = prop::collection::vec((0..14u32, 0..4u8), NumberField::ALL.len());
    let answers = prop::collection::vec((0..8u8, 0..4u8), AnswerField::ALL.len());
    (numbers, answers, 0..20u32).prop_map(|(numbers, answers, spare)| {
        let (mut part, mut whole) = (Evidence::default(), Evidence::default());
        let mut most_experienced = 0.0_f64;
        for need in Level::ALL {
            let of_need = |field: &NumberField| {
                ExperienceBand::ALL
                    .iter()
                    .any(|band| *field == NumberField::Experience(need, *band))
            };
            let all = NumberField::ALL.into_iter().zip(&numbers);
            let sum: u32 = all.filter(|(field, _)| of_need(field)).map(|(_, (n, _))| n).sum();
            most_experienced = most_experienced.max(f64::from(sum));
        }
        for (field, (number, told)) in NumberField::ALL.into_iter().zip(&numbers) {
            let number = match field {
                // Nobody has experience who is not there.
                NumberField::Staff => most_experienced + f64::from(spare),
                field if field.is_percent() => f64::from(*number * 7),
                _ => f64::from(*number),
            };
            whole.set_number(field, Some(number));
            part.set_number(field, Some(number).filter(|_| *told > 0));
        }
        // Partners add to a provider's own staff.
        for (own, with) in [
            (NumberField::BasicEducationOwnPercent, NumberField::BasicEducationWithPartnersPercent),
            (
                NumberField::FurtherTrainingOwnPercent,
                NumberField::FurtherTrainingWithPartnersPercent,
            ),
            (NumberField::CertifiedOwn, NumberField::CertifiedWithPartners),
        ] {
            let number =
                [with, own].into_iter().filter_map(|field| whole.number(field)).reduce(f64::max);
            whole.set_number(with, number);
            part.set_number(with, number.filter(|_| part.number(with).is_some()));
        }
        for (field, (answer, told)) in AnswerField::ALL.into_iter().zip(&answers) {
            let answer = match answer {
                0..2 => Answer::No,
                2..4 if field.may_be_not_relevant() => Answer::NotRelevant,
                _ => Answer::Yes,
            };
            whole.set_answer(field, answer);
            part.set_answer(field, if *told > 0 { answer } else { Answer::NotReported });
        }
        (part, whole)
    })
}

fn graded(evidence: &Evidence, guideline: &Guideline) -> PerParameter<GradeBounds> {
    let circumstances = Circumstances { kinds: ProviderKindSet(1), ..Circumstances::default() };
    PerParameter::from_fn(|p| grade_parameter(p, evidence, circumstances, guideline).0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_missing_evidence_was_the_placement_lay_within((part, whole) in some_evidence()) {
        for guideline in GUIDELINES.values() {
            let contradicts = guideline.criteria.iter().any(|criterion| {
                matches!(look(criterion.measure, &whole), Found::Contradiction { .. })
            });
            prop_assert!(!contradicts);
            let (before, after) = (graded(&part, guideline), graded(&whole, guideline));
            for parameter in Parameter::ALL {
                prop_assert!(after[parameter].grade() != Grade::Unknown);
                prop_assert!(
                    before[parameter].allows(after[parameter]),
                    "{parameter:?}: {:?}, {:?}", before[parameter], after[parameter]
                );
            }
            for rule in shipped_rules() {
                let ((low, high), found) = (ends(rule, before), ends(rule, after));
                prop_assert!(low <= found.0 && found.1 <= high && found.0 == found.1);
                if let Some(decided) = placed(rule, before).decided() {
                    prop_assert_eq!(placed(rule, after).decided(), Some(decided));
                }
            }
        }
    }
}

/// Hjælpemidler og teknologi, of which the form asks whether it is relevant at all.
#[test]
fn what_may_yet_leave_the_count_may_lower_and_lift_a_level() {
    let rule = compiled(shipped("flertal"));
    let aids = Parameter::AidsAndTechnology;
    let of = |words: [Attained; 7], of_aids: GradeBounds| {
        let mut bounds = PerParameter([GradeBounds::NOT_RELEVANT; 8]);
        for (bound, word) in bounds.0.iter_mut().zip(words) {
            *bound = GradeBounds::between(word, word);
        }
        bounds[aids] = of_aids;
        bounds
    };
    // Four of seven on moderat: with an eighth below it four of eight are not more than half. Known
    // not to reach moderat it counts against the level, unless it leaves the count.
    let four = [Moderate, Moderate, Moderate, Moderate, Light, Light, Light];
    let at_most_light = GradeBounds::between(Attained::None, Light);
    assert_eq!(ends(&rule, of(four, at_most_light)), (Light, Light));
    assert_eq!(ends(&rule, of(four, at_most_light.or_not_relevant())), (Light, Moderate));
    assert_eq!(ends(&rule, of(four, GradeBounds::NOT_RELEVANT)), (Moderate, Moderate));
    // One is out: four of seven reach moderat, this one among them, and three of six do not.
    let mut bounds = of([Moderate, Moderate, Moderate, Light, Light, Light, Light], at_most_light);
    bounds[Parameter::Methods] = GradeBounds::NOT_RELEVANT;
    let at_least_moderate = GradeBounds::between(Moderate, High);
    bounds[aids] = at_least_moderate;
    assert_eq!(ends(&rule, bounds), (Moderate, Moderate));
    bounds[aids] = at_least_moderate.or_not_relevant();
    assert_eq!(ends(&rule, bounds), (Light, Moderate));
    // Five relevant ones decide (R49); four of them and one that may leave do not.
    let mut five = PerParameter([GradeBounds::NOT_RELEVANT; 8]);
    five.0[..4].fill(GradeBounds::between(High, High));
    five[aids] = at_least_moderate;
    assert_eq!(placed(&rule, five).decided(), Some(High));
    five[aids] = at_least_moderate.or_not_relevant();
    assert_eq!(placed(&rule, five).decided(), None);
}

#[test]
fn bounds_read_as_danish() {
    let words: Vec<String> = kinds().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(words.join("; "), @"ingen; let; højst let; moderat; let eller moderat; højst moderat; højt; mindst moderat; mindst let; ikke relevant; ingen, hvis relevant; let, hvis relevant; højst let, hvis relevant; moderat, hvis relevant; let eller moderat, hvis relevant; højst moderat, hvis relevant; højt, hvis relevant; mindst moderat, hvis relevant; mindst let, hvis relevant; ikke oplyst");
    assert_eq!(GradeBounds::between(Attained::None, Attained::High), GradeBounds::ANY);
    let all = PerParameter([GradeBounds::ANY; 8]);
    assert_eq!(GradePlanes::of(&all).unknown(), ParameterSet::FULL);
}
