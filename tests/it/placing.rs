//! Placing, exhaustively over the grade sets.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod bounds;
mod quality_gate;
mod rule_files;

use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use insta::assert_snapshot;
use niveau::finding::Finding;
use niveau::model::{
    Attained, Grade, GradePlanes, Level, Parameter, ParameterSet, PerParameter, QualityOutcome,
};
use niveau::place::{
    Comparison, CompiledRule, Fraction, NotRelevant, Rule, TableFault, Tables, Threshold, blocking,
    critical, deciding, margin, parse_rule, place, placement,
};
use rayon::prelude::*;

const FOUR: [Grade; 4] = [Grade::None, Grade::Light, Grade::Moderate, Grade::High];
/// The four known grades and the unknown one.
const FIVE: [Grade; 5] = [Grade::None, Grade::Light, Grade::Moderate, Grade::High, Grade::Unknown];

const SIX: [Grade; 6] =
    [Grade::None, Grade::Light, Grade::Moderate, Grade::High, Grade::NotRelevant, Grade::Unknown];

/// All sets of eight grades out of `values`: 4^8 = 65.536, 5^8 = 390.625, 6^8 = 1.679.616.
fn grade_sets(values: &[Grade]) -> impl IndexedParallelIterator<Item = PerParameter<Grade>> {
    (0..values.len().pow(8)).into_par_iter().map(|index| grade_set(values, index))
}

/// The set number `index`, which is written with eight digits in base `values.len()`.
fn grade_set(values: &[Grade], index: usize) -> PerParameter<Grade> {
    // 32 bits: the division by a number that is not a constant is what these tests wait for.
    let (mut rest, base) = (u32::try_from(index).unwrap(), u32::try_from(values.len()).unwrap());
    let mut grades = [Grade::Unknown; 8];
    for grade in &mut grades {
        *grade = values[(rest % base) as usize];
        rest /= base;
    }
    PerParameter(grades)
}

fn ends(rule: &CompiledRule, grades: PerParameter<Grade>) -> (Attained, Attained) {
    rule.attained(GradePlanes::of(&grades))
}

/// The placements of all 6^8 grade sets by one rule, and those of their neighbours by index: the
/// 5^8 sets without "ikke relevant" are among them.
struct AllSets {
    rule: CompiledRule,
    ends: Vec<(Attained, Attained)>,
}

/// Worked out once, for all the tests.
static BY_RULE: LazyLock<[AllSets; 5]> = LazyLock::new(|| rules().map(AllSets::of));

/// None of the eight is relevant: nothing can be said.
const ALL_NOT_RELEVANT: usize = 4 * (6usize.pow(8) - 1) / 5;

impl AllSets {
    fn of(rule: Rule) -> Self {
        let rule = compiled(rule);
        let planes: Vec<GradePlanes> =
            grade_sets(&SIX).map(|grades| GradePlanes::of(&grades)).collect();
        Self { ends: planes.par_iter().map(|planes| rule.attained(*planes)).collect(), rule }
    }

    /// Of the set that is `index` but for grade `at`.
    fn with(&self, index: usize, at: Parameter, grade: Grade) -> (Attained, Attained) {
        self.ends[with(index, at, grade)]
    }

    /// Asks `is_right` about every grade set.
    fn each(&self, is_right: impl Fn(usize, &PerParameter<Grade>, (Attained, Attained)) + Sync) {
        self.ends.par_iter().enumerate().for_each(|(index, ends)| {
            is_right(index, &grade_set(&SIX, index), *ends);
        });
    }
}

/// The index of the set that is `index` but for grade `at`. Grades are numbered as [`SIX`].
fn with(index: usize, at: Parameter, grade: Grade) -> usize {
    const DIGITS: [usize; 8] = [1, 6, 36, 216, 1_296, 7_776, 46_656, 279_936];
    let digit = DIGITS[at.index()];
    index - (index / digit % 6) * digit + grade as usize * digit
}

fn compiled(rule: Rule) -> CompiledRule {
    CompiledRule::compile(rule).unwrap_or_else(|fault| panic!("{fault:?}"))
}

fn shipped(name: &str) -> Rule {
    let file = format!("rules/{name}.toml");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("input").join(&file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    parse_rule(&text, &file).unwrap_or_else(|findings| panic!("{}", told(&findings)))
}

/// Uneven weights, a tie that floating numbers would misplace, two required parameters.
fn uneven(not_relevant: NotRelevant) -> Rule {
    Rule {
        weights: PerParameter([4, 2, 2, 1, 1, 1, 3, 2]),
        threshold: Threshold {
            share: Fraction::new(5, 8).unwrap(),
            comparison: Comparison::AtLeast,
        },
        required: [Parameter::ActivePractice, Parameter::AidsAndTechnology].into_iter().collect(),
        not_relevant,
        ..Rule::majority(5)
    }
}

fn rules() -> [Rule; 5] {
    [
        shipped("flertal"),
        shipped("alle"),
        shipped("flertal-aktiv-praksis"),
        uneven(NotRelevant::LeavesTheCount),
        uneven(NotRelevant::CountsAsMet),
    ]
}

/// One line per finding: `line:column code: message. action`.
fn told(findings: &[Finding]) -> String {
    let mut lines = String::new();
    for finding in findings {
        match (finding.place.row, finding.place.column) {
            (Some(row), Some(column)) => write!(lines, "{row}:{}", column + 1).unwrap(),
            _ => write!(lines, "{}", finding.place).unwrap(),
        }
        writeln!(lines, " {}: {}. {}.", finding.code, finding.message, finding.action).unwrap();
    }
    lines
}

// The rule, against slower and more obvious ways to say the same.

/// The level that a rule gives by its words when every grade is known. Weights are votes that are
/// counted out one by one.
fn obvious_level(rule: &Rule, grades: PerParameter<Grade>) -> Attained {
    let mut best = Attained::None;
    for level in Level::ALL {
        let (mut yes, mut all, mut has_required) = (0u64, 0u64, true);
        for (parameter, grade) in grades.iter() {
            let is_met = match grade {
                Grade::NotRelevant if rule.not_relevant == NotRelevant::LeavesTheCount => continue,
                Grade::NotRelevant => true,
                known => known.attained().unwrap().reaches(level),
            };
            for _vote in 0..rule.weights[parameter] {
                all += 1;
                yes += u64::from(is_met);
            }
            has_required &= is_met || !rule.required.contains(parameter);
        }
        let share = rule.threshold.share;
        let (given, asked) =
            (yes * u64::from(share.denominator()), all * u64::from(share.numerator()));
        let is_enough = match rule.threshold.comparison {
            Comparison::AtLeast => given >= asked,
            Comparison::MoreThan => given > asked,
        };
        if is_enough && has_required {
            best = best.max(level.into());
        }
    }
    best
}

#[test]
fn levels_of_known_grades_equal_the_obvious_sum() {
    let known = &SIX[..5];
    for rule in rules().map(compiled) {
        grade_sets(known).filter(|grades| grades.0 != [Grade::NotRelevant; 8]).for_each(|grades| {
            let expected = obvious_level(&rule.rule, grades);
            assert_eq!(ends(&rule, grades), (expected, expected), "{grades:?}");
        });
    }
}

#[test]
fn the_ends_are_the_levels_with_all_unknown_on_none_and_on_high() {
    for all in &*BY_RULE {
        all.each(|index, grades, (low, high)| {
            let filled = |grade| {
                let unknown = grades.iter().filter(|(_, g)| **g == Grade::Unknown);
                all.ends[unknown.fold(index, |index, (at, _)| with(index, at, grade))]
            };
            if index == ALL_NOT_RELEVANT {
                assert_eq!((low, high), (Attained::None, Attained::High));
            } else {
                assert_eq!((low, low), filled(Grade::None), "{grades:?}");
                assert_eq!((high, high), filled(Grade::High), "{grades:?}");
            }
        });
    }
}

#[test]
fn m_of_eight_is_the_mth_largest_grade_on_all_profiles() {
    for m in 1..=8usize {
        let rule = compiled(Rule::majority(u32::try_from(m).unwrap()));
        grade_sets(&FOUR).for_each(|grades| {
            let mut sorted = grades.0;
            sorted.sort_unstable();
            let expected = sorted[8 - m].attained().unwrap();
            assert_eq!(ends(&rule, grades), (expected, expected), "m = {m}: {grades:?}");
        });
    }
}

#[test]
fn four_and_five_of_eight_agree_on_58_8_percent_of_all_profiles() {
    let [four, five] = [4, 5].map(|m| compiled(Rule::majority(m)));
    let n_agree =
        grade_sets(&FOUR).filter(|grades| ends(&four, *grades) == ends(&five, *grades)).count();
    // 58.8 %. Counted by multinomials: the 4th and the 5th largest are the same in
    // 38.516 of 65.536 profiles, 58.77 %.
    assert_eq!(n_agree, 38_516);
}

#[test]
fn shipped_rules_are_five_of_eight_eight_of_eight_and_five_with_active_practice() {
    let [flertal, alle, aktiv] =
        ["flertal", "alle", "flertal-aktiv-praksis"].map(|name| compiled(shipped(name)));
    assert_eq!(flertal.tables(), compiled(Rule::majority(5)).tables());
    assert_eq!(alle.tables(), compiled(Rule::majority(8)).tables());
    grade_sets(&FOUR).for_each(|grades| {
        let five_of_eight = ends(&flertal, grades).0;
        let own = grades[Parameter::ActivePractice].attained().unwrap();
        assert_eq!(ends(&aktiv, grades).0, five_of_eight.min(own), "{grades:?}");
    });
}

#[test]
fn fewer_relevant_parameters_keep_more_than_half_and_all() {
    let [five, eight] = [5, 8].map(|m| compiled(Rule::majority(m)));
    for relevant in (1..=u8::MAX).map(ParameterSet) {
        let n = relevant.len();
        for met in (0..=u8::MAX).map(ParameterSet).filter(|met| met.0 & !relevant.0 == 0) {
            let is_enough = |rule: &CompiledRule| {
                rule.tables().with_relevant(relevant).map(|table| table.contains(met))
            };
            assert_eq!(is_enough(&five), [2 * met.len() > n; 3], "{relevant:?} {met:?}");
            assert_eq!(is_enough(&eight), [met == relevant; 3], "{relevant:?} {met:?}");
        }
    }
}

// What must hold of any rule.

#[test]
fn raising_one_grade_never_lowers_either_end() {
    for all in &*BY_RULE {
        all.each(|index, grades, (low, high)| {
            assert!(low <= high, "{grades:?}");
            for (parameter, grade) in grades.iter() {
                let Some(Attained::None | Attained::Light | Attained::Moderate) = grade.attained()
                else {
                    continue;
                };
                let raised = FOUR[*grade as usize + 1];
                let (raised_low, raised_high) = all.with(index, parameter, raised);
                assert!(low <= raised_low && high <= raised_high, "{grades:?} {parameter:?}");
            }
        });
    }
}

#[test]
fn permuting_parameters_under_equal_weights_changes_nothing() {
    for m in 1..=8 {
        let all = AllSets::of(Rule::majority(m));
        grade_sets(&FIVE).for_each(|grades| {
            let index = grades.iter().fold(0, |index, (at, grade)| with(index, at, *grade));
            let ends = all.ends[index];
            // Swaps of neighbours make every permutation.
            for pair in Parameter::ALL.windows(2) {
                let swapped = with(index, pair[0], grades[pair[1]]);
                assert_eq!(all.with(swapped, pair[1], grades[pair[0]]), ends, "{grades:?}");
            }
        });
    }
}

#[test]
fn filling_an_unknown_keeps_the_interval_inside_and_a_decided_level_as_it_was() {
    for all in &*BY_RULE {
        all.each(|index, grades, ends| {
            let before = placement(Some(ends), QualityOutcome::Pass);
            for (parameter, _) in grades.iter().filter(|(_, grade)| **grade == Grade::Unknown) {
                // With any grade; and with "ikke relevant", which is a way of being known too, as
                // long as it is not the last relevant one.
                for filling in &SIX[..5] {
                    if with(index, parameter, *filling) == ALL_NOT_RELEVANT {
                        continue;
                    }
                    let filled = all.with(index, parameter, *filling);
                    let after = placement(Some(filled), QualityOutcome::Pass);
                    assert!(before.low <= after.low && after.high <= before.high, "{grades:?}");
                    if before.decided().is_some() {
                        assert_eq!(after, before, "{grades:?}");
                    }
                }
            }
        });
    }
}

#[test]
fn a_not_relevant_parameter_counted_as_met_is_the_same_as_one_on_the_highest_level() {
    let all = AllSets::of(uneven(NotRelevant::CountsAsMet));
    all.each(|index, grades, ends| {
        for (parameter, _) in grades.iter().filter(|(_, grade)| **grade == Grade::NotRelevant) {
            if index != ALL_NOT_RELEVANT {
                assert_eq!(all.with(index, parameter, Grade::High), ends, "{grades:?}");
            }
        }
    });
}

#[test]
fn a_required_parameter_must_reach_the_level_unless_it_is_not_relevant() {
    let rule = compiled(shipped("flertal-aktiv-praksis"));
    let mut grades = PerParameter([Grade::High; 8]);
    assert_eq!(ends(&rule, grades), (Attained::High, Attained::High));
    grades[Parameter::ActivePractice] = Grade::Light;
    assert_eq!(ends(&rule, grades), (Attained::Light, Attained::Light));
    grades[Parameter::ActivePractice] = Grade::Unknown;
    assert_eq!(ends(&rule, grades), (Attained::None, Attained::High));
    grades[Parameter::ActivePractice] = Grade::NotRelevant;
    assert_eq!(ends(&rule, grades), (Attained::High, Attained::High));
}

#[test]
fn functions_that_are_no_rule_are_refused() {
    let veto = |_: Level, _: ParameterSet, met: ParameterSet| {
        met.contains(Parameter::Methods) && !met.contains(Parameter::Education)
    };
    let only_high = |level: Level, _: ParameterSet, met: ParameterSet| {
        level == Level::High && met == ParameterSet::FULL
    };
    let by_count = |level: Level, _: ParameterSet, met: ParameterSet| {
        met.len() >= 4 + u32::try_from(level.index()).unwrap()
    };
    assert!(matches!(Tables::of(veto), Err(TableFault::NotMonotone { .. })));
    assert!(matches!(Tables::of(only_high), Err(TableFault::NotNested { .. })));
    // A rule that asks for more parameters the higher the level is one, though no share of weights.
    assert!(Tables::of(by_count).is_ok());
    let faults = [Tables::of(veto), Tables::of(only_high)]
        .map(|tables| tables.unwrap_err().finding("rules/egen.toml"));
    assert_snapshot!(told(&faults), @r#"
    rules/egen.toml rule-not-monotone: niveauet let nås med Metoder og faglige tilgange, men ikke når også Uddannelsesmæssige kompetencer er opfyldt. Ret reglen, så mere opfyldt aldrig giver et lavere niveau.
    rules/egen.toml rule-not-nested: niveauet højt nås med Aktiv praksis, Praksiserfaring, Uddannelsesmæssige kompetencer, Fagmiljø, Samarbejdsformer, Vidensudvikling, Metoder og faglige tilgange, Hjælpemidler og teknologi, men niveauet under gør ikke. Ret reglen, så mere opfyldt aldrig giver et lavere niveau.
    "#);
}

// What a placement hangs on, by changing one grade and placing again.

#[test]
fn margin_says_whether_the_level_is_reached() {
    // The uneven rules; those with equal weights are below.
    for all in &BY_RULE[3..] {
        all.each(|index, grades, (low, _)| {
            for level in Level::ALL {
                match margin(&all.rule.rule, GradePlanes::of(grades), level) {
                    None => assert_eq!(index, ALL_NOT_RELEVANT),
                    Some(margin) => {
                        assert_eq!(margin.is_reached(), low.reaches(level), "{grades:?}");
                        assert_eq!(margin.surplus() >= 0, margin.met >= margin.enough);
                    }
                }
            }
        });
    }
}

#[test]
fn margin_of_equal_weights_is_k_minus_m() {
    for m in 1..=8u32 {
        let rule = Rule::majority(m);
        grade_sets(&FOUR).for_each(|grades| {
            let planes = GradePlanes::of(&grades);
            for level in Level::ALL {
                let k = i64::from(planes.at_least[level.index()].len());
                let margin = margin(&rule, planes, level).unwrap();
                assert_eq!(margin.surplus(), k - i64::from(m));
            }
        });
    }
}

#[test]
fn critical_blocking_and_deciding_are_what_changing_one_grade_shows() {
    // A rule with equal weights and an uneven one, both with required parameters.
    for all in &BY_RULE[2..4] {
        all.each(|index, grades, (low, _)| {
            if index == ALL_NOT_RELEVANT {
                return;
            }
            let rank = low as usize;
            let low_with = |parameter, grade| all.with(index, parameter, grade).0;
            let high_with = |parameter, grade| all.with(index, parameter, grade).1;
            let mut expected = [ParameterSet::EMPTY; 3];
            for (parameter, grade) in grades.iter() {
                let own = *grade as usize;
                let is_in = match grade {
                    Grade::NotRelevant => continue,
                    Grade::Unknown => {
                        [false, false, rank < 3 && low_with(parameter, FOUR[rank + 1]) > low]
                    }
                    _ => [
                        // Falls to just below the level that is reached, whatever is unknown.
                        rank > 0 && own >= rank && high_with(parameter, FOUR[rank - 1]) < low,
                        // Rises by one level.
                        own < 3 && low_with(parameter, FOUR[own + 1]) > low,
                        false,
                    ],
                };
                for (set, is_in) in expected.iter_mut().zip(is_in) {
                    *set = if is_in { set.with(parameter) } else { *set };
                }
            }
            let planes = GradePlanes::of(grades);
            let rule = &all.rule;
            let found = [critical(rule, planes), blocking(rule, planes), deciding(rule, planes)];
            assert_eq!(found, expected, "{}: {grades:?}", rule.rule.name);
        });
    }
}

// States (Reading R4).

#[test]
fn states_stand_in_their_order_of_precedence() {
    let rule = compiled(shipped("flertal"));
    let all = |grade| Some(GradePlanes::of(&PerParameter([grade; 8])));
    let four_unknown = {
        let mut grades = PerParameter([Grade::Moderate; 8]);
        grades.0[..4].fill(Grade::Unknown);
        Some(GradePlanes::of(&grades))
    };
    let rows = [
        ("no assessment", None),
        ("all not relevant", all(Grade::NotRelevant)),
        ("evidence, no grade", all(Grade::Unknown)),
        ("four unknown", four_unknown),
        ("nothing met", all(Grade::None)),
        ("all moderat", all(Grade::Moderate)),
    ];
    let mut table = String::new();
    for (name, planes) in rows {
        for quality in [QualityOutcome::Fail, QualityOutcome::Unknown, QualityOutcome::Pass] {
            let placement = place(&rule, planes, quality);
            let word = |attained: Option<Attained>| attained.map_or("-", Attained::danish);
            writeln!(
                table,
                "{name:<18} | {:<7} | {:<15} | {:<7} | {}..{}",
                placement.quality.column(),
                placement.state.column(),
                placement.level.map_or("-", Level::danish),
                word(placement.low),
                word(placement.high),
            )
            .unwrap();
        }
    }
    assert_snapshot!(table, @r#"
    no assessment      | fail    | not_assessed    | -       | -..-
    no assessment      | unknown | not_assessed    | -       | -..-
    no assessment      | pass    | not_assessed    | -       | -..-
    all not relevant   | fail    | not_assessed    | -       | -..-
    all not relevant   | unknown | not_assessed    | -       | -..-
    all not relevant   | pass    | not_assessed    | -       | -..-
    evidence, no grade | fail    | quality_not_met | -       | ingen..højt
    evidence, no grade | unknown | quality_unknown | -       | ingen..højt
    evidence, no grade | pass    | provisional     | -       | ingen..højt
    four unknown       | fail    | quality_not_met | -       | ingen..moderat
    four unknown       | unknown | quality_unknown | -       | ingen..moderat
    four unknown       | pass    | provisional     | -       | ingen..moderat
    nothing met        | fail    | quality_not_met | -       | ingen..ingen
    nothing met        | unknown | quality_unknown | -       | ingen..ingen
    nothing met        | pass    | below_light     | -       | ingen..ingen
    all moderat        | fail    | quality_not_met | -       | moderat..moderat
    all moderat        | unknown | quality_unknown | -       | moderat..moderat
    all moderat        | pass    | placed          | moderat | moderat..moderat
    "#);
}
