//! How is a guideline sent out in a hearing: a workbook that is written in, or printed?

use rust_xlsxwriter::XlsxError;

use crate::model::{Level, Parameter};
use crate::plain_text::capitalised;
use crate::report::guideline::{Said, ToldGuideline};
use crate::table::{Book, Output, Table, workbook};

/// A sentence of the guideline, with its cell.
struct Row<'v> {
    parameter: Parameter,
    level: Level,
    said: &'v Said<'v>,
}

/// The guideline as a workbook: the 24 cells on a sheet, and a sheet with a row per sentence, where
/// whoever is heard writes beside it.
///
/// # Errors
/// What the writer of workbooks can't hold.
pub fn guideline_workbook(told: &ToldGuideline<'_>) -> Result<Vec<u8>, XlsxError> {
    let facts = told.facts().into_iter().map(|(name, value)| format!("{name}: {value}"));
    let book = Book {
        title: told.heading(),
        about: told.mark().map(str::to_owned).into_iter().chain(facts).collect(),
        notes: vec![("Sådan læses vejledningen".to_owned(), told.how_to_read())],
        tables: [cells(told), sentences(told)].iter().filter_map(|table| table.sheet()).collect(),
        pictures: Vec::new(),
    };
    workbook(&book, &told.provenance())
}

/// The 24 cells as box 4 has them.
fn cells<'v>(told: &'v ToldGuideline<'v>) -> Box<dyn Output + 'v> {
    Table::<Parameter>::new(
        "guideline/cells",
        format!("{}: de 24 felter", told.heading()),
        "en parameter",
        "krav, med deres nummer",
    )
    .sheet("Felter")
    .wrapped()
    .note("Referencer og læsninger står på arket Krav, under samme nummer")
    .words("Parameter", "en af boks 4's otte", |parameter| Some(parameter.danish()))
    .for_each(Level::ALL, |table, level| {
        table.words(capitalised(level.danish()), "hvad niveauet kræver", move |parameter| {
            let said = told.cell(*parameter, level).iter();
            let said = said.map(|one| format!("{}. {}", one.number, one.sentence));
            Some(told.builds_on(*parameter, level).into_iter().chain(said).collect::<Vec<_>>())
                .map(|lines| lines.join("\n"))
        })
    })
    .of(Parameter::ALL.to_vec())
}

/// Sentence by sentence, with room for what is said of it.
fn sentences<'v>(told: &'v ToldGuideline<'v>) -> Box<dyn Output + 'v> {
    let rows = told.all().map(|(parameter, level, said)| Row { parameter, level, said });
    Table::<Row<'v>>::new(
        "guideline/sentences",
        format!("{}: krav for krav", told.heading()),
        "et krav, eller et felt uden krav",
        "krav",
    )
    .sheet("Krav")
    .wrapped()
    .note("Sidste kolonne er til den, der høres")
    .int("", "Nr.", "kravets nummer i vejledningen", |r| Some(r.said.number))
    .words("Parameter", "en af boks 4's otte", |r| Some(r.parameter.danish()))
    .words("Niveau", "let, moderat, højt", |r| Some(r.level.danish()))
    .words("Krav", "hvad der kræves, og af hvem", |r| Some(&*r.said.sentence))
    .words("Reference", "hvor kravet står", |r| r.said.reference)
    .empty("feltet har ingen krav")
    .words("Læsning eller begrundelse", "hvordan en uklar tekst er læst", |r| r.said.reading)
    .empty("intet er læst ind i teksten")
    .words("Bemærkning i høringen", "skrives her", |_| None::<String>)
    .empty("endnu intet skrevet")
    .of(rows.collect())
}
