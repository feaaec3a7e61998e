//! Which known word was probably meant, and how are words listed?

use std::fmt::Display;

/// Of `known` the one whose word is most like `word`, when it is near enough to be meant; of those
/// that are equally like it the last. The one rule for every "did you mean": two thirds alike, nearly
/// (Damerau-Levenshtein, 0.65), or one of the two begins with the other, of four letters or more; and no
/// text that is too long for a word that was misspelt. Words are compared as they are handed over:
/// whoever calls folds them.
pub fn nearest<W: AsRef<str>, T>(word: &str, known: impl IntoIterator<Item = (W, T)>) -> Option<T> {
    const NEAR: f64 = 0.65;
    const BEGINNING: usize = 4;
    const LONGEST: usize = 200;
    if word.len() > LONGEST {
        return None;
    }
    let alike = |known: &str| {
        let alike = strsim::normalized_damerau_levenshtein(word, known);
        let is_longer =
            |long: &str, short: &str| short.chars().count() >= BEGINNING && long.starts_with(short);
        if is_longer(known, word) || is_longer(word, known) { alike.max(NEAR) } else { alike }
    };
    let near = known.into_iter().map(|(known, meant)| (alike(known.as_ref()), meant));
    near.filter(|(alike, _)| *alike >= NEAR)
        .reduce(|best, next| if next.0 >= best.0 { next } else { best })
        .map(|(_, meant)| meant)
}

/// The known word of a settings file that was probably meant; case does not matter, nor whether æ, ø
/// and å are written as such.
pub(super) fn nearest_word<'w>(word: &str, known: &[&'w str]) -> Option<&'w str> {
    let folded = |word: &str| {
        let letters = [("æ", "ae"), ("ø", "oe"), ("å", "aa")];
        letters.iter().fold(word.to_lowercase(), |word, (one, two)| word.replace(one, two))
    };
    nearest(&folded(word), known.iter().map(|known| (folded(known), *known)))
}

/// What may stand there instead of an unknown word, to end its message: `; nøglerne er value og
/// comparison`.
pub fn choices(word: &str, known: &[&str], lead: &str) -> String {
    /// In a longer list the word that was meant drowns.
    const MANY: usize = 30;
    if known.len() > MANY && nearest_word(word, known).is_some() {
        return String::new();
    }
    format!("; {lead} {}", listed(known))
}

/// What to do about an unknown word, after its [`choices`].
pub fn suggestion(word: &str, known: &[&str]) -> String {
    nearest_word(word, known).map_or_else(
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
