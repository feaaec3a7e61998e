//! Why does an offering have its grade on one parameter?

use std::fmt::Write;

use crate::explain::{About, Written};
use crate::finding::Place;
use crate::grade::{
    Basis, Circumstances, Outcome, check_parameter, evidence_places, found_in_words, grade_place,
    outcome_in_words,
};
use crate::guideline::{Cell, Guideline};
use crate::model::{Evidence, Grade, GradeBounds, Level, Parameter, RowRef};

impl About<'_> {
    pub(crate) fn parameter(
        &self,
        text: &mut String,
        number: u32,
        parameter: Parameter,
    ) -> Written {
        let grades = &self.assessed.grades;
        writeln!(text, "\n{number}. {}: {}", parameter.danish(), grades.grades[parameter])?;
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
            Basis::Unreadable => {
                let place = assessment
                    .grades_row
                    .map(|row| grade_place(self.dataset, row, parameter).to_string());
                let read = match assessment.unread[parameter] {
                    Some(bounds) if bounds != GradeBounds::ANY => {
                        format!("er ikke ét niveau ({})", in_words(bounds))
                    }
                    _ => "kan ikke læses".to_owned(),
                };
                writeln!(
                    text,
                    "   Tilsynets graduering {read}: {}; oplysningerne træder ikke i stedet for den",
                    place.unwrap_or_default()
                )?;
            }
            Basis::Withheld => {
                writeln!(text, "   Regnes som ukendt: vurderingen indplacerer ikke")?;
            }
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
        let kinds = self.checked.settings.registers.kinds_of(provider);
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
}

fn in_words(bounds: GradeBounds) -> String {
    match bounds.grade() {
        Grade::Unknown if bounds != GradeBounds::ANY => {
            format!("{bounds}, kan ikke afgøres nærmere")
        }
        _ => bounds.to_string(),
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
