//! What do the columns hold that outputs of sizes have in common?

use crate::table::old::{Column, ColumnDoc, Named};

const GROUP: &str = "målgruppens navn";
const SUBGROUP: &str = "delmålgruppen i målgruppens beskrivelse";
const NO_SUBGROUP: &str = "hele målgruppen";
const LEVEL: &str = "alle, eller let, moderat, højt, hvor størrelsen er delt på niveauer";
const STATUS: &str = "hvor faste tallene er: eksempel, udkast eller gældende";

/// Sub-group and level after the group, of a table.
pub(super) fn of_table() -> [Column; 3] {
    [
        Column::text("Målgruppe").about(GROUP),
        Column::text("Delmålgruppe").about(SUBGROUP).empty(NO_SUBGROUP),
        Column::text("Niveau").about(LEVEL),
    ]
}

/// How firm the numbers of a table's row are.
pub(super) fn table_status() -> Column {
    Column::text("Status").about(STATUS)
}

/// Sub-group and level after the group, of a CSV file.
pub(super) fn of_csv() -> [ColumnDoc; 3] {
    of_table().map(|column| ColumnDoc::from(&column))
}

/// The same in a parquet file, and the variant.
pub(super) fn of_parquet() -> [ColumnDoc; 3] {
    [
        ColumnDoc::text(Named::code("target_group", "målgruppens slug")),
        ColumnDoc::text(Named::code("subgroup", SUBGROUP)).empty(NO_SUBGROUP),
        ColumnDoc::text(Named::code("level", LEVEL)),
    ]
}

/// Which estimate a row of a parquet file is reckoned with.
pub(super) fn variant() -> ColumnDoc {
    ColumnDoc::text(Named::code("variant", "lavt, centralt eller højt skøn"))
}

/// A municipality in a CSV file.
pub(super) fn municipality() -> [ColumnDoc; 2] {
    [
        ColumnDoc::text(Named::words("Kommunekode", "fire cifre")),
        ColumnDoc::text(Named::words("Kommune", "kommunens navn")),
    ]
}

/// A municipality in a parquet file.
pub(super) fn municipality_code() -> ColumnDoc {
    ColumnDoc::text(Named::code("municipality", "kommunekoden, fire cifre"))
}

/// How firm the numbers of a row are, in a CSV file.
pub(super) fn status() -> ColumnDoc {
    ColumnDoc::text(Named::words("Status", STATUS))
}

/// The same in a parquet file.
pub(super) fn status_code() -> ColumnDoc {
    ColumnDoc::text(Named::code("status", STATUS))
}

/// Low, central and high of something in a CSV file.
pub(super) fn triple(
    headers: [&str; 3],
    about: &str,
    of: impl Fn(Named) -> ColumnDoc,
) -> [ColumnDoc; 3] {
    headers.map(|header| of(Named::words(header, about)))
}
