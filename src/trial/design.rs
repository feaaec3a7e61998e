//! What was drawn, and who assesses it: the file that the rest of the trial reads.

use std::collections::BTreeSet;

use super::{Allocation, Stratum, design_file};
use crate::finding::Finding;
use crate::model::{Supervision, TargetGroupId};
use crate::register::Registers;

/// *Stikprøveplan* (`trial/design.toml` in the input folder): strata, the offerings drawn from
/// them, and the reserves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleDesign {
    /// What the draw followed from, besides the providers' ids.
    pub seed: u32,
    /// How the sample was shared out.
    pub allocation: Allocation,
    /// Strata of all target groups.
    pub strata: Vec<Stratum>,
    /// The offerings drawn, then the reserves; each by stratum and order.
    pub offerings: Vec<Drawn>,
}

/// An offering that was drawn, or stands in reserve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// *Tilbudsid.*
    pub provider: Box<str>,
    /// The target group that it is assessed for.
    pub target_group: TargetGroupId,
    /// Its place in [`SampleDesign::strata`].
    pub stratum: usize,
    /// Its place in the draw of its stratum, from 1; reserves go on where the drawn ones end.
    pub order: u32,
    /// Whether it is assessed only when one before it falls out.
    pub is_reserve: bool,
    /// Who assesses: the socialtilsyn, or the municipality where none supervises; `None` where the
    /// data do not say who.
    pub assessed_by: Option<Supervision>,
    /// *Dobbeltvurdering*: the other tilsyn that assesses it too, by itself.
    pub doubled_by: Option<Supervision>,
}

impl SampleDesign {
    /// Parses a design.
    ///
    /// # Errors
    /// Every problem of the file at once, each with line and column.
    pub fn parse(text: &str, file: &str, registers: &Registers) -> Result<Self, Vec<Finding>> {
        design_file::parse(text, file, registers)
    }

    /// The text of the file: parsed again, the same design.
    pub fn to_text(&self, registers: &Registers) -> String {
        design_file::text(self, registers)
    }

    /// The stratum of an offering.
    pub fn stratum(&self, drawn: &Drawn) -> &Stratum {
        &self.strata[drawn.stratum]
    }

    /// The offerings drawn, reserves left out.
    pub fn drawn(&self) -> impl Iterator<Item = &Drawn> {
        self.offerings.iter().filter(|drawn| !drawn.is_reserve)
    }

    /// The target groups that were drawn from.
    pub fn target_groups(&self) -> BTreeSet<TargetGroupId> {
        self.strata.iter().map(|stratum| stratum.target_group).collect()
    }
}
