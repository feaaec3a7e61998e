//! Which socialtilsyn supervises where, on a date?

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::municipality::Municipalities;
use super::name::fold_name;
use super::row::{overlaps, read_rows, whole_file_problem};
use crate::finding::Finding;
use crate::model::{MunicipalityCode, Supervision};

/// The social authorities and the municipalities they supervise by location. The authority stated
/// in the data wins over this table.
#[derive(Clone, Debug, Default)]
pub struct Authorities {
    names: Vec<Box<str>>,
    areas: Vec<(MunicipalityCode, NaiveDate, Option<NaiveDate>, u8)>,
}

impl Authorities {
    pub(super) fn parse(
        text: &str,
        municipalities: &Municipalities,
        problems: &mut Vec<Finding>,
    ) -> Self {
        let mut rows = Vec::new();
        let columns = ["municipality", "authority", "valid_from", "valid_to"];
        read_rows("social_authorities.csv", text, &columns, problems, |row, problems| {
            let code = municipalities.by_code_text(row.text("municipality"));
            let valid_to = row.date("valid_to", problems);
            match (code, row.date("valid_from", problems)) {
                (Some(code), Some(from)) => {
                    rows.push((code, from, valid_to, Box::<str>::from(row.text("authority"))));
                }
                _ => problems.push(
                    row.problem("municipality", "kommunen eller datoen findes ikke".to_owned()),
                ),
            }
        });
        let mut names: Vec<Box<str>> = rows.iter().map(|(.., name)| name.clone()).collect();
        names.sort();
        names.dedup();
        let by_fold: BTreeMap<String, &str> =
            names.iter().map(|name| (fold_name(name), &**name)).collect();
        for name in &names {
            let other = by_fold.get(&fold_name(name)).filter(|other| ***other != **name);
            problems.extend(other.map(|other| {
                let message = format!("socialtilsynet \"{other}\" er også skrevet \"{name}\"");
                whole_file_problem("social_authorities.csv", message)
            }));
        }
        let mut areas: Vec<_> = rows
            .into_iter()
            .filter_map(|(code, from, to, name)| {
                let at = names.binary_search(&name).ok()?;
                Some((code, from, to, u8::try_from(at).ok()?))
            })
            .collect();
        areas.sort_unstable();
        let spans = areas.iter().map(|(code, from, to, _)| (*code, *from, *to));
        problems.extend(overlaps(spans).into_iter().map(|(code, from)| {
            let message = format!(
                "kommune {code} har to socialtilsyn på samme tid: det ene gælder endnu, når det \
                 andet begynder {from}"
            );
            whole_file_problem("social_authorities.csv", message)
        }));
        Self { names, areas }
    }

    /// Name of a socialtilsyn.
    pub fn name(&self, authority: u8) -> &str {
        &self.names[usize::from(authority)]
    }

    /// All, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (u8, &str)> {
        (0u8..).zip(self.names.iter().map(|name| &**name))
    }

    /// The socialtilsyn of this name, with or without the word "Socialtilsyn".
    pub fn by_name(&self, name: &str) -> Option<u8> {
        let wanted = fold_name(name);
        let wanted = wanted.strip_prefix("socialtilsyn").unwrap_or(&wanted);
        self.iter()
            .find(|(_, name)| {
                let name = fold_name(name);
                name.strip_prefix("socialtilsyn") == Some(wanted)
            })
            .map(|(id, _)| id)
    }

    /// The authority named: a socialtilsyn, or a municipality supervising itself.
    pub fn supervision_by_name(
        &self,
        name: &str,
        municipalities: &Municipalities,
    ) -> Option<Supervision> {
        self.by_name(name)
            .map(Supervision::SocialAuthority)
            .or_else(|| municipalities.by_name(name).map(Supervision::Municipality))
    }

    /// The socialtilsyn that supervises tilbud lying in a municipality, on a date.
    pub fn of(&self, municipality: MunicipalityCode, on: NaiveDate) -> Option<u8> {
        let start = self.areas.partition_point(|(code, ..)| *code < municipality);
        self.areas[start..]
            .iter()
            .take_while(|(code, ..)| *code == municipality)
            .find(|(_, from, to, _)| *from <= on && to.is_none_or(|to| on <= to))
            .map(|(.., authority)| *authority)
    }
}
