//! What does a finished publication say to whoever reads its files and nothing else?
//!
//! `release.json` describes the tables, so that anybody can write an attacker of his own.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::PublicationError;
use crate::disclosure::{Hidden, Knowledge, Proof, attack};

/// The description of a release.
pub(super) const RELEASE: &str = "release.json";
/// The sign of a hidden cell.
pub(super) const HIDDEN: &str = "..";
/// The sign of nothing.
pub(super) const NOTHING: &str = "-";

/// `release.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ReleaseFile {
    /// Whether every zero is shown: a hidden cell is then at least 1.
    #[serde(default)]
    pub(super) zeros_are_shown: bool,
    /// Within less than this no hidden cell may be told, where its table does not say.
    #[serde(default = "one")]
    pub(super) least_width: u64,
    /// Small counts are rounded to 0 or this, and nothing is hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) rounded_to: Option<u64>,
    /// The tables.
    pub(super) tables: Vec<ReleasedTable>,
}

/// Inner cells of a sum that is read, at most.
const MOST_INNER: usize = 1 << 20;

const fn one() -> u64 {
    1
}

/// A table of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ReleasedTable {
    pub(super) file: String,
    pub(super) measure: String,
    pub(super) dimensions: BTreeMap<String, ReleasedDimension>,
    /// The header of the figures.
    pub(super) value: String,
    /// The header of the signs.
    pub(super) sign: String,
    /// Within less than this none of its hidden cells may be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) least_width: Option<u64>,
}

/// What a table is divided by, or summed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ReleasedDimension {
    /// The header of its column; none when the table is summed over it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) column: Option<String>,
    /// The sum that the table shows, when it has no such column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sum: Option<String>,
    /// Each sum, and the codes that it adds up.
    pub(super) sums: BTreeMap<String, Vec<String>>,
}

/// A published cell as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// File and codes.
    pub(super) name: String,
    /// The inner cells that it adds up: the measure, and their codes.
    pub(super) inner: BTreeSet<String>,
    /// What is shown; nothing where it is hidden.
    pub(super) value: Option<u64>,
    /// How wide it must be where it is hidden.
    least_width: u64,
}

/// A release as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) zeros_are_shown: bool,
    pub(super) rounded_to: Option<u64>,
    pub(super) cells: Vec<Figure>,
}

impl Figures {
    /// What of it is shown and still true, and so is known of today's figures too. What was rounded
    /// never was.
    #[must_use]
    pub(super) fn still_true(mut self, values: &BTreeMap<String, u64>) -> Self {
        let now = |cell: &Figure| cell.inner.iter().filter_map(|key| values.get(key)).sum::<u64>();
        let is_rounded = self.rounded_to.is_some();
        self.cells.retain(|cell| !is_rounded && cell.value == Some(now(cell)));
        self
    }
}

/// How a release stood the attack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attacked {
    /// Cells, the same in several tables counted in each.
    pub n_cells: usize,
    /// Hidden ones.
    pub n_hidden: usize,
    /// Those that can be told too nearly, and how nearly.
    pub given_away: Vec<String>,
    /// Those of which only a linear program says that they are wide enough.
    pub by_program: Vec<String>,
    /// Whether nothing fits all that is shown: the figures are not of one release.
    pub is_contradictory: bool,
}

fn not_usable(file: &str, why: impl std::fmt::Display) -> PublicationError {
    PublicationError::NotUsable(format!("{file}: {why}"))
}

/// Reads a release from its files.
pub(super) fn read_release(
    read: &dyn Fn(&str) -> Result<Vec<u8>, PublicationError>,
) -> Result<Figures, PublicationError> {
    let release: ReleaseFile = serde_json::from_slice(&read(RELEASE)?).map_err(|error| {
        not_usable(RELEASE, format!("kan ikke læses som beskrivelse ({error})"))
    })?;
    let mut cells = Vec::new();
    for table in &release.tables {
        let bytes = read(&table.file)?;
        let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
        let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(text);
        let headers = rows.headers().map_err(|e| not_usable(&table.file, e))?.clone();
        let column = |name: &str| {
            headers.iter().position(|header| header == name).ok_or_else(|| {
                not_usable(&table.file, format!("kolonnen \"{name}\" fra {RELEASE} er der ikke"))
            })
        };
        let (value, sign) = (column(&table.value)?, column(&table.sign)?);
        for record in rows.records() {
            let record = record.map_err(|e| not_usable(&table.file, e))?;
            let mut codes = Vec::new();
            let mut inner = vec![table.measure.clone()];
            for (name, dimension) in &table.dimensions {
                let code = match (&dimension.column, &dimension.sum) {
                    (Some(header), _) => record.get(column(header)?).unwrap_or_default(),
                    (None, Some(sum)) => sum,
                    (None, None) => {
                        return Err(not_usable(
                            RELEASE,
                            format!("{name} har hverken column eller sum"),
                        ));
                    }
                };
                if dimension.column.is_some() {
                    codes.push(code);
                }
                let own = [code.to_owned()];
                let leaves = dimension.sums.get(code).map_or(&own[..], |leaves| leaves);
                let longer = |before: &String| {
                    leaves.iter().map(move |leaf| format!("{before}\u{1f}{leaf}")).collect()
                };
                if inner.len().saturating_mul(leaves.len()) > MOST_INNER {
                    return Err(not_usable(RELEASE, "en sum lægger for mange celler sammen"));
                }
                inner = inner.iter().flat_map(|before| -> Vec<String> { longer(before) }).collect();
            }
            let shown = record.get(value).unwrap_or_default();
            let name = format!("{}: {}", table.file, codes.join(", "));
            let value = match record.get(sign).unwrap_or_default() {
                HIDDEN => None,
                _ => Some(shown.parse().map_err(|_| {
                    not_usable(&name, format!("\"{shown}\" er ikke et helt tal fra 0"))
                })?),
            };
            let inner = inner.into_iter().collect();
            let least_width = table.least_width.unwrap_or(release.least_width);
            cells.push(Figure { name, inner, value, least_width });
        }
    }
    let ReleaseFile { zeros_are_shown, rounded_to, .. } = release;
    Ok(Figures { zeros_are_shown, rounded_to, cells })
}

/// Attacks a release as somebody who sees it, and perhaps an earlier one, and knows nothing else.
pub(super) fn attacked(figures: &Figures, previous: Option<&Figures>) -> Attacked {
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let earlier = previous.map_or(&[][..], |earlier| &earlier.cells);
    for key in figures.cells.iter().chain(earlier).flat_map(|cell| &cell.inner) {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        numbers.entry(key).or_insert(next);
    }
    let numbered = |cell: &Figure| {
        let found = cell.inner.iter().filter_map(|key| numbers.get(key.as_str()).copied());
        let mut inner: Vec<u32> = found.collect();
        inner.sort_unstable();
        inner
    };
    let mut known = Knowledge { n_inner: numbers.len(), ..Knowledge::default() };
    let mut shown: BTreeSet<(Vec<u32>, u64)> = BTreeSet::new();
    let mut hidden: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    for (at, cell) in figures.cells.iter().enumerate() {
        let inner = numbered(cell);
        match cell.value {
            Some(value) => {
                shown.insert((inner, value));
            }
            None => {
                hidden.entry(inner).or_insert(at);
            }
        }
    }
    for cell in earlier {
        shown.extend(cell.value.map(|value| (numbered(cell), value)));
    }
    known.shown = shown.into_iter().collect();
    known.hidden = hidden
        .into_iter()
        .map(|(inner, cell)| Hidden {
            cell,
            inner,
            least: u64::from(figures.zeros_are_shown),
            width: figures.cells[cell].least_width,
        })
        .collect();
    known.hidden.sort_by_key(|hidden| hidden.cell);
    let mut found = Attacked {
        n_cells: figures.cells.len(),
        n_hidden: figures.cells.iter().filter(|cell| cell.value.is_none()).count(),
        ..Attacked::default()
    };
    if let Some(base) = figures.rounded_to {
        let is_small = |value: u64| value > 0 && value < base;
        let small = figures.cells.iter().filter_map(|cell| Some((cell, cell.value?)));
        let small = small.filter(|(_, value)| is_small(*value));
        found.given_away.extend(small.map(|(cell, value)| format!("{}: {value}", cell.name)));
        found.is_contradictory = !add_up(&known);
        return found;
    }
    for reach in attack(&known, None) {
        let name = &figures.cells[reach.cell].name;
        if reach.proof == Proof::Inconsistent {
            found.is_contradictory = true;
        } else if reach.is_too_narrow() {
            found.given_away.push(format!("{name}: fra {} til {}", reach.low, reach.high));
        } else if reach.proof == Proof::LinearProgram {
            found.by_program.push(name.clone());
        }
    }
    found
}

/// Whether rounded figures add up: one table fits them all.
fn add_up(known: &Knowledge) -> bool {
    // Any cell will do: where nothing fits, none has a value.
    let hidden = (0..known.n_inner).filter_map(|at| u32::try_from(at).ok());
    let hidden = hidden.map(|at| Hidden { cell: 0, inner: vec![at], least: 0, width: 0 });
    let asked = Knowledge { hidden: hidden.collect(), ..known.clone() };
    attack(&asked, None).iter().all(|reach| reach.proof != Proof::Inconsistent)
}
