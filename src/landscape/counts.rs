//! How much is there, in units that are never mixed?

/// Places are shared out in so many parts. Up to sixteen offerings of a department get equal whole
/// numbers of them, so that any of these shares add up exactly: thousandths of nine thirds gave
/// 157,998 for 158.
pub const PARTS_OF_A_PLACE: u64 = 720_720;

/// Places from their parts.
pub const fn places(parts: u64) -> f64 {
    parts as f64 / PARTS_OF_A_PLACE as f64
}

/// Supply in several units, never to be mixed. Each thing counts once, however many rows it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// *Tilbud og andre leverandører.*
    pub providers: u64,
    /// *Tilbud x målgruppe*: the unit that is placed. More than providers only where an offering
    /// is split by age or sub-group.
    pub offerings: u64,
    /// *Afdelinger.*
    pub departments: u64,
    /// *Pladser åbne for målgruppen*: may be counted for several groups, so never add over groups.
    pub places_open: u64,
    /// Parts of *pladser fordelt på målgrupper*: shared equally over the department's groups; these add
    /// up.
    pub places_shared_parts: u64,
    /// Departments whose places are not reported and so are in neither sum.
    pub departments_without_places: u64,
    /// Offerings without departments (outside the portal, matrikelløse): they have no places.
    pub offerings_without_department: u64,
}

impl Counts {
    /// Nothing at all.
    pub const NOTHING: Self = Self {
        providers: 0,
        offerings: 0,
        departments: 0,
        places_open: 0,
        places_shared_parts: 0,
        departments_without_places: 0,
        offerings_without_department: 0,
    };

    /// *Pladser fordelt på målgrupper.*
    pub const fn places_shared(&self) -> f64 {
        places(self.places_shared_parts)
    }
}
