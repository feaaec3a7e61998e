//! The command line: as typed, then as meant.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use crate::model::{InspectorsJudge, Language};
use crate::run::Asked;
use crate::settings::{BoundaryOptions, DEFAULT_RULE};
use crate::sql::Dialect;
use crate::trial::Allocation;

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
    /// Regner ud, hvor mange borgere hver målgruppe har i kommuner, regioner og hele landet
    Size(SizeArgs),
    /// Viser en målgruppes beskrivelse, størrelse og vidensgrundlag
    Describe(DescribeArgs),
    /// Viser en målgruppes vejledning: hvad hver parameter kræver på hvert niveau
    Guideline(GuidelineArgs),
    /// Skriver skemaer til tilsynene, eller viser, hvor langt de er
    Forms(FormsArgs),
    /// Måler, hvor sikre indplaceringerne er, og skriver kun det
    Robustness(RobustnessArgs),
    /// Trækker stikprøven til afprøvningen, planlægger dobbeltvurderingerne og skriver planen
    Sample(SampleArgs),
    /// Viser, hvor hver målgruppe står i processen, og hvad der er over tid
    Status(StatusArgs),
    /// Måler, hvor enige flere er, der har vurderet det samme
    Agreement(AgreementArgs),
    /// Viser, hvordan en region, en kommune eller landet ser ud, ved siden af en anden
    Area(AreaArgs),
    /// Holder to færdige kørsler op mod hinanden: hvem har flyttet sig, og hvorfor
    Compare(CompareArgs),
    /// Følger niveauerne over to eller flere færdige kørsler, fra hver til den næste
    History(HistoryArgs),
    /// Offentliggør det af en kørsel, der må vises, når angrebet på de færdige filer er holdt
    Publish(PublishArgs),
    /// Prøver, om skjulte tal i en færdig offentliggørelse kan regnes ud
    Attack(AttackArgs),
    /// Skriver vejledninger, regel og kvalitetskrav som SQL, til en database, der har data selv
    Sql(SqlArgs),
    /// Siger, hvad der er ændret, siden en kørsel eller en offentliggørelse blev skrevet
    Verify(VerifyArgs),
    /// Ser på en datafil, som intet layout kender, og skriver et udkast til et layout
    Layout(LayoutArgs),
    /// Indplacerer store datasæt, en partition ad gangen, uden at have dem i hukommelsen
    Place(PlaceArgs),
    /// Lægger summerne af partitioner sammen, som er indplaceret hver for sig
    Merge(MergeArgs),
    /// Skriver en hel, opdigtet inputmappe af enhver størrelse
    Example(ExampleArgs),
    /// Skriver det, der får skallen til at fuldføre kommandoer og valg
    Completions(CompletionsArgs),
    /// Skriver en side til man: programmets, eller en kommandos
    Man(ManArgs),
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
    /// Kørslens dag (ÅÅÅÅ-MM-DD): en vurdering efter den lægges til side; uden: i dag
    #[arg(long, value_name = "DATO")]
    pub as_of: Option<NaiveDate>,
    /// Antal tråde; uden: en for hver kerne
    #[arg(long, value_name = "ANTAL", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

impl InputArgs {
    /// What is asked of the input; `today` is the day of the run when the call names none.
    pub fn asked(&self, today: NaiveDate) -> Asked<'_> {
        Asked {
            input: &self.input,
            rule: &self.rule,
            fresh_since: self.fresh_since,
            as_of: self.as_of.unwrap_or(today),
        }
    }
}

/// How much is said while a command works, and after.
#[derive(Clone, Copy, Debug, Args)]
pub struct TalkArgs {
    /// Skriv en linje for hvert trin, også når der ikke er en skærm at tegne på
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Skriv kun, hvad der gik galt
    #[arg(long)]
    pub quiet: bool,
}

/// What maps are drawn on, besides squares.
#[derive(Clone, Debug, Args)]
pub struct MapArgs {
    /// GeoJSON-fil med kommunegrænser (WGS84): tegn også kortene på dem
    #[arg(long, value_name = "FIL")]
    pub boundaries: Option<PathBuf>,
    /// Hvem grænserne kommer fra, når filen ikke selv siger det
    #[arg(long, value_name = "TEKST", requires = "boundaries")]
    pub boundaries_credit: Option<String>,
}

impl MapArgs {
    /// The boundaries, when they are named.
    pub fn boundaries(&self) -> Option<BoundaryOptions<'_>> {
        let file = self.boundaries.as_deref()?;
        Some(BoundaryOptions { file, credit: self.boundaries_credit.as_deref() })
    }
}

/// `niveau run`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau run --input input --output output")]
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
    /// Skriv også: parquet = engine/offerings.parquet, som andre programmer går ud fra; svg =
    /// figurerne til tryk. Flere med komma
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    pub format: Vec<RunFormat>,
    /// Rapportens sprog: overskrifter og sætninger i rapport.html
    #[arg(long, value_name = "SPROG", value_parser = language(), default_value = "da")]
    pub lang: Language,
    /// Real boundaries.
    #[command(flatten)]
    pub map: MapArgs,
    /// How much is said.
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// *Format* of what a run writes beside what it always does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum RunFormat {
    /// Tilbuddene som en flad tabel, engine/offerings.parquet
    Parquet,
    /// Figurerne som vektorer, charts/*.svg
    Svg,
}

/// `niveau place`
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "En partition er en fil, .csv eller .parquet, med de kolonner, som niveau run \
    --format parquet skriver. Hver får en mappe med indplaceringer og summer, som lægges på plads, \
    når den er helt færdig; afbrydes kaldet, begynder det næste, hvor det slap.\n\nEksempel:\n  \
    niveau place register/ --input input --output placeret\n  niveau merge placeret --output samlet"
)]
pub struct PlaceArgs {
    /// Partitioner, eller mapper med dem
    #[arg(value_name = "FIL", required = true)]
    pub partitions: Vec<PathBuf>,
    /// Mappen med registre, vejledninger og regler
    #[arg(long, value_name = "MAPPE", default_value = "input")]
    pub input: PathBuf,
    /// Reglen, der indplacerer: navnet på en fil i rules/
    #[arg(long, value_name = "NAVN", default_value = DEFAULT_RULE)]
    pub rule: String,
    /// Mappen, som hver partition får en mappe i
    #[arg(long, value_name = "MAPPE", default_value = "output-place")]
    pub output: PathBuf,
    /// Antal tråde; uden: en for hver kerne
    #[arg(long, value_name = "ANTAL", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// How much is said.
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `niveau merge`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau merge placeret-a placeret-b --output samlet")]
pub struct MergeArgs {
    /// Mapper, som niveau place har skrevet
    #[arg(value_name = "MAPPE", required = true)]
    pub folders: Vec<PathBuf>,
    /// Mappen, som de samlede tabeller lægges i
    #[arg(long, value_name = "MAPPE", default_value = "output-merge")]
    pub output: PathBuf,
    /// How much is said.
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `niveau check`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau check --input input")]
pub struct CheckArgs {
    /// Input.
    #[command(flatten)]
    pub input: InputArgs,
    /// How much is said.
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `niveau explain`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau explain 900017 autismespektrum")]
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
    /// How much is said.
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `niveau size`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau size autismespektrum --municipality Aarhus")]
pub struct SizeArgs {
    /// Målgruppens navn eller slug; uden: alle med en fil i input/sizes
    #[arg(value_name = "MÅLGRUPPE")]
    pub target_group: Option<String>,
    /// Mappen med registre, størrelser og beskrivelser
    #[arg(long, value_name = "MAPPE", default_value = "input")]
    pub input: PathBuf,
    /// Mappen, som resultaterne lægges i; ikke den, niveau run skriver til
    #[arg(long, value_name = "MAPPE", default_value = "output-size")]
    pub output: PathBuf,
    /// Dagen for regionskortet (ÅÅÅÅ-MM-DD); uden: registrenes dag
    #[arg(long, value_name = "DATO")]
    pub regions_on: Option<NaiveDate>,
    /// Vis også denne kommunes forventede borgere (navn eller kommunekode)
    #[arg(long, value_name = "KOMMUNE")]
    pub municipality: Option<String>,
    /// Real boundaries.
    #[command(flatten)]
    pub map: MapArgs,
    /// How much is said.
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `niveau robustness`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau robustness --rule flertal-aktiv-praksis")]
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
    /// How much is said.
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// Offerings of the largest sample: all that the largest example has.
const LARGEST_SAMPLE: i64 = 10_000_000;

/// The ways to share a sample out.
fn allocation() -> impl TypedValueParser<Value = Allocation> {
    PossibleValuesParser::new(Allocation::ALL.map(Allocation::word)).map(|word| {
        let all = Allocation::ALL.into_iter();
        all.rev().find(|way| way.word() == word).unwrap_or(Allocation::Proportional)
    })
}

/// A number as Danes write it, or as programs do.
fn danish_number(typed: &str) -> Result<f64, String> {
    let number = typed.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| "skriv et tal".to_owned())
}

/// `niveau sample`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau sample --size 100 --seed 7 --double 40\n\nPlanen \
                  (design.toml) lægges derefter som trial/design.toml i inputmappen.")]
pub struct SampleArgs {
    /// Antal tilbud x målgruppe, der trækkes i alt; målgrupperne deler dem lige
    #[arg(long, value_name = "ANTAL", value_parser = clap::value_parser!(u32).range(1..=LARGEST_SAMPLE))]
    pub size: u32,
    /// Frøet: det samme tal trækker de samme
    #[arg(long, value_name = "TAL")]
    pub seed: u32,
    /// Antal dobbeltvurderinger: tilbud, som et andet socialtilsyn også vurderer
    #[arg(long, value_name = "ANTAL", default_value_t = 0)]
    pub double: u32,
    /// I stedet for --double: den ønskede bredde af 95 pct.-intervallet for Krippendorffs alfa
    /// (0,3); så mange dobbeltvurderinger planlægges, som den kræver
    #[arg(long, value_name = "BREDDE", value_parser = danish_number, conflicts_with = "double")]
    pub width: Option<f64>,
    /// Den alfa, bredden regnes ved: fra 0,55 til 0,75
    #[arg(long, value_name = "ALFA", value_parser = danish_number, default_value = "0,75")]
    pub alpha: f64,
    /// Målgrupper (navn eller slug), delt af komma; uden: afprøvningens
    #[arg(long, value_name = "MÅLGRUPPER", value_delimiter = ',')]
    pub groups: Vec<String>,
    /// Hvordan en målgruppes del fordeles på strata: proportional, eller flere hvor antallet af
    /// pladser svinger mere (optimal)
    #[arg(long, value_name = "FORDELING", default_value = "proportional", value_parser = allocation())]
    pub allocation: Allocation,
    /// Input.
    #[command(flatten)]
    pub input: InputArgs,
    /// Mappen, som planen lægges i; ikke den, niveau run skriver til
    #[arg(long, value_name = "MAPPE", default_value = "output-sample")]
    pub output: PathBuf,
    /// Dagen for regionskortet (ÅÅÅÅ-MM-DD); uden: registrenes dag
    #[arg(long, value_name = "DATO")]
    pub regions_on: Option<NaiveDate>,
    /// How much is said.
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `niveau status`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau status --as-of 2021-06-01")]
pub struct StatusArgs {
    /// Input.
    #[command(flatten)]
    pub input: InputArgs,
    /// How much is said.
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `niveau area`
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Eksempel:\n  niveau area \"Region Syddanmark\" --against \"Region Midtjylland\""
)]
pub struct AreaArgs {
    /// Regionens eller kommunens navn, en kommunekode, eller "Hele landet"
    #[arg(value_name = "OMRÅDE")]
    pub area: String,
    /// Området ved siden af; uden: hele landet
    #[arg(long, value_name = "OMRÅDE")]
    pub against: Option<String>,
    /// Input.
    #[command(flatten)]
    pub input: InputArgs,
    /// Mappen, som resultaterne lægges i; ikke den, niveau run skriver til
    #[arg(long, value_name = "MAPPE", default_value = "output-area")]
    pub output: PathBuf,
    /// Dagen for regionskortet (ÅÅÅÅ-MM-DD); uden: registrenes dag
    #[arg(long, value_name = "DATO")]
    pub regions_on: Option<NaiveDate>,
    /// Tag alle målgrupper med, ikke kun dem med vurderinger
    #[arg(long)]
    pub all_groups: bool,
    /// How much is said.
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `niveau compare`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau compare output-2025 output-2026\n\n\
    Kun kørslernes egne filer læses, ikke deres inputmapper.")]
pub struct CompareArgs {
    /// Mappen, som den tidligere niveau run har skrevet
    #[arg(value_name = "FØR")]
    pub old: PathBuf,
    /// Mappen, som den senere niveau run har skrevet
    #[arg(value_name = "EFTER")]
    pub new: PathBuf,
    /// Mappen, som sammenligningen lægges i; ikke en kørsels
    #[arg(long, value_name = "MAPPE", default_value = "output-compare")]
    pub output: PathBuf,
}

/// `niveau history`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau history output-2024 output-2025 output-2026\n\n\
    Kørslerne følges i den rækkefølge, de står i.")]
pub struct HistoryArgs {
    /// Mapperne, som niveau run har skrevet, den tidligste først; mindst to
    #[arg(value_name = "KØRSEL", required = true)]
    pub runs: Vec<PathBuf>,
    /// Mappen, som det lægges i; ikke en kørsels
    #[arg(long, value_name = "MAPPE", default_value = "output-history")]
    pub output: PathBuf,
}

/// `niveau publish`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau publish output --output offentligt")]
pub struct PublishArgs {
    /// Mappen, som niveau run har skrevet
    #[arg(value_name = "KØRSEL")]
    pub run: PathBuf,
    /// Mappen, som offentliggørelsen lægges i; uden: publication i kørslens mappe
    #[arg(long, value_name = "MAPPE")]
    pub output: Option<PathBuf>,
    /// Mappen med rules/disclosure.toml
    #[arg(long, value_name = "MAPPE", default_value = "input")]
    pub input: PathBuf,
    /// En tidligere offentliggørelse, som læserne har: det, den viser, regnes for kendt
    #[arg(long, value_name = "MAPPE")]
    pub previous: Option<PathBuf>,
}

/// `niveau attack`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau attack offentligt --previous offentligt-2025\n\n\
    Afslutningskode: 0 = ingen skjult celle kan regnes for nær, 1 = mindst én kan, eller filerne \
    kunne ikke læses, 2 = kaldet var forkert.")]
pub struct AttackArgs {
    /// Mappen med offentliggørelsen
    #[arg(value_name = "MAPPE")]
    pub folder: PathBuf,
    /// En tidligere offentliggørelse af de samme tal, som læseren også har
    #[arg(long, value_name = "MAPPE")]
    pub previous: Option<PathBuf>,
}

/// `niveau verify`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau verify output\n\n\
    Afslutningskode: 0 = intet er ændret, 1 = noget er, eller mappen kunne ikke læses, 2 = kaldet \
    var forkert.")]
pub struct VerifyArgs {
    /// Mappen, som niveau har skrevet
    #[arg(value_name = "MAPPE")]
    pub folder: PathBuf,
    /// Mappen, som kørslen læste
    #[arg(long, value_name = "MAPPE", default_value = "input")]
    pub input: PathBuf,
    /// Kørslens mappe, når det er en offentliggørelse; uden: mappen, som den ligger i
    #[arg(long, value_name = "MAPPE")]
    pub run: Option<PathBuf>,
}

/// `niveau describe`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau describe autismespektrum")]
pub struct DescribeArgs {
    /// Målgruppens navn eller slug
    #[arg(value_name = "MÅLGRUPPE")]
    pub target_group: String,
    /// Skriv i stedet en tom skabelon til en beskrivelse af målgruppen
    #[arg(long)]
    pub new: bool,
    /// Mappen med registre, beskrivelser og størrelser
    #[arg(long, value_name = "MAPPE", default_value = "input")]
    pub input: PathBuf,
}

/// `niveau agreement`
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Filen er en CSV-fil med en række for hver vurdering og overskrifterne `unit` (eller \
                  enhed, tilbud), `rater` (eller bedømmer, tilsyn) og `rating` (eller vurdering, \
                  graduering); `item` (eller parameter) er valgfri. Semikolon eller komma imellem.\n\n\
                  Eksempel:\n  niveau agreement --ratings vurderinger.csv\n\n\
                  Afslutningskode: 0 = målt, 1 = filen kan ikke læses, 2 = kaldet var forkert."
)]
pub struct AgreementArgs {
    /// CSV-filen med vurderingerne
    #[arg(long, value_name = "FIL")]
    pub ratings: PathBuf,
    /// Skriv tallene som JSON, uafrundet
    #[arg(long)]
    pub json: bool,
}

/// `niveau layout`
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Udkastet skrives til skærmen, og intet læses med det, før det er gemt.\n\n\
                  Eksempel:\n  niveau layout mit-udtraek.xlsx > input/layouts/mit-layout.toml\n\n\
                  Afslutningskode: 0 = der er et udkast, 1 = filen kan der ikke laves et udkast til, \
                  2 = kaldet var forkert."
)]
pub struct LayoutArgs {
    /// Datafilen: csv, xlsx, xls, ods eller xlsb
    #[arg(value_name = "FIL")]
    pub file: PathBuf,
    /// Mappen, hvis registre og layouts hjælper med at forstå filen
    #[arg(long, value_name = "MAPPE", default_value = "input")]
    pub input: PathBuf,
}

/// What a guideline is told as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum GuidelineFormat {
    /// Tekst til skærmen
    Text,
    /// En side til browseren, som kan printes
    Html,
    /// En arbejdsbog til en høring; kræver --output
    Xlsx,
}

/// `niveau guideline`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempler:\n  niveau guideline autismespektrum\n  niveau guideline \
    synsnedsaettelse --format xlsx --output hoering.xlsx\n  niveau guideline \"Erhvervet \
    hjerneskade\" --on 2022-06-01 --format html --output vejledning.html")]
pub struct GuidelineArgs {
    /// Målgruppens navn eller slug
    #[arg(value_name = "MÅLGRUPPE")]
    pub target_group: String,
    /// Vis den vejledning, der gælder på dagen (ÅÅÅÅ-MM-DD); uden: i dag
    #[arg(long, value_name = "DATO")]
    pub on: Option<NaiveDate>,
    /// Hvad vejledningen vises som
    #[arg(long, value_name = "FORM", value_enum, default_value = "text")]
    pub format: GuidelineFormat,
    /// Filen, den skrives i; en fil, der er der i forvejen, bliver ikke overskrevet
    #[arg(long, value_name = "FIL", required_if_eq("format", "xlsx"))]
    pub output: Option<PathBuf>,
    /// Mappen med registre og vejledninger
    #[arg(long, value_name = "MAPPE", default_value = "input")]
    pub input: PathBuf,
}

/// `niveau sql`
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Det hele står i docs/egen-database.md.\n\nEksempler:\n  niveau sql --dialect \
    duckdb --output niveau.sql\n  niveau sql --dialect spark --data /data/offerings"
)]
pub struct SqlArgs {
    /// Databasen, det skrives til
    #[arg(long, value_name = "NAVN", value_parser = dialect())]
    pub dialect: Dialect,
    /// Hvor databasen finder den flade tabel: en parquetfil eller en mappe med dem (PostgreSQL læser
    /// ikke parquet; der fyldes tabellen selv)
    #[arg(long, value_name = "STI", default_value = "output/engine/offerings.parquet")]
    pub data: String,
    /// Reglen, der indplacerer: navnet på en fil i rules/
    #[arg(long, value_name = "NAVN", default_value = DEFAULT_RULE)]
    pub rule: String,
    /// Filen, det skrives i; en fil, der er der i forvejen, bliver ikke overskrevet. Uden: skærmen
    #[arg(long, value_name = "FIL")]
    pub output: Option<PathBuf>,
    /// Mappen med registre, vejledninger og regler
    #[arg(long, value_name = "MAPPE", default_value = "input")]
    pub input: PathBuf,
}

fn dialect() -> impl TypedValueParser<Value = Dialect> {
    PossibleValuesParser::new(Dialect::ALL.map(Dialect::word)).map(|word| {
        let dialects = Dialect::ALL.into_iter();
        dialects.rev().find(|dialect| dialect.word() == word).unwrap_or(Dialect::DuckDb)
    })
}

/// `niveau forms`
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Et skema til hvert socialtilsyn, og et til hver kommune for tilbud uden for \
    socialtilsynet.\n\nEksempler:\n  niveau forms --sample output-sample/design.toml\n  niveau \
    forms --group autismespektrum --group synsnedsaettelse\n  niveau forms --progress modtaget"
)]
pub struct FormsArgs {
    /// Stikprøven, som niveau sample har skrevet; uden: input/trial/design.toml, når den er der
    #[arg(long, value_name = "FIL", conflicts_with_all = ["provider", "group"])]
    pub sample: Option<PathBuf>,
    /// Tilbudsid; kan gives flere gange
    #[arg(long, value_name = "TILBUD")]
    pub provider: Vec<String>,
    /// Målgruppens navn eller slug; kan gives flere gange
    #[arg(long, value_name = "MÅLGRUPPE")]
    pub group: Vec<String>,
    /// Vis i stedet, hvor langt tilsynene er: mappen med de skemaer, der er kommet tilbage
    #[arg(long, value_name = "MAPPE")]
    pub progress: Option<PathBuf>,
    /// Dagen, hvis vejledninger står i skemaerne (ÅÅÅÅ-MM-DD); uden: i dag
    #[arg(long, value_name = "DATO")]
    pub on: Option<NaiveDate>,
    /// Mappen, som skemaerne lægges i (uden: output-forms), eller det, --progress viser (uden:
    /// output-progress)
    #[arg(long, value_name = "MAPPE")]
    pub output: Option<PathBuf>,
    /// Mappen med data, registre, vejledninger, regler og layouts
    #[arg(long, value_name = "MAPPE", default_value = "input")]
    pub input: PathBuf,
    /// How much is said.
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// Tilbud of the largest example: some gigabytes of input.
const LARGEST_EXAMPLE: u64 = 2_000_000;

/// The rules that made-up inspectors may judge by.
fn judge() -> impl TypedValueParser<Value = InspectorsJudge> {
    let words = InspectorsJudge::ALL.map(InspectorsJudge::word);
    PossibleValuesParser::new(words).map(|word| {
        let judges = InspectorsJudge::ALL.into_iter();
        judges.rev().find(|judge| judge.word() == word).unwrap_or_default()
    })
}

fn language() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::code)).map(|code| {
        Language::ALL.into_iter().find(|language| language.code() == code).unwrap_or_default()
    })
}

/// `niveau example`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempel:\n  niveau example --tilbud 200 --assessed 50 --output eksempel")]
pub struct ExampleArgs {
    /// Antal tilbud
    #[arg(long, value_name = "ANTAL", default_value_t = 1999, value_parser = clap::value_parser!(u64).range(1..=LARGEST_EXAMPLE))]
    pub tilbud: u64,
    /// Antal tilbud, der er vurderet
    #[arg(long, value_name = "ANTAL", default_value_t = 100, value_parser = clap::value_parser!(u64).range(0..=LARGEST_EXAMPLE))]
    pub assessed: u64,
    /// Et andet tal giver andre tilbud
    #[arg(long, value_name = "TAL", default_value_t = 1)]
    pub seed: u64,
    /// Hvad tilsynene sætter deres samlede niveau efter
    #[arg(long, value_name = "REGEL", default_value = "flertal", value_parser = judge())]
    pub inspectors_judge: InspectorsJudge,
    /// Mappen, som eksemplet skrives i
    #[arg(long, value_name = "MAPPE")]
    pub output: PathBuf,
    /// How much is said.
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// The shells that completions are written for.
fn shell() -> impl TypedValueParser<Value = Shell> {
    const SHELLS: [(&str, Shell); 4] = [
        ("bash", Shell::Bash),
        ("zsh", Shell::Zsh),
        ("fish", Shell::Fish),
        ("powershell", Shell::PowerShell),
    ];
    PossibleValuesParser::new(SHELLS.map(|(name, _)| name)).map(|typed| {
        let of = SHELLS.into_iter().find(|(name, _)| *name == typed);
        of.map_or(Shell::Bash, |(_, shell)| shell)
    })
}

/// `niveau completions`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempler:\n  niveau completions bash > \
    ~/.local/share/bash-completion/completions/niveau\n  niveau completions zsh > \
    ~/.zfunc/_niveau\n  niveau completions fish > ~/.config/fish/completions/niveau.fish\n  niveau \
    completions powershell >> $PROFILE")]
pub struct CompletionsArgs {
    /// Skallen
    #[arg(value_name = "SKAL", value_parser = shell())]
    pub shell: Shell,
}

/// `niveau man`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Eksempler:\n  niveau man | man -l -\n  niveau man sample > \
                        ~/.local/share/man/man1/niveau-sample.1")]
pub struct ManArgs {
    /// Kommandoen, som siden er om; uden: hele programmet
    #[arg(value_name = "KOMMANDO")]
    pub command: Option<String>,
}
