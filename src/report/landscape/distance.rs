//! How is access written: nearest providers, distance bands, new sites?

use crate::landscape::{AccessRow, BandRow, Nearest, NewSite, TravelUnit};
use crate::report::landscape::{Drawn, level_word};
use crate::table::old::{DocColumn, Documented};

fn notes(drawn: &Drawn<'_, '_>) -> Vec<String> {
    let mut notes = Drawn::caveats();
    notes.push(match drawn.travel.unit() {
        TravelUnit::Kilometres => {
            "Afstande er mellem kommunernes midtpunkter, og 0 i kommunen selv; over vand er vejen \
             længere, end de siger"
                .to_owned()
        }
        TravelUnit::Minutes => "Afstande er rejsetid mellem kommuner, som de er oplyst".to_owned(),
    });
    notes
}

/// Access from every municipality.
pub(super) fn access<'d>(drawn: &'d Drawn<'_, '_>) -> Documented<'d, AccessRow> {
    let unit = drawn.travel.unit();
    let in_unit = move |nearest: Option<Nearest>, wanted| {
        nearest.filter(|_| unit == wanted).map(|nearest| nearest.distance)
    };
    let columns = vec![
        drawn.group_column(|row: &AccessRow| row.target_group),
        DocColumn::text(
            ("level", "Niveau", "som leverandøren er indplaceret på"),
            |row: &AccessRow| Some(level_word(Some(row.level))),
        ),
        DocColumn::text(
            ("municipality", "Kommunekode", "fire cifre; hvor borgeren bor"),
            |row: &AccessRow| Some(row.municipality.to_string()),
        ),
        DocColumn::text(("municipality_name", "Kommune", "kommunens navn"), |row: &AccessRow| {
            Some(drawn.municipality_name(row.municipality))
        }),
        DocColumn::text(
            ("nearest_provider", "Nærmeste leverandør", "tilbudsid"),
            |row: &AccessRow| row.nearest.map(|nearest| drawn.provider_id(nearest.provider)),
        )
        .empty("ingen kan nås"),
        DocColumn::decimal(
            ("nearest_km", "Afstand, km", "til den nærmeste på netop niveauet"),
            1,
            move |row: &AccessRow| in_unit(row.nearest, TravelUnit::Kilometres),
        )
        .unit("km")
        .empty("ingen kan nås, eller der er regnet i minutter"),
        DocColumn::decimal(
            ("nearest_minutes", "Rejsetid, minutter", "til den nærmeste, når rejsetider er oplyst"),
            1,
            move |row: &AccessRow| in_unit(row.nearest, TravelUnit::Minutes),
        )
        .unit("minutter")
        .empty("ingen kan nås, eller der er regnet i km"),
        DocColumn::text(
            ("nearest_provider_or_above", "Nærmeste på niveauet eller over", "tilbudsid"),
            |row: &AccessRow| {
                row.nearest_or_above.map(|nearest| drawn.provider_id(nearest.provider))
            },
        )
        .empty("ingen kan nås"),
        DocColumn::decimal(
            ("nearest_km_or_above", "Afstand, niveauet eller over, km", "til den nærmeste"),
            1,
            move |row: &AccessRow| in_unit(row.nearest_or_above, TravelUnit::Kilometres),
        )
        .unit("km")
        .empty("ingen kan nås, eller der er regnet i minutter"),
        DocColumn::decimal(
            (
                "nearest_minutes_or_above",
                "Rejsetid, niveauet eller over, minutter",
                "til den nærmeste",
            ),
            1,
            move |row: &AccessRow| in_unit(row.nearest_or_above, TravelUnit::Minutes),
        )
        .unit("minutter")
        .empty("ingen kan nås, eller der er regnet i km"),
        DocColumn::decimal(
            (
                "e2sfca",
                "E2SFCA",
                "pladser på netop niveauet pr. 100 forventede borgere, vægtet efter afstand",
            ),
            4,
            |row: &AccessRow| row.e2sfca,
        )
        .unit("pladser pr. 100 borgere")
        .empty("ingen størrelse er skønnet"),
        DocColumn::decimal(
            ("e2sfca_or_above", "E2SFCA, niveauet eller over", "som e2sfca"),
            4,
            |row: &AccessRow| row.e2sfca_or_above,
        )
        .unit("pladser pr. 100 borgere")
        .empty("ingen størrelse er skønnet"),
    ];
    Documented {
        path: "landscape/access",
        a_row: "en målgruppe på et niveau set fra en kommune",
        unit: "kommuner",
        columns,
        notes: notes(drawn),
    }
}

/// Expected citizens within each distance band.
pub(super) fn bands<'d>(drawn: &'d Drawn<'_, '_>) -> Documented<'d, BandRow> {
    let columns = vec![
        drawn.group_column(|row: &BandRow| row.target_group),
        DocColumn::text(
            ("level", "Niveau", "som leverandøren er indplaceret på"),
            |row: &BandRow| Some(level_word(Some(row.level))),
        ),
        DocColumn::text(
            ("or_above", "Eller over", "ja, når højere niveauer tæller med"),
            |row: &BandRow| Some(if row.is_or_above { "ja" } else { "nej" }),
        ),
        DocColumn::text(("area", "Område", "region eller hele landet"), |row: &BandRow| {
            Some(drawn.name(row.area))
        }),
        DocColumn::decimal(
            ("up_to", "Op til", "km eller minutter, grænsen med"),
            0,
            |row: &BandRow| Some(row.up_to),
        )
        .unit("km eller minutter"),
        DocColumn::decimal(
            (
                "expected_citizens",
                "Forventede borgere",
                "centralt skøn; på niveauet, når størrelsen er delt, ellers alle",
            ),
            1,
            |row: &BandRow| row.expected_citizens,
        )
        .unit("borgere")
        .empty("ingen størrelse er skønnet"),
        DocColumn::decimal(
            ("within", "Heraf inden for", "med en leverandør inden for båndet"),
            1,
            |row: &BandRow| row.within,
        )
        .unit("borgere")
        .empty("ingen størrelse er skønnet"),
        DocColumn::decimal(
            ("share_percent", "Andel, pct.", "af de forventede borgere"),
            1,
            |row: &BandRow| row.share_percent,
        )
        .unit("pct.")
        .empty("ingen forventede borgere"),
    ];
    Documented {
        path: "landscape/access_bands",
        a_row: "en målgruppe på et niveau i et område inden for et afstandsbånd",
        unit: "forventede borgere",
        columns,
        notes: notes(drawn),
    }
}

/// Where one more provider would help most.
pub(super) fn new_sites<'d>(drawn: &'d Drawn<'_, '_>) -> Documented<'d, NewSite> {
    let columns =
        vec![
        drawn.group_column(|row: &NewSite| row.target_group),
        DocColumn::text(("level", "Niveau", "den nye leverandørs"), |row: &NewSite| {
            Some(level_word(Some(row.level)))
        }),
        DocColumn::text(("aim", "Valgt for", "hvad der vindes mest af"), |row: &NewSite| {
            Some(row.aim.danish())
        }),
        DocColumn::int(
            ("rank", "Nummer", "hver valgt med dem før den på plads"),
            |row: &NewSite| Some(row.rank as u64),
        ).unit("nummer"),
        DocColumn::text(("municipality", "Kommunekode", "hvor den ville stå"), |row: &NewSite| {
            Some(row.municipality.to_string())
        }),
        DocColumn::text(("municipality_name", "Kommune", "kommunens navn"), |row: &NewSite| {
            Some(drawn.municipality_name(row.municipality))
        }),
        DocColumn::decimal(
            (
                "gain",
                "Gevinst",
                "flere forventede borgere inden for rækkevidde, eller km (minutter) mindre i alt",
            ),
            1,
            |row: &NewSite| Some(row.gain),
        ).unit("borgere, eller borgere gange km (minutter)"),
        DocColumn::decimal(
            (
                "within_percent",
                "Inden for rækkevidde, pct.",
                "af de forventede borgere, med denne og dem før",
            ),
            1,
            |row: &NewSite| Some(row.within_percent),
        ).unit("pct."),
    ];
    let mut notes = notes(drawn);
    notes.push("Stederne er fundet grådigt, et ad gangen: et regnestykke og ingen plan".to_owned());
    Documented {
        path: "landscape/new_sites",
        a_row: "et sted, hvor en leverandør mere ville hjælpe mest",
        unit: "steder",
        columns,
        notes,
    }
}
