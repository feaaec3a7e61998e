//! Where does what is supplied stand, and how much is it?

use chrono::NaiveDate;

use crate::landscape::{
    Fact, Map, Margin, MarginRow, Supply, SupplyInput, facts, operators, supply, supply_by,
};
use crate::model::{Dataset, LegalBasisSet};
use crate::results::Assessed;
use crate::settings::Settings;

/// What is supplied, and its counts.
pub(crate) struct Supplied {
    /// Offerings in their departments.
    pub(crate) facts: Vec<Fact>,
    /// Parts of places of each offering, which add up; none where no department reports its places.
    pub(crate) places_shared_parts: Vec<Option<u64>>,
    /// Who runs each provider: the same number is the same operator (Reading R43).
    pub(crate) operators: Vec<u32>,
    /// Their counts.
    pub(crate) supply: Supply,
    /// Counts by region on the other maps that the registers know, by the map's first day.
    pub(crate) other_maps: Vec<(NaiveDate, Vec<MarginRow>)>,
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
    let map_of = |on| Map::new(&registers.municipalities, &registers.regions, ages, on);
    let map = map_of(on);
    let groups: Vec<_> = registers.target_groups.iter().map(|(id, _)| id).collect();
    let authorities: Vec<_> = registers.authorities.iter().map(|(id, _)| id).collect();
    let mut legal_bases = LegalBasisSet::default();
    registers.legal_bases.iter().for_each(|(id, _)| legal_bases.insert(id));
    let input = SupplyInput {
        facts: &facts,
        groups: &groups,
        map: &map,
        legal_bases,
        authorities: &authorities,
    };
    let supply = supply(&input);
    let by_region = |on| {
        let rows = supply_by(&SupplyInput { map: &map_of(on), ..input }, Margin::Region);
        (on, rows)
    };
    let other_maps = registers.regions.other_maps(on).into_iter().map(by_region).collect();
    let mut places_shared_parts: Vec<Option<u64>> = vec![None; dataset.offerings.len()];
    for (fact, parts) in facts.iter().filter_map(|fact| Some((fact, fact.places_shared_parts?))) {
        *places_shared_parts[fact.offering.index()].get_or_insert(0) += parts;
    }
    let operators = operators(dataset);
    Supplied { facts, places_shared_parts, operators, supply, other_maps }
}
