//! What is said of one offering, in parquet and in CSV alike?

use crate::grade::GuidelineNote;
use crate::landscape::places;
use crate::model::{Assessment, Department, Offering, OfferingId, Provider, ProviderKind};
use crate::register::TargetGroup;

use crate::results::Results;
use crate::results::assess::AssessedOffering;
use crate::results::reason;
use crate::results::region::region_of;

/// One offering with everything its row is made from.
#[derive(Clone, Copy)]
pub(super) struct PlacementRow<'r> {
    results: &'r Results<'r>,
    /// The offering that it is of.
    pub(super) id: OfferingId,
    pub(super) offering: &'r Offering,
    pub(super) provider: &'r Provider,
    pub(super) assessed: &'r AssessedOffering,
}

impl<'r> PlacementRow<'r> {
    pub(super) fn new(results: &'r Results<'r>, id: OfferingId) -> Self {
        let dataset = &results.reading.dataset;
        let offering = dataset.offering(id);
        Self {
            results,
            id,
            offering,
            provider: dataset.provider(offering),
            assessed: results.assessed.offering(id),
        }
    }

    pub(super) fn group(&self) -> &'r TargetGroup {
        self.results.settings.registers.target_groups.get(self.offering.target_group)
    }

    pub(super) fn subgroup(&self) -> Option<&'r str> {
        let at = self.offering.subgroup?;
        self.results.reading.dataset.subgroups.get(usize::from(at)).map(|name| &**name)
    }

    pub(super) fn municipality_code(&self) -> Option<String> {
        Some(self.results.reading.dataset.main_municipality(self.offering)?.to_string())
    }

    pub(super) fn municipality_name(&self) -> Option<&'r str> {
        let code = self.results.reading.dataset.main_municipality(self.offering)?;
        self.results.settings.registers.municipalities.get(code).map(|m| &*m.name)
    }

    pub(super) fn region(&self) -> Option<&'r str> {
        let Results { reading, settings, regions_on, .. } = self.results;
        let registers = &settings.registers;
        let region = region_of(&reading.dataset, registers, self.offering, *regions_on)?;
        Some(&*registers.regions.get(region).name)
    }

    /// *Leverandørtype* as stated, else as it follows from the legal bases.
    pub(super) fn kinds(&self) -> Option<String> {
        let kinds = self.results.settings.registers.kinds_of(self.provider);
        let kinds: Vec<&str> = ProviderKind::ALL
            .into_iter()
            .filter(|kind| kinds.contains(*kind))
            .map(ProviderKind::danish)
            .collect();
        (!kinds.is_empty()).then(|| kinds.join("; "))
    }

    /// Municipalities that a provider without an address works in.
    pub(super) fn service_area(&self) -> Option<String> {
        let register = &self.results.settings.registers.municipalities;
        let area = &self.provider.service_area;
        if area.len() > 1 && area.len() == register.iter().count() {
            return Some("Hele landet".to_owned());
        }
        let names: Vec<&str> =
            area.iter().filter_map(|code| register.get(*code)).map(|m| &*m.name).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    pub(super) fn supervision(&self) -> Option<String> {
        let supervision = self.results.assessed.supervision[self.offering.provider.index()]?;
        Some(self.results.settings.registers.supervision_name(supervision))
    }

    pub(super) fn legal_bases(&self) -> Option<String> {
        let register = &self.results.settings.registers.legal_bases;
        let bases: Vec<&str> =
            self.provider.legal_bases.iter().map(|basis| &*register.get(basis).text).collect();
        (!bases.is_empty()).then(|| bases.join("; "))
    }

    /// Departments that take the group in, and their places: `None` when one does not report them.
    pub(super) fn departments(&self) -> (usize, Option<u32>) {
        let departments: Vec<&Department> =
            self.results.reading.dataset.departments_of(self.offering).collect();
        let places = departments.iter().map(|d| d.places).sum::<Option<u32>>();
        (departments.len(), places.filter(|_| !departments.is_empty()))
    }

    /// Places shared equally over the offerings of each department that reports them.
    pub(super) fn places_shared(&self) -> Option<f64> {
        self.results.counted.supplied.places_shared_parts[self.id.index()].map(places)
    }

    /// Who runs it, as a number.
    pub(super) fn operator(&self) -> String {
        self.results.counted.supplied.operators[self.offering.provider.index()].to_string()
    }

    /// The assessment that places.
    pub(super) fn placing(&self) -> Option<&'r Assessment> {
        let at = self.assessed.grades.placing?;
        self.results.reading.dataset.assessments.get(at as usize)
    }

    /// Why it is not placed.
    pub(super) fn reason(&self) -> Option<String> {
        let rule = &self.results.settings.placing_rule().rule;
        reason(&self.results.reading.dataset, self.offering, self.assessed, rule)
    }

    pub(super) fn assessor(&self) -> Option<String> {
        Some(self.results.settings.registers.supervision_name(self.placing()?.authority))
    }

    /// The guideline's label, or why there is none.
    pub(super) fn guideline(&self) -> Option<&'r str> {
        let grades = &self.assessed.grades;
        let label = grades.guideline.and_then(|id| self.results.settings.guidelines.label(id));
        label.or_else(|| grades.note.map(GuidelineNote::danish))
    }
}
