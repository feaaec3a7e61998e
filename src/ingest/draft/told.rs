//! The draft in words: what was found, how sure it is, and what to do next.

use crate::ingest::cell::Cell;
use crate::ingest::draft::column::Column;
use crate::ingest::draft::guess::{Guess, Guesses, Sureness};
use crate::ingest::draft::help::DraftHelp;
use crate::ingest::draft::kind::Guessed;
use crate::ingest::draft::missing::{missing, not_found};
use crate::ingest::draft::open::Opened;
use crate::ingest::draft::persons::{Persons, is_person, is_shaped_as_name};
use crate::ingest::draft::trial::Trial;
use crate::ingest::draft::write::kind_in_words;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::value;
use crate::plain_text::replaced;

/// Values of a column that are shown.
const VALUES: usize = 5;

/// Fields whose cells are not shown: free text and names, where a person may be named after all.
const NOT_SHOWN: [&str; 3] = ["tilbudsnavn", "bemaerkning", "inspektoer"];

/// What is told of a draft, line by line.
pub(crate) fn told(
    name: &str,
    opened: &Opened,
    guessed: &[Guessed<'_>],
    trial: &Trial,
    help: &DraftHelp<'_>,
) -> Vec<String> {
    let sureness = guessed.iter().map(|one| one.sureness).min().unwrap_or(Sureness::Guess);
    let mut lines = vec![format!("{name}: {} ({})", kind_in_words(guessed), sureness.danish())];
    if let Some(text) = &opened.text {
        let doubt = text.doubt.map_or_else(String::new, |doubt| {
            format!(", men {doubt}; er æ, ø og å forkerte, så gem filen som utf-8")
        });
        lines.push(format!("Læst som {}{doubt}", text.encoding.name()));
    }
    for one in guessed {
        if let Some(ended) = &one.sheet.seen.ended {
            lines.push(format!("Ikke set til ende: {}", ended.message));
        }
        for guesses in &one.roles {
            lines.push(String::new());
            lines.push(heading(one, guesses));
            sheet(&mut lines, one, guesses, help);
        }
        rest(&mut lines, one);
    }
    let unused: Vec<String> = opened
        .sheets
        .iter()
        .filter(|sheet| !guessed.iter().any(|one| std::ptr::eq(one.sheet, *sheet)))
        .filter_map(|sheet| Some(format!("\"{}\"", sheet.name.as_ref()?)))
        .collect();
    if !unused.is_empty() {
        lines.push(format!("Ark, der ikke er med i udkastet: {}", unused.join(", ")));
    }
    lines.extend(lone_half(guessed));
    lines.push(String::new());
    tried(&mut lines, guessed, trial);
    next(&mut lines, name, guessed, help);
    lines
}

/// An assessment is two sheets: what to do where one of them is not here.
fn lone_half(guessed: &[Guessed<'_>]) -> Option<String> {
    let mut roles = guessed.iter().flat_map(|one| &one.roles).map(|guesses| guesses.role);
    let (here, other) = match (roles.next()?, roles.next()) {
        (SheetRole::Evidence, None) => ("oplysningsskemaet", "afrapporteringen"),
        (SheetRole::Grades, None) => ("afrapporteringen", "oplysningsskemaet"),
        _ => return None,
    };
    Some(format!(
        "Kun {here} er fundet; {other} hører sammen med det, når det står i samme projektmappe, eller i \
         en tekstfil, hvis navn kun er et andet i det ord, der siger hvad den er (sheet)"
    ))
}

fn heading(one: &Guessed<'_>, guesses: &Guesses) -> String {
    let row = one.sheet.seen.rows[one.header_at].0;
    let sheet =
        one.sheet.name.as_ref().map_or_else(String::new, |name| format!("Arket \"{name}\", "));
    let what = match guesses.role {
        SheetRole::Evidence => ", læst som oplysningsskema",
        SheetRole::Grades => ", læst som afrapportering",
        _ => "",
    };
    let rows = format!("overskrifterne står i række {row}{what}:");
    if sheet.is_empty() { format!("O{}", &rows[1..]) } else { sheet + &rows }
}

fn sheet(lines: &mut Vec<String>, one: &Guessed<'_>, guesses: &Guesses, help: &DraftHelp<'_>) {
    for guess in &guesses.found {
        let column = &one.columns[guess.column];
        lines.push(format!(
            "  {:<10} {} = \"{}\"{}",
            guess.sureness.danish(),
            guess.field,
            column.header,
            values(column, Some(guess.field))
        ));
        lines.extend(doubts(one, guess).into_iter().map(|doubt| format!("             {doubt}")));
    }
    for missing in missing(guesses) {
        lines.push(format!("  mangler    {}: {}", missing.field, missing.why));
    }
    let not_found = not_found(guesses, help);
    if !not_found.is_empty() {
        lines.push(format!(
            "  ikke fundet, regnes som ikke oplyst: {}; står det i filen, så skriv overskriften i \
             udkastet",
            not_found.join(", ")
        ));
    }
}

/// The columns that are no fields.
fn rest(lines: &mut Vec<String>, one: &Guessed<'_>) {
    let Some(Guesses { persons, same_header, .. }) = one.roles.first() else { return };
    let of = |why: Persons| move |(at, found): &(usize, Persons)| (*found == why).then_some(*at);
    let by_header: Vec<usize> = persons.iter().filter_map(of(Persons::ByHeader)).collect();
    if !by_header.is_empty() {
        let headers = headers(one, &by_header);
        lines.push(format!("  læses aldrig (personer eller adresser): {headers}"));
    }
    for (at, why) in persons {
        if let Persons::ByCells(what) = why {
            let headers = headers(one, &[*at]);
            lines.push(format!("  læses aldrig: {headers}, for der står {what} i den"));
        }
    }
    if !same_header.is_empty() {
        lines.push(format!(
            "  kan ikke skelnes, for overskriften står flere gange: {}; giv hver kolonne sit navn",
            headers(one, same_header)
        ));
    }
    for at in one.unused() {
        let column = &one.columns[at];
        lines.push(format!("  læses ikke \"{}\"{}", column.header, values(column, None)));
    }
    if one.sheet.seen.is_wider {
        lines.push("  der er flere kolonner, som ikke er set efter".to_owned());
    }
}

fn headers(one: &Guessed<'_>, columns: &[usize]) -> String {
    let headers = columns.iter().map(|at| {
        let Column { header, above, .. } = &one.columns[*at];
        match above {
            Some(above) => format!("\"{header}\" (under \"{above}\")"),
            None => format!("\"{header}\""),
        }
    });
    headers.collect::<Vec<_>>().join(", ")
}

fn doubts(one: &Guessed<'_>, guess: &Guess) -> Vec<String> {
    let mut doubts = Vec::new();
    if guess.sureness < Sureness::Sure {
        doubts.push(guess.why.to_owned());
    }
    if let Some(rival) = guess.rival {
        doubts.push(format!("kunne også være \"{}\"", one.columns[rival].header));
    }
    if guess.n_unread > 0 {
        let is_shown = is_shown(Some(guess.field));
        // What stands where it does not belong may be anybody.
        let is_plain = |text: &&String| {
            let cell = Cell::text(text.as_str());
            !is_shaped_as_name(&cell) && !text.contains('@')
        };
        let plain: Vec<String> = guess.unread.iter().filter(is_plain).cloned().collect();
        let examples = if is_shown { quoted(&plain) } else { String::new() };
        let colon = if examples.is_empty() { "" } else { ": " };
        let n = match guess.n_unread {
            1 => "en værdi".to_owned(),
            n => format!("{n} forskellige værdier"),
        };
        doubts.push(format!("{n} kan ikke læses{colon}{examples}"));
    }
    doubts
}

/// A handful of what stands in a column. Of one that nobody knows only what stands there again and
/// again: what is different in every row may name somebody.
fn values(column: &Column, field: Option<&str>) -> String {
    if column.cells.is_empty() {
        return "; tom".to_owned();
    }
    let n = column.cells.len();
    let n_rows = usize::try_from(column.n_filled).unwrap_or(usize::MAX);
    let more = if column.are_more { "over " } else { "" };
    let counted = match n {
        1 => "; det samme i alle rækker, der er udfyldt".to_owned(),
        n => format!("; {more}{n} forskellige"),
    };
    let has_person =
        || column.cells.iter().any(|(cell, _)| matches!(cell, Cell::Text(text) if is_person(text)));
    let is_few = n <= 12 && n_rows >= 2 * n && column.share(says_nothing_of_anybody) >= 1.0;
    if !is_shown(field) || (field.is_none() && !is_few) || has_person() {
        return counted;
    }
    let shown: Vec<String> =
        column.cells.iter().take(VALUES).map(|(cell, _)| cell.shown()).collect();
    let rest = if n > VALUES { format!(" … ({more}{n} forskellige)") } else { String::new() };
    format!("; {}{rest}", quoted(&shown))
}

/// Whether a cell of a column that nobody knows may be shown: a short number, a date, or a few words
/// without a capital.
fn says_nothing_of_anybody(cell: &Cell<'_>) -> bool {
    let Cell::Text(text) = cell else { return cell.shown().len() < 8 };
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_date = value::date(cell).is_ok();
    text.split_whitespace().count() <= 4
        && !text.chars().any(char::is_uppercase)
        && (n_digits < 8 || is_date)
}

fn is_shown(field: Option<&str>) -> bool {
    field.is_none_or(|field| !NOT_SHOWN.contains(&field) && !field.starts_with("begrundelse-"))
}

fn quoted(values: &[String]) -> String {
    let quoted = values.iter().map(|value| format!("\"{}\"", replaced(value)));
    quoted.collect::<Vec<_>>().join(", ")
}

fn tried(lines: &mut Vec<String>, guessed: &[Guessed<'_>], trial: &Trial) {
    let is_lacking = |guesses: &Guesses| missing(guesses).iter().any(|one| !one.can_do_without);
    if guessed.iter().flat_map(|one| &one.roles).any(is_lacking) {
        let told = "Filen kan ikke læses med udkastet, før det, der mangler og ikke kan undværes, er \
                    skrevet";
        lines.push(told.to_owned());
        return;
    }
    let n_read = trial.n_rows - trial.n_set_aside.min(trial.n_rows);
    lines.push(format!(
        "Prøvet på filen: {n_read} af {} rækker kan læses med udkastet, som det er",
        trial.n_rows
    ));
    for error in trial.errors.iter().take(VALUES) {
        lines.push(format!("  {}. {}", error.message, error.action));
    }
    for reason in trial.reasons.iter().take(VALUES) {
        lines.push(format!("  lagt til side: {reason}"));
    }
}

fn next(lines: &mut Vec<String>, name: &str, guessed: &[Guessed<'_>], help: &DraftHelp<'_>) {
    let is_unsure = guessed.iter().flat_map(|one| &one.roles).any(|guesses| {
        guesses.found.iter().any(|guess| guess.sureness == Sureness::Guess)
            || missing(guesses).iter().any(|missing| !missing.can_do_without)
    });
    lines.push(String::new());
    lines.push("Sådan kommer du videre:".to_owned());
    lines.push(format!(
        "  1. Gem udkastet i mappen layouts, fx med `niveau layout \"{name}\" > input/layouts/mit-layout.toml`, \
         og se {} igennem",
        if is_unsure { "især det, der er gættet eller mangler," } else { "det" }
    ));
    lines.push("  2. Læg datafilen i inputmappen".to_owned());
    if let Some(other) = help.layouts.iter().find(|layout| layout.reads(name)) {
        lines.push(format!(
            "     Men {} læser allerede filer, der hedder sådan, og to layouts må ikke læse samme fil: \
             giv filen et andet navn, og skriv det i \"files\"",
            other.file
        ));
    }
    lines.push(
        "  3. Kør niveau check: den siger, hvad der blev læst, og hvad der ikke blev".to_owned(),
    );
}
