//! What are findings of this room called?

use crate::ingest::file::code_list::codes;

codes! {
    /// What is said of what a row says.
    RowCode {
        AuthorityMissing = "authority-missing",
        ChangeIncomplete = "change-incomplete",
        ChangeNotUnderstood = "change-not-understood",
        DateInFuture = "date-in-future",
        DateMissing = "date-missing",
        EnvironmentLargerThanStaff = "environment-larger-than-staff",
        LinkIncomplete = "link-incomplete",
        LinkWithoutProvider = "link-without-provider",
        MoreCertifiedThanStaff = "more-certified-than-staff",
        MunicipalityByPostalCode = "municipality-by-postal-code",
        MunicipalityContradiction = "municipality-contradiction",
        NoMunicipality = "no-municipality",
        NoPlaces = "no-places",
        OccupancyContradiction = "occupancy-contradiction",
        OccupancyImpossible = "occupancy-impossible",
        OccupancyOverFull = "occupancy-over-full",
        OwnExceedsAll = "own-exceeds-all",
        PostalCodeContradiction = "postal-code-contradiction",
        PayerUnknown = "payer-unknown",
        ProviderIdMissing = "provider-id-missing",
        SeveralLegalBases = "several-legal-bases",
        ShouldBeOnPortal = "should-be-on-portal",
        StatusDateInFuture = "status-date-in-future",
        UnknownAgeGroup = "unknown-age-group",
        UnknownArea = "unknown-area",
        UnknownMunicipality = "unknown-municipality",
        UnknownOwnership = "unknown-ownership",
        UnknownPostalCode = "unknown-postal-code",
        UnknownProviderKind = "unknown-provider-kind",
        YearMissing = "year-missing",
    }
}
