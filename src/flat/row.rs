//! What is known of one offering?

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{FlatColumn, Mismatch, Value};
use crate::model::{
    AgeGroup, Answer, Evidence, GradeBounds, NumberField, Ownership, PerParameter, ProviderKind,
    ProviderKindSet, QualityJudgement, StatusFault,
};

/// One offering, with one assessment at most.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlatRow<'a> {
    /// *Tilbudsid.*
    pub provider_id: &'a str,
    /// *Målgruppe*: its slug.
    pub target_group: &'a str,
    /// *Delmålgruppe*, folded, when it is of one only.
    pub subgroup: Option<Cow<'a, str>>,
    /// *Aldersgruppe*, when it is of one only.
    pub age_group: Option<AgeGroup>,
    /// *Kommunekode*, four digits: where it stands.
    pub municipality: Option<Cow<'a, str>>,
    /// *Region*, its name.
    pub region: Option<&'a str>,
    /// *Virksomhedsform.*
    pub ownership: Option<Ownership>,
    /// Places open to the group.
    pub places_open: Option<u64>,
    /// The provider's kinds; empty when unknown.
    pub kinds: ProviderKindSet,
    /// Whether an approval is needed.
    pub needs_approval: Option<bool>,
    /// *Godkendelsesstatus*, folded.
    pub status: Option<Cow<'a, str>>,
    /// Why a status that was given can't be used.
    pub status_fault: Option<StatusWord>,
    /// The day of the status; of contradicting ones the newest.
    pub status_on: Option<NaiveDate>,
    /// The newest judgement of quality.
    pub judgement: Option<Judged>,
    /// Its day.
    pub judged_on: Option<NaiveDate>,
    /// The day of the placing assessment.
    pub assessed_on: Option<NaiveDate>,
    /// What was reported.
    pub evidence: Evidence,
    /// What decides a grade, whatever was reported.
    pub given: PerParameter<Option<GradeBounds>>,
}

/// A fault of a status, without its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusWord {
    /// Rows contradict each other.
    Contradiction,
    /// It can't be read.
    Unread,
    /// A row that may give it is not used.
    Lost,
    /// A list that may give it can't be read to its end.
    ListLost,
}

impl StatusWord {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Contradiction, Self::Unread, Self::Lost, Self::ListLost];

    /// The code in the table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Unread => "unread",
            Self::Lost => "lost",
            Self::ListLost => "list_lost",
        }
    }

    /// The fault, with the newest day of contradicting statuses.
    pub const fn fault(self, newest: Option<NaiveDate>) -> StatusFault {
        match self {
            Self::Contradiction => StatusFault::Contradiction(newest),
            Self::Unread => StatusFault::Unread,
            Self::Lost => StatusFault::Lost,
            Self::ListLost => StatusFault::ListLost,
        }
    }
}

impl From<StatusFault> for StatusWord {
    fn from(fault: StatusFault) -> Self {
        match fault {
            StatusFault::Contradiction(_) => Self::Contradiction,
            StatusFault::Unread => Self::Unread,
            StatusFault::Lost => Self::Lost,
            StatusFault::ListLost => Self::ListLost,
        }
    }
}

/// A judgement of quality, or that one may have been lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Judged {
    /// As the assessor said.
    Is(QualityJudgement),
    /// One may have been lost, nobody knows of which day.
    Lost,
}

impl Judged {
    /// All four.
    pub const ALL: [Self; 4] = [
        Self::Is(QualityJudgement::Sufficient),
        Self::Is(QualityJudgement::Insufficient),
        Self::Is(QualityJudgement::Unclear),
        Self::Lost,
    ];

    /// The code in the table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Is(QualityJudgement::Sufficient) => "sufficient",
            Self::Is(QualityJudgement::Insufficient) => "insufficient",
            Self::Is(QualityJudgement::Unclear) => "unclear",
            Self::Lost => "lost",
        }
    }
}

impl<'a> FlatRow<'a> {
    /// What stands in a column; nothing where the cell is empty.
    pub fn value(&self, column: FlatColumn) -> Option<Value<'_>> {
        use FlatColumn as C;
        let (text, date) = (|text| Some(Value::Text(text)), |day: Option<_>| day.map(Value::Date));
        match column {
            C::ProviderId => text(self.provider_id),
            C::TargetGroup => text(self.target_group),
            C::Subgroup => text(self.subgroup.as_deref()?),
            C::AgeGroup => text(self.age_group?.danish()),
            C::Municipality => text(self.municipality.as_deref()?),
            C::Region => self.region.map(Value::Text),
            C::Ownership => text(self.ownership?.danish()),
            C::PlacesOpen => self.places_open.map(Value::Int),
            C::Kind(kind) => self.has_kind(kind).map(Value::Flag),
            C::NeedsApproval => self.needs_approval.map(Value::Flag),
            C::Status => text(self.status.as_deref()?),
            C::StatusFault => text(self.status_fault?.word()),
            C::StatusOn => date(self.status_on),
            C::Judgement => text(self.judgement?.word()),
            C::JudgedOn => date(self.judged_on),
            C::AssessedOn => date(self.assessed_on),
            C::Number(field) => self.evidence.number(field).map(|n| Value::Int(whole(field, n))),
            C::Answer(field) => Some(Value::Int(match self.evidence.answer(field) {
                Answer::NotReported => return None,
                Answer::No => 0,
                Answer::Yes => 1,
                Answer::NotRelevant => 2,
            })),
            C::Given(parameter) => Some(Value::Int(self.given[parameter]?.code().into())),
        }
    }

    /// Sets a column from a cell that is not empty.
    ///
    /// # Errors
    /// It is not what the column may hold.
    #[inline]
    pub fn set(&mut self, column: FlatColumn, value: Value<'a>) -> Result<(), Mismatch> {
        match value {
            Value::Text(text) => self.set_text(column, text),
            Value::Int(number) => self.set_int(column, number),
            Value::Flag(is_so) => self.set_flag(column, is_so),
            Value::Date(day) => self.set_date(column, day),
        }
    }

    fn set_text(&mut self, column: FlatColumn, text: &'a str) -> Result<(), Mismatch> {
        use FlatColumn as C;
        match column {
            C::ProviderId => self.provider_id = text,
            C::TargetGroup => self.target_group = text,
            C::Subgroup => self.subgroup = Some(Cow::Borrowed(text)),
            C::AgeGroup => {
                let age = AgeGroup::from_danish(text);
                self.age_group = Some(age.ok_or(Mismatch("børn, unge eller voksne"))?);
            }
            C::Region => self.region = Some(text),
            C::Municipality => {
                if text.len() != 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(Mismatch("en kommunekode med fire cifre"));
                }
                self.municipality = Some(Cow::Borrowed(text));
            }
            C::Ownership => {
                let known = Ownership::ALL.into_iter().find(|known| known.danish() == text);
                self.ownership = Some(known.ok_or(Mismatch("en af de syv virksomhedsformer"))?);
            }
            C::Status => self.status = Some(Cow::Borrowed(text)),
            C::StatusFault => {
                let known = StatusWord::ALL.into_iter().find(|known| known.word() == text);
                let expected = Mismatch("contradiction, unread, lost eller list_lost");
                self.status_fault = Some(known.ok_or(expected)?);
            }
            C::Judgement => {
                let known = Judged::ALL.into_iter().find(|known| known.word() == text);
                let expected = Mismatch("sufficient, insufficient, unclear eller lost");
                self.judgement = Some(known.ok_or(expected)?);
            }
            _ => return Err(OF_ANOTHER_TYPE),
        }
        Ok(())
    }

    #[inline]
    fn set_int(&mut self, column: FlatColumn, number: u64) -> Result<(), Mismatch> {
        use FlatColumn as C;
        match column {
            C::Number(field) => {
                let number = reported(field, number)?;
                self.evidence.set_number(field, Some(number));
            }
            C::Answer(field) => {
                let answer = match number {
                    0 => Answer::No,
                    1 => Answer::Yes,
                    2 => Answer::NotRelevant,
                    _ => return Err(Mismatch("0, 1 eller 2")),
                };
                self.evidence.set_answer(field, answer);
            }
            C::Given(parameter) => {
                let bounds = u8::try_from(number).ok().and_then(GradeBounds::from_code);
                let expected = Mismatch("en sum af naboer blandt 1, 2, 4, 8, evt. med 16");
                self.given[parameter] = Some(bounds.ok_or(expected)?);
            }
            C::PlacesOpen => {
                if number > u64::from(u32::MAX) {
                    return Err(Mismatch("et antal pladser"));
                }
                self.places_open = Some(number);
            }
            _ => return Err(OF_ANOTHER_TYPE),
        }
        Ok(())
    }

    fn set_flag(&mut self, column: FlatColumn, is_so: bool) -> Result<(), Mismatch> {
        match column {
            FlatColumn::Kind(kind) if is_so => self.kinds.insert(kind),
            FlatColumn::Kind(_) => {}
            FlatColumn::NeedsApproval => self.needs_approval = Some(is_so),
            _ => return Err(OF_ANOTHER_TYPE),
        }
        Ok(())
    }

    fn set_date(&mut self, column: FlatColumn, day: NaiveDate) -> Result<(), Mismatch> {
        match column {
            FlatColumn::StatusOn => self.status_on = Some(day),
            FlatColumn::JudgedOn => self.judged_on = Some(day),
            FlatColumn::AssessedOn => self.assessed_on = Some(day),
            _ => return Err(OF_ANOTHER_TYPE),
        }
        Ok(())
    }

    /// Whether nothing was assessed (Reading R4): no day, or neither a grade nor anything reported.
    #[inline]
    pub fn is_blank(&self) -> bool {
        self.assessed_on.is_none()
            || (self.evidence.is_empty() && self.given.0.iter().all(Option::is_none))
    }

    /// Whether the row is of a part of the target group, which shares its places with others.
    #[inline]
    pub const fn is_part(&self) -> bool {
        self.subgroup.is_some() || self.age_group.is_some()
    }

    fn has_kind(&self, kind: ProviderKind) -> Option<bool> {
        (!self.kinds.is_empty()).then(|| self.kinds.contains(kind))
    }
}

const OF_ANOTHER_TYPE: Mismatch = Mismatch("en celle af kolonnens type");
/// Largest count that a cell may hold: exact as a floating number too.
const MOST: u64 = 1 << 53;

/// A number of the form as the table holds it. Of a percentage the most hundredths that it is
/// worth: bounds have one decimal, so that each is reached or not as before (R110).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
fn whole(field: NumberField, number: f64) -> u64 {
    if !field.is_percent() {
        return (number.round() as u64).min(MOST);
    }
    let hundredths = (number * 100.0).round() as u64;
    if in_percent(hundredths) > number { hundredths.saturating_sub(1) } else { hundredths }
}

#[inline]
fn reported(field: NumberField, number: u64) -> Result<f64, Mismatch> {
    if field.is_percent() {
        return match number {
            0..=10_000 => Ok(in_percent(number)),
            _ => Err(Mismatch("højst 10000 hundrededele procent")),
        };
    }
    if number > MOST {
        return Err(Mismatch("et antal"));
    }
    Ok(number as f64)
}

#[inline]
fn in_percent(hundredths: u64) -> f64 {
    hundredths as f64 / 100.0
}
