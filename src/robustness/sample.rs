//! Which offerings is the study of the parameters made on?

use crate::model::{Attained, GradeBounds, GradePlanes, PerParameter, ProviderId};

/// One assessed offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rated {
    /// Its provider: offerings of one provider are held out together.
    pub provider: ProviderId,
    /// Its grades, as far as they are known.
    pub grades: PerParameter<GradeBounds>,
    /// The inspector's own overall level, when given (Reading R6).
    pub inspector: Option<Attained>,
}

impl Rated {
    /// The grades as bit planes.
    pub fn planes(&self) -> GradePlanes {
        GradePlanes::of(&self.grades)
    }
}
