//! What is a provider like for one target group, and what does it report?
//!
//! Each provider has a hidden degree of specialisation for the group. It says, with some spread
//! from parameter to parameter, which level the evidence aims at. The numbers are drawn to lie on
//! the right side of the bounds that the example guidelines set, without reading them.

use super::dice::{Dice, Purpose};
use super::trial::{AUTISM, Rating};
use crate::model::{
    Answer, AnswerField, Attained, Evidence, ExperienceBand, Level, NumberField, Parameter,
    PerParameter,
};

/// Hidden degree: 1 is just *let*, 2 just *moderat*, 3 just *højt*.
const MEAN_DEGREE: f64 = 2.15;
const SPREAD_OF_PROVIDERS: f64 = 0.75;
const SPREAD_OF_PARAMETERS: f64 = 0.45;

/// *Praksis*: what the level of each parameter is, and the evidence of it.
pub(super) struct Practice {
    pub(super) aims: PerParameter<Attained>,
    /// Whether aids and technology are relevant for the citizens at all.
    pub(super) aids_are_relevant: bool,
    pub(super) evidence: Evidence,
}

/// Draws what the provider of a rating is like: the same for every rating of the offering.
pub(super) fn draw_practice(seed: u64, rating: Rating, places: u32) -> Practice {
    let dice = &mut Dice::new(seed, rating.provider, Purpose::Practice(rating.pilot));
    let degree = MEAN_DEGREE + SPREAD_OF_PROVIDERS * dice.bell();
    let aims = PerParameter::from_fn(|parameter| {
        let aim = attained(degree + SPREAD_OF_PARAMETERS * dice.bell());
        match (parameter, aim) {
            // The guidelines ask the same on let and moderat: who reaches let has reached moderat.
            (Parameter::KnowledgeDevelopment, Attained::Light) => Attained::Moderate,
            // And for autism no certificate in aids is asked for: moderat is højt there.
            (Parameter::AidsAndTechnology, Attained::Moderate)
                if usize::from(rating.pilot) == AUTISM =>
            {
                Attained::High
            }
            _ => aim,
        }
    });
    let aids_are_relevant = !dice.chance(150);
    let evidence = draw_evidence(aims, aids_are_relevant, places, dice);
    Practice { aims, aids_are_relevant, evidence }
}

fn attained(degree: f64) -> Attained {
    match degree {
        d if d >= 3.0 => Attained::High,
        d if d >= 2.0 => Attained::Moderate,
        d if d >= 1.0 => Attained::Light,
        _ => Attained::None,
    }
}

fn draw_evidence(
    aims: PerParameter<Attained>,
    aids_are_relevant: bool,
    places: u32,
    dice: &mut Dice,
) -> Evidence {
    let mut evidence = Evidence::default();
    let environment = environment_size(aims[Parameter::ProfessionalEnvironment], dice);
    let staff = dice.between(4, 9) + places.min(60) * 2 / 3;
    let staff = staff.max(environment);
    count(&mut evidence, NumberField::Staff, staff);
    count(&mut evidence, NumberField::EnvironmentSize, environment);
    citizens(&mut evidence, aims[Parameter::ActivePractice], dice);
    experience(&mut evidence, aims[Parameter::PracticeExperience], staff, dice);
    education(&mut evidence, aims[Parameter::Education], staff, dice);
    environment_answers(&mut evidence, aims[Parameter::ProfessionalEnvironment], dice);
    collaboration(&mut evidence, aims[Parameter::Collaboration], dice);
    knowledge(&mut evidence, aims[Parameter::KnowledgeDevelopment], dice);
    methods(&mut evidence, aims[Parameter::Methods], dice);
    if aids_are_relevant {
        aids(&mut evidence, aims[Parameter::AidsAndTechnology], dice);
    } else {
        evidence.set_answer(AnswerField::AidsInUse, Answer::NotRelevant);
    }
    evidence
}

/// Many citizens up to the level aimed at, few above it.
fn citizens(evidence: &mut Evidence, aim: Attained, dice: &mut Dice) {
    for need in Level::ALL {
        let n = match (aim.reaches(need), need) {
            (true, Level::Light) => dice.between(13, 30),
            (true, Level::Moderate) => dice.between(10, 22),
            (true, Level::High) => dice.between(6, 14),
            (false, Level::High) => dice.between(0, 3),
            (false, _) => dice.between(0, 6),
        };
        count(evidence, NumberField::Citizens(need), n);
    }
}

/// Bands of years per level of need; together never more than the staff.
fn experience(evidence: &mut Evidence, aim: Attained, staff: u32, dice: &mut Dice) {
    for need in Level::ALL {
        let percent_experienced =
            if aim.reaches(need) { dice.between(58, 92) } else { dice.between(5, 34) };
        let experienced = (staff * percent_experienced).div_ceil(100).min(staff);
        let five_or_more = (experienced * dice.between(40, 75)).div_ceil(100);
        let rest = (staff - experienced) * dice.between(50, 100) / 100;
        // Who lacks experience is mostly new altogether where the level is not reached.
        let under_one = dice.between(if aim.reaches(need) { 0 } else { rest * 7 / 10 }, rest);
        let bands = [
            (ExperienceBand::UnderOne, under_one),
            (ExperienceBand::OneToThree, rest - under_one),
            (ExperienceBand::ThreeToFive, experienced - five_or_more),
            (ExperienceBand::FiveOrMore, five_or_more),
        ];
        for (band, n) in bands {
            count(evidence, NumberField::Experience(need, band), n);
        }
    }
}

fn education(evidence: &mut Evidence, aim: Attained, staff: u32, dice: &mut Dice) {
    let (basic, further, certified) = match aim {
        Attained::None => ((22, 38), (2, 12), (0, 0)),
        Attained::Light => ((61, 69), (3, 22), (0, 0)),
        Attained::Moderate => ((71, 86), (42, 58), (0, 1)),
        Attained::High => ((82, 99), (68, 95), (3, 7)),
    };
    let mut percent = |own: NumberField, with_partners: NumberField, (low, high)| {
        // In tenths: a share of a small staff seldom comes out whole.
        let tenths = if dice.chance(250) { dice.between(1, 9) } else { 0 };
        let own_tenths = (10 * dice.between(low, high) + tenths).min(1000);
        let added = if dice.chance(350) { dice.between(0, 3) } else { 0 };
        let all_tenths = (own_tenths + 10 * added).min(1000);
        evidence.set_number(own, Some(f64::from(own_tenths) / 10.0));
        evidence.set_number(with_partners, Some(f64::from(all_tenths) / 10.0));
    };
    percent(
        NumberField::BasicEducationOwnPercent,
        NumberField::BasicEducationWithPartnersPercent,
        basic,
    );
    percent(
        NumberField::FurtherTrainingOwnPercent,
        NumberField::FurtherTrainingWithPartnersPercent,
        further,
    );
    let own = dice.between(certified.0, certified.1).min(staff);
    count(evidence, NumberField::CertifiedOwn, own);
    let partners = if aim >= Attained::Moderate { dice.between(0, 1) } else { 0 };
    count(evidence, NumberField::CertifiedWithPartners, own + partners);
}

fn environment_size(aim: Attained, dice: &mut Dice) -> u32 {
    match aim {
        Attained::None => dice.between(0, 1),
        Attained::Light => dice.between(3, 5),
        Attained::Moderate => dice.between(5, 9),
        Attained::High => dice.between(8, 15),
    }
}

fn environment_answers(evidence: &mut Evidence, aim: Attained, dice: &mut Dice) {
    answer(evidence, AnswerField::CompetentLeadership, aim >= Attained::Light || dice.chance(300));
    answer(evidence, AnswerField::ProfessionalSparring, aim >= Attained::Moderate);
    answer(evidence, AnswerField::CoveredAllDays, aim == Attained::High);
}

fn collaboration(evidence: &mut Evidence, aim: Attained, dice: &mut Dice) {
    answer(evidence, AnswerField::WorksIndependently, aim >= Attained::Light);
    answer(evidence, AnswerField::InterdisciplinaryCooperation, aim >= Attained::Moderate);
    let agreements = match aim {
        Attained::High => dice.between(2, 5),
        Attained::Moderate => 1,
        _ => dice.between(0, 1),
    };
    let has_procedures = aim >= Attained::Moderate || dice.chance(250);
    answer(evidence, AnswerField::WrittenProcedures, has_procedures);
    count(evidence, NumberField::CrossSectorAgreements, agreements);
}

fn knowledge(evidence: &mut Evidence, aim: Attained, dice: &mut Dice) {
    answer(evidence, AnswerField::KeepsUpToDate, aim >= Attained::Moderate);
    let ways = [
        AnswerField::CollectsKnowledge,
        AnswerField::NetworksOrProjects,
        AnswerField::TeachesOrAdvises,
    ];
    let sure = *dice.pick(&ways);
    for way in ways {
        let contributes = aim == Attained::High && (way == sure || dice.chance(600));
        answer(evidence, way, contributes);
    }
}

fn methods(evidence: &mut Evidence, aim: Attained, dice: &mut Dice) {
    answer(evidence, AnswerField::SocialPedagogicalPractice, aim >= Attained::Light);
    let is_involved = aim >= Attained::Light || dice.chance(500);
    answer(evidence, AnswerField::CitizenInvolvement, is_involved);
    let in_use = match aim {
        Attained::None => 0,
        Attained::Light => 1,
        Attained::Moderate => dice.between(3, 4),
        Attained::High => dice.between(5, 8),
    };
    count(evidence, NumberField::MethodsInUse, in_use);
    answer(evidence, AnswerField::DocumentedAdaptation, aim == Attained::High);
}

fn aids(evidence: &mut Evidence, aim: Attained, dice: &mut Dice) {
    answer(evidence, AnswerField::AidsInUse, aim >= Attained::Light);
    answer(evidence, AnswerField::AidsCompetence, aim >= Attained::Moderate);
    let has_certificate = aim == Attained::High || (aim == Attained::Moderate && dice.chance(100));
    answer(evidence, AnswerField::AidsCertificates, has_certificate);
}

fn count(evidence: &mut Evidence, field: NumberField, n: u32) {
    evidence.set_number(field, Some(f64::from(n)));
}

fn answer(evidence: &mut Evidence, field: AnswerField, is_yes: bool) {
    evidence.set_answer(field, if is_yes { Answer::Yes } else { Answer::No });
}
