//! What would show more: which dimension put together, or which table taken out?

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::cells::{Against, Protected, protected};
use super::codes::Codes;
use super::dimension::View;
use super::measure::Measure;
use super::offerings::Counted;
use super::rules::{PublicationRules, TableRule};

/// From so many percent hidden, fewer and larger cells say more.
pub(super) const MUCH_HIDDEN: usize = 25;

/// Changes that are tried against everybody and told.
const SUGGESTIONS: usize = 4;

/// A change of the tables, and what would then be hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suggestion {
    /// What to change, in words.
    pub(super) words: String,
    /// Cells that would be hidden, and those that would not be zero.
    pub(super) all: (usize, usize),
    /// The same of cells that tell what an assessment ended with.
    pub(super) levels: (usize, usize),
}

impl Suggestion {
    /// Which hides the smaller share of what tells of assessments; of two alike, of everything.
    fn against(&self, (all, levels): ((usize, usize), (usize, usize))) -> Ordering {
        by_share(self.levels, levels).then_with(|| by_share(self.all, all))
    }
}

/// Each single change, tried: those that hide a smaller share of what tells of assessments, the best
/// first. All are tried against those who see the publication and know nothing else; the best of
/// them against everybody, and told. Nothing where little is hidden.
pub(super) fn suggestions(
    made: &Protected,
    offerings: &[Counted],
    codes: &Codes,
    rules: &PublicationRules,
    against: Against<'_>,
) -> Vec<Suggestion> {
    if !is_much(made.hidden_of()) && !is_much(made.hidden_of_levels()) {
        return Vec::new();
    }
    let tried = |(words, measure, tables): &Changed, against: Against<'_>| {
        // What one measure hides says nothing of the others.
        let rest = rules.tables.iter().zip(&made.tables);
        let rest = rest.filter(|(rule, _)| rule.measure != *measure).map(|(_, rows)| rows.clone());
        let rest = Protected { tables: rest.collect(), ..Protected::default() };
        let rules = PublicationRules { tables: tables.clone(), ..rules.clone() };
        let changed = protected(offerings, codes, &rules, against);
        let sum = |a: (usize, usize), b: (usize, usize)| (a.0 + b.0, a.1 + b.1);
        let all = sum(changed.hidden_of(), rest.hidden_of());
        let levels = sum(changed.hidden_of_levels(), rest.hidden_of_levels());
        Suggestion { words: words.clone(), all, levels }
    };
    let best = |changes: Vec<Changed>, against: Against<'_>| -> Vec<(Suggestion, Changed)> {
        let tried = changes.into_par_iter().map(|change| (tried(&change, against), change));
        let mut tried: Vec<_> = tried.filter(|(one, _)| one.levels.1 > 0).collect();
        tried.sort_by(|(a, _), (b, _)| {
            a.against((b.all, b.levels)).then_with(|| a.words.cmp(&b.words))
        });
        tried
    };
    let first = best(changes(rules, codes), Against { with_insiders: false, ..against });
    let first = first.into_iter().take(SUGGESTIONS).map(|(_, change)| change).collect();
    let now = (made.hidden_of(), made.hidden_of_levels());
    let told = best(first, against).into_iter().map(|(told, _)| told);
    told.filter(|one| one.against(now).is_lt()).collect()
}

/// Whether so much is hidden that something else should be tried.
pub(super) const fn is_much((n_hidden, of): (usize, usize)) -> bool {
    n_hidden * 100 > MUCH_HIDDEN * of
}

/// Which is the smaller share, compared as fractions.
fn by_share(a: (usize, usize), b: (usize, usize)) -> Ordering {
    (a.0 * b.1).cmp(&(b.0 * a.1))
}

/// A change in words, the measure that it is of, and all tables of that measure after it.
type Changed = (String, Measure, Vec<TableRule>);

/// All single changes of the tables.
fn changes(rules: &PublicationRules, codes: &Codes) -> Vec<Changed> {
    let mut all = Vec::new();
    for (at, table) in rules.tables.iter().enumerate() {
        let of_measure = |changed: Option<TableRule>| -> Vec<TableRule> {
            let one = |(other, rule): (usize, &TableRule)| match &changed {
                _ if rule.measure != table.measure => None,
                Some(changed) if other == at => Some(changed.clone()),
                None if other == at => None,
                _ => Some(rule.clone()),
            };
            rules.tables.iter().enumerate().filter_map(one).collect()
        };
        let name = &table.name;
        for (place, view) in table.views.iter().enumerate() {
            let mut views = table.views.clone();
            if let Some(coarser) = coarser(*view, codes) {
                views[place] = coarser;
                if let Some(changed) = changed(rules, table, views.clone()) {
                    let (from, to) = (view.word(), coarser.word());
                    let words = format!("del tabellen {name} efter {to} i stedet for {from}");
                    all.push((words, table.measure, of_measure(Some(changed))));
                }
            }
            let mut views = table.views.clone();
            views.remove(place);
            if let Some(changed) = changed(rules, table, views) {
                let words = format!("tag {} ud af tabellen {name}", view.word());
                all.push((words, table.measure, of_measure(Some(changed))));
            }
        }
        let words = format!("tag tabellen {name} ud");
        all.push((words, table.measure, of_measure(None)));
    }
    all
}

/// The table with other columns; nothing when it has none, or is another table then.
fn changed(rules: &PublicationRules, table: &TableRule, views: Vec<View>) -> Option<TableRule> {
    let set = |views: &[View]| views.iter().copied().collect::<BTreeSet<View>>();
    let is_there = rules
        .tables
        .iter()
        .any(|other| other.measure == table.measure && set(&other.views) == set(&views));
    (!views.is_empty() && !is_there).then(|| TableRule { views, ..table.clone() })
}

/// A view of the same that has fewer values.
fn coarser(view: View, codes: &Codes) -> Option<View> {
    let coarser = match view {
        View::Region => Some(View::OtherRegion),
        other => other.coarser(),
    };
    coarser.filter(|coarser| codes.shown(*coarser).len() < codes.shown(view).len())
}
