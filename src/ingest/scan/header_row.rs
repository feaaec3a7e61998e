//! What is kept and said of the header row, once it is found?

use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::scan::code::ScanCode;
use crate::ingest::scan::header::{Candidate, Use, named};
use crate::ingest::scan::{KeptHeader, Scan, State};

impl Scan<'_> {
    pub(super) fn keep_header_row(&mut self, cells: &[(u16, Cell<'_>)], uses: &[Use]) {
        let Some(header_row) = &mut self.header_row else { return };
        let kept = cells.iter().map(|(column, cell)| {
            let text = match cell {
                Cell::Text(text) => text.clone().into_owned(),
                other => other.shown(),
            };
            let slot = match uses.get(usize::from(*column)) {
                Some(Use::Slot(slot)) => Some(*slot),
                _ => None,
            };
            KeptHeader { column: *column, text, slot }
        });
        *header_row = kept.collect();
    }

    /// The headers that were kept.
    pub(crate) fn take_headers(&mut self) -> Vec<KeptHeader> {
        self.header_row.take().unwrap_or_default()
    }

    pub(super) fn found(&mut self, header: Candidate) {
        header.personal.iter().for_each(|column| self.notes.personal.add(header.row, *column));
        let layout_file = "layoutfilen i input/layouts";
        for (column, name) in &header.twice {
            let mut place = self.notes.row(header.row);
            place.column = Some(u32::from(*column));
            self.notes.add(place, Told::warning(ScanCode::HeaderTwice.slug(), format!(
                    "overskriften \"{name}\" står to gange; hvor de to kolonner siger hver sit, er \
                     ingen af dem brugt"
                ), "Slet den kolonne, der ikke gælder"));
        }
        if !header.unknown.is_empty() && !self.headers.is_correction {
            let place = self.notes.row(header.row);
            self.notes.add(
                place,
                Told::note(
                    ScanCode::ColumnsNotRead.slug(),
                    format!("kolonner, der ikke læses: {}", named(&header.unknown)),
                    format!("Ingenting; skal de læses, så tilføj dem i {layout_file}"),
                ),
            );
        }
        let role = self.headers.layout.role;
        self.columns.carriers = self
            .headers
            .layout
            .columns
            .iter()
            .filter(|column| column.is_required)
            .filter_map(|column| role.slot(column.field))
            .filter(|slot| role.fills_down(*slot) && !self.headers.unused.contains(slot))
            .collect();
        self.notes.set_headers(header.headers);
        self.columns.uses = header.uses;
        self.columns.width = header.width;
        self.state = State::Found;
    }
}
