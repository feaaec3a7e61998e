//! What is computed from the data and the rules, before anything is told?

pub(crate) mod agreement;
pub(crate) mod area;
mod area_reported;
pub(crate) mod assess;
mod capacity;
mod counted;
mod design_findings;
mod flat;
mod freshness;
mod fullness;
mod groups;
mod inspectors;
mod landscape;
pub(crate) mod lapsed;
mod newest_reports;
mod off_portal;
mod reason;
pub(crate) mod region;
pub(crate) mod robustness;
mod sample;
mod size;
pub(crate) mod special_functions;
mod stage;
mod supply;
mod underlag;
pub(crate) mod unmet;
mod weighted;

use std::path::Path;

use chrono::NaiveDate;

use crate::finding::Finding;
use crate::ingest::Reading;
use crate::model::Language;
use crate::settings::Settings;
use crate::settings::boundaries::BoundaryFile;
use crate::table::Provenance;

pub use agreement::MEASURED;
pub use area::AskedAreas;
pub(crate) use area::{AreaFigure, AreaMeasure, AreaProfile, AreaRow, area_profiles};
pub use assess::{Assessed, AssessedOffering, assess};
pub use capacity::CapacityResults;
pub(crate) use counted::{Counted, counted};
pub use design_findings::design_findings;
pub(crate) use freshness::{AgeRow, Dated};
pub use fullness::{Fullness, InUse, NotTold, PlaceBasis, Today};
pub(crate) use groups::GroupCounts;
pub(crate) use inspectors::{Compared, ComparedInspectors};
pub use landscape::LandscapeResults;
pub(crate) use off_portal::{OfKind, OffPortalRow};
pub use reason::reason;
pub use robustness::{
    Area, AskedCriterion, GroupStudy, MovedBound, NamedWeighting, OfferingFirmness, Part,
    PartCounts, Robustness, RuleInRegion, Split, SplitGroup,
};
pub use sample::{Dimension, HeldAgainst, SampleResults, population};
pub use size::{EstimateOrShare, Estimated, Published, SizeResults};
pub(crate) use special_functions::{Approved, Difference, FunctionResults, FunctionRow};
pub use stage::{Progress, Stage, Step};
pub use underlag::{InMunicipality, Point, Reached, ReachingN, Subject, Underlag};
pub use unmet::Unmet;
pub use weighted::{NoWeighted, WeightedArea, WeightedLevel, WeightedLevels};

/// Everything that outputs are made from: complete before anything is written.
pub struct Results<'r> {
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
    /// Supply, need against it, access, and what it rests on.
    pub landscape: &'r LandscapeResults,
    /// Places, occupancy, takster, flows and planned changes as they are reported; empty without
    /// reports.
    pub capacity: &'r CapacityResults,
    /// How areas look, one beside another.
    pub(crate) areas: &'r [AreaProfile],
    /// How large the target groups are, and who reaches the underlag.
    pub sizes: &'r SizeResults<'r>,
    /// Who is approved for *specialfunktioner*, beside the level.
    pub(crate) functions: &'r FunctionResults<'r>,
    /// What is counted of the offerings.
    pub(crate) counted: &'r Counted,
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
    /// In which language the page is told.
    pub language: Language,
    /// Whether charts are drawn for groups without assessments too.
    pub all_groups: bool,
    /// Whether the table that other engines read is written.
    pub for_engines: bool,
    /// Whether pictures are vector files too.
    pub vectors: Vectors,
    /// Real boundaries for the maps, when the user brought them.
    pub(crate) boundaries: Option<&'r BoundaryFile>,
}

/// Where pictures stand as vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vectors {
    /// On the page, which shows them all.
    OnThePage,
    /// In files of their own too, for print.
    Files,
}

/// Everything that was read and found.
#[derive(Debug)]
pub struct Checked {
    /// Registers, guidelines, rules, layouts.
    pub settings: Settings,
    /// The data.
    pub reading: Reading,
    /// Grades and placements.
    pub assessed: Assessed,
    /// Day of the region map.
    pub regions_on: NaiveDate,
}
