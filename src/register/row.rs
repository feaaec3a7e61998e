//! How is a register file read? Strictly: it is ours, so a fault in it stops the run.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::name::fold_name;
use crate::finding::{Finding, Place, Severity};
use crate::model::MunicipalityCode;

/// One row of a register, with its header, so that a message can name both.
pub(super) struct Row<'t> {
    file: &'t str,
    line: u32,
    headers: &'t csv::StringRecord,
    cells: csv::StringRecord,
}

/// The columns that name a row, by register: a row that stands again with other values contradicts
/// the first, and with the same values says nothing more.
const KEYS: [(&str, &[&str]); 15] = [
    ("age_groups.csv", &["age_group"]),
    ("age_ranges.csv", &["range"]),
    ("legal_bases.csv", &["legal_basis"]),
    ("municipalities.csv", &["code"]),
    ("municipalities.csv", &["name"]),
    ("neighbours.csv", &["municipality", "neighbour"]),
    ("ownerships.csv", &["spelling"]),
    ("postal_codes.csv", &["postal_code", "municipality"]),
    ("region_membership.csv", &["municipality", "valid_from"]),
    ("regions.csv", &["name"]),
    ("regions.csv", &["code"]),
    ("services.csv", &["name"]),
    ("social_authorities.csv", &["municipality", "valid_from"]),
    ("target_groups.csv", &["slug"]),
    ("tile_grid.csv", &["municipality"]),
];

/// The rows that stood before, by what names them.
struct Seen {
    key: &'static [&'static str],
    rows: BTreeMap<Vec<String>, (u32, csv::StringRecord)>,
}

/// Columns of names and spellings, which are the same however they are written.
const NAMES: [&str; 3] = ["name", "region", "spelling"];
/// Columns of municipalities, whose code may stand before the name.
const CODES: [&str; 2] = ["municipality", "neighbour"];
/// Two columns that say the same in either order.
const EITHER_WAY: [&str; 2] = ["municipality", "neighbour"];

/// What a cell names: another spelling of it names the same.
fn named(column: &str, text: &str) -> String {
    if NAMES.contains(&column) {
        return fold_name(text);
    }
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    // A code is the same with and without its zeros.
    if n_digits == text.len() || (n_digits > 0 && CODES.contains(&column)) {
        return text[..n_digits].trim_start_matches('0').to_owned();
    }
    text.to_lowercase()
}

impl Seen {
    /// For each way to name a row of a register.
    fn of(file: &str) -> Vec<Self> {
        let keys = KEYS.iter().filter(|(name, _)| *name == file);
        keys.map(|(_, key)| Self { key, rows: BTreeMap::new() }).collect()
    }

    /// Whether the row is the first of its name; a problem when another stood there with other
    /// values.
    fn is_first(&mut self, row: &Row<'_>, problems: &mut Vec<Finding>) -> bool {
        let mut key: Vec<String> =
            self.key.iter().map(|column| named(column, row.text(column))).collect();
        if key.iter().all(String::is_empty) {
            return true;
        }
        if self.key == EITHER_WAY {
            key.sort();
        }
        match self.rows.get(&key) {
            None => {
                self.rows.insert(key, (row.line, row.cells.clone()));
                true
            }
            Some((line, cells)) => {
                let is_key = |column: &str| self.key.contains(&column);
                let is_same =
                    row.headers.iter().zip(cells).zip(&row.cells).all(|((header, before), now)| {
                        is_key(header.trim()) || before.trim() == now.trim()
                    });
                if !is_same {
                    let named: Vec<&str> = self.key.iter().map(|column| row.text(column)).collect();
                    let message = format!(
                        "\"{}\" står også i linje {line}, med andre værdier",
                        named.join(", ")
                    );
                    problems.push(row.problem(self.key[0], message));
                }
                false
            }
        }
    }
}

/// Spans of time of one municipality that overlap: on some day it would be in two places at once.
/// `spans` are sorted; gives the municipality and the first day of each that does.
pub(super) fn overlaps(
    spans: impl Iterator<Item = (MunicipalityCode, NaiveDate, Option<NaiveDate>)>,
) -> Vec<(MunicipalityCode, NaiveDate)> {
    let spans: Vec<_> = spans.collect();
    let is_overlap = |pair: &&[(MunicipalityCode, NaiveDate, Option<NaiveDate>)]| {
        let (code, _, until) = pair[0];
        let (next, from, _) = pair[1];
        code == next && until.is_none_or(|until| until >= from)
    };
    spans.windows(2).filter(is_overlap).map(|pair| (pair[1].0, pair[1].1)).collect()
}

/// Reads a register's rows and gives each to `take`, one that stands twice only once. A missing
/// column is one problem for the file and no row is given; nor may a register be empty.
pub(super) fn read_rows(
    file: &str,
    text: &str,
    columns: &[&str],
    problems: &mut Vec<Finding>,
    mut take: impl FnMut(&Row<'_>, &mut Vec<Finding>),
) {
    let path = format!("registers/{file}");
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => {
            problems.push(problem(&path, None, format!("registret kan ikke læses: {error}")));
            return;
        }
    };
    let missing: Vec<&str> =
        columns.iter().copied().filter(|c| !headers.iter().any(|h| h == *c)).collect();
    if !missing.is_empty() {
        problems.push(problem(
            &path,
            Some(1),
            format!(
                "kolonnen {} mangler; filen har {}",
                missing.join(", "),
                headers.iter().collect::<Vec<_>>().join(", ")
            ),
        ));
        return;
    }
    let mut seen_headers = BTreeSet::new();
    let mut headers_named = headers.iter().map(str::trim).filter(|header| !header.is_empty());
    if let Some(twice) = headers_named.find(|header| !seen_headers.insert(header.to_lowercase())) {
        let message = format!("kolonnen {twice} står to gange");
        problems.push(problem(&path, Some(1), message));
        return;
    }
    let mut seen = Seen::of(file);
    let mut is_empty = true;
    for (index, record) in reader.records().enumerate() {
        is_empty = false;
        let line = u32::try_from(index + 2).unwrap_or(u32::MAX);
        match record {
            Ok(cells) => {
                let row = Row { file: &path, line, headers: &headers, cells };
                row.check_span(problems);
                // One problem for each row, whatever it contradicts.
                if seen.iter_mut().all(|seen| seen.is_first(&row, problems)) {
                    take(&row, problems);
                }
            }
            Err(error) => {
                problems.push(problem(
                    &path,
                    Some(line),
                    format!("rækken kan ikke læses: {error}"),
                ));
            }
        }
    }
    if is_empty && KEYS.iter().any(|(name, _)| *name == file) {
        problems.push(problem(
            &path,
            None,
            "registret har overskrifter, men ingen rækker".to_owned(),
        ));
    }
}

impl Row<'_> {
    /// Its line in the file, from 1.
    pub(super) const fn line(&self) -> u32 {
        self.line
    }

    /// The text of a column, without blanks around it.
    pub(super) fn text(&self, column: &str) -> &str {
        self.headers
            .iter()
            .position(|header| header == column)
            .and_then(|at| self.cells.get(at))
            .unwrap_or("")
            .trim()
    }

    /// A problem in this row.
    pub(super) fn problem(&self, column: &str, message: String) -> Finding {
        let mut finding = problem(self.file, Some(self.line), message);
        finding.place.header = Some(column.into());
        finding
    }

    /// A number of any kind that text can become; a problem when it can't.
    pub(super) fn number<N: std::str::FromStr>(
        &self,
        column: &str,
        problems: &mut Vec<Finding>,
    ) -> Option<N> {
        let text = self.text(column);
        let number = text.parse().ok();
        if number.is_none() {
            problems.push(self.problem(column, format!("\"{text}\" er ikke et tal")));
        }
        number
    }

    /// A date, or none where the cell is empty.
    pub(super) fn date(&self, column: &str, problems: &mut Vec<Finding>) -> Option<NaiveDate> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let date = text.parse().ok();
        if date.is_none() {
            problems.push(self.problem(column, format!("\"{text}\" er ikke en dato (ÅÅÅÅ-MM-DD)")));
        }
        date
    }

    /// A row that ends before it begins holds on no day.
    fn check_span(&self, problems: &mut Vec<Finding>) {
        let day = |column| self.text(column).parse::<NaiveDate>().ok();
        let (Some(from), Some(to)) = (day("valid_from"), day("valid_to")) else { return };
        if to < from {
            let message = format!("rækken gælder til {to}, før den begynder {from}");
            problems.push(self.problem("valid_to", message));
        }
    }

    /// *Ja* or *nej*; anything else is a problem.
    pub(super) fn yes_no(&self, column: &str, problems: &mut Vec<Finding>) -> bool {
        let text = self.text(column);
        if text != "ja" && text != "nej" {
            problems.push(self.problem(column, format!("\"{text}\" er hverken ja eller nej")));
        }
        text == "ja"
    }
}

/// A problem of the file as a whole.
pub(super) fn whole_file_problem(file: &str, message: String) -> Finding {
    problem(&format!("registers/{file}"), None, message)
}

fn problem(path: &str, line: Option<u32>, message: String) -> Finding {
    Finding {
        place: Place { row: line, ..Place::file(path) },
        severity: Severity::Error,
        code: "register-invalid",
        message,
        action: "Ret registret, eller hent det oprindelige frem igen".to_owned(),
    }
}
