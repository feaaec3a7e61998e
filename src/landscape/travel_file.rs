//! How many minutes is it from municipality to municipality, when a user knows? (`rejsetid.csv`)

use std::collections::BTreeMap;

use crate::finding::{Finding, Place, Severity};
use crate::model::MunicipalityCode;
use crate::register::Municipalities;

/// *Rejsetid* in minutes, from one municipality to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TravelMinutes(BTreeMap<(MunicipalityCode, MunicipalityCode), f64>);

/// Headers of the file, in this order, parted by semicolons.
const HEADERS: [&str; 3] = ["fra", "til", "minutter"];

/// The most lines a matrix of all municipalities can have, and then some.
const MOST_LINES: usize = 1_000_000;

impl TravelMinutes {
    /// Reads the file from its text: municipalities by code or name, minutes with decimal comma. A
    /// way that is missing does not exist; the way back is another way.
    ///
    /// # Errors
    /// All that is wrong with it: headers, unknown municipalities, a way given twice, minutes that
    /// are none.
    pub fn parse(
        text: &str,
        file: &str,
        municipalities: &Municipalities,
    ) -> Result<Self, Vec<Finding>> {
        let mut problems = Vec::new();
        let mut minutes = BTreeMap::new();
        let mut tell = |row: usize, column: usize, message: String, action: &str| {
            let mut place = Place::file(file);
            place.row = u32::try_from(row + 1).ok();
            place.column = u32::try_from(column).ok();
            problems.push(Finding {
                place,
                severity: Severity::Error,
                code: "travel-time-invalid",
                message,
                action: action.to_owned(),
            });
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        for (row, record) in reader.records().take(MOST_LINES).enumerate() {
            let Ok(record) = record else {
                tell(row, 0, "rækken kan ikke læses".to_owned(), "Gem filen som utf-8");
                continue;
            };
            if row == 0 {
                let found: Vec<String> = record.iter().map(|h| h.trim().to_lowercase()).collect();
                if found != HEADERS {
                    let message = format!("overskrifterne er \"{}\"", found.join(";"));
                    tell(row, 0, message, "Skriv fra;til;minutter i den første række");
                    break;
                }
                continue;
            }
            if record.len() != HEADERS.len() {
                let message = format!("rækken har {} felter; der skal være 3", record.len());
                tell(row, 0, message, "Skriv fra;til;minutter");
                continue;
            }
            let mut code = |column: usize| {
                let text = record.get(column).unwrap_or_default();
                let found =
                    municipalities.by_code_text(text).or_else(|| municipalities.by_name(text));
                if found.is_none() {
                    let near = municipalities.nearest(text);
                    let meant = near
                        .map_or_else(String::new, |near| format!("Mente du \"{}\"? ", near.name));
                    let message = format!("kommunen \"{text}\" findes ikke i registret");
                    tell(row, column, message, &format!("{meant}Skriv kommunens kode eller navn"));
                }
                found
            };
            let (from, to) = (code(0), code(1));
            let written = record.get(2).unwrap_or_default().trim();
            let number = written.replace(',', ".").parse::<f64>().ok();
            let Some(number) = number.filter(|n| n.is_finite() && *n >= 0.0) else {
                let message = format!("\"{written}\" er ikke et antal minutter");
                tell(
                    row,
                    2,
                    message,
                    "Skriv et tal fra 0 og op; slet rækken, hvis der ingen vej er",
                );
                continue;
            };
            if let (Some(from), Some(to)) = (from, to)
                && minutes.insert((from, to), number).is_some()
            {
                let message = format!("vejen fra {from} til {to} står to gange");
                tell(row, 0, message, "Slet den ene");
            }
        }
        if problems.is_empty() { Ok(Self(minutes)) } else { Err(problems) }
    }

    /// Minutes from one municipality to another; 0 within one unless the file says otherwise, none
    /// where there is no way.
    pub fn between(&self, from: MunicipalityCode, to: MunicipalityCode) -> Option<f64> {
        self.0.get(&(from, to)).copied().or_else(|| (from == to).then_some(0.0))
    }
}
