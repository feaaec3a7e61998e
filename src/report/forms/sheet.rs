//! How is one of the two sheets written that come back?

use rust_xlsxwriter::{
    Note, ProtectionOptions, Table, TableColumn, TableStyle, Worksheet, XlsxError,
};

use super::FormMaker;
use super::columns::{Column, FROZEN, Need};
use super::looks::Looks;
use crate::ingest::SheetLayout;
use crate::plain_text::{cut_to_cell, replaced_lines};
use crate::trial::{FormRow, TrialForm};

/// Rows, from 0.
const UNDER: u32 = 2;
const NEED: u32 = 3;
const HEADER: u32 = 4;
const FIRST: u32 = 5;

/// Writes a sheet: a row per assessment, under the layout's own headers.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    maker: &FormMaker<'_>,
    form: &TrialForm,
    layout: &SheetLayout,
    columns: &[Column],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let name = layout.sheet.as_deref().unwrap_or_default();
    sheet.set_name(name)?;
    let authority = maker.registers.supervision_name(form.authority);
    sheet.write_with_format(0, 0, held(&format!("{name}: {authority}")), &looks.title)?;
    let mark = maker.mark(form).map_or_else(String::new, |mark| format!("{mark} "));
    let help = format!(
        "{mark}Gule felter skal udfyldes, hvide bør eller kan; ordet over hver kolonne siger hvilket. \
         Grå felter er låst. Tom betyder ikke oplyst."
    );
    sheet.write(1, 0, help)?;
    // A column that the layout does not know would not be read.
    let columns: Vec<(&Column, &str)> =
        columns.iter().filter_map(|column| Some((column, layout.header(column.field)?))).collect();
    let last_row = FIRST + count(form.rows.len().max(1)) - 1;
    let mut under = "";
    for (at, (column, _)) in (0u16..).zip(&columns) {
        if column.under != under {
            under = column.under;
            sheet.write_with_format(UNDER, at, under, &looks.heading)?;
        }
        sheet.write_with_format(NEED, at, column.need.danish(), &looks.need)?;
        sheet.set_column_width(at, column.width)?;
    }
    for (row, asked) in (FIRST..).zip(&form.rows) {
        sheet.set_row_height(row, 30.0)?;
        write_row(sheet, maker, form, (row, asked), &columns, looks)?;
    }
    limits(sheet, maker, form, &columns)?;
    let headers = columns
        .iter()
        .map(|(_, header)| TableColumn::new().set_header(*header).set_header_format(&looks.header));
    let headers: Vec<TableColumn> = headers.collect();
    let table = Table::new()
        .set_name(format!("Tabel_{name}"))
        .set_style(TableStyle::None)
        .set_autofilter(false)
        .set_columns(&headers);
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.add_table(HEADER, 0, last_row, last_column, &table)?;
    sheet.set_row_height(HEADER, 78.0)?;
    sheet.set_freeze_panes(FIRST, FROZEN)?;
    let first_open = (0..).zip(&columns).find(|(_, (column, _))| column.need != Need::Given);
    let first_open = first_open.map_or(0, |(at, _)| at);
    sheet.set_selection(FIRST, first_open, FIRST, first_open)?;
    print(sheet);
    sheet.set_repeat_rows(UNDER, HEADER)?;
    sheet.set_repeat_columns(0, FROZEN - 1)?;
    sheet.set_print_scale(65);
    lock(sheet);
    Ok(())
}

/// A4 on its side, with the file, the sheet and the page at the foot.
pub(super) fn print(sheet: &mut Worksheet) {
    const A4: u8 = 9;
    sheet.set_landscape().set_paper_size(A4).set_footer("&L&F, &A&RSide &P af &N");
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
}

/// Locks all cells that are not open. Without a password: it keeps slips away and nobody out.
pub(super) fn lock(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
}

fn write_row(
    sheet: &mut Worksheet,
    maker: &FormMaker<'_>,
    form: &TrialForm,
    (at, asked): (u32, &FormRow),
    columns: &[(&Column, &str)],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let told = maker.groups.get(&asked.target_group);
    for (column, (of, _)) in (0u16..).zip(columns) {
        let look = looks.cell(of.need, &of.holds);
        match given(maker, form, asked, of.field) {
            Some(text) => sheet.write_string_with_format(at, column, held(&text), &look)?,
            None => sheet.write_blank(at, column, &look)?,
        };
        if let (Some(parameter), Some(told)) = (of.grades, told) {
            sheet.insert_note(at, column, &note(&told.notes[parameter]))?;
        }
    }
    Ok(())
}

/// What is filled in before the form is sent out.
fn given(maker: &FormMaker<'_>, form: &TrialForm, row: &FormRow, field: &str) -> Option<String> {
    let registers = maker.registers;
    Some(match field {
        "tilbudsid" => row.provider.to_string(),
        "tilbudsnavn" => row.name.to_string(),
        "maalgruppe" => registers.target_groups.get(row.target_group).name.to_string(),
        "tilsyn" => registers.supervision_name(form.authority),
        "kommune" => registers.municipalities.get(row.municipality?)?.name.to_string(),
        _ => return None,
    })
}

/// What may be written in each column; sub-groups are those of the row's group, so a rule holds for
/// the rows of a group that stand together.
fn limits(
    sheet: &mut Worksheet,
    maker: &FormMaker<'_>,
    form: &TrialForm,
    columns: &[(&Column, &str)],
) -> Result<(), XlsxError> {
    for (at, (column, _)) in (0u16..).zip(columns) {
        let is_by_group = column.holds == super::columns::Holds::Subgroup;
        let mut first = FIRST;
        let together = |a: &FormRow, b: &FormRow| !is_by_group || a.target_group == b.target_group;
        for rows in form.rows.chunk_by(together) {
            let last = first + count(rows.len()) - 1;
            let told = maker.groups.get(&rows[0].target_group);
            let subgroups = told.map_or(&[][..], |told| &told.subgroups);
            if let Some(rule) = column.limit(subgroups)? {
                sheet.add_data_validation(first, at, last, at, &rule)?;
            }
            first = last + 1;
        }
    }
    Ok(())
}

/// A note that shows its whole text.
fn note(text: &str) -> Note {
    const WIDTH: u32 = 460;
    const CHARS_PER_LINE: usize = 66;
    const LINE: u32 = 16;
    let lines =
        text.lines().map(|line| line.chars().count() / CHARS_PER_LINE + 1).sum::<usize>() + 1;
    let height = LINE * u32::try_from(lines.min(45)).unwrap_or(45);
    Note::new(held(text)).add_author_prefix(false).set_width(WIDTH).set_height(height)
}

/// A text as a cell can hold it.
pub(super) fn held(text: &str) -> String {
    cut_to_cell(&replaced_lines(text), " […]").into_owned()
}

/// Rows of a sheet: a form has no more than a spreadsheet.
fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(1_000_000)
}
