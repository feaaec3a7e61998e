//! Which of the register's ages does a published age range stand for (Reading R12)?

use super::row::{Row, read_rows};
use crate::finding::Finding;

/// *Aldersafgrænsning* as sources print it, and the part of each age of the register that it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeRange {
    /// As size files write it: `0-17`, `65+`, `alle`.
    pub text: Box<str>,
    /// Youngest age in years.
    pub from_years: u8,
    /// Oldest age in years; none when there is no upper end.
    pub to_years: Option<u8>,
    /// Part of those aged 0-16, 17-19, 20-64, 65-79, and 80 and over; none when the range can't be
    /// told from the register's ages.
    pub parts: Option<[Part; 5]>,
    /// Whether the parts are only about right.
    pub is_approximate: bool,
    /// How the range was read.
    pub reading: Box<str>,
}

impl AgeRange {
    /// Persons of this range among `by_disjoint_age`; none when the register can't tell.
    pub fn population(&self, by_disjoint_age: [u64; 5]) -> Option<f64> {
        let parts = self.parts?;
        Some(parts.iter().zip(by_disjoint_age).map(|(part, n)| part.of(n)).sum())
    }

    /// Whether somebody is in both ranges.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_before_end = |a: &Self, b: &Self| b.to_years.is_none_or(|to| a.from_years <= to);
        begins_before_end(self, other) && begins_before_end(other, self)
    }
}

/// A part of a whole, as a fraction: no rounding decides who gets the last citizen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// 0 to `denominator`.
    pub numerator: u32,
    /// 1 to 100.
    pub denominator: u32,
}

impl Part {
    /// The part of `n` persons.
    pub fn of(self, n: u64) -> f64 {
        n as f64 * f64::from(self.numerator) / f64::from(self.denominator)
    }

    /// Whether it is nothing.
    pub const fn is_none(self) -> bool {
        self.numerator == 0
    }

    fn parse(text: &str) -> Option<Self> {
        let (numerator, denominator) = match text.split_once('/') {
            Some((numerator, denominator)) => (numerator.parse().ok()?, denominator.parse().ok()?),
            None => (text.parse().ok()?, 1),
        };
        let part = Self { numerator, denominator };
        ((1..=100).contains(&denominator) && numerator <= denominator).then_some(part)
    }
}

/// The register of age ranges, in the file's order.
#[derive(Clone, Debug, Default)]
pub struct AgeRanges {
    all: Vec<AgeRange>,
}

const PARTS: [&str; 5] = ["part_0_16", "part_17_19", "part_20_64", "part_65_79", "part_80_plus"];
const COLUMNS: [&str; 10] = [
    "range",
    "from_years",
    "to_years",
    PARTS[0],
    PARTS[1],
    PARTS[2],
    PARTS[3],
    PARTS[4],
    "approximate",
    "reading",
];

impl AgeRanges {
    pub(super) fn parse(text: &str, problems: &mut Vec<Finding>) -> Self {
        let mut parsed = Self::default();
        read_rows("age_ranges.csv", text, &COLUMNS, problems, |row, problems| {
            let range = row.text("range");
            if range.is_empty() || parsed.get(range).is_some() {
                let message = format!("\"{range}\" er tom eller står to gange");
                problems.push(row.problem("range", message));
            }
            let from_years = row.number::<u8>("from_years", problems);
            let to_years = match row.text("to_years") {
                "" => None,
                _ => row.number::<u8>("to_years", problems),
            };
            if let (Some(from), Some(to)) = (from_years, to_years)
                && from > to
            {
                let message = format!("aldersgruppen begynder ved {from} og slutter ved {to}");
                problems.push(row.problem("to_years", message));
            }
            let is_approximate = row.yes_no("approximate", problems);
            if is_approximate && row.text("reading").is_empty() {
                let message = "en tilnærmelse skal have en læsning".to_owned();
                problems.push(row.problem("reading", message));
            }
            let parts = read_parts(row, problems);
            let Some(from_years) = from_years else { return };
            parsed.all.push(AgeRange {
                text: range.into(),
                from_years,
                to_years,
                parts,
                is_approximate,
                reading: row.text("reading").into(),
            });
        });
        parsed
    }

    /// The range written like this.
    pub fn get(&self, text: &str) -> Option<&AgeRange> {
        self.all.iter().find(|range| &*range.text == text)
    }

    /// All, in the register's order.
    pub fn iter(&self) -> impl Iterator<Item = &AgeRange> {
        self.all.iter()
    }
}

/// All five parts, or none where all five cells are empty.
fn read_parts(row: &Row<'_>, problems: &mut Vec<Finding>) -> Option<[Part; 5]> {
    if PARTS.iter().all(|column| row.text(column).is_empty()) {
        return None;
    }
    let mut parts = [Part { numerator: 0, denominator: 1 }; 5];
    for (part, column) in parts.iter_mut().zip(PARTS) {
        match Part::parse(row.text(column)) {
            Some(read) => *part = read,
            None => problems.push(row.problem(
                column,
                format!("\"{}\" er hverken 0, 1 eller en brøk som 2/3", row.text(column)),
            )),
        }
    }
    if parts.iter().all(|part| part.is_none()) {
        let message = "aldersgruppen rummer ingen; lad de fem felter stå tomme, hvis den ikke kan \
                       føres over på registrets aldersgrupper";
        problems.push(row.problem(PARTS[0], message.to_owned()));
    }
    Some(parts)
}
