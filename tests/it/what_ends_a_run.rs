//! Everything that ends a run, one at a time: `check` ends by it too, and names the same.

use std::fs;
use std::path::Path;

use super::golden::{niveau, outputs, small_example};
use super::workbook_bytes::{no_such_text, xlsb_of_sheet};

/// Settings files, whether the example has them or not.
const FILES: [&str; 15] = [
    "registers/municipalities.csv",
    "registers/services.csv",
    "registers/travel_minutes.csv",
    "guidelines/autismespektrum/2021-01-01.toml",
    "rules/alle.toml",
    "rules/quality.toml",
    "rules/adgang.toml",
    "rules/underlag.toml",
    "layouts/tilbudsportalen.toml",
    "descriptions/autismespektrum/2021-01-01.toml",
    "sizes/autismespektrum.toml",
    "collaborations/rammeaftaler.csv",
    "source.toml",
    "limits.toml",
    "robustness.toml",
];

type Change = Box<dyn Fn(&Path)>;

fn put(file: &str, bytes: &[u8]) -> Change {
    let (file, bytes) = (file.to_owned(), bytes.to_vec());
    Box::new(move |input| {
        let path = input.join(&file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &bytes).unwrap();
    })
}

fn remove(path: &str) -> Change {
    let path = path.to_owned();
    Box::new(move |input| {
        let path = input.join(&path);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
    })
}

/// A folder where a file should be, or a file where a folder should be.
fn turned(path: &str) -> Change {
    let path = path.to_owned();
    Box::new(move |input| {
        let path = input.join(&path);
        if path.is_dir() {
            fs::remove_dir_all(&path).unwrap();
            fs::write(path, "").unwrap();
        } else {
            if path.exists() {
                fs::remove_file(&path).unwrap();
            }
            fs::create_dir_all(path).unwrap();
        }
    })
}

fn replaced(file: &'static str, from: &'static str, to: &'static str) -> Change {
    Box::new(move |input| {
        let path = input.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(path, text.replace(from, to)).unwrap();
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
        replaced("registers/municipalities.csv", "2026-01-01", "1999-01-01"),
        "registers/regions.csv",
    );
    add(
        "nothing to read:",
        Box::new(|input| {
            for entry in fs::read_dir(input).unwrap().map(Result::unwrap) {
                let path = entry.path();
                if path.is_file() && path.extension().is_none_or(|extension| extension != "toml") {
                    fs::remove_file(path).unwrap();
                }
            }
        }),
        "der er ingen filer at læse",
    );
    add(
        "two layouts for one file:",
        Box::new(|input| {
            let layouts = input.join("layouts");
            fs::copy(layouts.join("tilbudsportalen.toml"), layouts.join("b.toml")).unwrap();
        }),
        "layouts/b.toml",
    );
    cases
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The exit code, and what was said.
fn called(arguments: &[&str]) -> (Option<i32>, String) {
    let done = niveau(arguments);
    (done.status.code(), String::from_utf8(done.stderr).unwrap())
}

#[test]
fn what_ends_a_run_ends_a_check() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    small_example(&whole);
    let mut faults = Vec::new();
    for (what, change, named) in cases() {
        let [input, output] = ["input", "output"].map(|name| folder.path().join(name));
        copy(&whole, &input);
        change(&input);
        let [read, written] = [&input, &output].map(|path| path.to_str().unwrap());
        let checked = called(&["check", "--input", read]);
        let done = called(&["run", "--input", read, "--output", written]);
        if done.0 != Some(1) || checked != done || !done.1.contains(named) || output.exists() {
            faults.push(format!("{what}\n  check: {checked:?}\n  run: {done:?}"));
        }
        assert!(!done.1.contains("010203-1234"), "{what}");
        fs::remove_dir_all(&input).unwrap();
        if output.exists() {
            fs::remove_dir_all(&output).unwrap();
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_wrong_call_is_wrong_for_both() {
    let folder = tempfile::tempdir().unwrap();
    let [input, output] = ["input", "output"].map(|name| folder.path().join(name));
    small_example(&input);
    let [read, written] = [&input, &output].map(|path| path.to_str().unwrap());
    for more in [&["--input", "findes-ikke"][..], &["--input", read, "--rule", "findes-ikke"]] {
        let checked = called(&[&["check"], more].concat());
        let done = called(&[&["run", "--output", written], more].concat());
        assert_eq!(checked, done);
        assert_eq!(done.0, Some(2), "{}", done.1);
        assert!(done.1.contains("findes-ikke") && !output.exists());
    }
    // A day that the call names is the call's fault.
    let day = ["run", "--input", read, "--output", written, "--regions-on", "1999-01-01"];
    assert_eq!(called(&day).0, Some(2));
}

/// A cell of an xlsb that points at a text there is not: the reader of workbooks panics.
#[test]
fn a_panic_in_a_reader_is_told_in_danish_and_nothing_else_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    small_example(&input);
    fs::write(input.join("tilsyn-sær.xlsb"), xlsb_of_sheet(&no_such_text())).unwrap();
    let done = niveau(&["check", "--input", input.to_str().unwrap()]);
    let (said, shown) =
        (String::from_utf8_lossy(&done.stderr), String::from_utf8_lossy(&done.stdout));
    assert!(shown.contains("dens indhold modsiger sig selv"), "{shown}");
    assert!(!said.contains("panicked") && !said.contains("RUST_BACKTRACE"), "{said}");
}

#[test]
fn a_run_without_a_row_to_use_leaves_the_previous_outputs() {
    let folder = tempfile::tempdir().unwrap();
    let [input, output] = ["input", "output"].map(|name| folder.path().join(name));
    small_example(&input);
    let run = || {
        niveau(&["run", "--input", input.to_str().unwrap(), "--output", output.to_str().unwrap()])
    };
    assert!(run().status.success());
    let before = outputs(&output);
    for entry in fs::read_dir(&input).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "csv" || extension == "xlsx") {
            fs::remove_file(path).unwrap();
        }
    }
    fs::write(input.join("tilbudsportalen-tom.csv"), "Tilbudsid;Andet\r\n1;2\r\n").unwrap();
    let done = run();
    let told = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(1), "{told}");
    assert!(told.contains("ingen række i"), "{told}");
    assert_eq!(outputs(&output), before);
}
