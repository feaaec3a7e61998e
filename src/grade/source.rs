//! Where in the input did a grade come from?

use super::found::{Field, evidence_fields};
use crate::finding::Place;
use crate::model::{Dataset, Measure, NumberField, Parameter, RowRef};

/// The cells a measure was read from, the one it speaks of first. Only cells the sheet has.
pub fn evidence_places(dataset: &Dataset, row: RowRef, measure: Measure) -> Vec<Place> {
    let name = |field| match field {
        Field::Number(field) => NumberField::slug(field),
        Field::Answer(field) => field.slug(),
    };
    let fields = evidence_fields(measure).into_iter().map(name);
    fields.filter_map(|field| cell_place(dataset, row, field)).collect()
}

/// The cell of the inspector's grade on a parameter (the row, when the column is not known).
pub fn grade_place(dataset: &Dataset, row: RowRef, parameter: Parameter) -> Place {
    cell_place(dataset, row, parameter.slug()).unwrap_or_else(|| row_place(dataset, row))
}

/// The cell of a field, when the sheet has it.
pub fn cell_place(dataset: &Dataset, row: RowRef, field: &str) -> Option<Place> {
    let (at, column) = dataset.sheet(row).cell(row.row, field)?;
    Some(Place { row: Some(at), column: Some(column.into()), ..row_place(dataset, row) })
}

/// A row of the input.
pub fn row_place(dataset: &Dataset, row: RowRef) -> Place {
    let sheet = dataset.sheet(row);
    Place {
        sheet: sheet.sheet.as_deref().map(Into::into),
        row: Some(row.row),
        ..Place::file(&*sheet.file)
    }
}

/// The cell with the number of staff.
pub(super) fn staff_place(dataset: &Dataset, row: RowRef) -> Place {
    let staff = NumberField::Staff.slug();
    cell_place(dataset, row, staff).unwrap_or_else(|| row_place(dataset, row))
}
