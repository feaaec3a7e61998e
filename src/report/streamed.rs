//! What is told of offerings that streamed by?

use crate::flat::{Aside, Counts, GradeCell, LevelCell, PlacedRow, Sums};
use crate::guideline::GuidelineId;
use crate::model::{
    AgeGroup, Attained, Level, Ownership, Parameter, PlacementState, QualityOutcome,
};
use crate::report::Topic;
use crate::report::parts::{ASSESSED_OFFERINGS, OFFERINGS, PARTS};
use crate::settings::Settings;
use crate::table::{Output, Provenance, Table};

const NOT_ASSESSED: &str = "ikke vurderet";

/// `placed`: where each offering of a partition stands, with its words among `texts`.
pub(crate) fn placed_table<'v>(texts: &'v str, settings: &'v Settings) -> Table<'v, PlacedRow> {
    let slugs = settings.registers.target_groups.iter().map(|(_, group)| &*group.slug);
    let labels = settings.guidelines.labels();
    let end = |end: Option<Attained>| end.map(|end| end as usize);
    Table::<PlacedRow>::new(
        "placed",
        "Indplaceringer",
        "en række i partitionen, i dens rækkefølge",
        OFFERINGS,
    )
    .note(PARTS)
    .code("provider_id", "tilbuddets eller leverandørens id", |r| r.provider_id(texts))
    .coded("target_group", "målgruppens slug", slugs, |r| Some(usize::from(r.group.0)))
    .code("subgroup", "den del, der er indplaceret", |r| r.subgroup(texts))
    .empty("ikke delt efter delmålgruppe")
    .coded("age_group", "den del, der er indplaceret", AgeGroup::ALL.map(AgeGroup::danish), |r| {
        r.age_group.map(|age| age as usize)
    })
    .empty("ikke delt efter aldersgruppe")
    .coded(
        "state",
        "indplaceret, eller hvorfor ikke",
        PlacementState::ALL.map(PlacementState::column),
        |r| Some(r.placed.placement.state as usize),
    )
    .coded(
        "quality",
        "om den fornødne kvalitet er opfyldt",
        QualityOutcome::ALL.map(QualityOutcome::column),
        |r| Some(r.placed.placement.quality as usize),
    )
    .coded("level", "let, moderat, højt", Level::ALL.map(Level::danish), |r| {
        r.placed.placement.level.map(Level::index)
    })
    .empty("ikke indplaceret")
    .coded(
        "level_low",
        "lavest mulige: ingen, let, moderat, højt",
        Attained::ALL.map(Attained::danish),
        move |r| end(r.placed.placement.low),
    )
    .empty(NOT_ASSESSED)
    .coded(
        "level_high",
        "højest mulige: ingen, let, moderat, højt",
        Attained::ALL.map(Attained::danish),
        move |r| end(r.placed.placement.high),
    )
    .empty(NOT_ASSESSED)
    .coded("guideline", "vejledningen, der gjaldt på vurderingens dag", labels, |r| {
        r.placed.guideline.map(GuidelineId::index)
    })
    .empty("ikke vurderet, eller ingen vejledning")
    .for_each(Parameter::ALL, |table, parameter| {
        table
            .int(
                format!("bounds_{}", parameter.column()),
                "",
                "gradueringen som summen af dem, den kan være: 1 ingen, 2 let, 4 moderat, 8 højt, \
                 16 ikke relevant; 31: ukendt",
                move |r| r.placed.placement.low.map(|_| r.placed.grades[parameter].code()),
            )
            .unit("kode")
            .empty(NOT_ASSESSED)
    })
    .parquet_only()
}

/// `set_aside`: rows of a partition that were not used, the first of them.
pub(crate) fn set_aside<'v>(partition: &'v str, rows: &'v [Aside]) -> Box<dyn Output + 'v> {
    Table::<Aside>::new(
        "set_aside",
        "Rækker lagt til side",
        "en række, der ikke er brugt",
        "rækker",
    )
    .csv_only()
    .words("Partition", "filen", move |_| Some(partition))
    .int("", "Række", "linjen i en CSV-fil, ellers rækken, fra 1", |r| Some(r.row))
    .unit("nummer")
    .words("Kolonne", "hvor det står", |r| Some(r.why.column?.name()))
    .empty("rækken som helhed")
    .words("Fundet", "det, der står", |r| Some(r.why.found.clone()))
    .words("Forventet", "det, der skulle stå", |r| Some(r.why.expected))
    .over(rows)
}

/// A partition, as the sums list it.
pub(crate) struct PartitionRow<'v> {
    pub(crate) name: &'v str,
    pub(crate) sha256: &'v str,
    pub(crate) read: u64,
    pub(crate) placed: u64,
    pub(crate) set_aside: u64,
}

/// Sums and what they are made of.
pub(crate) struct StreamedSums<'v> {
    pub(crate) sums: &'v Sums,
    /// The group's name by its slug.
    pub(crate) group_name: &'v (dyn Fn(&str) -> Option<&'v str> + Sync),
    pub(crate) partitions: Vec<PartitionRow<'v>>,
    pub(crate) provenance: Provenance,
}

/// The summed tables.
pub(super) fn topic(sums: StreamedSums<'_>) -> Topic<'_> {
    Topic {
        provenance: sums.provenance,
        tables: vec![
            levels(sums.sums, sums.group_name),
            grades(sums.sums, sums.group_name),
            partitions(sums.partitions),
        ],
        pictures: Vec::new(),
        texts: Vec::new(),
    }
}

/// `levels`: offerings and places by where they stand.
fn levels<'v>(
    sums: &'v Sums,
    name: &'v (dyn Fn(&str) -> Option<&'v str> + Sync),
) -> Box<dyn Output + 'v> {
    type Row<'v> = (&'v LevelCell, &'v Counts);
    let ends = |r: &Row<'v>| r.0.ends.unzip();
    Table::<Row<'v>>::new(
        "levels",
        "Tilbud efter niveau",
        "en målgruppe, en region, en virksomhedsform, en tilstand og et interval af niveauer",
        OFFERINGS,
    )
    .note(PARTS)
    .note("Internt: små tal er ikke skjult")
    .code("target_group", "målgruppens slug", |r: &Row<'v>| Some(&*r.0.target_group))
    .words("Målgruppe", "målgruppens navn", move |r| name(&r.0.target_group))
    .text("region", "Region", "som i partitionen", |r| r.0.region.as_deref())
    .empty("ikke oplyst, eller flere")
    .text("ownership", "Virksomhedsform", "som i partitionen", |r| {
        r.0.ownership.map(Ownership::danish)
    })
    .empty("ikke oplyst")
    .code("state", "indplaceret, eller hvorfor ikke", |r| Some(r.0.state.column()))
    .words("Tilstand", "indplaceret, eller hvorfor ikke", |r| Some(r.0.state.danish()))
    .text("level_low", "Lavest mulige niveau", "ingen, let, moderat, højt", move |r| {
        ends(r).0.map(Attained::danish)
    })
    .empty(NOT_ASSESSED)
    .text("level_high", "Højest mulige niveau", "ingen, let, moderat, højt", move |r| {
        ends(r).1.map(Attained::danish)
    })
    .empty(NOT_ASSESSED)
    .int("offerings", "Tilbud x målgruppe", "rækker i partitionerne", |r| Some(r.1.offerings))
    .unit(OFFERINGS)
    .int("places", "Pladser", "oplyste, af tilbud, der ikke er delt", |r| Some(r.1.places))
    .unit("pladser")
    .int("without_places", "Uden oplyste pladser", "af dem, der ikke er delt", |r| {
        Some(r.1.without_places)
    })
    .unit(OFFERINGS)
    .int("parts", "Dele", "dele af tilbud: deres pladser er ikke talt med", |r| Some(r.1.parts))
    .unit("dele")
    .of(sums.levels.iter().collect())
}

/// `grades`: assessed offerings by what is known of a grade.
fn grades<'v>(
    sums: &'v Sums,
    name: &'v (dyn Fn(&str) -> Option<&'v str> + Sync),
) -> Box<dyn Output + 'v> {
    type Row<'v> = (&'v GradeCell, &'v u64);
    Table::<Row<'v>>::new(
        "grades",
        "Gradueringer efter parameter",
        "en målgruppe, en parameter og det, der er kendt af gradueringen",
        ASSESSED_OFFERINGS,
    )
    .note("Internt: små tal er ikke skjult")
    .code("target_group", "målgruppens slug", |r: &Row<'v>| Some(&*r.0.target_group))
    .words("Målgruppe", "målgruppens navn", move |r| name(&r.0.target_group))
    .code("parameter", "parameterens slug", |r| Some(r.0.parameter.column()))
    .words("Parameter", "parameterens navn", |r| Some(r.0.parameter.danish()))
    .int("bounds", "", "summen af gradueringerne, den kan være: 1, 2, 4, 8, 16", |r| {
        Some(r.0.bounds.code())
    })
    .unit("kode")
    .words("Graduering", "mindst, højst og eller, hvor den er kendt i en del", |r| {
        Some(r.0.bounds.to_string())
    })
    .int("offerings", "Tilbud x målgruppe", "vurderede", |r| Some(*r.1))
    .unit(ASSESSED_OFFERINGS)
    .of(sums.grades.iter().collect())
}

/// `partitions`: what the sums are made of.
fn partitions<'v>(rows: Vec<PartitionRow<'v>>) -> Box<dyn Output + 'v> {
    Table::<PartitionRow<'v>>::new(
        "partitions",
        "Partitioner",
        "en fil, der er lagt med i summerne",
        "rækker",
    )
    .text("partition", "Partition", "filens navn", |r| Some(r.name))
    .code("sha256", "filens kontrolsum", |r| Some(r.sha256))
    .int("rows_read", "Læst", "rækker", |r| Some(r.read))
    .unit("rækker")
    .int(
        "rows_placed",
        "Indplaceret",
        "graduerede og indplacerede, også dem uden vurdering",
        |r| Some(r.placed),
    )
    .unit("rækker")
    .int("rows_set_aside", "Lagt til side", "kunne ikke bruges", |r| Some(r.set_aside))
    .unit("rækker")
    .of(rows)
}
