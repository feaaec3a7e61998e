//! How does a placement become a test case that names nobody?
//!
//! `tests/cases/placements/` holds such files: a dispute about a placement, cut out with
//! `niveau explain --as-case`, becomes a test by writing down what ought to come out.

use std::fmt::Write;

use crate::model::{
    Answer, AnswerField, GradeBounds, NumberField, OfferingId, Parameter, ProviderKind,
};
use crate::results::Checked;

/// The placing assessment of an offering as a test case: evidence, the inspector's grades, and what
/// the program makes of them. No id, name, date, place or words of anybody. `None` when nothing
/// was assessed, or no guideline was in force.
pub fn case(checked: &Checked, id: OfferingId) -> Option<String> {
    let dataset = &checked.reading.dataset;
    let offering = dataset.offering(id);
    let assessed = checked.assessed.offering(id);
    let assessment = dataset.assessments.get(assessed.grades.placing? as usize)?;
    let guideline = checked.settings.guidelines.get(assessed.grades.guideline?)?;
    let registers = &checked.settings.registers;
    let kinds = registers.kinds_of(dataset.provider(offering));
    let kinds: Vec<String> = ProviderKind::ALL
        .into_iter()
        .filter(|kind| kinds.contains(*kind))
        .map(|kind| format!("\"{}\"", kind.danish()))
        .collect();

    let mut text = String::new();
    // Writing to a string can't fail.
    let mut line = |words: String| {
        let _ = writeln!(text, "{words}");
    };
    line(
        "# En indplacering uden navne: hvad der var oplyst og gradueret, og hvad der kom ud."
            .into(),
    );
    line("# Ret [expected] til det, der burde komme ud, og skriv hvorfor.".into());
    line(format!("guideline = \"{}\"", guideline.file.trim_start_matches("guidelines/")));
    line(format!("rule = \"{}\"", checked.settings.placing_rule().rule.name));
    line(format!("kinds = [{}]", kinds.join(", ")));
    if let Some(age_group) = offering.age_group {
        line(format!("age-group = \"{age_group}\""));
    }
    line("\n# Oplysningsskemaet; hvad der ikke står her, er ikke oplyst.\n[evidence]".into());
    if let Some((evidence, _)) = &assessment.evidence {
        for field in NumberField::ALL {
            if let Some(number) = evidence.number(field) {
                line(format!("{} = {number}", field.slug()));
            }
        }
        for field in AnswerField::ALL {
            let word = match evidence.answer(field) {
                Answer::NotReported => continue,
                Answer::Yes => "ja",
                Answer::No => "nej",
                Answer::NotRelevant => "ikke relevant",
            };
            line(format!("{} = \"{word}\"", field.slug()));
        }
    }
    line(
        "\n# Tilsynets gradueringer; hvad der ikke står her, er ikke gradueret.\n[inspector]"
            .into(),
    );
    for (parameter, grade) in assessment.grades.iter() {
        let given = GradeBounds::from(*grade);
        // What was given and can't be read is not "not graded": the evidence does not step in.
        match assessment.unread[parameter] {
            Some(unread) => line(format!("{} = \"{unread}\"", parameter.slug())),
            None if given == GradeBounds::ANY => {}
            None => line(format!("{} = \"{given}\"", parameter.slug())),
        }
    }
    line("\n[expected]".into());
    for parameter in Parameter::ALL {
        let grade = assessed.grades.grades[parameter];
        line(format!("{} = \"{grade}\"", parameter.slug()));
    }
    let ends = [("lowest", assessed.placement.low), ("highest", assessed.placement.high)];
    for (key, attained) in ends {
        if let Some(attained) = attained {
            line(format!("{key} = \"{attained}\""));
        }
    }
    Some(text)
}
