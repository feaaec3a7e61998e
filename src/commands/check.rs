//! `niveau check`: reads everything, writes nothing, prints what was found, file by file.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

use super::progress::Stages;
use super::terminal::{plain, say};
use super::{counted, folders, today, use_threads};
use crate::cli::CheckArgs;
use crate::finding::{Finding, Severity};
use crate::plain_text::replaced;
use crate::run::check as check_input;

pub(super) fn check(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    use_threads(&args.input)?;
    folders::look();
    let stages = Stages::new();
    let checked = check_input(&args.input.asked(today()), &|stage| stages.begin(stage));
    stages.end();
    let checked = checked?;
    let mut findings = checked.reading.findings.clone();
    findings.extend(checked.assessed.findings.iter().cloned());
    findings.extend(checked.settings.groups.not_reckoned());
    findings.sort();
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &findings {
        by_file.entry(&finding.place.file).or_default().push(finding);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (file, of_file) in by_file {
        writeln!(out, "{}", plain(file))?;
        for finding in of_file {
            let told = finding.to_string();
            // The file stands above; what is left of the place begins with a comma.
            let told = told.strip_prefix(file).unwrap_or(&told).trim_start_matches([',', ':', ' ']);
            writeln!(out, "  {}: {}", finding.severity.danish(), plain(&replaced(told)))?;
        }
    }
    for row in &checked.reading.set_aside {
        let told = format!("{}: {} [{}]", row.place, row.reason, row.code);
        writeln!(out, "  lagt til side: {}", plain(&told))?;
    }
    out.flush()?;
    let n_set_aside: u64 = checked.reading.set_aside.iter().map(|row| row.n_rows).sum();
    say(&format!("{}; {} rækker lagt til side", counted(&findings), n_set_aside));
    let has_error = findings.iter().any(|f| f.severity == Severity::Error);
    Ok(if has_error { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
