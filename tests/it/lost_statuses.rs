//! A status that stands in a row, or in a list, that can't be used is not replaced by another row's
//! (Reading R48).

use insta::assert_snapshot;
use niveau::ingest::SheetRole;
use proptest::prelude::*;

use super::ingest::{Row, department, forms, headers, portal, sheet, told};
use super::never_replaced::{all_graded, place};

/// Ways of making a row of Tilbudsportalen, or the list it stands in, unusable.
#[derive(Clone, Copy, Debug)]
enum PortalDamage {
    /// Another text in a cell.
    Cell(&'static str, &'static str),
    /// No ids, and only the first so many of name, P-nummer and CVR-nummer.
    NoIds(usize),
    /// A header that must be there renamed.
    Header(usize),
    /// One cell more, at the front.
    Shifted,
    /// A quote that is not closed.
    Quote,
    /// These bytes.
    File(&'static [u8]),
    /// The file ends in the middle of a workbook's name for itself.
    Workbook,
}

fn portal_damage() -> impl Strategy<Value = PortalDamage> {
    let required = || {
        let columns = sheet(SheetRole::Providers).columns;
        let required = (0..columns.len()).filter(move |at| columns[*at].is_required);
        required.collect::<Vec<_>>()
    };
    let cells = vec![
        ("tilbudsid", ""),
        ("tilbudsid", "#REF!"),
        ("tilbudsid", "1,23457E+09"),
        ("godkendelsesstatus", "#REF!"),
        ("godkendelsesstatus", "Måske"),
        ("senest-opdateret", "31-02-2021"),
        ("senest-opdateret", "01-02-2062"),
        ("tilbudsnavn", "010203-1234"),
    ];
    prop_oneof![
        4 => prop::sample::select(cells).prop_map(|(field, text)| PortalDamage::Cell(field, text)),
        2 => (1..=3_usize).prop_map(PortalDamage::NoIds),
        2 => prop::sample::select(required()).prop_map(PortalDamage::Header),
        1 => Just(PortalDamage::Shifted),
        1 => Just(PortalDamage::Quote),
        1 => prop::sample::select(vec![&b""[..], b"PK\x03\x04 and no more", b"%PDF-1.7", b"x"])
            .prop_map(PortalDamage::File),
        1 => Just(PortalDamage::Workbook),
    ]
}

/// A second list of Tilbudsportalen with one row of tilbud 100, as it was written or damaged.
fn second_list(row: &Row, damage: Option<PortalDamage>) -> (&'static str, Vec<u8>) {
    let columns = sheet(SheetRole::Providers).columns;
    let at = |field: &str| columns.iter().position(|column| column.field == field).unwrap();
    let mut rows = [headers(SheetRole::Providers), row.clone()];
    let mut quote = "";
    match damage {
        None => {}
        Some(PortalDamage::Cell(field, text)) => text.clone_into(&mut rows[1][at(field)]),
        Some(PortalDamage::NoIds(n)) => {
            let keys = ["tilbudsnavn", "p-nummer", "cvr"];
            for field in ["tilbudsid", "afdelingsid"].iter().chain(&keys[n..]) {
                rows[1][at(field)].clear();
            }
        }
        Some(PortalDamage::Header(column)) => "Noget andet".clone_into(&mut rows[0][column]),
        Some(PortalDamage::Shifted) => rows[1].insert(0, "x".to_owned()),
        Some(PortalDamage::Quote) => quote = "\"",
        Some(PortalDamage::File(bytes)) => return ("tilbudsportalen-2.csv", bytes.to_vec()),
        Some(PortalDamage::Workbook) => {
            return ("tilbudsportalen-2.xlsx", forms(&[], &[])[..200].to_vec());
        }
    }
    let lines: Vec<String> = rows.iter().map(|row| row.join(";")).collect();
    ("tilbudsportalen-2.csv", format!("{}\r\n{quote}{}\r\n", lines[0], lines[1]).into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever is wrong with a row of Tilbudsportalen, or with its list, no offering stands on a
    /// level that it would not have with the row read: another row's status does not step in.
    #[test]
    fn no_lost_status_is_replaced_by_another(
        status in prop::sample::select(vec!["Ophørt", "Godkendt"]),
        quality in prop::sample::select(vec!["ja", "nej", ""]),
        damage in portal_damage(),
    ) {
        let keys = [("tilbudsnavn", "Eksempel Nord"), ("p-nummer", "1000000011"), ("cvr", "10000001")];
        let of = |number: &str, status, on| {
            let more = [("godkendelsesstatus", status), ("senest-opdateret", on)];
            department("100", number, &[&keys[..], &more].concat())
        };
        let first = portal(&[of("100-1", "Godkendt", "01-02-2020")]);
        let second = of("100-2", status, "01-02-2022");
        let mut graded = all_graded("højt", &[("kvalitet", quality)]);
        "100".clone_into(&mut graded[0]);
        let graded = forms(&[], &[graded]);
        let files = |damage| {
            [first.clone(), second_list(&second, damage), ("tilsyn-2021.xlsx", graded.clone())]
        };
        let whole = place(&files(None)).levels();
        let damaged = place(&files(Some(damage)));
        for level in damaged.levels() {
            prop_assert!(whole.contains(&level), "{damage:?}: {} beside {whole:?}", damaged.all());
        }
    }
}

#[test]
fn a_list_that_cannot_be_read_is_told_once() {
    let other = department("2", "2-1", &[("senest-opdateret", "01-02-2020")]);
    let first = department("1", "1-1", &[("senest-opdateret", "01-02-2020")]);
    let placed = place(&[portal(&[first, other]), ("tilbudsportalen-2.csv", Vec::new())]);
    assert_snapshot!(told(&placed.reading), @"
    fejl tilbudsportalen-2.csv: filen er tom (0 bytes). Hent filen igen. [file-empty]
    advarsel tilbudsportalen-2.csv: listen kunne ikke læses til ende, og den kan have en anden status for 2 tilbud, der er læst; kvaliteten er ukendt. Hent filen igen, eller tag den ud af input-mappen, hvis den ikke gælder. [status-list-lost]
    ");
}
