//! Is there a need for "prioritering" or "sortering"? The study's answer in plain Danish.

use std::fmt::Write;

use crate::model::Language;
use crate::report::TextFile;
use crate::report::robustness::fitted_rules::{CAVEAT, NOT_RELEVANT, in_words};
use crate::report::robustness::group_name;
use crate::report::robustness::parameters_in_words::parameters;
use crate::results::{GroupStudy, Results, RuleInRegion};
use crate::robustness::{Family, Fit, Fits, Need};
use crate::statement::ranking::answer;
use crate::table::{decimal, share};

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
        writeln!(text, "{mark}.{}\n", circular(results))?;
    }
    let studies = &results.robustness.studies;
    let Some((whole, groups)) = studies.split_last() else {
        writeln!(text, "Samlet: kan ikke besvares; der er ingen vurderede tilbud at se på.\n")?;
        return writeln!(text, "{}.", results.provenance.line());
    };
    writeln!(
        text,
        "Samlet: {}{}{}\n",
        answer(whole, Language::Danish),
        other_answers(results, whole, groups),
        rules_in_words(results, whole)
    )?;
    for of_group in groups {
        writeln!(
            text,
            "{}: {}",
            group_name(results, of_group.group),
            answer(of_group, Language::Danish)
        )?;
    }
    if !groups.is_empty() {
        writeln!(
            text,
            "\nSamlet lægger {} målgrupper sammen, selv om hver er gradueret efter sin egen \
             vejledning: se først på målgrupperne hver for sig.",
            groups.len()
        )?;
    }
    writeln!(
        text,
        "\nModellen vejer de otte parametre lige og lader afprøvningen vise, \"om der efterfølgende \
         er behov for en prioritering eller sortering i parametrene\". Svaret holder de bedste regler \
         af tre slags op mod tilsynets egne samlede niveauer: lige vægte på alle otte, lige vægte på \
         nogle af dem (sortering) og ulige vægte (prioritering). En rigere slags regler peger kun på \
         et behov, når den også er bedre på leverandører, den ikke er fundet på, hver gang de deles \
         på ny.\n"
    )?;
    writeln!(text, "Forbehold: {CAVEAT}. {NOT_RELEVANT}.\n")?;
    for of_group in studies {
        carried_by(text, results, of_group)?;
    }
    writeln!(text, "{}.", results.provenance.line())
}

/// The answer for all groups together: a sentence with its full stop.
pub(in crate::report) fn whole_answer(results: &Results<'_>) -> String {
    match results.robustness.studies.last() {
        Some(whole) => answer(whole, Language::Danish),
        None => "kan ikke besvares; der er ingen vurderede tilbud at se på.".to_owned(),
    }
}

/// The example could only come out one way.
fn circular(results: &Results<'_>) -> String {
    let source = &results.settings.source;
    match source.inspectors_judge {
        Some(judge) => format!(
            " Eksemplets tilsyn sætter det samlede niveau efter {}, med lidt støj. Svaret her viser \
             kun, om undersøgelsen finder det igen; det siger intet om virkelige tilsyn.",
            judge.danish()
        ),
        None if source.is_example => " Tilsynets niveauer er opdigtede: svaret følger af, hvordan \
                                      de er lavet, og siger intet om virkelige tilsyn."
            .to_owned(),
        None => String::new(),
    }
}

/// The groups that call for a ranking or a sifting which all together do not call for.
fn other_answers(results: &Results<'_>, whole: &GroupStudy, groups: &[GroupStudy]) -> String {
    let calls_for = |of: &GroupStudy, family| {
        of.study.fits.as_ref().is_ok_and(|fits| fits.need(family) == Need::InEveryDraw)
    };
    let others: Vec<&str> = groups
        .iter()
        .filter(|of| {
            let families = [Family::Subset, Family::Weights];
            families.into_iter().any(|family| calls_for(of, family) && !calls_for(whole, family))
        })
        .map(|of| group_name(results, of.group))
        .collect();
    if others.is_empty() {
        String::new()
    } else {
        format!(" Men i {} er svaret et andet; se nedenfor.", others.join(" og "))
    }
}

/// What the other named rules move, as a sentence that follows the answer; and whether that is more
/// than the best weights do.
fn rules_in_words(results: &Results<'_>, of: &GroupStudy) -> String {
    let moved = moved_by_named(results, of);
    if moved.is_empty() {
        return String::new();
    }
    let rules: Vec<&str> = moved.iter().map(|(_, words)| &**words).collect();
    let rules = rules.join("; ");
    let fits = of.study.fits.as_ref().ok();
    let weights = fits.and_then(|fits| Some((fits.of_family(Family::Weights)?.n_moved, fits.n)));
    let Some((n_moved, n)) = weights else {
        return format!(" Valget af regel: {rules}.");
    };
    let part = n_moved as f64 / f64::from(n);
    let weights = format!(
        "de vægte, der ligger nærmest tilsynets niveauer, giver {} et andet niveau end lige vægte \
         ({n_moved} af {n})",
        share(n_moved as u64, n.into())
    );
    if moved.iter().all(|(by_rule, _)| *by_rule > part) {
        format!(" Valget af regel betyder mere end vægtene: {rules}; {weights}.")
    } else {
        format!(" Valget af regel og af vægte: {rules}; {weights}.")
    }
}

/// "»Alle: 8 af 8« giver 66 % et andet niveau (28 af 42)", and that share, for each other named
/// rule.
fn moved_by_named(results: &Results<'_>, of: &GroupStudy) -> Vec<(f64, String)> {
    let robustness = results.robustness;
    let n_named = results.settings.rules.len();
    let in_words = |row: &RuleInRegion| {
        let n_moved = row.n_up + row.n_down;
        let words = format!(
            "»{}« giver {} et andet niveau end »{}« ({n_moved} af {})",
            robustness.rules[row.rule].title(),
            share(n_moved, row.n_compared),
            robustness.placing_rule().title(),
            row.n_compared
        );
        (n_moved as f64 / row.n_compared as f64, words)
    };
    robustness
        .others_in_the_country()
        .filter(|row| row.group == of.group && row.rule < n_named && row.n_compared > 0)
        .map(in_words)
        .collect()
}

/// What carries the answer of one group.
fn carried_by(text: &mut String, results: &Results<'_>, of: &GroupStudy) -> std::fmt::Result {
    writeln!(
        text,
        "Hvad svaret hviler på: {} ({} vurderede tilbud)",
        group_name(results, of.group).to_lowercase(),
        of.study.n
    )?;
    let mut lines = nearest(results, of);
    match &of.study.fits {
        Ok(fits) => lines.extend(fitted(of, fits)),
        Err(why) => lines.push(format!("Regler holdt op mod tilsynet: {}.", why.danish())),
    }
    lines.extend(parameters(&of.study));
    lines.extend(Some(rules_in_words(results, of).trim_start().to_owned()));
    for line in lines.iter().filter(|line| !line.is_empty()) {
        writeln!(text, "- {line}")?;
    }
    writeln!(text)
}

/// Which of the rules side by side is nearest, and which can't be told from it.
fn nearest(results: &Results<'_>, of: &GroupStudy) -> Vec<String> {
    let Ok(nearest) = &of.nearest else { return Vec::new() };
    let title = |rule: usize| format!("»{}«", results.robustness.rules[rule].title());
    let first = nearest.nearest();
    let alike: Vec<String> = nearest.alike().map(|error| title(error.rule)).collect();
    let alike = if alike.is_empty() {
        "alle andre af de sammenlignede regler er længere fra, end tilfældet plejer at give"
            .to_owned()
    } else {
        format!("kan ikke skelnes fra den: {}", alike.join(", "))
    };
    vec![format!(
        "Nærmest tilsynets {} samlede niveauer er reglen {}: de er ens i {} ({}); {alike}.",
        nearest.n,
        title(first.rule),
        share(first.n_equal.into(), nearest.n.into()),
        levels(first.loss),
    )]
}

/// The families of rules.
fn fitted(of: &GroupStudy, fits: &Fits) -> Vec<String> {
    let family = |family| fits.of_family(family);
    let [Some(equal), Some(subset), Some(weights), Some(monotone)] = Family::ALL.map(family) else {
        return Vec::new();
    };
    // Of all groups together each has its own guideline: what contradicts there need not.
    let contradicted = match of.study.contradictions.len() {
        0 => String::new(),
        _ if of.group.is_none() => String::new(),
        n => format!(
            " Tilsynets niveau for {n} tilbud modsiger mindst ét andet (se tabellen \
             robustness/contradictions)."
        ),
    };
    vec![
        format!(
            "Lige vægte: {} er nærmest, {} ({}).",
            in_words(&equal.rule),
            levels(equal.loss),
            held_out(fits, equal)
        ),
        format!("Sortering (at udelade parametre): {}", gain(fits, equal, subset)),
        format!("Prioritering (at vægte nogle højere): {}", gain(fits, equal, weights)),
        if monotone.loss == 0 {
            "Der er en regel, som giver alle tilsynets niveauer, og hvor mere opfyldt aldrig giver et \
             lavere."
                .to_owned()
        } else {
            format!(
                "Enhver regel, hvor mere opfyldt aldrig giver et lavere niveau, ligger mindst {} {} fra \
                 tilsynets.{contradicted}",
                monotone.loss,
                if monotone.loss == 1 { "niveau" } else { "niveauer" }
            )
        },
    ]
}

/// What a family gains over equal weights, on the offerings it was found on and on the others.
fn gain(fits: &Fits, equal: &Fit, fit: &Fit) -> String {
    let n = equal.loss.saturating_sub(fit.loss);
    if n == 0 {
        return format!(
            "ingen gevinst; ingen sådan regel ligger nærmere end {}.",
            in_words(&equal.rule)
        );
    }
    let found = format!(
        "den bedste ({}) ligger {n} {} nærmere ({}).",
        in_words(&fit.rule),
        if n == 1 { "niveau" } else { "niveauer" },
        held_out(fits, fit),
    );
    let Ok(gain) = fits.gain(fit.family) else {
        return found + " Det kan ikke prøves på andre leverandører.";
    };
    let spread = format!(
        "bedre end lige vægte i {} og dårligere i {} af {} delinger, fra {} til {} niveauer",
        gain.n_better,
        gain.n_worse,
        fits.n_draws,
        signed(gain.least),
        signed(gain.most)
    );
    let verdict = match fits.need(fit.family) {
        Need::InEveryDraw => "det peger på et behov",
        Need::MayBeChance | Need::CanNotBeTold => "det kan være tilfældigt",
        Need::NotHeld | Need::NoneNearer => {
            "i snit ingen gevinst: reglen passer til disse tilbud og peger ikke på et behov"
        }
    };
    format!("{found} På leverandører, den ikke er fundet på, er den {spread}; {verdict}.")
}

fn held_out(fits: &Fits, fit: &Fit) -> String {
    let mean = |loss: f64| decimal(fits.mean(loss), 2);
    let own = mean(f64::from(fit.loss));
    match &fit.held_out {
        Ok(of_draws) => {
            let (least, most) = of_draws.ends();
            format!(
                "{own} niveau pr. tilbud; {} på andre leverandører, fra {} til {} efter deling",
                mean(of_draws.mean()),
                mean(f64::from(least)),
                mean(f64::from(most))
            )
        }
        Err(why) => format!("{own} niveau pr. tilbud; {}", why.danish()),
    }
}

/// With a minus sign that is one.
fn signed(n: i64) -> String {
    n.to_string().replace('-', "−")
}

fn levels(n: u32) -> String {
    if n == 1 { "i alt 1 niveau fra".to_owned() } else { format!("i alt {n} niveauer fra") }
}
