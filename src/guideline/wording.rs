//! How does a criterion read in Danish?

use super::{Bound, Criterion, Scope};
use crate::model::{AnswerField, ExperienceBand, Level, Measure, Staffing};
use crate::plain_text::capitalised;

/// What a criterion asks for: *mindst 50 % af medarbejderne med mindst 3 års erfaring med højt
/// behov*.
pub fn requirement_in_words(measure: Measure, bound: Bound) -> String {
    asked(measure, bound, WITH)
}

/// The same as a sentence of its own: *Mindst 50 % af medarbejderne har mindst 3 års erfaring med
/// højt behov.*
pub fn sentence_in_words(measure: Measure, bound: Bound) -> String {
    let asked = asked(measure, bound, "har");
    let sentence = match measure {
        Measure::Citizens(_) => format!("leverandøren har haft {asked}"),
        Measure::CrossSectorAgreements | Measure::MethodsInUse => {
            format!("leverandøren har {asked}")
        }
        Measure::KnowledgeContributions => {
            let ways = asked.trim_end_matches(CONTRIBUTING);
            format!("leverandøren bidrager til vidensudviklingen på {ways}")
        }
        Measure::Answer(field) => match field {
            AnswerField::CompetentLeadership => "ledelsen har relevante kompetencer".into(),
            AnswerField::AidsCertificates => format!("medarbejdere har {asked}"),
            AnswerField::KeepsUpToDate
            | AnswerField::CollectsKnowledge
            | AnswerField::NetworksOrProjects
            | AnswerField::TeachesOrAdvises
            | AnswerField::SocialPedagogicalPractice => format!("leverandøren {asked}"),
            AnswerField::ProfessionalSparring
            | AnswerField::CoveredAllDays
            | AnswerField::WorksIndependently
            | AnswerField::InterdisciplinaryCooperation
            | AnswerField::WrittenProcedures
            | AnswerField::CitizenInvolvement
            | AnswerField::DocumentedAdaptation
            | AnswerField::AidsInUse
            | AnswerField::AidsCompetence => asked,
        },
        Measure::ExperiencedPercent(..)
        | Measure::Experienced(..)
        | Measure::BasicEducationPercent(_)
        | Measure::FurtherTrainingPercent(_)
        | Measure::Certified(_)
        | Measure::EnvironmentSize => asked,
    };
    format!("{}.", capitalised(&sentence))
}

/// What stands between who and what they have.
const WITH: &str = "med";
/// What stands behind a number of ways.
const CONTRIBUTING: &str = " at bidrage til vidensudviklingen på";

/// What a criterion asks for, with a word between who and what they have.
fn asked(measure: Measure, bound: Bound, having: &str) -> String {
    let Bound::AtLeast(number) = bound else { return measure_in_words(measure) };
    let one = number <= 1.0;
    let shown = decimal(number);
    let pick =
        |singular: &str, plural: &str| if one { singular.to_owned() } else { plural.to_owned() };
    match measure {
        Measure::Citizens(_) => {
            format!("mindst {shown} {} {}", pick("borger", "borgere"), whose(measure, having))
        }
        Measure::ExperiencedPercent(..)
        | Measure::BasicEducationPercent(_)
        | Measure::FurtherTrainingPercent(_) => {
            format!("mindst {shown} % af medarbejderne {}", whose(measure, having))
        }
        Measure::Experienced(..) | Measure::Certified(_) | Measure::EnvironmentSize => {
            format!(
                "mindst {shown} {} {}",
                pick("medarbejder", "medarbejdere"),
                whose(measure, having)
            )
        }
        Measure::CrossSectorAgreements => format!(
            "mindst {shown} {}",
            pick(
                "formel tværsektoriel samarbejdsaftale",
                "formelle tværsektorielle samarbejdsaftaler"
            )
        ),
        Measure::KnowledgeContributions => {
            format!("mindst {shown} {}{CONTRIBUTING}", pick("måde", "måder"))
        }
        Measure::MethodsInUse => format!(
            "mindst {shown} {} i brug",
            pick("målgruppespecifik metode", "målgruppespecifikke metoder")
        ),
        Measure::Answer(field) => answer_in_words(field).into(),
    }
}

/// The measure without a bound: *andel medarbejdere med relevant grunduddannelse (egne)*.
pub fn measure_in_words(measure: Measure) -> String {
    match measure {
        Measure::Citizens(_) => format!("borgere {}", whose(measure, WITH)),
        Measure::ExperiencedPercent(..)
        | Measure::BasicEducationPercent(_)
        | Measure::FurtherTrainingPercent(_) => {
            format!("andel af medarbejderne {}", whose(measure, WITH))
        }
        Measure::Experienced(..) | Measure::Certified(_) | Measure::EnvironmentSize => {
            format!("medarbejdere {}", whose(measure, WITH))
        }
        Measure::CrossSectorAgreements => "formelle tværsektorielle samarbejdsaftaler".into(),
        Measure::KnowledgeContributions => format!("måder{CONTRIBUTING}"),
        Measure::MethodsInUse => "målgruppespecifikke metoder i brug".into(),
        Measure::Answer(field) => answer_in_words(field).into(),
    }
}

/// For whom a criterion holds, when not for everyone: *gælder døgntilbud, børn*.
pub fn scope_in_words(scope: &Scope) -> Option<String> {
    if scope.is_everyone() {
        return None;
    }
    let kind = scope.provider_kind.map(|kind| kind.danish().to_owned());
    let subgroup = scope.subgroup.as_ref().map(|name| format!("delmålgruppen {name}"));
    let age = scope.age_group.map(|age| age.danish().to_owned());
    let parts: Vec<String> = [kind, subgroup, age].into_iter().flatten().collect();
    Some(format!("gælder {}", parts.join(", ")))
}

impl Criterion {
    /// The same in whole sentences: *Mindst 3 medarbejdere … Gælder kun leverandørtypen ambulant.*
    pub fn in_sentences(&self) -> String {
        let asked = sentence_in_words(self.measure, self.bound);
        let Scope { provider_kind, subgroup, age_group } = &self.scope;
        let kind = provider_kind.map(|kind| format!("leverandørtypen {}", kind.danish()));
        let subgroup = subgroup.as_ref().map(|name| format!("delmålgruppen {name}"));
        let age = age_group.map(|age| format!("aldersgruppen {}", age.danish()));
        let whom: Vec<String> = [kind, subgroup, age].into_iter().flatten().collect();
        if whom.is_empty() { asked } else { format!("{asked} Gælder kun {}.", whom.join(", ")) }
    }

    /// What it asks for, and of whom.
    pub fn in_words(&self) -> String {
        let asked = requirement_in_words(self.measure, self.bound);
        match scope_in_words(&self.scope) {
            Some(scope) => format!("{asked} ({scope})"),
            None => asked,
        }
    }
}

/// A number as Danes write it: decimal comma, no trailing zeros, at most two decimals.
pub fn decimal(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.replace('.', ",")
}

/// The part of a measure that says which citizens or which staff.
fn whose(measure: Measure, having: &str) -> String {
    match measure {
        Measure::Citizens(need) => format!("med {need} behov inden for de seneste 12 måneder"),
        Measure::ExperiencedPercent(need, band) | Measure::Experienced(need, band) => {
            experience_in_words(need, band, having)
        }
        Measure::BasicEducationPercent(staffing) => {
            format!("{having} relevant grunduddannelse ({})", staffing_in_words(staffing))
        }
        Measure::FurtherTrainingPercent(staffing) => {
            format!(
                "{having} relevant efter- eller videreuddannelse ({})",
                staffing_in_words(staffing)
            )
        }
        Measure::Certified(staffing) => {
            format!(
                "{having} særlig uddannelse eller certificering ({})",
                staffing_in_words(staffing)
            )
        }
        Measure::EnvironmentSize => format!("i fagmiljøet {having} både erfaring og uddannelse"),
        Measure::CrossSectorAgreements
        | Measure::KnowledgeContributions
        | Measure::MethodsInUse
        | Measure::Answer(_) => String::new(),
    }
}

fn experience_in_words(need: Level, band: ExperienceBand, having: &str) -> String {
    match band.from_years() {
        0 => format!("{having} erfaring med {need} behov"),
        years => format!("{having} mindst {years} års erfaring med {need} behov"),
    }
}

const fn staffing_in_words(staffing: Staffing) -> &'static str {
    match staffing {
        Staffing::Own => "egne medarbejdere",
        Staffing::WithPartners => "eksterne aktører regnet med",
    }
}

/// What *ja* to a field says.
const fn answer_in_words(field: AnswerField) -> &'static str {
    match field {
        AnswerField::CompetentLeadership => "ledelse med relevante kompetencer",
        AnswerField::ProfessionalSparring => "faglig sparring finder sted",
        AnswerField::CoveredAllDays => "relevante kompetencer er til stede alle årets dage",
        AnswerField::WorksIndependently => "medarbejderne gennemfører indsatsen selvstændigt",
        AnswerField::InterdisciplinaryCooperation => "det tværfaglige samarbejde er systematisk",
        AnswerField::WrittenProcedures => "samarbejdet er beskrevet i procedurer",
        AnswerField::KeepsUpToDate => "holder sig opdateret om aktuelt bedste viden",
        AnswerField::CollectsKnowledge => "opsamler og videreformidler viden fra praksis",
        AnswerField::NetworksOrProjects => {
            "deltager i eller leder faglige netværk eller udviklingsprojekter"
        }
        AnswerField::TeachesOrAdvises => "underviser eller rådgiver kommuner og andre leverandører",
        AnswerField::SocialPedagogicalPractice => {
            "arbejder ud fra en velfunderet socialpædagogisk praksis"
        }
        AnswerField::CitizenInvolvement => "borgeren inddrages",
        AnswerField::DocumentedAdaptation => "tilpasningen af metoder til borgeren dokumenteres",
        AnswerField::AidsInUse => "hjælpemidler og teknologi er i brug",
        AnswerField::AidsCompetence => "medarbejderne har hjælpemiddelfaglige kompetencer",
        AnswerField::AidsCertificates => {
            "særlig uddannelse eller certificering i konkrete hjælpemidler eller teknologier"
        }
    }
}
