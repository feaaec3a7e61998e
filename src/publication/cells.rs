//! Which cells do the tables have, what do they count, and what must be hidden?

use std::collections::{BTreeMap, BTreeSet};

use super::dimension::{Dimension, tells_a_level};
use super::offerings::{Codes, Counted};
use super::rules::PublicationRules;
use crate::disclosure::{Cause, Insider, Need, Pattern, Published, Release, protect};

/// A row of a published table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its codes, in the order of the table's dimensions.
    pub(super) codes: Vec<String>,
    /// The count.
    pub(super) value: u64,
    /// Why it is hidden, if it is.
    pub(super) hidden: Option<Cause>,
    /// Whether only a linear program proves that it is wide enough.
    pub(super) is_by_program: bool,
    /// Whether it can be told too nearly whatever is hidden.
    pub(super) is_given_away: bool,
}

/// The tables with what is hidden in them, and how many insiders were tried.
pub(super) struct Protected {
    /// By table of the rules.
    pub(super) tables: Vec<Vec<Row>>,
    /// Providers alone in an inner cell that tells a level.
    pub(super) n_insiders: usize,
}

/// How wide a hidden cell must be: with every zero shown it is at least 1, so that a width of one
/// less leaves it open whether the fewest providers stand behind it.
pub(super) fn least_width(rules: &PublicationRules) -> u64 {
    rules.providers - 1
}

/// A cell before anything is hidden.
struct Cell {
    codes: Vec<String>,
    inner: Vec<u32>,
    value: u64,
    is_few: bool,
    n_totals: u32,
}

/// All tables, and what must be hidden in them, over all at once.
pub(super) fn protected(
    offerings: &[Counted],
    codes: &Codes,
    rules: &PublicationRules,
) -> Protected {
    let mut in_cell: Vec<BTreeMap<usize, u64>> = vec![BTreeMap::new(); codes.n_inner()];
    for one in offerings {
        let at = Dimension::ALL.map(|dimension| {
            let of = &codes.leaves[dimension as usize];
            of.iter().position(|leaf| *leaf == one.codes[dimension as usize]).unwrap_or_default()
        });
        *in_cell[codes.inner(at)].entry(one.provider).or_default() += 1;
    }
    let tables: Vec<Vec<Cell>> = rules
        .tables
        .iter()
        .map(|table| cells(&table.dimensions, codes, &in_cell, rules.providers))
        .collect();
    // A zero is shown: what it adds up is known to everybody, and is no question any more.
    let mut is_open = vec![true; in_cell.len()];
    for cell in tables.iter().flatten().filter(|cell| cell.value == 0) {
        cell.inner.iter().for_each(|at| is_open[*at as usize] = false);
    }
    let mut number = vec![None; in_cell.len()];
    let mut open = Vec::new();
    for at in (0..in_cell.len()).filter(|at| is_open[*at]) {
        number[at] = u32::try_from(open.len()).ok();
        open.push(&in_cell[at]);
    }
    let asked: Vec<&Cell> = tables.iter().flatten().filter(|cell| cell.value > 0).collect();
    let published = asked.iter().map(|cell| Published {
        inner: cell.inner.iter().filter_map(|at| number[*at as usize]).collect(),
        worth: 1 + 3 * cell.n_totals,
        need: if cell.is_few { Need::Hide { width: least_width(rules) } } else { Need::None },
    });
    let tells = |at: usize| {
        let of = codes.leaves[Dimension::Region as usize].len()
            * codes.leaves[Dimension::Ownership as usize].len();
        let levels = &codes.leaves[Dimension::Level as usize];
        tells_a_level(&levels[at / of % levels.len()])
    };
    let tells: Vec<bool> = (0..in_cell.len()).filter(|at| is_open[*at]).map(tells).collect();
    let insiders = insiders(&open, &tells);
    let n_insiders = insiders.len();
    let release = Release {
        values: open.iter().map(|who| who.values().sum()).collect(),
        cells: published.collect(),
        insiders,
        zeros_are_shown: true,
        least_width: least_width(rules),
    };
    let (release, went) = release.with_equal_cells_joined();
    let pattern = protect(&release);
    let mut went = went.into_iter();
    let tables = tables
        .into_iter()
        .map(|table| table.into_iter().map(|cell| row(cell, &pattern, &mut went)).collect());
    Protected { tables: tables.collect(), n_insiders }
}

fn row(cell: Cell, pattern: &Pattern, went: &mut impl Iterator<Item = usize>) -> Row {
    let Cell { codes, value, .. } = cell;
    let at = if value == 0 { None } else { went.next() };
    Row {
        codes,
        value,
        hidden: at.and_then(|at| pattern.hidden[at]),
        is_by_program: at.is_some_and(|at| pattern.by_program.contains(&at)),
        is_given_away: at.is_some_and(|at| pattern.given_away.contains(&at)),
    }
}

/// All cells of a table, sums among them.
fn cells(
    dimensions: &[Dimension],
    codes: &Codes,
    in_cell: &[BTreeMap<usize, u64>],
    fewest: u64,
) -> Vec<Cell> {
    let mut rows: Vec<Vec<String>> = vec![Vec::new()];
    for dimension in dimensions {
        let sums = codes.sums[*dimension as usize].iter().map(|(name, _)| name);
        let all: Vec<&String> = codes.leaves[*dimension as usize].iter().chain(sums).collect();
        rows = rows
            .into_iter()
            .flat_map(|row| {
                all.iter().map(move |code| {
                    let mut longer = row.clone();
                    longer.push((*code).clone());
                    longer
                })
            })
            .collect();
    }
    let cell = |row: Vec<String>| {
        let code_of = |dimension: Dimension| {
            let at = dimensions.iter().position(|known| *known == dimension);
            at.map_or(dimension.total(), |at| row[at].as_str())
        };
        let parts = Dimension::ALL.map(|dimension| codes.numbers(dimension, code_of(dimension)));
        let (mut inner, mut who, mut value) = (Vec::new(), BTreeSet::<usize>::new(), 0);
        for a in &parts[0] {
            for b in &parts[1] {
                for c in &parts[2] {
                    for d in &parts[3] {
                        let at = codes.inner([*a, *b, *c, *d]);
                        inner.extend(u32::try_from(at));
                        who.extend(in_cell[at].keys());
                        value += in_cell[at].values().sum::<u64>();
                    }
                }
            }
        }
        inner.sort_unstable();
        let is_few =
            tells_a_level(code_of(Dimension::Level)) && value > 0 && (who.len() as u64) < fewest;
        let n_totals = Dimension::ALL.iter().filter(|d| code_of(**d) == d.total()).count();
        Cell { inner, value, is_few, n_totals: u32::try_from(n_totals).unwrap_or(4), codes: row }
    };
    rows.into_iter().map(cell).collect()
}

/// Each provider that is alone in an inner cell that tells a level: it knows all its own.
fn insiders(in_cell: &[&BTreeMap<usize, u64>], tells: &[bool]) -> Vec<Insider> {
    let mut of: BTreeMap<usize, Insider> = BTreeMap::new();
    for (at, who) in in_cell.iter().enumerate() {
        if let Some(provider) = who.keys().next().filter(|_| who.len() == 1 && tells[at]) {
            of.entry(*provider).or_default();
        }
    }
    for (number, who) in (0_u32..).zip(in_cell) {
        for (provider, n) in *who {
            let Some(insider) = of.get_mut(provider) else { continue };
            if who.len() == 1 {
                insider.alone.push(number);
            } else {
                insider.part.push((number, *n));
            }
        }
    }
    of.into_values().collect()
}
