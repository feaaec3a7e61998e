//! LARGER THAN MEMORY: partitions of the flat table are read, graded, placed and written in a
//! stream.
//!
//! A partition is a file. Its outputs are a folder that is put in place whole, with the sums of the
//! partition and the key that they are good for; a partition that is done for the same key is not
//! done again. Sums of partitions add up, whoever made them and where.

mod csv_blocks;
mod csv_rows;
mod error;
mod key;
mod merge;
mod parquet_rows;
mod partial;
mod partition;
mod place;
mod waves;

pub use csv_blocks::CsvBlocks;
pub use error::StreamError;
pub use key::{Key, RulesKey};
pub use merge::{Merged, read_partials};
pub use partial::{Partial, RowCounts, Told};
pub use partition::{Format, Partition, Partitions, partitions};
pub use place::{Done, Placer};
