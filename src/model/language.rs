//! In which language is a page told?

/// *Sprog.* Tables, pictures and names are Danish whatever the language: they are the sources' own
/// words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// *Dansk.*
    #[default]
    Danish,
    /// *Engelsk.*
    English,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Danish, Self::English];

    /// The code of web pages and of the call: `da`, `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Danish => "da",
            Self::English => "en",
        }
    }

    /// The words in this language, of the Danish and the English ones.
    pub fn of<T>(self, danish: T, english: T) -> T {
        match self {
            Self::Danish => danish,
            Self::English => english,
        }
    }
}
