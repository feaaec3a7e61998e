//! How far may the weight of one parameter move before a placement changes?

use super::radius::{Boundary, boundaries};
use crate::model::{GradePlanes, Parameter};
use crate::place::CompiledRule;

/// The weights of one parameter with which a placement stays, as shares of the whole weight: the
/// other parameters share the rest as they do in the rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightInterval {
    /// The parameter's share in the rule.
    pub now: f64,
    /// The smallest share; 0 when no weight is too small.
    pub from: f64,
    /// The largest; 1 when none is too large.
    pub to: f64,
}

impl WeightInterval {
    /// Whether the placement stays whatever the parameter weighs.
    pub fn is_any(&self) -> bool {
        self.from <= 0.0 && self.to >= 1.0
    }
}

/// The parameters whose weight alone can change the level, in box 4's order.
pub fn weights_that_matter(
    rule: &CompiledRule,
    planes: GradePlanes,
) -> Box<[(Parameter, WeightInterval)]> {
    let interval = |parameter| Some((parameter, single_weight(rule, planes, parameter)?));
    Parameter::ALL.into_iter().filter_map(interval).filter(|(_, of)| !of.is_any()).collect()
}

/// Of these the one whose weight may move least before the level changes; of equal ones the first.
pub fn most_sensitive(weights: &[(Parameter, WeightInterval)]) -> Option<Parameter> {
    let mut least: Option<(f64, Parameter)> = None;
    for (parameter, interval) in weights {
        let room = |end: f64, is_open: bool| if is_open { 1.0 } else { (end - interval.now).abs() };
        let room =
            room(interval.from, interval.from <= 0.0).min(room(interval.to, interval.to >= 1.0));
        if least.is_none_or(|(smallest, _)| room < smallest - 1e-12) {
            least = Some((room, *parameter));
        }
    }
    least.map(|(_, parameter)| parameter)
}

/// The interval of one parameter; nothing where the level is not decided, the parameter is not
/// counted or is the only one. The ends themselves may belong to either level.
///
/// With `r` the share of the others' weight that is met, `w(S)` is `t + (1 − t)r` when the
/// parameter is met and `(1 − t)r` when it is not; with `o` the share of it that is counted, which
/// is less than all where one of the others leaves the count, `t + (1 − t)o` is what it is held
/// against. Linear in its share t, so one bound for each boundary of the placement
/// (docs/robusthed.md).
pub fn single_weight(
    rule: &CompiledRule,
    planes: GradePlanes,
    parameter: Parameter,
) -> Option<WeightInterval> {
    let (low, high) = rule.attained(planes);
    let relevant = planes.relevant();
    let counted = rule.rule.counted(relevant);
    let others = counted.without(parameter);
    if low != high || relevant.is_empty() || !counted.contains(parameter) || others.is_empty() {
        return None;
    }
    let weight = |set| rule.rule.weight(set) as f64;
    let share = rule.rule.threshold.share;
    let lambda = f64::from(share.numerator()) / f64::from(share.denominator());
    let mut interval = WeightInterval {
        now: f64::from(rule.rule.weights[parameter]) / weight(counted),
        from: 0.0,
        to: 1.0,
    };
    let (own, next) = boundaries(planes, low);
    for (boundary, must_hold) in [(own, true), (next, false)] {
        let Some(Boundary { relevant, met }) = boundary else { continue };
        if rule.rule.required.0 & relevant.0 & !met.0 != 0 {
            // Not reached for want of a required parameter, whatever anything weighs.
            continue;
        }
        let counted = rule.rule.counted(relevant);
        if !counted.contains(parameter) {
            continue;
        }
        let met = rule.rule.counted_as_met(relevant, met);
        let held = weight(met.without(parameter)) / weight(others);
        let asked = lambda * weight(counted.without(parameter)) / weight(others);
        let is_met = met.contains(parameter);
        if is_met && held < weight(counted.without(parameter)) / weight(others) {
            // Enough from this share on.
            let line = ((asked - held) / (1.0 - held - (lambda - asked))).clamp(0.0, 1.0);
            if must_hold {
                interval.from = interval.from.max(line);
            } else {
                interval.to = interval.to.min(line);
            }
        } else if !is_met && held > 0.0 {
            // Enough up to this share.
            let line = (1.0 - lambda / (held + (lambda - asked))).clamp(0.0, 1.0);
            if must_hold {
                interval.to = interval.to.min(line);
            } else {
                interval.from = interval.from.max(line);
            }
        }
    }
    // On the line itself rounding may put an end on the wrong side of the weight as it is.
    interval.from = interval.from.min(interval.now);
    interval.to = interval.to.max(interval.now);
    Some(interval)
}
