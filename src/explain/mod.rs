//! Why does an offering stand where it stands? In Danish, for whoever has to answer for it.

mod case;
mod decision;
mod description_text;
mod firmness_text;
mod guideline_text;
mod paragraph;
mod parameter;
mod status_text;

use std::fmt::Write;

use crate::explain::firmness_text::firmness_in_words;
use crate::grade::{lost_in_words, row_place};
use crate::guideline::Guideline;
use crate::model::{
    Dataset, Offering, OfferingId, Parameter, PlacementState, ProviderId, TargetGroupId,
};
use crate::place::CompiledRule;
use crate::plain_text::danish_date;
use crate::results::assess::AssessedOffering;
use crate::results::reason;
use crate::results::{Approved, Checked};

pub use case::case;
pub use description_text::description_text;
pub use guideline_text::guideline_text;
pub use status_text::status_text;

/// The offerings of a provider, for one target group or for all of them.
pub fn offerings_of(
    checked: &Checked,
    provider_id: &str,
    group: Option<TargetGroupId>,
) -> Vec<OfferingId> {
    let dataset = &checked.reading.dataset;
    let Ok(provider) = dataset.providers.binary_search_by(|p| (*p.id).cmp(provider_id)) else {
        return Vec::new();
    };
    let provider = ProviderId::at(provider);
    let start = dataset.offerings.partition_point(|o| o.provider < provider);
    dataset.offerings[start..]
        .iter()
        .enumerate()
        .take_while(|(_, o)| o.provider == provider)
        .filter(|(_, o)| group.is_none_or(|group| o.target_group == group))
        .map(|(at, _)| OfferingId::at(start + at))
        .collect()
}

/// The whole because of one placement.
pub fn explanation(checked: &Checked, id: OfferingId) -> String {
    let about = About::new(checked, id);
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = about.heading(&mut text);
    let is_assessed = about.assessed.grades.is_assessed();
    if is_assessed {
        let _ = about.decision(&mut text);
        let _ = firmness_in_words(&mut text, checked, id);
    }
    let _ = about.quality(&mut text);
    let _ = about.special_functions(&mut text);
    let _ = about.assessments(&mut text);
    if is_assessed {
        for (number, parameter) in (1..).zip(Parameter::ALL) {
            let _ = about.parameter(&mut text, number, parameter);
        }
    }
    let _ = about.caveats(&mut text);
    text
}

struct About<'c> {
    checked: &'c Checked,
    dataset: &'c Dataset,
    offering: &'c Offering,
    assessed: &'c AssessedOffering,
}

type Written = std::fmt::Result;

impl<'c> About<'c> {
    fn new(checked: &'c Checked, id: OfferingId) -> Self {
        let dataset = &checked.reading.dataset;
        let offering = dataset.offering(id);
        Self { checked, dataset, offering, assessed: checked.assessed.offering(id) }
    }

    fn rule(&self) -> &'c CompiledRule {
        self.checked.settings.placing_rule()
    }

    fn guideline(&self) -> Option<&'c Guideline> {
        self.checked.settings.guidelines.get(self.assessed.grades.guideline?)
    }

    fn heading(&self, text: &mut String) -> Written {
        let provider = self.dataset.provider(self.offering);
        let group = self.checked.settings.registers.target_groups.get(self.offering.target_group);
        if self.checked.settings.source.is_example {
            writeln!(text, "EKSEMPEL: tilbuddet er opdigtet.")?;
        }
        writeln!(text, "{} (tilbudsid {})", provider.name, provider.id)?;
        write!(text, "Målgruppe: {}", group.name)?;
        if let Some(subgroup) = self.offering.subgroup {
            write!(text, ", delmålgruppe {}", self.dataset.subgroups[usize::from(subgroup)])?;
        }
        if let Some(age_group) = self.offering.age_group {
            write!(text, ", {age_group}")?;
        }
        writeln!(text)?;
        let placement = &self.assessed.placement;
        let outcome = match (placement.state, placement.level) {
            (PlacementState::Placed, Some(level)) => format!("{level} specialiseret"),
            (state, _) => match (placement.low, placement.high) {
                (Some(low), Some(high)) if low != high => {
                    format!(
                        "intet ({}); gradueringerne alene giver {low} til {high}",
                        state.danish()
                    )
                }
                (Some(low), _) => {
                    format!("intet ({}); gradueringerne alene giver {low}", state.danish())
                }
                _ => format!("intet ({})", state.danish()),
            },
        };
        writeln!(text, "\nBeregnet niveau: {outcome}")?;
        let rule = &self.rule().rule;
        if let Some(reason) = reason(self.dataset, self.offering, self.assessed, rule) {
            writeln!(text, "Hvorfor ikke: {reason}")?;
        }
        writeln!(text, "Regel: {} [rules/{}.toml]", rule.title, rule.name)?;
        match (self.guideline(), self.assessed.grades.note) {
            (Some(guideline), _) => {
                writeln!(
                    text,
                    "Vejledning: {} [{}]",
                    guideline.title(&self.checked.settings.registers.target_groups),
                    guideline.file
                )
            }
            (None, Some(note)) => writeln!(text, "Vejledning: {}", note.danish()),
            (None, None) => Ok(()),
        }
    }

    fn quality(&self, text: &mut String) -> Written {
        let provider = self.dataset.provider(self.offering);
        let gate = &self.assessed.gate;
        let status = provider.status.map(|at| &*self.dataset.statuses[usize::from(at)]);
        writeln!(
            text,
            "\nFornøden kvalitet (en forudsætning, ikke en parameter): {}",
            gate.outcome.danish()
        )?;
        writeln!(text, "  Fordi: {}", gate.because.danish(&self.assessed.facts, status))?;
        let bases = &self.checked.settings.registers.legal_bases;
        let bases: Vec<&str> = provider.legal_bases.iter().map(|b| &*bases.get(b).text).collect();
        let under = match self.assessed.facts.needs_approval {
            Some(true) => "tilbuddet skal godkendes af socialtilsynet",
            Some(false) => "uden for socialtilsynet; kommunens tilsyn gælder (§ 148 a)",
            None => "det vides ikke, om tilbuddet skal godkendes af socialtilsynet",
        };
        let bases = if bases.is_empty() { "ikke oplyst".to_owned() } else { bases.join(", ") };
        writeln!(text, "  Retsgrundlag: {bases}; {under}")
    }

    /// The second axis, where the register has one for the group.
    fn special_functions(&self, text: &mut String) -> Written {
        let functions = &self.checked.settings.registers.special_functions;
        let provider = &self.dataset.provider(self.offering).id;
        let on = self.checked.regions_on;
        let mut of_group = functions.of(self.offering.target_group).peekable();
        if of_group.peek().is_none() {
            return Ok(());
        }
        writeln!(text, "\nSpecialfunktioner (modellen fra 2022), pr. {on}:")?;
        for (at, function) in of_group {
            let approval = functions.approval_of(provider, at, on);
            write!(text, "  {}: {}", function.name, Approved::of(approval).danish())?;
            match approval {
                Some(approval) => writeln!(
                    text,
                    ", fra {}{}. Kilde: {}",
                    approval.valid_from,
                    approval.valid_to.map_or(String::new(), |to| format!(" til {to}")),
                    approval.source
                )?,
                None => writeln!(text, "; registret tages ikke for fuldstændigt")?,
            }
        }
        writeln!(text, "  Godkendelsen afgør ikke niveauet, og niveauet ikke godkendelsen.")
    }

    fn assessments(&self, text: &mut String) -> Written {
        let registers = &self.checked.settings.registers;
        let supervision = self.checked.assessed.supervision[self.offering.provider.index()];
        let supervisor =
            supervision.map_or("ikke oplyst".to_owned(), |s| registers.supervision_name(s));
        writeln!(text, "\nTilsyn: {supervisor}")?;
        let assessments = self.dataset.assessments(self.offering);
        for lost in self.dataset.lost(self.offering) {
            let place = lost.row.filter(|row| row.row > 0);
            let place = place.map(|row| row_place(self.dataset, row).to_string());
            let place = place.map_or(String::new(), |place| format!(": {place}"));
            writeln!(text, "Kunne ikke bruges: {}{place}", lost_in_words(self.dataset, lost))?;
        }
        if assessments.is_empty() {
            return writeln!(text, "Der er ingen vurdering af tilbuddet for denne målgruppe.");
        }
        writeln!(text, "Vurderinger ({}):", assessments.len())?;
        let placing = self.assessed.grades.placing.map(|at| at - self.offering.assessments.start);
        for (at, assessment) in (0u32..).zip(assessments) {
            let overall = assessment
                .overall
                .map_or(String::new(), |level| format!(", tilsynets samlede niveau: {level}"));
            let placing = match placing {
                Some(placing) if placing == at && self.assessed.grades.withheld.is_some() => {
                    " <- den nyeste, der kan læses; indplacerer ikke"
                }
                Some(placing) if placing == at => " <- denne indplacerer",
                _ if assessment.is_blank() => " (uden gradueringer og oplysninger)",
                _ if assessment.incomplete.is_some() => " (kun den ene halvdel)",
                _ => "",
            };
            writeln!(
                text,
                "  {} den {}{overall}{placing}",
                registers.supervision_name(assessment.authority),
                danish_date(assessment.assessed_on),
            )?;
        }
        Ok(())
    }

    fn caveats(&self, text: &mut String) -> Written {
        writeln!(text)?;
        let is_example = self
            .guideline()
            .is_some_and(|g| g.status == crate::guideline::GuidelineStatus::Example);
        if is_example {
            writeln!(text, "Vejledningens tal er eksempler, ikke officielle krav.")?;
        }
        writeln!(
            text,
            "Indplaceringen gælder tilbuddet for denne målgruppe, ikke for andre målgrupper og \
             aldrig for en borger. Modellen er kun afprøvet på handicapområdet."
        )
    }
}
