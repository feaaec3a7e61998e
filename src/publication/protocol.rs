//! What is the reader told of what is hidden, and of how it was tried?

use std::fmt::Write;

use super::cells::{Protected, least_width};
use super::measure::Measure;
use super::redesign::{MUCH_HIDDEN, Suggestion, is_much};
use super::released::{Attacked, HIDDEN, NOTHING};
use super::rules::PublicationRules;
use crate::disclosure::Cause;
use crate::guideline::GuidelineStatus;
use crate::table::{Provenance, decimal};

/// What the signs mean, under every table; without a full stop.
pub(super) fn legend(rules: &PublicationRules) -> String {
    match rules.rounding {
        Some(base) => format!(
            "Tegn: {NOTHING} betyder 0. Små tal er rundet af til 0 eller {base}, og alt andet er \
             lagt sammen af de afrundede tal: {NOTHING} kan også være et lille tal"
        ),
        None => format!(
            "Tegn: {HIDDEN} betyder, at tallet er skjult, fordi det selv eller et andet skjult tal \
             ellers kunne regnes ud; {NOTHING} betyder, at der ingen er. Uden tegn er tallet vist"
        ),
    }
}

/// How much is hidden, in a sentence.
pub(super) fn share_hidden(made: &Protected) -> String {
    let (n_hidden, of) = made.hidden_of();
    let (n_levels, of_levels) = made.hidden_of_levels();
    format!(
        "{n_hidden} af {of} tal, der ikke er nul, er skjult ({} %); af dem, der fortæller, hvad en \
         vurdering endte med, {n_levels} af {of_levels} ({} %)",
        percent(n_hidden, of),
        percent(n_levels, of_levels)
    )
}

#[allow(clippy::cast_precision_loss)] // Counts of cells.
fn percent(n: usize, of: usize) -> String {
    decimal(100.0 * n as f64 / of.max(1) as f64, 1)
}

/// `protokol.md`.
pub(super) fn protocol(
    rules: &PublicationRules,
    made: &Protected,
    attacked: &Attacked,
    (suggestions, has_earlier): (&[Suggestion], bool),
    provenance: &Provenance,
) -> String {
    let mut text = String::new();
    let mut line = |words: &str| {
        let _ = writeln!(text, "{words}");
    };
    line("# Protokol for offentliggørelsen\n");
    line(&format!("{}.\n", provenance.line()));
    line("## Regler\n");
    if rules.status != GuidelineStatus::InForce {
        line(
            "Reglerne er ikke vedtaget: tallene i rules/disclosure.toml er eksempler eller udkast.\n",
        );
    }
    for rule in rules_in_words(rules) {
        line(&format!("- {rule}."));
    }
    line("\n## Hvad der er skjult\n");
    if let Some(base) = rules.rounding {
        line(&format!(
            "Intet er skjult. Det, der ligger bag et lille tal (under {base}) eller bag et tal, der \
             fortæller om for få tilbud, er rundet af til 0, {base} eller et andet tal, som {base} \
             går op i, og alle tal i alle tabeller er lagt sammen af de afrundede. Derfor passer \
             tabellerne sammen; et tal kan afvige fra det rigtige."
        ));
    } else {
        for words in hidden_in_words(made, attacked, suggestions) {
            line(&words);
        }
    }
    line("\n## Angrebet\n");
    for words in attack_in_words(rules, made, attacked) {
        line(&words);
    }
    line("\n## Hvad der ikke er prøvet\n");
    line("- Driftsherrer, der går sammen.");
    line(
        "- Læsere, der selv har talt tilbuddene på Tilbudsportalen og derfor kender et skjult antal i alt.",
    );
    if has_earlier {
        line("- Andre tidligere offentliggørelser end den, der blev lagt ved.");
    } else {
        line(
            "- Tidligere offentliggørelser: `niveau publish KØRSEL --previous TIDLIGERE` regner den \
             med, og `niveau attack MAPPE --previous TIDLIGERE` prøver det bagefter.",
        );
    }
    line(
        "- En gruppe, hvor alle er på samme niveau, fortæller alles niveau, også når der er mange i \
         den.",
    );
    if rules.has(Measure::Places) {
        line(
            "- Pladser holdt op mod hvert tilbuds pladser på Tilbudsportalen: hvilke tilbud der \
             tilsammen kan have netop så mange.",
        );
    }
    line(&format!("\n{}.", legend(rules)));
    text
}

/// The rules, without what is never told; each a sentence without full stop.
pub(super) fn rules_in_words(rules: &PublicationRules) -> Vec<String> {
    let mut all = vec![
        Measure::Placements.about().to_owned(),
        "Navne og id'er på tilbud og driftsherrer er aldrig med".to_owned(),
        format!(
            "En celle, der fortæller, hvad der kom ud af en vurdering, vises kun, når mindst {} \
             tilbud står bag, eller når den er nul",
            rules.providers
        ),
        if rules.zeros_are_shown {
            "Nuller vises altid: en skjult celle er mindst 1".to_owned()
        } else {
            "Nuller vises, hvor det ikke røber noget: en skjult celle kan også være nul".to_owned()
        },
        "Det er ikke skjult, om nogen er vurderet; kun hvad vurderingen endte med".to_owned(),
    ];
    if rules.has(Measure::Places) {
        all.push(Measure::Places.about().to_owned());
        all.push(
            "Pladser vises kun, når ingen kan regne den største driftsherres pladser for nær ud, \
             heller ikke den næststørste. Hvor nær er ikke oplyst"
                .to_owned(),
        );
    }
    if rules.has_expected {
        all.push(
            "Forventede borgere er skøn, en forekomst gange indbyggere, og ikke optalte personer; \
             derfor er ingen af dem skjult"
                .to_owned(),
        );
    }
    if rules.rounding.is_none() {
        all.push(
            "Alle tabeller og alle summer af det samme er beskyttet på én gang: den samme sum i to \
             tabeller er én celle"
                .to_owned(),
        );
        all.push(format!(
            "For den, der kun ser offentliggørelsen, skal der være mindst {} mellem den laveste og \
             den højeste værdi, som et skjult antal indplaceringer kan have",
            least_width(rules, Measure::Placements)
        ));
    }
    all
}

fn hidden_in_words(
    made: &Protected,
    attacked: &Attacked,
    suggestions: &[Suggestion],
) -> Vec<String> {
    let rows = || made.tables.iter().flatten();
    let n = |cause| rows().filter(|row| row.hidden == Some(cause)).count();
    let Attacked { n_cells, n_hidden, .. } = attacked;
    let mut lines = vec![
        "| Årsag | Celler |\n|---|---:|".to_owned(),
        format!("| for få bag cellen | {} |", n(Cause::Primary)),
        format!("| ville røbe en anden celle ved fratrækning | {} |", n(Cause::Secondary)),
        format!("| ville gøre en anden celle for nem at anslå | {} |", n(Cause::Interval)),
        format!("| skjult i alt, af {n_cells} celler | {n_hidden} |\n"),
        format!("{}. En celle, der står i flere tabeller, er talt i hver.", share_hidden(made)),
    ];
    if is_much(made.hidden_of()) || is_much(made.hidden_of_levels()) {
        lines.push(format!(
            "\nMere end {MUCH_HIDDEN} % er skjult. Færre og større celler ville vise mere. Hver \
             ændring i rules/disclosure.toml er prøvet for sig, alt andet lige, og de bedste står \
             her; først hvor meget der så ville være skjult af det, der fortæller, hvad en \
             vurdering endte med:\n"
        ));
        let told = suggestions.iter().map(|one| {
            let Suggestion { words, all, levels } = one;
            format!(
                "- {words}: {} % ({} af {}); af alt {} %",
                percent(levels.0, levels.1),
                levels.0,
                levels.1,
                percent(all.0, all.1)
            )
        });
        lines.extend(told);
        if suggestions.is_empty() {
            lines.push("- Ingen enkelt ændring hjælper: slå flere ting sammen.".to_owned());
        }
        lines.push(
            "- eller rund af i stedet for at skjule: `rounding = 3` eller `rounding = 5` (ikke \
             pladser)"
                .to_owned(),
        );
    }
    lines
}

fn attack_in_words(rules: &PublicationRules, made: &Protected, attacked: &Attacked) -> Vec<String> {
    if rules.rounding.is_some() {
        return vec![
            "Filerne blev læst igen, som de ligger: intet tal mellem 0 og afrundingen vises, og alle \
             tabeller passer sammen."
                .to_owned(),
        ];
    }
    let mut lines = vec![
        "Filerne blev læst igen, som de ligger, og for hver skjult celle blev der søgt efter den \
         laveste og den højeste værdi, der passer med alt, som vises i alle tabeller. Ingen celle \
         kan regnes nærmere, end reglerne tillader; ellers var intet offentliggjort."
            .to_owned(),
        format!(
            "\nDet samme blev prøvet for hver af de {} driftsherrer, der er alene i en celle med et \
             resultat og kender sit eget. Over for dem er kravet det samme for celler med for få; \
             andre skjulte celler må blot ikke kunne regnes præcist ud. Hvert mål er prøvet for sig.",
            made.n_insiders
        ),
    ];
    if made.n_known > 0 {
        lines.push(format!(
            "\n{} tal fra den tidligere offentliggørelse passer stadig og regnes for kendt.",
            made.n_known
        ));
    }
    let inside = made.tables.iter().flatten().filter(|row| row.is_by_program).count();
    lines.push(format!(
        "\nBevist kun ved lineær programmering (ingen tabel i hele tal blev fundet): {} celler set \
         udefra, {inside} når driftsherrernes egen viden regnes med.",
        attacked.by_program.len()
    ));
    lines.extend(attacked.by_program.iter().map(|name| format!("- {name}")));
    lines
}
