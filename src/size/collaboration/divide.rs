//! Can an area be divided into so many groups that each reach the threshold?

use super::chance::Chance;
use super::unit_set::UnitSet;
use super::units::Units;

/// Moves tried per unit of the area, in one attempt.
const MOVES_PER_UNIT: usize = 300;

/// How much worse a move may make things at first, as a share of the threshold; it sinks to
/// nothing. Threshold accepting (Dueck & Scheuer, *Journal of Computational Physics* 90, 1990): as
/// good as annealing and without an exponential, whose last digit differs between machines.
const ALLOWED_AT_FIRST: f64 = 0.3;

/// Divides `area`, which hangs together, into `n_groups` groups that hang together, and moves
/// units between neighbouring groups until nobody lacks anything. Nothing when this attempt does
/// not get there; another may.
pub(super) fn divide(
    units: &Units,
    area: UnitSet,
    n_groups: usize,
    threshold: f64,
    chance: &mut Chance,
) -> Option<Vec<UnitSet>> {
    let mut division = Division::begin(units, area, n_groups, chance)?;
    let lack = |weight: f64| (threshold - weight).max(0.0);
    let n_moves = MOVES_PER_UNIT * area.len() as usize;
    for nth in 0..n_moves {
        if division.weights.iter().all(|weight| *weight >= threshold) {
            return Some(division.groups);
        }
        let left = (n_moves - nth) as f64 / n_moves as f64;
        let allowed = ALLOWED_AT_FIRST * threshold * left * left;
        let Some((unit, from, to)) = division.some_move(threshold, chance) else { continue };
        let weight = units.weight[unit];
        let (lighter, heavier) = (division.weights[from] - weight, division.weights[to] + weight);
        let before = lack(division.weights[from]) + lack(division.weights[to]);
        let change = lack(lighter) + lack(heavier) - before;
        if change > allowed || !division.may_leave(unit, from) {
            continue;
        }
        division.make(unit, from, to);
    }
    None
}

/// Every unit of the area in one of the groups.
struct Division<'u> {
    units: &'u Units,
    area: UnitSet,
    groups: Vec<UnitSet>,
    weights: Vec<f64>,
    /// Group of each unit.
    owner: Vec<usize>,
}

impl<'u> Division<'u> {
    /// Groups grown side by side from seeds drawn apart, the lightest first.
    fn begin(
        units: &'u Units,
        area: UnitSet,
        n_groups: usize,
        chance: &mut Chance,
    ) -> Option<Self> {
        let mut begun = Self {
            units,
            area,
            groups: Vec::with_capacity(n_groups),
            weights: Vec::with_capacity(n_groups),
            owner: vec![usize::MAX; units.len()],
        };
        let mut free = area;
        for group in 0..n_groups {
            let seed = chance.one_of(free)?;
            begun.groups.push(UnitSet::of(seed));
            begun.weights.push(units.weight[seed]);
            begun.owner[seed] = group;
            free = free.without(seed);
        }
        let mut growing: Vec<usize> = (0..n_groups).collect();
        while !free.is_empty() {
            let lightest = growing
                .iter()
                .copied()
                .min_by(|a, b| begun.weights[*a].total_cmp(&begun.weights[*b]))?;
            match chance.one_of(units.around(begun.groups[lightest]).and(free)) {
                Some(unit) => {
                    begun.groups[lightest] = begun.groups[lightest].with(unit);
                    begun.weights[lightest] += units.weight[unit];
                    begun.owner[unit] = lightest;
                    free = free.without(unit);
                }
                None => growing.retain(|group| *group != lightest),
            }
        }
        Some(begun)
    }

    /// A unit, its group and a neighbouring one it could go to; half of the time one that lacks.
    fn some_move(&self, threshold: f64, chance: &mut Chance) -> Option<(usize, usize, usize)> {
        if chance.below(2) == 0 {
            let to = chance.below(self.groups.len());
            if self.weights[to] < threshold {
                let around = self.units.around(self.groups[to]).and(self.area);
                let unit = chance.one_of(around)?;
                return Some((unit, self.owner[unit], to));
            }
        }
        let unit = chance.one_of(self.area)?;
        let from = self.owner[unit];
        let others = self.units.adjacent[unit].and(self.area).minus(self.groups[from]);
        let to = self.owner[chance.one_of(others)?];
        Some((unit, from, to))
    }

    fn may_leave(&self, unit: usize, from: usize) -> bool {
        let rest = self.groups[from].without(unit);
        !rest.is_empty() && rest.hangs_together(&self.units.adjacent)
    }

    fn make(&mut self, unit: usize, from: usize, to: usize) {
        self.groups[from] = self.groups[from].without(unit);
        self.groups[to] = self.groups[to].with(unit);
        // Summed anew, so that no rounding gathers over thousands of moves.
        self.weights[from] = self.units.weight_of(self.groups[from]);
        self.weights[to] = self.units.weight_of(self.groups[to]);
        self.owner[unit] = to;
    }
}
