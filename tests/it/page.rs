//! Does the page hold what the registry declares, in one file, and is every text only a text?

use std::collections::BTreeSet;

use niveau::model::Language;
use niveau::page::{Chapter, Figure, Listing, Page, Statement};
use niveau::table::{Cell, Holds, Table};

use crate::folder::{EXAMPLE, Folder, text};

fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let begin = format!(" {name}=\"");
    page.split(&*begin).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_table_and_picture_for_a_report_stands_on_the_page() {
    let page = text(&EXAMPLE.outputs, "rapport.html");
    let ids = attributes(&page, "id");
    let distinct: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "an id stands twice");
    for to in attributes(&page, "href").into_iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(distinct.contains(to), "#{to} leads nowhere");
    }
    for path in ["tables/coverage", "landscape/cover", "size/expected_by_area", "robustness/rules"]
    {
        assert!(distinct.contains(&*format!("tabel-{}", path.replace(['/', '_'], "-"))), "{path}");
    }
    let for_report = ["levels-by-region", "parameter-profile", "access-map", "rules-by-group"];
    for stem in for_report {
        let start = format!("charts/{stem}");
        let drawn = EXAMPLE.outputs.keys().filter_map(|path| path.strip_suffix(".svg"));
        for path in drawn.filter(|path| path.starts_with(&start)) {
            let id = path.replace(['/', '_'], "-");
            assert!(distinct.contains(&*format!("figur-{id}-t")), "{path}");
        }
    }
    for file in attributes(&page, "href").into_iter().filter(|href| href.contains('/')) {
        assert!(EXAMPLE.outputs.contains_key(file), "{file} is no output");
    }
    assert!(page.len() < 3_000_000);
    assert!(EXAMPLE.outputs.contains_key("tilgaengelighed.md"));
}

#[test]
fn the_page_asks_for_nothing_and_runs_only_its_own_script() {
    let page = text(&EXAMPLE.outputs, "rapport.html");
    let policy = attributes(&page, "content")
        .into_iter()
        .find(|content| content.contains("default-src 'none'"))
        .unwrap();
    assert!(!policy.contains("unsafe") && policy.matches("'sha256-").count() == 2, "{policy}");
    for asks in [" src=", "url(", "@import", "fetch(", "http://", "https://www"] {
        assert!(!page.contains(asks), "{asks}");
    }
}

/// Vectors stand on the page; as files only where they are asked for.
#[test]
fn pictures_are_drawn_once_for_screens_and_all_stand_on_the_page() {
    let folder = Folder::of(12, 4);
    folder.shown(&["run"]);
    let outputs = folder.outputs();
    let (page, dictionary) = (text(&outputs, "rapport.html"), text(&outputs, "data-dictionary.md"));
    let pictures: Vec<&str> = outputs.keys().filter_map(|path| path.strip_suffix(".png")).collect();
    assert!(pictures.len() > 5, "{pictures:?}");
    for path in pictures {
        assert!(page.contains(&format!("figur-{}-t", path.replace(['/', '_'], "-"))), "{path}");
    }
    let no_vectors = |text: &str| !text.contains(".svg");
    assert!(outputs.keys().all(|path| no_vectors(path)) && no_vectors(&dictionary));
    assert!(text(&EXAMPLE.outputs, "data-dictionary.md").contains(".svg`"));
}

#[test]
fn headings_and_sentences_are_english_when_asked_and_the_rest_is_marked_danish() {
    let folder = Folder::of(12, 4);
    folder.shown(&["run", "--lang", "en"]);
    let page = text(&folder.outputs(), "rapport.html");
    assert!(page.contains("<html lang=\"en\">") && page.contains("What the figures say"));
    assert!(page.contains("services are assessed") && !page.contains(">Hvad tallene siger</h2>"));
    assert!(page.contains("<table lang=\"da\""));
    assert!(folder.told(&["run", "--lang", "sv"]).starts_with("[2]"));
}

#[test]
fn whatever_a_text_tries_it_stays_a_text() {
    const HOSTILE: &str = "\"><img src=x onerror=alert(1)></script>\u{202e}\u{1b}{{ 7 }}";
    let hostile = || HOSTILE.to_owned();
    let output = Table::<()>::new("a/b", HOSTILE, HOSTILE, HOSTILE)
        .text("name", HOSTILE, HOSTILE, |()| Some(HOSTILE))
        .empty(HOSTILE)
        .note(HOSTILE)
        .sheet(HOSTILE)
        .of(vec![()]);
    let (doc, sheet) = (output.doc(), output.sheet().unwrap());
    assert!(matches!(sheet.rows[0][0], Cell::Text(_)) && sheet.headers[0].1 == Holds::Text);
    let figure = Figure {
        title: hostile(),
        subtitle: hostile(),
        group: Some(hostile()),
        level: Some(hostile()),
        map: Some(hostile()),
        notes: vec![hostile()],
        source: hostile(),
        source_anchor: Some(hostile()),
        ..Figure::default()
    };
    let listing =
        Listing { doc: &doc, sheet: Some(&sheet), map: Some(hostile()), files: vec![hostile()] };
    let page = Page {
        language: Language::Danish,
        title: hostile(),
        mark: Some(hostile()),
        about: vec![hostile()],
        groups: vec![hostile()],
        maps: vec![hostile(), hostile()],
        statements: vec![Statement {
            about: hostile(),
            group: Some(hostile()),
            said: vec![hostile()],
            not_said: vec![hostile()],
        }],
        caveats: vec![hostile()],
        chapters: vec![Chapter {
            id: "a",
            title: hostile(),
            about: vec![hostile()],
            terms: vec![(hostile(), hostile())],
            figures: vec![figure],
            listings: vec![listing],
        }],
        source: hostile(),
        foot: hostile(),
    };
    let page = page.html().unwrap();
    assert!(!page.contains("<img") && !page.contains("\"><i"), "{page}");
    assert_eq!(page.matches("</script>").count(), 2);
    assert!(!page.contains(['\u{202e}', '\u{1b}']));
    assert!(page.matches("onerror=alert(1)").count() > 25);
}
