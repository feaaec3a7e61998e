//! Whatever was assessed: does a publication hold against a slow attacker who reads its files and
//! nothing else, and against every operator who knows its own?

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use niveau::disclosure::{Hidden, Knowledge};
use niveau::publication::{PublishOptions, publish};
use niveau::table::{Provenance, Table};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::disclosure::slow_interval;
use super::folder::{Folder, outputs};

const GROUPS: [&str; 2] = ["Prostitution", "Hjemløshed"];
const SLUGS: [&str; 2] = ["prostitution", "hjemloeshed"];
const LEVELS: [&str; 5] = ["let", "moderat", "højt", "vurderet, ikke indplaceret", "ikke vurderet"];
/// Where: on the map of 2026, and on that of 2027.
const PLACES: [(&str, &str, &str); 3] = [
    ("0101", "Region Hovedstaden", "Region Østdanmark"),
    ("0259", "Region Sjælland", "Region Østdanmark"),
    ("0751", "Region Midtjylland", "Region Midtjylland"),
];
const OWNERS: [(&str, &str); 3] =
    [("Kommunal", "offentlig"), ("Regional", "offentlig"), ("Privat", "privat")];

/// An offering, everything by its number; places in halves.
#[derive(Clone, Debug)]
struct One {
    provider: usize,
    group: usize,
    level: usize,
    place: usize,
    owner: usize,
    halves: Option<u32>,
}

impl One {
    /// Three providers share an operator.
    const fn operator(&self) -> usize {
        self.provider / 3
    }

    fn codes(&self) -> [&'static str; 4] {
        [GROUPS[self.group], LEVELS[self.level], PLACES[self.place].1, OWNERS[self.owner].0]
    }
}

fn micro() -> impl Strategy<Value = Vec<One>> {
    let one = (0..24_usize, 0..2_usize, 0..5_usize, 0..3_usize, 0..3_usize);
    let one = (one, prop::option::of(0..80_u32));
    let one = one.prop_map(|((provider, group, level, place, owner), halves)| One {
        provider,
        group,
        level,
        place,
        owner,
        halves,
    });
    prop::collection::vec(one, 0..70)
}

/// A run's folder, as far as a publication reads it.
fn write_run(folder: &Path, micro: &[One]) {
    let provenance = Provenance {
        run_id: "r".into(),
        program_version: "0".into(),
        rule: "flertal".into(),
        guidelines: Vec::new(),
        regions_on: None,
        is_example_guideline: false,
        is_example_data: true,
        remarks: Vec::new(),
    };
    let mut bytes: Vec<u8> = Vec::new();
    Table::<One>::new("placements", "Indplaceringer", "en", "indplaceringer")
        .code("provider_id", "id", |one| Some(one.provider.to_string()))
        .code("operator", "nummer", |one| Some(one.operator().to_string()))
        .code("target_group", "slug", |one| Some(SLUGS[one.group]))
        .code("state", "tilstand", |one| {
            Some(["placed", "placed", "placed", "below_light", "not_assessed"][one.level])
        })
        .code("level", "niveau", |one| LEVELS.get(one.level).filter(|_| one.level < 3).copied())
        .code("municipality", "kommune", |one| Some(PLACES[one.place].0))
        .code("region", "region", |one| Some(PLACES[one.place].1))
        .code("ownership", "form", |one| Some(OWNERS[one.owner].0))
        .decimal("places_shared", "Pladser", "delt", 3, |one| {
            one.halves.map(|halves| f64::from(halves) / 2.0)
        })
        .over(micro)
        .write(Some(&mut bytes), None, &provenance)
        .unwrap();
    let sha256 =
        Sha256::digest(&bytes).iter().fold(String::new(), |hex, b| format!("{hex}{b:02x}"));
    let manifest = json!({
        "program": "niveau", "command": "run", "version": "0", "run_id": "r", "rule": "flertal",
        "regions_on": "2026-01-01",
        "outputs": [{ "path": "placements.parquet", "bytes": bytes.len(), "sha256": sha256 }],
    });
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("placements.parquet"), bytes).unwrap();
    fs::write(folder.join("manifest.json"), manifest.to_string()).unwrap();
}

fn rules(zeros: &str) -> String {
    let table = |name: &str, counts: &str, dimensions: &str| {
        format!(
            "[[tables]]\nname = \"{name}\"\ntitle = \"{name}\"\ncounts = \"{counts}\"\n\
             dimensions = [{dimensions}]\n"
        )
    };
    [
        format!(
            "title = \"t\"\nstatus = \"example\"\nreading = \"r\"\nproviders = 3\np-percent = 20\n\
             zeros = \"{zeros}\"\nexpected-citizens = \"nej\"\n"
        ),
        table("a", "indplaceringer", "\"maalgruppe\", \"niveau\""),
        table("b", "indplaceringer", "\"region\", \"niveau\""),
        table("c", "indplaceringer", "\"niveau\", \"region-andet-kort\", \"ejerforhold\""),
        table("d", "pladser", "\"region\", \"niveau\""),
    ]
    .concat()
}

/// A cell as its file says it.
struct Cell {
    measure: String,
    /// A code for each dimension, sums among them.
    codes: Vec<String>,
    inner: BTreeSet<Vec<String>>,
    shown: Option<u64>,
    least_width: u64,
}

/// The cells, by `release.json` and the files alone.
fn cells(folder: &Path) -> (Vec<Cell>, bool) {
    let text = fs::read_to_string(folder.join("release.json")).unwrap();
    let release: Value = serde_json::from_str(&text).unwrap();
    let mut cells = Vec::new();
    for table in release["tables"].as_array().unwrap() {
        let file = fs::read_to_string(folder.join(table["file"].as_str().unwrap())).unwrap();
        for row in super::folder::rows(&file) {
            let of = |key: &str| row[table[key].as_str().unwrap()].clone();
            let dimensions = table["dimensions"].as_object().unwrap();
            let (mut codes, mut inner) = (Vec::new(), BTreeSet::from([Vec::new()]));
            for dimension in dimensions.values() {
                let code = match dimension["column"].as_str() {
                    Some(column) => row[column].clone(),
                    None => dimension["sum"].as_str().unwrap().to_owned(),
                };
                let leaves = match dimension["sums"][&code].as_array() {
                    Some(all) => all.iter().map(|leaf| leaf.as_str().unwrap().to_owned()).collect(),
                    None => vec![code.clone()],
                };
                inner = inner
                    .iter()
                    .flat_map(|before: &Vec<String>| {
                        leaves.iter().map(|leaf| [before.clone(), vec![leaf.clone()]].concat())
                    })
                    .collect();
                codes.push(code);
            }
            let is_hidden = of("sign") == "..";
            assert_eq!(is_hidden, of("value").is_empty());
            cells.push(Cell {
                measure: table["measure"].as_str().unwrap().to_owned(),
                codes,
                inner,
                shown: (!is_hidden).then(|| of("value").parse().unwrap()),
                least_width: table["least_width"].as_u64().unwrap(),
            });
        }
    }
    (cells, release["zeros_are_shown"].as_bool().unwrap())
}

/// What the files say of a measure, and of which cells each hidden one is.
fn knowledge(cells: &[&Cell], zeros: bool) -> (Knowledge, BTreeMap<Vec<String>, u32>) {
    let all: BTreeSet<&Vec<String>> = cells.iter().flat_map(|cell| &cell.inner).collect();
    let number: BTreeMap<Vec<String>, u32> = all.into_iter().cloned().zip(0..).collect();
    let inner = |cell: &Cell| cell.inner.iter().map(|key| number[key]).collect::<Vec<u32>>();
    let shown = cells.iter().filter_map(|cell| Some((inner(cell), cell.shown?)));
    let hidden = cells.iter().enumerate().filter(|(_, cell)| cell.shown.is_none());
    let hidden = hidden.map(|(at, cell)| Hidden {
        cell: at,
        inner: inner(cell),
        least: u64::from(zeros),
        width: cell.least_width,
    });
    let known = Knowledge {
        n_inner: number.len(),
        shown: shown.collect(),
        hidden: hidden.collect(),
        at_least: Vec::new(),
    };
    (known, number)
}

/// The offerings in a cell.
fn within<'m>(micro: &'m [One], cell: &Cell) -> Vec<&'m One> {
    let is_in = |one: &&One| cell.inner.contains(one.codes().map(str::to_owned).as_slice());
    micro.iter().filter(is_in).collect()
}

fn is_narrow(known: &Knowledge, hidden: &Hidden) -> bool {
    let (low, high) = slow_interval(known, hidden);
    high - low + 1e-6 < hidden.width as f64
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn a_publication_of_anything_holds(micro in micro(), zeros in prop::bool::ANY) {
        let folder = Folder::empty();
        folder.put_shipped("registers/");
        folder.put("rules/disclosure.toml", rules(if zeros { "vist" } else { "som-andre" }));
        let (run, input) = (folder.root().join("run"), folder.input());
        write_run(&run, &micro);
        let to = |name: &str| folder.root().join(name);
        for name in ["out", "again"] {
            let output = &to(name);
            publish(&PublishOptions { run: &run, input: &input, output, previous: None }).unwrap();
        }
        prop_assert_eq!(outputs(&to("out")), outputs(&to("again")));

        let (cells, zeros_are_shown) = cells(&to("out"));
        for cell in cells.iter().filter(|cell| cell.measure == "indplaceringer") {
            let inside = within(&micro, cell);
            let who: BTreeSet<usize> = inside.iter().map(|one| one.provider).collect();
            let tells = LEVELS[..4].contains(&cell.codes[1].as_str());
            match cell.shown {
                Some(n) => {
                    prop_assert_eq!(n, inside.len() as u64, "{:?}", &cell.codes);
                    prop_assert!(!tells || n == 0 || who.len() >= 3, "{:?}", &cell.codes);
                }
                None => prop_assert!(!zeros_are_shown || !inside.is_empty(), "{:?}", &cell.codes),
            }
        }
        for cell in cells.iter().filter(|cell| cell.measure == "pladser") {
            let halves: u32 = within(&micro, cell).iter().filter_map(|one| one.halves).sum();
            if let Some(n) = cell.shown {
                let off = (n as f64 - f64::from(halves) / 2.0).abs();
                prop_assert!(off < 4.0, "{:?}: {} for {} halves", &cell.codes, n, halves);
            }
        }
        for measure in ["indplaceringer", "pladser"] {
            let of: Vec<&Cell> = cells.iter().filter(|cell| cell.measure == measure).collect();
            let (known, number) = knowledge(&of, zeros_are_shown);
            for hidden in &known.hidden {
                prop_assert!(!is_narrow(&known, hidden), "{:?}", &of[hidden.cell].codes);
            }
            if measure == "pladser" {
                continue;
            }
            // An operator knows what it has, and all of the inner cells in which it is alone.
            let runs: BTreeSet<usize> = micro.iter().map(One::operator).collect();
            for operator in runs.into_iter().take(3) {
                let mut told = known.clone();
                let mut is_alone = false;
                for (codes, at) in &number {
                    let is_here = |one: &&One| codes.iter().zip(one.codes()).all(|(a, b)| a == b);
                    let here: Vec<&One> = micro.iter().filter(is_here).collect();
                    let own = here.iter().filter(|one| one.operator() == operator).count() as u64;
                    if own > 0 && own == here.len() as u64 {
                        is_alone |= codes[1] != LEVELS[4];
                        told.shown.push((vec![*at], own));
                    } else if own > 0 {
                        told.at_least.push((*at, own));
                    }
                }
                for hidden in told.hidden.iter().filter(|_| is_alone).take(12) {
                    let inside = within(&micro, of[hidden.cell]);
                    let who: BTreeSet<usize> = inside.iter().map(|one| one.provider).collect();
                    let is_own = inside.iter().all(|one| one.operator() == operator);
                    let is_few = who.len() < 3 && LEVELS[..4].contains(&of[hidden.cell].codes[1].as_str());
                    prop_assert!(is_own || !is_few || !is_narrow(&told, hidden), "{:?}", &of[hidden.cell].codes);
                }
            }
        }
    }
}
