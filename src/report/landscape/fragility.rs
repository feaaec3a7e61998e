//! How is it written what the landscape rests on, and how varied it is?

use crate::landscape::{ClosingRow, DiversityRow, Share, VulnerabilityRow};
use crate::model::ProviderKind;
use crate::report::landscape::{Drawn, level_word, places};
use crate::table::old::{DocColumn, Documented};

/// What each level in each region rests on.
pub(super) fn cells<'d>(drawn: &'d Drawn<'_, '_>) -> Documented<'d, VulnerabilityRow> {
    let columns =
        vec![
        drawn.group_column(|row: &VulnerabilityRow| row.target_group),
        DocColumn::text(
            ("level", "Niveau", "som leverandøren er indplaceret på"),
            |row: &VulnerabilityRow| Some(level_word(Some(row.level))),
        ),
        DocColumn::text(
            ("area", "Område", "region eller hele landet"),
            |row: &VulnerabilityRow| Some(drawn.name(row.area)),
        ),
        DocColumn::int(
            ("providers", "Leverandører", "indplaceret på niveauet"),
            |row: &VulnerabilityRow| Some(row.providers),
        ).unit("leverandører"),
        DocColumn::int(
            ("providers_up_to", "Leverandører, op til", "indplaceret der, eller kan komme der"),
            |row: &VulnerabilityRow| Some(row.providers_up_to),
        ).unit("leverandører"),
        DocColumn::int(
            (
                "operators",
                "Driftsherrer",
                "driftsherren, hvor den er oplyst, ellers CVR-nummeret, ellers leverandøren selv",
            ),
            |row: &VulnerabilityRow| Some(row.operators),
        ).unit("driftsherrer"),
        DocColumn::decimal(
            ("places_shared", "Pladser delt ud", "indplaceret på niveauet"),
            3,
            |row: &VulnerabilityRow| Some(places(row.places_milli)),
        ).unit("pladser"),
        DocColumn::text(
            ("rests_on", "Hviler på", "ingen, én leverandør, én driftsherre, eller flere"),
            |row: &VulnerabilityRow| Some(row.rests_on.danish()),
        ),
        DocColumn::decimal(
            (
                "herfindahl_hirschman",
                "Herfindahl-Hirschman",
                "summen af driftsherrernes kvadrerede andele af pladserne, over 0 til 1",
            ),
            4,
            |row: &VulnerabilityRow| row.herfindahl_hirschman,
        ).unit("indeks, 0-1").empty("ingen oplyste pladser"),
        DocColumn::decimal(
            ("largest_operator_percent", "Største driftsherre, pct.", "af pladserne"),
            1,
            |row: &VulnerabilityRow| row.largest_operator_percent,
        ).unit("pct.").empty("ingen oplyste pladser"),
        DocColumn::int(
            ("departments_without_places", "Afdelinger uden oplyste pladser", "er i ingen andel"),
            |row: &VulnerabilityRow| Some(row.departments_without_places),
        ).unit("afdelinger"),
    ];
    Documented {
        path: "landscape/vulnerability",
        a_row: "en målgruppe på et niveau i en region eller hele landet",
        unit: "leverandører",
        columns,
        notes: vec![
            "Kun indplacerede tæller: så længe mange tilbud ikke er vurderet, kan flere vise sig at \
             bære et niveau"
                .to_owned(),
        ],
    }
}

/// What goes with each provider.
pub(super) fn closings<'d>(drawn: &'d Drawn<'_, '_>) -> Documented<'d, ClosingRow> {
    let regions = &drawn.view.settings.registers.regions;
    let columns = vec![
        drawn.group_column(|row: &ClosingRow| row.target_group),
        DocColumn::text(
            ("level", "Niveau", "som leverandøren er indplaceret på"),
            |row: &ClosingRow| Some(level_word(Some(row.level))),
        ),
        DocColumn::text(("provider", "Leverandør", "tilbudsid"), |row: &ClosingRow| {
            Some(drawn.provider_id(row.provider))
        }),
        DocColumn::decimal(
            ("places_shared", "Pladser delt ud", "som lukker"),
            3,
            |row: &ClosingRow| Some(places(row.places_milli)),
        )
        .unit("pladser"),
        DocColumn::int(
            (
                "municipalities_lost",
                "Kommuner uden leverandør",
                "ingen anden på niveauet inden for rækkevidde",
            ),
            |row: &ClosingRow| Some(row.municipalities_lost),
        )
        .unit("kommuner"),
        DocColumn::decimal(
            ("citizens_lost", "Forventede borgere uden leverandør", "i de kommuner; centralt skøn"),
            1,
            |row: &ClosingRow| row.citizens_lost,
        )
        .unit("borgere")
        .empty("ingen størrelse er skønnet"),
        DocColumn::text(
            ("only_one_in", "Eneste i", "regioner, hvor den er den eneste på niveauet"),
            |row: &ClosingRow| {
                let names = row.only_one_in.iter().map(|region| &*regions.get(*region).name);
                let all = names.collect::<Vec<_>>().join("; ");
                (!all.is_empty()).then_some(all)
            },
        )
        .empty("ikke den eneste i nogen region"),
    ];
    Documented {
        path: "landscape/closings",
        a_row: "en indplaceret leverandør, som lukker",
        unit: "leverandører",
        columns,
        notes: Drawn::caveats(),
    }
}

/// Columns of the shares of kinds, along [`ProviderKind::ALL`].
const KINDS: [(&str, &str, &str); 4] = [
    ("residential_percent", "Døgntilbud, pct.", "af enheder med kendt type"),
    ("day_percent", "Dagtilbud, pct.", "af enheder med kendt type"),
    ("ambulant_percent", "Ambulant, pct.", "af enheder med kendt type"),
    ("outreach_percent", "Udgående, pct.", "af enheder med kendt type"),
];

/// Service types and kinds of provider.
pub(super) fn diversity<'d>(drawn: &'d Drawn<'_, '_>) -> Documented<'d, DiversityRow> {
    let services = &drawn.view.settings.registers.services;
    let mut columns = vec![
        DocColumn::text(
            ("target_group", "Målgruppe", "målgruppens slug; alle: hver afdeling én gang"),
            |row: &DiversityRow| Some(row.target_group.map_or("alle", |group| drawn.slug(group))),
        ),
        DocColumn::text(
            ("level", "Niveau", "alle: alt, indplaceret eller ej"),
            |row: &DiversityRow| Some(level_word(row.level)),
        ),
        DocColumn::text(("area", "Område", "region eller hele landet"), |row: &DiversityRow| {
            Some(drawn.name(row.area))
        }),
        DocColumn::int(
            ("units", "Enheder", "afdelinger, og leverandører uden afdelinger"),
            |row: &DiversityRow| Some(row.units),
        )
        .unit("enheder"),
        DocColumn::int(
            ("n_services", "Ydelsestyper", "forskellige typer, som nogen har"),
            |row: &DiversityRow| Some(u64::from(row.n_services)),
        )
        .unit("ydelsestyper"),
        DocColumn::text(("services", "Hvilke", "delt af semikolon"), |row: &DiversityRow| {
            let named = services.names().iter().enumerate();
            let has = named.filter(|(at, _)| row.services.0 & (1_u16 << at) != 0);
            let all = has.map(|(_, name)| &**name).collect::<Vec<_>>().join("; ");
            (!all.is_empty()).then_some(all)
        })
        .empty("ingen ydelsestyper er oplyst"),
        DocColumn::int(
            ("units_without_services", "Uden oplyste ydelsestyper", "enheder"),
            |row: &DiversityRow| Some(row.units_without_services),
        )
        .unit("enheder"),
        DocColumn::int(
            ("units_without_kind", "Uden kendt leverandørtype", "enheder; de er i ingen andel"),
            |row: &DiversityRow| Some(row.units_without_kind),
        )
        .unit("enheder"),
    ];
    for (at, name) in KINDS.into_iter().enumerate().take(ProviderKind::ALL.len()) {
        let share = move |row: &DiversityRow| row.kinds[at].map(Share::percent);
        columns.push(
            DocColumn::decimal(name, 1, share).unit("pct.").empty("ingen enhed har en kendt type"),
        );
    }
    Documented {
        path: "landscape/diversity",
        a_row: "en målgruppe på et niveau i en region eller hele landet",
        unit: "afdelinger og leverandører uden afdelinger",
        columns,
        notes: vec!["En enhed af to typer tæller under begge".to_owned()],
    }
}
