//! Do the parameters need ranking or sifting? The figures of one target group, or of all.

use super::{
    Alpha, Contradiction, Discrimination, Fits, Folds, LeftOut, PairTauB, Pivot, Rated, Undefined,
    contradictions, cronbach_alpha, tau_b_matrix,
};
use crate::model::PerParameter;
use crate::place::CompiledRule;

/// What is said of one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParameterFigures {
    /// How its grades are spread.
    pub discrimination: Discrimination,
    /// How often a level hangs on it.
    pub pivot: Pivot,
    /// What leaving it out does.
    pub left_out: LeftOut,
    /// Cronbach's alpha of the other seven.
    pub alpha_without: Result<Alpha, Undefined>,
}

/// *Parameterstudie*: everything of docs/robusthed.md but the rules side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterStudy {
    /// Assessed offerings.
    pub n: usize,
    /// Figures for each parameter.
    pub parameters: PerParameter<ParameterFigures>,
    /// Kendall's tau-b of each pair.
    pub tau_b: PerParameter<PerParameter<PairTauB>>,
    /// Cronbach's alpha of all eight.
    pub alpha: Result<Alpha, Undefined>,
    /// The rules nearest to the inspectors' overall levels.
    pub fits: Result<Fits, Undefined>,
    /// Inspectors' overall levels that contradict each other.
    pub contradictions: Vec<Contradiction>,
}

impl ParameterStudy {
    /// Works the study out. `folds` are for the held-out errors.
    pub fn of(sample: &[Rated], rule: &CompiledRule, folds: Folds) -> Self {
        let (alpha, without) = cronbach_alpha(sample);
        Self {
            n: sample.len(),
            parameters: PerParameter::from_fn(|parameter| ParameterFigures {
                discrimination: Discrimination::of(sample, parameter),
                pivot: Pivot::of(sample, rule, parameter),
                left_out: LeftOut::of(sample, rule, parameter),
                alpha_without: without[parameter],
            }),
            tau_b: tau_b_matrix(sample),
            alpha,
            fits: Fits::of(sample, folds),
            contradictions: contradictions(sample),
        }
    }
}
