//! How many municipalities can carry the target group?

use crate::guideline::GuidelineStatus;
use crate::model::Language;
use crate::statement::Question;
use crate::statement::sentences::Sentences;
use crate::table::decimal;

/// At the point that maps show, for the whole group on all levels; the tables have the others.
pub(super) fn case_base(question: &Question<'_>, sentences: &mut Sentences) {
    let Question { results, group, language } = *question;
    let Some(underlag) = &results.sizes.underlag else {
        sentences.can_not_say(language.of(
            "Hvor mange kommuner der når et underlag: der er ingen regel for underlag, eller ingen \
             størrelser at regne med.",
            "How many municipalities reach an underlag: there is no rule for it, or no size to \
             reckon with.",
        ));
        return;
    };
    let whole = underlag.subjects.iter().find(|subject| {
        subject.target_group == group && subject.subgroup.is_none() && subject.level.is_none()
    });
    let point = whole.and_then(|subject| Some((subject, subject.shown(underlag.rule)?)));
    let Some((subject, point)) = point else {
        sentences.can_not_say(language.of(
            "Hvor mange kommuner der når underlaget: målgruppens størrelse er ikke skønnet for alle \
             niveauer under ét.",
            "How many municipalities reach the underlag: the size of the target group is not \
             estimated for all levels together.",
        ));
        return;
    };
    let [low, central, high] = [0, 1, 2].map(|at| point.reached[at].found.alone.len());
    let groups = point.reached[1].found.groups.len();
    let all = underlag.municipalities.len();
    let n = point.base.n;
    let surely = point.base.gamma.map(|gamma| decimal(gamma * 100.0, 0));
    let is_example = subject.status == GuidelineStatus::Example;
    sentences.say(match language {
        Language::Danish => {
            let surely = surely
                .map_or_else(|| "i forventning".to_owned(), |p| format!("med {p} % sandsynlighed"));
            let mark = if is_example { " Tallene for underlaget er eksempler." } else { "" };
            format!(
                "Kræver et tilbud et underlag på {n} borgere, når {central} af {all} kommuner det \
                 alene {surely} efter det centrale skøn ({low} efter det lave, {high} efter det \
                 høje); alene eller sammen med naboer kan kommunerne danne {groups} enheder, der når \
                 det.{mark}"
            )
        }
        Language::English => {
            let surely =
                surely.map_or_else(|| "in expectation".to_owned(), |p| format!("with {p} % probability"));
            let mark = if is_example { " The numbers of the underlag are examples." } else { "" };
            format!(
                "If a service needs {n} citizens (underlag), {central} of {all} municipalities reach \
                 it alone {surely} by the central estimate ({low} by the low, {high} by the high \
                 one); alone or with their neighbours they can form {groups} units that reach it.{mark}"
            )
        }
    });
}
