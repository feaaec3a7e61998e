//! What does a cell with several things in it say? Target groups with ages, service types.

use crate::ingest::value::code::ValueCode;
use crate::ingest::value::near::{did_you_mean, nearest};
use crate::ingest::value::read::Refusal;
use crate::model::{AgeSpan, ServiceSet, TargetGroupId, TargetGroupSet};
use crate::register::{Services, TargetGroups};

/// Target groups of a cell, the ages over all of them, and what could not be understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct GroupList {
    pub(crate) groups: TargetGroupSet,
    pub(crate) ages: Option<AgeSpan>,
    pub(crate) problems: Vec<Refusal>,
}

/// Reads `13 til 18 år (omsorgssvigt, seksuelt overgreb); 18 år og derover (angst)`, the groups
/// alone, or the ages behind them: `angst (18 til 85 år)`.
pub(crate) fn target_groups(text: &str, separator: char, register: &TargetGroups) -> GroupList {
    let mut list = GroupList::default();
    let is_end = |c: char| c == separator || matches!(c, '\n' | '\r');
    for part in split_outside_brackets(text, is_end) {
        for (before, inside) in bracketed(part) {
            let read = Reading { separator, register };
            match inside {
                None => read.unbracketed(before, &mut list),
                Some(inside) => read.bracketed(before, inside, &mut list),
            }
        }
    }
    if list.groups.is_empty() && list.problems.is_empty() {
        list.problems.push(Refusal {
            code: ValueCode::TargetGroupMissing.slug(),
            message: format!("\"{text}\" nævner ingen målgruppe"),
            action: "Skriv målgrupperne, f.eks. 18 til 85 år (autismespektrum)".to_owned(),
        });
    }
    list
}

/// `a (b (c)) d` → `a` with `b (c)`, then `d`.
fn bracketed(part: &str) -> Vec<(&str, Option<&str>)> {
    let trim = |text: &'_ str| -> usize { text.len() - text.trim_start_matches([',', ' ']).len() };
    let mut found = Vec::new();
    let (mut depth, mut start, mut open) = (0_u32, 0, 0);
    for (at, c) in part.char_indices() {
        match c {
            '(' => {
                if depth == 0 {
                    open = at;
                }
                depth += 1;
            }
            ')' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    let before = &part[start..open];
                    found.push((before[trim(before)..].trim(), Some(&part[open + 1..at])));
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    if depth > 0 {
        // Never closed: the rest is meant.
        found.push((part[start..open].trim(), Some(&part[open + 1..])));
    } else {
        let rest = part[start..].trim_start_matches([',', ' ', ')', '.']).trim();
        if !rest.is_empty() {
            found.push((rest, None));
        }
    }
    found
}

/// What the texts of a target-group cell are read with.
struct Reading<'r> {
    separator: char,
    register: &'r TargetGroups,
}

impl Reading<'_> {
    /// Names alone, ages alone, or `18 til 85 år: names`.
    fn unbracketed(&self, text: &str, list: &mut GroupList) {
        if let Some((ages, names)) = text.split_once(':')
            && let Some(span) = age_span(ages)
        {
            list.ages = Some(hull(list.ages, span));
            self.names(names, list);
        } else if let Some(span) = age_span(text) {
            list.ages = Some(hull(list.ages, span));
        } else {
            self.names(text, list);
        }
    }

    /// Ages before names in brackets, or the other way round.
    fn bracketed(&self, before: &str, inside: &str, list: &mut GroupList) {
        if let Some(span) = age_span(before) {
            list.ages = Some(hull(list.ages, span));
            self.names(inside, list);
        } else if let Some(span) = age_span(inside) {
            list.ages = Some(hull(list.ages, span));
            self.names(before, list);
        } else if before.is_empty() {
            self.names(inside, list);
        } else {
            // "Voksne (angst)", "Angst (herunder socialangst)".
            let mut behind = GroupList::default();
            self.names(inside, &mut behind);
            let mut ahead = GroupList::default();
            self.names(before, &mut ahead);
            if ahead.problems.is_empty() && !behind.problems.is_empty() {
                list.take(ahead);
                return;
            }
            if ahead.groups.is_empty() {
                list.problems.push(Refusal {
                    code: ValueCode::AgesNotUnderstood.slug(),
                    message: format!("alderen \"{before}\" forstås ikke; målgrupperne er læst"),
                    action: "Skriv f.eks. 13 til 18 år, eller 18 år og derover".to_owned(),
                });
            } else {
                list.take(ahead);
            }
            list.take(behind);
        }
    }

    /// Names parted by commas. A name may hold a comma itself, and the last two may be joined by
    /// "og": the longest that the register knows is taken.
    fn names(&self, text: &str, list: &mut GroupList) {
        /// Pieces that one name may have.
        const LONGEST: usize = 3;
        let is_end = |c: char| c == ',' || c == self.separator || matches!(c, '\n' | '\r');
        let pieces: Vec<&str> = split_outside_brackets(text, is_end).collect();
        let mut at = 0;
        while at < pieces.len() {
            let ends = (at + 1..=pieces.len().min(at + LONGEST)).rev();
            let known = ends.into_iter().find_map(|end| {
                let group = self.register.by_name(&pieces[at..end].join(", "))?;
                Some((group, end))
            });
            if let Some((group, end)) = known {
                list.groups.insert(group);
                at = end;
                continue;
            }
            self.one(pieces[at], list);
            at += 1;
        }
    }

    /// A name that the register does not know as it stands.
    fn one(&self, name: &str, list: &mut GroupList) {
        // "Angst (herunder socialangst)"; a remark does not count.
        let bare = name.split('(').next().unwrap_or("").trim().trim_end_matches('.');
        if let Some(group) = self.register.by_name(bare) {
            list.groups.insert(group);
            return;
        }
        for between in [" og ", " samt ", "/"] {
            let both: Option<Vec<_>> =
                bare.split(between).map(|name| self.register.by_name(name)).collect();
            if let Some(both) = both {
                for group in both {
                    list.groups.insert(group);
                }
                return;
            }
        }
        list.problems.push(unknown_group(name, self.register, "gruppen er udeladt"));
    }
}

impl GroupList {
    fn take(&mut self, other: Self) {
        self.groups = self.groups.union(other.groups);
        self.problems.extend(other.problems);
    }
}

/// The target group of an assessment.
pub(crate) fn target_group(name: &str, register: &TargetGroups) -> Result<TargetGroupId, Refusal> {
    register.by_name(name).ok_or_else(|| unknown_group(name, register, "rækken bruges ikke"))
}

fn unknown_group(name: &str, register: &TargetGroups, cost: &str) -> Refusal {
    let near = register.nearest(name).map(|id| &*register.get(id).name);
    Refusal {
        code: ValueCode::UnknownTargetGroup.slug(),
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

/// Splits at separators that stand outside brackets; a bracket never closed is none.
pub(crate) fn split_outside_brackets(
    text: &str,
    is_separator: impl Fn(char) -> bool,
) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    let is_closed = text.matches('(').count() <= text.matches(')').count();
    text.split(move |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = (depth - 1).max(0),
            _ => {}
        }
        is_separator(c) && (depth <= 0 || !is_closed)
    })
    .map(str::trim)
    .filter(|part| !part.is_empty())
}

/// The oldest age written for "og derover".
const OLDEST: u8 = 120;

/// `13 til 18 år`, `13-18 år`, `fra 18 år`, `18 år og derover`, `18+`, `op til 17 år`, `under 18
/// år`. Any other word, such as a name, makes it none.
fn age_span(text: &str) -> Option<AgeSpan> {
    let mut numbers: Vec<u8> = Vec::new();
    let (mut is_from, mut is_up_to, mut is_under) = (false, false, false);
    let lower = text.to_lowercase();
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let len = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
        let word = &rest[..len];
        rest = &rest[len..];
        match word.trim() {
            number if first.is_ascii_digit() => {
                numbers.push(number.parse().ok().filter(|age| *age <= OLDEST)?);
            }
            "" | "-" | "–" | "—" | "\u{2212}" | "." | "i" | "alderen" | "alder" | "mellem"
            | "år" | "årige" | "årig" | "åriges" | "med" | "og" | ":" | "/" => {}
            "til" | "op" | "indtil" => is_up_to = true,
            "+" | "fra" | "derover" | "opefter" | "opad" | "ældre" => is_from = true,
            "under" => is_under = true,
            _ => return None,
        }
    }
    let (from_years, to_years) = match numbers[..] {
        [from, to] if !is_under => (from, to),
        [before] if is_under => (0, before.checked_sub(1)?),
        [from] if is_from => (from, OLDEST),
        [to] if is_up_to => (0, to),
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

/// Service types of a cell, and what could not be understood.
pub(crate) fn services(
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
            code: ValueCode::UnknownService.slug(),
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
    use super::{AgeSpan, age_span, bracketed, split_outside_brackets};

    #[test]
    fn ages_as_they_are_printed() {
        let span = |from_years, to_years| Some(AgeSpan { from_years, to_years });
        assert_eq!(age_span("13 til 18 år"), span(13, 18));
        assert_eq!(age_span("13-18 år"), span(13, 18));
        assert_eq!(age_span("18 år og derover"), span(18, 120));
        assert_eq!(age_span("18+"), span(18, 120));
        assert_eq!(age_span("op til 17 år"), span(0, 17));
        assert_eq!(age_span("fra 18 år"), span(18, 120));
        assert_eq!(age_span("13–18-årige"), span(13, 18));
        assert_eq!(age_span("under 18 år"), span(0, 17));
        assert_eq!(age_span("0 til 17"), span(0, 17));
        assert_eq!(age_span("autisme 18 til 85 år"), None);
        assert_eq!(age_span("over 18 år"), None);
        assert_eq!(age_span("18 år"), None);
        assert_eq!(age_span("18 til 13 år"), None);
        assert_eq!(age_span("18 til 999 år"), None);
    }

    #[test]
    fn separators_in_brackets_do_not_split() {
        let parts: Vec<&str> = split_outside_brackets("a (b; c); d ;", |c| c == ';').collect();
        assert_eq!(parts, ["a (b; c)", "d"]);
        let parts: Vec<&str> = split_outside_brackets("a (b; c", |c| c == ';').collect();
        assert_eq!(parts, ["a (b", "c"]);
        let found = bracketed("a (b (c)), d (e) f, g");
        assert_eq!(found, [("a", Some("b (c)")), ("d", Some("e")), ("f, g", None)]);
    }
}
