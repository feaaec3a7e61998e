//! A grade known in part keeps its bounds in all that is told, from the cell on.

use insta::assert_snapshot;
use polars_core::prelude::{Column, DataFrame, DataType};

use super::folder::{Folder, frame};
use super::ingest::{evidence, forms, grades};

/// One tilbud: citizens on *let* and nothing of the others, no word of whether aids are in use, an
/// inspector who was in two minds, and nothing at all of metoder.
fn partly_known() -> Folder {
    let reported = [("borgere-let", "12"), ("hjaelpemiddelfaglige-kompetencer", "nej")];
    let graded = [
        ("praksiserfaring", "moderat"),
        ("uddannelse", "moderat"),
        ("fagmiljoe", "moderat/højt"),
        ("samarbejdsformer", "let"),
        ("vidensudvikling", "let"),
        ("kvalitet", "ja"),
    ];
    let book = forms(&[evidence("900003", &reported)], &[grades("900003", &graded)]);
    Folder::new(&[("tilsyn-proeve.xlsx", &book)])
}

/// These columns of the tilbud's rows, one row a line; a dot for nothing.
fn told(table: &DataFrame, columns: &[&str]) -> String {
    let texts = |name: &str| table.column(name).unwrap().cast(&DataType::String).unwrap();
    let (ids, groups) = (texts("provider_id"), texts("target_group"));
    let is = |of: &Column, row, wanted| of.str().unwrap().get(row) == Some(wanted);
    let at = (0..table.height())
        .filter(|row| is(&ids, *row, "900003") && is(&groups, *row, "autismespektrum"));
    let cell = |row: usize, name: &&str| {
        let text = table.column(name).unwrap().get(row).unwrap().to_string();
        if text == "null" { ".".to_owned() } else { text.trim_matches('"').to_owned() }
    };
    let line = |row| columns.iter().map(|name| cell(row, name)).collect::<Vec<_>>().join(" ");
    at.map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn bounds_stand_in_the_tables_and_in_what_is_explained() {
    let folder = partly_known();
    folder.run();
    let files = folder.outputs();
    let table = |name: &str| frame(&files[name]);
    assert_snapshot!(
        told(
            &table("grades.parquet"),
            &["parameter", "grade", "grade_low", "grade_high", "may_be_not_relevant", "basis"],
        ),
        @r#"
    active_practice . let højt false oplysningsskema
    practice_experience moderat moderat moderat false afrapportering
    education moderat moderat moderat false afrapportering
    professional_environment . moderat højt false tilsynets graduering er ikke ét niveau
    collaboration let let let false afrapportering
    knowledge_development let let let false afrapportering
    methods . ingen højt true oplysningsskema
    aids_and_technology . ingen let true oplysningsskema
    "#
    );
    assert_snapshot!(
        told(&table("placements.parquet"), &["state", "level_low", "level_high", "reason"]),
        @"provisional let moderat ukendt: Aktiv praksis (mindst let), Fagmiljø (mindst moderat), Metoder og faglige tilgange, Hjælpemidler og teknologi (højst let, hvis relevant)"
    );
    assert_snapshot!(
        told(
            &table("robustness/lift.parquet"),
            &["direction", "to_level", "n_steps", "parameter", "grade_from", "grade_from_low", "grade_from_high", "grade_to"],
        ),
        @r#"
    op moderat 2 active_practice . let højt moderat
    op moderat 2 collaboration let let let moderat
    op moderat 2 collaboration let let let moderat
    op moderat 2 collaboration let let let moderat
    op moderat 2 collaboration let let let moderat
    op moderat 2 knowledge_development let let let moderat
    op moderat 2 knowledge_development let let let moderat
    ned let 2 active_practice . let højt ingen
    ned let 2 collaboration let let let ingen
    ned let 2 knowledge_development let let let ingen
    "#
    );
    let placements = folder.text("placements.csv");
    let row = placements
        .lines()
        .find(|line| line.starts_with("900003;") && line.contains("Autisme"))
        .unwrap();
    for words in ["mindst let", "mindst moderat", "højst let, hvis relevant", "ikke oplyst"] {
        assert!(row.split(';').any(|cell| cell == words), "{words}: {row}");
    }
    let text = folder.shown(&["explain", "900003", "autismespektrum"]);
    let from = text.find("Beregnet niveau").unwrap();
    let to = text.find("Fornøden kvalitet").unwrap();
    assert_snapshot!(text[from..to].trim_end(), @"
    Beregnet niveau: intet (foreløbig); gradueringerne alene giver let til moderat
    Hvorfor ikke: ukendt: Aktiv praksis (mindst let), Fagmiljø (mindst moderat), Metoder og faglige tilgange, Hjælpemidler og teknologi (højst let, hvis relevant)
    Regel: Flertal: mindst 5 af 8 [rules/flertal.toml]
    Vejledning: Autismespektrum fra 1.1.2021 (eksempel) [guidelines/autismespektrum/2021-01-01.toml]

    Hvad afgjorde niveauet
      let:     6 af 8 parametre når niveauet, 5 kræves: nået, 1 mere end nødvendigt; yderligere 2 kan nå det
      moderat: 3 af 8 parametre når niveauet, 5 kræves: ikke nået, mangler 2; yderligere 2 kan nå det
      højt:    0 af 8 parametre når niveauet, 5 kræves: ikke nået, mangler 5; yderligere 3 kan nå det
      Efter de andre regler: »Alle: 8 af 8« uafgjort mellem ingen og let; »Flertal med aktiv praksis: mindst 5 af 8, aktiv praksis iblandt« uafgjort mellem let og moderat

    Hvor sikkert er niveauet
      De ukendte gradueringer efter målgruppens fordeling: let 66,7 %, moderat 33,3 %
      Den ukendte, der ville afgøre mest: Metoder og faglige tilgange (fjerner i snit 50 % af uvisheden)
      Hvis alle vægte er lige sandsynlige: moderat 51,7 %, let 44,3 %, højt 2,9 %, ingen 1,2 %
      Hvis vægtene er nær lige (Dirichlet 4): moderat 56,7 %, let 42,9 %, højt 0,4 %, ingen under 0,1 %
      Hvis aktiv praksis vejer mindst lige så meget som hver af de andre: moderat 56,6 %, let 36,1 %, højt 7,3 %, ingen under 0,1 %
      Stabilitetsradius: ikke afgjort

    Hvad der skal til (en graduering tæller som det laveste, den kan være)
      Op til moderat: 2 trin, 3 lige korte veje
        - Aktiv praksis fra mindst let til moderat og Samarbejdsformer fra let til moderat
        - Aktiv praksis fra mindst let til moderat og Vidensudvikling fra let til moderat
        - Samarbejdsformer fra let til moderat og Vidensudvikling fra let til moderat
        Aktiv praksis på moderat mangler:
          mindst 8 borgere med moderat behov inden for de seneste 12 måneder (fundet: ikke oplyst; vejledningens linje 36)
        Samarbejdsformer på moderat mangler:
          medarbejderne gennemfører indsatsen selvstændigt (fundet: ikke oplyst; vejledningens linje 240)
          det tværfaglige samarbejde er systematisk (fundet: ikke oplyst; vejledningens linje 250)
          ét af flere: samarbejdet er beskrevet i procedurer (fundet: ikke oplyst; vejledningens linje 259)
          ét af flere: mindst 1 formel tværsektoriel samarbejdsaftale (fundet: ikke oplyst; vejledningens linje 269)
        Vidensudvikling på moderat mangler:
          holder sig opdateret om aktuelt bedste viden (fundet: ikke oplyst; vejledningens linje 298)
          holder sig opdateret om aktuelt bedste viden (fundet: ikke oplyst; vejledningens linje 307)
      Ned fra let: 2 trin, 3 lige korte veje
        - Aktiv praksis fra mindst let til ingen og Samarbejdsformer fra let til ingen
        - Aktiv praksis fra mindst let til ingen og Vidensudvikling fra let til ingen
        - Samarbejdsformer fra let til ingen og Vidensudvikling fra let til ingen
    ");
    for wanted in [
        "1. Aktiv praksis: mindst let",
        "4. Fagmiljø: mindst moderat",
        "er ikke ét niveau (mindst moderat, kan ikke afgøres nærmere)",
        "8. Hjælpemidler og teknologi: højst let, hvis relevant",
    ] {
        assert!(text.contains(wanted), "{wanted} is missing in\n{text}");
    }
    // Cut out as a case it says what the inspector wrote too.
    let case = folder.shown(&["explain", "900003", "autismespektrum", "--as-case"]);
    assert_eq!(case.matches("fagmiljoe = \"mindst moderat\"").count(), 2, "{case}");
}
