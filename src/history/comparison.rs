//! Who is in both runs, who moved, who came and who went?

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{Direction, OfferingKey, OfferingThen, RunThen, Standing, Why, why};

/// Two runs, held against each other.
#[derive(Debug)]
pub struct Comparison<'r> {
    /// Offerings in both runs, as pairs, by key.
    pub pairs: Vec<(&'r OfferingThen, &'r OfferingThen)>,
    /// Those of them that stand elsewhere, by key.
    pub moves: Vec<Move<'r>>,
    /// Offerings in one run only, by key.
    pub changes: Vec<Change<'r>>,
}

/// An offering that stands elsewhere in the new run.
#[derive(Debug)]
pub struct Move<'r> {
    /// As it was.
    pub old: &'r OfferingThen,
    /// As it is.
    pub new: &'r OfferingThen,
    /// Which way.
    pub direction: Direction,
    /// Why; `None` where a run did not record what that takes.
    pub why: Option<Why>,
}

impl Move<'_> {
    /// From where to where.
    pub fn standings(&self) -> (Standing, Standing) {
        (self.old.recorded.standing, self.new.recorded.standing)
    }
}

/// An offering that is in one of the runs only.
#[derive(Debug)]
pub struct Change<'r> {
    /// As it was, or is.
    pub offering: &'r OfferingThen,
    /// What that means.
    pub presence: Presence,
}

/// What it means that an offering is in one run only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// The provider is new: no offering of it is in the old run.
    NewProvider,
    /// A known provider offers something to another target group too.
    NewOffering,
    /// Provider and group are in both runs; the parts that they are split into are others here.
    SplitNew,
    /// As [`Presence::SplitNew`], of the old run.
    SplitOld,
    /// The provider offers nothing to the group any more.
    EndedOffering,
    /// Nothing of the provider is in the new run.
    GoneProvider,
}

impl Presence {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::NewProvider,
        Self::NewOffering,
        Self::SplitNew,
        Self::SplitOld,
        Self::EndedOffering,
        Self::GoneProvider,
    ];

    /// Whether it is the new run that the offering is in.
    pub const fn is_new(self) -> bool {
        matches!(self, Self::NewProvider | Self::NewOffering | Self::SplitNew)
    }

    /// The words for readers. A provider that is not in the data need not be closed.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::NewProvider => "nyt tilbud",
            Self::NewOffering => "kendt tilbud, ny målgruppe",
            Self::SplitNew => "delt på en anden måde, ny del",
            Self::SplitOld => "delt på en anden måde, tidligere del",
            Self::EndedOffering => "tilbuddet har ikke længere målgruppen",
            Self::GoneProvider => "tilbuddet er ikke længere med",
        }
    }
}

/// Holds two runs against each other. The result does not depend on the thread count.
pub fn compare<'r>(old: &'r RunThen, new: &'r RunThen) -> Comparison<'r> {
    let (mut pairs, mut gone, mut come) = (Vec::new(), Vec::new(), Vec::new());
    let (mut olds, mut news) = (old.offerings.iter().peekable(), new.offerings.iter().peekable());
    loop {
        let order = match (olds.peek(), news.peek()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => old.key.cmp(&new.key),
        };
        match order {
            Ordering::Less => gone.extend(olds.next()),
            Ordering::Greater => come.extend(news.next()),
            Ordering::Equal => pairs.extend(olds.next().zip(news.next())),
        }
    }
    let moves = pairs.par_iter().filter_map(|(before, after)| {
        let (from, to) = (before.recorded.standing, after.recorded.standing);
        let sides = || old.side(before).zip(new.side(after));
        (from != to).then(|| Move {
            old: before,
            new: after,
            direction: Direction::of(from, to),
            why: sides().map(|(old, new)| why(old, new)),
        })
    });
    let moves = moves.collect();
    let (in_old, in_new) = (Known::of(&old.offerings), Known::of(&new.offerings));
    let gone = gone.into_iter().map(|offering| Change {
        offering,
        presence: match in_new.has(&offering.key) {
            (_, true) => Presence::SplitOld,
            (true, false) => Presence::EndedOffering,
            (false, false) => Presence::GoneProvider,
        },
    });
    let come = come.into_iter().map(|offering| Change {
        offering,
        presence: match in_old.has(&offering.key) {
            (_, true) => Presence::SplitNew,
            (true, false) => Presence::NewOffering,
            (false, false) => Presence::NewProvider,
        },
    });
    let mut changes: Vec<Change<'r>> = gone.chain(come).collect();
    changes.sort_by(|a, b| (a.presence, &a.offering.key).cmp(&(b.presence, &b.offering.key)));
    Comparison { pairs, moves, changes }
}

/// Providers, and what they offer to whom.
struct Known<'r> {
    providers: BTreeSet<&'r str>,
    offers: BTreeSet<(&'r str, &'r str)>,
}

impl<'r> Known<'r> {
    fn of(offerings: &'r [OfferingThen]) -> Self {
        let offer = |o: &'r OfferingThen| (&*o.key.provider_id, &*o.key.target_group);
        Self {
            providers: offerings.iter().map(|o| &*o.key.provider_id).collect(),
            offers: offerings.iter().map(offer).collect(),
        }
    }

    /// Whether there is anything of the provider, and anything of it for the group.
    fn has(&self, key: &OfferingKey) -> (bool, bool) {
        let provider = &*key.provider_id;
        (self.providers.contains(provider), self.offers.contains(&(provider, &*key.target_group)))
    }
}
