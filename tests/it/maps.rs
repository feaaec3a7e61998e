//! Are maps and curves right, readable, and made of what the user brought?

use std::sync::Arc;

use chrono::NaiveDate;
use insta::assert_snapshot;
use niveau::chart::{
    AreaFill, Chart, ChartHead, Curve, CurveChart, CurveLevel, DotChart, DotRow, MapArea, MapChart,
    MapClass, Shape, png, svg,
};
use niveau::model::Boundaries;
use niveau::model::MunicipalityCode;
use niveau::register::Registers;
use niveau::table::Provenance;
use proptest::prelude::*;

use super::charts::misplaced;
use super::registers::shipped;

fn provenance() -> Provenance {
    Provenance {
        run_id: String::new(),
        program_version: "0.1.0".to_owned(),
        rule: String::new(),
        guidelines: Vec::new(),
        regions_on: NaiveDate::from_ymd_opt(2026, 1, 1),
        is_example_guideline: false,
        is_example_data: false,
        remarks: vec!["EKSEMPEL: tallene er eksempler".to_owned()],
    }
}

fn map(registers: &Registers, classes: &[usize], groups: &[usize]) -> MapChart {
    let fills = [AreaFill::Step(3), AreaFill::Step(1), AreaFill::Unknown, AreaFill::Nobody];
    let words = ["alene", "sammen", "ikke", "ingen"];
    let areas = registers.municipalities.iter().enumerate().map(|(at, municipality)| {
        let group = groups[at % groups.len()];
        let label = if group == 0 { String::new() } else { group.to_string() };
        let class = classes[at % classes.len()];
        MapArea {
            group: (group > 0).then_some(group),
            ..MapArea::new(municipality, &registers.tile_grid, class, label)
        }
    });
    MapChart {
        head: ChartHead {
            name: "kort".to_owned(),
            title: "Hvem når underlaget? Prøve".to_owned(),
            subtitle: "Mindst 30 borgere".to_owned(),
            unit: "kommuner".to_owned(),
            notes: vec!["En note".to_owned()],
        },
        class_header: "Underlaget".to_owned(),
        label_header: "Samarbejde".to_owned(),
        classes: words
            .into_iter()
            .zip(fills)
            .map(|(word, fill)| MapClass { word: word.to_owned(), fill })
            .collect(),
        areas: areas.collect(),
        boundaries: None,
    }
}

/// A square of half a degree around each municipality's centroid.
fn squares(registers: &Registers) -> String {
    let feature = |m: &niveau::model::Municipality| {
        let ((north, east), d) = (m.centroid, 0.1);
        let corners = [(-d, -d), (d, -d), (d, d), (-d, d), (-d, -d)];
        let ring: Vec<String> =
            corners.map(|(e, n)| format!("[{},{}]", east + e, north + n)).into();
        format!(
            r#"{{"type":"Feature","properties":{{"LAU_1":"{}"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
            m.code.0,
            ring.join(",")
        )
    };
    let features: Vec<String> = registers.municipalities.iter().map(feature).collect();
    format!(
        r#"{{"type":"FeatureCollection","attribution":"Prøvekort","features":[{}]}}"#,
        features.join(",")
    )
}

fn read(text: &str) -> Result<(Boundaries, Vec<String>), String> {
    let told = |f: &niveau::finding::Finding| f.to_string();
    Boundaries::parse(text, "kort.geojson", None, &shipped().municipalities)
        .map(|(boundaries, findings)| (boundaries, findings.iter().map(told).collect()))
        .map_err(|problem| told(&problem))
}

#[test]
fn the_islands_and_the_capital_are_in_their_places() {
    let registers = shipped();
    let at = |name: &str| {
        let code = registers.municipalities.by_name(name).unwrap();
        let tile = registers.tile_grid.of(code).unwrap();
        (tile.row, tile.column)
    };
    assert_eq!(registers.tile_grid.tiles().len(), 98);
    let is_west = |a: &str, b: &str| at(a).1 < at(b).1;
    let is_north = |a: &str, b: &str| at(a).0 < at(b).0;
    // Læsø east of Frederikshavn; Samsø between Odder and Kalundborg; Fanø west of Esbjerg; Ærø
    // south of Svendborg and west of Langeland; Bornholm the easternmost, south of København.
    assert!(is_west("Frederikshavn", "Læsø") && !is_north("Aalborg", "Læsø"));
    assert!(is_west("Odder", "Samsø") && is_west("Samsø", "Kalundborg"));
    assert!(is_west("Fanø", "Esbjerg"));
    assert!(is_north("Svendborg", "Ærø") && is_west("Ærø", "Langeland"));
    assert!(is_north("København", "Bornholm"));
    let others = registers.tile_grid.tiles().iter().map(|tile| tile.column).max();
    assert_eq!(others, Some(at("Bornholm").1));
    // No island touches the land but Fanø, a ferry of twelve minutes from Esbjerg.
    for island in ["Læsø", "Samsø", "Ærø", "Bornholm"] {
        let (row, column) = at(island);
        let near =
            |t: &&niveau::model::Tile| t.row.abs_diff(row) <= 1 && t.column.abs_diff(column) <= 1;
        assert_eq!(registers.tile_grid.tiles().iter().filter(near).count(), 1, "{island}");
    }
    // Three of four neighbours touch.
    let code_at = |code: MunicipalityCode| registers.tile_grid.of(code).unwrap();
    let (mut n, mut n_touching) = (0, 0);
    for (a, b, kind) in registers.neighbours.iter() {
        if kind != niveau::register::LinkKind::Ferry {
            let (a, b) = (code_at(a), code_at(b));
            n += 1;
            n_touching += u32::from(a.row.abs_diff(b.row) <= 1 && a.column.abs_diff(b.column) <= 1);
        }
    }
    assert_eq!((n_touching, n), (156, 192));
}

#[test]
fn a_map_carries_names_classes_and_its_mark() {
    let registers = shipped();
    let chart = Chart::Map(Box::new(map(&registers, &[0, 1, 2], &[1, 1, 2, 0])));
    let picture = chart.picture(&provenance());
    assert_eq!(misplaced(&picture), Vec::<String>::new());
    let texts: Vec<&str> = picture
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    for word in ["Kbh.", "Fr.berg", "Vallensb.", "EKSEMPEL", "alene", "Underlaget"] {
        assert!(texts.contains(&word), "{word}");
    }
    assert!(picture.description.contains("alene: 33 (København, "));
    png(&svg(&picture).unwrap()).unwrap();
}

#[test]
fn real_boundaries_are_drawn_with_their_credit_and_bornholm_beside() {
    let registers = shipped();
    let (boundaries, findings) = read(&squares(&registers)).unwrap();
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(boundaries.credit(), Some("Prøvekort"));
    assert_eq!(boundaries.rings(MunicipalityCode(101)).len(), 1);
    let mut chart = map(&registers, &[0, 1, 2], &[1, 2, 3, 0]);
    chart.boundaries = Some(Arc::new(boundaries));
    let picture = Chart::Map(Box::new(chart)).picture(&provenance());
    assert_eq!(misplaced(&picture), Vec::<String>::new());
    let has = |wanted: &str| {
        picture
            .shapes
            .iter()
            .any(|shape| matches!(shape, Shape::Text { text, .. } if text.contains(wanted)))
    };
    assert!(has("Kommunegrænser: Prøvekort."));
    assert!(has("Bornholm"));
    assert!(has("Omkring København"));
    let width = f64::from(picture.width);
    let inside = |points: &[(f64, f64)]| points.iter().all(|(x, _)| (0.0..=width).contains(x));
    assert!(picture.shapes.iter().all(|shape| match shape {
        Shape::Polygon { points, .. } => inside(points),
        _ => true,
    }));
    png(&svg(&picture).unwrap()).unwrap();
}

#[test]
fn what_a_map_of_the_user_lacks_is_told() {
    let point = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"kommunekode":"0101"},"geometry":{"type":"Point","coordinates":[12,55]}},
        {"type":"Feature","properties":{"kommunekode":411},"geometry":null},
        {"type":"Feature","properties":null,"geometry":null},
        {"type":"Feature","properties":{"Komkode":851},"geometry":{"type":"Polygon","coordinates":[[[540000,6300000],[541000,6300000],[541000,6301000],[540000,6300000]]]}},
        {"type":"Feature","properties":{"code":"751"},"geometry":{"type":"Polygon","coordinates":[[[10,56],[10.2,56],[10.1,56.2],[10,56]]]}}]}"#;
    let (_, findings) = read(point).unwrap();
    let told: Vec<&str> =
        findings.iter().map(|told| told.split(". [").next().unwrap()).take(4).collect();
    assert_snapshot!(told.join("\n"), @r##"
    kort.geojson: kommune 0101 er hverken Polygon eller MultiPolygon. Fladen er ikke tegnet
    kort.geojson: flade 2 har koden "411", som ikke er en kommune i registret. Fladen er ikke tegnet
    kort.geojson: flade 3 har ingen kommunekode. Fladen er ikke tegnet
    kort.geojson: kommune 0851 har flader med punkter uden for Danmark i WGS84 (antal: 1). Fladerne er ikke tegnet; gem filen i WGS84 (EPSG:4326), længde før bredde
    "##);
    assert!(findings[4].contains("filen har ingen flade for København, Frederiksberg"));
    assert_snapshot!(read("{}").unwrap_err(), @"kort.geojson: filen er ikke GeoJSON (læseren siger: Error while deserializing GeoJSON: missing field `type` at line 1 column 2). Gem kommunegrænserne som GeoJSON i WGS84 (EPSG:4326). [boundaries-unreadable]");
    assert_snapshot!(
        read(r#"{"type":"Point","coordinates":[12,55]}"#).unwrap_err(), @"kort.geojson: filen er GeoJSON, men ikke en FeatureCollection. Gem kommunerne som en samling med én Feature for hver. [boundaries-no-collection]"
    );
    assert_snapshot!(
        read(r#"{"type":"FeatureCollection","features":[]}"#).unwrap_err(), @r##"kort.geojson: ingen flade i filen har en kommunekode; der blev ledt efter kommunekode, komkode, kommune_kode, kom_kode, kommunenr, lau_1, lau1, lau_id, lau_code, municipality_code, code, kode. Giv hver flade egenskaben kommunekode, fx "0101". [boundaries-without-codes]"##
    );
}

fn dots(values: &[[f64; 3]], threshold: f64) -> Chart {
    let rows = values.iter().enumerate().map(|(at, values)| DotRow {
        code: format!("{at:04}"),
        name: if at % 2 == 0 { "Ringkøbing-Skjern".to_owned() } else { "Ærø".to_owned() },
        values: *values,
    });
    Chart::Dots(DotChart {
        head: ChartHead {
            name: "punkter".to_owned(),
            title: "Forventede borgere i kommunerne: prøve".to_owned(),
            subtitle: String::new(),
            unit: "forventede borgere".to_owned(),
            notes: Vec::new(),
        },
        value_header: "Forventede borgere".to_owned(),
        rows: rows.collect(),
        threshold,
        threshold_word: "mindst 30 borgere".to_owned(),
    })
}

fn curves(all: Vec<Vec<(f64, f64)>>, levels: Vec<f64>) -> Chart {
    let curve = |(at, points): (usize, Vec<(f64, f64)>)| Curve {
        label: format!("variationskoefficient {at}"),
        points,
    };
    let level = |share: f64| CurveLevel { share, label: format!("mindst {share:.2}: en del") };
    Chart::Curves(CurveChart {
        head: ChartHead {
            name: "kurver".to_owned(),
            title: "Hvor mange kommuner når underlaget alene?".to_owned(),
            subtitle: String::new(),
            unit: "kommuner".to_owned(),
            notes: Vec::new(),
        },
        value_header: "Borgere i underlaget (n)".to_owned(),
        share_header: "Andel af kommunerne".to_owned(),
        curves: all.into_iter().enumerate().map(curve).collect(),
        levels: levels.into_iter().map(level).collect(),
    })
}

#[test]
fn without_data_the_picture_says_so() {
    for chart in [dots(&[], 5.0), dots(&[[0.0; 3]], 5.0), curves(Vec::new(), Vec::new())] {
        let picture = chart.picture(&provenance());
        assert!(picture.description.starts_with("Ingen data."));
        png(&svg(&picture).unwrap()).unwrap();
    }
}

fn a_number() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 0.001_f64..1.0, 1.0_f64..100.0, 100.0_f64..1e6]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_a_map_overlaps(
        classes in prop::collection::vec(0_usize..5, 1..9),
        groups in prop::collection::vec(0_usize..1000, 1..98),
        is_real: bool,
    ) {
        let registers = shipped();
        let mut chart = map(&registers, &classes, &groups);
        if is_real {
            chart.boundaries = Some(Arc::new(read(&squares(&registers)).unwrap().0));
        }
        let picture = Chart::Map(Box::new(chart)).picture(&provenance());
        prop_assert_eq!(misplaced(&picture), Vec::<String>::new());
    }

    #[test]
    fn no_text_of_dots_overlaps(
        rows in prop::collection::vec(prop::array::uniform3(a_number()), 1..99),
        threshold in a_number(),
    ) {
        let rows: Vec<[f64; 3]> = rows
            .into_iter()
            .map(|mut row| {
                row.sort_by(f64::total_cmp);
                row
            })
            .collect();
        let picture = dots(&rows, threshold.max(0.1)).picture(&provenance());
        prop_assert_eq!(misplaced(&picture), Vec::<String>::new());
    }

    #[test]
    fn no_text_of_curves_overlaps(
        all in prop::collection::vec(
            prop::collection::vec((a_number(), 0.0_f64..=1.0), 1..12), 1..5),
        levels in prop::collection::vec(0.0_f64..=1.0, 0..3),
    ) {
        let picture = curves(all, levels).picture(&provenance());
        prop_assert_eq!(misplaced(&picture), Vec::<String>::new());
    }

    #[test]
    fn no_json_makes_the_reading_fall(text in r#"[\[\]{}:,"a-z0-9.]{0,60}"#, at in 0_usize..4000) {
        let _ = read(&text);
        let whole = squares(&shipped());
        let cut: String = whole.chars().take(at).collect();
        prop_assert!(read(&cut).is_err());
    }
}
