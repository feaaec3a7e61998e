//! What did a municipality count or estimate itself? (`input/sizes/<slug>.kommuner.csv`)

use super::settings_rows::{FileCodes, SettingsRows};
use super::{Estimate, GroupSize};
use crate::document::{choices, suggestion};
use crate::finding::Finding;
use crate::model::{Municipality, MunicipalityCode};
use crate::register::Municipalities;

const MUNICIPALITY: &str = "Kommune";
const AGES: &str = "Alder";
const COUNT: &str = "Antal";
const RATE: &str = "Forekomst pr. 1.000";
const YEAR: &str = "År";
const SOURCE: &str = "Kilde";
const HEADERS: [&str; 6] = [MUNICIPALITY, AGES, COUNT, RATE, YEAR, SOURCE];

const CODES: FileCodes = FileCodes {
    unreadable: "municipal-rate-unreadable",
    column: "municipal-rate-column",
    row: "municipal-rate-row",
    empty: "municipal-rate-empty",
};

/// *Kommunens egen forekomst*: a row of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct MunicipalRate {
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// The estimate whose rate it stands for there: a place in [`GroupSize::estimates`].
    pub estimate: usize,
    /// As the source gives it.
    pub counted: Counted,
    /// The year it is about.
    pub year: u16,
    /// Who counted.
    pub source: Box<str>,
}

/// A number as a municipality gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Counted {
    /// *Antal* citizens.
    Citizens(u32),
    /// Citizens per 1.000 inhabitants of the ages.
    PerThousand(f64),
}

impl Counted {
    /// In citizens, among so many inhabitants.
    pub fn citizens(self, population: f64) -> f64 {
        match self {
            Self::Citizens(n) => f64::from(n),
            Self::PerThousand(rate) => rate / 1_000.0 * population,
        }
    }
}

/// The estimates that a municipality's own rate may stand for: of the whole group and all levels,
/// in ages that the register can tell, with somebody expected.
fn estimates(size: &GroupSize) -> impl Iterator<Item = (usize, &Estimate)> {
    let is_whole = |e: &Estimate| e.subgroup.is_none() && e.level.is_none();
    let can_be = move |(_, e): &(usize, &Estimate)| {
        is_whole(e) && e.ages.parts.is_some() && e.amounts[1] > 0.0
    };
    size.estimates.iter().enumerate().filter(can_be)
}

/// Inhabitants of a municipality in an estimate's ages.
pub(super) fn inhabitants(estimate: &Estimate, municipality: &Municipality) -> f64 {
    estimate.ages.population(municipality.by_disjoint_age().map(u64::from)).unwrap_or_default()
}

/// Reads a file with a row per municipality and age range: `Kommune` (name or code), `Alder` (as an
/// estimate of the group has it), `Antal` or `Forekomst pr. 1.000`, `År` and `Kilde`; semicolons or
/// commas.
///
/// # Errors
/// All problems of the file at once: a column that is missing or not known, an unknown
/// municipality, ages that no estimate has, a number that can't be, a row without year or source,
/// one that stands twice, a file without rows.
pub fn parse_municipal_rates(
    text: &str,
    file: &str,
    size: &GroupSize,
    municipalities: &Municipalities,
) -> Result<Vec<MunicipalRate>, Vec<Finding>> {
    let mut reading =
        Reading { size, municipalities, told: SettingsRows::of(file, &CODES), rates: Vec::new() };
    let rows = reading.told.read(text, HEADERS, &[COUNT, RATE]);
    let has_no_number = |(_, cells): &(_, [String; 6])| cells[2].is_empty() && cells[3].is_empty();
    if !rows.is_empty() && rows.iter().all(has_no_number) {
        let message = format!("ingen række har et tal i \"{COUNT}\" eller \"{RATE}\"");
        let action = format!("Skriv tal i en af kolonnerne {COUNT} og {RATE}, eller slet filen");
        reading.told.problem(None, None, "municipal-rate-number", message, &action);
        return Err(reading.told.into_problems());
    }
    for (line, cells) in rows {
        let rate = reading.row(line, cells.each_ref().map(String::as_str));
        reading.rates.extend(rate);
    }
    if reading.told.is_whole() { Ok(reading.rates) } else { Err(reading.told.into_problems()) }
}

struct Reading<'r> {
    size: &'r GroupSize,
    municipalities: &'r Municipalities,
    told: SettingsRows<'r>,
    rates: Vec<MunicipalRate>,
}

impl Reading<'_> {
    /// A row, when all of it can be read.
    fn row(&mut self, line: Option<u64>, cells: [&str; 6]) -> Option<MunicipalRate> {
        let [municipality, ages, count, rate, year, source] = cells;
        let municipality =
            self.told.municipality(self.municipalities, line, MUNICIPALITY, municipality);
        let estimate = self.estimate(line, ages);
        let counted = self.counted(line, count, rate);
        let is_year = |year: &u16| (1900..=2100).contains(year);
        let year_read = year.parse().ok().filter(is_year);
        if year_read.is_none() {
            let message = format!("\"{year}\" er ikke et årstal");
            let action = "Skriv det år, tallet gælder for, for eksempel 2025";
            self.told.problem(line, Some(YEAR), "municipal-rate-year", message, action);
        }
        if source.is_empty() {
            let action = "Skriv, hvem der har opgjort tallet";
            let message = "rækken har ingen kilde".to_owned();
            self.told.problem(line, Some(SOURCE), "municipal-rate-source", message, action);
        }
        let (municipality, estimate, counted) = (municipality?, estimate?, counted?);
        let here = self.municipalities.get(municipality)?;
        let population = inhabitants(&self.size.estimates[estimate], here);
        if population <= 0.0 || counted.citizens(population) > population {
            let message = format!(
                "{} borgere er flere, end kommunen har indbyggere i alderen {ages}: {population:.0}",
                counted.citizens(population)
            );
            let action = "Ret tallet, eller vælg den aldersgruppe, det gælder for";
            self.told.problem(line, Some(COUNT), "municipal-rate-too-large", message, action);
            return None;
        }
        if self.rates.iter().any(|r| (r.municipality, r.estimate) == (municipality, estimate)) {
            let message = format!("{} står to gange i alderen {ages}", here.name);
            let action = "Behold den ene række, som regel den nyeste";
            self.told.problem(line, Some(MUNICIPALITY), "municipal-rate-twice", message, action);
            return None;
        }
        let year = year_read.filter(|_| !source.is_empty())?;
        Some(MunicipalRate { municipality, estimate, counted, year, source: source.into() })
    }

    fn estimate(&mut self, line: Option<u64>, written: &str) -> Option<usize> {
        let found = estimates(self.size).find(|(_, estimate)| *estimate.ages.text == *written);
        if found.is_none() {
            let known: Vec<&str> = estimates(self.size).map(|(_, e)| &*e.ages.text).collect();
            let (which, action) = if known.is_empty() {
                (
                    "; filen med størrelsen har intet skøn for alle niveauer, som en kommune kan \
                     have sit eget tal for"
                        .to_owned(),
                    "Skriv et sådant skøn, eller slet filen".to_owned(),
                )
            } else {
                (choices(written, &known, "skønnene er for"), suggestion(written, &known))
            };
            let message = format!("målgruppen har intet skøn for alderen \"{written}\"{which}");
            self.told.problem(line, Some(AGES), "municipal-rate-ages", message, &action);
        }
        found.map(|(at, _)| at)
    }

    fn counted(&mut self, line: Option<u64>, count: &str, rate: &str) -> Option<Counted> {
        let (header, message) = match (count, rate) {
            ("", "") => (COUNT, "rækken har intet tal".to_owned()),
            (count, "") => match count.parse() {
                Ok(citizens) => return Some(Counted::Citizens(citizens)),
                Err(_) => (COUNT, format!("\"{count}\" er ikke et helt antal borgere")),
            },
            ("", rate) => match per_thousand(rate) {
                Some(rate) => return Some(Counted::PerThousand(rate)),
                None => (RATE, format!("\"{rate}\" er ikke et tal fra 0 til 1000")),
            },
            (..) => (COUNT, "rækken har både et antal og en forekomst".to_owned()),
        };
        let action = "Skriv enten et helt antal borgere uden punktum, for eksempel 1234, eller en \
                      forekomst pr. 1.000, for eksempel 11,5";
        self.told.problem(line, Some(header), "municipal-rate-number", message, action);
        None
    }
}

/// Digits with a decimal comma or point; what may be dots between thousands is no number.
fn per_thousand(text: &str) -> Option<f64> {
    let (whole, decimals) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_thousands = text.contains('.') && decimals.len() == 3;
    if !is_number(whole) || !is_number(decimals) || is_thousands {
        return None;
    }
    format!("{whole}.{decimals}").parse().ok().filter(|rate| *rate <= 1_000.0)
}
