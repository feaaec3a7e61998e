//! Which municipalities are there, and who lives in them?

use super::name::fold_name;
use super::row::read_rows;
use crate::document;
use crate::finding::Finding;
use crate::model::{Municipality, MunicipalityCode};

/// The register of municipalities, sorted by code.
#[derive(Clone, Debug, Default)]
pub struct Municipalities {
    all: Vec<Municipality>,
    by_name: Vec<(String, MunicipalityCode)>,
}

const COLUMNS: [&str; 11] = [
    "code",
    "name",
    "population_on",
    "population",
    "pop_0_16",
    "pop_17_19",
    "pop_20_64",
    "pop_65_plus",
    "pop_80_plus",
    "centroid_lat",
    "centroid_lon",
];

/// Names met in real files that folding alone does not bring home.
const VARIANTS: [(&str, &str); 7] = [
    ("Bornholms Region", "Bornholm"),
    ("Nordfyn", "Nordfyns"),
    ("Vesthimmerland", "Vesthimmerlands"),
    ("Københavns", "København"),
    ("Copenhagen", "København"),
    ("Lyngby-Tårbæk", "Lyngby-Taarbæk"),
    ("Høje Tåstrup", "Høje-Taastrup"),
];

impl Municipalities {
    /// The most there can be: groups of them are sets of 128 bits.
    pub const CAPACITY: usize = 128;

    pub(super) fn parse(text: &str, problems: &mut Vec<Finding>) -> Self {
        let mut all: Vec<Municipality> = Vec::new();
        read_rows("municipalities.csv", text, &COLUMNS, problems, |row, problems| {
            let before = problems.len();
            let code = row.number::<u16>("code", problems);
            let ages = ["pop_0_16", "pop_17_19", "pop_20_64", "pop_65_plus", "pop_80_plus"]
                .map(|column| row.number::<u32>(column, problems).unwrap_or(0));
            let population = row.number::<u32>("population", problems).unwrap_or(0);
            let centroid = (
                row.number::<f64>("centroid_lat", problems).unwrap_or(0.0),
                row.number::<f64>("centroid_lon", problems).unwrap_or(0.0),
            );
            let on = row.date("population_on", problems);
            if ages[..4].iter().sum::<u32>() != population || ages[4] > ages[3] {
                problems.push(
                    row.problem(
                        "population",
                        "aldersgrupperne 0-16, 17-19, 20-64 og 65+ giver ikke befolkningen, eller \
                     80+ er større end 65+"
                            .to_owned(),
                    ),
                );
            }
            let (Some(code), Some(on)) = (code, on) else { return };
            if all.len() == Self::CAPACITY {
                problems.push(row.problem("code", "registret kan højst have 128 kommuner".into()));
                return;
            }
            if problems.len() == before {
                all.push(Municipality {
                    code: MunicipalityCode(code),
                    name: row.text("name").into(),
                    population_on: on,
                    population,
                    by_age: ages,
                    centroid,
                });
            }
        });
        all.sort_by_key(|m| m.code);
        let mut by_name: Vec<_> = all.iter().map(|m| (fold_name(&m.name), m.code)).collect();
        // As written where there are no Danish letters: "Koebenhavn", "Naestved".
        for m in &all {
            let ascii = m.name.to_lowercase().replace('ø', "oe").replace('æ', "ae");
            by_name.push((fold_name(&ascii), m.code));
        }
        for (variant, name) in VARIANTS {
            if let Some(m) = all.iter().find(|m| &*m.name == name) {
                by_name.push((fold_name(variant), m.code));
            }
        }
        by_name.sort();
        by_name.dedup();
        Self { all, by_name }
    }

    /// The municipality with this code.
    pub fn get(&self, code: MunicipalityCode) -> Option<&Municipality> {
        self.all.binary_search_by_key(&code, |m| m.code).ok().map(|at| &self.all[at])
    }

    /// All, sorted by code.
    pub fn iter(&self) -> impl Iterator<Item = &Municipality> {
        self.all.iter()
    }

    /// The municipality of this name in any of the ways it is met: `Århus`, `Aarhus Kommune`,
    /// `Bornholms Regionskommune`, `Københavns Kommune`.
    pub fn by_name(&self, name: &str) -> Option<MunicipalityCode> {
        let name = name.split('(').next().unwrap_or("");
        let folded = fold_name(name);
        let bare = folded.strip_suffix("kommune").unwrap_or(&folded);
        let find = |wanted: &str| {
            self.by_name
                .binary_search_by(|(name, _)| name.as_str().cmp(wanted))
                .ok()
                .map(|at| self.by_name[at].1)
        };
        find(bare).or_else(|| find(bare.strip_suffix('s')?))
    }

    /// The municipality whose name is nearest, when one is near enough to be meant.
    pub fn nearest(&self, name: &str) -> Option<&Municipality> {
        let known = self.by_name.iter().map(|(known, code)| (known, *code));
        self.get(document::nearest(&fold_name(name), known)?)
    }

    /// The municipality of a code written `0751`, `751` or as a whole number, with or without its
    /// name behind it: `0751 Aarhus`. A name that contradicts the code makes it none.
    pub fn by_code_text(&self, text: &str) -> Option<MunicipalityCode> {
        let text = text.trim();
        let len = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, name) = text.split_at(len);
        if digits.len() > 4 {
            return None;
        }
        let code = self.get(MunicipalityCode(digits.parse().ok()?))?.code;
        let name = name.trim_start_matches(|c: char| !c.is_alphabetic());
        (len == text.len() || self.by_name(name) == Some(code)).then_some(code)
    }
}
