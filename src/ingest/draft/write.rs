//! The draft as a layout file: TOML, with a comment on each line that says how sure it is.

use std::fmt::Write as _;
use std::path::Path;

use crate::ingest::draft::guess::{Guess, Guesses};
use crate::ingest::draft::help::DraftHelp;
use crate::ingest::draft::kind::Guessed;
use crate::ingest::draft::missing::{missing, not_found, placeholder};
use crate::ingest::draft::open::Opened;
use crate::ingest::draft::reads::LISTS;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::layout::pattern;
use crate::plain_text::replaced;
use crate::register::fold_name;

/// Rows of the beginning in which the reader looks for headers of itself.
const FOUND_BY_ITSELF: u32 = 20;

/// What says that nothing is reported in an assessment, as in the layouts that ship.
const NOT_REPORTED: &str = r#"["N/A", "-", "ukendt", "ikke oplyst", "ikke vurderet"]"#;

/// A layout file for a file of this name.
pub(crate) fn toml(
    name: &str,
    opened: &Opened,
    guessed: &[Guessed<'_>],
    help: &DraftHelp<'_>,
) -> String {
    let mut out = format!(
        "# UDKAST til et layout for {}. Se det igennem, før det bruges.\n\
         # Efter hver linje står, hvor sikker den er:\n\
         #   sikker      overskriften er kendt, og det, der står under den, passer\n\
         #   sandsynlig  overskriften ligner, eller en anden kolonne kunne også være det\n\
         #   gæt         se efter i filen\n",
        replaced(name)
    );
    let is_assessments = guessed.iter().any(|one| one.roles[0].role.is_assessments());
    let kind = match guessed.first().map(|one| one.roles[0].role) {
        Some(SheetRole::OtherProviders) => "other-providers",
        Some(SheetRole::Providers) => "providers",
        Some(SheetRole::Capacity) => "capacity",
        Some(SheetRole::Flows) => "flows",
        _ => "assessments",
    };
    let sureness = guessed.iter().map(|one| one.sureness).min();
    let sure = sureness.map_or("gæt", |sureness| sureness.danish());
    line(&mut out, &format!("kind = \"{kind}\""), &format!("{sure}: {}", kind_in_words(guessed)));
    line(&mut out, &format!("title = {}", quoted(&format!("Udkast: {}", stem(name)))), "");
    line(
        &mut out,
        &format!("files = [{}]", quoted(&files(name))),
        "de filer, layoutet læser; intet andet layout må læse dem",
    );
    if let Some(text) = &opened.text {
        let doubt = text.doubt.map_or_else(String::new, |doubt| format!(", men {doubt}"));
        let encoding = text.encoding.name();
        let _ = writeln!(
            out,
            "# Tegnsættet findes af sig selv: her {encoding}{doubt}. Er æ, ø og å forkerte, så skriv det:\n\
             # encoding = \"windows-1252\""
        );
    }
    if is_assessments {
        let _ = writeln!(
            out,
            "\n# Svar, der betyder, at intet er oplyst.\nnot-reported = {NOT_REPORTED}"
        );
        for role in [SheetRole::Evidence, SheetRole::Grades] {
            for one in guessed {
                let of_role = one.roles.iter().find(|guesses| guesses.role == role);
                if let Some(guesses) = of_role {
                    sheet(&mut out, name, one, guesses, help);
                }
            }
        }
    } else if let Some((one, guesses)) =
        guessed.first().and_then(|one| Some((one, one.roles.first()?)))
    {
        sheet(&mut out, name, one, guesses, help);
        lists(&mut out, guesses);
    }
    let _ = writeln!(
        out,
        "\n# Sådan kommer du videre: gem udkastet som en fil i mappen layouts (fx\n\
         # input/layouts/mit-layout.toml), læg datafilen i inputmappen, og kør `niveau check`: den\n\
         # siger, hvad der blev læst, og hvad der ikke blev."
    );
    out
}

/// One sheet: what it is called, its columns, and what is not read of it.
fn sheet(out: &mut String, name: &str, one: &Guessed<'_>, guesses: &Guesses, help: &DraftHelp<'_>) {
    let section = match guesses.role {
        SheetRole::Evidence => "evidence.",
        SheetRole::Grades => "grades.",
        _ => "",
    };
    out.push('\n');
    if !section.is_empty() {
        let _ = writeln!(out, "[{}]", section.trim_end_matches('.'));
    }
    match &one.sheet.name {
        Some(sheet) => line(out, &format!("sheet = {}", quoted(sheet)), "arkets navn"),
        None if !section.is_empty() => {
            out.push_str(
                "# Det i filens navn, der siger, hvilken halvdel det er: den anden halvdel står i en \
                 fil, hvis\n# navn ellers er det samme.\n",
            );
            line(out, &format!("sheet = {}", quoted(&half(name, guesses.role))), "");
        }
        None => {}
    }
    let row = one.sheet.seen.rows[one.header_at].0;
    if row > FOUND_BY_ITSELF {
        line(out, &format!("header-row = {row}"), "overskrifternes række");
    } else if row > 1 {
        let _ =
            writeln!(out, "# Overskrifterne blev fundet i række {row}; det findes af sig selv.");
    }
    let missing = missing(guesses);
    let without = missing.iter().filter(|missing| missing.can_do_without).map(|one| one.field);
    let may_lack = guesses.found.iter().map(|guess| guess.field).filter(|field| {
        let sheets = help.layouts.iter().flat_map(|layout| &layout.sheets);
        let of_role = sheets.filter(|sheet| sheet.role == guesses.role);
        let mut columns = of_role.flat_map(|sheet| &sheet.columns);
        columns.any(|column| column.field == *field && !column.is_required)
    });
    let optional: Vec<String> = without.chain(may_lack).map(quoted).collect();
    if !optional.is_empty() {
        out.push_str("# Kolonner, en senere fil må mangle; alle andre skal være der.\n");
        let _ = writeln!(out, "optional = [{}]", optional.join(", "));
    }
    let never_read = never_read(one, guesses);
    if !never_read.is_empty() {
        out.push_str("# Personer og adresser: læses aldrig.\n");
        let headers: Vec<String> = never_read.iter().map(|header| quoted(header)).collect();
        let _ = writeln!(out, "never-read = [{}]", headers.join(", "));
    }
    let _ = writeln!(out, "\n[{section}columns]");
    for missing in &missing {
        let _ = writeln!(out, "# Ikke fundet; {}", missing.why);
        line(out, &format!("{} = {}", missing.field, quoted(&placeholder(missing))), "");
    }
    for guess in &guesses.found {
        let column = &one.columns[guess.column];
        let said = format!("{}: {}{}", guess.sureness.danish(), guess.why, rival(one, guess));
        line(out, &format!("{} = {}", guess.field, quoted(&column.header)), &said);
    }
    for field in not_found(guesses, help) {
        let _ = writeln!(out, "# ikke fundet, regnes som ikke oplyst: {field}");
    }
    for at in &guesses.same_header {
        let _ =
            writeln!(out, "# læses ikke, for den står flere gange: {}", one.columns[*at].header);
    }
    for at in one.unused() {
        let _ = writeln!(out, "# læses ikke: {}", one.columns[at].header);
    }
}

/// Headers of columns of persons. One that is also a field's header is never a person's.
fn never_read(one: &Guessed<'_>, guesses: &Guesses) -> Vec<String> {
    let mut headers: Vec<String> = Vec::new();
    for (at, _) in &guesses.persons {
        let column = &one.columns[*at];
        let is_known = |header: &String| fold_name(header) == column.folded;
        if !headers.iter().any(is_known) {
            headers.push(column.header.clone());
        }
    }
    headers
}

fn rival(one: &Guessed<'_>, guess: &Guess) -> String {
    guess.rival.map_or_else(String::new, |rival| {
        format!("; kunne også være \"{}\"", one.columns[rival].header)
    })
}

fn lists(out: &mut String, guesses: &Guesses) {
    let found: Vec<&Guess> = LISTS.iter().filter_map(|field| guesses.of(field)).collect();
    if found.is_empty() {
        return;
    }
    out.push_str("\n# Hvad der skiller, når en celle har flere ting i sig.\n[lists]\n");
    for guess in found {
        let _ = writeln!(out, "{} = \"{}\"", guess.field, guess.separator);
    }
}

/// What kind of file it is, for a reader.
pub(crate) fn kind_in_words(guessed: &[Guessed<'_>]) -> String {
    let has = |role: SheetRole| {
        guessed.iter().any(|one| one.roles.iter().any(|guesses| guesses.role == role))
    };
    match guessed.first().map(|one| one.roles[0].role) {
        Some(SheetRole::Providers) => "tilbud fra Tilbudsportalen, en række pr. afdeling",
        Some(SheetRole::OtherProviders) => "leverandører uden for Tilbudsportalen",
        Some(SheetRole::Capacity) => "kapacitet og belægning, en række pr. afdeling og år",
        Some(SheetRole::Flows) => "borgere efter betalingskommune, en række pr. tilbud og år",
        _ => match (has(SheetRole::Evidence), has(SheetRole::Grades)) {
            (true, true) => "vurderinger: oplysningsskema og afrapportering",
            (true, false) => "vurderinger: kun oplysningsskema",
            _ => "vurderinger: kun afrapportering",
        },
    }
    .to_owned()
}

fn line(out: &mut String, text: &str, comment: &str) {
    out.push_str(text);
    if !comment.is_empty() {
        out.push_str(" # ");
        out.push_str(&replaced(comment));
    }
    out.push('\n');
}

/// A text of a TOML file.
fn quoted(text: &str) -> String {
    format!("\"{}\"", replaced(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// A file's name without its extension.
fn stem(name: &str) -> String {
    Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// What a text file calls the half of an assessment that it holds: the sheet's usual name when that
/// is in the file's, else the last word of it.
fn half(name: &str, role: SheetRole) -> String {
    let usual = if role == SheetRole::Evidence { "Oplysningsskema" } else { "Afrapportering" };
    let stem = stem(name);
    if fold_name(&stem).contains(&fold_name(usual)) {
        return usual.to_owned();
    }
    let mut words = stem.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2);
    words.next_back().unwrap_or(usual).to_owned()
}

/// A pattern for this file and those that come later: a date or a number at its end may be another.
fn files(name: &str) -> String {
    /// Letters of the shortest name that is not too much like others.
    const SHORTEST: usize = 4;
    let plain = |text: &str| -> String {
        text.chars().map(|c| if matches!(c, '{' | '}' | ',' | '*') { '*' } else { c }).collect()
    };
    let stem = plain(&stem(name));
    let bare =
        stem.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | ' '));
    let bare = if bare.chars().count() >= SHORTEST { bare } else { &stem };
    let extension = Path::new(name).extension().unwrap_or_default().to_string_lossy().into_owned();
    let pattern = match plain(&extension) {
        none if none.is_empty() => format!("{bare}*"),
        extension => format!("{bare}*.{extension}"),
    };
    if pattern::fault(&pattern).is_none() && pattern::fits(&pattern, name) {
        pattern
    } else {
        "*".to_owned()
    }
}
