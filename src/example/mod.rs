//! A SYNTHETIC INPUT of any size: real municipalities, socialtilsyn and target groups, and
//! providers that can't be taken for real ones.
//!
//! Names are numbered (`Eksempeltilbud 0042`), CVR- and P-numre fail the check that real ones
//! pass, no person is made up, and the folder carries a `source.toml` that marks every output as
//! an example. The same options give the same bytes on every machine; provider 17 is the same
//! whatever number of providers is asked for.

mod capacity;
mod country;
mod destination;
mod dice;
mod grounds;
mod judge;
mod number;
mod other;
mod portal;
mod practice;
mod profile;
mod provider;
mod rating;
mod standard_input;
mod trial;
mod workbook;

pub use number::passes_cvr_check;
pub use standard_input::{STANDARD_INPUT, standard_text};

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use country::Country;
use portal::PortalLayout;
use rating::{Rater, RatingCells, draw_rating, misplaced, misspelt, unnumbered};
use trial::{Rating, Trial, plan_trial};
use workbook::FormLayout;

use crate::model::{InspectorsJudge, Supervision};

/// Rows of a workbook's sheets before another workbook is begun.
const MOST_ROWS: usize = 10_000;

/// Workbooks in memory at a time; a full one takes about 150 MB.
const WORKBOOKS_AT_A_TIME: usize = 4;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct ExampleOptions<'p> {
    /// Number of *tilbud*, at least 1.
    pub tilbud: u64,
    /// How many of these take part in the trial.
    pub assessed: u64,
    /// Another seed gives other tilbud.
    pub seed: u64,
    /// How the inspectors come to their overall levels.
    pub inspectors_judge: InspectorsJudge,
    /// Folder to write to; made when it is not there.
    pub output: &'p Path,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleReport {
    /// *Tilbud*.
    pub n_providers: u64,
    /// Rows of the provider export: *afdelinger*.
    pub n_departments: u64,
    /// Providers in the trial.
    pub n_assessed: u64,
    /// Providers outside the portal.
    pub n_others: u64,
    /// Those of them in the trial, on top of the others.
    pub n_others_assessed: u64,
    /// Ratings: rows of the workbooks, double ratings included. Rows that were filed under an id
    /// that nobody has, or under a misspelt name, are not counted.
    pub n_ratings: u64,
    /// Paths below the folder, with `/`, sorted.
    pub files: Vec<String>,
}

/// Why no example was written. The words are Danish: a user reads them.
#[derive(Debug, thiserror::Error)]
pub enum ExampleError {
    /// Nothing was asked for.
    #[error("et eksempel skal have mindst ét tilbud")]
    NoProviders,
    /// More in the trial than there are.
    #[error(
        "{assessed} vurderede tilbud er flere end de {tilbud} tilbud, der er; \
         hæv --tilbud eller sænk --assessed"
    )]
    MoreAssessedThanThereAre {
        /// Asked for.
        assessed: u64,
        /// There are.
        tilbud: u64,
    },
    /// A file of the standard input lies there and says something else.
    #[error(
        "{} findes i forvejen og er ændret; eksemplet skriver ikke oven i den. Vælg en anden \
         mappe, eller flyt filen", path.display()
    )]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Data lie there that the example would be mixed with.
    #[error(
        "{} ligger i mappen i forvejen og hører ikke til dette eksempel; opdigtede og andre data \
         må ikke blandes. Vælg en anden mappe, eller flyt filen", path.display()
    )]
    OtherData {
        /// The file.
        path: PathBuf,
    },
    /// The folder could not be looked into.
    #[error("{} kan ikke læses: {error}", path.display())]
    CannotRead {
        /// File or folder.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// A file could not be written.
    #[error("{} kan ikke skrives: {reason}. Se efter plads og rettigheder", path.display())]
    CannotWrite {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// A register or layout that ships lacks something: a fault in the program.
    #[error("programmets egne registre og layouts mangler {0}")]
    StandardInput(String),
}

/// Writes a complete input folder: registers, layouts, guidelines and rules as they ship, an
/// export of made-up tilbud with a row per afdeling, a list of providers outside the portal, and
/// the inspectors' workbooks of a trial.
///
/// # Errors
/// See [`ExampleError`]. Files that somebody changed, and data of others, are never written over.
pub fn write_example(options: &ExampleOptions) -> Result<ExampleReport, ExampleError> {
    if options.tilbud == 0 {
        return Err(ExampleError::NoProviders);
    }
    if options.assessed > options.tilbud {
        return Err(ExampleError::MoreAssessedThanThereAre {
            assessed: options.assessed,
            tilbud: options.tilbud,
        });
    }
    let portal_layout = PortalLayout::standard().map_err(ExampleError::StandardInput)?;
    let forms = FormLayout::standard().map_err(ExampleError::StandardInput)?;
    let country = Country::standard().map_err(ExampleError::StandardInput)?;
    let trial = plan_trial(&country, options.seed, options.tilbud, options.assessed);
    let workbooks = plan_workbooks(&country, &trial);

    let mut made: Vec<String> = workbooks.iter().map(|w| w.file.clone()).collect();
    made.push(portal::FILE.to_owned());
    made.push(other::FILE.to_owned());
    let reports = capacity::files(&country, options.seed, options.tilbud)
        .map_err(ExampleError::StandardInput)?;
    made.extend(reports.iter().map(|(name, _)| (*name).to_owned()));
    destination::check(options.output, &made)?;

    // The mark comes first: a folder that was left half-written still says what it is.
    write_text(options.output, destination::MARK, &mark(options))?;
    for (path, text) in STANDARD_INPUT {
        write_text(options.output, path, text)?;
    }
    let n_departments = write_portal(options, &portal_layout, &country, &trial)?;
    write_others(options, &country)?;
    for (name, bytes) in &reports {
        let path = options.output.join(name);
        fs::write(&path, bytes).map_err(|error| cannot_write(&path, &error))?;
    }
    for some in workbooks.chunks(WORKBOOKS_AT_A_TIME) {
        some.par_iter()
            .try_for_each(|plan| write_one_workbook(options, &country, &trial, &forms, plan))?;
    }

    let mut files = made;
    files.push(destination::MARK.to_owned());
    files.extend(STANDARD_INPUT.iter().map(|(path, _)| (*path).to_owned()));
    files.sort();
    Ok(ExampleReport {
        n_providers: options.tilbud,
        n_departments,
        n_assessed: trial.n_assessed,
        n_others: other::n_others(options.tilbud),
        n_others_assessed: trial.n_others_assessed,
        n_ratings: trial.ratings.values().map(|ratings| ratings.len() as u64).sum(),
        files,
    })
}

/// `source.toml`: marks the folder, and every output made from it, as an example.
fn mark(options: &ExampleOptions) -> String {
    let judge = options.inspectors_judge;
    format!(
        "# Denne fil mærker mappen, og alt der laves af den, som et eksempel.\n\
         # Slet den, når data er dine egne. Lavet med:\n\
         # niveau example --tilbud {} --assessed {} --seed {}{}\n\
         status = \"example\"\n\
         # Tilsynenes samlede niveauer er lavet efter {}, med lidt støj.\n\
         inspectors-judge = \"{}\"\n\
         description = \"Opdigtede data: tilbud, vurderinger og tal er lavet af programmet og \
         findes ikke i virkeligheden. Kun kommuner, socialtilsyn, målgrupper og paragraffer er \
         virkelige.\"\n",
        options.tilbud,
        options.assessed,
        options.seed,
        if judge == InspectorsJudge::default() {
            String::new()
        } else {
            format!(" --inspectors-judge {}", judge.word())
        },
        judge.danish(),
        judge.word(),
    )
}

fn write_text(folder: &Path, path: &str, text: &str) -> Result<(), ExampleError> {
    let path = folder.join(path);
    let write = || {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, text)
    };
    write().map_err(|error| cannot_write(&path, &error))
}

fn cannot_write(path: &Path, reason: &dyn std::fmt::Display) -> ExampleError {
    ExampleError::CannotWrite { path: path.to_owned(), reason: reason.to_string() }
}

fn write_portal(
    options: &ExampleOptions,
    layout: &PortalLayout,
    country: &Country,
    trial: &Trial,
) -> Result<u64, ExampleError> {
    let path = options.output.join(portal::FILE);
    let write = || {
        let mut out = BufWriter::new(fs::File::create(&path)?);
        let n_rows = portal::write_portal(layout, country, trial, options.seed, &mut out)?;
        out.flush()?;
        Ok(n_rows)
    };
    write().map_err(|error: io::Error| cannot_write(&path, &error))
}

fn write_others(options: &ExampleOptions, country: &Country) -> Result<(), ExampleError> {
    let path = options.output.join(other::FILE);
    let write = || {
        let mut out = BufWriter::new(fs::File::create(&path)?);
        other::write_others(country, options.seed, options.tilbud, &mut out)?;
        out.flush()
    };
    write().map_err(|error: io::Error| cannot_write(&path, &error))
}

/// A workbook to be made: some of an authority's ratings, or of all municipalities'.
struct WorkbookPlan<'t> {
    file: String,
    rows: Vec<PlannedRow<'t>>,
}

struct PlannedRow<'t> {
    authority: Supervision,
    rating: &'t Rating,
    /// How many ratings the authority has.
    n_of_authority: u64,
}

/// Divides the ratings into workbooks: one for each socialtilsyn and one for all municipalities,
/// and more where the sheets would get too long.
fn plan_workbooks<'t>(country: &Country, trial: &'t Trial) -> Vec<WorkbookPlan<'t>> {
    let mut series: Vec<(String, Vec<PlannedRow<'t>>)> = Vec::new();
    for (authority, ratings) in &trial.ratings {
        let name = match authority {
            Supervision::SocialAuthority(id) => {
                format!("socialtilsyn-{}", short_name(country.registers.authorities.name(*id)))
            }
            Supervision::Municipality(_) => "tilsyn-kommuner".to_owned(),
        };
        let n_of_authority = ratings.len() as u64;
        let rows = ratings.iter();
        let rows = rows.map(|rating| PlannedRow { authority: *authority, rating, n_of_authority });
        match series.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => known.extend(rows),
            None => series.push((name, rows.collect())),
        }
    }
    let mut plans = Vec::new();
    for (name, rows) in series {
        let mut rows = rows.into_iter().peekable();
        for number in 1.. {
            let file = match number {
                1 => format!("{name}.xlsx"),
                _ => format!("{name}-{number:02}.xlsx"),
            };
            plans.push(WorkbookPlan { file, rows: rows.by_ref().take(MOST_ROWS).collect() });
            if rows.peek().is_none() {
                break;
            }
        }
    }
    plans
}

/// "Socialtilsyn Øst" → `oest`.
fn short_name(authority: &str) -> String {
    let name = authority.to_lowercase();
    let name = name.strip_prefix("socialtilsyn").unwrap_or(&name).trim();
    name.replace('æ', "ae").replace('ø', "oe").replace('å', "aa").replace(' ', "-")
}

fn write_one_workbook(
    options: &ExampleOptions,
    country: &Country,
    trial: &Trial,
    forms: &FormLayout,
    plan: &WorkbookPlan,
) -> Result<(), ExampleError> {
    let draw = |row: &PlannedRow| {
        let name = country.registers.supervision_name(row.authority);
        let prefix = match row.authority {
            Supervision::SocialAuthority(_) => short_name(&name).to_uppercase(),
            Supervision::Municipality(code) => format!("K{code}"),
        };
        let rater = Rater {
            name: &name,
            prefix: &prefix,
            n_ratings: row.n_of_authority,
            judge: options.inspectors_judge,
        };
        draw_rating(country, trial, options.seed, *row.rating, &rater)
    };
    let mut rows: Vec<RatingCells> = plan.rows.iter().map(draw).collect();
    // One socialtilsyn left a tilbudsid out, and the municipalities one of a provider outside the
    // portal: both can be told by the other columns. A second row has a name that is only near.
    let is_other = |row: &&PlannedRow<'_>| row.rating.provider >= other::FIRST_INDEX;
    if plan.file.starts_with("socialtilsyn-midt.")
        && let Some(first) = plan.rows.first()
    {
        rows[0] = unnumbered(draw(first));
    }
    if plan.file.starts_with("tilsyn-kommuner.")
        && let Some(at) = plan.rows.iter().position(|row| is_other(&row))
    {
        rows[at] = unnumbered(draw(&plan.rows[at]));
        rows.extend(plan.rows.iter().rfind(is_other).map(|row| misspelt(draw(row))));
    }
    // One rating of the first socialtilsyn was filed under an id that nobody has.
    if plan.file.starts_with("socialtilsyn-hovedstaden.") {
        rows.extend(plan.rows.last().map(|row| misplaced(draw(row))));
    }
    let path = options.output.join(&plan.file);
    workbook::write_workbook(&path, forms, &rows).map_err(|error| cannot_write(&path, &error))
}

#[cfg(test)]
mod tests {
    use super::{Country, MOST_ROWS, plan_trial, plan_workbooks};

    #[test]
    fn a_long_trial_is_divided_into_workbooks() {
        let country = Country::standard().unwrap();
        let trial = plan_trial(&country, 1, 60_000, 60_000);
        let plans = plan_workbooks(&country, &trial);
        assert!(plans.iter().all(|plan| !plan.rows.is_empty() && plan.rows.len() <= MOST_ROWS));
        let n_ratings: usize = trial.ratings.values().map(Vec::len).sum();
        assert_eq!(plans.iter().map(|plan| plan.rows.len()).sum::<usize>(), n_ratings);
        let files: Vec<&str> = plans.iter().map(|plan| plan.file.as_str()).collect();
        assert!(files.contains(&"socialtilsyn-syd-02.xlsx"), "{files:?}");
        let mut unique = files.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), files.len());
    }
}
