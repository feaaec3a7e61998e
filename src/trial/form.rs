//! Which forms are sent out: who is asked about whom?

use std::collections::BTreeMap;

use crate::model::{MunicipalityCode, Supervision, TargetGroupId};

/// One provider to be assessed for one target group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormRow {
    /// *Tilbudsid.*
    pub provider: Box<str>,
    /// The target group.
    pub target_group: TargetGroupId,
    /// Name of the provider.
    pub name: Box<str>,
    /// Where it stands (Reading R10), when that is known.
    pub municipality: Option<MunicipalityCode>,
}

/// What one socialtilsyn, or one municipality, is asked to assess: a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialForm {
    /// Who is asked.
    pub authority: Supervision,
    /// Sorted by provider and target group, each once.
    pub rows: Vec<FormRow>,
}

/// The forms of those who are asked: socialtilsyn first, then municipalities by code. Whoever is
/// asked twice about the same (the order of what comes in is nothing) is asked once.
pub fn trial_forms(asked: impl IntoIterator<Item = (Supervision, FormRow)>) -> Vec<TrialForm> {
    let mut by_authority: BTreeMap<Supervision, Vec<FormRow>> = BTreeMap::new();
    for (authority, row) in asked {
        by_authority.entry(authority).or_default().push(row);
    }
    let forms = by_authority.into_iter().map(|(authority, mut rows)| {
        rows.sort();
        rows.dedup_by(|a, b| (&a.provider, a.target_group) == (&b.provider, b.target_group));
        TrialForm { authority, rows }
    });
    forms.collect()
}

impl TrialForm {
    /// Name of the workbook, for an authority of this name: `socialtilsyn-øst-skema.xlsx`,
    /// `tilsyn-aarhus-kommune-skema.xlsx`. A layout that ships reads it by its beginning, and a
    /// file that can't be read is known by it (Reading R48).
    pub fn file_name(&self, authority: &str) -> String {
        let before = match self.authority {
            Supervision::SocialAuthority(_) => "",
            Supervision::Municipality(_) => "tilsyn-",
        };
        let plain = authority.to_lowercase();
        let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        format!("{before}{}-skema.xlsx", words.collect::<Vec<_>>().join("-"))
    }
}
