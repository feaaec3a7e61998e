//! Which known word is meant by one that is not known?

use crate::register::fold_name;

/// `Mente du "Privat"? `, to stand before what the reader can do; nothing when no known word is near.
pub(crate) fn did_you_mean(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("Mente du \"{near}\"? "))
}

/// The known word that is nearest, when one is near enough to be meant.
pub(crate) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    /// Jaro-Winkler similarity from which "did you mean" is worth a line.
    const NEAR: f64 = 0.82;
    let folded = fold_name(word);
    known
        .map(|known| (strsim::jaro_winkler(&folded, &fold_name(known)), known))
        .filter(|(similarity, _)| *similarity >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, known)| known)
}
