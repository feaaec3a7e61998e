//! What does the quality rule's file say? (`input/rules/quality.toml`)

use super::document::{self, Problems, Section};
use super::quality::{Contradiction, QualityRule, StatusMeaning, fold};
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
    let root = Section::root(&tree);
    problems.unknown_keys(&root, &KEYS);
    let title = problems.text(&root, "title");
    let description = problems.text(&root, "description");
    let source = problems.text(&root, "source");
    let outside = problems.section(&root, "outside-social-authority").and_then(|section| {
        problems.unknown_keys(&section, &["without-judgement"]);
        // Never "fail": a missing approval is no failure where none is needed.
        let words = [QualityOutcome::Unknown, QualityOutcome::Pass].map(|o| (o.column(), o));
        problems.word(&section, "without-judgement", &words)
    });
    let contradiction = problems.section(&root, "contradiction").and_then(|section| {
        problems.unknown_keys(&section, &["neither-is-later"]);
        let all = [Contradiction::Unknown, Contradiction::Judgement, Contradiction::Status];
        problems.word(&section, "neither-is-later", &all.map(|c| (c.word(), c)))
    });
    let statuses = statuses(&mut problems, &root);
    let rule = (|| {
        Some(QualityRule {
            title: title?,
            description: description?,
            source: source?,
            statuses: statuses?,
            outside_without_judgement: outside?,
            contradiction: contradiction?,
        })
    })();
    problems.finish(rule)
}

fn statuses(problems: &mut Problems, root: &Section) -> Option<Vec<StatusMeaning>> {
    let outcomes = [QualityOutcome::Pass, QualityOutcome::Fail, QualityOutcome::Unknown];
    let example = "[[status]]-afsnit, et for hver status";
    let mut read: Vec<StatusMeaning> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    let mut is_whole = true;
    for value in problems.list(root, "status", example)? {
        let Some(section) = Section::of("status", value) else {
            problems.wrong_type(value, "status", "et afsnit", "[[status]] på en linje for sig");
            is_whole = false;
            continue;
        };
        problems.unknown_keys(&section, &["text", "outcome", "outside", "finding"]);
        let text = problems.text(&section, "text");
        let outcome = problems.word(&section, "outcome", &outcomes.map(|o| (o.column(), o)));
        let is_other_outside = section.table.contains_key("outside");
        let outside = if is_other_outside {
            problems.word(&section, "outside", &outcomes.map(|o| (o.column(), o)))
        } else {
            outcome
        };
        let has_finding = section.table.contains_key("finding");
        let finding = if has_finding { problems.text(&section, "finding") } else { None };
        if let Some(text) = &text {
            if texts.contains(&fold(text)) {
                let message = format!("status \"{text}\" står her for anden gang");
                let action = "Slet den ene; store og små bogstaver gør ingen forskel".to_owned();
                problems.note(Some(&value.span()), "duplicate-status", message, action);
            }
            texts.push(fold(text));
        }
        match (text, outcome, outside) {
            (Some(text), Some(outcome), Some(outside)) => {
                read.push(StatusMeaning { text, outcome, outside, finding });
            }
            _ => is_whole = false,
        }
    }
    if read.len() > usize::from(u8::MAX) {
        let message = format!("{} statusser er flere end de 255, der er plads til", read.len());
        problems.note(None, "too-many-statuses", message, "Slet de overflødige".to_owned());
    }
    is_whole.then_some(read)
}
