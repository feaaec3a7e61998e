//! Which files tell how firm the placements are?

mod charts;
mod compared_rules;
mod criteria;
mod firmness;
mod fitted_rules;
mod lift;
mod ranking_and_sifting;
mod study;

use crate::model::{AgeGroup, TargetGroupId};
use crate::output::Staging;
use crate::report::WriteError;
use crate::report::documented_file::write_rows_of;
use crate::report::placement_row::PlacementRow;
use crate::results::Results;
use crate::robustness::Undefined;
use crate::table::old::{CellValue, Chapter, ColumnKind, DocColumn, Documented, Named};

pub(crate) use firmness::radius_in_words;

/// Where the stage's pictures and words lie, beside its tables.
const FOLDER: &str = "robustness";

/// The unit of most tables here.
const ASSESSED: &str = crate::report::parts::ASSESSED_OFFERINGS;

/// The unit of counts of them.
const OFFERINGS: &str = crate::report::parts::OFFERINGS;

/// All target groups together, for readers.
const ALL_GROUPS: &str = "Alle målgrupper";

/// Writes everything below `robustness/`; gives the chapters of the data dictionary.
pub(super) fn write(staging: &Staging, view: &Results<'_>) -> Result<Vec<Chapter>, WriteError> {
    let of_offerings = || -> Result<Vec<Chapter>, WriteError> {
        let mut chapters = firmness::write(staging, view)?;
        chapters.push(lift::write(staging, view)?);
        Ok(chapters)
    };
    let of_groups = || -> Result<Vec<Chapter>, WriteError> {
        let mut chapters = compared_rules::write(staging, view)?;
        chapters.extend(criteria::write(staging, view)?);
        chapters.extend(study::write(staging, view)?);
        chapters.push(fitted_rules::write(staging, view)?);
        ranking_and_sifting::write(staging, view)?;
        charts::write(staging, view)?;
        Ok(chapters)
    };
    let (of_offerings, of_groups) = rayon::join(of_offerings, of_groups);
    let mut chapters = of_offerings?;
    chapters.extend(of_groups?);
    Ok(chapters)
}

/// Writes a table's two files.
fn table<'t, T: Sync, R>(
    staging: &Staging,
    view: &Results<'_>,
    documented: &Documented<'_, R>,
    things: &'t [T],
    rows_of: impl Fn(&'t T) -> Vec<R> + Sync,
) -> Result<Chapter, WriteError> {
    write_rows_of(staging, documented, things, rows_of, view.provenance)
}

/// The columns that say which offering a row is of.
fn offering_columns<'v, R: 'v>(of: fn(&R) -> &PlacementRow<'v>) -> Vec<DocColumn<'v, R>> {
    let (id, name) = (("provider_id", "Tilbudsid", "tilbuddets id"), "tilbuddets navn");
    vec![
        DocColumn::text(id, move |row| Some(&*of(row).provider.id)),
        DocColumn::text(Named::words("Tilbudsnavn", name), move |row| {
            Some(&*of(row).provider.name)
        }),
        DocColumn::text(Named::code("target_group", SLUG), move |row| Some(&*of(row).group().slug)),
        DocColumn::text(Named::words("Målgruppe", "målgruppens navn"), move |row| {
            Some(&*of(row).group().name)
        }),
        DocColumn::text(("subgroup", "Delmålgruppe", "den del, der er indplaceret"), move |row| {
            of(row).subgroup()
        })
        .empty("ikke delt efter delmålgruppe"),
        DocColumn::text(("age_group", "Aldersgruppe", "den del, der er indplaceret"), move |row| {
            of(row).offering.age_group.map(AgeGroup::danish)
        })
        .empty("ikke delt efter aldersgruppe"),
    ]
}

const SLUG: &str = "målgruppens slug (registers/target_groups.csv)";

/// The columns that say which target group a row is of; all groups together have no slug.
fn group_columns<'v, R: 'v>(
    view: &'v Results<'v>,
    of: fn(&R) -> Option<TargetGroupId>,
) -> Vec<DocColumn<'v, R>> {
    let slug =
        move |row: &R| of(row).map(|id| &*view.settings.registers.target_groups.get(id).slug);
    vec![
        DocColumn::text(Named::code("target_group", SLUG), slug).empty("alle målgrupper under ét"),
        DocColumn::text(Named::words("Målgruppe", "målgruppens navn, eller alle"), move |row| {
            Some(group_name(view, of(row)))
        }),
    ]
}

/// The group's name, or all of them.
fn group_name<'v>(view: &'v Results<'v>, group: Option<TargetGroupId>) -> &'v str {
    group.map_or(ALL_GROUPS, |id| &view.settings.registers.target_groups.get(id).name)
}

/// Counts of offerings.
fn count<'v, R: 'v>(
    named: impl Into<Named>,
    of: impl Fn(&R) -> u64 + Send + Sync + 'v,
) -> DocColumn<'v, R> {
    DocColumn::int(named, move |row| Some(of(row))).unit(OFFERINGS)
}

/// Shares as percent with one decimal.
fn percent<'v, R: 'v>(
    named: impl Into<Named>,
    of: impl Fn(&R) -> Option<f64> + Send + Sync + 'v,
) -> DocColumn<'v, R> {
    DocColumn::decimal(named, 1, move |row| of(row).map(|share| share * 100.0)).unit("pct.")
}

/// A count of a count, as percent; nothing of nothing.
fn percent_of<'v, R: 'v>(
    named: impl Into<Named>,
    of: impl Fn(&R) -> (u64, u64) + Send + Sync + 'v,
) -> DocColumn<'v, R> {
    let cell = move |row: &R| {
        let (part, whole) = of(row);
        CellValue::percent(part, whole)
    };
    DocColumn::of(ColumnKind::Decimal, named, cell).unit("pct.").empty("ingen at regne andelen af")
}

/// Why there is no figure.
fn reason<'v, R: 'v>(of: impl Fn(&R) -> Option<String> + Send + Sync + 'v) -> DocColumn<'v, R> {
    let named = ("reason", "Hvorfor der mangler et tal", "grunden i ord");
    DocColumn::text(named, of).empty("intet tal mangler")
}

/// Why a figure is none.
fn why<T>(value: &Result<T, Undefined>) -> Option<String> {
    value.as_ref().err().map(|why| why.danish().to_owned())
}

/// What an empty figure means, where a reason stands beside it.
const SEE_REASON: &str = "kan ikke regnes; se hvorfor";
