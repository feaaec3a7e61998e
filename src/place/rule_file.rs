//! What does a placing rule's file say? (`input/rules/<name>.toml`)

use toml::Spanned;
use toml::de::DeValue;

use super::document::{self, Problems, Section, suggestion};
use super::fraction::in_whole_numbers;
use super::{Comparison, CompiledRule, Fraction, NotRelevant, Rule, Threshold};
use crate::finding::Finding;
use crate::model::{Parameter, ParameterSet, PerParameter};

const KEYS: [&str; 7] =
    ["title", "description", "source", "required", "not-relevant", "threshold", "weights"];

/// Reads a placing rule. `file` is the path below the input folder; the file's name without
/// `.toml` is the rule's name.
///
/// # Errors
/// All problems of the file at once, in the order in which they stand, each with line (`row`) and
/// column (from 0).
pub fn parse_rule(text: &str, file: &str) -> Result<Rule, Vec<Finding>> {
    let (tree, mut problems) = document::read(text, file);
    let root = Section::root(&tree);
    problems.unknown_keys(&root, &KEYS);
    let name = rule_name(&mut problems, file);
    let title = problems.text(&root, "title");
    let description = problems.text(&root, "description");
    let source = problems.text(&root, "source");
    let required = required(&mut problems, &root);
    let words = [NotRelevant::LeavesTheCount, NotRelevant::CountsAsMet].map(|n| (n.word(), n));
    let not_relevant = problems.word(&root, "not-relevant", &words);
    let threshold = threshold(&mut problems, &root);
    let weights = weights(&mut problems, &root);
    let rule = (|| {
        Some(Rule {
            name: name?,
            file: file.into(),
            title: title?,
            description: description?,
            source: source?,
            weights: weights?,
            threshold: threshold?,
            required: required?,
            not_relevant: not_relevant?,
        })
    })();
    let rule = problems.finish(rule)?;
    CompiledRule::compile(rule)
        .map(|compiled| compiled.rule)
        .map_err(|fault| vec![fault.finding(file)])
}

/// The name becomes part of a column's name (`level_<rule>`), so it is kept plain.
fn rule_name(problems: &mut Problems, file: &str) -> Option<Box<str>> {
    let name = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".toml");
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !name.is_empty() && name.bytes().all(is_plain) {
        return Some(name.into());
    }
    let message = format!("filnavnet \"{name}\" er reglens navn og har andre tegn end a-z, 0-9, -");
    let action = "Giv filen et navn som flertal-uden-hjaelpemidler.toml".to_owned();
    problems.note(None, "rule-name", message, action);
    None
}

fn required(problems: &mut Problems, root: &Section) -> Option<ParameterSet> {
    let slugs = Parameter::ALL.map(Parameter::slug);
    let example = "[\"aktiv-praksis\"], eller [] når ingen skal opfyldes for sig";
    let mut set = Some(ParameterSet::EMPTY);
    for value in problems.list(root, "required", example)? {
        let Some(slug) = value.get_ref().as_str() else {
            problems.wrong_type(value, "required", "navnet på en parameter", "\"aktiv-praksis\"");
            set = None;
            continue;
        };
        match (Parameter::from_slug(slug), set) {
            (Some(parameter), Some(so_far)) if so_far.contains(parameter) => {
                let message = format!("\"{slug}\" står to gange i required");
                let action = "Slet den ene".to_owned();
                problems.note(Some(&value.span()), "duplicate-parameter", message, action);
            }
            (Some(parameter), so_far) => set = so_far.map(|set| set.with(parameter)),
            (None, _) => {
                let message = format!("\"{slug}\" er ingen parameter");
                let action = format!("Skriv {}", suggestion(slug, &slugs));
                problems.note(Some(&value.span()), "unknown-parameter", message, action);
                set = None;
            }
        }
    }
    set
}

fn threshold(problems: &mut Problems, root: &Section) -> Option<Threshold> {
    let section = problems.section(root, "threshold")?;
    problems.unknown_keys(&section, &["value", "comparison"]);
    let value = problems.required(&section, "value", "\"1/2\"");
    let share = value.and_then(|value| fraction(problems, value, "value", "1/2"));
    let words = [Comparison::MoreThan, Comparison::AtLeast].map(|c| (c.word(), c));
    let comparison = problems.word(&section, "comparison", &words)?;
    let threshold = Threshold { share: share?, comparison };
    if !threshold.is_sane() {
        let message = match comparison {
            Comparison::AtLeast => format!("mindst {} kan ikke være en andel", threshold.share),
            Comparison::MoreThan => format!("mere end {} kan ikke nås", threshold.share),
        };
        let action = match comparison {
            Comparison::AtLeast => "Skriv en brøk over 0 og højst 1, fx value = \"5/8\"",
            Comparison::MoreThan => "Skriv en brøk under 1, fx value = \"1/2\"",
        };
        let span = value.map(Spanned::span);
        problems.note(span.as_ref(), "threshold-out-of-range", message, action.to_owned());
        return None;
    }
    Some(threshold)
}

fn weights(problems: &mut Problems, root: &Section) -> Option<PerParameter<u32>> {
    let section = problems.section(root, "weights")?;
    problems.unknown_keys(&section, &Parameter::ALL.map(Parameter::slug));
    let written = Parameter::ALL.map(|parameter| {
        let slug = parameter.slug();
        let value = problems.required(&section, slug, "1")?;
        let weight = fraction(problems, value, slug, "1/8")?;
        if weight.numerator() == 0 {
            let message = format!("vægten af {slug} er 0; hver parameter skal veje noget");
            let action = "Skriv et helt tal over 0 eller en brøk som \"1/8\"".to_owned();
            problems.note(Some(&value.span()), "weight-not-positive", message, action);
            return None;
        }
        Some(weight)
    });
    let mut fractions = [Fraction::whole(1); 8];
    for (fraction, written) in fractions.iter_mut().zip(written) {
        *fraction = written?;
    }
    let whole = in_whole_numbers(fractions);
    if whole.is_none() {
        let message = "vægtene har ingen fælles nævner, der kan regnes med".to_owned();
        let action = "Skriv vægtene som små hele tal, fx 2, 2, 1, 1".to_owned();
        let span = root.table.get("weights").map(Spanned::span);
        problems.note(span.as_ref(), "weights-too-fine", message, action);
    }
    whole.map(PerParameter)
}

/// A whole number (`1`) or a fraction as text (`"1/8"`). A floating number is refused: it is not
/// the number that was meant, and ties would fall at random.
fn fraction(
    problems: &mut Problems,
    value: &Spanned<DeValue>,
    key: &str,
    example: &str,
) -> Option<Fraction> {
    let span = value.span();
    let (text, is_float) = match value.get_ref() {
        DeValue::Integer(number) => {
            let exact = u32::from_str_radix(number.as_str(), number.radix()).ok();
            if let Some(exact) = exact.filter(|number| *number <= Fraction::LARGEST) {
                return Some(Fraction::whole(exact));
            }
            (number.to_string(), false)
        }
        DeValue::Float(number) => (number.as_str().to_owned(), true),
        DeValue::String(text) => {
            if let Some(fraction) = Fraction::parse(text) {
                return Some(fraction);
            }
            (format!("\"{text}\""), false)
        }
        _ => {
            let write = format!("{key} = 1 eller {key} = \"{example}\"");
            problems.wrong_type(value, key, "et helt tal eller en brøk", &write);
            return None;
        }
    };
    let action = match Fraction::of_decimal(text.trim_matches('"')) {
        Some(meant) => format!("Skriv {key} = \"{meant}\""),
        None => format!("Skriv et helt tal over 0 eller en brøk som \"{example}\""),
    };
    if is_float {
        let message = format!("{key} = {text} er et kommatal, og kommatal er ikke nøjagtige");
        problems.note(Some(&span), "number-is-float", message, action);
    } else {
        let message = format!(
            "{key} = {text} er hverken et helt tal fra 0 til {} eller en brøk af to sådanne",
            Fraction::LARGEST
        );
        problems.note(Some(&span), "number-unreadable", message, action);
    }
    None
}
