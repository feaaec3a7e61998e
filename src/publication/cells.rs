//! Which cells do the tables have, what do they count, and what must be hidden?

use std::collections::{BTreeMap, BTreeSet};

use super::codes::Codes;
use super::dimension::{Dimension, tells_a_level};
use super::inside::{Inside, insides};
use super::measure::Measure;
use super::offerings::Counted;
use super::released::Figures;
use super::rounded::rounded;
use super::rules::{PublicationRules, TableRule};
use crate::disclosure::{Cause, Insider, Need, Pattern, Published, Release, protect};
use crate::landscape::PARTS_OF_A_PLACE;

/// A row of a published table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its codes, in the order of the table's columns.
    pub(super) codes: Vec<String>,
    /// The count; where it is rounded, as it is shown.
    pub(super) value: u64,
    /// Whether it tells what an assessment ended with.
    tells: bool,
    /// Why it is hidden, if it is.
    pub(super) hidden: Option<Cause>,
    /// Whether only a linear program proves that it is wide enough.
    pub(super) is_by_program: bool,
    /// Whether it can be told too nearly whatever is hidden.
    pub(super) is_given_away: bool,
}

impl Row {
    /// What is shown of it.
    pub(super) fn shown(&self) -> Option<u64> {
        self.hidden.is_none().then_some(self.value)
    }
}

/// The tables with what is hidden in them, and how many insiders were tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Protected {
    /// By table of the rules.
    pub(super) tables: Vec<Vec<Row>>,
    /// Operators alone in an inner cell that tells a level.
    pub(super) n_insiders: usize,
    /// Cells that an earlier publication shows as they still are.
    pub(super) n_known: usize,
}

impl Protected {
    /// Cells that are hidden, and cells that are hidden or not zero, the same in several tables
    /// counted in each.
    pub(super) fn hidden_of(&self) -> (usize, usize) {
        Self::counted(self.tables.iter().flatten())
    }

    /// The same of the cells that tell what an assessment ended with.
    pub(super) fn hidden_of_levels(&self) -> (usize, usize) {
        Self::counted(self.tables.iter().flatten().filter(|row| row.tells))
    }

    fn counted<'r>(rows: impl Iterator<Item = &'r Row>) -> (usize, usize) {
        rows.fold((0, 0), |(n_hidden, of), row| {
            let is_hidden = row.hidden.is_some();
            (n_hidden + usize::from(is_hidden), of + usize::from(is_hidden || row.value > 0))
        })
    }
}

/// How wide a hidden cell must be: wide enough to leave it open whether the fewest providers stand
/// behind it. Where every zero is shown it is at least 1. How wide a cell of places must be follows
/// from who has them; what everybody is told of is that none can be told exactly.
pub(super) const fn least_width(rules: &PublicationRules, measure: Measure) -> u64 {
    match measure {
        Measure::Placements if rules.zeros_are_shown => rules.providers - 1,
        Measure::Placements => rules.providers,
        Measure::Places => 1,
    }
}

/// A cell before anything is hidden.
struct Cell {
    codes: Vec<String>,
    inner: Vec<u32>,
    value: u64,
    /// How wide it must be, when it must be hidden.
    width: Option<u64>,
    /// Whether it tells what an assessment ended with.
    tells: bool,
    n_totals: u32,
}

/// Who is reckoned with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Against<'e> {
    /// What an earlier publication shows that is still true.
    pub(super) earlier: Option<&'e Figures>,
    /// Whether operators that know their own are: each costs an attack.
    pub(super) with_insiders: bool,
}

/// All tables, and what must be hidden in them, over all of a measure at once.
pub(super) fn protected(
    offerings: &[Counted],
    codes: &Codes,
    rules: &PublicationRules,
    against: Against<'_>,
) -> Protected {
    let mut made =
        Protected { tables: vec![Vec::new(); rules.tables.len()], ..Protected::default() };
    for measure in Measure::ALL {
        let of: Vec<(usize, &TableRule)> =
            rules.tables.iter().enumerate().filter(|(_, rule)| rule.measure == measure).collect();
        if of.is_empty() {
            continue;
        }
        let inside = insides(offerings, codes, measure);
        let tables: Vec<Vec<Cell>> =
            of.iter().map(|(_, rule)| cells(rule, codes, &inside, rules)).collect();
        let tables = match rules.rounding {
            Some(base) => rounded_tables(tables, &inside, base),
            None => hidden_tables(tables, codes, &inside, (rules, measure), against, &mut made),
        };
        for ((at, _), table) in of.iter().zip(tables) {
            made.tables[*at] = table;
        }
    }
    made
}

fn rounded_tables(tables: Vec<Vec<Cell>>, inside: &[Inside], base: u64) -> Vec<Vec<Row>> {
    let values: Vec<u64> = inside.iter().map(|inside| inside.value).collect();
    let all: Vec<(&[u32], bool)> =
        tables.iter().flatten().map(|cell| (&*cell.inner, cell.width.is_some())).collect();
    let values = rounded(&values, &all, base);
    let row = |cell: Cell| Row {
        value: cell.inner.iter().map(|at| values[*at as usize]).sum(),
        codes: cell.codes,
        tells: cell.tells,
        hidden: None,
        is_by_program: false,
        is_given_away: false,
    };
    tables.into_iter().map(|table| table.into_iter().map(row).collect()).collect()
}

fn hidden_tables(
    tables: Vec<Vec<Cell>>,
    codes: &Codes,
    inside: &[Inside],
    (rules, measure): (&PublicationRules, Measure),
    against: Against<'_>,
    made: &mut Protected,
) -> Vec<Vec<Row>> {
    // A zero that is shown is known to everybody, and so is what it adds up: no question any more.
    // Whoever hides zeros as others hides those that tell a level.
    let mut is_open = vec![true; inside.len()];
    let is_plain_zero = |cell: &&Cell| cell.value == 0 && (rules.zeros_are_shown || !cell.tells);
    for cell in tables.iter().flatten().filter(is_plain_zero) {
        cell.inner.iter().for_each(|at| is_open[*at as usize] = false);
    }
    let mut number = vec![None; inside.len()];
    let mut open: Vec<usize> = Vec::new();
    for at in (0..inside.len()).filter(|at| is_open[*at]) {
        number[at] = u32::try_from(open.len()).ok();
        open.push(at);
    }
    let numbered = |inner: &[u32]| -> Vec<u32> {
        inner.iter().filter_map(|at| number[*at as usize]).collect()
    };
    let is_asked = |cell: &Cell| cell.inner.iter().any(|at| is_open[*at as usize]);
    let asked = tables.iter().flatten().filter(|cell| is_asked(cell));
    let published = asked.map(|cell| Published {
        inner: numbered(&cell.inner),
        worth: 1 + 3 * cell.n_totals,
        need: cell.width.map_or(Need::None, |width| Need::Hide { width }),
    });
    let mut insiders = insiders(&open, inside, codes, measure);
    if !against.with_insiders {
        insiders.clear();
    }
    made.n_insiders += insiders.len();
    let release = Release {
        values: open.iter().map(|at| inside[*at].value).collect(),
        cells: published.collect(),
        insiders,
        zeros_are_shown: rules.zeros_are_shown,
        least_width: least_width(rules, measure),
    };
    let (mut release, went) = release.with_equal_cells_joined();
    if let Some(earlier) = against.earlier {
        let inner_of: BTreeMap<String, usize> =
            (0..inside.len()).map(|at| (codes.key(measure, at), at)).collect();
        for cell in &earlier.cells {
            let known: Vec<usize> =
                cell.inner.iter().filter_map(|key| inner_of.get(key).copied()).collect();
            made.n_known += usize::from(!known.is_empty());
            let mut inner: Vec<u32> = known.iter().filter_map(|at| number[*at]).collect();
            inner.sort_unstable();
            know(&mut release, inner);
        }
    }
    let pattern = protect(&release);
    let mut went = went.into_iter();
    let mut row = |cell: Cell| {
        let at = if is_asked(&cell) { went.next() } else { None };
        row(cell, &pattern, at)
    };
    tables.into_iter().map(|table| table.into_iter().map(&mut row).collect()).collect()
}

/// Notes that a sum is known from an earlier publication. One that must be hidden today stays so,
/// and the attack says that it is given away.
fn know(release: &mut Release, inner: Vec<u32>) {
    if inner.is_empty() {
        return;
    }
    let same = release.cells.iter_mut().find(|cell| cell.inner == inner);
    match same {
        Some(cell) if cell.need == Need::None => cell.need = Need::Known,
        Some(cell) if cell.need == Need::Known => {}
        _ => release.cells.push(Published { inner, worth: 1, need: Need::Known }),
    }
}

fn row(cell: Cell, pattern: &Pattern, at: Option<usize>) -> Row {
    let Cell { codes, value, tells, .. } = cell;
    Row {
        codes,
        value,
        tells,
        hidden: at.and_then(|at| pattern.hidden[at]),
        is_by_program: at.is_some_and(|at| pattern.by_program.contains(&at)),
        is_given_away: at.is_some_and(|at| pattern.given_away.contains(&at)),
    }
}

/// All cells of a table, sums among them.
fn cells(
    rule: &TableRule,
    codes: &Codes,
    inside: &[Inside],
    rules: &PublicationRules,
) -> Vec<Cell> {
    let mut rows: Vec<Vec<String>> = vec![Vec::new()];
    for view in &rule.views {
        let all = codes.shown(*view);
        rows = rows
            .into_iter()
            .flat_map(|row| {
                all.iter().map(move |code| {
                    let mut longer = row.clone();
                    longer.push(code.clone());
                    longer
                })
            })
            .collect();
    }
    rows.into_iter().map(|row| cell(row, rule, codes, inside, rules)).collect()
}

fn cell(
    row: Vec<String>,
    rule: &TableRule,
    codes: &Codes,
    inside: &[Inside],
    rules: &PublicationRules,
) -> Cell {
    let code_of = |dimension: Dimension| {
        let at = rule.views.iter().position(|view| view.dimension() == dimension);
        at.map_or(dimension.total(), |at| row[at].as_str())
    };
    let parts = Dimension::ALL.map(|dimension| codes.numbers(dimension, code_of(dimension)));
    let mut inner: Vec<u32> = Vec::new();
    for a in &parts[0] {
        for b in &parts[1] {
            for c in &parts[2] {
                for d in &parts[3] {
                    inner.extend(u32::try_from(codes.inner([*a, *b, *c, *d])));
                }
            }
        }
    }
    inner.sort_unstable();
    let within = || inner.iter().map(|at| &inside[*at as usize]);
    let value = within().map(|inside| inside.value).sum();
    let tells = tells_a_level(code_of(Dimension::Level));
    let who: BTreeSet<usize> = within().flat_map(|inside| &inside.providers).copied().collect();
    let is_few = tells && (who.len() as u64) < rules.providers;
    let width = match rule.measure {
        _ if value == 0 => None,
        Measure::Placements => is_few.then(|| least_width(rules, rule.measure)),
        Measure::Places => width_of_places(within(), rules.p_percent, is_few),
    };
    let n_totals = Dimension::ALL.iter().filter(|d| code_of(**d) == d.total()).count();
    let n_totals = u32::try_from(n_totals).unwrap_or(4);
    Cell { inner, value, width, tells, n_totals, codes: row }
}

/// How wide a sum of places must be, when it must be hidden: where the next largest operator, or
/// somebody who knows no more than the sum, could tell the largest one's places within p percent
/// (the p% rule, Hundepool et al., Statistical Disclosure Control, 2012, chapter 4), as much as is
/// wanting on both sides.
fn width_of_places<'i>(
    inside: impl Iterator<Item = &'i Inside>,
    p_percent: u64,
    is_few: bool,
) -> Option<u64> {
    let mut by_operator: BTreeMap<usize, u64> = BTreeMap::new();
    for (operator, parts) in inside.flat_map(|inside| &inside.parts_of) {
        *by_operator.entry(*operator).or_default() += parts;
    }
    let mut sorted: Vec<u64> = by_operator.into_values().collect();
    sorted.sort_unstable_by_key(|parts| std::cmp::Reverse(*parts));
    let largest = sorted.first().copied().unwrap_or(0);
    let others: u64 = sorted.iter().skip(2).sum();
    let wanting = (p_percent * largest).saturating_sub(100 * others);
    (is_few || wanting > 0).then(|| (2 * wanting).div_ceil(100 * PARTS_OF_A_PLACE).max(1))
}

/// Each operator that is alone in an inner cell that tells a level: it knows all its own.
fn insiders(open: &[usize], inside: &[Inside], codes: &Codes, measure: Measure) -> Vec<Insider> {
    let part = |parts: u64| match measure {
        Measure::Placements => parts,
        Measure::Places => parts / PARTS_OF_A_PLACE,
    };
    let mut of: BTreeMap<usize, Insider> = BTreeMap::new();
    for at in open.iter().filter(|at| tells_a_level(codes.level(**at))) {
        if let Some(operator) = inside[*at].only_operator() {
            of.entry(operator).or_default();
        }
    }
    for (number, at) in (0_u32..).zip(open) {
        let Inside { parts_of, value, .. } = &inside[*at];
        for (operator, parts) in parts_of {
            let Some(insider) = of.get_mut(operator) else { continue };
            if parts_of.len() == 1 {
                insider.alone.push(number);
            } else {
                insider.part.push((number, part(*parts).min(*value)));
            }
        }
    }
    of.into_values().collect()
}
