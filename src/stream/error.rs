//! Why can a partition not be placed, or sums not be added?

use std::path::PathBuf;

use thiserror::Error;

use crate::output::OutputError;
use crate::regular_file::NotRead;
use crate::table::{NotParquet, ParquetError, TableError};

/// Where, what was found, what to do; in Danish.
#[derive(Debug, Error)]
pub enum StreamError {
    /// A file or a folder that was named.
    #[error("{}: {why}", path.display())]
    NotRead {
        /// Where.
        path: PathBuf,
        /// What is wrong with it.
        why: NotRead,
    },
    /// There is nothing to place.
    #[error(
        "der er ingen partitioner at indplacere; nævn filer, der ender på .csv eller .parquet, eller \
         mapper med dem"
    )]
    NoPartitions,
    /// There is nothing to add up.
    #[error(
        "der er ingen færdige partitioner at lægge sammen; nævn en mappe, som niveau place har skrevet"
    )]
    NoPartials,
    /// Two partitions would have the same outputs.
    #[error(
        "to partitioner hedder {name}: {} og {}; giv den ene et andet navn, eller indplacer dem hver \
         for sig", first.display(), second.display()
    )]
    SameName {
        /// What both are called.
        name: String,
        /// The one.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// Two partitions hold the same.
    #[error(
        "{} og {} er lavet af det samme indhold og ville tælle dobbelt; fjern den ene",
        first.display(), second.display()
    )]
    SameContent {
        /// The one.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// Two partitions were placed by different rules.
    #[error(
        "{} og {} er indplaceret efter hver sit ({what}) og kan ikke lægges sammen; indplacer dem \
         igen efter det samme", first.display(), second.display()
    )]
    OtherRules {
        /// The one.
        first: PathBuf,
        /// The other.
        second: PathBuf,
        /// In what they differ.
        what: &'static str,
    },
    /// The columns are not those of the flat table.
    #[error(
        "{}: kolonnerne er ikke dem, der skal være: {problems}. De \
         står i data-dictionary.md efter niveau run --format parquet", path.display()
    )]
    Columns {
        /// The partition.
        path: PathBuf,
        /// All that is wrong.
        problems: String,
    },
    /// A row that has no end within reason.
    #[error(
        "{}: efter byte {at} er der ingen ende på en række inden for {} MB; luk anførselstegnet, \
         eller del filen", path.display(), most >> 20
    )]
    EndlessRow {
        /// The partition.
        path: PathBuf,
        /// Where the row begins.
        at: u64,
        /// Bytes that were looked at.
        most: usize,
    },
    /// The sums of a partition can't be read.
    #[error("{}: delsummerne kan ikke læses ({why}); indplacer partitionen igen", path.display())]
    Partial {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The partition can't be read.
    #[error("{}: {why}", path.display())]
    Parquet {
        /// The partition.
        path: PathBuf,
        /// What is wrong.
        why: NotParquet,
    },
    /// A parquet file of outputs can't be made.
    #[error("{}: {why}", path.display())]
    Encode {
        /// The partition that it is of.
        path: PathBuf,
        /// What is wrong.
        why: ParquetError,
    },
    /// The outputs can't be made.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The outputs can't be put in place.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl StreamError {
    /// Whether the fault is one of this partition's, and others can be placed all the same.
    pub const fn is_of_partition(&self) -> bool {
        matches!(
            self,
            Self::NotRead { .. }
                | Self::Columns { .. }
                | Self::EndlessRow { .. }
                | Self::Parquet { .. }
        )
    }
}
