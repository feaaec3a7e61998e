//! What decided an offering's level?

use std::fmt::Write;

use crate::explain::{About, Written};
use crate::model::{
    Attained, GradePlanes, Level, Parameter, ParameterSet, PlacementState, QualityOutcome,
};
use crate::place::{Placement, blocking, critical, deciding, margin, place};

impl About<'_> {
    pub(crate) fn decision(&self, text: &mut String) -> Written {
        let planes = GradePlanes::of(&self.assessed.grades.grades);
        let rule = self.rule();
        writeln!(text, "\nHvad afgjorde niveauet")?;
        let equal = rule.rule.weights.0.iter().all(|w| *w == rule.rule.weights.0[0]);
        let each = u64::from(rule.rule.weights.0[0]).max(1);
        let count = |weight: u64| if equal { weight / each } else { weight };
        let what = if equal { "parametre" } else { "vægt" };
        for level in Level::ALL {
            let Some(margin) = margin(&rule.rule, planes, level) else {
                return writeln!(text, "  Ingen parametre er relevante.");
            };
            let verdict = if margin.is_reached() {
                match count(margin.surplus().unsigned_abs()) {
                    0 => "nået, uden noget at give af".to_owned(),
                    spare => format!("nået, {spare} mere end nødvendigt"),
                }
            } else if margin.surplus() < 0 {
                format!("ikke nået, mangler {}", count(margin.surplus().unsigned_abs()))
            } else {
                format!("ikke nået: {} skal selv nå niveauet", names(margin.missing_required))
            };
            let unknown = match count(margin.unknown) {
                0 => String::new(),
                unknown => format!("; yderligere {unknown} kan nå det"),
            };
            writeln!(
                text,
                "  {:<8} {} af {} {what} når niveauet, {} kræves: {verdict}{unknown}",
                format!("{level}:"),
                count(margin.met),
                count(margin.total),
                count(margin.enough),
            )?;
        }
        let is_decided = self.assessed.placement.decided().is_some();
        let (lifted, unknown) = if is_decided {
            ("Løftes én af disse ét trin, løftes indplaceringen", "")
        } else {
            (
                "Løftes én af disse ét trin, løftes det laveste mulige niveau",
                "Ukendt, og kan alene løfte det laveste mulige niveau",
            )
        };
        for (set, words) in [
            (critical(rule, planes), "Falder én af disse under niveauet, falder indplaceringen"),
            (blocking(rule, planes), lifted),
            (deciding(rule, planes), unknown),
        ] {
            if !set.is_empty() {
                writeln!(text, "  {words}: {}", names(set))?;
            }
        }
        let quality = self.assessed.gate.outcome;
        let other_rules = self.checked.settings.other_rules().iter();
        let others: Vec<String> = other_rules
            .map(|rule| {
                let placement = place(rule, self.assessed.planes(), quality);
                format!("»{}« {}", rule.rule.title, by_grades_in_words(placement))
            })
            .collect();
        if !others.is_empty() {
            let alone = match quality {
                QualityOutcome::Pass => "",
                QualityOutcome::Fail | QualityOutcome::Unknown => ", af gradueringerne alene",
            };
            writeln!(text, "  Efter de andre regler{alone}: {}", others.join("; "))?;
        }
        if let Some(level) = self.assessed.grades.inspector_level {
            writeln!(
                text,
                "  Tilsynets eget samlede niveau: {level} (står ved siden af det beregnede; \
                 tilsynet bruger samme redskab)"
            )?;
        }
        Ok(())
    }
}

/// The level that the grades alone give, whatever the quality; and where it is not decided, between
/// which levels.
fn by_grades_in_words(placement: Placement) -> String {
    match (placement.low, placement.high) {
        (Some(low), Some(high)) if low < high => format!("uafgjort mellem {low} og {high}"),
        (Some(Attained::None), _) => PlacementState::BelowLight.danish().to_owned(),
        (Some(level), _) => level.danish().to_owned(),
        (None, _) => PlacementState::NotAssessed.danish().to_owned(),
    }
}

fn names(set: ParameterSet) -> String {
    set.iter().map(Parameter::danish).collect::<Vec<_>>().join(", ")
}
