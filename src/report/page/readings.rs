//! Which Readings must somebody know who reads the figures?

/// Number, and the Reading in Danish and in English: those of ARCHITECTURE.md that decide figures
/// of the page, each in a sentence.
pub(super) const READINGS: [(&str, &str, &str); 16] = [
    (
        "R1",
        "Niveauet er det højeste, som parametre med mere end halvdelen af vægten når (5 af 8). Ingen \
         offentliggjort kilde siger, hvilken regel afprøvningen brugte; de andre navngivne regler \
         står ved siden af.",
        "The level is the highest one that parameters with more than half of the weight reach (5 of \
         8). No published source says which rule the trial used; the other named rules stand beside \
         it.",
    ),
    (
        "R2",
        "Et niveau forudsætter niveauerne under sig for fem af parametrene, ikke for aktiv praksis, \
         praksiserfaring og hjælpemidler og teknologi.",
        "A level presupposes the levels below it for five of the parameters, not for active \
         practice, practice experience and aids and technology.",
    ),
    (
        "R3",
        "Ikke oplyst er ukendt: indplaceringen bliver et interval og er afgjort, hvor begge ender er \
         ens. Ikke relevant udgår af optællingen med sin vægt.",
        "Not reported is unknown: the placement becomes an interval and is settled where both ends \
         agree. Not relevant leaves the count with its weight.",
    ),
    (
        "R4",
        "Et niveau gives kun, når tilbuddet er indplaceret; ellers siger tilstanden hvorfor ikke.",
        "A level is given only where the service is placed; otherwise its state says why not.",
    ),
    (
        "R5",
        "Kvalitet er en forudsætning: er den ukendt eller ikke opfyldt, gives intet niveau.",
        "Quality is a precondition: where it is unknown or not met, no level is given.",
    ),
    (
        "R6",
        "Tilsynets graduering afgør, hvor den er givet; hvad oplysningerne tillader, står ved siden \
         af. Tilsynets samlede niveau erstatter aldrig det beregnede.",
        "The inspectors' grade decides where it is given; what the evidence allows stands beside it. \
         Their overall level never replaces the computed one.",
    ),
    (
        "R7",
        "»De fleste« kommuner er mere end halvdelen, »en større del« mindst en tredjedel, »en mindre \
         del« færre; størrelsen er en indikator og afgør aldrig niveauet.",
        "»Most« municipalities are more than half, »a larger part« at least a third, »a smaller \
         part« fewer; size is an indicator and never decides the level.",
    ),
    (
        "R8",
        "Der er ikke fundet offentliggjorte tal til vejledningerne: de, der følger med, er mærket \
         som eksempler.",
        "No numbers for the guidelines were found published: those that ship are marked as examples.",
    ),
    (
        "R10",
        "Enheden er tilbud x målgruppe, delt kun hvor en vurdering nævner en delmålgruppe eller \
         aldersgruppe. Regioner og kommuner tæller efter afdeling.",
        "The unit is service by target group, split only where an assessment names a sub-group or an \
         age group. Regions and municipalities count by department.",
    ),
    (
        "R11",
        "Af flere vurderinger indplacerer den nyeste fra det tilsyn, der fører tilsyn.",
        "Of several assessments the newest by the supervising authority places.",
    ),
    (
        "R13",
        "Udbuddet på et niveau er et interval, fra de indplacerede til dem, der kan vise sig at høre \
         til, med andelen vurderet ved siden af.",
        "Supply on a level is an interval, from those placed to those that may turn out to belong \
         there, with the share assessed beside it.",
    ),
    (
        "R41",
        "Hvor en størrelse ikke er delt på niveauer, gives et hul for alle niveauer under ét og for \
         intet for sig.",
        "Where a size is not split by level, a gap is given for all levels together and for none by \
         itself.",
    ),
    (
        "R42",
        "Tal om niveauer holdes tilbage, med grunden, så længe for få af målgruppens tilbud er \
         vurderet.",
        "Figures about levels are withheld, with the reason, while too few of the group's services \
         are assessed.",
    ),
    (
        "R44",
        "Afstand er fra kommunens midtpunkt til kommunens midtpunkt gange en omvejsfaktor, eller \
         oplyste minutter.",
        "Distance is from centroid to centroid of municipalities times a detour factor, or minutes \
         that were given.",
    ),
    (
        "R48",
        "Hvad der er givet og ikke kan læses, erstattes aldrig af noget andet, der tilfældigvis er der.",
        "What was given and can't be read is never replaced by something else that happens to be \
         there.",
    ),
    (
        "R49",
        "Med færre relevante parametre, end reglen kræver, er intet niveau afgjort.",
        "With fewer relevant parameters than the rule asks for, no level is settled.",
    ),
];
