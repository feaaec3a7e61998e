//! How is a text file read: as which sheet, and in which encoding?

use encoding_rs::{Encoding, UTF_8};

use crate::finding::Severity;
use crate::ingest::csv::read::{CsvForm, read_csv};
use crate::ingest::file::problem::{Problem, about_file, problem, unreadable};
use crate::ingest::file::text_make::TextMake;
use crate::ingest::layout::keys::keys_of;
use crate::ingest::layout::listing::Listed;
use crate::ingest::layout::{Layout, SheetLayout};
use crate::ingest::read::code::ReadCode;
use crate::ingest::read::context::Context;
use crate::ingest::read::sheet::{read_lost, read_one};
use crate::ingest::row::file_read::FileRead;
use crate::ingest::scan::notes::Notes;
use crate::register::fold_name;

/// Reads a text file as the one sheet that it stands for.
pub(crate) fn read_text(
    listed: &Listed,
    layout: &Layout,
    found: TextMake,
    context: &Context<'_>,
    read: &mut FileRead,
) -> Result<(), Problem> {
    let Listed { path, name, full, .. } = listed;
    let Some(sheet) = sheet_of_text(name, layout) else {
        return problem(
            ReadCode::FormUnknown.slug(),
            "en CSV-fil af dette layout skal have arkets navn i sit filnavn",
            "Kald den f.eks. tilsyn-nord-oplysningsskema.csv",
        );
    };
    let encoding = encoding(path, layout, found, read);
    let notes = Notes::new(path.as_str().into(), None);
    let (mut one, result) = read_one(sheet, notes, context, |table| {
        let form = form_of(sheet, encoding, context);
        read_csv(full, &form, table).map_err(|error| unreadable(&error))
    });
    one.encoding = Some(encoding.name());
    if let Some(keys) = keys_of(sheet, one.notes.best_headers.as_ref()) {
        let lost = read_lost(&keys, &one.notes, context, |table| {
            // What can't be read has been told.
            let _ = read_csv(full, &form_of(&keys, encoding, context), table);
        });
        one.keep_lost(lost);
    }
    read.sheets.push(one);
    result
}

fn form_of(layout: &SheetLayout, encoding: &'static Encoding, context: &Context<'_>) -> CsvForm {
    let headers = layout.columns.iter().flat_map(|column| &column.headers);
    CsvForm {
        encoding,
        headers: headers.map(|header| fold_name(header)).collect(),
        max_cells: context.limits.cells,
    }
}

/// The encoding to read a text in: what the layout says, unless the file itself says otherwise.
fn encoding(
    path: &str,
    layout: &Layout,
    found: TextMake,
    read: &mut FileRead,
) -> &'static Encoding {
    let mut tell = |code, message: String, action: &str| {
        read.findings.push(about_file(path, Severity::Warning, code, message, action));
    };
    if found.is_cut {
        tell(
            ReadCode::TextCutOff.slug(),
            "filen slutter midt i et tegn; den er måske skåret af, og rækker kan mangle".to_owned(),
            "Hent filen igen, eller se efter, at den sidste række er hel",
        );
    }
    let (wanted, is) = (layout.encoding, found.encoding.name());
    let Some(wanted) = wanted.filter(|wanted| *wanted != found.encoding) else {
        if let Some(doubt) = found.doubt {
            tell(
                ReadCode::EncodingDoubtful.slug(),
                format!("filen er læst som {is}, men {doubt}"),
                "Gem filen som utf-8, eller skriv dens encoding i layoutfilen i input/layouts",
            );
        }
        return found.encoding;
    };
    let says = wanted.name();
    if found.is_told {
        tell(
            ReadCode::EncodingContradiction.slug(),
            format!("layoutet siger {says}, men filen er {is} og læst som det"),
            "Ret encoding i layoutfilen, eller slet linjen",
        );
        return found.encoding;
    }
    if wanted == UTF_8 {
        tell(
            ReadCode::EncodingContradiction.slug(),
            "layoutet siger utf-8, men filen har tegn, der ikke er det; de er læst som �"
                .to_owned(),
            "Ret encoding i layoutfilen til windows-1252, eller slet linjen",
        );
    } else if found.has_multibyte {
        tell(
            ReadCode::EncodingContradiction.slug(),
            format!("filen er læst som {says}, som layoutet siger, men er gyldig {is}"),
            "Slet encoding i layoutfilen, hvis æ, ø og å er forkerte",
        );
    }
    wanted
}

/// The sheet that a CSV file stands for: the only one, or the one whose name is in the file's name.
fn sheet_of_text<'l>(path: &str, layout: &'l Layout) -> Option<&'l SheetLayout> {
    if let [only] = &layout.sheets[..] {
        return Some(only);
    }
    let name = fold_name(path);
    layout
        .sheets
        .iter()
        .find(|sheet| sheet.sheet.as_ref().is_some_and(|sheet| name.contains(&fold_name(sheet))))
}
