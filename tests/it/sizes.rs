//! Do expected citizens add up to the estimates they come from, and what does a broken size file
//! say?

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use insta::assert_snapshot;
use niveau::guideline::GuidelineStatus;
use niveau::model::{AgeBand, Level, TargetGroupId, largest_remainder};
use niveau::register::Registers;
use niveau::size::{
    Area, Compared, ExpectedCitizens, GroupSize, Variant, disagreements, expected_citizens,
    expected_in_areas, expected_series, national_persons, one_sided_caveat, parse_size,
};
use proptest::prelude::*;

use super::registers::shipped;

#[test]
fn an_interval_that_opens_to_one_side_is_told() {
    let told = |low, central, high| one_sided_caveat([low, central, high]).unwrap_or("");
    assert_eq!(told(1, 2, 3), "");
    assert!(
        told(2, 2, 3).starts_with("intervallet er ensidigt") && told(2, 2, 3).ends_with("lave")
    );
    assert!(
        told(1, 2, 2).starts_with("intervallet er ensidigt") && told(1, 2, 2).ends_with("høje")
    );
    assert!(told(2, 2, 2).starts_with("der er intet interval"));
}

const GROUP: TargetGroupId = TargetGroupId(0);

fn parse(text: &str, registers: &Registers) -> GroupSize {
    let told = |problems: Vec<niveau::finding::Finding>| {
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    parse_size(text, "sizes/g.toml", GROUP, registers, None).map_err(told).unwrap()
}

fn problems(text: &str) -> String {
    let subgroups = ["voksne-med-begge"];
    let found = parse_size(text, "sizes/g.toml", GROUP, &shipped(), Some(&subgroups))
        .expect_err("the file is broken");
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn committed() -> Vec<(String, GroupSize)> {
    let registers = shipped();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/sizes");
    let mut sizes: Vec<(String, GroupSize)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let slug = path.file_stem().unwrap().to_string_lossy().into_owned();
            let group = registers.target_groups.by_name(&slug).unwrap();
            let text = fs::read_to_string(&path).unwrap();
            let file = format!("sizes/{slug}.toml");
            (slug, parse_size(&text, &file, group, &registers, None).unwrap())
        })
        .collect();
    sizes.sort_by(|a, b| a.0.cmp(&b.0));
    sizes
}

const HEAD: &str = "title = \"Prøve\"\nstatus = \"draft\"\nreading = \"Prøve\"\n";

/// A published figure that estimates may rest on.
fn figure(id: &str, more: &str) -> String {
    let mut lines: BTreeMap<&str, &str> = BTreeMap::from([
        ("question", "\"Hvor mange\""),
        ("value", "14"),
        ("unit", "\"pr-1000\""),
        ("as-printed", "\"ca. 14\""),
        ("ages", "\"0-17\""),
        ("country", "\"Danmark\""),
        ("definition", "\"Prøve\""),
        ("counted-from", "\"register\""),
        ("evidence", "\"middel\""),
        ("elderly-care", "\"nej\""),
        ("source", "\"Kilde\""),
    ]);
    for line in more.lines() {
        let (key, value) = line.split_once(" = ").unwrap();
        if value == "-" {
            lines.remove(key)
        } else {
            lines.insert(key, value)
        };
    }
    let lines: Vec<String> = lines.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    format!("\n[[figure]]\nid = \"{id}\"\n{}\n", lines.join("\n"))
}

fn estimate(ages: &str, unit: &str, amounts: [&str; 3], more: &str) -> String {
    let [low, central, high] = amounts;
    let rests_on = if more.contains("rests-on") { "" } else { "rests-on = [\"f\"]\n" };
    let level = if more.contains("level") { "" } else { "level = \"alle\"\n" };
    format!(
        "\n[[estimate]]\n{level}ages = \"{ages}\"\nunit = \"{unit}\"\nlow = {low}\ncentral = \
         {central}\nhigh = {high}\n{rests_on}evidence = \"lav\"\nelderly-care = \"nej\"\nreading = \
         \"Prøve\"\n{more}"
    )
}

fn whole_sum<'r>(rows: impl Iterator<Item = &'r ExpectedCitizens>) -> u64 {
    rows.map(|row| row.whole).sum()
}

#[test]
fn shipped_sizes_have_sources_and_say_what_they_are() {
    let sizes = committed();
    let slugs: Vec<&str> = sizes.iter().map(|(slug, _)| slug.as_str()).collect();
    assert_eq!(slugs, ["autismespektrum", "erhvervet-hjerneskade", "synsnedsaettelse"]);
    for (slug, size) in &sizes {
        assert_eq!(size.status, GuidelineStatus::Draft, "{slug}");
        assert!(size.figures.iter().all(|figure| !figure.source.is_empty()));
        assert!(size.estimates.iter().all(|e| !e.rests_on.is_empty() && !e.reading.is_empty()));
        // No source splits a size by level of need; figures of a central udmelding calibrate none.
        assert!(size.estimates.iter().all(|e| e.level.is_none()));
        assert!(size.splits.iter().all(|split| split.status == GuidelineStatus::Example));
    }
    let with_split = sizes.iter().filter(|(_, size)| !size.splits.is_empty()).count();
    assert_eq!(with_split, 1);
}

#[test]
fn published_totals_of_the_country_are_reproduced() {
    // 12.500 and 32.000 (FORSYN), 65.000 (the older estimate); 120.000 and 230.000.
    let registers = shipped();
    let national = |slug: &str| {
        let (_, size) = committed().into_iter().find(|(known, _)| known == slug).unwrap();
        let rows = expected_citizens(&size, &registers.municipalities);
        Variant::ALL.map(|variant| {
            whole_sum(rows.iter().filter(|row| {
                row.variant == variant && row.age_band.is_none() && row.level.is_none()
            }))
        })
    };
    assert_eq!(national("synsnedsaettelse"), [12_500, 32_000, 65_000]);
    assert_eq!(national("erhvervet-hjerneskade"), [120_000, 230_000, 230_000]);
    // 14, 20 and 34 per 1.000 of 1.136.125 aged 0-17 (1.064.328 and a third of 215.391), 5, 9 and
    // 11 per 1.000 of the 4.889.386 others.
    assert_eq!(national("autismespektrum"), [40_353, 66_727, 92_411]);
}

#[test]
fn what_nobody_estimated_is_not_zero() {
    let registers = shipped();
    let (_, size) = committed().into_iter().find(|(s, _)| s == "erhvervet-hjerneskade").unwrap();
    let rows = expected_citizens(&size, &registers.municipalities);
    assert!(rows.iter().all(|row| row.age_band != Some(AgeBand::Years0To16)));
    assert!(rows.iter().any(|row| row.age_band == Some(AgeBand::Years17To19)));
}

#[test]
fn a_prevalence_of_everybody_is_the_population() {
    let registers = shipped();
    let text =
        format!("{HEAD}{}{}", figure("f", ""), estimate("alle", "procent", ["0", "50", "100"], ""));
    let rows = expected_citizens(&parse(&text, &registers), &registers.municipalities);
    for row in rows.iter().filter(|row| row.variant == Variant::High) {
        let municipality = registers.municipalities.get(row.municipality).unwrap();
        let expected = match row.age_band {
            None => municipality.population,
            Some(band) => {
                let at = AgeBand::ALL.iter().position(|known| *known == band).unwrap();
                municipality.by_age[at]
            }
        };
        assert_eq!(row.whole, u64::from(expected), "{row:?}");
        assert!((row.expected - f64::from(expected)).abs() < 1e-6, "{row:?}");
    }
}

#[test]
fn a_range_that_the_register_can_not_tell_counts_in_the_total_only() {
    let registers = shipped();
    let text =
        format!("{HEAD}{}{}", figure("f", ""), estimate("16", "antal", ["10", "20", "1000"], ""));
    let rows = expected_citizens(&parse(&text, &registers), &registers.municipalities);
    assert!(rows.iter().all(|row| row.age_band.is_none()));
    assert_eq!(whole_sum(rows.iter().filter(|row| row.variant == Variant::High)), 1000);
    let copenhagen = rows.iter().find(|r| r.municipality.0 == 101 && r.variant == Variant::High);
    // 1000 x 671.714 / 6.025.511 = 111,48: 111 and one of the remainders.
    let copenhagen = copenhagen.unwrap();
    assert!((copenhagen.expected - 111.478).abs() < 1e-3);
    assert_eq!(copenhagen.whole, 112);
}

#[test]
fn levels_come_from_a_split_and_are_no_firmer_than_it() {
    let registers = shipped();
    let (_, size) = committed().into_iter().find(|(slug, _)| slug == "autismespektrum").unwrap();
    let rows = expected_citizens(&size, &registers.municipalities);
    let series = expected_series(&rows);
    assert_eq!(series.len(), 4 * Variant::ALL.len());
    let of =
        |level, variant| series.iter().find(|s| s.level == level && s.variant == variant).unwrap();
    let all = of(None, Variant::Central);
    assert_eq!((all.by_municipality.len(), all.status), (98, GuidelineStatus::Draft));
    let high = of(Some(Level::High), Variant::Central);
    assert_eq!(high.status, GuidelineStatus::Example);
    for (part, whole) in high.by_municipality.iter().zip(&all.by_municipality) {
        assert!((part - whole * 0.1).abs() < 1e-9);
    }
    let first = registers.municipalities.iter().next().unwrap();
    let row = rows.iter().find(|r| {
        r.municipality == first.code
            && r.level.is_none()
            && r.age_band.is_none()
            && r.variant == Variant::Central
    });
    assert!((row.unwrap().expected - all.by_municipality[0]).abs() < 1e-12);
}

#[test]
fn regions_add_up_on_both_maps() {
    let registers = shipped();
    let (_, size) = committed().into_iter().next().unwrap();
    let rows = expected_citizens(&size, &registers.municipalities);
    let of = |day: &str| {
        let day: NaiveDate = day.parse().unwrap();
        let areas = expected_in_areas(&rows, |code| registers.regions.of(code, day));
        let mut by_name: BTreeMap<String, [u64; 3]> = BTreeMap::new();
        for area in areas.iter().filter(|a| a.age_band.is_none() && a.level.is_none()) {
            let name = match area.area {
                Area::Region(id) => registers.regions.get(id).name.to_string(),
                Area::WithoutRegion => "uden".to_owned(),
                Area::Country => "landet".to_owned(),
            };
            by_name.insert(name, area.whole);
        }
        by_name
    };
    let (before, after) = (of("2026-12-31"), of("2027-01-01"));
    assert_eq!((before.len(), after.len()), (6, 5));
    for map in [&before, &after] {
        let regions = map.iter().filter(|(name, _)| *name != "landet").map(|(_, whole)| whole);
        let sum = regions.fold([0; 3], |sum, w| [sum[0] + w[0], sum[1] + w[1], sum[2] + w[2]]);
        assert_eq!(sum, map["landet"]);
    }
    let [capital, zealand] = ["Region Hovedstaden", "Region Sjælland"].map(|name| before[name][1]);
    assert_eq!(after["Region Østdanmark"][1], capital + zealand);
}

#[test]
fn sources_that_disagree_are_held_against_each_other() {
    let registers = shipped();
    let mut told = String::new();
    for (_, size) in committed() {
        for found in disagreements(&size, &registers.municipalities) {
            writeln!(
                told,
                "{}: {} tal, {}, {:.1} til {:.1}, {:.1} gange",
                found.question,
                found.n_figures,
                found.compared.map_or("-", Compared::danish),
                found.smallest.unwrap().0,
                found.largest.unwrap().0,
                found.factor().unwrap()
            )
            .unwrap();
        }
    }
    assert_snapshot!(told, @r##"
    Mennesker med autisme: 2 tal, personer, 65000.0 til 66280.6, 1.0 gange
    Børn med autisme, andel: 3 tal, pr. 1.000, 14.0 til 34.0, 2.4 gange
    Mennesker, der lever med erhvervet hjerneskade: 2 tal, personer, 120000.0 til 230000.0, 1.9 gange
    Voksne med kompleks erhvervet hjerneskade: 2 tal, personer, 350.0 til 800.0, 2.3 gange
    Mennesker med synsnedsættelse: 2 tal, personer, 32000.0 til 65000.0, 2.0 gange
    Børn med synsnedsættelse: 2 tal, personer, 579.0 til 1816.0, 3.1 gange
    "##);
}

#[test]
fn figures_that_can_not_be_compared_are_told_without_a_factor() {
    let registers = shipped();
    let count = "value = 400\nunit = \"antal\"\nages = -";
    let text = format!(
        "{HEAD}{}{}{}",
        figure("f", "ages = \"16\""),
        figure("g", count),
        estimate("0-17", "pr-1000", ["1", "2", "3"], "")
    );
    let size = parse(&text, &registers);
    let found = disagreements(&size, &registers.municipalities);
    assert_eq!((found.len(), found[0].compared, found[0].factor()), (1, None, None));
}

#[test]
fn a_size_needs_a_source_and_ages_of_the_register() {
    let text = format!(
        "{HEAD}{}{}{}{}",
        figure("f", "source = -"),
        figure("g", ""),
        estimate("0-17", "pr-1000", ["1", "2", "3"], "rests-on = []\n"),
        estimate("0-18", "pr-1000", ["1", "2", "3"], "rests-on = [\"g\"]\n"),
    );
    assert_snapshot!(problems(&text), @r##"
    sizes/g.toml, linje 5, tegn 1: det offentliggjorte tal har ingen kilde ("source"). Skriv, hvem der har offentliggjort tallet, eller slet det. [size-without-source]
    sizes/g.toml, linje 42, tegn 12: skønnet har ingen kilde: "rests-on" nævner intet offentliggjort tal. Skriv id på de offentliggjorte tal ([[figure]]), som skønnet bygger på. [size-without-source]
    sizes/g.toml, linje 46, tegn 8: aldersgruppen "0-18" findes ikke i registers/age_ranges.csv; der er alle, 0-16, 0-17, 17-19, 18+, 18-64, 18-69, 20-64, 20+, 65+, 70+, 80+ og 16. Skriv "0-17", hvis det er det, der er ment, eller skriv en række i registret, der siger, hvad den svarer til. [unknown-age-range]
    "##);
}

#[test]
fn numbers_that_can_not_be_are_told() {
    let text = format!(
        "{HEAD}{}{}{}{}{}{}{}{}",
        figure("f", "value = -1"),
        estimate("0-17", "procent", ["1", "2", "101"], ""),
        estimate("18-64", "pr-1000", ["3", "2", "2.5"], ""),
        estimate("65+", "pr-1000", ["1", "3", "2"], ""),
        estimate("80+", "antal", ["1", "2", "400000"], ""),
        estimate("16", "pr-1000", ["1.5", "2", "nan"], ""),
        estimate("16", "antal", ["1", "2", "1e9"], ""),
        estimate("16", "pr-1000", ["1", "2", "3"], "subgroup = \"voksne-med-begge\"\n"),
    );
    assert_snapshot!(problems(&text), @r##"
    sizes/g.toml, linje 17, tegn 9: value = -1 er under 0. Skriv et tal fra 0 og op. [size-negative]
    sizes/g.toml, linje 25, tegn 8: high = 101 er en forekomst over 1: 100 pct er alle. Ret tallet, eller skriv unit = "antal", hvis det er et antal personer. [prevalence-above-1]
    sizes/g.toml, linje 35, tegn 7: low = 3 er større end central = 2. Skriv tallene, så low er mindst, central imellem og high størst. [estimate-out-of-order]
    sizes/g.toml, linje 48, tegn 11: central = 3 er større end high = 2. Skriv tallene, så low er mindst, central imellem og high størst. [estimate-out-of-order]
    sizes/g.toml, linje 55, tegn 1: aldersgruppen 80+ overlapper 65+ i et andet skøn for det samme: nogen tælles to gange. Behold det ene, eller vælg aldersgrupper, der ikke har alder til fælles. [ages-counted-twice]
    sizes/g.toml, linje 61, tegn 8: high = 400000 personer er flere, end landet har indbyggere i aldersgruppen 80+: højst 360632. Ret tallet, eller vælg den aldersgruppe, det gælder for. [more-than-there-are]
    sizes/g.toml, linje 73, tegn 8: "high" skal være et tal, men er kommatallet nan. Skriv for eksempel high = 1.5. [wrong-type]
    sizes/g.toml, linje 85, tegn 8: high = 1000000000 personer er flere, end landet har indbyggere i aldersgruppen 16: højst 6025511. Ret tallet, eller vælg den aldersgruppe, det gælder for. [more-than-there-are]
    sizes/g.toml, linje 91, tegn 1: aldersgruppen 16 kan ikke føres over på registrets aldersgrupper, så en forekomst i den kan ikke regnes om til personer. Skriv skønnet for en anden aldersgruppe, eller som antal: så bruges det kun i alt. [prevalence-without-population]
    "##);
}

#[test]
fn a_file_that_does_not_hold_together_is_told_all_of_it() {
    let split = "\n[[split]]\nstatus = \"example\"\nlet = [50, 60, 70]\nmoderat = [20, 30, 40]\n\
                 hoejt = [5, 11, 15]\n";
    let text = format!(
        "{HEAD}kilder = 1\n{}{}{}{}{}{split}",
        figure("f", "counted-from = \"registre\""),
        figure("g", "year = 1.5\nlow = 3\nhigh = 2"),
        estimate("0-17", "pr-1000", ["1", "2", "3"], "rests-on = [\"ff\"]\n"),
        estimate("16", "antal", ["1.5", "2", "3"], "subgroup = \"voksne-med-beggge\"\n"),
        estimate("17-19", "antal", ["1", "2", "3"], ""),
    );
    assert_snapshot!(problems(&text), @r#"
    sizes/g.toml, linje 4, tegn 1: "kilder" er ikke en nøgle i filen; nøglerne er title, status, reading, caveats, not-in-places, between-municipalities, figure, estimate og split. Brug et af de nævnte ord. [unknown-key]
    sizes/g.toml, linje 10, tegn 16: "registre" kan ikke stå ved "counted-from"; mulighederne er register, stikprøve, indberetning, skøn og ikke oplyst. Skriv "register", hvis det er det, der er ment. [unknown-word]
    sizes/g.toml, linje 30, tegn 7: low = 3 er større end high = 2. Skriv tallene, så low er mindst, central imellem og high størst. [estimate-out-of-order]
    sizes/g.toml, linje 34, tegn 1: et offentliggjort tal har enten "value" eller "low" og "high". Slet den linje, kilden ikke skriver. [value-and-range]
    sizes/g.toml, linje 35, tegn 8: 1,5 er ikke et årstal. Skriv for eksempel year = 2017, eller slet linjen, når kilden ikke siger det. [year-not-a-year]
    sizes/g.toml, linje 53, tegn 7: low = 1,5 er ikke et helt antal personer. Skriv et helt tal, eller en anden enhed ved unit. [count-not-whole]
    sizes/g.toml, linje 62, tegn 1: aldersgruppen 17-19 overlapper 0-17 i et andet skøn for det samme: nogen tælles to gange. Behold det ene, eller vælg aldersgrupper, der ikke har alder til fælles. [ages-counted-twice]
    sizes/g.toml, linje 74, tegn 1: fordelingen på niveauer har ingen kilde ("source"). Skriv, hvor andelene kommer fra, eller at de er et eksempel. [size-without-source]
    sizes/g.toml, linje 74, tegn 1: de centrale andele er 101 pct. tilsammen. Ret det midterste tal ved let, moderat og hoejt, så de giver 100. [split-not-whole]
    "#);
}

#[test]
fn what_is_counted_twice_or_split_twice_is_told() {
    let split = "\n[[split]]\nstatus = \"example\"\nsource = \"Prøve\"\nlet = [50, 60, 70]\n\
                 moderat = [20, 30, 40]\nhoejt = [5, 10, 15]\n";
    let text = format!(
        "{HEAD}{}{}{}{}{}{split}{split}",
        figure("f", ""),
        figure("f", ""),
        estimate("0-17", "pr-1000", ["1", "2", "3"], ""),
        estimate("17-19", "antal", ["1", "2", "3"], "rests-on = [\"g\"]\n"),
        estimate("80+", "antal", ["1", "2", "3"], "level = \"højt\"\n"),
    );
    assert_snapshot!(problems(&text), @r##"
    sizes/g.toml, linje 19, tegn 1: to offentliggjorte tal har id "f". Giv det ene et andet id. [duplicate-figure]
    sizes/g.toml, linje 45, tegn 1: aldersgruppen 17-19 overlapper 0-17 i et andet skøn for det samme: nogen tælles to gange. Behold det ene, eller vælg aldersgrupper, der ikke har alder til fælles. [ages-counted-twice]
    sizes/g.toml, linje 55, tegn 13: skønnet bygger på "g", som intet offentliggjort tal i filen hedder; der er f og f. Brug et af de nævnte ord. [unknown-figure]
    sizes/g.toml, linje 69, tegn 1: målgruppen har både skøn for et niveau og en fordeling på niveauer. Behold det ene. [split-and-levels]
    sizes/g.toml, linje 76, tegn 1: målgruppen har både skøn for et niveau og en fordeling på niveauer. Behold det ene. [split-and-levels]
    sizes/g.toml, linje 76, tegn 1: målgruppen er fordelt på niveauer to gange. Behold den ene fordeling ([[split]]). [split-twice]
    "##);
}

#[test]
fn a_subgroup_must_be_one_of_the_description() {
    let text = format!(
        "{HEAD}{}{}",
        figure("f", "subgroup = \"voksne-med-begge\""),
        estimate("0-17", "antal", ["1", "2", "3"], "subgroup = \"voksne-med-beggge\"\n"),
    );
    assert_snapshot!(problems(&text), @r##"sizes/g.toml, linje 31, tegn 12: delmålgruppen "voksne-med-beggge" står ikke i målgruppens beskrivelse; delmålgrupperne er voksne-med-begge. Skriv "voksne-med-begge", hvis det er det, der er ment. [unknown-subgroup]"##);
    // Where there is no description, there is nothing to ask.
    assert!(parse_size(&text, "sizes/g.toml", GROUP, &shipped(), None).is_ok());
}

#[test]
fn an_empty_file_is_told_what_belongs_there() {
    assert_snapshot!(problems(""), @r##"
    sizes/g.toml: filen mangler nøglen "reading". Skriv for eksempel reading = "Hvordan skønnene er lavet". [missing-key]
    sizes/g.toml: filen mangler nøglen "status". Skriv for eksempel status = "example", "draft" eller "in-force". [missing-key]
    sizes/g.toml: filen mangler nøglen "title". Skriv for eksempel title = "Autismespektrum: størrelse". [missing-key]
    sizes/g.toml: filen har intet skøn ([[estimate]]). Skriv et skøn med lavt, centralt og højt tal, eller slet filen. [no-estimate]
    "##);
}

#[test]
fn a_published_example_of_largest_remainder() {
    // "Largest remainder method", Wikipedia: 100.000 votes, 10 seats, Hare quota; the second and
    // the fifth have the same remainder of 0,6.
    let votes = [47_000, 16_000, 15_900, 12_000, 6_000, 3_100];
    assert_eq!(largest_remainder(10, &votes), [5, 2, 1, 1, 1, 0]);
    // Of equal remainders the first: two persons to three equals.
    assert_eq!(largest_remainder(2, &[1, 1, 1]), [1, 1, 0]);
    assert_eq!(largest_remainder(7, &[0, 0]), [0, 0]);
    assert_eq!(largest_remainder(0, &[3, 4]), [0, 0]);
}

/// One person at a time, to whoever is furthest behind the quota.
fn one_by_one(total: u64, weights: &[u128]) -> Vec<u64> {
    let all: i128 = weights.iter().map(|weight| i128::try_from(*weight).unwrap()).sum();
    let mut shares = vec![0_u64; weights.len()];
    for _ in 0..total {
        let behind = |at: usize| {
            let weight = i128::try_from(weights[at]).unwrap();
            i128::from(total) * weight - i128::from(shares[at]) * all
        };
        let next = (0..weights.len()).max_by_key(|at| (behind(*at), std::cmp::Reverse(*at)));
        shares[next.unwrap()] += 1;
    }
    shares
}

/// Ranges that have no age in common, in any number.
const DISJOINT: [&str; 4] = ["0-17", "18-64", "65+", "16"];

fn sizes() -> impl Strategy<Value = String> {
    let amounts = proptest::collection::vec((0_u32..40_000, 0_u32..40_000, 0_u32..40_000), 3);
    let units = proptest::collection::vec(proptest::bool::ANY, 3);
    let shares = proptest::collection::vec(1_u32..100, 2);
    (amounts, units, shares, 1_usize..=3).prop_map(|(amounts, units, shares, n)| {
        let mut text = format!("{HEAD}{}", figure("f", ""));
        for at in 0..n {
            let (a, b, c) = amounts[at];
            let mut sorted = [a, b, c];
            sorted.sort_unstable();
            let (unit, written) = if units[at] {
                ("antal", sorted.map(|n| n.to_string()))
            } else {
                ("pr-10000", sorted.map(|n| format!("{:.2}", f64::from(n) / 40.0)))
            };
            let written = [&*written[0], &*written[1], &*written[2]];
            text += &estimate(DISJOINT[at], unit, written, "");
        }
        let (light, moderate) = (shares[0], shares[1] * (100 - shares[0]) / 100);
        let high = 100 - light - moderate;
        write!(
            text,
            "\n[[split]]\nstatus = \"example\"\nsource = \"Prøve\"\nlet = [0, {light}, 100]\n\
             moderat = [0, {moderate}, 100]\nhoejt = [0, {high}, 100]\n"
        )
        .unwrap();
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_mangled_file_is_told_or_gives_finite_numbers(
        which in 0_usize..3,
        cut in 0_usize..8000,
        length in 0_usize..60,
        instead in "[a-z0-9\"=.\\[\\]\n-]{0,12}",
    ) {
        let slug = ["autismespektrum", "erhvervet-hjerneskade", "synsnedsaettelse"][which];
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/sizes");
        let text = fs::read_to_string(folder.join(format!("{slug}.toml"))).unwrap();
        let chars: Vec<char> = text.chars().collect();
        let (from, to) = (cut.min(chars.len()), (cut + length).min(chars.len()));
        let mut mangled: String = chars[..from].iter().collect();
        mangled += &instead;
        mangled.extend(&chars[to..]);
        let registers = shipped();
        match parse_size(&mangled, "sizes/g.toml", GROUP, &registers, None) {
            Ok(size) => {
                let rows = expected_citizens(&size, &registers.municipalities);
                prop_assert!(rows.iter().all(|row| row.expected.is_finite() && row.expected >= 0.0));
                disagreements(&size, &registers.municipalities);
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }

    #[test]
    fn largest_remainder_is_the_slow_one(
        total in 0_u64..300,
        weights in proptest::collection::vec(0_u128..1000, 1..12),
    ) {
        let shares = largest_remainder(total, &weights);
        let all: u128 = weights.iter().sum();
        if all == 0 {
            prop_assert!(shares.iter().all(|share| *share == 0));
        } else {
            prop_assert_eq!(shares.iter().sum::<u64>(), total);
            prop_assert_eq!(shares, one_by_one(total, &weights));
        }
    }

    #[test]
    fn municipalities_sum_to_the_country_for_every_level_age_and_variant(text in sizes()) {
        let registers = shipped();
        let size = parse(&text, &registers);
        let rows = expected_citizens(&size, &registers.municipalities);
        let levels = [None, Some(Level::Light), Some(Level::Moderate), Some(Level::High)];
        for level in levels {
            let mut below = [0.0; 98];
            for variant in Variant::ALL {
                let of = |band: Option<AgeBand>| {
                    rows.iter().filter(move |row| {
                        row.level == level && row.variant == variant && row.age_band == band
                    })
                };
                let share = level.map_or(100.0, |level| {
                    size.splits[0].percent[level.index()][variant.index()]
                });
                let national: f64 = size
                    .estimates
                    .iter()
                    .map(|e| national_persons(e, &registers.municipalities)[variant.index()])
                    .sum::<f64>() * share / 100.0;
                // The whole country, in whole citizens and as an expectation.
                let sum: f64 = of(None).map(|row| row.expected).sum();
                prop_assert!((sum - national).abs() <= 1e-9 * national.max(1.0));
                prop_assert!((whole_sum(of(None)) as f64 - national).abs() <= 0.5 + 1e-6);
                // Ages add up in each municipality, and 80+ lies inside 65+.
                let bands = AgeBand::ALL.map(|band| of(Some(band)).collect::<Vec<_>>());
                for (at, row) in of(None).enumerate() {
                    let whole = |band: usize| bands[band].get(at).map_or(0, |row| row.whole);
                    let here = |band: usize| bands[band].get(at).map_or(0.0, |row| row.expected);
                    prop_assert_eq!(row.whole, (0..4).map(whole).sum::<u64>());
                    prop_assert!((row.expected - (0..4).map(here).sum::<f64>()).abs() < 1e-6);
                    prop_assert!(whole(4) <= whole(3) && here(4) <= here(3));
                    // Low never above central, central never above high.
                    prop_assert!(row.expected >= below[at] - 1e-9);
                    below[at] = row.expected;
                }
                // Each age is within a person per estimate and age of what was expected.
                for rows in bands {
                    let (whole, sum) = rows.iter().fold((0, 0.0), |(whole, sum), row| {
                        (whole + row.whole, sum + row.expected)
                    });
                    prop_assert!((whole as f64 - sum).abs() <= 6.0);
                }
            }
        }
        // Regions add up on both maps.
        for day in ["2026-01-01", "2027-01-01"] {
            let day: NaiveDate = day.parse().unwrap();
            let areas = expected_in_areas(&rows, |code| registers.regions.of(code, day));
            for country in areas.iter().filter(|area| area.area == Area::Country) {
                let regions = areas.iter().filter(|area| {
                    area.area != Area::Country
                        && (area.level, area.age_band) == (country.level, country.age_band)
                });
                let sum = regions.fold([0; 3], |sum: [u64; 3], area| {
                    [0, 1, 2].map(|v| sum[v] + area.whole[v])
                });
                prop_assert_eq!(sum, country.whole);
            }
        }
    }
}
