//! Who is approved for *specialfunktioner*, beside the level? A second axis (the model of 2022).

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use crate::finding::{Finding, Severity};
use crate::landscape::{Class, Value};
use crate::model::{Dataset, Level, OfferingId, TargetGroupId};
use crate::register::{FunctionApproval, Registers, SpecialFunction, SpecialFunctions};
use crate::results::assess::AssessedOffering;
use crate::results::region::region_of;

/// Whether an offering's provider is approved for a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Approved {
    /// With *rådgivningsforpligtelse*.
    AndAdvises,
    /// Without.
    Yes,
    /// No row says so; it is not known that the provider is not approved.
    NotReported,
    /// All together.
    All,
}

impl Approved {
    /// All four.
    pub const ALL: [Self; 4] = [Self::AndAdvises, Self::Yes, Self::NotReported, Self::All];

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::AndAdvises => "godkendt, med rådgivningsforpligtelse",
            Self::Yes => "godkendt, uden rådgivningsforpligtelse",
            Self::NotReported => "ingen godkendelse oplyst",
            Self::All => "alle",
        }
    }

    /// What an approval, or none, says.
    pub fn of(approval: Option<&FunctionApproval>) -> Self {
        match approval {
            Some(approval) if approval.must_advise => Self::AndAdvises,
            Some(_) => Self::Yes,
            None => Self::NotReported,
        }
    }
}

/// Offerings of a function's group in a region, by class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionRow {
    /// The function: a place in the register.
    pub function: usize,
    /// A region, [`Value::NotReported`] or [`Value::Total`].
    pub area: Value,
    /// Whom it counts.
    pub approved: Approved,
    /// Along [`Class::ALL`].
    pub by_class: [u64; 8],
}

impl FunctionRow {
    /// Of all classes.
    pub fn offerings(&self) -> u64 {
        self.by_class.iter().sum()
    }
}

/// How level and approval differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Differs {
    /// On højt, and no approval is reported for any function of the group.
    HighWithout,
    /// Approved, and placed below højt.
    ApprovedBelow,
    /// Approved, and on no level.
    ApprovedNotPlaced,
}

impl Differs {
    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::HighWithout => "på højt, ingen godkendelse oplyst",
            Self::ApprovedBelow => "godkendt, indplaceret under højt",
            Self::ApprovedNotPlaced => "godkendt, ikke indplaceret",
        }
    }
}

/// An offering whose level and approval differ.
#[derive(Clone, Copy, Debug)]
pub struct Difference<'r> {
    /// The offering.
    pub offering: OfferingId,
    /// How.
    pub differs: Differs,
    /// The function and the approval; none where there is none for any.
    pub approved: Option<(&'r SpecialFunction, &'r FunctionApproval)>,
}

/// *Niveau x specialfunktion*, on a day.
#[derive(Debug, Default)]
pub struct FunctionResults<'r> {
    /// By function, region and approval: complete for every function of the register.
    pub rows: Vec<FunctionRow>,
    /// By kind, then by offering.
    pub differences: Vec<Difference<'r>>,
}

impl<'r> FunctionResults<'r> {
    /// Holds approvals that are in force on the day against the placements. Nothing where the
    /// register has no function.
    pub(crate) fn compute(
        dataset: &Dataset,
        registers: &'r Registers,
        offerings: &[AssessedOffering],
        on: NaiveDate,
    ) -> Self {
        let functions = &registers.special_functions;
        let mut results = Self::default();
        let regions = registers.regions.on(on).into_iter().map(Value::Region);
        let areas: Vec<Value> = regions.chain([Value::NotReported, Value::Total]).collect();
        let mut counts: BTreeMap<(usize, Value, Approved), [u64; 8]> = BTreeMap::new();
        for (id, offering) in (0..).map(OfferingId).zip(&dataset.offerings) {
            if functions.of(offering.target_group).next().is_none() {
                continue;
            }
            let class = Class::of(&offerings[id.index()].placement);
            let region = region_of(dataset, registers, offering, on);
            let area = region.map_or(Value::NotReported, Value::Region);
            let provider = &*dataset.provider(offering).id;
            let mut is_approved = false;
            for (at, function) in functions.of(offering.target_group) {
                let approval = functions.approval_of(provider, at, on);
                is_approved |= approval.is_some();
                for area in [area, Value::Total] {
                    for whom in [Approved::of(approval), Approved::All] {
                        counts.entry((at, area, whom)).or_default()[class.index()] += 1;
                    }
                }
                let differs = match class {
                    Class::On(Level::High) => None,
                    Class::On(_) | Class::Apart(crate::model::PlacementState::BelowLight) => {
                        Some(Differs::ApprovedBelow)
                    }
                    Class::Apart(_) => Some(Differs::ApprovedNotPlaced),
                };
                results.differences.extend(approval.zip(differs).map(|(approval, differs)| {
                    Difference { offering: id, differs, approved: Some((function, approval)) }
                }));
            }
            // Where nobody's approval is known, it says nothing that one has none.
            if class == Class::On(Level::High)
                && !is_approved
                && is_reported(functions, offering.target_group)
            {
                let differs = Differs::HighWithout;
                results.differences.push(Difference { offering: id, differs, approved: None });
            }
        }
        results.differences.sort_by_key(|d| (d.differs, d.offering));
        for (function, _) in functions.all().iter().enumerate() {
            for area in &areas {
                results.rows.extend(Approved::ALL.map(|approved| {
                    let by_class = counts.get(&(function, *area, approved)).copied();
                    let by_class = by_class.unwrap_or_default();
                    FunctionRow { function, area: *area, approved, by_class }
                }));
            }
        }
        results
    }
}

/// Whether the register of approvals says anything of a group.
fn is_reported(functions: &SpecialFunctions, group: TargetGroupId) -> bool {
    let all = functions.all();
    functions.approvals().iter().any(|approval| all[approval.function].target_group == group)
}

/// Approvals of providers that nobody knows, or that offer the function's group nothing.
pub(crate) fn unknown_approvals(dataset: &Dataset, registers: &Registers) -> Vec<Finding> {
    let functions = &registers.special_functions;
    let offered: HashSet<(&str, TargetGroupId)> = dataset
        .offerings
        .iter()
        .map(|offering| (&*dataset.provider(offering).id, offering.target_group))
        .collect();
    let finding = |approval: &FunctionApproval| {
        let function = &functions.all()[approval.function];
        let provider = &*approval.provider;
        let is_known = dataset.providers.binary_search_by(|p| (*p.id).cmp(provider)).is_ok();
        let (code, message) = match (is_known, offered.contains(&(provider, function.target_group)))
        {
            (true, true) => return None,
            (true, false) => (
                "approved-without-offering",
                format!(
                    "tilbuddet \"{provider}\" er godkendt til {}, men har ikke målgruppen {}",
                    function.name,
                    registers.target_groups.get(function.target_group).name
                ),
            ),
            (false, _) => (
                "approved-unknown-provider",
                format!(
                    "der er intet tilbud med tilbudsid \"{provider}\"; godkendelsen tæller ikke"
                ),
            ),
        };
        Some(Finding {
            place: approval.place(),
            severity: Severity::Warning,
            code,
            message,
            action: "Se efter i registret og i tilbuddets egne rækker, hvad der er rigtigt"
                .to_owned(),
        })
    };
    functions.approvals().iter().filter_map(finding).collect()
}
