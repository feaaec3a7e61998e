//! Which columns have several of these tables?

use std::sync::Arc;

use super::ToldRuns;
use crate::history::{ByCause, Cause, Shares};
use crate::report::parts::OFFERINGS;
use crate::table::Table;

/// Stands under every table of causes.
pub(super) const CAUSE_NOTE: &str = "Årsagerne er fundet ved at graduere og indplacere igen, med \
                                     noget som før og noget som efter; en sammensat årsag deles \
                                     med Shapley-værdien";

/// The columns that say from which run to which.
pub(super) fn step_columns<'v, R: 'v>(
    table: Table<'v, R>,
    told: &'v ToldRuns<'v>,
    of: fn(&R) -> usize,
) -> Table<'v, R> {
    table
        .text("from_run", "Fra kørsel", "den tidligere kørsel", move |r| {
            Some(told.runs[of(r)].label.as_str())
        })
        .text("to_run", "Til kørsel", "den senere kørsel", move |r| {
            Some(told.runs[of(r) + 1].label.as_str())
        })
}

/// The columns that say which target group, or all.
pub(super) fn group_columns<'v, R: 'v>(
    table: Table<'v, R>,
    told: &'v ToldRuns<'v>,
    of: impl Fn(&R) -> Option<&Arc<str>> + Copy + Send + Sync + 'v,
) -> Table<'v, R> {
    table
        .code("target_group", "målgruppens slug; alle er alle målgrupper under ét", move |r| {
            Some(of(r).map_or_else(|| "alle".to_owned(), ToString::to_string))
        })
        .words("Målgruppe", "målgruppens navn, eller alle under ét", move |r| {
            Some(told.group(of(r)))
        })
}

/// The column of the region, or all.
pub(super) fn region_column<'v, R: 'v>(
    table: Table<'v, R>,
    of: fn(&R) -> &Option<Option<Arc<str>>>,
) -> Table<'v, R> {
    table.text("region", "Region", "regionen, hele landet, eller ikke oplyst", move |r| {
        Some(match of(r) {
            None => "Hele landet".to_owned(),
            Some(None) => "Ikke oplyst".to_owned(),
            Some(Some(region)) => region.to_string(),
        })
    })
}

/// A count of offerings.
pub(super) fn count<'v, R: 'v>(
    table: Table<'v, R>,
    [name, header, about]: [&'static str; 3],
    of: impl Fn(&R) -> u64 + Send + Sync + 'v,
) -> Table<'v, R> {
    table.int(name, header, about, move |r| Some(of(r))).unit(OFFERINGS)
}

/// The columns that say how many have which cause, and how much each cause made of all of them.
pub(super) fn cause_columns<'v, R: 'v>(
    table: Table<'v, R>,
    of: fn(&R) -> &ByCause,
) -> Table<'v, R> {
    table
        .for_each(Cause::ALL, |table, cause| {
            table
                .int(
                    format!("by_{}", cause.column()),
                    format!("Kun: {}", cause.danish()),
                    cause.about(),
                    move |r| Some(of(r).by_one[cause.index()]),
                )
                .unit(OFFERINGS)
        })
        .int("together", "Flere sammen", "flere årsager i samspil", move |r| Some(of(r).together))
        .unit(OFFERINGS)
        .int(
            "untold",
            "Kan ikke siges",
            "kørslerne siger ikke nok til at finde årsagen",
            move |r| Some(of(r).untold),
        )
        .unit(OFFERINGS)
        .for_each(Cause::ALL, |table, cause| {
            table
                .decimal(
                    format!("share_{}", cause.column()),
                    format!("I alt: {}", cause.danish()),
                    "årsagens del af flytningerne, samspil delt",
                    2,
                    move |r| Some(of(r).shares.moves(cause)),
                )
                .unit("flytninger")
        })
}

/// The columns of how much each cause made of one move.
pub(super) fn share_columns<'v, R: 'v>(
    table: Table<'v, R>,
    of: fn(&R) -> Option<Shares>,
) -> Table<'v, R> {
    table.for_each(Cause::ALL, |table, cause| {
        table
            .decimal(
                format!("share_{}", cause.column()),
                format!("Del: {}", cause.danish()),
                "årsagens del af flytningen; under nul: trak den anden vej",
                2,
                move |r| of(r).map(|shares| shares.moves(cause)),
            )
            .unit("flytninger")
            .empty("årsagen kan ikke siges")
            .not_on_sheet()
    })
}
