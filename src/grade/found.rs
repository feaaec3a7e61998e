//! What does the evidence say of a measure?

use crate::model::{
    Answer, AnswerField, Evidence, ExperienceBand, Level, Measure, NumberField, Staffing,
};

/// *Fundet*: what was reported, as far as it was. Counts and percentages as in the form.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Found {
    /// A number between `low` and `high`; the same when it is known.
    Number {
        /// What it is at least.
        low: f64,
        /// What it is at most.
        high: f64,
    },
    /// A number that is at least this, with no known upper end.
    OrMore(f64),
    /// A share of the staff: between `low` and `high` of `total`.
    Share {
        /// How many at least.
        low: u32,
        /// How many at most; `None` when nothing bounds it.
        high: Option<u32>,
        /// Of how many; `None` when not reported.
        total: Option<u32>,
    },
    /// More staff with experience than staff: one of the two numbers is wrong.
    Contradiction {
        /// Staff in the reported bands.
        n: u32,
        /// Staff in all.
        total: u32,
    },
    /// Yes or no.
    Answer(bool),
    /// *Ikke oplyst.*
    #[default]
    NotReported,
    /// *Ikke relevant.*
    NotRelevant,
}

impl Found {
    /// The number when it is known: a share in percent, a count as it is; `None` for answers.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Number { low, high } if low.total_cmp(&high).is_eq() => Some(low),
            Self::Share { low, high: Some(high), total: Some(total) }
                if low == high && total > 0 =>
            {
                Some(f64::from(low) * 100.0 / f64::from(total))
            }
            _ => None,
        }
    }

    const fn exactly(number: f64) -> Self {
        Self::Number { low: number, high: number }
    }
}

/// A field of the evidence form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A number field.
    Number(NumberField),
    /// A yes/no field.
    Answer(AnswerField),
}

impl Field {
    /// The field's name in layout files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Number(field) => field.slug(),
            Self::Answer(field) => field.slug(),
        }
    }
}

/// Looks a measure up in the evidence.
pub fn look(measure: Measure, evidence: &Evidence) -> Found {
    let number = |field| evidence.number(field).map_or(Found::NotReported, Found::exactly);
    let with_partners = |staffing, own, with| look_with_partners(evidence, staffing, own, with);
    match measure {
        Measure::Citizens(need) => number(NumberField::Citizens(need)),
        Measure::ExperiencedPercent(need, from) => look_experienced_share(evidence, need, from),
        Measure::Experienced(need, from) => look_experienced(evidence, need, from),
        Measure::BasicEducationPercent(staffing) => with_partners(
            staffing,
            NumberField::BasicEducationOwnPercent,
            NumberField::BasicEducationWithPartnersPercent,
        ),
        Measure::FurtherTrainingPercent(staffing) => with_partners(
            staffing,
            NumberField::FurtherTrainingOwnPercent,
            NumberField::FurtherTrainingWithPartnersPercent,
        ),
        Measure::Certified(staffing) => {
            with_partners(staffing, NumberField::CertifiedOwn, NumberField::CertifiedWithPartners)
        }
        Measure::EnvironmentSize => number(NumberField::EnvironmentSize),
        Measure::CrossSectorAgreements => number(NumberField::CrossSectorAgreements),
        Measure::MethodsInUse => number(NumberField::MethodsInUse),
        Measure::KnowledgeContributions => look_contributions(evidence),
        Measure::Answer(field) => match evidence.answer(field) {
            Answer::Yes => Found::Answer(true),
            Answer::No => Found::Answer(false),
            Answer::NotRelevant if field.may_be_not_relevant() => Found::NotRelevant,
            Answer::NotRelevant | Answer::NotReported => Found::NotReported,
        },
    }
}

/// The fields a measure is computed from, the one it speaks of first.
pub fn evidence_fields(measure: Measure) -> Vec<Field> {
    let bands = |need, from: ExperienceBand| {
        ExperienceBand::ALL
            .into_iter()
            .filter(move |band| *band >= from)
            .map(move |band| Field::Number(NumberField::Experience(need, band)))
    };
    let one = |field| vec![Field::Number(field)];
    let staffed = |staffing, own, with| match staffing {
        Staffing::Own => vec![Field::Number(own)],
        Staffing::WithPartners => vec![Field::Number(with), Field::Number(own)],
    };
    match measure {
        Measure::Citizens(need) => one(NumberField::Citizens(need)),
        Measure::ExperiencedPercent(need, from) => {
            bands(need, from).chain([Field::Number(NumberField::Staff)]).collect()
        }
        Measure::Experienced(need, from) => bands(need, from).collect(),
        Measure::BasicEducationPercent(staffing) => staffed(
            staffing,
            NumberField::BasicEducationOwnPercent,
            NumberField::BasicEducationWithPartnersPercent,
        ),
        Measure::FurtherTrainingPercent(staffing) => staffed(
            staffing,
            NumberField::FurtherTrainingOwnPercent,
            NumberField::FurtherTrainingWithPartnersPercent,
        ),
        Measure::Certified(staffing) => {
            staffed(staffing, NumberField::CertifiedOwn, NumberField::CertifiedWithPartners)
        }
        Measure::EnvironmentSize => one(NumberField::EnvironmentSize),
        Measure::CrossSectorAgreements => one(NumberField::CrossSectorAgreements),
        Measure::MethodsInUse => one(NumberField::MethodsInUse),
        Measure::KnowledgeContributions => CONTRIBUTIONS.map(Field::Answer).to_vec(),
        Measure::Answer(field) => vec![Field::Answer(field)],
    }
}

/// The ways of contributing that the model names (chapter 3, vidensudvikling).
const CONTRIBUTIONS: [AnswerField; 3] = [
    AnswerField::CollectsKnowledge,
    AnswerField::NetworksOrProjects,
    AnswerField::TeachesOrAdvises,
];

fn look_contributions(evidence: &Evidence) -> Found {
    let mut ways = 0.0;
    let mut open = 0.0;
    for field in CONTRIBUTIONS {
        match evidence.answer(field) {
            Answer::Yes => ways += 1.0,
            Answer::No => {}
            Answer::NotReported | Answer::NotRelevant => open += 1.0,
        }
    }
    if open >= 3.0 { Found::NotReported } else { Found::Number { low: ways, high: ways + open } }
}

/// What partners add is never less than nothing: unreported, own staff are the lower end.
fn look_with_partners(
    evidence: &Evidence,
    staffing: Staffing,
    own: NumberField,
    with: NumberField,
) -> Found {
    let reported = match staffing {
        Staffing::Own => evidence.number(own),
        Staffing::WithPartners => evidence.number(with),
    };
    match (reported, evidence.number(own)) {
        (Some(number), _) => Found::exactly(number),
        (None, Some(low)) if own.is_percent() => Found::Number { low, high: 100.0 },
        (None, Some(low)) => Found::OrMore(low),
        (None, None) => Found::NotReported,
    }
}

/// Staff with experience of one level of need, the bands from `from` upwards added up.
struct Experienced {
    /// In the reported bands from `from` upwards.
    low: f64,
    /// With what the unreported bands may hold; `None` when nothing bounds it.
    high: Option<f64>,
    /// In all reported bands.
    reported: f64,
    /// Whether no band at all is reported.
    is_blank: bool,
}

fn count_experienced(evidence: &Evidence, need: Level, from: ExperienceBand) -> Experienced {
    let (mut low, mut reported, mut open, mut is_blank) = (0.0, 0.0, false, true);
    for band in ExperienceBand::ALL {
        let number = evidence.number(NumberField::Experience(need, band));
        reported += number.unwrap_or(0.0);
        is_blank &= number.is_none();
        if band >= from {
            low += number.unwrap_or(0.0);
            open |= number.is_none();
        }
    }
    // Nobody stands in two bands, so the unreported bands share the staff that is left.
    let high = if open {
        evidence.number(NumberField::Staff).map(|staff| low + (staff - reported).max(0.0))
    } else {
        Some(low)
    };
    Experienced { low, high, reported, is_blank }
}

/// Whether more staff stand in the bands of a level of need than there are staff.
pub(super) fn experience_exceeds_staff(evidence: &Evidence, need: Level) -> bool {
    let reported = count_experienced(evidence, need, ExperienceBand::UnderOne).reported;
    evidence.number(NumberField::Staff).is_some_and(|staff| reported > staff)
}

fn look_experienced(evidence: &Evidence, need: Level, from: ExperienceBand) -> Found {
    match count_experienced(evidence, need, from) {
        Experienced { is_blank: true, .. } => Found::NotReported,
        Experienced { low, high: Some(high), .. } => Found::Number { low, high },
        Experienced { low, high: None, .. } => Found::OrMore(low),
    }
}

fn look_experienced_share(evidence: &Evidence, need: Level, from: ExperienceBand) -> Found {
    let staff = evidence.number(NumberField::Staff);
    let counted = count_experienced(evidence, need, from);
    match staff {
        Some(staff) if counted.reported > staff => {
            Found::Contradiction { n: whole(counted.reported), total: whole(staff) }
        }
        _ if counted.is_blank => Found::NotReported,
        _ => Found::Share {
            low: whole(counted.low),
            high: counted.high.map(whole),
            total: staff.map(whole),
        },
    }
}

/// A count as a whole number; counts are whole in the form (a count beyond 4 billion stays there).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
fn whole(count: f64) -> u32 {
    count.round() as u32
}
