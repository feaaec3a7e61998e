//! What is told of a place, by those who may not know yet where it stands?

use crate::finding::Severity;

/// A finding without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) action: String,
}

impl Told {
    pub(crate) fn new(
        severity: Severity,
        code: &'static str,
        message: impl Into<String>,
        action: impl Into<String>,
    ) -> Self {
        Self { severity, code, message: message.into(), action: action.into() }
    }

    /// Something could not be used.
    pub(crate) fn error(
        code: &'static str,
        message: impl Into<String>,
        action: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Error, code, message, action)
    }

    /// A value could not be used, or is doubtful.
    pub(crate) fn warning(
        code: &'static str,
        message: impl Into<String>,
        action: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Warning, code, message, action)
    }

    /// Worth knowing.
    pub(crate) fn note(
        code: &'static str,
        message: impl Into<String>,
        action: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Note, code, message, action)
    }
}
