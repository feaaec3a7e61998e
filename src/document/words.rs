//! Which known word was probably meant, and how are words listed?

use std::fmt::Display;

/// The known word most like `word`, when it is more than half alike; case does not matter.
pub(super) fn nearest<'w>(word: &str, known: &[&'w str]) -> Option<&'w str> {
    /// Below this share of equal letters a suggestion misleads more often than it helps.
    const ALIKE: f64 = 0.6;
    let word = word.to_lowercase();
    known
        .iter()
        .map(|known| (strsim::normalized_damerau_levenshtein(&word, &known.to_lowercase()), *known))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

/// What may stand there instead of an unknown word, to end its message: `; nøglerne er value og
/// comparison`.
pub fn choices(word: &str, known: &[&str], lead: &str) -> String {
    /// In a longer list the word that was meant drowns.
    const MANY: usize = 30;
    if known.len() > MANY && nearest(word, known).is_some() {
        return String::new();
    }
    format!("; {lead} {}", listed(known))
}

/// What to do about an unknown word, after its [`choices`].
pub fn suggestion(word: &str, known: &[&str]) -> String {
    nearest(word, known).map_or_else(
        || "Brug et af de nævnte ord".into(),
        |near| format!("Skriv \"{near}\", hvis det er det, der er ment"),
    )
}

/// `"let", "moderat" eller "højt"`.
pub(super) fn any_of<T>(words: &[(&str, T)]) -> String {
    let quoted: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    joined(&quoted, "eller")
}

/// `a, b og c`.
pub fn listed<T: Display>(items: &[T]) -> String {
    joined(items, "og")
}

fn joined<T: Display>(items: &[T], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.to_string(),
        [most @ .., last] => {
            let most: Vec<String> = most.iter().map(ToString::to_string).collect();
            format!("{} {word} {last}", most.join(", "))
        }
    }
}
