//! How far do the tilsyn agree, where two of them rated the same?

use crate::model::{Language, TargetGroupId};
use crate::results::Results;
use crate::results::agreement::RatedSubject;
use crate::statement::Question;
use crate::statement::sentences::{Sentences, count};
use crate::table::decimal;
use crate::trial::{Coefficient, Metric};

pub(super) fn agreement(question: &Question<'_>, sentences: &mut Sentences) {
    let Question { results, group, language } = *question;
    tell(results, Some(group), language, sentences);
}

/// Of all groups together.
pub(super) fn of_all(results: &Results<'_>, language: Language, sentences: &mut Sentences) {
    tell(results, None, language, sentences);
}

fn tell(
    results: &Results<'_>,
    group: Option<TargetGroupId>,
    language: Language,
    sentences: &mut Sentences,
) {
    let rows = &results.counted.agreement.rows;
    let row = rows.iter().find(|row| row.group == group && row.subject == RatedSubject::AllGrades);
    let alpha = row.and_then(|row| {
        let ordinal = Coefficient::Alpha(Metric::Ordinal);
        let estimate = row.estimates.iter().find(|estimate| estimate.coefficient == ordinal)?;
        Some((row, estimate.value.ok()?, estimate.interval.ok()))
    });
    let Some((row, alpha, interval)) = alpha else {
        sentences.can_not_say(language.of(
            "Hvor enige tilsynene er: to tilsyn har vurderet for få af de samme tilbud.",
            "How far the inspectors agree: too few services are rated by two of them.",
        ));
        return;
    };
    let figure = |value: f64| {
        let danish = decimal(value, 2);
        language.of(danish.clone(), danish.replace(',', "."))
    };
    let n = count(row.n_providers, language);
    let (alpha, interval) =
        (figure(alpha), interval.map(|(low, high)| (figure(low), figure(high))));
    sentences.say(match (language, interval) {
        (Language::Danish, Some((low, high))) => format!(
            "Tilsynenes enighed om gradueringerne: Krippendorffs ordinale alfa er {alpha} ({low} \
             til {high}) over {n} leverandører, som to tilsyn har vurderet; 1 er fuld enighed og 0 \
             den tilfældige."
        ),
        (Language::English, Some((low, high))) => format!(
            "Agreement of the inspectors on the grades: Krippendorff's ordinal alpha is {alpha} \
             ({low} to {high}) over {n} providers that two of them rated; 1 is full agreement and \
             0 that of chance."
        ),
        (Language::Danish, None) => format!(
            "Tilsynenes enighed om gradueringerne: Krippendorffs ordinale alfa er {alpha} over {n} \
             leverandører, som to tilsyn har vurderet; hvor sikkert tallet er, kan ikke siges."
        ),
        (Language::English, None) => format!(
            "Agreement of the inspectors on the grades: Krippendorff's ordinal alpha is {alpha} \
             over {n} providers that two of them rated; how sure the figure is can't be said."
        ),
    });
}
