//! How far do those who rate agree: published data sets with their printed figures, and slow and
//! obvious versions beside what is computed.

mod command;
mod file;
mod published;
mod run;
mod slow;
mod strictness;

use niveau::trial::{Rating, Ratings, Scale};

/// A line for each unit, a mark for each rater: a digit, a letter, or a dot where nothing is rated.
/// Each unit is a cluster of its own.
fn table(scale: Scale, lowest: char, text: &str) -> Ratings {
    let mut ratings = Vec::new();
    for (unit, line) in (0..).zip(text.lines().filter(|line| !line.trim().is_empty())) {
        for (rater, mark) in (0..).zip(line.split_whitespace()) {
            let mark = mark.chars().next().unwrap();
            if mark != '.' {
                let category = u32::from(mark) - u32::from(lowest);
                ratings.push(Rating { cluster: unit, unit, rater, category });
            }
        }
    }
    Ratings::new(scale, ratings)
}

/// How many raters gave each category, a line for each unit.
fn distribution(rows: &[&[u32]]) -> Ratings {
    let mut ratings = Vec::new();
    for (unit, row) in (0..).zip(rows) {
        let mut rater = 0;
        for (category, count) in (0..).zip(*row) {
            for _ in 0..*count {
                ratings.push(Rating { cluster: unit, unit, rater, category });
                rater += 1;
            }
        }
    }
    Ratings::new(Scale::steps(u32::try_from(rows[0].len()).unwrap()), ratings)
}

/// How often the first of two raters gave the row's category and the second the column's.
fn contingency(rows: &[&[u32]]) -> Ratings {
    let mut ratings = Vec::new();
    let mut unit = 0;
    for (first, row) in (0..).zip(rows) {
        for (second, count) in (0..).zip(*row) {
            for _ in 0..*count {
                ratings.push(Rating { cluster: unit, unit, rater: 0, category: first });
                ratings.push(Rating { cluster: unit, unit, rater: 1, category: second });
                unit += 1;
            }
        }
    }
    Ratings::new(Scale::steps(u32::try_from(rows.len()).unwrap()), ratings)
}
