//! Does the house hold itself to ARCHITECTURE.md: rooms in order, no circles, each writer in one
//! place?

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A file as a module: `["ingest", "scan"]`.
type Module = Vec<String>;

/// The largest circle of files that may import each other.
const LARGEST_CIRCLE: usize = 3;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// All files of `src/` without their unit tests and comments, by module.
fn sources() -> BTreeMap<Module, String> {
    let src = root().join("src");
    let mut sources = BTreeMap::new();
    for file in files_below(&src) {
        let below = file.strip_prefix(&src).unwrap().with_extension("");
        let mut module: Module =
            below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if module.last().is_some_and(|last| last == "mod") {
            module.pop();
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let lines: Vec<&str> = code.lines().map(|line| line.split("//").next().unwrap()).collect();
        sources.insert(module, lines.join("\n"));
    }
    sources
}

/// The paths of a `use` tree: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn paths(tree: &str) -> Vec<String> {
    let (mut found, mut depth, mut part) = (Vec::new(), 0, String::new());
    let mut parts = Vec::new();
    for letter in tree.chars().chain([',']) {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        if letter == ',' && depth == 0 {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(letter);
        }
    }
    for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
        match part.split_once('{') {
            Some((head, rest)) => {
                let inner = rest.rsplit_once('}').unwrap().0;
                found.extend(paths(inner).into_iter().map(|path| format!("{head}{path}")));
            }
            None => found.push(part.split(" as ").next().unwrap().to_owned()),
        }
    }
    found
}

/// What a file of `module` names with a path, as paths from the crate's root; and whether the
/// path is handed on (`pub use`).
fn named(module: &Module, code: &str) -> Vec<(Module, bool)> {
    let mut found = Vec::new();
    let mut rest = code;
    let mut without_use = String::new();
    while let Some(at) = rest.find("use ") {
        let before = &rest[..at];
        let line = before.rsplit('\n').next().unwrap().trim();
        let is_use = line.is_empty() || line.starts_with("pub");
        let Some(end) = rest[at..].find(';') else { break };
        if is_use {
            without_use.push_str(before);
            for path in paths(&rest[at + 4..at + end].replace('\n', " ")) {
                found.push((path, !line.is_empty()));
            }
            rest = &rest[at + end + 1..];
        } else {
            without_use.push_str(&rest[..at + 4]);
            rest = &rest[at + 4..];
        }
    }
    without_use.push_str(rest);
    for start in ["crate::", "super::"] {
        for (at, _) in without_use.match_indices(start) {
            let is_start = !without_use[..at].ends_with(|c: char| c == ':' || c.is_alphanumeric());
            if is_start {
                let path: String = without_use[at..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || ['_', ':'].contains(c))
                    .collect();
                found.push((path.trim_end_matches(':').to_owned(), false));
            }
        }
    }
    let absolute = |path: &str| -> Option<Module> {
        let parts: Vec<&str> = path.split("::").map(str::trim).collect();
        let up = parts.iter().take_while(|part| **part == "super").count();
        let from = match parts[0] {
            "crate" => return Some(parts[1..].iter().map(ToString::to_string).collect()),
            "super" => module[..module.len().checked_sub(up)?].to_vec(),
            "self" => module.clone(),
            _ => [module.clone(), vec![parts[0].to_owned()]].concat(),
        };
        let skip = up.max(1);
        Some([from, parts[skip..].iter().map(ToString::to_string).collect()].concat())
    };
    found.iter().filter_map(|(path, is_pub)| Some((absolute(path)?, *is_pub))).collect()
}

/// Who imports whom, file by file; a name that is handed on leads to the file that it comes from.
fn imports(sources: &BTreeMap<Module, String>) -> BTreeMap<Module, BTreeSet<Module>> {
    let file_of = |path: &Module| -> Option<(Module, Option<String>)> {
        let depth = (0..=path.len()).rev().find(|n| sources.contains_key(&path[..*n]))?;
        Some((path[..depth].to_vec(), path.get(depth).cloned()))
    };
    let mut handed_on: BTreeMap<(Module, String), Module> = BTreeMap::new();
    let mut raw = Vec::new();
    for (module, code) in sources {
        for (path, is_pub) in named(module, code) {
            let Some((to, name)) = file_of(&path) else { continue };
            if to.is_empty() {
                continue;
            }
            if is_pub {
                let called = path.last().unwrap().clone();
                handed_on.insert((module.clone(), called), to);
            } else {
                raw.push((module.clone(), to, name));
            }
        }
    }
    let mut edges: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (module, mut to, name) in raw {
        if let Some(name) = name {
            for _ in 0..5 {
                match handed_on.get(&(to.clone(), name.clone())) {
                    Some(next) if *next != to => to.clone_from(next),
                    _ => break,
                }
            }
        }
        if to != module {
            edges.entry(module).or_default().insert(to);
        }
    }
    edges
}

/// The rooms in the order of ARCHITECTURE.md's code map.
fn order() -> Vec<String> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let map = text.split("## Code map").nth(1).unwrap().split("\n## ").next().unwrap();
    let first_cells = map.lines().filter_map(|line| line.strip_prefix("| `")?.split('|').next());
    let rooms = first_cells.flat_map(|cell| {
        let names = cell.split(',').map(|name| name.trim().trim_matches('`'));
        names.map(|name| name.trim_end_matches('/').trim_end_matches(".rs").to_owned())
    });
    rooms.collect()
}

/// Rooms side by side: none imports another of them.
const SIBLINGS: [&str; 7] =
    ["size", "landscape", "capacity", "robustness", "trial", "disclosure", "history"];

#[test]
fn rooms_import_in_the_order_of_the_code_map() {
    let order = order();
    let place = |room: &str| order.iter().position(|known| known == room);
    let sources = sources();
    for module in sources.keys().filter(|module| !module.is_empty() && module[0] != "lib") {
        assert!(place(&module[0]).is_some(), "the code map does not know {}", module[0]);
    }
    let mut against = Vec::new();
    for (from, all) in imports(&sources) {
        for to in all.iter().filter(|to| !from.is_empty() && from[0] != to[0]) {
            let pair = [&*from[0], &*to[0]];
            let is_upwards = place(pair[0]) < place(pair[1]);
            let is_sideways = pair.iter().all(|room| SIBLINGS.contains(room));
            let is_strange = pair == ["ingest", "guideline"] || pair == ["guideline", "ingest"];
            if is_upwards || is_sideways || is_strange {
                against.push(format!("{} uses {}", from.join("::"), to.join("::")));
            }
        }
    }
    assert!(against.is_empty(), "{}", against.join("\n"));
}

/// The rooms of `ingest`, in the order that a cell walks them; `draft` looks at files of its own.
const ROOMS_OF_INGEST: [&str; 12] = [
    "file",
    "cell",
    "csv",
    "workbook",
    "value",
    "layout",
    "scan",
    "row",
    "read",
    "link",
    "correction",
    "draft",
];

#[test]
fn a_cell_never_comes_back_to_a_room_of_ingest() {
    let place = |module: &Module| {
        let room = module.get(1)?;
        let place = ROOMS_OF_INGEST.iter().position(|known| known == room);
        assert!(place.is_some(), "which room of ingest is {room}?");
        place
    };
    let mut against = Vec::new();
    for (from, all) in imports(&sources()).iter().filter(|(from, _)| is_in_ingest(from)) {
        // Its own file holds all rooms together.
        let Some(at) = place(from) else { continue };
        for to in all.iter().filter(|to| is_in_ingest(to)) {
            if place(to).is_none_or(|to| to > at) {
                against.push(format!("{} uses {}", from.join("::"), to.join("::")));
            }
        }
    }
    assert!(against.is_empty(), "{}", against.join("\n"));
}

fn is_in_ingest(module: &Module) -> bool {
    module.first().is_some_and(|room| room == "ingest")
}

/// Files that reach each other, each circle once.
fn circles(edges: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<BTreeSet<Module>> {
    let reach = |from: &Module| -> BTreeSet<Module> {
        let (mut met, mut open) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(next) = open.pop() {
            for to in edges.get(&next).into_iter().flatten() {
                if met.insert(to.clone()) {
                    open.push(to.clone());
                }
            }
        }
        met
    };
    let reached: BTreeMap<&Module, BTreeSet<Module>> =
        edges.keys().map(|module| (module, reach(module))).collect();
    let mut found: BTreeSet<BTreeSet<Module>> = BTreeSet::new();
    for (module, there) in &reached {
        let both_ways = |to: &&Module| reached.get(to).is_some_and(|back| back.contains(*module));
        if there.contains(*module) {
            found.insert(there.iter().filter(both_ways).cloned().collect());
        }
    }
    found.into_iter().collect()
}

#[test]
fn circles_of_files_are_small_and_none_is_where_data_are_read() {
    let mut wrong = Vec::new();
    for circle in circles(&imports(&sources())) {
        if circle.len() > LARGEST_CIRCLE || circle.iter().any(is_in_ingest) {
            let names: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
            wrong.push(format!("{}: {}", circle.len(), names.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn tables_are_written_in_one_room() {
    for (module, code) in sources() {
        if module.first().is_some_and(|room| room == "table") {
            continue;
        }
        for writer in ["ParquetWriter", "BatchedWriter", "DanishCsv"] {
            assert!(!code.contains(writer), "{} names {writer}", module.join("::"));
        }
    }
}
