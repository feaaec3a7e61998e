//! Which files does every input folder begin with? Those of this repository's `input/` that are
//! not made-up data: registers, layouts, guidelines, rules,
//! descriptions and sizes of target groups, and the page that explains the folder.

use crate::ingest::Layout;

macro_rules! embed {
    ($path:literal) => {
        ($path, include_str!(concat!("../../input/", $path)))
    };
}

/// Path below the input folder and text of each file, sorted by path. A test holds the
/// list against the folders.
pub static STANDARD_INPUT: &[(&str, &str)] = &[
    embed!("README.md"),
    embed!("collaborations/rammeaftaler.csv"),
    embed!("descriptions/autismespektrum/2021-01-01.toml"),
    embed!("descriptions/erhvervet-hjerneskade/2021-01-01.toml"),
    embed!("descriptions/synsnedsaettelse/2021-01-01.toml"),
    embed!("guidelines/autismespektrum/2021-01-01.toml"),
    embed!("guidelines/erhvervet-hjerneskade/2021-01-01.toml"),
    embed!("guidelines/synsnedsaettelse/2021-01-01.toml"),
    embed!("layouts/andre-leverandoerer.toml"),
    embed!("layouts/borgerstroemme.toml"),
    embed!("layouts/indplaceringsskema-pr-tilbud.toml"),
    embed!("layouts/indplaceringsskema.toml"),
    embed!("layouts/kapacitet.toml"),
    embed!("layouts/tilbudsportalen.toml"),
    embed!("process.toml"),
    embed!("registers/README.md"),
    embed!("registers/age_groups.csv"),
    embed!("registers/age_ranges.csv"),
    embed!("registers/knowledge_products.csv"),
    embed!("registers/legal_bases.csv"),
    embed!("registers/municipalities.csv"),
    embed!("registers/national_coordination.csv"),
    embed!("registers/neighbours.csv"),
    embed!("registers/ownerships.csv"),
    embed!("registers/postal_codes.csv"),
    embed!("registers/region_membership.csv"),
    embed!("registers/regions.csv"),
    embed!("registers/services.csv"),
    embed!("registers/social_authorities.csv"),
    embed!("registers/special_function_approvals.csv"),
    embed!("registers/special_functions.csv"),
    embed!("registers/target_groups.csv"),
    embed!("registers/tile_grid.csv"),
    embed!("registers/viso.csv"),
    embed!("robustness.toml"),
    embed!("rules/adgang.toml"),
    embed!("rules/alle.toml"),
    embed!("rules/disclosure.toml"),
    embed!("rules/flertal-aktiv-praksis.toml"),
    embed!("rules/flertal.toml"),
    embed!("rules/quality.toml"),
    embed!("rules/underlag.toml"),
    embed!("sizes/autismespektrum.toml"),
    embed!("sizes/erhvervet-hjerneskade.toml"),
    embed!("sizes/synsnedsaettelse.toml"),
];

/// Text of a file of the standard input.
pub fn standard_text(path: &str) -> Option<&'static str> {
    STANDARD_INPUT.iter().find(|(known, _)| *known == path).map(|(_, text)| *text)
}

/// A layout of the standard input. What is wrong with it is named in Danish: it can only be a
/// fault in the program.
pub(super) fn standard_layout(path: &str) -> Result<Layout, String> {
    let text = standard_text(path).ok_or_else(|| format!("filen {path}"))?;
    Layout::parse(text, path)
        .map_err(|problems| problems.first().map_or_else(String::new, ToString::to_string))
}
