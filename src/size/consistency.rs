//! Do the figures, estimates and splits of one file hold together?

use super::estimate::WrittenEstimate;
use super::figure::WrittenFigure;
use super::split::WrittenSplit;
use super::{Estimate, SizeUnit};
use crate::document::{At, Problems, choices, suggestion};
use crate::guideline::decimal;
use crate::model::Level;
use crate::register::Municipalities;

/// The whole country by the register's disjoint ages.
pub(super) fn national_ages(municipalities: &Municipalities) -> [u64; 5] {
    let mut all = [0; 5];
    for municipality in municipalities.iter() {
        for (sum, n) in all.iter_mut().zip(municipality.by_disjoint_age()) {
            *sum += u64::from(n);
        }
    }
    all
}

/// Figures named twice.
pub(super) fn check_figures(figures: &[WrittenFigure<'_>], problems: &mut Problems) {
    for (nth, written) in figures.iter().enumerate() {
        let id = &written.figure.id;
        if figures[..nth].iter().any(|other| other.figure.id == *id) {
            let message = format!("to offentliggjorte tal har id \"{id}\"");
            problems.add(written.at, "duplicate-figure", message, "Giv det ene et andet id");
        }
    }
}

/// The estimate with its figures looked up; what can't be is a problem.
pub(super) fn with_figures(
    written: &WrittenEstimate<'_>,
    figures: &[WrittenFigure<'_>],
    problems: &mut Problems,
) -> Estimate {
    let known: Vec<&str> = figures.iter().map(|written| &*written.figure.id).collect();
    let mut rests_on = Vec::new();
    for At { value: id, at } in &written.rests_on {
        match known.iter().position(|known| known == id) {
            Some(place) => rests_on.push(place),
            None => problems.add(
                *at,
                "unknown-figure",
                format!(
                    "skønnet bygger på \"{id}\", som intet offentliggjort tal i filen hedder{}",
                    choices(id, &known, "der er")
                ),
                suggestion(id, &known),
            ),
        }
    }
    Estimate {
        subgroup: written.subgroup.map(|text| text.value.into()),
        level: written.level,
        ages: written.ages.clone(),
        unit: written.unit,
        amounts: written.amounts.map(|amount| amount.value),
        rests_on,
        evidence: written.evidence,
        elderly: written.elderly,
        reading: written.reading.into(),
        line: written.at.map_or(1, |at| problems.line(at)),
    }
}

/// Estimates that count somebody twice, or more people than there are, or that can't be reckoned
/// with.
pub(super) fn check_estimates(
    estimates: &[WrittenEstimate<'_>],
    national: [u64; 5],
    problems: &mut Problems,
) {
    for (nth, estimate) in estimates.iter().enumerate() {
        let twice = estimates[..nth]
            .iter()
            .find(|other| other.of() == estimate.of() && other.ages.overlaps(&estimate.ages));
        if let Some(other) = twice {
            problems.add(
                estimate.at,
                "ages-counted-twice",
                format!(
                    "aldersgruppen {} overlapper {} i et andet skøn for det samme: nogen tælles to \
                     gange",
                    estimate.ages.text, other.ages.text
                ),
                "Behold det ene, eller vælg aldersgrupper, der ikke har alder til fælles",
            );
        }
        let population = estimate.ages.population(national);
        // Of ages that the register can't tell there are at most as many as there are people.
        let at_most = population.unwrap_or_else(|| national.iter().sum::<u64>() as f64);
        match (estimate.unit, population) {
            (SizeUnit::Count, _) if estimate.amounts[2].value > at_most => {
                problems.add(
                    estimate.amounts[2].at,
                    "more-than-there-are",
                    format!(
                        "high = {} personer er flere, end landet har indbyggere i aldersgruppen \
                         {}: højst {}",
                        decimal(estimate.amounts[2].value),
                        estimate.ages.text,
                        decimal(at_most.round()),
                    ),
                    "Ret tallet, eller vælg den aldersgruppe, det gælder for",
                );
            }
            (SizeUnit::Count, _) | (_, Some(_)) => {}
            (_, None) => problems.add(
                estimate.at,
                "prevalence-without-population",
                format!(
                    "aldersgruppen {} kan ikke føres over på registrets aldersgrupper, så en \
                     forekomst i den kan ikke regnes om til personer",
                    estimate.ages.text
                ),
                "Skriv skønnet for en anden aldersgruppe, eller som antal: så bruges det kun i alt",
            ),
        }
    }
}

/// Splits of what is split already, or of what there is no estimate for.
pub(super) fn check_splits(
    splits: &[WrittenSplit<'_>],
    estimates: &[WrittenEstimate<'_>],
    problems: &mut Problems,
) {
    for (nth, split) in splits.iter().enumerate() {
        let subgroup = split.subgroup.map(|text| text.value);
        let of_subgroup = |e: &&WrittenEstimate<'_>| e.subgroup.map(|text| text.value) == subgroup;
        let levels: Vec<Option<Level>> =
            estimates.iter().filter(of_subgroup).map(|estimate| estimate.level).collect();
        if splits[..nth].iter().any(|other| other.subgroup.map(|text| text.value) == subgroup) {
            let message = "målgruppen er fordelt på niveauer to gange";
            problems.add(split.at, "split-twice", message, "Behold den ene fordeling ([[split]])");
        }
        if !levels.contains(&None) {
            let message = "der er intet skøn for alle niveauer (level = \"alle\") at fordele";
            problems.add(
                split.at,
                "split-of-nothing",
                message,
                "Skriv skønnet, eller slet fordelingen",
            );
        }
        if levels.iter().any(Option::is_some) {
            let message = "målgruppen har både skøn for et niveau og en fordeling på niveauer";
            problems.add(split.at, "split-and-levels", message, "Behold det ene");
        }
    }
}

/// Sub-groups that no description of the group knows; `known` is none where there is no
/// description to ask.
pub(super) fn check_subgroup(
    subgroup: Option<At<&str>>,
    known: Option<&[&str]>,
    problems: &mut Problems,
) {
    if let (Some(At { value, at }), Some(known)) = (subgroup, known)
        && !known.contains(&value)
    {
        let all = if known.is_empty() {
            "; beskrivelsen har ingen delmålgrupper".to_owned()
        } else {
            choices(value, known, "delmålgrupperne er")
        };
        problems.add(
            at,
            "unknown-subgroup",
            format!("delmålgruppen \"{value}\" står ikke i målgruppens beskrivelse{all}"),
            suggestion(value, known),
        );
    }
}
