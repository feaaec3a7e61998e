//! Is what goes out of the house what may be shown, and is it noticed when it is not?

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use niveau::publication::{attack_folder, parse_publication_rules};
use polars_core::prelude::DataFrame;
use serde_json::Value;

use super::folder::{Folder, frame, rows};

const TABLES: [&str; 7] = [
    "niveau-maalgruppe.csv",
    "niveau-region.csv",
    "niveau-region-andet-kort.csv",
    "niveau-ejerforhold.csv",
    "vurderet-maalgruppe-region.csv",
    "pladser-niveau-region.csv",
    "pladser-niveau-ejerforhold.csv",
];

fn publication(folder: &Folder) -> PathBuf {
    folder.output().join("publication")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// Codes of a row, and its figure and sign.
type Row = (Vec<String>, String, String);

fn table(path: &Path, dimensions: &[&str]) -> Vec<Row> {
    let of = |row: &BTreeMap<String, String>| {
        let codes = dimensions.iter().map(|name| row[*name].clone()).collect();
        (codes, row["Indplaceringer"].clone(), row["Tegn"].clone())
    };
    rows(&read(path)).iter().map(of).collect()
}

/// What the register calls a target group.
fn name_of(slug: &str) -> String {
    let text = include_str!("../../input/registers/target_groups.csv");
    let mut register = csv::Reader::from_reader(text.as_bytes());
    let row = register.records().map(Result::unwrap).find(|row| &row[0] == slug).unwrap();
    row[2].to_owned()
}

/// Offerings and the providers behind them, counted the slow way.
fn counted(frame: &DataFrame, codes: &[String]) -> (usize, usize) {
    let text = |name: &str, at: usize| {
        frame.column(name).unwrap().str().unwrap().get(at).map(str::to_owned)
    };
    let fits = |at: &usize| {
        let level = match (&*text("state", *at).unwrap(), text("level", *at)) {
            ("not_assessed", _) => "ikke vurderet".to_owned(),
            ("placed", Some(level)) => level,
            _ => "vurderet, ikke indplaceret".to_owned(),
        };
        let is_group = codes[0] == "alle målgrupper"
            || name_of(&text("target_group", *at).unwrap()) == codes[0];
        let is_level = codes[1] == "i alt"
            || level == codes[1]
            || (codes[1] == "vurderet i alt" && level != "ikke vurderet");
        let region = text("region", *at).unwrap_or("ikke oplyst".to_owned());
        is_group && is_level && (codes[2] == "hele landet" || region == codes[2])
    };
    let all: Vec<usize> = (0..frame.height()).filter(fits).collect();
    let mut who: Vec<String> = all.iter().map(|at| text("provider_id", *at).unwrap()).collect();
    who.sort();
    who.dedup();
    (all.len(), who.len())
}

/// The cells of three tables by target group, level and region.
fn by_group_level_and_region(home: &Path) -> Vec<Row> {
    let all = |name: &str, columns: &[&str], at: fn(Vec<String>) -> Vec<String>| {
        let rows = table(&home.join(name), columns).into_iter();
        rows.map(|(codes, value, sign)| (at(codes), value, sign)).collect::<Vec<Row>>()
    };
    let whole = |codes: Vec<String>| [codes, vec!["hele landet".to_owned()]].concat();
    let all_groups = |codes: Vec<String>| [vec!["alle målgrupper".to_owned()], codes].concat();
    let mut rows = all(TABLES[0], &["Målgruppe", "Niveau"], whole);
    rows.extend(all(TABLES[1], &["Niveau", "Region"], all_groups));
    rows.extend(all(TABLES[4], &["Målgruppe", "Vurderet", "Region"], |codes| codes));
    rows
}

#[test]
fn a_run_is_published_attacked_and_verified() {
    let folder = Folder::of(24, 12);
    folder.run();
    let said = folder.call(&["publish", "output"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let home = publication(&folder);

    // What is shown is true, few are never shown, and every zero is.
    let placements = frame(&fs::read(folder.output().join("placements.parquet")).unwrap());
    let shown = by_group_level_and_region(&home);
    let mut n_hidden = 0;
    for (codes, value, sign) in &shown {
        let (n, who) = counted(&placements, codes);
        let tells = !["i alt", "vurderet i alt", "ikke vurderet"].contains(&codes[1].as_str());
        match sign.as_str() {
            ".." => {
                assert!(value.is_empty() && n > 0, "{codes:?}");
                n_hidden += 1;
            }
            "-" => assert_eq!((value.as_str(), n), ("0", 0), "{codes:?}"),
            _ => {
                assert_eq!(*value, n.to_string(), "{codes:?}");
                assert!(!tells || who >= 3, "{codes:?} shows {who} providers");
            }
        }
    }
    assert!(n_hidden > 0);
    let providers = placements.column("provider_name").unwrap().str().unwrap();
    let others = ["release.json", "protokol.md", "manifest.json", "rapport.html"];
    for name in TABLES.iter().chain(&others) {
        let text = read(&home.join(name));
        assert!(!providers.iter().flatten().any(|provider| text.contains(provider)), "{name}");
        assert!(!text.contains("p-percent"), "{name}");
    }
    assert!(home.join("figurer/niveau-region.svg").exists());
    // A picture has the signs of its table, but of rows in which nobody is assessed.
    let drawn = read(&home.join("figurer/niveau-region.svg"));
    let n_drawn = drawn.lines().filter(|line| line.trim() == "..").count();
    let regions = table(&home.join(TABLES[1]), &["Region", "Niveau"]);
    let is_empty = |region: &str| {
        let assessed = |(codes, value, _): &&Row| codes[1] == "vurderet i alt" && value == "0";
        regions.iter().filter(assessed).any(|(codes, ..)| codes[0] == region)
    };
    let signs = regions.iter().filter(|(codes, _, sign)| sign == ".." && !is_empty(&codes[0]));
    assert_eq!(n_drawn, signs.count());
    let book = fs::read(home.join("publication.xlsx")).unwrap();
    assert!(book.starts_with(b"PK"));

    // The finished files stand; the same run gives the same files.
    assert_eq!(folder.call(&["attack", "output/publication"]).code, 0);
    let verified = folder.call(&["verify", "output/publication"]);
    assert_eq!((verified.code, verified.out.as_str()), (0, ""), "{}", verified.err);
    assert_eq!(folder.call(&["verify", "output"]).code, 0);
    let again = folder.call(&["publish", "output", "--output", "again"]);
    assert_eq!(again.code, 0, "{}", again.err);
    let others = ["release.json", "protokol.md", "publication.xlsx", "rapport.html"];
    for name in TABLES.iter().chain(&others) {
        let bytes = |home: &Path| fs::read(home.join(name)).unwrap();
        assert_eq!(bytes(&home), bytes(&folder.root().join("again")), "{name}");
    }

    // An earlier publication that shows what this one hides: the attack finds it, and nothing is put
    // in place beside it.
    let path = home.join(TABLES[1]);
    let text = read(&path);
    let is_here = |(codes, _, sign): &&Row| {
        sign == ".." && codes[0] == "alle målgrupper" && codes[2] != "hele landet"
    };
    let (codes, ..) = shown.iter().find(is_here).unwrap();
    let (n, _) = counted(&placements, codes);
    let cell = format!("{};{};", codes[2], codes[1]);
    let hidden = format!("{cell};..;skjult: kunne ellers regnes ud;");
    let earlier = folder.root().join("again").join(TABLES[1]);
    let told_earlier = text.replace(&hidden, &format!("{cell}{n};;;"));
    assert_ne!(told_earlier, text);
    fs::write(&earlier, told_earlier).unwrap();
    let told = folder.call(&["attack", "output/publication", "--previous", "again"]);
    assert_eq!(told.code, 1, "{}", told.err);
    let found = format!("{}, {}: fra {n} til {n}", codes[1], codes[2]);
    assert!(told.out.contains(&found), "{found}\n{}", told.out);
    let asked = ["publish", "output", "--output", "third", "--previous", "again"];
    let refused = folder.call(&asked);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.err.contains("intet er offentliggjort"), "{}", refused.err);
    assert!(!folder.root().join("third").exists());

    // How near places may be told is told nobody, not even by a checksum.
    let checksum = |home: &Path| -> Value {
        let manifest: Value = serde_json::from_str(&read(&home.join("manifest.json"))).unwrap();
        manifest["inputs"][1].clone()
    };
    folder.edit("rules/disclosure.toml", |text| text.replace("p-percent = 15", "p-percent = 16"));
    assert_eq!(folder.call(&["publish", "output", "--output", "other"]).code, 0);
    assert_eq!(checksum(&home), checksum(&folder.root().join("other")));

    // What was changed is told; a changed run is not published.
    fs::write(&path, text.replace("EKSEMPEL", "")).unwrap();
    fs::remove_file(home.join("protokol.md")).unwrap();
    folder.edit("rules/disclosure.toml", |text| text.replace("providers = 3", "providers = 4"));
    let told = folder.call(&["verify", "output/publication"]);
    assert_eq!(told.code, 1);
    insta::assert_snapshot!(told.out + &told.err, @r#"
    Resultat: niveau-region.csv er ændret
    Resultat: protokol.md findes ikke mere
    Regel: rules/disclosure.toml er ændret
    3 ændringer
    "#);
    fs::write(folder.output().join("placements.parquet"), b"PAR1").unwrap();
    insta::assert_snapshot!(folder.told(&["publish", "output"]), @r#"[1] niveau: output/placements.parquet: er ændret eller fjernet, siden niveau skrev den. Kør niveau run igen"#);
    insta::assert_snapshot!(folder.told(&["attack", "input"]), @r#"[1] niveau: input/release.json: findes ikke. Vælg en mappe, som niveau publish har skrevet"#);
    insta::assert_snapshot!(folder.told(&["verify", "input"]), @r#"[1] niveau: input: her er ingen manifest.json fra niveau. Vælg en mappe, som niveau har skrevet"#);
}

/// One measure in one table: a sum, what it adds up, and what is hidden of it.
fn small(cells: &[(&str, &str)], least_width: u64) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    let line = |(code, value): &(&str, &str)| {
        let sign = if value.is_empty() { ".." } else { "" };
        format!("{code};{value};{sign}\n")
    };
    let lines: String = cells.iter().map(line).collect();
    put("a.csv", format!("Region;Antal;Tegn\n{lines}"));
    let release: Value = serde_json::json!({
        "zeros_are_shown": true, "least_width": least_width,
        "tables": [{ "file": "a.csv", "measure": "antal", "value": "Antal", "sign": "Tegn",
            "dimensions": { "region": { "column": "Region", "sums": { "alle": ["a", "b", "c"] } } } }],
    });
    put("release.json", release.to_string());
    attack_folder(folder.path(), None).unwrap().given_away
}

#[test]
fn a_pattern_that_does_not_hold_is_found_in_the_files() {
    // Alone in its sum: 10 - 5 - 4 = 1.
    assert_eq!(
        small(&[("a", ""), ("b", "5"), ("c", "4"), ("alle", "10")], 2),
        ["a.csv: a: fra 1 til 1"]
    );
    // 5 over two, each at least 1: from 1 to 4, which is 3 wide and not 4.
    let two = [("a", ""), ("b", ""), ("c", "4"), ("alle", "9")];
    assert!(small(&two, 3).is_empty());
    assert_eq!(small(&two, 4), ["a.csv: a: fra 1 til 4", "a.csv: b: fra 1 til 4"]);
}

#[test]
fn rules_are_read_strictly() {
    let text = include_str!("../../input/rules/disclosure.toml");
    assert!(parse_publication_rules(text, "rules/disclosure.toml").is_ok());
    let broken = text
        .replace("providers = 3", "providers = 1")
        .replace("[\"region\", ", "[\"kommune\", ")
        .replace("[\"ejerforhold\", ", "[\"ejerforhold\", \"virksomhedsform\", ")
        .replace("p-percent = 15", "rounding = 4")
        .replace("name = \"niveau-ejerforhold\"", "name = \"../ud\"");
    let found = parse_publication_rules(&broken, "rules/disclosure.toml").unwrap_err();
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    rules/disclosure.toml, linje 6, tegn 13: providers = 1 er ikke et helt tal fra 2 til 100. Skriv for eksempel providers = 3. [number-out-of-range]
    rules/disclosure.toml, linje 11, tegn 1: rounding = 4 er hverken 3 eller 5. Skriv rounding = 3 eller rounding = 5. [number-out-of-range]
    rules/disclosure.toml, linje 35, tegn 15: "kommune" kan ikke stå ved "dimensions"; mulighederne er maalgruppe, niveau, vurderet, region, region-andet-kort, virksomhedsform og ejerforhold. Brug et af de nævnte ord. [unknown-word]
    rules/disclosure.toml, linje 44, tegn 8: "../ud" kan ikke være navnet på en fil. Skriv små bogstaver a til z, tal og bindestreg. [file-name]
    rules/disclosure.toml, linje 47, tegn 30: "ejerforhold" og "virksomhedsform" deler det samme. Slet den ene. [dimension-twice]
    rules/disclosure.toml, linje 59, tegn 15: "kommune" kan ikke stå ved "dimensions"; mulighederne er maalgruppe, niveau, vurderet, region, region-andet-kort, virksomhedsform og ejerforhold. Brug et af de nævnte ord. [unknown-word]
    rules/disclosure.toml, linje 65, tegn 30: "ejerforhold" og "virksomhedsform" deler det samme. Slet den ene. [dimension-twice]
    "#);
}

/// Without the tables of places, which can't be rounded.
fn without_places(rules: &str) -> String {
    rules
        .split("\n[[tables]]")
        .filter(|part| !part.contains("\"pladser\""))
        .collect::<Vec<_>>()
        .join("\n[[tables]]")
}

#[test]
fn small_counts_are_rounded_instead_and_everything_adds_up() {
    let folder = Folder::of(24, 12);
    folder.run();
    folder.edit("rules/disclosure.toml", |text| {
        without_places(text).replace("zeros = ", "rounding = 3\nzeros = ")
    });
    let said = folder.call(&["publish", "output"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let home = publication(&folder);
    let placements = frame(&fs::read(folder.output().join("placements.parquet")).unwrap());
    let shown = by_group_level_and_region(&home);
    let mut n_changed = 0;
    let mut by_codes: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for (codes, value, sign) in &shown {
        let n: u64 = value.parse().unwrap();
        assert!(n == 0 || n >= 3, "{codes:?}");
        assert_eq!(sign, if n == 0 { "-" } else { "" });
        let (truth, _) = counted(&placements, codes);
        n_changed += usize::from(n != truth as u64);
        assert!(n.abs_diff(truth as u64) < 12, "{codes:?}: {n} for {truth}");
        // The same cell in two tables is the same.
        assert_eq!(*by_codes.entry(codes.clone()).or_insert(n), n, "{codes:?}");
    }
    assert!(n_changed > 0);
    let levels = ["let", "moderat", "højt", "vurderet, ikke indplaceret", "ikke vurderet"];
    for (codes, total) in by_codes.iter().filter(|(codes, _)| codes[1] == "i alt") {
        let of =
            |level: &str| by_codes.get(&vec![codes[0].clone(), level.to_owned(), codes[2].clone()]);
        let parts: Option<Vec<&u64>> = levels.into_iter().map(of).collect();
        assert!(parts.is_none_or(|all| all.into_iter().sum::<u64>() == *total), "{codes:?}");
    }
    assert_eq!(folder.call(&["attack", "output/publication"]).code, 0);
    // A small count that stands there all the same is found.
    let path = home.join(TABLES[1]);
    let text = read(&path).replacen(";3;;;", ";2;;;", 1);
    fs::write(&path, text).unwrap();
    assert_eq!(folder.call(&["attack", "output/publication"]).code, 1);
}

#[test]
fn what_would_show_more_is_told_with_the_share_that_it_gives() {
    let folder = Folder::of(24, 12);
    folder.run();
    folder.edit("rules/disclosure.toml", |text| {
        let head = text.split("\n[[tables]]").next().unwrap();
        let table = |name: &str, dimensions: &str| {
            format!(
                "\n[[tables]]\nname = \"{name}\"\ntitle = \"{name}\"\ncounts = \"indplaceringer\"\n\
                 dimensions = [\"niveau\", {dimensions}]\n"
            )
        };
        head.to_owned()
            + &table("fin", "\"virksomhedsform\", \"region\"")
            + &table("grov", "\"maalgruppe\"")
    });
    assert_eq!(folder.call(&["publish", "output"]).code, 0);
    let protocol = read(&publication(&folder).join("protokol.md"));
    let changes = [
        ("- tag virksomhedsform ud af tabellen fin: ", "\"virksomhedsform\", ", ""),
        ("- tag region ud af tabellen fin: ", ", \"region\"", ""),
        ("- del tabellen fin efter ejerforhold i stedet", "\"virksomhedsform\"", "\"ejerforhold\""),
    ];
    let told = |(start, ..): &&(&str, &str, &str)| protocol.lines().any(|l| l.starts_with(start));
    let (start, from, to) = changes.iter().find(told).expect(&protocol);
    let line = protocol.lines().find(|line| line.starts_with(start)).unwrap();
    let told = line.split_once('(').unwrap().1.split_once(')').unwrap().0.to_owned();
    folder.edit("rules/disclosure.toml", |text| text.replace(from, to));
    assert_eq!(folder.call(&["publish", "output"]).code, 0);
    let protocol = read(&publication(&folder).join("protokol.md"));
    assert!(protocol.contains(&format!("endte med, {told} (")), "{told}\n{protocol}");
}
