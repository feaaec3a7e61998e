//! What if the bound of a criterion moved?
//!
//! Every criterion's bound is moved by one step, 10 % and 20 % either way, and the offerings are
//! graded and placed again. Where an inspector gave the grade it stays: so the placements are
//! also looked at by the evidence alone.

use crate::grade::{Circumstances, Outcome, check_criterion, grade_by_outcomes};
use crate::guideline::{Bound, Criterion, Guideline};
use crate::model::{
    Attained, Evidence, GradeBounds, GradePlanes, Measure, Parameter, PerParameter, Unit,
};
use crate::place::CompiledRule;

/// How a bound is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoundMove {
    /// By −1 or 1 in the criterion's own unit: a citizen, a member of staff, a percentage point.
    Step(i8),
    /// By this many percent of itself.
    Percent(i8),
}

impl BoundMove {
    /// All six, the stricter of each pair last.
    pub const ALL: [Self; 6] = [
        Self::Step(-1),
        Self::Step(1),
        Self::Percent(-10),
        Self::Percent(10),
        Self::Percent(-20),
        Self::Percent(20),
    ];

    /// The words for readers: `ét trin lavere`, `10 % højere`.
    pub fn danish(self) -> String {
        let (by, amount) = match self {
            Self::Step(by) => (by, "ét trin".to_owned()),
            Self::Percent(by) => (by, format!("{} %", by.unsigned_abs())),
        };
        format!("{amount} {}", if by < 0 { "lavere" } else { "højere" })
    }

    /// The word in data columns: `minus_1`, `plus_10_percent`.
    pub fn column(self) -> String {
        let (by, unit) = match self {
            Self::Step(by) => (by, ""),
            Self::Percent(by) => (by, "_percent"),
        };
        format!("{}_{}{unit}", if by < 0 { "minus" } else { "plus" }, by.unsigned_abs())
    }

    /// The moved bound; nothing for a yes or no, and where nothing or more than everything would
    /// be asked for.
    pub fn of(self, criterion: &Criterion) -> Option<f64> {
        let Bound::AtLeast(bound) = criterion.bound else { return None };
        let moved = match self {
            Self::Step(by) => bound + f64::from(by),
            Self::Percent(by) => bound * (1.0 + f64::from(by) / 100.0),
        };
        let most = match criterion.measure {
            Measure::KnowledgeContributions => 3.0,
            measure if measure.unit() == Unit::Percent => 100.0,
            _ => f64::INFINITY,
        };
        (moved > 0.0 && moved <= most).then_some(moved)
    }
}

/// An assessed offering with the evidence behind each of its grades.
#[derive(Clone, Copy, Debug)]
pub struct WithEvidence<'e> {
    /// The evidence that each parameter was graded on; `None` where there was none.
    pub evidence: PerParameter<Option<&'e Evidence>>,
    /// Which criteria concern it.
    pub circumstances: Circumstances<'e>,
    /// The grades that place it, as far as they are known.
    pub grades: PerParameter<GradeBounds>,
    /// What the evidence allows.
    pub by_evidence: PerParameter<Option<GradeBounds>>,
    /// Whether the evidence gave the grade (and no inspector did).
    pub is_by_evidence: PerParameter<bool>,
}

/// What one move of one bound does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Offerings for which the criterion comes out otherwise.
    pub n_outcomes: u64,
    /// Offerings whose evidence then allows another grade.
    pub n_grades: u64,
    /// Placements that rise and that fall; an end of an interval that moves counts.
    pub placements: (u64, u64),
    /// The same if the evidence alone gave all grades.
    pub placements_by_evidence: (u64, u64),
}

/// What hangs on one criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CriterionEffect {
    /// Offerings that it is asked of, with evidence.
    pub n_asked: u64,
    /// Of these, those that meet it.
    pub n_met: u64,
    /// Those that do not.
    pub n_not_met: u64,
    /// Offerings within one step of the bound: a step either way would turn it.
    pub n_near: u64,
    /// Offerings that it alone holds down: met, it would lift the grade that the evidence allows.
    pub n_alone: u64,
    /// Of these, those whose placement it would lift too.
    pub n_alone_placements: u64,
    /// Offerings whose grade it alone holds up, as one of several alternatives: not met, it would
    /// lower the grade that the evidence allows.
    pub n_carries: u64,
    /// What each move does, along [`BoundMove::ALL`]; `None` where the bound can't be moved so.
    pub moves: [Option<Moved>; 6],
}

impl CriterionEffect {
    /// Asked of somebody, and without it every grade would be the same.
    pub const fn decides_nothing(&self) -> bool {
        self.n_asked > 0 && self.n_alone == 0 && self.n_carries == 0
    }

    fn add(&mut self, other: &Self) {
        self.n_asked += other.n_asked;
        self.n_met += other.n_met;
        self.n_not_met += other.n_not_met;
        self.n_near += other.n_near;
        self.n_alone += other.n_alone;
        self.n_alone_placements += other.n_alone_placements;
        self.n_carries += other.n_carries;
        for (sum, moved) in self.moves.iter_mut().zip(other.moves) {
            let (Some(sum), Some(moved)) = (sum.as_mut(), moved) else { continue };
            sum.n_outcomes += moved.n_outcomes;
            sum.n_grades += moved.n_grades;
            sum.placements.0 += moved.placements.0;
            sum.placements.1 += moved.placements.1;
            sum.placements_by_evidence.0 += moved.placements_by_evidence.0;
            sum.placements_by_evidence.1 += moved.placements_by_evidence.1;
        }
    }
}

/// The effects of a guideline's criteria, along [`Guideline::criteria`]: nothing counted yet.
pub fn no_effects(guideline: &Guideline) -> Vec<CriterionEffect> {
    let moves = |criterion| BoundMove::ALL.map(|m| m.of(criterion).map(|_| Moved::default()));
    guideline
        .criteria
        .iter()
        .map(|criterion| CriterionEffect { moves: moves(criterion), ..CriterionEffect::default() })
        .collect()
}

/// Adds two sums of effects of the same guideline.
#[must_use]
pub fn added(mut one: Vec<CriterionEffect>, other: &[CriterionEffect]) -> Vec<CriterionEffect> {
    for (sum, effect) in one.iter_mut().zip(other) {
        sum.add(effect);
    }
    one
}

/// Moves every bound of the guideline for one offering, and adds what happens to `effects`.
pub fn add_effects(
    effects: &mut [CriterionEffect],
    guideline: &Guideline,
    rule: &CompiledRule,
    offering: &WithEvidence<'_>,
) {
    let placed = Placed::of(rule, offering);
    for parameter in Parameter::ALL {
        let Some(evidence) = offering.evidence[parameter] else { continue };
        if offering.by_evidence[parameter] == Some(GradeBounds::NOT_RELEVANT) {
            continue;
        }
        let mut of_it =
            guideline.criteria.iter().enumerate().filter(|(_, c)| c.parameter == parameter);
        let Some(first) = of_it.next().map(|(place, _)| place) else { continue };
        let of_parameter = &guideline.criteria[first..first + 1 + of_it.count()];
        let checks: Vec<_> = (first..)
            .zip(of_parameter)
            .map(|(place, criterion)| {
                let place = u16::try_from(place).unwrap_or(u16::MAX);
                check_criterion(place, criterion, evidence, offering.circumstances)
            })
            .collect();
        // What the grade would be with one criterion coming out otherwise.
        let graded = |changed: usize, outcome: Outcome| {
            grade_by_outcomes(parameter, evidence, guideline, |place, _| {
                let at = usize::from(place) - first;
                if at == changed { outcome } else { checks[at].outcome }
            })
        };
        let as_it_is = graded(usize::MAX, Outcome::Unknown);
        for (at, (check, criterion)) in checks.iter().zip(of_parameter).enumerate() {
            let effect = &mut effects[first + at];
            if check.outcome == Outcome::NotRelevant {
                continue;
            }
            effect.n_asked += 1;
            effect.n_met += u64::from(check.outcome == Outcome::Met);
            effect.n_not_met += u64::from(check.outcome == Outcome::NotMet);
            if check.outcome != Outcome::Met {
                let met = graded(at, Outcome::Met);
                if met != as_it_is {
                    effect.n_alone += 1;
                    let (rises, _) = placed.moves(parameter, met, false);
                    effect.n_alone_placements += u64::from(rises);
                }
            }
            if check.outcome == Outcome::Met && criterion.any_of.is_some() {
                effect.n_carries += u64::from(graded(at, Outcome::NotMet) != as_it_is);
            }
            let mut is_near = false;
            for (movement, moved) in BoundMove::ALL.into_iter().zip(&mut effect.moves) {
                let (Some(bound), Some(moved)) = (movement.of(criterion), moved.as_mut()) else {
                    continue;
                };
                let outcome = check.with_bound(Bound::AtLeast(bound));
                if outcome == check.outcome {
                    continue;
                }
                is_near |= matches!(movement, BoundMove::Step(_));
                moved.n_outcomes += 1;
                let bounds = graded(at, outcome);
                if bounds == as_it_is {
                    continue;
                }
                moved.n_grades += 1;
                for (is_by_evidence, (up, down)) in
                    [(false, &mut moved.placements), (true, &mut moved.placements_by_evidence)]
                {
                    let (rises, falls) = placed.moves(parameter, bounds, is_by_evidence);
                    *up += u64::from(rises);
                    *down += u64::from(falls);
                }
            }
            effect.n_near += u64::from(is_near);
        }
    }
}

/// An offering's grades, with the placement they give: those that place it, and those of the
/// evidence alone.
struct Placed<'r> {
    rule: &'r CompiledRule,
    is_by_evidence: PerParameter<bool>,
    with_inspectors: (PerParameter<GradeBounds>, (Attained, Attained)),
    by_evidence: (PerParameter<GradeBounds>, (Attained, Attained)),
}

impl<'r> Placed<'r> {
    fn of(rule: &'r CompiledRule, offering: &WithEvidence<'_>) -> Self {
        let attained = |grades| (grades, rule.attained(GradePlanes::of(&grades)));
        let evidence = offering.by_evidence.map(Option::unwrap_or_default);
        Self {
            rule,
            is_by_evidence: offering.is_by_evidence,
            with_inspectors: attained(offering.grades),
            by_evidence: attained(evidence),
        }
    }

    /// Whether the placement rises or falls when the evidence on a parameter allows other grades.
    fn moves(&self, parameter: Parameter, bounds: GradeBounds, by_evidence: bool) -> (bool, bool) {
        if !by_evidence && !self.is_by_evidence[parameter] {
            return (false, false);
        }
        let (mut grades, before) =
            if by_evidence { self.by_evidence } else { self.with_inspectors };
        grades[parameter] = bounds;
        let after = self.rule.attained(GradePlanes::of(&grades));
        (after.0 > before.0 || after.1 > before.1, after.0 < before.0 || after.1 < before.1)
    }
}
