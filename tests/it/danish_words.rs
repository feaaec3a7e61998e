//! What a Danish reader meets holds no English word, no slug and no name of a column: helps, what
//! `check` and `explain` say, headers, captions, texts, every cell of every workbook.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::folder::{EXAMPLE, Folder, Outputs, niveau};

/// English words that slip in from the code, and are no Danish words too ("have", "median",
/// "central", "for" and "version" are).
const ENGLISH: &str = "the of and with from not unknown level levels provider providers supply \
    coverage count counts total missing assessed assessment group groups share none low high \
    error errors file files row rows value values default true false null placed provisional \
    quality passed failed evidence guideline guidelines offering offerings department departments \
    municipality municipalities places reported withheld estimate expected citizens reason rule \
    rules name names is was this that which where when than into only each any other used unused \
    found yes light moderate both between above below within usage options arguments print \
    possible required information help unexpected trial rating ratings agreement strictness \
    capacity flows occupied waiting";

struct Words {
    english: BTreeSet<&'static str>,
    /// Slugs that spell æ, ø and å in another way than readers do.
    slugs: BTreeSet<String>,
    found: BTreeMap<String, BTreeSet<String>>,
}

impl Words {
    fn new() -> Self {
        let register = include_str!("../../input/registers/target_groups.csv");
        let slugs = register.lines().filter_map(|line| line.split(',').next());
        let is_spelled = |slug: &&str| ["ae", "oe", "aa"].iter().any(|two| slug.contains(two));
        Self {
            english: ENGLISH.split_whitespace().collect(),
            slugs: slugs.filter(is_spelled).map(str::to_owned).collect(),
            found: BTreeMap::new(),
        }
    }

    /// Names of files, options and what stands in backticks are typed as they are.
    fn look(&mut self, place: &str, text: &str) {
        let is_typed = |word: &str| {
            word.contains(['/', '`'])
                || word.trim_matches('.').contains('.')
                || word.starts_with('-')
        };
        let ends = |c: char| c.is_whitespace() || ";,\"»«()[]:".contains(c);
        for word in text.split(ends).filter(|word| !is_typed(word)) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            let is_code =
                word.contains('_') && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            if self.english.contains(&*word) || self.slugs.contains(&word) || is_code {
                self.found.entry(place.to_owned()).or_default().insert(word);
            }
        }
    }
}

/// What is read of a page or a picture: what stands outside its tags, styles and scripts.
fn shown(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let end = ["style", "script"].into_iter().find(|name| tag.starts_with(name));
        let close = end.map_or(">".to_owned(), |name| format!("</{name}>"));
        rest = tag.split_once(&*close).map_or("", |(_, rest)| rest);
    }
    text + rest
}

/// All that a Danish reader meets in the outputs of a command.
pub fn assert_danish(outputs: &Outputs) {
    let mut words = Words::new();
    assert!(words.slugs.contains("synsnedsaettelse"), "{:?}", words.slugs);
    for (name, bytes) in outputs {
        let kind = std::path::Path::new(name).extension().and_then(|kind| kind.to_str());
        let text = || String::from_utf8(bytes.clone()).unwrap();
        match kind {
            // Rows hold what the input says; the headers are ours.
            Some("csv") => words.look(name, text().lines().next().unwrap_or_default()),
            Some("svg") => words.look(name, &shown(&text())),
            Some("txt") => words.look(name, &text()),
            // The dictionary at its end names columns as programs read them.
            Some("html") => {
                let page = text();
                let told = page.split("id=\"katalog\"").next().unwrap();
                words.look(name, &shown(told));
            }
            Some("xlsx") => {
                let mut book: Xlsx<_> =
                    calamine::open_workbook_from_rs(Cursor::new(&bytes[..])).unwrap();
                for sheet in book.sheet_names() {
                    let place = format!("{name}: {sheet}");
                    words.look(&place, &sheet);
                    let range = book.worksheet_range(&sheet).unwrap();
                    for cell in range.used_cells() {
                        if let Data::String(cell) = cell.2 {
                            words.look(&place, cell);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    assert!(words.found.is_empty(), "{:#?}", words.found);
}

#[test]
fn the_outputs_of_a_run_are_danish() {
    assert!(EXAMPLE.outputs.len() > 100);
    assert_danish(&EXAMPLE.outputs);
}

#[test]
fn help_and_what_commands_say_are_danish() {
    let mut words = Words::new();
    let help = String::from_utf8(niveau(&["--help"]).stdout).unwrap();
    let listed = help.split("Kommandoer:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let commands = listed.lines().filter_map(|line| {
        line.strip_prefix("  ").filter(|line| !line.starts_with(' '))?.split(' ').next()
    });
    let commands: Vec<&str> = commands.collect();
    assert!(commands.len() > 9, "{commands:?}");
    for command in &commands {
        let help = String::from_utf8(niveau(&[command, "--help"]).stdout).unwrap();
        // The command's own name stands in its usage and its examples.
        let is_call = |line: &&str| line.contains(&format!("niveau {command}"));
        let told: Vec<&str> = help.lines().filter(|line| !is_call(line)).collect();
        words.look(command, &told.join("\n"));
        assert!(help.contains("Eksemp") || help.contains("niveau layout "), "{help}");
    }
    let folder = Folder::example();
    for call in [&["check"][..], &["explain", "900033"], &["status"]] {
        let said = folder.call(call);
        words.look(&call.join(" "), &format!("{}{}", said.out, said.err));
    }
    assert!(words.found.is_empty(), "{:#?}", words.found);
}
