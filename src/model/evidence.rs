//! What did the provider report on the evidence form (*oplysningsskema*)?

use super::Level;

/// *Erfaringsbånd*: staff by whole years of experience with the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ExperienceBand {
    /// Under 1 year.
    UnderOne,
    /// 1 to under 3 years.
    OneToThree,
    /// 3 to under 5 years.
    ThreeToFive,
    /// 5 years or more.
    FiveOrMore,
}

impl ExperienceBand {
    /// All four, least experience first.
    pub const ALL: [Self; 4] =
        [Self::UnderOne, Self::OneToThree, Self::ThreeToFive, Self::FiveOrMore];

    /// The years at which the band begins: 0, 1, 3, 5. A criterion may ask for these only.
    pub const fn from_years(self) -> u8 {
        match self {
            Self::UnderOne => 0,
            Self::OneToThree => 1,
            Self::ThreeToFive => 3,
            Self::FiveOrMore => 5,
        }
    }
}

/// A field of the evidence form that holds a number (0 or more).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberField {
    /// Citizens of the group in the last 12 months with this level of need.
    Citizens(Level),
    /// Staff who work with the group.
    Staff,
    /// Of these, staff with experience of this level of need, in this band of years.
    Experience(Level, ExperienceBand),
    /// Percent of the staff with relevant basic education (*grunduddannelse*).
    BasicEducationOwnPercent,
    /// The same when external partners are counted in.
    BasicEducationWithPartnersPercent,
    /// Percent of the staff with relevant further training (*efter- og videreuddannelse*).
    FurtherTrainingOwnPercent,
    /// The same when external partners are counted in.
    FurtherTrainingWithPartnersPercent,
    /// Own staff with a special education or certificate.
    CertifiedOwn,
    /// The same when external partners are counted in.
    CertifiedWithPartners,
    /// Staff with both experience and education: the size of the *fagmiljø*.
    EnvironmentSize,
    /// Formal agreements on cross-sector cooperation.
    CrossSectorAgreements,
    /// Target-group-specific methods in use.
    MethodsInUse,
}

impl NumberField {
    /// How many number fields the form has.
    pub const COUNT: usize = 25;

    /// All of them, in the form's order.
    pub const ALL: [Self; Self::COUNT] = {
        use ExperienceBand::{FiveOrMore, OneToThree, ThreeToFive, UnderOne};
        use Level::{High, Light, Moderate};
        [
            Self::Citizens(Light),
            Self::Citizens(Moderate),
            Self::Citizens(High),
            Self::Staff,
            Self::Experience(Light, UnderOne),
            Self::Experience(Light, OneToThree),
            Self::Experience(Light, ThreeToFive),
            Self::Experience(Light, FiveOrMore),
            Self::Experience(Moderate, UnderOne),
            Self::Experience(Moderate, OneToThree),
            Self::Experience(Moderate, ThreeToFive),
            Self::Experience(Moderate, FiveOrMore),
            Self::Experience(High, UnderOne),
            Self::Experience(High, OneToThree),
            Self::Experience(High, ThreeToFive),
            Self::Experience(High, FiveOrMore),
            Self::BasicEducationOwnPercent,
            Self::BasicEducationWithPartnersPercent,
            Self::FurtherTrainingOwnPercent,
            Self::FurtherTrainingWithPartnersPercent,
            Self::CertifiedOwn,
            Self::CertifiedWithPartners,
            Self::EnvironmentSize,
            Self::CrossSectorAgreements,
            Self::MethodsInUse,
        ]
    };

    /// The field's place in [`NumberField::ALL`].
    #[inline]
    pub const fn index(self) -> usize {
        match self {
            Self::Citizens(need) => need.index(),
            Self::Staff => 3,
            Self::Experience(need, band) => 4 + 4 * need.index() + band as usize,
            Self::BasicEducationOwnPercent => 16,
            Self::BasicEducationWithPartnersPercent => 17,
            Self::FurtherTrainingOwnPercent => 18,
            Self::FurtherTrainingWithPartnersPercent => 19,
            Self::CertifiedOwn => 20,
            Self::CertifiedWithPartners => 21,
            Self::EnvironmentSize => 22,
            Self::CrossSectorAgreements => 23,
            Self::MethodsInUse => 24,
        }
    }

    /// The name of the field in layout files and test cases.
    pub const fn slug(self) -> &'static str {
        const SLUGS: [&str; NumberField::COUNT] = [
            "borgere-let",
            "borgere-moderat",
            "borgere-hoejt",
            "medarbejdere",
            "erfaring-let-under-1",
            "erfaring-let-1-3",
            "erfaring-let-3-5",
            "erfaring-let-5-plus",
            "erfaring-moderat-under-1",
            "erfaring-moderat-1-3",
            "erfaring-moderat-3-5",
            "erfaring-moderat-5-plus",
            "erfaring-hoejt-under-1",
            "erfaring-hoejt-1-3",
            "erfaring-hoejt-3-5",
            "erfaring-hoejt-5-plus",
            "grunduddannelse-egne-pct",
            "grunduddannelse-inkl-eksterne-pct",
            "efteruddannelse-egne-pct",
            "efteruddannelse-inkl-eksterne-pct",
            "certificerede-egne",
            "certificerede-inkl-eksterne",
            "fagmiljoe-stoerrelse",
            "tvaersektorielle-aftaler",
            "metoder-antal",
        ];
        SLUGS[self.index()]
    }

    /// The field whose slug this is.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.slug() == slug)
    }

    /// Whether the number is a percentage (decimals allowed, 0 to 100) and not a whole count.
    pub const fn is_percent(self) -> bool {
        matches!(
            self,
            Self::BasicEducationOwnPercent
                | Self::BasicEducationWithPartnersPercent
                | Self::FurtherTrainingOwnPercent
                | Self::FurtherTrainingWithPartnersPercent
        )
    }
}

/// A field of the evidence form that is answered with *ja* or *nej*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum AnswerField {
    /// Leadership has relevant competence.
    CompetentLeadership,
    /// *Faglig sparring* takes place.
    ProfessionalSparring,
    /// Relevant competence is there all days of the year.
    CoveredAllDays,
    /// Staff carry the intervention out on their own.
    WorksIndependently,
    /// Interdisciplinary cooperation is systematic.
    InterdisciplinaryCooperation,
    /// Procedures for cooperation are written down.
    WrittenProcedures,
    /// Keeps up to date with the best current knowledge.
    KeepsUpToDate,
    /// Collects and passes on knowledge from its own and others' practice.
    CollectsKnowledge,
    /// Takes part in or leads professional networks or development projects.
    NetworksOrProjects,
    /// Teaches or advises municipalities and other providers.
    TeachesOrAdvises,
    /// Works from a well-founded *socialpædagogisk praksis*.
    SocialPedagogicalPractice,
    /// The citizen is involved.
    CitizenInvolvement,
    /// Adaptation of methods to the citizen is documented.
    DocumentedAdaptation,
    /// Aids and technology are in use; the one field that may say *ikke relevant*.
    AidsInUse,
    /// Professional competence in aids (*hjælpemiddelfaglige kompetencer*).
    AidsCompetence,
    /// Special education or certificate in particular aids or technologies.
    AidsCertificates,
}

impl AnswerField {
    /// How many answer fields the form has.
    pub const COUNT: usize = 16;

    /// All of them, in the form's order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::CompetentLeadership,
        Self::ProfessionalSparring,
        Self::CoveredAllDays,
        Self::WorksIndependently,
        Self::InterdisciplinaryCooperation,
        Self::WrittenProcedures,
        Self::KeepsUpToDate,
        Self::CollectsKnowledge,
        Self::NetworksOrProjects,
        Self::TeachesOrAdvises,
        Self::SocialPedagogicalPractice,
        Self::CitizenInvolvement,
        Self::DocumentedAdaptation,
        Self::AidsInUse,
        Self::AidsCompetence,
        Self::AidsCertificates,
    ];

    /// The field's place in [`AnswerField::ALL`].
    #[inline]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name of the field in layout files, guideline files and test cases.
    pub const fn slug(self) -> &'static str {
        const SLUGS: [&str; AnswerField::COUNT] = [
            "ledelse-kompetent",
            "faglig-sparring",
            "daekket-alle-dage",
            "selvstaendig-indsats",
            "tvaerfagligt-systematisk",
            "procedurebeskrivelser",
            "holder-sig-opdateret",
            "opsamler-viden",
            "netvaerk-eller-projekter",
            "underviser-eller-raadgiver",
            "socialpaedagogisk-praksis",
            "borgerinddragelse",
            "dokumenteret-tilpasning",
            "hjaelpemidler-i-brug",
            "hjaelpemiddelfaglige-kompetencer",
            "hjaelpemidler-certificering",
        ];
        SLUGS[self.index()]
    }

    /// The field whose slug this is.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.slug() == slug)
    }

    /// Whether *ikke relevant* is an answer here (Reading R3).
    pub const fn may_be_not_relevant(self) -> bool {
        matches!(self, Self::AidsInUse)
    }
}

/// An answer to an [`AnswerField`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Answer {
    /// *Ikke oplyst.*
    #[default]
    NotReported,
    /// *Nej.*
    No,
    /// *Ja.*
    Yes,
    /// *Ikke relevant.*
    NotRelevant,
}

/// *Oplysningsskema*: what one provider reported for one target group. Flat and small: no string,
/// no map, so that millions fit in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    numbers: [f64; NumberField::COUNT],
    reported: u32,
    answers: [Answer; AnswerField::COUNT],
}

impl Default for Evidence {
    fn default() -> Self {
        Self {
            numbers: [0.0; NumberField::COUNT],
            reported: 0,
            answers: [Answer::NotReported; AnswerField::COUNT],
        }
    }
}

impl Evidence {
    /// The number reported, or `None` when it is not reported.
    #[inline]
    pub const fn number(&self, field: NumberField) -> Option<f64> {
        let index = field.index();
        if self.reported >> index & 1 == 1 { Some(self.numbers[index]) } else { None }
    }

    /// Sets or clears a number. Counts are whole and not negative; percentages 0 to 100.
    #[inline]
    pub const fn set_number(&mut self, field: NumberField, value: Option<f64>) {
        let index = field.index();
        match value {
            Some(value) => {
                self.numbers[index] = value;
                self.reported |= 1 << index;
            }
            None => self.reported &= !(1 << index),
        }
    }

    /// The answer given.
    #[inline]
    pub const fn answer(&self, field: AnswerField) -> Answer {
        self.answers[field.index()]
    }

    /// Sets an answer.
    #[inline]
    pub const fn set_answer(&mut self, field: AnswerField, answer: Answer) {
        self.answers[field.index()] = answer;
    }

    /// Whether nothing at all is reported.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.reported == 0 && self.answers.iter().all(|a| *a == Answer::NotReported)
    }
}
