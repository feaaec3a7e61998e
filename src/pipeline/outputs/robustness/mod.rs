//! Which files tell how firm the placements are?

mod charts;
mod compared_rules;
mod criteria;
mod data_file;
mod firmness;
mod lift;
mod ranking_and_sifting;
mod study;

use super::placement_row::PlacementRow;
use super::{View, WriteError};
use crate::model::{AgeGroup, Attained, TargetGroupId};
use crate::report::{CellValue, Staging};
use crate::robustness::Undefined;

use data_file::{DataColumn, DataFile};

pub(in crate::pipeline) use firmness::radius_in_words;

/// Where the stage's outputs lie.
pub(in crate::pipeline) const FOLDER: &str = "robustness";

/// All target groups together, for readers.
const ALL_GROUPS: &str = "Alle målgrupper";

/// Writes everything below `robustness/`.
pub(in crate::pipeline) fn write(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let of_offerings = || {
        firmness::write(staging, view)?;
        lift::write(staging, view)
    };
    let of_groups = || {
        compared_rules::write(staging, view)?;
        criteria::write(staging, view)?;
        study::write(staging, view)?;
        ranking_and_sifting::write(staging, view)?;
        charts::write(staging, view)
    };
    let (of_offerings, of_groups) = rayon::join(of_offerings, of_groups);
    of_offerings.and(of_groups)
}

/// The columns that say which offering a row is of.
fn offering_columns() -> Vec<DataColumn> {
    vec![
        DataColumn::text("provider_id", "Tilbudsid"),
        DataColumn::words("Tilbudsnavn"),
        DataColumn::code("target_group"),
        DataColumn::words("Målgruppe"),
        DataColumn::text("subgroup", "Delmålgruppe"),
        DataColumn::text("age_group", "Aldersgruppe"),
    ]
}

/// Their cells.
fn offering_cells(row: &PlacementRow<'_>) -> Vec<CellValue> {
    vec![
        CellValue::text(&*row.provider.id),
        CellValue::text(&*row.provider.name),
        CellValue::text(&*row.group().slug),
        CellValue::text(&*row.group().name),
        CellValue::text_or_empty(row.subgroup()),
        CellValue::text_or_empty(row.offering.age_group.map(AgeGroup::danish)),
    ]
}

/// The columns that say which target group a row is of.
fn group_columns() -> Vec<DataColumn> {
    vec![DataColumn::code("target_group"), DataColumn::words("Målgruppe")]
}

/// Their cells; all groups together have no slug.
fn group_cells(view: &View<'_>, group: Option<TargetGroupId>) -> Vec<CellValue> {
    let group = group.map(|id| view.settings.registers.target_groups.get(id));
    vec![
        CellValue::text_or_empty(group.map(|group| &*group.slug)),
        CellValue::text(group.map_or(ALL_GROUPS, |group| &*group.name)),
    ]
}

/// The group's name, or all of them.
fn group_name<'v>(view: &'v View<'_>, group: Option<TargetGroupId>) -> &'v str {
    group.map_or(ALL_GROUPS, |id| &view.settings.registers.target_groups.get(id).name)
}

/// A share as percent.
fn percent(share: f64, decimals: u8) -> CellValue {
    CellValue::Decimal { value: share * 100.0, decimals }
}

/// A figure, or nothing.
fn figure(value: Result<f64, Undefined>, decimals: u8) -> CellValue {
    value.map_or(CellValue::Empty, |value| CellValue::Decimal { value, decimals })
}

/// Why there is no figure.
fn reason<T>(value: &Result<T, Undefined>) -> CellValue {
    CellValue::text_or_empty(value.as_ref().err().map(|why| why.danish()))
}

fn word(attained: Attained) -> CellValue {
    CellValue::text(attained.danish())
}
