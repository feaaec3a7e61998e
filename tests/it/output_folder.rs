//! Are the previous outputs whole at any time, and does what is not ours stay?

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use niveau::output::{OutputError, OutputFolder, Published, clear_left_over, left_over};
use serde_json::json;
use tempfile::TempDir;

fn manifest(outputs: &[Published]) -> Vec<u8> {
    serde_json::to_vec_pretty(&json!({ "program": "niveau", "outputs": outputs })).unwrap()
}

/// A run that writes these files.
fn run(output: &Path, files: &[(&str, &str)]) -> Result<Vec<Published>, OutputError> {
    let staging = OutputFolder::begin(output)?;
    for (path, text) in files {
        staging.write(path, text.as_bytes())?;
    }
    Ok(staging.finish(manifest)?.outputs)
}

/// Everything below a folder: files with their text, links with `-> target`, folders with `/`.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    fn walk(root: &Path, folder: &Path, tree: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let metadata = path.symlink_metadata().unwrap();
            if metadata.is_symlink() {
                let target = fs::read_link(&path).unwrap();
                tree.insert(name, format!("-> {}", target.display()));
            } else if metadata.is_dir() {
                tree.insert(name, "/".to_owned());
                walk(root, &path, tree);
            } else {
                tree.insert(name, String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned());
            }
        }
    }
    let mut all = BTreeMap::new();
    walk(folder, folder, &mut all);
    all
}

fn names(folder: &Path) -> Vec<String> {
    tree(folder).into_keys().collect()
}

/// A message with the test's own folder written as `DIR`.
fn message(error: &OutputError, dir: &TempDir) -> String {
    let root = dir.path().canonicalize().unwrap();
    error.to_string().replace(root.to_str().unwrap(), "DIR")
}

/// The disk as it is now, elsewhere: what a run that is killed now leaves behind.
fn as_if_killed_now(dir: &TempDir) -> TempDir {
    fn copy(from: &Path, to: &Path) {
        for entry in fs::read_dir(from).unwrap() {
            let (path, name) = entry.map(|e| (e.path(), e.file_name())).unwrap();
            if path.is_dir() {
                fs::create_dir(to.join(&name)).unwrap();
                copy(&path, &to.join(&name));
            } else {
                fs::copy(&path, to.join(&name)).unwrap();
            }
        }
    }
    let elsewhere = tempfile::tempdir().unwrap();
    copy(dir.path(), elsewhere.path());
    elsewhere
}

fn folder() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let output = dir.path().join("output");
    (dir, output)
}

#[test]
fn outputs_are_listed_with_their_hashes() {
    let (dir, output) = folder();
    let outputs = run(&output, &[("tables/b.csv", "abc"), ("a.csv", "")]).unwrap();
    let listed: Vec<(&str, u64, &str)> =
        outputs.iter().map(|o| (o.path.as_str(), o.bytes, o.sha256.as_str())).collect();
    assert_eq!(
        listed,
        [
            ("a.csv", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("tables/b.csv", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ]
    );
    assert_eq!(names(&output), ["a.csv", "manifest.json", "tables", "tables/b.csv"]);
    assert_eq!(names(dir.path()).len(), 5, "nothing is left beside");
}

#[test]
fn a_missing_folder_is_made_with_its_parents() {
    let (dir, _) = folder();
    let output = dir.path().join("ny/mappe/output");
    run(&output, &[("a.csv", "1")]).unwrap();
    assert_eq!(names(&output), ["a.csv", "manifest.json"]);
}

#[test]
fn previous_outputs_go_and_foreign_files_stay() {
    let (dir, output) = folder();
    run(&output, &[("a.csv", "1"), ("charts/old.svg", "1"), ("tables/x.csv", "1")]).unwrap();
    fs::write(output.join("README.md"), "mine").unwrap();
    fs::write(output.join("tables/notat.docx"), "mine").unwrap();
    fs::create_dir_all(output.join("arkiv/2025/tom")).unwrap();
    fs::write(output.join("arkiv/2025/æøå.txt"), "mine").unwrap();
    run(&output, &[("a.csv", "2"), ("new/b.csv", "2")]).unwrap();
    assert_eq!(
        names(&output),
        [
            "README.md",
            "a.csv",
            "arkiv",
            "arkiv/2025",
            "arkiv/2025/tom",
            "arkiv/2025/æøå.txt",
            "manifest.json",
            "new",
            "new/b.csv",
            "tables",
            "tables/notat.docx",
        ]
    );
    assert_eq!(tree(&output)["a.csv"], "2");
    assert_eq!(tree(&output)["arkiv/2025/æøå.txt"], "mine");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside");
}

#[cfg(unix)]
#[test]
fn foreign_links_stay_links_and_are_not_followed() {
    let (dir, output) = folder();
    let elsewhere = dir.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("a.csv"), "mine").unwrap();
    run(&output, &[("a.csv", "1")]).unwrap();
    std::os::unix::fs::symlink("../elsewhere", output.join("link")).unwrap();
    std::os::unix::fs::symlink("ingen steder", output.join("broken")).unwrap();
    run(&output, &[("a.csv", "2")]).unwrap();
    assert_eq!(tree(&output)["link"], "-> ../elsewhere");
    assert_eq!(tree(&output)["broken"], "-> ingen steder");

    // A folder of ours where a foreign link lies would lead the outputs astray.
    let before = tree(dir.path());
    let error = run(&output, &[("link/a.csv", "3")]).unwrap_err();
    assert!(matches!(error, OutputError::Foreign { .. }));
    assert_eq!(tree(dir.path()), before);
}

#[cfg(unix)]
#[test]
fn a_linked_output_folder_is_filled_and_stays_linked() {
    let (dir, real) = folder();
    fs::create_dir(&real).unwrap();
    let link = dir.path().join("link");
    std::os::unix::fs::symlink("output", &link).unwrap();
    run(&link, &[("a.csv", "1")]).unwrap();
    run(&link, &[("a.csv", "2")]).unwrap();
    assert_eq!(fs::read_link(&link).unwrap(), Path::new("output"));
    assert_eq!(tree(&real)["a.csv"], "2");
}

#[cfg(unix)]
#[test]
fn permissions_of_the_folder_stay() {
    use std::os::unix::fs::PermissionsExt;
    let (_dir, output) = folder();
    fs::create_dir(&output).unwrap();
    fs::set_permissions(&output, fs::Permissions::from_mode(0o2750)).unwrap();
    run(&output, &[("a.csv", "1")]).unwrap();
    assert_eq!(output.metadata().unwrap().permissions().mode() & 0o7777, 0o2750);
}

#[test]
fn a_foreign_file_in_the_way_is_refused_and_nothing_is_touched() {
    let (dir, output) = folder();
    fs::create_dir(&output).unwrap();
    fs::write(output.join("placements.csv"), "mine").unwrap();
    fs::write(output.join("tables"), "mine").unwrap();
    fs::create_dir(output.join("findings.csv")).unwrap();
    let before = tree(dir.path());
    for path in ["placements.csv", "tables/x.csv", "findings.csv"] {
        let error = run(&output, &[("a.csv", "1"), (path, "1")]).unwrap_err();
        assert!(matches!(error, OutputError::Foreign { .. }), "{path}: {error}");
        assert_eq!(tree(dir.path()), before);
    }
    let error = run(&output, &[("placements.csv", "1")]).unwrap_err();
    insta::assert_snapshot!(message(&error, &dir), @"DIR/output/placements.csv: programmet vil skrive her, men det, der ligger her nu, er ikke skrevet af niveau (det står ikke i den forrige manifest.json). Intet er ændret. Flyt det, eller vælg en anden mappe med --output");
}

#[test]
fn a_foreign_file_that_comes_during_the_run_is_not_overwritten() {
    let (_dir, output) = folder();
    run(&output, &[("a.csv", "1")]).unwrap();
    let staging = OutputFolder::begin(&output).unwrap();
    staging.write("b.csv", b"2").unwrap();
    fs::write(output.join("b.csv"), "mine").unwrap();
    fs::write(output.join("c.txt"), "mine").unwrap();
    assert!(matches!(staging.finish(manifest), Err(OutputError::Foreign { .. })));
    assert_eq!(tree(&output)["a.csv"], "1");
    assert_eq!(tree(&output)["b.csv"], "mine");
    fs::remove_file(output.join("b.csv")).unwrap();
    run(&output, &[("b.csv", "2")]).unwrap();
    assert_eq!(names(&output), ["b.csv", "c.txt", "manifest.json"]);
}

#[test]
fn a_manifest_that_is_not_ours_is_foreign() {
    let (dir, output) = folder();
    fs::create_dir(&output).unwrap();
    let foreign =
        ["", "{", "[]", "{}", r#"{"outputs": []}"#, r#"{"program": "webpack", "outputs": []}"#];
    for text in foreign {
        fs::write(output.join("manifest.json"), text).unwrap();
        let before = tree(dir.path());
        assert!(matches!(run(&output, &[("a.csv", "1")]), Err(OutputError::Foreign { .. })));
        assert_eq!(tree(dir.path()), before);
    }
}

#[test]
fn paths_in_a_manifest_never_lead_out_of_the_folder() {
    let (dir, output) = folder();
    fs::create_dir_all(output.join("sub")).unwrap();
    let secret = dir.path().join("secret.txt");
    fs::write(&secret, "mine").unwrap();
    fs::write(output.join("sub/mine.txt"), "mine").unwrap();
    let paths = [
        "../secret.txt",
        "sub/../../secret.txt",
        secret.to_str().unwrap(),
        "./../secret.txt",
        "..",
        "",
        "sub",
        "sub/",
        "/",
        ".",
    ];
    let outputs: Vec<_> = paths.iter().map(|path| json!({ "path": path })).collect();
    let text = json!({ "program": "niveau", "outputs": outputs }).to_string();
    fs::write(output.join("manifest.json"), text).unwrap();
    run(&output, &[("a.csv", "1")]).unwrap();
    assert_eq!(tree(dir.path())["secret.txt"], "mine");
    assert_eq!(names(&output), ["a.csv", "manifest.json", "sub", "sub/mine.txt"]);
}

#[test]
fn outputs_stay_inside_the_folder_and_are_written_once() {
    let (_dir, output) = folder();
    let staging = OutputFolder::begin(&output).unwrap();
    for path in ["../a", "/a", "a/../b", "", "a//b", "a/", "manifest.json", ".", "a\\b"] {
        let refused = staging.write(path, b"1");
        assert!(matches!(refused, Err(OutputError::PathNotAllowed { .. })), "{path}");
    }
    staging.write("a", b"1").unwrap();
    assert!(matches!(staging.write("a", b"2"), Err(OutputError::WrittenTwice { .. })));
    drop(staging);
    assert!(!output.exists());
}

#[test]
fn a_manifest_must_list_all_outputs() {
    let (dir, output) = folder();
    run(&output, &[("a.csv", "1")]).unwrap();
    let before = tree(dir.path());
    let manifests = ["", r#"{"program": "niveau", "outputs": []}"#];
    for text in manifests {
        let staging = OutputFolder::begin(&output).unwrap();
        staging.write("b.csv", b"2").unwrap();
        let finished = staging.finish(|_| text.as_bytes().to_vec());
        assert!(matches!(finished, Err(OutputError::ManifestIncomplete)));
        assert_eq!(tree(dir.path()), before);
    }
}

#[test]
fn a_dropped_run_leaves_everything_as_it_was() {
    let (dir, output) = folder();
    run(&output, &[("a.csv", "1")]).unwrap();
    let before = tree(dir.path());
    let staging = OutputFolder::begin(&output).unwrap();
    staging.write("a.csv", b"2").unwrap();
    drop(staging);
    assert_eq!(tree(dir.path()), before);
}

#[test]
fn a_killed_run_leaves_the_previous_outputs_and_is_tidied_up() {
    let (dir, output) = folder();
    run(&output, &[("a.csv", "1"), ("tables/b.csv", "1")]).unwrap();
    fs::write(output.join("notat.txt"), "mine").unwrap();
    let before = tree(&output);
    let staging = OutputFolder::begin(&output).unwrap();
    staging.write("a.csv", b"half writ").unwrap();
    let killed = as_if_killed_now(&dir);
    let output = killed.path().join("output");
    assert_eq!(tree(&output), before);
    assert!(killed.path().join(".output.niveau-new").exists());
    run(&output, &[("a.csv", "2")]).unwrap();
    assert_eq!(names(&output), ["a.csv", "manifest.json", "notat.txt"]);
    assert_eq!(fs::read_dir(killed.path()).unwrap().count(), 1);
}

#[test]
fn a_run_killed_between_two_renames_is_undone() {
    let (dir, output) = folder();
    run(&output, &[("a.csv", "1")]).unwrap();
    fs::write(output.join("notat.txt"), "mine").unwrap();
    let before = tree(&output);
    let staging = OutputFolder::begin(&output).unwrap();
    let killed = as_if_killed_now(&dir);
    drop(staging);
    let output = killed.path().join("output");
    // Where folders can't be exchanged, the old outputs are first moved here.
    fs::rename(&output, killed.path().join(".output.niveau-new/old")).unwrap();
    drop(OutputFolder::begin(&output).unwrap());
    assert_eq!(tree(&output), before);
}

#[test]
fn a_folder_beside_that_is_not_ours_is_left_alone() {
    let (dir, output) = folder();
    let beside = dir.path().join(".output.niveau-new");
    fs::create_dir(&beside).unwrap();
    fs::write(beside.join("content"), "mine").unwrap();
    let error = run(&output, &[("a.csv", "1")]).unwrap_err();
    insta::assert_snapshot!(message(&error, &dir), @"DIR/.output.niveau-new: mappen skulle bruges midlertidigt, men findes allerede og er ikke lavet af niveau. Flyt eller omdøb den, og kør igen");
    assert_eq!(names(dir.path()), [".output.niveau-new", ".output.niveau-new/content"]);
}

/// Killed between making the folder and marking it.
#[test]
fn a_folder_beside_that_was_not_marked_to_its_end_is_taken_over() {
    for marked in ["", "Midlertidig"] {
        let (dir, output) = folder();
        let beside = dir.path().join(".output.niveau-new");
        fs::create_dir(&beside).unwrap();
        fs::write(beside.join("NIVEAU-MIDLERTIDIG.txt"), marked).unwrap();
        fs::write(beside.join("noter.txt"), "mine").unwrap();
        run(&output, &[("a.csv", "1")]).unwrap_err();
        fs::remove_file(beside.join("noter.txt")).unwrap();
        run(&output, &[("a.csv", "1")]).unwrap();
        assert!(!beside.exists());
    }
}

#[test]
fn two_runs_do_not_write_to_one_folder() {
    let (dir, output) = folder();
    let first = OutputFolder::begin(&output).unwrap();
    first.write("a.csv", b"1").unwrap();
    let error = run(&output, &[("a.csv", "2")]).unwrap_err();
    insta::assert_snapshot!(message(&error, &dir), @"DIR/.output.niveau-new: en anden kørsel af niveau er i gang med at skrive til samme resultatmappe. Vent, til den er færdig, eller vælg en anden mappe med --output");
    first.finish(manifest).unwrap();
    assert_eq!(tree(&output)["a.csv"], "1");
}

#[test]
fn an_output_folder_that_is_a_file_is_refused() {
    let (dir, output) = folder();
    fs::write(&output, "mine").unwrap();
    let error = run(&output, &[("a.csv", "1")]).unwrap_err();
    insta::assert_snapshot!(message(&error, &dir), @"DIR/output: der ligger en fil (eller et link uden mål), hvor resultatmappen skulle være. Flyt den, eller vælg en anden mappe med --output");
    assert_eq!(tree(dir.path()), BTreeMap::from([("output".to_owned(), "mine".to_owned())]));
}

#[test]
fn a_parent_that_is_a_file_is_refused() {
    let (dir, _) = folder();
    fs::write(dir.path().join("fil"), "mine").unwrap();
    let output = dir.path().join("fil/output");
    let error = run(&output, &[("a.csv", "1")]).unwrap_err();
    let text = error.to_string().replace(dir.path().to_str().unwrap(), "DIR");
    insta::assert_snapshot!(text, @"DIR/fil/output: en del af stien er en fil, hvor der skulle være en mappe. De forrige resultater er uændrede. Flyt filen, eller vælg en anden mappe med --output");
}

#[test]
fn the_folder_that_the_program_runs_in_is_refused() {
    for path in [".", "..", "/"] {
        let refused = OutputFolder::begin(Path::new(path));
        assert!(matches!(refused, Err(OutputError::NotOnItsOwn { .. })), "{path}");
    }
}

#[test]
fn many_threads_may_write() {
    use rayon::prelude::*;
    use std::io::Write;
    let (_dir, output) = folder();
    let staging = OutputFolder::begin(&output).unwrap();
    (0..64_u32).into_par_iter().for_each(|i| {
        let mut file = staging.file(&format!("charts/{}/{i:02}.svg", i % 4)).unwrap();
        write!(file, "{i}").unwrap();
    });
    let outputs = staging.finish(manifest).unwrap().outputs;
    assert_eq!(outputs.len(), 64);
    assert!(outputs.is_sorted());
    assert_eq!(tree(&output)["charts/3/07.svg"], "7");
}

#[test]
fn an_output_that_somebody_changed_is_kept_aside() {
    let (_dir, output) = folder();
    let files = [("a.csv", "one"), ("ret-mig/b.xlsx", "one"), ("c", "one")];
    run(&output, &files).unwrap();
    for text in ["mine", "mine too"] {
        fs::write(output.join("a.csv"), text).unwrap();
        // Of the same length.
        fs::write(output.join("ret-mig/b.xlsx"), "two").unwrap();
        fs::remove_file(output.join("c")).unwrap();
        let staging = OutputFolder::begin(&output).unwrap();
        for (path, text) in files {
            staging.write(path, text.as_bytes()).unwrap();
        }
        let finished = staging.finish(manifest).unwrap();
        let kept: Vec<&str> = finished.changed.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(kept, ["a.csv", "ret-mig/b.xlsx"]);
        for (path, kept) in &finished.changed {
            let text = if path == "a.csv" { text } else { "two" };
            assert_eq!(fs::read_to_string(output.join(kept)).unwrap(), text);
        }
        assert_eq!(fs::read_to_string(output.join("a.csv")).unwrap(), "one");
    }
    assert_eq!(
        names(&output),
        [
            "a.csv",
            "c",
            "manifest.json",
            "ret-mig",
            "ret-mig/b.xlsx",
            "rettet-i-haanden",
            "rettet-i-haanden/a (2).csv",
            "rettet-i-haanden/a.csv",
            "rettet-i-haanden/ret-mig",
            "rettet-i-haanden/ret-mig/b (2).xlsx",
            "rettet-i-haanden/ret-mig/b.xlsx",
        ]
    );
}

#[test]
fn what_is_not_ours_is_told_and_untouched_outputs_are_not() {
    let (_dir, output) = folder();
    run(&output, &[("a.csv", "one")]).unwrap();
    fs::create_dir(output.join("noter")).unwrap();
    fs::write(output.join("noter/mine.txt"), "mine").unwrap();
    fs::write(output.join("README.md"), "mine").unwrap();
    let staging = OutputFolder::begin(&output).unwrap();
    staging.write("a.csv", b"two").unwrap();
    let finished = staging.finish(manifest).unwrap();
    assert_eq!(finished.others, ["README.md", "noter/mine.txt"]);
    assert!(finished.changed.is_empty(), "{:?}", finished.changed);
}

#[test]
fn what_a_killed_run_left_is_cleared_whatever_folder_is_written_next() {
    let (dir, output) = folder();
    run(&output, &[("a.csv", "one")]).unwrap();
    let staging = OutputFolder::begin(&output).unwrap();
    staging.write("a.csv", b"two").unwrap();
    // Nothing is taken from a run that is still writing.
    assert!(left_over(dir.path()).is_empty() && clear_left_over(dir.path()).is_empty());
    let killed = as_if_killed_now(&dir);
    let left = left_over(killed.path());
    assert_eq!(left, [killed.path().join(".output.niveau-new")]);
    let cleared = clear_left_over(killed.path());
    assert_eq!((cleared.len(), &cleared[0].restored), (1, &None));
    assert_eq!(names(killed.path()), ["output", "output/a.csv", "output/manifest.json"]);

    // Killed between two renames: the outputs come back.
    let killed = as_if_killed_now(&dir);
    let beside = killed.path().join(".output.niveau-new");
    fs::rename(killed.path().join("output"), beside.join("old")).unwrap();
    let cleared = clear_left_over(killed.path());
    assert_eq!(cleared[0].restored, Some(killed.path().join("output")));
    assert_eq!(tree(&killed.path().join("output"))["a.csv"], "one");
}

/// A folder that looks like one of ours, and is not.
#[test]
fn nothing_of_others_is_cleared() {
    let (dir, _) = folder();
    let other = dir.path().join(".output.niveau-new");
    fs::create_dir_all(other.join("content")).unwrap();
    fs::write(other.join("content/mine"), "mine").unwrap();
    assert!(clear_left_over(dir.path()).is_empty());
    assert_eq!(fs::read_to_string(other.join("content/mine")).unwrap(), "mine");
}
