//! What is the reader told of what is hidden, and of how it was tried?

use std::fmt::Write;

use super::cells::{Protected, least_width};
use super::released::{Attacked, HIDDEN, NOTHING};
use super::rules::PublicationRules;
use crate::disclosure::Cause;
use crate::guideline::GuidelineStatus;
use crate::table::{Provenance, decimal};

/// From so many percent hidden, fewer and larger cells say more.
const MUCH_HIDDEN: usize = 25;

/// What the signs mean, under every table.
pub(super) fn legend() -> String {
    format!(
        "Tegn: {HIDDEN} betyder, at tallet er skjult, fordi det selv eller et andet skjult tal \
         ellers kunne regnes ud; {NOTHING} betyder, at der ingen er. Uden tegn er tallet vist"
    )
}

/// `protokol.md`.
pub(super) fn protocol(
    rules: &PublicationRules,
    made: &Protected,
    attacked: &Attacked,
    provenance: &Provenance,
) -> String {
    let rows = || made.tables.iter().flatten();
    let n = |cause| rows().filter(|row| row.hidden == Some(cause)).count();
    let n_zero = rows().filter(|row| row.value == 0).count();
    let Attacked { n_cells, n_hidden, by_program, .. } = attacked;
    let n_not_zero = (n_cells - n_zero).max(1);
    #[allow(clippy::cast_precision_loss)] // Counts of cells.
    let percent = |of: usize| decimal(100.0 * *n_hidden as f64 / of.max(1) as f64, 1);
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
    line(&format!(
        "- Tallene tæller indplaceringer: et tilbud for en målgruppe, eller en del af det, hvor \
         det er delt efter aldersgruppe eller delmålgruppe. Navne og id'er på tilbud er aldrig med.\n\
         - En celle, der fortæller, hvad der kom ud af en vurdering, vises kun, når mindst {} \
         tilbud står bag, eller når den er nul. Nuller vises altid.\n\
         - Det er ikke skjult, om nogen er vurderet; kun hvad vurderingen endte med.\n\
         - Alle tabeller og alle summer er beskyttet på én gang: den samme sum i to tabeller er \
         én celle.\n\
         - For den, der kun ser offentliggørelsen, skal der være mindst {} mellem den laveste og \
         den højeste værdi, som en skjult celle kan have.",
        rules.providers,
        least_width(rules)
    ));
    line("\n## Hvad der er skjult\n");
    line("| Årsag | Celler |\n|---|---:|");
    line(&format!("| for få tilbud bag cellen | {} |", n(Cause::Primary)));
    line(&format!("| ville røbe en anden celle ved fratrækning | {} |", n(Cause::Secondary)));
    line(&format!("| ville gøre en anden celle for nem at anslå | {} |", n(Cause::Interval)));
    line(&format!("| skjult i alt, af {n_cells} celler | {n_hidden} |\n"));
    line(&format!(
        "{} % af alle celler er skjult, og {} % af dem, der ikke er nul. En celle, der står i \
         flere tabeller, er talt i hver.",
        percent(*n_cells),
        percent(n_not_zero)
    ));
    if n_hidden * 100 > MUCH_HIDDEN * n_not_zero {
        line(&format!(
            "\nMere end {MUCH_HIDDEN} % af cellerne, der ikke er nul, er skjult. Færre og større celler ville vise mere: tag \
             en dimension ud af en tabel, eller tag en tabel ud."
        ));
    }
    line("\n## Angrebet\n");
    line(
        "Filerne blev læst igen, som de ligger, og for hver skjult celle blev der søgt efter den \
         laveste og den højeste værdi, der passer med alt, som vises i alle tabeller. Ingen celle \
         kan regnes nærmere, end reglerne tillader; ellers var intet offentliggjort.",
    );
    line(&format!(
        "\nDet samme blev prøvet for hver af de {} leverandører, der er alene i en celle med et \
         resultat og kender sit eget. Over for dem er kravet det samme for celler med for få \
         tilbud; andre skjulte celler må blot ikke kunne regnes præcist ud.",
        made.n_insiders
    ));
    let inside = rows().filter(|row| row.is_by_program).count();
    line(&format!(
        "\nBevist kun ved lineær programmering (ingen tabel i hele tal blev fundet): {} celler set \
         udefra, {inside} når leverandørernes egen viden regnes med.",
        by_program.len()
    ));
    for name in by_program {
        line(&format!("- {name}"));
    }
    line(
        "\n## Hvad der ikke er prøvet\n\n\
         - Leverandører, der går sammen, og driftsherrer med flere tilbud.\n\
         - Tidligere offentliggørelser: `niveau attack MAPPE --previous TIDLIGERE` prøver det.\n\
         - En gruppe, hvor alle er på samme niveau, fortæller alles niveau, også når der er mange \
         i den.",
    );
    line(&format!("\n{}.", legend()));
    text
}
