//! What should the reader know of how an offering was graded?

use super::combine::Rating;
use super::found::experience_exceeds_staff;
use super::source::{row_place, staff_place};
use crate::finding::{Finding, Place, Severity};
use crate::model::{
    Assessment, Dataset, Level, Offering, Parameter, ParameterSet, RowRef, Supervision,
};
use crate::plain_text::danish_date;

/// The findings of one offering.
pub(super) struct Remarks<'a> {
    pub dataset: &'a Dataset,
    pub offering: &'a Offering,
    pub found: Vec<Finding>,
}

impl Remarks<'_> {
    fn warn(&mut self, place: Place, code: &'static str, message: String, action: &str) {
        let severity = Severity::Warning;
        self.found.push(Finding { place, severity, code, message, action: action.into() });
    }

    fn provider(&self) -> &str {
        &self.dataset.provider(self.offering).id
    }

    /// The row of an assessment: that of the grades, else that of the evidence.
    fn place(&self, assessment: &Assessment) -> Place {
        let evidence_row = assessment.evidence.as_ref().map(|(_, row)| *row);
        let row: Option<RowRef> = assessment.grades_row.or(evidence_row);
        row.map_or_else(Place::default, |row| row_place(self.dataset, row))
    }

    /// Every assessment by another authority than the supervising one, once: one that places is
    /// doubtful, one beside the supervising authority's own is a double rating, which is wanted.
    pub fn by_other_authorities(
        &mut self,
        assessments: &[Assessment],
        supervision: Option<Supervision>,
        places: impl Fn(usize) -> bool,
    ) {
        let Some(supervision) = supervision else { return };
        for (at, assessment) in assessments.iter().enumerate() {
            if assessment.authority == supervision {
                continue;
            }
            let by = format!(
                "tilbud {} er vurderet {} af en anden myndighed end den, der fører tilsyn",
                self.provider(),
                danish_date(assessment.assessed_on)
            );
            let (severity, message, action) = if places(at) {
                (
                    Severity::Warning,
                    format!("{by}, som ikke har vurderet tilbuddet; vurderingen bruges"),
                    "Se efter, om tilsynsførende myndighed er rigtig, eller om en vurdering mangler",
                )
            } else {
                (
                    Severity::Note,
                    format!("{by}; den er med ved siden af og indplacerer ikke"),
                    "Ingenting, hvis det er en dobbeltvurdering; ellers ret tilsynet i rækken",
                )
            };
            let place = self.place(assessment);
            let code = "assessed-by-other-authority";
            self.found.push(Finding { place, severity, code, message, action: action.into() });
        }
    }

    pub fn older_than_guideline(&mut self, assessment: &Assessment) {
        let message = format!(
            "vurderingen af tilbud {} er fra {}, før målgruppens første vejledning; oplysningerne gradueres ikke, og kun tilsynets egne gradueringer tæller",
            self.provider(),
            danish_date(assessment.assessed_on)
        );
        let action = "Ret datoen, eller læg en vejledning i input/guidelines, der gælder fra en tidligere dag";
        self.warn(self.place(assessment), "assessment-older-than-guideline", message, action);
    }

    pub fn conflicts(&mut self, of_the_day: &[Rating], conflicts: ParameterSet) {
        let [first, others @ ..] = of_the_day else { return };
        let authority = first.assessment.authority;
        let is_same = others.iter().all(|other| other.assessment.authority == authority);
        let by = if is_same { "samme myndighed" } else { "flere myndigheder" };
        let parameters: Vec<&str> = conflicts.iter().map(Parameter::danish).collect();
        let elsewhere: Vec<String> =
            others.iter().map(|other| self.place(other.assessment).to_string()).collect();
        let message = format!(
            "tilbud {} er vurderet forskelligt {} af {by} (også i {}): {}; disse gradueringer regnes som ikke oplyst",
            self.provider(),
            danish_date(first.assessment.assessed_on),
            elsewhere.join(" og "),
            parameters.join(", ")
        );
        let action = "Ret den forkerte række, eller giv den vurdering, der gælder, en senere dato";
        self.warn(self.place(first.assessment), "conflicting-assessments", message, action);
    }

    /// A blank assessment keeps an older one from placing. What else keeps one from placing was
    /// told where it was read.
    pub fn withheld_by_blank(&mut self, placing: &Assessment, blank: &Assessment) {
        let message = format!(
            "vurderingen af tilbud {} fra {} er givet uden gradueringer og oplysninger; en ældre af {} træder ikke i stedet for den, så tilbuddet indplaceres ikke",
            self.provider(),
            danish_date(blank.assessed_on),
            danish_date(placing.assessed_on)
        );
        let action = "Udfyld den, eller slet den, hvis den ældre gælder";
        self.warn(self.place(blank), "blank-assessment", message, action);
    }

    pub fn conflicting_quality(&mut self, assessment: &Assessment) {
        let message = format!(
            "kvaliteten af tilbud {} er bedømt forskelligt {}; kvaliteten regnes som ukendt",
            self.provider(),
            danish_date(assessment.assessed_on)
        );
        let action = "Ret den forkerte bedømmelse";
        self.warn(self.place(assessment), "conflicting-quality", message, action);
    }

    /// More staff with experience than staff: the share cannot be computed.
    pub fn contradictions(&mut self, assessment: &Assessment) {
        let Some((evidence, row)) = &assessment.evidence else { return };
        let exceeds = |need| experience_exceeds_staff(evidence, need);
        let needs: Vec<&str> =
            Level::ALL.into_iter().filter(|need| exceeds(*need)).map(Level::danish).collect();
        if !needs.is_empty() {
            let message = format!(
                "der er flere medarbejdere med erfaring ({}) end medarbejdere i alt; andelen med erfaring regnes som ukendt",
                needs.join(", ")
            );
            let action = "Ret antallet af medarbejdere eller erfaringsbåndene; hver medarbejder tæller i ét bånd";
            let place = staff_place(self.dataset, *row);
            self.warn(place, "more-experienced-than-staff", message, action);
        }
    }
}
