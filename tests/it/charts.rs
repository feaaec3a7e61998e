//! Are the charts right, readable, and the same each time?

#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use niveau::chart::{
    Anchor, BarsChart, BarsRow, ChancesChart, ChancesRow, Chart, ChartHead, GradeCounts, HeatCell,
    HeatChart, LevelCounts, LevelsChart, LevelsRow, Parts, Picture, ProfileChart, ProfileRow, Rgb,
    Shape, SpreadChart, SpreadCounts, TransitionsChart, TransitionsPanel, coverage_sentence, png,
    svg, text_width,
};
use niveau::model::{Grade, Parameter, PerParameter};
use niveau::table::Provenance;
use proptest::prelude::*;
use resvg::usvg::roxmltree;

fn provenance(is_example: bool) -> Provenance {
    Provenance {
        run_id: String::new(),
        program_version: "0.1.0".to_owned(),
        rule: "flertal".to_owned(),
        guidelines: vec!["autismespektrum 2021-01-01 (eksempel)".to_owned()],
        regions_on: NaiveDate::from_ymd_opt(2026, 12, 1),
        is_example_guideline: is_example,
        is_example_data: is_example,
        remarks: Vec::new(),
    }
}

fn counts(levels: [u64; 3], states: [u64; 4], not_assessed: u64) -> LevelCounts {
    let [below_light, provisional, quality_unknown, quality_not_met] = states;
    LevelCounts { levels, below_light, provisional, quality_unknown, quality_not_met, not_assessed }
}

fn row(label: &str, counts: LevelCounts) -> LevelsRow {
    LevelsRow { label: label.to_owned(), counts }
}

fn levels(rows: Vec<LevelsRow>, total: Option<LevelsRow>) -> Chart {
    Chart::Levels(LevelsChart {
        head: ChartHead {
            name: "niveau-efter-region-autismespektrum".to_owned(),
            title: "Niveauer efter region: autismespektrum".to_owned(),
            subtitle: "19 af 212 tilbud er vurderet (9 %)".to_owned(),
            unit: "tilbud".to_owned(),
            notes: vec!["Et tilbud tæller én gang i hele landet".to_owned()],
        },
        row_header: "Region".to_owned(),
        rows,
        total,
    })
}

fn regions() -> Chart {
    let rows = vec![
        row("Region Hovedstaden", counts([3, 5, 2], [1, 2, 1, 0], 97)),
        row("Region Sjælland", counts([2, 3, 0], [0, 0, 0, 0], 96)),
    ];
    levels(rows, Some(row("Hele landet", counts([5, 8, 2], [1, 2, 1, 0], 193))))
}

fn grades(counts: [u64; 6]) -> GradeCounts {
    let all = [
        Grade::None,
        Grade::Light,
        Grade::Moderate,
        Grade::High,
        Grade::NotRelevant,
        Grade::Unknown,
    ];
    all.into_iter().zip(counts).fold(GradeCounts::default(), |sum, (g, n)| sum.with(g, n))
}

fn profile(counts: &[[u64; 6]; 8]) -> Chart {
    Chart::Profile(Box::new(ProfileChart {
        head: ChartHead {
            name: "parameterprofil-synsnedsaettelse".to_owned(),
            title: "Parameterprofil: synsnedsættelse".to_owned(),
            subtitle: String::new(),
            unit: "vurderede tilbud".to_owned(),
            notes: Vec::new(),
        },
        row_header: "Parameter".to_owned(),
        parts: Parts::Grades,
        rows: Parameter::ALL
            .into_iter()
            .zip(counts)
            .map(|(parameter, counts)| ProfileRow {
                label: parameter.danish().to_owned(),
                counts: grades(*counts).along(),
            })
            .collect(),
    }))
}

fn spread(cells: [[u64; 4]; 4]) -> Chart {
    Chart::Spread(SpreadChart {
        head: ChartHead {
            name: "spredning-erhvervet-hjerneskade".to_owned(),
            title: "Spredning i gradueringen: erhvervet hjerneskade".to_owned(),
            unit: "vurderede tilbud".to_owned(),
            ..ChartHead::default()
        },
        counts: SpreadCounts {
            cells,
            partly_unknown: [[0; 4], [0, 1, 1, 0], [0; 4], [0; 4]],
            n_without_grade: 1,
        },
    })
}

fn all_three() -> [Chart; 3] {
    [
        regions(),
        profile(&[[2, 8, 14, 9, 0, 5]; 8]),
        spread([[0, 1, 4, 2], [0, 2, 9, 7], [0, 0, 5, 6], [0, 0, 0, 2]]),
    ]
}

fn texts(picture: &Picture) -> Vec<&str> {
    let texts = picture.shapes.iter().filter_map(|shape| match shape {
        Shape::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// Left, top, right and bottom of a text as it will be drawn (capitals and descenders); nothing for
/// other shapes.
fn text_box(shape: &Shape) -> Option<[f64; 4]> {
    let Shape::Text { text, at: (x, y), anchor, size, bold, .. } = shape else { return None };
    let width = text_width(text, *size, *bold);
    let left = match anchor {
        Anchor::Start => *x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Some([left, y - size * 0.36, left + width, y + size * 0.6])
}

/// Texts that overlap another or leave the picture.
pub fn misplaced(picture: &Picture) -> Vec<String> {
    let boxes: Vec<(&str, [f64; 4])> =
        texts(picture).into_iter().zip(picture.shapes.iter().filter_map(text_box)).collect();
    let mut wrong = Vec::new();
    for (i, (text, [left, top, right, bottom])) in boxes.iter().enumerate() {
        let is_outside = *left < 8.0
            || *top < 8.0
            || *right > f64::from(picture.width) - 8.0
            || *bottom > f64::from(picture.height) - 8.0;
        if is_outside {
            wrong.push(format!("\"{text}\" leaves the picture"));
        }
        for (other, [l, t, r, b]) in &boxes[i + 1..] {
            if left < r && l < right && top < b && t < bottom {
                wrong.push(format!("\"{text}\" lies on \"{other}\""));
            }
        }
    }
    wrong
}

#[test]
fn the_svg_carries_title_description_and_axis_words() {
    let words: [&[&str]; 3] = [
        &["Region", "Antal tilbud (samme skala i begge felter)", "Region Sjælland", "højt"],
        &["Andel af vurderede tilbud (tallene på søjlerne er antal)", "Fagmiljø", "100 %"],
        &["Laveste", "graduering", "Højeste graduering", "moderat", "24 %"],
    ];
    for (chart, words) in all_three().iter().zip(words) {
        let picture = chart.picture(&provenance(true));
        let svg = svg(&picture).unwrap();
        let document = roxmltree::Document::parse(&svg).unwrap();
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        assert_eq!(root.attribute("aria-labelledby"), Some("title desc"));
        let child = |name: &str| root.children().find(|node| node.has_tag_name(name)).unwrap();
        assert_eq!(child("title").text(), Some(picture.title.as_str()));
        assert_eq!(child("desc").text(), Some(picture.description.as_str()));
        let drawn: Vec<&str> = root
            .descendants()
            .filter(|node| node.has_tag_name("text"))
            .map(|node| node.text().unwrap().trim())
            .collect();
        for word in words {
            assert!(drawn.contains(word), "{word} is not in {drawn:?}");
        }
        assert!(drawn.contains(&"EKSEMPEL"));
        assert!(drawn.iter().any(|text| text.starts_with("Regel: »flertal«. Vejledning: autisme")));
        let families = root.descendants().filter_map(|node| node.attribute("font-family"));
        assert!(families.into_iter().all(|family| family == "Noto Sans, sans-serif"));
    }
}

#[test]
fn the_description_tells_the_figures() {
    let [levels, profile, spread] = all_three().map(|c| c.picture(&provenance(false)).description);
    insta::assert_snapshot!(levels, @"Stablede vandrette søjler med antal tilbud efter region. Region Hovedstaden: let 3, moderat 5, højt 2, under let 1, foreløbig 2, kvalitet ukendt 1, ikke vurderet 97, i alt 111. Region Sjælland: let 2, moderat 3, højt 0, ikke vurderet 96, i alt 101. Hele landet: let 5, moderat 8, højt 2, under let 1, foreløbig 2, kvalitet ukendt 1, ikke vurderet 193, i alt 212. Regel: »flertal«. Vejledning: autismespektrum 2021-01-01 (eksempel). Regioner pr. 1.12.2026. Programmet niveau, version 0.1.0.");
    assert!(profile.contains("Aktiv praksis: ingen 2, let 8, moderat 14, højt 9, ikke oplyst 5."));
    insta::assert_snapshot!(spread, @"Tabel med vurderede tilbud efter laveste og højeste graduering på de otte parametre. Laveste til højeste: ingen til let 1 (3 %), ingen til moderat 4 (11 %), ingen til højt 2 (5 %), let til let 2 (5 %), let til moderat 9 (24 %), let til højt 7 (18 %), moderat til moderat 5 (13 %), moderat til højt 6 (16 %), højt til højt 2 (5 %). Vurderede tilbud, hvor en eller flere parametre ikke er oplyst (de kendte tæller): 2 af 38. Vurderede tilbud uden en eneste kendt graduering, som derfor ikke er med: 1. Regel: »flertal«. Vejledning: autismespektrum 2021-01-01 (eksempel). Regioner pr. 1.12.2026. Programmet niveau, version 0.1.0.");
}

#[test]
fn only_examples_are_marked() {
    for chart in all_three() {
        let real = chart.picture(&provenance(false));
        assert!(!texts(&real).contains(&"EKSEMPEL"));
        assert!(texts(&real).iter().any(|text| text.starts_with("Regel: »flertal«")));
        let example = chart.picture(&provenance(true));
        assert!(texts(&example).contains(&"EKSEMPEL"));
        assert!(example.description.contains("EKSEMPEL: opdigtede tilbud"));
    }
}

#[test]
fn levels_have_their_colours_and_nothing_else_has() {
    let blues = [Rgb(0x9C, 0xC7, 0xEE), Rgb(0x3B, 0x82, 0xC4), Rgb(0x0B, 0x2F, 0x57)];
    for chart in all_three() {
        let picture = chart.picture(&provenance(true));
        let fills: Vec<Rgb> = picture
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Rect { fill, .. } => *fill,
                _ => None,
            })
            .collect();
        assert!(blues.iter().all(|blue| fills.contains(blue)));
        let others = fills.iter().filter(|fill| !blues.contains(fill));
        for Rgb(red, green, blue) in others {
            assert!(red == green && green == blue, "only greys beside the levels");
        }
    }
}

#[test]
fn a_chart_is_the_same_bytes_from_any_thread() {
    use rayon::prelude::*;
    let charts = all_three();
    let draw = |chart: &Chart| {
        let svg = svg(&chart.picture(&provenance(true))).unwrap();
        let png = png(&svg).unwrap();
        (svg, png)
    };
    let once: Vec<_> = charts.iter().map(draw).collect();
    let many: Vec<_> = (0..9_usize).into_par_iter().map(|i| draw(&charts[i % 3])).collect();
    for (i, drawn) in many.iter().enumerate() {
        assert!(drawn == &once[i % 3]);
    }
}

/// A PNG's colour type, sides and pixels.
fn decoded(bytes: Vec<u8>) -> (png::ColorType, (u32, u32), Vec<u8>) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    (reader.info().color_type, reader.info().size(), pixels)
}

#[test]
fn a_png_is_twice_the_size_and_shows_the_level_colours() {
    let picture = regions().picture(&provenance(true));
    let (_, size, pixels) = decoded(png(&svg(&picture).unwrap()).unwrap());
    assert_eq!(size, (2 * picture.width, 2 * picture.height));
    for level in [[0x9C, 0xC7, 0xEE], [0x3B, 0x82, 0xC4], [0x0B, 0x2F, 0x57]] {
        assert!(pixels.chunks(3).any(|pixel| pixel == level));
    }
    // Text is drawn: there is ink in the band of the title.
    let band = &pixels[..2 * 60 * 2 * picture.width as usize * 3];
    assert!(band.chunks(3).filter(|pixel| pixel[0] < 0x60).count() > 1000);
}

#[test]
fn a_png_keeps_every_colour_with_a_palette_and_without() {
    // White is the ground: 255 more fill a palette, and one above that is too many.
    for (n_colors, kind) in [(255, png::ColorType::Indexed), (256, png::ColorType::Rgb)] {
        let colors: Vec<Rgb> = (0..=255).map(|i| Rgb(i, 255 - i, i / 2)).take(n_colors).collect();
        let column = |(i, color): (usize, &Rgb)| Shape::Rect {
            sides: [i as f64, 1.0, i as f64 + 1.0, 3.0],
            fill: Some(*color),
            outline: None,
        };
        let picture = Picture {
            width: 300,
            height: 4,
            title: "Farver".to_owned(),
            description: "Farver.".to_owned(),
            shapes: colors.iter().enumerate().map(column).collect(),
        };
        let (found, _, pixels) = decoded(png(&svg(&picture).unwrap()).unwrap());
        assert_eq!(found, kind);
        let white = [0xFF; 3];
        for row in [0, 1, 6, 7] {
            assert!(pixels[row * 1800..][..1800].chunks(3).all(|pixel| pixel == white));
        }
        for row in 2..6 {
            for (i, pixel) in pixels[row * 1800..][..1800].chunks(3).enumerate() {
                let expected = colors.get(i / 2).map_or(white, |Rgb(r, g, b)| [*r, *g, *b]);
                assert_eq!(pixel, expected, "row {row}, pixel {i}");
            }
        }
    }
}

#[test]
fn without_data_the_picture_says_so() {
    let empty = [
        levels(Vec::new(), None),
        levels(vec![row("Region Nordjylland", LevelCounts::default())], None),
        profile(&[[0; 6]; 8]),
        spread([[0; 4]; 4]),
    ];
    for chart in empty {
        let picture = chart.picture(&provenance(true));
        assert!(texts(&picture).contains(&"Ingen data"));
        assert!(picture.description.starts_with("Ingen data."));
        png(&svg(&picture).unwrap()).unwrap();
    }
}

#[test]
fn a_group_without_assessments_shows_its_coverage() {
    let picture = levels(vec![row("Region Nordjylland", counts([0; 3], [0; 4], 55))], None)
        .picture(&provenance(true));
    assert!(texts(&picture).contains(&"0 af 55"));
    assert!(misplaced(&picture).is_empty());
}

#[test]
fn any_name_gives_well_formed_xml() {
    let name = "A&B <\"'> \u{0}\u{8}\tæøå";
    let picture =
        levels(vec![row(name, counts([1, 0, 0], [0; 4], 0))], None).picture(&provenance(true));
    let svg = svg(&picture).unwrap();
    let document = roxmltree::Document::parse(&svg).unwrap();
    assert!(
        document.descendants().any(|n| n.text().is_some_and(|t| t.trim().starts_with("A&B <")))
    );
    png(&svg).unwrap();
}

#[test]
fn offerings_are_counted_once_each() {
    let levels = counts([0, 0, 1], [1, 1, 1, 1], 1);
    assert_eq!((levels.assessed(), levels.all()), (5, 6));
    assert_eq!(coverage_sentence(&levels, "tilbud"), "5 af 6 tilbud er vurderet (83 %)");

    let mut spread = SpreadCounts::default();
    spread.add(&PerParameter([Grade::Unknown; 8]));
    let mut grades = PerParameter([Grade::Moderate; 8]);
    spread.add(&grades);
    grades.0[0] = Grade::Light;
    grades.0[7] = Grade::NotRelevant;
    spread.add(&grades);
    grades.0[1] = Grade::Unknown;
    spread.add(&grades);
    assert_eq!(spread.cells, [[0; 4], [0, 0, 2, 0], [0, 0, 1, 0], [0; 4]]);
    assert_eq!((spread.n_partly_unknown(), spread.n_without_grade), (1, 1));
}

fn chances(rows: Vec<(String, [f64; 4])>) -> Chart {
    Chart::Chances(ChancesChart {
        head: ChartHead {
            name: "sikkerhed-autismespektrum".to_owned(),
            title: "Hvor sikre er indplaceringerne: autismespektrum".to_owned(),
            unit: "vurderede tilbud".to_owned(),
            ..ChartHead::default()
        },
        remark_header: "Beregnet niveau, radius".to_owned(),
        rows: rows
            .into_iter()
            .map(|(label, chances)| {
                let sum: f64 = chances.iter().sum();
                let chances =
                    if sum > 0.0 { chances.map(|c| c / sum) } else { [1.0, 0.0, 0.0, 0.0] };
                ChancesRow { label, chances, remark: "moderat, ±25 %".to_owned() }
            })
            .collect(),
    })
}

fn heat(columns: Vec<String>, rows: Vec<(String, Vec<Option<f64>>)>) -> Chart {
    Chart::Heat(HeatChart {
        head: ChartHead {
            name: "tau-b-autismespektrum".to_owned(),
            title: "Siger parametrene det samme".to_owned(),
            unit: "par".to_owned(),
            ..ChartHead::default()
        },
        headers: ("Parameter".to_owned(), "Parameter".to_owned()),
        measure: "Kendalls tau-b".to_owned(),
        is_diverging: true,
        rows: rows
            .into_iter()
            .map(|(label, values)| {
                let cell = |value: Option<f64>| HeatCell {
                    value,
                    text: value.map_or("–".to_owned(), |value| format!("{value:.2}")),
                    shade: value,
                };
                (label, values.into_iter().map(cell).collect())
            })
            .collect(),
        columns,
        ..HeatChart::default()
    })
}

fn bars(rows: Vec<(String, Option<f64>, Option<f64>)>) -> Chart {
    Chart::Bars(BarsChart {
        head: ChartHead {
            name: "fejltrappe-autismespektrum".to_owned(),
            title: "Prioritering eller sortering".to_owned(),
            unit: "vurderede tilbud".to_owned(),
            ..ChartHead::default()
        },
        row_header: "Regler".to_owned(),
        measures: ("Niveauer fra tilsynets, i snit".to_owned(), Some("Holdt ude".to_owned())),
        rows: rows
            .into_iter()
            .map(|(label, value, beside)| BarsRow {
                label,
                value,
                beside: beside.filter(|_| value.is_some()),
                text: value.map_or("alle har samme graduering".into(), |v| format!("{v:.2}; ude")),
            })
            .collect(),
    })
}

fn transitions(panels: Vec<[[u64; 4]; 4]>) -> Chart {
    Chart::Transitions(TransitionsChart {
        head: ChartHead {
            name: "regler-overgange-autismespektrum".to_owned(),
            title: "Hvem flytter, når en anden regel indplacerer".to_owned(),
            unit: "vurderede tilbud".to_owned(),
            ..ChartHead::default()
        },
        from_rule: "flertal".to_owned(),
        panels: panels
            .into_iter()
            .map(|counts| TransitionsPanel { rule: "flertal-aktiv-praksis".to_owned(), counts })
            .collect(),
    })
}

#[test]
fn charts_of_firmness_say_their_figures_and_when_there_are_none() {
    let provider = |chances| vec![("Eksempeltilbud 0042 (900042)".to_owned(), chances)];
    let told = |chart: Chart| chart.picture(&provenance(true)).description;
    insta::assert_snapshot!(told(chances(provider([0.0, 0.0001, 0.2299, 0.77]))), @"Stablede vandrette søjler med sandsynligheden for hvert niveau. Eksempeltilbud 0042 (900042): let <1 %, moderat 23 %, højt 77 % (moderat, ±25 %). EKSEMPEL: opdigtede tilbud og eksempeltal i vejledningerne. Regel: »flertal«. Vejledning: autismespektrum 2021-01-01 (eksempel). Regioner pr. 1.12.2026. Programmet niveau, version 0.1.0.");
    insta::assert_snapshot!(told(bars(vec![("Lige vægte".into(), Some(0.25), Some(0.3))])), @"Vandrette søjler: Niveauer fra tilsynets, i snit. Lige vægte: 0.25; ude. EKSEMPEL: opdigtede tilbud og eksempeltal i vejledningerne. Regel: »flertal«. Vejledning: autismespektrum 2021-01-01 (eksempel). Regioner pr. 1.12.2026. Programmet niveau, version 0.1.0.");
    let one = [[1, 0, 0, 0], [2, 3, 0, 0], [0, 0, 4, 1], [0, 0, 0, 0]];
    insta::assert_snapshot!(told(transitions(vec![one])), @"Tabeller med vurderede tilbud efter niveau efter reglen flertal og efter hver anden regel. flertal-aktiv-praksis: 1 op, 2 ned. EKSEMPEL: opdigtede tilbud og eksempeltal i vejledningerne. Regel: »flertal«. Vejledning: autismespektrum 2021-01-01 (eksempel). Regioner pr. 1.12.2026. Programmet niveau, version 0.1.0.");
    let cells = vec![("2. Fagmiljø".to_owned(), vec![Some(-0.5), None])];
    insta::assert_snapshot!(told(heat(vec!["1".into(), "2".into()], cells)), @"Tabel med Kendalls tau-b efter parameter og parameter. 2. Fagmiljø: 1 -0.50, 2 –. EKSEMPEL: opdigtede tilbud og eksempeltal i vejledningerne. Regel: »flertal«. Vejledning: autismespektrum 2021-01-01 (eksempel). Regioner pr. 1.12.2026. Programmet niveau, version 0.1.0.");
    let empty = [
        chances(Vec::new()),
        bars(vec![("Lige vægte".into(), None, None)]),
        transitions(vec![[[0; 4]; 4]]),
        heat(vec!["1".into()], vec![("2".into(), vec![None])]),
    ];
    for chart in empty {
        let picture = chart.picture(&provenance(true));
        assert!(texts(&picture).contains(&"Ingen data"));
        assert!(picture.description.starts_with("Ingen data."));
        png(&svg(&picture).unwrap()).unwrap();
    }
}

fn a_count() -> impl Strategy<Value = u64> {
    prop_oneof![3 => Just(0_u64), 4 => 1..20_u64, 2 => 20..3_000_u64, 1 => 3_000..2_000_000_u64]
}

fn some_counts() -> impl Strategy<Value = LevelCounts> {
    (prop::array::uniform3(a_count()), prop::array::uniform4(a_count()), a_count())
        .prop_map(|(levels, states, not_assessed)| counts(levels, states, not_assessed))
}

fn a_label() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Region Nordjylland".to_owned()),
        Just("Personer med overgrebsproblematikker/selvskadende adfærd og misbrug".to_owned()),
        "[A-ZÆØÅ][a-zæøå]{1,60}",
        "([A-ZÆØÅ][a-zæøå]{1,14}[ /-]){1,9}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_a_levels_chart_overlaps(
        rows in prop::collection::vec((a_label(), some_counts()), 1..46),
        total in prop::option::of(some_counts()),
    ) {
        let rows = rows.iter().map(|(label, counts)| row(label, *counts)).collect();
        let total = total.map(|counts| row("Hele landet", counts));
        let picture = levels(rows, total).picture(&provenance(true));
        prop_assert_eq!(misplaced(&picture), Vec::<String>::new());
    }

    #[test]
    fn no_text_of_a_profile_overlaps(
        counts in prop::array::uniform8(prop::array::uniform6(a_count())),
    ) {
        let picture = profile(&counts).picture(&provenance(true));
        prop_assert_eq!(misplaced(&picture), Vec::<String>::new());
    }

    #[test]
    fn no_text_of_a_spread_overlaps(cells in prop::array::uniform10(a_count())) {
        let [a, b, c, d, e, f, g, h, i, j] = cells;
        let cells = [[a, b, c, d], [0, e, f, g], [0, 0, h, i], [0, 0, 0, j]];
        let picture = spread(cells).picture(&provenance(true));
        prop_assert_eq!(misplaced(&picture), Vec::<String>::new());
    }

    #[test]
    fn no_text_of_chances_overlaps(
        rows in prop::collection::vec(
            (a_label(), prop::array::uniform4(prop_oneof![Just(0.0), 0.0..1.0f64, Just(1e-9)])),
            1..40,
        ),
    ) {
        let picture = chances(rows).picture(&provenance(true));
        prop_assert_eq!(misplaced(&picture), Vec::<String>::new());
    }

    #[test]
    fn no_text_of_a_heat_chart_overlaps(
        columns in prop::collection::vec(a_label(), 1..10),
        rows in prop::collection::vec(
            (a_label(), prop::collection::vec(prop::option::of(-1.0..1.0f64), 10)),
            1..46,
        ),
    ) {
        let n = columns.len();
        let rows = rows.into_iter().map(|(l, v)| (l, v[..n].to_vec())).collect();
        let picture = heat(columns, rows).picture(&provenance(true));
        prop_assert_eq!(misplaced(&picture), Vec::<String>::new());
    }

    #[test]
    fn no_text_of_bars_overlaps(
        rows in prop::collection::vec(
            (
                a_label(),
                prop::option::weighted(0.8, prop_oneof![Just(0.0), 0.0..3.0f64, 0.0..1e6]),
                prop::option::of(0.0..3.0f64),
            ),
            1..12,
        ),
    ) {
        let picture = bars(rows).picture(&provenance(true));
        prop_assert_eq!(misplaced(&picture), Vec::<String>::new());
    }

    #[test]
    fn no_text_of_transitions_overlaps(
        panels in prop::collection::vec(
            prop::array::uniform4(prop::array::uniform4(a_count())), 1..9,
        ),
    ) {
        let picture = transitions(panels).picture(&provenance(true));
        prop_assert_eq!(misplaced(&picture), Vec::<String>::new());
    }
}
