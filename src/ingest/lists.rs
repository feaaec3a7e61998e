//! What does a cell with several things in it say? Target groups with ages, legal bases with
//! places, service types.

use super::layout::{did_you_mean, nearest};
use super::value::Refusal;
use crate::model::{AgeSpan, LegalBasisSet, ServiceSet, TargetGroupId, TargetGroupSet};
use crate::register::{LegalBases, Services, TargetGroups};

/// Target groups of a cell, the ages over all of them, and what could not be understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GroupList {
    pub(super) groups: TargetGroupSet,
    pub(super) ages: Option<AgeSpan>,
    pub(super) problems: Vec<Refusal>,
}

/// Reads `13 til 18 år (omsorgssvigt, seksuelt overgreb); 18 år og derover (angst)`, or the groups
/// alone.
pub(super) fn target_groups(text: &str, separator: char, register: &TargetGroups) -> GroupList {
    let mut list = GroupList::default();
    for part in split_outside_brackets(text, separator) {
        let before = part.split('(').next().unwrap_or("").trim();
        let (ages, names) = match part.split_once('(') {
            Some((_, names)) if before.contains(|c: char| c.is_ascii_digit()) => {
                (Some(before), names.trim_end().trim_end_matches(')'))
            }
            _ => (None, part),
        };
        if let Some(ages) = ages {
            match age_span(ages) {
                Some(span) => list.ages = Some(hull(list.ages, span)),
                None => list.problems.push(Refusal {
                    code: "ages-not-understood",
                    message: format!("alderen \"{ages}\" forstås ikke; målgrupperne er læst"),
                    action: "Skriv f.eks. 13 til 18 år, eller 18 år og derover".to_owned(),
                }),
            }
        }
        for name in names.split([',', separator]).map(str::trim).filter(|name| !name.is_empty()) {
            match register.by_name(name) {
                Some(group) => list.groups.insert(group),
                None => list.problems.push(unknown_group(name, register, "gruppen er udeladt")),
            }
        }
    }
    list
}

/// The target group of an assessment.
pub(super) fn target_group(name: &str, register: &TargetGroups) -> Result<TargetGroupId, Refusal> {
    register.by_name(name).ok_or_else(|| unknown_group(name, register, "rækken bruges ikke"))
}

fn unknown_group(name: &str, register: &TargetGroups, cost: &str) -> Refusal {
    let near = register.nearest(name).map(|id| &*register.get(id).name);
    Refusal {
        code: "unknown-target-group",
        message: format!(
            "målgruppen \"{name}\" står ikke i input/registers/target_groups.csv; {cost}"
        ),
        action: match near {
            Some(_) => format!(
                "{}Ret navnet, eller tilføj stavemåden under aliases i registret",
                did_you_mean(near)
            ),
            None => "Ret navnet, eller tilføj målgruppen i registret".to_owned(),
        },
    }
}

/// Splits at separators that stand outside brackets.
fn split_outside_brackets(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    text.split(move |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        c == separator && depth <= 0
    })
    .map(str::trim)
    .filter(|part| !part.is_empty())
}

/// The oldest age written for "og derover".
const OLDEST: u8 = 120;

/// `13 til 18 år`, `13-18 år`, `18 år og derover`, `18+`, `op til 17 år`.
fn age_span(text: &str) -> Option<AgeSpan> {
    let lower = text.to_lowercase();
    let numbers: Vec<u8> = lower
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .map(|run| run.parse().ok().filter(|age| *age <= OLDEST))
        .collect::<Option<_>>()?;
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let (from_years, to_years) = match numbers[..] {
        [from, to] => (from, to),
        [from] if has(&["derover", "opefter", "ældre", "+"]) => (from, OLDEST),
        [to] if has(&["op til", "til og med", "0 til"]) => (0, to),
        _ => return None,
    };
    (from_years <= to_years).then_some(AgeSpan { from_years, to_years })
}

fn hull(known: Option<AgeSpan>, more: AgeSpan) -> AgeSpan {
    known.map_or(more, |known| AgeSpan {
        from_years: known.from_years.min(more.from_years),
        to_years: known.to_years.max(more.to_years),
    })
}

/// Legal bases of a cell, whether one is unknown, and what could not be understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BasisList {
    pub(super) bases: LegalBasisSet,
    pub(super) has_unknown: bool,
    pub(super) problems: Vec<Refusal>,
}

/// Reads `§ 107 (12); § 66, stk. 1, nr. 5 (4)`. The places per § are not added up: it is a known
/// fault of the source that they say the places of the whole tilbud several times.
pub(super) fn legal_bases(text: &str, separator: char, register: &LegalBases) -> BasisList {
    let mut list = BasisList::default();
    for part in split_outside_brackets(text, separator) {
        if let Some(basis) = register.by_text(part) {
            list.bases.insert(basis);
            continue;
        }
        // "§§ 32, 36, 103": several sections in one.
        let several: Option<Vec<_>> = part
            .strip_prefix("§§")
            .map(|several| several.split(',').map(|one| register.by_text(one)).collect())
            .unwrap_or_default();
        if let Some(several) = several {
            for basis in several {
                list.bases.insert(basis);
            }
            continue;
        }
        list.has_unknown = true;
        list.problems.push(Refusal {
            code: "unknown-legal-basis",
            message: format!("paragraffen \"{part}\" står ikke i input/registers/legal_bases.csv"),
            action: "Ret paragraffen, eller tilføj den i registret".to_owned(),
        });
    }
    list
}

/// Service types of a cell, and what could not be understood.
pub(super) fn services(
    text: &str,
    separator: char,
    register: &Services,
) -> (ServiceSet, Vec<Refusal>) {
    let mut set = ServiceSet::default();
    let mut problems = Vec::new();
    for name in text.split([',', separator]).map(str::trim).filter(|name| !name.is_empty()) {
        if let Some(service) = register.by_name(name) {
            set.0 |= 1 << service;
            continue;
        }
        let near = nearest(name, register.names().iter().map(|name| &**name));
        problems.push(Refusal {
            code: "unknown-service",
            message: format!("ydelsestypen \"{name}\" kendes ikke"),
            action: format!(
                "{}Ret navnet, eller tilføj typen i input/registers/services.csv",
                did_you_mean(near)
            ),
        });
    }
    (set, problems)
}

#[cfg(test)]
mod tests {
    use super::{AgeSpan, age_span, split_outside_brackets};

    #[test]
    fn ages_as_they_are_printed() {
        let span = |from_years, to_years| Some(AgeSpan { from_years, to_years });
        assert_eq!(age_span("13 til 18 år"), span(13, 18));
        assert_eq!(age_span("13-18 år"), span(13, 18));
        assert_eq!(age_span("18 år og derover"), span(18, 120));
        assert_eq!(age_span("18+"), span(18, 120));
        assert_eq!(age_span("op til 17 år"), span(0, 17));
        assert_eq!(age_span("18 år"), None);
        assert_eq!(age_span("18 til 13 år"), None);
        assert_eq!(age_span("18 til 999 år"), None);
    }

    #[test]
    fn separators_in_brackets_do_not_split() {
        let parts: Vec<&str> = split_outside_brackets("a (b; c); d ;", ';').collect();
        assert_eq!(parts, ["a (b; c)", "d"]);
    }
}
