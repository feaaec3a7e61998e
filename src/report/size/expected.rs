//! How are expected citizens written: per municipality, region and country?

use std::io::{self, BufWriter, Write};

use crate::model::{AgeBand, RegionId};
use crate::output::Staging;
use crate::report::WriteError;
use crate::report::failed;
use crate::report::size::{FOLDER, SizeView, band_words, chapter, columns, level_word};
use crate::size::{Area, ExpectedCitizens, Variant, expected_in_areas};
use crate::table::old::parquet;
use crate::table::old::parquet::Batch;
use crate::table::old::{CellValue, Chapter, Column, ColumnDoc, DanishCsv, Field, Named, Table};

const UNIT: &str = "forventede borgere";

/// Decimals of an expectation: a small municipality may expect less than one citizen.
const DECIMALS: u8 = 2;

const NOTES: [&str; 5] = [
    "Et forventet antal er en forekomst gange indbyggere, ikke en optælling: alle inden for et \
     skøns alder har fået den samme forekomst, uanset hvor de bor og hvilken aldersgruppe de er i",
    "De hele borgere er fordelt efter største rest, så kommunerne summer til hele landet og de \
     fire aldersgrupper til alle; niveauer er afrundet hver for sig",
    "80+ ligger inde i 65+; alle er alle de aldre, der er skønnet",
    "Aldersgrupper, som ingen har skønnet, har ingen række: ikke oplyst er ikke nul",
    "Lav og høj viser, hvor langt kilderne ligger fra hinanden; de er ikke et statistisk interval",
];

/// Writes `expected.parquet` (a row per municipality and variant) and `expected.csv` (the variants
/// beside each other).
pub(super) fn write(staging: &Staging, view: &SizeView<'_>) -> Result<Vec<Chapter>, WriteError> {
    let out = BufWriter::new(staging.file(&format!("{FOLDER}/expected.parquet"))?);
    let told = notes(view).join(". ");
    parquet::write(out, UNIT, &view.provenance.with_remark(told), batch(view))?;
    let path = format!("{FOLDER}/expected.csv");
    let out = BufWriter::new(staging.file(&path)?);
    csv(out, view).map_err(|e| failed(&path, e))?;
    let of = "en målgruppe, et niveau og en alder i en kommune";
    let a_row = format!("{of} med et skøn");
    Ok(vec![
        chapter("expected.parquet", &a_row, UNIT, parquet_columns(), notes(view)),
        chapter("expected.csv", of, UNIT, csv_columns(), notes(view)),
    ])
}

const AGES: &str = "alle de aldre, der er skønnet, eller en aldersgruppe; 80+ ligger inde i 65+";
const EXPECTED: &str = "forekomst gange indbyggere; ikke en optælling";
const WHOLE: &str = "fordelt, så kommunerne summer til hele landet";

fn parquet_columns() -> Vec<ColumnDoc> {
    let mut docs: Vec<ColumnDoc> = columns::of_parquet().into();
    docs.extend([
        ColumnDoc::text(Named::code("age_band", AGES)),
        columns::municipality_code(),
        columns::variant(),
        ColumnDoc::decimal(Named::code("expected", EXPECTED), "borgere"),
        ColumnDoc::int(Named::code("expected_whole", WHOLE), "hele borgere"),
        columns::status_code(),
    ]);
    docs
}

fn csv_columns() -> Vec<ColumnDoc> {
    let mut docs: Vec<ColumnDoc> = columns::of_csv().into();
    docs.push(ColumnDoc::text(Named::words("Alder", AGES)));
    docs.extend(columns::municipality());
    docs.push(
        ColumnDoc::text(Named::words("Region", "på den valgte dags kort")).empty("uden region"),
    );
    let headers = ["Lavt skøn", "Centralt skøn", "Højt skøn"];
    docs.extend(columns::triple(headers, EXPECTED, |named| ColumnDoc::decimal(named, "borgere")));
    let headers =
        ["Lavt skøn, hele borgere", "Centralt skøn, hele borgere", "Højt skøn, hele borgere"];
    docs.extend(columns::triple(headers, WHOLE, |named| ColumnDoc::int(named, "hele borgere")));
    docs.push(columns::status());
    docs
}

fn batch(view: &SizeView<'_>) -> Batch {
    let rows = &view.expected;
    let mut batch = Batch::new();
    batch
        .text("target_group", rows.iter().map(|r| Some(&*view.group(r.target_group).slug)))
        .text("subgroup", rows.iter().map(|r| r.subgroup.as_deref()))
        .text("level", rows.iter().map(|r| Some(level_word(r.level))))
        .text("age_band", rows.iter().map(|r| Some(r.age_band.map_or("alle", AgeBand::years))))
        .text("municipality", rows.iter().map(|r| Some(r.municipality.to_string())))
        .text("variant", rows.iter().map(|r| Some(r.variant.danish())))
        .number("expected", rows.iter().map(|r| Some(r.expected)))
        .long("expected_whole", rows.iter().map(|r| i64::try_from(r.whole).ok()))
        .text("status", rows.iter().map(|r| Some(r.status.danish())));
    batch
}

fn csv(out: impl Write, view: &SizeView<'_>) -> io::Result<()> {
    let columns = csv_columns();
    let headers = columns.iter().filter_map(|column| column.header.as_deref());
    let mut csv = DanishCsv::begin(out, headers, UNIT, &notes(view), &view.provenance)?;
    let registers = view.registers;
    // The three variants of a row stand together.
    for variants in view.expected.chunks_exact(Variant::ALL.len()) {
        let row = &variants[0];
        let (band, code) = (band_words(row.age_band), row.municipality.to_string());
        let name = registers.municipalities.get(row.municipality).map(|m| &*m.name);
        let region = registers.regions.of(row.municipality, view.regions_on);
        let mut fields = vec![
            Field::Text(&view.group(row.target_group).name),
            row.subgroup.as_deref().map_or(Field::Empty, Field::Text),
            Field::Text(level_word(row.level)),
            Field::Text(&band),
            Field::Text(&code),
            name.map_or(Field::Empty, Field::Text),
            region.map_or(Field::Empty, |id| Field::Text(&registers.regions.get(id).name)),
        ];
        let expected =
            |r: &ExpectedCitizens| Field::Decimal { value: r.expected, decimals: DECIMALS };
        fields.extend(variants.iter().map(expected));
        let whole = |r: &ExpectedCitizens| i64::try_from(r.whole).map_or(Field::Empty, Field::Int);
        fields.extend(variants.iter().map(whole));
        fields.push(Field::Text(row.status.danish()));
        csv.row(fields)?;
    }
    csv.finish()?.flush()
}

/// Expected citizens of each region and of the country.
pub(super) fn by_area(view: &SizeView<'_>) -> Table {
    let regions = &view.registers.regions;
    let areas = expected_in_areas(&view.expected, |code| regions.of(code, view.regions_on));
    let name = |region: RegionId| CellValue::text(&*regions.get(region).name);
    let rows = areas.iter().map(|row| {
        let mut cells = vec![
            CellValue::text(&*view.group(row.target_group).name),
            CellValue::text_or_empty(row.subgroup.as_deref()),
            CellValue::text(level_word(row.level)),
            CellValue::text(band_words(row.age_band)),
            match row.area {
                Area::Region(region) => name(region),
                Area::WithoutRegion => CellValue::text("Uden region"),
                Area::Country => CellValue::text("Hele landet"),
            },
        ];
        cells.extend(row.expected.map(|value| CellValue::Decimal { value, decimals: 1 }));
        cells.extend(row.whole.map(CellValue::count));
        cells.push(CellValue::text(row.status.danish()));
        cells
    });
    let mut columns: Vec<Column> = columns::of_table().into();
    columns.push(Column::text("Alder").about(AGES));
    columns.push(Column::text("Region").about("regionen; Uden region; Hele landet"));
    columns.extend(
        ["Lavt skøn", "Centralt skøn", "Højt skøn"]
            .map(|header| Column::decimal(header).about(EXPECTED).unit("borgere")),
    );
    columns.extend(["Lavt", "Centralt", "Højt"].map(|variant| {
        let column = Column::int(format!("{variant} skøn, hele borgere"));
        column.about("summen af kommunernes").unit("hele borgere")
    }));
    columns.push(columns::table_status());
    Table {
        name: "forventede-borgere-region".to_owned(),
        title: "Forventede borgere efter målgruppe, alder og region".to_owned(),
        unit: UNIT.to_owned(),
        columns,
        rows: rows.collect(),
        notes: notes(view),
    }
}

fn notes(view: &SizeView<'_>) -> Vec<String> {
    NOTES.iter().map(|note| (*note).to_owned()).chain(view.caveats.iter().cloned()).collect()
}
