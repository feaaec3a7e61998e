//! Which columns do the sheets of a form have, and what may be written in each?

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, XlsxError,
};

use crate::model::{AgeGroup, AnswerField, Attained, NumberField, Parameter};
use crate::trial::{answer_of, number_of};

/// Whether somebody has to write in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// Filled in by us, and locked.
    Given,
    /// *Skal.*
    Must,
    /// *Bør.*
    Should,
    /// *Kan.*
    May,
}

impl Need {
    /// The word above the header: colour alone tells nobody.
    pub(super) const fn danish(self) -> &'static str {
        match self {
            Self::Given => "udfyldt",
            Self::Must => "skal",
            Self::Should => "bør",
            Self::May => "kan",
        }
    }
}

/// What may be written in a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Holds {
    /// Words of their own.
    Text,
    /// An id, as text.
    Code,
    /// A whole number.
    Count,
    /// Whole minutes, from 1.
    Minutes,
    /// 0 to 100, with decimals.
    Percent,
    /// A day.
    Day,
    /// One of these.
    One(Vec<&'static str>),
    /// *Delmålgruppe*: one of those that the group of the row has.
    Subgroup,
}

/// A column of a sheet.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The field in the layout that reads it.
    pub(super) field: &'static str,
    /// Width in characters.
    pub(super) width: f64,
    pub(super) need: Need,
    pub(super) holds: Holds,
    /// What it belongs to: stands above the first column of each.
    pub(super) under: &'static str,
    /// The parameter that is graded here.
    pub(super) grades: Option<Parameter>,
    /// What is said to whoever writes here.
    pub(super) help: &'static str,
}

const NOT_VERIFIED: &str = "ikke vurderet";
const WHOM: &str = "Hvem";
const WHEN: &str = "Vurderingen";

/// The first columns that stay where they are when the sheet is scrolled or printed.
pub(super) const FROZEN: u16 = 3;

/// What names the assessment, the same on both sheets.
fn key() -> Vec<Column> {
    let given = |field, width| Column {
        field,
        width,
        need: Need::Given,
        holds: Holds::Text,
        under: WHOM,
        grades: None,
        help: "",
    };
    let ages = AgeGroup::ALL.iter().map(|age| age.danish()).collect();
    let asked = |field, width, need, holds, help| Column {
        need,
        holds,
        help,
        under: WHEN,
        ..given(field, width)
    };
    vec![
        given("tilbudsid", 11.0),
        given("tilbudsnavn", 24.0),
        given("maalgruppe", 22.0),
        given("tilsyn", 22.0),
        given("kommune", 15.0),
        asked(
            "dato",
            11.5,
            Need::Must,
            Holds::Day,
            "Dagen for vurderingen, dd-mm-åååå. Skriv den samme dag på begge ark: ellers læses de som \
             to halve vurderinger.",
        ),
        asked(
            "delmaalgruppe",
            18.0,
            Need::May,
            Holds::Subgroup,
            "Kun når en del af målgruppen er vurderet for sig; skriv da det samme på begge ark. Ellers \
             tom.",
        ),
        asked(
            "aldersgruppe",
            13.0,
            Need::May,
            Holds::One(ages),
            "Kun når børn, unge eller voksne er vurderet for sig; skriv da det samme på begge ark. \
             Ellers tom.",
        ),
    ]
}

/// *Oplysningsskema*: what names the assessment, and the fields of each parameter.
pub(super) fn evidence() -> Vec<Column> {
    let mut columns = key();
    for parameter in Parameter::ALL {
        let blank = Column {
            field: "",
            width: 12.0,
            need: Need::Must,
            holds: Holds::Count,
            under: parameter.danish(),
            grades: None,
            help: "",
        };
        let numbers = NumberField::ALL.into_iter().filter(|field| number_of(*field) == parameter);
        columns.extend(numbers.map(|field| {
            let (holds, help) = if field.is_percent() {
                (
                    Holds::Percent,
                    "Procent af medarbejderne, 0 til 100. Det, der ikke vides, skrives ikke: tom er \
                     ikke oplyst, og 0 er ingen.",
                )
            } else {
                (
                    Holds::Count,
                    "Et helt antal. Det, der ikke vides, skrives ikke: tom er ikke oplyst, og 0 er \
                     ingen. Skriv ikke \"ca.\"; skriv tallet, og tvivlen i Bemærkning.",
                )
            };
            Column { field: field.slug(), holds, help, ..blank.clone() }
        }));
        let answers = AnswerField::ALL.into_iter().filter(|field| answer_of(*field) == parameter);
        columns.extend(answers.map(|field| {
            let mut choices = vec!["ja", "nej"];
            if field.may_be_not_relevant() {
                choices.push("ikke relevant");
            }
            let help = "Vælg på listen. Tom er ikke oplyst, og det er ikke nej.";
            let holds = Holds::One(choices);
            Column { field: field.slug(), width: 14.0, holds, help, ..blank.clone() }
        }));
    }
    columns.push(Column {
        field: "bemaerkning",
        width: 40.0,
        need: Need::May,
        holds: Holds::Text,
        under: "Bemærkning",
        grades: None,
        help: "Tvivl og forbehold. Skriv ingen navne, og intet om enkelte borgere.",
    });
    columns
}

/// *Afrapportering*: what names the assessment, quality, a grade with its grounds for each
/// parameter, and the overall level.
pub(super) fn grades() -> Vec<Column> {
    let levels = || Attained::ALL.iter().map(|attained| attained.danish());
    let choices =
        |more: &[&'static str]| Holds::One(levels().chain(more.iter().copied()).collect());
    let blank = Column {
        field: "",
        width: 14.0,
        need: Need::Must,
        holds: Holds::Code,
        under: WHEN,
        grades: None,
        help: "",
    };
    let mut columns = key();
    columns.push(Column {
        field: "inspektoer",
        help: "En kode for den, der har vurderet, aldrig et navn: den samme kode hver gang.",
        ..blank.clone()
    });
    columns.push(Column {
        field: "kvalitet",
        holds: Holds::One(vec!["ja", "nej"]),
        help: "Er den fornødne kvalitet til stede? Den er en forudsætning og ingen parameter.",
        ..blank.clone()
    });
    for parameter in Parameter::ALL {
        let more: &[&str] = if parameter == Parameter::AidsAndTechnology {
            &["ikke relevant", NOT_VERIFIED]
        } else {
            &[NOT_VERIFIED]
        };
        let under = parameter.danish();
        columns.push(Column {
            field: parameter.slug(),
            holds: choices(more),
            under,
            grades: Some(parameter),
            help: "Vælg det højeste niveau, hvis krav er opfyldt; \"ingen\", når ikke engang let er \
                   det. Kravene står i cellens note og på arket Krav.",
            ..blank.clone()
        });
        columns.push(Column {
            field: grounds(parameter),
            width: 40.0,
            need: Need::Should,
            holds: Holds::Text,
            under,
            help: "Hvad gradueringen hviler på. Skriv ingen navne, og intet om enkelte borgere.",
            ..blank.clone()
        });
    }
    columns.push(Column {
        field: "samlet-niveau",
        holds: choices(&[]),
        under: "Samlet",
        help: "Tilsynets eget samlede niveau. Det står ved siden af det beregnede og afgør det ikke.",
        ..blank.clone()
    });
    columns.push(Column {
        field: "tidsforbrug-minutter",
        need: Need::May,
        holds: Holds::Minutes,
        under: "Tid",
        help: "Hele minutter, som vurderingen har taget i alt: forberedelse, besøg og skrivning, alle \
               medarbejdere lagt sammen. Tom, når tiden ikke er målt; skriv ikke 0.",
        ..blank
    });
    columns
}

const fn grounds(parameter: Parameter) -> &'static str {
    match parameter {
        Parameter::ActivePractice => "begrundelse-aktiv-praksis",
        Parameter::PracticeExperience => "begrundelse-praksiserfaring",
        Parameter::Education => "begrundelse-uddannelse",
        Parameter::ProfessionalEnvironment => "begrundelse-fagmiljoe",
        Parameter::Collaboration => "begrundelse-samarbejdsformer",
        Parameter::KnowledgeDevelopment => "begrundelse-vidensudvikling",
        Parameter::Methods => "begrundelse-metoder",
        Parameter::AidsAndTechnology => "begrundelse-hjaelpemidler",
    }
}

/// The largest number that a form takes: what is larger is a slip (a year, an id).
const MOST: i32 = 9_999;
/// The longest time that is read (`ingest`): three working weeks.
const MOST_MINUTES: i32 = 7_200;
/// The first and the last day that a form takes: no assessment is older than the model (December
/// 2020), and a later one is a slip of the century. A run sets days aside that have not been yet.
const FIRST_DAY: (u16, u8, u8) = (2020, 12, 1);
const LAST_DAY: (u16, u8, u8) = (2049, 12, 31);
/// Characters of a spreadsheet's message, and of the choices of a list.
const MESSAGE: usize = 255;

impl Column {
    /// What a spreadsheet lets through in the column; `subgroups` are those of the row's group.
    pub(super) fn limit(&self, subgroups: &[&str]) -> Result<Option<DataValidation>, XlsxError> {
        let rule = DataValidation::new().ignore_blank(true);
        let (rule, wrong) = match &self.holds {
            _ if self.need == Need::Given => return Ok(None),
            Holds::Code => (
                rule.allow_text_length(DataValidationRule::Between(1, 40)),
                "Skriv en kode på højst 40 tegn".to_owned(),
            ),
            Holds::Count => (
                rule.allow_whole_number(DataValidationRule::Between(0, MOST)),
                format!("Skriv et helt antal fra 0 til {MOST}, eller lad cellen være tom"),
            ),
            Holds::Minutes => (
                rule.allow_whole_number(DataValidationRule::Between(1, MOST_MINUTES)),
                format!("Skriv hele minutter fra 1 til {MOST_MINUTES}, eller lad cellen være tom"),
            ),
            Holds::Percent => (
                rule.allow_decimal_number(DataValidationRule::Between(0.0, 1.0)),
                "Skriv en procent fra 0 til 100, eller lad cellen være tom; cellen viser den som %"
                    .to_owned(),
            ),
            Holds::Day => {
                let day = |(year, month, day)| ExcelDateTime::from_ymd(year, month, day);
                (
                    rule.allow_date(DataValidationRule::Between(day(FIRST_DAY)?, day(LAST_DAY)?)),
                    "Skriv en dag som dd-mm-åååå, fra 01-12-2020".to_owned(),
                )
            }
            Holds::One(choices) => {
                (rule.allow_list_strings(choices)?, format!("Vælg en af: {}", choices.join(", ")))
            }
            // A list of one cell holds so many characters.
            Holds::Subgroup
                if !subgroups.is_empty()
                    && subgroups.join(",").chars().count() <= MESSAGE
                    && subgroups.iter().all(|name| !name.contains(',')) =>
            {
                (
                    rule.allow_list_strings(subgroups)?,
                    "Vælg en af listens delmålgrupper, eller lad cellen være tom".to_owned(),
                )
            }
            Holds::Text | Holds::Subgroup => (rule.allow_any_value(), String::new()),
        };
        let mut rule = rule.set_error_style(DataValidationErrorStyle::Stop);
        if !wrong.is_empty() {
            rule = rule.set_error_title("Kan ikke stå her")?.set_error_message(cut(&wrong))?;
        }
        Ok(Some(rule.set_input_message(cut(self.help))?))
    }
}

fn cut(text: &str) -> String {
    text.chars().take(MESSAGE).collect()
}
