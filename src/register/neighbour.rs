//! Which municipalities are neighbours, and over what?

use std::collections::BTreeMap;

use super::municipality::Municipalities;
use super::row::read_rows;
use crate::finding::Finding;
use crate::model::MunicipalityCode;

/// *Forbindelse* between two municipalities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// *Land*: a common border on land.
    Land,
    /// *Bro*: a bridge or tunnel.
    Bridge,
    /// *Færge.*
    Ferry,
}

impl LinkKind {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Land, Self::Bridge, Self::Ferry];

    /// The word as files and tables write it.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Land => "land",
            Self::Bridge => "bro",
            Self::Ferry => "færge",
        }
    }
}

/// The register of neighbours: each pair once, the smaller code first, with its firmest link.
#[derive(Clone, Debug, Default)]
pub struct Neighbours {
    links: BTreeMap<(MunicipalityCode, MunicipalityCode), LinkKind>,
}

impl Neighbours {
    pub(super) fn parse(
        text: &str,
        municipalities: &Municipalities,
        problems: &mut Vec<Finding>,
    ) -> Self {
        let mut parsed = Self::default();
        let columns = ["municipality", "neighbour", "kind"];
        read_rows("neighbours.csv", text, &columns, problems, |row, problems| {
            let mut code = |column: &str| {
                let found = municipalities.by_code_text(row.text(column));
                if found.is_none() {
                    let message =
                        format!("kommunekoden \"{}\" findes ikke i registret", row.text(column));
                    problems.push(row.problem(column, message));
                }
                found
            };
            let (a, b) = (code("municipality"), code("neighbour"));
            let word = row.text("kind");
            let kind = LinkKind::ALL.into_iter().find(|kind| kind.danish() == word);
            if kind.is_none() {
                let message = format!("\"{word}\" er hverken land, bro eller færge");
                problems.push(row.problem("kind", message));
            }
            let (Some(a), Some(b), Some(kind)) = (a, b, kind) else { return };
            if a == b {
                let message = "en kommune er ikke sin egen nabo".to_owned();
                problems.push(row.problem("neighbour", message));
                return;
            }
            let link = parsed.links.entry((a.min(b), a.max(b))).or_insert(kind);
            *link = kind.min(*link);
        });
        parsed
    }

    /// Every pair of neighbours with its firmest link, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (MunicipalityCode, MunicipalityCode, LinkKind)> {
        self.links.iter().map(|((a, b), kind)| (*a, *b, *kind))
    }
}
