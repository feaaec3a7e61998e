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
    // .2, .2, .1 x 6 with 4/5: methods.md's example, of which floating sums get 17 of 256 wrong.
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
    rules/Min regel.toml missing-key: title mangler. Tilføj title = "...".
    rules/Min regel.toml rule-name: filnavnet "Min regel" er reglens navn og har andre tegn end a-z, 0-9, -. Giv filen et navn som flertal-uden-hjaelpemidler.toml.
    1:1 unknown-key: "titel" kendes ikke. Skriv title.
    2:15 empty-text: description er tom. Udfyld description.
    3:10 wrong-type: source er tallet 5; her skal stå en tekst. Skriv source = "...".
    4:13 unknown-parameter: "aktiv-praksi" er ingen parameter. Skriv aktiv-praksis.
    4:51 wrong-type: required er tallet 3; her skal stå navnet på en parameter. Skriv "aktiv-praksis".
    5:16 unknown-word: not-relevant = "leaves-count" kendes ikke. Skriv "leaves-the-count".
    8:9 number-is-float: value = 0.5 er et kommatal, og kommatal er ikke nøjagtige. Skriv value = "1/2".
    9:14 unknown-word: comparison = "over" kendes ikke. Skriv "more-than" eller "at-least".
    11:1 missing-key: fagmiljoe mangler under [weights]. Tilføj fagmiljoe = 1.
    11:1 missing-key: hjaelpemidler mangler under [weights]. Tilføj hjaelpemidler = 1.
    12:17 number-is-float: aktiv-praksis = 0.125 er et kommatal, og kommatal er ikke nøjagtige. Skriv aktiv-praksis = "1/8".
    13:19 number-unreadable: praksiserfaring = "1/0" er hverken et helt tal fra 0 til 1000000 eller en brøk af to sådanne. Skriv et helt tal over 0 eller en brøk som "1/8".
    14:14 weight-not-positive: vægten af uddannelse er 0; hver parameter skal veje noget. Skriv et helt tal over 0 eller en brøk som "1/8".
    15:1 unknown-key: "fagmiljo" kendes ikke under [weights]. Skriv fagmiljoe.
    16:20 number-unreadable: samarbejdsformer = -1 er hverken et helt tal fra 0 til 1000000 eller en brøk af to sådanne. Skriv et helt tal over 0 eller en brøk som "1/8".
    17:19 number-unreadable: vidensudvikling = "12,5 %" er hverken et helt tal fra 0 til 1000000 eller en brøk af to sådanne. Skriv vidensudvikling = "1/8".
    18:11 wrong-type: metoder er værdien true; her skal stå et helt tal eller en brøk. Skriv metoder = 1 eller metoder = "1/8".
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
    2:34 toml-syntax: linjen kan ikke læses som TOML: description = "Mere end halvdelen. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit].
    8:9 toml-syntax: 1/2 er ikke et tal i TOML; en brøk skrives som tekst. Skriv value = "1/2".
    9:14 unknown-word: comparison = "mere-end" kendes ikke. Skriv "more-than" eller "at-least".
    13:1 duplicate-key: aktiv-praksis står her for anden gang. Slet den ene.
    14:8 toml-syntax: navnet fagmiljø har andre tegn end a-z, 0-9, - og _. Skriv ae for æ, oe for ø og aa for å.
    15:11 number-unreadable: metoder = "en" er hverken et helt tal fra 0 til 1000000 eller en brøk af to sådanne. Skriv et helt tal over 0 eller en brøk som "1/8".
    "#);
}

#[test]
fn an_empty_rule_file_says_what_belongs_in_it() {
    assert_snapshot!(problems("", "rules/egen.toml"), @r#"
    rules/egen.toml missing-key: afsnittet [threshold] mangler. Tilføj afsnittet [threshold].
    rules/egen.toml missing-key: afsnittet [weights] mangler. Tilføj afsnittet [weights].
    rules/egen.toml missing-key: description mangler. Tilføj description = "...".
    rules/egen.toml missing-key: not-relevant mangler. Tilføj not-relevant = "leaves-the-count" eller "counts-as-met".
    rules/egen.toml missing-key: required mangler. Tilføj required = ["aktiv-praksis"], eller [] når ingen skal opfyldes for sig.
    rules/egen.toml missing-key: source mangler. Tilføj source = "...".
    rules/egen.toml missing-key: title mangler. Tilføj title = "...".
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
    8:10 toml-syntax: linjen kan ikke læses som TOML: value = 0,5. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit].
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
    4:21 unknown-word: without-judgement = "fail" kendes ikke. Skriv "unknown" eller "pass".
    7:11 unknown-word: outcome = "ok" kendes ikke. Skriv "pass", "fail" eller "unknown".
    11:4 toml-syntax: navnet bemærk har andre tegn end a-z, 0-9, - og _. Skriv ae for æ, oe for ø og aa for å.
    12:1 duplicate-status: status "ophørt" står her for anden gang. Slet den ene; store og små bogstaver gør ingen forskel.
    15:11 empty-text: finding er tom. Udfyld finding.
    16:11 unknown-word: outside = "nej" kendes ikke. Skriv "pass", "fail" eller "unknown".
    17:1 unknown-key: "remark" kendes ikke under [status]. Skriv text, outcome, outside eller finding.
    "#);
}
