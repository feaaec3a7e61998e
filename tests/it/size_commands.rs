//! `niveau size` and `niveau describe`, as a person at a terminal meets them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use polars_core::prelude::DataFrame;
use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;

use super::golden::{niveau, outputs, small_example};

fn committed() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("input").to_string_lossy().into_owned()
}

/// An input folder with registers, sizes and descriptions, and nothing else.
fn bare_input(folder: &Path) -> String {
    let input = folder.join("input");
    for (path, text) in niveau::example::STANDARD_INPUT {
        let kept = ["registers/", "sizes/", "descriptions/", "collaborations/", "rules/underlag"];
        if kept.iter().any(|f| path.starts_with(f)) {
            let file = input.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
    }
    input.to_string_lossy().into_owned()
}

/// Exit code and what was said on stderr, with the test's own folder taken out.
fn told(folder: &Path, arguments: &[&str]) -> String {
    let done = niveau(arguments);
    let text = String::from_utf8(done.stderr).unwrap();
    let text = text.replace(&*folder.to_string_lossy(), "MAPPE");
    format!("[{}] {}", done.status.code().unwrap(), text.trim_end())
}

fn said(arguments: &[&str]) -> String {
    let done = niveau(arguments);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn sizes_need_no_provider_and_a_run_writes_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let input = bare_input(folder.path());
    let [alone, whole, of_run] = ["alone", "whole", "run"].map(|name| folder.path().join(name));
    said(&["size", "--input", &input, "--output", alone.to_str().unwrap()]);
    let full = folder.path().join("full");
    small_example(&full);
    let full = full.to_string_lossy();
    said(&["size", "--input", &full, "--output", whole.to_str().unwrap()]);
    let done = niveau(&["run", "--input", &full, "--output", of_run.to_str().unwrap()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let alone = outputs(&alone);
    let is_picture = |name: &&str| name.starts_with("charts/");
    assert_eq!(alone.keys().map(String::as_str).filter(is_picture).count(), 2 * 3 * 3);
    assert_eq!(
        alone.keys().map(String::as_str).filter(|name| !is_picture(name)).collect::<Vec<_>>(),
        [
            "size/collaborations.csv",
            "size/collaborations.parquet",
            "size/disagreement.csv",
            "size/estimates.csv",
            "size/expected.csv",
            "size/expected.parquet",
            "size/expected_by_area.csv",
            "size/published_figures.csv",
            "size/underlag.csv",
            "size/underlag.parquet",
            "size/underlag_by_n.csv",
            "size/underlag_summary.csv",
        ]
    );
    assert!(alone == outputs(&whole));
    let of_run = outputs(&of_run);
    for (name, bytes) in &alone {
        // Each says which run it is of; nothing else differs.
        let is_same = match Path::new(name).extension().and_then(|kind| kind.to_str()) {
            Some("csv") => without_source(bytes) == without_source(&of_run[name]),
            Some("parquet") => frame(bytes).equals_missing(&frame(&of_run[name])),
            _ => of_run[name] == *bytes,
        };
        assert!(is_same, "{name} differs");
    }
}

/// The rows of a CSV file, without the column that names the run.
fn without_source(bytes: &[u8]) -> String {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes);
    let mut rows = format!("{:?}\n", reader.headers().unwrap());
    for row in reader.records() {
        let row = row.unwrap();
        assert!(row[row.len() - 1].len() >= 8, "{row:?} names no run");
        let _ = writeln!(rows, "{:?}", row.iter().take(row.len() - 1).collect::<Vec<_>>());
    }
    rows
}

fn frame(bytes: &[u8]) -> DataFrame {
    ParquetReader::new(std::io::Cursor::new(bytes)).finish().unwrap()
}

/// The bold number in a square is what the municipality is expected to have, and the title says of
/// which levels.
#[test]
fn the_map_of_underlag_shows_expected_citizens_of_all_levels() {
    let folder = tempfile::tempdir().unwrap();
    let input = bare_input(folder.path());
    let output = folder.path().join("output");
    said(&["size", "synsnedsaettelse", "--input", &input, "--output", output.to_str().unwrap()]);
    let map = fs::read_to_string(output.join("charts/underlag-map-synsnedsaettelse.svg")).unwrap();
    assert!(map.contains("Hvem når underlaget? Synsnedsættelse, alle niveauer"));
    assert!(map.contains("når det selv: ") && !map.contains("det alene"));
    let csv = fs::read(output.join("size/collaborations.csv")).unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(&csv[..]);
    let headers = reader.headers().unwrap().clone();
    let at = |begin: &str| headers.iter().position(|header| header.starts_with(begin)).unwrap();
    let (expected, start) = (at("Forventede borgere, centralt"), at("Udgangspunkt"));
    let texts: Vec<&str> = map.split(['<', '>', '\n']).map(str::trim).collect();
    let mut n = 0;
    for row in reader.records().map(Result::unwrap).filter(|row| &row[start] == "ingen") {
        let citizens: f64 = row[expected].replace(',', ".").parse().unwrap();
        let shown = match citizens {
            few if few < 10.0 => format!("{few:.1}").replace('.', ","),
            many => niveau::table::thousands(format!("{many:.0}").parse().unwrap()),
        };
        assert!(texts.contains(&&*shown), "{} is not on the map: {shown}", &row[at("Kommune")]);
        n += 1;
    }
    assert_eq!(n % 98, 0);
    assert!(n > 0);
}

#[test]
fn a_description_says_what_its_interval_and_the_national_registers_lack() {
    let text = said(&["describe", "erhvervet-hjerneskade", "--input", &committed()]);
    for line in [
        "Bemærk: intervallet er ensidigt: det centrale skøn er også det høje.",
        "VISO: ikke oplyst",
        "Den nationale koordinationsstruktur: dækker: Voksne med kompleks erhvervet hjerneskade,",
    ] {
        assert!(text.lines().any(|told| told.trim() == line), "{line}\n{text}");
    }
    let text = said(&["describe", "synsnedsaettelse", "--input", &committed()]);
    assert!(!text.contains("ensidigt"));
}

#[test]
fn a_missing_rule_of_underlag_is_told_by_every_command_that_would_use_it() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    small_example(&input);
    fs::remove_file(input.join("rules/underlag.toml")).unwrap();
    let told = "rules/underlag.toml: findes ikke, så underlag og samarbejder er ikke regnet. Læg \
                en regel her, hvis de skal med; niveau example skriver en, der kan rettes. \
                [no-case-base-rule]";
    for command in ["run", "size"] {
        let output = folder.path().join(command);
        let paths = ["--input", input.to_str().unwrap(), "--output", output.to_str().unwrap()];
        let done = niveau(&[&[command], &paths[..]].concat());
        let stderr = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success() && stderr.contains(told), "{command}: {stderr}");
        let manifest = fs::read_to_string(output.join("manifest.json")).unwrap();
        let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
        assert_eq!(manifest["not_reckoned"], serde_json::json!([told]), "{command}");
        assert!(!output.join("size/underlag.csv").exists());
    }
    let findings = fs::read_to_string(folder.path().join("run/findings.csv")).unwrap();
    let row = findings.lines().find(|line| line.starts_with("rules/underlag.toml")).unwrap();
    assert!(row.contains("bemærkning;no-case-base-rule;findes ikke"), "{row}");
    let check = niveau(&["check", "--input", input.to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&check.stdout).contains("rules/underlag.toml: findes ikke"));
}

#[test]
fn the_committed_input_gives_expected_citizens_of_every_municipality() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    let text = said(&["size", "--input", &committed(), "--output", output.to_str().unwrap()]);
    insta::assert_snapshot!(text, @"
    Forventede borgere i hele landet (lavt, centralt og højt skøn):
      Synsnedsættelse, niveau alle (udkast): 12.500 - 32.000 - 65.000
      Autismespektrum, niveau alle (udkast): 40.353 - 66.727 - 92.411
      Autismespektrum, niveau let (eksempel): 20.176 - 40.036 - 64.688
      Autismespektrum, niveau moderat (eksempel): 8.071 - 20.018 - 36.965
      Autismespektrum, niveau højt (eksempel): 2.018 - 6.673 - 13.862
      Erhvervet hjerneskade, niveau alle (udkast): 120.000 - 230.000 - 230.000
        Bemærk: intervallet er ensidigt: det centrale skøn er også det høje

    Tallene beskriver målgrupper og placerer ingen borger: visitation ligger uden for modellen.
    Målgruppebeskrivelser er idealtypiske: en borgers behov kan rumme elementer af alle tre niveauer og ændre sig over tid.
    Synsnedsættelse: skønnet omfatter delvis det almene ældreområde, som ligger uden for modellen.
    Synsnedsættelse: tallene gælder mest mennesker over 70 år.
    Erhvervet hjerneskade: skønnet omfatter delvis det almene ældreområde, som ligger uden for modellen.
    Erhvervet hjerneskade: kun voksne er skønnet; intet tal for børn er fundet, så børn er ikke oplyst og ikke nul.
    Erhvervet hjerneskade: tal fra centrale udmeldinger følger en anden afgrænsning end modellens niveauer og er kun kilder.
    ");
    let bytes = fs::read(output.join("size/expected.parquet")).unwrap();
    let frame = frame(&bytes);
    assert_eq!(
        frame.get_column_names(),
        [
            "target_group",
            "subgroup",
            "level",
            "age_band",
            "municipality",
            "variant",
            "expected",
            "expected_whole",
            "status",
        ]
    );
    // Autism: all levels and three, six ages each; vision: six ages; brain injury: five.
    assert_eq!(frame.height(), (4 * 6 + 6 + 5) * 98 * 3);
    let text = String::from_utf8_lossy(&bytes);
    for wanted in ["placerer ingen borger", "idealtypiske", "EKSEMPEL", "almene ældreområde"] {
        assert!(text.contains(wanted), "{wanted}");
    }
    for (name, bytes) in &outputs(&output) {
        if Path::new(name).extension().is_some_and(|e| e == "parquet" || e == "png") {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        if name.ends_with("csv") {
            let rows = text.lines().skip(1).filter(|line| !line.ends_with(" EKSEMPEL"));
            assert_eq!(rows.count(), 0, "{name} says nowhere that it is an example");
            continue;
        }
        // A picture says what concerns its own group.
        let is_of_others = !name.contains("synsnedsaettelse");
        let of_group = if is_of_others { "EKSEMPEL" } else { "mest mennesker over 70" };
        for wanted in ["placerer ingen borger", "idealtypiske", "EKSEMPEL", of_group] {
            assert!(text.contains(wanted), "{name}: {wanted}");
        }
    }
}

#[test]
fn one_group_and_one_municipality_may_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    let (input, output) = (committed(), output.to_string_lossy().into_owned());
    let mut call = vec!["size", "Synsnedsættelse", "--input", &input, "--output", &output];
    call.extend(["--municipality", "Århus"]);
    insta::assert_snapshot!(said(&call), @r##"
    Forventede borgere i hele landet (lavt, centralt og højt skøn):
      Synsnedsættelse, niveau alle (udkast): 12.500 - 32.000 - 65.000

    Aarhus Kommune (lavt, centralt og højt skøn):
      Synsnedsættelse, niveau alle (udkast): 630,1 - 1609,5 - 3289,2

    Tallene beskriver målgrupper og placerer ingen borger: visitation ligger uden for modellen.
    Målgruppebeskrivelser er idealtypiske: en borgers behov kan rumme elementer af alle tre niveauer og ændre sig over tid.
    Synsnedsættelse: skønnet omfatter delvis det almene ældreområde, som ligger uden for modellen.
    Synsnedsættelse: tallene gælder mest mennesker over 70 år.
    "##);
    let call = ["size", "--input", &input, "--output", &output, "--municipality", "Århuss Havn"];
    insta::assert_snapshot!(told(folder.path(), &call), @r##"[2] niveau: kommunen "Århuss Havn" findes ikke i registret. Mente du Aarhus?"##);
    let call = ["size", "autismspektrum", "--input", &input, "--output", &output];
    insta::assert_snapshot!(told(folder.path(), &call), @r##"[2] niveau: målgruppen "autismspektrum" findes ikke i registret. Mente du "Autismespektrum"?"##);
    let call = ["size", "demens", "--input", &input, "--output", &output];
    let text = told(folder.path(), &call).replace(&input, "INPUT");
    insta::assert_snapshot!(text, @r##"[2] niveau: INPUT/sizes: der er ingen fil med størrelsen af "demens"; der er synsnedsaettelse, autismespektrum, erhvervet-hjerneskade. Skriv en, eller vælg en af dem"##);
}

#[test]
fn what_a_run_wrote_is_never_lost_to_sizes_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("input"), folder.path().join("output"));
    small_example(&input);
    let (input, output) = (input.to_string_lossy(), output.to_string_lossy());
    assert!(niveau(&["run", "--input", &input, "--output", &output]).status.success());
    let before = outputs(Path::new(&*output));
    let call = ["size", "--input", &input, "--output", &output];
    insta::assert_snapshot!(told(folder.path(), &call), @"[2] niveau: MAPPE/output: mappen holder resultater af niveau run, som ikke må gå tabt; vælg en anden mappe med --output. niveau run skriver også størrelserne (size/) og robustheden (robustness/)");
    assert!(before == outputs(Path::new(&*output)));
    let call = ["size", "--input", &input, "--output", &input];
    insta::assert_snapshot!(told(folder.path(), &call), @"[2] niveau: MAPPE/input: resultaterne kan ikke lægges i inputmappen; vælg en anden mappe med --output");
}

#[test]
fn a_size_for_a_group_that_is_not_there_stops_with_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    let input = bare_input(folder.path());
    let sizes = Path::new(&input).join("sizes");
    fs::rename(sizes.join("autismespektrum.toml"), sizes.join("autisme-spektrum.toml")).unwrap();
    let text = fs::read_to_string(sizes.join("erhvervet-hjerneskade.toml")).unwrap();
    let text =
        text.replace("subgroup = \"kompleks-erhvervet-hjerneskade\"", "subgroup = \"kompleks\"");
    fs::write(sizes.join("erhvervet-hjerneskade.toml"), text).unwrap();
    let descriptions = Path::new(&input).join("descriptions");
    fs::rename(descriptions.join("synsnedsaettelse"), descriptions.join("syn")).unwrap();
    insta::assert_snapshot!(told(folder.path(), &["size", "--input", &input]), @r##"
    [1] niveau: reglerne kan ikke bruges (2 fejl i alt); intet er skrevet
      descriptions/syn: mappen "syn" er ikke en målgruppe i registret. Brug målgruppens slug fra registers/target_groups.csv. [unknown-description-group]
      sizes/autisme-spektrum.toml: filen "autisme-spektrum" er ikke en målgruppe i registret. Mente du "autismespektrum"? Filen skal hedde som målgruppens slug i registers/target_groups.csv. [unknown-size-group]
    "##);
    fs::remove_dir_all(&descriptions).unwrap();
    fs::remove_dir_all(&sizes).unwrap();
    insta::assert_snapshot!(told(folder.path(), &["size", "--input", &input]), @"[2] niveau: MAPPE/input/sizes: der er ingen størrelser at regne på; læg en fil her for hver målgruppe. `niveau example --output MAPPE` skriver en inputmappe, der har nogle");
}

#[test]
fn a_description_is_told_with_its_size_and_what_is_known() {
    let text = said(&["describe", "synsnedsaettelse", "--input", &committed()]);
    for wanted in [
        "UDKAST: beskrivelsen er ikke vedtaget.",
        "Processtatus: foranalyse",
        "Niveau: moderat specialiseret",
        "Gradueret: Målgruppekompleksitet: let;",
        "Delmålgruppe: Blind eller stærkt svagsynet",
        "niveau alle: 32.000 personer centralt, 12.500 lavt og 65.000 højt skøn (udkast)",
        "Vidensprodukter",
        "niveau højt: afgrænsning",
        "almene ældreområde",
        "visitation",
    ] {
        assert!(text.contains(wanted), "{wanted} is missing in\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 88), "{text}");
}

#[test]
fn a_template_is_printed_and_is_refused_until_somebody_fills_it_in() {
    let folder = tempfile::tempdir().unwrap();
    let input = bare_input(folder.path());
    insta::assert_snapshot!(told(folder.path(), &["describe", "demens", "--input", &input]), @"[2] niveau: Demens har ingen beskrivelse i MAPPE/input/descriptions/demens. `niveau describe --new demens` skriver en tom skabelon");
    let template = said(&["describe", "--new", "demens", "--input", &input]);
    let file = Path::new(&input).join("descriptions/demens/2021-01-01.toml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, template).unwrap();
    let text = told(folder.path(), &["describe", "demens", "--input", &input]);
    assert!(text.starts_with("[1] niveau: reglerne kan ikke bruges (1 fejl)"), "{text}");
    assert!(text.contains("[unfilled-template]"), "{text}");
    // Another may be begun meanwhile; a shell has made its file before the program starts.
    let other = Path::new(&input).join("descriptions/depression/2021-01-01.toml");
    fs::create_dir_all(other.parent().unwrap()).unwrap();
    fs::write(&other, "").unwrap();
    assert!(said(&["describe", "--new", "depression", "--input", &input]).contains("Depression"));
}

#[test]
fn underlag_and_collaborations_are_written_for_every_point_of_the_grid() {
    let folder = tempfile::tempdir().unwrap();
    let input = bare_input(folder.path());
    let output = folder.path().join("output");
    said(&["size", "--input", &input, "--output", output.to_str().unwrap()]);
    let frame = |name: &str| frame(&fs::read(output.join("size").join(name)).unwrap());
    // Six series of three variants, 27 points, 98 municipalities; three more points from the
    // framework agreements.
    let underlag = frame("underlag.parquet");
    assert_eq!(
        underlag.get_column_names(),
        [
            "target_group",
            "subgroup",
            "level",
            "variant",
            "municipality",
            "n",
            "gamma",
            "cv",
            "expected",
            "p_at_least_n",
            "status"
        ]
    );
    assert_eq!(underlag.height(), 6 * 3 * 27 * 98);
    let groups = frame("collaborations.parquet");
    assert_eq!(groups.height(), 6 * 3 * (27 + 3) * 98);
    assert_eq!(groups.column("municipality").unwrap().null_count(), 0);
    assert!(groups.column("group").unwrap().null_count() > 0, "somebody is in no group");
    let text = fs::read_to_string(output.join("size/underlag_summary.csv")).unwrap();
    let line = |wanted: &str| text.lines().find(|line| line.starts_with(wanted)).unwrap();
    let start = |line: &str| line.split(";Autismespektrum").next().unwrap_or(line).to_owned();
    let row = line("Autismespektrum;;højt;central;30;90,0;0,30;");
    let shown: Vec<&str> = row.split(';').take(20).collect();
    insta::assert_snapshot!(start(&shown.join(";")), @"Autismespektrum;;højt;central;30;90,0;0,30;49,05;44294;50;51,0;let;moderat;ingen;64;82;5;Bornholm, Ærø, Fanø, Samsø, Læsø;48;eksempel");
}

#[test]
fn without_the_rule_there_are_sizes_and_no_underlag() {
    let folder = tempfile::tempdir().unwrap();
    let input = bare_input(folder.path());
    fs::remove_file(Path::new(&input).join("rules/underlag.toml")).unwrap();
    let output = folder.path().join("output");
    let told =
        told(folder.path(), &["size", "--input", &input, "--output", output.to_str().unwrap()]);
    assert!(told.contains("så underlag og samarbejder er ikke regnet"), "{told}");
    assert!(!output.join("size/underlag.parquet").exists());
}

#[test]
fn boundaries_that_cannot_be_used_are_a_wrong_call() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kort.geojson");
    let call = |map: &Path| {
        let output = folder.path().join("output");
        told(
            folder.path(),
            &[
                "size",
                "--input",
                &committed(),
                "--output",
                output.to_str().unwrap(),
                "--boundaries",
                map.to_str().unwrap(),
            ],
        )
    };
    fs::write(&map, "PK\u{3}\u{4}").unwrap();
    insta::assert_snapshot!(call(&map), @"[2] niveau: kort.geojson: filen er ikke GeoJSON (læseren siger: Error while deserializing GeoJSON: expected value at line 1 column 1). Gem kommunegrænserne som GeoJSON i WGS84 (EPSG:4326). [boundaries-unreadable]");
    let missing = call(&folder.path().join("andet.geojson"));
    assert!(missing.starts_with("[2] niveau: andet.geojson: kommunegrænserne kan ikke læses"));
}
