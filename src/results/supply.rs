//! Where does what is supplied stand, and how much is it?

use chrono::NaiveDate;

use crate::landscape::{Fact, Map, Supply, SupplyInput, facts, supply};
use crate::model::{Dataset, LegalBasisSet};
use crate::results::Assessed;
use crate::settings::Settings;

/// What is supplied, and its counts.
pub(crate) struct Supplied {
    /// Offerings in their departments.
    pub(crate) facts: Vec<Fact>,
    /// Their counts.
    pub(crate) supply: Supply,
}

/// Counts supply on the region map of a day.
pub(super) fn supplied(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
    on: NaiveDate,
) -> Supplied {
    let registers = &settings.registers;
    let ages = &registers.age_groups;
    let placements: Vec<_> = assessed.offerings.iter().map(|o| o.placement).collect();
    let facts = facts(
        dataset,
        &placements,
        &assessed.supervision,
        &|stated, bases| registers.kinds(stated, bases),
        ages,
    );
    let map = Map::new(&registers.municipalities, &registers.regions, ages, on);
    let groups: Vec<_> = registers.target_groups.iter().map(|(id, _)| id).collect();
    let authorities: Vec<_> = registers.authorities.iter().map(|(id, _)| id).collect();
    let mut legal_bases = LegalBasisSet::default();
    registers.legal_bases.iter().for_each(|(id, _)| legal_bases.insert(id));
    let supply = supply(&SupplyInput {
        facts: &facts,
        groups: &groups,
        map: &map,
        legal_bases,
        authorities: &authorities,
    });
    Supplied { facts, supply }
}
