//! The command line: as typed, then as meant.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};

use crate::pipeline::DEFAULT_RULE;

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "niveau",
    version,
    about = "Indplacerer leverandører på let, moderat og højt specialiseret niveau",
    long_about = "Indplacerer leverandører på det specialiserede socialområde på let, moderat og \
                  højt specialiseret niveau for hver målgruppe, og skriver tabeller og figurer \
                  med begrundelsen bag.\n\nUden kommando: niveau run.",
    after_help = "Afslutningskode: 0 = færdig, 1 = kørslen mislykkedes, 2 = kaldet var forkert.",
    args_conflicts_with_subcommands = true
)]
pub struct Cli {
    /// What to do; `run` when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of `run`, without the word.
    #[command(flatten)]
    pub run: RunArgs,
}

/// *Kommando.*
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Læser input, indplacerer alle tilbud og skriver resultaterne
    Run(RunArgs),
    /// Læser alt, skriver intet, og viser bemærkningerne fil for fil
    Check(CheckArgs),
    /// Forklarer, hvorfor et tilbud står, hvor det står
    Explain(ExplainArgs),
    /// Måler, hvor sikre indplaceringerne er, og skriver kun det
    Robustness(RobustnessArgs),
    /// Skriver en hel, opdigtet inputmappe af enhver størrelse
    Example(ExampleArgs),
}

/// Where the input is and which rule places.
#[derive(Clone, Debug, Args)]
pub struct InputArgs {
    /// Mappen med data, registre, vejledninger, regler og layouts
    #[arg(long, value_name = "MAPPE", default_value = "input")]
    pub input: PathBuf,
    /// Reglen, der indplacerer: navnet på en fil i rules/
    #[arg(long, value_name = "NAVN", default_value = DEFAULT_RULE)]
    pub rule: String,
    /// Læg rækker til side, der er opdateret eller vurderet før dagen (ÅÅÅÅ-MM-DD)
    #[arg(long, value_name = "DATO")]
    pub fresh_since: Option<NaiveDate>,
    /// Antal tråde; uden: en for hver kerne
    #[arg(long, value_name = "ANTAL", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// `niveau run`
#[derive(Clone, Debug, Args)]
pub struct RunArgs {
    /// Input.
    #[command(flatten)]
    pub input: InputArgs,
    /// Mappen, som resultaterne lægges i
    #[arg(long, value_name = "MAPPE", default_value = "output")]
    pub output: PathBuf,
    /// Dagen for regionskortet (ÅÅÅÅ-MM-DD); uden: registrenes dag
    #[arg(long, value_name = "DATO")]
    pub regions_on: Option<NaiveDate>,
    /// Tegn figurer for alle målgrupper, ikke kun for dem med vurderinger
    #[arg(long)]
    pub all_groups: bool,
}

/// `niveau check`
#[derive(Clone, Debug, Args)]
pub struct CheckArgs {
    /// Input.
    #[command(flatten)]
    pub input: InputArgs,
}

/// `niveau explain`
#[derive(Clone, Debug, Args)]
pub struct ExplainArgs {
    /// Tilbudsid
    #[arg(value_name = "TILBUD")]
    pub provider: String,
    /// Målgruppens navn eller slug; uden: alle tilbuddets målgrupper
    #[arg(value_name = "MÅLGRUPPE")]
    pub target_group: Option<String>,
    /// Skriv i stedet vurderingen som et prøvetilfælde uden navne (se tests/cases/placements)
    #[arg(long, requires = "target_group")]
    pub as_case: bool,
    /// Input.
    #[command(flatten)]
    pub input: InputArgs,
}

/// `niveau robustness`
#[derive(Clone, Debug, Args)]
pub struct RobustnessArgs {
    /// Input.
    #[command(flatten)]
    pub input: InputArgs,
    /// Mappen, som resultaterne lægges i; ikke den, niveau run skriver til
    #[arg(long, value_name = "MAPPE", default_value = "output-robustness")]
    pub output: PathBuf,
    /// Dagen for regionskortet (ÅÅÅÅ-MM-DD); uden: registrenes dag
    #[arg(long, value_name = "DATO")]
    pub regions_on: Option<NaiveDate>,
}

/// `niveau example`
#[derive(Clone, Debug, Args)]
pub struct ExampleArgs {
    /// Antal tilbud
    #[arg(long, value_name = "ANTAL", default_value_t = 1999)]
    pub tilbud: u64,
    /// Antal tilbud, der er vurderet
    #[arg(long, value_name = "ANTAL", default_value_t = 100)]
    pub assessed: u64,
    /// Et andet tal giver andre tilbud
    #[arg(long, value_name = "TAL", default_value_t = 1)]
    pub seed: u64,
    /// Mappen, som eksemplet skrives i
    #[arg(long, value_name = "MAPPE")]
    pub output: PathBuf,
}
