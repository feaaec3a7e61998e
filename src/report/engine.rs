//! What do engines read that grade and place by the same rules where the data live?

use chrono::NaiveDate;

use crate::flat::{FlatColumn, FlatRow, Holds, Value};
use crate::model::OfferingId;
use crate::report::Topic;
use crate::report::parts::OFFERINGS;
use crate::results::Results;
use crate::table::{Output, Table};

/// The table, when it is asked for.
pub(super) fn topic<'v>(results: &'v Results<'v>) -> Option<Topic<'v>> {
    results.for_engines.then(|| Topic {
        provenance: results.provenance.clone(),
        tables: vec![offerings(results)],
        pictures: Vec::new(),
        texts: Vec::new(),
    })
}

/// `engine/offerings`: a flat row per offering.
fn offerings<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    Table::<FlatRow<'v>>::new(
        "engine/offerings",
        "Tilbud til andre programmer",
        "et tilbud for en målgruppe, eller en del af det, med den vurdering, der indplacerer",
        OFFERINGS,
    )
    .note("Internt: rå oplysninger og gradueringer, som niveau place og niveau sql går ud fra")
    .note(
        "Er flere vurderinger fra samme dag lagt sammen, eller kan vurderingen ikke bruges, står \
         det samlede som givne gradueringer",
    )
    .parquet_only()
    .for_each(FlatColumn::ALL, |table, column| {
        let (name, about) = (column.name(), column.about());
        let table = match column.holds() {
            Holds::Text => table.code(name, about, move |row| text(row.value(column)?)),
            Holds::Int => table.int(name, "", about, move |row| int(row.value(column)?)),
            Holds::Flag => table.flag(name, "", about, move |row| flag(row.value(column)?)),
            Holds::Date => table.date(name, "", about, move |row| date(row.value(column)?)),
        };
        table.unit(column.unit()).empty(column.empty())
    })
    .made(results.assessed.offerings.len(), |at| vec![results.flat_row(OfferingId::at(at))])
}

fn text(value: Value<'_>) -> Option<String> {
    if let Value::Text(text) = value { Some(text.to_owned()) } else { None }
}

fn int(value: Value<'_>) -> Option<u64> {
    if let Value::Int(number) = value { Some(number) } else { None }
}

fn flag(value: Value<'_>) -> Option<bool> {
    if let Value::Flag(is_so) = value { Some(is_so) } else { None }
}

fn date(value: Value<'_>) -> Option<NaiveDate> {
    if let Value::Date(day) = value { Some(day) } else { None }
}
