//! What is put together: municipalities, or groups of them that stay together.

use super::unit_set::UnitSet;
use crate::model::great_circle_km;

/// Municipalities, where they lie and who their neighbours are, in the register's order.
#[derive(Clone, Debug)]
pub struct Neighbourhood {
    adjacent: Vec<UnitSet>,
    /// Kilometres from municipality `a` to `b`, at `a * n + b`.
    km: Vec<f64>,
}

impl Neighbourhood {
    /// `places` are centroids in degrees north and east, one per municipality; `links` are pairs of
    /// neighbours by place in that list (a link to nowhere or to itself is no link). Nothing when
    /// there are more than 128 municipalities.
    pub fn new(places: &[(f64, f64)], links: &[(usize, usize)]) -> Option<Self> {
        if places.len() > UnitSet::CAPACITY {
            return None;
        }
        let mut adjacent = vec![UnitSet::default(); places.len()];
        for &(a, b) in links {
            if a != b && a < places.len() && b < places.len() {
                adjacent[a] = adjacent[a].with(b);
                adjacent[b] = adjacent[b].with(a);
            }
        }
        let from = |a: &(f64, f64)| places.iter().map(|b| great_circle_km(*a, *b)).collect();
        Some(Self { adjacent, km: places.iter().flat_map(|a| -> Vec<f64> { from(a) }).collect() })
    }

    /// How many municipalities there are.
    pub fn n_municipalities(&self) -> usize {
        self.adjacent.len()
    }

    pub(super) fn km(&self, a: usize, b: usize) -> f64 {
        self.km[a * self.n_municipalities() + b]
    }
}

/// What groups are made of, and what each weighs.
pub(super) struct Units {
    /// The municipalities of each.
    pub members: Vec<Vec<usize>>,
    pub adjacent: Vec<UnitSet>,
    /// Expected citizens of each.
    pub weight: Vec<f64>,
    /// Kilometres summed over all pairs of municipalities of the one and of the other.
    km: Vec<f64>,
}

impl Units {
    /// One unit per given group, and one per municipality in none. A municipality named by two
    /// groups belongs to the first.
    pub(super) fn new(land: &Neighbourhood, expected: &[f64], given: &[Vec<usize>]) -> Self {
        let n = land.n_municipalities();
        let mut is_free = vec![true; n];
        let mut members: Vec<Vec<usize>> = given
            .iter()
            .map(|group| {
                let known = group.iter().copied().filter(|m| *m < n);
                known.filter(|m| std::mem::replace(&mut is_free[*m], false)).collect()
            })
            .filter(|group: &Vec<usize>| !group.is_empty())
            .collect();
        members.extend((0..n).filter(|m| is_free[*m]).map(|m| vec![m]));
        for group in &mut members {
            group.sort_unstable();
        }
        members.sort();
        let mut unit_of = vec![0; n];
        for (unit, group) in members.iter().enumerate() {
            for municipality in group {
                unit_of[*municipality] = unit;
            }
        }
        let adjacent = members.iter().enumerate().map(|(unit, group)| {
            let neighbours = group.iter().flat_map(|m| land.adjacent[*m].units());
            neighbours.fold(UnitSet::default(), |set, m| set.with(unit_of[m])).without(unit)
        });
        let weight = members.iter().map(|group| {
            // What is not known adds nothing.
            let known = group.iter().filter_map(|m| expected.get(*m).copied());
            known.filter(|e| e.is_finite() && *e > 0.0).sum()
        });
        let between = |a: &[usize], b: &[usize]| -> f64 {
            a.iter().flat_map(|a| b.iter().map(|b| land.km(*a, *b))).sum()
        };
        let km = members.iter().flat_map(|a| members.iter().map(|b| between(a, b))).collect();
        Self { adjacent: adjacent.collect(), weight: weight.collect(), km, members }
    }

    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    pub(super) fn km(&self, a: usize, b: usize) -> f64 {
        self.km[a * self.len() + b]
    }

    pub(super) fn weight_of(&self, set: UnitSet) -> f64 {
        set.units().map(|unit| self.weight[unit]).sum()
    }

    /// Units next to a set, outside it.
    pub(super) fn around(&self, set: UnitSet) -> UnitSet {
        set.units().fold(UnitSet::default(), |all, unit| all.or(self.adjacent[unit])).minus(set)
    }
}
