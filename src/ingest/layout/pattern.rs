//! Does a file's name fit a layout's pattern?

/// Names that the alternatives of a pattern may stand for together.
const MANY: usize = 100;

/// Characters of a pattern.
const LONGEST: usize = 300;

/// What is wrong with a pattern, in words: its alternatives must be closed, may not stand within
/// each other, and together stand for a number of names that is soon tried out.
pub(crate) fn fault(pattern: &str) -> Option<String> {
    if pattern.chars().count() > LONGEST {
        return Some(format!("er på over {LONGEST} tegn"));
    }
    let mut n_names = 1_usize;
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '}']) {
        let inner = rest[at..].strip_prefix('{');
        let Some((words, after)) = inner.and_then(|inner| inner.split_once('}')) else {
            return Some("har en krøllet parentes, der ikke hører sammen med en anden".to_owned());
        };
        if words.contains('{') {
            return Some("har krøllede parenteser inde i hinanden".to_owned());
        }
        n_names = n_names.saturating_mul(words.split(',').count());
        if n_names > MANY {
            return Some(format!("står for over {MANY} navne"));
        }
        rest = after;
    }
    None
}

/// Whether `path` (with `/`) fits `pattern`, where `*` stands for any text within one folder or
/// file name, and `{xlsx,ods}` for one of these texts. Case does not matter: Windows does not keep
/// it.
pub(crate) fn fits(pattern: &str, path: &str) -> bool {
    let alternatives =
        pattern.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
    match alternatives {
        Some((before, (words, after))) => {
            words.split(',').any(|word| fits(&format!("{before}{}{after}", word.trim()), path))
        }
        None => fits_stars(pattern, path),
    }
}

fn fits_stars(pattern: &str, path: &str) -> bool {
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let path: Vec<char> = path.to_lowercase().chars().collect();
    // Where the last `*` stood, and how much of the path it had taken.
    let (mut p, mut s) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while s < path.len() {
        if p < pattern.len() && pattern[p] == '*' {
            star = Some((p, s));
            p += 1;
        } else if p < pattern.len() && pattern[p] == path[s] {
            p += 1;
            s += 1;
        } else if let Some((at, taken)) = star.filter(|(_, taken)| path[*taken] != '/') {
            star = Some((at, taken + 1));
            p = at + 1;
            s = taken + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::{fault, fits};

    #[test]
    fn alternatives_are_few_and_plain() {
        for pattern in ["tilsyn*.{xlsx,ods}", "{a,b}{c,d}.csv", "plain.csv", ""] {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
        for pattern in ["a{b", "a}b", "{a,b{c,d}}", &"{a,b}".repeat(40), &"a".repeat(301)] {
            assert!(fault(pattern).is_some(), "{pattern}");
        }
    }

    #[test]
    fn a_star_is_any_text_within_one_name() {
        assert!(fits("tilsyn*.xlsx", "Tilsyn-Nord.XLSX"));
        assert!(fits("tilsyn*.xlsx", "tilsyn.xlsx"));
        assert!(fits("*a*b", "xaxbxb"));
        assert!(fits("2021/tilsyn*.xlsx", "2021/tilsyn nord.xlsx"));
        assert!(fits("tilsyn*.{xlsx,ods}", "tilsyn-nord.ods"));
        assert!(!fits("tilsyn*.{xlsx,ods}", "tilsyn-nord.csv"));
        assert!(!fits("tilsyn*.{xlsx", "tilsyn.xlsx"));
        assert!(!fits("tilsyn*.xlsx", "tilsyn.xlsx.bak"));
        assert!(!fits("tilsyn*.xlsx", "tilsyn/nord.xlsx"));
        assert!(!fits("tilsyn*.xlsx", "~$tilsyn.xlsx"));
    }
}
