//! Finished runs held against each other, from real inputs to the last file.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use insta::assert_snapshot;
use niveau::model::{AnswerField, NumberField};
use serde_json::Value;

use super::danish_words::assert_danish;
use super::folder::{EXAMPLE, Folder, Outputs, frame, outputs, rows, text};
use super::history::tightened;
use super::ingest::{GRADES, Row, department, evidence, forms, grades, portal};

const INJURY: &str = "Erhvervet hjerneskade";
const NORTH: (&str, &str) = ("0851", "Socialtilsyn Nord");
const MIDDLE: (&str, &str) = ("0751", "Socialtilsyn Midt");
const SOUTH: (&str, &str) = ("0461", "Socialtilsyn Syd");

/// A tilbud with one department for one group.
fn tilbud(id: &str, (code, tilsyn): (&str, &str), group: &str, status: &str) -> Row {
    let group = format!("18 til 85 år ({})", group.to_lowercase());
    let changed = [
        ("kommunekode", code),
        ("tilsyn", tilsyn),
        ("maalgrupper", &*group),
        ("godkendelsesstatus", status),
    ];
    department(id, &format!("{id}-1"), &changed)
}

/// An inspector's eight grades, and whether the quality is there.
fn graded(id: &str, tilsyn: &str, eight: [&str; 8], quality: &str) -> Row {
    let mut fields = vec![("tilsyn", tilsyn), ("kvalitet", quality)];
    fields.extend(GRADES.into_iter().zip(eight));
    grades(id, &fields)
}

/// A form on which everything is reported, much of it or nothing.
fn reported(id: &str, tilsyn: &str, group: &str, is_much: bool) -> Row {
    let mut fields = vec![("tilsyn", tilsyn), ("maalgruppe", group)];
    fields.extend(NumberField::ALL.map(|field| {
        let much = if field.is_percent() { "90" } else { "20" };
        (field.slug(), if is_much { much } else { "0" })
    }));
    let answer = if is_much { "ja" } else { "nej" };
    fields.extend(AnswerField::ALL.map(|field| (field.slug(), answer)));
    evidence(id, &fields)
}

/// Quality of an assessment on evidence alone.
fn judged(id: &str, tilsyn: &str, group: &str) -> Row {
    grades(id, &[("tilsyn", tilsyn), ("maalgruppe", group), ("kvalitet", "ja")])
}

fn then<T>(is_after: bool, before: T, after: T) -> T {
    if is_after { after } else { before }
}

/// The folder with a run before (`run-1`) and a run after (`run-2`), with causes planted between.
static COUNTRY: LazyLock<Folder> = LazyLock::new(|| {
    let folder = Folder::of(12, 0);
    let high = ["højt"; 8];
    for is_after in [false, true] {
        folder.remove_data();
        let autism = "Autismespektrum";
        let replaced = then(is_after, MIDDLE, SOUTH);
        let mut providers = vec![
            tilbud("fald1", NORTH, autism, "Godkendt"),
            tilbud("fald2", NORTH, autism, "Godkendt"),
            tilbud("vejledt", MIDDLE, INJURY, "Godkendt"),
            tilbud("andet", (MIDDLE.0, replaced.1), autism, "Godkendt"),
            tilbud("kvalitet", SOUTH, autism, then(is_after, "Godkendt", "Ikke godkendt")),
            tilbud("regel", SOUTH, autism, "Godkendt"),
            tilbud("samme", SOUTH, autism, "Godkendt"),
            tilbud("begge", SOUTH, autism, "Godkendt"),
            tilbud("blank", SOUTH, autism, "Godkendt"),
            tilbud("første", SOUTH, autism, "Godkendt"),
            tilbud("bliver", MIDDLE, autism, "Godkendt"),
        ];
        providers.push(tilbud(then(is_after, "væk", "nyt"), MIDDLE, autism, "Godkendt"));
        let five = ["moderat", "højt", "højt", "højt", "højt", "højt", "moderat", "moderat"];
        let seven = ["moderat", "højt", "højt", "højt", "højt", "højt", "højt", "højt"];
        let three = ["højt", "højt", "højt", "", "", "", "", ""];
        let (nord, midt, syd) = (NORTH.1, MIDDLE.1, SOUTH.1);
        let evidence = [
            reported("fald1", nord, autism, !is_after),
            reported("fald2", nord, autism, !is_after),
            reported("vejledt", midt, INJURY, true),
        ];
        let mut inspected = vec![
            judged("fald1", nord, autism),
            judged("fald2", nord, autism),
            judged("vejledt", midt, INJURY),
            graded("andet", replaced.1, then(is_after, high, ["moderat"; 8]), "ja"),
            graded("kvalitet", syd, high, then(is_after, "ja", "nej")),
            graded("regel", syd, five, "ja"),
            graded("samme", syd, then(is_after, high, ["let"; 8]), "ja"),
            graded("begge", syd, then(is_after, high, seven), "ja"),
            graded("blank", syd, then(is_after, high, three), "ja"),
            graded("bliver", midt, high, "ja"),
        ];
        inspected.push(if is_after {
            graded("første", syd, ["let"; 8], "ja")
        } else {
            graded("væk", midt, high, "ja")
        });
        let (name, bytes) = portal(&providers);
        folder.put(name, bytes);
        folder.put("tilsyn-proeve.xlsx", forms(&evidence, &inspected));
        if is_after {
            folder.edit("rules/flertal.toml", |text| {
                text.replace("required = []", "required = [\"aktiv-praksis\"]")
            });
            folder.edit("guidelines/erhvervet-hjerneskade/2021-01-01.toml", tightened);
        }
        folder.run();
        let to = folder.root().join(format!("run-{}", if is_after { 2 } else { 1 }));
        fs::rename(folder.output(), to).unwrap();
    }
    folder
});

fn compared(call: &[&str], output: &str) -> Outputs {
    let said = COUNTRY.call(&[call, &["--output", output]].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    outputs(&COUNTRY.root().join(output))
}

/// Forwards, once for all tests.
static FORWARDS: LazyLock<Outputs> =
    LazyLock::new(|| compared(&["compare", "run-1", "run-2"], "forwards"));

fn moves(outputs: &Outputs) -> BTreeMap<String, BTreeMap<String, String>> {
    let rows = rows(&text(outputs, "moves.csv")).into_iter();
    rows.map(|row| (row["Tilbudsid"].clone(), row)).collect()
}

#[test]
fn each_planted_cause_is_told() {
    let told: Vec<String> = moves(&FORWARDS)
        .iter()
        .map(|(id, row)| {
            format!("{id}: {} > {}, {}: {}", row["Før"], row["Efter"], row["Retning"], row["Årsag"])
        })
        .collect();
    assert_snapshot!(told.join("\n"), @"
    andet: højt > moderat, ned: et andet tilsyn
    begge: højt > moderat, ned: kun tilsammen: samme tilsyn graduerede anderledes + reglen
    blank: højt > foreløbig, kan ikke længere afgøres: en graduering blev kendt eller ukendt
    fald1: højt > under let, ned: oplysningerne
    fald2: højt > under let, ned: oplysningerne
    første: ikke vurderet > let, kan nu afgøres: vurderet første gang, eller ikke længere
    kvalitet: højt > kvalitet ikke opfyldt, kan ikke længere afgøres: kvaliteten
    regel: højt > moderat, ned: reglen
    samme: højt > let, ned: samme tilsyn graduerede anderledes
    vejledt: højt > under let, ned: vejledningen
    ");
    let gone: Vec<String> = rows(&text(&FORWARDS, "new_and_gone.csv"))
        .iter()
        .map(|row| format!("{}: {}", row["Tilbudsid"], row["Hvad der er sket"]))
        .collect();
    assert_snapshot!(gone.join("\n"), @"
    nyt: nyt tilbud
    væk: tilbuddet er ikke længere med
    ");
}

#[test]
fn afspecialisering_is_told_by_group_and_region_with_its_causes() {
    let told: Vec<String> = rows(&text(&FORWARDS, "despecialisation.csv"))
        .iter()
        .filter(|row| row["Niveau før"] == "højt og moderat")
        .map(|row| {
            let n = |start: &str| {
                row.iter().find(|(header, _)| header.starts_with(start)).unwrap().1.clone()
            };
            let causes: Vec<String> = row
                .iter()
                .filter(|(header, n)| header.starts_with("I alt: ") && *n != "0,00")
                .map(|(header, n)| {
                    let cause = header.trim_start_matches("I alt: ");
                    format!("{} {n}", cause.split(" (").next().unwrap())
                })
                .collect();
            format!(
                "{}, {}: {} af {}, uafgjort {}, væk {}; {}",
                row["Målgruppe"],
                row["Region"],
                n("Afspecialiseret"),
                n("Før"),
                n("Kan ikke længere"),
                n("Ikke længere med"),
                causes.join(", ")
            )
        })
        .collect();
    assert_snapshot!(told.join("\n"), @"
    Alle målgrupper, Hele landet: 8 af 11, uafgjort 1, væk 1; en graduering blev kendt eller ukendt 1,00, et andet tilsyn 1,00, kvaliteten 1,00, oplysningerne 2,00, reglen 1,50, samme tilsyn graduerede anderledes 1,50, vejledningen 1,00
    Alle målgrupper, Region Midtjylland: 2 af 4, uafgjort 0, væk 1; et andet tilsyn 1,00, vejledningen 1,00
    Alle målgrupper, Region Nordjylland: 2 af 2, uafgjort 0, væk 0; oplysningerne 2,00
    Alle målgrupper, Region Syddanmark: 4 af 5, uafgjort 1, væk 0; en graduering blev kendt eller ukendt 1,00, kvaliteten 1,00, reglen 1,50, samme tilsyn graduerede anderledes 1,50
    Autismespektrum, Hele landet: 7 af 10, uafgjort 1, væk 1; en graduering blev kendt eller ukendt 1,00, et andet tilsyn 1,00, kvaliteten 1,00, oplysningerne 2,00, reglen 1,50, samme tilsyn graduerede anderledes 1,50
    Autismespektrum, Region Midtjylland: 1 af 3, uafgjort 0, væk 1; et andet tilsyn 1,00
    Autismespektrum, Region Nordjylland: 2 af 2, uafgjort 0, væk 0; oplysningerne 2,00
    Autismespektrum, Region Syddanmark: 4 af 5, uafgjort 1, væk 0; en graduering blev kendt eller ukendt 1,00, kvaliteten 1,00, reglen 1,50, samme tilsyn graduerede anderledes 1,50
    Erhvervet hjerneskade, Hele landet: 1 af 1, uafgjort 0, væk 0; vejledningen 1,00
    Erhvervet hjerneskade, Region Midtjylland: 1 af 1, uafgjort 0, væk 0; vejledningen 1,00
    ");
}

#[test]
fn the_page_says_it_in_sentences() {
    let page = text(&FORWARDS, "rapport.html");
    let said = page.split("id=\"siger\"").nth(1).unwrap().split("</section>").next().unwrap();
    let said: Vec<&str> = said
        .split("<p>")
        .skip(1)
        .filter_map(|part| part.split("</p>").next())
        .filter(|sentence| {
            sentence.contains("Alle målgrupper, hele") || sentence.starts_with("Fra")
        })
        .collect();
    assert_snapshot!(said.join("\n"), @"
    Fra run-1 til run-2: 10 af de 11 tilbud x målgruppe, der er med begge gange, står et andet sted: 1 kan nu afgøres, 2 kan ikke længere afgøres, 7 ned.
    Afspecialisering, Alle målgrupper, hele landet: af 11 på højt eller moderat er 8 faldet (7 til et lavere niveau, 1 fordi kvaliteten ikke er opfyldt); 1 kan ikke længere afgøres; 1 er ikke længere med.
    ");
    assert!(page.contains("<svg"));
}

#[test]
fn the_other_way_round_every_cause_has_the_same_share() {
    let backwards = compared(&["compare", "run-2", "run-1"], "backwards");
    let (there, back) = (moves(&FORWARDS), moves(&backwards));
    assert!(there.len() > 8);
    assert_eq!(there.keys().collect::<Vec<_>>(), back.keys().collect::<Vec<_>>());
    for (id, row) in &there {
        assert_eq!((&row["Før"], &row["Efter"]), (&back[id]["Efter"], &back[id]["Før"]), "{id}");
        for (header, share) in row.iter().filter(|(header, _)| header.starts_with("Del: ")) {
            assert_eq!(share, &back[id][header], "{id} {header}");
        }
    }
}

#[test]
fn a_run_beside_itself_has_moved_nobody() {
    let same = compared(&["compare", "run-1", "run-1"], "same");
    for table in ["moves", "causes", "new_and_gone"] {
        assert_eq!(frame(&same[&format!("{table}.parquet")]).height(), 0, "{table}");
    }
    assert!(text(&same, "rapport.html").contains("har flyttet sig"));
}

/// Also of offerings that are split by sub-group or age.
#[test]
fn no_move_of_the_example_under_another_rule_is_without_its_cause() {
    let folder = Folder::of(240, 160);
    folder.shown(&["run", "--output", "before"]);
    folder.shown(&["run", "--rule", "alle", "--output", "after"]);
    folder.shown(&["compare", "before", "after"]);
    let moved = rows(&fs::read_to_string(folder.root().join("output-compare/moves.csv")).unwrap());
    assert!(moved.iter().any(|row| !row["Delmålgruppe"].is_empty()));
    for row in &moved {
        assert_eq!(row["Årsag"], "reglen", "{row:?}");
    }
}

/// How full each region was is read from the runs, by the table that they write.
#[test]
fn reported_capacity_is_followed_by_region() {
    let folder = Folder::empty();
    for (path, bytes) in &EXAMPLE.outputs {
        let path = folder.root().join("run").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let manifest = serde_json::to_vec(&EXAMPLE.manifest).unwrap();
    fs::write(folder.root().join("run/manifest.json"), manifest).unwrap();
    folder.shown(&["compare", "run", "run"]);
    let told = rows(
        &fs::read_to_string(folder.root().join("output-compare/capacity_over_time.csv")).unwrap(),
    );
    let on = EXAMPLE.manifest["regions_on"].as_str().unwrap().parse().unwrap();
    let by = format!("region pr. {}", niveau::plain_text::danish_date(on));
    let written = rows(&text(&EXAMPLE.outputs, "capacity/places.csv"));
    let reported = written.iter().filter(|row| {
        let n =
            row.iter().find(|(header, _)| header.starts_with("Har indberettet pladser")).unwrap();
        row["Fordelt på"] == by && n.1 != "0"
    });
    // In each of the two runs.
    assert_eq!(told.len(), 2 * reported.count());
    assert!(told.iter().any(|row| row.values().any(|cell| cell == "Region Nordjylland")));
}

#[test]
fn three_runs_are_followed_and_give_the_same_bytes_on_any_threads() {
    let three = compared(&["history", "run-1", "run-2", "run-1"], "three");
    let n = |table: &str| frame(&three[&format!("{table}.parquet")]).height();
    assert_eq!(n("moves"), 2 * moves(&FORWARDS).len());
    assert_eq!(n("runs"), 3);
    let standings = rows(&text(&three, "standings_over_time.csv"));
    let all: Vec<&str> = standings
        .iter()
        .filter(|row| row["Målgruppe"] == "Alle målgrupper" && row["Region"] == "Hele landet")
        .map(|row| row.iter().find(|(header, _)| header.starts_with("Højt")).unwrap().1.as_str())
        .collect();
    assert_eq!(all.len(), 3);
    assert_eq!(all[0], all[2]);
    assert_ne!(all[0], all[1]);
    for threads in ["1", "8"] {
        let mut command =
            COUNTRY.command(&["history", "run-1", "run-2", "run-1", "--output", "again"]);
        assert!(command.env("RAYON_NUM_THREADS", threads).output().unwrap().status.success());
        assert_eq!(outputs(&COUNTRY.root().join("again")), three, "{threads}");
        fs::remove_dir_all(COUNTRY.root().join("again")).unwrap();
    }
}

#[test]
fn all_that_is_told_is_danish() {
    assert_danish(&FORWARDS);
}

/// A copy of the first run, whose manifest is changed.
fn with_manifest(name: &str, change: impl FnOnce(&mut Value)) -> Folder {
    let folder = Folder::empty();
    let to = folder.root().join(name);
    let from = COUNTRY.root().join("run-1");
    for (path, bytes) in outputs(&from) {
        let path = to.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let mut manifest: Value =
        serde_json::from_slice(&fs::read(from.join("manifest.json")).unwrap()).unwrap();
    change(&mut manifest);
    fs::write(to.join("manifest.json"), serde_json::to_vec(&manifest).unwrap()).unwrap();
    folder
}

#[test]
fn a_run_of_an_earlier_program_is_told_what_can_t_be_compared() {
    let folder = with_manifest("gammel", |manifest| {
        manifest.as_object_mut().unwrap().remove("schema");
    });
    let new = COUNTRY.root().join("run-2");
    let said = folder.call(&["compare", "gammel", &new.to_string_lossy()]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_snapshot!(said.err, @"
    Fra gammel til run-2: 10 af 11 tilbud x målgruppe har flyttet sig (af 10 kan årsagen ikke siges); 1 er nye, og 1 er ikke længere med
    gammel er skrevet af en tidligere udgave af niveau (0.1.0), som hverken gemte vurderingerne eller reglen og vejledningerne: det kan siges, hvem der har flyttet sig, men ikke hvorfor.
    28 filer i output-compare
    ");
    let told = outputs(&folder.root().join("output-compare"));
    let moved = moves(&told);
    assert_eq!(moved.len(), moves(&FORWARDS).len());
    assert!(moved.values().all(|row| row["Årsag"].is_empty() && row.values().all(|c| c != "0,00")));
    assert!(text(&told, "rapport.html").contains("men ikke hvorfor"));
}

#[test]
fn what_is_no_finished_run_is_told_in_words() {
    let newer = with_manifest("nyere", |manifest| manifest["schema"] = 99.into());
    fs::create_dir(newer.root().join("tom")).unwrap();
    let told = |folder: &Folder, call: &[&str]| {
        folder.told(call).replace(&*COUNTRY.root().to_string_lossy(), "LAND")
    };
    let calls: [&[&str]; 5] = [
        &["compare", "nyere", "nyere"],
        &["compare", "tom", "nyere"],
        &["compare", "findes-ikke", "nyere"],
        &["compare", "nyere"],
        &["history", "nyere"],
    ];
    assert_snapshot!(calls.map(|call| told(&newer, call)).join("\n"), @"
    [1] niveau: nyere/manifest.json: er skrevet af en nyere udgave af niveau. Brug den til at sammenligne
    [1] niveau: tom: her ligger ingen færdig kørsel. Vælg mappen, som niveau run skrev
    [1] niveau: findes-ikke: her ligger ingen færdig kørsel. Vælg mappen, som niveau run skrev
    [2] niveau: der mangler <EFTER>. Se niveau --help, eller niveau KOMMANDO --help
    [2] niveau: der skal mindst to kørsler til at følge noget over tid; skriv mapperne, den tidligste først
    ");
    // Neither a run's folder nor another command's is written over.
    assert!(!FORWARDS.is_empty());
    assert_snapshot!(told(&COUNTRY, &["compare", "run-1", "run-2", "--output", "run-2"]), @"[1] niveau: run-2: mappen holder resultater af niveau run, som ikke må gå tabt; vælg en anden mappe med --output");
    assert_snapshot!(told(&COUNTRY, &["history", "run-1", "run-2", "--output", "forwards"]), @"[1] niveau: forwards: mappen holder resultater af niveau compare, som ikke må gå tabt; vælg en anden mappe med --output");
    // A table that somebody has changed.
    let changed = with_manifest("rettet", |_| {});
    fs::write(changed.root().join("rettet/recorded/rules/flertal.toml"), "title = 1\n").unwrap();
    assert_snapshot!(told(&changed, &["compare", "rettet", "rettet"]), @"[1] niveau: rettet/recorded/rules/flertal.toml: er ændret eller fjernet, siden niveau skrev den. Kør niveau run igen");
}
