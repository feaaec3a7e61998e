//! What rule files say, and the messages of broken ones: everything at once, with line and column.

use std::fmt::Write as _;

use insta::assert_snapshot;
use niveau::model::{Parameter, ParameterSet};
use niveau::place::{CompiledRule, parse_quality_rule, parse_rule};

use super::{compiled, told};

// Weights and thresholds as fractions.

/// A rule file in which the eight weights are as given.
fn rule_text(weights: [&str; 8]) -> String {
    let mut text = r#"
title = "Prøve"
description = "Til prøve"
source = "Prøven"
required = []
not-relevant = "leaves-the-count"
[threshold]
value = "4/5"
comparison = "at-least"
[weights]
"#
    .to_owned();
    for (parameter, weight) in Parameter::ALL.into_iter().zip(weights) {
        writeln!(text, "{} = {weight}", parameter.slug()).unwrap();
    }
    text
}

fn rule_with(weights: [&str; 8]) -> CompiledRule {
    let text = rule_text(weights);
    compiled(parse_rule(&text, "rules/egen.toml").unwrap_or_else(|f| panic!("{}", told(&f))))
}

#[test]
fn weights_of_the_same_ratio_give_the_same_tables() {
    // .2, .2, .1 x 6 with 4/5: an example of which floating sums get 17 of 256 wrong.
    let whole = rule_with(["2", "2", "1", "1", "1", "1", "1", "1"]);
    assert_eq!(whole.rule.weights.0, [2, 2, 1, 1, 1, 1, 1, 1]);
    for same in [
        [
            r#""1/5""#,
            r#""1/5""#,
            r#""1/10""#,
            r#""1/10""#,
            r#""1/10""#,
            r#""1/10""#,
            r#""1/10""#,
            r#""1/10""#,
        ],
        ["200", "200", "100", "100", "100", "100", "100", "100"],
        [
            r#""2/3""#,
            r#"" 4 / 6 ""#,
            r#""1/3""#,
            r#""2/6""#,
            r#""3/9""#,
            r#""1/3""#,
            r#""1/3""#,
            r#""1/3""#,
        ],
    ] {
        assert_eq!(rule_with(same), whole);
    }
    let exactly = whole.tables().with_relevant(ParameterSet::FULL)[0];
    for set in (0..=u8::MAX).map(ParameterSet) {
        // In tenths, by hand: "at least 4/5" is 8 of 10.
        let tenths: u32 = set.iter().map(|p| if p.index() < 2 { 2 } else { 1 }).sum();
        assert_eq!(exactly.contains(set), tenths >= 8, "{set:?}");
    }
}

#[test]
fn unlike_denominators_become_whole_numbers() {
    let rule =
        rule_with(["1", r#""1/2""#, r#""1/3""#, r#""1/4""#, r#""1/5""#, r#""1/6""#, "2", "2"]);
    // 60ths: 60, 30, 20, 15, 12, 10, 120, 120; no common divisor.
    assert_eq!(rule.rule.weights.0, [60, 30, 20, 15, 12, 10, 120, 120]);
}

// Broken files.

fn problems(text: &str, file: &str) -> String {
    told(&parse_rule(text, file).expect_err("the file is broken"))
}

#[test]
fn a_rule_file_with_many_faults_tells_them_all() {
    let text = r#"titel = "Flertal"
description = "  "
source = 5
required = ["aktiv-praksi", "metoder", "metoder", 3]
not-relevant = "leaves-count"

[threshold]
value = 0.5
comparison = "over"

[weights]
aktiv-praksis = 0.125
praksiserfaring = "1/0"
uddannelse = 0
fagmiljo = 1
samarbejdsformer = -1
vidensudvikling = "12,5 %"
metoder = true
"#;
    assert_snapshot!(problems(text, "rules/Min regel.toml"), @r#"
    rules/Min regel.toml missing-key: filen mangler nøglen "title". Skriv for eksempel title = "Flertal".
    rules/Min regel.toml rule-name: filnavnet "Min regel" er reglens navn og har andre tegn end a-z, 0-9, -. Giv filen et navn som flertal-uden-hjaelpemidler.toml.
    1:1 unknown-key: "titel" er ikke en nøgle i filen; nøglerne er title, description, source, required, not-relevant, fewest-relevant, threshold og weights. Skriv "title", hvis det er det, der er ment.
    2:15 empty-text: "description" er tom. Skriv for eksempel description = "Hvad reglen siger".
    3:10 wrong-type: "source" skal være en tekst, men er tallet 5. Skriv for eksempel source = "Læsning R1".
    4:13 unknown-parameter: "aktiv-praksi" er ingen parameter; parametrene er aktiv-praksis, praksiserfaring, uddannelse, fagmiljoe, samarbejdsformer, vidensudvikling, metoder og hjaelpemidler. Skriv "aktiv-praksis", hvis det er det, der er ment.
    4:51 wrong-type: "required" skal være en liste af parametre, men er tallet 3. Skriv for eksempel required = ["aktiv-praksis"], eller [] når ingen skal opfyldes for sig.
    5:16 unknown-word: "leaves-count" kan ikke stå ved "not-relevant"; mulighederne er leaves-the-count og counts-as-met. Skriv "leaves-the-count", hvis det er det, der er ment.
    8:9 number-is-float: value = 0.5 er et kommatal, og kommatal er ikke nøjagtige. Skriv value = "1/2".
    9:14 unknown-word: "over" kan ikke stå ved "comparison"; mulighederne er more-than og at-least. Brug et af de nævnte ord.
    11:1 missing-key: [weights] mangler nøglen "fagmiljoe". Skriv for eksempel fagmiljoe = 1.
    11:1 missing-key: [weights] mangler nøglen "hjaelpemidler". Skriv for eksempel hjaelpemidler = 1.
    12:17 number-is-float: aktiv-praksis = 0.125 er et kommatal, og kommatal er ikke nøjagtige. Skriv aktiv-praksis = "1/8".
    13:19 number-unreadable: praksiserfaring = "1/0" er hverken et helt tal fra 0 til 1000000 eller en brøk af to sådanne. Skriv et helt tal over 0 eller en brøk som "1/8".
    14:14 weight-not-positive: vægten af uddannelse er 0; hver parameter skal veje noget. Skriv et helt tal over 0 eller en brøk som "1/8".
    15:1 unknown-key: "fagmiljo" er ikke en nøgle i [weights]; nøglerne er aktiv-praksis, praksiserfaring, uddannelse, fagmiljoe, samarbejdsformer, vidensudvikling, metoder og hjaelpemidler. Skriv "fagmiljoe", hvis det er det, der er ment.
    16:20 number-unreadable: samarbejdsformer = -1 er hverken et helt tal fra 0 til 1000000 eller en brøk af to sådanne. Skriv et helt tal over 0 eller en brøk som "1/8".
    17:19 number-unreadable: vidensudvikling = "12,5 %" er hverken et helt tal fra 0 til 1000000 eller en brøk af to sådanne. Skriv vidensudvikling = "1/8".
    18:11 wrong-type: "metoder" skal være et helt tal eller en brøk, men er værdien true. Skriv for eksempel metoder = 1 eller metoder = "1/8".
    "#);
}

#[test]
fn lines_that_are_no_toml_hide_nothing_else() {
    let text = r#"title = "Flertal"
description = "Mere end halvdelen
source = "Prøven"
required = []
not-relevant = "leaves-the-count"

[threshold]
value = 1/2
comparison = "mere-end"

[weights]
aktiv-praksis = 1
aktiv-praksis = 2
fagmiljø = 1
metoder = "en"
"#;
    assert_snapshot!(problems(text, "rules/egen.toml"), @r#"
    2:34 toml-syntax: linjen kan ikke læses som TOML: description = "Mere end halvdelen. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit]; tal skrives med punktum som decimaltegn.
    8:9 toml-syntax: 1/2 er hverken et tal, true, false eller en tekst i anførselstegn. Skriv value = "1/2".
    9:14 unknown-word: "mere-end" kan ikke stå ved "comparison"; mulighederne er more-than og at-least. Brug et af de nævnte ord.
    13:1 duplicate-key: aktiv-praksis står her for anden gang. Slet den ene.
    14:8 toml-syntax: navnet fagmiljø har andre tegn end a-z, 0-9, - og _. Skriv ae for æ, oe for ø og aa for å.
    15:11 number-unreadable: metoder = "en" er hverken et helt tal fra 0 til 1000000 eller en brøk af to sådanne. Skriv et helt tal over 0 eller en brøk som "1/8".
    "#);
}

#[test]
fn an_empty_rule_file_says_what_belongs_in_it() {
    assert_snapshot!(problems("", "rules/egen.toml"), @r#"
    rules/egen.toml missing-key: filen mangler afsnittet [threshold]. Skriv [threshold] på en linje for sig og derunder value og comparison.
    rules/egen.toml missing-key: filen mangler afsnittet [weights]. Skriv [weights] på en linje for sig og derunder aktiv-praksis, praksiserfaring, uddannelse, fagmiljoe, samarbejdsformer, vidensudvikling, metoder og hjaelpemidler.
    rules/egen.toml missing-key: filen mangler nøglen "description". Skriv for eksempel description = "Hvad reglen siger".
    rules/egen.toml missing-key: filen mangler nøglen "not-relevant". Skriv for eksempel not-relevant = "leaves-the-count" eller "counts-as-met".
    rules/egen.toml missing-key: filen mangler nøglen "required". Skriv for eksempel required = ["aktiv-praksis"], eller [] når ingen skal opfyldes for sig.
    rules/egen.toml missing-key: filen mangler nøglen "source". Skriv for eksempel source = "Læsning R1".
    rules/egen.toml missing-key: filen mangler nøglen "title". Skriv for eksempel title = "Flertal".
    "#);
}

#[test]
fn thresholds_that_nothing_or_everything_meets_are_refused() {
    let weights = ["1"; 8];
    let mut told = String::new();
    for (value, comparison) in [
        ("\"0\"", "at-least"),
        ("\"9/8\"", "at-least"),
        ("\"1\"", "more-than"),
        ("\"-1/2\"", "more-than"),
        ("0,5", "more-than"),
        ("\"50 %\"", "more-than"),
    ] {
        let text = rule_text(weights)
            .replace("\"4/5\"", value)
            .replace("\"at-least\"", &format!("\"{comparison}\""));
        told += &problems(&text, "rules/egen.toml");
    }
    assert_snapshot!(told, @r#"
    8:9 threshold-out-of-range: mindst 0 kan ikke være en andel. Skriv en brøk over 0 og højst 1, fx value = "5/8".
    8:9 threshold-out-of-range: mindst 9/8 kan ikke være en andel. Skriv en brøk over 0 og højst 1, fx value = "5/8".
    8:9 threshold-out-of-range: mere end 1 kan ikke nås. Skriv en brøk under 1, fx value = "1/2".
    8:9 number-unreadable: value = "-1/2" er hverken et helt tal fra 0 til 1000000 eller en brøk af to sådanne. Skriv et helt tal over 0 eller en brøk som "1/2".
    8:10 toml-syntax: linjen kan ikke læses som TOML: value = 0,5. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit]; tal skrives med punktum som decimaltegn.
    8:9 number-unreadable: value = "50 %" er hverken et helt tal fra 0 til 1000000 eller en brøk af to sådanne. Skriv value = "1/2".
    "#);
}

#[test]
fn weights_without_a_common_measure_are_refused() {
    let text = rule_text([
        r#""1/999983""#,
        r#""1/999979""#,
        r#""1/999961""#,
        r#""1/999959""#,
        r#""1/999953""#,
        r#""1/999931""#,
        r#""1/999917""#,
        r#""1/1000001""#,
    ]);
    let text_in_range = text.replace("1000001", "999907");
    assert_snapshot!(
        problems(&text, "rules/egen.toml") + &problems(&text_in_range, "rules/egen.toml"), @r#"
    18:17 number-unreadable: hjaelpemidler = "1/1000001" er hverken et helt tal fra 0 til 1000000 eller en brøk af to sådanne. Skriv et helt tal over 0 eller en brøk som "1/8".
    10:1 weights-too-fine: vægtene har ingen fælles nævner, der kan regnes med. Skriv vægtene som små hele tal, fx 2, 2, 1, 1.
    "#
    );
}

#[test]
fn a_quality_file_with_many_faults_tells_them_all() {
    let text = r#"title = "Kvalitet"
source = "Prøven"
[outside-social-authority]
without-judgement = "fail"
[[status]]
text = "Godkendt"
outcome = "ok"
[[status]]
text = "Ophørt"
outcome = "fail"
bemærk = "lukket"
[[status]]
text = "ophørt "
outcome = "fail"
finding = ""
outside = "nej"
remark = "lukket"
"#;
    let findings = parse_quality_rule(text, "rules/quality.toml").expect_err("the file is broken");
    assert_snapshot!(told(&findings), @r#"
    4:21 unknown-word: "fail" kan ikke stå ved "without-judgement"; mulighederne er unknown og pass. Brug et af de nævnte ord.
    7:11 unknown-word: "ok" kan ikke stå ved "outcome"; mulighederne er pass, fail og unknown. Brug et af de nævnte ord.
    11:4 toml-syntax: navnet bemærk har andre tegn end a-z, 0-9, - og _. Skriv ae for æ, oe for ø og aa for å.
    12:1 duplicate-status: status "ophørt" står her for anden gang. Slet den ene; store og små bogstaver gør ingen forskel.
    15:11 empty-text: "finding" er tom. Skriv for eksempel finding = "...", eller slet linjen.
    16:11 unknown-word: "nej" kan ikke stå ved "outside"; mulighederne er pass, fail og unknown. Brug et af de nævnte ord.
    17:1 unknown-key: "remark" er ikke en nøgle i en status ([[status]]); nøglerne er text, outcome, outside og finding. Brug et af de nævnte ord.
    "#);
}
