//! What does a cell of legal bases say, and do the places per legal basis add up?

use crate::finding::Severity;
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::lists::split_outside_brackets;
use crate::ingest::value::read::Refusal;
use crate::model::LegalBasisSet;
use crate::register::LegalBases;

/// Legal bases of a cell, whether one is unknown, and what could not be understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BasisList {
    pub(crate) bases: LegalBasisSet,
    pub(crate) has_unknown: bool,
    /// Places per legal basis, when every one of them has them; else none.
    pub(crate) places: Vec<u32>,
    pub(crate) problems: Vec<Refusal>,
}

/// Reads `§ 107 (12); § 66, stk. 1, nr. 5 (opholdssted) (4)` and `§§ 32, 36 og 103`.
pub(crate) fn legal_bases(text: &str, separator: char, register: &LegalBases) -> BasisList {
    let mut list = BasisList::default();
    let mut places = Vec::new();
    let is_end = |c: char| c == separator || matches!(c, ';' | '\n' | '\r');
    for part in split_outside_brackets(text, is_end) {
        for piece in sections(part) {
            let (bare, n) = without_places(&piece);
            places.push(n);
            if let Some(basis) = register.by_text(&bare) {
                list.bases.insert(basis);
                continue;
            }
            list.has_unknown = true;
            let bare = bare.trim();
            list.problems.push(Refusal {
                code: ValueCode::UnknownLegalBasis.slug(),
                message: format!(
                    "paragraffen \"{bare}\" står ikke i input/registers/legal_bases.csv"
                ),
                action: "Ret paragraffen, eller tilføj den i registret".to_owned(),
            });
        }
    }
    list.places = places.into_iter().collect::<Option<_>>().unwrap_or_default();
    list
}

/// The sections of `§§ 66, stk. 1, nr. 5, 107 og 108`: a stykke goes with the paragraf before it,
/// and a law before `§§` with all of them.
fn sections(part: &str) -> Vec<String> {
    let law = part.split_once("§§").map_or("", |(law, _)| law.trim());
    let mut sections: Vec<String> = Vec::new();
    for piece in split_outside_brackets(part, |c| matches!(c, ',' | '+' | '&')) {
        for (n, piece) in joined(piece).into_iter().enumerate() {
            let lower = piece.trim_start().to_lowercase();
            let goes_on = ["stk", "nr", "nummer", "litra"].iter().any(|w| lower.starts_with(w));
            match sections.last_mut() {
                Some(last) if goes_on && n == 0 => {
                    last.push_str(", ");
                    last.push_str(piece);
                }
                Some(_) if !piece.contains('§') => sections.push(format!("{law} {piece}")),
                _ => sections.push(piece.to_owned()),
            }
        }
    }
    sections
}

/// `107 og 108 (a og b)` → `107`, `108 (a og b)`.
fn joined(piece: &str) -> Vec<&str> {
    for word in [" og ", " samt "] {
        let is_outside =
            |at: usize| piece[..at].matches('(').count() <= piece[..at].matches(')').count();
        if let Some((at, _)) = piece.match_indices(word).find(|(at, _)| is_outside(*at)) {
            let mut all = joined(&piece[..at]);
            all.extend(joined(&piece[at + word.len()..]));
            return all;
        }
    }
    vec![piece]
}

/// A section without the places in brackets behind it, and the places: `§ 107 (12)`, `§ 107 (12
/// pladser)`, `§ 107: 12`.
fn without_places(piece: &str) -> (String, Option<u32>) {
    if let Some((bare, places)) = piece.split_once(':')
        && let Some(places) = places_of(places)
    {
        return (bare.to_owned(), Some(places));
    }
    let mut bare = String::new();
    let mut places = None;
    let mut rest = piece;
    while let Some((before, inside)) = rest.split_once('(') {
        let (inside, after) = inside.split_once(')').unwrap_or((inside, ""));
        bare.push_str(before);
        match places_of(inside) {
            Some(n) => places = Some(n),
            None => bare.extend(["(", inside, ")"]),
        }
        rest = after;
    }
    bare.push_str(rest);
    (bare, places)
}

fn places_of(text: &str) -> Option<u32> {
    let text = text.trim().to_lowercase();
    let words = ["pladser", "plads", "pl.", "døgnpladser", "dagpladser"];
    let number = words.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(&text).trim();
    (number.len() <= 6).then(|| number.parse().ok())?
}

/// What the places per legal basis say against those of the department and of the tilbud. It is a
/// known fault of the source that the places of the department, or of the tilbud, stand by each
/// paragraf: the department's own number is always the one used.
pub(crate) fn check_places(
    per_basis: &[u32],
    department: Option<u32>,
    provider: Option<u32>,
) -> Option<(Severity, Refusal)> {
    let sum: u64 = per_basis.iter().copied().map(u64::from).sum();
    let is_each = |n: u32| per_basis.iter().all(|places| *places == n);
    let is_sum = |n: u32| u64::from(n) == sum;
    if per_basis.is_empty() || department.is_some_and(is_sum) {
        return None;
    }
    let said = if per_basis.len() == 1 {
        format!("paragraffen siger {sum} pladser")
    } else {
        let each: Vec<String> = per_basis.iter().map(ToString::to_string).collect();
        format!("paragrafferne siger {} = {sum} pladser", each.join(" + "))
    };
    let told = |severity, code, message: String, action: &str| {
        Some((severity, Refusal { code, message, action: action.to_owned() }))
    };
    let action = "Ret pladserne, så paragrafferne tilsammen giver afdelingens";
    match (department, provider) {
        (Some(n), _) if is_each(n) => told(
            Severity::Note,
            ValueCode::PlacesRepeated.slug(),
            format!("hver paragraf har {n} pladser, som afdelingen i alt; de tælles én gang"),
            "Ingenting, hvis det er de samme pladser; ellers ret tallene",
        ),
        (Some(n), Some(whole)) if is_sum(whole) || is_each(whole) => told(
            Severity::Warning,
            ValueCode::PlacesContradiction.slug(),
            format!(
                "{said}, som hele tilbuddet har, men afdelingen har {n}; afdelingens tal bruges"
            ),
            action,
        ),
        (Some(n), _) => told(
            Severity::Warning,
            ValueCode::PlacesContradiction.slug(),
            format!("{said}, men afdelingen har {n}; afdelingens tal bruges"),
            action,
        ),
        (None, Some(whole)) if sum > u64::from(whole) && !is_each(whole) => told(
            Severity::Warning,
            ValueCode::PlacesContradiction.slug(),
            format!("{said}, men hele tilbuddet har {whole}; afdelingens pladser er ikke oplyst"),
            "Skriv afdelingens pladser",
        ),
        (None, _) => told(
            Severity::Note,
            ValueCode::PlacesOnlyPerBasis.slug(),
            format!("{said}, men afdelingens pladser er ikke oplyst; de regnes som ikke oplyst"),
            "Skriv afdelingens pladser",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{sections, without_places};

    #[test]
    fn sections_of_a_list() {
        for (text, wanted) in [
            ("§ 107", "§ 107"),
            ("§§ 32, 36, 101 og 103", "§§ 32| 36| 101| 103"),
            ("66, stk. 1, nr. 5 (a, b og c)", "66, stk. 1, nr. 5 (a, b og c)"),
            ("§ 66, stk. 1, nr. 5, 107", "§ 66, stk. 1, nr. 5| 107"),
            ("ABL §§ 105, 115", "ABL §§ 105|ABL 115"),
            ("§ 107 (12), § 108 (6)", "§ 107 (12)|§ 108 (6)"),
        ] {
            let found: Vec<String> = sections(text).iter().map(|s| s.replace("  ", " ")).collect();
            assert_eq!(found.join("|"), wanted, "{text}");
        }
    }

    #[test]
    fn places_in_brackets_and_names_in_brackets() {
        for (text, bare, places) in [
            ("§ 107 (12)", "§ 107 ", Some(12)),
            ("§ 107 (12 pladser)", "§ 107 ", Some(12)),
            ("§ 66 (opholdssted) (4)", "§ 66 (opholdssted) ", Some(4)),
            ("§ 66 (opholdssted)", "§ 66 (opholdssted)", None),
            ("§ 107: 12", "§ 107", Some(12)),
            ("§ 107", "§ 107", None),
        ] {
            assert_eq!(without_places(text), (bare.to_owned(), places), "{text}");
        }
    }
}
