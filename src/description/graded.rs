//! How are the four parameters of boxes 1 and 2 read, and do they fit the level?

use super::Graded;
use super::gaps::Gaps;
use crate::document::{Fields, Problems};
use crate::model::Level;

const KEYS: [&str; 4] = ["complexity", "size", "services", "content"];

/// The section `[….graded]`, which must be there; a blank parameter is a gap. `whose` names what
/// is graded, for the gaps.
pub(super) fn read_graded(
    whose: &str,
    fields: &Fields,
    gaps: &mut Gaps,
    problems: &mut Problems,
) -> Graded {
    let Some(section) = fields.required_section("graded", &KEYS, problems) else {
        return Graded::default();
    };
    let mut level = |key: &str, name: &str| {
        let text = gaps.text(key, &format!("{whose}: {name} gradueret"), &section, problems)?;
        problems.one_of(key, text, &Level::ALL.map(|level| (level.danish(), level))).ok()
    };
    Graded {
        complexity: level("complexity", "kompleksitet"),
        size: level("size", "størrelse"),
        services: level("services", "sammensætning af ydelser"),
        content: level("content", "fagligt indhold"),
    }
}

/// Size alone does not decide a level (the model, chapter 2): where it points elsewhere than
/// complexity, somebody must say what decided. And no level can stand without one parameter on it.
pub(super) fn check_graded(
    level: Level,
    graded: Graded,
    has_note: bool,
    fields: &Fields,
    problems: &mut Problems,
) {
    if let Some((size, complexity)) = graded.size_against_complexity()
        && !has_note
        && problems.is_readable()
    {
        problems.add(
            fields.at,
            "size-and-complexity-differ",
            format!(
                "størrelsen peger på {size} og kompleksiteten på {complexity}, og ingen \"note\" \
                 siger, hvad der afgjorde"
            ),
            "Skriv note = \"Størrelsen alene afgør ikke niveauet: …\"",
        );
    }
    let levels = graded.named().map(|(_, level)| level);
    if levels.iter().all(Option::is_some) && !levels.contains(&Some(level)) {
        problems.add(
            fields.at,
            "level-without-grade",
            format!("niveauet er {level}, men ingen af de fire parametre er gradueret {level}"),
            "Ret niveauet eller gradueringen",
        );
    }
}
