//! A folder for a test of the whole program: an input, calls as somebody makes them who stands in
//! the folder, and what they left there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use niveau::example::{ExampleOptions, STANDARD_INPUT, write_example};
use niveau::ingest::{ReadOptions, Reading, read_input};
use polars_core::prelude::DataFrame;
use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;
use serde_json::Value;
use tempfile::TempDir;

use super::given_back::layouts;
use super::registers::shipped;

/// Files by path.
pub type Outputs = BTreeMap<String, Vec<u8>>;

/// What a run wrote.
pub struct Written {
    pub outputs: Outputs,
    pub manifest: Value,
}

/// The example as one run on eight threads wrote it, for all tests that only look.
pub static EXAMPLE: LazyLock<Written> = LazyLock::new(|| {
    let folder = Folder::example();
    let done = folder.call(&["run", "--threads", "8", "--format", "svg"]);
    assert_eq!(done.code, 0, "{}", done.err);
    Written { outputs: folder.outputs(), manifest: folder.manifest() }
});

/// All outputs but the manifest.
pub fn outputs(folder: &Path) -> Outputs {
    let mut found = all_files(folder);
    found.remove("manifest.json");
    found
}

/// All files below a folder.
pub fn all_files(folder: &Path) -> Outputs {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

pub fn frame(bytes: &[u8]) -> DataFrame {
    ParquetReader::new(std::io::Cursor::new(bytes)).finish().unwrap()
}

pub fn text(outputs: &Outputs, name: &str) -> String {
    let bytes = outputs.get(name).unwrap_or_else(|| panic!("{name} is missing"));
    String::from_utf8(bytes.clone()).unwrap()
}

/// The rows of a CSV file, by header.
pub fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn example(tilbud: u64, assessed: u64, output: &Path) {
    let inspectors_judge = niveau::model::InspectorsJudge::default();
    write_example(&ExampleOptions { tilbud, assessed, seed: 3, inspectors_judge, output }).unwrap();
}

/// A call from where the tests run: the project's own folder.
pub fn niveau(arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_niveau")).args(arguments).output().unwrap()
}

/// How a call ended, and what was said, with the folder's own path taken out.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Where the program is called, reads `input` and writes `output`.
pub struct Folder(TempDir);

impl Folder {
    /// Nothing at all.
    pub fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// 160 tilbud of which 40 are assessed, with all the settings there are. What is only looked at
    /// in its outputs is in [`EXAMPLE`].
    pub fn example() -> Self {
        let folder = Self::empty();
        example(160, 40, &folder.input());
        folder
    }

    /// Twelve tilbud that nobody has assessed, and these files.
    pub fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = Self::of(12, 0);
        for (path, bytes) in files {
            folder.put(path, bytes);
        }
        folder
    }

    /// So many tilbud, and the settings that a run can't do without. A run takes a fraction of the
    /// example's time, most of which are pictures: of each group that is assessed, and of sizes.
    pub fn of(tilbud: u64, assessed: u64) -> Self {
        let folder = Self::empty();
        example(tilbud, assessed, &folder.input());
        for path in ["sizes", "descriptions", "collaborations", "rules/underlag.toml"] {
            folder.remove(path);
        }
        folder.remove_reports();
        folder
    }

    /// The settings that say how many citizens there are, and no data.
    pub fn of_sizes() -> Self {
        let folder = Self::empty();
        for part in ["registers/", "sizes/", "descriptions/", "collaborations/", "rules/underlag"] {
            folder.put_shipped(part);
        }
        folder
    }

    pub fn root(&self) -> &Path {
        self.0.path()
    }

    pub fn input(&self) -> PathBuf {
        self.root().join("input")
    }

    pub fn output(&self) -> PathBuf {
        self.root().join("output")
    }

    /// Writes a file of the input.
    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.input().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Adds the settings files that ship by names that begin so.
    pub fn put_shipped(&self, start: &str) {
        for (path, text) in STANDARD_INPUT.iter().filter(|(path, _)| path.starts_with(start)) {
            self.put(path, text);
        }
    }

    /// Removes a file or a folder of the input.
    pub fn remove(&self, path: &str) {
        let path = self.input().join(path);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
    }

    /// Removes what holds data: the tables that lie in the input folder itself.
    pub fn remove_data(&self) {
        for entry in fs::read_dir(self.input()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|kind| kind == "csv" || kind == "xlsx") {
                fs::remove_file(path).unwrap();
            }
        }
    }

    /// Removes the yearly reports of capacity and flows, where the example is large enough to have
    /// some.
    pub fn remove_reports(&self) {
        for path in ["kapacitet-eksempel.csv", "borgerstroemme-eksempel.csv"] {
            if self.input().join(path).exists() {
                self.remove(path);
            }
        }
    }

    /// Changes the text of a file of the input, which it must.
    pub fn edit(&self, path: &str, change: impl FnOnce(&str) -> String) {
        let before = fs::read_to_string(self.input().join(path)).unwrap();
        let after = change(&before);
        assert_ne!(before, after, "{path} is as it was");
        self.put(path, after);
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_niveau"));
        command.args(arguments).current_dir(self.root());
        command
    }

    pub fn call(&self, arguments: &[&str]) -> Said {
        let done = self.command(arguments).output().unwrap();
        let said = |bytes: Vec<u8>| {
            String::from_utf8(bytes).unwrap().replace(&*self.root().to_string_lossy(), "MAPPE")
        };
        Said { code: done.status.code().unwrap(), out: said(done.stdout), err: said(done.stderr) }
    }

    /// The exit code, and what was said on stderr.
    pub fn told(&self, arguments: &[&str]) -> String {
        let said = self.call(arguments);
        format!("[{}] {}", said.code, said.err.trim_end())
    }

    /// What a call that goes well shows.
    pub fn shown(&self, arguments: &[&str]) -> String {
        let said = self.call(arguments);
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.err);
        said.out
    }

    /// Runs, holds the books against each other, and gives the manifest.
    pub fn run(&self) -> Value {
        let done = self.call(&["run", "--format", "svg"]);
        // 1: the outputs are there, and a file of the input is not in them.
        let is_done =
            done.code == 0 || done.err.contains("\nKunne ikke læses, eller ikke til ende");
        assert!(is_done, "{}", done.err);
        let manifest = self.manifest();
        for sheet in manifest["rows"]["by_sheet"].as_array().unwrap() {
            let n = |name: &str| sheet[name].as_u64().unwrap();
            assert_eq!(n("rows_read"), n("rows_used") + n("rows_set_aside"), "{sheet}");
        }
        manifest
    }

    pub fn manifest(&self) -> Value {
        serde_json::from_str(&self.text("manifest.json")).unwrap()
    }

    pub fn outputs(&self) -> Outputs {
        outputs(&self.output())
    }

    /// An output that is a text.
    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.output().join(name)).unwrap()
    }

    /// Lines of `findings.csv` and `set_aside.csv` that name a file.
    pub fn told_of(&self, file: &str) -> String {
        let mut told = String::new();
        for table in ["findings.csv", "set_aside.csv"] {
            for line in self.text(table).lines() {
                // Without the run, which stands on every line.
                if let Some((fields, _run)) = line.rsplit_once(';')
                    && fields.split(';').next() == Some(file)
                {
                    told += fields;
                    told.push('\n');
                }
            }
        }
        told
    }

    pub fn read(&self) -> Reading {
        read_input(&self.input(), &shipped(), &layouts(), &ReadOptions::default()).unwrap()
    }
}
