//! Can what a row says be so? Doubtful values stay as they are; the reader is told.

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::{evidence, provider as slot};
use crate::ingest::row::code::RowCode;
use crate::ingest::row::provider::ProviderRow;
use crate::ingest::scan::notes::Notes;
use crate::model::{Evidence, LegalBasisSet, NumberField};
use crate::register::Registers;

/// Places of none, and legal bases that belong on Tilbudsportalen in a list of other providers.
pub(crate) fn of_provider(read: &ProviderRow, registers: &Registers, notes: &mut Notes) {
    let row = read.row.row;
    for (slot, places) in [
        (slot::DEPARTMENT_PLACES, read.department_places),
        (slot::PROVIDER_PLACES, read.provider_places),
    ] {
        if places == Some(0) {
            notes.add(
                notes.cell(row, slot),
                Told::warning(
                    RowCode::NoPlaces.slug(),
                    "der står 0 pladser; det er brugt som 0, ikke som ikke oplyst".to_owned(),
                    "Skriv antallet; er det ikke oplyst, så lad cellen være tom",
                ),
            );
        }
    }
    let needs_approval = registers.under_social_authority(LegalBasisSet(read.legal_bases), false);
    if !read.is_on_portal && needs_approval == Some(true) {
        notes.add(
            notes.cell(row, slot::LEGAL_BASES),
            Told::warning(
                RowCode::ShouldBeOnPortal.slug(),
                format!(
                    "leverandøren \"{}\" står uden for Tilbudsportalen, men har en paragraf under \
                 socialtilsynet; rækken er brugt",
                    read.id
                ),
                "Ret paragraffen, eller find tilbuddet på Tilbudsportalen, og slet rækken her",
            ),
        );
    }
}

/// Numbers of one evidence row that cannot all be right. More experienced staff than staff is told
/// where the share is made.
pub(crate) fn of_evidence(read: &Evidence, row: u32, notes: &mut Notes) {
    use NumberField::{CertifiedOwn, CertifiedWithPartners, EnvironmentSize, Staff};
    /// The first is of the second: it cannot be more. Shares are not here: partners are counted in
    /// the whole too, so that they may lower a share.
    const PART_AND_WHOLE: [(NumberField, NumberField, &str, &str, &str); 3] = [
        (
            EnvironmentSize,
            Staff,
            RowCode::EnvironmentLargerThanStaff.slug(),
            "medarbejdere i fagmiljøet",
            "medarbejdere i alt",
        ),
        (
            CertifiedOwn,
            Staff,
            RowCode::MoreCertifiedThanStaff.slug(),
            "egne certificerede medarbejdere",
            "medarbejdere i alt",
        ),
        (
            CertifiedOwn,
            CertifiedWithPartners,
            RowCode::OwnExceedsAll.slug(),
            "egne certificerede",
            "certificerede inkl. eksterne",
        ),
    ];
    for (part, whole, code, of_part, of_whole) in PART_AND_WHOLE {
        let (Some(few), Some(all)) = (read.number(part), read.number(whole)) else { continue };
        if few > all {
            let shown = |number: f64| number.to_string().replace('.', ",");
            notes.add(
                notes.cell(row, evidence::NUMBERS + part.index()),
                Told::warning(
                    code,
                    format!(
                        "{} {of_part}, men kun {} {of_whole}; begge er brugt",
                        shown(few),
                        shown(all)
                    ),
                    "Ret det af de to tal, der er forkert",
                ),
            );
        }
    }
}
