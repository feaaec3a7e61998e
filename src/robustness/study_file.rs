//! What does the file of the robustness study say? (`input/robustness.toml`)

use toml::de::DeValue;

use super::{Folds, Priority, Weighting};
use crate::document::{self, Fields, Problems, choices, suggestion};
use crate::finding::Finding;
use crate::model::{Parameter, ParameterSet};

/// How the study is made. Without a file: what [`StudySettings::default`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudySettings {
    /// The weightings that placements are tried under, the uniform one first.
    pub weightings: Vec<Weighting>,
    /// Folds of providers that are held out in turn: at least 2, drawn at least once.
    pub folds: Folds,
}

impl Default for StudySettings {
    fn default() -> Self {
        Self {
            weightings: vec![Weighting::Uniform, Weighting::NearEqual(4)],
            folds: Folds { n_folds: 5, n_draws: 20, seed: 1 },
        }
    }
}

const KEYS: [&str; 5] = ["near-equal", "folds", "draws", "seed", "priority"];

/// Names that the column `weights` has for something else.
const TAKEN: [&str; 2] = ["uniform", "regel"];

impl StudySettings {
    /// Parses `robustness.toml`. Keys: `near-equal` (the concentration of weights near to equal),
    /// `folds`, `draws`, `seed`, and `[[priority]]` with `name`, `title`, `source` and `groups`.
    ///
    /// # Errors
    /// Every problem of the file at once, each with line and column.
    pub fn parse(text: &str, file: &str) -> Result<Self, Vec<Finding>> {
        let (tree, mut problems) = document::read(text, file);
        let fields = Fields::of_file(&tree, &KEYS, &mut problems);
        let default = Self::default();
        let largest = u64::from(Weighting::LARGEST_CONCENTRATION);
        let concentration = whole(&fields, "near-equal", (2, largest), 4, &mut problems);
        let n_folds = whole(&fields, "folds", (2, 100), 5, &mut problems);
        let n_draws = whole(&fields, "draws", (1, 200), 20, &mut problems);
        let seed = (0, u64::from(u32::MAX));
        let seed = whole(&fields, "seed", seed, default.folds.seed, &mut problems);
        let mut weightings = vec![Weighting::Uniform];
        weightings.extend(u8::try_from(concentration).ok().map(Weighting::NearEqual));
        let keys = ["name", "title", "source", "groups"];
        let mut names: Vec<String> = Vec::new();
        for section in fields.sections("priority", "en prioritering", &keys, &mut problems) {
            let Some(priority) = section.and_then(|s| priority(&s, &mut names, &mut problems))
            else {
                continue;
            };
            weightings.push(Weighting::Prioritised(priority));
        }
        let count = |n: u64, default| usize::try_from(n).unwrap_or(default);
        let n_folds = count(n_folds, default.folds.n_folds);
        let folds = Folds { n_folds, n_draws: count(n_draws, default.folds.n_draws), seed };
        problems.finish(Some(Self { weightings, folds }))
    }
}

fn whole(
    fields: &Fields,
    key: &str,
    (least, most): (u64, u64),
    default: u64,
    problems: &mut Problems,
) -> u64 {
    let Some(found) = fields.value(key) else { return default };
    let number = found.value.as_integer().and_then(|text| text.as_str().parse().ok());
    number.filter(|number| (least..=most).contains(number)).unwrap_or_else(|| {
        let expected = format!("et helt tal fra {least} til {most}");
        problems.wrong_type(key, found, &expected, &format!("{key} = {default}"));
        default
    })
}

fn priority(fields: &Fields, names: &mut Vec<String>, problems: &mut Problems) -> Option<Priority> {
    let name = fields.required_text("name", "aktiv-praksis-foerst", problems);
    let title = fields.required_text("title", "Aktiv praksis først", problems);
    let source = fields.required_text("source", "Modellen, kapitel 3", problems);
    let groups = groups(fields, problems);
    let name = name?;
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let is_taken = TAKEN.contains(&name.value)
        || name.value.starts_with("dirichlet-")
        || names.iter().any(|known| known == name.value);
    if !name.value.bytes().all(is_plain) || is_taken {
        let message = if is_taken {
            format!("navnet \"{}\" er brugt", name.value)
        } else {
            format!("navnet \"{}\" har andre tegn end a-z, 0-9 og -", name.value)
        };
        problems.add(name.at, "priority-name", message, "Skriv et andet navn, fx praksis-foerst");
        return None;
    }
    names.push(name.value.to_owned());
    Some(Priority {
        name: name.value.into(),
        title: title?.value.into(),
        source: source?.value.into(),
        groups: groups?,
    })
}

/// Lists of parameters, heaviest first; a parameter stands in one of them at most.
fn groups(fields: &Fields, problems: &mut Problems) -> Option<Vec<ParameterSet>> {
    const WRITE: &str = "groups = [[\"aktiv-praksis\"], [\"praksiserfaring\", \"uddannelse\"]]";
    let slugs = Parameter::ALL.map(Parameter::slug);
    let found = fields.required("groups", WRITE, problems)?;
    let lists: Option<Vec<_>> = found
        .value
        .as_array()
        .map(|all| all.iter().map(|list| list.get_ref().as_array()).collect::<Option<Vec<_>>>())?;
    let Some(lists) = lists.filter(|lists| !lists.is_empty()) else {
        problems.wrong_type("groups", found, "en liste af lister af parametre", WRITE);
        return None;
    };
    let mut seen = ParameterSet::EMPTY;
    let mut groups = Some(Vec::new());
    for list in lists {
        let mut group = ParameterSet::EMPTY;
        for element in list {
            let at = element.span().start;
            let slug = match element.get_ref() {
                DeValue::String(text) => text.as_ref(),
                _ => "",
            };
            match Parameter::from_slug(slug) {
                Some(parameter) if seen.contains(parameter) => {
                    let message = format!("\"{slug}\" står to gange i groups");
                    problems.add(at, "duplicate-parameter", message, "Slet den ene");
                    groups = None;
                }
                Some(parameter) => {
                    seen = seen.with(parameter);
                    group = group.with(parameter);
                }
                None => {
                    let known = choices(slug, &slugs, "parametrene er");
                    let message = format!("\"{slug}\" er ingen parameter{known}");
                    problems.add(at, "unknown-parameter", message, suggestion(slug, &slugs));
                    groups = None;
                }
            }
        }
        groups = groups.map(|mut groups: Vec<ParameterSet>| {
            groups.push(group);
            groups
        });
    }
    groups
}
