//! Which sizes does a sample keep apart?

/// *Størrelse*: places open to the target group, in three classes (Reading R75).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeClass {
    /// *Små*: 0 to 9 places.
    Small,
    /// *Mellem*: 10 to 24 places.
    Medium,
    /// *Store*: 25 places and more.
    Large,
    /// Not reported, or help without places.
    Unknown,
}

/// Places from which a tilbud is no longer small, and from which it is large. Ours: no published
/// cuts were found; nine to fourteen places a department is the usual (Velfærdspolitisk Analyse 27,
/// 2020), so that small ones have one department at most.
const CUTS: [u32; 2] = [10, 25];

impl SizeClass {
    /// All four, smallest first.
    pub const ALL: [Self; 4] = [Self::Small, Self::Medium, Self::Large, Self::Unknown];

    /// The class of a number of places.
    pub const fn of(places: Option<u32>) -> Self {
        match places {
            Some(places) if places < CUTS[0] => Self::Small,
            Some(places) if places < CUTS[1] => Self::Medium,
            Some(_) => Self::Large,
            None => Self::Unknown,
        }
    }

    /// The word of files and tables.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Small => "0-9 pladser",
            Self::Medium => "10-24 pladser",
            Self::Large => "25 pladser og flere",
            Self::Unknown => "ikke oplyst",
        }
    }
}
