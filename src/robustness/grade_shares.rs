//! How often does a target group's offering reach each level on each parameter?

use crate::model::{Attained, GradeBounds, Level, Parameter, PerParameter};

/// Share of known grades on or above each level, per parameter: the probabilities that unknown
/// grades are given (docs/robusthed.md). Smoothed: 1/4 is added to each of the four counts, so that
/// what was never seen is unlikely and not impossible.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GradeShares {
    counts: PerParameter<[u32; 4]>,
}

impl GradeShares {
    /// Counts the known grades of a group's assessed offerings; those that are unknown, known in
    /// part or not relevant say nothing.
    pub fn of<'g>(offerings: impl IntoIterator<Item = &'g PerParameter<GradeBounds>>) -> Self {
        let mut counts = PerParameter([[0; 4]; 8]);
        for grades in offerings {
            for (parameter, bounds) in grades.iter() {
                if let Some(attained) = bounds.grade().attained() {
                    counts[parameter][attained as usize] += 1;
                }
            }
        }
        Self { counts }
    }

    /// `P(x_j >= h)`.
    pub fn at_least(&self, parameter: Parameter, level: Level) -> f64 {
        Attained::ALL
            .into_iter()
            .filter(|attained| attained.reaches(level))
            .map(|attained| self.exactly(parameter, attained))
            .sum()
    }

    /// `P(x_j = g)`.
    pub fn exactly(&self, parameter: Parameter, attained: Attained) -> f64 {
        let counts = self.counts[parameter];
        let known: u32 = counts.iter().sum();
        (f64::from(counts[attained as usize]) + 0.25) / (f64::from(known) + 1.0)
    }

    /// `P(x_j >= h)` and `P(x_j = g)` given that the grade lies within bounds: of the grades that
    /// they leave alone. That the parameter may turn out not to be relevant has no probability.
    pub fn at_least_within(&self, parameter: Parameter, bounds: GradeBounds, level: Level) -> f64 {
        let reaching = Attained::ALL.into_iter().filter(|attained| attained.reaches(level));
        reaching.map(|attained| self.exactly_within(parameter, bounds, attained)).sum()
    }

    /// See [`GradeShares::at_least_within`].
    pub fn exactly_within(
        &self,
        parameter: Parameter,
        bounds: GradeBounds,
        attained: Attained,
    ) -> f64 {
        let left = |attained: &Attained| bounds.allows(GradeBounds::between(*attained, *attained));
        if !left(&attained) {
            return 0.0;
        }
        let of_all: f64 =
            Attained::ALL.into_iter().filter(left).map(|a| self.exactly(parameter, a)).sum();
        self.exactly(parameter, attained) / of_all
    }

    /// How many known grades a parameter's shares rest on.
    pub fn n_known(&self, parameter: Parameter) -> u32 {
        self.counts[parameter].iter().sum()
    }
}
