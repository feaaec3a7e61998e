//! Everything that was read, linked.

use super::{
    AgeGroup, Assessment, CapacityReport, Department, DepartmentId, FlowReport, LostRow,
    MunicipalityCode, OfferingId, Provider, ProviderId, RowRef, TargetGroupId,
};

/// A sheet that was read, and which of its columns held what. Columns count from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormSheet {
    /// Path of the file below the input folder, with `/`.
    pub file: Box<str>,
    /// Name of the sheet; `None` for a CSV file.
    pub sheet: Option<Box<str>>,
    /// Column of each field that was found, by the field's name in the layout.
    pub columns: Vec<(Box<str>, u16)>,
    /// Row of each field, from 1, where the sheet is the form of one offering, with a label and a
    /// value on each row. Empty where a row is an offering and fields are columns.
    pub rows: Vec<(Box<str>, u32)>,
}

impl FormSheet {
    /// The column of a field, when the sheet has it.
    pub fn column(&self, field: &str) -> Option<u16> {
        self.columns.iter().find(|(name, _)| &**name == field).map(|(_, column)| *column)
    }

    /// Row and column of a field of one row: that row, but where the sheet is a form the field has
    /// a row of its own.
    pub fn cell(&self, row: u32, field: &str) -> Option<(u32, u16)> {
        let column = self.column(field)?;
        let own_row = self.rows.iter().find(|(name, _)| &**name == field).map(|(_, row)| *row);
        Some((own_row.unwrap_or(row), column))
    }
}

/// *Leverandør x målgruppe* (Reading R10): the unit that is graded and placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offering {
    /// The provider.
    pub provider: ProviderId,
    /// The target group.
    pub target_group: TargetGroupId,
    /// *Delmålgruppe*, when the assessment is of one only: a place in [`Dataset::subgroups`].
    pub subgroup: Option<u16>,
    /// *Børn, unge, voksne*, when the assessment is of one only.
    pub age_group: Option<AgeGroup>,
    /// Its assessments: a range of [`Dataset::assessments`], oldest first.
    pub assessments: std::ops::Range<u32>,
    /// Rows of assessments that may be of it and could not be used: a range of [`Dataset::lost`].
    pub lost: std::ops::Range<u32>,
}

/// Providers, their departments, offerings and assessments, linked by place and sorted, so that
/// the order of the input's rows and files leaves no trace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// Sheets that rows came from, sorted by file and sheet.
    pub sheets: Vec<FormSheet>,
    /// *Godkendelsesstatus* as spelled in the data, each once, sorted.
    pub statuses: Vec<Box<str>>,
    /// *Delmålgrupper* named in assessments (slug or text as written), each once, sorted.
    pub subgroups: Vec<Box<str>>,
    /// Sorted by id.
    pub providers: Vec<Provider>,
    /// Sorted by provider, then id.
    pub departments: Vec<Department>,
    /// Sorted by provider, target group, sub-group, age group.
    pub offerings: Vec<Offering>,
    /// Sorted by offering, then date, authority, inspector, row.
    pub assessments: Vec<Assessment>,
    /// Rows of assessments that could not be used, sorted by the offering they may be of, then
    /// date, authority and row.
    pub lost: Vec<LostRow>,
    /// Yearly reports of places, sorted by unit, year and legal basis, each of these once.
    pub capacity: Vec<CapacityReport>,
    /// Yearly reports of who pays, sorted by unit, year and payer, each of these once.
    pub flows: Vec<FlowReport>,
    /// Providers of whose flows a row could not be used, sorted: what is left is no whole.
    pub flow_gaps: Vec<ProviderId>,
}

impl Dataset {
    /// The provider of an offering.
    pub fn provider(&self, offering: &Offering) -> &Provider {
        self.provider_at(offering.provider)
    }

    /// The offering of an id.
    pub fn offering(&self, id: OfferingId) -> &Offering {
        &self.offerings[id.index()]
    }

    /// The provider of an id.
    pub fn provider_at(&self, id: ProviderId) -> &Provider {
        &self.providers[id.index()]
    }

    /// The assessments of an offering, oldest first.
    pub fn assessments(&self, offering: &Offering) -> &[Assessment] {
        &self.assessments[offering.assessments.start as usize..offering.assessments.end as usize]
    }

    /// Rows of assessments that may be of an offering and could not be used.
    pub fn lost(&self, offering: &Offering) -> &[LostRow] {
        &self.lost[offering.lost.start as usize..offering.lost.end as usize]
    }

    /// Adds rows that could not be used, and brings them in order.
    pub fn add_lost(&mut self, lost: Vec<LostRow>) {
        if lost.is_empty() {
            return;
        }
        self.lost.extend(lost);
        self.lost.sort();
        self.lost.dedup();
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut start = 0;
        for same in self.lost.chunk_by(|a, b| a.offering == b.offering) {
            self.offerings[same[0].offering.index()].lost = place(start)..place(start + same.len());
            start += same.len();
        }
    }

    /// The department of an id.
    pub fn department(&self, id: DepartmentId) -> &Department {
        &self.departments[id.index()]
    }

    /// All departments of a provider.
    pub fn departments(&self, provider: &Provider) -> &[Department] {
        &self.departments[provider.departments.start as usize..provider.departments.end as usize]
    }

    /// The departments that take the offering's group in; all of the provider's when none says
    /// so (the group is then known from an assessment only).
    pub fn departments_of(&self, offering: &Offering) -> impl Iterator<Item = &Department> {
        let all = self.departments(self.provider(offering));
        let group = offering.target_group;
        let some = all.iter().any(|d| d.target_groups.contains(group));
        all.iter().filter(move |d| !some || d.target_groups.contains(group))
    }

    /// Where the offering stands when a row needs one place (Reading R10): the municipality of
    /// the department with most places, ties by id; the provider's own without departments.
    pub fn main_municipality(&self, offering: &Offering) -> Option<MunicipalityCode> {
        municipality_with_most_places(self.departments_of(offering))
            .or(self.provider(offering).municipality)
    }

    /// The same for a provider, whatever the target group.
    pub fn seat(&self, provider: &Provider) -> Option<MunicipalityCode> {
        municipality_with_most_places(self.departments(provider).iter()).or(provider.municipality)
    }

    /// The sheet of a row.
    pub fn sheet(&self, row: RowRef) -> &FormSheet {
        &self.sheets[row.sheet.0 as usize]
    }
}

fn municipality_with_most_places<'d>(
    departments: impl Iterator<Item = &'d Department>,
) -> Option<MunicipalityCode> {
    departments
        .filter(|department| department.municipality.is_some())
        .max_by(|a, b| a.places.cmp(&b.places).then_with(|| b.id.cmp(&a.id)))?
        .municipality
}
