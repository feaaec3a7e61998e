//! What is asked of a run's folder while it is read back?

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::output::Published;
use crate::publication::{PublicationError, WrittenRun};
use crate::table::ReadBack;

/// Texts, each held once.
#[derive(Default)]
pub(super) struct Texts(BTreeSet<Arc<str>>);

impl Texts {
    pub(super) fn one(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        self.0.insert(new.clone());
        new
    }
}

/// A run's folder on its way into a [`super::FinishedRun`].
pub(super) struct Reading<'f> {
    pub(super) run: WrittenRun<'f>,
    /// What the run is called.
    pub(super) name: String,
    /// The files that were read.
    pub(super) files: Vec<Published>,
    pub(super) texts: Texts,
    pub(super) limits: Vec<String>,
}

impl Reading<'_> {
    /// The bytes of a file that the run wrote.
    pub(super) fn bytes(&mut self, path: &str) -> Result<Vec<u8>, PublicationError> {
        let bytes = self.run.bytes(path)?;
        self.files.push(Published::of(&format!("{}/{path}", self.name), &bytes));
        Ok(bytes)
    }

    /// Some columns of a table that the run wrote.
    pub(super) fn table(
        &mut self,
        path: &str,
        columns: &[&str],
    ) -> Result<ReadBack, PublicationError> {
        let bytes = self.bytes(path)?;
        ReadBack::of(&bytes, columns).map_err(|error| self.run.unusable(path, error))
    }
}

/// A count: whole and not negative.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
pub(super) fn count(number: f64) -> u64 {
    number as u64
}
