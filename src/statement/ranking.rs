//! Is there a need to rank or to sift the parameters?

use crate::model::Language;
use crate::results::{GroupStudy, Results};
use crate::robustness::{FEWEST_FOR_AN_ANSWER, Family, Need};
use crate::statement::Question;
use crate::statement::sentences::Sentences;

pub(super) fn ranking(question: &Question<'_>, sentences: &mut Sentences) {
    let Question { results, group, language } = *question;
    let of_group = results.robustness.studies.iter().find(|of| of.group == Some(group));
    if let Some(study) = of_group {
        tell(study, language, sentences);
    }
}

/// Of all groups together: the last study, where there are several.
pub(super) fn of_all(results: &Results<'_>, language: Language, sentences: &mut Sentences) {
    if let Some(study) = results.robustness.studies.last() {
        tell(study, language, sentences);
    } else {
        sentences.can_not_say(language.of(
            "Om parametrene bør prioriteres eller sorteres: der er ingen vurderede tilbud at se på.",
            "Whether the parameters should be ranked or sifted: there is no assessed service to look at.",
        ));
    }
}

fn tell(study: &GroupStudy, language: Language, sentences: &mut Sentences) {
    let answer = answer(study, language);
    let question = language.of("Prioritering og sortering af parametrene", "Ranking and sifting");
    let sentence = format!("{question}: {answer}");
    if is_answered(study) { sentences.say(sentence) } else { sentences.can_not_say(sentence) }
}

fn is_answered(of: &GroupStudy) -> bool {
    let families = [Family::Subset, Family::Weights];
    of.study.fits.as_ref().is_ok_and(|fits| {
        families.into_iter().all(|family| fits.need(family) != Need::CanNotBeTold)
    })
}

/// One sentence: is there a need?
pub(crate) fn answer(of: &GroupStudy, language: Language) -> String {
    let fits = match &of.study.fits {
        Ok(fits) => fits,
        Err(why) => {
            return match language {
                Language::Danish => format!("kan ikke besvares: {}.", why.danish()),
                Language::English => format!("can't be answered: {}.", why.english()),
            };
        }
    };
    let wanted = |need: Need| -> Vec<&str> {
        [
            (Family::Subset, language.of("sortering", "sifting")),
            (Family::Weights, language.of("prioritering", "ranking")),
        ]
        .into_iter()
        .filter(|(family, _)| fits.need(*family) == need)
        .map(|(_, word)| word)
        .collect()
    };
    let n = fits.n;
    if !wanted(Need::CanNotBeTold).is_empty() {
        return match language {
            Language::Danish => format!(
                "kan ikke besvares: {n} tilbud er for få (der skal mindst {FEWEST_FOR_AN_ANSWER} til)."
            ),
            Language::English => format!(
                "can't be answered: {n} services are too few (at least {FEWEST_FOR_AN_ANSWER} are \
                 needed)."
            ),
        };
    }
    let (shown, chance) = (wanted(Need::InEveryDraw), wanted(Need::MayBeChance));
    let is_none_nearer = wanted(Need::NotHeld).is_empty();
    match (&*shown, &*chance, language) {
        ([], [], Language::Danish) => {
            let why = if is_none_nearer {
                "ingen sådan regel ligger nærmere tilsynets niveauer end lige vægte på alle otte"
            } else {
                "det, en sådan regel vinder på de tilbud, den er fundet på, holder ikke på andre \
                 leverandører"
            };
            format!("intet peger på et behov for prioritering eller sortering; {why} ({n} tilbud).")
        }
        ([], [], Language::English) => {
            let why = if is_none_nearer {
                "no such rule is nearer to the inspectors' levels than equal weights on all eight"
            } else {
                "what such a rule gains on the services that it was found on does not hold on other \
                 providers"
            };
            format!("nothing points to a need for it; {why} ({n} services).")
        }
        ([], chance, Language::Danish) => format!(
            "en {} ligger lidt nærmere tilsynets niveauer end lige vægte, men det kan være tilfældigt \
             ({n} tilbud).",
            chance.join(" og en ")
        ),
        ([], chance, Language::English) => format!(
            "{} is a little nearer to the inspectors' levels than equal weights, but that may be \
             chance ({n} services).",
            chance.join(" and ")
        ),
        (shown, _, Language::Danish) => format!(
            "en {} peger på et behov: den er nærmere tilsynets niveauer end lige vægte, også på \
             leverandører, den ikke er fundet på ({n} tilbud).",
            shown.join(" og en ")
        ),
        (shown, _, Language::English) => format!(
            "{} points to a need: it is nearer to the inspectors' levels than equal weights, also on \
             providers that it was not found on ({n} services).",
            shown.join(" and ")
        ),
    }
}
