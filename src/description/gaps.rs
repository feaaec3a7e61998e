//! What does a description leave blank?

use crate::document::{At, Fields, Problems};

/// What is blank, and how much was asked for.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    pub blank: Vec<String>,
    pub n_asked: usize,
}

impl Gaps {
    /// A text that may be blank, at a key that must be there. `name` is what readers call it.
    pub fn text<'d>(
        &mut self,
        key: &str,
        name: &str,
        fields: &Fields<'d>,
        problems: &mut Problems,
    ) -> Option<At<&'d str>> {
        self.n_asked += 1;
        let write = format!("{key} = \"...\", eller {key} = \"\", når det ikke er beskrevet endnu");
        let found = fields.required(key, &write, problems)?;
        if found.value.as_str().is_some_and(|text| text.trim().is_empty()) {
            self.blank.push(name.to_owned());
            return None;
        }
        fields.text(key, problems)
    }

    /// Texts of a list that may be empty, at a key that must be there.
    pub fn texts(
        &mut self,
        key: &str,
        name: &str,
        fields: &Fields,
        problems: &mut Problems,
    ) -> Vec<Box<str>> {
        self.n_asked += 1;
        let write = format!("{key} = [\"...\"], eller {key} = [], når der ikke er nogen endnu");
        if fields.required(key, &write, problems).is_none() {
            return Vec::new();
        }
        let texts = fields.texts(key, problems).unwrap_or_default();
        if texts.is_empty() {
            self.blank.push(name.to_owned());
        }
        texts.iter().map(|text| text.value.into()).collect()
    }
}
