//! How many are assessed, and on which level are they?

use crate::model::{Language, Level, PlacementState};
use crate::results::{GroupCounts, Results};
use crate::statement::Question;
use crate::statement::sentences::{Sentences, count, listed};
use crate::table::share;

pub(super) fn assessed(question: &Question<'_>, sentences: &mut Sentences) {
    let Question { results, group, language } = *question;
    let Some(counts) = results.counted.groups.iter().find(|of| of.target_group == group) else {
        sentences.say(language.of(
            "Ingen leverandør i data har et tilbud til målgruppen.",
            "No provider in the data serves the target group.",
        ));
        return;
    };
    let (n, all) = (counts.assessed(), counts.offerings());
    say_assessed(n, all, language, sentences);
    if n == 0 {
        return;
    }
    say_levels(counts, language, sentences);
    if n < all {
        let rest = count(all - n, language);
        sentences.can_not_say(match language {
            Language::Danish => format!(
                "På hvilket niveau de {rest} ikke-vurderede tilbud er: de vurderedes fordeling kan \
                 ikke uden videre overføres til dem."
            ),
            Language::English => format!(
                "On which level the {rest} services not assessed are: the distribution of those \
                 assessed can't simply be carried over to them."
            ),
        });
    }
}

fn say_assessed(n: u64, all: u64, language: Language, sentences: &mut Sentences) {
    let (some, whole, part) = (count(n, language), count(all, language), share(n, all));
    sentences.say(match (language, n) {
        (Language::Danish, 0) => {
            format!("Ingen af de {whole} tilbud er vurderet: om niveauer kan intet siges.")
        }
        (Language::English, 0) => {
            format!("None of the {whole} services is assessed: nothing can be said of levels.")
        }
        (Language::Danish, _) => format!("{some} af {whole} tilbud er vurderet ({part})."),
        (Language::English, _) => format!("{some} of {whole} services are assessed ({part})."),
    });
}

/// By the rule that places, which is the first of the named ones.
fn say_levels(counts: &GroupCounts, language: Language, sentences: &mut Sentences) {
    let Some([light, moderate, high, _]) = counts.by_rule.first() else { return };
    let [light, moderate, high] = [light, moderate, high].map(|n| count(*n, language));
    let [a, b, c] = Level::ALL;
    let others = PlacementState::ALL
        .into_iter()
        .filter(|state| !matches!(state, PlacementState::NotAssessed | PlacementState::Placed));
    let others: Vec<String> = others
        .map(|state| (state, counts.states[state as usize]))
        .filter(|(_, n)| *n > 0)
        .map(|(state, n)| {
            let word = language.of(state.danish(), state_in_english(state));
            format!("{word} {}", count(n, language))
        })
        .collect();
    let others = listed(&others, language.of("og", "and"));
    let rest = match (others.is_empty(), language) {
        (true, Language::Danish) => "alle vurderede har et niveau".to_owned(),
        (true, Language::English) => "all that are assessed have a level".to_owned(),
        (false, Language::Danish) => format!("uden niveau: {others}"),
        (false, Language::English) => format!("without a level: {others}"),
    };
    sentences.say(match language {
        Language::Danish => format!(
            "Af de vurderede er {light} indplaceret på {a}, {moderate} på {b} og {high} på {c}; {rest}."
        ),
        Language::English => format!(
            "Of those assessed {light} are placed on {a}, {moderate} on {b} and {high} on {c}; {rest}."
        ),
    });
}

const fn state_in_english(state: PlacementState) -> &'static str {
    match state {
        PlacementState::NotAssessed => "not assessed",
        PlacementState::QualityNotMet => "quality not met",
        PlacementState::QualityUnknown => "quality unknown",
        PlacementState::Provisional => "provisional",
        PlacementState::BelowLight => "below let",
        PlacementState::Placed => "placed",
    }
}

/// The same of all groups together.
pub(super) fn of_all(results: &Results<'_>, language: Language, sentences: &mut Sentences) {
    let groups = &results.counted.groups;
    let n: u64 = groups.iter().map(GroupCounts::assessed).sum();
    let all: u64 = groups.iter().map(GroupCounts::offerings).sum();
    if all == 0 {
        sentences.say(language.of(
            "Data har ingen tilbud til nogen målgruppe.",
            "The data have no service for any target group.",
        ));
        return;
    }
    let some = groups.iter().filter(|group| group.assessed() > 0).count();
    let (n_shown, all_shown, part) = (count(n, language), count(all, language), share(n, all));
    let of = groups.len();
    sentences.say(match (language, n) {
        (Language::Danish, 0) => format!(
            "Ingen af de {all_shown} tilbud x målgruppe er vurderet: om niveauer kan intet siges."
        ),
        (Language::English, 0) => format!(
            "None of the {all_shown} services by target group is assessed: nothing can be said of \
             levels."
        ),
        (Language::Danish, _) => format!(
            "{n_shown} af {all_shown} tilbud x målgruppe er vurderet ({part}), fordelt på {some} af \
             {of} målgrupper med tilbud. Et tilbud tæller én gang for hver målgruppe."
        ),
        (Language::English, _) => format!(
            "{n_shown} of {all_shown} services by target group are assessed ({part}), in {some} of \
             {of} target groups with services. A service counts once for each target group."
        ),
    });
    if n > 0 && some < of {
        sentences.can_not_say(match language {
            Language::Danish => {
                format!("Noget om niveauer i de {} målgrupper, hvor ingen er vurderet.", of - some)
            }
            Language::English => format!(
                "Anything of levels in the {} target groups where nobody is assessed.",
                of - some
            ),
        });
    }
}
