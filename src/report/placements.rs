//! Where does every offering stand?

use crate::model::{AgeGroup, Attained, GradeBounds, Level, OfferingId, Ownership, Parameter};
use crate::report::parts::{OFFERINGS, PARTS};
use crate::report::placement_row::PlacementRow;
use crate::report::values::{OFF_PORTAL, ON_PORTAL};
use crate::results::Results;
use crate::table::{Output, Table};

/// What whoever adds up the column of places must know, without a full stop.
const REPEATED: &str = "Afdelinger og pladser er tilbuddets for målgruppen og står på hver af dets \
                        rækker: læg dem aldrig sammen over rækker; kun pladser fordelt på \
                        målgrupper kan lægges sammen. Forsyningen er talt i \
                        landscape/, hvor intet tæller dobbelt";

const NOT_ASSESSED: &str = "ikke vurderet";

/// The columns that say which offering a row is of.
fn offering_columns<'v, R: 'v>(
    table: Table<'v, R>,
    of: fn(&R) -> &PlacementRow<'v>,
) -> Table<'v, R> {
    table
        .text("provider_id", "Tilbudsid", "tilbuddets eller leverandørens id", move |r| {
            Some(&*of(r).provider.id)
        })
        .text("provider_name", "Tilbudsnavn", "tilbuddets navn", move |r| {
            Some(&*of(r).provider.name)
        })
        .with(|table| part_columns(table, of))
}

/// The columns that say which of a provider's offerings a row is of.
pub(super) fn part_columns<'v, R: 'v>(
    table: Table<'v, R>,
    of: fn(&R) -> &PlacementRow<'v>,
) -> Table<'v, R> {
    table
        .code("target_group", "målgruppens slug", move |r| Some(&*of(r).group().slug))
        .words("Målgruppe", "målgruppens navn", move |r| Some(&*of(r).group().name))
        .text("subgroup", "Delmålgruppe", "den del, der er indplaceret", move |r| of(r).subgroup())
        .empty("ikke delt efter delmålgruppe")
        .text("age_group", "Aldersgruppe", "den del, der er indplaceret", move |r| {
            of(r).offering.age_group.map(AgeGroup::danish)
        })
        .empty("ikke delt efter aldersgruppe")
}

/// `placements`: a row per offering.
pub(super) fn placements<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let others = results.settings.other_rules().iter().zip(&results.assessed.other_levels);
    Table::<PlacementRow<'v>>::new(
        "placements",
        "Indplaceringer",
        "et tilbud for en målgruppe, eller en del af det, hvor det er delt",
        OFFERINGS,
    )
    .note(PARTS)
    .note(REPEATED)
    .with(|table| offering_columns(table, |r| r))
    .code("target_group_code", "målgruppens kode i registret", |r| Some(&*r.group().code))
    .code("target_group_name", "målgruppens navn", |r| Some(&*r.group().name))
    .text(
        "municipality",
        "Kommunekode",
        "fire cifre; hvor afdelingen med flest pladser ligger",
        PlacementRow::municipality_code,
    )
    .empty("ingen kommune er oplyst")
    .text(
        "municipality_name",
        "Kommune",
        "hvor afdelingen med flest pladser ligger",
        PlacementRow::municipality_name,
    )
    .empty("ingen kommune er oplyst")
    .text("region", "Region", "efter kommunen, på den valgte dags kort", PlacementRow::region)
    .empty("ingen kommune er oplyst, eller et dækningsområde i flere regioner")
    .text("ownership", "Virksomhedsform", "som registret samler stavemåderne", |r| {
        r.provider.ownership.map(Ownership::danish)
    })
    .empty("ikke oplyst")
    .code(
        "operator",
        "hvem der driver det: samme nummer er samme driftsherre (driftsherre, ellers CVR-nummer, \
         ellers tilbuddet selv)",
        |r| Some(r.operator()),
    )
    .text("legal_bases", "Paragraffer", "tilbuddets, delt af semikolon", PlacementRow::legal_bases)
    .empty("ingen kendt paragraf er oplyst")
    .flag("is_on_portal", "", "om det står på Tilbudsportalen", |r| Some(r.provider.is_on_portal))
    .words("Står på", "på Tilbudsportalen eller uden for den", |r| {
        Some(if r.provider.is_on_portal { ON_PORTAL } else { OFF_PORTAL })
    })
    .text(
        "provider_kinds",
        "Leverandørtype",
        "som oplyst, ellers efter paragrafferne",
        PlacementRow::kinds,
    )
    .empty("hverken oplyst eller til at udlede")
    .text(
        "service_area",
        "Dækningsområde",
        "kommuner, som en leverandør uden adresse dækker",
        PlacementRow::service_area,
    )
    .empty("har en adresse")
    .text(
        "supervision",
        "Tilsyn",
        "som oplyst, ellers efter driftsherre og beliggenhed",
        PlacementRow::supervision,
    )
    .empty("hverken oplyst eller til at udlede")
    .int("n_departments", "Afdelinger", "dem, der tager målgruppen", |r| Some(r.departments().0))
    .unit("afdelinger")
    .int(
        "places_open",
        "Pladser åbne for målgruppen",
        "afdelingernes pladser; må aldrig lægges sammen over rækker",
        |r| r.departments().1,
    )
    .unit("pladser")
    .empty("ingen afdelinger, eller en afdelings pladser er ikke oplyst")
    .decimal(
        "places_shared",
        "Pladser fordelt på målgrupper",
        "delt ligeligt mellem afdelingens målgrupper; kan lægges sammen",
        3,
        PlacementRow::places_shared,
    )
    .unit("pladser")
    .empty("ingen afdelinger, eller ingen af dem har oplyst pladser")
    .code("state", "indplaceret, eller hvorfor ikke", |r| Some(r.assessed.placement.state.column()))
    .words("Tilstand", "indplaceret, eller hvorfor ikke", |r| {
        Some(r.assessed.placement.state.danish())
    })
    .code("quality", "om den fornødne kvalitet er opfyldt", |r| {
        Some(r.assessed.placement.quality.column())
    })
    .words("Kvalitet", "om den fornødne kvalitet er opfyldt", |r| {
        Some(r.assessed.placement.quality.danish())
    })
    .text("level", "Beregnet niveau", "let, moderat, højt", |r| {
        r.assessed.placement.level.map(Level::danish)
    })
    .empty("ikke indplaceret")
    .text("level_low", "Lavest mulige niveau", "ingen, let, moderat, højt", |r| {
        r.assessed.placement.low.map(Attained::danish)
    })
    .empty(NOT_ASSESSED)
    .text("level_high", "Højest mulige niveau", "ingen, let, moderat, højt", |r| {
        r.assessed.placement.high.map(Attained::danish)
    })
    .empty(NOT_ASSESSED)
    .text(
        "reason",
        "Hvorfor ikke indplaceret",
        "hvad der mangler eller ikke kunne bruges",
        PlacementRow::reason,
    )
    .empty("indplaceret, under let, eller ingen har vurderet det")
    .text("inspector_level", "Tilsynets samlede niveau", "som tilsynet har skrevet det", |r| {
        r.assessed.grades.inspector_level.map(Attained::danish)
    })
    .empty("ikke oplyst af tilsynet")
    .for_each(others, |table, (rule, levels)| {
        let name = &rule.rule.name;
        table
            .text(
                format!("level_{name}"),
                format!("Niveau efter regel {name}"),
                "let, moderat, højt efter reglen",
                move |r| levels[r.id.index()].map(Level::danish),
            )
            .empty("ikke indplaceret efter reglen")
    })
    .for_each(Parameter::ALL, |table, parameter| {
        let about = "gradueringen, der tæller; mindst, højst og eller, hvor den er kendt i en del";
        table
            .code(format!("grade_{}", parameter.column()), about, move |r| {
                r.assessed.grades.grades[parameter].grade().word()
            })
            .empty("ukendt, kendt i en del (ordet i næste kolonne), eller ikke vurderet")
            .words(parameter.danish(), about, move |r| {
                let grades = &r.assessed.grades;
                grades.is_assessed().then(|| grades.grades[parameter].to_string())
            })
            .empty(NOT_ASSESSED)
    })
    .for_each(Parameter::ALL, |table, parameter| {
        let about = "det, oplysningsskemaet giver efter vejledningen";
        let bounds = move |r: &PlacementRow<'_>| r.assessed.grades.evidence[parameter];
        table
            .code(format!("evidence_grade_{}", parameter.column()), about, move |r| {
                bounds(r).map(GradeBounds::grade)?.word()
            })
            .empty("ingen oplysninger eller vejledning, eller oplysningerne afgør det ikke")
            .words(format!("{} (af oplysninger)", parameter.danish()), about, move |r| {
                bounds(r).map(|bounds| bounds.to_string())
            })
            .empty("ingen oplysninger eller vejledning")
    })
    .int("n_assessments", "Vurderinger", "også dobbeltvurderinger", |r| {
        Some(r.assessed.grades.n_assessments)
    })
    .unit("vurderinger")
    .date("assessed_on", "Vurderet den", "den vurdering, der indplacerer", |r| {
        r.placing().map(|assessment| assessment.assessed_on)
    })
    .empty(NOT_ASSESSED)
    .text("assessed_by", "Vurderet af", "tilsynet bag den vurdering", PlacementRow::assessor)
    .empty(NOT_ASSESSED)
    .code("rule", "reglen, der indplacerer", |_| Some(&*results.settings.placing_rule().rule.name))
    .text(
        "guideline",
        "Vejledning",
        "den, der gjaldt på dagen, eller hvorfor der ingen er",
        PlacementRow::guideline,
    )
    .empty(NOT_ASSESSED)
    .flag("is_example_data", "", "om tilbuddene er opdigtede", |_| {
        Some(results.provenance.is_example_data)
    })
    .for_report()
    .made(results.assessed.offerings.len(), |at| {
        vec![PlacementRow::new(results, OfferingId::at(at))]
    })
}
