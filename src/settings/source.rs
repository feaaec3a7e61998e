//! What does the input folder say of itself?

use crate::document::{self, Fields};
use crate::finding::Finding;
use crate::model::InspectorsJudge;

/// `source.toml` of the input folder: whether the data are made up, and what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Whether every output must be marked as an example.
    pub is_example: bool,
    /// By which rule made-up inspectors gave their overall levels, as the example writes it.
    pub inspectors_judge: Option<InspectorsJudge>,
    /// What the data are, for the manifest.
    pub description: Option<String>,
}

impl Source {
    /// Parses the text of `source.toml`.
    ///
    /// # Errors
    /// Every problem of the file at once, each with line and column.
    pub fn parse(text: &str, file: &str) -> Result<Self, Vec<Finding>> {
        let (tree, mut problems) = document::read(text, file);
        let fields =
            Fields::of_file(&tree, &["status", "inspectors-judge", "description"], &mut problems);
        let statuses = [("example", true), ("real", false)];
        let is_example = fields.word("status", &statuses, &mut problems).ok();
        let judges = InspectorsJudge::ALL.map(|judge| (judge.word(), judge));
        let inspectors_judge = fields
            .value("inspectors-judge")
            .and_then(|_| fields.word("inspectors-judge", &judges, &mut problems).ok());
        let description = fields.text("description", &mut problems);
        let description = description.map(|text| text.value.to_owned());
        problems.finish(is_example.map(|is_example| Self {
            is_example,
            inspectors_judge,
            description,
        }))
    }
}
