//! How many grade steps is a placement from the level above and from the one below?
//!
//! For many offerings: worked out once for all 5^8 = 390.625 sets of grades (four grades and not
//! relevant; an unknown one counts as *ingen*, the low end). [`super::lift`] and [`super::drop`]
//! name the steps.

use crate::model::{GradePlanes, Level, ParameterSet};
use crate::place::Tables;

/// 5^j: the place of parameter j in a set's number.
const PLACE_VALUES: [u32; 8] = {
    let mut values = [1; 8];
    let mut at = 1;
    while at < 8 {
        values[at] = values[at - 1] * 5;
        at += 1;
    }
    values
};

/// The digit of a parameter that is not relevant.
const NOT_RELEVANT: u32 = 4;

const N_SETS: usize = 390_625;

/// No number of steps.
const NEVER: u8 = u8::MAX;

/// Steps up and down for every set of grades. 0,8 MiB.
pub struct StepTables {
    /// For each of the 256 sets of parameters the sum of their place values.
    values: Box<[u32; 256]>,
    up: Box<[u8]>,
    down: Box<[u8]>,
}

impl StepTables {
    /// Works them out for a rule: a set of grades is one step further from a level than the
    /// nearest of its neighbours, whatever monotone rule it is.
    pub fn of(tables: &Tables) -> Self {
        let mut values = Box::new([0; 256]);
        for set in 1..=u8::MAX {
            let lowest = PLACE_VALUES[set.trailing_zeros() as usize];
            values[usize::from(set)] = values[usize::from(set & (set - 1))] + lowest;
        }
        let met: Vec<[bool; 3]> = (0..N_SETS)
            .map(|number| {
                let planes = planes_of(number);
                let enough = tables.with_relevant(ParameterSet(!planes.not_relevant.0));
                Level::ALL.map(|l| enough[l.index()].contains(planes.at_least[l.index()]))
            })
            .collect();
        let (mut up, mut down) = (vec![NEVER; N_SETS], vec![NEVER; N_SETS]);
        for level in Level::ALL {
            let is_met = |number: usize| met[number][level.index()];
            let is_next = |number: usize| {
                !is_met(number) && (level == Level::Light || met[number][level.index() - 1])
            };
            let is_own = |number: usize| {
                is_met(number) && (level == Level::High || !met[number][level.index() + 1])
            };
            for (number, steps) in distances(is_met, Raise).into_iter().enumerate() {
                if is_next(number) {
                    up[number] = steps;
                }
            }
            for (number, steps) in distances(|n| !is_met(n), Lower).into_iter().enumerate() {
                if is_own(number) {
                    down[number] = steps;
                }
            }
        }
        Self { values, up: up.into_boxed_slice(), down: down.into_boxed_slice() }
    }

    /// Steps to the level above the low end; nothing on *højt* and where nothing is relevant.
    #[inline]
    pub fn up(&self, planes: GradePlanes) -> Option<u8> {
        Some(self.up[self.number(planes)]).filter(|steps| *steps != NEVER)
    }

    /// Steps that take the low end's level away; nothing where none is reached.
    #[inline]
    pub fn down(&self, planes: GradePlanes) -> Option<u8> {
        Some(self.down[self.number(planes)]).filter(|steps| *steps != NEVER)
    }

    #[inline]
    fn number(&self, planes: GradePlanes) -> usize {
        let value = |set: ParameterSet| self.values[usize::from(set.0)];
        let [light, moderate, high] = planes.at_least.map(value);
        (light + moderate + high + NOT_RELEVANT * value(planes.not_relevant)) as usize
    }
}

/// Which neighbours are one step away.
#[derive(Clone, Copy)]
enum Direction {
    Raise,
    Lower,
}
use Direction::{Lower, Raise};

fn distances(is_there: impl Fn(usize) -> bool, direction: Direction) -> Vec<u8> {
    let mut distances = vec![NEVER; N_SETS];
    let mut visit = |number: usize| {
        if is_there(number) {
            distances[number] = 0;
            return;
        }
        let mut rest = number;
        let mut nearest = NEVER;
        for value in PLACE_VALUES {
            let digit = rest % 5;
            rest /= 5;
            let neighbour = match direction {
                Raise if digit < 3 => number + value as usize,
                Lower if (1..=3).contains(&digit) => number - value as usize,
                Raise | Lower => continue,
            };
            nearest = nearest.min(distances[neighbour]);
        }
        distances[number] = nearest.saturating_add(1);
    };
    // A raised set has a larger number, a lowered one a smaller: neighbours come first.
    match direction {
        Raise => (0..N_SETS).rev().for_each(&mut visit),
        Lower => (0..N_SETS).for_each(&mut visit),
    }
    distances
}

fn planes_of(number: usize) -> GradePlanes {
    let mut planes = GradePlanes::default();
    let mut rest = number;
    for bit in 0..8 {
        let digit = rest % 5;
        rest /= 5;
        if digit == 4 {
            planes.not_relevant.0 |= 1 << bit;
        } else {
            for (level, met) in (1..).zip(&mut planes.at_least) {
                met.0 |= u8::from(digit >= level) << bit;
            }
        }
    }
    planes
}
