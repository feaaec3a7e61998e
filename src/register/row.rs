//! How is a register file read? Strictly: it is ours, so a fault in it stops the run.

use chrono::NaiveDate;

use crate::finding::{Finding, Place, Severity};

/// One row of a register, with its header, so that a message can name both.
pub(super) struct Row<'t> {
    file: &'t str,
    line: u32,
    headers: &'t csv::StringRecord,
    cells: csv::StringRecord,
}

/// Reads a register's rows and gives each to `take`. A missing column is one problem for the file
/// and no row is given.
pub(super) fn read_rows(
    file: &str,
    text: &str,
    columns: &[&str],
    problems: &mut Vec<Finding>,
    mut take: impl FnMut(&Row<'_>, &mut Vec<Finding>),
) {
    let path = format!("registers/{file}");
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => {
            problems.push(problem(&path, None, format!("registret kan ikke læses: {error}")));
            return;
        }
    };
    let missing: Vec<&str> =
        columns.iter().copied().filter(|c| !headers.iter().any(|h| h == *c)).collect();
    if !missing.is_empty() {
        problems.push(problem(
            &path,
            Some(1),
            format!(
                "kolonnen {} mangler; filen har {}",
                missing.join(", "),
                headers.iter().collect::<Vec<_>>().join(", ")
            ),
        ));
        return;
    }
    for (index, record) in reader.records().enumerate() {
        let line = u32::try_from(index + 2).unwrap_or(u32::MAX);
        match record {
            Ok(cells) => {
                take(&Row { file: &path, line, headers: &headers, cells }, problems);
            }
            Err(error) => {
                problems.push(problem(
                    &path,
                    Some(line),
                    format!("rækken kan ikke læses: {error}"),
                ));
            }
        }
    }
}

impl Row<'_> {
    /// The text of a column, without blanks around it.
    pub(super) fn text(&self, column: &str) -> &str {
        self.headers
            .iter()
            .position(|header| header == column)
            .and_then(|at| self.cells.get(at))
            .unwrap_or("")
            .trim()
    }

    /// A problem in this row.
    pub(super) fn problem(&self, column: &str, message: String) -> Finding {
        let mut finding = problem(self.file, Some(self.line), message);
        finding.place.header = Some(column.into());
        finding
    }

    /// A number of any kind that text can become; a problem when it can't.
    pub(super) fn number<N: std::str::FromStr>(
        &self,
        column: &str,
        problems: &mut Vec<Finding>,
    ) -> Option<N> {
        let text = self.text(column);
        let number = text.parse().ok();
        if number.is_none() {
            problems.push(self.problem(column, format!("\"{text}\" er ikke et tal")));
        }
        number
    }

    /// A date, or none where the cell is empty.
    pub(super) fn date(&self, column: &str, problems: &mut Vec<Finding>) -> Option<NaiveDate> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let date = text.parse().ok();
        if date.is_none() {
            problems.push(self.problem(column, format!("\"{text}\" er ikke en dato (ÅÅÅÅ-MM-DD)")));
        }
        date
    }

    /// *Ja* or *nej*; anything else is a problem.
    pub(super) fn yes_no(&self, column: &str, problems: &mut Vec<Finding>) -> bool {
        let text = self.text(column);
        if text != "ja" && text != "nej" {
            problems.push(self.problem(column, format!("\"{text}\" er hverken ja eller nej")));
        }
        text == "ja"
    }
}

/// A problem of the file as a whole.
pub(super) fn whole_file_problem(file: &str, message: String) -> Finding {
    problem(&format!("registers/{file}"), None, message)
}

fn problem(path: &str, line: Option<u32>, message: String) -> Finding {
    Finding {
        place: Place { row: line, ..Place::file(path) },
        severity: Severity::Error,
        code: "register-invalid",
        message,
        action: "Ret registret, eller hent det oprindelige frem igen".to_owned(),
    }
}
