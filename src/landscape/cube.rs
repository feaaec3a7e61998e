//! What is supplied in each cell: group x municipality x ownership x legal bases x ages x class?

use rayon::prelude::*;

use super::class::Class;
use super::counts::Counts;
use super::facts::{Fact, in_order};
use super::map::Map;
use super::tally::Tally;
use crate::model::{
    AgeGroupSet, LegalBasisSet, MunicipalityCode, Ownership, RegionId, TargetGroupId,
};

/// A cell of the cube that is not empty.
///
/// Legal bases and age groups are *sets*, as the department has them, so that no department of an
/// offering stands in two cells of a class. Where an offering is split by age its departments do,
/// once for each part: only places shared out add up over all cells. Nor do providers and
/// offerings: one with departments in two municipalities is in both cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CubeRow {
    /// The target group.
    pub target_group: TargetGroupId,
    /// The region on the map of the run; none where the municipality is not known or no
    /// municipality.
    pub region: Option<RegionId>,
    /// The municipality; none when not reported.
    pub municipality: Option<MunicipalityCode>,
    /// *Virksomhedsform*; none when not reported.
    pub ownership: Option<Ownership>,
    /// *Paragraffer* of the department, all together; empty when not reported.
    pub legal_bases: LegalBasisSet,
    /// *Børn, unge, voksne* whom the department is aimed at; empty when ages are not reported.
    pub age_groups: AgeGroupSet,
    /// On a level, or the state that keeps it apart from the levels.
    pub class: Class,
    /// What is in the class: on a level, what is placed there.
    pub counted: Counts,
    /// On a level: what is placed there or could be (Reading R13); else the same as `counted`.
    /// Departments that could be on several levels are in the upper end of each.
    pub up_to: Counts,
}

/// A cell but for its class; the order is the order of the rows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    target_group: TargetGroupId,
    municipality: Option<MunicipalityCode>,
    ownership: Option<Ownership>,
    legal_bases: u64,
    age_groups: AgeGroupSet,
}

/// All cells that hold anything, sorted by group, municipality, ownership, legal bases, ages and
/// class. Values that are not reported come first.
pub fn cube(facts: &[Fact], map: &Map) -> Vec<CubeRow> {
    let ordered = in_order(facts);
    let mut cells: Vec<(Cell, usize)> =
        ordered.iter().enumerate().map(|(at, fact)| (Cell::of(fact), at)).collect();
    // By place within a cell, which is the order that counting wants.
    cells.par_sort_unstable();
    let in_cells: Vec<&[(Cell, usize)]> = cells.chunk_by(|a, b| a.0 == b.0).collect();
    let rows = |of_cell: &&[(Cell, usize)]| {
        let facts = || of_cell.iter().map(|(_, at)| ordered[*at]);
        let counted = Class::ALL.map(|class| count(facts().filter(|fact| fact.class == class)));
        let up_to = Class::ALL.map(|class| match class {
            Class::On(level) => count(facts().filter(|fact| fact.could_be_on(level))),
            Class::Apart(_) => counted[class.index()],
        });
        let row = |class: Class| {
            of_cell[0].0.row(class, counted[class.index()], up_to[class.index()], map)
        };
        let any = |class: &Class| up_to[class.index()].offerings > 0;
        Class::ALL.into_iter().filter(any).map(row).collect::<Vec<_>>()
    };
    in_cells.par_iter().flat_map_iter(rows).collect()
}

fn count<'f>(facts: impl Iterator<Item = &'f Fact>) -> Counts {
    let mut tally = Tally::default();
    facts.for_each(|fact| tally.add(fact));
    tally.counts()
}

impl Cell {
    const fn of(fact: &Fact) -> Self {
        Self {
            target_group: fact.target_group,
            municipality: fact.municipality,
            ownership: fact.ownership,
            legal_bases: fact.legal_bases.0,
            age_groups: fact.age_groups,
        }
    }

    fn row(self, class: Class, counted: Counts, up_to: Counts, map: &Map) -> CubeRow {
        CubeRow {
            target_group: self.target_group,
            region: self.municipality.and_then(|code| map.region(code)),
            municipality: self.municipality,
            ownership: self.ownership,
            legal_bases: LegalBasisSet(self.legal_bases),
            age_groups: self.age_groups,
            class,
            counted,
            up_to,
        }
    }
}
