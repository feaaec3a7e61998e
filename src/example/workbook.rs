//! How does an inspectors' workbook look? The sheets and headers of the layout, a row per rating.

use std::path::Path;

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet, XlsxError,
};

use super::rating::{Cell, Heading, RatingCells};
use super::standard_input::standard_layout;
use crate::ingest::{SheetLayout, SheetRole};
use crate::model::{AgeGroup, AnswerField, Attained, NumberField, Parameter};

const LAYOUT: &str = "layouts/indplaceringsskema.toml";

/// A column: its field in the layout, its width in characters, and what may be chosen in it.
struct Column {
    field: String,
    width: f64,
    choices: Vec<&'static str>,
}

impl Column {
    fn new(field: &str, width: f64) -> Self {
        Self { field: field.to_owned(), width, choices: Vec::new() }
    }

    fn with_choices(field: &str, width: f64, choices: Vec<&'static str>) -> Self {
        Self { choices, ..Self::new(field, width) }
    }
}

/// The layouts of the two sheets.
pub(super) struct FormLayout {
    evidence: SheetLayout,
    grades: SheetLayout,
}

impl FormLayout {
    /// From the layout that ships. What it lacks is named in Danish.
    pub(super) fn standard() -> Result<Self, String> {
        let layout = standard_layout(LAYOUT)?;
        let sheet = |role| layout.sheet(role).cloned().ok_or_else(|| LAYOUT.to_owned());
        Ok(Self { evidence: sheet(SheetRole::Evidence)?, grades: sheet(SheetRole::Grades)? })
    }
}

/// Writes one workbook. The same rows give the same bytes: its creation date is fixed.
pub(super) fn write_workbook(
    path: &Path,
    layout: &FormLayout,
    rows: &[RatingCells],
) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2021, 12, 1)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("Eksempel: alt i denne fil er opdigtet")
            .set_creation_datetime(&created),
    );
    let sheet = workbook.add_worksheet();
    begin(sheet, &layout.evidence, &evidence_columns(), rows.len())?;
    write_rows(sheet, rows.iter(), evidence_row)?;
    let sheet = workbook.add_worksheet();
    begin(sheet, &layout.grades, &grades_columns(), rows.len())?;
    write_rows(sheet, rows.iter().filter(|rating| rating.has_grades_row), grades_row)?;
    workbook.save(path)
}

fn evidence_columns() -> Vec<Column> {
    let mut columns = heading_columns();
    columns.extend(NumberField::ALL.iter().map(|field| Column::new(field.slug(), 13.0)));
    columns.extend(AnswerField::ALL.iter().map(|field| {
        let mut choices = vec!["ja", "nej"];
        if field.may_be_not_relevant() {
            choices.push("ikke relevant");
        }
        Column::with_choices(field.slug(), 14.0, choices)
    }));
    columns.push(Column::new("bemaerkning", 30.0));
    columns
}

fn evidence_row(rating: &RatingCells) -> Vec<&Cell> {
    let mut row = heading_row(&rating.heading);
    row.extend(&rating.numbers);
    row.extend(&rating.answers);
    row.push(&rating.remark);
    row
}

fn grades_columns() -> Vec<Column> {
    let levels: Vec<&str> = Attained::ALL.iter().map(|attained| attained.danish()).collect();
    let mut columns = heading_columns();
    columns.push(Column::new("inspektoer", 18.0));
    columns.push(Column::with_choices("kvalitet", 10.0, vec!["ja", "nej"]));
    for parameter in Parameter::ALL {
        let mut choices = levels.clone();
        if parameter == Parameter::AidsAndTechnology {
            choices.push("ikke relevant");
        }
        columns.push(Column::with_choices(parameter.slug(), 16.0, choices));
        columns.push(Column::new(&format!("begrundelse-{}", parameter.slug()), 46.0));
    }
    columns.push(Column::with_choices("samlet-niveau", 12.0, levels));
    columns.push(Column::new("tidsforbrug-minutter", 13.0));
    columns
}

fn grades_row(rating: &RatingCells) -> Vec<&Cell> {
    let mut row = heading_row(&rating.heading);
    row.push(&rating.inspector);
    row.push(&rating.quality);
    for parameter in Parameter::ALL {
        row.push(&rating.grades[parameter]);
        row.push(&rating.grounds[parameter]);
    }
    row.push(&rating.overall);
    row.push(&rating.minutes);
    row
}

fn heading_columns() -> Vec<Column> {
    let ages = AgeGroup::ALL.iter().map(|age| age.danish()).collect();
    vec![
        Column::new("tilbudsid", 11.0),
        Column::new("tilbudsnavn", 22.0),
        Column::new("maalgruppe", 22.0),
        Column::new("delmaalgruppe", 14.0),
        Column::with_choices("aldersgruppe", 13.0, ages),
        Column::new("tilsyn", 23.0),
        Column::new("dato", 11.5),
        Column::new("afdelingsid", 11.0),
        Column::new("cvr", 11.0),
        Column::new("p-nummer", 12.5),
        Column::new("kommune", 16.0),
    ]
}

fn heading_row(heading: &Heading) -> Vec<&Cell> {
    vec![
        &heading.id,
        &heading.name,
        &heading.group,
        &heading.subgroup,
        &heading.age_group,
        &heading.authority,
        &heading.date,
        &heading.department,
        &heading.cvr,
        &heading.p_number,
        &heading.municipality,
    ]
}

/// Headers, widths, frozen panes, filter, and the lists to choose from, also on some rows below
/// the last so that the form can be filled in further.
fn begin(
    sheet: &mut Worksheet,
    layout: &SheetLayout,
    columns: &[Column],
    n_rows: usize,
) -> Result<(), XlsxError> {
    const SPARE_ROWS: u32 = 50;
    let style = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00DD_E7EE))
        .set_border_bottom(FormatBorder::Thin);
    let n_rows = u32::try_from(n_rows).unwrap_or(u32::MAX - SPARE_ROWS);
    sheet.set_name(layout.sheet.as_deref().unwrap_or_default())?;
    sheet.set_row_height(0, 48.0)?;
    for (at, column) in (0u16..).zip(columns) {
        let lacking = || XlsxError::ParameterError(format!("{LAYOUT}: {}", column.field));
        let header = layout.header(&column.field).ok_or_else(lacking)?;
        sheet.write_string_with_format(0, at, header, &style)?;
        sheet.set_column_width(at, column.width)?;
        if !column.choices.is_empty() {
            let list = DataValidation::new().allow_list_strings(&column.choices)?;
            sheet.add_data_validation(1, at, n_rows + SPARE_ROWS, at, &list)?;
        }
    }
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, n_rows.max(1), last)?;
    sheet.set_freeze_panes(1, 2)?;
    Ok(())
}

fn write_rows<'r>(
    sheet: &mut Worksheet,
    ratings: impl Iterator<Item = &'r RatingCells>,
    cells_of: impl Fn(&RatingCells) -> Vec<&Cell>,
) -> Result<(), XlsxError> {
    use chrono::Datelike;

    let date_style = Format::new().set_num_format("dd-mm-yyyy");
    for (row, rating) in (1u32..).zip(ratings) {
        for (column, cell) in (0u16..).zip(cells_of(rating)) {
            match cell {
                Cell::Blank => {}
                Cell::Number(number) => {
                    sheet.write_number(row, column, *number)?;
                }
                Cell::Text(text) => {
                    sheet.write_string(row, column, text)?;
                }
                Cell::Date(date) => {
                    let (year, month, day) = (
                        u16::try_from(date.year()).unwrap_or(1900),
                        u8::try_from(date.month()).unwrap_or(1),
                        u8::try_from(date.day()).unwrap_or(1),
                    );
                    let date = ExcelDateTime::from_ymd(year, month, day)?;
                    sheet.write_datetime_with_format(row, column, &date, &date_style)?;
                }
            }
        }
    }
    Ok(())
}
