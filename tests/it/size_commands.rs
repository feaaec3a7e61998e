//! `niveau size` and `niveau describe`, as a person at a terminal meets them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::folder::{EXAMPLE, Folder, frame, outputs, text};

fn committed() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("input").to_string_lossy().into_owned()
}

#[test]
fn sizes_need_no_provider_and_a_run_writes_the_same() {
    let [bare, full] = [Folder::of_sizes(), Folder::example()];
    bare.shown(&["size", "--output", "output"]);
    full.shown(&["size", "--output", "output"]);
    let alone = bare.outputs();
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
    assert!(alone == full.outputs());
    let of_run = &EXAMPLE.outputs;
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

/// The bold number in a square is what the municipality is expected to have, and the title says of
/// which levels.
#[test]
fn the_map_of_underlag_shows_expected_citizens_of_all_levels() {
    let folder = Folder::of_sizes();
    folder.shown(&["size", "synsnedsaettelse", "--output", "output"]);
    let map = folder.text("charts/underlag-map-synsnedsaettelse.svg");
    assert!(map.contains("Hvem når underlaget? Synsnedsættelse, alle niveauer"));
    assert!(map.contains("når det selv: ") && !map.contains("det alene"));
    let csv = folder.text("size/collaborations.csv");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.as_bytes());
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
    let describe = |group| {
        let call = ["describe", group, "--input", &committed()];
        Folder::empty().shown(&call)
    };
    let text = describe("erhvervet-hjerneskade");
    for line in [
        "Bemærk: intervallet er ensidigt: det centrale skøn er også det høje.",
        "VISO: ikke oplyst",
        "Den nationale koordinationsstruktur: dækker: Voksne med kompleks erhvervet hjerneskade,",
    ] {
        assert!(text.lines().any(|told| told.trim() == line), "{line}\n{text}");
    }
    let text = describe("synsnedsaettelse");
    assert!(!text.contains("ensidigt"));
}

#[test]
fn a_missing_rule_of_underlag_is_told_by_every_command_that_would_use_it() {
    let folder = Folder::new(&[]);
    folder.put_shipped("sizes/");
    let told = "rules/underlag.toml: findes ikke, så underlag og samarbejder er ikke regnet. Læg \
                en regel her, hvis de skal med; niveau example skriver en, der kan rettes.\n";
    for command in ["run", "size"] {
        let said = folder.call(&[command, "--output", command]);
        assert!(said.code == 0 && said.err.contains(told), "{command}: {}", said.err);
        let written = outputs(&folder.root().join(command));
        assert!(!written.contains_key("size/underlag.csv"));
        let manifest = folder.root().join(command).join("manifest.json");
        let manifest = fs::read_to_string(manifest).unwrap();
        let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
        let with_code = format!("{} [no-case-base-rule]", told.trim_end());
        assert_eq!(manifest["not_reckoned"], serde_json::json!([with_code]), "{command}");
    }
    let findings = fs::read_to_string(folder.root().join("run/findings.csv")).unwrap();
    let row = findings.lines().find(|line| line.starts_with("rules/underlag.toml")).unwrap();
    assert!(row.contains("bemærkning;no-case-base-rule;findes ikke"), "{row}");
    assert!(folder.call(&["check"]).out.contains("rules/underlag.toml: findes ikke"));
}

#[test]
fn the_committed_input_gives_expected_citizens_of_every_municipality() {
    let folder = Folder::empty();
    let call = ["size", "--input", &committed(), "--output", "output"];
    insta::assert_snapshot!(folder.shown(&call), @r##"
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
    "##);
    let outputs = folder.outputs();
    let bytes = &outputs["size/expected.parquet"];
    let frame = frame(bytes);
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
    let text = String::from_utf8_lossy(bytes);
    for wanted in ["placerer ingen borger", "idealtypiske", "EKSEMPEL", "almene ældreområde"] {
        assert!(text.contains(wanted), "{wanted}");
    }
    for (name, bytes) in &outputs {
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
    let folder = Folder::empty();
    let committed = committed();
    let size = |more: &[&'static str]| {
        let call = ["size", "--input", &committed];
        call.into_iter().chain(more.iter().copied()).collect::<Vec<_>>()
    };
    insta::assert_snapshot!(folder.shown(&size(&["Synsnedsættelse", "--municipality", "Århus"])), @r##"
    Forventede borgere i hele landet (lavt, centralt og højt skøn):
      Synsnedsættelse, niveau alle (udkast): 12.500 - 32.000 - 65.000

    Aarhus Kommune (lavt, centralt og højt skøn):
      Synsnedsættelse, niveau alle (udkast): 630,1 - 1609,5 - 3289,2

    Tallene beskriver målgrupper og placerer ingen borger: visitation ligger uden for modellen.
    Målgruppebeskrivelser er idealtypiske: en borgers behov kan rumme elementer af alle tre niveauer og ændre sig over tid.
    Synsnedsættelse: skønnet omfatter delvis det almene ældreområde, som ligger uden for modellen.
    Synsnedsættelse: tallene gælder mest mennesker over 70 år.
    "##);
    insta::assert_snapshot!(folder.told(&size(&["--municipality", "Århuss Havn"])), @r##"[2] niveau: kommunen "Århuss Havn" findes ikke i registret. Mente du Aarhus?"##);
    insta::assert_snapshot!(folder.told(&size(&["autismspektrum"])), @r##"[2] niveau: målgruppen "autismspektrum" findes ikke i registret. Mente du "Autismespektrum"?"##);
    let text = folder.told(&size(&["demens"])).replace(&committed, "INPUT");
    insta::assert_snapshot!(text, @r##"[2] niveau: INPUT/sizes: der er ingen fil med størrelsen af "demens"; der er synsnedsaettelse, autismespektrum, erhvervet-hjerneskade. Skriv en, eller vælg en af dem"##);
}

#[test]
fn what_a_run_wrote_is_never_lost_to_a_part_alone() {
    let folder = Folder::new(&[]);
    folder.put_shipped("sizes/autisme");
    folder.run();
    let before = folder.outputs();
    let size = ["size", "--output", "output"];
    insta::assert_snapshot!(folder.told(&size), @"[2] niveau: output: mappen holder resultater af niveau run, som ikke må gå tabt; vælg en anden mappe med --output. niveau run skriver også størrelserne (size/) og robustheden (robustness/)");
    assert_eq!(folder.told(&size), folder.told(&["robustness", "--output", "output"]));
    assert!(before == folder.outputs());
    insta::assert_snapshot!(folder.told(&["size", "--output", "input"]), @"[2] niveau: input: resultaterne kan ikke lægges i inputmappen eller under den; vælg en anden mappe med --output");
}

#[test]
fn a_size_for_a_group_that_is_not_there_stops_with_a_hint() {
    let folder = Folder::of_sizes();
    let at = |path: &str| folder.input().join(path);
    fs::rename(at("sizes/autismespektrum.toml"), at("sizes/autisme-spektrum.toml")).unwrap();
    folder.edit("sizes/erhvervet-hjerneskade.toml", |text| {
        text.replace("subgroup = \"kompleks-erhvervet-hjerneskade\"", "subgroup = \"kompleks\"")
    });
    fs::rename(at("descriptions/synsnedsaettelse"), at("descriptions/syn")).unwrap();
    insta::assert_snapshot!(folder.told(&["size"]), @r##"
    [1] niveau: reglerne kan ikke bruges (2 fejl i alt); intet er skrevet
      descriptions/syn: mappen "syn" er ikke en målgruppe i registret. Brug målgruppens slug fra registers/target_groups.csv.
      sizes/autisme-spektrum.toml: filen "autisme-spektrum" er ikke en målgruppe i registret. Mente du "autismespektrum"? Filen skal hedde som målgruppens slug i registers/target_groups.csv.
    "##);
    folder.remove("descriptions");
    folder.remove("sizes");
    insta::assert_snapshot!(folder.told(&["size"]), @"[2] niveau: input/sizes: der er ingen størrelser at regne på; læg en fil her for hver målgruppe. `niveau example --output MAPPE` skriver en inputmappe, der har nogle");
}

#[test]
fn a_description_is_told_with_its_size_and_what_is_known() {
    let call = ["describe", "synsnedsaettelse", "--input", &committed()];
    let text = Folder::empty().shown(&call);
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
    let folder = Folder::of_sizes();
    insta::assert_snapshot!(folder.told(&["describe", "demens"]), @"[2] niveau: Demens har ingen beskrivelse i input/descriptions/demens. `niveau describe --new demens` skriver en tom skabelon");
    let template = folder.shown(&["describe", "--new", "demens"]);
    folder.put("descriptions/demens/2021-01-01.toml", template);
    let text = folder.told(&["describe", "demens"]);
    assert!(text.starts_with("[1] niveau: reglerne kan ikke bruges (1 fejl)"), "{text}");
    assert!(text.contains("skabelonen er ikke udfyldt: 39 af 39 felter er tomme"), "{text}");
    // Another may be begun meanwhile; a shell has made its file before the program starts.
    folder.put("descriptions/depression/2021-01-01.toml", "");
    assert!(folder.shown(&["describe", "--new", "depression"]).contains("Depression"));
}

#[test]
fn underlag_and_collaborations_are_written_for_every_point_of_the_grid() {
    let folder = Folder::of_sizes();
    folder.shown(&["size", "--output", "output"]);
    let outputs = folder.outputs();
    let frame = |name: &str| frame(&outputs[&format!("size/{name}")]);
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
    let text = text(&outputs, "size/underlag_summary.csv");
    let line = |wanted: &str| text.lines().find(|line| line.starts_with(wanted)).unwrap();
    let start = |line: &str| line.split(";Autismespektrum").next().unwrap_or(line).to_owned();
    let row = line("Autismespektrum;;højt;central;30;90,0;0,30;");
    let shown: Vec<&str> = row.split(';').take(20).collect();
    insta::assert_snapshot!(start(&shown.join(";")), @"Autismespektrum;;højt;central;30;90,0;0,30;49,05;44294;50;51,0;let;moderat;ingen;64;82;5;Bornholm, Ærø, Fanø, Samsø, Læsø;48;eksempel");
}

#[test]
fn without_the_rule_there_are_sizes_and_no_underlag() {
    let folder = Folder::of_sizes();
    folder.remove("rules/underlag.toml");
    let told = folder.told(&["size", "--output", "output"]);
    assert!(told.contains("så underlag og samarbejder er ikke regnet"), "{told}");
    assert!(!folder.output().join("size/underlag.parquet").exists());
}

#[test]
fn boundaries_that_cannot_be_used_are_a_wrong_call() {
    let folder = Folder::of_sizes();
    let call = |map: &str| folder.told(&["size", "--boundaries", map]);
    fs::write(folder.root().join("kort.geojson"), "PK\u{3}\u{4}").unwrap();
    insta::assert_snapshot!(call("kort.geojson"), @"[2] niveau: kort.geojson: filen er ikke GeoJSON (læseren siger: Error while deserializing GeoJSON: expected value at line 1 column 1). Gem kommunegrænserne som GeoJSON i WGS84 (EPSG:4326). [boundaries-unreadable]");
    let missing = call("andet.geojson");
    assert!(missing.starts_with("[2] niveau: andet.geojson: kommunegrænserne kan ikke læses"));
}
