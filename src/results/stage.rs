//! Where is a run, for somebody who waits?

use crate::ingest::Progress as Far;
use crate::table::thousands;

/// A stage of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Registers, guidelines, rules and layouts.
    Settings,
    /// The data.
    Reading,
    /// Grades and placements.
    Assessing,
    /// How firm the placements are.
    Robustness,
    /// Providers and places.
    Counting,
    /// Expected citizens and underlag.
    Sizes,
    /// Supply against need.
    Landscape,
    /// Places, occupancy and flows, where they are reported.
    Capacity,
    /// Regions and municipalities beside each other.
    Areas,
    /// Tables, pictures, workbooks and texts.
    Writing,
    /// A made-up input folder: no stage of a run.
    Example,
    /// Who is drawn for a trial.
    Drawing,
    /// Workbooks to be filled in.
    Forms,
    /// Workbooks that came back.
    Returns,
    /// Partitions of the flat table.
    Partitions,
}

impl Stage {
    /// Those of a run, in its order.
    pub const OF_RUN: [Self; 10] = [
        Self::Settings,
        Self::Reading,
        Self::Assessing,
        Self::Robustness,
        Self::Counting,
        Self::Sizes,
        Self::Landscape,
        Self::Capacity,
        Self::Areas,
        Self::Writing,
    ];

    /// Those of a command that places in a stream.
    pub const OF_STREAM: [Self; 2] = [Self::Settings, Self::Partitions];

    /// Those of a command that places and writes nothing.
    pub const OF_PLACING: [Self; 3] = [Self::Settings, Self::Reading, Self::Assessing];

    /// Its name in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Reading => "reading",
            Self::Assessing => "assessing",
            Self::Robustness => "robustness",
            Self::Counting => "counting",
            Self::Sizes => "sizes",
            Self::Landscape => "landscape",
            Self::Capacity => "capacity",
            Self::Areas => "areas",
            Self::Writing => "writing",
            Self::Example => "example",
            Self::Drawing => "drawing",
            Self::Forms => "forms",
            Self::Returns => "returns",
            Self::Partitions => "partitions",
        }
    }

    /// What is done, for readers.
    pub fn words(self) -> &'static str {
        match self {
            Self::Settings => "Læser regler og registre",
            Self::Reading => "Læser data",
            Self::Assessing => "Graduerer og indplacerer",
            Self::Robustness => "Måler, hvor sikre indplaceringerne er",
            Self::Counting => "Tæller tilbud og pladser",
            Self::Sizes => "Regner målgruppernes størrelse og underlag",
            Self::Landscape => "Gør udbud, behov og adgang op",
            Self::Capacity => "Gør kapacitet, belægning og borgerstrømme op",
            Self::Areas => "Stiller områder op ved siden af hinanden",
            Self::Writing => "Skriver tabeller og figurer",
            Self::Example => "Skriver et opdigtet eksempel",
            Self::Drawing => "Trækker stikprøven",
            Self::Forms => "Skriver skemaer",
            Self::Returns => "Læser skemaer",
            Self::Partitions => "Indplacerer partitioner",
        }
    }

    /// How many of a thousand parts of a long run's time it takes. Ours, measured with 200.000
    /// tilbud, all assessed; it only serves to guess how long is left.
    pub fn weight(self) -> u64 {
        match self {
            Self::Settings | Self::Sizes => 2,
            Self::Reading => 249,
            Self::Assessing => 9,
            Self::Robustness => 137,
            Self::Counting => 53,
            Self::Landscape | Self::Capacity | Self::Areas => 22,
            Self::Writing => 526,
            Self::Partitions => 998,
            Self::Example | Self::Drawing | Self::Forms | Self::Returns => 50,
        }
    }
}

/// What is told on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A stage has begun.
    Begun(Stage),
    /// How far the reading has come.
    Read(Far),
    /// Tables and pictures that are made, and how many there will be.
    Made {
        /// Tables that are written.
        tables: usize,
        /// All of them.
        of_tables: usize,
        /// Pictures that are drawn.
        pictures: usize,
        /// All of them.
        of_pictures: usize,
    },
    /// How far partitions are placed.
    Placed {
        /// Partitions that are done.
        partitions: usize,
        /// All of them.
        of_partitions: usize,
        /// Rows read.
        rows: u64,
        /// Bytes read.
        bytes: u64,
        /// All of them.
        of_bytes: u64,
    },
}

impl Step {
    /// What a reader is told of it, of the stage that it belongs to.
    pub fn words(self) -> String {
        match self {
            Self::Begun(stage) => stage.words().to_owned(),
            Self::Read(Far { files, files_done, rows, .. }) => {
                format!("Læser data: {files_done} af {files} filer, {rows} rækker")
            }
            Self::Placed { partitions, of_partitions, rows, .. } => format!(
                "Indplacerer: {partitions} af {of_partitions} partitioner, {} rækker",
                thousands(rows)
            ),
            Self::Made { tables, of_tables, pictures, of_pictures } => format!(
                "Skriver: {tables} af {of_tables} tabeller, {pictures} af {of_pictures} figurer"
            ),
        }
    }

    /// The stage that it belongs to.
    pub fn stage(self) -> Stage {
        match self {
            Self::Begun(stage) => stage,
            Self::Read(_) => Stage::Reading,
            Self::Made { .. } => Stage::Writing,
            Self::Placed { .. } => Stage::Partitions,
        }
    }

    /// The share of its stage that is done, in thousandths.
    pub fn thousandths(self) -> u64 {
        let share = |done: u64, all: u64| (done * 1000).checked_div(all).unwrap_or(0);
        match self {
            Self::Begun(_) => 0,
            Self::Read(far) => share(far.bytes_done, far.bytes),
            Self::Placed { bytes, of_bytes, .. } => share(bytes, of_bytes),
            Self::Made { tables, of_tables, pictures, of_pictures } => {
                share((tables + pictures) as u64, (of_tables + of_pictures) as u64)
            }
        }
    }
}

/// How a stage tells how far it has come, from any thread.
pub type Progress<'p> = &'p (dyn Fn(Step) + Sync);
