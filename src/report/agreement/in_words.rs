//! What is there to say of the tilsyn's agreement? A sentence for each coefficient.

use std::fmt::Write;

use crate::report::TextFile;
use crate::report::agreement::strictness::judged;
use crate::report::agreement::tilsyn_name;
use crate::results::Results;
use crate::results::agreement::{
    AgreementResults, JudgedLikeAverage, LONGEST_APART_DAYS, RatedSubject, WANTED_BY_PAIR,
};
use crate::table::decimal;
use crate::trial::{Coefficient, Estimate, Metric, meaning, verdict};

/// `trial/enighed.txt`.
pub(super) fn text(results: &Results<'_>) -> TextFile {
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = tell(&mut text, results);
    TextFile {
        path: "trial/enighed.txt".to_owned(),
        text,
        what: "Hvor enige er tilsynene, og hvem er strengest? Svaret i ord".to_owned(),
    }
}

/// How many double ratings there are, and how many are missing: sentences.
pub(super) fn overlap(of: &AgreementResults) -> String {
    let n_missing: u64 = of.pairs.iter().filter_map(|pair| pair.n_missing).sum();
    let n_uncovered = of.pairs.iter().filter(|pair| pair.n_providers == 0).count();
    let too_old = match of.n_too_old {
        0 => String::new(),
        n => format!(
            " {n} tilbud er vurderet af et andet tilsyn mere end {LONGEST_APART_DAYS} dage før den \
             nyeste vurdering; det tæller ikke som en dobbeltvurdering."
        ),
    };
    let missing = if of.is_by_design {
        let n_wanted: u64 = of.pairs.iter().filter_map(|pair| pair.n_wanted).sum();
        format!(
            "Af de {n_wanted} dobbeltvurderede leverandører, stikprøveplanen har, mangler {n_missing}."
        )
    } else {
        format!(
            "Der mangler {n_missing} dobbeltvurderede leverandører i, at hver to socialtilsyn har \
         vurderet {WANTED_BY_PAIR} sammen; {n_uncovered} par har ingen."
        )
    };
    if of.n_offerings == 0 {
        return format!(
            "Ingen tilbud er vurderet af to tilsyn: der er ingen enighed at måle, og ingen kan \
             kaldes streng eller mild. Hvert tilbud hører til ét tilsyn, så dobbeltvurderinger \
             skal planlægges. {missing}{too_old}"
        );
    }
    format!(
        "{} tilbud hos {} leverandører er vurderet af to tilsyn eller flere. {missing}{too_old}",
        of.n_offerings, of.n_providers
    )
}

/// Which tilsyn can be compared: a sentence; nothing when all can.
fn parts(results: &Results<'_>) -> Option<String> {
    let parts = &results.counted.agreement.parts;
    let named = |part: &Vec<_>| -> String {
        part.iter().map(|by| tilsyn_name(results, *by)).collect::<Vec<_>>().join(", ")
    };
    (parts.len() > 1).then(|| {
        format!(
            "Tilsynene falder i {} dele, som intet har vurderet sammen: {}. Mellem delene kan \
             strenghed ikke sammenlignes.",
            parts.len(),
            parts.iter().map(named).collect::<Vec<_>>().join("; ")
        )
    })
}

/// The headline: ordinal alpha over all grades.
pub(super) fn headline(of: &AgreementResults) -> String {
    let all =
        of.rows.iter().find(|row| row.group.is_none() && row.subject == RatedSubject::AllGrades);
    match all.and_then(|row| row.estimate(Coefficient::Alpha(Metric::Ordinal))) {
        Some(estimate) => {
            format!("Krippendorffs ordinale alfa over alle otte parametre: {}", figure(estimate))
        }
        None => String::new(),
    }
}

fn tell(text: &mut String, results: &Results<'_>) -> std::fmt::Result {
    let of = &results.counted.agreement;
    writeln!(text, "Hvor enige er tilsynene, og hvem er strengest?\n")?;
    if let Some(mark) = results.provenance.example_mark() {
        writeln!(text, "{mark}.\n")?;
    }
    writeln!(text, "{}\n", overlap(of))?;
    if of.n_offerings > 0 {
        agreed(text, of)?;
        strict(text, results)?;
    }
    writeln!(text, "{}.", results.provenance.line())
}

fn agreed(text: &mut String, of: &AgreementResults) -> std::fmt::Result {
    let told = [RatedSubject::AllGrades, RatedSubject::Overall, RatedSubject::Computed];
    for row in of.rows.iter().filter(|row| row.group.is_none() && told.contains(&row.subject)) {
        writeln!(
            text,
            "{} ({} vurderet af to, {} leverandører)",
            row.subject.danish(),
            row.n_units,
            row.n_providers
        )?;
        // One reason for all of them is said once.
        let reasons: Vec<_> =
            row.estimates.iter().map(|e| e.value.err().or(e.interval.err())).collect();
        let shared = reasons[0].filter(|why| reasons.iter().all(|other| *other == Some(*why)));
        for estimate in &row.estimates {
            let told = match (shared, estimate.value) {
                (Some(_), Ok(value)) => decimal(value, 3),
                (Some(_), Err(_)) => "ikke defineret".to_owned(),
                (None, _) => figure(estimate),
            };
            writeln!(text, "- {}: {told}", estimate.coefficient.danish())?;
        }
        if let Some(why) = shared {
            writeln!(text, "Uden interval, eller uden tal: {}.", why.danish())?;
        }
        writeln!(text)?;
    }
    writeln!(text, "Hvad koefficienterne siger")?;
    for estimate in of.rows.first().into_iter().flat_map(|row| &row.estimates) {
        let coefficient = estimate.coefficient;
        writeln!(text, "- {}: {}.", coefficient.danish(), meaning(coefficient))?;
    }
    writeln!(text, "\nEnighed om hver parameter (ordinal alfa)")?;
    for row in of.rows.iter().filter(|row| row.group.is_none()) {
        if let (RatedSubject::Grade(_), Some(estimate)) =
            (row.subject, row.estimate(Coefficient::Alpha(Metric::Ordinal)))
        {
            writeln!(text, "- {}: {}", row.subject.danish(), figure(estimate))?;
        }
    }
    writeln!(text)
}

fn strict(text: &mut String, results: &Results<'_>) -> std::fmt::Result {
    let of = &results.counted.agreement;
    writeln!(text, "Hvem graduerer strengt? (alle otte parametre, trin over gennemsnittet)")?;
    if let Some(parts) = parts(results) {
        writeln!(text, "{parts}")?;
    }
    for row in of.strictness.iter().filter(|row| row.subject == RatedSubject::AllGrades) {
        let figure = match (row.effect.steps, row.effect.interval) {
            (Ok(steps), Ok((low, high))) => {
                format!("{} ({} til {})", decimal(steps, 2), decimal(low, 2), decimal(high, 2))
            }
            (Ok(steps), Err(why)) => format!("{} ({})", decimal(steps, 2), why.danish()),
            (Err(why), _) => why.danish().to_owned(),
        };
        let check = match row.logits {
            Ok(logits) => format!("kontrol {} logit", decimal(logits, 2)),
            Err(why) => format!("kontrol: {}", why.danish()),
        };
        let name = tilsyn_name(results, row.tilsyn);
        writeln!(text, "- {name}: {figure}; {}; {check}", judged(row))?;
    }
    writeln!(text, "\n{}\n", like_average(of))
}

/// What would become of the placements: a sentence.
pub(super) fn like_average(of: &AgreementResults) -> String {
    match &of.judged_like_average {
        JudgedLikeAverage::NothingRatedTwice => {
            "Hvilke indplaceringer der hænger på tilsynets strenghed, kan ikke siges: intet er \
             vurderet af to."
                .to_owned()
        }
        JudgedLikeAverage::NotConnected => {
            "Hvilke indplaceringer der hænger på tilsynets strenghed, kan ikke siges: tilsynene kan \
             ikke alle sammenlignes."
                .to_owned()
        }
        JudgedLikeAverage::Known(all) => {
            let n_certain = all.iter().filter(|changed| changed.is_certain).count();
            let n_changed: usize = all.iter().map(|changed| changed.offerings.len()).sum();
            let n_placed: u64 = all.iter().map(|changed| changed.n_placed).sum();
            format!(
                "Hvis alle graduerede som gennemsnittet, ville {n_changed} af {n_placed} afgjorte \
                 niveauer ændre sig; {n_certain} af {} tilsyn afviger sikkert, og kun hele trin \
                 flytter noget.",
                all.len()
            )
        }
    }
}

/// The figure with its interval and Krippendorff's bounds, or why there is none.
fn figure(estimate: &Estimate) -> String {
    let value = match estimate.value {
        Ok(value) => decimal(value, 3),
        Err(why) => return format!("ikke defineret; {}.", why.danish()),
    };
    let interval = match estimate.interval {
        Ok((low, high)) => format!("{} til {}", decimal(low, 3), decimal(high, 3)),
        Err(why) => format!("intet interval: {}", why.danish()),
    };
    let verdict = verdict(estimate).map_or(String::new(), |verdict| format!("; {verdict}"));
    format!("{value} ({interval}){verdict}.")
}
