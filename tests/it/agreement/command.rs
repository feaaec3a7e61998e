//! `niveau agreement`, as it is called.

use serde_json::{Value, json};

use crate::folder::Folder;

const CANONICAL: &str = "unit,rater,rating\n\
    1,A,1\n1,B,1\n1,D,1\n2,A,2\n2,B,2\n2,C,3\n2,D,2\n3,A,3\n3,B,3\n3,C,3\n3,D,3\n4,A,3\n4,B,3\n\
    4,C,3\n4,D,3\n5,A,2\n5,B,2\n5,C,2\n5,D,2\n6,A,1\n6,B,2\n6,C,3\n6,D,4\n7,A,4\n7,B,4\n7,C,4\n\
    7,D,4\n8,A,1\n8,B,1\n8,C,2\n8,D,1\n9,A,2\n9,B,2\n9,C,2\n9,D,2\n10,A,\n10,B,5\n10,C,5\n10,D,5\n\
    11,C,1\n11,D,1\n12,B,3\n";

fn told(text: &str) -> Value {
    let folder = Folder::empty();
    folder.put("r.csv", text.as_bytes());
    let done = folder.call(&["agreement", "--ratings", "input/r.csv", "--json"]);
    assert_eq!(done.code, 0, "{}", done.err);
    serde_json::from_str(&done.out).unwrap()
}

fn close(value: &Value, wanted: f64) {
    assert!((value.as_f64().unwrap() - wanted).abs() < 5e-4, "{value} is not {wanted}");
}

#[test]
fn json_has_these_keys_and_unrounded_numbers() {
    let told = told(CANONICAL);
    let keys: Vec<&String> = told.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "ac1",
            "ac2_ordinal",
            "alpha",
            "alpha_ci",
            "n_raters",
            "n_units",
            "percent_agreement",
            "undefined"
        ]
    );
    assert_eq!((&told["n_units"], &told["n_raters"]), (&json!(12), &json!(4)));
    close(&told["alpha"]["nominal"], 0.743);
    close(&told["alpha"]["ordinal"], 0.815);
    close(&told["alpha"]["interval"], 0.849);
    close(&told["percent_agreement"], 0.8182);
    close(&told["ac1"], 0.7754);
    close(&told["ac2_ordinal"], 0.899);
    assert!(told["alpha"]["nominal"].to_string().len() > 12, "{told}");
    let ordinal = told["alpha_ci"]["ordinal"].as_array().unwrap();
    assert!(ordinal[0].as_f64().unwrap() < 0.815 && ordinal[1].as_f64().unwrap() <= 1.0);
    assert_eq!(told["undefined"], json!({}));
}

#[test]
fn what_is_undefined_is_null_with_its_reason() {
    let alone = told("unit;rater;rating\na;x;1\nb;y;2\n");
    assert_eq!(alone["alpha"], json!({ "nominal": null, "ordinal": null, "interval": null }));
    assert_eq!(alone["ac1"], Value::Null);
    assert_eq!(alone["undefined"].as_object().unwrap().len(), 9);
    let levels =
        told("unit;rater;rating\na;x;let\na;y;let\nb;x;højt\nb;y;let\nc;x;let\nc;y;højt\n");
    assert!(levels["alpha"]["ordinal"].is_number(), "{levels}");
    insta::assert_snapshot!(levels["undefined"], @r#"{"alpha.interval":"vurderingerne er ord: de har ingen afstande. Skriv dem som tal, hvis trinene skal regnes for lige store","alpha_ci.interval":"vurderingerne er ord: de har ingen afstande. Skriv dem som tal, hvis trinene skal regnes for lige store"}"#);
}

#[test]
fn without_json_it_is_said_in_danish() {
    let folder = Folder::empty();
    folder.put(
        "r.csv",
        "tilbud;tilsyn;graduering\na;x;1\na;y;1\nb;x;2\nb;y;1\nc;x;3\nc;y;3\nd;x;\n".as_bytes(),
    );
    let done = folder.call(&["agreement", "--ratings", "input/r.csv"]);
    insta::assert_snapshot!(done.out, @"
    3 enheder, 2 bedømmere, 6 vurderinger (rækker uden: 1). 3 enheder er vurderet af mindst to; kun de siger noget om enighed.

    Andel ens vurderinger: 0,667 (0,000 til 1,000)
      Så stor en del af alle par af vurderinger af det samme er ens; det er ikke renset for tilfældighed, og også den, der gætter, rammer jævnligt det samme.

    Krippendorffs alfa, nominal: 0,545 (-1,955 til 1,000)
      1 er fuld enighed og 0 det, man ville få ved at blande alle vurderinger tilfældigt; en uenighed er en uenighed, stor eller lille.
      Efter Krippendorffs grænser: for lidt enighed til at bygge på (under 0,667), men intervallet rækker op over.

    Krippendorffs alfa, ordinal: 0,778 (-1,884 til 1,000)
      1 er fuld enighed og 0 det, man ville få ved at blande alle vurderinger tilfældigt; en uenighed tæller mere, jo flere vurderinger der ligger mellem de to (Krippendorffs egen ordinale afstand, ikke faste vægte).
      Efter Krippendorffs grænser: kun til forsigtige konklusioner (mellem 0,667 og 0,800), og intervallet rækker ned under.

    Krippendorffs alfa, interval: 0,828 (-1,741 til 1,000)
      1 er fuld enighed og 0 det, man ville få ved at blande alle vurderinger tilfældigt; en uenighed tæller med forskellen i anden potens, så trinene regnes for lige store.
      Efter Krippendorffs grænser: på den pålidelige side af 0,800, men intervallet rækker ned under: flere dobbeltvurderinger må vise det.

    Gwets AC1: 0,520 (-1,426 til 1,000)
      1 er fuld enighed og 0 det, tilfældighed giver; falder ikke, blot fordi næsten alle får samme vurdering, som alfa gør.

    Gwets AC2, ordinale vægte: 0,737 (-0,285 til 1,000)
      Som AC1, men vurderinger, der ligger nær hinanden, tæller som delvis enige (Gwets ordinale vægte).

    Intervallerne er 95 %-intervaller ved at tage én enhed ud ad gangen (jackknife), med alle dens emner. Kategorierne er dem, der forekommer i filen.
    ");
}

#[test]
fn a_file_that_is_not_there_is_a_wrong_call_and_a_bad_one_a_failure() {
    let folder = Folder::empty();
    folder.put("r.csv", b"unit,rater\n1,2\n");
    let missing = folder.call(&["agreement", "--ratings", "input/no.csv"]);
    assert_eq!(missing.code, 2);
    insta::assert_snapshot!(missing.err, @"niveau: input/no.csv: findes ikke");
    let bad = folder.call(&["agreement", "--ratings", "input/r.csv", "--json"]);
    assert_eq!((bad.code, &*bad.out), (1, ""));
    insta::assert_snapshot!(bad.err, @"input/r.csv: overskrifterne er unit, rater; der skal være en kolonne med enheden (unit, enhed, tilbud), en med bedømmeren (rater, bedømmer, tilsyn) og en med vurderingen (rating, vurdering, graduering)");
}
