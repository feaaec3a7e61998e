//! Everything that ends a run, one at a time: `check` ends by it too, and names the same.

use std::fs;

use rayon::prelude::*;

use super::folder::Folder;
use super::workbook_bytes::{no_such_text, xlsb_of_sheet};

/// Settings files, whether the example has them or not.
const FILES: [&str; 19] = [
    "registers/municipalities.csv",
    "registers/services.csv",
    "registers/special_functions.csv",
    "registers/travel_minutes.csv",
    "guidelines/autismespektrum/2021-01-01.toml",
    "rules/alle.toml",
    "rules/quality.toml",
    "rules/adgang.toml",
    "rules/underlag.toml",
    "layouts/tilbudsportalen.toml",
    "descriptions/autismespektrum/2021-01-01.toml",
    "sizes/autismespektrum.toml",
    "sizes/autismespektrum.kommuner.csv",
    "collaborations/rammeaftaler.csv",
    "source.toml",
    "limits.toml",
    "robustness.toml",
    "process.toml",
    "trial/design.toml",
];

type Change = Box<dyn Fn(&Folder) + Send + Sync>;

fn put(file: &str, bytes: &'static [u8]) -> Change {
    let file = file.to_owned();
    Box::new(move |folder| folder.put(&file, bytes))
}

fn remove(path: &str) -> Change {
    let path = path.to_owned();
    Box::new(move |folder| folder.remove(&path))
}

/// A folder where a file should be, or a file where a folder should be.
fn turned(path: &str) -> Change {
    let path = path.to_owned();
    Box::new(move |folder| {
        let at = folder.input().join(&path);
        let was_folder = at.is_dir();
        if at.exists() {
            folder.remove(&path);
        }
        if was_folder {
            folder.put(&path, "");
        } else {
            fs::create_dir_all(at).unwrap();
        }
    })
}

/// What is changed, and what the message must have.
fn cases() -> Vec<(String, Change, &'static str)> {
    let mut cases: Vec<(String, Change, &'static str)> = Vec::new();
    let mut add = |what: &str, change: Change, named: &'static str| {
        cases.push((format!("{what} {named}"), change, named));
    };
    for file in FILES {
        add("not UTF-8:", put(file, &[0xff, 0xfe, 0xff]), file);
        add("no settings:", put(file, b"x = [\n"), file);
        add("a number of a person:", put(file, b"# 010203-1234\n"), file);
        add("a folder:", turned(file), file);
    }
    let may_be_missing = niveau::register::MAY_BE_MISSING;
    for file in niveau::register::FILES.into_iter().filter(|file| !may_be_missing.contains(file)) {
        add("missing:", remove(&format!("registers/{file}")), file);
        add("empty:", put(&format!("registers/{file}"), b""), file);
    }
    for path in ["guidelines", "layouts", "rules/quality.toml", "rules/adgang.toml", "registers"] {
        add("missing:", remove(path), path);
    }
    add("missing:", remove("rules"), "rules/quality.toml");
    for path in ["guidelines", "layouts", "descriptions", "sizes", "collaborations"] {
        add("a file:", turned(path), path);
    }
    add(
        "a group nobody knows:",
        put("guidelines/ukendt/2021-01-01.toml", b""),
        "guidelines/ukendt",
    );
    add(
        "a group nobody knows:",
        put("descriptions/ukendt/2021-01-01.toml", b""),
        "descriptions/ukendt",
    );
    add("a group nobody knows:", put("sizes/ukendt.toml", b""), "sizes/ukendt.toml");
    let name = "guidelines/autismespektrum/2021-1-1.toml";
    add("no day:", put(name, b""), name);
    let name = "descriptions/autismespektrum/i-dag.toml";
    add("no day:", put(name, b""), name);
    add("a number of a person:", put("rules/010203-1234.toml", b""), "rules/fil 1 (navnet ligner");
    add("a rule of no use:", put("rules/ny.toml", b"name = \"ny\"\n"), "rules/ny.toml");
    add(
        "no regions that day:",
        Box::new(|folder| {
            folder.edit("registers/municipalities.csv", |text| {
                text.replace("2026-01-01", "1999-01-01")
            });
        }),
        "registers/regions.csv",
    );
    add("nothing to read:", Box::new(Folder::remove_data), "der er ingen filer at læse");
    add(
        "two layouts for one file:",
        Box::new(|folder| {
            let layouts = folder.input().join("layouts");
            fs::copy(layouts.join("tilbudsportalen.toml"), layouts.join("b.toml")).unwrap();
        }),
        "layouts/b.toml",
    );
    cases
}

#[test]
fn what_ends_a_run_ends_a_check() {
    let fault = |(what, change, named): (String, Change, &str)| {
        let folder = Folder::example();
        change(&folder);
        let checked = folder.call(&["check"]);
        let done = folder.call(&["run"]);
        assert!(!done.err.contains("010203-1234"), "{what}");
        let is_told = done.code == 1 && done.err.contains(named);
        let is_fault = !is_told || checked != done || folder.output().exists();
        is_fault.then(|| format!("{what}\n  check: {checked:?}\n  run: {done:?}"))
    };
    let faults: Vec<String> = cases().into_par_iter().filter_map(fault).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_wrong_call_is_wrong_for_both() {
    let folder = Folder::new(&[]);
    for more in [["--input", "findes-ikke"], ["--rule", "findes-ikke"]] {
        let checked = folder.call(&[&["check"], &more[..]].concat());
        let done = folder.call(&[&["run"], &more[..]].concat());
        assert_eq!(checked, done);
        assert_eq!(done.code, 2, "{}", done.err);
        assert!(done.err.contains("findes-ikke") && !folder.output().exists());
    }
    // A day that the call names is the call's fault.
    assert_eq!(folder.call(&["run", "--regions-on", "1999-01-01"]).code, 2);
}

/// A cell of an xlsb that points at a text there is not: the reader of workbooks panics.
#[test]
fn a_panic_in_a_reader_is_told_in_danish_and_nothing_else_of_it() {
    let folder = Folder::new(&[("tilsyn-sær.xlsb", &xlsb_of_sheet(&no_such_text()))]);
    let done = folder.call(&["check"]);
    let (said, shown) = (done.err, done.out);
    assert!(shown.contains("dens indhold modsiger sig selv"), "{shown}");
    assert!(!said.contains("panicked") && !said.contains("RUST_BACKTRACE"), "{said}");
}

#[test]
fn a_run_without_a_row_to_use_leaves_the_previous_outputs() {
    let folder = Folder::new(&[]);
    folder.run();
    let before = folder.outputs();
    folder.remove_data();
    folder.put("tilbudsportalen-tom.csv", "Tilbudsid;Andet\r\n1;2\r\n");
    let done = folder.call(&["run"]);
    assert_eq!(done.code, 1, "{}", done.err);
    assert!(done.err.contains("ingen række i"), "{}", done.err);
    assert_eq!(folder.outputs(), before);
}
