//! `niveau place` and `niveau merge`: what is placed in a stream is what a run places, whatever the
//! format, the partitions and the threads; killed and begun again it gives the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;
use std::sync::LazyLock;
use std::thread::sleep;
use std::time::Duration;

use insta::assert_snapshot;
use niveau::flat::FlatColumn;
use polars_core::prelude::{AnyValue, DataFrame};
use serde_json::Value;

use super::folder::{Folder, all_files, frame, rows};

/// A run's flat table as text, line by line, and what the run placed.
struct Made {
    parquet: Vec<u8>,
    lines: Vec<String>,
    placements: DataFrame,
}

static MADE: LazyLock<Made> = LazyLock::new(|| {
    let folder = Folder::of(80, 60);
    folder.shown(&["run", "--format", "parquet"]);
    let mut outputs = folder.outputs();
    let parquet = outputs.remove("engine/offerings.parquet").unwrap();
    let flat = frame(&parquet);
    let header = flat.get_column_names().iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut lines = vec![header.join(",")];
    for row in 0..flat.height() {
        let cells = flat.columns().iter().map(|column| cell(&column.get(row).unwrap()));
        lines.push(cells.collect::<Vec<_>>().join(","));
    }
    Made { parquet, lines, placements: frame(&outputs["placements.parquet"]) }
});

fn cell(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => String::new(),
        AnyValue::String(text) if text.contains([',', '"']) => {
            format!("\"{}\"", text.replace('"', "\"\""))
        }
        AnyValue::String(text) => (*text).to_owned(),
        AnyValue::Date(days) => {
            let epoch = chrono::NaiveDate::default();
            (epoch + chrono::Duration::days((*days).into())).to_string()
        }
        value => value.to_string(),
    }
}

impl Made {
    /// Some of the rows as a CSV file.
    fn csv(&self, rows: std::ops::Range<usize>) -> String {
        let rows = &self.lines[1..][rows];
        format!("{}\n{}\n", self.lines[0], rows.join("\n"))
    }

    fn n(&self) -> usize {
        self.lines.len() - 1
    }
}

/// A folder with the rules, and partitions beside it.
fn folder(partitions: &[(&str, &[u8])]) -> Folder {
    let folder = Folder::empty();
    for part in ["registers/", "guidelines/", "rules/", "layouts/", "robustness"] {
        folder.put_shipped(part);
    }
    for (name, bytes) in partitions {
        let path = folder.root().join("parts").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

const PLACE: [&str; 4] = ["place", "parts", "--output", "placed"];

fn placed(folder: &Folder, partition: &str) -> DataFrame {
    let path = folder.root().join("placed").join(partition).join("placed.parquet");
    frame(&fs::read(path).unwrap())
}

#[test]
fn a_stream_places_as_the_run_does_from_csv_and_from_parquet() {
    let csv = MADE.csv(0..MADE.n());
    let folder = folder(&[("a.csv", csv.as_bytes()), ("b.parquet", &MADE.parquet)]);
    folder.shown(&PLACE);
    let (a, b) = (placed(&folder, "a.csv"), placed(&folder, "b.parquet"));
    assert!(a.equals_missing(&b));
    assert_eq!(a.height(), MADE.n());
    for name in
        ["provider_id", "target_group", "state", "quality", "level", "level_low", "level_high"]
    {
        let (ours, runs) = (a.column(name).unwrap(), MADE.placements.column(name).unwrap());
        assert!(ours.equals_missing(runs), "{name}");
    }
    let states = a.column("state").unwrap().str().unwrap();
    assert!(states.iter().any(|state| state == Some("placed")));
}

#[test]
fn the_separator_a_mark_and_the_order_of_columns_leave_no_trace() {
    let csv = MADE.csv(0..MADE.n());
    let mut reordered = String::new();
    for line in csv.lines() {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        let quoted = |cell: &str| {
            if cell.contains([';', '"']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.to_owned()
            }
        };
        let cells: Vec<String> = record.iter().rev().map(quoted).collect();
        reordered += &cells.join(";");
        reordered += "\r\n";
    }
    let other = format!("\u{feff}{reordered}");
    let folder = folder(&[("a.csv", csv.as_bytes()), ("b.csv", other.as_bytes())]);
    folder.shown(&PLACE);
    assert!(placed(&folder, "a.csv").equals_missing(&placed(&folder, "b.csv")));
}

#[test]
fn one_thread_and_eight_write_the_same_bytes() {
    let many = many();
    let folder = folder(&[("a.csv", many.as_bytes()), ("b.parquet", &MADE.parquet)]);
    folder.shown(&[&PLACE[..], &["--threads", "1"]].concat());
    folder.shown(&["place", "parts", "--output", "again", "--threads", "8"]);
    let (one, eight) =
        (all_files(&folder.root().join("placed")), all_files(&folder.root().join("again")));
    assert!(one == eight);
    assert!(one.len() >= 6);
}

/// Enough rows for several blocks.
fn many() -> String {
    let mut text = format!("{}\n", MADE.lines[0]);
    while text.len() < 9 << 20 {
        for line in &MADE.lines[1..] {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

#[test]
fn killed_at_any_time_and_begun_again_the_bytes_are_the_same() {
    let text = many();
    let parts: Vec<(String, &[u8])> =
        (0..3).map(|n| (format!("part-{n}.csv"), text.as_bytes())).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, b)| (&**name, *b)).collect();
    let folder = folder(&parts);
    folder.shown(&["place", "parts", "--output", "whole"]);
    let mut n_killed = 0;
    for wait in [0, 20, 60, 120, 200, 300, 400, 500] {
        let mut call = folder.command(&PLACE);
        let mut child = call.stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        n_killed += usize::from(!child.wait().unwrap().success());
    }
    assert!(n_killed > 2, "nothing was killed while it worked");
    folder.shown(&PLACE);
    let (whole, again) =
        (all_files(&folder.root().join("whole")), all_files(&folder.root().join("placed")));
    assert_eq!(whole.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
    assert!(whole == again);
}

#[test]
fn what_is_done_is_done_again_only_when_something_differs() {
    let csv = MADE.csv(0..MADE.n());
    let folder = folder(&[("a.csv", csv.as_bytes()), ("b.parquet", &MADE.parquet)]);
    let before = |told: &str| told.split(" færdige i forvejen").next().unwrap().to_owned();
    let told = |arguments: &[&str]| before(&folder.told(arguments));
    assert_eq!(told(&PLACE), "[0] 2 partitioner, heraf 0");
    assert_eq!(told(&PLACE), "[0] 2 partitioner, heraf 2");
    fs::write(folder.root().join("parts/a.csv"), MADE.csv(1..MADE.n())).unwrap();
    assert_eq!(told(&PLACE), "[0] 2 partitioner, heraf 1");
    // An output that somebody changed is not good for anything.
    fs::write(folder.root().join("placed/b.parquet/placed.parquet"), "rettet").unwrap();
    assert_eq!(told(&PLACE), "[0] 2 partitioner, heraf 1");
    assert_eq!(told(&[&PLACE[..], &["--rule", "alle"]].concat()), "[0] 2 partitioner, heraf 0");
    let guideline = fs::read_dir(folder.input().join("guidelines")).unwrap().next().unwrap();
    let file = fs::read_dir(guideline.unwrap().path()).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}\n# anderledes\n")).unwrap();
    assert_eq!(told(&[&PLACE[..], &["--rule", "alle"]].concat()), "[0] 2 partitioner, heraf 0");
}

#[test]
fn sums_are_the_same_however_the_rows_are_parted_and_are_those_of_the_rows() {
    let (n, third) = (MADE.n(), MADE.n() / 3);
    let (a, b) = (MADE.csv(0..third), MADE.csv(third..n));
    let folder = folder(&[("x/a.csv", a.as_bytes()), ("x/b.csv", b.as_bytes())]);
    fs::write(folder.root().join("whole.parquet"), &MADE.parquet).unwrap();
    folder.shown(&["place", "whole.parquet", "--output", "whole"]);
    folder.shown(&["place", "parts/x/a.csv", "--output", "one"]);
    folder.shown(&["place", "parts/x/b.csv", "--output", "two"]);
    folder.shown(&["merge", "whole", "--output", "sums-of-whole"]);
    folder.shown(&["merge", "two", "one", "--output", "sums"]);
    folder.shown(&["merge", "one", "two", "--output", "sums-again"]);
    let of = |name: &str| all_files(&folder.root().join(name));
    assert!(of("sums") == of("sums-again"));
    for name in ["levels.parquet", "grades.parquet", "levels.csv"] {
        assert!(of("sums")[name] == of("sums-of-whole")[name], "{name}");
    }
    // One by one, from the rows.
    let flat = frame(&MADE.parquet);
    let all = placed_rows(&frame(&of("whole")["whole.parquet/placed.parquet"]), &flat);
    let sums = frame(&of("sums")["levels.parquet"]);
    let mut summed: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for row in 0..sums.height() {
        let text = |names: &[&str]| -> Vec<String> {
            names.iter().map(|name| cell(&sums.column(name).unwrap().get(row).unwrap())).collect()
        };
        let key =
            text(&["target_group", "region", "ownership", "state", "level_low", "level_high"]);
        summed.insert(key, text(&["offerings", "places", "without_places", "parts"]));
    }
    assert_eq!(summed, all);
    let manifest: Value = serde_json::from_slice(&of("sums")["manifest.json"]).unwrap();
    assert_eq!(manifest["rows"]["read"], n);
    assert_eq!(folder.call(&["verify", "sums"]).code, 0);
}

/// Rows counted one by one.
fn placed_rows(standing: &DataFrame, flat: &DataFrame) -> BTreeMap<Vec<String>, Vec<String>> {
    let mut all: BTreeMap<Vec<String>, [u64; 4]> = BTreeMap::new();
    for row in 0..flat.height() {
        let of = |from: &DataFrame, name| cell(&from.column(name).unwrap().get(row).unwrap());
        let key = vec![
            of(flat, "target_group"),
            of(flat, "region"),
            of(flat, "ownership"),
            of(standing, "state"),
            of(standing, "level_low"),
            of(standing, "level_high"),
        ];
        let is_part = !(of(flat, "subgroup") + &of(flat, "age_group")).is_empty();
        let places = of(flat, "places_open");
        let counts = all.entry(key).or_default();
        counts[0] += 1;
        match (is_part, places.parse::<u64>()) {
            (true, _) => counts[3] += 1,
            (false, Ok(places)) => counts[1] += places,
            (false, Err(_)) => counts[2] += 1,
        }
    }
    all.into_iter().map(|(key, n)| (key, n.map(|n| n.to_string()).to_vec())).collect()
}

#[test]
fn sums_that_do_not_belong_together_are_not_added() {
    let csv = MADE.csv(0..9);
    let folder = folder(&[("a.csv", csv.as_bytes()), ("b.csv", MADE.csv(9..20).as_bytes())]);
    folder.shown(&["place", "parts/a.csv", "--output", "one"]);
    folder.shown(&["place", "parts/b.csv", "--output", "two", "--rule", "alle"]);
    folder.shown(&["place", "parts/a.csv", "--output", "three"]);
    fs::create_dir(folder.root().join("nothing")).unwrap();
    assert_snapshot!(folder.told(&["merge", "one", "two"]), @"[1] niveau: MAPPE/one/a.csv og MAPPE/two/b.csv er indplaceret efter hver sit (regel) og kan ikke lægges sammen; indplacer dem igen efter det samme");
    assert_snapshot!(folder.told(&["merge", "one", "three"]), @"[1] niveau: MAPPE/one/a.csv og MAPPE/three/a.csv er lavet af det samme indhold og ville tælle dobbelt; fjern den ene");
    assert_snapshot!(folder.told(&["merge", "nothing"]), @"[2] niveau: der er ingen færdige partitioner at lægge sammen; nævn en mappe, som niveau place har skrevet");
    assert_snapshot!(folder.told(&["merge", "nowhere"]), @"[2] niveau: nowhere: findes ikke");
    let sums = folder.root().join("one/a.csv/sums.json");
    let text = fs::read_to_string(&sums).unwrap();
    fs::write(&sums, text.replace("\"placed\":9", "\"placed\":8")).unwrap();
    assert_snapshot!(folder.told(&["merge", "one"]), @"[1] niveau: MAPPE/one/a.csv/sums.json: delsummerne kan ikke læses (noget andet, end niveau skriver); indplacer partitionen igen");
}

#[test]
fn rows_that_can_not_be_used_are_set_aside_and_the_books_balance() {
    let mut lines = MADE.csv(0..4).lines().map(str::to_owned).collect::<Vec<_>>();
    let names: Vec<String> = lines[0].split(',').map(str::to_owned).collect();
    let with = |name: &str, cell: &str| {
        let at = names.iter().position(|known| known == name).unwrap();
        let mut cells = vec![String::new(); names.len()];
        (cells[0], cells[1]) = ("1".into(), "autismespektrum".into());
        cells[at] = cell.into();
        cells.join(",")
    };
    lines.extend([
        with("target_group", "ukendt"),
        with("region", "Region Atlantis"),
        with("medarbejdere", "-1"),
        with("given_methods", "15"),
        with("judgement", "sufficient"),
        with("provider_id", ""),
        with("subgroup", &"x".repeat(1_001)),
        with("ownership", "=1+1"),
        "1,2,3".to_owned(),
        with("municipality", "\"01\n01\""),
        with("subgroup", "\"en, to\nog \"\"tre\"\"\""),
    ]);
    let mut bytes = lines.join("\n").into_bytes();
    bytes.extend(b"\n1,\xff\xff");
    let folder = folder(&[("a.csv", &bytes)]);
    let told = folder.told(&PLACE);
    assert!(told.contains("16 rækker læst, 5 indplaceret, 11 lagt til side"), "{told}");
    let sums = fs::read(folder.root().join("placed/a.csv/sums.json")).unwrap();
    let sums: Value = serde_json::from_slice(&sums).unwrap();
    assert_eq!(sums["rows"].to_string(), r#"{"placed":5,"read":16,"set_aside":11}"#);
    let aside = fs::read_to_string(folder.root().join("placed/a.csv/set_aside.csv")).unwrap();
    let aside: Vec<String> = rows(&aside)
        .into_iter()
        .map(|row| {
            let cell = |name: &str| {
                let found = row.iter().find(|(header, _)| header.starts_with(name));
                found.unwrap().1.chars().take(40).collect::<String>()
            };
            format!(
                "{} {}: {} / {}",
                cell("Række"),
                cell("Kolonne"),
                cell("Fundet"),
                cell("Forventet")
            )
        })
        .collect();
    assert_snapshot!(aside.join("\n"), @r"
    6 target_group: ukendt / en målgruppe i registret
    7 region: Region Atlantis / en region i registret
    8 medarbejdere: -1 / et helt tal på 0 eller mere
    9 given_methods: 15 / en sum af naboer blandt 1, 2, 4, 8, evt.
    10 judged_on:  / bedømmelsens dag
    11 provider_id:  / et tilbudsid
    12 subgroup: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx / højst 1000 tegn
    13 ownership: '=1+1 / en af de syv virksomhedsformer
    14 : 3 celler / lige så mange celler, som der er kolonne
    15 municipality: 01 01 / en kommunekode med fire cifre
    19 : 2 celler / lige så mange celler, som der er kolonne
    ");
}

#[test]
fn a_partition_that_can_not_be_read_does_not_stop_the_others() {
    let csv = MADE.csv(0..3);
    let no_column = csv.replacen("medarbejdere", "ansatte", 1);
    let cut = &MADE.parquet[..MADE.parquet.len() / 2];
    let mut broken = MADE.parquet.clone();
    for at in (100..broken.len() - 9_000).step_by(7) {
        broken[at] ^= 0x5a;
    }
    let endless = format!("{}\n\"{}", MADE.lines[0], "x".repeat(21 << 20));
    let folder = folder(&[
        ("a.csv", no_column.as_bytes()),
        ("b.parquet", cut),
        ("c.parquet", csv.as_bytes()),
        ("d.csv", b"\xff\xfe\x00"),
        ("e.csv", b""),
        ("f.csv", endless.as_bytes()),
        ("g.parquet", &broken),
        ("z.csv", csv.as_bytes()),
        ("_SUCCESS", b""),
        ("x.txt", b""),
    ]);
    let said = folder.call(&PLACE);
    assert_eq!(said.code, 1);
    assert!(!said.err.contains("panicked"), "{}", said.err);
    assert_eq!(placed(&folder, "z.csv").height(), 3);
    let found: Vec<String> = fs::read_dir(folder.root().join("placed"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(found, ["z.csv"], "{}", said.err);
    let first: Vec<&str> = said.err.lines().map(|line| line.get(..60).unwrap_or(line)).collect();
    assert_snapshot!(first.join("\n"), @r"
    1 partitioner, heraf 0 færdige i forvejen: 3 rækker læst,
    2 andre filer i mapperne er hverken .csv eller .parquet og e
    niveau: parts/a.csv: kolonnerne er ikke dem, der skal være:
    niveau: parts/b.parquet: parquetfilen kan ikke læses: den e
    niveau: parts/c.parquet: parquetfilen kan ikke læses: den e
    niveau: parts/d.csv: kolonnerne er ikke dem, der skal være:
    niveau: parts/e.csv: kolonnerne er ikke dem, der skal være:
    niveau: parts/f.csv: efter byte 1281 er der ingen ende på e
    niveau: parts/g.parquet: parquetfilen kan ikke læses: den e
    Resultater i placed; læg dem sammen med niveau merge
    ");
}

#[test]
fn calls_that_are_wrong_are_told() {
    let folder = folder(&[("a.csv", MADE.csv(0..2).as_bytes()), ("x/a.csv", b"")]);
    assert_snapshot!(folder.told(&["place"]), @"[2] niveau: der mangler <FIL>. Se niveau --help, eller niveau KOMMANDO --help");
    assert_snapshot!(folder.told(&["place", "nowhere"]), @"[2] niveau: nowhere: findes ikke");
    assert_snapshot!(folder.told(&["place", "input/rules"]), @"[2] niveau: der er ingen partitioner at indplacere; nævn filer, der ender på .csv eller .parquet, eller mapper med dem");
    assert_snapshot!(folder.told(&["place", "parts/a.csv", "parts/x"]), @"[2] niveau: to partitioner hedder a.csv: parts/a.csv og parts/x/a.csv; giv den ene et andet navn, eller indplacer dem hver for sig");
    assert_snapshot!(folder.told(&["place", "parts", "--output", "parts/out"]), @"[2] niveau: parts/out: resultaterne kan ikke lægges i inputmappen eller under den; vælg en anden mappe med --output");
    assert_snapshot!(folder.told(&["place", "parts", "--rule", "ukendt"]), @r#"[2] niveau: reglen "ukendt" findes ikke; der er alle, flertal, flertal-aktiv-praksis. Vælg en af dem med --rule"#);
}

#[test]
fn an_empty_partition_has_its_columns() {
    let header = format!("{}\n", MADE.lines[0]);
    let folder = folder(&[("a.csv", header.as_bytes())]);
    folder.shown(&PLACE);
    let empty = placed(&folder, "a.csv");
    assert_eq!(empty.height(), 0);
    assert_eq!(empty.width(), 10 + 8);
    assert_eq!(MADE.lines[0].split(',').count(), FlatColumn::COUNT);
    folder.shown(&["merge", "placed"]);
}
