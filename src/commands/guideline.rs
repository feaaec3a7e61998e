//! `niveau guideline`: what a target group's guideline asks for, on stdout or in a file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use super::terminal::{plain, say};
use super::{WrongCall, folders, target_group, today};
use crate::cli::{GuidelineArgs, GuidelineFormat};
use crate::explain::guideline_text;
use crate::guideline::GuidelineSet;
use crate::model::TargetGroupId;
use crate::output::OutputError;
use crate::register::TargetGroup;
use crate::report::WriteError;
use crate::report::guideline::{ToldGuideline, guideline_page, guideline_workbook};
use crate::run::RunError;
use crate::settings::read_guidelines;
use crate::table::danish_date;

pub(super) fn guideline(args: &GuidelineArgs) -> anyhow::Result<ExitCode> {
    folders::look();
    let (registers, guidelines) = read_guidelines(&args.input).map_err(RunError::from)?;
    let id = target_group(&registers.target_groups, &args.target_group)?;
    let group = registers.target_groups.get(id);
    let on = args.on.unwrap_or_else(today);
    let told = ToldGuideline::in_force(&guidelines, group, id, on)
        .ok_or_else(|| none_in_force(args, &guidelines, (group, id), &danish_date(on)))?;
    let bytes = match args.format {
        GuidelineFormat::Text => plain(&guideline_text(&told)).into_bytes(),
        GuidelineFormat::Html => plain(&guideline_page(&told)).into_bytes(),
        GuidelineFormat::Xlsx => guideline_workbook(&told)
            .map_err(|source| WriteError::Workbook { path: "arbejdsbogen".to_owned(), source })?,
    };
    if let Some(path) = &args.output {
        write_new(path, &bytes)?;
        say(&format!("Vejledningen er skrevet i {}", path.display()));
    } else {
        let mut out = io::stdout().lock();
        out.write_all(&bytes)?;
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a file that is not there: who was heard may have written in the one that is.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut file = match File::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(WrongCall(format!(
                "{}: findes i forvejen og er ikke overskrevet; nogen kan have skrevet i den. Vælg \
                 et andet navn med --output, eller flyt den",
                path.display()
            ))
            .into());
        }
        opened => opened.map_err(|error| OutputError::write(path, error))?,
    };
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if let Err(error) = written {
        // Half of it is nothing.
        drop(file);
        let _ = fs::remove_file(path);
        return Err(OutputError::write(path, error).into());
    }
    Ok(())
}

/// Why there is nothing to tell.
fn none_in_force(
    args: &GuidelineArgs,
    guidelines: &GuidelineSet,
    (group, id): (&TargetGroup, TargetGroupId),
    on: &str,
) -> WrongCall {
    let of_group = guidelines.iter().filter(|guideline| guideline.target_group == id);
    let days: Vec<String> = of_group.map(|guideline| danish_date(guideline.valid_from)).collect();
    let folder = args.input.join("guidelines").join(&*group.slug);
    WrongCall(if days.is_empty() {
        format!(
            "{} har ingen vejledning; læg en i {}. `niveau example --output MAPPE` skriver nogle, \
             der kan rettes",
            group.name,
            folder.display()
        )
    } else {
        format!(
            "{} har ingen vejledning, der gælder den {on}; der er nogen fra {}. Vælg en dag med --on",
            group.name,
            days.join(", ")
        )
    })
}
