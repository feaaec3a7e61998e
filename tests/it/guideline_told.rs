//! `niveau guideline`: is everything of a guideline told, the same on a terminal, a page and in a
//! workbook, and is nobody's file overwritten?

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};

use calamine::{Reader as _, Xlsx};
use insta::assert_snapshot;
use niveau::example::STANDARD_INPUT;
use niveau::explain::guideline_text;
use niveau::guideline::{
    Guideline, GuidelineSet, GuidelineStatus, parse_guideline, sentence_in_words,
};
use niveau::model::{Level, Parameter};
use niveau::report::guideline::{ToldGuideline, guideline_page, guideline_workbook};
use quick_xml::events::Event;

use super::folder::Folder;
use super::registers::shipped;

const SLUGS: [&str; 3] = ["autismespektrum", "erhvervet-hjerneskade", "synsnedsaettelse"];

/// Gives a guideline, as told, to `look`.
fn told<T>(slug: &str, text: &str, look: impl Fn(&Guideline, &ToldGuideline<'_>) -> T) -> T {
    let registers = shipped();
    let id = registers.target_groups.by_name(slug).unwrap();
    let file = format!("guidelines/{slug}/2021-01-01.toml");
    let day = "2021-01-01".parse().unwrap();
    let set = GuidelineSet::new(vec![parse_guideline(text, &file, id, day).unwrap()]);
    let told = ToldGuideline::in_force(&set, registers.target_groups.get(id), id, day).unwrap();
    look(set.iter().next().unwrap(), &told)
}

fn shipped_text(slug: &str) -> &'static str {
    let path = format!("guidelines/{slug}/2021-01-01.toml");
    STANDARD_INPUT.iter().find(|(known, _)| *known == path).unwrap().1
}

/// Everything that a reader must find: each criterion in words, where it is written, how it was
/// read; why a cell has none.
fn to_be_told(guideline: &Guideline) -> Vec<String> {
    let mut all = Vec::new();
    for criterion in &guideline.criteria {
        all.push(sentence_in_words(criterion.measure, criterion.bound));
        all.push(criterion.reference.to_string());
        all.extend(criterion.reading.as_ref().map(ToString::to_string));
    }
    for parameter in Parameter::ALL {
        all.push(parameter.danish().to_owned());
        for level in Level::ALL {
            use niveau::guideline::Cell::{AsksNothing, Criteria, NotAttainable};
            match guideline.cell(parameter, level) {
                AsksNothing(reason) | NotAttainable(reason) => all.push(reason.to_string()),
                Criteria(_) => {}
            }
        }
    }
    all.extend([guideline.title.to_string(), guideline.source.to_string()]);
    all.push(guideline.file.to_string());
    all
}

/// On one line, with single blanks.
fn on_a_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn holds_all(guideline: &Guideline, text: &str, what: &str) {
    let text = on_a_line(text);
    for words in to_be_told(guideline) {
        assert!(text.contains(&on_a_line(&words)), "{what} does not say: {words}");
    }
    assert_eq!(guideline.status, GuidelineStatus::Example);
    assert!(text.contains("EKSEMPEL: tallene er eksempler og ikke officielle krav"), "{what}");
}

/// Sentences of a guideline: its criteria, and one for each cell without.
fn n_sentences(guideline: &Guideline) -> usize {
    let cells = Parameter::ALL.into_iter().flat_map(|p| Level::ALL.map(|level| (p, level)));
    cells.map(|(p, level)| guideline.cell_criteria(p, level).count().max(1)).sum()
}

/// Texts and attributes of a page, which must be well formed.
struct Page {
    text: String,
    /// Opened elements with their attributes.
    elements: Vec<(String, Vec<(String, String)>)>,
}

impl Page {
    fn read(page: &str) -> Self {
        let mut reader = quick_xml::Reader::from_str(page);
        let (mut text, mut elements, mut open) = (String::new(), Vec::new(), Vec::new());
        loop {
            let event = reader.read_event().unwrap();
            match &event {
                Event::Start(e) | Event::Empty(e) => {
                    let name = e.name().as_ref().to_owned();
                    let attributes = e.attributes().map(|a| {
                        let a = a.unwrap();
                        (a.key.as_ref().to_owned(), a.value.to_string())
                    });
                    elements.push((name.clone(), attributes.collect()));
                    if matches!(event, Event::Start(_)) {
                        open.push(name);
                    }
                    text.push(' ');
                }
                Event::End(_) => {
                    open.pop().unwrap();
                    text.push(' ');
                }
                Event::Text(t) => text.push_str(t.as_ref()),
                Event::GeneralRef(r) => match r.as_ref() {
                    "amp" => text.push('&'),
                    "lt" => text.push('<'),
                    "gt" => text.push('>'),
                    other => panic!("{other:?}"),
                },
                Event::Eof => break,
                _ => {}
            }
        }
        assert!(open.is_empty(), "{open:?}");
        Self { text, elements }
    }

    fn named(&self, name: &str) -> usize {
        self.elements.iter().filter(|(known, _)| known == name).count()
    }

    fn values(&self, attribute: &str) -> Vec<&str> {
        let all = self.elements.iter().flat_map(|(_, attributes)| attributes);
        all.filter(|(name, _)| name == attribute).map(|(_, value)| &**value).collect()
    }
}

#[test]
fn all_of_a_guideline_is_told_on_a_terminal() {
    for slug in SLUGS {
        told(slug, shipped_text(slug), |guideline, told| {
            let text = guideline_text(told);
            holds_all(guideline, &text, slug);
            assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
            for n in 1..=n_sentences(guideline) {
                assert_eq!(text.matches(&format!("\n  [{n}] ")).count(), 1, "{slug}: {n}");
            }
        });
    }
}

#[test]
fn a_cell_says_what_is_enough_and_of_whom() {
    let text =
        told("synsnedsaettelse", shipped_text("synsnedsaettelse"), |_, told| guideline_text(told));
    let cells = text.split("\n5. Samarbejdsformer\n").nth(1).unwrap();
    assert_snapshot!(cells.split("\nHøjt\n").next().unwrap(), @r#"
    -------------------
    Let
      [25] Medarbejderne gennemfører indsatsen selvstændigt.
          Reference: Modellen, kapitel 3, samarbejdsformer
          Læsning: Kapitel 3: på let er der fokus på, om medarbejderne "kan gennemføre en indsats
          selvstændigt"
    Moderat
      Desuden alt, hvad let kræver.
      [26] Det tværfaglige samarbejde er systematisk.
          Reference: Modellen, kapitel 3, samarbejdsformer
          Læsning: Kapitel 3: på moderat og højt er der fokus på "en systematik"
      [27] Samarbejdet er beskrevet i procedurer. Ét af kravene 27 og 28 er nok.
          Reference: Modellen, kapitel 3, samarbejdsformer
          Læsning: Kapitel 3: systematikken "kan for eksempel være forankret i procedurebeskrivelser
          eller formaliserede samarbejdsaftaler"
      [28] Leverandøren har mindst 1 formel tværsektoriel samarbejdsaftale. Ét af kravene 27 og 28 er
           nok.
          Reference: Eksempeltal; kravet følger boks 4, samarbejdsformer, moderat
          Læsning: Kapitel 3: systematikken "kan for eksempel være forankret i procedurebeskrivelser
          eller formaliserede samarbejdsaftaler"
    "#);
    let cells = text.split("\n4. Fagmiljø\n").nth(1).unwrap().split("\nHøjt\n").nth(1).unwrap();
    assert_snapshot!(cells.split("\n\n").next().unwrap(), @r#"
    Desuden alt, hvad moderat kræver.
    [23] Mindst 5 medarbejdere i fagmiljøet har både erfaring og uddannelse.
        Reference: Eksempeltal; kravet følger boks 4, fagmiljø, højt
    [24] Relevante kompetencer er til stede alle årets dage. Gælder kun leverandørtypen døgntilbud.
        Reference: Modellen, kapitel 3, fagmiljø
        Læsning: Kapitel 3: "alle dage, året rundt" er læst som et krav til døgntilbud; ambulante og
        udgående leverandører har ikke åbent alle dage
    "#);
}

#[test]
fn the_page_is_whole_for_whoever_hears_it() {
    for slug in SLUGS {
        told(slug, shipped_text(slug), |guideline, told| {
            let html = guideline_page(told);
            let page = Page::read(&html);
            holds_all(guideline, &page.text, slug);
            let n = n_sentences(guideline);
            // The 24 cells, and three cells beside the header of each row of references.
            assert_eq!((page.named("table"), page.named("caption")), (2, 2));
            assert_eq!(page.named("td"), 24 + 3 * n);
            let scopes = page.values("scope");
            assert_eq!(scopes.len(), page.named("th"));
            assert_eq!(scopes.iter().filter(|scope| **scope == "row").count(), 8 + n);
            let ids = page.values("id");
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
            let links = page.values("href").into_iter().chain(["#felter"]);
            for link in links {
                assert!(ids.contains(&link.strip_prefix('#').unwrap()), "{link}");
            }
            for labels in page.values("aria-labelledby") {
                assert!(ids.contains(&labels), "{labels}");
            }
            assert_eq!(page.values("lang"), ["da"]);
            assert_eq!((page.named("script"), page.named("link"), page.named("img")), (0, 0, 0));
        });
    }
}

/// What a file says is shown and never obeyed.
#[test]
fn words_of_a_file_do_nothing_on_the_page() {
    let text = shipped_text("autismespektrum")
        .replacen("title = \"", "title = \"</title><script>alert(1)</script> & <b>", 1)
        .replace("reading = \"", "reading = \"<img src=x onerror=alert(2)> ");
    told("autismespektrum", &text, |guideline, told| {
        let html = guideline_page(told);
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"));
        holds_all(guideline, &Page::read(&html).text, "the page");
    });
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_workbook_can_be_written_in_and_printed() {
    for slug in SLUGS {
        told(slug, shipped_text(slug), |guideline, told| {
            let bytes = guideline_workbook(told).unwrap();
            let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
            assert_eq!(book.sheet_names(), ["Forside", "Indhold", "Noter", "Felter", "Krav"]);
            let mut sheet = |name: &str| -> Vec<Vec<String>> {
                let range = book.worksheet_range(name).unwrap();
                range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
            };
            let (cells, sentences) = (sheet("Felter"), sheet("Krav"));
            let all = [sheet("Forside"), cells.clone(), sentences.clone()].concat().concat();
            holds_all(guideline, &all.join("\n"), slug);
            assert_eq!(cells[3], ["Parameter", "Let", "Moderat", "Højt"]);
            let named: Vec<&str> = cells[4..12].iter().map(|row| &*row[0]).collect();
            assert_eq!(named, Parameter::ALL.map(Parameter::danish));
            assert!(cells[4..12].iter().flatten().all(|cell| !cell.is_empty()));
            let n = n_sentences(guideline);
            let numbers: Vec<&str> = sentences[4..4 + n].iter().map(|row| &*row[0]).collect();
            assert_eq!(numbers, (1..=n).map(|n| n.to_string()).collect::<Vec<_>>());
            assert_eq!(sentences[3][6..], ["Bemærkning i høringen"]);
            for number in [4, 5] {
                let xml = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
                for expected in ["state=\"frozen\"", "paperSize=\"9\"", "orientation=\"landscape\""]
                {
                    assert!(xml.contains(expected), "{expected}");
                }
            }
            assert!(part(&bytes, "xl/styles.xml").contains("wrapText=\"1\""));
            assert_eq!(bytes, guideline_workbook(told).unwrap());
        });
    }
}

#[test]
fn every_measure_is_a_sentence() {
    let sentences: BTreeSet<String> = SLUGS
        .iter()
        .flat_map(|slug| {
            told(slug, shipped_text(slug), |guideline, _| {
                let criteria = guideline.criteria.iter();
                criteria.map(|c| sentence_in_words(c.measure, c.bound)).collect::<Vec<_>>()
            })
        })
        .collect();
    assert_snapshot!(sentences.into_iter().collect::<Vec<_>>().join("\n"), @"
    Borgeren inddrages.
    Det tværfaglige samarbejde er systematisk.
    Faglig sparring finder sted.
    Hjælpemidler og teknologi er i brug.
    Ledelsen har relevante kompetencer.
    Leverandøren arbejder ud fra en velfunderet socialpædagogisk praksis.
    Leverandøren bidrager til vidensudviklingen på mindst 1 måde.
    Leverandøren bidrager til vidensudviklingen på mindst 2 måder.
    Leverandøren deltager i eller leder faglige netværk eller udviklingsprojekter.
    Leverandøren har haft mindst 10 borgere med højt behov inden for de seneste 12 måneder.
    Leverandøren har haft mindst 10 borgere med let behov inden for de seneste 12 måneder.
    Leverandøren har haft mindst 10 borgere med moderat behov inden for de seneste 12 måneder.
    Leverandøren har haft mindst 12 borgere med let behov inden for de seneste 12 måneder.
    Leverandøren har haft mindst 12 borgere med moderat behov inden for de seneste 12 måneder.
    Leverandøren har haft mindst 15 borgere med let behov inden for de seneste 12 måneder.
    Leverandøren har haft mindst 3 borgere med højt behov inden for de seneste 12 måneder.
    Leverandøren har haft mindst 4 borgere med højt behov inden for de seneste 12 måneder.
    Leverandøren har haft mindst 5 borgere med højt behov inden for de seneste 12 måneder.
    Leverandøren har haft mindst 5 borgere med moderat behov inden for de seneste 12 måneder.
    Leverandøren har haft mindst 6 borgere med højt behov inden for de seneste 12 måneder.
    Leverandøren har haft mindst 8 borgere med højt behov inden for de seneste 12 måneder.
    Leverandøren har haft mindst 8 borgere med moderat behov inden for de seneste 12 måneder.
    Leverandøren har mindst 1 formel tværsektoriel samarbejdsaftale.
    Leverandøren har mindst 1 målgruppespecifik metode i brug.
    Leverandøren har mindst 2 formelle tværsektorielle samarbejdsaftaler.
    Leverandøren har mindst 2 målgruppespecifikke metoder i brug.
    Leverandøren har mindst 3 formelle tværsektorielle samarbejdsaftaler.
    Leverandøren har mindst 3 målgruppespecifikke metoder i brug.
    Leverandøren har mindst 4 målgruppespecifikke metoder i brug.
    Leverandøren har mindst 5 målgruppespecifikke metoder i brug.
    Leverandøren holder sig opdateret om aktuelt bedste viden.
    Leverandøren opsamler og videreformidler viden fra praksis.
    Leverandøren underviser eller rådgiver kommuner og andre leverandører.
    Medarbejdere har særlig uddannelse eller certificering i konkrete hjælpemidler eller teknologier.
    Medarbejderne gennemfører indsatsen selvstændigt.
    Medarbejderne har hjælpemiddelfaglige kompetencer.
    Mindst 1 medarbejder har særlig uddannelse eller certificering (egne medarbejdere).
    Mindst 2 medarbejdere har mindst 3 års erfaring med moderat behov.
    Mindst 2 medarbejdere har mindst 5 års erfaring med højt behov.
    Mindst 2 medarbejdere har særlig uddannelse eller certificering (eksterne aktører regnet med).
    Mindst 2 medarbejdere i fagmiljøet har både erfaring og uddannelse.
    Mindst 25 % af medarbejderne har relevant efter- eller videreuddannelse (eksterne aktører regnet med).
    Mindst 3 medarbejdere har mindst 3 års erfaring med højt behov.
    Mindst 3 medarbejdere har særlig uddannelse eller certificering (eksterne aktører regnet med).
    Mindst 3 medarbejdere i fagmiljøet har både erfaring og uddannelse.
    Mindst 30 % af medarbejderne har relevant efter- eller videreuddannelse (egne medarbejdere).
    Mindst 4 medarbejdere i fagmiljøet har både erfaring og uddannelse.
    Mindst 40 % af medarbejderne har mindst 3 års erfaring med moderat behov.
    Mindst 40 % af medarbejderne har mindst 5 års erfaring med højt behov.
    Mindst 40 % af medarbejderne har relevant efter- eller videreuddannelse (eksterne aktører regnet med).
    Mindst 40 % af medarbejderne har relevant grunduddannelse (eksterne aktører regnet med).
    Mindst 5 medarbejdere i fagmiljøet har både erfaring og uddannelse.
    Mindst 50 % af medarbejderne har mindst 1 års erfaring med let behov.
    Mindst 50 % af medarbejderne har mindst 3 års erfaring med højt behov.
    Mindst 50 % af medarbejderne har mindst 3 års erfaring med moderat behov.
    Mindst 50 % af medarbejderne har relevant efter- eller videreuddannelse (eksterne aktører regnet med).
    Mindst 50 % af medarbejderne har relevant grunduddannelse (egne medarbejdere).
    Mindst 50 % af medarbejderne har relevant grunduddannelse (eksterne aktører regnet med).
    Mindst 6 medarbejdere i fagmiljøet har både erfaring og uddannelse.
    Mindst 60 % af medarbejderne har mindst 1 års erfaring med let behov.
    Mindst 60 % af medarbejderne har relevant efter- eller videreuddannelse (eksterne aktører regnet med).
    Mindst 60 % af medarbejderne har relevant grunduddannelse (egne medarbejdere).
    Mindst 60 % af medarbejderne har relevant grunduddannelse (eksterne aktører regnet med).
    Mindst 66,7 % af medarbejderne har relevant efter- eller videreuddannelse (eksterne aktører regnet med).
    Mindst 70 % af medarbejderne har relevant grunduddannelse (egne medarbejdere).
    Mindst 75 % af medarbejderne har erfaring med let behov.
    Mindst 75 % af medarbejderne har relevant grunduddannelse (eksterne aktører regnet med).
    Mindst 8 medarbejdere i fagmiljøet har både erfaring og uddannelse.
    Mindst 80 % af medarbejderne har relevant grunduddannelse (egne medarbejdere).
    Relevante kompetencer er til stede alle årets dage.
    Samarbejdet er beskrevet i procedurer.
    Tilpasningen af metoder til borgeren dokumenteres.
    ");
}

/// An input folder with registers and guidelines and nothing else; autism has a second guideline.
fn with_guidelines() -> Folder {
    let folder = Folder::empty();
    folder.put_shipped("registers/");
    folder.put_shipped("guidelines/");
    let text = shipped_text("autismespektrum").replace("\"example\"", "\"in-force\"");
    folder.put("guidelines/autismespektrum/2023-07-01.toml", text);
    folder
}

#[test]
fn the_guideline_of_the_day_is_shown() {
    let folder = with_guidelines();
    let head = |arguments: &[&str]| {
        let text = folder.shown(&[&["guideline"], arguments].concat());
        text.split("\n\n").next().unwrap().to_owned()
    };
    assert_snapshot!(head(&["autismespektrum", "--on", "2023-06-30"]), @"
    Autismespektrum: indplacering af leverandører (eksempel)
    ========================================================
    EKSEMPEL: tallene er eksempler og ikke officielle krav; de er ikke vedtaget af nogen.
    Målgruppe: Autismespektrum
    Status: eksempel
    Gælder fra: 1.1.2021 til og med 30.6.2023
    Sidst gennemgået: 21.11.2026
    Kilde: Socialstyrelsen, Model for beskrivelse af specialiseringsniveauer (december 2020), boks 4 og
      kapitel 3
    Fil: guidelines/autismespektrum/2021-01-01.toml
    Målgruppens andre vejledninger gælder fra: 1.7.2023
    ");
    assert_snapshot!(head(&["Autisme", "--on", "2023-07-01"]), @"
    Autismespektrum: indplacering af leverandører (eksempel)
    ========================================================
    Målgruppe: Autismespektrum
    Status: gældende
    Gælder fra: 1.7.2023 og indtil videre
    Sidst gennemgået: 21.11.2026
    Kilde: Socialstyrelsen, Model for beskrivelse af specialiseringsniveauer (december 2020), boks 4 og
      kapitel 3
    Fil: guidelines/autismespektrum/2023-07-01.toml
    Målgruppens andre vejledninger gælder fra: 1.1.2021
    ");
    // Without a day it is today's.
    assert_eq!(head(&["autismespektrum"]), head(&["autismespektrum", "--on", "2023-07-01"]));
    let arguments = ["guideline", "autismespektrum", "--on", "2020-12-31"];
    assert_snapshot!(folder.told(&arguments), @"[2] niveau: Autismespektrum har ingen vejledning, der gælder den 31.12.2020; der er nogen fra 1.1.2021, 1.7.2023. Vælg en dag med --on");
    assert_snapshot!(folder.told(&["guideline", "demens"]), @"[2] niveau: Demens har ingen vejledning; læg en i input/guidelines/demens. `niveau example --output MAPPE` skriver nogle, der kan rettes");
    assert_snapshot!(folder.told(&["guideline", "autsme"]), @r#"[2] niveau: målgruppen "autsme" findes ikke i registret. Mente du "Autismespektrum"?"#);
}

#[test]
fn a_file_that_is_there_is_not_overwritten() {
    let folder = with_guidelines();
    let file = folder.root().join("hoering.xlsx");
    let all = ["guideline", "autismespektrum", "--format", "xlsx"];
    let with_file = [&all[..], &["--output", "hoering.xlsx"]].concat();
    assert_snapshot!(folder.told(&with_file), @"[0] Vejledningen er skrevet i hoering.xlsx");
    assert!(fs::read(&file).unwrap().starts_with(b"PK"));
    fs::write(&file, "med bemærkninger").unwrap();
    assert_snapshot!(folder.told(&with_file), @"[2] niveau: hoering.xlsx: findes i forvejen og er ikke overskrevet; nogen kan have skrevet i den. Vælg et andet navn med --output, eller flyt den");
    assert_eq!(fs::read_to_string(&file).unwrap(), "med bemærkninger");
    // A workbook is never thrown at a terminal.
    assert!(folder.told(&all).starts_with("[2] "));
    let page = ["guideline", "autismespektrum", "--format", "html"];
    let to_nowhere = [&page[..], &["--output", "ingen/vejledning.html"]].concat();
    assert!(folder.told(&to_nowhere).starts_with("[1] "));
    assert!(folder.shown(&page).starts_with("<!DOCTYPE html>"));
}
