//! What does an inspector ask about each parameter?

use crate::model::Parameter;

/// That the questions are ours.
pub(super) const OURS: &str = "Spørgsmålene er programmets egne forslag, skrevet efter modellens boks 4 og kapitel 3. Den \
     interviewguide, som socialtilsynene fik til afprøvningen, er ikke fundet; disse spørgsmål er \
     ikke officielle. De er en hjælp til samtalen, og svarene skrives på de to andre ark.";

/// Questions to the management, and to the staff.
pub(super) struct Questions {
    pub(super) management: &'static [&'static str],
    pub(super) staff: &'static [&'static str],
}

/// The questions about a parameter.
pub(super) const fn questions(parameter: Parameter) -> Questions {
    match parameter {
        Parameter::ActivePractice => Questions {
            management: &[
                "Hvor mange borgere i målgruppen har I leveret indsatser til de seneste 12 måneder, og \
                 hvor mange af dem havde lette, moderate og højt specialiserede behov?",
                "Hvordan afgør I, hvilket behov en borger har, og hvor er det skrevet ned?",
                "Hvor sikkert er det, at der også næste år er borgere nok til at holde praksis ved lige?",
            ],
            staff: &["Hvor ofte arbejder du med borgere i målgruppen, og med hvilke behov?"],
        },
        Parameter::PracticeExperience => Questions {
            management: &[
                "Hvor mange medarbejdere arbejder med målgruppen, og hvor mange års erfaring har de med \
                 borgere med disse behov?",
                "Hvad gør I for at holde på de erfarne, og hvordan kommer nye medarbejdere i gang?",
            ],
            staff: &[
                "Hvor længe har du arbejdet med målgruppen, her og andre steder, og med hvilke behov?",
            ],
        },
        Parameter::Education => Questions {
            management: &[
                "Hvilke grunduddannelser og efteruddannelser er relevante for målgruppen, og hvor stor \
                 en del af medarbejderne har dem?",
                "Hvem har særlige uddannelser eller certificeringer, og hvilke?",
                "Hvilke kompetencer henter I udefra, og hvor fast er aftalen?",
            ],
            staff: &[
                "Hvilken uddannelse har du, og hvad bruger du af den i arbejdet med målgruppen?",
                "Hvilken efteruddannelse har du fået de seneste år?",
            ],
        },
        Parameter::ProfessionalEnvironment => Questions {
            management: &[
                "Hvor mange medarbejdere har både erfaring og uddannelse, og hvor sårbart er fagmiljøet, \
                 hvis en af dem holder op?",
                "Hvilke kompetencer har ledelsen i forhold til målgruppen?",
                "Hvordan er faglig sparring og supervision lagt an, og er kompetencerne til stede alle \
                 dage i året?",
            ],
            staff: &[
                "Hvem går du til, når du er i tvivl, og hvor hurtigt kan du få svar?",
                "Fortæl om seneste gang, faglig sparring ændrede det, I gjorde.",
            ],
        },
        Parameter::Collaboration => Questions {
            management: &[
                "Hvem arbejder I sammen med om borgerens forløb, og hvilke aftaler er skrevet ned?",
                "Hvordan er ansvar og procedurer for samarbejdet beskrevet?",
                "Kan medarbejderne gennemføre indsatsen selvstændigt, og hvornår inddrages andre?",
            ],
            staff: &[
                "Fortæl om et forløb med flere ydelser: hvem koordinerede, og hvad var din del?",
            ],
        },
        Parameter::KnowledgeDevelopment => Questions {
            management: &[
                "Hvordan holder I jer opdateret om aktuelt bedste viden om målgruppen?",
                "Hvad har I selv bidraget med: viden, netværk, udviklingsprojekter, rådgivning eller \
                 undervisning af andre?",
            ],
            staff: &[
                "Hvad har du lært om målgruppen det seneste år, og hvor fra?",
                "Hvordan samles det op og gives videre, som I selv erfarer?",
            ],
        },
        Parameter::Methods => Questions {
            management: &[
                "Hvilke metoder og faglige tilgange bruger I, og hvorfor netop dem til målgruppen?",
                "Hvordan dokumenterer I, at metoden er tilpasset den enkelte borger, og at den virker?",
            ],
            staff: &[
                "Vis med et eksempel, hvordan du bruger metoden.",
                "Hvordan får borgeren indflydelse på indsatsen?",
            ],
        },
        Parameter::AidsAndTechnology => Questions {
            management: &[
                "Er hjælpemidler og teknologi relevante for målgruppen her, og hvilke bruger I?",
                "Hvem har de hjælpemiddelfaglige kompetencer, og er der særlige uddannelser eller \
                 certificeringer?",
            ],
            staff: &[
                "Hvilke hjælpemidler bruger du, og hvem hjælper, når de ikke passer til borgeren?",
            ],
        },
    }
}
