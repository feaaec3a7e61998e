//! What is a municipality?

use chrono::NaiveDate;

use crate::model::MunicipalityCode;

/// *Kommune*, with its population by the register's age bands.
#[derive(Clone, Debug, PartialEq)]
pub struct Municipality {
    /// *Kommunekode.*
    pub code: MunicipalityCode,
    /// Name without "Kommune".
    pub name: Box<str>,
    /// Date of the population figures.
    pub population_on: NaiveDate,
    /// Persons, all ages.
    pub population: u32,
    /// Persons aged 0-16, 17-19, 20-64, 65 and over, 80 and over. The last lies **inside** the
    /// fourth.
    pub by_age: [u32; 5],
    /// Centroid in degrees north and east (WGS84).
    pub centroid: (f64, f64),
}

impl Municipality {
    /// Persons aged 0-16, 17-19, 20-64, 65-79, and 80 and over: nobody twice, everybody once.
    pub const fn by_disjoint_age(&self) -> [u32; 5] {
        let [children, youth, adults, old, oldest] = self.by_age;
        [children, youth, adults, old.saturating_sub(oldest), oldest]
    }
}
