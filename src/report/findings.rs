//! What should the reader know of the input, and which rows were not used?

use crate::finding::{Finding, Place, SetAside, column_letters};
use crate::results::Results;
use crate::table::{Output, Table};

/// Where in the input.
fn place_columns<'v, R: 'v>(table: Table<'v, R>, of: fn(&R) -> &Place) -> Table<'v, R> {
    table
        .words("Fil", "filen under inputmappen", move |r| Some(of(r).file.to_string()))
        .words("Ark", "arket i filen", move |r| of(r).sheet.as_deref().map(str::to_owned))
        .empty("filen har ingen ark, eller det gælder hele filen")
        .int("", "Række", "rækken, eller linjen i en tekstfil", move |r| of(r).row)
        .unit("række")
        .empty("det gælder hele filen eller arket")
        .words("Kolonne", "kolonnens bogstaver", move |r| of(r).column.map(column_letters))
        .empty("det gælder hele rækken, arket eller filen")
        .words("Overskrift", "kolonnens overskrift", move |r| {
            of(r).header.as_deref().map(str::to_owned)
        })
        .empty("det gælder hele rækken, arket eller filen")
}

/// `findings`: what was found, with its place and what to do.
pub(super) fn findings<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    Table::<Finding>::new(
        "findings",
        "Bemærkninger til input",
        "en bemærkning til en celle, en række, en fil eller en indstilling",
        "bemærkninger",
    )
    .csv_only()
    .with(|table| place_columns(table, |finding| &finding.place))
    .words(
        "Alvor",
        "fejl: noget kunne ikke bruges; advarsel: tvivlsomt; bemærkning: værd at vide",
        |finding| Some(finding.severity.danish()),
    )
    .words("Kode", "slags bemærkning, den samme fra kørsel til kørsel", |finding| {
        Some(finding.code)
    })
    .words("Fundet", "hvad der stod, hvad der var ventet, og hvad programmet gjorde", |finding| {
        Some(finding.message.clone())
    })
    .words("Gør", "hvad læseren kan gøre", |finding| Some(finding.action.clone()))
    .over(results.findings)
}

/// `set_aside`: rows that were read and not used.
pub(super) fn set_aside<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    Table::<SetAside>::new(
        "set_aside",
        "Rækker, der ikke er brugt",
        "en række, der er læst og ikke brugt",
        "rækker",
    )
    .csv_only()
    .with(|table| place_columns(table, |row| &row.place))
    .words("Nøgle", "det, rækken kendes på: tilbudsid, navn …", |row| {
        Some(row.key.clone()).filter(|key| !key.is_empty())
    })
    .empty("rækken har ingen nøgle")
    .words("Kode", "slags grund, den samme fra kørsel til kørsel", |row| Some(row.code))
    .words("Årsag", "grunden i ord", |row| Some(row.reason.clone()))
    .int("", "Rækker", "så mange rækker gælder linjen", |row| Some(row.n_rows))
    .unit("rækker")
    .over(&results.reading.set_aside)
}
