//! What does the file of underlag and collaborations say? (`input/rules/underlag.toml`)

use toml::de::DeValue;

use super::case_base::{LARGEST_N, SMALLEST_CV};
use super::{CaseBase, Cuts};
use crate::document::{self, At, Fields, Problems, WHOLE_FILE, choices, suggestion};
use crate::finding::Finding;
use crate::guideline::GuidelineStatus;
use crate::place::Fraction;
use crate::register::LinkKind;

const KEYS: [&str; 10] =
    ["title", "status", "source", "reading", "n", "gamma", "cv", "shown", "cuts", "collaborations"];

/// The largest coefficient of variation: above it the estimate says nothing.
pub(super) const LARGEST_CV: f64 = 2.0;

/// Points of one axis: the grid is written out whole, for every group and municipality.
const MOST_POINTS: usize = 12;

/// *Underlag og samarbejder*: the grid that is reckoned, and how municipalities are put together.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseBaseRule {
    /// Path below the input folder.
    pub file: Box<str>,
    /// Whether the numbers are examples, a draft, or decided.
    pub status: GuidelineStatus,
    /// Where the numbers come from.
    pub source: Box<str>,
    /// How the model was read.
    pub reading: Box<str>,
    /// Citizens needed, rising.
    pub n: Vec<u32>,
    /// Probabilities with which they must be reached, rising.
    pub gamma: Vec<f64>,
    /// Coefficients of variation of the prevalence, rising.
    pub cv: Vec<f64>,
    /// The point that maps and curves show; one of the grid's.
    pub shown: CaseBase,
    /// Reading R7 first, then what others might say; at least one.
    pub cuts: Vec<Cuts>,
    /// What makes two municipalities neighbours, sorted.
    pub links: Vec<LinkKind>,
    /// What the groups are drawn by.
    pub seed: u64,
}

impl CaseBaseRule {
    /// Every point of the grid, by n, gamma and cv.
    pub fn grid(&self) -> Vec<CaseBase> {
        let mut grid = Vec::new();
        for n in &self.n {
            for gamma in &self.gamma {
                let of_cv = |cv: &f64| CaseBase { n: *n, gamma: Some(*gamma), cv: *cv };
                grid.extend(self.cv.iter().map(of_cv));
            }
        }
        grid
    }
}

/// Reads the file. `file` is its path below the input folder.
///
/// # Errors
/// All problems of the file at once.
pub fn parse_case_base_rule(text: &str, file: &str) -> Result<CaseBaseRule, Vec<Finding>> {
    let (tree, mut problems) = document::read(text, file);
    let fields = Fields::of_file(&tree, &KEYS, &mut problems);
    fields.required_text("title", "Underlag og samarbejder", &mut problems);
    let statuses = GuidelineStatus::ALL.map(|status| (status.slug(), status));
    let status = fields.word("status", &statuses, &mut problems).ok();
    let source = fields.required_text("source", "Hvor tallene kommer fra", &mut problems);
    let reading = fields.required_text("reading", "Læsning R7", &mut problems);
    let n = axis(&fields, "n", "n = [10, 30]", &mut problems, |n| {
        (n.fract() == 0.0 && (1.0..=f64::from(LARGEST_N)).contains(&n))
            .then_some(())
            .ok_or_else(|| format!("et helt tal fra 1 til {LARGEST_N}"))
    });
    let gamma = axis(&fields, "gamma", "gamma = [0.8, 0.9]", &mut problems, |gamma| {
        let is_probability = gamma > 0.0 && gamma < 1.0;
        is_probability.then_some(()).ok_or_else(|| "et tal over 0 og under 1".to_owned())
    });
    let cv = axis(&fields, "cv", "cv = [0, 0.3]", &mut problems, |cv| {
        let is_variation = cv == 0.0 || (SMALLEST_CV..=LARGEST_CV).contains(&cv);
        is_variation
            .then_some(())
            .ok_or_else(|| format!("0 eller et tal fra {SMALLEST_CV} til {LARGEST_CV}"))
    });
    let shown = shown(&fields, [&n, &gamma, &cv], &mut problems);
    let cuts = cuts(&fields, &mut problems);
    let collaborations = collaborations(&fields, &mut problems);
    let rule = (|| {
        let (links, seed) = collaborations?;
        Some(CaseBaseRule {
            file: file.into(),
            status: status?,
            source: source?.value.into(),
            reading: reading?.value.into(),
            n: n?.into_iter().map(whole).collect(),
            gamma: gamma?,
            cv: cv?,
            shown: shown?,
            cuts: cuts?,
            links,
            seed,
        })
    })();
    problems.finish(rule)
}

/// A list of rising numbers, each in its range.
fn axis(
    fields: &Fields,
    key: &str,
    write: &str,
    problems: &mut Problems,
    check: impl Fn(f64) -> Result<(), String>,
) -> Option<Vec<f64>> {
    let At { value: numbers, at } = fields.required_numbers(key, write, problems)?;
    let action = format!("Skriv for eksempel {write}");
    if numbers.is_empty() || numbers.len() > MOST_POINTS {
        let message =
            format!("\"{key}\" har {} tal; der skal være 1 til {MOST_POINTS}", numbers.len());
        problems.add(at, "number-of-points", message, action);
        return None;
    }
    for number in &numbers {
        if let Err(expected) = check(*number) {
            let message = format!("{number} kan ikke stå ved \"{key}\", som skal være {expected}");
            problems.add(at, "number-out-of-range", message, action);
            return None;
        }
    }
    if !numbers.is_sorted_by(|a, b| a < b) {
        let message = format!("tallene ved \"{key}\" stiger ikke, eller et står to gange");
        problems.add(
            at,
            "numbers-not-rising",
            message,
            "Skriv dem fra det mindste til det største",
        );
        return None;
    }
    Some(numbers)
}

fn shown(
    fields: &Fields,
    grid: [&Option<Vec<f64>>; 3],
    problems: &mut Problems,
) -> Option<CaseBase> {
    let keys = ["n", "gamma", "cv"];
    let section = fields.required_section("shown", &keys, problems)?;
    let mut numbers = [None; 3];
    for ((chosen, key), axis) in numbers.iter_mut().zip(keys).zip(grid) {
        section.required(key, &format!("{key} = et af tallene i gitteret"), problems);
        let Some(found) = section.number(key, problems) else { continue };
        let Some(axis) = axis else { continue };
        if axis.contains(&found.value) {
            *chosen = Some(found.value);
            continue;
        }
        let known: Vec<String> = axis.iter().map(ToString::to_string).collect();
        let message = format!("{key} = {} er ikke i gitteret", found.value);
        let action = format!("Vælg et af gitterets tal: {}", known.join(", "));
        problems.add(found.at, "shown-not-in-grid", message, action);
    }
    let [n, gamma, cv] = numbers;
    Some(CaseBase { n: whole(n?), gamma: Some(gamma?), cv: cv? })
}

fn cuts(fields: &Fields, problems: &mut Problems) -> Option<Vec<Cuts>> {
    let write = "[[cuts]] på en linje for sig, og derunder most = \"1/2\" og larger-part = \"1/3\"";
    fields.required("cuts", write, problems)?;
    let sections = fields.sections("cuts", "grænser", &["most", "larger-part"], problems);
    if sections.is_empty() {
        problems.add(
            fields.key_at("cuts"),
            "no-cuts",
            "der er ingen grænser",
            format!("Skriv {write}"),
        );
        return None;
    }
    let mut all = Vec::new();
    for section in sections {
        let section = section?;
        let mut cut = |key: &str, example: &str| {
            let text = section.required_text(key, example, problems)?;
            let cut = Fraction::parse(text.value)
                .filter(|cut| cut.numerator() > 0 && cut.numerator() < cut.denominator());
            if cut.is_none() {
                let message = format!("{key} = \"{}\" er ikke en andel af kommunerne", text.value);
                let action = format!("Skriv en brøk over 0 og under 1: {key} = \"{example}\"");
                problems.add(text.at, "cut-out-of-range", message, action);
            }
            cut
        };
        let (most, larger_part) = (cut("most", "1/2"), cut("larger-part", "1/3"));
        let (most, larger_part) = (most?, larger_part?);
        let crosswise =
            |a: Fraction, b: Fraction| u64::from(a.numerator()) * u64::from(b.denominator());
        if crosswise(larger_part, most) > crosswise(most, larger_part) {
            let message =
                format!("\"en større del\" ({larger_part}) er mere end \"de fleste\" ({most})");
            problems.add(section.at, "cuts-not-falling", message, "Byt dem om, eller ret den ene");
            return None;
        }
        all.push(Cuts { most, larger_part });
    }
    Some(all)
}

fn collaborations(fields: &Fields, problems: &mut Problems) -> Option<(Vec<LinkKind>, u64)> {
    let section = fields.required_section("collaborations", &["links", "seed"], problems)?;
    section.required("links", "links = [\"land\", \"bro\"]", problems);
    let words = LinkKind::ALL.map(LinkKind::danish);
    let mut links = Some(Vec::new());
    for text in section.texts("links", problems).unwrap_or_default() {
        if let Some(kind) = LinkKind::ALL.into_iter().find(|kind| kind.danish() == text.value) {
            if let Some(links) = &mut links {
                links.push(kind);
            }
        } else {
            let known = choices(text.value, &words, "mulighederne er");
            let message = format!("\"{}\" er ingen forbindelse{known}", text.value);
            problems.add(text.at, "unknown-link", message, suggestion(text.value, &words));
            links = None;
        }
    }
    let seed = section.required("seed", "seed = 1", problems).and_then(|found| {
        let seed = match found.value {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            _ => None,
        };
        if seed.is_none() {
            problems.wrong_type("seed", found, "et helt tal fra 0", "seed = 1");
        }
        seed
    });
    let mut links = links?;
    links.sort_unstable();
    links.dedup();
    if links.is_empty() {
        let message = "uden forbindelser er der ingen naboer";
        problems.add(
            section.at.or(WHOLE_FILE),
            "no-links",
            message,
            "Skriv links = [\"land\", \"bro\"]",
        );
        return None;
    }
    Some((links, seed?))
}

/// A whole number that was found to be one, within [`LARGEST_N`].
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(number: f64) -> u32 {
    number as u32
}
