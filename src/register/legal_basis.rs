//! What follows from a legal basis?

use super::row::read_rows;
use crate::finding::Finding;
use crate::model::{LegalBasisId, LegalBasisSet, ProviderKind};

/// *Paragraf* (retsgrundlag) of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalBasis {
    /// As printed: `§ 107`, `§ 66, stk. 1, nr. 5`, `ABL § 105`.
    pub text: Box<str>,
    /// What the law calls such a tilbud.
    pub name: Box<str>,
    /// The kind of provider that follows.
    pub provider_kind: ProviderKind,
    /// Whether such a tilbud is under a socialtilsyn (Reading R5).
    pub under_social_authority: bool,
}

/// The register of legal bases, in the file's order.
#[derive(Clone, Debug, Default)]
pub struct LegalBases {
    all: Vec<LegalBasis>,
    by_key: Vec<(String, LegalBasisId)>,
}

impl LegalBases {
    pub(super) fn parse(text: &str, problems: &mut Vec<Finding>) -> Self {
        let mut parsed = Self::default();
        let columns = ["legal_basis", "name", "provider_kind", "social_authority"];
        read_rows("legal_bases.csv", text, &columns, problems, |row, problems| {
            if parsed.all.len() == LegalBasisSet::CAPACITY {
                problems.push(
                    row.problem("legal_basis", "registret kan højst have 64 paragraffer".into()),
                );
                return;
            }
            let under_social_authority = row.yes_no("social_authority", problems);
            let kind = row.text("provider_kind");
            let Some(provider_kind) = ProviderKind::from_danish(kind) else {
                problems.push(row.problem(
                    "provider_kind",
                    format!("\"{kind}\" er ikke en af døgntilbud, dagtilbud, ambulant, udgående"),
                ));
                return;
            };
            let Ok(at) = u8::try_from(parsed.all.len()) else { return };
            parsed.by_key.push((key(row.text("legal_basis")), LegalBasisId(at)));
            parsed.all.push(LegalBasis {
                text: row.text("legal_basis").into(),
                name: row.text("name").into(),
                provider_kind,
                under_social_authority,
            });
        });
        parsed.by_key.sort();
        parsed
    }

    /// The legal basis itself.
    pub fn get(&self, id: LegalBasisId) -> &LegalBasis {
        &self.all[usize::from(id.0)]
    }

    /// All, in the register's order.
    pub fn iter(&self) -> impl Iterator<Item = (LegalBasisId, &LegalBasis)> {
        (0u8..).map(LegalBasisId).zip(&self.all)
    }

    /// The legal basis meant by a text such as `§ 107`, `107`, `66, stk. 1, nr. 5
    /// (almindeligt socialpædagogisk opholdssted)` or `ABL § 105`. What stands in brackets is a
    /// name and does not count.
    pub fn by_text(&self, text: &str) -> Option<LegalBasisId> {
        let bare = text.split('(').next().unwrap_or("");
        self.by_key
            .binary_search_by(|(known, _)| known.as_str().cmp(key(bare).as_str()))
            .ok()
            .map(|at| self.by_key[at].1)
    }
}

/// `§ 66, stk. 1, nr. 5` → `66,stk1,nr5`: the section sign, dots and blanks do not matter.
fn key(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == ',').collect()
}
