//! Which files does a run write?

mod assessed_tables;
mod charts;
mod documented_file;
mod findings;
mod freshness;
pub mod given_back;
pub(crate) mod given_back_files;
mod grades;
mod landscape;
mod links;
mod off_portal;
mod parts;
mod placement_row;
mod placements;
mod robustness;
mod size;
mod tables;

use std::io;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use thiserror::Error;

use crate::chart::ChartError;
use crate::finding::Finding;
use crate::ingest::Reading;
use crate::landscape::{LandscapeError, SupplyError, facts};
use crate::output::{OutputError, Staging};
use crate::results::assess::Assessed;
use crate::results::robustness::Robustness;
use crate::run::Progress;
use crate::settings::Settings;
use crate::settings::boundaries::BoundaryFile;
use crate::table::parquet::ParquetError;
use crate::table::{Chapter, Provenance, Table, dictionary, to_csv};

pub(crate) use freshness::newest_date;
pub(crate) use robustness::radius_in_words;
pub use size::SizeView;

/// Everything that outputs are made from.
pub struct View<'r> {
    /// The input folder.
    pub input: &'r Path,
    /// Registers, guidelines, rules, layouts.
    pub settings: &'r Settings,
    /// The data.
    pub reading: &'r Reading,
    /// Grades and placements.
    pub assessed: &'r Assessed,
    /// How firm the placements are.
    pub robustness: &'r Robustness,
    /// All findings, sorted.
    pub findings: &'r [Finding],
    /// What stands under every output.
    pub provenance: &'r Provenance,
    /// Day of the region map.
    pub regions_on: NaiveDate,
    /// The day that rows had to be as new as, when one was given.
    pub fresh_since: Option<NaiveDate>,
    /// The day of the run.
    pub as_of: NaiveDate,
    /// Told how far the drawing has come.
    pub(crate) progress: Progress<'r>,
    /// Whether charts are drawn for groups without assessments too.
    pub all_groups: bool,
    /// Real boundaries for the maps, when the user brought them.
    pub(crate) boundaries: Option<&'r BoundaryFile>,
}

/// Why an output could not be made.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The output folder.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A parquet file.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
    /// A chart.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// The counts.
    #[error(transparent)]
    Supply(#[from] SupplyError),
    /// Access, cover or need.
    #[error(transparent)]
    Landscape(#[from] LandscapeError),
    /// A workbook.
    #[error("{path} kan ikke laves: {source}")]
    Workbook {
        /// The output.
        path: String,
        /// What the writer says.
        source: rust_xlsxwriter::XlsxError,
    },
}

/// Writes all outputs to the staging folder.
pub(super) fn write_all(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let settings = view.settings;
    let sizes = SizeView::new(&settings.registers, &settings.groups, None, view.regions_on)
        .with_boundaries(view.boundaries.map(|file| Arc::clone(&file.boundaries)));
    let rows = || -> Result<[Vec<Chapter>; 3], WriteError> {
        let of_offerings = vec![placements::write(staging, view)?, grades::write(staging, view)?];
        let mut of_input = findings::write(staging, view)?;
        of_input.push(links::write(staging, view)?);
        let of_sizes = size::write(staging, &sizes)?;
        given_back_files::write(staging, view)?;
        Ok([of_offerings, of_sizes, of_input])
    };
    let pictures = || -> Result<[Vec<Chapter>; 2], WriteError> {
        let placements: Vec<_> = view.assessed.offerings.iter().map(|o| o.placement).collect();
        let facts = facts(&view.reading.dataset, &placements, &view.assessed.supervision);
        let supplies = tables::Supplies::count(view, &facts)?;
        let in_tables = tables::write(staging, view, &supplies)?;
        charts::write(staging, view, &supplies)?;
        Ok([in_tables, landscape::write(staging, view, &sizes, &facts)?])
    };
    let firmness = || robustness::write(staging, view);
    let (rows, (pictures, firmness)) = rayon::join(rows, || rayon::join(pictures, firmness));
    let ([of_offerings, of_sizes, of_input], [in_tables, landscape]) = (rows?, pictures?);
    let chapters = [of_offerings, in_tables, landscape, firmness?, of_sizes, of_input].concat();
    let catalogue = dictionary(&chapters, view.provenance);
    Ok(staging.text("data-dictionary.md", &catalogue)?)
}

/// Writes the sizes and nothing else.
pub(super) fn write_sizes(staging: &Staging, view: &SizeView<'_>) -> Result<(), WriteError> {
    size::write(staging, view).map(|_| ())
}

/// Writes what tells how firm the placements are, and nothing else.
pub(super) fn write_robustness(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    robustness::write(staging, view).map(|_| ())
}

/// Writes a table as Danish CSV.
fn write_table(
    staging: &Staging,
    folder: &str,
    table: &Table,
    provenance: &Provenance,
) -> Result<(), WriteError> {
    let path = format!("{folder}/{}.csv", table.name);
    let bytes = to_csv(table, provenance).map_err(|e| failed(&path, e))?;
    Ok(staging.write(&path, &bytes)?)
}

fn failed(path: &str, error: io::Error) -> WriteError {
    OutputError::write(Path::new(path), error).into()
}
