//! A folder with everything that can be wrong at once: all of it is named, the good files are used,
//! and what `check` says is what a run says.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use niveau::ingest::SheetRole;

use super::folder::{EXAMPLE, Folder};
use super::ingest::{csv, department, evidence, forms, grades, headers, with_headers, write_sheet};

/// Files that are wrong, each in its own way, beside a good example.
fn spoil(input: &Path) -> Vec<&'static str> {
    let put = |name: &str, bytes: &[u8]| fs::write(input.join(name), bytes).unwrap();
    let book = |sheets: &[(&str, Vec<Vec<String>>)]| {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        for (name, rows) in sheets {
            write_sheet(&mut workbook, name, rows);
        }
        workbook.save_to_buffer().unwrap()
    };
    let whole = forms(&[evidence("900001", &[])], &[grades("900001", &[])]);
    put("tilsyn-skåret-af.xlsx", &whole[..whole.len() / 2]);
    put("tilsyn-tom.xlsx", b"");
    put("tilsyn-krypteret.xlsx", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0]);
    put("tilsyn-billede.xlsx", b"\x89PNG\r\n\x1a\n and no more");
    let mut renamed = with_headers(SheetRole::Grades, &[grades("900001", &[])]);
    let at = renamed[0].iter().position(|header| header == "Fagmiljø").unwrap();
    "Fagmiljo".clone_into(&mut renamed[0][at]);
    let good = with_headers(SheetRole::Evidence, &[evidence("900001", &[])]);
    put(
        "tilsyn-overskrift.xlsx",
        &book(&[("Oplysningsskema", good.clone()), ("Afrapportering", renamed)]),
    );
    put("tilsyn-ark.xlsx", &book(&[("Oplysningsskema", good)]));
    put("tilsyn-2062.xlsx", &forms(&[], &[grades("900001", &[("dato", "04-03-2062")])]));
    put("tilsyn-ord.xlsx", &forms(&[], &[grades("900001", &[("fagmiljoe", "højt?")])]));
    put("tilsyn-cpr.xlsx", &forms(&[], &[grades("900001", &[("tilbudsnavn", "010203-1234")])]));
    put("tilsyn-010203-1234.xlsx", &whole);
    let long = "å".repeat(40_000);
    put("tilsyn-lang.xlsx", &forms(&[], &[grades(&"9".repeat(300), &[])]));
    put(
        "tilbudsportalen-lang.csv",
        csv(&[
            department("T-1", "T-1-1", &[("tilbudsnavn", &long)]),
            department("T-2", "T-2-1", &[("tilbudsnavn", "Navn\u{ffff}\u{1b}[31m")]),
        ])
        .as_bytes(),
    );
    let junk =
        format!("{}\r\n{}", headers(SheetRole::Providers).join(";"), "x;y\r\n".repeat(3_000));
    put("tilbudsportalen-skrald.csv", junk.as_bytes());
    put("tilbudsportalen-uden.csv", b"A;B;C\r\n1;2;3\r\n");
    put(&format!("tilsyn-{}.xlsx", "n".repeat(230)), &whole);
    assert!(Command::new("mkfifo").arg(input.join("tilsyn-pipe.xlsx")).status().unwrap().success());
    symlink(input.join("ingen"), input.join("tilsyn-link.xlsx")).unwrap();
    symlink("/dev/zero", input.join("tilsyn-enhed.xlsx")).unwrap();
    fs::create_dir(input.join("tilsyn-mappe.xlsx")).unwrap();
    symlink(input, input.join("rundt")).unwrap();
    vec![
        "tilsyn-skåret-af.xlsx",
        "tilsyn-tom.xlsx",
        "tilsyn-krypteret.xlsx",
        "tilsyn-billede.xlsx",
        "tilsyn-overskrift.xlsx",
        "tilsyn-ark.xlsx",
        "tilsyn-2062.xlsx",
        "tilsyn-ord.xlsx",
        "tilsyn-cpr.xlsx",
        "tilsyn-lang.xlsx",
        "tilbudsportalen-lang.csv",
        "tilbudsportalen-skrald.csv",
        "tilbudsportalen-uden.csv",
        "tilsyn-pipe.xlsx",
        "tilsyn-link.xlsx",
        "tilsyn-enhed.xlsx",
        "tilsyn-mappe.xlsx",
        "rundt",
        "(navnet ligner et CPR-nummer)",
    ]
}

/// Rows used of the example's own files, by file.
fn rows_used(manifest: &serde_json::Value) -> BTreeSet<(String, u64)> {
    let sheets = manifest["rows"]["by_sheet"].as_array().unwrap();
    let of = |sheet: &serde_json::Value| {
        let sum = ["rows_used", "rows_set_aside"].map(|name| sheet[name].as_u64().unwrap());
        assert_eq!(sheet["rows_read"].as_u64().unwrap(), sum[0] + sum[1], "{sheet}");
        (format!("{} {}", sheet["file"], sheet["sheet"]), sum[0])
    };
    sheets.iter().map(of).collect()
}

#[test]
fn everything_is_named_and_the_good_files_are_used() {
    let folder = Folder::example();
    let names = spoil(&folder.input());
    let checked = folder.call(&["check"]);
    let said = checked.out;
    assert_eq!(checked.code, 1, "{said}");
    let done = folder.call(&["run"]);
    let told = done.err;
    assert_eq!(done.code, 1, "{told}");
    let [findings, set_aside, manifest] =
        ["findings.csv", "set_aside.csv", "manifest.json"].map(|name| folder.text(name));
    for name in names {
        assert!(said.contains(name), "check does not name {name}:\n{said}");
        let is_named = findings.contains(name) || set_aside.contains(name);
        assert!(is_named, "the run does not name {name}");
    }
    // Every finding of the run was foreseen, and no number of a person is anywhere.
    for line in findings.lines().skip(1) {
        let file = line.split(';').next().unwrap().trim_matches('"');
        assert!(said.contains(file), "check does not name {file}");
    }
    let anywhere = [&*said, &*told, &*findings, &*set_aside].concat();
    assert!(!anywhere.contains("010203-1234") && !anywhere.contains('\u{1b}'));
    assert!(!manifest.contains("010203"));
    // The good files are used as before.
    let used = rows_used(&folder.manifest());
    for sheet in rows_used(&EXAMPLE.manifest) {
        assert!(used.contains(&sheet), "{sheet:?}");
    }
}
