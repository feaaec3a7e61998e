//! Are the causes of moves what a slow, obvious second reckoning finds, over random runs?

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use niveau::guideline::{Guideline, parse_guideline};
use niveau::history::{
    AssessedThen, CapacityThen, Cause, CauseSet, Course, Direction, FallKind, OfferingKey,
    OfferingThen, PLACES, Presence, Recorded, Reported, RulesThen, RunThen, Shares, Side, Standing,
    SupplyThen, Why, stands, why,
};
use niveau::model::{
    Answer, AnswerField, Attained, Evidence, Grade, GradeBounds, Level, NumberField, Parameter,
    PerParameter, QualityOutcome, TargetGroupId,
};
use niveau::place::{CompiledRule, Rule};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// The guideline that ships, and one that asks for more on every level.
static GUIDELINES: LazyLock<[Guideline; 2]> = LazyLock::new(|| {
    let text = include_str!("../../input/guidelines/autismespektrum/2021-01-01.toml");
    let harder = tightened(text);
    [text, &harder].map(|text| {
        let (file, day) = ("guidelines/autismespektrum/2021-01-01.toml", "2021-01-01");
        parse_guideline(text, file, TargetGroupId(0), day.parse().unwrap()).unwrap()
    })
});

/// The guideline with higher bounds: all of what is asked in percent, a hundred times the rest.
pub fn tightened(text: &str) -> String {
    let mut blocks: Vec<String> = text.split("[[criterion]]").map(str::to_owned).collect();
    for block in blocks.iter_mut().skip(1) {
        let is_percent = block.contains("unit = \"procent\"");
        // There are no more than three ways to contribute.
        let most = if block.contains("measure = \"vidensbidrag\"") { 3 } else { u32::MAX };
        let lines = block.lines().map(|line| match line.strip_prefix("bound = ") {
            Some(_) if is_percent => "bound = 100".to_owned(),
            Some(bound) => match bound.parse::<u32>() {
                Ok(bound) => format!("bound = {}", (bound * 100).min(most)),
                Err(_) => line.to_owned(),
            },
            None => line.to_owned(),
        });
        *block = lines.collect::<Vec<_>>().join("\n") + "\n";
    }
    blocks.join("[[criterion]]")
}

static RULES: LazyLock<[CompiledRule; 3]> = LazyLock::new(|| {
    let required =
        Rule { required: [Parameter::ALL[0]].into_iter().collect(), ..Rule::majority(5) };
    [Rule::majority(5), Rule::majority(7), required]
        .map(|rule| CompiledRule::compile(rule).unwrap())
});

/// Two runs' say of one offering.
#[derive(Clone, Debug)]
struct Case {
    sides: [Recorded; 2],
    guidelines: [Option<usize>; 2],
    rules: [usize; 2],
    /// What the evidence allows, by whose evidence and whose guideline.
    allowed: [[PerParameter<GradeBounds>; 2]; 2],
}

fn evidence() -> impl Strategy<Value = Evidence> {
    // Much, little, or nothing of each field; now and then of all of them.
    let fields = proptest::collection::vec(0..4u8, NumberField::COUNT + AnswerField::COUNT);
    (fields, 0..3u8).prop_map(|(fields, all)| {
        let mut evidence = Evidence::default();
        let of = |at: usize| if all == 0 { fields[at] } else { all };
        for (at, field) in NumberField::ALL.into_iter().enumerate() {
            let most = if field.is_percent() { 90.0 } else { 60.0 };
            evidence.set_number(field, [None, Some(0.0), Some(most), Some(most)][of(at) as usize]);
        }
        for (at, field) in AnswerField::ALL.into_iter().enumerate() {
            let answers = [Answer::NotReported, Answer::No, Answer::Yes, Answer::Yes];
            evidence.set_answer(field, answers[of(NumberField::COUNT + at) as usize]);
        }
        evidence
    })
}

fn given() -> impl Strategy<Value = Option<GradeBounds>> {
    prop_oneof![
        3 => Just(None),
        1 => Just(Some(GradeBounds::ANY)),
        1 => Just(Some(GradeBounds::between(Attained::Light, Attained::Moderate))),
        1 => Just(Some(Grade::NotRelevant.into())),
        4 => (0..4usize).prop_map(|at| Some(Grade::from(Attained::ALL[at]).into())),
    ]
}

fn assessed() -> impl Strategy<Value = Option<AssessedThen>> {
    let given = proptest::array::uniform8(given());
    let some = (evidence(), given, 0..2usize).prop_map(|(evidence, given, assessor)| {
        Some(AssessedThen {
            assessor: ["Nord", "Syd"][assessor].into(),
            given: PerParameter(given),
            reported: Reported { evidence, ..Reported::default() },
            guideline: Some(0),
        })
    });
    prop_oneof![1 => Just(None), 9 => some]
}

fn quality() -> impl Strategy<Value = QualityOutcome> {
    prop_oneof![
        6 => Just(QualityOutcome::Pass),
        1 => Just(QualityOutcome::Fail),
        1 => Just(QualityOutcome::Unknown),
    ]
}

fn case() -> impl Strategy<Value = Case> {
    let guideline = || prop_oneof![1 => Just(None), 9 => (0..2usize).prop_map(Some)];
    let side = || (assessed(), quality());
    // Half of the time the second is the first with a part changed.
    (side(), side(), [guideline(), guideline()], [0..3usize, 0..3usize], 0..64u8).prop_map(
        |(old, mut new, guidelines, rules, kept)| {
            if let (Some(old), Some(new)) = (&old.0, &mut new.0) {
                if kept & 1 == 1 {
                    new.reported = old.reported.clone();
                }
                if kept & 2 == 2 {
                    new.given = old.given;
                }
                if kept & 4 == 4 {
                    new.assessor = old.assessor.clone();
                }
            }
            let sides = [old, new].map(|(assessed, quality)| Recorded {
                standing: Standing::NotAssessed,
                quality,
                assessed,
            });
            let allowed = [0, 1].map(|evidence: usize| {
                guidelines.map(|guideline| {
                    let then = sides[evidence].assessed.as_ref();
                    let guideline = guideline.map(|at| &GUIDELINES[at]);
                    then.map(|then| then.reported.graded(guideline)).unwrap_or_default()
                })
            });
            let mut case = Case { sides, guidelines, rules, allowed };
            for at in 0..2 {
                case.sides[at].standing = Mixed::all(at).stands(&case);
            }
            case
        },
    )
}

/// Which run each part of an offering is from.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Mixed {
    assessed: usize,
    evidence: [usize; 8],
    given: [usize; 8],
    guideline: usize,
    rule: usize,
    quality: usize,
}

impl Mixed {
    fn all(run: usize) -> Self {
        let parts = [run; 8];
        let (guideline, rule, quality) = (run, run, run);
        Self { assessed: run, evidence: parts, given: parts, guideline, rule, quality }
    }

    fn grades(&self, case: &Case) -> Option<PerParameter<GradeBounds>> {
        let of = |run: usize| case.sides[run].assessed.as_ref();
        if of(0).is_some() && of(1).is_some() {
            return Some(PerParameter::from_fn(|parameter| {
                let at = parameter.index();
                let given = of(self.given[at]).unwrap().given[parameter];
                given.unwrap_or(case.allowed[self.evidence[at]][self.guideline][parameter])
            }));
        }
        let (run, then) = (self.assessed, of(self.assessed)?);
        Some(PerParameter::from_fn(|parameter| {
            then.given[parameter].unwrap_or(case.allowed[run][run][parameter])
        }))
    }

    fn stands(&self, case: &Case) -> Standing {
        let quality = case.sides[self.quality].quality;
        stands(&RULES[case.rules[self.rule]], self.grades(case).as_ref(), quality)
    }

    /// One cause turned to the new run; `known` are the grades that became known or unknown.
    fn turned(mut self, turned: Cause, case: &Case, known: [bool; 8]) -> Self {
        let both: Option<Vec<&AssessedThen>> =
            case.sides.iter().map(|side| side.assessed.as_ref()).collect();
        let Some(both) = both else {
            match turned {
                Cause::Assessed => self.assessed = 1,
                Cause::Rule => self.rule = 1,
                Cause::Quality => self.quality = 1,
                _ => {}
            }
            return self;
        };
        let is_other = both[0].assessor != both[1].assessor;
        for (at, known) in known.into_iter().enumerate() {
            let is_evidence = if known { Cause::Known } else { Cause::Evidence };
            let is_given = match (is_other, known) {
                (true, _) => Cause::OtherAssessor,
                (false, true) => Cause::Known,
                (false, false) => Cause::SameAssessor,
            };
            if turned == is_evidence {
                self.evidence[at] = 1;
            }
            if turned == is_given {
                self.given[at] = 1;
            }
        }
        match turned {
            Cause::Guideline => self.guideline = 1,
            Cause::Rule => self.rule = 1,
            Cause::Quality => self.quality = 1,
            _ => {}
        }
        self
    }
}

/// Which grades became known or unknown by what is reported or given, whatever the guideline and,
/// where another assessed, whoever assessed.
fn became_known(case: &Case) -> [bool; 8] {
    let both = [0, 1].map(|at: usize| case.sides[at].assessed.as_ref());
    let [Some(old), Some(new)] = both else { return [false; 8] };
    let is_other = old.assessor != new.assessor;
    std::array::from_fn(|at| grade_became_known(at, case, is_other))
}

fn grade_became_known(at: usize, case: &Case, is_other: bool) -> bool {
    let is_known = |evidence: usize, given: usize, guideline: usize| {
        let mut mixed = Mixed::all(0);
        (mixed.evidence[at], mixed.given[at], mixed.guideline) = (evidence, given, guideline);
        mixed.grades(case).unwrap().0[at].grade() != Grade::Unknown
    };
    let mut always = true;
    for guideline in 0..2 {
        for given in 0..2 {
            let (before, after) = if is_other { (given, given) } else { (0, 1) };
            always &= is_known(0, before, guideline) != is_known(1, after, guideline);
        }
    }
    always
}

/// All orders of some causes.
fn orders(causes: &[Cause]) -> Vec<Vec<Cause>> {
    if causes.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for first in causes {
        let rest: Vec<Cause> = causes.iter().copied().filter(|cause| cause != first).collect();
        for mut order in orders(&rest) {
            order.insert(0, *first);
            all.push(order);
        }
    }
    all
}

/// How much each cause made, over all orders in which the old could have become the new: half a move
/// to whoever leaves the old standing, half to whoever reaches the new, taken back by whoever undoes
/// it.
fn slowly(case: &Case) -> [f64; Cause::COUNT] {
    let (from, to) = (case.sides[0].standing, case.sides[1].standing);
    let halves = |standing: Standing| {
        0.5 * f64::from(u8::from(standing != from)) + 0.5 * f64::from(u8::from(standing == to))
    };
    let known = became_known(case);
    let set = |causes: CauseSet| {
        causes.iter().fold(Mixed::all(0), |mixed, c| mixed.turned(c, case, known))
    };
    let all = CauseSet::from_iter(Cause::ALL);
    let outcomes: Vec<Standing> =
        (0..=u8::MAX).map(|bits| set(CauseSet(bits)).stands(case)).collect();
    let outcome = |causes: CauseSet| outcomes[usize::from(causes.0)];
    // A cause that never changes anything has no part in it, in whatever order.
    let matters =
        |cause: &Cause| all.subsets().any(|causes| outcome(causes) != outcome(causes.with(*cause)));
    let causes: Vec<Cause> = Cause::ALL.into_iter().filter(matters).collect();
    let all_orders = orders(&causes);
    let mut shares = [0.0; Cause::COUNT];
    for order in &all_orders {
        let mut turned = CauseSet::EMPTY;
        for cause in order {
            let before = halves(outcome(turned));
            turned = turned.with(*cause);
            shares[cause.index()] += halves(outcome(turned)) - before;
        }
    }
    shares.map(|share| share / all_orders.len() as f64)
}

fn side(case: &Case, at: usize) -> Side<'_> {
    let guideline = case.guidelines[at].map(|at| &GUIDELINES[at]);
    // Where nothing was assessed nothing was graded.
    let guideline = guideline.filter(|_| case.sides[at].assessed.is_some());
    Side { recorded: &case.sides[at], guideline, rule: &RULES[case.rules[at]] }
}

#[test]
fn every_move_has_the_causes_that_a_slow_reckoning_finds() {
    let (mut n_moves, mut n_one, mut n_together) = (0, [0; Cause::COUNT], 0);
    let mut n_against = 0;
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 500, failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::default(),
        ),
    );
    let counted =
        std::cell::RefCell::new((&mut n_moves, &mut n_one, &mut n_together, &mut n_against));
    runner
        .run(&case(), |case| {
            if case.sides[0].standing == case.sides[1].standing {
                return Ok(());
            }
            let found = why(side(&case, 0), side(&case, 1));
            let slow = slowly(&case);
            let shares = found.shares().expect("it is recomputed by what it was made with");
            prop_assert_eq!(shares.sum(), Shares::WHOLE);
            for cause in Cause::ALL {
                let (fast, slow) = (shares.moves(cause), slow[cause.index()]);
                prop_assert!((fast - slow).abs() < 1e-9, "{cause:?}: {fast} {slow}, {found:?}");
            }
            // The other way round it is the same causes.
            let back = why(side(&case, 1), side(&case, 0)).shares();
            prop_assert_eq!(back, Some(shares));
            let mut counted = counted.borrow_mut();
            *counted.0 += 1;
            match &found {
                Why::One(cause) => counted.1[cause.index()] += 1,
                Why::Together { enough, .. } => {
                    *counted.2 += 1;
                    prop_assert!(!enough.is_empty());
                    for set in enough {
                        let turned = |set: CauseSet| {
                            set.iter().fold(Mixed::all(0), |mixed, c| {
                                mixed.turned(c, &case, became_known(&case))
                            })
                        };
                        prop_assert_eq!(turned(*set).stands(&case), case.sides[1].standing);
                        for smaller in set.subsets().filter(|smaller| smaller != set) {
                            let stands = turned(smaller).stands(&case);
                            prop_assert_ne!(stands, case.sides[1].standing);
                        }
                    }
                    *counted.3 += u32::from(Cause::ALL.iter().any(|c| shares.of(*c) < 0));
                }
                Why::NotReproduced => unreachable!(),
            }
            Ok(())
        })
        .unwrap();
    // All kinds of moves were looked at.
    assert!(n_moves > 200, "{n_moves}");
    assert!(n_together > 50, "{n_together}");
    assert!(n_against > 0);
    assert!(n_one.iter().filter(|n| **n > 0).count() >= 7, "{n_one:?}");
}

#[test]
fn a_run_that_can_t_be_recomputed_says_so() {
    let graded = |grade: Grade| Recorded {
        standing: Standing::High,
        quality: QualityOutcome::Pass,
        assessed: Some(AssessedThen {
            assessor: "Nord".into(),
            given: PerParameter([Some(grade.into()); 8]),
            reported: Reported::default(),
            guideline: None,
        }),
    };
    // It says højt, and its grades say let.
    let (old, mut new) = (graded(Grade::Light), graded(Grade::Moderate));
    new.standing = Standing::Moderate;
    let side = |recorded| Side { recorded, guideline: None, rule: &RULES[0] };
    assert_eq!(why(side(&old), side(&new)), Why::NotReproduced);
    assert_eq!(Why::NotReproduced.shares(), None);
}

fn offering(group: &str, id: &str, region: Option<&str>, standing: Standing) -> OfferingThen {
    let grade = match standing {
        Standing::High => Grade::High,
        Standing::Moderate => Grade::Moderate,
        _ => Grade::Light,
    };
    let quality = match standing {
        Standing::QualityNotMet => QualityOutcome::Fail,
        _ => QualityOutcome::Pass,
    };
    let assessed = (standing != Standing::NotAssessed).then(|| AssessedThen {
        assessor: "Nord".into(),
        given: PerParameter([Some(grade.into()); 8]),
        reported: Reported::default(),
        guideline: None,
    });
    OfferingThen {
        key: OfferingKey {
            target_group: group.into(),
            provider_id: id.into(),
            subgroup: None,
            age_group: None,
        },
        provider_name: None,
        region: region.map(Arc::from),
        municipality: None,
        ownership: None,
        places_open: None,
        assessed_on: None::<NaiveDate>,
        assessed_by: None,
        guideline: None,
        reason: None,
        recorded: Recorded { standing, quality, assessed },
    }
}

fn run(offerings: Vec<OfferingThen>) -> RunThen {
    let rule = CompiledRule::compile(Rule::majority(5)).unwrap();
    RunThen {
        offerings,
        rules: Some(RulesThen { rule, guidelines: Vec::new() }),
        supply: Vec::<SupplyThen>::new(),
        capacity: Vec::<CapacityThen>::new(),
    }
}

/// All random standings of a country before and after, counted one by one.
#[test]
fn transitions_and_falls_are_what_counting_one_by_one_finds() {
    let standings = [
        Standing::High,
        Standing::Moderate,
        Standing::Light,
        Standing::QualityNotMet,
        Standing::NotAssessed,
    ];
    // Absent is the last.
    let one = (0..=standings.len(), 0..=standings.len(), 0..2usize, 0..3usize);
    let country = proptest::collection::vec(one, 0..40);
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 120, failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::default(),
        ),
    );
    let regions = [Some("Region Nordjylland"), Some("Region Syddanmark"), None];
    runner
        .run(&country, |country| {
            let of = |is_new: bool| {
                let rows =
                    country.iter().enumerate().filter_map(|(at, (old, new, group, region))| {
                        let standing = *standings.get(if is_new { *new } else { *old })?;
                        let group = ["autismespektrum", "synsnedsaettelse"][*group];
                        Some(offering(group, &format!("{at:03}"), regions[*region], standing))
                    });
                let mut rows: Vec<OfferingThen> = rows.collect();
                rows.sort_by(|a, b| a.key.cmp(&b.key));
                run(rows)
            };
            let (old, new) = (of(false), of(true));
            let course = Course::of(vec![&old, &new]);
            let step = &course.steps[0];
            let is_moved = |old: usize, new: usize| {
                old != new && old < standings.len() && new < standings.len()
            };
            let n_moved = country.iter().filter(|(old, new, ..)| is_moved(*old, *new)).count();
            prop_assert_eq!(step.comparison.moves.len(), n_moved);
            for moved in &step.comparison.moves {
                let (from, to) = moved.standings();
                let levels = [from.level(), to.level()];
                let expected = match levels {
                    [Some(from), Some(to)] if to < from => Direction::Down,
                    [Some(_), Some(_)] => Direction::Up,
                    [Some(_), None] => Direction::Lost,
                    [None, Some(_)] => Direction::Found,
                    [None, None] => Direction::Aside,
                };
                prop_assert_eq!(moved.direction, expected);
            }
            // Each cell of the matrix of all groups.
            let place =
                |at: usize| standings.get(at).map_or(PLACES - 1, |standing| *standing as usize);
            for from in 0..=standings.len() {
                for to in 0..=standings.len() {
                    let n = country.iter().filter(|(old, new, ..)| (*old, *new) == (from, to));
                    let n =
                        if from == to && from == standings.len() { 0 } else { n.count() as u64 };
                    let counts = step.transitions.first().map(|all| all.counts);
                    let cell = counts.map_or(0, |counts| counts[place(from)][place(to)]);
                    prop_assert_eq!(cell, n);
                }
            }
            // Each row of the falls.
            for fall in &step.falls {
                let is_of = |(_, _, group, region): &(usize, usize, usize, usize)| {
                    let group = ["autismespektrum", "synsnedsaettelse"][*group];
                    fall.target_group.as_deref().is_none_or(|of| of == group)
                        && fall.region.as_ref().is_none_or(|of| of.as_deref() == regions[*region])
                };
                let from = |old: usize| {
                    let level = standings.get(old).and_then(|standing| standing.level());
                    level.filter(|level| *level != Level::Light)
                };
                let of_row: Vec<_> = country
                    .iter()
                    .filter(|one| is_of(one))
                    .filter_map(|(old, new, ..)| Some((from(*old)?, standings.get(*new))))
                    .filter(|(level, _)| fall.level.is_none_or(|of| of == *level))
                    .collect();
                prop_assert_eq!(fall.n_before, of_row.len() as u64);
                let n = |is: &dyn Fn(Level, Option<&Standing>) -> bool| {
                    of_row.iter().filter(|(level, to)| is(*level, *to)).count() as u64
                };
                let lower =
                    n(&|level, to| to.and_then(|to| to.level()).is_some_and(|to| to < level));
                prop_assert_eq!(fall.n[FallKind::Lower as usize], lower);
                let lost = n(&|_, to| to == Some(&Standing::QualityNotMet));
                prop_assert_eq!(fall.n[FallKind::QualityNotMet as usize], lost);
                prop_assert_eq!(fall.n_fallen(), lower + lost);
                let undecided = n(&|_, to| to == Some(&Standing::NotAssessed));
                prop_assert_eq!(fall.n[FallKind::Undecided as usize], undecided);
                prop_assert_eq!(fall.n[FallKind::Gone as usize], n(&|_, to| to.is_none()));
                prop_assert_eq!(fall.by_cause.n, lower + lost + undecided);
                let told = fall.by_cause.shares.sum();
                prop_assert_eq!(told, Shares::WHOLE * i64::try_from(fall.by_cause.n).unwrap());
            }
            // The rows over time add up to the runs.
            let all = |at: usize| {
                let row = course.standings.iter().find(|row| {
                    row.run == at && row.target_group.is_none() && row.region.is_none()
                });
                row.map_or(0, niveau::history::StandingsThen::all)
            };
            prop_assert_eq!(all(0), old.offerings.len() as u64);
            prop_assert_eq!(all(1), new.offerings.len() as u64);
            Ok(())
        })
        .unwrap();
}

#[test]
fn whoever_is_in_one_run_only_is_told_apart() {
    let of = |group, id, age: Option<&str>| {
        let mut offering = offering(group, id, None, Standing::NotAssessed);
        offering.key.age_group = age.map(Arc::from);
        offering
    };
    let old =
        run(vec![of("a", "1", None), of("a", "2", None), of("a", "3", None), of("b", "3", None)]);
    let new = run(vec![
        of("a", "1", Some("børn")),
        of("a", "1", Some("voksne")),
        of("a", "3", None),
        of("a", "4", None),
        of("c", "3", None),
    ]);
    let course = Course::of(vec![&old, &new]);
    let told: Vec<(Presence, &str, &str)> = course.steps[0]
        .comparison
        .changes
        .iter()
        .map(|c| (c.presence, &*c.offering.key.provider_id, &*c.offering.key.target_group))
        .collect();
    let expected = [
        (Presence::NewProvider, "4", "a"),
        (Presence::NewOffering, "3", "c"),
        (Presence::SplitNew, "1", "a"),
        (Presence::SplitNew, "1", "a"),
        (Presence::SplitOld, "1", "a"),
        (Presence::EndedOffering, "3", "b"),
        (Presence::GoneProvider, "2", "a"),
    ];
    assert_eq!(told, expected);
    // What is split otherwise has not gone.
    assert!(course.steps[0].falls.is_empty());
}
