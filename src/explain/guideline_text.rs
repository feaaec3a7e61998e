//! What does a guideline ask for, cell by cell? For a terminal.

use std::fmt::Write;

use crate::explain::paragraph::broken;
use crate::model::{Level, Parameter};
use crate::plain_text::capitalised;
use crate::report::guideline::{Said, ToldGuideline};

/// Letters on a line of text.
const WIDTH: usize = 100;

/// The guideline in words: what it is, how it is read, and its 24 cells with where they come from.
pub fn guideline_text(told: &ToldGuideline<'_>) -> String {
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = head(&mut text, told);
    for (number, parameter) in (1..).zip(Parameter::ALL) {
        let _ = one_parameter(&mut text, told, number, parameter);
    }
    let _ = writeln!(text);
    let _ = paragraph(&mut text, "", &format!("{}.", told.provenance().line()));
    text
}

type Written = std::fmt::Result;

fn head(text: &mut String, told: &ToldGuideline<'_>) -> Written {
    paragraph(text, "", told.title())?;
    writeln!(text, "{}", "=".repeat(told.title().chars().count().min(WIDTH)))?;
    if let Some(mark) = told.mark() {
        paragraph(text, "", mark)?;
    }
    for (name, value) in told.facts() {
        paragraph(text, "", &format!("{name}: {value}"))?;
    }
    writeln!(text)?;
    told.how_to_read().iter().try_for_each(|sentence| paragraph(text, "- ", sentence))
}

fn one_parameter(
    text: &mut String,
    told: &ToldGuideline<'_>,
    number: usize,
    parameter: Parameter,
) -> Written {
    let title = format!("{number}. {}", parameter.danish());
    writeln!(text, "\n{title}\n{}", "-".repeat(title.chars().count()))?;
    for level in Level::ALL {
        writeln!(text, "{}", capitalised(level.danish()))?;
        if let Some(builds_on) = told.builds_on(parameter, level) {
            paragraph(text, "  ", &builds_on)?;
        }
        told.cell(parameter, level).iter().try_for_each(|one| said(text, one))?;
    }
    Ok(())
}

fn said(text: &mut String, said: &Said<'_>) -> Written {
    paragraph(text, &format!("  [{}] ", said.number), &said.sentence)?;
    let behind = match said.reference {
        Some(reference) => [Some(("Reference", reference)), said.reading.map(|r| ("Læsning", r))],
        None => [said.reading.map(|reason| ("Begrundelse", reason)), None],
    };
    for (name, words) in behind.into_iter().flatten() {
        paragraph(text, "      ", &format!("{name}: {words}"))?;
    }
    Ok(())
}

fn paragraph(text: &mut String, before: &str, words: &str) -> Written {
    broken(text, before, words, WIDTH)
}
