//! How are the most specialised tilbud listed?

use crate::capacity::{FlowOrigin, SpecialisedRow};
use crate::landscape::Value as Place;
use crate::report::capacity::{provider_columns, table};
use crate::report::values::value_name;
use crate::results::Results;
use crate::table::Output;

/// `capacity/specialised`: placed on højt, or reaching beyond the region.
pub(super) fn specialised<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let groups = &results.settings.registers.target_groups;
    table::<SpecialisedRow>(
        "capacity/specialised",
        "De mest specialiserede og de lands- og landsdelsdækkende tilbud",
        "et tilbud, der er indplaceret på højt, eller som modtager borgere langvejs fra",
        "tilbud",
    )
    .sheet("Mest specialiserede")
    .note(
        "Kun indplacerede tæller som højt: så længe mange tilbud ikke er vurderet, kan flere vise \
         sig at være det",
    )
    .note(
        "Landsdækkende modtager borgere fra alle regioner, landsdelsdækkende fra mindst to, og mindst \
         en femtedel af borgerne kommer fra andre regioner end tilbuddets egen: vores læsning, ingen \
         udpegning",
    )
    .with(|table| provider_columns(table, results, |r| r.provider))
    .text("municipality", "Kommune", "hvor det ligger", |r| {
        r.municipality.map(|code| value_name(results, Place::Municipality(code)))
    })
    .empty("ikke oplyst, eller afdelingerne ligger hver for sig")
    .text("high_for", "Højt for", "målgrupper, det er indplaceret på højt for", move |r| {
        let mut names: Vec<&str> =
            r.high.iter().map(|offer| &*groups.get(offer.target_group).name).collect();
        names.dedup();
        (!names.is_empty()).then(|| names.join("; "))
    })
    .empty("ikke indplaceret på højt")
    .text("reach", "Rækkevidde", "efter hvor borgerne kommer fra", |r| Some(r.reach.danish()))
    .text("year", "År", "indberetningen af borgere", |r| r.year.map(|year| year.to_string()))
    .empty("borgerne er ikke indberettet")
    .int("citizens", "Borgere, mindst", "indberettede borgere", |r| {
        r.year.map(|_| u64::try_from(r.origins.all()).unwrap_or(u64::MAX))
    })
    .unit("borgere")
    .empty("borgerne er ikke indberettet")
    .int("municipalities", "Betalingskommuner", "de kommer fra", |r| r.year.map(|_| r.from.0))
    .unit("kommuner")
    .empty("borgerne er ikke indberettet")
    .int("regions", "Regioner", "de kommer fra", |r| r.year.map(|_| r.from.1))
    .unit("regioner")
    .empty("borgerne er ikke indberettet")
    .decimal("other_regions_percent", "Fra andre regioner, pct.", "af borgerne", 1, |r| {
        r.origins.percent(&[FlowOrigin::OtherRegion]).filter(|_| r.is_whole)
    })
    .unit("pct.")
    .empty("borgerne er ikke indberettet, eller ikke alle af dem")
    .flag("is_whole", "Alle borgere er indberettet", "for alle afdelinger", |r| {
        r.year.map(|_| r.is_whole)
    })
    .empty("borgerne er ikke indberettet")
    .over(&results.capacity.specialised)
}
