//! Do level and approval stand side by side, and is nothing said where nothing is known?

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use niveau::register::{FILES, Registers};

use super::folder::{Folder, rows};

const FUNCTIONS: &str = "slug,name,specialty,target_group,year,source\n\
    proeve-a,Prøvefunktion A,Prøvespeciale,autismespektrum,2022,Opdigtet\n\
    proeve-b,Prøvefunktion B,Prøvespeciale,autismespektrum,,Opdigtet\n\
    proeve-c,Prøvefunktion C,Prøvespeciale,synsnedsaettelse,2022,Opdigtet\n";
const APPROVALS: &str =
    "provider,special_function,advisory_obligation,valid_from,valid_to,source\n";

fn parse(functions: &str, approvals: &str) -> Result<Registers, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/registers");
    let texts: Vec<(&str, String)> = FILES
        .iter()
        .map(|file| match *file {
            "special_functions.csv" => (*file, functions.to_owned()),
            "special_function_approvals.csv" => (*file, approvals.to_owned()),
            file => (file, fs::read_to_string(folder.join(file)).unwrap()),
        })
        .collect();
    let text = |file: &str| texts.iter().find(|(name, _)| *name == file).unwrap().1.as_str();
    Registers::parse(text)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

#[test]
fn everything_wrong_with_the_registers_is_told() {
    let functions = format!("{FUNCTIONS}proeve-a,Igen,S,autismespektrum,,K\n,Navn,,ukendt,x,\n");
    let approvals = format!(
        "{APPROVALS}1,proeve-a,måske,2026-01-01,,K\n1,proeve-x,ja,2026-01-01,,K\n\
         ,proeve-a,ja,i dag,,\n2,proeve-a,ja,2026-01-01,2025-01-01,K\n\
         3,proeve-a,ja,2025-01-01,2026-06-30,K\n3,proeve-a,nej,2026-06-30,,K\n\
         3,proeve-b,nej,2026-06-30,,K\n3,proeve-a,nej,2026-07-01,,K\n"
    );
    assert_snapshot!(parse(&functions, &approvals).unwrap_err(), @r#"
    registers/special_functions.csv, række 5 "slug": "proeve-a" står to gange. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/special_functions.csv, række 6 "slug": feltet er tomt. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/special_functions.csv, række 6 "specialty": feltet er tomt. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/special_functions.csv, række 6 "source": feltet er tomt. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/special_functions.csv, række 6 "target_group": "ukendt" er ingen målgruppe i registret. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/special_functions.csv, række 6 "year": "x" er ikke et tal. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/special_function_approvals.csv, række 2 "advisory_obligation": "måske" er hverken ja eller nej. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/special_function_approvals.csv, række 3 "special_function": "proeve-x" er ingen specialfunktion i registers/special_functions.csv. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/special_function_approvals.csv, række 4 "provider": feltet er tomt. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/special_function_approvals.csv, række 4 "source": feltet er tomt. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/special_function_approvals.csv, række 4 "valid_from": "i dag" er ikke en dato (ÅÅÅÅ-MM-DD). Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/special_function_approvals.csv, række 5 "valid_to": rækken gælder til 2025-01-01, før den begynder 2026-01-01. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    registers/special_function_approvals.csv, række 7 "valid_from": tilbuddet "3" er godkendt til "proeve-a" i linje 6 på samme tid. Ret registret, eller hent det oprindelige frem igen. [register-invalid]
    "#);
    assert!(parse("", "").unwrap().special_functions.all().is_empty());
    assert!(parse(FUNCTIONS, APPROVALS).unwrap().special_functions.approvals().is_empty());
}

#[test]
fn an_approval_holds_from_its_first_day_to_its_last() {
    let approvals =
        format!("{APPROVALS}7,proeve-a,ja,2025-01-01,2025-12-31,K\n7,proeve-a,nej,2026-01-01,,K\n");
    let registers = parse(FUNCTIONS, &approvals).unwrap();
    let must_advise = |provider: &str, day: &str| {
        let found = registers.special_functions.approval_of(provider, 0, day.parse().unwrap());
        found.map(|approval| approval.must_advise)
    };
    assert_eq!(must_advise("7", "2024-12-31"), None);
    assert_eq!(must_advise("7", "2025-12-31"), Some(true));
    assert_eq!(must_advise("7", "2026-01-01"), Some(false));
    assert_eq!(must_advise("70", "2026-01-01"), None);
}

/// One run without the registers, which says who is on which level, and one with.
#[test]
fn level_and_approval_stand_side_by_side() {
    let folder = Folder::of(80, 60);
    folder.run();
    let before = folder.outputs();
    assert!(!before.keys().any(|name| name.contains("special")));
    let placed: Vec<BTreeMap<String, String>> = rows(&folder.text("placements.csv"))
        .into_iter()
        .filter(|row| row["Målgruppe"] == "Autismespektrum")
        .collect();
    let level = |row: &BTreeMap<String, String>| row["Beregnet niveau"].clone();
    let of = |wanted: &str| placed.iter().filter(|row| level(row) == wanted).collect::<Vec<_>>();
    let (high, moderate) = (of("højt"), of("moderat"));
    assert!(high.len() >= 2 && !moderate.is_empty(), "{} {}", high.len(), moderate.len());
    let id = |row: &BTreeMap<String, String>| row["Tilbudsid"].clone();
    folder.put("registers/special_functions.csv", FUNCTIONS);
    folder.put(
        "registers/special_function_approvals.csv",
        format!(
            "{APPROVALS}{},proeve-a,ja,2022-01-01,,Opdigtet\n{},proeve-b,nej,2022-01-01,,Opdigtet\n\
             {},proeve-a,nej,2022-01-01,2022-12-31,Opdigtet\nfindes-ikke,proeve-a,nej,2022-01-01,,Opdigtet\n",
            id(high[0]),
            id(moderate[0]),
            id(high[1]),
        ),
    );
    folder.run();
    // By a second path: the rows of placements, one by one.
    let table = rows(&folder.text("tables/special_functions.csv"));
    let cell = |function: &str, area: &str, approved: &str, header: &str| -> usize {
        let row = table.iter().find(|row| {
            row["Specialfunktion"] == function
                && row["Region"] == area
                && row["Godkendelse"] == approved
        });
        let (_, count) = row.unwrap().iter().find(|(known, _)| known.starts_with(header)).unwrap();
        count.parse().unwrap()
    };
    let (all, none) = ("alle", "ingen godkendelse oplyst");
    for (header, level_of) in [("Let", "let"), ("Moderat", "moderat"), ("Højt", "højt")] {
        for function in ["Prøvefunktion A", "Prøvefunktion B"] {
            assert_eq!(cell(function, "Hele landet", all, header), of(level_of).len());
            let regions: usize = table
                .iter()
                .filter(|row| row["Specialfunktion"] == function && row["Godkendelse"] == all)
                .filter(|row| row["Region"] != "Hele landet")
                .map(|row| cell(function, &row["Region"], all, header))
                .sum();
            assert_eq!(regions, of(level_of).len());
        }
    }
    let with = "godkendt, med rådgivningsforpligtelse";
    assert_eq!(cell("Prøvefunktion A", "Hele landet", with, "Højt"), 1);
    assert_eq!(cell("Prøvefunktion A", "Hele landet", none, "Højt"), high.len() - 1);

    let differences = rows(&folder.text("tables/special_function_differences.csv"));
    let differ = |what: &str| -> Vec<String> {
        differences.iter().filter(|row| row["Forskel"] == what).map(id).collect()
    };
    let mut without: Vec<String> = high[1..].iter().map(|row| id(row)).collect();
    let mut found = differ("på højt, ingen godkendelse oplyst");
    without.sort();
    found.sort();
    assert_eq!(found, without, "an approval that has ended is none");
    assert_eq!(differ("godkendt, indplaceret under højt"), [id(moderate[0])]);
    assert!(
        differences.iter().all(|row| row["Målgruppe"] == "Autismespektrum"),
        "nothing is known of the other group"
    );
    assert!(folder.text("findings.csv").contains("approved-unknown-provider"));
    assert!(folder.text("charts/special-functions.svg").contains("Prøvefunktion A"));

    let told = folder.shown(&["explain", &id(high[0]), "autismespektrum"]);
    assert!(
        told.contains("Prøvefunktion A: godkendt, med rådgivningsforpligtelse, fra 2022-01-01")
    );
    assert!(told.contains("Prøvefunktion B: ingen godkendelse oplyst"));

    // The register says nothing of what else is written.
    let after = folder.outputs();
    let is_same = |name: &str| {
        let without_source = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            let cut =
                |line: &str| line.rsplit_once(';').map_or(String::new(), |(l, _)| l.to_owned());
            text.lines().map(cut).collect::<Vec<_>>()
        };
        without_source(&before[name]) == without_source(&after[name])
    };
    assert!(is_same("placements.csv") && is_same("landscape/supply_by.csv"));
}
