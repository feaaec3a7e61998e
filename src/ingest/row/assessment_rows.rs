//! What does a row of an inspector's workbook say of an assessment?

use std::sync::Arc;

use chrono::NaiveDate;

use crate::ingest::cell::Cell;
use crate::ingest::layout::fields::{SheetRole, evidence, grades, key as slot};
use crate::ingest::row::assessment::{AssessmentKey, AssessmentRow, Grading};
use crate::ingest::row::code::RowCode;
use crate::ingest::row::lost::{Lost, LostKey, LostRows, mention};
use crate::ingest::row::options::RowOptions;
use crate::ingest::row::other_keys::{nobody_named, read_other_keys};
use crate::ingest::row::plausibility;
use crate::ingest::scan::aside::Aside;
use crate::ingest::scan::notes::Notes;
use crate::ingest::value;
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::grade::GradeCell;
use crate::ingest::value::lists::target_group;
use crate::ingest::value::memo::Memo;
use crate::ingest::value::number::may_be_share;
use crate::ingest::value::number_text::NumberKind;
use crate::ingest::value::place::authority;
use crate::ingest::value::read::{Read, Refusal};
use crate::model::{
    AgeGroup, Answer, AnswerField, Evidence, Grade, NumberField, Parameter, PerParameter, RowRef,
    SheetId, Supervision, TargetGroupId,
};
use crate::plain_text::{danish_date, replaced};
use crate::register::{Registers, fold_name};

/// Reads rows of evidence and of grades; remembers what texts mean.
pub(crate) struct AssessmentRows<'r> {
    options: RowOptions<'r>,
    pub(crate) evidence: Vec<AssessmentRow<Box<Evidence>>>,
    pub(crate) grades: Vec<AssessmentRow<Grading>>,
    /// Rows that are not used.
    pub(crate) lost: LostRows,
    /// No row is used: the sheet lacks a column.
    only_loses: bool,
    groups: Memo<Result<TargetGroupId, Refusal>>,
    authorities: Memo<Result<Supervision, Refusal>>,
    subgroups: Memo<Arc<str>>,
}

impl<'r> AssessmentRows<'r> {
    pub(crate) fn new(options: RowOptions<'r>) -> Self {
        Self {
            options,
            evidence: Vec::new(),
            grades: Vec::new(),
            lost: LostRows::default(),
            only_loses: false,
            groups: Memo::default(),
            authorities: Memo::default(),
            subgroups: Memo::default(),
        }
    }

    /// Uses no row, and keeps whose each one is.
    pub(crate) fn losing(registers: &'r Registers) -> Self {
        let options = RowOptions { registers, as_of: None, grounds_for: None };
        Self { only_loses: true, ..Self::new(options) }
    }

    /// Nothing read yet, of the same sheet.
    pub(crate) fn fork(&self) -> Self {
        Self { only_loses: self.only_loses, ..Self::new(self.options) }
    }

    pub(crate) fn take(
        &mut self,
        role: SheetRole,
        row: u32,
        cells: &[Cell<'_>],
        notes: &mut Notes,
    ) {
        if self.only_loses {
            self.lose(role, row, cells, notes);
            return;
        }
        notes.slashes.see(row, &cells[slot::DATE]);
        let key = match self.key(row, cells, notes) {
            Ok(key) => key,
            Err((slot, refusal)) => {
                let name = value::id(&cells[slot::PROVIDER]).ok().flatten().unwrap_or_default();
                let reason = format!("{}; {}", refusal.message, lower_first(&refusal.action));
                notes.set_row_aside(row, Some(slot), Aside::new(refusal.code, &name, reason));
                self.lose(role, row, cells, notes);
                return;
            }
        };
        let place = RowRef { sheet: SheetId(0), row };
        if role == SheetRole::Evidence {
            let content = Box::new(read_evidence(row, cells, notes));
            plausibility::of_evidence(&content, row, notes);
            self.evidence.push(AssessmentRow { key, content, row: place });
        } else {
            // A row without tilbudsid may turn out to be of the one provider.
            let keeps_grounds = self
                .options
                .grounds_for
                .is_some_and(|id| key.provider.is_empty() || *key.provider == *id);
            let content = read_grading(row, cells, keeps_grounds, notes);
            self.grades.push(AssessmentRow { key, content, row: place });
        }
    }

    /// Keeps what can be read of the key of a row that is not used.
    pub(crate) fn lose(&mut self, role: SheetRole, row: u32, cells: &[Cell<'_>], notes: &Notes) {
        let registers = self.options.registers;
        let text = |slot: usize| value::text(&cells[slot]).ok().flatten();
        let id = value::id(&cells[slot::PROVIDER]).ok().flatten();
        let group = text(slot::TARGET_GROUP)
            .and_then(|group| target_group(&group, &registers.target_groups).ok());
        let authority = text(slot::AUTHORITY).and_then(|name| authority(&name, registers).ok());
        // What is wrong with the cells of a row that is not used is told by nobody.
        let others =
            read_other_keys(row, cells, &slot::OTHERS, registers, &mut notes.of_same_sheet());
        let key = LostKey {
            provider: id.map(|id| (&*id).into()),
            others,
            target_group: group,
            authority,
            // A day that has not been yet is a slip: it may be any.
            assessed_on: value::date(&cells[slot::DATE])
                .ok()
                .flatten()
                .filter(|on| self.options.as_of.is_none_or(|as_of| *on <= as_of)),
            mentions: Vec::new(),
        };
        let place = RowRef { sheet: SheetId(0), row };
        let is_of_grades = role == SheetRole::Grades;
        self.lost.push(Lost { key, row: place, is_of_grades, is_private: false });
    }

    /// Keeps the texts of a row whose cells may be in the wrong columns: one may name a provider.
    pub(crate) fn lose_unshaped(&mut self, role: SheetRole, row: u32, cells: &[Cell<'_>]) {
        let mentions = cells.iter().filter_map(mention).take(Lost::MENTIONS).collect();
        let key = LostKey { mentions, ..LostKey::default() };
        let row = RowRef { sheet: SheetId(0), row };
        let is_of_grades = role == SheetRole::Grades;
        self.lost.push(Lost { key, row, is_of_grades, is_private: false });
    }

    /// What names the assessment, or the cell that keeps the row from being used.
    fn key(
        &mut self,
        row: u32,
        cells: &[Cell<'_>],
        notes: &mut Notes,
    ) -> Result<AssessmentKey, (usize, Refusal)> {
        let at = |slot: usize| move |refusal: Refusal| (slot, refusal);
        let registers = self.options.registers;
        let provider = value::id(&cells[slot::PROVIDER]).map_err(at(slot::PROVIDER))?;
        let group = Needed::TargetGroup
            .of(value::text(&cells[slot::TARGET_GROUP]))
            .map_err(at(slot::TARGET_GROUP))?;
        let target_group =
            (*self.groups.of(&group, |name| target_group(name, &registers.target_groups)))
                .clone()
                .map_err(at(slot::TARGET_GROUP))?;
        let subgroup = value::text(&cells[slot::SUBGROUP])
            .map_err(at(slot::SUBGROUP))?
            .filter(|text| !is_all(text))
            .map(|text| Arc::clone(&*self.subgroups.of(&text, |text| replaced(text).into())));
        let age_group = value::text(&cells[slot::AGE_GROUP])
            .map_err(at(slot::AGE_GROUP))?
            .filter(|text| !is_all(text))
            .map(|text| age_group(&text))
            .transpose()
            .map_err(at(slot::AGE_GROUP))?;
        let name = Needed::Authority
            .of(value::text(&cells[slot::AUTHORITY]))
            .map_err(at(slot::AUTHORITY))?;
        let authority = (*self.authorities.of(&name, |name| authority(name, registers)))
            .clone()
            .map_err(at(slot::AUTHORITY))?;
        let assessed_on =
            Needed::Date.of(value::date(&cells[slot::DATE])).map_err(at(slot::DATE))?;
        if let Some(as_of) = self.options.as_of.filter(|as_of| assessed_on > *as_of) {
            return Err((slot::DATE, in_future(assessed_on, as_of)));
        }
        // Last: nothing is said of the cells of a row that is not used.
        let others = read_other_keys(row, cells, &slot::OTHERS, registers, notes);
        if provider.is_none() && !others.as_ref().is_some_and(|others| others.name_somebody()) {
            return Err((slot::PROVIDER, nobody_named()));
        }
        Ok(AssessmentKey {
            provider: provider.as_deref().unwrap_or_default().into(),
            target_group,
            subgroup,
            age_group,
            authority,
            assessed_on,
            others,
        })
    }
}

/// An assessment that has not been made yet: a slip in its date.
fn in_future(assessed_on: NaiveDate, as_of: NaiveDate) -> Refusal {
    let day = danish_date;
    Refusal {
        code: RowCode::DateInFuture.slug(),
        message: format!(
            "vurderingen er dateret {}, efter kørslens dag ({})",
            day(assessed_on),
            day(as_of)
        ),
        action: "Ret datoen; kørslens dag kan sættes med --as-of".to_owned(),
    }
}

/// What every row of an assessment has to say.
#[derive(Clone, Copy)]
enum Needed {
    TargetGroup,
    Authority,
    Date,
}

impl Needed {
    const fn danish(self) -> &'static str {
        match self {
            Self::TargetGroup => "målgruppe",
            Self::Authority => "tilsyn",
            Self::Date => "dato",
        }
    }

    const fn code_when_missing(self) -> &'static str {
        match self {
            Self::TargetGroup => ValueCode::TargetGroupMissing.slug(),
            Self::Authority => RowCode::AuthorityMissing.slug(),
            Self::Date => RowCode::DateMissing.slug(),
        }
    }

    /// What was read, or why the row can't be used.
    fn of<T>(self, read: Read<T>) -> Result<T, Refusal> {
        read?.ok_or_else(|| Refusal {
            code: self.code_when_missing(),
            message: format!("rækken har ikke {}", self.danish()),
            action: "Skriv det, eller slet rækken".to_owned(),
        })
    }
}

/// *Alle*: no split.
fn is_all(text: &str) -> bool {
    text.len() <= 16 && matches!(fold_name(text).as_str(), "alle" | "hele" | "helemålgruppen")
}

pub(crate) fn age_group(text: &str) -> Result<AgeGroup, Refusal> {
    AgeGroup::from_danish(&text.to_lowercase()).ok_or_else(|| Refusal {
        code: RowCode::UnknownAgeGroup.slug(),
        message: format!("aldersgruppen \"{text}\" er ikke en af børn, unge, voksne"),
        action: "Skriv en af dem, eller lad cellen være tom, når hele målgruppen er vurderet"
            .to_owned(),
    })
}

fn read_evidence(row: u32, cells: &[Cell<'_>], notes: &mut Notes) -> Evidence {
    let mut read = Evidence::default();
    for field in NumberField::ALL {
        let slot = evidence::NUMBERS + field.index();
        let kind = if field.is_percent() { NumberKind::Percent } else { NumberKind::Count };
        match value::number(&cells[slot], kind) {
            Err(refusal) if field.is_percent() && may_be_share(&cells[slot]) => {
                notes.shares.see(row, slot, refusal);
            }
            number => read.set_number(field, notes.keep(row, slot, number)),
        }
    }
    for field in AnswerField::ALL {
        let slot = evidence::ANSWERS + field.index();
        let answer = value::answer(&cells[slot], field.may_be_not_relevant());
        read.set_answer(field, notes.keep(row, slot, answer).unwrap_or(Answer::NotReported));
    }
    read
}

fn read_grading(row: u32, cells: &[Cell<'_>], keeps_grounds: bool, notes: &mut Notes) -> Grading {
    let mut given = PerParameter([Grade::Unknown; 8]);
    let mut unread = PerParameter::default();
    for parameter in Parameter::ALL {
        let slot = grades::GRADES + parameter.index();
        match value::grade(&cells[slot]) {
            GradeCell::NotReported => {}
            GradeCell::Is(grade) => given[parameter] = grade,
            GradeCell::IsSpelled(grade, told) => {
                given[parameter] = grade;
                notes.refused(row, slot, &told);
            }
            GradeCell::Within(bounds, told) => {
                unread[parameter] = Some(bounds);
                notes.refused(row, slot, &told);
            }
        }
    }
    let mut tell = |slot: usize, told: Option<Refusal>| {
        if let Some(told) = told {
            notes.refused(row, slot, &told);
        }
    };
    let (overall, told) = value::overall(&cells[grades::OVERALL]);
    tell(grades::OVERALL, told);
    let (quality, told) = value::quality(&cells[grades::QUALITY]);
    tell(grades::QUALITY, told);
    let inspector = notes.keep(row, slot::INSPECTOR, value::id(&cells[slot::INSPECTOR]));
    let minutes = notes.keep(row, grades::MINUTES, value::minutes(&cells[grades::MINUTES]));
    let is_given = |parameter: &Parameter| !cells[grades::GROUNDS + parameter.index()].is_empty();
    Grading {
        inspector: inspector.map(|id| (&*id).into()),
        with_grounds: Parameter::ALL.into_iter().filter(is_given).collect(),
        minutes,
        grades: given,
        unread,
        overall,
        quality,
        grounds: keeps_grounds.then(|| {
            Box::new(PerParameter::from_fn(|parameter| {
                let slot = grades::GROUNDS + parameter.index();
                notes.keep(row, slot, value::text(&cells[slot])).map(|text| (&*text).into())
            }))
        }),
    }
}

/// An action as it goes on within a sentence.
pub(crate) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
