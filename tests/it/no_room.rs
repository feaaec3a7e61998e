//! What happens where there is no more room: behind stderr, on the disk, in memory.

use std::fs;
use std::path::Path;

use super::folder::Folder;
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
    let folder = Folder::new(&[]);
    for nth in 0..5_u8 {
        folder.put(&format!("tilsyn-stor-{nth}.xls"), large_xls(nth.into(), 80));
    }
    let check = |memory: &str| {
        folder.put("limits.toml", format!("memory-mb = {memory}\n"));
        let said = folder.call(&["check", "--threads", "4"]);
        (said.code, said.out)
    };
    let (code, told) = check("500");
    // They have no headers: that is an error, and told of each.
    assert_eq!(code, 1);
    for nth in 0..5 {
        assert!(told.contains(&format!("tilsyn-stor-{nth}.xls, ark \"Afrapportering\"")), "{told}");
    }
    assert!(!told.contains("i hukommelsen"), "{told}");
    assert_eq!(check("2"), (code, told));
}

#[test]
fn a_file_that_alone_needs_more_memory_than_there_is_is_refused() {
    let folder = Folder::new(&[("limits.toml", b"memory-mb = 2\n")]);
    assert!(!folder.call(&["check"]).out.contains("memory-mb"));
    folder.put("tilsyn-stor.xls", large_xls(1.0, 300));
    let said = folder.call(&["check"]);
    assert_eq!(said.code, 1);
    let told = said.out;
    let told: Vec<&str> = told.lines().filter(|line| line.contains("memory-mb")).collect();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with("  tilsyn-stor.xls: i hukommelsen ville projektmappen fylde ")
            && told[0].contains(" MB; grænsen er 2 MB. Del den i flere, eller gem den som xlsx, ")
            && told[0].contains("eller hæv grænsen: skriv memory-mb = "),
        "{told:?}"
    );
    // A run goes on without it, says so, and ends with 1.
    let said = folder.call(&["run"]);
    assert_eq!(said.code, 1);
    let told = "Kunne ikke læses, eller ikke til ende: tilsyn-stor.xls";
    assert!(said.err.contains(told), "{}", said.err);
    assert!(folder.output().join("manifest.json").exists());
}

/// A million wrong lines are one message that can be read.
#[test]
fn of_one_settings_file_a_hundred_problems_are_told() {
    let folder = Folder::new(&[("limits.toml", "noget galt\n".repeat(5_000).as_bytes())]);
    let said = folder.call(&["check"]);
    assert_eq!(said.code, 1);
    let told = said.err;
    let lines: Vec<&str> = told.trim_end().lines().collect();
    assert_eq!(lines.len(), 102);
    insta::assert_snapshot!(
        [lines[0], lines[100], lines[101]].join("\n"),
        @r#"
    niveau: reglerne kan ikke bruges (mindst 101 fejl); intet er skrevet
      limits.toml, linje 100, tegn 7: linjen kan ikke læses som TOML: noget galt. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit]; tal skrives med punktum som decimaltegn.
      limits.toml, linje 101, tegn 7: og 4900 andre; de 100 første er nævnt hver for sig. Ret dem, der er nævnt, og prøv igen.
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
        let folder = Folder::new(&[]);
        folder.put_shipped("sizes/autisme");
        folder.put_shipped("descriptions/autisme");
        // What a killed run left is told before anything else.
        let left = folder.root().join(".output.niveau-new");
        fs::create_dir(&left).unwrap();
        let marker = "Midlertidig mappe for programmet niveau. Den fjernes ved næste kørsel.\n";
        fs::write(left.join("NIVEAU-MIDLERTIDIG.txt"), marker).unwrap();
        let with_code = |code: i32, arguments: &[&str]| {
            let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
            let done = folder.command(arguments).stderr(Stdio::from(full)).output().unwrap();
            assert_eq!(done.status.code(), Some(code), "{arguments:?}");
        };
        with_code(0, &["check"]);
        with_code(0, &["explain", "900001"]);
        with_code(0, &["describe", "autismespektrum"]);
        with_code(0, &["size", "--output", "sizes"]);
        with_code(0, &["robustness", "--output", "robustness"]);
        with_code(0, &["run"]);
        with_code(2, &["run", "--input", "findes-ikke"]);
        with_code(2, &["describe", "findes-ikke"]);
        with_code(2, &["explain", "findes-ikke"]);
        with_code(0, &["example", "--output", "eksempel"]);
        // The example has one error, for whoever wants to see how that looks.
        with_code(1, &["check", "--input", "eksempel"]);
    }

    /// As on a full disk: files can't become larger than a few blocks.
    #[test]
    fn a_disk_without_room_is_told_once_and_the_previous_outputs_stay() {
        let folder = Folder::new(&[]);
        folder.put_shipped("sizes/");
        folder.run();
        let before = folder.outputs();
        for (command, to) in [("run", "output"), ("size", "sizes"), ("robustness", "robustness")] {
            let done = Command::new("sh")
                .arg("-c")
                .arg("trap '' XFSZ; ulimit -f 2; exec \"$@\"")
                .arg("sh")
                .arg(env!("CARGO_BIN_EXE_niveau"))
                .args([command, "--output", to])
                .current_dir(folder.root())
                .output()
                .unwrap();
            assert_eq!(done.status.code(), Some(1));
            let told = String::from_utf8(done.stderr).unwrap();
            let (path, told) = told.trim_end().split_once(": filen blev").unwrap();
            let path = path.strip_prefix("niveau: ").unwrap();
            assert!(Path::new(path).starts_with(folder.root().canonicalize().unwrap()), "{path}");
            assert_eq!(
                told,
                " større, end der er lov til her. De forrige resultater er uændrede. Få grænsen \
                 hævet (ulimit -f), eller vælg en mappe på et andet drev med --output"
            );
        }
        assert!(before == folder.outputs());
        assert!(!folder.root().join("sizes").exists());
    }
}
