//! Why is a row not used?

/// Why a row is set aside, and which row it is.
#[derive(Clone, Debug)]
pub(crate) struct Aside<'k> {
    pub(crate) code: &'static str,
    /// What names the row, as it stands there.
    pub(crate) key: &'k str,
    pub(crate) reason: String,
}

impl<'k> Aside<'k> {
    pub(crate) fn new(code: &'static str, key: &'k str, reason: impl Into<String>) -> Self {
        Self { code, key, reason: reason.into() }
    }
}
