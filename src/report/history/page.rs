//! What stands on the page that a reader of a comparison opens first?

use super::{ToldRuns, sentences};
use crate::model::Language;
use crate::page::{Chapter, Figure, Listing, Page, Statement, anchor};
use crate::report::{WriteError, Written};
use crate::table::Sheet;

/// The page's file.
pub(super) const PATH: &str = "rapport.html";

/// What it is, for the dictionary.
pub(super) const WHAT: &str =
    "Siden, der åbnes i en browser: hvem der har flyttet sig og hvorfor, med figurer og tabeller";

/// Its title.
pub(super) const TITLE: &str =
    "Specialiseringsniveauer over tid: hvem der har flyttet sig, og hvorfor";

/// The chapters: anchor, title, and the tables in them.
const CHAPTERS: [(&str, &str, &[&str]); 4] = [
    ("flytninger", "Flytninger og årsager", &["transitions", "causes", "moves"]),
    ("afspecialisering", "Afspecialisering", &["despecialisation"]),
    (
        "over-tid",
        "Udbud og belægning over tid",
        &["standings_over_time", "supply_over_time", "capacity_over_time"],
    ),
    ("tilbud", "Nye tilbud, tilbud, der er væk, og kørslerne", &["new_and_gone", "runs"]),
];

/// The page.
pub(super) fn page(
    told: &ToldRuns<'_>,
    written: &Written,
    sheets: &[(usize, Sheet)],
) -> Result<String, WriteError> {
    let chapter = |(id, title, tables): &(&'static str, &str, &[&str])| {
        let listings = tables.iter().filter_map(|path| {
            let (at, sheet) = sheets.iter().find(|(at, _)| written.tables[*at].path == *path)?;
            let doc = &written.tables[*at];
            let files = ["csv", "parquet"].map(|kind| format!("{path}.{kind}"));
            Some(Listing { doc, sheet: Some(sheet), map: None, files: files.into() })
        });
        let figures = written.on_page.iter().filter(|drawn| tables.contains(&&*drawn.doc.table));
        let figures = figures.map(|drawn| Figure {
            group: drawn
                .doc
                .rows
                .strip_prefix("målgruppe = ")
                .map(|rows| rows.split(", ").next().unwrap_or(rows).to_owned()),
            source_anchor: Some(anchor(&drawn.doc.table)),
            ..drawn.figure.clone()
        });
        Chapter {
            id,
            title: (*title).to_owned(),
            figures: figures.collect(),
            listings: listings.collect(),
            ..Chapter::default()
        }
    };
    let mut chapters: Vec<Chapter<'_>> = CHAPTERS.iter().map(chapter).collect();
    chapters.push(Chapter {
        id: "metode",
        title: "Metode".to_owned(),
        about: sentences::causes(),
        ..Chapter::default()
    });
    let mut groups: Vec<String> = chapters
        .iter()
        .flat_map(|chapter| &chapter.figures)
        .filter_map(|figure| figure.group.clone())
        .collect();
    let of_groups = sentences::said_of_groups(told);
    groups.extend(of_groups.keys().cloned());
    groups.sort();
    groups.dedup();
    let all = Statement {
        about: "Alle målgrupper".to_owned(),
        group: None,
        said: sentences::said(told),
        not_said: sentences::not_said(told),
    };
    let of_group = |(name, said): (String, Vec<String>)| Statement {
        about: name.clone(),
        group: Some(name),
        said,
        not_said: Vec::new(),
    };
    let page = Page {
        language: Language::Danish,
        title: TITLE.to_owned(),
        mark: told.provenance.example_mark().map(str::to_owned),
        about: sentences::about(told),
        groups,
        maps: Vec::new(),
        statements: std::iter::once(all).chain(of_groups.into_iter().map(of_group)).collect(),
        caveats: Vec::new(),
        chapters,
        source: told.provenance.source(),
        foot: format!("{}.", told.provenance.line()),
    };
    page.html().map_err(|source| WriteError::Page { path: PATH, source })
}
