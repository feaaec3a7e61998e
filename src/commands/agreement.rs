//! `niveau agreement`: the coefficients of agreement of any long table of ratings, on stdout.

use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::terminal::{plain, say};
use super::{WrongCall, folders};
use crate::cli::AgreementArgs;
use crate::regular_file::{LARGEST_SETTINGS, NotRead, read};
use crate::table::{decimal, thousands};
use crate::trial::{
    Coefficient, Estimate, Metric, RatingsFile, Weights, meaning, parse_ratings, verdict,
};

/// What is told, and what it is called in JSON.
const TOLD: [(&str, Coefficient); 6] = [
    ("percent_agreement", Coefficient::Agreeing),
    ("alpha.nominal", Coefficient::Alpha(Metric::Nominal)),
    ("alpha.ordinal", Coefficient::Alpha(Metric::Ordinal)),
    ("alpha.interval", Coefficient::Alpha(Metric::Interval)),
    ("ac1", Coefficient::Gwet(Weights::Nominal)),
    ("ac2_ordinal", Coefficient::Gwet(Weights::Ordinal)),
];

pub(super) fn agreement(args: &AgreementArgs) -> anyhow::Result<ExitCode> {
    folders::look();
    let name = args.ratings.display();
    let bytes = match read(&args.ratings, LARGEST_SETTINGS) {
        Ok(bytes) => bytes,
        Err(error @ (NotRead::Missing | NotRead::NoFile(_))) => {
            return Err(WrongCall(format!("{name}: {error}")).into());
        }
        Err(error) => anyhow::bail!("{name}: {error}"),
    };
    let file = match parse_ratings(&bytes) {
        Ok(file) => file,
        Err(problems) => {
            for problem in &problems {
                say(&format!("{name}: {problem}"));
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    let estimates = crate::trial::agreement(&file.ratings, &TOLD.map(|(_, told)| told));
    let text = if args.json {
        let mut text = serde_json::to_string_pretty(&as_json(&file, &estimates))?;
        text.push('\n');
        text
    } else {
        in_words(&file, &estimates)
    };
    let mut out = io::stdout().lock();
    out.write_all(plain(&text).as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Numbers as they are; null with its reason under `undefined`, by the path of its key.
fn as_json(file: &RatingsFile, estimates: &[Estimate]) -> Value {
    let (mut told, mut alpha, mut alpha_ci) = (Map::new(), Map::new(), Map::new());
    let mut undefined = Map::new();
    for ((key, _), estimate) in TOLD.iter().zip(estimates) {
        let value = estimate.value.map_or(Value::Null, |value| json!(value));
        if let Err(why) = estimate.value {
            undefined.insert((*key).to_owned(), json!(why.danish()));
        }
        let Some(metric) = key.strip_prefix("alpha.") else {
            told.insert((*key).to_owned(), value);
            continue;
        };
        alpha.insert(metric.to_owned(), value);
        let interval = estimate.interval.map_or(Value::Null, |(low, high)| json!([low, high]));
        if let Err(why) = estimate.interval {
            undefined.insert(format!("alpha_ci.{metric}"), json!(why.danish()));
        }
        alpha_ci.insert(metric.to_owned(), interval);
    }
    told.insert("n_units".to_owned(), json!(file.n_units));
    told.insert("n_raters".to_owned(), json!(file.n_raters));
    told.insert("alpha".to_owned(), Value::Object(alpha));
    told.insert("alpha_ci".to_owned(), Value::Object(alpha_ci));
    told.insert("undefined".to_owned(), Value::Object(undefined));
    Value::Object(told)
}

fn in_words(file: &RatingsFile, estimates: &[Estimate]) -> String {
    let what = if file.has_items { "emner af enheder" } else { "enheder" };
    let n_twice = file.ratings.units().filter(|unit| unit.len() > 1).count();
    let mut lines = vec![format!(
        "{} enheder, {} bedømmere, {} vurderinger (rækker uden: {}). {} {what} er vurderet af \
         mindst to; kun de siger noget om enighed.",
        thousands(file.n_units),
        thousands(file.n_raters),
        thousands(file.ratings.all().len() as u64),
        thousands(file.n_missing),
        thousands(n_twice as u64),
    )];
    for estimate in estimates {
        lines.push(format!("\n{}: {}", estimate.coefficient.danish(), figure(estimate)));
        lines.push(format!("  {}.", meaning(estimate.coefficient)));
        let verdict = verdict(estimate);
        lines.extend(verdict.map(|words| format!("  Efter Krippendorffs grænser: {words}.")));
    }
    lines.push(
        "\nIntervallerne er 95 %-intervaller ved at tage én enhed ud ad gangen (jackknife), med alle \
         dens emner. Kategorierne er dem, der forekommer i filen.\n"
            .to_owned(),
    );
    lines.join("\n")
}

/// The figure with its interval, or why there is none.
fn figure(estimate: &Estimate) -> String {
    let value = match estimate.value {
        Ok(value) => value,
        Err(why) => return format!("ikke defineret: {}", why.danish()),
    };
    let interval = match estimate.interval {
        Ok((low, high)) => format!("{} til {}", decimal(low, 3), decimal(high, 3)),
        Err(why) => format!("intet interval: {}", why.danish()),
    };
    format!("{} ({interval})", decimal(value, 3))
}
