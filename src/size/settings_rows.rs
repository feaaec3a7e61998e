//! How is a table of municipalities among the settings read, so that all its problems are told?

use crate::finding::{Finding, Place, Severity};
use crate::model::MunicipalityCode;
use crate::register::Municipalities;

/// The codes of what can be wrong with a file as a whole.
pub(super) struct FileCodes {
    pub(super) unreadable: &'static str,
    pub(super) column: &'static str,
    pub(super) row: &'static str,
    pub(super) empty: &'static str,
}

/// A file being read: headers in Danish, semicolons or commas between its cells.
pub(super) struct SettingsRows<'t> {
    file: &'t str,
    codes: &'static FileCodes,
    problems: Vec<Finding>,
}

impl<'t> SettingsRows<'t> {
    pub(super) const fn of(file: &'t str, codes: &'static FileCodes) -> Self {
        Self { file, codes, problems: Vec::new() }
    }

    /// The rows under `headers`, each with its line and a cell per header, empty where an optional
    /// column is left out. None where the headers are not as they should be.
    pub(super) fn read<const N: usize>(
        &mut self,
        text: &str,
        headers: [&'static str; N],
        optional: &[&str],
    ) -> Vec<(Option<u64>, [String; N])> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let delimiter =
            if text.lines().next().is_some_and(|line| line.contains(';')) { b';' } else { b',' };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let Some(columns) = self.columns(&mut reader, headers, optional) else { return Vec::new() };
        let mut rows = Vec::new();
        let mut is_empty = true;
        for record in reader.records() {
            is_empty = false;
            match record {
                Ok(record) => {
                    let at = |column: Option<usize>| column.and_then(|at| record.get(at));
                    let cells = columns.map(|column| at(column).unwrap_or_default().trim().into());
                    rows.push((record.position().map(csv::Position::line), cells));
                }
                Err(error) => {
                    let line = error.position().map(csv::Position::line);
                    let message = match error.kind() {
                        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                            format!("rækken har {len} felter, overskriften {expected_len}")
                        }
                        _ => "rækken kan ikke læses".to_owned(),
                    };
                    let action = "Giv hver række lige så mange felter som overskriften";
                    self.problem(line, None, self.codes.row, message, action);
                }
            }
        }
        if is_empty {
            let action = "Skriv en række for hver kommune, filen skal gælde for, eller slet filen";
            self.problem(None, None, self.codes.empty, "filen har ingen rækker".into(), action);
        }
        rows
    }

    /// Where each header stands.
    fn columns<const N: usize>(
        &mut self,
        reader: &mut csv::Reader<&[u8]>,
        wanted: [&'static str; N],
        optional: &[&str],
    ) -> Option<[Option<usize>; N]> {
        let mut action = format!("Skriv overskriften {}", wanted.join(";"));
        if !optional.is_empty() {
            action = format!("{action}; {} kan udelades", optional.join(" eller "));
        }
        let Ok(headers) = reader.headers().cloned() else {
            let message = "filen kan ikke læses".to_owned();
            self.problem(None, None, self.codes.unreadable, message, &action);
            return None;
        };
        let code = self.codes.column;
        for header in headers.iter().map(str::trim).filter(|header| !wanted.contains(header)) {
            let message = format!("kolonnen \"{header}\" kendes ikke");
            self.problem(Some(1), None, code, message, &action);
        }
        for name in wanted {
            let n = headers.iter().filter(|header| header.trim() == name).count();
            if n > 1 {
                let message = format!("kolonnen \"{name}\" står {n} gange");
                self.problem(Some(1), None, code, message, &action);
            }
            if n == 0 && !optional.contains(&name) {
                let found: Vec<&str> = headers.iter().collect();
                let message =
                    format!("kolonnen \"{name}\" mangler; filen har {}", found.join(", "));
                self.problem(Some(1), None, code, message, &action);
            }
        }
        let at = |name: &str| headers.iter().position(|header| header.trim() == name);
        self.problems.is_empty().then(|| wanted.map(at))
    }

    /// Whether nothing was wrong so far.
    pub(super) fn is_whole(&self) -> bool {
        self.problems.is_empty()
    }

    /// The municipality that a cell names, by name or code.
    pub(super) fn municipality(
        &mut self,
        municipalities: &Municipalities,
        line: Option<u64>,
        header: &str,
        written: &str,
    ) -> Option<MunicipalityCode> {
        let found =
            municipalities.by_code_text(written).or_else(|| municipalities.by_name(written));
        if found.is_none() {
            let message = format!("\"{written}\" er ikke en kommune i registret");
            let action = match municipalities.nearest(written) {
                Some(near) => format!("Skriv \"{}\", hvis det er den, der er ment", near.name),
                None => "Skriv kommunens navn eller kode fra registers/municipalities.csv".into(),
            };
            self.problem(line, Some(header), "unknown-municipality", message, &action);
        }
        found
    }

    /// All that was wrong, in the order of the file.
    pub(super) fn into_problems(mut self) -> Vec<Finding> {
        self.problems.sort_by_key(|problem| problem.place.row);
        self.problems
    }

    /// Notes what is wrong, and where.
    pub(super) fn problem(
        &mut self,
        line: Option<u64>,
        header: Option<&str>,
        code: &'static str,
        message: String,
        action: &str,
    ) {
        let place = Place {
            row: line.and_then(|line| u32::try_from(line).ok()),
            header: header.map(Into::into),
            ..Place::file(self.file)
        };
        let (severity, action) = (Severity::Error, action.to_owned());
        self.problems.push(Finding { place, severity, code, message, action });
    }
}
