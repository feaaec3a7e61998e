//! What are findings of this room called?

use crate::ingest::file::code_list::codes;

codes! {
    /// What is said of rows that belong together, or should.
    LinkCode {
        DuplicateAssessment = "duplicate-assessment",
        DuplicateDepartment = "duplicate-department",
        EvidenceAlone = "evidence-alone",
        GroupNotOnPortal = "group-not-on-portal",
        HalvesApart = "halves-apart",
        IdOfAnother = "id-of-another",
        IdenticalRow = "identical-row",
        InspectedProviderMissing = "inspected-provider-missing",
        LinkNotUsed = "link-not-used",
        LinkToUnknownProvider = "link-to-unknown-provider",
        LinkedByOtherKey = "linked-by-other-key",
        LinksContradict = "links-contradict",
        OnBothLists = "on-both-lists",
        PNumberOfAnother = "p-number-of-another",
        PlacesDisagree = "places-disagree",
        ProviderAmbiguous = "provider-ambiguous",
        ProviderContradiction = "provider-contradiction",
        ProviderIdContradicted = "provider-id-contradicted",
        ProviderKeysDisagree = "provider-keys-disagree",
        ProviderNotFound = "provider-not-found",
        ProviderStale = "provider-stale",
        ReportContradiction = "report-contradiction",
        ReportedTwice = "reported-twice",
        StaleAssessment = "stale-assessment",
        StaleReport = "stale-report",
        StaleUpdate = "stale-update",
        StatusContradiction = "status-contradiction",
        StatusLost = "status-lost",
        StatusListLost = "status-list-lost",
        TenfoldChange = "tenfold-change",
        TooManyStatuses = "too-many-statuses",
        TooManySubgroups = "too-many-subgroups",
        UnknownDepartment = "unknown-department",
    }
}
