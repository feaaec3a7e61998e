//! Where do the municipalities' borders run?

use std::collections::BTreeMap;

use crate::model::MunicipalityCode;

/// *Kommunegrænser*: closed lines of places in degrees east and north (WGS84), per municipality.
/// Holes are left out: whoever lies in one is drawn upon it.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundaries {
    rings: BTreeMap<MunicipalityCode, Vec<Vec<(f64, f64)>>>,
    credit: Option<Box<str>>,
}

impl Boundaries {
    /// Closed lines by municipality, and whom they come from.
    pub fn new(
        rings: BTreeMap<MunicipalityCode, Vec<Vec<(f64, f64)>>>,
        credit: Option<Box<str>>,
    ) -> Self {
        Self { rings, credit }
    }

    /// The closed lines of a municipality; nothing when the file has none.
    pub fn rings(&self, municipality: MunicipalityCode) -> &[Vec<(f64, f64)>] {
        self.rings.get(&municipality).map_or(&[], Vec::as_slice)
    }

    /// Whom the boundaries come from.
    pub fn credit(&self) -> Option<&str> {
        self.credit.as_deref()
    }
}
