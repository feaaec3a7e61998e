//! Why does an offering stand where it stands? In Danish, for whoever has to answer for it.

use std::fmt::Write;

use super::Checked;
use super::assess::AssessedOffering;
use super::firmness_text::firmness_in_words;
use crate::finding::Place;
use crate::grade::{
    Basis, Circumstances, Outcome, check_parameter, evidence_places, found_in_words, grade_place,
    outcome_in_words,
};
use crate::guideline::{Cell, Guideline};
use crate::model::{
    Dataset, Evidence, Grade, GradeBounds, GradePlanes, Level, Offering, Parameter, ParameterSet,
    PlacementState, RowRef, TargetGroupId,
};
use crate::place::{CompiledRule, blocking, critical, deciding, margin};

/// The offerings of a provider, for one target group or for all of them.
pub fn offerings_of(
    checked: &Checked,
    provider_id: &str,
    group: Option<TargetGroupId>,
) -> Vec<usize> {
    let dataset = &checked.reading.dataset;
    let Ok(provider) = dataset.providers.binary_search_by(|p| (*p.id).cmp(provider_id)) else {
        return Vec::new();
    };
    let start = dataset.offerings.partition_point(|o| (o.provider as usize) < provider);
    dataset.offerings[start..]
        .iter()
        .enumerate()
        .take_while(|(_, o)| o.provider as usize == provider)
        .filter(|(_, o)| group.is_none_or(|group| o.target_group == group))
        .map(|(at, _)| start + at)
        .collect()
}

/// The whole because of one placement.
pub fn explanation(checked: &Checked, at: usize) -> String {
    let about = About::new(checked, at);
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = about.heading(&mut text);
    let is_assessed = about.assessed.grades.is_assessed();
    if is_assessed {
        let _ = about.decision(&mut text);
        let _ = firmness_in_words(&mut text, checked, at);
    }
    let _ = about.quality(&mut text);
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
    at: usize,
}

type Written = std::fmt::Result;

impl<'c> About<'c> {
    fn new(checked: &'c Checked, at: usize) -> Self {
        let dataset = &checked.reading.dataset;
        let offering = &dataset.offerings[at];
        Self { checked, dataset, offering, assessed: &checked.assessed.offerings[at], at }
    }

    fn rule(&self) -> &'c CompiledRule {
        &self.checked.settings.rules[0]
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
        writeln!(text, "Regel: {} ({})", rule.name, rule.title)?;
        match (self.guideline(), self.assessed.grades.note) {
            (Some(guideline), _) => {
                writeln!(text, "Vejledning: {} [{}]", guideline.label(), guideline.file)
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

    fn assessments(&self, text: &mut String) -> Written {
        let registers = &self.checked.settings.registers;
        let supervision = self.checked.assessed.supervision[self.offering.provider as usize];
        let supervisor =
            supervision.map_or("ikke oplyst".to_owned(), |s| registers.supervision_name(s));
        writeln!(text, "\nTilsyn: {supervisor}")?;
        let assessments = self.dataset.assessments(self.offering);
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
                Some(placing) if placing == at => " <- denne indplacerer",
                _ if assessment.is_blank() => " (uden gradueringer og oplysninger)",
                _ => "",
            };
            writeln!(
                text,
                "  {} den {}{overall}{placing}",
                registers.supervision_name(assessment.authority),
                assessment.assessed_on,
            )?;
        }
        Ok(())
    }

    fn parameter(&self, text: &mut String, number: u32, parameter: Parameter) -> Written {
        let grades = &self.assessed.grades;
        writeln!(
            text,
            "\n{number}. {}: {}",
            parameter.danish(),
            grades.grades[parameter].danish()
        )?;
        let because = grades.because.as_ref().map(|because| because[parameter]);
        let assessment = grades.assessment(self.dataset, parameter);
        let Some((because, assessment)) = because.zip(assessment) else { return Ok(()) };
        match because.basis {
            Basis::Inspector => {
                let place = assessment
                    .grades_row
                    .map(|row| grade_place(self.dataset, row, parameter).to_string());
                writeln!(text, "   Tilsynets graduering: {}", place.unwrap_or_default())?;
                let ground = assessment.grounds.as_ref().and_then(|g| g[parameter].as_deref());
                if let Some(ground) = ground {
                    writeln!(text, "   Tilsynets begrundelse: {ground}")?;
                }
                if let Some(bounds) = grades.evidence[parameter] {
                    let remark = if grades.differing().contains(parameter) {
                        " - tilsynets graduering ligger uden for det"
                    } else {
                        ""
                    };
                    writeln!(text, "   Oplysningerne giver: {}{remark}", in_words(bounds))?;
                }
            }
            Basis::Evidence => {
                let bounds = grades.evidence[parameter].map_or(String::new(), in_words);
                writeln!(text, "   Af oplysningerne (tilsynet har ikke gradueret): {bounds}")?;
            }
            Basis::Conflict => writeln!(
                text,
                "   Vurderinger fra samme dag er uenige; gradueringen regnes som ukendt"
            )?,
            Basis::Nothing => {
                writeln!(text, "   Hverken graduering eller oplysninger, der kan gradueres")?;
            }
        }
        let evidence = assessment.evidence.as_ref().map(|(evidence, row)| (&**evidence, *row));
        match (evidence, self.guideline()) {
            (Some((evidence, row)), Some(guideline)) => {
                self.cells(text, parameter, evidence, row, guideline)
            }
            _ => Ok(()),
        }
    }

    fn cells(
        &self,
        text: &mut String,
        parameter: Parameter,
        evidence: &Evidence,
        row: RowRef,
        guideline: &Guideline,
    ) -> Written {
        let provider = self.dataset.provider(self.offering);
        let kinds = self.checked.settings.registers.kinds(provider.legal_bases);
        let circumstances = Circumstances::of(self.dataset, self.offering, kinds);
        if let Some(place) = self.row_in_words(row) {
            writeln!(text, "   Oplysningerne står i {place}")?;
        }
        for cell in check_parameter(parameter, evidence, circumstances, guideline) {
            let builds = guideline.builds_on_level_below[parameter] && cell.level > Level::Light;
            let presupposes = if builds { "; forudsætter også niveauet under" } else { "" };
            writeln!(text, "   {}: {}{presupposes}", cell.level, reached_in_words(cell.reached))?;
            if cell.reached == Outcome::NotRelevant {
                continue;
            }
            match guideline.cell(parameter, cell.level) {
                Cell::AsksNothing(reason) => writeln!(text, "      stiller intet krav: {reason}")?,
                Cell::NotAttainable(reason) => writeln!(text, "      kan ikke nås: {reason}")?,
                Cell::Criteria(_) => {}
            }
            for check in &cell.checks {
                let Some(criterion) = guideline.criteria.get(usize::from(check.criterion)) else {
                    continue;
                };
                let cells: Vec<String> = evidence_places(self.dataset, row, criterion.measure)
                    .iter()
                    .filter_map(Place::cell)
                    .collect();
                let any_of = if criterion.any_of.is_some() { "ét af flere: " } else { "" };
                writeln!(
                    text,
                    "      - {any_of}{}: {}",
                    criterion.in_words(),
                    outcome_in_words(check.outcome).to_uppercase(),
                )?;
                writeln!(
                    text,
                    "        fundet: {} ({} {})",
                    found_in_words(check.found, criterion.measure),
                    if cells.len() == 1 { "celle" } else { "celler" },
                    cells.join(", "),
                )?;
                writeln!(
                    text,
                    "        kravet: {} (vejledningens linje {})",
                    criterion.reference, criterion.line,
                )?;
                if let Some(reading) = &criterion.reading {
                    writeln!(text, "        læst sådan: {reading}")?;
                }
            }
        }
        Ok(())
    }

    /// `socialtilsyn-nord.xlsx, ark "Oplysningsskema", række 7`.
    fn row_in_words(&self, row: RowRef) -> Option<String> {
        let sheet = self.dataset.sheet(row);
        let name = sheet.sheet.as_deref().map_or(String::new(), |name| format!(", ark \"{name}\""));
        (row.row > 0).then(|| format!("{}{name}, række {}", sheet.file, row.row))
    }

    fn decision(&self, text: &mut String) -> Written {
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
        let others: Vec<String> = self.checked.settings.rules[1..]
            .iter()
            .zip(&self.checked.assessed.other_levels)
            .map(|(rule, levels)| {
                let level = levels[self.at].map_or("intet niveau", Level::danish);
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

fn names(set: ParameterSet) -> String {
    set.iter().map(Parameter::danish).collect::<Vec<_>>().join(", ")
}

fn in_words(bounds: GradeBounds) -> String {
    match bounds {
        GradeBounds::NotRelevant => Grade::NotRelevant.danish().to_owned(),
        GradeBounds::Between { low, high } if low == high => low.danish().to_owned(),
        GradeBounds::Between { low, high } => format!("{low} til {high}, kan ikke afgøres nærmere"),
    }
}

const fn reached_in_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "nået",
        Outcome::NotMet => "ikke nået",
        Outcome::Unknown => "kan ikke afgøres",
        Outcome::NotRelevant => "ikke relevant",
    }
}
