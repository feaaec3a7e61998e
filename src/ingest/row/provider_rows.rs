//! What does a row of the provider export say of a department and its provider?

use std::sync::Arc;

use chrono::NaiveDate;

use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::layout::SheetLayout;
use crate::ingest::layout::fields::{SheetRole, provider as slot};
use crate::ingest::row::beyond::read_beyond;
use crate::ingest::row::code::RowCode;
use crate::ingest::row::lost::{Lost, mention};
use crate::ingest::row::lost_provider::{LostProvider, LostProviders, WrittenKey};
use crate::ingest::row::options::RowOptions;
use crate::ingest::row::plausibility;
use crate::ingest::row::postal_hint::check_postal_code;
use crate::ingest::row::provider::{ProviderRow, Unread};
use crate::ingest::row::said_status::SaidStatus;
use crate::ingest::scan::aside::Aside;
use crate::ingest::scan::notes::Notes;
use crate::ingest::value;
use crate::ingest::value::basis_list::{BasisList, check_places, legal_bases};
use crate::ingest::value::lists::{GroupList, services, target_groups};
use crate::ingest::value::memo::Memo;
use crate::ingest::value::near::{did_you_mean, nearest};
use crate::ingest::value::place::authority;
use crate::ingest::value::read::Refusal;
use crate::ingest::value::text::digits;
use crate::model::{MunicipalityCode, Ownership, RowRef, ServiceSet, SheetId, Supervision};
use crate::plain_text::danish_date;
use crate::register::fold_name;

/// Christiansø and its neighbours: under the state, and no municipality.
const ERTHOLMENE: u16 = 411;

/// What it is called, folded.
const ERTHOLMENE_NAMES: [&str; 2] = ["ertholmene", "christiansø"];

/// Reads provider rows; remembers what texts mean.
pub(crate) struct ProviderRows<'r> {
    options: RowOptions<'r>,
    layout: &'r SheetLayout,
    pub(crate) rows: Vec<ProviderRow>,
    /// Rows that are not used.
    pub(crate) lost: LostProviders,
    groups: Memo<GroupList>,
    bases: Memo<BasisList>,
    services: Memo<(ServiceSet, Vec<Refusal>)>,
    places: Memo<Option<MunicipalityCode>>,
    ownerships: Memo<Result<Ownership, Refusal>>,
    authorities: Memo<Result<Supervision, Refusal>>,
    statuses: Memo<Arc<str>>,
}

impl<'r> ProviderRows<'r> {
    pub(crate) fn new(options: RowOptions<'r>, layout: &'r SheetLayout) -> Self {
        Self {
            options,
            layout,
            rows: Vec::new(),
            lost: LostProviders::default(),
            groups: Memo::default(),
            bases: Memo::default(),
            services: Memo::default(),
            places: Memo::default(),
            ownerships: Memo::default(),
            authorities: Memo::default(),
            statuses: Memo::default(),
        }
    }

    /// Nothing read yet, of the same sheet.
    pub(crate) fn fork(&self) -> Self {
        Self::new(self.options, self.layout)
    }

    pub(crate) fn take(&mut self, row: u32, cells: &[Cell<'_>], notes: &mut Notes) {
        let id = match value::id(&cells[slot::ID]) {
            Ok(Some(id)) => id,
            Ok(None) => {
                let reason = "rækken har intet tilbudsid; skriv det, eller slet rækken".to_owned();
                notes.set_row_aside(
                    row,
                    Some(slot::ID),
                    Aside::new(RowCode::ProviderIdMissing.slug(), "", reason),
                );
                self.lose(row, cells);
                return;
            }
            Err(refusal) => {
                let reason = format!("{}; {}", refusal.message, refusal.action);
                notes.set_row_aside(row, Some(slot::ID), Aside::new(refusal.code, "", reason));
                self.lose(row, cells);
                return;
            }
        };
        let department =
            notes.keep(row, slot::DEPARTMENT_ID, value::id(&cells[slot::DEPARTMENT_ID]));
        let name = notes.keep_name(row, slot::NAME, &cells[slot::NAME]);
        let cvr = digits(&cells[slot::CVR], 8, "CVR-nummer");
        let p_number = digits(&cells[slot::P_NUMBER], 10, "P-nummer");
        let mut read = ProviderRow {
            id: (&*id).into(),
            department: department.map(|id| (&*id).into()),
            name: name.map(|name| (&*name).into()),
            cvr: notes.keep(row, slot::CVR, cvr),
            p_number: notes.keep(row, slot::P_NUMBER, p_number),
            municipality: self.municipality(row, cells, notes),
            ownership: self.ownership(row, cells, notes),
            supervision: self.supervision(row, cells, notes),
            status: None,
            status_on: None,
            status_unread: None,
            legal_bases: 0,
            has_unknown_legal_basis: false,
            department_places: notes.keep(
                row,
                slot::DEPARTMENT_PLACES,
                value::count(&cells[slot::DEPARTMENT_PLACES]),
            ),
            provider_places: notes.keep(
                row,
                slot::PROVIDER_PLACES,
                value::count(&cells[slot::PROVIDER_PLACES]),
            ),
            target_groups: 0,
            ages: None,
            services: 0,
            is_on_portal: self.is_on_portal(),
            beyond: read_beyond(row, cells, self.layout, self.options.registers, notes),
            row: RowRef { sheet: SheetId(0), row },
        };
        self.status(&mut read, row, cells, notes);
        self.lists(&mut read, row, cells, notes);
        check_postal_code(row, cells, read.municipality, self.options.registers, notes);
        plausibility::of_provider(&read, self.options.registers, notes);
        self.rows.push(read);
    }

    /// Keeps what can be read of a row that is not used: whose it is, and its status.
    pub(crate) fn lose(&mut self, row: u32, cells: &[Cell<'_>]) {
        let id = |slot: usize| Some((&*value::id(&cells[slot]).ok()??).into());
        let names = [slot::ID, slot::DEPARTMENT_ID].into_iter().filter_map(id).collect();
        let status = value::text(&cells[slot::STATUS]);
        let on = self.status_on(cells);
        let unread = status_unread(&status, &on);
        let text = status.ok().flatten();
        let text = text.map(|text| Arc::clone(&*self.statuses.of(&text, value::tidy)));
        let row = RowRef { sheet: SheetId(0), row };
        let said = SaidStatus::given(text, on.ok().flatten(), unread, row);
        // A tilbudsid that can be read says whose the row is, and nothing else is asked.
        let has_id = matches!(value::id(&cells[slot::ID]), Ok(Some(_)));
        let keys = [slot::NAME, slot::CVR, slot::P_NUMBER].iter().filter(|_| !has_id);
        let keys = keys.filter_map(|slot| mention(&cells[*slot]));
        self.lost.push(LostProvider {
            names,
            keys: keys.map(|text| WrittenKey::of(&text)).collect(),
            said,
            is_on_portal: self.is_on_portal(),
            is_private: false,
        });
    }

    /// Keeps the texts of a row whose cells may be in the wrong columns: one may name a provider.
    pub(crate) fn lose_unshaped(&mut self, row: u32, cells: &[Cell<'_>]) {
        let names: Vec<Box<str>> = cells.iter().filter_map(mention).take(Lost::MENTIONS).collect();
        let said = SaidStatus::unread(RowRef { sheet: SheetId(0), row });
        self.lost.push(LostProvider {
            keys: Vec::new(),
            names,
            said,
            is_on_portal: self.is_on_portal(),
            is_private: false,
        });
    }

    fn is_on_portal(&self) -> bool {
        self.layout.role == SheetRole::Providers
    }

    /// The day of the status: a day that has not been yet is none.
    fn status_on(&self, cells: &[Cell<'_>]) -> value::Read<NaiveDate> {
        value::date(&cells[slot::STATUS_ON]).and_then(|on| match (on, self.options.as_of) {
            (Some(on), Some(as_of)) if on > as_of => Err(in_future(on, as_of)),
            _ => Ok(on),
        })
    }

    /// A status, or its day, that was given and can't be used is told, and kept as such.
    fn status(&mut self, read: &mut ProviderRow, row: u32, cells: &[Cell<'_>], notes: &mut Notes) {
        notes.slashes.see(row, &cells[slot::STATUS_ON]);
        let on = self.status_on(cells);
        read.status_unread = status_unread(&value::text(&cells[slot::STATUS]), &on);
        if let Some(status) = notes.keep_name(row, slot::STATUS, &cells[slot::STATUS]) {
            read.status = Some(Arc::clone(&*self.statuses.of(&status, value::tidy)));
        }
        read.status_on = notes.keep(row, slot::STATUS_ON, on);
    }

    fn lists(&mut self, read: &mut ProviderRow, row: u32, cells: &[Cell<'_>], notes: &mut Notes) {
        let registers = self.options.registers;
        let mut text = |slot: usize| {
            let text = notes.keep(row, slot, value::text(&cells[slot]));
            (slot, text)
        };
        let (groups, bases, offered) =
            (text(slot::TARGET_GROUPS), text(slot::LEGAL_BASES), text(slot::SERVICES));
        if let (slot, Some(text)) = groups {
            let separator = self.layout.separator("maalgrupper");
            let list = self
                .groups
                .of(&text, |text| target_groups(text, separator, &registers.target_groups));
            read.target_groups = list.groups.0;
            read.ages = list.ages;
            list.problems.iter().for_each(|problem| notes.refused(row, slot, problem));
        }
        if let (slot, Some(text)) = bases {
            let separator = self.layout.separator("paragraffer");
            let list =
                self.bases.of(&text, |text| legal_bases(text, separator, &registers.legal_bases));
            read.legal_bases = list.bases.0;
            read.has_unknown_legal_basis = list.has_unknown;
            list.problems.iter().for_each(|problem| notes.refused(row, slot, problem));
            let places = (read.department_places, read.provider_places);
            if let Some((severity, said)) = check_places(&list.places, places.0, places.1) {
                notes.add(
                    notes.cell(row, slot),
                    Told::new(severity, said.code, said.message, said.action),
                );
            }
        }
        if let (slot, Some(text)) = offered {
            let separator = self.layout.separator("ydelsestyper");
            let list =
                self.services.of(&text, |text| services(text, separator, &registers.services));
            read.services = list.0.0;
            list.1.iter().for_each(|problem| notes.refused(row, slot, problem));
        }
    }

    /// By code, then by name; the code decides where they differ.
    fn municipality(
        &mut self,
        row: u32,
        cells: &[Cell<'_>],
        notes: &mut Notes,
    ) -> Option<MunicipalityCode> {
        let register = &self.options.registers.municipalities;
        let code_cell = &cells[slot::MUNICIPALITY_CODE];
        let code = notes.keep(row, slot::MUNICIPALITY_CODE, value::id(code_cell));
        let name_cell = &cells[slot::MUNICIPALITY];
        let name = notes.keep(row, slot::MUNICIPALITY, value::text(name_cell));
        let is_named = |name: &str| ERTHOLMENE_NAMES.contains(&&*fold_name(name));
        let is_ertholmene = code.as_ref().is_some_and(|code| code.parse() == Ok(ERTHOLMENE))
            || code.is_none() && name.as_ref().is_some_and(|name| is_named(name));
        if is_ertholmene {
            let slot = if code.is_some() { slot::MUNICIPALITY_CODE } else { slot::MUNICIPALITY };
            notes.add(
                notes.cell(row, slot),
                Told::note(
                    RowCode::NoMunicipality.slug(),
                    "0411 (Ertholmene) er ingen kommune; afdelingen tælles uden kommune".to_owned(),
                    "Ingenting",
                ),
            );
            return None;
        }
        let by_code = code.as_ref().and_then(|code| register.by_code_text(code));
        if let (Some(code), None) = (&code, by_code) {
            notes.add(
                notes.cell(row, slot::MUNICIPALITY_CODE),
                Told::warning(
                    RowCode::UnknownMunicipality.slug(),
                    format!(
                        "kommunekoden \"{code}\" findes ikke i input/registers/municipalities.csv"
                    ),
                    "Ret koden; fire cifre, f.eks. 0751",
                ),
            );
        }
        let by_name =
            name.as_ref().and_then(|name| *self.places.of(name, |name| register.by_name(name)));
        if let (Some(name), None, None) = (&name, by_code, by_name) {
            let near = nearest(name, register.iter().map(|m| &*m.name));
            notes.add(
                notes.cell(row, slot::MUNICIPALITY),
                Told::warning(
                    RowCode::UnknownMunicipality.slug(),
                    format!("kommunen \"{name}\" findes ikke i registret"),
                    format!("{}Ret navnet, eller skriv kommunekoden", did_you_mean(near)),
                ),
            );
        }
        if let (Some(by_code), Some(by_name)) = (by_code, by_name)
            && by_code != by_name
        {
            let called = |code| register.get(code).map_or_else(String::new, |m| m.name.to_string());
            notes.add(
                notes.cell(row, slot::MUNICIPALITY_CODE),
                Told::warning(
                    RowCode::MunicipalityContradiction.slug(),
                    format!(
                        "koden {by_code} er {}, men kommunen hedder \"{}\"; koden bruges",
                        called(by_code),
                        called(by_name)
                    ),
                    "Ret den af dem, der er forkert",
                ),
            );
        }
        by_code.or(by_name)
    }

    fn ownership(&mut self, row: u32, cells: &[Cell<'_>], notes: &mut Notes) -> Option<Ownership> {
        let text = notes.keep(row, slot::OWNERSHIP, value::text(&cells[slot::OWNERSHIP]))?;
        let register = &self.options.registers.ownerships;
        let read = self.ownerships.of(&text, |text| {
            register.by_spelling(text).ok_or_else(|| {
                let near = nearest(text, Ownership::ALL.iter().map(|o| o.danish()));
                Refusal {
                    code: RowCode::UnknownOwnership.slug(),
                    message: format!(
                        "virksomhedsformen \"{text}\" kendes ikke; regnes som ikke oplyst"
                    ),
                    action: format!(
                        "{}Ret den, eller tilføj stavemåden i input/registers/ownerships.csv",
                        did_you_mean(near)
                    ),
                }
            })
        });
        notes.keep(row, slot::OWNERSHIP, (*read).clone().map(Some))
    }

    fn supervision(
        &mut self,
        row: u32,
        cells: &[Cell<'_>],
        notes: &mut Notes,
    ) -> Option<Supervision> {
        let text = notes.keep(row, slot::SUPERVISION, value::text(&cells[slot::SUPERVISION]))?;
        let registers = self.options.registers;
        let read = self.authorities.of(&text, |text| authority(text, registers));
        notes.keep(row, slot::SUPERVISION, (*read).clone().map(Some))
    }
}

/// What of a status and its day can't be read.
const fn status_unread<T>(status: &value::Read<T>, on: &value::Read<NaiveDate>) -> Option<Unread> {
    match (status, on) {
        (Err(_), _) => Some(Unread::Status),
        (Ok(_), Err(_)) => Some(Unread::Day),
        (Ok(_), Ok(_)) => None,
    }
}

/// A status of a day that has not been yet: a slip in its day.
fn in_future(on: NaiveDate, as_of: NaiveDate) -> Refusal {
    let day = danish_date;
    Refusal {
        code: RowCode::StatusDateInFuture.slug(),
        message: format!(
            "status er dateret {}, efter kørslens dag ({}); status kan ikke bruges, og kvaliteten \
             er ukendt",
            day(on),
            day(as_of)
        ),
        action: "Ret datoen; kørslens dag kan sættes med --as-of".to_owned(),
    }
}
