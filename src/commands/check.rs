//! `niveau check`: reads everything, writes nothing, prints what was found: errors first, like
//! things together.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

use super::progress::Stages;
use super::terminal::{plain, say};
use super::{counted, folders, today, use_threads};
use crate::cli::CheckArgs;
use crate::finding::{Finding, Place, SetAside, Severity};
use crate::plain_text::{capitalised, replaced};
use crate::results::{Stage, design_findings};
use crate::run::check as check_input;

pub(super) fn check(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    use_threads(&args.input)?;
    folders::look();
    let stages = Stages::new(args.talk, &Stage::OF_PLACING);
    let checked = check_input(&args.input.asked(today()), &|step| stages.tell(step));
    stages.end();
    let checked = checked?;
    let mut findings = checked.reading.findings.clone();
    findings.extend(checked.assessed.findings.iter().cloned());
    findings.extend(checked.settings.groups.not_reckoned());
    let dataset = &checked.reading.dataset;
    findings.extend(design_findings(dataset, &checked.settings, &checked.assessed));
    findings.sort();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let alike = alike(findings.iter().filter(|finding| finding.severity == severity));
        if alike.is_empty() {
            continue;
        }
        let n: usize = alike.iter().map(Vec::len).sum();
        writeln!(out, "{} ({n})", capitalised(severity.several()))?;
        for some in alike {
            let Finding { place, message, action, .. } = some[0];
            writeln!(out, "  {place}: {}", plain(&replaced(&format!("{message}. {action}."))))?;
            let others: Vec<String> =
                some[1..].iter().take(NAMED).map(|finding| within(&finding.place)).collect();
            more(&mut out, some.len() - 1, &others)?;
        }
    }
    let mut set_aside: BTreeMap<(&str, &str), Vec<&SetAside>> = BTreeMap::new();
    for row in &checked.reading.set_aside {
        set_aside.entry((&row.place.file, row.code)).or_default().push(row);
    }
    if !set_aside.is_empty() {
        writeln!(out, "Rækker, der er lagt til side")?;
    }
    for rows in set_aside.values() {
        let first = rows[0];
        writeln!(out, "  {}: {}", first.place, plain(&replaced(&first.reason)))?;
        let n: u64 = rows.iter().map(|row| row.n_rows).sum();
        let others: Vec<String> =
            rows[1..].iter().take(NAMED).map(|row| within(&row.place)).collect();
        more(&mut out, usize::try_from(n.saturating_sub(1)).unwrap_or(usize::MAX), &others)?;
    }
    out.flush()?;
    let n_set_aside: u64 = checked.reading.set_aside.iter().map(|row| row.n_rows).sum();
    let rows = if n_set_aside == 1 { "række" } else { "rækker" };
    say(&format!("{}; {n_set_aside} {rows} lagt til side", counted(&findings)));
    let has_error = findings.iter().any(|f| f.severity == Severity::Error);
    let uses_nothing = checked.reading.uses_nothing();
    say(if uses_nothing {
        "Ingen række kan bruges, så niveau run har intet at regne på. Ret det, der står ovenfor; er \
         der filer, som intet layout læser, så begynd med niveau layout FIL. Afslutningskode 1: \
         ingen række kan bruges"
    } else if has_error {
        "Ret fejlene, eller kør niveau run, som bruger resten; alle bemærkninger med sted står da i \
         findings.csv. Afslutningskode 1: der er fejl"
    } else {
        "Næste skridt: niveau run; alle bemærkninger med sted står da i findings.csv"
    });
    Ok(if has_error || uses_nothing { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// How many further places of one kind are named.
const NAMED: usize = 3;

/// Findings of one kind in one file, in the order of the first of each kind.
fn alike<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<Vec<&'f Finding>> {
    let mut alike: Vec<Vec<&Finding>> = Vec::new();
    let mut at: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for finding in findings {
        let next = alike.len();
        match *at.entry((&finding.place.file, finding.code)).or_insert(next) {
            known if known < next => alike[known].push(finding),
            _ => alike.push(vec![finding]),
        }
    }
    alike
}

/// A place without its file, which stands above.
fn within(place: &Place) -> String {
    let all = place.to_string();
    all.strip_prefix(&*place.file).unwrap_or(&all).trim_start_matches([',', ' ']).to_owned()
}

/// "… og 12 andre af samme slags: række 4; række 9; række 31".
fn more(out: &mut impl Write, n: usize, places: &[String]) -> io::Result<()> {
    if n == 0 {
        return Ok(());
    }
    let places = plain(&places.join("; "));
    let shown = if places.is_empty() { String::new() } else { format!(": {places}") };
    let dots = if n > NAMED { " …" } else { "" };
    let word = if n == 1 { "anden" } else { "andre" };
    writeln!(out, "    og {n} {word} af samme slags{shown}{dots}")
}
