//! The fuzz targets compile five rooms from the program's files: has their crate all that these
//! rooms need by now? (It is built with another compiler, which not everybody has.)

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What a file uses from elsewhere: crates (`use serde::`) and rooms (`use crate::model`).
#[derive(Default)]
struct Used {
    crates: BTreeSet<String>,
    rooms: BTreeSet<String>,
}

impl Used {
    fn read(&mut self, file: &Path) {
        let name = |path: &str| -> String {
            path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        let text = fs::read_to_string(file).unwrap();
        // What only unit tests use is not compiled there.
        for line in text.split("#[cfg(test)]").next().unwrap().lines() {
            let line = line.strip_prefix("pub ").unwrap_or(line);
            let Some(path) = line.strip_prefix("use ") else { continue };
            if let Some(room) = path.strip_prefix("crate::") {
                self.rooms.insert(name(room));
                continue;
            }
            let first = name(path);
            let beside = file.with_file_name(&first);
            let is_own = ["std", "core", "self", "super"].contains(&&*first)
                || beside.with_extension("rs").exists()
                || beside.is_dir();
            if !is_own && path.contains("::") {
                self.crates.insert(first);
            }
        }
    }

    fn read_all(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.read_all(&path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                self.read(&path);
            }
        }
    }
}

#[test]
fn the_fuzz_targets_have_what_their_rooms_need() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lib = fs::read_to_string(root.join("fuzz/src/lib.rs")).unwrap();
    let manifest = fs::read_to_string(root.join("fuzz/Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let dependencies = manifest["dependencies"].as_table().unwrap();
    let known: BTreeSet<String> = dependencies.keys().map(|name| name.replace('-', "_")).collect();
    // Rooms stand behind their path; the crate's own modules have none.
    let lines: Vec<&str> = lib.lines().collect();
    let compiled: BTreeSet<String> = lines
        .windows(2)
        .filter(|pair| pair[0].starts_with("#[path = \"../../src/"))
        .filter_map(|pair| pair[1].strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    assert!(compiled.contains("ingest") && compiled.len() > 4, "{compiled:?}");
    for room in &compiled {
        let mut used = Used::default();
        let folder = root.join("src").join(room);
        if folder.is_dir() {
            used.read_all(&folder);
        } else {
            used.read(&folder.with_extension("rs"));
        }
        let missing: Vec<&String> = used.crates.difference(&known).collect();
        assert!(missing.is_empty(), "{room} uses the crates {missing:?}");
        let missing: Vec<&String> = used.rooms.difference(&compiled).collect();
        assert!(missing.is_empty(), "{room} uses the rooms {missing:?}");
    }
}

#[test]
fn every_fuzz_target_can_be_built_and_is_told_of() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let mut n_targets = 0;
    for folder in [root.clone(), root.join("whole_run")] {
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        let listed: BTreeSet<&str> = manifest["bin"]
            .as_array()
            .unwrap()
            .iter()
            .map(|target| target["path"].as_str().unwrap())
            .collect();
        for entry in fs::read_dir(folder.join("fuzz_targets")).unwrap() {
            let file = entry.unwrap().file_name().into_string().unwrap();
            assert!(listed.contains(&*format!("fuzz_targets/{file}")), "{file} is not listed");
            let target = file.strip_suffix(".rs").unwrap();
            assert!(readme.contains(&format!("| `{target}` |")), "the README lacks {target}");
            assert!(folder.join("seeds").join(target).is_dir(), "{target} has no seeds");
            n_targets += 1;
        }
    }
    assert!(n_targets > 8, "{n_targets}");
}
