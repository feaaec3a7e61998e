//! A long table of ratings, whoever made it: unit, rater, rating, perhaps item.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{Rating, Ratings, Scale};
use crate::model::Attained;

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingsFile {
    /// The ratings; the unit is what leaves together, with all its items.
    pub ratings: Ratings,
    /// Distinct units with a rating.
    pub n_units: u64,
    /// Distinct raters with a rating.
    pub n_raters: u64,
    /// Rows without a rating.
    pub n_missing: u64,
    /// Whether there is a column of items.
    pub has_items: bool,
}

/// What is wrong with a file of ratings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingsProblem {
    /// The line, from 1; `None`: the file as a whole.
    pub line: Option<u64>,
    /// What was found, what was expected, what to do. Danish.
    pub message: String,
}

impl fmt::Display for RatingsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "linje {line}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// Problems that are told of one file; the others are counted.
pub const MOST_PROBLEMS: usize = 20;

/// The columns, and the headers that they are met under.
const UNIT: [&str; 6] = ["unit", "enhed", "tilbud", "tilbudsid", "leverandør", "sag"];
const RATER: [&str; 5] = ["rater", "bedømmer", "vurderer", "tilsyn", "vurderet af"];
const RATING: [&str; 4] = ["rating", "vurdering", "graduering", "niveau"];
const ITEM: [&str; 4] = ["item", "parameter", "emne", "punkt"];

/// What says that there is no rating.
const MISSING: [&str; 10] =
    ["", "na", "n/a", "nan", "null", ".", "*", "-", "ikke oplyst", "ikke relevant"];

const SEPARATORS: [u8; 3] = [b';', b'\t', b','];

/// Reads the bytes of a CSV file with semicolons, tabs or commas, English or Danish headers and
/// decimal points or commas.
///
/// # Errors
/// Every problem of the file, the first [`MOST_PROBLEMS`] of them one by one.
pub fn parse_ratings(bytes: &[u8]) -> Result<RatingsFile, Vec<RatingsProblem>> {
    let text = decoded(bytes);
    let (separator, columns) = columns(&text).map_err(|problem| vec![problem])?;
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let mut read = Read { separator, ..Read::default() };
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => read.row(&record, &columns),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                read.problem(line, "rækken kan ikke læses som CSV".to_owned());
            }
        }
    }
    read.finished(columns.item.is_some())
}

/// UTF-8 with or without its mark, UTF-16 with it, else Windows-1252.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    encoding.decode(bytes).0
}

/// Where the columns are.
struct Columns {
    unit: usize,
    rater: usize,
    rating: usize,
    item: Option<usize>,
}

/// The separator under which the headers are found.
fn columns(text: &str) -> Result<(u8, Columns), RatingsProblem> {
    let whole = |message: String| RatingsProblem { line: None, message };
    let first = text.lines().next().unwrap_or_default();
    if first.trim().is_empty() {
        return Err(whole(
            "filen begynder ikke med en linje med overskrifter; skriv unit;rater;rating øverst"
                .to_owned(),
        ));
    }
    let mut met: Option<Vec<String>> = None;
    for separator in SEPARATORS {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .from_reader(first.as_bytes());
        let Some(Ok(record)) = reader.records().next() else { continue };
        let headers: Vec<String> =
            record.iter().map(|header| header.trim().to_lowercase()).collect();
        let of = |names: &[&str]| headers.iter().position(|header| names.contains(&&**header));
        if let (Some(unit), Some(rater), Some(rating)) = (of(&UNIT), of(&RATER), of(&RATING)) {
            for (names, what) in [
                (&UNIT[..], "enheden"),
                (&RATER, "bedømmeren"),
                (&RATING, "vurderingen"),
                (&ITEM, "emnet"),
            ] {
                let named: Vec<&str> =
                    headers.iter().map(|h| &**h).filter(|h| names.contains(h)).collect();
                if named.len() > 1 {
                    return Err(whole(format!(
                        "{what} har {} kolonner ({}); lad én stå",
                        named.len(),
                        named.join(", ")
                    )));
                }
            }
            return Ok((separator, Columns { unit, rater, rating, item: of(&ITEM) }));
        }
        if met.as_ref().is_none_or(|known| known.len() < headers.len()) {
            met = Some(headers);
        }
    }
    Err(whole(format!(
        "overskrifterne er {}; der skal være en kolonne med enheden (unit, enhed, tilbud), en med \
         bedømmeren (rater, bedømmer, tilsyn) og en med vurderingen (rating, vurdering, graduering)",
        met.unwrap_or_default().join(", ")
    )))
}

/// A rating as it was written.
#[derive(Clone, Debug)]
enum Written {
    Number(f64),
    Level(Attained),
    Word(String),
}

/// A row with a rating.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    unit: u32,
    item: u32,
    rater: u32,
    /// Of a rater's two ratings of a unit the first line stands first.
    line: u64,
    /// A place in [`Read::written`].
    written: u32,
}

impl Row {
    fn key(self) -> (u32, u32, u32) {
        (self.unit, self.item, self.rater)
    }
}

#[derive(Default)]
struct Read {
    separator: u8,
    units: Names,
    raters: Names,
    items: Names,
    /// What a text says, as a place in `written`; `None`: that there is no rating. A file has few
    /// texts and many cells, so each is read once.
    texts: HashMap<String, Option<u32>>,
    written: Vec<Written>,
    rows: Vec<Row>,
    n_missing: u64,
    problems: Vec<RatingsProblem>,
    n_problems: u64,
}

/// Names are numbered as they are met.
#[derive(Default)]
struct Names(HashMap<String, u32>);

impl Names {
    fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.0.get(name) {
            return *place;
        }
        let next = number(self.0.len());
        self.0.insert(name.to_owned(), next);
        next
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Read {
    fn problem(&mut self, line: u64, message: String) {
        self.n_problems += 1;
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(RatingsProblem { line: Some(line), message });
        }
    }

    fn row(&mut self, record: &csv::StringRecord, columns: &Columns) {
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        if record.iter().any(|cell| cell.contains('\n')) {
            let message = "en celle går over flere linjer: et anførselstegn er ikke lukket";
            return self.problem(line, message.to_owned());
        }
        let cell = |at: usize| record.get(at).unwrap_or_default().trim();
        let (unit, rater) = (cell(columns.unit), cell(columns.rater));
        for (text, what) in [(unit, "enhed"), (rater, "bedømmer")] {
            if text.is_empty() {
                return self.problem(
                    line,
                    format!("rækken har ingen {what}; skriv den, eller slet rækken"),
                );
            }
        }
        let item = columns.item.map_or("", cell);
        if columns.item.is_some() && item.is_empty() {
            let message = "rækken har intet emne; skriv det, eller slet rækken".to_owned();
            return self.problem(line, message);
        }
        let written = match self.rating(cell(columns.rating)) {
            Ok(Some(written)) => written,
            Ok(None) => {
                self.n_missing += 1;
                return;
            }
            Err(message) => return self.problem(line, message),
        };
        let unit = self.units.place(unit);
        let item = self.items.place(item);
        let rater = self.raters.place(rater);
        self.rows.push(Row { unit, item, rater, line, written });
    }

    fn rating(&mut self, text: &str) -> Result<Option<u32>, String> {
        if let Some(known) = self.texts.get(text) {
            return Ok(*known);
        }
        let place = if MISSING.contains(&&*text.to_lowercase()) {
            None
        } else {
            self.written.push(written(text, self.separator)?);
            Some(number(self.written.len() - 1))
        };
        self.texts.insert(text.to_owned(), place);
        Ok(place)
    }

    /// Keeps the first of a rater's ratings of a unit, in the order of units, items and raters, and
    /// tells the others.
    fn keep_first(&mut self) {
        self.rows.sort_unstable();
        let mut twice: Vec<(u64, u64)> = Vec::new();
        self.rows.dedup_by(|row, first| {
            let is_twice = row.key() == first.key();
            if is_twice {
                twice.push((row.line, first.line));
            }
            is_twice
        });
        twice.sort_unstable();
        self.n_problems += twice.len() as u64;
        self.problems.extend(twice.into_iter().take(MOST_PROBLEMS).map(|(line, before)| {
            let message = format!(
                "den samme bedømmer har vurderet den samme enhed i linje {before}; lad én af de to stå"
            );
            RatingsProblem { line: Some(line), message }
        }));
        self.problems.sort_by_key(|problem| problem.line);
        self.problems.truncate(MOST_PROBLEMS);
    }

    fn finished(mut self, has_items: bool) -> Result<RatingsFile, Vec<RatingsProblem>> {
        self.keep_first();
        let of = |row: &Row| &self.written[row.written as usize];
        let n_words = |is: fn(&Written) -> bool| self.rows.iter().filter(|row| is(of(row))).count();
        let n_numbers = n_words(|written| matches!(written, Written::Number(_)));
        let n_levels = n_words(|written| matches!(written, Written::Level(_)));
        if n_numbers > 0 && n_numbers < self.rows.len() {
            let mut others: Vec<(u64, String)> = Vec::new();
            for row in &self.rows {
                match of(row) {
                    Written::Number(_) => {}
                    Written::Level(level) => others.push((row.line, level.danish().to_owned())),
                    Written::Word(word) => others.push((row.line, word.clone())),
                }
            }
            others.sort();
            for (line, word) in others {
                let message = format!(
                    "\"{word}\" er ikke et tal, men andre vurderinger er; skriv alle som tal eller \
                     alle som ord, og lad cellen stå tom, hvor der ingen vurdering er"
                );
                self.problem(line, message);
            }
        }
        if self.rows.is_empty() && self.problems.is_empty() {
            let message = "filen har ingen vurderinger under overskrifterne".to_owned();
            self.problems.push(RatingsProblem { line: None, message });
        }
        self.problems.sort_by_key(|problem| problem.line);
        let untold = self.n_problems.saturating_sub(MOST_PROBLEMS as u64);
        if untold > 0 {
            let message = format!("og {untold} problemer til; ret de første, og prøv igen");
            self.problems.push(RatingsProblem { line: None, message });
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let is_levels = n_levels == self.rows.len();
        let (scale, category) = scale(&self.written, is_levels);
        let categories: Vec<u32> = self.written.iter().map(category).collect();
        let n_items = number(self.items.0.len());
        let ratings = self.rows.iter().map(|row| Rating {
            cluster: row.unit,
            unit: row.unit.saturating_mul(n_items).saturating_add(row.item),
            rater: row.rater,
            category: categories[row.written as usize],
        });
        Ok(RatingsFile {
            ratings: Ratings::new(scale, ratings.collect()),
            n_units: self.units.0.len() as u64,
            n_raters: self.raters.0.len() as u64,
            n_missing: self.n_missing,
            has_items,
        })
    }
}

/// A rating in a cell; a number that can be read in two ways is refused with both.
fn written(text: &str, separator: u8) -> Result<Written, String> {
    let lower = text.to_lowercase();
    let level = Attained::ALL.into_iter().find(|level| level.danish() == lower);
    if let Some(level) = level.or_else(|| (lower == "hoejt").then_some(Attained::High)) {
        return Ok(Written::Level(level));
    }
    let is_number = text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.,eE".contains(&byte));
    if !is_number {
        return Ok(Written::Word(lower));
    }
    let thousands = if separator == b',' { ',' } else { '.' };
    if let Some((whole, rest)) = text.split_once(thousands)
        && rest.len() == 3
        && !rest.contains([',', '.', 'e', 'E'])
        && whole.trim_start_matches(['+', '-']).len() <= 3
        && !whole.trim_start_matches(['+', '-']).starts_with('0')
        && !whole.is_empty()
    {
        return Err(format!(
            "\"{text}\" kan være {whole}{rest} eller {whole},{rest}; skriv det uden tegn for tusinder"
        ));
    }
    match text.replace(',', ".").parse::<f64>() {
        // Adding 0 makes −0 and 0 one number.
        Ok(number) if number.is_finite() => Ok(Written::Number(number + 0.0)),
        _ => Err(format!("\"{text}\" er ikke et tal, der kan læses")),
    }
}

/// The scale of what was met, and where each rating stands on it.
fn scale(all: &[Written], is_levels: bool) -> (Scale, impl Fn(&Written) -> u32) {
    let (mut numbers, mut words) = (Vec::new(), Vec::new());
    for written in all {
        match written {
            Written::Number(number) => numbers.push(*number),
            Written::Level(level) if is_levels => numbers.push(f64::from(*level as u8)),
            Written::Level(level) => words.push(level.danish().to_owned()),
            Written::Word(word) => words.push(word.clone()),
        }
    }
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    words.sort();
    words.dedup();
    let has_distances = words.is_empty() && !is_levels;
    let values = match words.len() {
        0 if has_distances => numbers.clone(),
        0 => (0..numbers.len()).map(|at| at as f64).collect(),
        n => (0..n).map(|at| at as f64).collect(),
    };
    let scale = Scale { values, is_ordered: words.is_empty(), has_distances };
    let place = move |written: &Written| {
        let found = match written {
            Written::Number(number) => numbers.binary_search_by(|n| n.total_cmp(number)),
            Written::Level(level) if is_levels => {
                numbers.binary_search_by(|n| n.total_cmp(&f64::from(*level as u8)))
            }
            Written::Level(level) => words.binary_search_by(|w| (**w).cmp(level.danish())),
            Written::Word(word) => words.binary_search(word),
        };
        u32::try_from(found.unwrap_or(0)).unwrap_or(u32::MAX)
    };
    (scale, place)
}
