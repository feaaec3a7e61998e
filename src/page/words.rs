//! What are the page's own words, in each language?

use crate::model::Language;

/// Words of headings, controls and hints.
pub(super) struct Words {
    pub(super) language: &'static str,
    /// What a reader of the other language must know.
    pub(super) in_danish: Option<&'static str>,
    /// Marks what is Danish on a page that is not.
    pub(super) danish: &'static str,
    pub(super) skip: &'static str,
    pub(super) contents: &'static str,
    pub(super) show: &'static str,
    pub(super) group: &'static str,
    pub(super) level: &'static str,
    pub(super) map: &'static str,
    pub(super) all: &'static str,
    pub(super) said: &'static str,
    pub(super) not_said: &'static str,
    pub(super) always: &'static str,
    pub(super) figures: &'static str,
    pub(super) tables: &'static str,
    pub(super) source: &'static str,
    pub(super) notes: &'static str,
    pub(super) columns: &'static str,
    pub(super) unit: &'static str,
    pub(super) empty: &'static str,
    pub(super) too_long: &'static str,
    pub(super) on_paper: &'static str,
    pub(super) rows: &'static str,
    pub(super) files: &'static str,
    /// Of the script, as JSON.
    pub(super) script: &'static str,
}

impl Words {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::Danish => &DANISH,
            Language::English => &ENGLISH,
        }
    }
}

const DANISH: Words = Words {
    language: "da",
    in_danish: None,
    danish: "",
    skip: "Gå til hvad tallene siger",
    contents: "Indhold",
    show: "Vis",
    group: "Målgruppe",
    level: "Niveau",
    map: "Regionskort",
    all: "Alle",
    said: "Hvad tallene siger",
    not_said: "Det kan ikke siges",
    always: "Det gælder alle tal",
    figures: "Figurer",
    tables: "Tabeller",
    source: "Kilde",
    notes: "Noter",
    columns: "Hvad kolonnerne holder",
    unit: "Enhed",
    empty: "Tomt felt",
    too_long: "Tabellen er for lang til siden",
    on_paper: "Papiret har ikke hele tabellen: den står på skærmen og i filen.",
    rows: "rækker",
    files: "Filer",
    script: r#"{"filter":"Filtrér","csv":"Hent som CSV","shown":"{n} af {of} rækker vises","group":"Målgruppe","level":"Niveau","source":"Kilde"}"#,
};

const ENGLISH: Words = Words {
    language: "en",
    in_danish: Some(
        "Headings and sentences are in English. Pictures, tables, notes and the names of target \
         groups are in Danish, the language of their sources: let, moderat and højt are the three \
         levels of specialisation, low, moderate and high. Numbers in tables and pictures are \
         written the Danish way: 1.234,5 is one thousand two hundred and thirty-four and a half.",
    ),
    danish: " lang=\"da\"",
    skip: "Skip to what the figures say",
    contents: "Contents",
    show: "Show",
    group: "Target group",
    level: "Level",
    map: "Map of regions",
    all: "All",
    said: "What the figures say",
    not_said: "What can't be said",
    always: "True of all figures",
    figures: "Pictures",
    tables: "Tables",
    source: "Source",
    notes: "Notes",
    columns: "What the columns hold",
    unit: "Unit",
    empty: "Empty cell",
    too_long: "The table is too long for the page",
    on_paper: "Paper does not hold the whole table: it stands on the screen and in the file.",
    rows: "rows",
    files: "Files",
    script: r#"{"filter":"Filter","csv":"Download as CSV","shown":"{n} of {of} rows shown","group":"Målgruppe","level":"Niveau","source":"Kilde"}"#,
};
