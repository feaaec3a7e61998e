//! How is one file of the input folder read, whatever is wrong with it?

use std::path::Path;

use crate::finding::Severity;
use crate::ingest::file::code::FileCode;
use crate::ingest::file::content::{Content, Make};
use crate::ingest::file::limits::bytes_within;
use crate::ingest::file::panics::caught;
use crate::ingest::file::problem::{Problem, about_file, problem, unreadable};
use crate::ingest::file::sniff::sniff;
use crate::ingest::layout::Layout;
use crate::ingest::layout::listing::Listed;
use crate::ingest::read::code::ReadCode;
use crate::ingest::read::context::Context;
use crate::ingest::read::text_file::read_text;
use crate::ingest::read::workbook_file::read_workbook;
use crate::ingest::read::{month_first, shares, stop};
use crate::ingest::row::file_read::FileRead;
use crate::ingest::value::personal;

pub(crate) fn read_file(listed: &Listed, layout: &Layout, context: &Context<'_>) -> FileRead {
    let path = &*listed.path;
    let mut read = FileRead::new(path, &listed.name, layout);
    if listed.has_personal_name {
        let is_own = listed.name.rsplit('/').next().is_some_and(personal::name_looks_like_cpr);
        read.personal_names.push(if is_own { "filens navn" } else { "mappens navn" });
    }
    if let Err(problem) = read_content(listed, layout, context, &mut read) {
        read.is_stopped = true;
        read.lose_all(layout);
        let Problem { code, message, action } = problem;
        read.findings.push(about_file(path, Severity::Error, code, message, action));
    }
    month_first::settle(&mut read.sheets);
    shares::tell(&mut read.sheets);
    stop::stop(&mut read);
    read.close();
    context.tally.add_file(listed.bytes);
    read
}

fn read_content(
    listed: &Listed,
    layout: &Layout,
    context: &Context<'_>,
    read: &mut FileRead,
) -> Result<(), Problem> {
    let Listed { path, name, full, .. } = listed;
    let limits = context.limits;
    let sniffed = sniff(full).map_err(|error| unreadable(&error))?;
    read.file.bytes = sniffed.bytes;
    read.file.sha256 = sniffed.sha256;
    bytes_within("file-mb", "filen er på", sniffed.bytes, limits.file_bytes).map_err(
        |exceeded| Problem {
            code: FileCode::FileTooLarge.slug(),
            message: exceeded.message,
            action: format!("Del filen i flere, eller {}", exceeded.raise),
        },
    )?;
    let extension = Path::new(name).extension().unwrap_or_default().to_string_lossy();
    let lower = extension.to_lowercase();
    let is_named_workbook = lower.starts_with("xl") || lower == "ods";
    let renamed = |what: &str| {
        about_file(
            path,
            Severity::Warning,
            ReadCode::FileRenamed.slug(),
            format!("filen hedder .{extension}, men er {what}; den er læst som det, den er"),
            "Giv filen den rigtige endelse",
        )
    };
    match sniffed.content {
        Content::Text(found) => {
            if is_named_workbook {
                read.findings.push(renamed("en tekstfil"));
            }
            read_text(listed, layout, found, context, read)
        }
        Content::Workbook(make) => {
            if !make.may_be_called(&lower) {
                read.findings.push(renamed(&format!("en projektmappe ({})", make.extension())));
            }
            read_workbook_safely(listed, make, layout, context, read)
        }
        other => no_table(&other),
    }
}

/// What is said of a file that holds no table.
pub(crate) fn no_table<T>(content: &Content) -> Result<T, Problem> {
    match content {
        Content::Blank => problem(
            ReadCode::FileEmpty.slug(),
            "filen har ingen tekst, kun blanke tegn eller et byte-order-mark",
            "Hent filen igen",
        ),
        Content::Nothing => {
            problem(ReadCode::FileEmpty.slug(), "filen er tom (0 bytes)", "Hent filen igen")
        }
        Content::Truncated => problem(
            ReadCode::FileTruncated.slug(),
            "filen er en projektmappe, men er skåret af: dens slutning mangler",
            "Hent filen igen; den blev ikke hentet eller gemt færdig",
        ),
        Content::Encrypted => problem(
            ReadCode::FileEncrypted.slug(),
            "projektmappen er beskyttet med adgangskode",
            "Åbn den i regnearket, fjern adgangskoden, og gem den igen",
        ),
        Content::Text(_) | Content::Workbook(_) => contradicts_itself(),
        Content::Other(what) => problem(
            ReadCode::FileNotReadableKind.slug(),
            format!("filen er {what}; kun CSV og projektmapper (xlsx, xlsm, xlsb, xls, ods) læses"),
            "Åbn den i regnearket, og gem den som xlsx; eller hent den igen",
        ),
    }
}

/// Reads a workbook so that nothing in its bytes can end the run: that costs the file, and no other.
fn read_workbook_safely(
    listed: &Listed,
    make: Make,
    layout: &Layout,
    context: &Context<'_>,
    read: &mut FileRead,
) -> Result<(), Problem> {
    let reading = || read_workbook(listed, make, layout, context, read);
    if let Some(result) = caught(reading) {
        return result;
    }
    read.sheets.clear();
    read.accounts.clear();
    contradicts_itself()
}

/// What is said of a workbook whose bytes its reader can't follow.
pub(crate) fn contradicts_itself<T>() -> Result<T, Problem> {
    problem(
        FileCode::FileUnreadable.slug(),
        "projektmappen kan ikke læses: dens indhold modsiger sig selv",
        "Åbn den i regnearket, og gem den igen som xlsx; eller hent den igen",
    )
}
