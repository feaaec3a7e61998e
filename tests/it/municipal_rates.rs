//! Are municipalities that counted themselves shrunk as published, and does everything follow?

use std::collections::BTreeMap;

use insta::assert_snapshot;
use niveau::model::{MunicipalityCode, TargetGroupId};
use niveau::register::Registers;
use niveau::size::{
    CaseBase, GroupSize, LocalRate, Observed, Shrinkage, Variant, expected_citizens, local_rates,
    overall_rate, parse_municipal_rates, parse_size,
};
use proptest::prelude::*;

use super::folder::{Folder, rows};
use super::registers::shipped;

/// Homicides 1988-1993 and inhabitants of the 78 counties around St. Louis (Messner et al., "The
/// spatial patterning of county homicide rates", *Journal of Quantitative Criminology* 15, 1999), as
/// the sample data `stl_hom.csv` of `PySAL` have them (`HC8893`, `PO8893`).
const ST_LOUIS: [(u32, u32); 78] = [
    (4, 189_087),
    (19, 425_580),
    (3, 69_649),
    (2, 88_540),
    (2, 33_697),
    (28, 774_843),
    (61, 1_056_438),
    (3, 172_182),
    (7, 224_033),
    (3, 113_497),
    (4, 218_510),
    (0, 87_628),
    (1, 36_354),
    (12, 316_661),
    (0, 53_222),
    (2, 141_872),
    (6, 103_469),
    (6, 193_449),
    (3, 295_848),
    (4, 99_013),
    (0, 34_772),
    (2, 65_947),
    (9, 155_266),
    (2, 123_387),
    (23, 612_258),
    (5, 135_365),
    (2, 133_297),
    (2, 186_877),
    (0, 68_404),
    (2, 68_779),
    (10, 192_789),
    (4, 96_686),
    (95, 1_480_530),
    (8, 92_864),
    (31, 905_683),
    (0, 93_388),
    (407, 5_863_876),
    (5, 109_086),
    (10, 265_200),
    (1_238, 2_658_090),
    (3, 199_528),
    (14, 347_829),
    (0, 79_838),
    (2, 72_381),
    (18, 432_159),
    (369, 1_605_518),
    (5, 110_883),
    (0, 48_352),
    (3, 121_762),
    (0, 92_348),
    (40, 891_502),
    (9, 225_007),
    (7, 113_880),
    (1, 46_260),
    (3, 108_510),
    (2, 55_620),
    (8, 213_680),
    (5, 131_792),
    (11, 109_953),
    (12, 108_864),
    (8, 205_880),
    (10, 260_154),
    (2, 90_841),
    (8, 255_875),
    (7, 253_540),
    (25, 372_227),
    (6, 100_389),
    (19, 345_641),
    (6, 87_410),
    (2, 66_694),
    (2, 64_680),
    (6, 127_071),
    (9, 107_508),
    (0, 43_056),
    (1, 61_456),
    (13, 353_841),
    (3, 47_507),
    (4, 68_218),
];

/// Marshall's global estimator of those counties, as the documentation of `PySAL`'s
/// `esda.smoothing.Empirical_Bayes` prints the first ten.
const PUBLISHED: [f64; 10] = [
    2.367_189_50e-05,
    4.545_391_67e-05,
    4.781_140_19e-05,
    2.769_071_46e-05,
    6.589_893_23e-05,
    3.664_941_22e-05,
    5.799_527_21e-05,
    2.030_645_90e-05,
    3.311_529_99e-05,
    3.027_483_80e-05,
];

fn observed((count, population): (u32, u32)) -> Observed {
    Observed { count: count.into(), population: population.into() }
}

#[test]
fn rates_agree_with_the_published_example() {
    let counties = ST_LOUIS.map(observed);
    let shrinkage = Shrinkage::around(overall_rate(&counties).unwrap(), &counties);
    for (county, published) in counties.iter().zip(PUBLISHED) {
        let found = shrinkage.rate(*county);
        // Nine digits are printed.
        assert!((found / published - 1.0).abs() < 1e-8, "{found} is not {published}");
    }
}

/// The posterior mean of a gamma-Poisson, from its two parameters: another way to the same.
fn gamma_poisson(observed: &[Observed], mean: f64) -> Vec<f64> {
    let everybody: f64 = observed.iter().map(|o| o.population).sum();
    let mut variance = 0.0;
    for one in observed {
        let away = one.count / one.population - mean;
        variance += one.population / everybody * away * away;
    }
    variance -= mean * observed.len() as f64 / everybody;
    let posterior = |one: &Observed| {
        let (shape, rate) = (mean * mean / variance, mean / variance);
        if variance > 0.0 { (shape + one.count) / (rate + one.population) } else { mean }
    };
    observed.iter().map(posterior).collect()
}

proptest! {
    #[test]
    fn rates_are_the_means_of_a_gamma_poisson(
        mean in 0.0001_f64..0.2,
        counted in prop::collection::vec((0.0_f64..0.3, 1_u32..500_000), 1..40),
    ) {
        let observed: Vec<Observed> = counted
            .iter()
            .map(|(rate, n)| Observed { count: (rate * f64::from(*n)).floor(), population: (*n).into() })
            .collect();
        let shrinkage = Shrinkage::around(mean, &observed);
        for (one, expected) in observed.iter().zip(gamma_poisson(&observed, mean)) {
            let found = shrinkage.rate(*one);
            prop_assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
            let (low, high) = (one.rate().min(mean), one.rate().max(mean));
            prop_assert!(low - 1e-12 <= found && found <= high + 1e-12, "beyond both");
        }
    }
}

const HEADER: &str = "Kommune;Alder;Antal;Forekomst pr. 1.000;År;Kilde\n";

fn autism(registers: &Registers) -> GroupSize {
    let text = include_str!("../../input/sizes/autismespektrum.toml");
    let group = registers.target_groups.by_name("autismespektrum").unwrap();
    parse_size(text, "sizes/autismespektrum.toml", group, registers, None).unwrap()
}

fn with_rates(rows: &str, registers: &Registers) -> GroupSize {
    let mut size = autism(registers);
    let text = format!("{HEADER}{rows}");
    let read =
        parse_municipal_rates(&text, "sizes/g.kommuner.csv", &size, &registers.municipalities);
    size.municipal_rates = read.unwrap_or_else(|problems| panic!("{problems:?}"));
    size
}

fn central(rate: &LocalRate<'_>) -> f64 {
    rate.used[Variant::Central.index()]
}

/// 0,5 % in Assens, 1,1 % in Middelfart, 3,9 % in Slagelse, of those aged 0-17.
const PUBLISHED_RATES: &str = "Assens;0-17;;5;2023;Kristeligt Dagblad, december 2023\n\
                               Middelfart;0-17;;11;2023;Kristeligt Dagblad, december 2023\n\
                               0330 Slagelse;0-17;;39,0;2023;Kristeligt Dagblad, december 2023\n";

#[test]
fn a_large_count_hardly_moves_and_no_count_gets_the_national_rate() {
    let registers = shipped();
    // København's 2,5 % of some 116.000 against nobody of some 250 on Læsø.
    let size = with_rates("København;0-17;2900;;2025;K\nLæsø;0-17;0;;2025;K\n", &registers);
    let rates = local_rates(&size, &registers.municipalities);
    let [copenhagen, laesoe] = &rates[..] else { panic!("two rows, two rates") };
    assert!((central(copenhagen) / copenhagen.observed.rate() - 1.0).abs() < 0.005);
    assert!(copenhagen.trust > 0.99);
    // Nobody was found among so few: nearer the country's 2 % than a large place would be.
    assert!(laesoe.trust < 0.5 && central(laesoe) > 0.01 && central(laesoe) < 0.02);

    let plain = expected_citizens(&autism(&registers), &registers.municipalities);
    let moved = expected_citizens(&size, &registers.municipalities);
    let counted = [101, 825].map(MunicipalityCode);
    let others = |row: &niveau::size::ExpectedCitizens| !counted.contains(&row.municipality);
    let expected = |rows: &[niveau::size::ExpectedCitizens]| -> Vec<u64> {
        rows.iter().filter(|row| others(row)).map(|row| row.expected.to_bits()).collect()
    };
    assert_eq!(expected(&plain), expected(&moved), "no count: the national rate, to the bit");
}

#[test]
fn an_empty_prior_variance_gives_everybody_the_national_rate() {
    let registers = shipped();
    // Exactly the country's 20 per 1.000, everywhere: nothing but chance is left.
    let size = with_rates("Assens;0-17;;20;2025;K\nAarhus;0-17;;20;2025;K\n", &registers);
    let rates = local_rates(&size, &registers.municipalities);
    assert!(rates.iter().all(|rate| rate.trust == 0.0 && (central(rate) - 0.02).abs() < 1e-15));
}

#[test]
fn expected_citizens_follow_and_whole_ones_add_up() {
    let registers = shipped();
    let size = with_rates(PUBLISHED_RATES, &registers);
    let rates = local_rates(&size, &registers.municipalities);
    let rows = expected_citizens(&size, &registers.municipalities);
    let plain = expected_citizens(&autism(&registers), &registers.municipalities);
    for rate in &rates {
        for variant in Variant::ALL {
            let all = |rows: &[niveau::size::ExpectedCitizens]| {
                let here = rows.iter().find(|row| {
                    row.municipality == rate.municipality()
                        && row.variant == variant
                        && row.age_band.is_none()
                        && row.level.is_none()
                });
                here.unwrap().expected
            };
            let v = variant.index();
            let (moved, by_rate) =
                (all(&rows) - all(&plain), rate.expected()[v] - rate.before()[v]);
            assert!((moved - by_rate).abs() < 1e-6, "{moved} is not {by_rate}");
        }
    }
    // In every series whole citizens add up to the country's rounded expectation, and ages to all.
    let mut sums: BTreeMap<_, (f64, u64, u64)> = BTreeMap::new();
    for row in &rows {
        let sum = sums.entry((row.level, row.variant)).or_default();
        match row.age_band {
            None => {
                sum.0 += row.expected;
                sum.1 += row.whole;
            }
            Some(band) if band != niveau::model::AgeBand::Years80Plus => sum.2 += row.whole,
            Some(_) => {}
        }
    }
    for (key, (expected, whole, of_ages)) in sums {
        assert!((expected - whole as f64).abs() <= 0.5 + 1e-6, "{key:?}: {expected}, {whole}");
        assert_eq!(whole, of_ages, "{key:?}");
    }
}

#[test]
fn everything_wrong_with_the_file_is_told_with_its_line() {
    let registers = shipped();
    let size = autism(&registers);
    let told = |text: &str| {
        let read =
            parse_municipal_rates(text, "sizes/g.kommuner.csv", &size, &registers.municipalities);
        let problems = read.expect_err("the file is broken");
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let rows = "Asens;0-17;10;;2025;K\nAssens;0-18;10;;2025;K\nAssens;0-17;10;20;2025;K\n\
                Assens;0-17;;;2025;K\nAssens;0-17;1.234;;2025;K\nAssens;0-17;;1.234;2025;K\n\
                Assens;0-17;;1200;2025;K\nAssens;0-17;99999;;2025;K\nAssens;0-17;10;;i år;\n\
                Aarhus;18+;10;;2025;K\n0751;18+;11;;2024;K\nAarhus;18+\n";
    assert_snapshot!(told(&format!("{HEADER}{rows}")), @r#"
    sizes/g.kommuner.csv, række 2 "Kommune": "Asens" er ikke en kommune i registret. Skriv "Assens", hvis det er den, der er ment. [unknown-municipality]
    sizes/g.kommuner.csv, række 3 "Alder": målgruppen har intet skøn for alderen "0-18"; skønnene er for 0-17 og 18+. Skriv "0-17", hvis det er det, der er ment. [municipal-rate-ages]
    sizes/g.kommuner.csv, række 4 "Antal": rækken har både et antal og en forekomst. Skriv enten et helt antal borgere uden punktum, for eksempel 1234, eller en forekomst pr. 1.000, for eksempel 11,5. [municipal-rate-number]
    sizes/g.kommuner.csv, række 5 "Antal": rækken har intet tal. Skriv enten et helt antal borgere uden punktum, for eksempel 1234, eller en forekomst pr. 1.000, for eksempel 11,5. [municipal-rate-number]
    sizes/g.kommuner.csv, række 6 "Antal": "1.234" er ikke et helt antal borgere. Skriv enten et helt antal borgere uden punktum, for eksempel 1234, eller en forekomst pr. 1.000, for eksempel 11,5. [municipal-rate-number]
    sizes/g.kommuner.csv, række 7 "Forekomst pr. 1.000": "1.234" er ikke et tal fra 0 til 1000. Skriv enten et helt antal borgere uden punktum, for eksempel 1234, eller en forekomst pr. 1.000, for eksempel 11,5. [municipal-rate-number]
    sizes/g.kommuner.csv, række 8 "Forekomst pr. 1.000": "1200" er ikke et tal fra 0 til 1000. Skriv enten et helt antal borgere uden punktum, for eksempel 1234, eller en forekomst pr. 1.000, for eksempel 11,5. [municipal-rate-number]
    sizes/g.kommuner.csv, række 9 "Antal": 99999 borgere er flere, end kommunen har indbyggere i alderen 0-17: 7497. Ret tallet, eller vælg den aldersgruppe, det gælder for. [municipal-rate-too-large]
    sizes/g.kommuner.csv, række 10 "År": "i år" er ikke et årstal. Skriv det år, tallet gælder for, for eksempel 2025. [municipal-rate-year]
    sizes/g.kommuner.csv, række 10 "Kilde": rækken har ingen kilde. Skriv, hvem der har opgjort tallet. [municipal-rate-source]
    sizes/g.kommuner.csv, række 12 "Kommune": Aarhus står to gange i alderen 18+. Behold den ene række, som regel den nyeste. [municipal-rate-twice]
    sizes/g.kommuner.csv, række 13: rækken har 2 felter, overskriften 6. Giv hver række lige så mange felter som overskriften. [municipal-rate-row]
    "#);
    assert_snapshot!(told("Kommune;Alder;Antallet;År\nAssens;0-17;10;2025\n"), @r#"
    sizes/g.kommuner.csv, række 1: kolonnen "Antallet" kendes ikke. Skriv overskriften Kommune;Alder;Antal;Forekomst pr. 1.000;År;Kilde; Antal eller Forekomst pr. 1.000 kan udelades. [municipal-rate-column]
    sizes/g.kommuner.csv, række 1: kolonnen "Kilde" mangler; filen har Kommune, Alder, Antallet, År. Skriv overskriften Kommune;Alder;Antal;Forekomst pr. 1.000;År;Kilde; Antal eller Forekomst pr. 1.000 kan udelades. [municipal-rate-column]
    "#);
    assert_snapshot!(told(HEADER), @"sizes/g.kommuner.csv: filen har ingen rækker. Skriv en række for hver kommune, filen skal gælde for, eller slet filen. [municipal-rate-empty]");
}

#[test]
fn a_run_of_sizes_moves_and_says_so() {
    let folder = Folder::of_sizes();
    folder.shown(&["size", "autismespektrum", "--output", "plain"]);
    let plain = super::folder::outputs(&folder.root().join("plain"));
    assert!(!plain.contains_key("size/municipal_rates.csv"));
    folder.put("sizes/autismespektrum.kommuner.csv", format!("{HEADER}{PUBLISHED_RATES}"));
    folder.shown(&["size", "autismespektrum", "--output", "output"]);
    let table = rows(&folder.text("size/municipal_rates.csv"));
    let of = |name: &str, header: &str| {
        let row = table.iter().find(|row| row["Kommune"] == name).unwrap();
        row.iter().find(|(known, _)| known.starts_with(header)).unwrap().1.clone()
    };
    assert_eq!(table.len(), 3);
    assert_eq!(of("Slagelse", "Egen forekomst"), "39,00");
    assert_eq!(of("Slagelse", "Landets skøn"), "20,00");
    let moved = |name: &str| of(name, "Flyttet (").replace(',', ".").parse::<f64>().unwrap();
    assert!(moved("Slagelse") > 100.0 && moved("Assens") < -50.0);
    // The underlag follows.
    let underlag = |text: &str, name: &str| {
        let row =
            rows(text).into_iter().find(|row| row["Kommune"] == name && row["Niveau"] == "alle");
        row.unwrap()["Forventede borgere, centralt skøn"].clone()
    };
    let (before, after) =
        (super::folder::text(&plain, "size/underlag.csv"), folder.text("size/underlag.csv"));
    assert_ne!(underlag(&before, "Slagelse"), underlag(&after, "Slagelse"));
    assert_eq!(underlag(&before, "Aarhus"), underlag(&after, "Aarhus"));
    let notes = folder.text("charts/underlag-map-autismespektrum.svg");
    assert!(notes.contains("regnes med deres egen forekomst"));

    folder.remove("sizes/autismespektrum.toml");
    let said = folder.told(&["size", "--output", "output"]);
    assert!(
        said.contains("sizes/autismespektrum.kommuner.csv") && said.contains("findes ikke"),
        "{said}"
    );
}

/// A prevalence that varies between municipalities needs more to be expected; where a municipality
/// has counted itself, the file says it better.
#[test]
fn variation_between_municipalities_widens_the_underlag() {
    let base = CaseBase { n: 30, gamma: Some(0.9), cv: 0.3 };
    let wider = base.widened(Some(0.4));
    // 1,09 x 1,16 = 1,2644
    assert!((wider.cv - 0.2644_f64.sqrt()).abs() < 1e-12);
    assert!(wider.threshold() > base.threshold() && base.widened(None) == base);

    let registers = shipped();
    let text = include_str!("../../input/sizes/autismespektrum.toml");
    let stated = format!("{text}\n[between-municipalities]\ncv = 0.4\nsource = \"Prøve\"\n");
    let group = TargetGroupId(0);
    let mut size = parse_size(&stated, "sizes/g.toml", group, &registers, None).unwrap();
    assert_eq!(size.between_cv(), Some(0.4));
    size.municipal_rates = with_rates(PUBLISHED_RATES, &registers).municipal_rates;
    assert_eq!(size.between_cv(), None);
    let broken = stated.replace("cv = 0.4", "cv = 3").replace("source = \"Prøve\"", "");
    let problems = parse_size(&broken, "sizes/g.toml", group, &registers, None).unwrap_err();
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["missing-key", "number-out-of-range"]);

    let folder = Folder::of_sizes();
    let alone = |folder: &Folder| {
        folder.shown(&["size", "autismespektrum", "--output", "output"]);
        let all = rows(&folder.text("size/underlag_summary.csv"));
        let thresholds: Vec<f64> = all
            .iter()
            .map(|row| row.iter().find(|(header, _)| header.starts_with("Tærskel")).unwrap().1)
            .map(|text| text.replace(',', ".").parse().unwrap())
            .collect();
        thresholds
    };
    let before = alone(&folder);
    folder.edit("sizes/autismespektrum.toml", |_| stated.clone());
    let after = alone(&folder);
    assert!(!before.is_empty() && before.len() == after.len());
    assert!(before.iter().zip(&after).all(|(before, after)| before < after));
}
