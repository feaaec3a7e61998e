//! What is told of a provider that was assessed and not found?

use std::cmp::Ordering;

use crate::finding::Place;
use crate::model::{MunicipalityCode, ProviderId};

/// *Forslag til kobling*: what was written in an assessment, and who may be meant. It is proposed
/// only; `links.csv` confirms it.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkProposal {
    /// The first row that says so.
    pub place: Place,
    /// How many rows say so.
    pub n_rows: usize,
    /// *Tilbudsid* as written; nothing when it is not.
    pub written_id: Box<str>,
    /// *Afdelingsid* as written.
    pub written_department: Option<Box<str>>,
    /// *CVR-nummer* as written.
    pub written_cvr: Option<Box<str>>,
    /// *P-nummer* as written.
    pub written_p_number: Option<Box<str>>,
    /// Name as written.
    pub written_name: Option<Box<str>>,
    /// Municipality as written.
    pub written_municipality: Option<MunicipalityCode>,
    /// Who may be meant, and the similarity of the names (0 to 1) when one is written; `None`:
    /// nobody near was found.
    pub candidate: Option<(ProviderId, Option<f64>)>,
    /// Why it is proposed, or why nobody is.
    pub why: String,
}

impl LinkProposal {
    /// By what was written; of the same, the likest first. Where the rows stand leaves no trace.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let written = |of: &Self| {
            (
                of.written_id.clone(),
                of.written_name.clone(),
                of.written_department.clone(),
                of.written_cvr.clone(),
                of.written_p_number.clone(),
                of.written_municipality,
            )
        };
        let similarity = |of: &Self| of.candidate.and_then(|(_, likeness)| likeness).unwrap_or(0.0);
        let provider = |of: &Self| of.candidate.map(|(provider, _)| provider);
        written(self)
            .cmp(&written(other))
            .then_with(|| similarity(other).total_cmp(&similarity(self)))
            .then_with(|| provider(self).cmp(&provider(other)))
    }
}
