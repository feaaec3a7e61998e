//! How many citizens are to be expected, and where can a gap be told?

use crate::landscape::{CoverRow, Value, Withheld};
use crate::model::Language;
use crate::statement::Question;
use crate::statement::sentences::{Sentences, listed, whole};

pub(super) fn need(question: &Question<'_>, sentences: &mut Sentences) {
    let Question { results, group, language } = *question;
    let rows = || results.landscape.rows.cover.iter().filter(move |row| row.target_group == group);
    let country = rows().find(|row| row.area == Value::Total && row.level.is_none());
    if let Some(row) = country
        && let Some(expected) = row.expected_citizens
    {
        say_expected(expected, row.is_example, language, sentences);
    }
    match country {
        // What nobody offers in the data is no gap that was found.
        Some(row) if row.assessed.is_none() && row.gap.is_some() => {
            sentences.can_not_say(language.of(
                "Om pladserne svarer til behovet: data har ingen tilbud til målgruppen.",
                "Whether places meet the need: the data have no service for the target group.",
            ));
            return;
        }
        Some(row) => match (row.gap, row.withheld) {
            (Some(gap), _) => say_gap(gap, language, sentences),
            (None, Some(why)) => sentences.can_not_say(match language {
                Language::Danish => {
                    format!("Om pladserne i hele landet svarer til behovet: {}.", why.danish())
                }
                Language::English => {
                    format!("Whether places in the country meet the need: {}.", in_english(why))
                }
            }),
            (None, None) => {}
        },
        None => sentences.can_not_say(language.of(
            "Om pladserne svarer til behovet: der er intet at holde op mod hinanden.",
            "Whether places meet the need: there is nothing to hold against each other.",
        )),
    }
    say_regions(question, &rows().collect::<Vec<_>>(), sentences);
    let split = rows().find(|row| row.area == Value::Total && row.level.is_some());
    if let Some(CoverRow { withheld: Some(why), .. }) = split
        && country.is_some_and(|row| row.withheld != Some(*why))
    {
        sentences.can_not_say(match language {
            Language::Danish => format!("Et hul på hvert niveau for sig: {}.", why.danish()),
            Language::English => format!("A gap on each level by itself: {}.", in_english(*why)),
        });
    }
}

fn say_expected(
    [low, central, high]: [f64; 3],
    is_example: bool,
    language: Language,
    sentences: &mut Sentences,
) {
    let [low, central, high] = [low, central, high].map(|value| whole(value, language));
    if low == central || central == high {
        sentences.can_not_say(language.of(
            "Hvor usikkert skønnet over borgere er: det centrale skøn er også det lave eller det høje, \
             så intervallet er ensidigt.",
            "How uncertain the estimate of citizens is: the central one is also the low or the high \
             one, so the interval is one-sided.",
        ));
    }
    let mark = match (is_example, language) {
        (false, _) => "",
        (true, Language::Danish) => " Skønnet bygger på eksempeltal.",
        (true, Language::English) => " The estimate rests on example numbers.",
    };
    sentences.say(match language {
        Language::Danish => format!(
            "I hele landet ventes {central} borgere i målgruppen efter det centrale skøn, mellem \
             {low} og {high} efter det lave og det høje.{mark}"
        ),
        Language::English => format!(
            "In the country {central} citizens are expected in the target group by the central \
             estimate, between {low} and {high} by the low and the high one.{mark}"
        ),
    });
}

/// A gap is never called a lack: not everybody needs a place.
fn say_gap([low, central, high]: [f64; 3], language: Language, sentences: &mut Sentences) {
    let [low, central, high] = [low, central, high].map(|value| whole(value, language));
    sentences.say(match language {
        Language::Danish => format!(
            "Forventede borgere minus pladser på et niveau er i hele landet {central} efter det \
             centrale skøn (fra {low} til {high}): en indikator, for ikke alle har brug for en plads."
        ),
        Language::English => format!(
            "Expected citizens less places on a level come to {central} in the country by the \
             central estimate (from {low} to {high}): an indicator, for not everybody needs a place."
        ),
    });
}

/// In which regions a gap can be told. Where the country says it is withheld for all alike, the
/// reason stands there.
fn say_regions(question: &Question<'_>, rows: &[&CoverRow], sentences: &mut Sentences) {
    let Question { results, language, .. } = *question;
    let regions = &results.settings.registers.regions;
    let named = |is_told: bool| -> Vec<String> {
        let of = rows.iter().filter(|row| row.level.is_none() && row.gap.is_some() == is_told);
        of.filter_map(|row| match row.area {
            Value::Region(id) => Some(regions.get(id).name.to_string()),
            _ => None,
        })
        .collect()
    };
    let (told, not_told) = (named(true), named(false));
    if told.is_empty() {
        return;
    }
    let and = language.of("og", "and");
    let regions = listed(&told, and);
    sentences.say(match language {
        Language::Danish => format!("Et hul kan opgøres i {regions}."),
        Language::English => format!("A gap can be told in {regions}."),
    });
    if !not_told.is_empty() {
        let regions = listed(&not_told, and);
        sentences.can_not_say(match language {
            Language::Danish => format!("Et hul i {regions}: grunden står i tabellen om dækning."),
            Language::English => {
                format!("A gap in {regions}: the table of cover says why (»Dækning af behov«).")
            }
        });
    }
}

const fn in_english(why: Withheld) -> &'static str {
    match why {
        Withheld::NoSize => "the size of the target group is not estimated",
        Withheld::NoSplit => "the size is not split by level",
        Withheld::NoPlace => "the municipality is not reported",
        Withheld::TooFewAssessed => "too few services are assessed, here or in the region",
        Withheld::NotPlaces => "the help for the target group is mostly not places",
    }
}
