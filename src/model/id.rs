//! Which provider, department or offering of a dataset, and which guideline of a set?
//!
//! Each is a place in a list, and no number to reckon with: a type of its own keeps one from being
//! looked up in another's list.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($number:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $number);

        impl $name {
            /// The one at a place of the list.
            pub fn at(index: usize) -> Self {
                Self(<$number>::try_from(index).unwrap_or(<$number>::MAX))
            }

            /// Its place in the list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id! {
    /// A provider: a place in [`super::Dataset::providers`], and in what runs along it.
    ProviderId(u32)
}
