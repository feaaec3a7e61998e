//! Data sets that were published with their figures.
//!
//! - Krippendorff 2011, *Computing Krippendorff's Alpha-Reliability*: 12 units, 4 observers.
//! - The R package irrCAC 1.0 (K. L. Gwet), README and vignettes: `cac.raw4raters`,
//!   `distrib.6raters` (Fleiss 1971), `cac.dist4cat`, `cont3x3abstractors`.
//! - The Python package irrCAC (A. Fergadis), its tests, which print R's figures for the same data:
//!   `raw_5observers`, `raw_g1g2`, `raw_gender`, `raw_ben_gerry`, `cont4x4diagnosis`.
//! - The Python package krippendorff (S. Castro), its docstring: 15 units, 3 coders.
//! - The R package krippendorffsalpha (J. Hughes), its tests: what leaving a unit out does.

use niveau::trial::{Coefficient, Metric, Ratings, Scale, Weights, agreement, rater_pairs};

use super::{contingency, distribution, table};
use Coefficient::{Agreeing, Alpha, Gwet};

/// Each coefficient, to as many digits as were printed.
fn check(ratings: &Ratings, printed: &[(Coefficient, &str)]) {
    for (coefficient, printed) in printed {
        let value = agreement(ratings, &[*coefficient])[0].value.unwrap();
        let digits = printed.split('.').nth(1).unwrap().len();
        assert_eq!(format!("{value:.digits$}"), *printed, "{coefficient:?}");
    }
}

const FOUR_RATERS: &str = "1 1 . 1\n2 2 3 2\n3 3 3 3\n3 3 3 3\n2 2 2 2\n1 2 3 4\n4 4 4 4\n1 1 2 1\n\
                           2 2 2 2\n. 5 5 5\n. . 1 1\n. . 3 .";

#[test]
fn krippendorffs_twelve_units() {
    let ratings = table(Scale::steps(5), '1', FOUR_RATERS);
    check(
        &ratings,
        &[
            (Alpha(Metric::Nominal), "0.743"),
            (Alpha(Metric::Nominal), "0.74342"),
            (Alpha(Metric::Ordinal), "0.815"),
            (Alpha(Metric::Interval), "0.849"),
            (Agreeing, "0.8181818"),
            (Gwet(Weights::Nominal), "0.77544"),
            (Gwet(Weights::Linear), "0.859"),
            (Gwet(Weights::Ordinal), "0.899"),
            (Gwet(Weights::Quadratic), "0.914"),
        ],
    );
}

#[test]
fn what_leaving_a_unit_out_does() {
    // influence(fit, units = 6): −0.114, the whole less what is left.
    let without: Vec<&str> =
        FOUR_RATERS.lines().enumerate().filter(|(at, _)| *at != 5).map(|(_, line)| line).collect();
    let alpha = |text: &str| {
        let ratings = table(Scale::steps(5), '1', text);
        agreement(&ratings, &[Alpha(Metric::Nominal)])[0].value.unwrap()
    };
    assert_eq!(format!("{:.3}", alpha(FOUR_RATERS) - alpha(&without.join("\n"))), "-0.114");
}

#[test]
fn five_observers() {
    let ratings = table(
        Scale::steps(4),
        '0',
        "1 1 2 . 2\n1 1 0 1 .\n2 3 3 3 .\n. 0 0 . 0\n0 0 0 . 0\n0 0 0 . 0\n1 0 2 . 1\n1 . 2 0 .\n\
         2 2 2 . 2\n2 1 1 1 .\n. 1 0 0 .\n0 0 0 0 .\n1 2 2 2 .\n3 3 2 2 3\n1 1 1 . 1",
    );
    check(
        &ratings,
        &[
            (Alpha(Metric::Nominal), "0.481"),
            (Gwet(Weights::Nominal), "0.497"),
            (Agreeing, "0.616"),
        ],
    );
}

#[test]
fn fourteen_units_with_ratings_missing() {
    let ratings = table(
        Scale::steps(5),
        'a',
        "a a . a\nb b c b\nc c c c\nc c c c\nb b b b\na b c d\nd d d d\na a b a\nb b b b\n. e e e\n\
         . . a a\n. . c .\nb b c b\nb a c b",
    );
    check(
        &ratings,
        &[
            (Alpha(Metric::Nominal), "0.632"),
            (Gwet(Weights::Nominal), "0.685"),
            (Agreeing, "0.744"),
        ],
    );
}

#[test]
fn fifteen_units_of_low_agreement() {
    let ratings = table(
        Scale::steps(3),
        'a',
        "a a a c\na a b c\na a b c\na a c c\na b a a\nb a a a\nb b b b\nb c b b\nc c c c\na a a c\n\
         a a b c\na a b c\na a c c\na b a a\nb a a a",
    );
    check(
        &ratings,
        &[
            (Alpha(Metric::Nominal), "0.143"),
            (Gwet(Weights::Nominal), "0.208"),
            (Agreeing, "0.456"),
        ],
    );
}

#[test]
fn two_raters_and_a_rating_missing() {
    let ratings =
        table(Scale::steps(5), 'a', "a b\na a\nb b\nb b\nd b\nc c\nc c\nc c\ne e\nd .\nd d\na d");
    check(
        &ratings,
        &[
            (Alpha(Metric::Nominal), "0.665"),
            (Gwet(Weights::Nominal), "0.661"),
            (Agreeing, "0.727"),
        ],
    );
}

#[test]
fn six_psychiatrists() {
    let ratings = distribution(&[
        &[0, 0, 0, 6, 0],
        &[0, 3, 0, 0, 3],
        &[0, 1, 4, 0, 1],
        &[0, 0, 0, 0, 6],
        &[0, 3, 0, 3, 0],
        &[2, 0, 4, 0, 0],
        &[0, 0, 4, 0, 2],
        &[2, 0, 3, 1, 0],
        &[2, 0, 0, 4, 0],
        &[0, 0, 0, 0, 6],
        &[1, 0, 0, 5, 0],
        &[1, 1, 0, 4, 0],
        &[0, 3, 3, 0, 0],
        &[1, 0, 0, 5, 0],
        &[0, 2, 0, 3, 1],
    ]);
    check(
        &ratings,
        &[
            (Alpha(Metric::Nominal), "0.4204384"),
            (Gwet(Weights::Nominal), "0.4448007"),
            (Agreeing, "0.5511111"),
        ],
    );
}

#[test]
fn four_raters_by_distribution() {
    let ratings = distribution(&[
        &[3, 0, 1],
        &[2, 1, 1],
        &[2, 1, 1],
        &[2, 0, 2],
        &[3, 1, 0],
        &[3, 1, 0],
        &[0, 4, 0],
        &[0, 3, 1],
        &[0, 0, 4],
        &[3, 1, 0],
        &[0, 4, 0],
        &[0, 3, 1],
        &[0, 2, 2],
        &[0, 0, 4],
        &[3, 1, 0],
    ]);
    check(&ratings, &[(Gwet(Weights::Nominal), "0.3518903")]);
}

#[test]
fn fifteen_units_of_three_coders() {
    let coders = [
        ". . . . . 3 4 1 2 1 1 3 3 . 3",
        "1 . 2 1 3 3 4 3 . . . . . . .",
        ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
    ];
    let marks: Vec<Vec<&str>> =
        coders.iter().map(|coder| coder.split_whitespace().collect()).collect();
    let units: Vec<String> = (0..15)
        .map(|unit| marks.iter().map(|coder| coder[unit]).collect::<Vec<_>>().join(" "))
        .collect();
    let ratings = table(Scale::steps(4), '1', &units.join("\n"));
    check(&ratings, &[(Alpha(Metric::Nominal), "0.691358"), (Alpha(Metric::Interval), "0.810845")]);
}

fn kappa(ratings: &Ratings) -> String {
    format!("{:.3}", rater_pairs(ratings)[0].kappa.unwrap())
}

#[test]
fn a_hundred_pregnancies() {
    let ratings = contingency(&[&[13, 0, 0], &[0, 20, 7], &[0, 4, 56]]);
    check(
        &ratings,
        &[
            (Alpha(Metric::Nominal), "0.7972585"),
            (Alpha(Metric::Interval), "0.893"),
            (Gwet(Weights::Nominal), "0.8493305"),
            (Gwet(Weights::Linear), "0.900"),
            (Gwet(Weights::Ordinal), "0.925"),
            (Gwet(Weights::Quadratic), "0.940"),
            (Agreeing, "0.89"),
        ],
    );
    assert_eq!(kappa(&ratings), "0.843");
}

#[test]
fn two_ways_to_a_diagnosis() {
    let ratings =
        contingency(&[&[40, 6, 4, 15], &[4, 25, 1, 5], &[4, 2, 21, 9], &[17, 13, 12, 45]]);
    check(
        &ratings,
        &[
            (Gwet(Weights::Nominal), "0.456"),
            (Gwet(Weights::Linear), "0.377"),
            (Gwet(Weights::Ordinal), "0.324"),
            (Gwet(Weights::Quadratic), "0.299"),
            (Agreeing, "0.587"),
        ],
    );
    assert_eq!(kappa(&ratings), "0.407");
}
