//! What happens where there is no more room: behind stderr, on the disk, in memory.

use std::fs;
use std::path::Path;

use super::golden::{niveau, outputs, small_example};
use super::workbook_bytes::{Sheet, Value, xls};

/// What is told of files that are held whole: the files themselves are the same but for a number.
fn large_xls(number: f64, rows: usize) -> Vec<u8> {
    let rows = vec![vec![Value::Number(number); 50]; rows];
    let sheets = ["Oplysningsskema", "Afrapportering"];
    let sheet =
        |name: &str| Sheet { name: name.to_owned(), rows: rows.clone(), ..Sheet::default() };
    xls(&sheets.map(sheet), false)
}

/// Five xls of about 1,6 MB in memory each and 2 MB for all: they take turns, and each is read as
/// it is read when there is room for all of them at once.
#[test]
fn files_that_do_not_fit_together_are_read_one_after_another() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    small_example(&input);
    for nth in 0..5_u8 {
        fs::write(input.join(format!("tilsyn-stor-{nth}.xls")), large_xls(nth.into(), 80)).unwrap();
    }
    let check = |memory: &str| {
        fs::write(input.join("limits.toml"), format!("memory-mb = {memory}\n")).unwrap();
        let done = niveau(&["check", "--input", input.to_str().unwrap(), "--threads", "4"]);
        (done.status.code(), String::from_utf8(done.stdout).unwrap())
    };
    let (code, told) = check("500");
    // They have no headers: that is an error, and told of each.
    assert_eq!(code, Some(1));
    for nth in 0..5 {
        assert!(told.contains(&format!("tilsyn-stor-{nth}.xls, ark \"Afrapportering\"")), "{told}");
    }
    assert!(!told.contains("i hukommelsen"), "{told}");
    assert_eq!(check("2"), (code, told));
}

#[test]
fn a_file_that_alone_needs_more_memory_than_there_is_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    small_example(&input);
    fs::write(input.join("limits.toml"), "memory-mb = 2\n").unwrap();
    let input = input.to_str().unwrap();
    let told = |done: std::process::Output| String::from_utf8(done.stdout).unwrap();
    assert!(!told(niveau(&["check", "--input", input])).contains("memory-mb"));
    fs::write(Path::new(input).join("tilsyn-stor.xls"), large_xls(1.0, 300)).unwrap();
    let done = niveau(&["check", "--input", input]);
    assert_eq!(done.status.code(), Some(1));
    let told = told(done);
    let told: Vec<&str> = told.lines().filter(|line| line.contains("memory-mb")).collect();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with("  tilsyn-stor.xls: i hukommelsen ville projektmappen fylde ")
            && told[0].contains(" MB; grænsen er 2 MB. Del den i flere, eller gem den som xlsx, ")
            && told[0].contains("eller hæv grænsen: skriv memory-mb = "),
        "{told:?}"
    );
    // A run goes on without it, says so, and ends with 1.
    let output = folder.path().join("output");
    let done = niveau(&["run", "--input", input, "--output", output.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(1));
    let told = String::from_utf8(done.stderr).unwrap();
    assert!(told.contains("Kunne ikke læses, eller ikke til ende: tilsyn-stor.xls"), "{told}");
    assert!(output.join("manifest.json").exists());
}

/// A million wrong lines are one message that can be read.
#[test]
fn of_one_settings_file_a_hundred_problems_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    small_example(&input);
    fs::write(input.join("limits.toml"), "noget galt\n".repeat(5_000)).unwrap();
    let done = niveau(&["check", "--input", input.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(1));
    let told = String::from_utf8(done.stderr).unwrap();
    let lines: Vec<&str> = told.trim_end().lines().collect();
    assert_eq!(lines.len(), 102);
    insta::assert_snapshot!(
        [lines[0], lines[100], lines[101]].join("\n"),
        @r#"
    niveau: reglerne kan ikke bruges (mindst 101 fejl); intet er skrevet
      limits.toml, linje 100, tegn 7: linjen kan ikke læses som TOML: noget galt. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit]; tal skrives med punktum som decimaltegn. [toml-syntax]
      limits.toml, linje 101, tegn 7: og 4900 andre; de 100 første er nævnt hver for sig. Ret dem, der er nævnt, og prøv igen. [more-problems]
    "#
    );
}

#[cfg(target_os = "linux")]
mod on_linux {
    use std::fs::OpenOptions;
    use std::process::{Command, Stdio};

    use super::*;

    /// What a command does and how it ends does not hang on stderr.
    #[test]
    fn a_full_stderr_changes_no_exit_code() {
        let folder = tempfile::tempdir().unwrap();
        let input = folder.path().join("input");
        small_example(&input);
        let input = input.to_str().unwrap();
        // What a killed run left is told before anything else.
        let left = folder.path().join(".output.niveau-new");
        fs::create_dir(&left).unwrap();
        let marker = "Midlertidig mappe for programmet niveau. Den fjernes ved næste kørsel.\n";
        fs::write(left.join("NIVEAU-MIDLERTIDIG.txt"), marker).unwrap();
        let with_code = |code: i32, arguments: &[&str]| {
            let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
            let done = Command::new(env!("CARGO_BIN_EXE_niveau"))
                .args(arguments)
                .current_dir(folder.path())
                .stderr(Stdio::from(full))
                .output()
                .unwrap();
            assert_eq!(done.status.code(), Some(code), "{arguments:?}");
        };
        // The example has one error, for whoever wants to see how that looks.
        with_code(1, &["check", "--input", input]);
        with_code(0, &["explain", "900001", "--input", input]);
        with_code(0, &["describe", "autismespektrum", "--input", input]);
        with_code(0, &["size", "--input", input, "--output", "sizes"]);
        with_code(0, &["robustness", "--input", input, "--output", "robustness"]);
        with_code(0, &["run", "--input", input]);
        with_code(2, &["run", "--input", "findes-ikke"]);
        with_code(2, &["describe", "findes-ikke", "--input", input]);
        with_code(2, &["explain", "findes-ikke", "--input", input]);
        with_code(0, &["example", "--output", "eksempel"]);
    }

    /// As on a full disk: files can't become larger than a few blocks.
    #[test]
    fn a_disk_without_room_is_told_once_and_the_previous_outputs_stay() {
        let folder = tempfile::tempdir().unwrap();
        let input = folder.path().join("input");
        small_example(&input);
        let output = folder.path().join("output");
        let [from, to] = [&input, &output].map(|path| path.to_str().unwrap());
        assert!(niveau(&["run", "--input", from, "--output", to]).status.success());
        let before = outputs(&output);
        for (command, to) in [("run", to), ("size", "sizes"), ("robustness", "robustness")] {
            let done = Command::new("sh")
                .arg("-c")
                .arg("trap '' XFSZ; ulimit -f 2; exec \"$@\"")
                .arg("sh")
                .arg(env!("CARGO_BIN_EXE_niveau"))
                .args([command, "--input", from, "--output", to])
                .current_dir(folder.path())
                .output()
                .unwrap();
            assert_eq!(done.status.code(), Some(1));
            let told = String::from_utf8(done.stderr).unwrap();
            let (path, told) = told.trim_end().split_once(": filen blev").unwrap();
            let path = path.strip_prefix("niveau: ").unwrap();
            assert!(Path::new(path).starts_with(folder.path().canonicalize().unwrap()), "{path}");
            assert_eq!(
                told,
                " større, end der er lov til her. De forrige resultater er uændrede. Få grænsen \
                 hævet (ulimit -f), eller vælg en mappe på et andet drev med --output"
            );
        }
        assert!(before == outputs(&output));
        assert!(!folder.path().join("sizes").exists());
    }
}
