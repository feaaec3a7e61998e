//! What a run tells of its double ratings: a trial with known strictness, from workbook to tables.

use std::collections::BTreeMap;

use niveau::ingest::SheetRole;
use niveau::model::Parameter;
use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::folder::{EXAMPLE, Folder, rows, text};
use crate::given_back::{table, workbook};

const TILSYN: [&str; 5] = ["Hovedstaden", "Midt", "Nord", "Syd", "Øst"];
const GRADES: [&str; 4] = ["ingen", "let", "moderat", "højt"];
/// How likely each tilsyn is to grade a step lower and a step higher than what is there.
const SHIFTS: [(f64, f64); 5] = [(0.1, 0.1), (0.1, 0.1), (0.7, 0.0), (0.0, 0.3), (0.1, 0.1)];

/// Steps above the average that follow from these.
fn truth() -> [f64; 5] {
    let effects = SHIFTS.map(|(down, up)| up - down);
    let mean = effects.iter().sum::<f64>() / 5.0;
    effects.map(|effect| effect - mean)
}

/// 40 providers, each rated by two of the five; true grades lie where a step leads nowhere beyond.
fn trial(seed: u64, ids: &[String], pairs: &[(usize, usize)]) -> Vec<u8> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut given: Vec<Vec<(String, String)>> = Vec::new();
    for (nth, id) in ids.iter().enumerate() {
        let (one, other) = pairs[nth % pairs.len()];
        let found: Vec<i32> = Parameter::ALL.iter().map(|_| dice.random_range(1..3)).collect();
        for tilsyn in [one, other] {
            let mut row = vec![
                ("tilbudsid".to_owned(), id.clone()),
                ("maalgruppe".to_owned(), "Autismespektrum".to_owned()),
                ("tilsyn".to_owned(), format!("Socialtilsyn {}", TILSYN[tilsyn])),
                ("dato".to_owned(), "2021-05-03".to_owned()),
                ("kvalitet".to_owned(), "ja".to_owned()),
            ];
            for (parameter, found) in Parameter::ALL.iter().zip(&found) {
                let (down, up) = SHIFTS[tilsyn];
                let thrown: f64 = dice.random_range(0.0..1.0);
                let step = if thrown < down { -1 } else { i32::from(thrown > 1.0 - up) };
                let grade = GRADES[usize::try_from(found + step).unwrap()];
                row.push((parameter.slug().to_owned(), grade.to_owned()));
            }
            given.push(row);
        }
    }
    let borrowed: Vec<Vec<(&str, &str)>> =
        given.iter().map(|row| row.iter().map(|(a, b)| (&**a, &**b)).collect()).collect();
    let borrowed: Vec<&[(&str, &str)]> = borrowed.iter().map(Vec::as_slice).collect();
    workbook(&[
        ("Oplysningsskema", &table(SheetRole::Evidence, &[], &[])),
        ("Afrapportering", &table(SheetRole::Grades, &borrowed, &[])),
    ])
}

/// Ids of the example's tilbud.
fn ids(folder: &Folder, n: usize) -> Vec<String> {
    let portal = std::fs::read_to_string(folder.input().join("tilbudsportalen-eksempel.csv"));
    let mut ids: Vec<String> =
        rows(&portal.unwrap()).into_iter().map(|row| row["Tilbudsid"].clone()).collect();
    ids.dedup();
    ids.truncate(n);
    ids
}

fn all_pairs() -> Vec<(usize, usize)> {
    (0..5).flat_map(|one| (one + 1..5).map(move |other| (one, other))).collect()
}

fn number(text: &str) -> f64 {
    text.replace(',', ".").parse().unwrap()
}

/// The rows of a table of the run, by header without its unit.
fn told(text: &str) -> Vec<BTreeMap<String, String>> {
    let plain = |header: String| header.split(" (").next().unwrap().to_owned();
    let all = rows(text).into_iter();
    all.map(|row| row.into_iter().map(|(header, cell)| (plain(header), cell)).collect()).collect()
}

#[test]
fn a_strict_tilsyn_is_found_and_its_placements_told() {
    let folder = Folder::of(60, 0);
    let ids = ids(&folder, 40);
    folder.put("socialtilsyn-proeve.xlsx", trial(5, &ids, &all_pairs()));
    folder.run();
    let of_all: Vec<_> = told(&folder.text("trial/strictness.csv"))
        .into_iter()
        .filter(|row| row["Graduering af"] == "Alle otte parametre")
        .collect();
    assert_eq!(of_all.len(), 5);
    for (row, truth) in of_all.iter().zip(truth()) {
        let (low, high) = (number(&row["Fra"]), number(&row["Til"]));
        assert!(low <= truth && truth <= high, "{row:?}, truth {truth}");
        // The check points the same way.
        assert!(truth.abs() < 0.2 || number(&row["Kontrol, logit"]) * truth > 0.0, "{row:?}");
    }
    assert_eq!(of_all[2]["Hvad der kan siges"], "graduerer lavere end gennemsnittet (strengere)");
    assert_eq!(of_all[3]["Hvad der kan siges"], "graduerer højere end gennemsnittet (mildere)");

    let moved = told(&folder.text("trial/judged_like_average.csv"));
    assert_eq!((&*moved[2]["Flyttes, trin"], &*moved[2]["Afviger sikkert"]), ("1", "ja"));
    assert!(number(&moved[2]["Ville stå et andet sted"]) > 0.0, "{moved:?}");
    // Less than half a step moves nothing.
    assert_eq!((&*moved[3]["Flyttes, trin"], &*moved[3]["Afviger sikkert"]), ("0", "ja"));
    let changed = told(&folder.text("trial/changed_placements.csv"));
    assert!(changed.iter().all(|row| row["Tilsyn"] == "Socialtilsyn Nord"), "{changed:?}");

    let pairs = told(&folder.text("trial/tilsyn_pairs.csv"));
    assert_eq!(pairs.len(), 10);
    for row in &pairs {
        assert_eq!((&*row["Leverandører, begge har vurderet"], &*row["Mangler"]), ("4", "0"));
        assert_eq!(row["Gradueringer, begge har givet"], "32");
    }
}

#[test]
fn tilsyn_that_never_met_are_named_and_not_compared() {
    let folder = Folder::of(40, 0);
    let ids = ids(&folder, 20);
    folder.put("socialtilsyn-proeve.xlsx", trial(1, &ids, &[(0, 1), (2, 3)]));
    folder.run();
    let words = folder.text("trial/enighed.txt");
    assert!(
        words.contains(
            "Tilsynene falder i 2 dele, som intet har vurderet sammen: Socialtilsyn Hovedstaden, \
             Socialtilsyn Midt; Socialtilsyn Nord, Socialtilsyn Syd."
        ),
        "{words}"
    );
    assert!(words.contains("tilsynene kan ikke alle sammenlignes"), "{words}");
    assert!(!folder.output().join("trial/judged_like_average.csv").exists());
    let missing = told(&folder.text("trial/tilsyn_pairs.csv"));
    let n_missing: f64 = missing.iter().map(|row| number(&row["Mangler"])).sum();
    assert!((n_missing - 32.0).abs() < 0.5, "{n_missing}");
}

#[test]
fn without_double_ratings_it_is_said_and_nothing_is_drawn() {
    let folder = Folder::of(12, 0);
    folder.run();
    let words = folder.text("trial/enighed.txt");
    assert!(words.contains("Ingen tilbud er vurderet af to tilsyn"), "{words}");
    assert!(words.contains("Der mangler 40 dobbeltvurderede leverandører"), "{words}");
    for chart in ["agreement-by-parameter", "tilsyn-matrix", "strictness"] {
        assert!(!folder.output().join(format!("charts/{chart}.svg")).exists());
    }
    assert!(!folder.output().join("trial/strictness.csv").exists());
    for row in told(&folder.text("trial/agreement.csv")) {
        assert_eq!((&*row["Alfa, ordinal"], &*row["Vurderet af to"]), ("", "0"));
        assert!(row["Hvorfor der mangler et tal"].contains("intet er vurderet af to"), "{row:?}");
    }
}

#[test]
fn the_example_has_double_ratings_and_a_sentence_for_each_coefficient() {
    let words = text(&EXAMPLE.outputs, "trial/enighed.txt");
    for coefficient in
        ["Krippendorffs alfa, ordinal: 1 er", "Gwets AC1: 1 er", "Gwets AC2, ordinale"]
    {
        assert!(words.contains(coefficient), "{coefficient}: {words}");
    }
    for chart in ["agreement-by-parameter", "tilsyn-matrix", "strictness"] {
        let svg = text(&EXAMPLE.outputs, &format!("charts/{chart}.svg"));
        assert!(svg.contains("EKSEMPEL") && svg.contains("<desc"), "{chart}");
    }
    let questions = rows(&text(&EXAMPLE.outputs, "trial/questions.csv"));
    assert_eq!(questions.len(), 9);
    assert!(questions.iter().all(|row| !row["Hvad tallene siger"].is_empty()));
}

#[test]
fn what_was_hard_to_grade_is_counted() {
    let folder = Folder::of(12, 0);
    let id = ids(&folder, 1).remove(0);
    let row = |tilsyn: &'static str, on: &'static str, grades: [&'static str; 4]| {
        let mut row = vec![("tilbudsid", id.as_str()), ("maalgruppe", "Autismespektrum")];
        row.extend([("tilsyn", tilsyn), ("dato", on), ("kvalitet", "ja")]);
        row.extend(Parameter::ALL.map(Parameter::slug).into_iter().zip(grades));
        row.push(("begrundelse-fagmiljoe", if on == "2021-03-01" { "Set på stedet" } else { "" }));
        row
    };
    let given = [
        row("Socialtilsyn Nord", "2021-03-01", ["let", "moderat", "", "let"]),
        row("Socialtilsyn Nord", "2021-09-01", ["let", "højt", "moderat/højt", "xyz"]),
        row("Socialtilsyn Syd", "2021-05-01", ["let", "moderat", "let", "ikke relevant"]),
        // Too old to be held against the others.
        row("Socialtilsyn Midt", "2019-05-01", ["højt", "højt", "højt", "højt"]),
    ];
    let given: Vec<&[(&str, &str)]> = given.iter().map(Vec::as_slice).collect();
    let book = workbook(&[
        ("Oplysningsskema", &table(SheetRole::Evidence, &[], &[])),
        ("Afrapportering", &table(SheetRole::Grades, &given, &[])),
    ]);
    folder.put("socialtilsyn-proeve.xlsx", book);
    folder.run();
    let headers = [
        "Vurderinger",
        "Uden graduering",
        "Kan ikke læses",
        "I tvivl",
        "Ikke relevant",
        "Skema med begrundelse",
        "Heraf begrundet",
        "Gradueret igen",
        "Heraf ændret",
        "Gradueret af to tilsyn",
        "Heraf uenige",
    ];
    let all: Vec<String> = told(&folder.text("trial/parameters.csv"))
        .into_iter()
        .filter(|row| row["Målgruppe"] == "Alle målgrupper")
        .map(|row| {
            let cells: Vec<&str> = headers.iter().map(|header| &*row[*header]).collect();
            format!("{}: {}", row["Parameter"], cells.join(" "))
        })
        .collect();
    insta::assert_snapshot!(all[..4].join("\n"), @"
    Aktiv praksis: 4 0 0 0 0 4 0 1 0 1 0
    Praksiserfaring: 4 0 0 0 0 4 0 1 1 1 1
    Uddannelsesmæssige kompetencer: 4 1 0 1 0 4 0 0 0 0 0
    Fagmiljø: 4 0 1 0 1 4 1 0 0 0 0
    ");
    let words = folder.text("trial/enighed.txt");
    assert!(
        words.contains("1 tilbud er vurderet af et andet tilsyn mere end 365 dage før"),
        "{words}"
    );
}

#[test]
fn the_time_of_assessments_is_told_where_somebody_wrote_it_down() {
    let folder = Folder::of(12, 0);
    let ids = ids(&folder, 8);
    let row = |id: &'static str, tilsyn: &'static str, minutes: &'static str| {
        let mut row = vec![("tilbudsid", id), ("maalgruppe", "Autismespektrum")];
        row.extend([("tilsyn", tilsyn), ("dato", "2021-03-01"), ("aktiv-praksis", "let")]);
        row.push(("tidsforbrug-minutter", minutes));
        row
    };
    let ids: Vec<&'static str> = ids.into_iter().map(|id| &*id.leak()).collect();
    let nord = "Socialtilsyn Nord";
    let mut given = vec![
        row(ids[0], nord, "100"),
        row(ids[1], nord, "200"),
        row(ids[2], nord, "300"),
        row(ids[3], nord, "1000"),
        // Not reported, and no times: neither is 0.
        row(ids[4], nord, ""),
        row(ids[5], nord, "0"),
        row(ids[6], nord, "3 timer"),
        row(ids[7], "Socialtilsyn Syd", "50"),
    ];
    // The same row again with a longer time is the same assessment.
    given.push(row(ids[2], nord, "400"));
    let given: Vec<&[(&str, &str)]> = given.iter().map(Vec::as_slice).collect();
    let book = workbook(&[
        ("Oplysningsskema", &table(SheetRole::Evidence, &[], &[])),
        ("Afrapportering", &table(SheetRole::Grades, &given, &[])),
    ]);
    folder.put("socialtilsyn-proeve.xlsx", book);
    folder.run();
    let times: Vec<String> = told(&folder.text("trial/time_spent.csv"))
        .into_iter()
        .filter(|row| row["Målgruppe"] == "Alle målgrupper")
        .map(|row| {
            let headers = ["Tilsyn", "Vurderinger", "Heraf med tid", "Korteste", "Nedre kvartil"];
            let headers = headers.into_iter().chain(["Median", "Øvre kvartil", "Længste"]);
            headers.map(|header| &*row[header]).collect::<Vec<_>>().join(" ")
        })
        .collect();
    // Of 100, 200, 400 and 1.000 by definition 7 of Hyndman and Fan: 175, 300, 550; with 50 beside
    // them 100, 200, 400.
    insta::assert_snapshot!(times.join("\n"), @"
    Alle tilsyn 8 5 50 100 200 400 1000
    Socialtilsyn Nord 7 4 100 175 300 550 1000
    Socialtilsyn Syd 1 1 50    50
    ");
    let questions = told(&folder.text("trial/questions.csv"));
    let time = questions.iter().find(|row| row["Spørgsmål"].starts_with("Hvor lang tid")).unwrap();
    assert_eq!(
        time["Hvad tallene siger"],
        "Halvdelen tog højst 200 minutter, og den midterste halvdel 100-400 minutter. 5 af 8 \
         vurderinger har et tidsforbrug."
    );
    let told_of = folder.told_of("socialtilsyn-proeve.xlsx");
    for part in ["er ikke et tidsforbrug fra 1 til 7.200 minutter", "3 timer\"\" er ikke"] {
        assert!(told_of.contains(part), "{told_of}");
    }
}

#[test]
fn what_is_missing_is_held_against_the_design_where_there_is_one() {
    let folder = Folder::of(60, 0);
    let ids = ids(&folder, 4);
    folder.put("socialtilsyn-proeve.xlsx", trial(3, &ids[..2], &[(2, 3)]));
    let drawn = |at: usize, by: &str, doubled: &str| {
        format!(
            "{{ provider = \"{}\", target-group = \"autismespektrum\", stratum = 1, order = {}, \
             assessed-by = \"Socialtilsyn {by}\"{doubled} }},\n",
            ids[at],
            at + 1
        )
    };
    let by = |tilsyn: &str| format!(", doubled-by = \"Socialtilsyn {tilsyn}\"");
    let design = |fallen: &str| {
        format!(
            "seed = 1\nallocation = \"proportional\"\nstrata = [ {{ target-group = \
             \"autismespektrum\", regions = [\"Region Nordjylland\"], ownerships = [\"offentlig\"], \
             sizes = [\"0-9 pladser\"], population = 9, drawn = 3 }} ]\nofferings = [\n{}{}{}]\n\
             reserves = [\n{}]\n",
            drawn(0, "Nord", &by("Syd")),
            drawn(1, "Syd", ""),
            drawn(2, "Nord", &(by("Syd") + fallen)),
            drawn(3, "Nord", ""),
        )
    };
    let told_of = |design: String| {
        folder.put("trial/design.toml", design);
        folder.run();
        let pairs = told(&folder.text("trial/tilsyn_pairs.csv"));
        let rows = pairs.iter().filter(|row| !row["Planlagt"].is_empty());
        let rows = rows.map(|row| {
            let headers = ["Tilsyn", "Mod tilsyn", "Planlagt", "Mangler"];
            headers.map(|header| &*row[header]).join(", ")
        });
        rows.collect::<Vec<_>>().join("\n")
    };
    let planned = "Socialtilsyn Nord, Socialtilsyn Syd, 2, 1";
    assert_eq!(told_of(design("")), planned);
    let words = folder.text("trial/enighed.txt");
    let sentence = "Af de 2 dobbeltvurderede leverandører, stikprøveplanen har, mangler 1.";
    assert!(words.contains(sentence), "{words}");
    // The reserve takes the double rating over with the place.
    assert_eq!(told_of(design(", fallen-out = \"lukket\"")), planned);
}
