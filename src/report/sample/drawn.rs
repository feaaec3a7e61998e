//! Who was drawn, who stands in reserve, and from which strata?

use crate::report::parts::OFFERINGS;
use crate::results::SampleResults;
use crate::table::{Output, Table};
use crate::trial::{Drawn, OwnershipClass, SizeClass, Stratum};

/// A stratum in words: `Region Nordjylland; offentlig; 0-9 pladser, 10-24 pladser`. Where all
/// classes stand together, it says so.
pub(super) fn stratum_in_words(results: &SampleResults<'_>, stratum: &Stratum) -> String {
    let regions: Vec<&str> = (stratum.regions.iter())
        .map(|region| {
            region.map_or("region ikke oplyst", |id| &results.registers.regions.get(id).name)
        })
        .collect();
    let owners: Vec<&str> = stratum.ownerships.iter().map(|class| class.danish()).collect();
    let sizes: Vec<&str> = stratum.sizes.iter().map(|class| class.danish()).collect();
    let owners = if owners.len() == OwnershipClass::ALL.len() {
        "alle ejerforhold".to_owned()
    } else {
        format!("ejerforhold: {}", owners.join(", "))
    };
    let sizes = if sizes.len() == SizeClass::ALL.len() {
        "alle størrelser".to_owned()
    } else {
        format!("størrelse: {}", sizes.join(", "))
    };
    format!("{}; {owners}; {sizes}", regions.join(", "))
}

/// `sample/strata`: what was drawn from, how many, and how surely each.
pub(super) fn strata<'v>(results: &'v SampleResults<'v>) -> Box<dyn Output + 'v> {
    let design = &results.sample.design;
    let numbered = design.strata.iter().enumerate().collect();
    Table::<(usize, &'v Stratum)>::new(
        "sample/strata",
        "Strata: hvad der er trukket af",
        "et stratum i en målgruppe",
        OFFERINGS,
    )
    .csv_only()
    .sheet("Strata")
    .note(
        "Et stratum, der ikke kunne vente to af stikprøven, står sammen med et andet: den mindste \
         region med den næstmindste, så ejerforhold inden for regionen, så størrelser ved siden af \
         hinanden",
    )
    .with(|table| group_column(table, results, |(_, stratum)| stratum.target_group))
    .int("", "Stratum", "nummeret i planen (design.toml)", |(at, _)| Some(at + 1))
    .unit("nummer")
    .words("Stratum i ord", "region, ejerforhold og størrelse", |(_, stratum)| {
        Some(stratum_in_words(results, stratum))
    })
    .int("", "Population", "alle i stratummet", |(_, stratum)| Some(stratum.population))
    .unit(OFFERINGS)
    .int("", "Trukket", "reserver ikke talt med", |(_, stratum)| Some(stratum.drawn))
    .unit(OFFERINGS)
    .decimal("", "Sandsynlighed for at blive trukket", "trukket af population", 4, |(_, s)| {
        Some(s.inclusion_probability())
    })
    .unit("0-1")
    .decimal("", "Vægt", "så mange står en trukket for", 2, |(_, stratum)| {
        (stratum.drawn > 0).then(|| f64::from(stratum.population) / f64::from(stratum.drawn))
    })
    .unit(OFFERINGS)
    .empty("ingen er trukket af stratummet")
    .of(numbered)
}

/// `sample/offerings`: the drawn and the reserves.
pub(super) fn offerings<'v>(results: &'v SampleResults<'v>) -> Box<dyn Output + 'v> {
    let design = &results.sample.design;
    let name = |drawn: &Drawn| {
        let providers = &results.dataset.providers;
        let at = providers.binary_search_by(|known| known.id.cmp(&drawn.provider)).ok()?;
        Some(&*providers[at].name)
    };
    let supervision = |who| Some(results.registers.supervision_name(who));
    Table::<Drawn>::new(
        "sample/offerings",
        "De trukne og reserverne",
        "et tilbud, der er trukket eller står i reserve for en målgruppe",
        OFFERINGS,
    )
    .csv_only()
    .for_report()
    .sheet("Trukne og reserver")
    .note("Falder en trukket fra, træder den næste reserve i samme stratum til")
    .with(|table| group_column(table, results, |drawn| drawn.target_group))
    .words("Trukket som", "trukket eller reserve", |drawn| {
        Some(if drawn.is_reserve { "reserve" } else { "trukket" })
    })
    .words("Tilbudsid", "som i data", |drawn| Some(drawn.provider.to_string()))
    .words("Tilbud", "navnet i data", move |drawn| name(drawn))
    .int("", "Stratum", "nummeret i planen (design.toml)", |drawn| Some(drawn.stratum + 1))
    .unit("nummer")
    .words("Stratum i ord", "region, ejerforhold og størrelse", |drawn| {
        Some(stratum_in_words(results, design.stratum(drawn)))
    })
    .int("", "Rækkefølge", "i stratummets udtræk; reserver tæller videre", |drawn| {
        Some(drawn.order)
    })
    .unit("nummer")
    .decimal("", "Sandsynlighed for at blive trukket", "stratummets", 4, |drawn| {
        Some(design.stratum(drawn).inclusion_probability())
    })
    .unit("0-1")
    .words("Vurderes af", "det tilsyn, der fører tilsyn", move |drawn| {
        drawn.assessed_by.and_then(supervision)
    })
    .empty("data siger ikke, hvem der fører tilsyn")
    .words("Dobbeltvurderes af", "det andet tilsyn", move |drawn| {
        drawn.doubled_by.and_then(supervision)
    })
    .empty("vurderes én gang")
    .over(&design.offerings)
}

/// The column that each table of a sample begins with.
fn group_column<'v, R: 'v>(
    table: Table<'v, R>,
    results: &'v SampleResults<'v>,
    of: fn(&R) -> crate::model::TargetGroupId,
) -> Table<'v, R> {
    table.words("Målgruppe", "målgruppens navn", move |row| {
        Some(&*results.registers.target_groups.get(of(row)).name)
    })
}
