//! Which columns do tables of sizes have in common?

use crate::guideline::GuidelineStatus;
use crate::model::Municipality;
use crate::model::{Level, TargetGroupId};
use crate::register::TargetGroup;
use crate::results::SizeResults;
use crate::size::{ALL_LEVELS, Variant};
use crate::table::Table;

/// What a row of sizes is about.
#[derive(Clone, Copy)]
pub(super) struct Whom<'v> {
    pub(super) group: &'v TargetGroup,
    subgroup: Option<&'v str>,
    subgroup_name: Option<&'v str>,
    level: Option<Level>,
}

impl<'v> Whom<'v> {
    pub(super) fn new(
        sizes: &'v SizeResults<'v>,
        group: TargetGroupId,
        subgroup: Option<&'v str>,
        level: Option<Level>,
    ) -> Self {
        let subgroup_name = subgroup.map(|slug| sizes.subgroup_name(slug));
        Self { group: sizes.group(group), subgroup, subgroup_name, level }
    }

    /// `Autismespektrum, delmålgruppe …, behov på niveau højt`
    pub(super) fn in_words(&self) -> String {
        let mut words = self.group.name.to_string();
        if let Some(name) = self.subgroup_name {
            words = format!("{words}, {name}");
        }
        if let Some(level) = self.level {
            words = format!("{words}, behov på niveau {level}");
        }
        words
    }

    /// Which rows of a table are about it, in Danish.
    pub(super) fn rows(&self) -> String {
        let mut rows = format!("Målgruppe = {}", self.group.name);
        if let Some(name) = self.subgroup_name {
            rows = format!("{rows}, Delmålgruppe = {name}");
        }
        format!("{rows}, Niveau = {}", level_word(self.level))
    }

    /// The end of file names.
    pub(super) fn stem(&self) -> String {
        let mut stem = self.group.slug.to_string();
        if let Some(subgroup) = self.subgroup {
            stem = format!("{stem}-{subgroup}");
        }
        match self.level {
            None => stem,
            Some(Level::Light) => format!("{stem}-light"),
            Some(Level::Moderate) => format!("{stem}-moderate"),
            Some(Level::High) => format!("{stem}-high"),
        }
    }
}

/// Target group and sub-group.
pub(super) fn group_columns<'v, R: 'v>(
    table: Table<'v, R>,
    of: impl Fn(&R) -> Whom<'v> + Copy + Send + Sync + 'v,
) -> Table<'v, R> {
    let (subgroup, whole) = ("delmålgruppen i målgruppens beskrivelse", "hele målgruppen");
    table
        .code("target_group", "målgruppens slug", move |r| Some(&*of(r).group.slug))
        .words("Målgruppe", "målgruppens navn", move |r| Some(&*of(r).group.name))
        .code("subgroup", subgroup, move |r| of(r).subgroup)
        .empty(whole)
        .words("Delmålgruppe", subgroup, move |r| of(r).subgroup_name)
        .empty(whole)
}

/// Target group, sub-group and level.
pub(super) fn whom_columns<'v, R: 'v>(
    table: Table<'v, R>,
    of: impl Fn(&R) -> Whom<'v> + Copy + Send + Sync + 'v,
) -> Table<'v, R> {
    group_columns(table, of).text(
        "level",
        "Niveau",
        "alle, eller let, moderat, højt, hvor størrelsen er delt på niveauer",
        move |r| Some(level_word(of(r).level)),
    )
}

/// Code and name of a municipality.
pub(super) fn municipality_columns<'v, R: 'v>(
    table: Table<'v, R>,
    of: impl Fn(&R) -> Option<&'v Municipality> + Copy + Send + Sync + 'v,
) -> Table<'v, R> {
    table
        .text("municipality", "Kommunekode", "kommunekoden, fire cifre", move |r| {
            of(r).map(|municipality| municipality.code.to_string())
        })
        .words("Kommune", "kommunens navn", move |r| of(r).map(|municipality| &*municipality.name))
}

/// The estimate that a row is made with, for programs: people have the three beside each other.
pub(super) fn variant_column<'v, R: 'v>(
    table: Table<'v, R>,
    of: impl Fn(&R) -> Variant + Send + Sync + 'v,
) -> Table<'v, R> {
    table.code("variant", "lavt, centralt eller højt skøn", move |r| Some(of(r).danish()))
}

/// How firm the numbers are.
pub(super) fn status_column<'v, R: 'v>(
    table: Table<'v, R>,
    of: impl Fn(&R) -> GuidelineStatus + Send + Sync + 'v,
) -> Table<'v, R> {
    let about = "hvor faste tallene er: eksempel, udkast eller gældende";
    table.text("status", "Status", about, move |r| Some(of(r).danish()))
}

/// `lavt skøn`
pub(super) const fn estimate_word(variant: Variant) -> &'static str {
    match variant {
        Variant::Low => "lavt skøn",
        Variant::Central => "centralt skøn",
        Variant::High => "højt skøn",
    }
}

/// `Lavt skøn`, a header.
pub(super) const fn estimate_header(variant: Variant) -> &'static str {
    match variant {
        Variant::Low => "Lavt skøn",
        Variant::Central => "Centralt skøn",
        Variant::High => "Højt skøn",
    }
}

/// A level of need for readers: `alle`, `let` …
pub(super) fn level_word(level: Option<Level>) -> &'static str {
    level.map_or(ALL_LEVELS, Level::danish)
}
