//! How firm is one placement, and what would lift or drop it? In Danish, for `explain`.

use std::fmt::{Result, Write};

use crate::grade::found_in_words;
use crate::model::{Attained, OfferingId};
use crate::results::Checked;
use crate::results::robustness::shares_of;
use crate::results::unmet::{asked_in_words, unmet_criteria};
use crate::robustness::{Acceptability, Change, FirmnessTables, Step, drop, lift};
use crate::table::decimal;

/// Ways that are written out; the others are counted.
const WAYS_SHOWN: usize = 3;

/// Writes the section for an assessed offering; nothing where no parameter is relevant.
pub(crate) fn firmness_in_words(text: &mut String, checked: &Checked, id: OfferingId) -> Result {
    let settings = &checked.settings;
    let dataset = &checked.reading.dataset;
    let rule = settings.placing_rule();
    let assessed = checked.assessed.offering(id);
    let shares = shares_of(dataset, &checked.assessed, dataset.offering(id).target_group);
    let tables = FirmnessTables::of(rule, &settings.study.weightings);
    let planes = assessed.decidable_planes(rule);
    let Some((planes, firmness)) =
        planes.and_then(|planes| Some((planes, tables.of_group(&shares).look_up(planes)?)))
    else {
        return Ok(());
    };
    writeln!(text, "\nHvor sikkert er niveauet")?;
    if !planes.unknown().is_empty()
        && let Some(acceptability) = firmness.by_the_rule()
    {
        writeln!(
            text,
            "  De ukendte gradueringer efter målgruppens fordeling: {}",
            chances(acceptability)
        )?;
    }
    if let Some(unknown) = firmness.deciding {
        writeln!(
            text,
            "  Den ukendte, der ville afgøre mest: {} (fjerner i snit {} % af uvisheden)",
            unknown.parameter.danish(),
            decimal(unknown.bits / unknown.of_bits * 100.0, 0)
        )?;
    }
    let by_weighting = firmness.by_weighting.iter().skip(1);
    for (weighting, acceptability) in settings.study.weightings.iter().zip(by_weighting) {
        writeln!(text, "  Hvis {}: {}", weighting.danish(), chances(acceptability))?;
    }
    writeln!(text, "  Stabilitetsradius: {}", firmness.radius.in_words())?;
    let percent = |share: f64| decimal(share * 100.0, 1);
    for (parameter, interval) in &firmness.weights {
        writeln!(
            text,
            "  Vægten af {}: niveauet holder fra {} til {} % (nu {} %)",
            parameter.danish(),
            percent(interval.from),
            percent(interval.to),
            percent(interval.now)
        )?;
    }
    let lowest = if planes.unknown().is_empty() {
        ""
    } else {
        " (en graduering tæller som det laveste, den kan være)"
    };
    writeln!(text, "\nHvad der skal til{lowest}")?;
    if let Some(change) = lift(rule.tables(), planes) {
        writeln!(text, "  Op til {}: {}", change.level, price(&change))?;
        for way in change.ways.iter().take(WAYS_SHOWN) {
            writeln!(text, "    - {}", way_in_words(way))?;
        }
        more(text, &change)?;
        let mut steps: Vec<Step> = change.ways.iter().take(WAYS_SHOWN).flatten().copied().collect();
        steps.sort_unstable();
        steps.dedup();
        for step in steps {
            let unmet = unmet_criteria(dataset, settings, &checked.assessed, id, step);
            if !unmet.is_empty() {
                writeln!(text, "    {} på {} mangler:", step.parameter.danish(), step.to)?;
            }
            let guideline = assessed.grades.guideline.and_then(|id| settings.guidelines.get(id));
            for unmet in unmet {
                let Some(criterion) = guideline.and_then(|of| unmet.criterion_of(of)) else {
                    continue;
                };
                writeln!(
                    text,
                    "      {} (fundet: {}; vejledningens linje {})",
                    asked_in_words(criterion),
                    found_in_words(unmet.found, criterion.measure),
                    criterion.line
                )?;
            }
        }
    }
    if let Some(change) = drop(rule.tables(), planes) {
        writeln!(text, "  Ned fra {}: {}", change.level, price(&change))?;
        for way in change.ways.iter().take(WAYS_SHOWN) {
            writeln!(text, "    - {}", way_in_words(way))?;
        }
        more(text, &change)?;
    }
    Ok(())
}

/// `moderat 77,3 %, let 22,7 %`: the likeliest first, what can't be left out.
fn chances(acceptability: &Acceptability) -> String {
    let mut chances: Vec<(f64, Attained)> = Attained::ALL
        .into_iter()
        .map(|level| (acceptability.exactly(level), level))
        .filter(|(chance, _)| *chance > 0.0)
        .collect();
    chances.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    let chances: Vec<String> = chances
        .into_iter()
        .map(|(chance, level)| match chance * 100.0 {
            small if small < 0.05 => format!("{level} under 0,1 %"),
            percent if (99.95..100.0).contains(&percent) => format!("{level} over 99,9 %"),
            percent => format!("{level} {} %", decimal(percent, 1)),
        })
        .collect();
    chances.join(", ")
}

fn price(change: &Change) -> String {
    let ways = match change.ways.len() {
        1 => "én vej".to_owned(),
        n => format!("{n} lige korte veje"),
    };
    format!("{} trin, {ways}", change.n_steps)
}

fn more(text: &mut String, change: &Change) -> Result {
    match change.ways.len().saturating_sub(WAYS_SHOWN) {
        0 => Ok(()),
        n => writeln!(text, "    og {n} til (robustness/lift.parquet)"),
    }
}

fn way_in_words(way: &[Step]) -> String {
    let steps: Vec<String> = way
        .iter()
        .map(|step| format!("{} fra {} til {}", step.parameter.danish(), step.from, step.to))
        .collect();
    steps.join(" og ")
}
