//! Why could a run not be done?

use chrono::NaiveDate;
use thiserror::Error;

use crate::finding::Finding;
use crate::ingest::{ReadError, ReturnedError};
use crate::landscape::LandscapeError;
use crate::output::{OutputError, Staging};
use crate::report::WriteError;
use crate::settings::SettingsError;
use crate::stream::StreamError;

/// Why a run could not be done.
#[derive(Debug, Error)]
pub enum RunError {
    /// Registers, guidelines, rules or layouts.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The data.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The forms that came back.
    #[error(transparent)]
    Returned(#[from] ReturnedError),
    /// Access, cover or need.
    #[error(transparent)]
    Landscape(#[from] LandscapeError),
    /// Making the outputs.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// Partitions of the flat table.
    #[error(transparent)]
    Stream(#[from] StreamError),
    /// Putting them in place.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The boundaries that were named in the call.
    #[error("{0}")]
    Boundaries(Box<Finding>),
    /// A day on which the registers know no regions.
    #[error("registret kender ingen regioner den {on}{}", another_day(*.is_asked))]
    NoRegions {
        /// The day.
        on: NaiveDate,
        /// Whether the call named it.
        is_asked: bool,
    },
    /// Outputs among the inputs would be read by the next run.
    #[error(
        "{}: resultaterne kan ikke lægges i inputmappen eller under den; vælg en anden mappe med \
         --output",
        .0.display()
    )]
    OutputIsInput(std::path::PathBuf),
    /// Nobody has an offering to the groups that a sample was asked of.
    #[error(
        "ingen i data har et tilbud til {0}, så der er ingen at trække; vælg andre målgrupper med \
         --groups"
    )]
    NothingToDraw(String),
    /// There were files, and no row of them could be used: there is nothing to tell.
    #[error(
        "ingen række i {} kunne bruges ({rows_read} læst), så der er intet at skrive; de forrige \
         resultater er uændrede. niveau check siger, hvad der er galt",
        input.display()
    )]
    NothingUsed {
        /// The input folder.
        input: std::path::PathBuf,
        /// Rows read.
        rows_read: u64,
    },
    /// One stage's outputs would take the place of a whole run's.
    #[error(
        "{}: mappen holder resultater af niveau run, som ikke må gå tabt; vælg en anden mappe med \
         --output. niveau run skriver også størrelserne (size/) og robustheden (robustness/)",
        .0.display()
    )]
    OutputOfRun(std::path::PathBuf),
    /// Nobody is named that forms could be about.
    #[error(
        "hvem skal der laves skemaer til? Angiv en stikprøve med --sample (eller læg den i {}), \
         målgrupper med --group eller tilbud med --provider",
        design.display()
    )]
    AsksForNobody {
        /// Where a sample would lie.
        design: std::path::PathBuf,
    },
    /// What was named in the call is not there, or leaves nothing to do.
    #[error("{0}")]
    WrongChoice(String),
    /// Forms that could not be read back are not sent out.
    #[error(
        "intet layout i input/layouts læser skemaerne (socialtilsyn-…-skema.xlsx) som en tabel med \
         et ark til oplysninger og et til gradueringer. Læg layouts/indplaceringsskema.toml tilbage; \
         niveau example skriver den"
    )]
    NoFormLayout,
}

/// What to do about a day without regions.
const fn another_day(is_asked: bool) -> &'static str {
    if is_asked {
        "; vælg en dag mellem registrets datoer (registers/regions.csv) med --regions-on"
    } else {
        ", som kommunernes befolkning er fra (registers/municipalities.csv). Ret datoerne i \
         registers/regions.csv, eller vælg en anden dag med --regions-on"
    }
}

impl RunError {
    /// Why outputs could not be made: where the system would not write, that is why, and is told
    /// once and in our words.
    pub(super) fn writing(error: WriteError, staging: &Staging) -> Self {
        staging.failure().map_or_else(|| error.into(), Self::Output)
    }
}
