//! LOOK-UPS: municipalities, dated regions, supervision, target groups, legal bases.
//!
//! Registers are files of `input/registers/`, not code. They are parsed from text here and read
//! from disk by `settings`; all problems of all registers are reported at once.

mod age_group;
mod age_range;
mod authority;
mod boundary;
mod covered_group;
mod knowledge_product;
mod legal_basis;
mod municipality;
mod name;
mod neighbour;
mod ownership;
mod postal_code;
mod region;
mod row;
mod service;
mod special_function;
mod target_group;
mod tile;
mod travel_minutes;

pub use age_group::AgeGroups;
pub use age_range::{AgeRange, AgeRanges, Part};
pub use authority::Authorities;
pub use covered_group::{CoveredGroup, CoveredGroups, NOT_THE_MODELS_LEVEL};
pub use knowledge_product::{KnowledgeProduct, KnowledgeProducts};
pub use legal_basis::{LegalBases, LegalBasis};
pub use municipality::Municipalities;
pub use name::fold_name;
pub use neighbour::{LinkKind, Neighbours};
pub use ownership::Ownerships;
pub use postal_code::PostalCodes;
pub use region::{Region, Regions};
pub use service::Services;
pub use special_function::{FunctionApproval, SpecialFunction, SpecialFunctions};
pub use target_group::{TargetGroup, TargetGroups};
pub use travel_minutes::TravelMinutes;

use chrono::NaiveDate;

use crate::finding::Finding;
use crate::model::TileGrid;
use crate::model::{LegalBasisSet, Provider, ProviderKindSet, Supervision};

/// The register files, by their name in `input/registers/`.
pub const FILES: [&str; 18] = [
    "municipalities.csv",
    "regions.csv",
    "region_membership.csv",
    "social_authorities.csv",
    "target_groups.csv",
    "legal_bases.csv",
    "ownerships.csv",
    "services.csv",
    "postal_codes.csv",
    "age_ranges.csv",
    "age_groups.csv",
    "knowledge_products.csv",
    "neighbours.csv",
    "tile_grid.csv",
    "viso.csv",
    "national_coordination.csv",
    "special_functions.csv",
    "special_function_approvals.csv",
];

/// Those of [`FILES`] that may be missing or empty: nothing is known then.
pub const MAY_BE_MISSING: [&str; 4] = [
    "viso.csv",
    "national_coordination.csv",
    "special_functions.csv",
    "special_function_approvals.csv",
];

/// All registers of a run.
#[derive(Clone, Debug)]
pub struct Registers {
    /// *Kommuner.*
    pub municipalities: Municipalities,
    /// *Regioner*, dated.
    pub regions: Regions,
    /// *Socialtilsyn* and where they supervise, dated.
    pub authorities: Authorities,
    /// *Målgrupper.*
    pub target_groups: TargetGroups,
    /// *Paragraffer.*
    pub legal_bases: LegalBases,
    /// Spellings of *virksomhedsform*.
    pub ownerships: Ownerships,
    /// *Ydelsestyper.*
    pub services: Services,
    /// *Postnumre*: hints only.
    pub postal_codes: PostalCodes,
    /// *Aldersafgrænsninger* of published figures.
    pub age_ranges: AgeRanges,
    /// *Børn, unge, voksne.*
    pub age_groups: AgeGroups,
    /// *Vidensprodukter.*
    pub knowledge_products: KnowledgeProducts,
    /// What VISO covers.
    pub viso: CoveredGroups,
    /// What the *nationale koordinationsstruktur* covers.
    pub national_coordination: CoveredGroups,
    /// *Specialfunktioner*, and who is approved for them.
    pub special_functions: SpecialFunctions,
    /// *Nabokommuner.*
    pub neighbours: Neighbours,
    /// The map of squares.
    pub tile_grid: TileGrid,
}

impl Registers {
    /// Parses all registers. `text_of` gives the text of a file named in [`FILES`].
    ///
    /// # Errors
    /// Every problem of every register: a missing column, a code that is no code, a date that is
    /// no date, a municipality without a region, a name used twice.
    pub fn parse<'t>(mut text_of: impl FnMut(&str) -> &'t str) -> Result<Self, Vec<Finding>> {
        let mut problems = Vec::new();
        let municipalities = Municipalities::parse(text_of("municipalities.csv"), &mut problems);
        let regions = Regions::parse(
            text_of("regions.csv"),
            text_of("region_membership.csv"),
            &municipalities,
            &mut problems,
        );
        let authorities =
            Authorities::parse(text_of("social_authorities.csv"), &municipalities, &mut problems);
        let target_groups = TargetGroups::parse(text_of("target_groups.csv"), &mut problems);
        let legal_bases = LegalBases::parse(text_of("legal_bases.csv"), &mut problems);
        let ownerships = Ownerships::parse(text_of("ownerships.csv"), &mut problems);
        let services = Services::parse(text_of("services.csv"), &mut problems);
        let postal_codes =
            PostalCodes::parse(text_of("postal_codes.csv"), &municipalities, &mut problems);
        let age_ranges = AgeRanges::parse(text_of("age_ranges.csv"), &mut problems);
        let age_groups = AgeGroups::parse(text_of("age_groups.csv"), &age_ranges, &mut problems);
        let knowledge_products = KnowledgeProducts::parse(
            text_of("knowledge_products.csv"),
            &target_groups,
            &mut problems,
        );
        let mut covered = |file: &str, problems: &mut Vec<Finding>| {
            CoveredGroups::parse(file, text_of(file), &target_groups, problems)
        };
        let viso = covered("viso.csv", &mut problems);
        let national_coordination = covered("national_coordination.csv", &mut problems);
        let special_functions = SpecialFunctions::parse(
            text_of("special_functions.csv"),
            text_of("special_function_approvals.csv"),
            &target_groups,
            &mut problems,
        );
        let neighbours =
            Neighbours::parse(text_of("neighbours.csv"), &municipalities, &mut problems);
        let tile_grid = TileGrid::parse(text_of("tile_grid.csv"), &municipalities, &mut problems);
        if problems.is_empty() {
            Ok(Self {
                municipalities,
                regions,
                authorities,
                target_groups,
                legal_bases,
                ownerships,
                services,
                postal_codes,
                age_ranges,
                age_groups,
                knowledge_products,
                viso,
                national_coordination,
                special_functions,
                neighbours,
                tile_grid,
            })
        } else {
            Err(problems)
        }
    }

    /// The newest population date of the municipalities: the date that the registers were made
    /// for, and so the default date of the region map.
    pub fn made_for(&self) -> NaiveDate {
        self.municipalities.iter().map(|m| m.population_on).max().unwrap_or(NaiveDate::MIN)
    }

    /// The kinds of a provider (or of one of its departments, which has legal bases of its own):
    /// those stated, else those that follow from the legal bases.
    pub fn kinds(&self, stated: ProviderKindSet, bases: LegalBasisSet) -> ProviderKindSet {
        if !stated.is_empty() {
            return stated;
        }
        let mut kinds = ProviderKindSet::default();
        for basis in bases.iter() {
            kinds.insert(self.legal_bases.get(basis).provider_kind);
        }
        kinds
    }

    /// The kinds of a provider.
    pub fn kinds_of(&self, provider: &Provider) -> ProviderKindSet {
        self.kinds(provider.stated_kinds, provider.legal_bases)
    }

    /// Whether legal bases put a tilbud under a socialtilsyn (Reading R5): yes when one of them
    /// does; unknown when none is stated, or only ones that the register does not know.
    pub fn under_social_authority(&self, bases: LegalBasisSet, has_unknown: bool) -> Option<bool> {
        if bases.iter().any(|basis| self.legal_bases.get(basis).under_social_authority) {
            Some(true)
        } else if bases.is_empty() || has_unknown {
            None
        } else {
            Some(false)
        }
    }

    /// The name of an authority, for readers.
    pub fn supervision_name(&self, supervision: Supervision) -> String {
        match supervision {
            Supervision::SocialAuthority(id) => self.authorities.name(id).to_owned(),
            Supervision::Municipality(code) => match self.municipalities.get(code) {
                Some(municipality) => format!("{} Kommune", municipality.name),
                None => format!("Kommune {code}"),
            },
        }
    }
}
