//! Why was nothing published, or not attacked?

use thiserror::Error;

use crate::finding::Finding;
use crate::output::OutputError;
use crate::table::TableError;

/// Where, what was found, what to do; in Danish.
#[derive(Debug, Error)]
pub enum PublicationError {
    /// A folder that is not what was asked for, or a file in it that can't be read.
    #[error("{0}")]
    NotUsable(String),
    /// What is wrong with the rules.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Rules(Vec<Finding>),
    /// Cells that can be told too nearly; nothing was put in place.
    #[error(
        "intet er offentliggjort: angrebet på de færdige filer kan regne for tæt på disse skjulte \
         celler:\n  {}\nSlå værdier sammen, eller tag en tabel ud i rules/disclosure.toml",
        .0.join("\n  ")
    )]
    GivenAway(Vec<String>),
    /// A table could not be written.
    #[error(transparent)]
    Table(#[from] TableError),
    /// An output could not be put in place.
    #[error(transparent)]
    Output(#[from] OutputError),
}
