//! Which fields can a sheet hold? Closed lists: a layout may name no other.

use crate::ingest::cell::Cell;
use crate::ingest::cell::day::day;
use crate::ingest::layout::other_slots::OtherSlots;
use crate::ingest::layout::report_fields::{capacity, flows, report};

/// What a row of a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetRole {
    /// A department (*afdeling*) of a provider on Tilbudsportalen.
    Providers,
    /// A provider outside Tilbudsportalen.
    OtherProviders,
    /// The evidence of one assessment (*oplysningsskema*).
    Evidence,
    /// The inspector's grades of one assessment (*afrapportering*).
    Grades,
    /// A link that somebody confirmed.
    Links,
    /// Places, occupancy, waiting list and takst of a department or a provider in a year.
    Capacity,
    /// How many citizens a municipality pays for there in a year.
    Flows,
}

impl SheetRole {
    /// Those that a layout is drafted of.
    pub(crate) const DRAFTED: [Self; 5] =
        [Self::Providers, Self::Evidence, Self::Grades, Self::Capacity, Self::Flows];

    /// The fields of such a sheet; a field's place here is its slot in a row.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Providers | Self::OtherProviders => &provider::FIELDS,
            Self::Evidence => &evidence::FIELDS,
            Self::Grades => &grades::FIELDS,
            Self::Links => &links::FIELDS,
            Self::Capacity => &capacity::FIELDS,
            Self::Flows => &flows::FIELDS,
        }
    }

    /// Where a row that is of a known provider says what else it is known by.
    pub(crate) const fn other_slots(self) -> OtherSlots {
        match self {
            Self::Capacity | Self::Flows => report::OTHERS,
            _ => key::OTHERS,
        }
    }

    /// Whether a row is of a yearly report.
    pub const fn is_reports(self) -> bool {
        matches!(self, Self::Capacity | Self::Flows)
    }

    /// The slot of a date, where rows have one.
    pub(crate) const fn date_slot(self) -> Option<usize> {
        match self {
            Self::Links | Self::Flows => None,
            Self::Providers | Self::OtherProviders => Some(provider::STATUS_ON),
            Self::Evidence | Self::Grades => Some(key::DATE),
            Self::Capacity => Some(capacity::CHANGE_ON),
        }
    }

    /// Whether a row is of a provider, on the portal or outside it.
    pub const fn is_providers(self) -> bool {
        matches!(self, Self::Providers | Self::OtherProviders)
    }

    /// Whether a row is one half of an assessment.
    pub fn is_assessments(self) -> bool {
        matches!(self, Self::Evidence | Self::Grades)
    }

    /// The fields that every layout of such a sheet must name.
    pub(crate) fn indispensable(self) -> &'static [&'static str] {
        match self {
            Self::Providers | Self::OtherProviders => &["tilbudsid", "maalgrupper"],
            Self::Links => &[],
            Self::Capacity => &["tilbudsid", "aar"],
            Self::Flows => &["tilbudsid", "aar", "betalingskommune", "borgere"],
            Self::Evidence | Self::Grades => &["tilbudsid", "maalgruppe", "tilsyn", "dato"],
        }
    }

    /// The slot that may say what this one says: where one of them has a header, the other may be
    /// missing.
    pub(crate) fn stand_in(self, slot: usize) -> Option<usize> {
        match slot {
            _ if !self.is_providers() => None,
            provider::MUNICIPALITY_CODE => Some(provider::MUNICIPALITY),
            provider::MUNICIPALITY => Some(provider::MUNICIPALITY_CODE),
            _ => None,
        }
    }

    /// Whether a cell of this slot that is merged over several rows says the same of each of them:
    /// what names and describes does, what counts does not.
    pub(crate) fn fills_down(self, slot: usize) -> bool {
        match self {
            Self::Links => false,
            Self::Providers | Self::OtherProviders => {
                ![provider::DEPARTMENT_PLACES, provider::LEGAL_BASES].contains(&slot)
            }
            Self::Evidence | Self::Grades => slot < key::FIELDS.len(),
            Self::Capacity | Self::Flows => slot <= report::YEAR,
        }
    }

    /// Whether a field only says whom an assessment is of and who is to make it: what a form that
    /// is sent out holds before anybody has answered.
    pub(crate) fn only_names(self, slot: usize) -> bool {
        const ANSWERS: [usize; 3] = [key::DATE, key::INSPECTOR, key::UNUSED[0]];
        self.is_assessments() && slot < key::FIELDS.len() && !ANSWERS.contains(&slot)
    }

    /// The cell of a slot, with a number in a date's place as the day it is in the workbook's
    /// system.
    pub(crate) fn in_system(self, slot: usize, cell: Cell<'_>, is_1904: bool) -> Cell<'_> {
        let is_date = self.date_slot() == Some(slot);
        match cell {
            Cell::Number(serial) if is_1904 && is_date => {
                day(serial, true).map_or(Cell::Number(serial), Cell::Date)
            }
            cell => cell,
        }
    }

    /// The slots that hold a level.
    pub(crate) fn levels(self) -> std::ops::Range<usize> {
        match self {
            Self::Grades => grades::OVERALL..grades::GROUNDS,
            _ => 0..0,
        }
    }

    /// The slot of a field.
    pub(crate) fn slot(self, field: &str) -> Option<usize> {
        self.fields().iter().position(|known| *known == field)
    }
}

/// Slots of a provider row.
pub(crate) mod provider {
    pub const FIELDS: [&str; 20] = [
        "tilbudsid",
        "tilbudsnavn",
        "afdelingsid",
        "cvr",
        "p-nummer",
        "kommunekode",
        "kommune",
        "virksomhedsform",
        "tilsyn",
        "godkendelsesstatus",
        "paragraffer",
        "pladser-afdeling",
        "pladser-tilbud",
        "maalgrupper",
        "ydelsestyper",
        "senest-opdateret",
        "driftsherre",
        "daekningsomraade",
        "leverandoertype",
        "postnummer",
    ];
    pub const ID: usize = 0;
    pub const NAME: usize = 1;
    pub const DEPARTMENT_ID: usize = 2;
    pub const CVR: usize = 3;
    pub const P_NUMBER: usize = 4;
    pub const MUNICIPALITY_CODE: usize = 5;
    pub const MUNICIPALITY: usize = 6;
    pub const OWNERSHIP: usize = 7;
    pub const SUPERVISION: usize = 8;
    pub const STATUS: usize = 9;
    pub const LEGAL_BASES: usize = 10;
    pub const DEPARTMENT_PLACES: usize = 11;
    pub const PROVIDER_PLACES: usize = 12;
    pub const TARGET_GROUPS: usize = 13;
    pub const SERVICES: usize = 14;
    pub const STATUS_ON: usize = 15;
    pub const OPERATOR: usize = 16;
    pub const SERVICE_AREA: usize = 17;
    pub const KINDS: usize = 18;
    pub const POSTAL_CODE: usize = 19;
}

/// Slots that evidence rows and grades rows share: what names the assessment.
pub(crate) mod key {
    use crate::ingest::layout::other_slots::OtherSlots;

    pub const FIELDS: [&str; 13] = [
        "tilbudsid",
        "maalgruppe",
        "delmaalgruppe",
        "aldersgruppe",
        "tilsyn",
        "dato",
        "inspektoer",
        "tilbudsnavn",
        "bemaerkning",
        "afdelingsid",
        "cvr",
        "p-nummer",
        "kommune",
    ];
    pub const PROVIDER: usize = 0;
    pub const TARGET_GROUP: usize = 1;
    pub const SUBGROUP: usize = 2;
    pub const AGE_GROUP: usize = 3;
    pub const AUTHORITY: usize = 4;
    pub const DATE: usize = 5;
    pub const INSPECTOR: usize = 6;
    pub const NAME: usize = 7;
    /// Known so that a layout may name it; nothing is made of it.
    pub const UNUSED: [usize; 1] = [8];
    pub const DEPARTMENT_ID: usize = 9;
    pub const CVR: usize = 10;
    pub const P_NUMBER: usize = 11;
    pub const MUNICIPALITY: usize = 12;
    pub(crate) const OTHERS: OtherSlots = OtherSlots {
        name: NAME,
        department: DEPARTMENT_ID,
        cvr: CVR,
        p_number: P_NUMBER,
        municipality: MUNICIPALITY,
    };
}

/// Slots of a confirmed link: what was written in an assessment, and the provider that is meant.
pub(crate) mod links {
    pub const FIELDS: [&str; 7] = [
        "skrevet-tilbudsid",
        "skrevet-afdelingsid",
        "skrevet-cvr",
        "skrevet-p-nummer",
        "skrevet-navn",
        "skrevet-kommune",
        "tilbudsid",
    ];
    pub const WRITTEN_ID: usize = 0;
    pub const WRITTEN_DEPARTMENT_ID: usize = 1;
    pub const WRITTEN_CVR: usize = 2;
    pub const WRITTEN_P_NUMBER: usize = 3;
    pub const WRITTEN_NAME: usize = 4;
    pub const WRITTEN_MUNICIPALITY: usize = 5;
    pub const PROVIDER: usize = 6;
}

/// Slots of an evidence row, after the key.
pub(crate) mod evidence {
    use crate::ingest::layout::fields::key;
    use crate::model::{AnswerField, NumberField};

    pub const NUMBERS: usize = key::FIELDS.len();
    pub const ANSWERS: usize = NUMBERS + NumberField::COUNT;
    pub const FIELDS: [&str; ANSWERS + AnswerField::COUNT] = {
        let mut fields = [""; ANSWERS + AnswerField::COUNT];
        let mut at = 0;
        while at < fields.len() {
            fields[at] = if at < NUMBERS {
                key::FIELDS[at]
            } else if at < ANSWERS {
                NumberField::ALL[at - NUMBERS].slug()
            } else {
                AnswerField::ALL[at - ANSWERS].slug()
            };
            at += 1;
        }
        fields
    };
}

/// Slots of a grades row, after the key.
pub(crate) mod grades {
    use crate::ingest::layout::fields::key;
    use crate::model::Parameter;

    pub const QUALITY: usize = key::FIELDS.len();
    pub const OVERALL: usize = QUALITY + 1;
    pub const GRADES: usize = OVERALL + 1;
    pub const GROUNDS: usize = GRADES + 8;
    /// After the grounds, so that a form from before it was asked for has its columns in their
    /// places.
    pub const MINUTES: usize = GROUNDS + 8;
    const GROUND_FIELDS: [&str; 8] = [
        "begrundelse-aktiv-praksis",
        "begrundelse-praksiserfaring",
        "begrundelse-uddannelse",
        "begrundelse-fagmiljoe",
        "begrundelse-samarbejdsformer",
        "begrundelse-vidensudvikling",
        "begrundelse-metoder",
        "begrundelse-hjaelpemidler",
    ];
    pub const FIELDS: [&str; MINUTES + 1] = {
        let mut fields = [""; MINUTES + 1];
        let mut at = 0;
        while at < fields.len() {
            fields[at] = match at {
                QUALITY => "kvalitet",
                OVERALL => "samlet-niveau",
                _ if at < QUALITY => key::FIELDS[at],
                _ if at < GROUNDS => Parameter::ALL[at - GRADES].slug(),
                MINUTES => "tidsforbrug-minutter",
                _ => GROUND_FIELDS[at - GROUNDS],
            };
            at += 1;
        }
        fields
    };
}

/// Fields of ids and codes, which stay text as typed.
const CODES: [&str; 10] = [
    "tilbudsid",
    "afdelingsid",
    "cvr",
    "p-nummer",
    "kommunekode",
    "inspektoer",
    "skrevet-tilbudsid",
    "skrevet-afdelingsid",
    "skrevet-cvr",
    "skrevet-p-nummer",
];

/// Whether the field is of ids or codes.
pub(crate) fn is_code(field: &str) -> bool {
    CODES.contains(&field)
}

/// Of these, whose cells may be ten digits that are no person's number.
const TEN_DIGITS: [&str; 6] = [
    "tilbudsid",
    "afdelingsid",
    "p-nummer",
    "skrevet-tilbudsid",
    "skrevet-afdelingsid",
    "skrevet-p-nummer",
];

/// Whether ten digits in a field may be an id.
pub(crate) fn may_be_ten_digits(field: &str) -> bool {
    TEN_DIGITS.contains(&field)
}

#[cfg(test)]
mod tests {
    use super::{SheetRole, capacity, flows, grades, key, links, provider, report};
    use crate::model::Parameter;

    #[test]
    fn slots_are_where_their_names_say() {
        assert_eq!(provider::FIELDS[provider::STATUS_ON], "senest-opdateret");
        assert_eq!(provider::FIELDS[provider::TARGET_GROUPS], "maalgrupper");
        assert_eq!(provider::FIELDS[provider::STATUS], "godkendelsesstatus");
        assert_eq!(provider::FIELDS[provider::KINDS], "leverandoertype");
        assert_eq!(key::FIELDS[key::INSPECTOR], "inspektoer");
        assert_eq!(key::FIELDS[key::MUNICIPALITY], "kommune");
        assert_eq!(links::FIELDS[links::PROVIDER], "tilbudsid");
        for parameter in Parameter::ALL {
            assert_eq!(
                grades::FIELDS[grades::GROUNDS + parameter.index()],
                format!("begrundelse-{}", parameter.slug())
            );
        }
        assert_eq!(grades::FIELDS[grades::MINUTES], "tidsforbrug-minutter");
        assert_eq!(capacity::FIELDS[report::YEAR], flows::FIELDS[report::YEAR]);
        assert_eq!(capacity::FIELDS[capacity::CHANGE_STATUS], "aendring-status");
        assert_eq!(flows::FIELDS[flows::CITIZENS], "borgere");
        for role in [
            SheetRole::Providers,
            SheetRole::Evidence,
            SheetRole::Grades,
            SheetRole::Links,
            SheetRole::Capacity,
            SheetRole::Flows,
        ] {
            let mut names = role.fields().to_vec();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), role.fields().len());
        }
    }
}
