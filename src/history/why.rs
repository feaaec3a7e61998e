//! Why does an offering stand elsewhere in the new run?
//!
//! What its level hangs on is taken apart into causes; each set of causes is turned to the new while
//! the others stay as they were, and the offering is graded and placed again. Nothing is guessed
//! from what merely changed.

use crate::guideline::Guideline;
use crate::model::{Grade, GradeBounds, Parameter, ParameterSet, PerParameter};
use crate::place::CompiledRule;

use super::recorded::{AssessedThen, Recorded, stands};
use super::{Cause, CauseSet, Shares, Standing};

/// An offering in one of two runs, with what it was graded and placed by.
#[derive(Clone, Copy, Debug)]
pub struct Side<'r> {
    /// What the run recorded.
    pub recorded: &'r Recorded,
    /// The run's guideline for it, as the run read it.
    pub guideline: Option<&'r Guideline>,
    /// The run's rule, as the run read it.
    pub rule: &'r CompiledRule,
}

/// *Hvorfor*: what made a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// One cause, whatever the others were.
    One(Cause),
    /// Several together.
    Together {
        /// How much each made of it.
        shares: Shares,
        /// The smallest sets of causes that were enough, sorted.
        enough: Vec<CauseSet>,
    },
    /// A run can't be recomputed from what it wrote: another version of the program graded or
    /// placed otherwise.
    NotReproduced,
}

impl Why {
    /// How much each cause made of it; `None` where that can't be said.
    pub fn shares(&self) -> Option<Shares> {
        match self {
            Self::One(cause) => Some(Shares::only(*cause)),
            Self::Together { shares, .. } => Some(*shares),
            Self::NotReproduced => None,
        }
    }

    /// The words for readers, without a full stop.
    pub fn danish(&self) -> String {
        match self {
            Self::One(cause) => cause.danish().to_owned(),
            Self::NotReproduced => "kan ikke genberegnes: programmet var et andet".to_owned(),
            Self::Together { shares, enough } => {
                let joined =
                    |set: &CauseSet| set.iter().map(Cause::danish).collect::<Vec<_>>().join(" + ");
                let sets: Vec<String> = enough.iter().map(joined).collect();
                let all_alone = enough.iter().all(|set| set.len() == 1);
                let mut words = match enough.as_slice() {
                    [one] => format!("kun tilsammen: {}", joined(one)),
                    _ if all_alone => format!("hver for sig nok: {}", sets.join("; ")),
                    _ => format!("enten {}", sets.join(" eller ")),
                };
                let against = Cause::ALL.into_iter().filter(|cause| shares.of(*cause) < 0);
                let against: Vec<&str> = against.map(Cause::danish).collect();
                if !against.is_empty() {
                    words.push_str("; imod trak: ");
                    words.push_str(&against.join(" + "));
                }
                words
            }
        }
    }
}

/// Why an offering that is in both runs moved; the two standings differ.
pub fn why(old: Side<'_>, new: Side<'_>) -> Why {
    let game = Game::of(old, new);
    let (from, to) = (old.recorded.standing, new.recorded.standing);
    if game.standing(CauseSet::EMPTY) != from || game.standing(game.players) != to {
        return Why::NotReproduced;
    }
    // Half for what leaves the old standing, half for what reaches the new: told the other way
    // round, from new to old, every cause has the same share (Reading R102).
    let halves = |set: CauseSet| {
        let standing = game.standing(set);
        u8::from(standing != from) + u8::from(standing == to)
    };
    let decides = |cause: &Cause| {
        game.players.subsets().all(|set| halves(set) == 2 * u8::from(set.contains(*cause)))
    };
    if let Some(cause) = game.players.iter().find(decides) {
        return Why::One(cause);
    }
    let mut enough: Vec<CauseSet> = Vec::new();
    let mut sets: Vec<CauseSet> = game.players.subsets().filter(|set| halves(*set) == 2).collect();
    sets.sort_by_key(|set| (set.len(), *set));
    for set in sets {
        if !enough.iter().any(|smaller| smaller.is_within(set)) {
            enough.push(set);
        }
    }
    Why::Together { shares: Shares::shapley(game.players, halves), enough }
}

/// The old and the new, ready to be mixed.
struct Game<'r> {
    old: Side<'r>,
    new: Side<'r>,
    /// The causes that differ at all.
    players: CauseSet,
    kind: Kind<'r>,
}

enum Kind<'r> {
    /// Assessed in one of the runs at most: its grades there.
    InOne { grades: Option<PerParameter<GradeBounds>> },
    /// Assessed in both.
    InBoth {
        then: [&'r AssessedThen; 2],
        /// What the evidence allows: by whose evidence, by whose guideline.
        allowed: [[PerParameter<GradeBounds>; 2]; 2],
        is_other_assessor: bool,
        /// Parameters whose grade became known or unknown.
        became_known: ParameterSet,
    },
}

impl<'r> Game<'r> {
    fn of(old: Side<'r>, new: Side<'r>) -> Self {
        let mut players = CauseSet::EMPTY;
        let mut add = |is: bool, cause| {
            if is {
                players = players.with(cause);
            }
        };
        add(old.rule.rule != new.rule.rule, Cause::Rule);
        add(old.recorded.quality != new.recorded.quality, Cause::Quality);
        let kind = match (&old.recorded.assessed, &new.recorded.assessed) {
            (Some(before), Some(after)) => {
                let by = |then: &AssessedThen| {
                    [old.guideline, new.guideline].map(|guideline| then.reported.graded(guideline))
                };
                let (then, allowed) = ([before, after], [by(before), by(after)]);
                let is_other_assessor = before.assessor != after.assessor;
                let known = became_known(then, &allowed, is_other_assessor);
                let differs = |parameter: &Parameter| {
                    (0..2).any(|by| allowed[0][by][*parameter] != allowed[1][by][*parameter])
                };
                let says =
                    |parameter: &Parameter| before.given[*parameter] != after.given[*parameter];
                let is_known = |parameter: &Parameter| known.contains(*parameter);
                let all = || Parameter::ALL.iter();
                add(!known.is_empty(), Cause::Known);
                add(all().any(|p| !is_known(p) && differs(p)), Cause::Evidence);
                add(is_other_assessor && all().any(says), Cause::OtherAssessor);
                add(
                    !is_other_assessor && all().any(|p| !is_known(p) && says(p)),
                    Cause::SameAssessor,
                );
                add((0..2).any(|of| allowed[of][0] != allowed[of][1]), Cause::Guideline);
                Kind::InBoth { then, allowed, is_other_assessor, became_known: known }
            }
            (before, after) => {
                add(before.is_some() || after.is_some(), Cause::Assessed);
                let of_old = before.as_ref().map(|then| then.grades(old.guideline));
                let of_new = after.as_ref().map(|then| then.grades(new.guideline));
                Kind::InOne { grades: of_old.or(of_new) }
            }
        };
        Self { old, new, players, kind }
    }

    /// Where the offering stands when these causes are as in the new run and the others as in the
    /// old.
    fn standing(&self, turned: CauseSet) -> Standing {
        let side = |cause| if turned.contains(cause) { self.new } else { self.old };
        let (rule, quality) = (side(Cause::Rule).rule, side(Cause::Quality).recorded.quality);
        match &self.kind {
            Kind::InOne { grades } => {
                let is_assessed = side(Cause::Assessed).recorded.assessed.is_some();
                stands(rule, grades.as_ref().filter(|_| is_assessed), quality)
            }
            Kind::InBoth { then, allowed, is_other_assessor, became_known } => {
                let at = |cause| usize::from(turned.contains(cause));
                let grades = PerParameter::from_fn(|parameter| {
                    let is_known = became_known.contains(parameter);
                    let evidence = at(if is_known { Cause::Known } else { Cause::Evidence });
                    let said = at(match (is_other_assessor, is_known) {
                        (true, _) => Cause::OtherAssessor,
                        (false, true) => Cause::Known,
                        (false, false) => Cause::SameAssessor,
                    });
                    let allowed = allowed[evidence][at(Cause::Guideline)][parameter];
                    then[said].given[parameter].unwrap_or(allowed)
                });
                stands(rule, Some(&grades), quality)
            }
        }
    }
}

/// The parameters whose grade is known on one side only by what was reported or given, whatever the
/// guideline and, where another authority assessed, whoever assessed (Reading R101).
fn became_known(
    then: [&AssessedThen; 2],
    allowed: &[[PerParameter<GradeBounds>; 2]; 2],
    is_other_assessor: bool,
) -> ParameterSet {
    let is_known = |parameter: Parameter, said: usize, evidence: usize, guideline: usize| {
        let allowed = allowed[evidence][guideline][parameter];
        then[said].given[parameter].unwrap_or(allowed).grade() != Grade::Unknown
    };
    let became = |parameter: &Parameter| {
        let flips = |guideline: usize, before: usize, after: usize| {
            is_known(*parameter, before, 0, guideline) != is_known(*parameter, after, 1, guideline)
        };
        (0..2).all(|guideline| {
            if is_other_assessor {
                (0..2).all(|said| flips(guideline, said, said))
            } else {
                flips(guideline, 0, 1)
            }
        })
    };
    Parameter::ALL.into_iter().filter(became).collect()
}
