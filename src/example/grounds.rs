//! Which words do inspectors give as grounds? Short neutral sentences, without persons.

use super::dice::Dice;
use crate::model::{Attained, Parameter, PerParameter};

/// Two sentences for each grade, *ingen* to *højt*.
type Sentences = [[&'static str; 2]; 4];

static SENTENCES: PerParameter<Sentences> = PerParameter([
    // Aktiv praksis
    [
        ["Få borgere i målgruppen det seneste år.", "Praksis er ikke vedligeholdt."],
        ["Tilstrækkeligt antal borgere med let behov.", "Jævn tilgang af borgere med let behov."],
        [
            "Tilstrækkeligt antal borgere med moderat behov.",
            "Borgere med moderat behov udgør hovedparten.",
        ],
        ["Flere borgere med højt behov det seneste år.", "Praksis med højt behov er stabil."],
    ],
    // Praksiserfaring
    [
        ["Erfaringen med målgruppen er begrænset.", "Mange nyansatte uden erfaring."],
        ["Erfaring med let behov er til stede.", "Over halvdelen har erfaring med let behov."],
        ["Flertallet har tre års erfaring med moderat behov.", "Solid erfaring med moderat behov."],
        ["Flertallet har tre års erfaring med højt behov.", "Lang erfaring med komplekse forløb."],
    ],
    // Uddannelsesmæssige kompetencer
    [
        ["Få har relevant grunduddannelse.", "Uddannelsesniveauet er ikke dokumenteret."],
        ["Relevant grunduddannelse hos de fleste.", "Grunduddannelse er dækket."],
        [
            "Efteruddannelse i målgruppen er gennemført.",
            "Grund- og efteruddannelse passer til målgruppen.",
        ],
        [
            "Særlig uddannelse og certificering er dokumenteret.",
            "Efteruddannelse hos de fleste, flere certificerede.",
        ],
    ],
    // Fagmiljø
    [
        ["Fagmiljøet er for lille.", "Fagligheden hviler på ganske få."],
        ["Et mindre fagmiljø med relevant ledelse.", "Fagmiljøet er til stede, men sårbart."],
        ["Fagmiljø med fast faglig sparring.", "Robust fagmiljø i dagtimerne."],
        ["Robust fagmiljø, dækket alle dage.", "Stort fagmiljø med sparring alle dage."],
    ],
    // Samarbejdsformer
    [
        ["Samarbejdet er tilfældigt.", "Indsatsen kan ikke løftes selvstændigt."],
        ["Indsatsen gennemføres selvstændigt.", "Samarbejde efter behov."],
        ["Systematisk tværfagligt samarbejde.", "Fast mødestruktur på tværs af fag."],
        ["Formelle aftaler på tværs af sektorer.", "Skriftlige procedurer og faste aftaler."],
    ],
    // Vidensudvikling
    [
        ["Ingen plan for at følge ny viden.", "Viden opdateres ikke."],
        ["Følger ny viden lejlighedsvis.", "Deltager i enkelte temadage."],
        ["Holder sig opdateret om bedste aktuelle viden.", "Ny viden indgår i den faglige plan."],
        ["Bidrager til viden på området.", "Deltager i netværk og udviklingsprojekter."],
    ],
    // Metoder og faglige tilgange
    [
        ["Metoder er ikke beskrevet.", "Ingen tydelig faglig tilgang."],
        ["Velfunderet socialpædagogisk praksis.", "Borgeren inddrages i mål og indsats."],
        ["Flere målgruppespecifikke metoder i brug.", "Metoder følger målgruppens behov."],
        [
            "Metoder tilpasses og tilpasningen dokumenteres.",
            "Bredt metodebrug med dokumenteret tilpasning.",
        ],
    ],
    // Hjælpemidler og teknologi
    [
        ["Hjælpemidler bruges ikke.", "Behovet for hjælpemidler er ikke afdækket."],
        ["Almindelige hjælpemidler i brug.", "Hjælpemidler, der ikke kræver særlig viden."],
        ["Hjælpemiddelfaglige kompetencer er til stede.", "Teknologi indgår med faglig støtte."],
        ["Certificering i særlige hjælpemidler.", "Avanceret teknologi bruges systematisk."],
    ],
]);

/// Grounds for a parameter that is not relevant.
pub(super) const NOT_RELEVANT: &str = "Hjælpemidler er ikke relevante for borgerne.";

/// A sentence for the grade given.
pub(super) fn ground(parameter: Parameter, grade: Attained, dice: &mut Dice) -> &'static str {
    dice.pick::<&'static str>(&SENTENCES[parameter][grade as usize])
}
