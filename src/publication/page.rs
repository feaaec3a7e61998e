//! The page of a publication: sentences, pictures and tables, made from the published tables.

use super::dimension::Dimension;
use super::expected::NAME as EXPECTED;
use super::pictures::Drawn;
use super::protocol::rules_in_words;
use super::sentences::{Shown, caveats};
use crate::model::Language;
use crate::page::{Chapter, Listing, Page};
use crate::table::{Provenance, Sheet, TableDoc, danish_date};

/// What the page and the workbook are called.
pub(super) const TITLE: &str = "Specialiseringsniveauer: det, der må vises";

/// The page as HTML.
pub(super) fn page<'t>(
    shown: Shown<'_>,
    tables: &'t [(TableDoc, Sheet)],
    pictures: &[Drawn],
    provenance: &Provenance,
) -> Result<String, String> {
    let rules = shown.rules;
    let of = |is_expected: bool| -> Vec<Listing<'t>> {
        let wanted = tables.iter().filter(|(doc, _)| (doc.path == EXPECTED) == is_expected);
        let listing = |(doc, sheet): &'t (TableDoc, Sheet)| Listing {
            doc,
            sheet: Some(sheet),
            map: None,
            files: vec![format!("{}.csv", doc.path)],
        };
        wanted.map(listing).collect()
    };
    let figures = pictures.iter().map(|drawn| drawn.figure(provenance)).collect();
    let mut chapters = vec![Chapter {
        id: "tal",
        title: "Tallene".to_owned(),
        about: vec!["Figurerne er tegnet af tabellerne nedenfor og viser det samme.".to_owned()],
        figures,
        listings: of(false),
        ..Chapter::default()
    }];
    let expected = of(true);
    if !expected.is_empty() {
        chapters.push(Chapter {
            id: "forventede",
            title: "Forventede borgere".to_owned(),
            about: vec!["Skøn, ikke optalte personer.".to_owned()],
            listings: expected,
            ..Chapter::default()
        });
    }
    chapters.push(Chapter {
        id: "regler",
        title: "Hvad der er skjult, og hvorfor".to_owned(),
        about: rules_in_words(rules).iter().map(|rule| format!("{rule}.")).collect(),
        ..Chapter::default()
    });
    let mut about = vec![
        "Tal om specialiseringsniveauer, beskyttet, så intet tilbuds niveau kan regnes ud. \
         protokol.md siger, hvordan det er prøvet."
            .to_owned(),
    ];
    about.extend(provenance.regions_on.map(|on| format!("Regioner pr. {}.", danish_date(on))));
    let statements = shown.statements();
    let page = Page {
        language: Language::Danish,
        title: TITLE.to_owned(),
        mark: provenance.example_mark().map(str::to_owned),
        about,
        groups: shown.codes.leaves[Dimension::TargetGroup as usize]
            .iter()
            .filter(|group| statements.iter().any(|one| one.group.as_ref() == Some(group)))
            .cloned()
            .collect(),
        maps: Vec::new(),
        statements,
        caveats: caveats(rules),
        chapters,
        source: provenance.source(),
        foot: format!("{}.", provenance.line()),
    };
    page.html().map_err(|error| error.to_string())
}
