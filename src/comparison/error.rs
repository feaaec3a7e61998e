//! Why were runs not compared?

use std::path::PathBuf;

use thiserror::Error;

use crate::output::OutputError;
use crate::publication::PublicationError;
use crate::report::WriteError;

/// Where, what was found, what to do; in Danish.
#[derive(Debug, Error)]
pub enum ComparisonError {
    /// A folder that is no finished run, or a file in it that can't be read.
    #[error(transparent)]
    Run(#[from] PublicationError),
    /// The outputs would take the place of another command's.
    #[error(
        "{}: mappen holder resultater af niveau {command}, som ikke må gå tabt; vælg en anden \
         mappe med --output",
        path.display()
    )]
    OutputOfAnother {
        /// The folder.
        path: PathBuf,
        /// Who wrote it.
        command: String,
    },
    /// An output could not be made.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// An output could not be put in place.
    #[error(transparent)]
    Output(#[from] OutputError),
}
