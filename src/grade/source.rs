//! Where in the input did a grade come from?

use super::found::{Field, evidence_fields};
use crate::finding::Place;
use crate::model::{Dataset, Measure, NumberField, Parameter, RowRef};

/// The cells a measure was read from, the one it speaks of first. Only columns the sheet has.
pub fn evidence_places(dataset: &Dataset, row: RowRef, measure: Measure) -> Vec<Place> {
    let sheet = dataset.sheet(row);
    let column = |field| match field {
        Field::Number(field) => sheet.number_column(field),
        Field::Answer(field) => sheet.answer_column(field),
    };
    let at = |column: u16| Place { column: Some(column.into()), ..row_place(dataset, row) };
    evidence_fields(measure).into_iter().filter_map(column).map(at).collect()
}

/// The cell of the inspector's grade on a parameter (the row, when the column is not known).
pub fn grade_place(dataset: &Dataset, row: RowRef, parameter: Parameter) -> Place {
    let column = dataset.sheet(row).grade_column(parameter).map(u32::from);
    Place { column, ..row_place(dataset, row) }
}

/// A row of the input.
pub(super) fn row_place(dataset: &Dataset, row: RowRef) -> Place {
    let sheet = dataset.sheet(row);
    Place {
        sheet: sheet.sheet.as_deref().map(Into::into),
        row: Some(row.row),
        ..Place::file(&*sheet.file)
    }
}

/// The cell with the number of staff.
pub(super) fn staff_place(dataset: &Dataset, row: RowRef) -> Place {
    let column = dataset.sheet(row).number_column(NumberField::Staff).map(u32::from);
    Place { column, ..row_place(dataset, row) }
}
