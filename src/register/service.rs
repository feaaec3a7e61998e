//! Which service types are there?

use super::name::fold_name;
use super::row::read_rows;
use crate::finding::Finding;

/// The *ydelsestyper*, in the file's order; at most 16.
#[derive(Clone, Debug, Default)]
pub struct Services {
    names: Vec<Box<str>>,
}

impl Services {
    pub(super) fn parse(text: &str, problems: &mut Vec<Finding>) -> Self {
        let mut names: Vec<Box<str>> = Vec::new();
        read_rows("services.csv", text, &["name"], problems, |row, problems| {
            if names.len() == 16 {
                problems
                    .push(row.problem("name", "registret kan højst have 16 ydelsestyper".into()));
            } else {
                names.push(row.text("name").into());
            }
        });
        Self { names }
    }

    /// The names, in the file's order.
    pub fn names(&self) -> &[Box<str>] {
        &self.names
    }

    /// Place of the service type of this name.
    pub fn by_name(&self, name: &str) -> Option<u8> {
        let folded = fold_name(name);
        let at = self.names.iter().position(|known| fold_name(known) == folded)?;
        u8::try_from(at).ok()
    }
}
