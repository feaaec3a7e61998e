//! Which sub-groups are named, however they are spelled?

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ingest::row::assessment::AssessmentRow;
use crate::register::fold_name;

/// *Delmålgrupper*, each once; spellings that differ in case, blanks or hyphens only are one.
pub(crate) struct Subgroups {
    by_fold: BTreeMap<String, Arc<str>>,
    pub(crate) spellings: Vec<Box<str>>,
}

impl Subgroups {
    pub(crate) fn of<T, U>(evidence: &[AssessmentRow<T>], grades: &[AssessmentRow<U>]) -> Self {
        let mut by_fold: BTreeMap<String, Arc<str>> = BTreeMap::new();
        let named = evidence.iter().map(|row| &row.key).chain(grades.iter().map(|row| &row.key));
        for name in named.filter_map(|key| key.subgroup.as_ref()) {
            let spelling = by_fold.entry(fold_name(name)).or_insert_with(|| Arc::clone(name));
            if name < spelling {
                *spelling = Arc::clone(name);
            }
        }
        let mut spellings: Vec<Box<str>> = by_fold.values().map(|name| (**name).into()).collect();
        spellings.sort();
        Self { by_fold, spellings }
    }

    pub(crate) fn find(&self, name: &str) -> Option<u16> {
        let spelling = self.by_fold.get(&fold_name(name))?;
        let at = self.spellings.binary_search_by(|known| (**known).cmp(spelling)).ok()?;
        u16::try_from(at).ok()
    }
}
