//! `niveau explain`: the whole because of a placement, on stdout.

use std::io::{self, Write};
use std::process::ExitCode;

use super::progress::Stages;
use super::terminal::{plain, say};
use super::{WrongCall, folders, target_group as find_group, today, use_threads};
use crate::cli::ExplainArgs;
use crate::explain::{case, explanation, offerings_of};
use crate::model::OfferingId;
use crate::results::{Checked, Stage};
use crate::run::look_at;

pub(super) fn explain(args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    use_threads(&args.input)?;
    folders::look();
    let stages = Stages::new(args.talk, &Stage::OF_PLACING);
    let asked = args.input.asked(today());
    let checked = look_at(&asked, &args.provider, &|step| stages.tell(step));
    stages.end();
    let checked = checked?;
    let register = &checked.settings.registers.target_groups;
    let group = match &args.target_group {
        None => None,
        Some(name) => Some(find_group(register, name)?),
    };
    let mut offerings = offerings_of(&checked, &args.provider, group);
    if offerings.is_empty() {
        return Err(WrongCall(not_found(&checked, args)).into());
    }
    let is_assessed = |id: &OfferingId| checked.assessed.offering(*id).grades.is_assessed();
    let n_all = offerings.len();
    if group.is_none() && offerings.iter().any(is_assessed) {
        offerings.retain(is_assessed);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.as_case {
        let mut n_cases = 0;
        for text in offerings.iter().filter_map(|id| case(&checked, *id)) {
            out.write_all(plain(&text).as_bytes())?;
            n_cases += 1;
        }
        if n_cases == 0 {
            let message = "tilbuddet er ikke vurderet efter en vejledning; der er intet at prøve";
            return Err(WrongCall(message.to_owned()).into());
        }
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    for (nth, id) in offerings.iter().enumerate() {
        if nth > 0 {
            writeln!(out, "\n{}\n", "-".repeat(72))?;
        }
        out.write_all(plain(&explanation(&checked, *id)).as_bytes())?;
    }
    out.flush()?;
    if n_all > offerings.len() {
        say(&format!(
            "{} af tilbuddets målgrupper er ikke vurderet og ikke vist",
            n_all - offerings.len()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Who is not there, and who might be meant.
fn not_found(checked: &Checked, args: &ExplainArgs) -> String {
    let providers = &checked.reading.dataset.providers;
    let Some(provider) = providers.iter().find(|provider| *provider.id == *args.provider) else {
        let named = providers.iter().find(|p| p.name.eq_ignore_ascii_case(&args.provider));
        let hint = match named {
            Some(provider) => format!("Mente du tilbudsid {}?", provider.id),
            None => "Tilbudsid står i første kolonne af placements.csv".to_owned(),
        };
        return format!("der er intet tilbud med tilbudsid \"{}\". {hint}", args.provider);
    };
    let groups: Vec<&str> = offerings_of(checked, &args.provider, None)
        .into_iter()
        .map(|id| checked.reading.dataset.offering(id).target_group)
        .map(|id| &*checked.settings.registers.target_groups.get(id).name)
        .collect();
    format!(
        "{} (tilbudsid {}) har ikke den målgruppe; det har {}",
        provider.name,
        provider.id,
        if groups.is_empty() { "ingen".to_owned() } else { groups.join(", ") }
    )
}
