//! Which known word is meant by one that is not known?

use crate::document;
use crate::register::fold_name;

/// `Mente du "Privat"? `, to stand before what the reader can do; nothing when no known word is near.
pub(crate) fn did_you_mean(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("Mente du \"{near}\"? "))
}

/// The known word that is nearest, when one is near enough to be meant.
pub(crate) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    document::nearest(&fold_name(word), known.map(|known| (fold_name(known), known)))
}
