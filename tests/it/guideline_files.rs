//! Are the shipped guidelines whole, and what does a broken one say?

use std::collections::BTreeSet;
use std::fmt::Write;
use std::mem::discriminant;

use chrono::NaiveDate;
use insta::assert_snapshot;
use niveau::grade::{Circumstances, grade_parameter};
use niveau::guideline::{
    Cell, Guideline, GuidelineSet, GuidelineStatus, builds_by_default, parse_guideline,
};
use niveau::model::{
    Answer, AnswerField, Attained, Evidence, ExperienceBand, Level, Measure, NumberField,
    Parameter, ProviderKind, ProviderKindSet, TargetGroupId,
};
use proptest::prelude::*;

use super::cases::shipped_guidelines;

fn day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap()
}

/// All that is wrong with a text, a line each.
fn problems(text: &str) -> String {
    let problems =
        parse_guideline(text, "guidelines/g/2021-01-01.toml", TargetGroupId(0), day(2021))
            .expect_err("the file is broken");
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// A whole small guideline: one criterion in each cell.
fn whole() -> String {
    let mut text = String::from(
        "title = \"Prøve\"\nstatus = \"draft\"\nsource = \"Prøve\"\n\n[builds-on-level-below]\n",
    );
    for parameter in Parameter::ALL {
        writeln!(text, "{} = {}", parameter.slug(), builds_by_default(parameter)).unwrap();
    }
    let measures = [
        "measure = \"borgere-12-mdr\"\nbehov = \"let\"\nbound = 4\nunit = \"borgere\"",
        "measure = \"erfarne\"\nbehov = \"let\"\nyears = 3\nbound = 4\nunit = \"medarbejdere\"",
        "measure = \"certificerede\"\nstaffing = \"egne\"\nbound = 4\nunit = \"medarbejdere\"",
        "measure = \"fagmiljoe-stoerrelse\"\nbound = 4\nunit = \"medarbejdere\"",
        "measure = \"tvaersektorielle-aftaler\"\nbound = 4\nunit = \"antal\"",
        "measure = \"vidensbidrag\"\nbound = 2\nunit = \"antal\"",
        "measure = \"metoder-antal\"\nbound = 4\nunit = \"antal\"",
        "measure = \"hjaelpemidler-i-brug\"\nbound = true\nunit = \"ja-nej\"",
    ];
    for (parameter, measure) in Parameter::ALL.into_iter().zip(measures) {
        for level in Level::ALL {
            writeln!(
                text,
                "\n[[criterion]]\nparameter = \"{}\"\nlevel = \"{level}\"\n{measure}\nreference = \"Prøve\"",
                parameter.slug()
            )
            .unwrap();
        }
    }
    text
}

fn parse(text: &str) -> Guideline {
    parse_guideline(text, "guidelines/g/2021-01-01.toml", TargetGroupId(0), day(2021)).unwrap()
}

/// The whole guideline with the criterion of one cell replaced.
fn with_cell(parameter: &str, level: &str, instead: &str) -> String {
    let head = format!("[[criterion]]\nparameter = \"{parameter}\"\nlevel = \"{level}\"\n");
    let text = whole();
    let start = text.find(&head).unwrap();
    let end = text[start + 1..].find("\n[[").map_or(text.len(), |end| start + 1 + end);
    format!("{}{instead}{}", &text[..start], &text[end..])
}

#[test]
fn shipped_guidelines_are_whole_and_marked_as_examples() {
    let guidelines = shipped_guidelines();
    assert_eq!(guidelines.len(), 3);
    for (name, guideline) in &guidelines {
        assert_eq!(guideline.status, GuidelineStatus::Example, "{name}");
        for parameter in Parameter::ALL {
            assert_eq!(guideline.builds_on_level_below[parameter], builds_by_default(parameter));
            for level in Level::ALL {
                let is_stated = match guideline.cell(parameter, level) {
                    Cell::Criteria(_) => guideline.cell_criteria(parameter, level).count() > 0,
                    Cell::AsksNothing(reason) | Cell::NotAttainable(reason) => !reason.is_empty(),
                };
                assert!(is_stated, "{name}: {} {level}", parameter.slug());
            }
        }
        for criterion in &guideline.criteria {
            let is_number = !matches!(criterion.measure, Measure::Answer(_));
            let reference = &criterion.reference;
            let is_published = reference.contains("fodnote 24");
            assert!(
                !is_number || is_published || reference.starts_with("Eksempeltal"),
                "{name} line {}: a number that is neither published nor marked as ours",
                criterion.line
            );
        }
    }
}

#[test]
fn every_measure_is_asked_for_somewhere() {
    let guidelines = shipped_guidelines();
    let used: Vec<Measure> =
        guidelines.values().flat_map(|g| g.criteria.iter().map(|c| c.measure)).collect();
    let slugs: BTreeSet<&str> = used.iter().map(|measure| measure.slug()).collect();
    for field in AnswerField::ALL {
        assert!(slugs.contains(field.slug()), "{}", field.slug());
    }
    let kinds: Vec<_> = used.iter().map(discriminant).collect();
    let n_kinds = kinds.iter().enumerate().filter(|(i, kind)| !kinds[..*i].contains(kind)).count();
    assert_eq!(n_kinds, 11, "each of the measures of the closed list");
}

#[test]
fn the_guideline_in_force_is_the_newest_that_is_not_later() {
    let of = |group, year| {
        parse_guideline(&whole(), "guidelines/g/x.toml", TargetGroupId(group), day(year)).unwrap()
    };
    let set = GuidelineSet::new(vec![of(3, 2023), of(1, 2021), of(3, 2021)]);
    let in_force = |group, year| {
        let id = set.in_force(TargetGroupId(group), day(year))?;
        set.get(id).map(|guideline| (guideline.target_group.0, guideline.valid_from))
    };
    assert_eq!(in_force(3, 2022), Some((3, day(2021))));
    assert_eq!(in_force(3, 2023), Some((3, day(2023))));
    assert_eq!(in_force(3, 2020), None);
    assert_eq!(in_force(1, 2030), Some((1, day(2021))));
    assert_eq!(in_force(2, 2030), None);
    assert!(set.has_group(TargetGroupId(3)) && !set.has_group(TargetGroupId(2)));
    assert_eq!(parse(&whole()).label(), "g 2021-01-01 (udkast)");
}

#[test]
fn lines_that_are_no_toml_are_told_one_by_one() {
    assert_snapshot!(problems("title = \"Prøve\"\nstatus = draft\n"), @r#"guidelines/g/2021-01-01.toml, linje 2, tegn 10: draft er hverken et tal, true, false eller en tekst i anførselstegn. Skriv status = "draft". [toml-syntax]"#);
    assert_snapshot!(problems("[builds-on-level-below]\nfagmiljø = true\n"), @r#"guidelines/g/2021-01-01.toml, linje 2, tegn 8: navnet fagmiljø har andre tegn end a-z, 0-9, - og _. Skriv ae for æ, oe for ø og aa for å. [toml-syntax]"#);
}

#[test]
fn a_line_that_is_no_toml_hides_nothing_and_leaves_nothing_missing() {
    let text = whole()
        .replacen("status = \"draft\"", "status = draft", 1)
        // Whose are the lines below a broken header? Nothing is said about them.
        .replacen(
            "[[criterion]]\nparameter = \"metoder\"",
            "[[criterion]\nparameter = \"mtoder\"",
            1,
        )
        .replacen("bound = 4", "bound = 4,5", 1)
        .replacen("unit = \"borgere\"", "unit = \"borgere\"\nunit = \"antal\"", 1)
        .replacen("level = \"højt\"", "level = \"hoejt\"", 1);
    assert_snapshot!(problems(&text), @r#"
    guidelines/g/2021-01-01.toml, linje 2, tegn 10: draft er hverken et tal, true, false eller en tekst i anførselstegn. Skriv status = "draft". [toml-syntax]
    guidelines/g/2021-01-01.toml, linje 20, tegn 10: linjen kan ikke læses som TOML: bound = 4,5. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit]; tal skrives med punktum som decimaltegn. [toml-syntax]
    guidelines/g/2021-01-01.toml, linje 22, tegn 1: unit står her for anden gang. Slet den ene. [duplicate-key]
    guidelines/g/2021-01-01.toml, linje 36, tegn 9: "hoejt" kan ikke stå ved "level"; mulighederne er let, moderat og højt. Skriv "højt", hvis det er det, der er ment. [unknown-word]
    guidelines/g/2021-01-01.toml, linje 172, tegn 13: linjen kan ikke læses som TOML: [[criterion]. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit]; tal skrives med punktum som decimaltegn. [toml-syntax]
    "#);
}

#[test]
fn several_problems_of_a_file_are_reported_at_once() {
    let text = whole()
        .replacen("status = \"draft\"", "status = \"udkast\"\nreviewed-on = \"i går\"", 1)
        .replacen("bound = 4", "bound = \"fire\"", 1)
        .replacen("unit = \"borgere\"", "uint = \"borgere\"", 1)
        .replacen("years = 3", "years = 2", 1)
        .replacen("reference = \"Prøve\"\n", "", 1)
        .replacen("level = \"højt\"", "level = \"hoejt\"", 1);
    assert_snapshot!(problems(&text), @r#"
    guidelines/g/2021-01-01.toml, linje 2, tegn 10: "udkast" kan ikke stå ved "status"; mulighederne er example, draft og in-force. Brug et af de nævnte ord. [unknown-word]
    guidelines/g/2021-01-01.toml, linje 3, tegn 15: "reviewed-on" skal være en dato uden anførselstegn, men er teksten "i går". Skriv for eksempel reviewed-on = 2021-01-01. [wrong-type]
    guidelines/g/2021-01-01.toml, linje 16, tegn 1: et krav ([[criterion]]) mangler nøglen "unit". Skriv for eksempel unit = "borgere", "medarbejdere", "procent", "antal" eller "ja-nej". [missing-key]
    guidelines/g/2021-01-01.toml, linje 16, tegn 1: kravet har ingen kilde ("reference"). Skriv, hvor grænsen kommer fra, eller at den er et eksempel. [missing-reference]
    guidelines/g/2021-01-01.toml, linje 21, tegn 9: "bound" skal være et tal, men er teksten "fire". Skriv for eksempel bound = 3. [wrong-type]
    guidelines/g/2021-01-01.toml, linje 22, tegn 1: "uint" er ikke en nøgle i et krav ([[criterion]]); nøglerne er parameter, level, measure, behov, years, staffing, bound, unit, reference, reading, provider-kind, subgroup, age-group og any-of. Skriv "unit", hvis det er det, der er ment. [unknown-key]
    guidelines/g/2021-01-01.toml, linje 35, tegn 9: "hoejt" kan ikke stå ved "level"; mulighederne er let, moderat og højt. Skriv "højt", hvis det er det, der er ment. [unknown-word]
    guidelines/g/2021-01-01.toml, linje 47, tegn 9: 2 år er ikke begyndelsen på et erfaringsbånd; skemaet har båndene 0, 1, 3 og 5 år. Skriv years = 0, 1, 3 eller 5. [years-not-a-band]
    "#);
}

#[test]
fn an_empty_file_says_what_is_missing() {
    assert_snapshot!(problems(""), @r#"
    guidelines/g/2021-01-01.toml: filen siger intet om 24 af de 24 felter: aktiv-praksis let, aktiv-praksis moderat, aktiv-praksis højt, praksiserfaring let, praksiserfaring moderat, praksiserfaring højt, uddannelse let, uddannelse moderat, uddannelse højt, fagmiljoe let, fagmiljoe moderat, fagmiljoe højt, samarbejdsformer let, samarbejdsformer moderat, samarbejdsformer højt, vidensudvikling let, vidensudvikling moderat, vidensudvikling højt, metoder let, metoder moderat, metoder højt, hjaelpemidler let, hjaelpemidler moderat og hjaelpemidler højt. Skriv krav ([[criterion]]), eller sig i et [[cell]] med asks-nothing eller not-attainable, hvorfor der ingen er. [missing-cell]
    guidelines/g/2021-01-01.toml: filen mangler afsnittet [builds-on-level-below]. Skriv [builds-on-level-below] på en linje for sig og derunder aktiv-praksis, praksiserfaring, uddannelse, fagmiljoe, samarbejdsformer, vidensudvikling, metoder og hjaelpemidler. [missing-key]
    guidelines/g/2021-01-01.toml: filen mangler nøglen "source". Skriv for eksempel source = "Boks 4". [missing-key]
    guidelines/g/2021-01-01.toml: filen mangler nøglen "status". Skriv for eksempel status = "example", "draft" eller "in-force". [missing-key]
    guidelines/g/2021-01-01.toml: filen mangler nøglen "title". Skriv for eksempel title = "Autisme, indplacering". [missing-key]
    "#);
}

#[test]
fn a_measure_is_held_to_its_parameter_unit_and_keys() {
    let text = with_cell(
        "aktiv-praksis",
        "let",
        "[[criterion]]\nparameter = \"aktiv-praksis\"\nlevel = \"let\"\nmeasure = \"metoder-antal\"\n\
         behov = \"let\"\nbound = true\nunit = \"procent\"\nreference = \"Prøve\"\n",
    );
    assert_snapshot!(problems(&text), @r#"
    guidelines/g/2021-01-01.toml, linje 18, tegn 11: målet "metoder-antal" hører til metoder, ikke aktiv-praksis. Skriv parameter = "metoder", eller vælg et andet mål. [measure-of-other-parameter]
    guidelines/g/2021-01-01.toml, linje 19, tegn 1: "behov" hører ikke til målet "metoder-antal". Slet linjen, eller vælg det mål, der var ment. [key-not-for-measure]
    guidelines/g/2021-01-01.toml, linje 20, tegn 9: "bound" skal være et tal, men er værdien true. Skriv for eksempel bound = 3. [wrong-type]
    guidelines/g/2021-01-01.toml, linje 21, tegn 8: enheden er "procent", men målet "metoder-antal" tælles i "antal". Skriv unit = "antal", og se efter, om grænsen passer dertil. [wrong-unit]
    "#);
}

#[test]
fn numbers_that_cannot_be_bounds_are_named() {
    let of = |bound: &str| {
        let text = with_cell(
            "uddannelse",
            "let",
            &format!(
                "[[criterion]]\nparameter = \"uddannelse\"\nlevel = \"let\"\nmeasure = \
                 \"grunduddannelse-pct\"\nstaffing = \"egne\"\nbound = {bound}\nunit = \
                 \"procent\"\nreference = \"Prøve\"\n"
            ),
        );
        problems(&text)
    };
    assert_snapshot!(of("-5"), @r#"guidelines/g/2021-01-01.toml, linje 77, tegn 9: grænsen -5 er under 0. Skriv et tal over 0. [negative-bound]"#);
    assert_snapshot!(of("0"), @r#"guidelines/g/2021-01-01.toml, linje 77, tegn 9: grænsen 0 er altid opfyldt. Skriv et tal over 0, eller sig i et [[cell]] med asks-nothing, at feltet intet kræver. [bound-asks-nothing]"#);
    assert_snapshot!(of("101"), @r#"guidelines/g/2021-01-01.toml, linje 77, tegn 9: grænsen 101 er over 100 procent. Skriv en andel mellem 0 og 100. [percent-over-100]"#);
    assert_snapshot!(of("33.35"), @r#"guidelines/g/2021-01-01.toml, linje 77, tegn 9: grænsen 33,35 har mere end én decimal. Skriv højst én decimal. [too-many-decimals]"#);
    assert_snapshot!(of("nan"), @r#"guidelines/g/2021-01-01.toml, linje 77, tegn 9: grænsen er ikke et tal. Skriv et tal over 0. [bound-not-a-number]"#);
    let halves = whole().replacen("bound = 4", "bound = 4.5", 1);
    assert_snapshot!(problems(&halves), @r#"guidelines/g/2021-01-01.toml, linje 20, tegn 9: grænsen 4,5 er ikke et helt tal, men målet tælles i borgere. Skriv et helt tal. [bound-not-whole]"#);
    let four_ways = whole().replacen("bound = 2", "bound = 4", 3);
    assert_snapshot!(problems(&four_ways), @r#"
    guidelines/g/2021-01-01.toml, linje 151, tegn 9: grænsen 4 kan ikke nås; skemaet kender tre måder at bidrage på. Skriv 1, 2 eller 3. [bound-out-of-reach]
    guidelines/g/2021-01-01.toml, linje 159, tegn 9: grænsen 4 kan ikke nås; skemaet kender tre måder at bidrage på. Skriv 1, 2 eller 3. [bound-out-of-reach]
    guidelines/g/2021-01-01.toml, linje 167, tegn 9: grænsen 4 kan ikke nås; skemaet kender tre måder at bidrage på. Skriv 1, 2 eller 3. [bound-out-of-reach]
    "#);
}

#[test]
fn bounds_may_not_fall_where_the_parameter_builds_on_the_level_below() {
    let less = "[[criterion]]\nparameter = \"uddannelse\"\nlevel = \"højt\"\nmeasure = \
                \"certificerede\"\nstaffing = \"egne\"\nbound = 3\nunit = \
                \"medarbejdere\"\nreference = \"Prøve\"\n";
    assert_snapshot!(problems(&with_cell("uddannelse", "højt", less)), @r#"guidelines/g/2021-01-01.toml, linje 90, tegn 1: grænsen for "certificerede" falder fra 4 på moderat (linje 81) til 3 på højt, men uddannelse bygger på niveauet under. Hæv grænsen på højt, eller sæt uddannelse til false under [builds-on-level-below] med en begrundelse. [falling-bound]"#);
    let other_population = less.replace("egne", "inkl-eksterne");
    parse(&with_cell("uddannelse", "højt", &other_population));
    let not_building = less
        .replace("uddannelse", "aktiv-praksis")
        .replace("certificerede", "borgere-12-mdr")
        .replace("staffing = \"egne\"", "behov = \"let\"")
        .replace("medarbejdere", "borgere");
    parse(&with_cell("aktiv-praksis", "højt", &not_building));
}

#[test]
fn cells_are_stated_once_and_in_order() {
    let nothing = "[[cell]]\nparameter = \"metoder\"\nlevel = \"højt\"\nasks-nothing = \"Prøve\"\n";
    assert_snapshot!(problems(&with_cell("metoder", "højt", nothing)), @r#"guidelines/g/2021-01-01.toml, linje 187, tegn 1: metoder kræver intet på højt, men har krav på let. Skriv kravene på højt; de må gerne være de samme som på let. [asks-nothing-above-criteria]"#);
    assert_snapshot!(problems(&format!("{}\n{nothing}", whole())), @r#"
    guidelines/g/2021-01-01.toml, linje 219, tegn 1: metoder kræver intet på højt, men har krav på let. Skriv kravene på højt; de må gerne være de samme som på let. [asks-nothing-above-criteria]
    guidelines/g/2021-01-01.toml, linje 219, tegn 1: metoder højt har både krav og en udtalelse om, at der ingen er. Behold enten kravene eller [[cell]]. [cell-stated-twice]
    "#);
    let never = nothing.replace("højt", "let").replace("asks-nothing", "not-attainable");
    assert_snapshot!(problems(&with_cell("metoder", "let", &never)), @r#"guidelines/g/2021-01-01.toml, linje 171, tegn 1: metoder kan ikke nås på let, men har krav på moderat, som bygger på let. Skriv krav på let, eller lad heller ikke moderat kunne nås. [not-attainable-below-criteria]"#);
    let neither = "[[cell]]\nparameter = \"metoder\"\nlevel = \"højt\"\n";
    assert_snapshot!(problems(&with_cell("metoder", "højt", neither)), @r#"guidelines/g/2021-01-01.toml, linje 187, tegn 1: et felt ([[cell]]) skal have enten "asks-nothing" eller "not-attainable". Skriv én af de to med en begrundelse, for eksempel asks-nothing = "boks 4 stiller intet krav". [cell-without-statement]"#);
    assert_snapshot!(problems(&with_cell("metoder", "højt", "")), @r#"guidelines/g/2021-01-01.toml: filen siger intet om 1 af de 24 felter: metoder højt. Skriv krav ([[criterion]]), eller sig i et [[cell]] med asks-nothing eller not-attainable, hvorfor der ingen er. [missing-cell]"#);
}

#[test]
fn criteria_do_not_repeat_nor_stand_alone_in_a_group() {
    let criterion = "[[criterion]]\nparameter = \"metoder\"\nlevel = \"højt\"\nmeasure = \
                     \"metoder-antal\"\nbound = 4\nunit = \"antal\"\nreference = \"Prøve\"\n";
    assert_snapshot!(problems(&format!("{}\n{criterion}", whole())), @r#"guidelines/g/2021-01-01.toml, linje 219, tegn 1: kravet "metoder-antal" på højt er allerede stillet i linje 187. Behold ét af dem. [duplicate-criterion]"#);
    let alone = format!("{criterion}any-of = \"valg\"\n");
    assert_snapshot!(problems(&with_cell("metoder", "højt", &alone)), @r#"guidelines/g/2021-01-01.toml, linje 187, tegn 1: gruppen "valg" har kun ét krav, så der er intet at vælge imellem. Skriv any-of = "valg" ved mindst ét krav mere i samme felt, eller slet nøglen. [any-of-with-one]"#);
    let only_some = format!("{criterion}provider-kind = \"døgntilbud\"\n");
    assert_snapshot!(problems(&with_cell("metoder", "højt", &only_some)), @r#"guidelines/g/2021-01-01.toml, linje 187, tegn 1: alle krav i metoder højt gælder kun nogle tilbud; af dagtilbud, ambulant og udgående kræves i visse tilfælde intet, så niveauet nås af sig selv. Stil mindst ét krav i feltet, der gælder alle, eller ét for hver leverandørtype og aldersgruppe. [cell-open-for-some]"#);
}

#[test]
fn leaving_reading_r2_needs_a_reason() {
    let text = whole().replacen("metoder = true", "metoder = false", 1);
    assert_snapshot!(problems(&text), @r#"guidelines/g/2021-01-01.toml, linje 12, tegn 11: metoder afviger fra læsning R2 om, hvad der bygger på niveauet under, uden begrundelse. Skriv builds-on-reason = "…" øverst i filen, eller følg R2. [deviation-without-reason]"#);
    parse(&text.replacen("source", "builds-on-reason = \"Prøve\"\nsource", 1));
}

/// A form that does not contradict itself: nobody stands in two bands of experience, and what
/// partners add is never less than nothing.
fn consistent_form() -> impl Strategy<Value = Evidence> {
    let numbers = prop::collection::vec(0u32..12, NumberField::COUNT);
    let answers = prop::collection::vec(any::<bool>(), AnswerField::COUNT);
    (numbers, answers, 0u32..5).prop_map(|(numbers, answers, unbanded)| {
        let mut form = Evidence::default();
        let mut most_experienced = 0;
        for need in Level::ALL {
            let in_bands: u32 = ExperienceBand::ALL
                .into_iter()
                .map(|band| numbers[NumberField::Experience(need, band).index()])
                .sum();
            most_experienced = most_experienced.max(in_bands);
        }
        for (field, number) in NumberField::ALL.into_iter().zip(&numbers) {
            let number = if field.is_percent() { number * 9 } else { *number };
            form.set_number(field, Some(f64::from(number)));
        }
        form.set_number(NumberField::Staff, Some(f64::from(most_experienced + unbanded)));
        for (own, with) in [
            (NumberField::BasicEducationOwnPercent, NumberField::BasicEducationWithPartnersPercent),
            (
                NumberField::FurtherTrainingOwnPercent,
                NumberField::FurtherTrainingWithPartnersPercent,
            ),
            (NumberField::CertifiedOwn, NumberField::CertifiedWithPartners),
        ] {
            let least = form.number(own).unwrap_or(0.0);
            form.set_number(with, form.number(with).map(|number| number.max(least)));
        }
        for (field, yes) in AnswerField::ALL.into_iter().zip(answers) {
            form.set_answer(field, if yes { Answer::Yes } else { Answer::No });
        }
        form
    })
}

fn kinds() -> impl Strategy<Value = ProviderKindSet> {
    (0u8..16).prop_map(ProviderKindSet)
}

fn bounds_of(
    guideline: &Guideline,
    form: &Evidence,
    kinds: ProviderKindSet,
    p: Parameter,
) -> (Attained, Attained) {
    let circumstances = Circumstances { kinds, ..Circumstances::default() };
    grade_parameter(p, form, circumstances, guideline)
        .0
        .ends()
        .expect("nothing here is not relevant")
}

proptest! {
    #[test]
    fn raising_a_count_never_lowers_a_grade(form in consistent_form(), kinds in kinds(), which in 0..NumberField::COUNT, by in 1u32..9) {
        let field = NumberField::ALL[which];
        // More staff make the share with experience smaller; that is as it should be.
        prop_assume!(field != NumberField::Staff && !matches!(field, NumberField::Experience(..)));
        let mut more = form.clone();
        more.set_number(field, form.number(field).map(|n| n + f64::from(by)));
        for guideline in shipped_guidelines().values() {
            for parameter in Parameter::ALL.into_iter().filter(|p| guideline.builds_on_level_below[*p]) {
                let (low, high) = bounds_of(guideline, &form, kinds, parameter);
                let (more_low, more_high) = bounds_of(guideline, &more, kinds, parameter);
                prop_assert!(more_low >= low && more_high >= high, "{}", parameter.slug());
            }
        }
    }

    #[test]
    fn filling_in_what_was_not_reported_stays_within_the_bounds(form in consistent_form(), kinds in kinds(), hidden in prop::collection::vec(any::<bool>(), 41), filled in 0usize..41) {
        let hide = |is_hidden: &dyn Fn(usize) -> bool| {
            let mut form = form.clone();
            for (i, field) in NumberField::ALL.into_iter().enumerate() {
                if is_hidden(i) { form.set_number(field, None); }
            }
            for (i, field) in AnswerField::ALL.into_iter().enumerate() {
                if is_hidden(NumberField::COUNT + i) { form.set_answer(field, Answer::NotReported); }
            }
            form
        };
        let less = hide(&|i| hidden[i]);
        let more = hide(&|i| hidden[i] && i != filled);
        let unknown_kinds = ProviderKindSet::default();
        for guideline in shipped_guidelines().values() {
            for parameter in Parameter::ALL {
                let (low, high) = bounds_of(guideline, &less, unknown_kinds, parameter);
                for (form, kinds) in [(&more, unknown_kinds), (&more, kinds), (&form, kinds)] {
                    let (then_low, then_high) = bounds_of(guideline, form, kinds, parameter);
                    prop_assert!(low <= then_low && then_high <= high, "{}", parameter.slug());
                }
            }
        }
    }
}

#[test]
fn a_provider_of_several_kinds_meets_what_is_asked_of_each() {
    let guidelines = shipped_guidelines();
    let guideline = &guidelines["autismespektrum/2021-01-01.toml"];
    let mut form = Evidence::default();
    for need in Level::ALL {
        form.set_number(NumberField::Citizens(need), Some(0.0));
    }
    form.set_number(NumberField::Citizens(Level::High), Some(5.0));
    let bounds = |kinds: &[ProviderKind]| {
        let mut set = ProviderKindSet::default();
        for kind in kinds {
            set.insert(*kind);
        }
        bounds_of(guideline, &form, set, Parameter::ActivePractice)
    };
    assert_eq!(bounds(&[ProviderKind::Residential]), (Attained::High, Attained::High));
    assert_eq!(bounds(&[ProviderKind::Day]), (Attained::None, Attained::None));
    assert_eq!(
        bounds(&[ProviderKind::Residential, ProviderKind::Day]),
        (Attained::None, Attained::None)
    );
    assert_eq!(bounds(&[]), (Attained::None, Attained::High));
}
