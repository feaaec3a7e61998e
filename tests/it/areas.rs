//! Do areas have the landscape's own figures, and is what can't be given withheld?

use std::collections::BTreeMap;

use super::folder::{EXAMPLE, Folder, Outputs, rows, text};

type Row = BTreeMap<String, String>;

fn table(outputs: &Outputs, name: &str) -> Vec<Row> {
    rows(&text(outputs, name))
}

/// The rows of the profile of an area.
fn profile(outputs: &Outputs, area: &str) -> Vec<Row> {
    let mut rows = table(outputs, "areas/profiles.csv");
    rows.retain(|row| row["Område"] == area);
    rows
}

/// A cell of an area's figure: of the profile's own, or of what stands beside it.
fn cell(row: &Row, area: &str, column: &str) -> String {
    let header = if row["Område"] == area {
        niveau::plain_text::capitalised(column)
    } else {
        assert_eq!(row["Ved siden af"], area);
        format!("Ved siden af: {column}")
    };
    row[&header].clone()
}

/// The figure of an area: low, central and high, and what it rests on or why there is none.
fn figure(row: &Row, area: &str) -> [String; 4] {
    let [low, central, high, words, withheld] =
        ["laveste tal", "centralt tal", "højeste tal", "bemærkning", "hvorfor intet tal"]
            .map(|column| cell(row, area, column));
    [low, central, high, if words.is_empty() { withheld } else { words }]
}

fn is_same(found: &str, expected: &str) -> bool {
    let number = |text: &str| text.replace(',', ".").parse::<f64>().ok();
    match (number(found), number(expected)) {
        // One decimal in a profile.
        (Some(found), Some(expected)) => (found - expected).abs() <= 0.0501,
        (found, expected) => found == expected,
    }
}

/// Where the landscape has a figure of a profile: the table, the column that names areas, and the
/// columns of the ends.
fn source(measure: &str) -> Option<(&'static str, &'static str, [&'static str; 2])> {
    Some(match measure {
        "Forventede borgere" => (
            "landscape/cover.csv",
            "Område",
            ["Forventede borgere, lavt skøn", "Forventede borgere, højt skøn"],
        ),
        "Leverandører" => {
            ("landscape/vulnerability.csv", "Område", ["Leverandører", "Leverandører, op til"])
        }
        "Pladser, fordelt på målgrupper" => (
            "landscape/cover.csv",
            "Område",
            ["Pladser fordelt på målgrupper", "Pladser fordelt på målgrupper, op til"],
        ),
        "Pladser pr. 100 forventede borgere" => {
            ("landscape/cover.csv", "Område", ["Dækning, lav, pct.", "Dækning, høj, pct."])
        }
        "Borgere med en leverandør inden for 60 km, pct." => {
            ("landscape/access_bands.csv", "Område", ["Andel, pct.", "Andel, op til, pct."])
        }
        "Største driftsherres andel af pladserne, pct." => (
            "landscape/vulnerability.csv",
            "Område",
            ["Største driftsherre, pct.", "Største driftsherre, pct."],
        ),
        "Pladser pr. 100.000 indbyggere" => (
            "landscape/supply_by.csv",
            "Værdi",
            [
                "Pladser fordelt på målgrupper pr. 100.000 indbyggere",
                "Pladser fordelt på målgrupper pr. 100.000 indbyggere, op til",
            ],
        ),
        _ => return None,
    })
}

/// By a second path: the tables of the landscape, row by row.
#[test]
fn a_profile_has_the_figures_of_the_landscape() {
    let outputs = &EXAMPLE.outputs;
    let mut areas: Vec<String> =
        table(outputs, "areas/profiles.csv").into_iter().map(|row| row["Område"].clone()).collect();
    areas.dedup();
    assert_eq!(areas.len(), 5);
    assert!(outputs.contains_key("areas/profiles.parquet"));
    let mut landscape: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    let mut n_held = BTreeMap::new();
    for area in ["Region Syddanmark", "Hele landet"] {
        for row in profile(outputs, "Region Syddanmark") {
            let Some((file, named, ends)) = source(&row["Tal"]) else { continue };
            let all = landscape.entry(file).or_insert_with(|| table(outputs, file));
            let is_meant = |other: &&Row| {
                let is_plain =
                    |column: &str, value: &str| other.get(column).is_none_or(|v| v == value);
                other["Målgruppe"] == row["Målgruppe"]
                    && other[named] == area
                    && other["Niveau"] == row["Niveau"]
                    && is_plain("Aldersgruppe", "")
                    && is_plain("Fordelt på", "region")
                    && is_plain("Eller over", "nej")
                    && is_plain("Op til (km)", "60")
            };
            let Some(expected) = all.iter().find(is_meant) else {
                assert!(
                    row["Niveau"] == "alle" || row["Tal"].contains("60 km"),
                    "{file} has no {row:?}"
                );
                continue;
            };
            let [low, _, high, _] = figure(&row, area);
            for (found, column) in [(low, ends[0]), (high, ends[1])] {
                let expected = &expected[column];
                assert!(is_same(&found, expected), "{area} {row:?}: {found} is not {expected}");
            }
            *n_held.entry(row["Tal"].clone()).or_insert(0) += 1;
        }
    }
    assert_eq!(n_held.len(), 7, "{n_held:?}");
}

/// What rests on reports is what the tables of capacity say, row by row; and without reports nothing
/// is said of it.
#[test]
fn a_profile_has_the_figures_of_the_reports() {
    let outputs = &EXAMPLE.outputs;
    let places = table(outputs, "capacity/places.csv");
    let flows = table(outputs, "capacity/flows.csv");
    let year = |rows: &[Row]| rows.iter().map(|row| row["År"].clone()).max().unwrap();
    let (of_places, of_flows) = (year(&places), year(&flows));
    let by_region = |row: &&Row| row["Fordelt på"].starts_with("region pr. ");
    let mut n_held: BTreeMap<String, usize> = BTreeMap::new();
    for row in table(outputs, "areas/profiles.csv") {
        for area in [&row["Område"], "Hele landet"] {
            let is_of = |other: &&Row| {
                other["Målgruppe"] == row["Målgruppe"] && other["Niveau"] == row["Niveau"]
            };
            let reported = places.iter().filter(is_of).filter(by_region);
            let reported = reported.clone().find(|r| r["År"] == of_places && r["Værdi"] == area);
            let paid = flows.iter().filter(is_of);
            let paid = paid.clone().find(|r| r["År"] == of_flows && r["Område"] == area);
            let ends = |row: Option<&Row>, given: &str, low: &str, high: &str| {
                row.map(|row| match row[given].as_str() {
                    "" => [row[low].clone(), row[high].clone()],
                    given => [given.to_owned(), given.to_owned()],
                })
            };
            let expected = match row["Tal"].as_str() {
                "Belægning, pct. af pladserne" => ends(
                    reported,
                    "Belægning, pct.",
                    "Belægning mindst, pct.",
                    "Belægning højst, pct.",
                ),
                "Ledige pladser, fordelt på målgrupper" => {
                    reported.filter(|row| !row["Ledige, højst (pladser)"].is_empty()).map(|row| {
                        [
                            row["Ledige, mindst (pladser)"].clone(),
                            row["Ledige, højst (pladser)"].clone(),
                        ]
                    })
                }
                "Borgere i områdets afdelinger fra andre kommuner, pct." => ends(
                    paid,
                    "Andre kommuner, pct.",
                    "Andre kommuner mindst, pct.",
                    "Andre kommuner højst, pct.",
                ),
                "Borgere i områdets afdelinger fra andre regioner, pct." => ends(
                    paid,
                    "Andre regioner, pct.",
                    "Andre regioner mindst, pct.",
                    "Andre regioner højst, pct.",
                ),
                _ => continue,
            };
            let Some([low, high]) = expected else { continue };
            let found = figure(&row, area);
            assert!(
                is_same(&found[0], &low) && is_same(&found[2], &high),
                "{area} {row:?}: {low} {high}"
            );
            *n_held.entry(row["Tal"].clone()).or_default() += usize::from(!low.is_empty());
        }
    }
    assert!(n_held.len() == 4 && n_held.values().all(|n| *n > 3), "{n_held:?}");
    let folder = Folder::of(60, 60);
    folder.remove_reports();
    folder.shown(&["area", "Nordjylland", "--output", "output"]);
    let told = folder.text("areas/profiles.csv");
    assert!(told.contains("Leverandører") && !told.contains("Belægning, pct."), "{told}");
}

/// With little assessed a figure about levels is withheld, with its reason; counts are intervals.
#[test]
fn what_too_little_is_assessed_for_is_withheld() {
    let folder = Folder::of(160, 8);
    folder.put_shipped("sizes/autisme");
    folder.shown(&["area", "Midtjylland", "--all-groups", "--output", "output"]);
    let mut n_withheld = BTreeMap::new();
    for row in rows(&folder.text("areas/profiles.csv")) {
        for area in ["Region Midtjylland", "Hele landet"] {
            let assessed = cell(&row, area, "vurderet, pct.").replace(',', ".");
            let is_little = assessed.parse::<f64>().is_ok_and(|percent| percent < 50.0);
            let [low, _, high, withheld] = figure(&row, area);
            let is_of_levels = match row["Tal"].as_str() {
                "Pladser pr. 100 forventede borgere"
                | "Største driftsherres andel af pladserne, pct." => true,
                "Forskellige ydelsestyper" => row["Niveau"] != "alle",
                _ => false,
            };
            if is_little && is_of_levels {
                assert!(low.is_empty() && high.is_empty(), "{row:?}");
                if withheld.contains("for få tilbud er vurderet") {
                    *n_withheld.entry(row["Tal"].clone()).or_insert(0) += 1;
                }
            }
            if row["Tal"] == "Leverandører" {
                let [low, high] =
                    [low, high].map(|end| end.replace(',', ".").parse::<f64>().unwrap());
                assert!(low <= high, "{row:?}");
            }
        }
    }
    assert_eq!(n_withheld.len(), 3, "{n_withheld:?}");
    let page = folder.text("charts/area-region-midtjylland.svg");
    assert!(page.contains("for få vurderet"));
}

#[test]
fn a_municipality_stands_beside_a_region() {
    let folder = Folder::example();
    folder.shown(&["area", "aarhus", "--against", "Syddanmark", "--output", "output"]);
    let profile = rows(&folder.text("areas/profiles.csv"));
    let access = table(&EXAMPLE.outputs, "landscape/access.csv");
    let supply = table(&EXAMPLE.outputs, "landscape/supply_by.csv");
    let mut n = 0;
    for row in profile.iter().filter(|row| row["Niveau"] != "alle") {
        let is_meant = |other: &&Row| {
            other["Målgruppe"] == row["Målgruppe"] && other["Niveau"] == row["Niveau"]
        };
        let [low, _, high, words] = figure(row, "Aarhus");
        let near = access.iter().filter(is_meant).find(|row| row["Kommune"] == "Aarhus");
        let of = |column: &str| near.map_or_else(String::new, |near| near[column].clone());
        match row["Tal"].as_str() {
            "Afstand til nærmeste leverandør, km" => {
                let (placed, possible) = (
                    of("Afstand til den nærmeste (km)"),
                    of("Afstand eller rejsetid, mindst (km)"),
                );
                if placed.is_empty() {
                    assert!(low.is_empty() && words.starts_with("ingen"), "{row:?}");
                } else {
                    assert!(is_same(&high, &placed) && is_same(&low, &possible), "{row:?}");
                }
                assert_eq!(figure(row, "Region Syddanmark")[3], "opgøres kun for kommuner");
                n += 1;
            }
            "Borgere med en leverandør inden for 60 km, pct." => {
                let far = of("Afstand til den nærmeste (km)").replace(',', ".");
                let is_near = far.parse::<f64>().is_ok_and(|km| km <= 60.0);
                assert_eq!(low, if is_near { "100,0" } else { "0,0" }, "{row:?}");
                n += 1;
            }
            "Leverandører" => {
                let here = supply.iter().filter(is_meant).find(|row| row["Værdi"] == "Aarhus");
                let count = here.map_or("0", |row| &row["Leverandører"]);
                assert!(is_same(&low, count), "{row:?}");
                // What it rests on is counted by itself, and says the same.
                let settled = low == high;
                let says = |start: &str| words.starts_with(start);
                assert!(
                    match (low.as_str(), settled) {
                        ("0,0", true) => words == "ingen",
                        ("0,0", false) => says("ingen indplaceret"),
                        ("1,0", true) => words == "én leverandør",
                        ("1,0", false) => says("én indplaceret"),
                        (_, true) => says("flere") || words == "én driftsherre",
                        (n, false) => says(&n.replace(",0", " indplaceret")),
                    },
                    "{row:?}"
                );
                n += 1;
            }
            _ => {}
        }
    }
    assert!(n > 8, "{n}");
    let names: Vec<String> = folder.outputs().into_keys().collect();
    assert_eq!(
        names,
        [
            "areas/profiles.csv",
            "areas/profiles.parquet",
            "charts/area-aarhus.png",
            "charts/area-aarhus.svg",
            "data-dictionary.md",
            "niveau.xlsx",
        ]
    );
    let page = folder.text("charts/area-aarhus.svg");
    for word in ["Aarhus ved siden af Region Syddanmark", "Niveauet hviler på", "60 km", "Højt"] {
        assert!(page.contains(word), "{word}");
    }
}

#[test]
fn an_area_that_is_not_there_is_a_wrong_call() {
    let folder = Folder::of(12, 0);
    for (arguments, named) in [
        (&["area", "Region Sydanmark"][..], "Mente du \"Region Syddanmark\""),
        (&["area", "Aahus"], "Mente du \"Aarhus\""),
        (&["area", "Region Østdanmark"], "--regions-on"),
        (&["area", "Fyn og omegn"], "findes ikke"),
        (&["area", "Aarhus", "--against", "0751"], "sig selv"),
    ] {
        let said = folder.call(arguments);
        assert_eq!(said.code, 2, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(named), "{arguments:?}: {}", said.err);
    }
    // Nobody is assessed: there is no group to tell of, and it says how to tell of all.
    let said = folder.call(&["area", "Aarhus"]);
    assert!(said.code == 0 && said.err.contains("--all-groups"), "{}", said.err);
    // Østdanmark is there from the day that it is; the country has nothing beside it.
    folder.shown(&["area", "Østdanmark", "--regions-on", "2027-01-01", "--all-groups"]);
    assert!(folder.root().join("output-area/charts/area-region-oestdanmark.svg").is_file());
    folder.shown(&["area", "hele landet", "--output", "landet", "--all-groups"]);
    let country = std::fs::read_to_string(folder.root().join("landet/areas/profiles.csv")).unwrap();
    assert!(country.contains("Hele landet;;") && !country.contains("Region"));
    folder.run();
    let said = folder.call(&["area", "Aarhus", "--output", "output"]);
    assert_eq!(said.code, 2, "{}", said.err);
}
