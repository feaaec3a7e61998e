//! By what was placed: the rules, the guidelines, and the Readings?

use crate::guideline::Guideline;
use crate::model::Language;
use crate::page::Chapter;
use crate::report::page::readings::READINGS;
use crate::results::Results;

/// The chapter on method.
pub(super) fn method<'p>(results: &Results<'_>, language: Language) -> Chapter<'p> {
    let settings = results.settings;
    let placing = &settings.placing_rule().rule.name;
    let rules = settings.rules.iter().map(|rule| {
        let rule = &rule.rule;
        let stands = if rule.name == *placing {
            language.of("Reglen, der indplacerer", "The rule that places")
        } else {
            language.of("Regel ved siden af", "A rule beside it")
        };
        (format!("{stands}: {}", rule.title), sentence(&rule.description))
    });
    let used = results.assessed.guidelines_used();
    let guidelines = used.iter().filter_map(|id| settings.guidelines.get(*id)).map(|guideline| {
        let word = language.of("Vejledning", "Guideline");
        let from = language.of("Kilde", "Source");
        let Guideline { title, source, .. } = guideline;
        let called = guideline.title(&settings.registers.target_groups);
        let said = format!("{title}: {called}. {from}: {source}");
        (word.to_owned(), sentence(&said))
    });
    let readings = READINGS.iter().map(|(number, danish, english)| {
        ((*number).to_owned(), language.of(*danish, *english).to_owned())
    });
    Chapter {
        id: "metode",
        title: language.of("Metode", "Method").to_owned(),
        about: [
            language.of(
                "Hvert tilbud gradueres for hver målgruppe på otte parametre, ingen, let, moderat \
                 eller højt, efter målgruppens vejledning; en regel gør de otte til ét niveau. \
                 Kvalitet er en forudsætning og aldrig en niende parameter. Grundlaget er \
                 Socialstyrelsens Model for beskrivelse af specialiseringsniveauer (december 2020).",
                "Each service is graded for each target group on eight parameters, none, let, \
                 moderat or højt, by the guideline of the group; a rule makes one level of the \
                 eight. Quality is a precondition and never a ninth parameter. The ground is \
                 Socialstyrelsen's Model for beskrivelse af specialiseringsniveauer (December 2020).",
            ),
            language.of(
                "Hvor modellen lader et spørgsmål stå åbent, er svaret en nummereret læsning \
                 (R1, R2 …). De vigtigste står her.",
                "Where the model leaves a question open, the answer is a numbered Reading (R1, R2 \
                 …). The most important ones stand here.",
            ),
        ]
        .map(str::to_owned)
        .into(),
        terms: rules.chain(guidelines).chain(readings).collect(),
        ..Chapter::default()
    }
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}
