//! WHAT THEY SAY: which sentences follow from the results, and which do not?
//!
//! Results in, sentences out. Each question has a file: it says what can be said of a target group,
//! and what can't be and why. A figure that is withheld anywhere is withheld here: sentences are
//! made from the same rows as the tables.

mod agreement;
mod assessed;
mod case_base;
mod firmness;
mod need;
pub(crate) mod ranking;
mod sentences;
mod standing_on_one;

use std::collections::BTreeSet;

use crate::model::{Language, TargetGroupId};
use crate::page::Statement;
use crate::results::Results;
use crate::size::CAVEATS;
use crate::statement::sentences::Sentences;

/// What is asked of a target group.
struct Question<'v> {
    results: &'v Results<'v>,
    group: TargetGroupId,
    language: Language,
}

/// The questions, in the order in which they are answered.
const QUESTIONS: [fn(&Question<'_>, &mut Sentences); 7] = [
    assessed::assessed,
    firmness::firmness,
    need::need,
    standing_on_one::standing_on_one,
    case_base::case_base,
    ranking::ranking,
    agreement::agreement,
];

/// What the figures say: of all together, then of each target group that is assessed or has a size.
pub fn statements(results: &Results<'_>, language: Language) -> Vec<Statement> {
    let names = &results.settings.registers.target_groups;
    let of_groups = spoken_of(results).into_iter().map(|group| {
        let mut sentences = Sentences::default();
        for answer in QUESTIONS {
            answer(&Question { results, group, language }, &mut sentences);
        }
        let name = names.get(group).name.to_string();
        sentences.of(name.clone(), Some(name))
    });
    std::iter::once(all_together(results, language)).chain(of_groups).collect()
}

/// The groups that sentences are made of.
pub(crate) fn spoken_of(results: &Results<'_>) -> BTreeSet<TargetGroupId> {
    let sized = results.sizes.sizes.iter().map(|size| size.target_group);
    results.landscape.shown_groups.iter().copied().chain(sized).collect()
}

fn all_together(results: &Results<'_>, language: Language) -> Statement {
    let mut sentences = Sentences::default();
    assessed::of_all(results, language, &mut sentences);
    ranking::of_all(results, language, &mut sentences);
    agreement::of_all(results, language, &mut sentences);
    sentences.of(language.of("Alle målgrupper", "All target groups").to_owned(), None)
}

/// What holds whatever the figures are.
pub fn caveats(results: &Results<'_>, language: Language) -> Vec<String> {
    let danish: Vec<&str> = CAVEATS
        .into_iter()
        .chain([
            "Modellen er kun afprøvet på handicapområdet",
            "Ikke oplyst er aldrig nul: hvad der ikke er kendt, er et interval, eller tallet er \
             holdt tilbage med grunden ved siden af",
            "Ingen kilde siger, hvordan otte gradueringer bliver til ét niveau: de navngivne regler \
             står ved siden af hinanden",
        ])
        .collect();
    let english = [
        "The figures describe target groups and place no citizen: visitation lies outside the model",
        "Descriptions of target groups are ideal types: a citizen's needs may hold elements of all \
         three levels and change with time",
        "The model has been tried on the disability area only",
        "Not reported is never zero: what is not known is an interval, or the figure is withheld \
         with the reason beside it",
        "No source says how eight grades become one level: the named rules stand side by side",
    ];
    let common = language.of(danish, english.to_vec());
    let own = results.provenance.remarks.iter().map(|remark| format!("{remark}."));
    common.into_iter().map(|sentence| format!("{sentence}.")).chain(own).collect()
}
