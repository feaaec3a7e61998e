//! What is said of one offering, in parquet and in CSV alike?

use crate::model::{Assessment, Department, Offering, Provider, ProviderKind};
use crate::register::TargetGroup;

use crate::report::View;
use crate::results::assess::AssessedOffering;
use crate::results::reason;

/// One offering with everything its row is made from.
#[derive(Clone, Copy)]
pub(super) struct PlacementRow<'r> {
    view: &'r View<'r>,
    /// Its place among the offerings.
    pub(super) at: usize,
    pub(super) offering: &'r Offering,
    pub(super) provider: &'r Provider,
    pub(super) assessed: &'r AssessedOffering,
}

impl<'r> PlacementRow<'r> {
    pub(super) fn new(view: &'r View<'r>, at: usize) -> Self {
        let dataset = &view.reading.dataset;
        let offering = &dataset.offerings[at];
        Self {
            view,
            at,
            offering,
            provider: dataset.provider(offering),
            assessed: &view.assessed.offerings[at],
        }
    }

    pub(super) fn group(&self) -> &'r TargetGroup {
        self.view.settings.registers.target_groups.get(self.offering.target_group)
    }

    pub(super) fn subgroup(&self) -> Option<&'r str> {
        let at = self.offering.subgroup?;
        self.view.reading.dataset.subgroups.get(usize::from(at)).map(|name| &**name)
    }

    pub(super) fn municipality_code(&self) -> Option<String> {
        Some(self.view.reading.dataset.main_municipality(self.offering)?.to_string())
    }

    pub(super) fn municipality_name(&self) -> Option<&'r str> {
        let code = self.view.reading.dataset.main_municipality(self.offering)?;
        self.view.settings.registers.municipalities.get(code).map(|m| &*m.name)
    }

    pub(super) fn region(&self) -> Option<&'r str> {
        let regions = &self.view.settings.registers.regions;
        let of = |code| regions.of(code, self.view.regions_on);
        let main = self.view.reading.dataset.main_municipality(self.offering);
        let region = if let Some(code) = main {
            of(code)?
        } else {
            // A service area within one region stands there; a wider one nowhere.
            let mut area = self.provider.service_area.iter().map(|code| of(*code));
            let first = area.next()??;
            area.all(|region| region == Some(first)).then_some(first)?
        };
        Some(&*regions.get(region).name)
    }

    /// *Leverandørtype* as stated, else as it follows from the legal bases.
    pub(super) fn kinds(&self) -> Option<String> {
        let stated = self.provider.stated_kinds;
        let kinds = if stated.is_empty() {
            self.view.settings.registers.kinds(self.provider.legal_bases)
        } else {
            stated
        };
        let kinds: Vec<&str> = ProviderKind::ALL
            .into_iter()
            .filter(|kind| kinds.contains(*kind))
            .map(ProviderKind::danish)
            .collect();
        (!kinds.is_empty()).then(|| kinds.join("; "))
    }

    /// Municipalities that a provider without an address works in.
    pub(super) fn service_area(&self) -> Option<String> {
        let register = &self.view.settings.registers.municipalities;
        let area = &self.provider.service_area;
        if area.len() > 1 && area.len() == register.iter().count() {
            return Some("Hele landet".to_owned());
        }
        let names: Vec<&str> =
            area.iter().filter_map(|code| register.get(*code)).map(|m| &*m.name).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    pub(super) fn supervision(&self) -> Option<String> {
        let supervision = self.view.assessed.supervision[self.offering.provider as usize]?;
        Some(self.view.settings.registers.supervision_name(supervision))
    }

    pub(super) fn legal_bases(&self) -> Option<String> {
        let register = &self.view.settings.registers.legal_bases;
        let bases: Vec<&str> =
            self.provider.legal_bases.iter().map(|basis| &*register.get(basis).text).collect();
        (!bases.is_empty()).then(|| bases.join("; "))
    }

    /// Departments that take the group in, and their places: `None` when one does not report them.
    pub(super) fn departments(&self) -> (usize, Option<u32>) {
        let departments: Vec<&Department> =
            self.view.reading.dataset.departments_of(self.offering).collect();
        let places = departments.iter().map(|d| d.places).sum::<Option<u32>>();
        (departments.len(), places.filter(|_| !departments.is_empty()))
    }

    /// The assessment that places.
    pub(super) fn placing(&self) -> Option<&'r Assessment> {
        let at = self.assessed.grades.placing?;
        self.view.reading.dataset.assessments.get(at as usize)
    }

    /// Why it is not placed.
    pub(super) fn reason(&self) -> Option<String> {
        let rule = &self.view.settings.rules[0].rule;
        reason(&self.view.reading.dataset, self.offering, self.assessed, rule)
    }

    pub(super) fn assessor(&self) -> Option<String> {
        Some(self.view.settings.registers.supervision_name(self.placing()?.authority))
    }

    /// The guideline's label, or why there is none.
    pub(super) fn guideline(&self) -> Option<String> {
        let grades = &self.assessed.grades;
        match grades.guideline.and_then(|at| self.view.settings.guidelines.get(at)) {
            Some(guideline) => Some(guideline.label()),
            None => grades.note.map(|note| note.danish().to_owned()),
        }
    }
}
