//! Who joins whom, when the number of groups is settled, so that the way is short?

use super::unit_set::UnitSet;
use super::units::Units;

/// Rounds of moves and swaps; each only ever shortens the ways, and few are needed.
const ROUNDS: usize = 40;

/// What must be gained for a move to count, in kilometres: less is rounding.
const GAIN_KM: f64 = 1e-6;

/// Puts everybody in `left` who borders on a group into one, the nearest first, and then moves and
/// swaps units between groups as long as the kilometres between members, summed over all pairs in
/// a group, get fewer: the second aim of max-p-regions (Duque, Anselin & Rey 2012), with distance
/// for their dissimilarity. No group falls below the threshold or apart. Gives who borders on none.
pub(super) fn settle(
    units: &Units,
    groups: &mut [UnitSet],
    left: UnitSet,
    threshold: f64,
) -> UnitSet {
    let left = join(units, groups, left);
    let mut settling = Settling::begin(units, groups, threshold);
    for _ in 0..ROUNDS {
        let has_moved = settling.moves();
        if !has_moved && !settling.swaps() {
            break;
        }
    }
    left
}

fn join(units: &Units, groups: &mut [UnitSet], mut left: UnitSet) -> UnitSet {
    loop {
        let mut nearest: Option<(f64, usize, usize)> = None;
        for unit in left.units() {
            for (at, group) in groups.iter().enumerate() {
                if units.adjacent[unit].and(*group).is_empty() {
                    continue;
                }
                let km: f64 = group.units().map(|member| units.km(unit, member)).sum();
                let n: usize = group.units().map(|member| units.members[member].len()).sum();
                let mean = km / n as f64;
                if nearest.is_none_or(|(least, ..)| mean < least) {
                    nearest = Some((mean, unit, at));
                }
            }
        }
        let Some((_, unit, at)) = nearest else { return left };
        groups[at] = groups[at].with(unit);
        left = left.without(unit);
    }
}

struct Settling<'s> {
    units: &'s Units,
    groups: &'s mut [UnitSet],
    threshold: f64,
    weights: Vec<f64>,
    /// Group of each unit that is in one.
    owner: Vec<Option<usize>>,
    /// Kilometres from each unit to all members of each group, at `unit * groups + group`.
    to_group: Vec<f64>,
}

impl<'s> Settling<'s> {
    fn begin(units: &'s Units, groups: &'s mut [UnitSet], threshold: f64) -> Self {
        let weights = groups.iter().map(|group| units.weight_of(*group)).collect();
        let owner =
            (0..units.len()).map(|unit| groups.iter().position(|g| g.contains(unit))).collect();
        let km = |unit: usize, group: &UnitSet| group.units().map(|m| units.km(unit, m)).sum();
        let to_group = (0..units.len())
            .flat_map(|unit| groups.iter().map(|g| km(unit, g)).collect::<Vec<f64>>())
            .collect();
        Self { units, groups, threshold, weights, owner, to_group }
    }

    fn km_to(&self, unit: usize, group: usize) -> f64 {
        self.to_group[unit * self.groups.len() + group]
    }

    /// Groups that border on a unit, but its own.
    fn bordering(&self, unit: usize) -> Vec<usize> {
        let neighbours = self.units.adjacent[unit].units().filter_map(|other| self.owner[other]);
        let mut others: Vec<usize> =
            neighbours.filter(|group| Some(*group) != self.owner[unit]).collect();
        others.sort_unstable();
        others.dedup();
        others
    }

    /// Moves units as long as it helps; whether it did.
    fn moves(&mut self) -> bool {
        let mut has_moved = false;
        for unit in 0..self.units.len() {
            let Some(from) = self.owner[unit] else { continue };
            let rest = self.groups[from].without(unit);
            if self.weights[from] - self.units.weight[unit] < self.threshold || rest.is_empty() {
                continue;
            }
            let shorter = |to: &usize| self.km_to(unit, from) - self.km_to(unit, *to);
            let best = self
                .bordering(unit)
                .into_iter()
                .max_by(|a, b| shorter(a).total_cmp(&shorter(b)).then(b.cmp(a)));
            let Some(to) = best.filter(|to| shorter(to) > GAIN_KM) else { continue };
            if rest.hangs_together(&self.units.adjacent)
                && self.units.weight_of(rest) >= self.threshold
            {
                self.put(unit, from, to);
                has_moved = true;
            }
        }
        has_moved
    }

    /// Swaps units of neighbouring groups as long as it helps; whether it did.
    fn swaps(&mut self) -> bool {
        let mut has_swapped = false;
        for one in 0..self.units.len() {
            for other in one + 1..self.units.len() {
                has_swapped |= self.swap(one, other);
            }
        }
        has_swapped
    }

    fn swap(&mut self, one: usize, other: usize) -> bool {
        let (Some(a), Some(b)) = (self.owner[one], self.owner[other]) else { return false };
        if a == b {
            return false;
        }
        let before = self.km_to(one, a) + self.km_to(other, b);
        let after = self.km_to(one, b) + self.km_to(other, a) - 2.0 * self.units.km(one, other);
        if before - after <= GAIN_KM {
            return false;
        }
        let in_a = self.groups[a].without(one).with(other);
        let in_b = self.groups[b].without(other).with(one);
        let is_sound = |group: UnitSet| {
            self.units.weight_of(group) >= self.threshold
                && group.hangs_together(&self.units.adjacent)
        };
        if !is_sound(in_a) || !is_sound(in_b) {
            return false;
        }
        self.put(one, a, b);
        self.put(other, b, a);
        true
    }

    fn put(&mut self, unit: usize, from: usize, to: usize) {
        self.groups[from] = self.groups[from].without(unit);
        self.groups[to] = self.groups[to].with(unit);
        self.weights[from] = self.units.weight_of(self.groups[from]);
        self.weights[to] = self.units.weight_of(self.groups[to]);
        self.owner[unit] = Some(to);
        let n_groups = self.groups.len();
        for other in 0..self.units.len() {
            let km = self.units.km(other, unit);
            self.to_group[other * n_groups + from] -= km;
            self.to_group[other * n_groups + to] += km;
        }
    }
}
