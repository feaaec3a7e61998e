//! Why can the settings not be used?

use std::path::PathBuf;

use thiserror::Error;

use crate::document::MORE_PROBLEMS;
use crate::finding::Finding;
use crate::plain_text::replaced;

/// Why the settings can't be used.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// The input folder or a folder or file that it must hold.
    #[error(
        "{}: findes ikke. {what} skal ligge her; `niveau example --output MAPPE` skriver en \
         inputmappe, der er hel", path.display()
    )]
    Missing {
        /// What was looked for.
        path: PathBuf,
        /// What it holds.
        what: &'static str,
    },
    /// The input folder that was named in the call does not exist.
    #[error(
        "{}: inputmappen findes ikke. Kør programmet i projektets mappe, eller peg på mappen med \
         --input", path.display()
    )]
    NoInput {
        /// The folder.
        path: PathBuf,
    },
    /// A file could not be read.
    #[error("{}: kan ikke læses: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// The files themselves: every problem of every file.
    #[error("{}", told(.0))]
    Problems(Vec<Finding>),
    /// A rule was named that is not there.
    #[error("reglen \"{name}\" findes ikke; der er {}. Vælg en af dem med --rule", known.join(", "))]
    NoSuchRule {
        /// As named.
        name: String,
        /// The rules that are there.
        known: Vec<String>,
    },
}

fn told(problems: &[Finding]) -> String {
    /// Problems that are told one by one: more than anybody mends before the next try.
    const TOLD: usize = 200;
    let line = |problem: &Finding| format!("  {}", replaced(&problem.sentence()));
    let mut lines: Vec<String> = problems.iter().take(TOLD).map(line).collect();
    let n = problems.len();
    if n > TOLD {
        lines.push(format!("  og {} til", n - TOLD));
    }
    let count = if problems.iter().any(|problem| problem.code == MORE_PROBLEMS) {
        format!("mindst {n} fejl")
    } else if n == 1 {
        "1 fejl".to_owned()
    } else {
        format!("{n} fejl i alt")
    };
    format!("reglerne kan ikke bruges ({count}); intet er skrevet\n{}", lines.join("\n"))
}
