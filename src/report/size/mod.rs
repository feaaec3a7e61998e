//! What is written of the sizes of target groups?

mod case_base;
mod charts;
mod collaborations;
mod columns;
mod expected;
mod grid;
mod keys;
mod sources;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::guideline::GuidelineStatus;
use crate::model::Boundaries;
use crate::model::{AgeBand, Level, TargetGroupId};
use crate::output::Staging;
use crate::register::{Registers, TargetGroup};
use crate::report::{WriteError, write_table};
use crate::settings::GroupFiles;
use crate::size::{
    ALL_LEVELS, CAVEATS, CaseBaseRule, ExpectedCitizens, GivenGroups, GroupSize, elderly_caveat,
    expected_citizens, tried_on_caveat,
};
use crate::table::old::{Chapter, ColumnDoc};
use crate::table::{Provenance, danish_date};

/// Where everything of sizes is put, below the output folder.
const FOLDER: &str = "size";

/// Everything that outputs of sizes are made from. The data play no part: the numbers are the same
/// with and without providers.
#[derive(Debug)]
pub struct SizeView<'r> {
    /// Look-ups.
    pub registers: &'r Registers,
    /// The sizes asked for, in the register's order of groups.
    pub sizes: Vec<&'r GroupSize>,
    /// Expected citizens of all of them.
    pub expected: Vec<ExpectedCitizens>,
    /// The grid of underlag.
    pub case_base: Option<&'r CaseBaseRule>,
    /// Groups of municipalities that already work together.
    pub given_groups: &'r [GivenGroups],
    /// Real boundaries for maps, when the user has brought them.
    pub boundaries: Option<Arc<Boundaries>>,
    /// Day of the region map.
    pub regions_on: NaiveDate,
    /// What stands under every output.
    pub provenance: Provenance,
    /// What must be said beside every number, without full stops.
    pub caveats: Vec<String>,
}

impl<'r> SizeView<'r> {
    /// Reckons the sizes of one group, or of all that have one.
    pub fn new(
        registers: &'r Registers,
        groups: &'r GroupFiles,
        only: Option<TargetGroupId>,
        regions_on: NaiveDate,
    ) -> Self {
        let is_asked_for = |size: &&GroupSize| only.is_none_or(|id| size.target_group == id);
        let sizes: Vec<&GroupSize> = groups.sizes.iter().filter(is_asked_for).collect();
        let municipalities = &registers.municipalities;
        let expected: Vec<ExpectedCitizens> =
            sizes.iter().flat_map(|size| expected_citizens(size, municipalities)).collect();
        let mut caveats: Vec<String> = CAVEATS.map(str::to_owned).into();
        for size in &sizes {
            let group = registers.target_groups.get(size.target_group);
            caveats.extend(tried_on_caveat(&group.name, group.is_pilot));
            caveats.extend(elderly_caveat(&group.name, size));
            caveats.extend(size.caveats.iter().map(ToString::to_string));
        }
        let provenance = provenance(registers, &sizes, regions_on);
        Self {
            registers,
            sizes,
            expected,
            case_base: groups.case_base.as_ref(),
            given_groups: &groups.given_groups,
            boundaries: None,
            regions_on,
            provenance,
            caveats,
        }
    }

    /// The same with real boundaries for maps.
    #[must_use]
    pub fn with_boundaries(self, boundaries: Option<Arc<Boundaries>>) -> Self {
        Self { boundaries, ..self }
    }

    fn group(&self, id: TargetGroupId) -> &'r TargetGroup {
        self.registers.target_groups.get(id)
    }
}

/// What every output of sizes is made from.
fn provenance(registers: &Registers, sizes: &[&GroupSize], regions_on: NaiveDate) -> Provenance {
    let labels: Vec<String> = sizes.iter().map(|size| size.label()).collect();
    let population_on = danish_date(registers.made_for());
    let mut remarks = vec![
        format!("Størrelser: {}", labels.join(", ")),
        format!("Befolkning pr. {population_on} (Danmarks Statistik)"),
    ];
    let example = GuidelineStatus::Example;
    let with_example: Vec<&str> = sizes
        .iter()
        .filter(|size| {
            size.status == example || size.splits.iter().any(|split| split.status == example)
        })
        .map(|size| &*registers.target_groups.get(size.target_group).name)
        .collect();
    if !with_example.is_empty() {
        remarks.insert(
            0,
            format!(
                "EKSEMPEL: rækker med status eksempel bruger opdigtede tal ({})",
                with_example.join(", ")
            ),
        );
    }
    Provenance {
        run_id: String::new(),
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        rule: String::new(),
        guidelines: Vec::new(),
        regions_on,
        is_example_guideline: false,
        is_example_data: false,
        remarks,
    }
}

/// Writes `size/`: nothing when no group has a size. Gives the chapters of the data dictionary.
pub(crate) fn write(staging: &Staging, view: &SizeView<'_>) -> Result<Vec<Chapter>, WriteError> {
    if view.sizes.is_empty() {
        return Ok(Vec::new());
    }
    let mut chapters = expected::write(staging, view)?;
    for (table, a_row) in [
        (expected::by_area(view), "en målgruppe, et niveau og en alder i en region eller i landet"),
        (sources::estimates(view), "et skøn, eller et skøns fordeling på et niveau"),
        (sources::figures(view), "et offentliggjort tal"),
        (sources::disagreement(view), "et spørgsmål, som flere kilder besvarer"),
    ] {
        write_table(staging, FOLDER, &table, &view.provenance)?;
        chapters.push(Chapter::of_table(FOLDER, &table, a_row));
    }
    let Some(grid) = grid::Grid::reckon(view) else { return Ok(chapters) };
    let tables = || -> Result<Vec<Chapter>, WriteError> {
        let summary = grid.table();
        write_table(staging, FOLDER, &summary, &grid.provenance)?;
        let a_row = "et punkt i gitteret (n, sandsynlighed, usikkerhed) for en målgruppe, et \
                     niveau, et skøn og et udgangspunkt";
        let mut chapters = vec![Chapter::of_table(FOLDER, &summary, a_row)];
        chapters.extend(case_base::write(staging, &grid)?);
        chapters.extend(collaborations::write(staging, &grid)?);
        Ok(chapters)
    };
    let (tables, pictures) = rayon::join(tables, || charts::write(staging, &grid));
    chapters.extend(tables?);
    pictures?;
    Ok(chapters)
}

/// The chapter of one file.
fn chapter(
    file: &str,
    a_row: &str,
    unit: &str,
    columns: Vec<ColumnDoc>,
    notes: Vec<String>,
) -> Chapter {
    let files = vec![format!("{FOLDER}/{file}")];
    Chapter { files, a_row: a_row.to_owned(), unit: unit.to_owned(), columns, notes }
}

/// A level of need for readers: `alle`, `let` …
fn level_word(level: Option<Level>) -> &'static str {
    level.map_or(ALL_LEVELS, Level::danish)
}

/// The ages for readers. "år" keeps a spreadsheet from reading `17-19` as a date.
fn band_words(band: Option<AgeBand>) -> String {
    match band {
        None => "alle".to_owned(),
        Some(AgeBand::Years80Plus) => "heraf 80+ år".to_owned(),
        Some(band) => format!("{band} år"),
    }
}
