//! Which municipalities already work together? (`input/collaborations/*.csv`)

use crate::finding::{Finding, Place, Severity};
use crate::model::MunicipalityCode;
use crate::register::Municipalities;

const GROUP: &str = "Samarbejde";
const MUNICIPALITY: &str = "Kommune";
const SOURCE: &str = "Kilde";

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
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let header = text.lines().next().unwrap_or_default();
        let delimiter = if header.contains(';') { b';' } else { b',' };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let name = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".csv").into();
        let mut reading =
            Reading { file, municipalities, problems: Vec::new(), groups: Vec::new() };
        let Some(columns) = reading.columns(&mut reader) else { return Err(reading.problems) };
        for record in reader.records() {
            match record {
                Ok(record) => reading.row(&record, columns),
                Err(error) => {
                    let line = error.position().map(csv::Position::line);
                    let message = match error.kind() {
                        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                            format!("rækken har {len} felter, overskriften {expected_len}")
                        }
                        _ => "rækken kan ikke læses".to_owned(),
                    };
                    let action = "Giv hver række lige så mange felter som overskriften".to_owned();
                    reading.problem(line, None, "collaboration-row", message, action);
                }
            }
        }
        if reading.groups.is_empty() && reading.problems.is_empty() {
            let message = "filen har ingen rækker".to_owned();
            let action = "Skriv en række for hver kommune i et samarbejde, eller slet filen";
            reading.problem(None, None, "collaboration-empty", message, action.to_owned());
        }
        if !reading.problems.is_empty() {
            return Err(reading.problems);
        }
        let mut groups = reading.groups;
        for (_, members) in &mut groups {
            members.sort_unstable();
        }
        Ok(Self { name, groups })
    }
}

struct Reading<'r> {
    file: &'r str,
    municipalities: &'r Municipalities,
    problems: Vec<Finding>,
    groups: Vec<(Box<str>, Vec<MunicipalityCode>)>,
}

impl Reading<'_> {
    /// Where the group's name and the municipality stand.
    fn columns(&mut self, reader: &mut csv::Reader<&[u8]>) -> Option<(usize, usize)> {
        let expected = format!("{GROUP};{MUNICIPALITY};{SOURCE}");
        let action = format!("Skriv overskriften {expected}; {SOURCE} kan udelades");
        let headers = match reader.headers() {
            Ok(headers) => headers.clone(),
            Err(error) => {
                let message = format!("filen kan ikke læses: {error}");
                self.problem(None, None, "collaboration-unreadable", message, action);
                return None;
            }
        };
        let at = |wanted: &str| headers.iter().position(|header| header.trim() == wanted);
        for wanted in [GROUP, MUNICIPALITY] {
            if at(wanted).is_none() {
                let found: Vec<&str> = headers.iter().collect();
                let message =
                    format!("kolonnen \"{wanted}\" mangler; filen har {}", found.join(", "));
                self.problem(Some(1), None, "collaboration-column", message, action.clone());
            }
        }
        let is_known = |header: &&str| [GROUP, MUNICIPALITY, SOURCE].contains(&header.trim());
        for header in headers.iter().filter(|header| !is_known(header)) {
            let message = format!("kolonnen \"{header}\" kendes ikke");
            self.problem(Some(1), None, "collaboration-column", message, action.clone());
        }
        self.problems.is_empty().then_some(())?;
        Some((at(GROUP)?, at(MUNICIPALITY)?))
    }

    fn row(&mut self, record: &csv::StringRecord, (group, municipality): (usize, usize)) {
        let line = record.position().map(csv::Position::line);
        let group = record.get(group).unwrap_or_default().trim();
        let written = record.get(municipality).unwrap_or_default().trim();
        if group.is_empty() {
            let message = "samarbejdet har intet navn".to_owned();
            let action = "Skriv navnet på samarbejdet".to_owned();
            self.problem(line, Some(GROUP), "collaboration-name", message, action);
            return;
        }
        let municipalities = self.municipalities;
        let found =
            municipalities.by_code_text(written).or_else(|| municipalities.by_name(written));
        let Some(code) = found else {
            let message = format!("\"{written}\" er ikke en kommune i registret");
            let action = match municipalities.nearest(written) {
                Some(near) => format!("Skriv \"{}\", hvis det er den, der er ment", near.name),
                None => "Skriv kommunens navn eller kode fra registers/municipalities.csv".into(),
            };
            self.problem(line, Some(MUNICIPALITY), "unknown-municipality", message, action);
            return;
        };
        if let Some((other, _)) = self.groups.iter().find(|(_, members)| members.contains(&code)) {
            let message = format!("{written} er allerede med i \"{other}\"");
            let action = "En kommune kan kun være i ét samarbejde i en fil: slet den ene række, \
                          eller læg samarbejdet i en fil for sig";
            self.problem(line, Some(MUNICIPALITY), "municipality-twice", message, action.into());
            return;
        }
        match self.groups.iter_mut().find(|(name, _)| **name == *group) {
            Some((_, members)) => members.push(code),
            None => self.groups.push((group.into(), vec![code])),
        }
    }

    fn problem(
        &mut self,
        line: Option<u64>,
        header: Option<&str>,
        code: &'static str,
        message: String,
        action: String,
    ) {
        let place = Place {
            row: line.and_then(|line| u32::try_from(line).ok()),
            header: header.map(Into::into),
            ..Place::file(self.file)
        };
        self.problems.push(Finding { place, severity: Severity::Error, code, message, action });
    }
}
