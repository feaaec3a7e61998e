//! Who takes part in the trial, and who assesses them?

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::country::Country;
use super::other::{FIRST_INDEX, draw_other, n_others};
use super::provider::draw_provider;
use crate::model::Supervision;

/// Brain injury, autism, vision: places in [`super::country::PILOTS`].
pub(super) const BRAIN_INJURY: usize = 0;
pub(super) const AUTISM: usize = 1;
pub(super) const VISION: usize = 2;

/// One rating that was made: a row on each of the two sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rating {
    pub(super) provider: u64,
    /// Place in [`super::country::PILOTS`].
    pub(super) pilot: u8,
    pub(super) occasion: Occasion,
}

/// *Anledning*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Occasion {
    /// By the supervising authority, in the first half of the year.
    First,
    /// By another socialtilsyn: a double rating.
    Double,
    /// By the supervising authority again, in the autumn.
    Again,
}

/// Double ratings that every trial plans for: with five socialtilsyn four for each two of them.
/// Larger trials have one in eight on top of these.
const PLANNED_DOUBLE: u64 = 40;

/// *Afprøvningen*: the ratings by authority, each list in the order of its rows.
pub(super) struct Trial {
    pub(super) n_providers: u64,
    pub(super) n_assessed: u64,
    /// Providers outside the portal that take part, on top of these.
    pub(super) n_others_assessed: u64,
    pub(super) ratings: BTreeMap<Supervision, Vec<Rating>>,
    /// Providers that take no pilot group in of themselves and were given one; sorted.
    given: Vec<(u64, u8)>,
}

impl Trial {
    /// The pilot group that this provider was given, so that enough providers can take part.
    pub(super) fn given_pilot(&self, provider: u64) -> Option<usize> {
        let at = self.given.binary_search_by_key(&provider, |(index, _)| *index).ok()?;
        Some(usize::from(self.given[at].1))
    }
}

/// What the choice needs to know of a provider.
struct Candidate {
    index: u64,
    key: u64,
    supervision: Supervision,
    pilots: [bool; 3],
    is_open: bool,
}

impl Candidate {
    fn under_social_authority(&self) -> bool {
        matches!(self.supervision, Supervision::SocialAuthority(_))
    }

    /// The pilot groups it would be assessed for: vision at providers outside socialtilsyn, the
    /// other two at providers under it (the model, chapter 4).
    fn assessed_for(&self) -> Vec<usize> {
        let wanted: &[usize] =
            if self.under_social_authority() { &[BRAIN_INJURY, AUTISM] } else { &[VISION] };
        wanted.iter().copied().filter(|pilot| self.pilots[*pilot]).collect()
    }
}

/// Chooses `n_assessed` of `n_providers`, and who rates them.
pub(super) fn plan_trial(country: &Country, seed: u64, n_providers: u64, n_assessed: u64) -> Trial {
    let mut queue: Vec<Candidate> =
        (0..n_providers).into_par_iter().map(|index| candidate(country, seed, index)).collect();
    queue.sort_unstable_by_key(|c| (c.key, c.index));
    let (mut chosen, mut given) = choose(&queue, n_assessed);
    chosen.sort_unstable_by_key(|at| queue[*at].index);
    given.sort_unstable();

    let mut trial = Trial {
        n_providers,
        n_assessed: chosen.len() as u64,
        n_others_assessed: 0,
        ratings: BTreeMap::new(),
        given,
    };
    let mut nth_of_authority = 0;
    let mut n_double_of: BTreeMap<Supervision, usize> = BTreeMap::new();
    let mut n_double = 0;
    for at in chosen {
        let candidate = &queue[at];
        let pilots = match trial.given_pilot(candidate.index) {
            Some(pilot) => vec![pilot],
            None => candidate.assessed_for(),
        };
        // One in three of those with two groups was assessed for the first of them only.
        let pilots = if candidate.key.is_multiple_of(3) { &pilots[..1] } else { &pilots[..] };
        let is_under_authority = candidate.under_social_authority();
        for pilot in pilots {
            let Ok(pilot) = u8::try_from(*pilot) else { continue };
            let mut add = |authority, occasion| {
                let rating = Rating { provider: candidate.index, pilot, occasion };
                trial.ratings.entry(authority).or_default().push(rating);
            };
            add(candidate.supervision, Occasion::First);
            // Two of five rated by two tilsyn until the plan is filled, two of 96 rated again by
            // their own.
            let is_planned = n_double < PLANNED_DOUBLE && nth_of_authority % 5 < 2;
            if is_under_authority && (is_planned || nth_of_authority % 8 == 5) {
                // The home tilsyn asks the others in turn, so that each two meet as often.
                let turn = n_double_of.entry(candidate.supervision).or_default();
                add(second_authority(country, candidate, *turn), Occasion::Double);
                *turn += 1;
                n_double += 1;
            }
            if is_under_authority && nth_of_authority % 48 == 7 {
                add(candidate.supervision, Occasion::Again);
            }
        }
        nth_of_authority += u64::from(is_under_authority);
    }
    let others = others_assessed(country, seed, n_providers, n_assessed);
    trial.n_others_assessed = others.len() as u64;
    for (authority, rating) in others {
        trial.ratings.entry(authority).or_default().push(rating);
    }
    for ratings in trial.ratings.values_mut() {
        ratings.sort_unstable();
    }
    trial
}

/// Providers outside the portal that take part, on top of the others: one for each twelve of them,
/// those with vision first.
fn others_assessed(
    country: &Country,
    seed: u64,
    n_providers: u64,
    n_assessed: u64,
) -> Vec<(Supervision, Rating)> {
    let mut willing: Vec<(bool, u64, Supervision, u8)> = (0..n_others(n_providers))
        .filter_map(|number| {
            let other = draw_other(country, seed, number);
            let pilot = other.pilot()?;
            Some((pilot != VISION, number, other.supervision, u8::try_from(pilot).ok()?))
        })
        .collect();
    willing.sort_unstable();
    let wanted = usize::try_from(n_assessed.div_ceil(12)).unwrap_or(usize::MAX);
    willing
        .into_iter()
        .take(wanted)
        .map(|(_, number, authority, pilot)| {
            let provider = FIRST_INDEX + number;
            (authority, Rating { provider, pilot, occasion: Occasion::First })
        })
        .collect()
}

fn candidate(country: &Country, seed: u64, index: u64) -> Candidate {
    let provider = draw_provider(country, seed, index);
    Candidate {
        index,
        key: provider.trial_key,
        supervision: provider.supervision,
        pilots: provider.pilots(),
        is_open: provider.is_open(),
    }
}

/// Places in the queue of those chosen, and the providers that had to be given a pilot group.
fn choose(queue: &[Candidate], n_assessed: u64) -> (Vec<usize>, Vec<(u64, u8)>) {
    let wanted = usize::try_from(n_assessed).unwrap_or(usize::MAX).min(queue.len());
    let mut is_chosen = vec![false; queue.len()];
    let mut chosen = Vec::with_capacity(wanted);
    let mut take = |up_to: usize, suits: &dyn Fn(&Candidate) -> bool| {
        for (at, candidate) in queue.iter().enumerate() {
            if chosen.len() >= up_to {
                break;
            }
            if !is_chosen[at] && suits(candidate) {
                is_chosen[at] = true;
                chosen.push(at);
            }
        }
    };
    // Four of a hundred outside socialtilsyn, then about half with brain injury, the rest autism.
    let is_pilot = |c: &Candidate, pilot| c.is_open && c.assessed_for().contains(&pilot);
    let outside = wanted * 4 / 100;
    take(outside, &|c| is_pilot(c, VISION));
    take(outside + (wanted - outside) / 2, &|c| is_pilot(c, BRAIN_INJURY));
    take(wanted, &|c| is_pilot(c, AUTISM));
    // Larger trials: whoever has a pilot group, and then whoever there is.
    take(wanted, &|c| !c.assessed_for().is_empty());
    take(wanted, &|_| true);
    let given = chosen.iter().map(|at| &queue[*at]).filter(|c| c.assessed_for().is_empty());
    let given = given.map(|c| {
        let pilot = match (c.under_social_authority(), c.key % 2) {
            (false, _) => VISION,
            (true, 0) => BRAIN_INJURY,
            (true, _) => AUTISM,
        };
        (c.index, u8::try_from(pilot).unwrap_or(0))
    });
    let given = given.collect();
    (chosen, given)
}

/// The tilsyn whose turn it is among those that don't supervise.
fn second_authority(country: &Country, candidate: &Candidate, turn: usize) -> Supervision {
    let Supervision::SocialAuthority(own) = candidate.supervision else {
        return candidate.supervision;
    };
    let others = country.other_authorities(own);
    let at = turn % others.len().max(1);
    others.get(at).map_or(candidate.supervision, |id| Supervision::SocialAuthority(*id))
}
