//! Which sets of parameters are enough for a level? Three bit tests.
//!
//! A rule is a 0/1 function `F_h` for each level on the 2^8 sets ("coalitions") of parameters:
//! `level = max{h : F_h[S_h] = 1}` with `S_h` the parameters that reach h. Each
//! function is a table of 256 bits; one for each level and each set of relevant parameters, 24 KiB.

use super::Rule;
use crate::finding::{Finding, Place, Severity};
use crate::model::{Attained, GradePlanes, Level, Parameter, ParameterSet};

/// A 0/1 function on the 256 sets of parameters: bit `s` is its value on `ParameterSet(s)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Coalitions([u64; 4]);

impl Coalitions {
    /// A function of what a set has in `relevant`. Each such part is asked of once: it comes before
    /// the sets that it is a part of.
    fn of(relevant: ParameterSet, is_enough: impl Fn(ParameterSet) -> bool) -> Self {
        let mut table = Self::default();
        for set in (0..=u8::MAX).map(ParameterSet) {
            let part = ParameterSet(set.0 & relevant.0);
            let value = if part == set { is_enough(set) } else { table.contains(part) };
            table.0[usize::from(set.0 >> 6)] |= u64::from(value) << (set.0 & 63);
        }
        table
    }

    /// Whether `set` is enough.
    pub const fn contains(&self, set: ParameterSet) -> bool {
        self.bit(set) == 1
    }

    #[inline]
    const fn bit(&self, set: ParameterSet) -> u8 {
        ((self.0[(set.0 >> 6) as usize] >> (set.0 & 63)) & 1) as u8
    }
}

/// Why three functions are no placing rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// Meeting one parameter more takes the level away.
    NotMonotone {
        /// The level that is lost.
        level: Level,
        /// Enough without the parameter.
        met: ParameterSet,
        /// And not enough with it.
        added: Parameter,
    },
    /// Enough for a level, and not for the one below.
    NotNested {
        /// The higher level.
        level: Level,
        /// The set that is enough for it only.
        met: ParameterSet,
    },
}

impl TableFault {
    /// What the reader of the rule file is told.
    pub fn finding(self, file: &str) -> Finding {
        let names = |set: ParameterSet| {
            let names: Vec<&str> = set.iter().map(Parameter::danish).collect();
            if names.is_empty() { "ingen parametre".to_owned() } else { names.join(", ") }
        };
        let (code, message) = match self {
            Self::NotMonotone { level, met, added } => (
                "rule-not-monotone",
                format!(
                    "niveauet {level} nås med {}, men ikke når også {} er opfyldt",
                    names(met),
                    added.danish()
                ),
            ),
            Self::NotNested { level, met } => (
                "rule-not-nested",
                format!("niveauet {level} nås med {}, men niveauet under gør ikke", names(met)),
            ),
        };
        Finding {
            place: Place::file(file),
            severity: Severity::Error,
            code,
            message,
            action: "Ret reglen, så mere opfyldt aldrig giver et lavere niveau".to_owned(),
        }
    }
}

/// The tables of a rule, checked: monotone in S, and `F_3 ⇒ F_2 ⇒ F_1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables(Box<[[Coalitions; 3]]>);

impl Tables {
    /// Tabulates `is_enough(level, relevant, met)`, where `met` lies within `relevant`. Any such
    /// function may be a rule (weights, a required parameter, a veto, "any five with one of …"),
    /// as long as it is monotone and nested.
    pub fn of(
        is_enough: impl Fn(Level, ParameterSet, ParameterSet) -> bool,
    ) -> Result<Self, TableFault> {
        let mut tables = Vec::with_capacity(256);
        for relevant in (0..=u8::MAX).map(ParameterSet) {
            let by_level = Level::ALL
                .map(|level| Coalitions::of(relevant, |met| is_enough(level, relevant, met)));
            check(&by_level)?;
            tables.push(by_level);
        }
        Ok(Self(tables.into_boxed_slice()))
    }

    /// The tables for a set of relevant parameters, from *let* to *højt*.
    #[inline]
    pub fn with_relevant(&self, relevant: ParameterSet) -> &[Coalitions; 3] {
        &self.0[usize::from(relevant.0)]
    }

    /// The level in the worst and in the best case of what is not known: the lowest and the highest
    /// that the bounds of the grades leave. The placement is decided where both agree (Reading R3).
    ///
    /// `F_h[S_h]` and `F_h[U_h]`, with `S_h` the parameters known to reach h and `U_h` those that
    /// may. One that may turn out to be *ikke relevant* leaves the count where that is the worse
    /// (it reaches h for certain) or the better (it can't): for weights,
    /// `(w(S) − w_j)/(W − w_j) <= w(S)/W <= w(S)/(W − w_j) <= (w(S) + w_j)/W`. Of a grade of which
    /// nothing is known neither holds: *ingen* and *højt* are its worst and its best. When no
    /// parameter is relevant nothing can be said: the whole range, `(None, High)`.
    #[inline]
    pub fn attained(&self, planes: GradePlanes) -> (Attained, Attained) {
        if planes.relevant().is_empty() {
            return (Attained::None, Attained::High);
        }
        let is_leaving_open = planes.may_leave.0 & planes.partly_known().0 != 0;
        let (low, high) =
            if is_leaving_open { self.n_met_leaving(planes) } else { self.n_met(planes) };
        (Attained::ALL[usize::from(low)], Attained::ALL[usize::from(high)])
    }

    /// How many levels are met in the worst and in the best case. `S_3 ⊆ S_2 ⊆ S_1`
    /// and `F_3 ⇒ F_2 ⇒ F_1`, so it is the highest.
    #[inline]
    fn n_met(&self, planes: GradePlanes) -> (u8, u8) {
        let [at_light, at_moderate, at_high] = self.with_relevant(planes.relevant());
        let n = |[light, moderate, high]: [ParameterSet; 3]| {
            at_light.bit(light) + at_moderate.bit(moderate) + at_high.bit(high)
        };
        (n(planes.at_least), n(planes.may_reach))
    }

    /// The same where a parameter of which something is known may leave the count: seldom.
    fn n_met_leaving(&self, planes: GradePlanes) -> (u8, u8) {
        let (mut low, mut high) = (0, 0);
        for level in Level::ALL {
            let at = level.index();
            let worst = self.with_relevant(planes.relevant_at_worst(level));
            low += worst[at].bit(planes.at_least[at]);
            let best = planes.relevant_at_best(level);
            if best.is_empty() {
                // They don't all leave: then nothing is placed.
                let is_enough = |only| self.with_relevant(only)[at].contains(ParameterSet::EMPTY);
                let mut only = planes.relevant().iter().map(|p| ParameterSet::EMPTY.with(p));
                high += u8::from(only.any(is_enough));
                continue;
            }
            let best = self.with_relevant(best);
            high += best[at].bit(planes.may_reach[at]);
        }
        (low, high)
    }
}

/// Monotone: one parameter more never makes a set insufficient (single steps are enough, all others
/// are made of them). Nested: enough for a level is enough for the one below.
fn check(by_level: &[Coalitions; 3]) -> Result<(), TableFault> {
    for set in (0..=u8::MAX).map(ParameterSet) {
        for level in Level::ALL {
            let table = &by_level[level.index()];
            let lost = Parameter::ALL.into_iter().find(|p| !table.contains(set.with(*p)));
            if let (true, Some(added)) = (table.contains(set), lost) {
                return Err(TableFault::NotMonotone { level, met: set, added });
            }
        }
        for (below, level) in [(0, Level::Moderate), (1, Level::High)] {
            if by_level[level.index()].contains(set) && !by_level[below].contains(set) {
                return Err(TableFault::NotNested { level, met: set });
            }
        }
    }
    Ok(())
}

/// A rule with its tables: what the offerings are placed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompiledRule {
    /// The rule as it was written.
    pub rule: Rule,
    tables: Tables,
}

impl CompiledRule {
    /// Tabulates a rule.
    ///
    /// # Errors
    /// When more met would give less; [`TableFault::finding`] says so to the reader. [`super::parse_rule`]
    /// has already made sure that it does not happen to a rule from a file.
    pub fn compile(rule: Rule) -> Result<Self, TableFault> {
        let tables = Tables::of(|level, relevant, met| rule.is_met(level, relevant, met))?;
        Ok(Self { rule, tables })
    }

    /// Its tables.
    pub const fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The level in the worst and in the best case, see [`Tables::attained`].
    #[inline]
    pub fn attained(&self, planes: GradePlanes) -> (Attained, Attained) {
        self.tables.attained(planes)
    }
}
