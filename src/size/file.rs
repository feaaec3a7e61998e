//! How does the text of a size file become the size of a group, or all that is wrong with it?

use super::between::{self, read_between};
use super::consistency::{
    check_estimates, check_figures, check_splits, check_subgroup, national_ages, with_figures,
};
use super::estimate::{self, read_estimate};
use super::figure::{self, read_figure};
use super::split::{self, read_split};
use super::{Estimate, GroupSize};
use crate::document::{self, Fields, WHOLE_FILE};
use crate::finding::Finding;
use crate::guideline::GuidelineStatus;
use crate::model::TargetGroupId;
use crate::register::Registers;

const KEYS: [&str; 9] = [
    "title",
    "status",
    "reading",
    "caveats",
    "not-in-places",
    "between-municipalities",
    "figure",
    "estimate",
    "split",
];

/// Reads and validates one size file. `file` is its path below the input folder, shown in
/// messages; the group follows from the file's name. `subgroups` are the sub-groups that the
/// group's descriptions know; none where there is no description.
///
/// # Errors
/// All problems of the file, in the order of its lines.
pub fn parse_size(
    text: &str,
    file: &str,
    target_group: TargetGroupId,
    registers: &Registers,
    subgroups: Option<&[&str]>,
) -> Result<GroupSize, Vec<Finding>> {
    let (tree, mut problems) = document::read(text, file);
    let fields = Fields::of_file(&tree, &KEYS, &mut problems);
    let title = fields.required_text("title", "Autismespektrum: størrelse", &mut problems);
    let statuses = GuidelineStatus::ALL.map(|status| (status.slug(), status));
    let status = fields.word("status", &statuses, &mut problems).ok();
    let reading = fields.required_text("reading", "Hvordan skønnene er lavet", &mut problems);
    let caveats = fields.texts("caveats", &mut problems).unwrap_or_default();

    let not_in_places = fields.text("not-in-places", &mut problems);

    let between = fields
        .section("between-municipalities", &between::KEYS, &mut problems)
        .map(|section| read_between(&section, &mut problems));

    let ranges = &registers.age_ranges;
    let sections = fields.sections("figure", "et offentliggjort tal", &figure::KEYS, &mut problems);
    let figures: Vec<_> =
        sections.iter().flatten().filter_map(|f| read_figure(f, ranges, &mut problems)).collect();
    let all_figures_read = figures.len() == sections.len();
    let sections = fields.sections("estimate", "et skøn", &estimate::KEYS, &mut problems);
    let estimates: Vec<_> =
        sections.iter().flatten().filter_map(|f| read_estimate(f, ranges, &mut problems)).collect();
    if sections.is_empty() && problems.is_readable() {
        problems.add(
            WHOLE_FILE,
            "no-estimate",
            "filen har intet skøn ([[estimate]])",
            "Skriv et skøn med lavt, centralt og højt tal, eller slet filen",
        );
    }
    let sections =
        fields.sections("split", "en fordeling på niveauer", &split::KEYS, &mut problems);
    let splits: Vec<_> =
        sections.iter().flatten().filter_map(|f| read_split(f, &mut problems)).collect();

    check_figures(&figures, &mut problems);
    check_estimates(&estimates, national_ages(&registers.municipalities), &mut problems);
    check_splits(&splits, &estimates, &mut problems);
    let of_estimates = estimates.iter().map(|e| e.subgroup);
    let of_splits = splits.iter().map(|s| s.subgroup);
    for subgroup in figures.iter().map(|f| f.subgroup).chain(of_estimates).chain(of_splits) {
        check_subgroup(subgroup, subgroups, &mut problems);
    }
    // A figure that could not be read is not missing.
    let estimates: Option<Vec<Estimate>> = all_figures_read
        .then(|| estimates.iter().map(|e| with_figures(e, &figures, &mut problems)).collect());

    let size = (|| {
        Some(GroupSize {
            target_group,
            title: title?.value.into(),
            status: status?,
            reading: reading?.value.into(),
            caveats: caveats.iter().map(|text| text.value.into()).collect(),
            not_in_places: not_in_places.map(|why| why.value.into()),
            figures: figures.into_iter().map(|written| written.figure).collect(),
            estimates: estimates?,
            splits: splits.into_iter().map(|written| written.split).collect(),
            between: between.map_or(Some(None), |between| between.map(Some))?,
            municipal_rates: Vec::new(),
            file: file.into(),
        })
    })();
    problems.finish(size)
}
