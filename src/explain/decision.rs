//! What decided an offering's level?

use std::fmt::Write;

use crate::explain::{About, Written};
use crate::model::{GradePlanes, Level, Parameter, ParameterSet};
use crate::place::{blocking, critical, deciding, margin};

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
                unknown => format!("; {unknown} ukendt"),
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
        for (set, words) in [
            (critical(rule, planes), "Falder én af disse under niveauet, falder indplaceringen"),
            (blocking(rule, planes), "Løftes én af disse ét trin, løftes indplaceringen"),
            (deciding(rule, planes), "Ukendt, og kan alene løfte indplaceringen"),
        ] {
            if !set.is_empty() {
                writeln!(text, "  {words}: {}", names(set))?;
            }
        }
        let others: Vec<String> = self
            .checked
            .settings
            .other_rules()
            .iter()
            .zip(&self.checked.assessed.other_levels)
            .map(|(rule, levels)| {
                let level = levels[self.id.index()].map_or("intet niveau", Level::danish);
                format!("{}: {level}", rule.rule.name)
            })
            .collect();
        if !others.is_empty() {
            writeln!(text, "  Efter de andre regler: {}", others.join("; "))?;
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

fn names(set: ParameterSet) -> String {
    set.iter().map(Parameter::danish).collect::<Vec<_>>().join(", ")
}
