//! What are the outputs of a partition good for?

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ingest::InputFile;
use crate::output::hexadecimal;
use crate::settings::Settings;

/// All that the outputs of a partition follow from. The same key: the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Checksum of the partition's bytes.
    pub partition: String,
    /// Its size.
    pub bytes: u64,
    /// What it is placed by.
    pub rules: RulesKey,
}

/// What partitions are placed by: those with the same can be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesKey {
    /// Checksum of all guidelines.
    pub guidelines: String,
    /// Checksum of the rule and of the quality rule.
    pub rule: String,
    /// Checksum of the registers that are looked things up in.
    pub registers: String,
    /// Version of the program, and of its code when that is known.
    pub program: String,
}

impl RulesKey {
    /// The key of some settings.
    pub fn of(settings: &Settings) -> Self {
        let of = |is_meant: &dyn Fn(&str) -> bool| {
            let meant = settings.files.iter().filter(|file| is_meant(&file.path));
            let mut hash = Sha256::new();
            for InputFile { path, sha256, .. } in meant {
                hash.update(format!("{sha256} {path}\n"));
            }
            hexadecimal(hash)
        };
        let rule = &settings.placing_rule().rule.file;
        let registers = ["registers/target_groups.csv", "registers/regions.csv", "source.toml"];
        Self {
            guidelines: of(&|path| path.starts_with("guidelines/")),
            rule: of(&|path| path == &**rule || path == "rules/quality.toml"),
            registers: of(&|path| registers.contains(&path)),
            program: match option_env!("NIVEAU_COMMIT") {
                Some(commit) => format!("{} {commit}", env!("CARGO_PKG_VERSION")),
                None => env!("CARGO_PKG_VERSION").to_owned(),
            },
        }
    }

    /// In what two differ, for readers; nothing when they don't.
    pub fn difference(&self, other: &Self) -> Option<&'static str> {
        let differs = [
            (self.guidelines != other.guidelines, "vejledninger"),
            (self.rule != other.rule, "regel"),
            (self.registers != other.registers, "registre"),
            (self.program != other.program, "programversion"),
        ];
        differs.into_iter().find(|(is_so, _)| *is_so).map(|(_, what)| what)
    }

    /// Eight characters for the whole.
    pub fn short(&self) -> String {
        let Self { guidelines, rule, registers, program } = self;
        let hash = Sha256::new().chain_update(format!("{guidelines} {rule} {registers} {program}"));
        hexadecimal(hash).chars().take(8).collect()
    }
}
