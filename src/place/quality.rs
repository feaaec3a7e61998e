//! Does the provider have the necessary quality (*fornøden kvalitet*)?
//!
//! A precondition, never a ninth parameter (the model, chapter 1; Reading R5). For tilbud under
//! *socialtilsyn* it is the approval that counts, for others the municipality's own supervision
//! (serviceloven § 148 a). There is officially no score threshold, so no score is looked at.

use chrono::NaiveDate;

use crate::finding::{Finding, Place, Severity};
use crate::model::{QualityJudgement, QualityOutcome, StatusFault};
use crate::plain_text::danish_date;

/// What a status says. Made by [`QualityRule::read_status`], once per spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// One of the rule's statuses: a place in [`QualityRule::statuses`].
    Listed(u8),
    /// The rule does not know it: says neither yes nor no, and is reported.
    Unlisted,
}

/// A status string of the quality rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusMeaning {
    /// As written in the rule.
    pub text: Box<str>,
    /// What it says of the quality: nothing when [`QualityOutcome::Unknown`], as if no status were
    /// reported.
    pub outcome: QualityOutcome,
    /// What it says outside socialtilsyn, where no approval is needed.
    pub outside: QualityOutcome,
    /// What the reader should know where it is met; nothing when there is no doubt.
    pub finding: Option<Box<str>>,
}

/// *Kvalitetsregel* (`input/rules/quality.toml`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualityRule {
    /// Title for readers, Danish.
    pub title: Box<str>,
    /// What it means, Danish.
    pub description: Box<str>,
    /// Where it comes from.
    pub source: Box<str>,
    /// Statuses, in the file's order; at most 255.
    pub statuses: Vec<StatusMeaning>,
    /// Outcome outside socialtilsyn when there is neither a judgement nor a status:
    /// [`QualityOutcome::Unknown`] or [`QualityOutcome::Pass`].
    pub outside_without_judgement: QualityOutcome,
    /// Outcome when status and judgement contradict each other and neither is the later one.
    pub contradiction: Contradiction,
}

/// Who is believed when status and judgement contradict each other and no date tells which is the
/// later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contradiction {
    /// Nobody: the quality is unknown.
    Unknown,
    /// The assessor.
    Judgement,
    /// The status.
    Status,
}

impl Contradiction {
    /// The word in the rule file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Judgement => "judgement",
            Self::Status => "status",
        }
    }
}

/// What is known of one provider's quality.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QualityFacts {
    /// Approval status, or a status given by municipal supervision.
    pub status: Option<Status>,
    /// A status was given that can't be used; there is no `status` then (Reading R48).
    pub status_fault: Option<StatusFault>,
    /// Date of the status, when given.
    pub status_on: Option<NaiveDate>,
    /// Whether the tilbud is under socialtilsynsloven § 4, stk. 1, nr. 2-4; `None` when the legal
    /// basis is unknown.
    pub needs_approval: Option<bool>,
    /// The assessor's judgement and its date.
    pub judgement: Option<(QualityJudgement, NaiveDate)>,
    /// Whether a judgement may have been lost, nobody knows of which day (Reading R48).
    pub is_judgement_lost: bool,
}

/// *Fornøden kvalitet*: the outcome with its because.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QualityGate {
    /// Pass, fail or unknown.
    pub outcome: QualityOutcome,
    /// What decided.
    pub because: QualityBecause,
    /// What is doubtful about it.
    pub finding: Option<QualityDoubt>,
}

/// What decided the quality gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QualityBecause {
    /// The status, the only thing known.
    Status,
    /// The judgement, the only thing known.
    Judgement,
    /// Status and judgement say the same.
    BothAgree,
    /// The judgement is of a later date than the status.
    LaterJudgement,
    /// The status is of a later date than the judgement.
    LaterStatus,
    /// The rule does not know the status, and the judgement is not surely later.
    UnlistedStatus,
    /// They contradict each other and neither is later: see [`QualityRule::contradiction`].
    Contradiction,
    /// The newest judgement can't be read, or contradicts itself; the status is not later.
    UnclearJudgement,
    /// A judgement may have been lost, nobody knows of which day.
    JudgementLost,
    /// Statuses contradict each other, and no clear judgement is later than all of them.
    StatusContradiction,
    /// The status that was given, or its day, can't be used.
    StatusUnread,
    /// A row that may give another status is not used.
    StatusLost,
    /// A list that may give another status can't be read to its end.
    StatusListLost,
    /// Approval is needed, and neither status nor judgement was reported.
    ApprovalMissing,
    /// Not known whether approval is needed, and neither status nor judgement was reported.
    LegalBasisUnknown,
    /// Outside socialtilsyn, and nothing was reported: a missing approval is no failure.
    OutsideWithoutJudgement,
}

/// What is doubtful about the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QualityDoubt {
    /// Status and judgement contradict each other, and neither is later.
    Contradiction,
    /// The rule does not know the status.
    UnlistedStatus,
    /// The rule has a remark on the status that was relied on: a place in
    /// [`QualityRule::statuses`].
    RemarkOnStatus(u8),
    /// The status speaks of an approval, and the provider needs none.
    ApprovalNotNeeded,
}

/// Holds what is known of the quality against the rule. Pure.
///
/// The later of status and judgement wins; where they say the same the dates do not matter. A
/// status that the rule lists as `unknown` is as good as none; one that it does not list may mean
/// anything, so it gives way to a later judgement only. A judgement stands for a missing approval,
/// whoever supervises. One that was given and can't be read leaves the quality unknown, unless the
/// status is later; so does a status that can't be used, unless it is of known days and a clear
/// judgement is later (Reading R48).
pub fn quality(rule: &QualityRule, facts: &QualityFacts) -> QualityGate {
    let gate = |outcome, because| {
        let finding = doubt(rule, facts, because);
        QualityGate { outcome, because, finding }
    };
    if facts.is_judgement_lost {
        return gate(QualityOutcome::Unknown, QualityBecause::JudgementLost);
    }
    if let Some(fault) = facts.status_fault {
        let newest = match fault {
            StatusFault::Contradiction(newest) => newest,
            StatusFault::Unread => {
                return gate(QualityOutcome::Unknown, QualityBecause::StatusUnread);
            }
            StatusFault::Lost => return gate(QualityOutcome::Unknown, QualityBecause::StatusLost),
            StatusFault::ListLost => {
                return gate(QualityOutcome::Unknown, QualityBecause::StatusListLost);
            }
        };
        return match facts.judgement {
            Some((judgement, judged_on))
                if judgement != QualityJudgement::Unclear
                    && newest.is_some_and(|newest| judged_on > newest) =>
            {
                gate(judged(judgement), QualityBecause::LaterJudgement)
            }
            _ => gate(QualityOutcome::Unknown, QualityBecause::StatusContradiction),
        };
    }
    match (said(rule, facts), facts.judgement) {
        (by_status, Some((QualityJudgement::Unclear, judged_on))) => {
            // The status steps in for a judgement that is older, and for no other.
            match by_status.filter(|_| facts.status_on.is_some_and(|on| on > judged_on)) {
                Some(by_status) => gate(by_status, QualityBecause::LaterStatus),
                None => gate(QualityOutcome::Unknown, QualityBecause::UnclearJudgement),
            }
        }
        (None, None) => match facts.needs_approval {
            Some(true) => gate(QualityOutcome::Unknown, QualityBecause::ApprovalMissing),
            Some(false) => {
                gate(rule.outside_without_judgement, QualityBecause::OutsideWithoutJudgement)
            }
            None => gate(QualityOutcome::Unknown, QualityBecause::LegalBasisUnknown),
        },
        (Some(by_status), None) => gate(by_status, QualityBecause::Status),
        (None, Some((judgement, _))) => gate(judged(judgement), QualityBecause::Judgement),
        (Some(by_status), Some((judgement, judged_on))) => {
            let by_judgement = judged(judgement);
            if by_status == by_judgement {
                gate(by_status, QualityBecause::BothAgree)
            } else if facts.status_on.is_some_and(|status_on| status_on > judged_on) {
                gate(by_status, QualityBecause::LaterStatus)
            } else if facts.status_on.is_some_and(|status_on| status_on < judged_on) {
                gate(by_judgement, QualityBecause::LaterJudgement)
            } else if by_status == QualityOutcome::Unknown {
                gate(QualityOutcome::Unknown, QualityBecause::UnlistedStatus)
            } else {
                let outcome = match rule.contradiction {
                    Contradiction::Unknown => QualityOutcome::Unknown,
                    Contradiction::Judgement => by_judgement,
                    Contradiction::Status => by_status,
                };
                gate(outcome, QualityBecause::Contradiction)
            }
        }
    }
}

/// What the status says; nothing when there is none, or when the rule says that it says nothing.
fn said(rule: &QualityRule, facts: &QualityFacts) -> Option<QualityOutcome> {
    let Some(meaning) = rule.meaning(facts.status?) else { return Some(QualityOutcome::Unknown) };
    let is_outside = facts.needs_approval == Some(false);
    let outcome = if is_outside { meaning.outside } else { meaning.outcome };
    Some(outcome).filter(|outcome| *outcome != QualityOutcome::Unknown)
}

const fn judged(judgement: QualityJudgement) -> QualityOutcome {
    match judgement {
        QualityJudgement::Sufficient => QualityOutcome::Pass,
        QualityJudgement::Insufficient => QualityOutcome::Fail,
        QualityJudgement::Unclear => QualityOutcome::Unknown,
    }
}

/// The gravest doubt, if any. A rule's remark on a status is made unless a judgement decided.
fn doubt(
    rule: &QualityRule,
    facts: &QualityFacts,
    because: QualityBecause,
) -> Option<QualityDoubt> {
    let status = facts.status?;
    if because == QualityBecause::Contradiction {
        return Some(QualityDoubt::Contradiction);
    }
    let Status::Listed(place) = status else { return Some(QualityDoubt::UnlistedStatus) };
    let meaning = rule.meaning(status)?;
    if facts.needs_approval == Some(false) && meaning.outside != meaning.outcome {
        return Some(QualityDoubt::ApprovalNotNeeded);
    }
    let judgement_decided = matches!(
        because,
        QualityBecause::Judgement
            | QualityBecause::LaterJudgement
            | QualityBecause::UnclearJudgement
            | QualityBecause::JudgementLost
            | QualityBecause::StatusContradiction
            | QualityBecause::StatusUnread
            | QualityBecause::StatusLost
            | QualityBecause::StatusListLost
    );
    (meaning.finding.is_some() && !judgement_decided).then_some(QualityDoubt::RemarkOnStatus(place))
}

impl QualityRule {
    /// The status that `text` stands for, without regard to case and blanks.
    pub fn read_status(&self, text: &str) -> Status {
        let folded = fold_status(text);
        let place = self.statuses.iter().position(|status| fold_status(&status.text) == folded);
        place.and_then(|place| u8::try_from(place).ok()).map_or(Status::Unlisted, Status::Listed)
    }

    fn meaning(&self, status: Status) -> Option<&StatusMeaning> {
        match status {
            Status::Listed(place) => self.statuses.get(usize::from(place)),
            Status::Unlisted => None,
        }
    }
}

/// A status as statuses are compared: lower case, blanks at the ends gone, several blanks as one.
pub fn fold_status(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl QualityBecause {
    /// The reason as a sentence for readers. `status` is the status as it stands in the data.
    pub fn danish(self, facts: &QualityFacts, status: Option<&str>) -> String {
        let status = match facts.status_fault {
            Some(StatusFault::Contradiction(Some(newest))) => {
                let newest = danish_date(newest);
                format!("statusser, der modsiger hinanden (den nyeste af {newest})")
            }
            Some(StatusFault::Contradiction(None)) => {
                "statusser, der modsiger hinanden (ikke alle med dato)".to_owned()
            }
            Some(StatusFault::Unread | StatusFault::Lost | StatusFault::ListLost) => {
                "en status, der ikke kan bruges".to_owned()
            }
            None => format!(
                "status \"{}\"{}",
                status.unwrap_or("ikke oplyst"),
                facts
                    .status_on
                    .map_or(" uden dato".to_owned(), |on| format!(" af {}", danish_date(on)))
            ),
        };
        let judgement = match facts.judgement {
            None => "ingen kvalitetsvurdering".to_owned(),
            Some((QualityJudgement::Sufficient, on)) => {
                format!("vurderingen af {} (fornøden kvalitet)", danish_date(on))
            }
            Some((QualityJudgement::Insufficient, on)) => {
                format!("vurderingen af {} (ikke fornøden kvalitet)", danish_date(on))
            }
            Some((QualityJudgement::Unclear, on)) => {
                format!(
                    "vurderingen af {} (kan ikke læses, eller modsiger sig selv)",
                    danish_date(on)
                )
            }
        };
        match self {
            Self::Status => status,
            Self::Judgement => judgement,
            Self::BothAgree => format!("{status} og {judgement} siger det samme"),
            Self::LaterJudgement => format!("{judgement}; den er nyere end {status}"),
            Self::LaterStatus => format!("{status}; den er nyere end {judgement}"),
            Self::UnlistedStatus => format!(
                "{status} siger hverken ja eller nej, og {judgement} er ikke sikkert nyere og \
                 træder ikke i stedet for den"
            ),
            Self::Contradiction => {
                format!("{status} og {judgement} modsiger hinanden, og ingen af dem er nyest")
            }
            Self::UnclearJudgement => {
                format!("{judgement}; intet ældre træder i stedet for den")
            }
            Self::JudgementLost => {
                "en vurdering kunne ikke læses, og den kan have en kvalitetsvurdering; intet andet \
                 træder i stedet for den"
                    .to_owned()
            }
            Self::StatusContradiction => {
                format!("der er {status}, og ingen klar vurdering er nyere end dem alle")
            }
            Self::StatusUnread => {
                "status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i \
                 stedet for den"
                    .to_owned()
            }
            Self::StatusLost => {
                "en række, der kan gælde tilbuddet, kunne ikke bruges, og den kan have en anden \
                 status; intet andet træder i stedet for den"
                    .to_owned()
            }
            Self::StatusListLost => {
                "en liste over tilbud kunne ikke læses til ende, og den kan have en anden status \
                 for tilbuddet; intet andet træder i stedet for den"
                    .to_owned()
            }
            Self::ApprovalMissing => {
                "tilbuddet skal godkendes af socialtilsynet, og der er hverken oplyst en status, \
                 der siger noget, eller en kvalitetsvurdering"
                    .to_owned()
            }
            Self::LegalBasisUnknown => {
                "retsgrundlaget er ukendt, og der er hverken oplyst en status, der siger noget, \
                 eller en kvalitetsvurdering"
                    .to_owned()
            }
            Self::OutsideWithoutJudgement => {
                "uden for socialtilsynet og uden oplyst kvalitetsvurdering; manglende godkendelse \
                 er ingen mangel"
                    .to_owned()
            }
        }
    }
}

impl QualityDoubt {
    /// What the reader of the data is told. `place` is where the status stands, `status` its text.
    pub fn finding(self, rule: &QualityRule, place: Place, status: &str) -> Finding {
        let (code, message, action) = match self {
            Self::Contradiction => {
                let believed = match rule.contradiction {
                    Contradiction::Unknown => "kvaliteten regnes som ukendt",
                    Contradiction::Judgement => "vurderingen er lagt til grund",
                    Contradiction::Status => "status er lagt til grund",
                };
                (
                    "quality-contradiction",
                    format!(
                        "status \"{status}\" og den tilsynsførendes kvalitetsvurdering modsiger \
                         hinanden, og ingen af dem er nyest; {believed}"
                    ),
                    "Skriv datoen for status, eller ret den af dem, der er forældet",
                )
            }
            Self::UnlistedStatus => (
                "unknown-status",
                format!("status \"{status}\" kendes ikke; den siger hverken ja eller nej"),
                "Ret stavemåden, eller føj status til rules/quality.toml",
            ),
            Self::RemarkOnStatus(at) => {
                let remark = rule.meaning(Status::Listed(at)).and_then(|m| m.finding.as_deref());
                (
                    "doubtful-status",
                    format!("status \"{status}\": {}", remark.unwrap_or_default()),
                    "Følg sagen, og ret status, når den er afgjort",
                )
            }
            Self::ApprovalNotNeeded => (
                "approval-not-needed",
                format!(
                    "status \"{status}\" handler om en godkendelse, men tilbuddet er uden for \
                     socialtilsynet og skal ikke godkendes; en manglende godkendelse er ingen mangel"
                ),
                "Tjek retsgrundlaget, eller slet status",
            ),
        };
        Finding { place, severity: Severity::Warning, code, message, action: action.to_owned() }
    }
}
