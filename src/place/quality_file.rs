//! What does the quality rule's file say? (`input/rules/quality.toml`)

use super::quality::{Contradiction, QualityRule, StatusMeaning, fold_status};
use crate::document::{self, Fields, Problems, WHOLE_FILE};
use crate::finding::Finding;
use crate::model::QualityOutcome;

const KEYS: [&str; 6] =
    ["title", "description", "source", "outside-social-authority", "contradiction", "status"];

/// Reads the quality rule. `file` is the path below the input folder.
///
/// # Errors
/// All problems of the file at once, in the order in which they stand, each with line (`row`) and
/// column (from 0).
pub fn parse_quality_rule(text: &str, file: &str) -> Result<QualityRule, Vec<Finding>> {
    let (tree, mut problems) = document::read(text, file);
    let fields = Fields::of_file(&tree, &KEYS, &mut problems);
    let title = fields.required_text("title", "Fornøden kvalitet", &mut problems);
    let description =
        fields.required_text("description", "Hvornår er der kvalitet?", &mut problems);
    let source = fields.required_text("source", "Læsning R5", &mut problems);
    // Never "fail": a missing approval is no failure where none is needed.
    let outcomes = [QualityOutcome::Unknown, QualityOutcome::Pass].map(|o| (o.column(), o));
    let (section, key) = ("outside-social-authority", "without-judgement");
    let outside = section_of_one_word(&fields, section, key, &outcomes, &mut problems);
    let contradictions = [Contradiction::Unknown, Contradiction::Judgement, Contradiction::Status]
        .map(|contradiction| (contradiction.word(), contradiction));
    let (section, key) = ("contradiction", "neither-is-later");
    let contradiction = section_of_one_word(&fields, section, key, &contradictions, &mut problems);
    let statuses = statuses(&fields, &mut problems);
    let rule = (|| {
        Some(QualityRule {
            title: title?.value.into(),
            description: description?.value.into(),
            source: source?.value.into(),
            statuses: statuses?,
            outside_without_judgement: outside?,
            contradiction: contradiction?,
        })
    })();
    problems.finish(rule)
}

fn section_of_one_word<T: Copy>(
    fields: &Fields,
    section: &str,
    key: &str,
    words: &[(&str, T)],
    problems: &mut Problems,
) -> Option<T> {
    fields.required_section(section, &[key], problems)?.word(key, words, problems).ok()
}

fn statuses(fields: &Fields, problems: &mut Problems) -> Option<Vec<StatusMeaning>> {
    let keys = ["text", "outcome", "outside", "finding"];
    let outcomes = [QualityOutcome::Pass, QualityOutcome::Fail, QualityOutcome::Unknown]
        .map(|outcome| (outcome.column(), outcome));
    let mut texts: Vec<String> = Vec::new();
    fields.required("status", "et afsnit [[status]] for hver status", problems)?;
    let sections = fields.sections("status", "en status", &keys, problems);
    if sections.len() > usize::from(u8::MAX) {
        let message = format!("{} statusser er flere end de 255, der er plads til", sections.len());
        problems.add(WHOLE_FILE, "too-many-statuses", message, "Slet de overflødige");
    }
    let read: Vec<_> = sections
        .into_iter()
        .map(|fields| {
            let fields = fields?;
            let text = fields.required_text("text", "Godkendt", problems);
            let outcome = fields.word("outcome", &outcomes, problems).ok();
            let outside = match fields.value("outside") {
                Some(_) => fields.word("outside", &outcomes, problems).ok(),
                None => outcome,
            };
            let finding = fields.text("finding", problems);
            if let Some(text) = text {
                if texts.contains(&fold_status(text.value)) {
                    let message = format!("status \"{}\" står her for anden gang", text.value);
                    let action = "Slet den ene; store og små bogstaver gør ingen forskel";
                    problems.add(fields.at, "duplicate-status", message, action);
                }
                texts.push(fold_status(text.value));
            }
            Some(StatusMeaning {
                text: text?.value.into(),
                outcome: outcome?,
                outside: outside?,
                finding: finding.map(|text| text.value.into()),
            })
        })
        .collect();
    read.into_iter().collect()
}
