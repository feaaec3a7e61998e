//! Which columns has the flat table, in which order, and what does each hold?

use std::borrow::Cow;

use crate::model::{AnswerField, NumberField, Parameter, ProviderKind, Unit};

/// What the cells of a column hold. Any may be empty, but for the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holds {
    /// Words, codes.
    Text,
    /// A whole number, 0 or more.
    Int,
    /// Yes or no.
    Flag,
    /// A day.
    Date,
}

/// A column of the flat table: a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FlatColumn {
    /// *Tilbudsid.* Never empty.
    ProviderId,
    /// *Målgruppe*: its slug. Never empty.
    TargetGroup,
    /// *Delmålgruppe* in lower case, with `-` for blanks and `_`, as names of it are compared; empty:
    /// not of one only.
    Subgroup,
    /// *Aldersgruppe*, `børn`, `unge` or `voksne`; empty: not of one only.
    AgeGroup,
    /// *Kommunekode*, four digits; empty: not known.
    Municipality,
    /// *Region*, its name; empty: not known, or several.
    Region,
    /// *Virksomhedsform*; empty: not reported.
    Ownership,
    /// Places open to the group; empty: not reported.
    PlacesOpen,
    /// Whether the provider is of the kind, as stated, else by law; empty, all four: not known.
    Kind(ProviderKind),
    /// Whether an approval by socialtilsyn is needed; empty: legal basis not known.
    NeedsApproval,
    /// *Godkendelsesstatus* in lower case, blanks folded; empty: not reported.
    Status,
    /// Why a status that was given can't be used: a [`super::StatusWord`]; empty: nothing is wrong.
    StatusFault,
    /// The day of the status; of statuses that contradict each other, the newest; empty: not given.
    StatusOn,
    /// The newest judgement of quality: a [`super::Judged`]; empty: none.
    Judgement,
    /// The day of the judgement; empty: none, or lost.
    JudgedOn,
    /// The day of the assessment that places; empty: not assessed.
    AssessedOn,
    /// What the form says in numbers: percentages in hundredths of a percent; empty: not reported.
    Number(NumberField),
    /// What the form answers: 0 no, 1 yes, 2 not relevant; empty: not reported.
    Answer(AnswerField),
    /// What is given of a grade and decides it, whatever the form says
    /// ([`crate::model::GradeBounds::code`]); empty: nothing, and the form decides.
    Given(Parameter),
}

impl FlatColumn {
    /// How many columns there are.
    pub const COUNT: usize =
        12 + ProviderKind::ALL.len() + NumberField::COUNT + AnswerField::COUNT + 3 + 8;

    /// All of them, in the table's order.
    pub const ALL: [Self; Self::COUNT] = {
        let mut all = [Self::ProviderId; Self::COUNT];
        let head = [
            Self::ProviderId,
            Self::TargetGroup,
            Self::Subgroup,
            Self::AgeGroup,
            Self::Municipality,
            Self::Region,
            Self::Ownership,
            Self::PlacesOpen,
            Self::Kind(ProviderKind::Residential),
            Self::Kind(ProviderKind::Day),
            Self::Kind(ProviderKind::Outpatient),
            Self::Kind(ProviderKind::Outreach),
            Self::NeedsApproval,
            Self::Status,
            Self::StatusFault,
            Self::StatusOn,
            Self::Judgement,
            Self::JudgedOn,
            Self::AssessedOn,
        ];
        let (mut at, mut next) = (0, 0);
        while next < head.len() {
            all[at] = head[next];
            (at, next) = (at + 1, next + 1);
        }
        next = 0;
        while next < NumberField::COUNT {
            all[at] = Self::Number(NumberField::ALL[next]);
            (at, next) = (at + 1, next + 1);
        }
        next = 0;
        while next < AnswerField::COUNT {
            all[at] = Self::Answer(AnswerField::ALL[next]);
            (at, next) = (at + 1, next + 1);
        }
        next = 0;
        while next < Parameter::ALL.len() {
            all[at] = Self::Given(Parameter::ALL[next]);
            (at, next) = (at + 1, next + 1);
        }
        assert!(at == Self::COUNT, "each column once");
        all
    };

    /// Its name: small letters, digits and `_`, so that no dialect of SQL needs to quote it. Fields
    /// of the form are called as in layouts and guidelines, with `_` for `-`.
    pub fn name(self) -> Cow<'static, str> {
        let name = match self {
            Self::ProviderId => "provider_id",
            Self::TargetGroup => "target_group",
            Self::Subgroup => "subgroup",
            Self::AgeGroup => "age_group",
            Self::Municipality => "municipality",
            Self::Region => "region",
            Self::Ownership => "ownership",
            Self::PlacesOpen => "places_open",
            Self::Kind(ProviderKind::Residential) => "is_residential",
            Self::Kind(ProviderKind::Day) => "is_day",
            Self::Kind(ProviderKind::Outpatient) => "is_outpatient",
            Self::Kind(ProviderKind::Outreach) => "is_outreach",
            Self::NeedsApproval => "needs_approval",
            Self::Status => "status",
            Self::StatusFault => "status_fault",
            Self::StatusOn => "status_on",
            Self::Judgement => "judgement",
            Self::JudgedOn => "judged_on",
            Self::AssessedOn => "assessed_on",
            Self::Number(field) => return field.slug().replace('-', "_").into(),
            Self::Answer(field) => return field.slug().replace('-', "_").into(),
            Self::Given(parameter) => return format!("given_{}", parameter.column()).into(),
        };
        name.into()
    }

    /// The column of a name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }

    /// Its place in [`FlatColumn::ALL`].
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|column| *column == self).unwrap_or(0)
    }

    /// What its cells hold.
    pub const fn holds(self) -> Holds {
        match self {
            Self::ProviderId
            | Self::TargetGroup
            | Self::Subgroup
            | Self::AgeGroup
            | Self::Municipality
            | Self::Region
            | Self::Ownership
            | Self::Status
            | Self::StatusFault
            | Self::Judgement => Holds::Text,
            Self::PlacesOpen | Self::Number(_) | Self::Answer(_) | Self::Given(_) => Holds::Int,
            Self::Kind(_) | Self::NeedsApproval => Holds::Flag,
            Self::StatusOn | Self::JudgedOn | Self::AssessedOn => Holds::Date,
        }
    }

    /// Whether a row without it can't be used.
    pub const fn is_key(self) -> bool {
        matches!(self, Self::ProviderId | Self::TargetGroup)
    }

    /// What it holds, for readers, in Danish without a full stop.
    pub const fn about(self) -> &'static str {
        match self {
            Self::ProviderId => "tilbuddets eller leverandørens id",
            Self::TargetGroup => "målgruppens slug",
            Self::Subgroup => "den del, der er vurderet; med små bogstaver, - for mellemrum og _",
            Self::AgeGroup => "den del, der er vurderet: børn, unge, voksne",
            Self::Municipality => "kommunekode, fire cifre; hvor de fleste pladser ligger",
            Self::Region => "efter kommunen, på den valgte dags kort",
            Self::Ownership => "virksomhedsform, som registret samler stavemåderne",
            Self::PlacesOpen => "pladser, der er åbne for målgruppen; står på hver del af den",
            Self::Kind(ProviderKind::Residential) => "døgntilbud, som oplyst, ellers efter loven",
            Self::Kind(ProviderKind::Day) => "dagtilbud, som oplyst, ellers efter loven",
            Self::Kind(ProviderKind::Outpatient) => "ambulant, som oplyst, ellers efter loven",
            Self::Kind(ProviderKind::Outreach) => "udgående, som oplyst, ellers efter loven",
            Self::NeedsApproval => "om socialtilsynet skal godkende tilbuddet",
            Self::Status => "godkendelsesstatus med små bogstaver",
            Self::StatusFault => {
                "hvorfor en status, der er givet, ikke kan bruges: contradiction (de modsiger \
                 hinanden), unread (kan ikke læses), lost (en række er ikke brugt), list_lost (en \
                 liste er ikke læst til ende)"
            }
            Self::StatusOn => "statussens dag; den nyeste, når de modsiger hinanden",
            Self::Judgement => {
                "tilsynets nyeste bedømmelse af kvaliteten: sufficient, insufficient, unclear (givet \
                 og ikke til at læse), lost (kan være gået tabt)"
            }
            Self::JudgedOn => "bedømmelsens dag",
            Self::AssessedOn => "den vurdering, der indplacerer",
            Self::Number(field) if field.is_percent() => {
                "feltet i oplysningsskemaet, i hundrededele procent, rundet ned"
            }
            Self::Number(_) => "feltet i oplysningsskemaet",
            Self::Answer(_) => "feltet i oplysningsskemaet: 0 nej, 1 ja, 2 ikke relevant",
            Self::Given(_) => {
                "det, der er givet af gradueringen, som summen af dem, den kan være: 1 ingen, 2 let, \
                 4 moderat, 8 højt, 16 ikke relevant; 31: givet og ukendt, og oplysningerne træder \
                 ikke i stedet"
            }
        }
    }

    /// The unit of its numbers, in Danish; empty for words.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::PlacesOpen => "pladser",
            Self::Number(field) => match field {
                NumberField::Citizens(_) => Unit::Citizens.danish(),
                NumberField::Staff
                | NumberField::Experience(..)
                | NumberField::CertifiedOwn
                | NumberField::CertifiedWithPartners
                | NumberField::EnvironmentSize => Unit::Staff.danish(),
                NumberField::CrossSectorAgreements | NumberField::MethodsInUse => {
                    Unit::Count.danish()
                }
                _ => "hundrededele procent",
            },
            Self::Answer(_) | Self::Given(_) => "kode",
            _ => "",
        }
    }

    /// What an empty cell means, in Danish; empty where no cell is.
    pub const fn empty(self) -> &'static str {
        match self {
            Self::ProviderId | Self::TargetGroup => "",
            Self::Subgroup => "ikke delt efter delmålgruppe",
            Self::AgeGroup => "ikke delt efter aldersgruppe",
            Self::Municipality => "ingen kommune er oplyst",
            Self::Region => "ingen kommune er oplyst, eller et dækningsområde i flere regioner",
            Self::Ownership | Self::Status | Self::Number(_) | Self::Answer(_) => "ikke oplyst",
            Self::PlacesOpen => "ingen afdelinger, eller en afdelings pladser er ikke oplyst",
            Self::Kind(_) => "hverken oplyst eller til at udlede",
            Self::NeedsApproval => "paragraffen er ikke oplyst eller kendes ikke",
            Self::StatusFault => "ingen fejl ved status",
            Self::StatusOn => "ingen dag er oplyst",
            Self::Judgement => "ingen bedømmelse",
            Self::JudgedOn => "ingen bedømmelse, eller den kan være gået tabt",
            Self::AssessedOn => "ikke vurderet",
            Self::Given(_) => "ikke givet; oplysningerne afgør det",
        }
    }
}
