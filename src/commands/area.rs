//! `niveau area`: how an area looks, beside another.

use std::process::ExitCode;

use chrono::NaiveDate;

use super::progress::Stages;
use super::{WrongCall, done_without, folders, today, use_threads};
use crate::cli::AreaArgs;
use crate::document::{listed, nearest};
use crate::landscape::Value;
use crate::model::Language;
use crate::register::Registers;
use crate::results::{AskedAreas, Stage, Vectors};
use crate::run::{RunOptions, profile_areas};
use crate::settings::read_registers;

const COUNTRY: &str = "Hele landet";

pub(super) fn area(args: &AreaArgs) -> anyhow::Result<ExitCode> {
    use_threads(&args.input)?;
    folders::clear(&args.output);
    let registers = read_registers(&args.input.input)?;
    let on = args.regions_on.unwrap_or_else(|| registers.made_for());
    let here = find(&registers, &args.area, on)?;
    let against = match &args.against {
        Some(name) => Some(find(&registers, name, on)?),
        // The country has nothing beside it.
        None => Some(Value::Total).filter(|country| *country != here),
    };
    if against == Some(here) {
        let message = format!("\"{}\" kan ikke holdes op mod sig selv", args.area);
        return Err(WrongCall(message).into());
    }
    let options = RunOptions {
        asked: args.input.asked(today()),
        output: &args.output,
        regions_on: args.regions_on,
        all_groups: args.all_groups,
        for_engines: false,
        vectors: Vectors::Files,
        areas: AskedAreas::One(here, against),
        boundaries: None,
        language: Language::default(),
    };
    let stages = Stages::new(args.talk, &Stage::OF_RUN);
    let report = profile_areas(&options, &|step| stages.tell(step));
    stages.end();
    let report = report?;
    let (all, assessed) = report.n_offerings;
    stages.say(&format!("{all} tilbud x målgruppe, heraf {assessed} vurderet"));
    if assessed == 0 && !args.all_groups {
        stages.say(
            "Ingen målgruppe er vurderet, så der er ingen profil; tag alle med med --all-groups",
        );
    }
    folders::told(&args.output, &report.finished);
    stages.say(&format!("{} filer i {}", report.n_outputs, args.output.display()));
    Ok(done_without(&report.unread))
}

/// The area of this name on the map of a day. A region goes before a municipality: "Region" can be
/// left out, and so can "Kommune".
fn find(registers: &Registers, name: &str, on: NaiveDate) -> Result<Value, WrongCall> {
    if ["hele landet", "landet", "danmark"].contains(&name.trim().to_lowercase().as_str()) {
        return Ok(Value::Total);
    }
    let (regions, municipalities) = (&registers.regions, &registers.municipalities);
    let of_day = regions.on(on);
    if let Some(id) = regions.by_name(name) {
        if of_day.contains(&id) {
            return Ok(Value::Region(id));
        }
        let names: Vec<&str> = of_day.iter().map(|id| &*regions.get(*id).name).collect();
        return Err(WrongCall(format!(
            "{} er ikke en region den {on}. Der er {}; vælg en anden dag med --regions-on",
            regions.get(id).name,
            listed(&names)
        )));
    }
    let found = municipalities.by_code_text(name).or_else(|| municipalities.by_name(name));
    if let Some(code) = found {
        return Ok(Value::Municipality(code));
    }
    let known = of_day.iter().map(|id| &*regions.get(*id).name).chain([COUNTRY]);
    let near = nearest(&name.to_lowercase(), known.map(|known| (known.to_lowercase(), known)));
    let near = near.or_else(|| municipalities.nearest(name).map(|near| &*near.name));
    Err(WrongCall(match near {
        Some(near) => format!("området \"{name}\" findes ikke. Mente du \"{near}\"?"),
        None => format!(
            "området \"{name}\" findes ikke; skriv en region, en kommune eller \"{COUNTRY}\""
        ),
    }))
}
