//! Which ideas stand in a header, and how much do two of them have in common?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::ingest::draft::words::{FILLERS, TELLING, WEAK, WORDS};
use crate::register::fold_name;

/// The ideas of one header or one name of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ideas {
    known: BTreeSet<&'static str>,
    /// Words of no known idea.
    unknown: usize,
}

/// What a word is.
#[derive(Clone, Copy)]
enum Meaning {
    Idea(&'static str),
    Filler,
}

static DICTIONARY: LazyLock<BTreeMap<String, Meaning>> = LazyLock::new(|| {
    let fillers = FILLERS.split_whitespace().map(|word| (spelled(word), Meaning::Filler));
    let words = WORDS.iter().flat_map(|(idea, words)| {
        words.split_whitespace().map(|word| (spelled(word), Meaning::Idea(idea)))
    });
    fillers.chain(words).collect()
});

/// A word in one spelling: `ae` and `oe` are the letters that they stand for.
fn spelled(word: &str) -> String {
    if matches!(word, "%" | "§§") {
        return word.chars().take(1).collect();
    }
    fold_name(word).replace("ae", "æ").replace("oe", "ø")
}

impl Ideas {
    /// The ideas of a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut ideas = Self::default();
        let mut numbers: Vec<u32> = Vec::new();
        for word in tokens(text) {
            if let Ok(number) = word.parse() {
                numbers.push(number);
            } else {
                ideas.add(&word);
            }
        }
        ideas.add_years(&numbers);
        ideas
    }

    /// The ideas of both.
    pub(crate) fn and(&self, other: &Self) -> Self {
        Self {
            known: self.known.union(&other.known).copied().collect(),
            unknown: self.unknown + other.unknown,
        }
    }

    pub(crate) fn has(&self, idea: &str) -> bool {
        self.known.contains(idea)
    }

    /// Whether it is this idea and no other.
    pub(crate) fn is_only(&self, idea: &str) -> bool {
        self.known.len() == 1 && self.has(idea)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// How much two have in common, from 0 to 1: the ideas of both, of all there are. Nothing where
    /// an idea that tells fields apart stands in only one of them, and where all that they share
    /// stands in many fields.
    pub(crate) fn likeness(&self, name: &Self) -> f64 {
        let is_telling = |idea: &&str| TELLING.contains(idea) || idea.starts_with(YEARS);
        if self.known.is_empty() || self.known.symmetric_difference(&name.known).any(is_telling) {
            return 0.0;
        }
        let mut common = self.known.intersection(&name.known);
        if self != name && common.all(|idea| WEAK.contains(idea)) {
            return 0.0;
        }
        let n_common = self.known.intersection(&name.known).count() as f64;
        // A word that nobody knows may only say the same again.
        let n_all = (self.known.len() + name.known.len()) as f64;
        let n_unknown = 0.5 * (self.unknown + name.unknown) as f64;
        2.0 * n_common / (n_all + n_unknown)
    }

    fn add(&mut self, word: &str) {
        let meanings = meanings(word);
        if meanings.is_empty() {
            self.unknown += 1;
        }
        for meaning in meanings {
            if let Meaning::Idea(idea) = meaning {
                self.known.insert(idea);
            }
        }
    }

    /// `1 til under 3 år` as one idea; `12 mdr.` is none.
    fn add_years(&mut self, numbers: &[u32]) {
        let years: Vec<u32> = numbers.iter().copied().filter(|number| *number != 12).collect();
        let years = match years[..] {
            [] => return,
            [1] | [0, 1] if self.known.contains("under") || years.len() == 2 => "år: under 1",
            [1, 3] => "år: 1-3",
            [3, 5] => "år: 3-5",
            [5] if !self.known.contains("under") => "år: 5 og mere",
            _ => "år: andre",
        };
        self.known.retain(|idea| !matches!(*idea, "under" | "mere"));
        self.known.insert(years);
    }
}

/// How the ideas of years begin.
const YEARS: &str = "år:";

/// The words of a text in small letters, parted at signs and where small letters turn to capitals.
fn tokens(text: &str) -> Vec<String> {
    let text = text.replace("number of", " ").replace("Number of", " ");
    let mut words = Vec::new();
    let mut word = String::new();
    let mut last = ' ';
    for c in text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}')) {
        let is_new = !c.is_alphanumeric()
            || (c.is_uppercase() && last.is_lowercase())
            || (c.is_ascii_digit() != last.is_ascii_digit());
        if is_new && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        match c {
            '<' => words.push("under".to_owned()),
            '+' | '>' | '≥' => words.push("mere".to_owned()),
            '§' | '%' => words.push(c.to_string()),
            c if c.is_alphanumeric() => word.extend(c.to_lowercase()),
            _ => {}
        }
        last = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// What a word means: itself, its parts, a word that it is nearly, or one that it begins.
fn meanings(word: &str) -> Vec<Meaning> {
    let word = if word == "%" { "%".to_owned() } else { spelled(word) };
    if let Some(meaning) = DICTIONARY.get(&word).or_else(|| bent(&word)) {
        return vec![*meaning];
    }
    parts(&word)
        .or_else(|| nearly(&word).map(|meaning| vec![meaning]))
        .or_else(|| begun(&word).map(|meaning| vec![meaning]))
        .unwrap_or_default()
}

/// The word that another is a form of: `lederens` is leder.
fn bent(word: &str) -> Option<&'static Meaning> {
    const ENDINGS: [&str; 8] = ["ens", "erne", "en", "et", "er", "s", "e", "r"];
    let stems = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    stems.filter(|stem| stem.chars().count() >= 4).find_map(|stem| DICTIONARY.get(stem))
}

/// The parts of a word put together: `tilbudsid` is tilbud and id.
fn parts(word: &str) -> Option<Vec<Meaning>> {
    /// Letters of the shortest part, but for `id` and `nr`.
    const SHORTEST: usize = 3;
    let letters: Vec<char> = word.chars().collect();
    if letters.len() > 40 {
        return None;
    }
    // How the letters up to here can be taken apart.
    let mut ways: Vec<Option<Vec<Meaning>>> = vec![None; letters.len() + 1];
    ways[0] = Some(Vec::new());
    for end in 1..=letters.len() {
        for start in 0..end {
            let Some(before) = ways[start].clone() else { continue };
            let part: String = letters[start..end].iter().collect();
            let bare = part.strip_prefix(['s', 'e']).filter(|_| start > 0);
            let is_long =
                |part: &str| part.chars().count() >= SHORTEST || matches!(part, "id" | "nr");
            let mut found = [Some(&*part), bare].into_iter().flatten().filter(|part| is_long(part));
            let found = found.find_map(|part| DICTIONARY.get(part));
            if let Some(meaning) = found {
                let way: Vec<Meaning> = before.into_iter().chain([*meaning]).collect();
                if ways[end].as_ref().is_none_or(|known| way.len() < known.len()) {
                    ways[end] = Some(way);
                }
            }
        }
    }
    ways.pop().flatten()
}

/// The word that a misspelled one is.
fn nearly(word: &str) -> Option<Meaning> {
    let n = word.chars().count();
    let allowed = match n {
        0..=4 => return None,
        5..=8 => 1,
        _ => 2,
    };
    let near = DICTIONARY.iter().filter_map(|(known, meaning)| {
        let n_known = known.chars().count();
        // Hardly anybody misspells the first letter.
        let is_far = n_known.abs_diff(n) > allowed || known.chars().next() != word.chars().next();
        if n_known < 5 || is_far {
            return None;
        }
        let distance = strsim::osa_distance(word, known);
        (distance <= allowed).then_some((distance, known, *meaning))
    });
    near.min_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1))).map(|(.., meaning)| meaning)
}

/// The idea that a shortened word begins, when it begins only one.
fn begun(word: &str) -> Option<Meaning> {
    if word.chars().count() < 3 {
        return None;
    }
    let mut found: Option<&'static str> = None;
    for (known, meaning) in DICTIONARY.iter().filter(|(known, _)| known.starts_with(word)) {
        match meaning {
            // A filler that begins so leaves it open.
            Meaning::Filler if known.len() > word.len() + 1 => return None,
            Meaning::Filler => {}
            Meaning::Idea(idea) if found.is_some_and(|other| other != *idea) => return None,
            Meaning::Idea(idea) => found = Some(idea),
        }
    }
    found.map(Meaning::Idea)
}

#[cfg(test)]
mod tests {
    use super::Ideas;

    #[test]
    fn headers_that_mean_the_same_have_all_in_common() {
        for (one, other) in [
            ("Tilbudsid", "Tilbuds-ID"),
            ("Tilbudsid", "tilbud_nr"),
            ("Leverandør-id", "LeverandoerNummer"),
            ("Tilbudsnavn", "ProviderName"),
            ("Kommunekode", "Municipality code"),
            ("Målgrupper", "Malgrupper"),
            ("Erfaring, let behov: under 1 år", "Erf. let <1 år"),
            ("Erfaring, højt behov: 5 år og mere", "Experience, high need: 5+ years"),
            ("Erfaring, moderat behov: 1 til under 3 år", "erfaring-moderat-1-3"),
            ("Borgere seneste 12 mdr., højt behov", "borgere-hoejt"),
            ("Relevant grunduddannelse, inkl. eksterne (%)", "Grundudd. inkl. ekst. pct"),
            ("Aktiv praksis, begrundelse", "Begr. aktiv praksis"),
            ("Godkendelsesstatus", "Godkendelsestatus"),
        ] {
            let likeness = Ideas::of(one).likeness(&Ideas::of(other));
            assert!(likeness > 0.99, "{one} {other} {likeness}: {:?}", Ideas::of(other));
        }
    }

    #[test]
    fn what_tells_fields_apart_is_never_overlooked() {
        for (one, other) in [
            ("Borgere, let behov", "Borgere, højt behov"),
            ("Erfaring, let: 1-3 år", "Erfaring, let: 3-5 år"),
            ("Grunduddannelse, egne", "Grunduddannelse, inkl. eksterne"),
            ("Aktiv praksis", "Aktiv praksis, begrundelse"),
            ("Kommune", "Kommunekode"),
            ("P-nummer", "CVR-nummer"),
        ] {
            assert!(Ideas::of(one).likeness(&Ideas::of(other)) < 0.01, "{one} {other}");
        }
    }
}
