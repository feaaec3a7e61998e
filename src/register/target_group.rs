//! Which target groups are there?

use super::name::fold_name;
use super::row::{Row, read_rows};
use crate::document;
use crate::finding::Finding;
use crate::model::{TargetGroupId, TargetGroupSet};

/// *Målgruppe* of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetGroup {
    /// Readable and ASCII: names folders and columns.
    pub slug: Box<str>,
    /// Code in *Fælles faglige begreber*.
    pub code: Box<str>,
    /// The name for readers.
    pub name: Box<str>,
    /// Groups above it, outermost first; one to three.
    pub path: Vec<Box<str>>,
    /// Whether it is one of the three groups of the trial.
    pub is_pilot: bool,
}

/// The register of target groups, in the file's order.
#[derive(Clone, Debug, Default)]
pub struct TargetGroups {
    all: Vec<TargetGroup>,
    by_name: Vec<(String, TargetGroupId)>,
}

/// Characters of a slug: names of outputs are made with it.
const LONGEST_SLUG: usize = 100;

impl TargetGroups {
    pub(super) fn parse(text: &str, problems: &mut Vec<Finding>) -> Self {
        let mut parsed = Self::default();
        let columns = ["slug", "code", "name", "group1", "group2", "group3", "pilot", "aliases"];
        read_rows("target_groups.csv", text, &columns, problems, |row, problems| {
            let Ok(at) = u8::try_from(parsed.all.len()) else { return };
            if parsed.all.len() == TargetGroupSet::CAPACITY {
                problems
                    .push(row.problem("slug", "registret kan højst have 128 målgrupper".into()));
                return;
            }
            let slug = row.text("slug");
            if slug.is_empty()
                || slug.len() > LONGEST_SLUG
                || !slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            {
                problems.push(row.problem(
                    "slug",
                    format!(
                        "\"{slug}\" må kun have små bogstaver a-z, cifre og bindestreg, højst \
                         {LONGEST_SLUG}"
                    ),
                ));
            }
            let id = TargetGroupId(at);
            let mut names: Vec<String> = [slug, row.text("name"), row.text("code")]
                .into_iter()
                .chain(row.text("aliases").split('|'))
                .map(fold_name)
                .filter(|name| !name.is_empty())
                .collect();
            names.sort();
            names.dedup();
            for name in names {
                if let Some((_, other)) = parsed.by_name.iter().find(|(known, _)| *known == name) {
                    let other = &parsed.all[usize::from(other.0)].name;
                    problems.push(
                        row.problem("name", format!("navnet \"{name}\" bruges også af {other}")),
                    );
                }
                parsed.by_name.push((name, id));
            }
            parsed.all.push(TargetGroup {
                slug: slug.into(),
                code: row.text("code").into(),
                name: row.text("name").into(),
                path: ["group1", "group2", "group3"]
                    .into_iter()
                    .map(|column| row.text(column))
                    .filter(|group| !group.is_empty())
                    .map(Into::into)
                    .collect(),
                is_pilot: row.yes_no("pilot", problems),
            });
        });
        parsed.by_name.sort();
        parsed
    }

    /// The target group itself.
    pub fn get(&self, id: TargetGroupId) -> &TargetGroup {
        &self.all[usize::from(id.0)]
    }

    /// All, in the register's order.
    pub fn iter(&self) -> impl Iterator<Item = (TargetGroupId, &TargetGroup)> {
        (0u8..).map(TargetGroupId).zip(&self.all)
    }

    /// The group that a row's column `target_group` names; none where the cell is empty.
    pub(super) fn named_in(
        &self,
        row: &Row<'_>,
        problems: &mut Vec<Finding>,
    ) -> Option<TargetGroupId> {
        let slug = row.text("target_group");
        let group = self.by_name(slug);
        // Where this register could not be read, every group would be unknown.
        if group.is_none() && !slug.is_empty() && !self.all.is_empty() {
            let near = self.nearest(slug).map(|near| &self.get(near).slug);
            let hint = near.map_or_else(String::new, |near| format!("; mente du \"{near}\"?"));
            let message = format!("\"{slug}\" er ingen målgruppe i registret{hint}");
            problems.push(row.problem("target_group", message));
        }
        group
    }

    /// The group of this name, slug, code or alias; case, hyphens and blanks do not matter.
    pub fn by_name(&self, name: &str) -> Option<TargetGroupId> {
        self.by_folded_name(&fold_name(name))
    }

    /// As [`TargetGroups::by_name`], for a name already folded.
    pub fn by_folded_name(&self, folded: &str) -> Option<TargetGroupId> {
        self.by_name
            .binary_search_by(|(known, _)| known.as_str().cmp(folded))
            .ok()
            .map(|at| self.by_name[at].1)
    }

    /// The group whose name is nearest, when one is near enough to be meant.
    pub fn nearest(&self, name: &str) -> Option<TargetGroupId> {
        let known = self.by_name.iter().map(|(known, id)| (known, *id));
        document::nearest(&fold_name(name), known)
    }
}
