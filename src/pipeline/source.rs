//! What does the input folder say of itself?

use serde::Deserialize;

/// `source.toml` of the input folder: whether the data are made up, and what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Whether every output must be marked as an example.
    pub is_example: bool,
    /// What the data are, for the manifest.
    pub description: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct AsWritten {
    status: Status,
    description: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Status {
    Example,
    Real,
}

impl Source {
    /// Parses the text of `source.toml`; the error is for readers.
    pub(super) fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let written: AsWritten = toml::from_str(text)?;
        Ok(Self {
            is_example: matches!(written.status, Status::Example),
            description: written.description,
        })
    }
}
