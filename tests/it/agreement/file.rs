//! A long table of ratings, as people send them.

use niveau::trial::{Coefficient, Metric, Rating, agreement, parse_ratings};

fn told(text: &str) -> String {
    let problems = parse_ratings(text.as_bytes()).unwrap_err();
    let mut lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.push(String::new());
    lines.join("\n")
}

#[test]
fn separators_headers_and_decimals_of_either_kind_say_the_same() {
    let of = |text: &[u8]| parse_ratings(text).unwrap();
    let english = of(b"unit,rater,rating\na,x,1\na,y,2.5\nb,x,4\nb,y,\n");
    assert_eq!((english.n_units, english.n_raters, english.n_missing), (2, 2, 1));
    assert_eq!(english.ratings.scale().values, [1.0, 2.5, 4.0]);
    assert_eq!(
        of("\u{feff}Enhed;Tilsyn;Vurdering\r\na;x;1\r\na;y;2,5\r\nb;x;4\r\nb;y;NA".as_bytes()),
        english
    );
    assert_eq!(
        of(b"rating\trater\tunit\tnote\n1\tx\ta\t\n2.5\ty\ta\t?\n4\tx\tb\t\n.\ty\tb\t\n"),
        english
    );
    // Windows-1252.
    assert_eq!(of(b"unit;rater;rating\n\xf8st;x;1\n\xf8st;y;2\n").n_units, 1);
}

#[test]
fn levels_have_an_order_and_words_none() {
    let levels =
        parse_ratings("unit;rater;rating\na;x;let\na;y;Højt\nb;x;let\nb;y;moderat".as_bytes());
    let scale = levels.unwrap().ratings.scale().clone();
    assert!(scale.is_ordered && !scale.has_distances && scale.values.len() == 3);
    let words = parse_ratings(b"unit;rater;rating\na;x;rod\na;y;gron\nb;x;rod\nb;y;rod").unwrap();
    assert!(!words.ratings.scale().is_ordered);
    assert!(agreement(&words.ratings, &[Coefficient::Alpha(Metric::Nominal)])[0].value.is_ok());
}

#[test]
fn a_unit_has_its_items_and_leaves_with_them() {
    let text = "unit,item,rater,rating\na,1,x,1\na,1,y,1\na,2,x,2\na,2,y,1\nb,1,x,2\nb,1,y,2\n";
    let file = parse_ratings(text.as_bytes()).unwrap();
    assert_eq!((file.n_units, file.has_items), (2, true));
    assert_eq!(file.ratings.clusters().map(<[Rating]>::len).collect::<Vec<_>>(), [4, 2]);
    assert_eq!(file.ratings.units().count(), 3);
}

#[test]
fn what_is_wrong_is_told_by_line() {
    insta::assert_snapshot!(told(""), @"filen begynder ikke med en linje med overskrifter; skriv unit;rater;rating øverst");
    insta::assert_snapshot!(told("tilbud;karakter\n1;2"), @"overskrifterne er tilbud, karakter; der skal være en kolonne med enheden (unit, enhed, tilbud), en med bedømmeren (rater, bedømmer, tilsyn) og en med vurderingen (rating, vurdering, graduering)");
    insta::assert_snapshot!(told("unit,enhed,rater,rating\n"), @"enheden har 2 kolonner (unit, enhed); lad én stå");
    insta::assert_snapshot!(told("unit,rater,rating\n"), @"filen har ingen vurderinger under overskrifterne");
    insta::assert_snapshot!(
        told("unit;rater;rating\na;x;1\na;x;2\n;x;3\nb;;3\nb;x;1.234\nb;y;ca. 3\nc;z;--1"),
        @r#"
    linje 3: den samme bedømmer har vurderet den samme enhed i linje 2; lad én af de to stå
    linje 4: rækken har ingen enhed; skriv den, eller slet rækken
    linje 5: rækken har ingen bedømmer; skriv den, eller slet rækken
    linje 6: "1.234" kan være 1234 eller 1,234; skriv det uden tegn for tusinder
    linje 7: "ca. 3" er ikke et tal, men andre vurderinger er; skriv alle som tal eller alle som ord, og lad cellen stå tom, hvor der ingen vurdering er
    linje 8: "--1" er ikke et tal, der kan læses
    "#
    );
    insta::assert_snapshot!(told("unit,rater,rating\na,x,\"1\nb,y,2\n"), @"linje 2: en celle går over flere linjer: et anførselstegn er ikke lukket");
}

#[test]
fn of_many_problems_the_first_are_told_and_the_rest_counted() {
    let rows: String = (0..50).map(|_| ";x;1\n").collect();
    let told = told(&format!("unit;rater;rating\n{rows}"));
    assert_eq!(told.lines().count(), niveau::trial::MOST_PROBLEMS + 1);
    assert!(told.ends_with("og 30 problemer til; ret de første, og prøv igen\n"), "{told}");
}

#[test]
fn those_told_first_stand_first_whatever_they_are() {
    // Line 2 is rated; then a rating again and a row without a unit, in turn.
    let rows = "a;x;1\n;x;1\n".repeat(25);
    let told = told(&format!("unit;rater;rating\na;x;1\n{rows}"));
    let lines: Vec<String> =
        told.lines().filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect();
    let first = 3..3 + niveau::trial::MOST_PROBLEMS;
    assert_eq!(lines, first.map(|line| format!("linje {line}")).collect::<Vec<_>>());
    assert!(told.contains("linje 5: den samme bedømmer har vurderet den samme enhed i linje 2"));
    assert!(told.ends_with("og 30 problemer til; ret de første, og prøv igen\n"), "{told}");
}
