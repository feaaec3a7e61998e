//! Where do the municipalities' borders run, on a map that the user brings? (`GeoJSON`)

use std::collections::{BTreeMap, BTreeSet};

use geojson::{Feature, GeoJson, GeometryValue, JsonObject, JsonValue, Position};

use super::municipality::Municipalities;
use crate::finding::{Finding, Place, Severity};
use crate::model::{Boundaries, MunicipalityCode};

/// Names under which the municipality's code is met, folded to lower case, the surest first.
const CODE_KEYS: [&str; 12] = [
    "kommunekode",
    "komkode",
    "kommune_kode",
    "kom_kode",
    "kommunenr",
    "lau_1",
    "lau1",
    "lau_id",
    "lau_code",
    "municipality_code",
    "code",
    "kode",
];

/// Names under which a credit is met.
const CREDIT_KEYS: [&str; 5] = ["attribution", "credit", "kilde", "source", "license"];

impl Boundaries {
    /// The largest file that is read, in bytes.
    pub const LARGEST_FILE: u64 = 64 << 20;
    /// The most points that are kept.
    pub const MOST_POINTS: usize = 2_000_000;

    /// Reads a collection of features, each a Polygon or a `MultiPolygon` with a municipality's code
    /// among its properties, `0101` or `101`. `credit` wins over what the file says of itself.
    /// Gives also what was not used.
    ///
    /// # Errors
    /// A file that is no `GeoJSON` or too large, or one without any municipality.
    pub fn parse(
        text: &str,
        file: &str,
        credit: Option<&str>,
        municipalities: &Municipalities,
    ) -> Result<(Self, Vec<Finding>), Box<Finding>> {
        let broken = |code, message: String, action: &str| {
            Box::new(finding(file, Severity::Error, code, message, action))
        };
        if text.len() as u64 > Self::LARGEST_FILE {
            let message = format!("filen fylder mere end {} MB", Self::LARGEST_FILE >> 20);
            let action = "Brug en generaliseret udgave, fx DAGI i 1:2.000.000";
            return Err(broken("boundaries-too-large", message, action));
        }
        let parsed = text.trim_start_matches('\u{feff}').parse::<GeoJson>();
        let collection = match parsed {
            Ok(GeoJson::FeatureCollection(collection)) => collection,
            Ok(_) => {
                let message = "filen er GeoJSON, men ikke en FeatureCollection".to_owned();
                let action = "Gem kommunerne som en samling med én Feature for hver";
                return Err(broken("boundaries-no-collection", message, action));
            }
            Err(error) => {
                let message = format!("filen er ikke GeoJSON (læseren siger: {error})");
                let action = "Gem kommunegrænserne som GeoJSON i WGS84 (EPSG:4326)";
                return Err(broken("boundaries-unreadable", message, action));
            }
        };
        let credit = credit.map(str::to_owned).or_else(|| {
            let own = collection.foreign_members.as_ref().and_then(credit_of);
            own.or_else(|| {
                collection.features.iter().find_map(|f| f.properties.as_ref().and_then(credit_of))
            })
        });
        let mut reading = Reading {
            file,
            municipalities,
            rings: BTreeMap::new(),
            n_points: 0,
            findings: Vec::new(),
        };
        for (nth, feature) in collection.features.iter().enumerate() {
            reading.feature(nth + 1, feature);
        }
        if reading.n_points > Self::MOST_POINTS {
            let message = format!("grænserne har mere end {} punkter", Self::MOST_POINTS);
            let action = "Brug en generaliseret udgave, fx DAGI i 1:2.000.000";
            return Err(broken("boundaries-too-fine", message, action));
        }
        if reading.rings.is_empty() {
            let message = format!(
                "ingen flade i filen har en kommunekode; der blev ledt efter {}",
                CODE_KEYS.join(", ")
            );
            let action = "Giv hver flade egenskaben kommunekode, fx \"0101\"";
            return Err(broken("boundaries-without-codes", message, action));
        }
        reading.tell_missing();
        let Reading { rings, findings, .. } = reading;
        let credit = credit.map(String::into_boxed_str);
        Ok((Self::new(rings, credit), findings))
    }
}

struct Reading<'r> {
    file: &'r str,
    municipalities: &'r Municipalities,
    rings: BTreeMap<MunicipalityCode, Vec<Vec<(f64, f64)>>>,
    n_points: usize,
    findings: Vec<Finding>,
}

impl Reading<'_> {
    fn feature(&mut self, nth: usize, feature: &Feature) {
        let code = feature.properties.as_ref().and_then(code_of);
        let known = code.as_deref().and_then(|code| self.municipalities.by_code_text(code));
        let Some(municipality) = known else {
            let message = match code {
                Some(code) => {
                    format!("flade {nth} har koden \"{code}\", som ikke er en kommune i registret")
                }
                None => format!("flade {nth} har ingen kommunekode"),
            };
            self.note("boundaries-unknown-code", message, "Fladen er ikke tegnet");
            return;
        };
        let polygons: Vec<&Vec<Vec<Position>>> = match feature.geometry.as_ref().map(|g| &g.value) {
            Some(GeometryValue::Polygon { coordinates }) => vec![coordinates],
            Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.iter().collect(),
            _ => {
                let message =
                    format!("kommune {municipality} er hverken Polygon eller MultiPolygon");
                self.note("boundaries-no-polygon", message, "Fladen er ikke tegnet");
                return;
            }
        };
        let mut n_outside = 0;
        for outer in polygons.into_iter().filter_map(|rings| rings.first()) {
            // Beyond the limit nothing is kept; the file is refused when all is counted.
            self.n_points += outer.len();
            if self.n_points > Boundaries::MOST_POINTS {
                continue;
            }
            let ring: Vec<(f64, f64)> = outer.iter().filter_map(|p| place(p.as_slice())).collect();
            n_outside += usize::from(ring.len() < outer.len());
            if ring.len() >= 3 && ring.len() == outer.len() {
                self.rings.entry(municipality).or_default().push(ring);
            }
        }
        if n_outside > 0 {
            let message = format!(
                "kommune {municipality} har flader med punkter uden for Danmark i WGS84 (antal: {n_outside})"
            );
            self.note(
                "boundaries-not-wgs84",
                message,
                "Fladerne er ikke tegnet; gem filen i WGS84 (EPSG:4326), længde før bredde",
            );
        }
    }

    fn tell_missing(&mut self) {
        let drawn: BTreeSet<MunicipalityCode> = self.rings.keys().copied().collect();
        let missing: Vec<&str> = self
            .municipalities
            .iter()
            .filter(|m| !drawn.contains(&m.code))
            .map(|m| &*m.name)
            .collect();
        if !missing.is_empty() {
            let message = format!("filen har ingen flade for {}", missing.join(", "));
            self.note(
                "boundaries-missing",
                message,
                "Kommunerne mangler på kortet, ikke i tabellen",
            );
        }
    }

    fn note(&mut self, code: &'static str, message: String, action: &str) {
        self.findings.push(finding(self.file, Severity::Warning, code, message, action));
    }
}

/// Degrees east and north, when they lie in or around Denmark.
fn place(position: &[f64]) -> Option<(f64, f64)> {
    let (east, north) = (*position.first()?, *position.get(1)?);
    let is_danish = (7.0..=16.0).contains(&east) && (54.0..=58.5).contains(&north);
    is_danish.then_some((east, north))
}

/// The municipality's code, as text; a number may stand for one.
fn code_of(properties: &JsonObject) -> Option<String> {
    CODE_KEYS.iter().find_map(|key| {
        let (_, value) = properties.iter().find(|(name, _)| name.to_lowercase() == *key)?;
        match value {
            JsonValue::String(text) => Some(text.trim().to_owned()),
            JsonValue::Number(number) => Some(number.to_string()),
            _ => None,
        }
    })
}

fn credit_of(members: &JsonObject) -> Option<String> {
    CREDIT_KEYS.iter().find_map(|key| {
        let (_, value) = members.iter().find(|(name, _)| name.to_lowercase() == *key)?;
        value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    })
}

fn finding(
    file: &str,
    severity: Severity,
    code: &'static str,
    message: String,
    action: &str,
) -> Finding {
    Finding { place: Place::file(file), severity, code, message, action: action.to_owned() }
}
