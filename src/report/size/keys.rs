//! How do rows of parquet say what they are about: group, sub-group, level and variant?

use crate::guideline::GuidelineStatus;
use crate::model::{Level, TargetGroupId};
use crate::report::size::grid::Grid;
use crate::report::size::level_word;
use crate::size::{ALL_LEVELS, ExpectedSeries, Variant};
use crate::table::old::parquet::{Batch, ParquetError};

/// The words that repeat on every row.
pub(super) struct Keys {
    groups: Vec<(TargetGroupId, String)>,
    subgroups: Vec<String>,
}

impl Keys {
    pub(super) fn of(grid: &Grid<'_>) -> Self {
        let mut groups: Vec<TargetGroupId> = grid.series.iter().map(|s| s.target_group).collect();
        groups.dedup();
        let slug = |id| grid.view.registers.target_groups.get(id).slug.to_string();
        let mut subgroups: Vec<String> =
            grid.series.iter().filter_map(|s| s.subgroup.as_deref().map(str::to_owned)).collect();
        subgroups.sort();
        subgroups.dedup();
        Self { groups: groups.into_iter().map(|id| (id, slug(id))).collect(), subgroups }
    }

    /// The columns `target_group`, `subgroup`, `level`, `variant`.
    pub(super) fn add<R>(
        &self,
        batch: &mut Batch,
        rows: &[R],
        series: impl Fn(&R) -> &ExpectedSeries,
    ) -> Result<(), ParquetError> {
        let place = |at: Option<usize>| at.and_then(|at| u32::try_from(at).ok());
        let slugs: Vec<&str> = self.groups.iter().map(|(_, slug)| slug.as_str()).collect();
        let group =
            |row: &R| place(self.groups.iter().position(|(id, _)| *id == series(row).target_group));
        let subgroup = |row: &R| {
            let of = series(row).subgroup.as_deref()?;
            place(self.subgroups.iter().position(|known| known == of))
        };
        let levels = [ALL_LEVELS, "let", "moderat", "højt"];
        let level = |row: &R| {
            place(levels.iter().position(|known| *known == level_word(series(row).level)))
        };
        debug_assert!(Level::ALL.iter().all(|level| levels.contains(&level.danish())));
        let variants = Variant::ALL.map(Variant::danish);
        batch
            .words("target_group", &slugs, rows.iter().map(group))?
            .words("subgroup", &self.subgroups, rows.iter().map(subgroup))?
            .words("level", &levels, rows.iter().map(level))?
            .words(
                "variant",
                &variants,
                rows.iter().map(|r| place(Some(series(r).variant.index()))),
            )?;
        Ok(())
    }

    /// The column `status`.
    #[allow(clippy::unused_self, reason = "belongs with the other words that repeat")]
    pub(super) fn add_status<R>(
        &self,
        batch: &mut Batch,
        rows: &[R],
        status: impl Fn(&R) -> GuidelineStatus,
    ) -> Result<(), ParquetError> {
        let words = GuidelineStatus::ALL.map(GuidelineStatus::danish);
        let code = |row: &R| {
            let of = status(row);
            let at = GuidelineStatus::ALL.iter().position(|known| *known == of);
            at.and_then(|at| u32::try_from(at).ok())
        };
        batch.words("status", &words, rows.iter().map(code))?;
        Ok(())
    }
}
