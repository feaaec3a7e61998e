//! What is a word in a cell read as? A table for whoever knows the field: what was typed, what it
//! is read as, and what the reader of the data is told. What is a number stands as one in the cell.

use insta::assert_snapshot;
use niveau::ingest::Reading;
use niveau::model::{
    Answer, AnswerField, Grade, GradeBounds, NumberField, Parameter, QualityJudgement,
};

use super::ingest::{department, evidence, forms, grades, portal, read};

/// One sheet of evidence and one of grades, with this text in one field.
fn read_with(field: &str, text: &str, is_of_grades: bool) -> Reading {
    let fields = [(field, text)];
    let (evidence, grades) = if is_of_grades {
        (Vec::new(), vec![grades("1", &fields)])
    } else {
        (vec![evidence("1", &fields)], Vec::new())
    };
    let portal = portal(&[department("1", "1-1", &[])]);
    read(&[portal, ("tilsyn.xlsx", forms(&evidence, &grades))])
}

/// The codes of what is told of the cell.
fn told(reading: &Reading) -> String {
    let of_cell = reading.findings.iter().filter(|finding| finding.place.column.is_some());
    let codes: Vec<&str> = of_cell.map(|finding| finding.code).collect();
    if codes.is_empty() { String::new() } else { format!("   ! {}", codes.join(", ")) }
}

/// The words between bars.
fn split(words: &str) -> Vec<&str> {
    words.split('|').collect()
}

fn table(words: &[&str], read_as: impl Fn(&str) -> String) -> String {
    let lines = words.iter().map(|word| format!("{:<28} {}", format!("\"{word}\""), read_as(word)));
    lines.map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

#[test]
fn words_of_grades() {
    let words = split(
        "ingen|under let|let|LET|Let specialiseret|moderat|Moderat specialiseret|højt\
         |høj|Højt niveau|0|1|2|3|ikke relevant|Ikke-relevant||-|N/A|ukendt|Ikke oplyst\
         |ikke vurderet|..|Hojt|hoejt|HOEJT SPECIALISERET|modderat|moderate\
         |højt specialisert|(højt)|Højt (3)|3 - højt|let*|moderat/højt|moderat-højt\
         |let til moderat|mellem 1 og 2|2/3|mindst moderat|højst let\
         |let, moderat eller højt|højt?|~let|ca. højt|måske|x|4|-1|1,5|meget højt\
         |ikke højt|højst|inden|Højt (2)|#REF!|#N/A|0751|ja",
    );
    let read_as = |word: &str| {
        let reading = read_with("aktiv-praksis", word, true);
        let assessment = &reading.dataset.assessments[0];
        let parameter = Parameter::ActivePractice;
        let read = match (assessment.grades[parameter], assessment.unread[parameter]) {
            (Grade::Unknown, None) => "ikke oplyst: oplysningsskemaet gælder".to_owned(),
            (Grade::Unknown, Some(GradeBounds::ANY)) => "ukendt".to_owned(),
            (Grade::Unknown, Some(bounds)) => format!("kendt i en del: {bounds}"),
            (grade, _) => grade.danish().to_owned(),
        };
        format!("{read}{}", told(&reading))
    };
    assert_snapshot!(table(&words, read_as), @r##"
    "ingen"                      ingen
    "under let"                  ingen
    "let"                        let
    "LET"                        let
    "Let specialiseret"          let
    "moderat"                    moderat
    "Moderat specialiseret"      moderat
    "højt"                       højt
    "høj"                        højt
    "Højt niveau"                højt
    "0"                          ingen
    "1"                          let
    "2"                          moderat
    "3"                          højt
    "ikke relevant"              ikke relevant
    "Ikke-relevant"              ikke relevant
    ""                           ikke oplyst: oplysningsskemaet gælder
    "-"                          ikke oplyst: oplysningsskemaet gælder
    "N/A"                        ikke oplyst: oplysningsskemaet gælder
    "ukendt"                     ikke oplyst: oplysningsskemaet gælder
    "Ikke oplyst"                ikke oplyst: oplysningsskemaet gælder
    "ikke vurderet"              ikke oplyst: oplysningsskemaet gælder
    ".."                         ikke oplyst: oplysningsskemaet gælder
    "Hojt"                       højt   ! grade-spelling
    "hoejt"                      højt   ! grade-spelling
    "HOEJT SPECIALISERET"        højt   ! grade-spelling
    "modderat"                   moderat   ! grade-spelling
    "moderate"                   moderat   ! grade-spelling
    "højt specialisert"          højt   ! grade-spelling
    "(højt)"                     højt   ! grade-spelling
    "Højt (3)"                   højt   ! grade-spelling
    "3 - højt"                   højt   ! grade-spelling
    "let*"                       let   ! grade-spelling
    "moderat/højt"               kendt i en del: mindst moderat   ! grade-in-part
    "moderat-højt"               kendt i en del: mindst moderat   ! grade-in-part
    "let til moderat"            kendt i en del: let eller moderat   ! grade-in-part
    "mellem 1 og 2"              kendt i en del: let eller moderat   ! grade-in-part
    "2/3"                        kendt i en del: mindst moderat   ! grade-in-part
    "mindst moderat"             kendt i en del: mindst moderat   ! grade-in-part
    "højst let"                  kendt i en del: højst let   ! grade-in-part
    "let, moderat eller højt"    ukendt   ! grade-out-of-range
    "højt?"                      ukendt   ! grade-out-of-range
    "~let"                       ukendt   ! grade-out-of-range
    "ca. højt"                   ukendt   ! grade-out-of-range
    "måske"                      ukendt   ! grade-out-of-range
    "x"                          ukendt   ! grade-out-of-range
    "4"                          ukendt   ! grade-out-of-range
    "-1"                         ukendt   ! grade-out-of-range
    "1,5"                        ukendt   ! grade-out-of-range
    "meget højt"                 ukendt   ! grade-out-of-range
    "ikke højt"                  ukendt   ! grade-out-of-range
    "højst"                      ukendt   ! grade-out-of-range
    "inden"                      ukendt   ! grade-out-of-range
    "Højt (2)"                   ukendt   ! grade-out-of-range
    "#REF!"                      ukendt   ! error-cell
    "#N/A"                       ukendt   ! error-cell
    "0751"                       ukendt   ! grade-out-of-range
    "ja"                         ukendt   ! grade-out-of-range
    "##);
}

#[test]
fn words_of_quality() {
    let words = split(
        "ja|Ja|J|sand|opfyldt|til stede|nej|N|falsk|ikke opfyldt|ikke til stede||-\
         |ukendt|måske|ja?|ja, delvist|nej (under tilsyn)|x|1|#REF!",
    );
    let read_as = |word: &str| {
        let reading = read_with("kvalitet", word, true);
        let read = match reading.dataset.assessments[0].quality {
            None => "ikke oplyst: portalens status gælder",
            Some(QualityJudgement::Sufficient) => "opfyldt",
            Some(QualityJudgement::Insufficient) => "ikke opfyldt",
            Some(QualityJudgement::Unclear) => "ukendt",
        };
        format!("{read}{}", told(&reading))
    };
    assert_snapshot!(table(&words, read_as), @r##"
    "ja"                         opfyldt
    "Ja"                         opfyldt
    "J"                          opfyldt
    "sand"                       opfyldt
    "opfyldt"                    opfyldt
    "til stede"                  opfyldt
    "nej"                        ikke opfyldt
    "N"                          ikke opfyldt
    "falsk"                      ikke opfyldt
    "ikke opfyldt"               ikke opfyldt
    "ikke til stede"             ikke opfyldt
    ""                           ikke oplyst: portalens status gælder
    "-"                          ikke oplyst: portalens status gælder
    "ukendt"                     ikke oplyst: portalens status gælder
    "måske"                      ukendt   ! not-a-quality-judgement
    "ja?"                        ukendt   ! not-a-quality-judgement
    "ja, delvist"                ukendt   ! not-a-quality-judgement
    "nej (under tilsyn)"         ukendt   ! not-a-quality-judgement
    "x"                          ukendt   ! not-a-quality-judgement
    "1"                          ukendt   ! not-a-quality-judgement
    "#REF!"                      ukendt   ! error-cell
    "##);
}

#[test]
fn words_of_answers() {
    let words = split("ja|J|sand|true|nej|N|falsk|false|ikke relevant||-|ukendt|ja?|delvist|x|1|0");
    let read_as = |word: &str| {
        let reading = read_with(AnswerField::AidsInUse.slug(), word, false);
        let (evidence, _) = reading.dataset.assessments[0].evidence.as_ref().unwrap();
        let read = match evidence.answer(AnswerField::AidsInUse) {
            Answer::Yes => "ja",
            Answer::No => "nej",
            Answer::NotRelevant => "ikke relevant",
            Answer::NotReported => "ikke oplyst",
        };
        format!("{read}{}", told(&reading))
    };
    assert_snapshot!(table(&words, read_as), @r#"
    "ja"                         ja
    "J"                          ja
    "sand"                       ja
    "true"                       ja
    "nej"                        nej
    "N"                          nej
    "falsk"                      nej
    "false"                      nej
    "ikke relevant"              ikke relevant
    ""                           ikke oplyst
    "-"                          ikke oplyst
    "ukendt"                     ikke oplyst
    "ja?"                        ikke oplyst   ! not-an-answer
    "delvist"                    ikke oplyst   ! not-an-answer
    "x"                          ikke oplyst   ! not-an-answer
    "1"                          ikke oplyst   ! not-an-answer
    "0"                          ikke oplyst   ! not-an-answer
    "#);
}

#[test]
fn percentages_and_counts() {
    let words = split("50|50 %|50%|50,5|0,5|0.5|1|100|101|12.500|ca. 50|halvdelen|-|");
    let of = |field: NumberField| {
        move |word: &str| {
            let reading = read_with(field.slug(), word, false);
            let (evidence, _) = reading.dataset.assessments[0].evidence.as_ref().unwrap();
            let read = evidence.number(field).map_or("ikke oplyst".to_owned(), |n| n.to_string());
            format!("{read}{}", told(&reading))
        }
    };
    assert_snapshot!(table(&words, of(NumberField::BasicEducationOwnPercent)), @r#"
    "50"                         50
    "50 %"                       50
    "50%"                        50
    "50,5"                       50.5
    "0,5"                        ikke oplyst   ! doubtful-percent
    "0.5"                        ikke oplyst   ! doubtful-percent
    "1"                          ikke oplyst   ! doubtful-percent
    "100"                        100
    "101"                        ikke oplyst   ! number-out-of-range
    "12.500"                     12.5
    "ca. 50"                     ikke oplyst   ! not-a-number
    "halvdelen"                  ikke oplyst   ! not-a-number
    "-"                          ikke oplyst
    ""                           ikke oplyst
    "#);
    // A number that stands as one in the cell, and the format it is shown in.
    let words = split(
        "0.5~0%|0.075~0.0%|0.29~0.00 %|1~0%|0~0%|0.005~0.0%|1.5~0%|50~0%|50~0|0.5~0.0\
         |0.5~0.0\"%\"|0.5~0\\%|0.5~[Red]0%;0|50~0;0%|0.5~[<=1]0%;0",
    );
    assert_snapshot!(table(&words, of(NumberField::BasicEducationOwnPercent)), @r##"
    "0.5~0%"                     50
    "0.075~0.0%"                 7.5
    "0.29~0.00 %"                29
    "1~0%"                       100
    "0~0%"                       0
    "0.005~0.0%"                 0.5
    "1.5~0%"                     ikke oplyst   ! number-out-of-range
    "50~0%"                      ikke oplyst   ! number-out-of-range
    "50~0"                       50
    "0.5~0.0"                    ikke oplyst   ! doubtful-percent
    "0.5~0.0"%""                 ikke oplyst   ! doubtful-percent
    "0.5~0\%"                    ikke oplyst   ! doubtful-percent
    "0.5~[Red]0%;0"              50
    "50~0;0%"                    50
    "0.5~[<=1]0%;0"              ikke oplyst   ! doubtful-percent
    "##);
    let words = split("0.08~0%|8~0%");
    assert_snapshot!(table(&words, of(NumberField::Staff)), @r#"
    "0.08~0%"                    ikke oplyst   ! number-out-of-range
    "8~0%"                       ikke oplyst   ! number-out-of-range
    "#);
    let words = split("8|08|8,0|1.234|1,5|-3|ca. 8|8-10|otte|8 borgere|1e3||-");
    assert_snapshot!(table(&words, of(NumberField::Staff)), @r#"
    "8"                          8
    "08"                         8
    "8,0"                        8
    "1.234"                      ikke oplyst   ! number-out-of-range
    "1,5"                        ikke oplyst   ! number-out-of-range
    "-3"                         ikke oplyst   ! number-out-of-range
    "ca. 8"                      ikke oplyst   ! not-a-number
    "8-10"                       ikke oplyst   ! not-a-number
    "otte"                       ikke oplyst   ! not-a-number
    "8 borgere"                  ikke oplyst   ! not-a-number
    "1e3"                        1000
    ""                           ikke oplyst
    "-"                          ikke oplyst
    "#);
}
