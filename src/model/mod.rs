//! The words of the model: what every other room talks about. Imports nothing of ours.
//!
//! The source of the words is Socialstyrelsen, *Model for beskrivelse af specialiseringsniveauer*
//! (December 2020), cited here as "the model" with chapter or box. Where the model is silent, the
//! numbered Readings in ARCHITECTURE.md say what was decided.

mod age_band;
mod age_group_set;
mod assessment;
mod boundaries;
mod capacity;
mod dataset;
mod distance;
mod evidence;
mod geography;
mod grade;
mod grade_bounds;
mod grade_planes;
mod id;
mod inspectors_judge;
mod interval;
mod language;
mod largest_remainder;
mod level;
mod measure;
mod municipality;
mod parameter;
mod placement;
mod provider;
mod rising_root;
mod row_ref;
mod target_group;
mod tile;

pub use age_band::AgeBand;
pub use age_group_set::AgeGroupSet;
pub use assessment::{Assessment, Incomplete, Loss, LostRow, QualityJudgement, Supervision};
pub use boundaries::Boundaries;
pub use capacity::{
    CapacityFigures, CapacityReport, Certainty, ChangeKind, FlowReport, MOST_PERCENT, Occupied,
    Payer, PlannedChange, ReportedUnit,
};
pub use dataset::{Dataset, FormSheet, Offering};
pub use distance::great_circle_km;
pub use evidence::{Answer, AnswerField, Evidence, ExperienceBand, NumberField};
pub use geography::{MunicipalityCode, RegionId};
pub use grade::Grade;
pub use grade_bounds::GradeBounds;
pub use grade_planes::GradePlanes;
pub use id::{DepartmentId, OfferingId, ProviderId};
pub use inspectors_judge::InspectorsJudge;
pub use interval::{Interval, garwood, wilson};
pub use language::Language;
pub use largest_remainder::largest_remainder;
pub use level::{Attained, Level};
pub use measure::{Measure, Staffing, Unit};
pub use municipality::Municipality;
pub use parameter::{Parameter, ParameterSet, PerParameter};
pub use placement::{PlacementState, QualityOutcome};
pub use provider::{
    Department, LegalBasisId, LegalBasisSet, Operator, Ownership, Provider, ProviderKind,
    ProviderKindSet, ServiceSet, StatusFault,
};
pub use rising_root::rising_root;
pub use row_ref::{RowRef, SheetId};
pub use target_group::{AgeGroup, AgeSpan, TargetGroupId, TargetGroupSet};
pub use tile::{Tile, TileGrid};
