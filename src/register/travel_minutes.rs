//! How many minutes is it from one municipality to another, as a user's own matrix has it?

use std::collections::BTreeMap;

use super::municipality::Municipalities;
use super::row::{Row, read_rows};
use crate::finding::Finding;
use crate::model::MunicipalityCode;

/// Name of the file in `input/registers/`, which need not be there.
const FILE: &str = "travel_minutes.csv";

const COLUMNS: [&str; 3] = ["from", "to", "minutes"];

/// The word for two municipalities that there is no way between.
const NO_WAY: &str = "ingen";

/// The longest journey, in minutes: a day. What is longer was not meant as minutes.
const LONGEST: f64 = 1440.0;

/// *Rejsetider* between all municipalities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TravelMinutes {
    /// Infinite where there is no way.
    minutes: BTreeMap<(MunicipalityCode, MunicipalityCode), f64>,
}

impl TravelMinutes {
    /// Reads a matrix, one journey a row: `from` and `to` (codes), and `minutes` (a number from 0
    /// to 1440 with a decimal point, or `ingen` where there is no way). A journey that is given one
    /// way only takes the same back, and one within a municipality takes no time unless given.
    ///
    /// # Errors
    /// All problems of the file: a code that is none, minutes that are none, a journey given
    /// twice, and journeys that are missing, since not reported is not "no way".
    pub fn parse(text: &str, municipalities: &Municipalities) -> Result<Self, Vec<Finding>> {
        let mut problems = Vec::new();
        let mut parsed = Self::default();
        read_rows(FILE, text, &COLUMNS, &mut problems, |row, problems| {
            let from = code(row, "from", municipalities, problems);
            let to = code(row, "to", municipalities, problems);
            let minutes = minutes(row, problems);
            let (Some(from), Some(to), Some(minutes)) = (from, to, minutes) else { return };
            if parsed.minutes.insert((from, to), minutes).is_some() {
                let message = format!("rejsen fra {from} til {to} står to gange");
                problems.push(row.problem("from", message));
            }
        });
        if problems.is_empty() {
            problems.extend(parsed.missing(municipalities));
        }
        if problems.is_empty() { Ok(parsed) } else { Err(problems) }
    }

    /// The minutes of a journey; none where there is no way.
    pub fn between(&self, from: MunicipalityCode, to: MunicipalityCode) -> Option<f64> {
        match self.minutes.get(&(from, to)).or_else(|| self.minutes.get(&(to, from))) {
            Some(minutes) => Some(*minutes).filter(|minutes| minutes.is_finite()),
            None => (from == to).then_some(0.0),
        }
    }

    /// One problem for all journeys that are not there.
    fn missing(&self, municipalities: &Municipalities) -> Option<Finding> {
        let codes: Vec<MunicipalityCode> = municipalities.iter().map(|m| m.code).collect();
        let is_missing = |pair: &(MunicipalityCode, MunicipalityCode)| {
            let (from, to) = *pair;
            !self.minutes.contains_key(&(from, to)) && !self.minutes.contains_key(&(to, from))
        };
        let pairs = codes
            .iter()
            .enumerate()
            .flat_map(|(nth, from)| codes[nth + 1..].iter().map(|to| (*from, *to)));
        let missing: Vec<_> = pairs.filter(is_missing).collect();
        let (from, to) = missing.first()?;
        Some(super::row::whole_file_problem(
            FILE,
            format!(
                "{} rejser mangler, den første fra {from} til {to}; skriv minutterne, eller \
                 \"{NO_WAY}\", hvor der ingen vej er",
                missing.len()
            ),
        ))
    }
}

fn code(
    row: &Row<'_>,
    column: &str,
    municipalities: &Municipalities,
    problems: &mut Vec<Finding>,
) -> Option<MunicipalityCode> {
    let found = municipalities.by_code_text(row.text(column));
    if found.is_none() {
        let message = format!("\"{}\" er ikke en kommunekode i registret", row.text(column));
        problems.push(row.problem(column, message));
    }
    found
}

/// The minutes, infinite where there is no way; none when it is neither.
fn minutes(row: &Row<'_>, problems: &mut Vec<Finding>) -> Option<f64> {
    let text = row.text("minutes");
    if text == NO_WAY {
        return Some(f64::INFINITY);
    }
    let is_plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let found = text.parse::<f64>().ok().filter(|n| is_plain && (0.0..=LONGEST).contains(n));
    if found.is_none() {
        let message = format!(
            "\"{text}\" er hverken \"{NO_WAY}\" eller et tal fra 0 til {LONGEST} med punktum som \
             decimaltegn"
        );
        problems.push(row.problem("minutes", message));
    }
    found
}
