//! Where do *børn, unge, voksne* begin and end, and whom is a tilbud aimed at (Reading R40)?

use super::age_range::{AgeRange, AgeRanges};
use super::row::{read_rows, whole_file_problem};
use crate::finding::Finding;
use crate::model::{AgeGroup, AgeGroupSet, AgeSpan, Municipality};

/// *Aldersgruppe*, as the register draws it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct AgeGroupRow {
    /// The same ages in `age_ranges.csv`, which says what part of the population they are.
    range: AgeRange,
    /// Percent of the years of a span that must lie in the group for the span to be aimed at it.
    aimed_percent: u8,
}

/// The three age groups: next to each other, from 0 years without an upper end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeGroups {
    /// Along [`AgeGroup::ALL`].
    rows: Box<[AgeGroupRow]>,
}

const FILE: &str = "age_groups.csv";
const COLUMNS: [&str; 5] = ["age_group", "from_years", "to_years", "aimed_percent", "reading"];

impl AgeGroups {
    /// Parses the register; `ranges` says what part of the population a group is.
    pub(super) fn parse(text: &str, ranges: &AgeRanges, problems: &mut Vec<Finding>) -> Self {
        let n_before = problems.len();
        let mut found: [Option<AgeGroupRow>; 3] = [None, None, None];
        read_rows(FILE, text, &COLUMNS, problems, |row, problems| {
            let word = row.text("age_group");
            let Some(age) = AgeGroup::from_danish(word) else {
                let message = format!("\"{word}\" er hverken børn, unge eller voksne");
                problems.push(row.problem("age_group", message));
                return;
            };
            let from = row.number::<u8>("from_years", problems);
            let to = match row.text("to_years") {
                "" => Some(None),
                _ => row.number::<u8>("to_years", problems).map(Some),
            };
            let aimed = row.number::<u8>("aimed_percent", problems);
            if aimed.is_some_and(|percent| !(1..=100).contains(&percent)) {
                let message = "andelen skal være mindst 1 og højst 100".to_owned();
                problems.push(row.problem("aimed_percent", message));
            }
            if row.text("reading").is_empty() {
                let message = "hvorfor gruppen er trukket sådan, er ikke sagt".to_owned();
                problems.push(row.problem("reading", message));
            }
            let (Some(from), Some(to), Some(aimed_percent)) = (from, to, aimed) else { return };
            let range = ranges.iter().find(|r| (r.from_years, r.to_years) == (from, to));
            match range {
                Some(range) if range.parts.is_some() => {
                    let range = range.clone();
                    found[age as usize] = Some(AgeGroupRow { range, aimed_percent });
                }
                _ => problems.push(row.problem(
                    "from_years",
                    "aldrene står ikke i age_ranges.csv, eller deres del af befolkningen mangler \
                     dér; uden den kan ingen andel pr. indbygger regnes"
                        .to_owned(),
                )),
            }
        });
        if problems.len() > n_before {
            return Self { rows: Box::default() };
        }
        let rows: Vec<AgeGroupRow> = found.into_iter().flatten().collect();
        let begins = std::iter::once(Some(0)).chain(rows.iter().map(AgeGroupRow::next_begins));
        let starts = rows.iter().map(|row| Some(row.range.from_years)).chain([None]);
        if rows.len() != AgeGroup::ALL.len() || !begins.eq(starts) {
            problems.push(whole_file_problem(
                FILE,
                "børn, unge og voksne skal stå én gang hver, begynde ved 0 år, følge lige efter \
                 hinanden og ende uden øvre grænse"
                    .to_owned(),
            ));
        }
        Self { rows: rows.into() }
    }

    /// Every age group that somebody in the spans belongs to: who is *taken in*. None when they
    /// end before they begin.
    pub fn taking(&self, spans: impl IntoIterator<Item = AgeSpan>) -> AgeGroupSet {
        let years = all_years(spans);
        self.filter(|row| row.years_of(years) > 0)
    }

    /// The age groups that the spans, put together, are *aimed at*: those that hold at least the
    /// register's share of their years; where none does, those that hold the most. "18 til 99 år"
    /// takes *unge* in and is aimed at *voksne*.
    pub fn aimed_at(&self, spans: impl IntoIterator<Item = AgeSpan>) -> AgeGroupSet {
        let years = all_years(spans);
        let most = self.rows.iter().map(|row| row.years_of(years)).max().unwrap_or(0);
        let holds = |row: &AgeGroupRow| {
            let n = row.years_of(years);
            n > 0 && n * 100 >= u32::from(row.aimed_percent) * years.count_ones()
        };
        let any = self.rows.iter().any(holds);
        self.filter(|row| if any { holds(row) } else { most > 0 && row.years_of(years) == most })
    }

    fn filter(&self, is_in: impl Fn(&AgeGroupRow) -> bool) -> AgeGroupSet {
        let ages = AgeGroup::ALL.into_iter().zip(&self.rows);
        ages.filter(|(_, row)| is_in(row)).map(|(age, _)| age).collect()
    }

    /// *Børn, unge, voksne* who live in a municipality, to the nearest whole citizen.
    pub fn inhabitants(&self, municipality: &Municipality) -> [u64; 3] {
        let by_age = municipality.by_disjoint_age().map(u64::from);
        let of = |age: AgeGroup| {
            let range = self.rows.get(age as usize).map(|row| &row.range);
            range.and_then(|range| range.population(by_age)).map_or(0, rounded)
        };
        AgeGroup::ALL.map(of)
    }

    /// For readers: "børn 0-16 år, unge 17-19 år, voksne 20+ år. Et tilbud er rettet mod …".
    pub fn in_words(&self) -> String {
        let ages = AgeGroup::ALL.into_iter().zip(&self.rows);
        let drawn: Vec<String> =
            ages.clone().map(|(age, row)| format!("{age} {} år", row.range.text)).collect();
        let first = self.rows.first().map_or(0, |row| row.aimed_percent);
        let shares = if self.rows.iter().all(|row| row.aimed_percent == first) {
            format!("{first} pct.")
        } else {
            let shares: Vec<String> =
                ages.map(|(age, row)| format!("{} pct. ({age})", row.aimed_percent)).collect();
            shares.join(", ")
        };
        format!(
            "{}. Et tilbud er rettet mod en aldersgruppe, når mindst {shares} af de år, det tager \
             imod, ligger i den",
            drawn.join(", ")
        )
    }
}

impl AgeGroupRow {
    /// How many of the years lie in the group.
    fn years_of(&self, years: u128) -> u32 {
        let AgeRange { from_years, to_years, .. } = self.range;
        (years & years_between(from_years, to_years.unwrap_or(OLDEST))).count_ones()
    }

    /// The first year after the group; none when it has no upper end.
    fn next_begins(&self) -> Option<u8> {
        self.range.to_years.and_then(|to| to.checked_add(1))
    }
}

/// The oldest age that is told apart.
const OLDEST: u8 = 127;

/// Years of age as a bit each.
fn all_years(spans: impl IntoIterator<Item = AgeSpan>) -> u128 {
    spans.into_iter().fold(0, |all, span| all | years_between(span.from_years, span.to_years))
}

/// From one age to another, both included; none when it ends before it begins.
fn years_between(from: u8, to: u8) -> u128 {
    let to = to.min(OLDEST);
    if from > to { 0 } else { (u128::MAX >> (OLDEST - (to - from))) << from }
}

/// To the nearest whole number; counts of people are far below what a float can't tell apart.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative")]
fn rounded(n: f64) -> u64 {
    n.round() as u64
}
