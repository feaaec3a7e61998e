//! The registers that ship: complete, dated, and found under the names met in real files.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use chrono::NaiveDate;
use niveau::model::{LegalBasisSet, MunicipalityCode, ProviderKind, ProviderKindSet, Supervision};
use niveau::register::{AgeGroups, FILES, Registers};

pub fn shipped() -> Registers {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/registers");
    let texts: Vec<(String, String)> = FILES
        .iter()
        .map(|file| ((*file).to_owned(), fs::read_to_string(folder.join(file)).unwrap()))
        .collect();
    Registers::parse(|file| &texts.iter().find(|(name, _)| name == file).unwrap().1).unwrap()
}

/// The age groups that ship, parsed once.
pub fn shipped_ages() -> &'static AgeGroups {
    static AGES: LazyLock<AgeGroups> = LazyLock::new(|| shipped().age_groups);
    &AGES
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn ninety_eight_municipalities_whose_ages_add_up() {
    let registers = shipped();
    assert_eq!(registers.municipalities.iter().count(), 98);
    // Danmarks Statistik, 1 January 2026, as the register's source gives it.
    assert_eq!(registers.municipalities.iter().map(|m| m.population).sum::<u32>(), 6_025_511);
    assert_eq!(registers.made_for(), day("2026-01-01"));
}

#[test]
fn names_are_found_as_they_are_met() {
    let registers = shipped();
    for (name, code) in [
        ("Århus", 751),
        ("Aarhus Kommune", 751),
        ("Københavns Kommune", 101),
        ("København", 101),
        ("Bornholms Regionskommune", 400),
        ("Vejle kommune", 630),
        ("Nordfyn", 480),
        ("Nordfyns", 480),
        ("Vesthimmerland", 820),
        ("Lyngby-Tårbæk", 173),
        ("Ålborg", 851),
        ("HØJE TAASTRUP", 169),
    ] {
        assert_eq!(registers.municipalities.by_name(name), Some(MunicipalityCode(code)), "{name}");
    }
    assert_eq!(registers.municipalities.by_name("Ertholmene"), None);
    assert_eq!(registers.municipalities.by_code_text("0101"), Some(MunicipalityCode(101)));
    assert_eq!(registers.municipalities.by_code_text("101"), Some(MunicipalityCode(101)));
    assert_eq!(registers.municipalities.by_code_text("411"), None);
}

#[test]
fn the_region_follows_from_the_date() {
    let regions = shipped().regions;
    let name = |code, on| &*regions.get(regions.of(MunicipalityCode(code), day(on)).unwrap()).name;
    assert_eq!(name(101, "2026-12-31"), "Region Hovedstaden");
    assert_eq!(name(101, "2027-01-01"), "Region Østdanmark");
    assert_eq!(name(316, "2026-12-31"), "Region Sjælland");
    assert_eq!(name(316, "2027-01-01"), "Region Østdanmark");
    assert_eq!(name(851, "2027-01-01"), "Region Nordjylland");
    assert_eq!(regions.on(day("2026-06-01")).len(), 5);
    assert_eq!(regions.on(day("2027-06-01")).len(), 4);
    // 46 municipalities, lov nr. 699 of 20 June 2025.
    let registers = shipped();
    let east = registers
        .municipalities
        .iter()
        .filter(|m| {
            let region = registers.regions.of(m.code, day("2027-01-01")).unwrap();
            registers.regions.get(region).code.is_empty()
        })
        .count();
    assert_eq!(east, 46);
}

#[test]
fn hosts_are_supervised_by_another_authority() {
    let registers = shipped();
    let of = |code| {
        let id = registers.authorities.of(MunicipalityCode(code), day("2021-03-01")).unwrap();
        registers.authorities.name(id).to_owned()
    };
    assert_eq!(of(316), "Socialtilsyn Hovedstaden");
    assert_eq!(of(860), "Socialtilsyn Øst");
    assert_eq!(of(147), "Socialtilsyn Syd");
    assert_eq!(of(430), "Socialtilsyn Midt");
    assert_eq!(of(740), "Socialtilsyn Nord");
    let by_name = |name| registers.authorities.supervision_by_name(name, &registers.municipalities);
    assert!(matches!(by_name("socialtilsyn nord"), Some(Supervision::SocialAuthority(_))));
    assert_eq!(by_name("Nord"), by_name("Socialtilsyn Nord"));
    assert_eq!(by_name("Odense Kommune"), Some(Supervision::Municipality(MunicipalityCode(461))));
}

#[test]
fn target_groups_are_found_without_case_hyphens_and_soft_hyphens() {
    let groups = shipped().target_groups;
    assert_eq!(groups.iter().count(), 45);
    assert_eq!(groups.iter().filter(|(_, g)| g.is_pilot).count(), 3);
    let slug = |name| groups.by_name(name).map(|id| &*groups.get(id).slug);
    assert_eq!(slug("Mobilitets-nedsættelse"), Some("mobilitetsnedsaettelse"));
    assert_eq!(slug("ERHVERVET\u{a0}hjerne\u{ad}skade"), Some("erhvervet-hjerneskade"));
    assert_eq!(slug("autisme"), Some("autismespektrum"));
    assert_eq!(slug("autismespektret"), None);
    let near = groups.nearest("Autismespektret").map(|id| &*groups.get(id).slug);
    assert_eq!(near, Some("autismespektrum"));
    assert_eq!(groups.nearest("cykling"), None);
}

#[test]
fn supervision_and_kind_follow_from_the_legal_basis() {
    let registers = shipped();
    let basis = |text: &str| registers.legal_bases.by_text(text);
    assert_eq!(basis("107"), basis("§ 107"));
    assert_eq!(
        basis("66, stk. 1, nr. 5 (almindeligt socialpædagogisk opholdssted)"),
        basis("§ 66, stk. 1, nr. 5")
    );
    assert!(basis("§ 107").is_some());
    assert!(basis("ABL § 105").is_some());
    assert_eq!(basis("§ 999"), None);

    let set = |texts: &[&str]| {
        let mut set = LegalBasisSet::default();
        for text in texts {
            set.insert(basis(text).unwrap());
        }
        set
    };
    assert_eq!(registers.under_social_authority(set(&["§ 103"]), false), Some(false));
    assert_eq!(registers.under_social_authority(set(&["§ 103", "§ 107"]), false), Some(true));
    assert_eq!(registers.under_social_authority(set(&[]), false), None);
    assert_eq!(registers.under_social_authority(set(&["§ 103"]), true), None);
    assert!(
        registers
            .kinds(ProviderKindSet::default(), set(&["§ 85"]))
            .contains(ProviderKind::Outreach)
    );
}

#[test]
fn all_faults_of_the_registers_are_told_at_once() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/registers");
    let texts: Vec<(String, String)> = FILES
        .iter()
        .map(|file| {
            let text = fs::read_to_string(folder.join(file)).unwrap();
            let text = match *file {
                "target_groups.csv" => text.replace("slug,code", "slag,code"),
                "municipalities.csv" => text.replace("0101,København", "O101,København"),
                "ownerships.csv" => text.replace("Privat,Privat", "Privat,Prívat"),
                _ => text,
            };
            ((*file).to_owned(), text)
        })
        .collect();
    let problems = Registers::parse(|file| &texts.iter().find(|(name, _)| name == file).unwrap().1)
        .unwrap_err();
    let lines: Vec<String> =
        problems.iter().map(|p| format!("{}: {}", p.place, p.message)).collect();
    insta::assert_snapshot!(lines.iter().filter(|l| !l.contains("findes ikke")).cloned()
        .collect::<Vec<_>>().join("\n"), @r#"
    registers/municipalities.csv, række 2 "code": "O101" er ikke et tal
    registers/target_groups.csv, række 1: kolonnen slug mangler; filen har slag, code, name, group1, group2, group3, pilot, aliases
    registers/ownerships.csv, række 15 "ownership": "Prívat" er ikke en af Kommunal, Fælleskommunal, Regional, Statslig, Selvejende, Fond/forening, Privat
    "#);
}

/// A national scheme covers a group where a row says so; of a group without a row nothing is known,
/// and the file may be empty or missing.
#[test]
fn what_is_covered_is_said_or_not_known() {
    let head = "target_group,covered,what,year,source\n";
    let covered = |rows: &str| -> Result<Vec<Option<bool>>, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/registers");
        let texts: Vec<(&str, String)> = FILES
            .map(|file| match file {
                "viso.csv" => (file, rows.to_owned()),
                _ => (file, fs::read_to_string(folder.join(file)).unwrap()),
            })
            .into();
        let parsed =
            Registers::parse(|file| &texts.iter().find(|(name, _)| *name == file).unwrap().1);
        let told = |found: Vec<_>| {
            found.iter().map(|f: &niveau::finding::Finding| f.to_string()).collect::<Vec<_>>()
        };
        let registers = parsed.map_err(|found| told(found).join("\n"))?;
        let groups = ["demens", "autismespektrum", "synsnedsaettelse"];
        let id = |slug| registers.target_groups.by_name(slug).unwrap();
        Ok(groups.map(|slug| registers.viso.covers(id(slug))).into())
    };
    assert_eq!(covered(""), Ok(vec![None; 3]));
    assert_eq!(covered(head), Ok(vec![None; 3]));
    let rows = "demens,nej,Ingen,,Prøve\nautismespektrum,nej,Børn,2020,Prøve\n\
                autismespektrum,ja,Voksne,2020,Prøve\n";
    assert_eq!(covered(&format!("{head}{rows}")), Ok(vec![Some(false), Some(true), None]));
    let wrong = "demns,måske,,i år,\n";
    insta::assert_snapshot!(covered(&format!("{head}{wrong}")).unwrap_err(), @r#"
    registers/viso.csv, række 2 "what": feltet er tomt. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/viso.csv, række 2 "source": feltet er tomt. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/viso.csv, række 2 "target_group": "demns" er ingen målgruppe i registret; mente du "demens"?. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/viso.csv, række 2 "covered": "måske" er hverken ja eller nej. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/viso.csv, række 2 "year": "i år" er ikke et tal. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    "#);
    insta::assert_snapshot!(covered("målgruppe,dækket\n").unwrap_err(), @"registers/viso.csv, række 1: kolonnen target_group, covered, what, year, source mangler; filen har målgruppe, dækket. Ret registret, eller hent det oprindelige frem igen. [register-invalid]");
}

#[test]
fn what_ships_of_the_national_schemes() {
    let registers = shipped();
    let of = |slug| {
        let id = registers.target_groups.by_name(slug).unwrap();
        (registers.viso.covers(id), registers.national_coordination.covers(id))
    };
    assert_eq!(of("erhvervet-hjerneskade"), (None, Some(true)));
    assert_eq!(of("synsnedsaettelse"), (None, Some(true)));
    assert_eq!(of("autismespektrum"), (None, None));
}

/// What may not stand in `age_groups.csv`.
#[test]
fn age_groups_follow_each_other_and_have_a_population() {
    let problems = |replace: &[(&str, &str)]| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/registers");
        let text_of = |file: &str| {
            let text = fs::read_to_string(folder.join(file)).unwrap();
            let change = |text: String, (from, to): &(&str, &str)| text.replace(from, to);
            if file == "age_groups.csv" { replace.iter().fold(text, change) } else { text }
        };
        let texts: Vec<(&str, String)> = FILES.map(|file| (file, text_of(file))).into();
        let parsed =
            Registers::parse(|file| &texts.iter().find(|(name, _)| *name == file).unwrap().1);
        parsed.map_or_else(
            |found| found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            |_| "ingen".to_owned(),
        )
    };
    insta::assert_snapshot!(problems(&[("børn,0,16,25", "børn,0,16,30")]), @"ingen");
    insta::assert_snapshot!(problems(&[("unge,17,19", "unge,20,64")]), @"registers/age_groups.csv: børn, unge og voksne skal stå én gang hver, begynde ved 0 år, følge lige efter hinanden og ende uden øvre grænse. Ret registret, eller hent det oprindelige frem igen. [register-invalid]");
    insta::assert_snapshot!(problems(&[("børn,0,16", "børn,0,12")]), @r#"registers/age_groups.csv, række 2 "from_years": aldrene står ikke i age_ranges.csv, eller deres del af befolkningen mangler dér; uden den kan ingen andel pr. indbygger regnes. Ret registret, eller hent det oprindelige frem igen. [register-invalid]"#);
    insta::assert_snapshot!(problems(&[("voksne,20,,25", "ældre,20,,125")]), @r#"registers/age_groups.csv, række 4 "age_group": "ældre" er hverken børn, unge eller voksne. Ret registret, eller hent det oprindelige frem igen. [register-invalid]"#);
    insta::assert_snapshot!(problems(&[("børn,0,16,25", "børn,0,16,0")]), @r#"registers/age_groups.csv, række 2 "aimed_percent": andelen skal være mindst 1 og højst 100. Ret registret, eller hent det oprindelige frem igen. [register-invalid]"#);
}
