//! No figure about levels where too little is assessed: 0, 10, 50 and 100 percent of the same
//! tilbud, in the tables and in the text of the pictures.

use niveau::model::Parameter;
use polars_core::prelude::DataFrame;

use crate::folder::{self, Folder, Outputs};
use crate::ingest::{department, forms, grades, portal};
use crate::statements::said;

const N: usize = 20;
const GROUP: &str = "autismespektrum";

/// Twenty tilbud of one group in two regions, of which the first so many are assessed on højt.
fn with_assessed(n: usize) -> Outputs {
    let folder = Folder::empty();
    folder.put_shipped("");
    let ids: Vec<String> = (1..=N).map(|nth| format!("90{nth:02}")).collect();
    let rows: Vec<_> = ids
        .iter()
        .enumerate()
        .map(|(nth, id)| {
            // Aarhus and Odense in turn.
            let (code, authority) = if nth % 2 == 0 {
                ("0751", "Socialtilsyn Midt")
            } else {
                ("0461", "Socialtilsyn Syd")
            };
            let name = format!("Eksempel {nth}");
            department(
                id,
                &format!("{id}1"),
                &[("kommunekode", code), ("tilsyn", authority), ("tilbudsnavn", &name)],
            )
        })
        .collect();
    let assessed: Vec<_> = ids[..n]
        .iter()
        .enumerate()
        .map(|(nth, id)| {
            let authority = if nth % 2 == 0 { "Socialtilsyn Midt" } else { "Socialtilsyn Syd" };
            let mut fields: Vec<(&str, &str)> = Parameter::ALL.map(|p| (p.slug(), "højt")).to_vec();
            fields.push(("tilsyn", authority));
            grades(id, &fields)
        })
        .collect();
    let (name, export) = portal(&rows);
    folder.put(name, export);
    if n > 0 {
        folder.put("tilsyn.xlsx", forms(&[], &assessed));
    }
    folder.shown(&["run", "--all-groups", "--format", "svg"]);
    folder.outputs()
}

fn frame(outputs: &Outputs, table: &str) -> DataFrame {
    folder::frame(&outputs[&format!("landscape/{table}.parquet")])
}

/// The rows of the group, by the columns asked for: texts as they are, numbers written out.
fn rows(frame: &DataFrame, columns: &[&str]) -> Vec<Vec<Option<String>>> {
    let texts = |name: &str| -> Vec<Option<String>> {
        let column = frame.column(name).unwrap();
        let text = column.cast(&polars_core::prelude::DataType::String).unwrap();
        text.str().unwrap().iter().map(|cell| cell.map(str::to_owned)).collect()
    };
    let groups = texts("target_group");
    let columns: Vec<Vec<Option<String>>> = columns.iter().map(|name| texts(name)).collect();
    (0..frame.height())
        .filter(|at| groups[*at].as_deref() == Some(GROUP))
        .map(|at| columns.iter().map(|column| column[at].clone()).collect())
        .collect()
}

fn picture(outputs: &Outputs, stem: &str) -> Option<String> {
    let svg = outputs.get(&format!("charts/{stem}-{GROUP}.svg"))?;
    Some(String::from_utf8(svg.clone()).unwrap())
}

#[test]
fn no_figure_about_levels_where_too_little_is_assessed() {
    for (n, is_told) in [(0, false), (2, false), (10, true), (20, true)] {
        let outputs = with_assessed(n);
        let none = |table: &str, column: &str, of: &dyn Fn(&[Option<String>]) -> bool| {
            let frame = frame(&outputs, table);
            let rows = rows(&frame, &[column, "withheld", "level"]);
            let of_levels: Vec<_> = rows.iter().filter(|row| of(row)).collect();
            assert!(!of_levels.is_empty(), "{n}, {table}");
            for row in of_levels {
                let (figure, why) = (&row[0], &row[1]);
                assert!(figure.is_none() || is_told, "{n}, {table}: {figure:?}");
                // Whatever is withheld says why.
                assert!(figure.is_some() || why.is_some() || is_told, "{n}, {table}");
            }
        };
        // Every table says how much is assessed.
        for table in [
            "supply",
            "supply_by",
            "cover",
            "access",
            "access_bands",
            "new_sites",
            "vulnerability",
            "closings",
            "diversity",
        ] {
            assert!(frame(&outputs, table).column("assessed_percent").is_ok(), "{table}");
        }
        none("cover", "gap_central", &|row| row[2].as_deref() == Some("alle"));
        none("cover", "cover_percent_central", &|row| row[2].as_deref() == Some("alle"));
        none("new_sites", "municipality", &|_| true);
        let on_level = |row: &[Option<String>]| row[2].as_deref() != Some("alle");
        let has_some = frame(&outputs, "closings").height() > 0;
        assert_eq!(has_some, n > 0);
        if n > 0 {
            let placed = frame(&outputs, "vulnerability");
            let told = rows(&placed, &["herfindahl_hirschman", "withheld", "providers"]);
            for row in told.iter().filter(|row| row[2].as_deref() != Some("0")) {
                assert_eq!((row[0].is_some(), row[1].is_some()), (is_told, !is_told), "{n}");
            }
            let mix = rows(
                &frame(&outputs, "diversity"),
                &["residential_percent", "withheld", "level", "units"],
            );
            for row in mix.iter().filter(|row| on_level(row) && row[3].as_deref() != Some("0")) {
                assert_eq!((row[0].is_some(), row[1].is_some()), (is_told, !is_told), "{n}");
            }
        }
        // Supply, access and closings are intervals: what is placed, and what could be.
        let supplied = rows(
            &frame(&outputs, "vulnerability"),
            &["level", "providers", "providers_up_to", "rests_on"],
        );
        let high: Vec<_> =
            supplied.iter().filter(|row| row[0].as_deref() == Some("højt")).collect();
        for row in high.iter().filter(|row| row[1] != row[2]) {
            let told = row[3].as_deref().unwrap();
            assert!(told.contains("indplaceret, op til"), "{n}: {told}");
        }
        assert!(n == N || high.iter().any(|row| row[1] != row[2]), "{n}: nothing is tried");
        let texts: String =
            ["access-map", "supply-map", "cover-map", "providers-by-region-and-level"]
                .into_iter()
                .filter_map(|stem| picture(&outputs, stem))
                .collect();
        assert!(texts.contains(&format!("{n} af {N} tilbud for målgruppen er vurderet")), "{n}");
        assert!(texts.contains("Data: "), "{n}");
        let access = picture(&outputs, "access-map").unwrap();
        let unassessed = N - n;
        if n < N {
            assert!(!texts.contains("ingen leverandør"), "{n}");
            assert!(
                access.contains(&format!("ingen indplaceret; {unassessed} ikke vurderet")),
                "{n}"
            );
            // With one placed in each of the two municipalities nobody can be nearer.
            let at_most = if n == 0 { "højst 15 km" } else { "op til 15 km" };
            assert!(access.contains(at_most), "{n}");
        } else {
            assert!(access.contains("ingen leverandør på niveauet"), "{n}");
            assert!(access.contains("op til 15 km"), "{n}");
        }
        // What rests on one is said only where nobody else can turn out to be there: in each
        // region ten are placed, or could be.
        let carried = rows(&frame(&outputs, "vulnerability"), &["rests_on", "level"]);
        for row in carried.iter().filter(|row| row[1].as_deref() == Some("højt")) {
            let told = row[0].as_deref().unwrap();
            assert!(!["én leverandør", "én driftsherre"].contains(&told), "{n}: {told}");
        }
        assert_eq!(picture(&outputs, "cover-map").is_some(), is_told, "{n}");
        // The sentences say no more than the tables.
        let said = said(&outputs);
        assert_eq!(said.contains("Forventede borgere minus pladser"), is_told, "{n}: {said}");
        assert_eq!(said.contains("for få tilbud er vurderet"), !is_told, "{n}: {said}");
        assert!(!said.contains("hviler udbuddet"), "{n}: {said}");
    }
}
