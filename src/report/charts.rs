//! How are charts written, as long as not all of them are drawings of a topic?

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::chart::{Chart, png, svg};
use crate::model::TargetGroupId;
use crate::output::Staging;
use crate::report::{WriteError, write_table};
use crate::results::Results;
use crate::table::Provenance;

/// Draws charts in parallel, each as SVG and PNG with its data beside them; `told` is called after
/// each.
pub(super) fn draw_all(
    staging: &Staging,
    folder: &str,
    charts: Vec<(Chart, Provenance)>,
    told: impl Fn() + Sync,
) -> Result<(), WriteError> {
    charts.into_par_iter().try_for_each(|(chart, provenance)| {
        write_picture(staging, folder, &chart, &provenance)?;
        told();
        Ok(())
    })
}

/// Draws one chart as SVG and PNG with its data beside it; gives its title, what it shows, and the
/// PNG.
pub(super) fn write_picture(
    staging: &Staging,
    folder: &str,
    chart: &Chart,
    provenance: &Provenance,
) -> Result<(String, String, Vec<u8>), WriteError> {
    let picture = chart.picture(provenance);
    let drawing = svg(&picture)?;
    let bytes = png(&drawing)?;
    staging.write(&format!("{folder}/{}.svg", chart.name()), drawing.as_bytes())?;
    staging.write(&format!("{folder}/{}.png", chart.name()), &bytes)?;
    write_table(staging, folder, &chart.table(), provenance)?;
    Ok((picture.title, picture.description, bytes))
}

/// The guidelines that each group was graded by.
pub(super) fn guidelines_by_group(view: &Results<'_>) -> BTreeMap<TargetGroupId, BTreeSet<String>> {
    let groups = view.counted.groups.iter();
    groups.map(|group| (group.target_group, group.guidelines.clone())).collect()
}
