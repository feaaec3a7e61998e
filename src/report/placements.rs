//! How are the placements written?

use std::io::BufWriter;

use crate::model::{AgeGroup, Attained, GradeBounds, Level, Ownership, Parameter};
use crate::output::Staging;
use crate::report::parts::{OFFERINGS, PARTS};
use crate::report::placement_row::PlacementRow;
use crate::report::tables::{OFF_PORTAL, ON_PORTAL};
use crate::report::{View, WriteError, failed};
use crate::table::parquet::{Batch, ParquetFile, ROWS_PER_GROUP};
use crate::table::{Chapter, ColumnDoc, DanishCsv, Field, Holds, Named};

/// What whoever adds up the column of places must know, without a full stop.
const REPEATED: &str = "Afdelinger og pladser er tilbuddets for målgruppen og står på hver af dets \
                        rækker: læg dem aldrig sammen over rækker. Forsyningen er talt i tables/ og \
                        landscape/, hvor intet tæller dobbelt";

/// Writes `placements.parquet` and `placements.csv`: a row per offering.
pub(super) fn write(staging: &Staging, view: &View<'_>) -> Result<Chapter, WriteError> {
    let (parquet, csv) = rayon::join(|| parquet(staging, view), || csv(staging, view));
    parquet.and(csv)?;
    Ok(Chapter {
        files: vec!["placements.parquet".to_owned(), "placements.csv".to_owned()],
        a_row: "et tilbud for en målgruppe, eller en del af det, hvor det er delt".to_owned(),
        unit: OFFERINGS.to_owned(),
        columns: columns(view),
        notes: notes(),
    })
}

fn notes() -> Vec<String> {
    vec![PARTS.to_owned(), REPEATED.to_owned()]
}

const NOT_ASSESSED: &str = "ikke vurderet";

/// The columns of both files.
fn columns(view: &View<'_>) -> Vec<ColumnDoc> {
    let text = |named: (&str, &str, &str)| ColumnDoc::text(named);
    let mut columns = vec![
        text(("provider_id", "Tilbudsid", "tilbuddets eller leverandørens id")),
        text(("provider_name", "Tilbudsnavn", "tilbuddets navn")),
        ColumnDoc::text(Named::code("target_group", "målgruppens slug")),
        ColumnDoc::text(Named::code("target_group_code", "målgruppens kode i registret")),
        ColumnDoc::text(Named::words("Målgruppe", "målgruppens navn")),
        text(("subgroup", "Delmålgruppe", "den del, der er indplaceret"))
            .empty("ikke delt efter delmålgruppe"),
        text(("age_group", "Aldersgruppe", "den del, der er indplaceret"))
            .empty("ikke delt efter aldersgruppe"),
        text((
            "municipality",
            "Kommunekode",
            "fire cifre; hvor afdelingen med flest pladser ligger",
        ))
        .empty("ingen kommune er oplyst"),
        text(("municipality_name", "Kommune", "hvor afdelingen med flest pladser ligger"))
            .empty("ingen kommune er oplyst"),
        text(("region", "Region", "efter kommunen, på den valgte dags kort"))
            .empty("ingen kommune er oplyst, eller et dækningsområde i flere regioner"),
        text(("ownership", "Virksomhedsform", "som registret samler stavemåderne"))
            .empty("ikke oplyst"),
        text(("legal_bases", "Paragraffer", "tilbuddets, delt af semikolon"))
            .empty("ingen kendt paragraf er oplyst"),
        ColumnDoc::new(Holds::Flag, Named::code("is_on_portal", "om det står på Tilbudsportalen")),
        ColumnDoc::text(Named::words("Kilde", "på Tilbudsportalen eller uden for den")),
        text(("provider_kinds", "Leverandørtype", "som oplyst, ellers efter paragrafferne"))
            .empty("hverken oplyst eller til at udlede"),
        text(("service_area", "Dækningsområde", "kommuner, som en leverandør uden adresse dækker"))
            .empty("har en adresse"),
        text(("supervision", "Tilsyn", "som oplyst, ellers efter driftsherre og beliggenhed"))
            .empty("hverken oplyst eller til at udlede"),
        ColumnDoc::int(("n_departments", "Afdelinger", "dem, der tager målgruppen"), "afdelinger"),
        ColumnDoc::int(
            (
                "places_open",
                "Pladser åbne for målgruppen",
                "afdelingernes pladser; må aldrig lægges sammen over rækker",
            ),
            "pladser",
        )
        .empty("ingen afdelinger, eller en afdelings pladser er ikke oplyst"),
        text(("state", "Tilstand", "indplaceret, eller hvorfor ikke")),
        text(("quality", "Kvalitet", "om den fornødne kvalitet er opfyldt")),
        text(("level", "Beregnet niveau", "let, moderat, højt")).empty("ikke indplaceret"),
        text(("level_low", "Lavest mulige niveau", "ingen, let, moderat, højt"))
            .empty(NOT_ASSESSED),
        text(("level_high", "Højest mulige niveau", "ingen, let, moderat, højt"))
            .empty(NOT_ASSESSED),
        text(("reason", "Hvorfor ikke indplaceret", "hvad der mangler eller ikke kunne bruges"))
            .empty("indplaceret, under let, eller ingen har vurderet det"),
        text(("inspector_level", "Tilsynets samlede niveau", "som tilsynet har skrevet det"))
            .empty("ikke oplyst af tilsynet"),
    ];
    columns.extend(other_rules(view).map(|(name, _)| {
        let header = format!("Niveau efter regel {name}");
        ColumnDoc::text((format!("level_{name}"), header, "let, moderat, højt efter reglen"))
            .empty("ikke indplaceret efter reglen")
    }));
    columns.extend(Parameter::ALL.map(|parameter| {
        let name = format!("grade_{}", parameter.column());
        ColumnDoc::text((name, parameter.danish(), "gradueringen, der tæller"))
            .empty("ikke vurderet; i parquet også ukendt graduering")
    }));
    columns.extend(Parameter::ALL.map(|parameter| {
        let name = format!("evidence_grade_{}", parameter.column());
        let header = format!("{} (af oplysninger)", parameter.danish());
        ColumnDoc::text((name, header, "det, oplysningsskemaet giver efter vejledningen")).empty(
            "ingen oplysninger eller vejledning; i parquet også, hvor oplysningerne ikke afgør det",
        )
    }));
    columns.extend([
        ColumnDoc::int(("n_assessments", "Vurderinger", "også dobbeltvurderinger"), "vurderinger"),
        ColumnDoc::new(
            Holds::Date,
            ("assessed_on", "Vurderet den", "den vurdering, der indplacerer"),
        )
        .empty(NOT_ASSESSED),
        text(("assessed_by", "Vurderet af", "tilsynet bag den vurdering")).empty(NOT_ASSESSED),
        ColumnDoc::text(Named::code("rule", "reglen, der indplacerer")),
        text(("guideline", "Vejledning", "den, der gjaldt på dagen, eller hvorfor der ingen er"))
            .empty(NOT_ASSESSED),
        ColumnDoc::new(Holds::Flag, Named::code("is_example_data", "om tilbuddene er opdigtede")),
    ]);
    columns
}

/// Names of the other rules, each beside its levels.
fn other_rules<'r>(
    view: &'r View<'_>,
) -> impl Iterator<Item = (&'r str, &'r [Option<Level>])> + Clone {
    let names = view.settings.rules[1..].iter().map(|rule| &*rule.rule.name);
    names.zip(view.assessed.other_levels.iter().map(Vec::as_slice))
}

fn parquet(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let out = BufWriter::new(staging.file("placements.parquet")?);
    let n = view.assessed.offerings.len();
    let first = batch(view, 0..n.min(ROWS_PER_GROUP));
    let mut file = ParquetFile::begin(out, OFFERINGS, view.provenance, first)?;
    for start in (ROWS_PER_GROUP..n).step_by(ROWS_PER_GROUP) {
        file.batch(batch(view, start..n.min(start + ROWS_PER_GROUP)))?;
    }
    file.finish()?;
    Ok(())
}

fn batch(view: &View<'_>, range: std::ops::Range<usize>) -> Batch {
    let rows: Vec<PlacementRow<'_>> = range.map(|at| PlacementRow::new(view, at)).collect();
    let mut batch = Batch::new();
    let attained = |value: Option<Attained>| value.map(Attained::danish);
    batch
        .text("provider_id", rows.iter().map(|r| Some(&*r.provider.id)))
        .text("provider_name", rows.iter().map(|r| Some(&*r.provider.name)))
        .text("target_group", rows.iter().map(|r| Some(&*r.group().slug)))
        .text("target_group_code", rows.iter().map(|r| Some(&*r.group().code)))
        .text("subgroup", rows.iter().map(PlacementRow::subgroup))
        .text("age_group", rows.iter().map(|r| r.offering.age_group.map(AgeGroup::danish)))
        .text("municipality", rows.iter().map(PlacementRow::municipality_code))
        .text("municipality_name", rows.iter().map(PlacementRow::municipality_name))
        .text("region", rows.iter().map(PlacementRow::region))
        .text("ownership", rows.iter().map(|r| r.provider.ownership.map(Ownership::danish)))
        .text("legal_bases", rows.iter().map(PlacementRow::legal_bases))
        .flag("is_on_portal", rows.iter().map(|r| Some(r.provider.is_on_portal)))
        .text("provider_kinds", rows.iter().map(PlacementRow::kinds))
        .text("service_area", rows.iter().map(PlacementRow::service_area))
        .text("supervision", rows.iter().map(PlacementRow::supervision))
        .int("n_departments", rows.iter().map(|r| i32::try_from(r.departments().0).ok()))
        .int("places_open", rows.iter().map(|r| i32::try_from(r.departments().1?).ok()))
        .text("state", rows.iter().map(|r| Some(r.assessed.placement.state.column())))
        .text("quality", rows.iter().map(|r| Some(r.assessed.placement.quality.column())))
        .text("level", rows.iter().map(|r| r.assessed.placement.level.map(Level::danish)))
        .text("level_low", rows.iter().map(|r| attained(r.assessed.placement.low)))
        .text("level_high", rows.iter().map(|r| attained(r.assessed.placement.high)))
        .text("reason", rows.iter().map(PlacementRow::reason))
        .text("inspector_level", rows.iter().map(|r| attained(r.assessed.grades.inspector_level)));
    for (name, levels) in other_rules(view) {
        let levels = rows.iter().map(|r| levels[r.at].map(Level::danish));
        batch.text(&format!("level_{name}"), levels);
    }
    for parameter in Parameter::ALL {
        let grades = rows.iter().map(|r| r.assessed.grades.grades[parameter].word());
        batch.text(&format!("grade_{}", parameter.column()), grades);
    }
    for parameter in Parameter::ALL {
        let bounds = |r: &PlacementRow<'_>| r.assessed.grades.evidence[parameter];
        let grades = rows.iter().map(|r| bounds(r).map(GradeBounds::grade)?.word());
        batch.text(&format!("evidence_grade_{}", parameter.column()), grades);
    }
    batch
        .int(
            "n_assessments",
            rows.iter().map(|r| i32::try_from(r.assessed.grades.n_assessments).ok()),
        )
        .date("assessed_on", rows.iter().map(|r| r.placing().map(|a| a.assessed_on)))
        .text("assessed_by", rows.iter().map(PlacementRow::assessor))
        .text("rule", rows.iter().map(|_| Some(view.provenance.rule.as_str())))
        .text("guideline", rows.iter().map(PlacementRow::guideline))
        .flag("is_example_data", rows.iter().map(|_| Some(view.provenance.is_example_data)));
    batch
}

fn csv(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    const PATH: &str = "placements.csv";
    let out = BufWriter::new(staging.file(PATH)?);
    write_csv(out, view).map_err(|e| failed(PATH, e))
}

fn write_csv(out: impl std::io::Write, view: &View<'_>) -> std::io::Result<()> {
    let columns = columns(view);
    let headers = columns.iter().filter_map(|column| column.header.as_deref());
    let mut csv = DanishCsv::begin_long(out, headers, OFFERINGS, &notes(), view.provenance)?;
    for at in 0..view.assessed.offerings.len() {
        let row = PlacementRow::new(view, at);
        let placement = &row.assessed.placement;
        let grades = &row.assessed.grades;
        let (n_departments, places) = row.departments();
        let (code, supervision) = (row.municipality_code(), row.supervision());
        let reason = row.reason();
        let (kinds, area) = (row.kinds(), row.service_area());
        let (bases, guideline) = (row.legal_bases(), row.guideline());
        let (assessor, on) = (row.assessor(), row.placing().map(|a| a.assessed_on.to_string()));
        let mut fields = vec![
            Field::Text(&row.provider.id),
            Field::Text(&row.provider.name),
            Field::Text(&row.group().name),
            word(row.subgroup()),
            word(row.offering.age_group.map(AgeGroup::danish)),
            word(code.as_deref()),
            word(row.municipality_name()),
            word(row.region()),
            word(row.provider.ownership.map(Ownership::danish)),
            word(bases.as_deref()),
            Field::Text(if row.provider.is_on_portal { ON_PORTAL } else { OFF_PORTAL }),
            word(kinds.as_deref()),
            word(area.as_deref()),
            word(supervision.as_deref()),
            Field::Int(i64::try_from(n_departments).unwrap_or(i64::MAX)),
            places.map_or(Field::Empty, |places| Field::Int(places.into())),
            Field::Text(placement.state.danish()),
            Field::Text(placement.quality.danish()),
            word(placement.level.map(Level::danish)),
            word(placement.low.map(Attained::danish)),
            word(placement.high.map(Attained::danish)),
            word(reason.as_deref()),
            word(grades.inspector_level.map(Attained::danish)),
        ];
        fields.extend(other_rules(view).map(|(_, levels)| word(levels[at].map(Level::danish))));
        let is_assessed = grades.is_assessed();
        fields.extend(
            Parameter::ALL
                .map(|parameter| word(is_assessed.then(|| grades.grades[parameter].danish()))),
        );
        fields.extend(Parameter::ALL.map(|parameter| {
            word(grades.evidence[parameter].map(|bounds| bounds.grade().danish()))
        }));
        fields.extend([
            Field::Int(grades.n_assessments.into()),
            word(on.as_deref()),
            word(assessor.as_deref()),
            word(guideline.as_deref()),
        ]);
        csv.row(fields)?;
    }
    std::io::Write::flush(&mut csv.finish()?)
}

fn word(text: Option<&str>) -> Field<'_> {
    text.map_or(Field::Empty, Field::Text)
}
