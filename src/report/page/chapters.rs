//! In which chapter does a table or a picture stand?

use crate::model::Language;
use crate::page::{Chapter, Figure, Listing, anchor};
use crate::report::page::figure::{Drawn, is_of};
use crate::table::TableDoc;

/// A chapter of the registry: its anchor, its titles, and how the paths of its tables begin.
struct Topic {
    id: &'static str,
    titles: [&'static str; 2],
    starts: &'static [&'static str],
}

/// The chapter that also says in words how much is assessed.
pub(super) const COVERAGE: &str = "daekning";

/// In the order in which a path is looked for; the last takes what no other claims.
const TOPICS: [Topic; 9] = [
    Topic {
        id: COVERAGE,
        titles: ["Dækning og aktualitet", "Coverage and age of the data"],
        starts: &[
            "tables/coverage",
            "tables/freshness",
            "tables/off_portal",
            "landscape/levels_by_source",
        ],
    },
    Topic {
        id: "niveauer",
        titles: ["Niveauer", "Levels"],
        starts: &["tables/", "landscape/levels_by", "placements"],
    },
    Topic {
        id: "landskab",
        titles: ["Udbud, behov og adgang", "Supply, need and access"],
        starts: &["landscape/"],
    },
    Topic {
        id: "stoerrelser",
        titles: ["Størrelser og underlag", "Sizes and underlag"],
        starts: &["size/"],
    },
    Topic {
        id: "kapacitet",
        titles: ["Kapacitet, belægning og borgerstrømme", "Capacity, occupancy and flows"],
        starts: &["capacity/"],
    },
    Topic {
        id: "omraader",
        titles: ["Områder ved siden af hinanden", "Areas side by side"],
        starts: &["areas/"],
    },
    Topic {
        id: "afproevning",
        titles: ["Afprøvningen og tilsynenes enighed", "The trial and agreement"],
        starts: &["trial/", "process/"],
    },
    Topic { id: "robusthed", titles: ["Robusthed", "Robustness"], starts: &["robustness/"] },
    Topic {
        id: "andet",
        titles: ["Andre tabeller og figurer", "Other tables and pictures"],
        starts: &[""],
    },
];

/// The order in which the chapters stand.
const ORDER: [usize; 9] = [1, 2, 3, 4, 5, 6, 7, 8, 0];

/// The chapters with anything in them.
pub(super) fn chapters<'p>(
    language: Language,
    listings: impl Iterator<Item = Listing<'p>>,
    pictures: &[Drawn],
    groups: &[String],
    map_of: &dyn Fn(&str) -> Option<String>,
) -> Vec<Chapter<'p>> {
    let topic_of = |path: &str| {
        let is_of = |topic: &Topic| topic.starts.iter().any(|start| path.starts_with(start));
        TOPICS.iter().position(is_of).unwrap_or(TOPICS.len() - 1)
    };
    let mut chapters: Vec<Chapter<'p>> = TOPICS
        .iter()
        .map(|topic| Chapter {
            id: topic.id,
            title: language.of(topic.titles[0], topic.titles[1]).to_owned(),
            ..Chapter::default()
        })
        .collect();
    for listing in listings {
        chapters[topic_of(&listing.doc.path)].listings.push(listing);
    }
    for Drawn { figure, doc } in pictures.iter().filter(|drawn| drawn.doc.is_for_report) {
        let chapter = &mut chapters[topic_of(&doc.table)];
        let is_here = chapter.listings.iter().any(|listing| listing.doc.path == doc.table);
        chapter.figures.push(Figure {
            group: groups.iter().find(|group| is_of(&doc.rows, group)).cloned(),
            map: map_of(&doc.table),
            source_anchor: is_here.then(|| anchor(&doc.table)),
            ..figure.clone()
        });
    }
    let mut chapters: Vec<Option<Chapter<'p>>> = chapters.into_iter().map(Some).collect();
    let ordered = ORDER.into_iter().filter_map(|at| chapters[at].take());
    ordered.filter(|chapter| !(chapter.figures.is_empty() && chapter.listings.is_empty())).collect()
}

/// The dictionary: every table of the run, and where its columns are explained.
pub(super) fn catalogue<'p>(language: Language, docs: &[TableDoc]) -> Chapter<'p> {
    let a_row = language.of("En række er", "A row is");
    Chapter {
        id: "katalog",
        title: language.of("Datakatalog", "Data dictionary").to_owned(),
        about: vec![
            language
                .of(
                    "Alle kørslens tabeller. Hver kolonne, med enhed og hvad et tomt felt betyder, er \
                     forklaret i data-dictionary.md og under tabellerne på siden.",
                    "All tables of the run. Every column, with its unit and what an empty cell \
                     means, is explained in data-dictionary.md and under the tables on the page.",
                )
                .to_owned(),
        ],
        terms: docs
            .iter()
            .map(|doc| {
                (doc.path.to_string(), format!("{}. {a_row}: {}.", doc.title, doc.a_row))
            })
            .collect(),
        ..Chapter::default()
    }
}
