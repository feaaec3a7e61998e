//! How is a closed list of codes declared? Each room has one: what its findings are called.

/// Declares the codes of a room, each with its name as it stands in the outputs.
macro_rules! codes {
    ($(#[$doc:meta])* $list:ident { $($code:ident = $slug:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum $list {
            $($code,)*
        }

        impl $list {
            /// As it stands in the outputs.
            pub(crate) const fn slug(self) -> &'static str {
                match self {
                    $(Self::$code => $slug,)*
                }
            }
        }
    };
}

pub(crate) use codes;
