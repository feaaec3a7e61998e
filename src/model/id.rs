//! Which provider, department or offering of a dataset is it?
//!
//! An id is a place in a list and no number to reckon with. As a type of its own it can't be looked
//! up in another's list.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The one at a place of the list; lists are far shorter than four billion.
            pub fn at(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// Its place in the list, and in what runs along it.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id! {
    /// A provider: a place in [`super::Dataset::providers`].
    ProviderId
}

id! {
    /// A department: a place in [`super::Dataset::departments`].
    DepartmentId
}

id! {
    /// An offering: a place in [`super::Dataset::offerings`].
    OfferingId
}
