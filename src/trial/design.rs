//! What was drawn, and who assesses it: the file that the rest of the trial reads.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

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
    /// *Faldet fra*: why it is not assessed after all; a reserve of its stratum steps in.
    pub fallen_out: Option<FallenOut>,
}

/// Why a drawn offering is not assessed after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FallenOut {
    /// *Afslag*: it does not take part.
    Declined,
    /// *Lukket*: it is not there any more.
    Closed,
    /// *Andet.*
    Other,
}

impl FallenOut {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Declined, Self::Closed, Self::Other];

    /// The word of the file, and for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Declined => "afslag",
            Self::Closed => "lukket",
            Self::Other => "andet",
        }
    }
}

/// An offering that is to be assessed: drawn and not fallen out, or a reserve in the place of one
/// that has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing<'d> {
    /// The offering.
    pub drawn: &'d Drawn,
    /// The one whose place it takes.
    pub instead_of: Option<&'d Drawn>,
    /// The other tilsyn that assesses it too: a reserve takes that over with the place, but from
    /// its own tilsyn.
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

    /// The offerings that are to be assessed, in the order of [`SampleDesign::offerings`]. Of each
    /// stratum the reserves step in by their order for those that have fallen out, by theirs: so the
    /// first that are left of the draw stand in the sample, each as likely as before (Reading R147).
    pub fn standing(&self) -> Vec<Standing<'_>> {
        let own = |drawn| Standing { drawn, instead_of: None, doubled_by: drawn.doubled_by };
        let left = self.drawn().filter(|drawn| drawn.fallen_out.is_none()).map(own);
        let (replaced, _) = self.replaced();
        left.chain(replaced).collect()
    }

    /// Those that have fallen out and that no reserve is left for.
    pub fn vacant(&self) -> Vec<&Drawn> {
        self.replaced().1
    }

    /// The reserves that have stepped in, and those that nobody steps in for.
    fn replaced(&self) -> (Vec<Standing<'_>>, Vec<&Drawn>) {
        let mut reserves: BTreeMap<usize, VecDeque<&Drawn>> = BTreeMap::new();
        for drawn in &self.offerings {
            if drawn.is_reserve && drawn.fallen_out.is_none() {
                reserves.entry(drawn.stratum).or_default().push_back(drawn);
            }
        }
        let (mut standing, mut vacant) = (Vec::new(), Vec::new());
        for fallen in self.drawn().filter(|drawn| drawn.fallen_out.is_some()) {
            match reserves.get_mut(&fallen.stratum).and_then(VecDeque::pop_front) {
                Some(drawn) => standing.push(Standing {
                    drawn,
                    instead_of: Some(fallen),
                    doubled_by: fallen.doubled_by.filter(|by| Some(*by) != drawn.assessed_by),
                }),
                None => vacant.push(fallen),
            }
        }
        (standing, vacant)
    }

    /// The target groups that were drawn from.
    pub fn target_groups(&self) -> BTreeSet<TargetGroupId> {
        self.strata.iter().map(|stratum| stratum.target_group).collect()
    }
}
