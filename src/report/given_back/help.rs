//! What is whoever gets rows or forms back to do with them?

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::ingest::added;
use crate::report::given_back::{GivenBack, height};

/// The sheet for people, last so that the first is the one that is read again.
pub(super) const HELP: &str = "Sådan gør du";
/// Width of its column, in characters.
const WIDTH: u8 = 90;

pub(super) fn write_help(
    sheet: &mut Worksheet,
    given: &GivenBack,
    mark: &str,
) -> Result<(), XlsxError> {
    let are_forms = given.sheets.iter().any(|sheet| sheet.is_form);
    let mut lines = if are_forms { form_help(given, mark) } else { row_help(given, mark) };
    lines.push(
        "Kolonner og felter med personoplysninger læses ikke og er derfor tomme eller udeladt. \
         Skriv ikke CPR-numre: en fil med et CPR-nummer bruges ikke."
            .to_owned(),
    );
    lines.push(
        "Begrundelser og bemærkninger står her kun, hvor de selv skal rettes, og uden \
         telefonnumre, mailadresser og andre numre. Lad dem ellers være tomme: ingen \
         indplacering hviler på dem."
            .to_owned(),
    );
    if given.n_left_out > 0 {
        lines.push(format!(
            "{} rækker til er der ikke plads til her; de står i findings.csv og set_aside.csv.",
            given.n_left_out
        ));
    }
    sheet.set_name(HELP)?;
    sheet.set_column_width(0, WIDTH)?.set_landscape().set_print_fit_to_pages(1, 0);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = wrapped.clone().set_bold();
    for (at, line) in (0..).zip(lines) {
        let look = if at == 0 { &bold } else { &wrapped };
        sheet.set_row_height(at, height(&line, WIDTH))?;
        sheet.write_string_with_format(at, 0, line, look)?;
    }
    Ok(())
}

fn row_help(given: &GivenBack, mark: &str) -> Vec<String> {
    let n: usize = given.sheets.iter().map(|sheet| sheet.rows.len()).sum();
    vec![
        format!(
            "{mark}Rækker fra {}, der ikke kunne bruges eller er tvivlsomme: {n}",
            given.source
        ),
        format!(
            "Hver række står som i filen. \"{}\" og \"{}\" siger, hvad der er galt; den celle, det \
             gælder, har ramme, farve og en note.",
            added::WRONG,
            added::TO_DO
        ),
        "Ret cellerne her i filen. Slet de rækker, der ikke skal rettes.".to_owned(),
        format!(
            "Lad \"{}\", \"{}\", \"{}\" og \"{}\" stå: de viser, hvilken række der rettes, og om \
             kilden er sendt igen imens.",
            added::ROW,
            added::FILE,
            added::KEY,
            added::CHECK
        ),
        format!("{} Ved næste kørsel træder rækkerne her i stedet for dem i kilden.", put(given)),
    ]
}

fn form_help(given: &GivenBack, mark: &str) -> Vec<String> {
    vec![
        format!(
            "{mark}Skemaer fra {}, der ikke kunne bruges eller er tvivlsomme: {}",
            given.source,
            given.sheets.len()
        ),
        format!(
            "Hvert ark er et helt skema: alle felter, der læses, med svar. \"{}\" og \"{}\" siger, \
             hvad der er galt; det svar, det gælder, har ramme, farve og en note.",
            added::WRONG,
            added::TO_DO
        ),
        "Ret svarene her i filen, og lad de andre felter stå: skemaet bruges, som det står her. \
         Slet de ark, der ikke skal rettes."
            .to_owned(),
        format!(
            "Lad linjerne \"{}\", \"{}\", \"{}\" og \"{}\" nederst stå: de viser, hvilket skema der \
             rettes, og om kilden er sendt igen imens.",
            added::FILE,
            added::SHEET,
            added::KEY,
            added::CHECK
        ),
        format!("{} Ved næste kørsel træder skemaerne her i stedet for dem i kilden.", put(given)),
    ]
}

/// Where the corrected file belongs: in the folder of its source.
fn put(given: &GivenBack) -> String {
    let folder = given.source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let separator = if folder.is_empty() { "" } else { "/" };
    format!(
        "Læg filen i mappen input/corrections{separator}{folder} uden at give den et andet navn."
    )
}
