//! What stands in the annex before its sheets?

use crate::table::{Book, BookPicture, Sheet};

/// The annex.
pub(in crate::report) const PATH: &str = "kapacitet.xlsx";

/// The annex: cover, contents, what to know, the sheets, the pictures.
pub(in crate::report) fn book(sheets: Vec<Sheet>, pictures: Vec<BookPicture>) -> Book {
    let under = |heading: &str, sentences: &[&str]| {
        (heading.to_owned(), sentences.iter().map(|text| format!("{text}.")).collect())
    };
    Book {
        title: "Kapacitet, belægning og borgerstrømme: bilag til rammeaftalen".to_owned(),
        about: vec![
            "INTERNT. Borgere er talt, og intet er skjult. Tal, der skal ud af huset, skal først \
             diskretioneres."
                .to_owned(),
            "Pladser og belægning efter målgruppe og tilbudstype, takster, køb og salg mellem \
             kommuner, planlagte ændringer og de mest specialiserede tilbud, som kommuner og \
             regioner har indberettet det. Alle rækker og år står i mappen `capacity` ved siden af \
             som parquet og CSV; her står det nyeste år."
                .to_owned(),
        ],
        notes: vec![
            under(
                "Hvad tallene hviler på",
                &[
                    "Hver række siger, hvor mange afdelinger der er, og hvor mange af dem der har \
                     indberettet",
                    "Hvor for få har indberettet, er der intet enkelt tal, kun mindst og højst, \
                     eller tallet er holdt tilbage med grunden ved siden af",
                    "Tal om niveauer gives desuden kun, hvor nok er vurderet",
                ],
            ),
            under(
                "Tegn",
                &[
                    "Tomt felt er ikke oplyst eller holdt tilbage, aldrig nul",
                    "Mindst er det indberettede. Højst lægger dem til, der ikke har indberettet, med \
                     pladserne fra Tilbudsportalen",
                ],
            ),
            under(
                "Enheder",
                &[
                    "Pladser og borgere i en afdeling med flere målgrupper er delt ligeligt mellem \
                     dem, så de kan lægges sammen; derfor er der decimaler",
                    "Belægning er belagte pladser af pladser, i de indberetninger, der har begge. Op \
                     til 120 pct. er brugt som overbelægning; en overbelagt afdeling har ingen ledige \
                     pladser, ikke færre end nul",
                    "Takster er kroner pr. dag eller døgn. Median og kvartiler er over \
                     indberetninger; det vægtede gennemsnit er vægtet med pladser",
                    "Afrunding kan gøre, at tal ikke summer til totalen",
                ],
            ),
        ],
        tables: sheets,
        pictures,
    }
}
