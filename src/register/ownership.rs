//! Which ownership does a spelling stand for?

use super::name::fold_name;
use super::row::read_rows;
use crate::finding::Finding;
use crate::model::Ownership;

/// Spellings of *virksomhedsform* met in the wild.
#[derive(Clone, Debug, Default)]
pub struct Ownerships {
    by_spelling: Vec<(String, Ownership)>,
}

impl Ownerships {
    pub(super) fn parse(text: &str, problems: &mut Vec<Finding>) -> Self {
        let mut by_spelling = Vec::new();
        read_rows("ownerships.csv", text, &["spelling", "ownership"], problems, |row, problems| {
            let word = row.text("ownership");
            match Ownership::ALL.into_iter().find(|o| o.danish() == word) {
                Some(ownership) => by_spelling.push((fold_name(row.text("spelling")), ownership)),
                None => problems.push(row.problem(
                    "ownership",
                    format!(
                        "\"{word}\" er ikke en af {}",
                        Ownership::ALL.map(Ownership::danish).join(", ")
                    ),
                )),
            }
        });
        by_spelling.sort();
        Self { by_spelling }
    }

    /// The ownership that a spelling stands for. What stands in brackets behind it does not count.
    pub fn by_spelling(&self, spelling: &str) -> Option<Ownership> {
        let folded = fold_name(spelling.split('(').next().unwrap_or(""));
        self.by_spelling
            .binary_search_by(|(known, _)| known.as_str().cmp(&folded))
            .ok()
            .map(|at| self.by_spelling[at].1)
    }
}
