//! Which row of the flat table is each offering?

use crate::flat::{FlatRow, FlatSource, flat_row};
use crate::model::OfferingId;
use crate::results::Results;
use crate::results::region::region_of;

impl Results<'_> {
    /// The flat row of an offering.
    pub(crate) fn flat_row(&self, id: OfferingId) -> FlatRow<'_> {
        let (dataset, registers) = (&self.reading.dataset, &self.settings.registers);
        let offering = dataset.offering(id);
        let assessed = self.assessed.offering(id);
        let region = region_of(dataset, registers, offering, self.regions_on);
        flat_row(&FlatSource {
            dataset,
            registers,
            offering,
            supervision: self.assessed.supervision[offering.provider.index()],
            region: region.map(|region| &*registers.regions.get(region).name),
            grades: &assessed.grades,
            facts: &assessed.facts,
        })
    }
}
