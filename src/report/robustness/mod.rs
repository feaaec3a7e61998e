//! What is told of how firm the placements are?

mod compared_rules;
mod contradictions;
mod criteria;
mod fitted_rules;
pub(in crate::report) mod offerings;
mod parameters_in_words;
mod parts;
mod pictures;
pub(in crate::report) mod ranking_and_sifting;
mod staircase;
mod study;

use crate::model::{Parameter, TargetGroupId};
use crate::report::Topic;
use crate::results::Results;
use crate::robustness::Undefined;
use crate::table::Table;

/// The unit of most tables here.
const ASSESSED: &str = crate::report::parts::ASSESSED_OFFERINGS;

/// The unit of counts of them.
const OFFERINGS: &str = crate::report::parts::OFFERINGS;

/// The tables and the text, and the pictures of each target group under the guidelines of that
/// group.
pub(super) fn topics<'v>(results: &'v Results<'v>) -> Vec<Topic<'v>> {
    let tables = vec![
        offerings::acceptability(results),
        offerings::firmness(results),
        offerings::weight_intervals(results),
        offerings::lift(results),
        compared_rules::levels_by_rule(results),
        compared_rules::rules(results),
        compared_rules::transitions(results),
        criteria::criteria(results),
        criteria::thresholds(results),
        study::parameters(results),
        study::tau_b(results),
        study::alpha(results),
        parts::parts(results),
        parts::part_differences(results),
        fitted_rules::fitted_rules(results),
        contradictions::contradictions(results),
    ];
    let whole = Topic {
        provenance: results.provenance.clone(),
        tables,
        pictures: pictures::of_rules(results),
        texts: vec![ranking_and_sifting::text(results)],
    };
    std::iter::once(whole).chain(pictures::of_groups(results)).collect()
}

/// The group's name, or that it is all of them.
pub(in crate::report) fn group_name<'v>(
    results: &'v Results<'v>,
    group: Option<TargetGroupId>,
) -> &'v str {
    group.map_or("Alle målgrupper", |id| &results.settings.registers.target_groups.get(id).name)
}

/// The columns that say which target group a row is of; all groups together have no slug.
pub(in crate::report) fn group_columns<'v, R: 'v>(
    table: Table<'v, R>,
    results: &'v Results<'v>,
    of: fn(&R) -> Option<TargetGroupId>,
) -> Table<'v, R> {
    let register = &results.settings.registers.target_groups;
    table
        .code("target_group", "målgruppens slug (registers/target_groups.csv)", move |r| {
            of(r).map(|id| &*register.get(id).slug)
        })
        .empty("alle målgrupper under ét")
        .words("Målgruppe", "målgruppens navn, eller alle", move |r| {
            Some(group_name(results, of(r)))
        })
}

/// The columns that say which parameter a row is of.
pub(in crate::report) fn parameter_columns<'v, R: 'v>(
    table: Table<'v, R>,
    of: fn(&R) -> Parameter,
) -> Table<'v, R> {
    table.code("parameter", "parameterens slug", move |r| Some(of(r).column())).words(
        "Parameter",
        "parameterens navn",
        move |r| Some(of(r).danish()),
    )
}

/// A count of offerings: name, header, what it counts; and where it stands.
type Count<R> = ([&'static str; 3], fn(&R) -> u64);

/// A column of counts of offerings.
fn count<'v, R: 'v>(
    table: Table<'v, R>,
    named: [&'static str; 3],
    of: impl Fn(&R) -> u64 + Send + Sync + 'v,
) -> Table<'v, R> {
    let [name, header, about] = named;
    table.int(name, header, about, move |r| Some(of(r))).unit(OFFERINGS)
}

/// A column of a count in percent of another; nothing of nothing.
pub(in crate::report) fn percent_of<'v, R: 'v>(
    table: Table<'v, R>,
    named: [&'static str; 3],
    of: impl Fn(&R) -> (u64, u64) + Send + Sync + 'v,
) -> Table<'v, R> {
    let [name, header, about] = named;
    let percent = move |row: &R| {
        let (part, whole) = of(row);
        (whole > 0).then(|| part as f64 * 100.0 / whole as f64)
    };
    table.decimal(name, header, about, 1, percent).unit("pct.").empty("ingen at regne andelen af")
}

/// The column that says why a figure is none.
fn reason<'v, R: 'v>(
    table: Table<'v, R>,
    of: impl Fn(&R) -> Option<String> + Send + Sync + 'v,
) -> Table<'v, R> {
    table
        .text("reason", "Hvorfor der mangler et tal", "grunden i ord", of)
        .empty("intet tal mangler")
}

/// Why a figure is none.
fn why<T>(value: &Result<T, Undefined>) -> Option<String> {
    value.as_ref().err().map(|why| why.danish().to_owned())
}

/// What an empty figure means, where a reason stands beside it.
const SEE_REASON: &str = "kan ikke regnes; se hvorfor";
