//! `niveau size`: how many, without any provider.

use std::io::{self, Write};
use std::process::ExitCode;

use super::progress::Stages;
use super::{WrongCall, folders, target_group};
use crate::cli::SizeArgs;
use crate::model::{Level, MunicipalityCode};
use crate::register::Municipalities;
use crate::results::{SizeResults, Stage};
use crate::run::{RunError, SizeOptions, write_sizes};
use crate::settings::{GroupSettings, read_group_settings};
use crate::size::{ALL_LEVELS, Area, ExpectedCitizens, Variant, one_sided_caveat};
use crate::table::{decimal, thousands};

pub(super) fn size(args: &SizeArgs) -> anyhow::Result<ExitCode> {
    folders::clear(&args.output);
    let settings = read_group_settings(&args.input).map_err(RunError::from)?;
    let groups = &settings.registers.target_groups;
    let group = args.target_group.as_deref().map(|name| target_group(groups, name)).transpose()?;
    let is_asked_for = |id| group.is_none_or(|group| group == id);
    if !settings.groups.sizes.iter().any(|size| is_asked_for(size.target_group)) {
        return Err(WrongCall(nothing_to_size(&settings, args)).into());
    }
    let municipality = args
        .municipality
        .as_deref()
        .map(|name| find_municipality(&settings.registers.municipalities, name))
        .transpose()?;
    let stages = Stages::new(args.talk, &[Stage::Sizes, Stage::Writing]);
    let options = SizeOptions {
        input: &args.input,
        output: &args.output,
        regions_on: args.regions_on,
        group,
        boundaries: args.map.boundaries(),
    };
    let report = write_sizes(&settings, &options, &|step| stages.tell(step));
    stages.end();
    let report = report?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    tell(&mut out, &report.sizes, municipality)?;
    out.flush()?;
    for finding in settings.groups.not_reckoned().iter().chain(&report.findings) {
        stages.say(&finding.sentence());
    }
    folders::told(&args.output, &report.finished);
    stages.say(&format!("{} filer i {}", report.n_outputs, args.output.display()));
    Ok(ExitCode::SUCCESS)
}

/// Low, central and high for the country, and for one municipality when asked.
fn tell(
    out: &mut impl Write,
    sizes: &SizeResults<'_>,
    municipality: Option<MunicipalityCode>,
) -> io::Result<()> {
    let name_of = |row: &ExpectedCitizens| {
        let group = &sizes.registers.target_groups.get(row.target_group).name;
        let subgroup = row.subgroup.as_ref().map_or(String::new(), |slug| format!(", {slug}"));
        let level = row.level.map_or(ALL_LEVELS, Level::danish);
        format!("{group}{subgroup}, niveau {level} ({})", row.status.danish())
    };
    writeln!(out, "Forventede borgere i hele landet (lavt, centralt og højt skøn):")?;
    for area in &sizes.by_area {
        if area.area != Area::Country || area.age_band.is_some() {
            continue;
        }
        let of = |row: &&ExpectedCitizens| {
            row.target_group == area.target_group
                && row.subgroup == area.subgroup
                && row.level == area.level
        };
        let Some(row) = sizes.expected.iter().find(of) else { continue };
        writeln!(out, "  {}: {}", name_of(row), area.whole.map(thousands).join(" - "))?;
        if let Some(caveat) = one_sided_caveat(area.whole) {
            writeln!(out, "    Bemærk: {caveat}")?;
        }
    }
    if let Some(here) = municipality.and_then(|code| sizes.registers.municipalities.get(code)) {
        writeln!(out, "\n{} Kommune (lavt, centralt og højt skøn):", here.name)?;
        let is_here = |row: &&[ExpectedCitizens]| {
            row[0].municipality == here.code && row[0].age_band.is_none()
        };
        for row in sizes.expected.chunks_exact(Variant::ALL.len()).filter(is_here) {
            let shown: Vec<String> = row.iter().map(|r| decimal(r.expected, 1)).collect();
            writeln!(out, "  {}: {}", name_of(&row[0]), shown.join(" - "))?;
        }
    }
    writeln!(out)?;
    for caveat in &sizes.caveats {
        writeln!(out, "{caveat}.")?;
    }
    Ok(())
}

fn find_municipality(
    municipalities: &Municipalities,
    name: &str,
) -> Result<MunicipalityCode, WrongCall> {
    let found = municipalities.by_code_text(name).or_else(|| municipalities.by_name(name));
    found.ok_or_else(|| {
        WrongCall(match municipalities.nearest(name) {
            Some(near) => {
                format!("kommunen \"{name}\" findes ikke i registret. Mente du {}?", near.name)
            }
            None => format!(
                "kommunen \"{name}\" findes ikke i registret (registers/municipalities.csv); skriv \
                 dens navn eller kommunekode"
            ),
        })
    })
}

/// Why there is nothing to reckon.
fn nothing_to_size(settings: &GroupSettings, args: &SizeArgs) -> String {
    let known: Vec<&str> = settings
        .groups
        .sizes
        .iter()
        .map(|size| &*settings.registers.target_groups.get(size.target_group).slug)
        .collect();
    let folder = args.input.join("sizes");
    match &args.target_group {
        Some(name) if !known.is_empty() => format!(
            "{}: der er ingen fil med størrelsen af \"{name}\"; der er {}. Skriv en, eller vælg en \
             af dem",
            folder.display(),
            known.join(", ")
        ),
        _ => format!(
            "{}: der er ingen størrelser at regne på; læg en fil her for hver målgruppe. `niveau \
             example --output MAPPE` skriver en inputmappe, der har nogle",
            folder.display()
        ),
    }
}
