//! What does a row of a yearly report say: how full, at what takst, what is planned; or who pays?

use std::sync::Arc;

use chrono::Datelike;

use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::layout::report_fields::{capacity, flows, report as slot};
use crate::ingest::row::assessment_rows::lower_first;
use crate::ingest::row::code::RowCode;
use crate::ingest::row::options::RowOptions;
use crate::ingest::row::other_keys::{OtherKeys, nobody_named, read_other_keys};
use crate::ingest::row::report::{CapacityRow, FlowRow, ReportKey, ReportRows};
use crate::ingest::row::reported_change::read_change;
use crate::ingest::scan::aside::Aside;
use crate::ingest::scan::notes::Notes;
use crate::ingest::value;
use crate::ingest::value::basis_list::{BasisList, legal_bases};
use crate::ingest::value::memo::Memo;
use crate::ingest::value::near::{did_you_mean, nearest};
use crate::ingest::value::place;
use crate::ingest::value::read::Refusal;
use crate::model::{CapacityFigures, LegalBasisId, MOST_PERCENT, Occupied, Payer, RowRef, SheetId};
use crate::register::fold_name;

/// Years that a report can be of; anything else is a slip.
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2100;

/// What stands for citizens whom no Danish municipality pays for, folded.
const ABROAD: [&str; 4] = ["udlandet", "udland", "grønland", "færøerne"];

/// Reads rows of capacity or of flows; remembers what texts mean.
pub(crate) struct ReportReader<'r> {
    options: RowOptions<'r>,
    role: SheetRole,
    pub(crate) rows: ReportRows,
    last: Arc<ReportKey>,
    bases: Memo<BasisList>,
    payers: Memo<Option<Payer>>,
}

/// Why a row can't be used: the slot that decided.
type Unusable = (usize, Refusal);

impl<'r> ReportReader<'r> {
    pub(crate) fn new(options: RowOptions<'r>, role: SheetRole) -> Self {
        Self {
            options,
            role,
            rows: ReportRows::default(),
            last: Arc::default(),
            bases: Memo::default(),
            payers: Memo::default(),
        }
    }

    /// Nothing read yet, of the same sheet.
    pub(crate) fn fork(&self) -> Self {
        Self::new(self.options, self.role)
    }

    pub(crate) fn take(&mut self, row: u32, cells: &[Cell<'_>], notes: &mut Notes) {
        let read = if self.role == SheetRole::Capacity {
            self.capacity(row, cells, notes).map(|read| self.rows.capacity.push(read))
        } else {
            self.flow(row, cells, notes).map(|read| self.rows.flows.push(read))
        };
        if let Err((slot, refusal)) = read {
            let id = value::id(&cells[slot::PROVIDER]).ok().flatten().unwrap_or_default();
            let reason = format!("{}; {}", refusal.message, lower_first(&refusal.action));
            notes.set_row_aside(row, Some(slot), Aside::new(refusal.code, &id, reason));
            self.lose(cells);
        }
    }

    /// Keeps whose flows a row may be of that is not used.
    pub(crate) fn lose(&mut self, cells: &[Cell<'_>]) {
        if self.role != SheetRole::Flows {
            return;
        }
        let id = |slot: usize| value::id(&cells[slot]).ok().flatten().map(|id| (&*id).into());
        let department = id(slot::DEPARTMENT_ID);
        let provider: Option<Box<str>> = id(slot::PROVIDER);
        if provider.is_none() && department.is_none() {
            self.rows.has_gap_of_anybody = true;
            return;
        }
        let others = OtherKeys { department, ..OtherKeys::default() };
        self.rows.gaps.push(ReportKey { provider: provider.unwrap_or_default(), others });
    }

    /// Of a row whose cells may be in the wrong columns nobody knows whose it is.
    pub(crate) fn lose_unshaped(&mut self) {
        self.rows.has_gap_of_anybody |= self.role == SheetRole::Flows;
    }

    fn key(
        &mut self,
        row: u32,
        cells: &[Cell<'_>],
        notes: &mut Notes,
    ) -> Result<Arc<ReportKey>, Unusable> {
        let id = value::id(&cells[slot::PROVIDER]).map_err(|refusal| (slot::PROVIDER, refusal))?;
        let department = value::id(&cells[slot::DEPARTMENT_ID]);
        let (id, slots) = (id.unwrap_or_default(), self.role.other_slots());
        let rest = [slot::NAME, slot::CVR, slot::P_NUMBER, slot::MUNICIPALITY];
        let has_rest = rest.iter().any(|slot| !cells[*slot].is_empty());
        // Rows of one department follow each other.
        if !has_rest
            && let Ok(department) = &department
            && *self.last.provider == *id
            && self.last.others.department.as_deref() == department.as_deref()
            && (!id.is_empty() || department.is_some())
            && self.last.others.is_department_only()
        {
            return Ok(Arc::clone(&self.last));
        }
        // A department that can't be read may be any of the provider's.
        department.map_err(|refusal| (slot::DEPARTMENT_ID, refusal))?;
        let others = read_other_keys(row, cells, &slots, self.options.registers, notes);
        let key = ReportKey {
            provider: (&*id).into(),
            others: others.map_or_else(OtherKeys::default, |o| *o),
        };
        if id.is_empty() && !key.others.name_somebody() {
            return Err((slot::PROVIDER, nobody_named()));
        }
        if *self.last != key {
            self.last = Arc::new(key);
        }
        Ok(Arc::clone(&self.last))
    }

    fn year(&self, cells: &[Cell<'_>]) -> Result<u16, Unusable> {
        let refusal = |code, message: String, action: &str| {
            (slot::YEAR, Refusal { code, message, action: action.to_owned() })
        };
        let year = value::count(&cells[slot::YEAR]).map_err(|refusal| (slot::YEAR, refusal))?;
        let Some(year) = year else {
            let message = "rækken siger ikke, hvilket år den er fra".to_owned();
            return Err(refusal(RowCode::YearMissing.slug(), message, "Skriv året med fire cifre"));
        };
        if !YEARS.contains(&year) {
            let message = format!("{year} er ikke et år fra 1990 til 2100");
            return Err(refusal(RowCode::YearMissing.slug(), message, "Skriv året med fire cifre"));
        }
        if let Some(as_of) = self.options.as_of
            && i64::from(year) > i64::from(as_of.year())
        {
            let message =
                format!("året {year} er efter kørslens dag ({})", as_of.format("%d.%m.%Y"));
            let action = "Ret året; det, der er planlagt, hører til i kolonnerne om ændringer";
            return Err(refusal(RowCode::DateInFuture.slug(), message, action));
        }
        // Between the years above.
        Ok(u16::try_from(year).unwrap_or_default())
    }

    /// The one legal basis that a row is of; none where none is written.
    fn legal_basis(&mut self, cells: &[Cell<'_>]) -> Result<Option<LegalBasisId>, Unusable> {
        let at = capacity::LEGAL_BASIS;
        let Some(text) = value::text(&cells[at]).map_err(|refusal| (at, refusal))? else {
            return Ok(None);
        };
        let register = &self.options.registers.legal_bases;
        let list = self.bases.of(&text, |text| legal_bases(text, ';', register));
        if let Some(problem) = list.problems.first() {
            return Err((at, problem.clone()));
        }
        let mut all = list.bases.iter();
        match (all.next(), all.next()) {
            (first, None) => Ok(first),
            _ => Err((
                at,
                Refusal {
                    code: RowCode::SeveralLegalBases.slug(),
                    message: format!("\"{text}\" er flere paragraffer, og tallene er af én række"),
                    action: "Skriv en række for hver paragraf".to_owned(),
                },
            )),
        }
    }

    fn capacity(
        &mut self,
        row: u32,
        cells: &[Cell<'_>],
        notes: &mut Notes,
    ) -> Result<CapacityRow, Unusable> {
        let key = self.key(row, cells, notes)?;
        let year = self.year(cells)?;
        let legal_basis = self.legal_basis(cells)?;
        let figures = CapacityFigures {
            places: notes.keep(row, capacity::PLACES, value::count(&cells[capacity::PLACES])),
            occupied: None,
            waiting: notes.keep(row, capacity::WAITING, value::count(&cells[capacity::WAITING])),
            rate_oere: notes.keep(row, capacity::RATE, value::rate(&cells[capacity::RATE])),
        };
        let occupied = occupied(row, cells, figures.places, notes);
        let figures = CapacityFigures { occupied, ..figures };
        let change = read_change(row, cells, figures.places, notes);
        Ok(CapacityRow { key, year, legal_basis, figures, change, row: place_of(row) })
    }

    fn flow(
        &mut self,
        row: u32,
        cells: &[Cell<'_>],
        notes: &mut Notes,
    ) -> Result<FlowRow, Unusable> {
        let key = self.key(row, cells, notes)?;
        let year = self.year(cells)?;
        let payer = self.payer(row, cells, notes);
        let citizens = notes.keep(row, flows::CITIZENS, value::count(&cells[flows::CITIZENS]));
        Ok(FlowRow { key, year, payer, citizens, row: place_of(row) })
    }

    fn payer(&mut self, row: u32, cells: &[Cell<'_>], notes: &mut Notes) -> Payer {
        let text = value::id(&cells[flows::PAYER]);
        let Some(text) = notes.keep(row, flows::PAYER, text) else { return Payer::NotReported };
        let registers = self.options.registers;
        let read = self.payers.of(&text, |text| {
            let abroad = ABROAD.contains(&&*fold_name(text)).then_some(Payer::Abroad);
            abroad.or_else(|| place::municipality(text, registers).map(Payer::Municipality))
        });
        (*read).unwrap_or_else(|| {
            let near = nearest(&text, registers.municipalities.iter().map(|m| &*m.name));
            let refusal = Refusal {
                code: RowCode::PayerUnknown.slug(),
                message: format!(
                    "betalingskommunen \"{text}\" findes ikke i registret; borgerne tælles uden \
                     betalingskommune"
                ),
                action: format!("{}Ret navnet, eller skriv kommunekoden", did_you_mean(near)),
            };
            notes.refused(row, flows::PAYER, &refusal);
            Payer::NotReported
        })
    }
}

/// Occupied places, or the percentage; what can't be is told and not used (Reading R85).
fn occupied(
    row: u32,
    cells: &[Cell<'_>],
    places: Option<u32>,
    notes: &mut Notes,
) -> Option<Occupied> {
    let n = notes.keep(row, capacity::OCCUPIED, value::count(&cells[capacity::OCCUPIED]));
    let percent =
        notes.keep(row, capacity::OCCUPANCY, value::occupancy(&cells[capacity::OCCUPANCY]));
    if let (Some(n), Some(places)) = (n, places)
        && u64::from(n) * 100 > u64::from(places) * u64::from(MOST_PERCENT)
    {
        let refusal = Refusal {
            code: RowCode::OccupancyImpossible.slug(),
            message: format!(
                "{n} belagte pladser af {places} er over {MOST_PERCENT} pct.; belægningen regnes \
                 som ikke oplyst"
            ),
            action: "Ret det af de to tal, der er forkert".to_owned(),
        };
        notes.refused(row, capacity::OCCUPIED, &refusal);
        return None;
    }
    let mut warn = |slot: usize, code: RowCode, message: String, action: &str| {
        notes.add(notes.cell(row, slot), Told::warning(code.slug(), message, action));
    };
    if let (Some(n), Some(percent), Some(places)) = (n, percent, places) {
        // Both are rounded: they agree where the percentage is that of some number within half a
        // place, or is rounded to whole percent.
        let (of, by) = (u64::from(n) * 10_000, u64::from(places) * u64::from(percent));
        if of.abs_diff(by) > 5_000.max(u64::from(places) * 50) {
            warn(
                capacity::OCCUPANCY,
                RowCode::OccupancyContradiction,
                format!(
                    "belægningen er {} pct., men {n} af {places} pladser er belagt; pladserne bruges",
                    (f64::from(percent) / 100.0).to_string().replace('.', ",")
                ),
                "Ret det af de to tal, der er forkert",
            );
        }
    }
    let is_over_full = match (n, places, percent) {
        (Some(n), Some(places), _) => n > places,
        (None, _, Some(percent)) => percent > 10_000,
        _ => false,
    };
    if is_over_full {
        let at = if n.is_some() { capacity::OCCUPIED } else { capacity::OCCUPANCY };
        let message = "belægningen er over 100 pct.; den er brugt som overbelægning".to_owned();
        warn(at, RowCode::OccupancyOverFull, message, "Se efter, om begge tal er rigtige");
    }
    n.map(Occupied::Places).or(percent.map(Occupied::PercentHundredths))
}

const fn place_of(row: u32) -> RowRef {
    RowRef { sheet: SheetId(0), row }
}
