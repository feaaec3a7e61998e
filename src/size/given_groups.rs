//! Which municipalities already work together? (`input/collaborations/*.csv`)

use super::settings_rows::{FileCodes, SettingsRows};
use crate::finding::Finding;
use crate::model::MunicipalityCode;
use crate::register::Municipalities;

const GROUP: &str = "Samarbejde";
const MUNICIPALITY: &str = "Kommune";
const SOURCE: &str = "Kilde";

const CODES: FileCodes = FileCodes {
    unreadable: "collaboration-unreadable",
    column: "collaboration-column",
    row: "collaboration-row",
    empty: "collaboration-empty",
};

/// *Samarbejder, der findes*: regions, framework agreements or others that stay together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenGroups {
    /// Name of the file without `.csv`.
    pub name: Box<str>,
    /// Name and municipalities of each, in the order of their first rows; municipalities sorted.
    pub groups: Vec<(Box<str>, Vec<MunicipalityCode>)>,
}

impl GivenGroups {
    /// Reads a file with a row per municipality: `Samarbejde`, `Kommune` (name or code) and, if
    /// wanted, `Kilde`; semicolons or commas.
    ///
    /// # Errors
    /// All problems of the file at once: a column that is missing or not known, an unknown
    /// municipality, one that is in two groups, a file without rows.
    pub fn parse(
        text: &str,
        file: &str,
        municipalities: &Municipalities,
    ) -> Result<Self, Vec<Finding>> {
        let name = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".csv").into();
        let mut rows = SettingsRows::of(file, &CODES);
        let mut groups = Vec::new();
        for (line, cells) in rows.read(text, [GROUP, MUNICIPALITY, SOURCE], &[SOURCE]) {
            row(&mut rows, line, &cells, municipalities, &mut groups);
        }
        if !rows.is_whole() {
            return Err(rows.into_problems());
        }
        for (_, members) in &mut groups {
            members.sort_unstable();
        }
        Ok(Self { name, groups })
    }
}

/// Puts a row's municipality into its group.
fn row(
    rows: &mut SettingsRows<'_>,
    line: Option<u64>,
    [group, written, _]: &[String; 3],
    municipalities: &Municipalities,
    groups: &mut Vec<(Box<str>, Vec<MunicipalityCode>)>,
) {
    if group.is_empty() {
        let message = "samarbejdet har intet navn".to_owned();
        rows.problem(
            line,
            Some(GROUP),
            "collaboration-name",
            message,
            "Skriv navnet på samarbejdet",
        );
        return;
    }
    let Some(code) = rows.municipality(municipalities, line, MUNICIPALITY, written) else { return };
    if let Some((other, _)) = groups.iter().find(|(_, members)| members.contains(&code)) {
        let message = format!("{written} er allerede med i \"{other}\"");
        let action = "En kommune kan kun være i ét samarbejde i en fil: slet den ene række, eller \
                      læg samarbejdet i en fil for sig";
        rows.problem(line, Some(MUNICIPALITY), "municipality-twice", message, action);
        return;
    }
    match groups.iter_mut().find(|(name, _)| **name == **group) {
        Some((_, members)) => members.push(code),
        None => groups.push((group.as_str().into(), vec![code])),
    }
}
