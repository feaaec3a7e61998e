//! How many entries of one kind are kept of one sheet?
//!
//! A file of a million broken rows says the same a million times. The first thousand of each code
//! are kept, in the order of the rows; the others are counted.

use std::collections::BTreeMap;

use crate::finding::{Finding, Place, SetAside};

/// Entries of one code that are kept of one sheet.
const KEPT: u64 = 1_000;

/// Something of a sheet that has a code.
pub(crate) trait Coded: Sized {
    /// Its code.
    fn code(&self) -> &'static str;
    /// What stands for `more` of the same code that are not kept; `like` is one that is.
    fn summary(like: &Self, place: Place, more: u64) -> Self;
}

/// The first entries of each code, and how many there were.
#[derive(Clone, Debug)]
pub(crate) struct Capped<T> {
    kept: Vec<T>,
    n_by_code: BTreeMap<&'static str, u64>,
}

impl<T> Default for Capped<T> {
    fn default() -> Self {
        Self { kept: Vec::new(), n_by_code: BTreeMap::new() }
    }
}

impl<T: Coded> Capped<T> {
    /// Whether one more of a code would be kept; it is counted either way.
    pub(crate) fn counts(&mut self, code: &'static str) -> bool {
        let n = self.n_by_code.entry(code).or_default();
        *n += 1;
        *n <= KEPT
    }

    /// Keeps an entry, or counts it.
    pub(crate) fn push(&mut self, entry: T) {
        if self.counts(entry.code()) {
            self.kept.push(entry);
        }
    }

    /// Keeps an entry that was counted.
    pub(crate) fn keep(&mut self, entry: T) {
        self.kept.push(entry);
    }

    /// Takes over what was found in rows further down.
    pub(crate) fn append(&mut self, below: &mut Self) {
        let mut n_here = self.n_by_code.clone();
        for entry in below.kept.drain(..) {
            let n = n_here.entry(entry.code()).or_default();
            *n += 1;
            if *n <= KEPT {
                self.kept.push(entry);
            }
        }
        for (code, n) in std::mem::take(&mut below.n_by_code) {
            *self.n_by_code.entry(code).or_default() += n;
        }
    }

    /// Forgets all.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Keeps only the entries of a kind.
    pub(crate) fn retain(&mut self, is_kept: impl Fn(&T) -> bool) {
        let n_by_code = &mut self.n_by_code;
        self.kept.retain(|entry| {
            let is_kept = is_kept(entry);
            if !is_kept {
                n_by_code.remove(entry.code());
            }
            is_kept
        });
    }

    /// The entries, with one more for each code that has others.
    pub(crate) fn told(self, here: &Place) -> Vec<T> {
        let Self { mut kept, n_by_code } = self;
        for (code, n) in n_by_code {
            let more = n.saturating_sub(KEPT);
            let like = kept.iter().find(|entry| entry.code() == code);
            if let (Some(like), true) = (like, more > 0) {
                let summary = T::summary(like, here.clone(), more);
                kept.push(summary);
            }
        }
        kept
    }
}

impl Coded for Finding {
    fn code(&self) -> &'static str {
        self.code
    }

    fn summary(like: &Self, place: Place, more: u64) -> Self {
        Self {
            place,
            severity: like.severity,
            code: like.code,
            message: format!(
                "og {more} andre af samme slags; de {KEPT} første er nævnt hver for sig"
            ),
            action: like.action.clone(),
        }
    }
}

impl Coded for SetAside {
    fn code(&self) -> &'static str {
        self.code
    }

    fn summary(like: &Self, place: Place, more: u64) -> Self {
        Self {
            place,
            code: like.code,
            key: String::new(),
            reason: format!(
                "og {more} andre rækker af samme slags grund; de {KEPT} første står hver for sig"
            ),
            n_rows: more,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(row: u32) -> Finding {
        Finding {
            place: Place { row: Some(row), ..Place::file("a.csv") },
            severity: crate::finding::Severity::Note,
            code: if row.is_multiple_of(2) { "even" } else { "odd" },
            message: String::new(),
            action: String::new(),
        }
    }

    /// Read in one go or in blocks: the same entries, the same counts.
    #[test]
    fn the_first_of_each_code_are_kept_however_the_rows_are_cut() {
        let mut whole = Capped::default();
        (0..5_000).for_each(|row| whole.push(finding(row)));
        let mut parts = Capped::default();
        for block in [0..900, 900..4_100, 4_100..5_000] {
            let mut part = Capped::default();
            block.for_each(|row| part.push(finding(row)));
            parts.append(&mut part);
        }
        let place = Place::file("a.csv");
        let told = whole.told(&place);
        assert_eq!(told, parts.told(&place));
        assert_eq!(told.len(), 2_002);
        assert!(told[2_000].message.starts_with("og 1500 andre"));
        assert_eq!(told[..2_000].last().unwrap().place.row, Some(1_999));
    }
}
