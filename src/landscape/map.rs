//! Where do municipalities and regions lie, and how many live there?

use chrono::NaiveDate;

use super::value::Value;
use crate::model::Municipality;
use crate::model::{AgeGroup, MunicipalityCode, RegionId};
use crate::register::{AgeGroups, Municipalities, Regions};

/// The municipalities in the register's order, and the regions of one date.
#[derive(Clone, Debug, Default)]
pub struct Map {
    places: Vec<OnMap>,
    regions: Vec<RegionId>,
}

/// A municipality on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OnMap {
    /// *Kommunekode.*
    pub code: MunicipalityCode,
    /// The region on the date of the map; none where the registers know none.
    pub region: Option<RegionId>,
    /// Degrees north and east.
    pub centroid: (f64, f64),
    /// *Børn, unge, voksne* who live there.
    pub inhabitants: [u64; 3],
}

impl Map {
    /// The map of a date (five regions, or four with Østdanmark).
    pub fn new(
        municipalities: &Municipalities,
        regions: &Regions,
        ages: &AgeGroups,
        on: NaiveDate,
    ) -> Self {
        let place = |municipality: &Municipality| OnMap {
            code: municipality.code,
            region: regions.of(municipality.code, on),
            centroid: municipality.centroid,
            inhabitants: ages.inhabitants(municipality),
        };
        Self::of(municipalities.iter().map(place).collect(), regions.on(on))
    }

    /// A map of these municipalities, each code once, and these regions.
    pub fn of(mut places: Vec<OnMap>, regions: Vec<RegionId>) -> Self {
        places.sort_by_key(|place| place.code);
        places.dedup_by_key(|place| place.code);
        Self { places, regions }
    }

    /// How many municipalities.
    pub const fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The municipalities, sorted by code: everything "along the map" stands in this order.
    pub fn municipalities(&self) -> impl ExactSizeIterator<Item = MunicipalityCode> {
        self.places.iter().map(|place| place.code)
    }

    /// Their centroids, in degrees north and east.
    pub fn centroids(&self) -> impl ExactSizeIterator<Item = (f64, f64)> {
        self.places.iter().map(|place| place.centroid)
    }

    /// The regions, in the register's order.
    pub fn regions(&self) -> &[RegionId] {
        &self.regions
    }

    /// A municipality's place along the map; none for a code that is no municipality (0411).
    pub fn place(&self, code: MunicipalityCode) -> Option<usize> {
        self.places.binary_search_by_key(&code, |place| place.code).ok()
    }

    /// The region of a municipality.
    pub fn region(&self, code: MunicipalityCode) -> Option<RegionId> {
        self.places[self.place(code)?].region
    }

    /// The region of each municipality, along the map.
    pub fn region_of_each(&self) -> impl ExactSizeIterator<Item = Option<RegionId>> {
        self.places.iter().map(|place| place.region)
    }

    /// Whether the municipality at this place is part of what a value stands for. What says
    /// nothing of geography (an ownership, the total) stands for the whole country, and "not
    /// reported" for nowhere.
    pub fn is_in(&self, place: usize, value: Value) -> bool {
        let Some(here) = self.places.get(place) else { return false };
        match value {
            Value::Municipality(code) => here.code == code,
            Value::Region(region) => here.region == Some(region),
            Value::NotReported => false,
            _ => true,
        }
    }

    /// Inhabitants of an age group (none: of all ages) where a value stands; none for nowhere.
    pub fn inhabitants(&self, value: Value, age: Option<AgeGroup>) -> Option<u64> {
        if value == Value::NotReported {
            return None;
        }
        let age =
            if let Value::AgeGroup(age) | Value::AgeTaken(age) = value { Some(age) } else { age };
        let of = |place: &OnMap| match age {
            Some(age) => place.inhabitants[age as usize],
            None => place.inhabitants.iter().sum(),
        };
        let here = (0..self.len()).filter(|at| self.is_in(*at, value));
        Some(here.map(|at| of(&self.places[at])).sum())
    }
}
