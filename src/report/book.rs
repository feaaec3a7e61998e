//! What stands in the workbook before its sheets?

use crate::report::parts::PARTS;
use crate::size::CAVEATS;
use crate::table::{Book, BookPicture, Sheet};

/// The workbook of all tables that have a sheet.
pub(super) const PATH: &str = "niveau.xlsx";

/// The workbook: cover, contents, what to know, the sheets, the pictures.
pub(super) fn book(sheets: Vec<Sheet>, pictures: Vec<BookPicture>) -> Book {
    Book {
        title: "Specialiseringsniveauer: indplaceringer, udbud, behov og adgang".to_owned(),
        about: vec![
            "Hvem der er indplaceret på hvilket niveau, hvor de er, hvad det holder op mod, og \
             hvor sikkert det er. De første ark er dem, en rapport skrives af; resten står i \
             mapperne ved siden af som parquet og CSV, og data-dictionary.md siger, hvad hver \
             kolonne holder."
                .to_owned(),
        ],
        notes: notes(),
        tables: sheets,
        pictures,
    }
}

/// What a reader has to know of all sheets; what holds for one stands under it.
fn notes() -> Vec<(String, Vec<String>)> {
    let under = |heading: &str, sentences: &[&str]| {
        (heading.to_owned(), sentences.iter().map(|text| format!("{text}.")).collect())
    };
    vec![
        under("Forbehold", &CAVEATS),
        under(
            "Enheder",
            &[
                PARTS,
                "Leverandører, afdelinger og deres pladser tæller kun én gang i hver celle; \
                 afdelinger bærer pladser og geografi",
                "Pladser åbne for målgruppen kan tælle med i flere målgrupper og lægges aldrig \
                 sammen over dem. Pladser fordelt på målgrupper er delt ligeligt mellem afdelingens målgrupper",
            ],
        ),
        under(
            "Ikke vurderet",
            &[
                "Op til lægger det til, som kan komme på niveauet, når det er vurderet: udbuddet er \
               et interval, så længe meget ikke er vurderet",
            ],
        ),
        under(
            "Tomme felter og afrunding",
            &[
                "Tomme felter er ikke oplyst eller ikke givet, aldrig nul",
                "Afrunding kan gøre, at tal ikke summer til totalen",
                "Intet er skjult i denne fil: den er til eget brug, og små tal kan pege på en \
                 navngiven leverandør",
            ],
        ),
        under(
            "Intervaller",
            &["Andele har Wilson-intervaller og tal pr. indbygger eksakte intervaller, 95 pct.; \
               små tal er dem, der hviler på færre end fem leverandører"],
        ),
        under(
            "Udvalg",
            &[
                "Behov, udbud, adgang, sårbarhed og mangfoldighed står her for de målgrupper, der er \
               vurderet. Alle målgrupper står i mapperne ved siden af",
            ],
        ),
    ]
}
