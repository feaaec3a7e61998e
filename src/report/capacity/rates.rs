//! How is it told what a place costs?

use crate::capacity::{By, CapacityRow, Rates, Withheld};
use crate::report::capacity::{group_columns, place_name, table, year_column};
use crate::report::landscape::level_word;
use crate::results::Results;
use crate::table::{Output, danish_date};

/// `capacity/rates`: takster by group, level and every value.
pub(super) fn rates<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let newest = results.capacity.rows.iter().map(|row| row.year).max();
    let days = &results.capacity.map_days;
    let rows: Vec<&'v CapacityRow> =
        results.capacity.rows.iter().filter(|row| row.reported[3] > 0).collect();
    let figures = [
        ("lower", "Nedre kvartil", (|rates| Some(rates.lower)) as fn(&Rates) -> Option<f64>),
        ("median", "Median", |rates| Some(rates.median)),
        ("upper", "Øvre kvartil", |rates| Some(rates.upper)),
        ("weighted", "Vægtet gennemsnit", |rates| rates.weighted),
    ];
    table::<&'v CapacityRow>(
        "capacity/rates",
        "Takster pr. dag",
        "en målgruppe på et niveau i et år, efter en værdi, hvor nogen har indberettet en takst",
        "kroner pr. dag",
    )
    .sheet("Takster")
    .sheet_rows(move |row| {
        Some(row.year) == newest && row.level.is_none() && row.by == By::KindInRegion
    })
    .note(
        "Arket har det nyeste år og tilbudstyperne i hver region; filerne har også kommune, paragraf \
         og ejerform",
    )
    .note(
        "Median og kvartiler er over indberetninger (definition 7 af Hyndman og Fan 1996); det \
         vægtede gennemsnit er vægtet med de pladser, der er indberettet sammen med taksten",
    )
    .note("En takst tæller i hver målgruppe, afdelingen har")
    .with(|table| year_column(table, |r| r.year))
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("by", "Fordelt på", "hvad værdien er en værdi af", move |r| {
        Some(match r.by {
            By::Region(map) => days
                .get(usize::from(map))
                .map_or_else(String::new, |day| format!("region pr. {}", danish_date(*day))),
            By::Municipality => "kommune".to_owned(),
            By::LegalBasis => "paragraf".to_owned(),
            By::Kind => "tilbudstype".to_owned(),
            By::KindInRegion => "region og tilbudstype".to_owned(),
            By::Ownership => "ejerform".to_owned(),
        })
    })
    .not_on_sheet()
    .text("value", "Værdi", "værdien, eller alle under ét", move |r| {
        Some(place_name(results, r.by, r.value))
    })
    .text("level", "Niveau", "som tilbuddet er indplaceret på; alle: uanset niveau", |r| {
        Some(level_word(r.level))
    })
    .not_on_sheet()
    .int("departments", "Afdelinger", "afdelinger, og tilbud uden afdelinger", |r| {
        Some(r.departments)
    })
    .unit("afdelinger")
    .int("reporting_rate", "Har indberettet takst", "af afdelingerne", |r| Some(r.reported[3]))
    .unit("afdelinger")
    .int("rates", "Takster", "indberetninger med en takst: afdeling x paragraf", |r| {
        r.rates.map(|rates| rates.n)
    })
    .unit("takster")
    .empty("holdt tilbage; se hvorfor")
    .for_each(figures, |table, (name, header, of)| {
        table
            .decimal(name, header, "kroner pr. dag", 2, move |r: &&CapacityRow| {
                r.rates.as_ref().and_then(of)
            })
            .unit("kr. pr. dag")
            .empty("holdt tilbage, se hvorfor; eller ingen har pladser med")
    })
    .text("withheld", "Hvorfor ingen takst", "grunden i ord", |r| {
        r.rates_withheld.map(Withheld::danish)
    })
    .empty("intet er holdt tilbage")
    .of(rows)
}
