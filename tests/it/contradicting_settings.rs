//! Settings that contradict each other, and calls that ask for too much: told in words, and nothing
//! is decided by chance.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::golden::{niveau, small_example};

/// What `check` and `run` say of an example with one thing changed: the same, and nothing written.
fn stopped(change: impl Fn(&Path)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let [input, output] = ["input", "output"].map(|name| folder.path().join(name));
    small_example(&input);
    change(&input);
    let [input, out] = [&input, &output].map(|path| path.to_str().unwrap());
    let checked = niveau(&["check", "--input", input]);
    let done = niveau(&["run", "--input", input, "--output", out]);
    assert_eq!((checked.status.code(), done.status.code()), (Some(1), Some(1)));
    let said = |bytes: Vec<u8>| {
        String::from_utf8(bytes).unwrap().replace(&*folder.path().to_string_lossy(), "MAPPE")
    };
    let (checked, done) = (said(checked.stderr), said(done.stderr));
    assert_eq!(checked, done, "check does not foresee what ends the run");
    assert!(!output.exists());
    done.trim_end().to_owned()
}

/// A file of the input with a line added at its end.
fn with_line(file: &'static str, line: &'static str) -> impl Fn(&Path) {
    move |input: &Path| {
        let path = input.join(file);
        let mut text = fs::read_to_string(&path).unwrap();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        fs::write(path, text + line + "\n").unwrap();
    }
}

#[test]
fn a_day_has_one_spelling() {
    let again = |folder: &'static str, name: &'static str| {
        move |input: &Path| {
            let folder = input.join(folder);
            fs::copy(folder.join("2021-01-01.toml"), folder.join(name)).unwrap();
        }
    };
    let told = [
        stopped(again("guidelines/autismespektrum", "2021-1-1.toml")),
        stopped(again("guidelines/autismespektrum", "2021-01-01.TOML")),
        stopped(again("descriptions/autismespektrum", "2021-1-01.toml")),
    ];
    insta::assert_snapshot!(told.join("\n"), @"");
}

#[test]
fn two_layouts_for_one_file_stop_the_run() {
    let told = stopped(|input| {
        let layouts = input.join("layouts");
        let text = fs::read_to_string(layouts.join("tilbudsportalen.toml")).unwrap();
        fs::write(layouts.join("aaa.toml"), text).unwrap();
    });
    insta::assert_snapshot!(told, @"");
}

#[test]
fn registers_that_contradict_themselves_stop_the_run() {
    let lines = [
        ("registers/region_membership.csv", "101,Region Midtjylland,2020-01-01,"),
        ("registers/social_authorities.csv", "101,Socialtilsyn Syd,2020-01-01,,"),
        ("registers/ownerships.csv", "Kommune,Privat"),
        ("registers/postal_codes.csv", "1000,101,0.9"),
        ("registers/services.csv", "ophold "),
        ("registers/tile_grid.csv", "101,1,1,Kbh."),
        ("registers/target_groups.csv", "autismespektrum,9.9.9,Andet,,,,,"),
    ];
    let told = lines.map(|(file, line)| match line {
        // The same row again says nothing more.
        "ophold " => String::new(),
        line => stopped(with_line(file, line)),
    });
    insta::assert_snapshot!(told.join("\n"), @"");
    let empty = stopped(|input| {
        let path = input.join("registers/region_membership.csv");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.lines().next().unwrap()).unwrap();
    });
    insta::assert_snapshot!(empty, @"");
}

#[test]
fn a_row_that_stands_twice_with_the_same_values_says_nothing_more() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    small_example(&input);
    let path = input.join("registers/municipalities.csv");
    let text = fs::read_to_string(&path).unwrap();
    let last = text.lines().last().unwrap();
    fs::write(&path, format!("{}\n{last}\n", text.trim_end())).unwrap();
    let checked = niveau(&["check", "--input", input.to_str().unwrap()]);
    let told = String::from_utf8(checked.stderr).unwrap();
    assert!(!told.contains("registre"), "{told}");
}

#[test]
fn too_much_is_told_in_words() {
    let criteria = stopped(|input| {
        let path = input.join("guidelines/autismespektrum/2021-01-01.toml");
        let text = fs::read_to_string(&path).unwrap();
        let start = text.find("[[criterion]]").unwrap();
        let end = start + text[start + 5..].find("\n[[").unwrap() + 5;
        fs::write(path, format!("{text}\n{}", text[start..end].repeat(10_000))).unwrap();
    });
    let pattern = stopped(|input| {
        let path = input.join("layouts/tilbudsportalen.toml");
        let text = fs::read_to_string(&path).unwrap();
        let files = text.lines().find(|line| line.starts_with("files")).unwrap();
        let many = format!("files = \"{}.csv\"", "{a,b}".repeat(40));
        let nested = text.replace(files, "files = \"{a,b{c,d}}.csv\"");
        fs::write(path, if input.ends_with("x") { nested } else { text.replace(files, &many) })
            .unwrap();
    });
    insta::assert_snapshot!([criteria, pattern].join("\n"), @"");
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("x");
    let done =
        niveau(&["example", "--tilbud", "99999999999", "--output", output.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(2));
    assert!(!output.exists());
}

#[cfg(unix)]
#[test]
fn an_output_that_nobody_takes_is_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    small_example(&input);
    let input = input.to_str().unwrap();
    let call = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_niveau"));
        command.args(arguments).args(["--input", input]);
        command
    };
    for arguments in [&["check"][..], &["explain", "900003"], &["describe", "autismespektrum"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let done = call(arguments).stdout(full).output().unwrap();
        let told = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(1), "{arguments:?} {told}");
        assert!(told.contains("der er ikke mere plads"), "{arguments:?} {told}");
        // Whoever read it has gone: quiet.
        let mut running =
            call(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(running.stdout.take());
        let done = running.wait_with_output().unwrap();
        let told = String::from_utf8(done.stderr).unwrap();
        assert!(!told.contains("panicked") && done.status.code() != Some(101), "{told}");
    }
}
