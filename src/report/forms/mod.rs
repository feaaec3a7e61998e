//! What is sent out in a trial: a workbook per socialtilsyn, or per municipality, that comes back as
//! our own input.
//!
//! Made to be filled in by people and read aloud to them: no merged cells, no formula, no meaning in
//! colour alone; what is not to be written in is locked, without a password.

mod columns;
mod cover;
mod interview;
mod looks;
mod returns;
mod sheet;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::guideline::GuidelineSet;
use crate::ingest::{Form, Layout, SheetRole};
use crate::model::{Level, Parameter, PerParameter, TargetGroupId};
use crate::plain_text::capitalised;
use crate::register::{Registers, TargetGroup};
use crate::report::guideline::ToldGuideline;
use crate::table::danish_date;
use crate::trial::TrialForm;

pub(crate) use returns::write_returns;

use looks::Looks;

/// What all forms of a trial are made with.
pub struct FormMaker<'v> {
    registers: &'v Registers,
    layout: &'v Layout,
    /// The day whose guidelines hold.
    on: NaiveDate,
    is_example_data: bool,
    groups: BTreeMap<TargetGroupId, GroupTold<'v>>,
}

/// What a form says of a target group.
struct GroupTold<'v> {
    group: &'v TargetGroup,
    guideline: Option<ToldGuideline<'v>>,
    /// What each parameter asks for on the three levels, for the note of a cell.
    notes: PerParameter<String>,
    /// *Delmålgrupper* to choose from.
    subgroups: Vec<&'v str>,
}

/// What forms are made from.
#[derive(Clone, Copy)]
pub struct FormBasis<'v> {
    /// Look-ups.
    pub registers: &'v Registers,
    /// What is asked for.
    pub guidelines: &'v GuidelineSet,
    /// The layouts of the input folder.
    pub layouts: &'v [Layout],
    /// The day whose guidelines hold.
    pub on: NaiveDate,
    /// Whether the providers are made up.
    pub is_example_data: bool,
}

impl<'v> FormMaker<'v> {
    /// For forms about these target groups; `None` when no layout reads a form by its name: a table
    /// with a sheet of evidence and one of grades. `subgroups_of` gives the names of a group's
    /// described sub-groups.
    pub fn new(
        basis: FormBasis<'v>,
        groups: impl IntoIterator<Item = TargetGroupId>,
        subgroups_of: impl Fn(TargetGroupId) -> Vec<&'v str>,
    ) -> Option<Self> {
        let FormBasis { registers, guidelines, layouts, on, is_example_data } = basis;
        let layout = layouts.iter().find(|layout| {
            layout.form == Form::RowPerOffering
                && layout.reads("socialtilsyn-skema.xlsx")
                && [SheetRole::Evidence, SheetRole::Grades]
                    .iter()
                    .all(|role| layout.sheet(*role).is_some_and(|sheet| sheet.sheet.is_some()))
        })?;
        let told = groups.into_iter().map(|id| {
            let group = registers.target_groups.get(id);
            let guideline = ToldGuideline::in_force(guidelines, group, id, on);
            let notes =
                PerParameter::from_fn(|parameter| note(group, guideline.as_ref(), parameter, on));
            (id, GroupTold { group, guideline, notes, subgroups: subgroups_of(id) })
        });
        let groups = told.collect();
        Some(Self { registers, layout, on, is_example_data, groups })
    }

    /// The workbook of one form. The same form gives the same bytes: its creation date is fixed.
    ///
    /// # Errors
    /// What the writer of workbooks can't hold.
    pub fn workbook(&self, form: &TrialForm) -> Result<Vec<u8>, XlsxError> {
        let authority = self.registers.supervision_name(form.authority);
        let title = match self.mark(form) {
            Some(_) => format!("EKSEMPEL: Skema til indplacering, {authority}"),
            None => format!("Skema til indplacering, {authority}"),
        };
        let mut workbook = Workbook::new();
        workbook.set_properties(
            &DocProperties::new()
                .set_title(&title)
                .set_custom_property("Language", "da-DK")
                .set_creation_datetime(&ExcelDateTime::from_ymd(2021, 12, 1)?),
        );
        let looks = Looks::new();
        cover::cover(workbook.add_worksheet(), self, form, &title, &looks)?;
        for (role, columns) in
            [(SheetRole::Evidence, columns::evidence()), (SheetRole::Grades, columns::grades())]
        {
            let Some(layout) = self.layout.sheet(role) else { continue };
            sheet::sheet(workbook.add_worksheet(), self, form, layout, &columns, &looks)?;
        }
        cover::requirements(workbook.add_worksheet(), self, form, &looks)?;
        cover::interview(workbook.add_worksheet(), &looks)?;
        workbook.save_to_buffer()
    }

    /// The groups of a form, in the register's order.
    fn groups_of(&self, form: &TrialForm) -> Vec<&GroupTold<'v>> {
        let of_form = |id: &TargetGroupId| form.rows.iter().any(|row| row.target_group == *id);
        self.groups.iter().filter(|(id, _)| of_form(id)).map(|(_, told)| told).collect()
    }

    /// What must be said before anything else of a form that can't be taken for real.
    fn mark(&self, form: &TrialForm) -> Option<String> {
        let mut told = self.groups_of(form).into_iter();
        let of_guidelines = told.find_map(|told| told.guideline.as_ref()?.mark());
        match (self.is_example_data, of_guidelines) {
            (true, None) => Some("EKSEMPEL: tilbuddene er opdigtede.".to_owned()),
            (true, Some(_)) => Some(
                "EKSEMPEL: tilbuddene er opdigtede, og vejledningernes tal er eksempler."
                    .to_owned(),
            ),
            (false, mark) => mark.map(str::to_owned),
        }
    }
}

/// What a parameter asks for, level by level, as the note of a cell says it.
fn note(
    group: &TargetGroup,
    guideline: Option<&ToldGuideline<'_>>,
    parameter: Parameter,
    on: NaiveDate,
) -> String {
    let heading = format!("{}, {}", parameter.danish(), group.name);
    let Some(told) = guideline else {
        return format!(
            "{heading}\nMålgruppen har ingen vejledning, der gælder den {}: gradueringen hviler på \
             modellens boks 4.",
            danish_date(on)
        );
    };
    let mut lines = vec![heading];
    lines.extend(told.mark().map(str::to_owned));
    for level in Level::ALL {
        lines.push(format!(
            "{}: {}",
            capitalised(level.danish()),
            asked(told, parameter, level, " ")
        ));
    }
    lines.join("\n")
}

/// What a cell of a guideline asks for, with its sentences apart.
fn asked(told: &ToldGuideline<'_>, parameter: Parameter, level: Level, between: &str) -> String {
    let said = told.cell(parameter, level).iter();
    let said = said.map(|one| format!("{}. {}", one.number, one.sentence));
    let lines: Vec<String> = told.builds_on(parameter, level).into_iter().chain(said).collect();
    lines.join(between)
}
