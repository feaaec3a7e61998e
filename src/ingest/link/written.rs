//! What does a row of an assessment say of its provider?

use crate::ingest::row::assessment::AssessmentKey;
use crate::ingest::row::other_keys::OtherKeys;
use crate::model::{MunicipalityCode, Supervision};

/// What a row says of its provider, and where the assessor is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Written {
    pub(crate) id: Box<str>,
    pub(crate) others: OtherKeys,
    /// The municipality that assessed: where to look when none is written.
    pub(crate) assessor: Option<MunicipalityCode>,
}

impl Written {
    pub(crate) fn of(key: &AssessmentKey) -> Self {
        Self {
            id: key.provider.clone(),
            others: key.others.as_deref().cloned().unwrap_or_default(),
            assessor: match key.authority {
                Supervision::Municipality(code) => Some(code),
                Supervision::SocialAuthority(_) => None,
            },
        }
    }

    /// As a message names it.
    pub(crate) fn shown(&self) -> String {
        let id = Some(&*self.id).filter(|id| !id.is_empty());
        let parts = [
            ("tilbudsid", id),
            ("afdelingsid", self.others.department.as_deref()),
            ("CVR-nummer", self.others.cvr.as_deref()),
            ("P-nummer", self.others.p_number.as_deref()),
            ("navn", self.others.name.as_deref()),
        ];
        let told = parts.iter().filter_map(|(what, text)| Some(format!("{what} \"{}\"", (*text)?)));
        told.collect::<Vec<_>>().join(", ")
    }
}
