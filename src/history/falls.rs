//! *Afspecialisering*: what fell from *højt* or *moderat*, where, and by what?

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::Level;

use super::{ByCause, Comparison, OfferingThen, Presence, Standing, Why};

/// What became of an offering on *højt* or *moderat* (Reading R103).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FallKind {
    /// It is on a lower level, or below *let*.
    Lower,
    /// Its quality is not met.
    QualityNotMet,
    /// No level can be told: *foreløbig*, *kvalitet ukendt*, *ikke vurderet*. It need not have
    /// fallen.
    Undecided,
    /// It is not in the new run, nor is it split otherwise there.
    Gone,
}

impl FallKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Lower, Self::QualityNotMet, Self::Undecided, Self::Gone];

    /// What became of it on its way to another standing; `None` where it rose or stayed.
    pub fn of(from: Level, to: Standing) -> Option<Self> {
        match to {
            Standing::QualityNotMet => Some(Self::QualityNotMet),
            Standing::Provisional | Standing::QualityUnknown | Standing::NotAssessed => {
                Some(Self::Undecided)
            }
            _ => to.attained().filter(|to| *to < from.into()).map(|_| Self::Lower),
        }
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Lower => "lavere niveau",
            Self::QualityNotMet => "kvalitet ikke opfyldt",
            Self::Undecided => "kan ikke længere afgøres",
            Self::Gone => "ikke længere med",
        }
    }
}

/// What became of the offerings of a group on a level in a region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fall {
    /// The group's slug; `None`: all groups.
    pub target_group: Option<Arc<str>>,
    /// The region, as the old run has it; the outer `None`: all regions, the inner: not reported.
    pub region: Option<Option<Arc<str>>>,
    /// The level in the old run; `None`: *højt* and *moderat* together.
    pub level: Option<Level>,
    /// Offerings on it in the old run.
    pub n_before: u64,
    /// How many of them became what, along [`FallKind::ALL`].
    pub n: [u64; 4],
    /// Those that are still in the data, by cause.
    pub by_cause: ByCause,
}

impl Fall {
    /// *Afspecialisering*: a lower level, or the quality lost.
    pub fn n_fallen(&self) -> u64 {
        self.n[FallKind::Lower as usize] + self.n[FallKind::QualityNotMet as usize]
    }

    fn add(&mut self, kind: Option<FallKind>, why: Option<&Why>) {
        self.n_before += 1;
        let Some(kind) = kind else { return };
        self.n[kind as usize] += 1;
        if kind != FallKind::Gone {
            self.by_cause.add(why);
        }
    }
}

/// Which group, region and level a row is of; the whole comes before its parts.
type Of = (Option<Arc<str>>, Option<Option<Arc<str>>>, u8);

/// The rows of all groups, regions and levels that had anything on *højt* or *moderat*, and of
/// them together; sorted, the whole first.
pub fn falls(comparison: &Comparison<'_>) -> Vec<Fall> {
    let mut rows: BTreeMap<Of, Fall> = BTreeMap::new();
    let mut add = |of: &OfferingThen, kind: &dyn Fn(Level) -> Option<FallKind>, why| {
        let high_or_moderate = |level: &Level| *level != Level::Light;
        let Some(level) = of.recorded.standing.level().filter(high_or_moderate) else { return };
        let kind = kind(level);
        for group in [None, Some(of.key.target_group.clone())] {
            for region in [None, Some(of.region.clone())] {
                for level in [None, Some(level)] {
                    // From the highest down.
                    let rank = level.map_or(0, |level| 4 - level as u8);
                    rows.entry((group.clone(), region.clone(), rank))
                        .or_insert_with(|| Fall {
                            target_group: group.clone(),
                            region: region.clone(),
                            level,
                            ..Fall::default()
                        })
                        .add(kind, why);
                }
            }
        }
    };
    // Moves stand in the order of the pairs.
    let mut next_moves = comparison.moves.iter().peekable();
    for (old, new) in &comparison.pairs {
        let moved = next_moves.next_if(|moved| std::ptr::eq(moved.old, *old));
        let why = moved.and_then(|moved| moved.why.as_ref());
        add(old, &|level| FallKind::of(level, new.recorded.standing), why);
    }
    for change in &comparison.changes {
        if matches!(change.presence, Presence::EndedOffering | Presence::GoneProvider) {
            add(change.offering, &|_| Some(FallKind::Gone), None);
        }
    }
    rows.into_values().collect()
}
