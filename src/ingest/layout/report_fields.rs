//! Which fields can a yearly report have? Closed lists, as all fields are.

/// Slots that rows of yearly reports share: whose they are, and of which year.
pub(crate) mod report {
    use crate::ingest::layout::other_slots::OtherSlots;

    pub const PROVIDER: usize = 0;
    pub const DEPARTMENT_ID: usize = 1;
    pub const NAME: usize = 2;
    pub const CVR: usize = 3;
    pub const P_NUMBER: usize = 4;
    pub const MUNICIPALITY: usize = 5;
    pub const YEAR: usize = 6;
    pub(crate) const OTHERS: OtherSlots = OtherSlots {
        name: NAME,
        department: DEPARTMENT_ID,
        cvr: CVR,
        p_number: P_NUMBER,
        municipality: MUNICIPALITY,
    };
}

/// Slots of a row of capacity.
pub(crate) mod capacity {
    pub const FIELDS: [&str; 17] = [
        "tilbudsid",
        "afdelingsid",
        "tilbudsnavn",
        "cvr",
        "p-nummer",
        "kommune",
        "aar",
        "paragraf",
        "pladser",
        "belagte-pladser",
        "belaegning-procent",
        "venteliste",
        "takst",
        "aendring-dato",
        "aendring-pladser",
        "aendring",
        "aendring-status",
    ];
    pub const LEGAL_BASIS: usize = 7;
    pub const PLACES: usize = 8;
    pub const OCCUPIED: usize = 9;
    pub const OCCUPANCY: usize = 10;
    pub const WAITING: usize = 11;
    pub const RATE: usize = 12;
    pub const CHANGE_ON: usize = 13;
    pub const CHANGE_PLACES: usize = 14;
    pub const CHANGE: usize = 15;
    pub const CHANGE_STATUS: usize = 16;
}

/// Slots of a row of flows.
pub(crate) mod flows {
    pub const FIELDS: [&str; 9] = [
        "tilbudsid",
        "afdelingsid",
        "tilbudsnavn",
        "cvr",
        "p-nummer",
        "kommune",
        "aar",
        "betalingskommune",
        "borgere",
    ];
    pub const PAYER: usize = 7;
    pub const CITIZENS: usize = 8;
}
