//! Can an area be divided into so many groups that each reach the threshold?

use super::chance::Chance;
use super::unit_set::UnitSet;
use super::units::Units;

/// How much worse a move may make things at first, as a share of the threshold; it sinks to
/// nothing. Threshold accepting (Dueck & Scheuer, *Journal of Computational Physics* 90, 1990): as
/// good as annealing and without an exponential, whose last digit differs between machines.
const ALLOWED_AT_FIRST: f64 = 0.3;

/// Divides `area`, which hangs together, into `n_groups` groups that hang together, and moves
/// units between neighbouring groups until nobody lacks anything. Nothing when this attempt does
/// not get there within `moves_per_unit` tries for each unit; another may.
pub(super) fn divide(
    units: &Units,
    area: UnitSet,
    n_groups: usize,
    threshold: f64,
    moves_per_unit: u32,
    chance: &mut Chance,
) -> Option<Vec<UnitSet>> {
    let mut division = Division::begin(units, area, n_groups, chance)?;
    let lack = |weight: f64| (threshold - weight).max(0.0);
    let mut n_lacking = division.weights.iter().filter(|weight| **weight < threshold).count();
    let n_moves = moves_per_unit * area.len();
    for tried in 0..n_moves {
        if n_lacking == 0 {
            return Some(division.groups);
        }
        let left = f64::from(n_moves - tried) / f64::from(n_moves);
        let allowed = ALLOWED_AT_FIRST * threshold * left * left;
        let Some((unit, from, to)) = division.some_move(threshold, chance) else { continue };
        let weight = units.weight[unit];
        let before = [division.weights[from], division.weights[to]];
        let after = [before[0] - weight, before[1] + weight];
        let worse = after.map(lack).iter().sum::<f64>() - before.map(lack).iter().sum::<f64>();
        if worse > allowed || !division.may_leave(unit, from) {
            continue;
        }
        division.make(unit, from, to);
        let in_lack = |pair: [f64; 2]| pair.iter().filter(|w| **w < threshold).count();
        let now = [division.weights[from], division.weights[to]];
        n_lacking = n_lacking + in_lack(now) - in_lack(before);
    }
    None
}

/// Every unit of the area in one of the groups.
struct Division<'u> {
    units: &'u Units,
    /// The units of the area, and the neighbours of each within it: lists are drawn from quickly.
    members: Vec<usize>,
    neighbours: Vec<Vec<usize>>,
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
            members: area.units().collect(),
            neighbours: units.adjacent.iter().map(|n| n.and(area).units().collect()).collect(),
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
    /// Often nothing: a draw that fails is cheaper than one that looks for what succeeds.
    fn some_move(&self, threshold: f64, chance: &mut Chance) -> Option<(usize, usize, usize)> {
        if chance.below(2) == 0 {
            let to = chance.below(u32::try_from(self.groups.len()).ok()?) as usize;
            if self.weights[to] < threshold {
                let member = chance.one_of(self.groups[to])?;
                let unit = chance.listed(&self.neighbours[member])?;
                let from = self.owner[unit];
                return (from != to).then_some((unit, from, to));
            }
        }
        let unit = chance.listed(&self.members)?;
        let to = self.owner[chance.listed(&self.neighbours[unit])?];
        let from = self.owner[unit];
        (from != to).then_some((unit, from, to))
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
