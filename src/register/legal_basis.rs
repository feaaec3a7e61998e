//! What follows from a legal basis?

use super::name::fold_name;
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
    by_section: Vec<(Section, LegalBasisId)>,
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
            let basis = LegalBasis {
                text: row.text("legal_basis").into(),
                name: row.text("name").into(),
                provider_kind,
                under_social_authority,
            };
            let section = Section::of(&basis.text);
            // The same paragraf in another spelling.
            if let Some((_, id)) = parsed.by_section.iter().find(|(known, _)| *known == section) {
                let known = parsed.get(*id);
                if (LegalBasis { text: known.text.clone(), ..basis.clone() }) != *known {
                    let message = format!(
                        "\"{}\" er den samme paragraf som \"{}\", med andre værdier",
                        basis.text, known.text
                    );
                    problems.push(row.problem("legal_basis", message));
                }
                return;
            }
            let Ok(at) = u8::try_from(parsed.all.len()) else { return };
            parsed.by_section.push((section, LegalBasisId(at)));
            parsed.all.push(basis);
        });
        parsed.by_section.sort();
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
    /// (almindeligt socialpædagogisk opholdssted)`, `serviceloven § 107` or `ABL § 105`. What
    /// stands in brackets is a name and does not count. A stykke or nummer that the register does
    /// not tell apart falls under its paragraf: `§ 107, stk. 2` is `§ 107`.
    pub fn by_text(&self, text: &str) -> Option<LegalBasisId> {
        let mut section = Section::of(text);
        self.find(&section)
            .or_else(|| {
                section.nr = None;
                self.find(&section)
            })
            .or_else(|| {
                section.stk = None;
                self.find(&section)
            })
    }

    fn find(&self, section: &Section) -> Option<LegalBasisId> {
        let at = self.by_section.binary_search_by(|(known, _)| known.cmp(section)).ok()?;
        Some(self.by_section[at].1)
    }
}

/// A paragraf, taken apart: `§ 66, stk. 1, nr. 5`, `§ 148 a`, `ABL § 105`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Section {
    /// No text: serviceloven. What can't be taken apart stands here whole.
    law: String,
    number: u16,
    letter: Option<char>,
    stk: Option<u16>,
    nr: Option<u16>,
}

impl Section {
    fn of(text: &str) -> Self {
        let bare = outside_brackets(text);
        Self::parse(&bare).unwrap_or_else(|| Self { law: fold_name(&bare), ..Self::default() })
    }

    fn parse(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let mut words = Words { rest: &lower }.peekable();
        let mut law = String::new();
        let mut section = Self::default();
        loop {
            let word = words.next()?;
            if let Ok(number) = word.parse() {
                section.number = number;
                break;
            }
            law.push_str(word);
        }
        let is_letter =
            |word: &&str| word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase());
        // "§ 107 i serviceloven" has no letter i.
        if let Some(letter) = words.next_if(|word| is_letter(word) && *word != "i") {
            section.letter = letter.chars().next();
        }
        while let Some(word) = words.next() {
            match word {
                "stk" | "stykke" if section.stk.is_none() => {
                    section.stk = Some(words.next()?.parse().ok()?);
                }
                "nr" | "nummer" if section.nr.is_none() => {
                    section.nr = Some(words.next()?.parse().ok()?);
                }
                // A law that stands behind.
                _ if law.is_empty() && word.starts_with(char::is_alphabetic) => {
                    law.extend(std::iter::once(word).chain(words.by_ref()));
                }
                _ => return None,
            }
        }
        section.law = law_of(&law);
        Some(section)
    }
}

/// Serviceloven has no name, as most of the portal's paragraffer are its own.
fn law_of(words: &str) -> String {
    let bare = words.strip_prefix('i').filter(|rest| rest.len() > 2).unwrap_or(words);
    match bare {
        "sel" | "serviceloven" | "servicelovens" | "lovomsocialservice" => String::new(),
        "almenboligloven" | "almenboliglovens" | "lovomalmeneboliger" => "abl".to_owned(),
        _ => words.to_owned(),
    }
}

/// Runs of letters and runs of digits; all else parts them.
struct Words<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Words<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = self.rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = rest.chars().next()?;
        let is_digit = first.is_ascii_digit();
        let is_other = |c: char| !c.is_alphanumeric() || c.is_ascii_digit() != is_digit;
        let len = rest.find(is_other).unwrap_or(rest.len());
        self.rest = &rest[len..];
        Some(&rest[..len])
    }
}

fn outside_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|c| {
            let was_outside = depth == 0;
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            was_outside && !matches!(c, '(' | ')')
        })
        .collect()
}
