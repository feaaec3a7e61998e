//! How firm are the placements?

use crate::model::Language;
use crate::statement::Question;
use crate::statement::sentences::{Sentences, count};

/// A level is called firm where it holds under at least this share of all possible weights. Ours.
const FIRM: f64 = 0.95;

pub(super) fn firmness(question: &Question<'_>, sentences: &mut Sentences) {
    let Question { results, group, language } = *question;
    let robustness = results.robustness;
    let of_group: Vec<_> =
        robustness.offerings.iter().filter(|of| of.group == group).map(|of| &of.firmness).collect();
    if of_group.is_empty() {
        return;
    }
    let is_decided = |of: &&&_| {
        let of: &crate::robustness::Firmness = of;
        of.interval.0 == of.interval.1
    };
    let decided: Vec<_> = of_group.iter().filter(is_decided).collect();
    let n = count(of_group.len() as u64, language);
    let n_decided = count(decided.len() as u64, language);
    sentences.say(match (language, decided.len()) {
        (Language::Danish, 0) => format!(
            "Gradueringerne afgør ikke niveauet i noget af de {n} graduerede tilbud: ukendte \
             gradueringer kan flytte dem alle."
        ),
        (Language::English, 0) => format!(
            "The grades settle the level of none of the {n} graded services: unknown grades may \
             move them all."
        ),
        (Language::Danish, some) if some == of_group.len() => {
            format!("Gradueringerne afgør niveauet i {n} af {n} graduerede tilbud.")
        }
        (Language::English, some) if some == of_group.len() => {
            format!("The grades settle the level of {n} of {n} graded services.")
        }
        (Language::Danish, _) => format!(
            "Gradueringerne afgør niveauet i {n_decided} af {n} graduerede tilbud; i resten kan \
             ukendte gradueringer flytte det."
        ),
        (Language::English, _) => format!(
            "The grades settle the level of {n_decided} of {n} graded services; in the others \
             unknown grades may move it."
        ),
    });
    let by_weights: Vec<f64> = decided
        .iter()
        .filter_map(|of| Some(of.by_uniform_weights()?.exactly(of.interval.0)))
        .collect();
    if !by_weights.is_empty() {
        let firm = count(by_weights.iter().filter(|p| **p >= FIRM).count() as u64, language);
        let of = count(by_weights.len() as u64, language);
        sentences.say(match language {
            Language::Danish => format!(
                "Vægtes parametrene anderledes, holder {firm} af {of} afgjorte niveauer under mindst \
                 95 % af alle mulige vægte."
            ),
            Language::English => format!(
                "With other weights of the parameters, {firm} of {of} settled levels hold under at \
                 least 95 % of all possible weights."
            ),
        });
    }
    let n_named = results.settings.rules.len();
    let placing = robustness.placing_rule().title();
    for row in robustness
        .others_in_the_country()
        .filter(|row| row.group == Some(group) && row.rule < n_named && row.n_compared > 0)
    {
        let title = robustness.rules[row.rule].title();
        let (moved, of) = (count(row.n_up + row.n_down, language), count(row.n_compared, language));
        sentences.say(match language {
            Language::Danish => format!(
                "Reglen »{title}« ville give {moved} af {of} tilbud et andet niveau end »{placing}«."
            ),
            Language::English => format!(
                "The rule »{title}« would give {moved} of {of} services another level than \
                 »{placing}«."
            ),
        });
    }
}
