//! What names a municipality and a region?

use std::fmt;

/// *Kommunekode*: four digits, `0101` for København. 411 (Ertholmene) is no municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MunicipalityCode(pub u16);

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

/// *Region*, as a place in the register of dated regions. The municipality is the stable key; which
/// region it lies in depends on a date (Region Østdanmark from 1 January 2027).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionId(pub u8);
