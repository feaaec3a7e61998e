//! Is there a need for "prioritering" or "sortering"? The study's answer in plain Danish.

use std::fmt::Write;

use crate::report::TextFile;
use crate::report::robustness::fitted_rules::{CAVEAT, NOT_RELEVANT, in_words};
use crate::report::robustness::group_name;
use crate::results::{GroupStudy, Results};
use crate::robustness::{Family, Fit, Fits, ParameterStudy};
use crate::table::decimal;

/// `prioritering-og-sortering.txt`.
pub(super) fn text(results: &Results<'_>) -> TextFile {
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = tell(&mut text, results);
    TextFile {
        path: "robustness/prioritering-og-sortering.txt".to_owned(),
        text,
        what: "Er der behov for en prioritering eller sortering i parametrene? Svaret i ord"
            .to_owned(),
    }
}

fn tell(text: &mut String, results: &Results<'_>) -> std::fmt::Result {
    writeln!(text, "Er der behov for en prioritering eller sortering i parametrene?\n")?;
    if let Some(mark) = results.provenance.example_mark() {
        writeln!(text, "{mark}.\n")?;
    }
    writeln!(
        text,
        "Modellen vejer de otte parametre lige og lader afprøvningen vise, \"om der efterfølgende \
         er behov for en prioritering eller sortering i parametrene\". Her er målt, hvor langt de \
         bedste regler af fire slags ligger fra tilsynets egne samlede niveauer: lige vægte på \
         alle otte, lige vægte på nogle af dem (sortering), ulige vægte (prioritering), og enhver \
         regel, hvor mere opfyldt aldrig giver et lavere niveau.\n"
    )?;
    writeln!(text, "Forbehold: {CAVEAT}. {NOT_RELEVANT}.\n")?;
    if results.robustness.studies.is_empty() {
        writeln!(text, "Der er ingen vurderede tilbud at se på.")?;
    }
    for GroupStudy { group, study } in &results.robustness.studies {
        writeln!(text, "{}", group_name(results, *group))?;
        of_group(text, study)?;
        writeln!(text)?;
    }
    writeln!(text, "{}.", results.provenance.line())
}

fn of_group(text: &mut String, study: &ParameterStudy) -> std::fmt::Result {
    let fits = match &study.fits {
        Ok(fits) => fits,
        Err(why) => return writeln!(text, "Kan ikke besvares: {}.", why.danish()),
    };
    let [equal, subset, weights, monotone] = Family::ALL.map(|family| fits.of_family(family));
    let (Some(equal), Some(subset), Some(weights), Some(monotone)) =
        (equal, subset, weights, monotone)
    else {
        return Ok(());
    };
    writeln!(
        text,
        "{} tilbud fra {} leverandører har tilsynets samlede niveau og ingen ukendte \
         gradueringer. Den bedste regel med lige vægte er {}: den ligger i alt {} fra tilsynets \
         niveauer ({}).",
        fits.n,
        fits.n_providers,
        in_words(&equal.rule),
        levels(equal.loss),
        held_out(fits, equal),
    )?;
    writeln!(text, "Sortering (at udelade parametre): {}", gain(fits, equal, subset))?;
    writeln!(text, "Prioritering (at vægte nogle højere): {}", gain(fits, equal, weights))?;
    let beyond = weights.loss.saturating_sub(monotone.loss);
    writeln!(
        text,
        "Ud over vægte: betingelser som \"mindst fem, heriblandt ...\" kunne fjerne yderligere {}; \
         {} kan ingen regel på de otte parametre fjerne.",
        levels(beyond),
        levels(monotone.loss),
    )?;
    if fits.n < FEW {
        writeln!(
            text,
            "Med så få tilbud ({}) er forskelle på nogle få niveauer ikke mere end tilfældigheder.",
            fits.n
        )?;
    }
    Ok(())
}

/// Below this many offerings the text warns: with four levels and eight parameters there are then
/// fewer offerings than the richest rule has choices.
const FEW: u32 = 100;

/// What a family gains over equal weights, on the offerings it was found on and on the others.
fn gain(fits: &Fits, equal: &Fit, fit: &Fit) -> String {
    let gain = equal.loss.saturating_sub(fit.loss);
    if gain == 0 {
        return format!(
            "ingen gevinst; ingen sådan regel ligger nærmere end {}.",
            in_words(&equal.rule)
        );
    }
    let found = format!(
        "den bedste ({}) ligger {} nærmere, {} i alt ({}).",
        in_words(&fit.rule),
        levels(gain),
        levels(fit.loss),
        held_out(fits, fit),
    );
    let verdict = match (equal.held_out_loss, fit.held_out_loss) {
        (Ok(equal), Ok(fit)) if fit < equal => {
            " Gevinsten holder også på leverandører, der blev holdt ude: den peger på et behov."
        }
        (Ok(equal), Ok(fit)) if fit == equal => {
            " På leverandører, der blev holdt ude, er der ingen gevinst: den peger ikke på et behov."
        }
        (Ok(_), Ok(_)) => {
            " På leverandører, der blev holdt ude, er den dårligere end lige vægte: den passer til \
             disse tilbud og peger ikke på et behov."
        }
        _ => " Det kan ikke prøves på andre leverandører.",
    };
    found + verdict
}

fn held_out(fits: &Fits, fit: &Fit) -> String {
    let mean = |loss: u32| decimal(fits.mean(loss), 2);
    match fit.held_out_loss {
        Ok(loss) => format!(
            "{} pr. tilbud; {} på leverandører, der blev holdt ude",
            mean(fit.loss),
            mean(loss)
        ),
        Err(why) => format!("{} pr. tilbud; {}", mean(fit.loss), why.danish()),
    }
}

fn levels(n: u32) -> String {
    if n == 1 { "1 niveau".to_owned() } else { format!("{n} niveauer") }
}
