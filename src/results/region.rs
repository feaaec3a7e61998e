//! In which region is an offering?

use chrono::NaiveDate;

use crate::model::{Dataset, Offering, RegionId};
use crate::register::Registers;

/// The region on that day's map; nothing where no municipality is known, and for a service area
/// across regions.
pub(crate) fn region_of(
    dataset: &Dataset,
    registers: &Registers,
    offering: &Offering,
    on: NaiveDate,
) -> Option<RegionId> {
    let of = |code| registers.regions.of(code, on);
    if let Some(main) = dataset.main_municipality(offering) {
        return of(main);
    }
    // A service area within one region stands there; a wider one nowhere.
    let mut area = dataset.provider(offering).service_area.iter().map(|code| of(*code));
    let first = area.next()??;
    area.all(|region| region == Some(first)).then_some(first)
}
