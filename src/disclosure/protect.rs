//! Which cells are hidden, so that the release holds against outsiders and insiders?

use rayon::prelude::*;

use super::attack::{Proof, Reach, attack};
use super::elimination::eliminate;
use super::release::{Cause, Insider, Need, Release};
use super::widen::widen;

/// Rounds of hiding more, at most; each hides at least one cell, and none ends unprotected but what
/// can't be helped.
const ROUNDS: usize = 200;

/// What is hidden, and how it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Why each published cell is hidden, if it is.
    pub hidden: Vec<Option<Cause>>,
    /// The cells that can still be told more nearly than they may, whatever is hidden: an earlier
    /// release shows too much.
    pub given_away: Vec<usize>,
    /// The cells of which the width is proved by a linear program alone.
    pub by_program: Vec<usize>,
}

/// Hides what must be hidden, what would give it away, and what would tell it too nearly.
pub fn protect(release: &Release) -> Pattern {
    let mut hidden = eliminate(release);
    for _ in 0..ROUNDS {
        // Insiders cost an attack each: they are asked when no more helps against outsiders.
        let mut found = look(release, &hidden, false);
        let mut more = more_for_all(release, &hidden, &found);
        if more.is_empty() {
            found = look(release, &hidden, true);
            more = more_for_all(release, &hidden, &found);
        }
        if more.is_empty() {
            let narrow = found.iter().filter(|(_, reach)| reach.is_too_narrow());
            let given_away = narrow.map(|(_, reach)| reach.cell);
            let by_program = found.iter().filter(|(_, r)| r.proof == Proof::LinearProgram);
            return Pattern {
                given_away: sorted(given_away),
                by_program: sorted(by_program.map(|(_, reach)| reach.cell)),
                hidden,
            };
        }
        for at in more {
            hidden[at] = hidden[at].or(Some(Cause::Interval));
        }
    }
    let given_away = look(release, &hidden, true);
    let narrow = given_away.iter().filter(|(_, reach)| reach.is_too_narrow());
    let given_away = sorted(narrow.map(|(_, reach)| reach.cell));
    Pattern { given_away, by_program: Vec::new(), hidden }
}

fn sorted(cells: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut cells: Vec<usize> = cells.collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// The attack by an outsider, and by each insider.
fn look<'r>(
    release: &'r Release,
    hidden: &[Option<Cause>],
    with_insiders: bool,
) -> Vec<(Option<&'r Insider>, Reach)> {
    let insiders = release.insiders.iter().filter(|_| with_insiders).map(Some);
    let who: Vec<Option<&Insider>> = std::iter::once(None).chain(insiders).collect();
    who.par_iter()
        .flat_map_iter(|who| {
            let known = release.known_to(*who, hidden);
            attack(&known, Some(&release.values)).into_iter().map(|reach| (*who, reach))
        })
        .collect()
}

/// What else to hide for all cells that are too narrow.
fn more_for_all(
    release: &Release,
    hidden: &[Option<Cause>],
    found: &[(Option<&Insider>, Reach)],
) -> Vec<usize> {
    let narrow: Vec<_> = found.iter().filter(|(_, reach)| reach.is_too_narrow()).collect();
    let more = narrow
        .par_iter()
        .flat_map_iter(|(insider, reach)| more_for(release, hidden, *insider, reach));
    more.collect()
}

/// What else to hide for one cell that is too narrow: the cheapest that helps, else the least
/// valued cell that is in the way.
fn more_for(
    release: &Release,
    hidden: &[Option<Cause>],
    insider: Option<&Insider>,
    reach: &Reach,
) -> Vec<usize> {
    let high = reach.low.max(u64::from(release.zeros_are_shown)) + reach.demanded;
    let found = widen(release, hidden, insider, (reach.cell, high));
    if !found.is_empty() {
        return found;
    }
    let inner = &release.cells[reach.cell].inner;
    let can_go = |at: &usize| {
        let cell = &release.cells[*at];
        let is_zero = release.zeros_are_shown && release.value(*at) == 0;
        hidden[*at].is_none() && cell.need != Need::Known && !is_zero
    };
    let touches = |at: &usize| {
        release.cells[*at].inner.iter().any(|other| inner.binary_search(other).is_ok())
    };
    let worth = |at: &usize| (u64::from(release.cells[*at].worth) * (release.value(*at) + 1), *at);
    let all = || (0..release.cells.len()).filter(can_go);
    all().filter(touches).min_by_key(worth).into_iter().collect()
}
