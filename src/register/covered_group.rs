//! Which target groups do VISO and the national coordination structure cover?

use super::row::read_rows;
use super::target_group::TargetGroups;
use crate::finding::Finding;
use crate::model::TargetGroupId;

/// What must stand beside what the *nationale koordinationsstruktur* covers (the model, chapter 1),
/// without a full stop.
pub const NOT_THE_MODELS_LEVEL: &str = "Den nationale koordinationsstrukturs afgrænsning er ikke \
                                        modellens højt specialiserede niveau";

/// What a national scheme says of a target group, or of a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredGroup {
    /// The group.
    pub target_group: TargetGroupId,
    /// Whether it is covered; a *nej* is as much a statement as a *ja*.
    pub is_covered: bool,
    /// What of the group is, in Danish.
    pub what: Box<str>,
    /// The year that it holds for, when the source says.
    pub year: Option<u16>,
    /// Where it is written.
    pub source: Box<str>,
}

/// The register of one national scheme, in the file's order. It may be empty, or not there: of a
/// group without a row nothing is known.
#[derive(Clone, Debug, Default)]
pub struct CoveredGroups {
    all: Vec<CoveredGroup>,
}

const COLUMNS: [&str; 5] = ["target_group", "covered", "what", "year", "source"];

impl CoveredGroups {
    pub(super) fn parse(
        file: &str,
        text: &str,
        groups: &TargetGroups,
        problems: &mut Vec<Finding>,
    ) -> Self {
        let mut all = Vec::new();
        if text.is_empty() {
            return Self { all };
        }
        read_rows(file, text, &COLUMNS, problems, |row, problems| {
            for column in ["target_group", "what", "source"] {
                if row.text(column).is_empty() {
                    problems.push(row.problem(column, "feltet er tomt".to_owned()));
                }
            }
            let group = groups.named_in(row, problems);
            let is_covered = row.yes_no("covered", problems);
            let year = match row.text("year") {
                "" => None,
                _ => row.number::<u16>("year", problems),
            };
            all.extend(group.map(|target_group| CoveredGroup {
                target_group,
                is_covered,
                what: row.text("what").into(),
                year,
                source: row.text("source").into(),
            }));
        });
        Self { all }
    }

    /// What is said of a group.
    pub fn of(&self, group: TargetGroupId) -> impl Iterator<Item = &CoveredGroup> {
        self.all.iter().filter(move |row| row.target_group == group)
    }

    /// Whether anything of a group is covered; `None` where nothing is said of it.
    pub fn covers(&self, group: TargetGroupId) -> Option<bool> {
        self.of(group).map(|row| row.is_covered).reduce(|a, b| a || b)
    }
}
