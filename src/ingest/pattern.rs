//! Does a file's name fit a layout's pattern?

/// Whether `path` (with `/`) fits `pattern`, where `*` stands for any text within one folder or
/// file name, and `{xlsx,ods}` for one of these texts. Case does not matter: Windows does not keep
/// it.
pub(super) fn fits(pattern: &str, path: &str) -> bool {
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
    use super::fits;

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
