//! Can what stands in a cell be read as a field? Asked of those who read it.

use crate::ingest::cell::Cell;
use crate::ingest::draft::column::Column;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::row::assessment_rows::age_group;
use crate::ingest::row::beyond::{area, entries, kind, operator};
use crate::ingest::value;
use crate::ingest::value::basis_list::legal_bases;
use crate::ingest::value::grade::GradeCell;
use crate::ingest::value::lists::{services, target_group, target_groups};
use crate::ingest::value::number_text::NumberKind;
use crate::ingest::value::place::{authority, municipality};
use crate::ingest::value::text::digits;
use crate::model::{AnswerField, NumberField, Parameter, QualityJudgement};
use crate::register::{Registers, fold_name};

/// How well the cells of a column are those of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// Most can't be read as it.
    Against,
    /// Some can't.
    InPart,
    /// They say neither yes nor no, or there are none.
    Neutral,
    /// They can be read as it, as they might as other things.
    Fits,
    /// They can hardly be anything else.
    Telling,
}

/// Fields whose cells can hardly be anything else when they can be read at all.
const TELLING: [&str; 17] = [
    "kommunekode",
    "kommune",
    "postnummer",
    "virksomhedsform",
    "tilsyn",
    "godkendelsesstatus",
    "paragraffer",
    "maalgrupper",
    "maalgruppe",
    "aldersgruppe",
    "ydelsestyper",
    "leverandoertype",
    "senest-opdateret",
    "dato",
    "cvr",
    "p-nummer",
    "betalingskommune",
];

/// Fields whose cells hold several things, which a layout says how to part.
pub(crate) const LISTS: [&str; 5] =
    ["paragraffer", "maalgrupper", "ydelsestyper", "daekningsomraade", "leverandoertype"];

/// How well a column is a field.
pub(crate) fn fit(field: &str, role: SheetRole, column: &Column, registers: &Registers) -> Fit {
    if column.cells.is_empty() {
        return Fit::Neutral;
    }
    let separator = separator(field, role, column, registers);
    let reads = |cell: &Cell<'_>| reads(field, role, cell, separator, registers);
    if column.cells.iter().all(|(cell, _)| reads(cell).is_none()) {
        return Fit::Neutral;
    }
    let share = column.share(|cell| reads(cell) == Some(true));
    match share {
        share if share < 0.3 => Fit::Against,
        share if share < 0.8 => Fit::InPart,
        _ if TELLING.contains(&field) => Fit::Telling,
        _ => Fit::Fits,
    }
}

/// Whether the first cells of a column can be read as a field: it is cheap to ask, and of most
/// columns the answer is no.
pub(crate) fn may_be(field: &str, role: SheetRole, column: &Column, registers: &Registers) -> bool {
    let reads = |cell: &Cell<'_>| reads(field, role, cell, ';', registers) == Some(true);
    let first = column.cells.iter().take(10);
    2 * first.clone().filter(|(cell, _)| reads(cell)).count() > first.len()
}

/// Whether a cell can be read as a field; nothing where any text can.
pub(crate) fn reads(
    field: &str,
    role: SheetRole,
    cell: &Cell<'_>,
    separator: char,
    registers: &Registers,
) -> Option<bool> {
    if let Some(number) = NumberField::from_slug(field) {
        let kind = if number.is_percent() { NumberKind::Percent } else { NumberKind::Count };
        return Some(value::number(cell, kind).is_ok());
    }
    if let Some(answer) = AnswerField::from_slug(field) {
        return Some(value::answer(cell, answer.may_be_not_relevant()).is_ok());
    }
    if Parameter::ALL.iter().any(|parameter| parameter.slug() == field) {
        return Some(!matches!(value::grade(cell), GradeCell::Within(..)));
    }
    if field.starts_with("begrundelse-") {
        return Some(is_words(cell) && matches!(value::grade(cell), GradeCell::Within(..)));
    }
    let text = value::text(cell).ok().flatten()?;
    let is_each = |reads: &dyn Fn(&str) -> bool| entries(&text, separator).all(reads);
    Some(match field {
        "tilbudsid" | "afdelingsid" => is_code(&text),
        "inspektoer" => text.len() <= 12 && !text.contains(' '),
        "tilbudsnavn" | "delmaalgruppe" | "bemaerkning" | "aendring" | "aendring-status" => {
            is_words(cell)
        }
        "cvr" => digits(cell, 8, "").is_ok(),
        "p-nummer" => digits(cell, 10, "").is_ok(),
        "kommunekode" => is_municipality_code(&text, registers),
        "kommune" if role.is_providers() => registers.municipalities.by_name(&text).is_some(),
        "kommune" => municipality(&text, registers).is_some(),
        "postnummer" => is_postal_code(&text, registers),
        "virksomhedsform" => registers.ownerships.by_spelling(&text).is_some(),
        "tilsyn" => authority(&text, registers).is_ok(),
        "godkendelsesstatus" => is_status(&text),
        "paragraffer" | "paragraf" => {
            legal_bases(&text, separator, &registers.legal_bases).problems.is_empty()
        }
        "pladser-afdeling" | "pladser-tilbud" | "pladser" | "belagte-pladser" | "venteliste"
        | "borgere" => value::count(cell).is_ok(),
        "maalgrupper" => {
            let list = target_groups(&text, separator, &registers.target_groups);
            list.problems.is_empty() && !list.groups.is_empty()
        }
        "maalgruppe" => target_group(&text, &registers.target_groups).is_ok(),
        "aldersgruppe" => age_group(&text).is_ok() || fold_name(&text) == "alle",
        "ydelsestyper" => services(&text, separator, &registers.services).1.is_empty(),
        "senest-opdateret" | "dato" => {
            !matches!(cell, Cell::Number(_)) && value::date(cell).is_ok()
        }
        "driftsherre" => operator(&text, registers).is_ok(),
        "daekningsomraade" => is_each(&|name| area(name, registers).is_ok()),
        "leverandoertype" => is_each(&|name| kind(name).is_ok()),
        "aar" => value::count(cell).is_ok_and(|n| n.is_some_and(|n| (1_990..=2_100).contains(&n))),
        "belaegning-procent" => value::occupancy(cell).is_ok(),
        "takst" => value::rate(cell).is_ok(),
        "aendring-dato" => !matches!(cell, Cell::Number(_)) && value::date(cell).is_ok(),
        "aendring-pladser" => value::change(cell).is_ok(),
        "betalingskommune" => {
            municipality(&text, registers).is_some()
                || ["udlandet", "udland", "ikkeoplyst", "ukendt"].contains(&&*fold_name(&text))
        }
        "tidsforbrug-minutter" => value::minutes(cell).is_ok(),
        "kvalitet" => value::quality(cell).0 != Some(QualityJudgement::Unclear),
        "samlet-niveau" => value::overall(cell).0.is_some(),
        _ => return None,
    })
}

/// One word with a digit in it.
fn is_code(text: &str) -> bool {
    /// Characters of the longest.
    const LONGEST: usize = 24;
    text.len() <= LONGEST
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '%' | '§' | ',' | '/'))
        && value::date(&Cell::text(text)).is_err()
}

fn is_words(cell: &Cell<'_>) -> bool {
    matches!(cell, Cell::Text(text) if text.chars().filter(|c| c.is_alphabetic()).count() >= 3)
        && value::date(cell).is_err()
}

fn is_municipality_code(text: &str, registers: &Registers) -> bool {
    matches!(text.len(), 3 | 4) && registers.municipalities.by_code_text(text).is_some()
}

fn is_postal_code(text: &str, registers: &Registers) -> bool {
    let code = text.split_whitespace().next().filter(|code| code.len() == 4);
    let code = code.and_then(|code| code.parse().ok());
    code.is_some_and(|code| registers.postal_codes.municipalities(code).next().is_some())
}

/// How the words begin that a status was met as; which of them counts is the rule's to say.
fn is_status(text: &str) -> bool {
    const BEGINNINGS: [&str; 9] = [
        "godkendt",
        "betinget",
        "underbehandling",
        "varslet",
        "ikkegodkendt",
        "ophørt",
        "opfyldt",
        "ikkeopfyldt",
        "afslag",
    ];
    let folded = fold_name(text);
    BEGINNINGS.iter().any(|beginning| folded.starts_with(beginning))
}

/// What separates the entries of a cell, of those a cell may have: the one that most can be read
/// with.
pub(crate) fn separator(
    field: &str,
    role: SheetRole,
    column: &Column,
    registers: &Registers,
) -> char {
    const TRIED: [char; 5] = [';', '|', '/', '+', '•'];
    /// The part of the cells that is enough to look no further.
    const ENOUGH: f64 = 0.95;
    if !LISTS.contains(&field) {
        return TRIED[0];
    }
    let share = |separator: char| {
        column.share(|cell| reads(field, role, cell, separator, registers) == Some(true))
    };
    let mut best = (TRIED[0], share(TRIED[0]));
    if best.1 >= ENOUGH {
        return best.0;
    }
    for separator in TRIED {
        let found = share(separator);
        if found > best.1 {
            best = (separator, found);
        }
    }
    best.0
}
