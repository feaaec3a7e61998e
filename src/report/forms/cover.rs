//! What does a form say to whoever gets it: what to do, what is asked for, and what to ask about?

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::interview::{OURS, questions};
use super::looks::Looks;
use super::sheet::{held, lock, print};
use super::{FormMaker, asked};
use crate::model::{Level, Parameter};
use crate::plain_text::capitalised;
use crate::table::{danish_date, height_of};
use crate::trial::TrialForm;

/// Width of a sheet of sentences, and a little less: words are not broken.
const WIDTH: f64 = 110.0;
const CHARS: usize = 104;

enum Line {
    Heading(&'static str),
    Text(String),
}

/// The first sheet: what it is, whom it is about, and what to do with it.
pub(super) fn cover(
    sheet: &mut Worksheet,
    maker: &FormMaker<'_>,
    form: &TrialForm,
    title: &str,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("Forside")?;
    sheet.set_column_width(0, WIDTH)?;
    sheet.write_with_format(0, 0, held(title), &looks.title)?;
    for (row, line) in (2..).zip(lines(maker, form)) {
        match line {
            Line::Heading(text) => sheet.write_with_format(row, 0, text, &looks.heading)?,
            Line::Text(text) => {
                sheet.set_row_height(row, height_of(&text, CHARS))?;
                sheet.write_with_format(row, 0, held(&text), &looks.text)?
            }
        };
    }
    sheet.set_screen_gridlines(false);
    print(sheet);
    sheet.set_print_fit_to_pages(1, 0);
    lock(sheet);
    Ok(())
}

fn lines(maker: &FormMaker<'_>, form: &TrialForm) -> Vec<Line> {
    let layout = &maker.layout;
    let name = |role| {
        layout.sheet(role).and_then(|sheet| sheet.sheet.as_deref()).unwrap_or_default().to_owned()
    };
    let (evidence, grades) =
        (name(crate::ingest::SheetRole::Evidence), name(crate::ingest::SheetRole::Grades));
    let text = |text: &str| Line::Text(text.to_owned());
    let mut lines: Vec<Line> = maker.mark(form).map(Line::Text).into_iter().collect();
    let n = form.rows.len();
    lines.extend([
        Line::Text(format!(
            "Her er {n} {} af et tilbud for en målgruppe. Hver har en række på arket {evidence} og en på \
             arket {grades}; tilbud, målgruppe og tilsyn er udfyldt.",
            if n == 1 { "vurdering" } else { "vurderinger" }
        )),
        Line::Heading("Sådan gør du"),
        Line::Text(format!(
            "1. Udfyld {evidence}: det, tilbuddet oplyser. Arket Interview har spørgsmål til samtalen."
        )),
        Line::Text(format!(
            "2. Udfyld {grades}: fornøden kvalitet, en graduering af hver af de otte parametre med \
             begrundelse, og tilsynets samlede niveau. Hvad målgruppens vejledning kræver på hvert \
             niveau, står i noten på hver celle og på arket Krav."
        )),
        text(
            "3. Skriv den samme dato på begge ark. Er en del af målgruppen vurderet for sig \
             (delmålgruppe, aldersgruppe), så skriv også den på begge ark.",
        ),
        text(
            "4. Gem filen under samme navn, og send den tilbage. En række, som ikke er udfyldt endnu, \
             må gerne stå tom.",
        ),
        Line::Heading("Hvad der må stå"),
        text(
            "Over hver kolonne står, om den skal, bør eller kan udfyldes. Det, der ikke vides, skrives \
             ikke: en tom celle betyder ikke oplyst og er aldrig nul. Kan en parameter ikke vurderes, \
             så vælg \"ikke vurderet\", og skriv hvorfor i begrundelsen.",
        ),
        text(
            "Skriv svaret som ord eller tal i cellen. En farve, en understregning eller en kommentar \
             kan ikke læses. Skriv tvivl i Bemærkning eller begrundelse, ikke i svaret (\"ca. 8\", \
             \"højt?\").",
        ),
        text(
            "Skriv ingen CPR-numre, ingen navne på borgere eller medarbejdere, og intet, en enkelt \
             borger kan kendes på. En fil med et CPR-nummer bliver ikke brugt.",
        ),
        text(
            "Nogle tilbud vurderes af to tilsyn hver for sig, så det kan ses, hvor ens der vurderes. Tal \
             derfor ikke med andre tilsyn om en vurdering, før begge er sendt.",
        ),
        Line::Heading("Låste celler"),
        text(
            "Alt andet end svarfelterne er låst, så det ikke ændres ved et uheld. Låsen har ingen \
             adgangskode: den tages af med Gennemse, Fjern arkbeskyttelse. Der er ingen formler. Mangler \
             et tilbud, eller er et oplyst forkert, så skriv det til den, der har sendt skemaet: en \
             række, der tilføjes her, bliver kun brugt, når dens tilbudsid findes.",
        ),
        Line::Heading("Grundlag"),
    ]);
    for told in maker.groups_of(form) {
        lines.push(Line::Text(match &told.guideline {
            Some(guideline) => {
                let facts = guideline.facts().into_iter().filter(|(name, _)| *name != "Fil");
                let facts = facts.map(|(name, value)| format!("{name}: {value}"));
                format!("{}. {}.", guideline.title(), facts.collect::<Vec<_>>().join("; "))
            }
            None => format!(
                "{} har ingen vejledning, der gælder den {}; gradueringen hviler på modellens boks 4.",
                told.group.name,
                danish_date(maker.on)
            ),
        }));
    }
    lines.push(Line::Text(format!(
        "Skemaet er vores udformning efter Socialstyrelsens Model for beskrivelse af \
         specialiseringsniveauer (december 2020); afprøvningens egne skemaer er ikke fundet. Det \
         indplacerer leverandører og aldrig en borger. Programmet niveau, version {}",
        env!("CARGO_PKG_VERSION")
    )));
    lines
}

/// What each group's guideline asks for, for paper and for whoever can't open a note.
pub(super) fn requirements(
    sheet: &mut Worksheet,
    maker: &FormMaker<'_>,
    form: &TrialForm,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let mark = maker.mark(form).map_or_else(String::new, |mark| format!(" {mark}"));
    let headers = ["Målgruppe", "Parameter"].map(str::to_owned).into_iter();
    let headers = headers.chain(Level::ALL.map(|level| capitalised(level.danish())));
    let mut rows = Vec::new();
    for told in maker.groups_of(form) {
        let Some(guideline) = &told.guideline else { continue };
        rows.extend(Parameter::ALL.map(|parameter| {
            let cells = Level::ALL.map(|level| asked(guideline, parameter, level, "\n"));
            let names = [told.group.name.to_string(), parameter.danish().to_owned()];
            names.into_iter().chain(cells).collect::<Vec<_>>()
        }));
    }
    let about = format!("Hvad vejledningen kræver på hvert niveau.{mark}");
    let widths = [18.0, 20.0, 42.0, 42.0, 42.0];
    read_only(sheet, ("Krav", &about), &headers.collect::<Vec<_>>(), &widths, &rows, looks)
}

/// Questions for the conversation with management and staff.
pub(super) fn interview(sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    let mut rows = Vec::new();
    for parameter in Parameter::ALL {
        let of = questions(parameter);
        for (whom, questions) in [("Ledelsen", of.management), ("Medarbejderne", of.staff)] {
            rows.extend(questions.iter().map(|question| {
                vec![parameter.danish().to_owned(), whom.to_owned(), (*question).to_owned()]
            }));
        }
    }
    let headers = ["Parameter", "Til", "Spørgsmål"].map(str::to_owned);
    read_only(sheet, ("Interview", OURS), &headers, &[32.0, 16.0, 110.0], &rows, looks)
}

/// A sheet that is only read: a sentence, and a table under it.
fn read_only(
    sheet: &mut Worksheet,
    (name, about): (&str, &str),
    headers: &[String],
    widths: &[f64],
    rows: &[Vec<String>],
    looks: &Looks,
) -> Result<(), XlsxError> {
    const HEADER: u32 = 3;
    sheet.set_name(name)?;
    sheet.write_with_format(0, 0, name, &looks.title)?;
    // In lines of their own: a cell as wide as the sheet would have to be merged.
    for (row, sentence) in (1..HEADER).zip(in_two(about)) {
        sheet.write(row, 0, sentence)?;
    }
    for (column, (header, width)) in (0..).zip(headers.iter().zip(widths)) {
        sheet.write_with_format(HEADER, column, held(header), &looks.header)?;
        sheet.set_column_width(column, *width)?;
    }
    for (row, cells) in (HEADER + 1..).zip(rows) {
        let mut height = 0.0_f64;
        for (column, (text, width)) in (0..).zip(cells.iter().zip(widths)) {
            sheet.write_string_with_format(row, column, held(text), &looks.lined)?;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let chars = (width * 0.95) as usize;
            height = height.max(height_of(text, chars));
        }
        sheet.set_row_height(row, height)?;
    }
    sheet.set_freeze_panes(HEADER + 1, 0)?;
    print(sheet);
    sheet.set_repeat_rows(HEADER, HEADER)?;
    sheet.set_print_fit_to_pages(1, 0);
    lock(sheet);
    Ok(())
}

/// A text in two lines, parted where a sentence ends.
fn in_two(text: &str) -> [&str; 2] {
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    let middle = ends.min_by_key(|at| at.abs_diff(text.len() / 2));
    middle.map_or([text, ""], |at| [&text[..at], text[at..].trim_start()])
}
