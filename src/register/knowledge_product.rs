//! What is known of the target groups, and where is it written?

use super::row::read_rows;
use super::target_group::TargetGroups;
use crate::finding::Finding;
use crate::model::{Level, TargetGroupId};

/// *Vidensprodukt*: what a pre-analysis collects (the model, chapter 4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnowledgeProduct {
    /// Title, or what the source calls it.
    pub title: Box<str>,
    /// Year of publication, when the source says.
    pub year: Option<u16>,
    /// *Art*: `central udmelding`, `register`, `målgruppebeskrivelse`.
    pub kind: Box<str>,
    /// The group it is about; none for one about all of them.
    pub target_group: Option<TargetGroupId>,
    /// The level it is about, when the source says.
    pub level: Option<Level>,
    /// What it supports.
    pub supports: Box<str>,
    /// What it does not tell.
    pub gaps: Box<str>,
    /// Where it is, or who quotes it.
    pub source: Box<str>,
}

/// The register of *vidensprodukter*, in the file's order.
#[derive(Clone, Debug, Default)]
pub struct KnowledgeProducts {
    all: Vec<KnowledgeProduct>,
}

const COLUMNS: [&str; 8] =
    ["title", "year", "kind", "target_group", "level", "supports", "gaps", "source"];

impl KnowledgeProducts {
    pub(super) fn parse(text: &str, groups: &TargetGroups, problems: &mut Vec<Finding>) -> Self {
        let mut all = Vec::new();
        read_rows("knowledge_products.csv", text, &COLUMNS, problems, |row, problems| {
            for column in ["title", "kind", "supports", "source"] {
                if row.text(column).is_empty() {
                    problems.push(row.problem(column, "feltet er tomt".to_owned()));
                }
            }
            let group = groups.named_in(row, problems);
            let word = row.text("level");
            let level = Level::from_danish(word);
            if level.is_none() && !word.is_empty() {
                let message = format!("\"{word}\" er hverken let, moderat eller højt");
                problems.push(row.problem("level", message));
            }
            let year = match row.text("year") {
                "" => None,
                _ => row.number::<u16>("year", problems),
            };
            all.push(KnowledgeProduct {
                title: row.text("title").into(),
                year,
                kind: row.text("kind").into(),
                target_group: group,
                level,
                supports: row.text("supports").into(),
                gaps: row.text("gaps").into(),
                source: row.text("source").into(),
            });
        });
        Self { all }
    }

    /// What is about this group, and what is about all groups.
    pub fn of(&self, group: TargetGroupId) -> impl Iterator<Item = &KnowledgeProduct> {
        let is_about = move |product: &&KnowledgeProduct| {
            product.target_group.is_none_or(|about| about == group)
        };
        self.all.iter().filter(is_about)
    }

    /// All, in the register's order.
    pub fn iter(&self) -> impl Iterator<Item = &KnowledgeProduct> {
        self.all.iter()
    }
}
