//! What stands on the page that a reader opens first?
//!
//! The registry is walked: a table with a sheet and a picture for a report stand in the chapter of
//! their path, whoever declared them.

pub(crate) mod accessibility;
mod chapters;
mod figure;
mod method;
mod readings;
mod sources;

use crate::model::Language;
use crate::page::{Chapter, Listing, Page};
use crate::report::WriteError;
use crate::report::levels::{BY_REGION, by_region_on};
use crate::report::page::chapters::{catalogue, chapters};
pub(super) use crate::report::page::figure::{Drawn, drawn};
use crate::report::page::method::method;
use crate::report::page::sources::{coverage_in_words, provenance, sources};
use crate::results::Results;
use crate::statement::{caveats, spoken_of, statements};
use crate::table::{Sheet, TableDoc, danish_date};

/// The page's file.
pub(super) const PATH: &str = "rapport.html";

/// What it is, for the dictionary.
pub(super) const WHAT: &str = "Rapporten: hvad tallene siger, med figurer, tabeller, metode og \
                               kilder på én side, der åbnes i en browser";

/// The page of a run: `docs` are all its tables, and `sheets` those that have rows to show, each
/// with its place in `docs`.
pub(super) fn page(
    results: &Results<'_>,
    docs: &[TableDoc],
    sheets: &[(usize, &Sheet)],
    pictures: &[Drawn],
) -> Result<String, WriteError> {
    let language = results.language;
    let register = &results.settings.registers.target_groups;
    let groups: Vec<String> =
        spoken_of(results).into_iter().map(|id| register.get(id).name.to_string()).collect();
    let maps = maps(results);
    let map_of = |table: &str| {
        let map = maps.iter().find(|(path, _)| path == table && maps.len() > 1);
        map.map(|(_, day)| day.clone())
    };
    let listings = sheets.iter().map(|(at, sheet)| Listing {
        doc: &docs[*at],
        sheet: Some(sheet),
        map: map_of(&docs[*at].path),
        files: files(docs, &docs[*at]),
    });
    let mut all: Vec<Chapter<'_>> = chapters(language, listings, pictures, &groups, &map_of);
    all.extend([
        method(results, language),
        sources(results, language),
        provenance(results, language),
        catalogue(language, docs),
    ]);
    if let Some(coverage) = all.iter_mut().find(|chapter| chapter.id == chapters::COVERAGE) {
        coverage.about.extend(coverage_in_words(results, language));
    }
    let regions = danish_date(results.regions_on);
    let page = Page {
        language,
        title: language
            .of(
                "Specialiseringsniveauer: indplaceringer, udbud, behov og adgang",
                "Levels of specialisation: placements, supply, need and access",
            )
            .to_owned(),
        mark: results.provenance.example_mark().map(str::to_owned),
        about: vec![match language {
            Language::Danish => format!(
                "Hvad tallene siger, målgruppe for målgruppe, og hvad de ikke kan sige. Derefter \
                 figurer og tabeller, metode, dækning og kilder. Regioner pr. {regions}. Siden er \
                 til eget brug: små tal kan pege på en navngiven leverandør."
            ),
            Language::English => format!(
                "What the figures say, group by group, and what they can't say. Then pictures and \
                 tables, method, coverage and sources. Regions as of {regions}. The page is for use \
                 within the house: small counts may point at a named provider."
            ),
        }],
        groups,
        maps: maps.iter().map(|(_, day)| day.clone()).collect(),
        statements: statements(results, language),
        caveats: caveats(results, language),
        chapters: all,
        source: results.provenance.source(),
        foot: format!("{}.", results.provenance.line()),
    };
    page.html().map_err(|source| WriteError::Page { path: PATH, source })
}

/// The tables by region, each with the day of its map.
fn maps(results: &Results<'_>) -> Vec<(String, String)> {
    let own = (BY_REGION.to_owned(), danish_date(results.regions_on));
    let others = results.counted.supplied.other_maps.iter();
    let others = others.map(|(on, _)| (by_region_on(*on), danish_date(*on)));
    std::iter::once(own).chain(others).collect()
}

/// The files that a table is written to, or those that hold the rows of its sheet.
fn files(docs: &[TableDoc], doc: &TableDoc) -> Vec<String> {
    let holds = |path: &str| docs.iter().find(|other| other.path == path);
    let doc = doc.rows_of.as_deref().and_then(holds).unwrap_or(doc);
    let kinds = [(doc.has_csv, "csv"), (doc.has_parquet, "parquet")];
    kinds.iter().filter(|(is, _)| *is).map(|(_, kind)| format!("{}.{kind}", doc.path)).collect()
}
