//! What does a placing rule's file say? (`input/rules/<name>.toml`)

use toml::de::DeValue;

use super::fraction::in_whole_numbers;
use super::rule::FEWEST_RELEVANT;
use super::{Comparison, CompiledRule, Fraction, NotRelevant, Rule, Threshold};
use crate::document::{self, At, Fields, Problems, WHOLE_FILE, choices, suggestion};
use crate::finding::Finding;
use crate::model::{Parameter, ParameterSet, PerParameter};

const KEYS: [&str; 8] = [
    "title",
    "description",
    "source",
    "required",
    "not-relevant",
    "fewest-relevant",
    "threshold",
    "weights",
];

/// Reads a placing rule. `file` is the path below the input folder; the file's name without
/// `.toml` is the rule's name.
///
/// # Errors
/// All problems of the file at once, in the order in which they stand, each with line (`row`) and
/// column (from 0).
pub fn parse_rule(text: &str, file: &str) -> Result<Rule, Vec<Finding>> {
    let (tree, mut problems) = document::read(text, file);
    let fields = Fields::of_file(&tree, &KEYS, &mut problems);
    let name = rule_name(file, &mut problems);
    let title = fields.required_text("title", "Flertal", &mut problems);
    let description = fields.required_text("description", "Hvad reglen siger", &mut problems);
    let source = fields.required_text("source", "Læsning R1", &mut problems);
    let required = required(&fields, &mut problems);
    let words = [NotRelevant::LeavesTheCount, NotRelevant::CountsAsMet].map(|n| (n.word(), n));
    let not_relevant = fields.word("not-relevant", &words, &mut problems).ok();
    let fewest_relevant = fewest_relevant(&fields, &mut problems);
    let threshold = threshold(&fields, &mut problems);
    let weights = weights(&fields, &mut problems);
    let rule = (|| {
        Some(Rule {
            name: name?,
            file: file.into(),
            title: title?.value.into(),
            description: description?.value.into(),
            source: source?.value.into(),
            weights: weights?,
            threshold: threshold?,
            required: required?,
            not_relevant: not_relevant?,
            fewest_relevant,
        })
    })();
    let rule = problems.finish(rule)?;
    CompiledRule::compile(rule)
        .map(|compiled| compiled.rule)
        .map_err(|fault| vec![fault.finding(file)])
}

/// The fewest relevant parameters that decide anything; [`FEWEST_RELEVANT`] when it is not said.
fn fewest_relevant(fields: &Fields, problems: &mut Problems) -> u32 {
    const KEY: &str = "fewest-relevant";
    let Some(found) = fields.value(KEY) else { return FEWEST_RELEVANT };
    let number = found.value.as_integer().and_then(|text| text.as_str().parse::<u32>().ok());
    if let Some(number) = number.filter(|number| (1..=8).contains(number)) {
        return number;
    }
    problems.wrong_type(KEY, found, "et helt tal fra 1 til 8", "fewest-relevant = 5");
    FEWEST_RELEVANT
}

/// The name becomes part of a column's name (`level_<rule>`), so it is kept plain.
fn rule_name(file: &str, problems: &mut Problems) -> Option<Box<str>> {
    let name = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".toml");
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !name.is_empty() && name.bytes().all(is_plain) {
        return Some(name.into());
    }
    let message = format!("filnavnet \"{name}\" er reglens navn og har andre tegn end a-z, 0-9, -");
    let action = "Giv filen et navn som flertal-uden-hjaelpemidler.toml";
    problems.add(WHOLE_FILE, "rule-name", message, action);
    None
}

fn required(fields: &Fields, problems: &mut Problems) -> Option<ParameterSet> {
    const KEY: &str = "required";
    let slugs = Parameter::ALL.map(Parameter::slug);
    let write = "required = [\"aktiv-praksis\"], eller [] når ingen skal opfyldes for sig";
    let found = fields.required(KEY, write, problems)?;
    let Some(list) = found.value.as_array() else {
        problems.wrong_type(KEY, found, "en liste", write);
        return None;
    };
    let mut set = Some(ParameterSet::EMPTY);
    for element in list {
        let (value, at) = (element.get_ref(), element.span().start);
        let Some(slug) = value.as_str() else {
            problems.wrong_type(KEY, At { value, at }, "en liste af parametre", write);
            set = None;
            continue;
        };
        match (Parameter::from_slug(slug), set) {
            (Some(parameter), Some(so_far)) if so_far.contains(parameter) => {
                let message = format!("\"{slug}\" står to gange i required");
                problems.add(at, "duplicate-parameter", message, "Slet den ene");
            }
            (Some(parameter), so_far) => set = so_far.map(|set| set.with(parameter)),
            (None, _) => {
                let known = choices(slug, &slugs, "parametrene er");
                let message = format!("\"{slug}\" er ingen parameter{known}");
                problems.add(at, "unknown-parameter", message, suggestion(slug, &slugs));
                set = None;
            }
        }
    }
    set
}

fn threshold(fields: &Fields, problems: &mut Problems) -> Option<Threshold> {
    let section = fields.required_section("threshold", &["value", "comparison"], problems)?;
    let value = section.required("value", "value = \"1/2\"", problems);
    let share = value.and_then(|value| fraction("value", value, "1/2", problems));
    let words = [Comparison::MoreThan, Comparison::AtLeast].map(|c| (c.word(), c));
    let comparison = section.word("comparison", &words, problems).ok()?;
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
        let at = value.map(|value| value.at);
        problems.add(at, "threshold-out-of-range", message, action);
        return None;
    }
    Some(threshold)
}

fn weights(fields: &Fields, problems: &mut Problems) -> Option<PerParameter<u32>> {
    let slugs = Parameter::ALL.map(Parameter::slug);
    let section = fields.required_section("weights", &slugs, problems)?;
    let written = slugs.map(|slug| {
        let found = section.required(slug, &format!("{slug} = 1"), problems)?;
        let weight = fraction(slug, found, "1/8", problems)?;
        if weight.numerator() == 0 {
            let message = format!("vægten af {slug} er 0; hver parameter skal veje noget");
            let action = "Skriv et helt tal over 0 eller en brøk som \"1/8\"";
            problems.add(found.at, "weight-not-positive", message, action);
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
        let message = "vægtene har ingen fælles nævner, der kan regnes med";
        let action = "Skriv vægtene som små hele tal, fx 2, 2, 1, 1";
        problems.add(section.at, "weights-too-fine", message, action);
    }
    whole.map(PerParameter)
}

/// A whole number (`1`) or a fraction as text (`"1/8"`). A floating number is refused: it is not
/// the number that was meant, and ties would fall at random.
fn fraction(
    key: &str,
    found: At<&DeValue>,
    example: &str,
    problems: &mut Problems,
) -> Option<Fraction> {
    let (text, is_float) = match found.value {
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
            problems.wrong_type(key, found, "et helt tal eller en brøk", &write);
            return None;
        }
    };
    let action = match Fraction::of_decimal(text.trim_matches('"')) {
        Some(meant) => format!("Skriv {key} = \"{meant}\""),
        None => format!("Skriv et helt tal over 0 eller en brøk som \"{example}\""),
    };
    if is_float {
        let message = format!("{key} = {text} er et kommatal, og kommatal er ikke nøjagtige");
        problems.add(found.at, "number-is-float", message, action);
    } else {
        let message = format!(
            "{key} = {text} er hverken et helt tal fra 0 til {} eller en brøk af to sådanne",
            Fraction::LARGEST
        );
        problems.add(found.at, "number-unreadable", message, action);
    }
    None
}
