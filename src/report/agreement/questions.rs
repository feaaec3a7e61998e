//! What was the trial asked, and what can its figures say?

use crate::model::Supervision;
use crate::report::agreement::in_words::{headline, like_average, overlap};
use crate::report::agreement::time_spent;
use crate::report::robustness::ranking_and_sifting::whole_answer;
use crate::results::{Results, Split};
use crate::robustness::CHANCE;
use crate::table::{Output, Table};

/// One question.
struct Question {
    asked: &'static str,
    source: &'static str,
    answer: String,
    /// What the figures can't say.
    limits: &'static str,
    place: &'static str,
}

const CHAPTER: &str = "modellen, kapitel 3 og 4";
const OURS: &str = "vores; modellen spørger ikke selv";

/// `trial/questions`.
pub(super) fn questions<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    Table::<Question>::new(
        "trial/questions",
        "Afprøvningens spørgsmål: hvad tallene kan sige, og hvor de står",
        "et spørgsmål",
        "spørgsmål",
    )
    .sheet("Afprøvningens spørgsmål")
    .wrapped()
    .for_report()
    .csv_only()
    .note("Svarene er lavet af kørslens egne tal; de er begyndelsen på en evaluering, ikke slutningen")
    .words("Spørgsmål", "som afprøvningen er stillet det", |row| Some(row.asked))
    .words("Stillet i", "hvor spørgsmålet kommer fra", |row| Some(row.source))
    .words("Hvad tallene siger", "i denne kørsel", |row| Some(row.answer.clone()))
    .words("Hvad de ikke kan sige", "forbehold", |row| Some(row.limits))
    .words("Hvor det står", "filer i resultatmappen", |row| Some(row.place))
    .of(all(results))
}

fn all(results: &Results<'_>) -> Vec<Question> {
    let of = &results.counted.agreement;
    vec![
        Question {
            asked: "Er der behov for en prioritering eller sortering i parametrene?",
            source: CHAPTER,
            answer: capital(&whole_answer(results)),
            limits: "Tilsynets samlede niveau er givet med samme redskab og er ingen facitliste",
            place: "robustness/prioritering-og-sortering.txt, robustness/fitted_rules, \
                    robustness/parameters",
        },
        Question {
            asked: "Skal børn, unge og voksne beskrives hver for sig?",
            source: CHAPTER,
            answer: differing(results, Split::Age),
            limits: "En forskel siger ikke, hvad den kommer af, og ingen forskel siger ikke, at \
                     grupperne er ens; om to beskrivelser er lettere at bruge, siger tal ikke",
            place: "robustness/part_differences, robustness/parts, charts/grades-by-age-*",
        },
        Question {
            asked: "Er der delmålgrupper, der skal beskrives på tværs af de 46 målgrupper?",
            source: CHAPTER,
            answer: differing(results, Split::SubGroup),
            limits: "Kun delmålgrupper, som en vurdering nævner, ses; hvem der hører til på tværs, \
                     afgør beskrivelserne",
            place: "robustness/part_differences, descriptions/ i input",
        },
        Question {
            asked: "Kan modellen bruges uden for handicapområdet?",
            source: CHAPTER,
            answer: outside_handicap(results),
            limits: "Modellen er afprøvet på handicapområdet alene; en indplacering uden for det er \
                     regnet, ikke afprøvet",
            place: "placements, tables/coverage",
        },
        Question {
            asked: "Kan leverandører uden for socialtilsyn indplaceres som de andre?",
            source: CHAPTER,
            answer: outside_supervision(results),
            limits: "Hvem der vurderer dem, og om kommunernes tilsyn ser det samme, er uafklaret; få \
                     er vurderet",
            place: "tables/off_portal, tables/inspectors_compared, trial/parameters",
        },
        Question {
            asked: "Er tilsynene enige?",
            source: OURS,
            answer: format!("{} {}", overlap(of), headline(of)),
            limits: "Enighed er ikke rigtighed: alle kan tage fejl ens",
            place: "trial/agreement, trial/enighed.txt, charts/agreement-by-parameter",
        },
        Question {
            asked: "Hænger indplaceringen på, hvilket tilsyn der vurderer?",
            source: OURS,
            answer: like_average(of),
            limits: "Gennemsnittet er af tilsynene selv",
            place: "trial/enighed.txt; trial/strictness, trial/judged_like_average og \
                    trial/changed_placements, hvor de kan laves",
        },
        Question {
            asked: "Hvilke parametre er svære at graduere?",
            source: OURS,
            answer: hardest(results),
            limits: "En tom celle kan også være glemt",
            place: "trial/parameters, tables/inspectors_compared",
        },
        Question {
            asked: "Hvor lang tid tager en vurdering?",
            source: OURS,
            answer: time_spent::in_words(results),
            limits: "Tiden er tilsynets egen, skrevet af dem, der skrev den",
            place: "trial/time_spent, hvor nogen har skrevet tiden ned",
        },
    ]
}

fn capital(text: &str) -> String {
    crate::plain_text::capitalised(text)
}

/// What the parts of the groups say.
fn differing(results: &Results<'_>, split: Split) -> String {
    let whole: Vec<_> = results.robustness.splits.iter().filter(|of| of.split == split).collect();
    let looked: Vec<_> = whole.iter().filter(|of| of.parts.len() > 1).collect();
    if looked.is_empty() {
        return "Kan ikke siges: der er ikke vurderede tilbud i to dele at sammenligne.".to_owned();
    }
    let register = &results.settings.registers.target_groups;
    let told = looked.iter().map(|of| {
        let name = of.group.map_or("Alle målgrupper", |id| &*register.get(id).name);
        let compared = of.differences.by_subject.iter();
        let n_known = compared.clone().filter(|result| result.is_ok()).count();
        let n = compared.filter(|r| r.as_ref().is_ok_and(|d| d.adjusted < CHANCE)).count();
        format!("{name}: {n} af {n_known} forskelle er større, end tilfældet plejer at give")
    });
    told.collect::<Vec<_>>().join(". ") + "."
}

/// How many assessed offerings are of groups that are no handicap.
fn outside_handicap(results: &Results<'_>) -> String {
    const HANDICAP: &str = "Funktionsnedsættelse";
    let register = &results.settings.registers.target_groups;
    let (mut inside, mut outside) = (0_u64, 0_u64);
    for (offering, of) in results.reading.dataset.offerings.iter().zip(&results.assessed.offerings)
    {
        if of.grades.is_assessed() {
            let path = &register.get(offering.target_group).path;
            let is_handicap = path.first().is_some_and(|first| &**first == HANDICAP);
            *(if is_handicap { &mut inside } else { &mut outside }) += 1;
        }
    }
    if outside == 0 {
        return format!(
            "Kan ikke siges: alle {inside} vurderede tilbud er for målgrupper med \
             funktionsnedsættelse."
        );
    }
    format!(
        "{outside} af {} vurderede tilbud er for målgrupper uden for handicapområdet.",
        inside + outside
    )
}

/// Assessed offerings under socialtilsyn and outside it, and how many stand on a decided level.
fn outside_supervision(results: &Results<'_>) -> String {
    let mut counts = [[0_u64; 2]; 2];
    for (offering, of) in results.reading.dataset.offerings.iter().zip(&results.assessed.offerings)
    {
        if of.grades.is_assessed() {
            let by = results.assessed.supervision[offering.provider.index()];
            let is_outside = matches!(by, Some(Supervision::Municipality(_)));
            let [n, decided] = &mut counts[usize::from(is_outside)];
            *n += 1;
            *decided += u64::from(of.placement.decided().is_some());
        }
    }
    let [[n_under, decided_under], [n_outside, decided_outside]] = counts;
    if n_outside == 0 {
        return "Kan ikke siges: ingen uden for socialtilsyn er vurderet.".to_owned();
    }
    format!(
        "{decided_outside} af {n_outside} vurderede uden for socialtilsyn har et afgjort niveau, mod \
         {decided_under} af {n_under} under socialtilsyn."
    )
}

/// The three parameters that most often were without one certain grade.
fn hardest(results: &Results<'_>) -> String {
    let mut all: Vec<_> = results
        .counted
        .agreement
        .parameters
        .iter()
        .filter(|of| of.group.is_none() && of.counts.n_assessments > 0)
        .collect();
    if all.is_empty() {
        return "Kan ikke siges: ingen vurderinger har gradueringer.".to_owned();
    }
    all.sort_by_key(|of| (std::cmp::Reverse(of.counts.n_hard()), of.parameter));
    let told = all.iter().take(3).map(|of| {
        let counts = &of.counts;
        format!("{} ({} af {})", of.parameter.danish(), counts.n_hard(), counts.n_assessments)
    });
    format!("Oftest uden én sikker graduering: {}.", told.collect::<Vec<_>>().join(", "))
}
