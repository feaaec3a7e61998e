//! ONE PAGE: how do sentences, pictures and tables become a page that anybody can open?
//!
//! One file with nothing else to fetch. Everything is there without a script; the script sorts,
//! filters, chooses and downloads. The page knows no results: whoever has sentences and tables of
//! his own, a run or a publication, hands them in as values.

mod listing;
mod script_hash;
mod words;

use askama::Template;

use crate::model::Language;
use crate::plain_text::replaced_lines;

pub use listing::Listing;
pub(crate) use listing::anchor;
use script_hash::script_hash;
use words::Words;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// A page.
#[derive(Debug)]
pub struct Page<'p> {
    /// Language of headings and sentences.
    pub language: Language,
    /// Title.
    pub title: String,
    /// The mark that it can't be taken for real, as a sentence without full stop.
    pub mark: Option<String>,
    /// What it is about and made from, in sentences.
    pub about: Vec<String>,
    /// The target groups that can be chosen, by name.
    pub groups: Vec<String>,
    /// The maps of regions that can be chosen, by their day.
    pub maps: Vec<String>,
    /// What the figures say, first for all together.
    pub statements: Vec<Statement>,
    /// What holds whatever the figures are, in sentences.
    pub caveats: Vec<String>,
    /// The chapters.
    pub chapters: Vec<Chapter<'p>>,
    /// The run and whether an example went in, as every row of a CSV file says it.
    pub source: String,
    /// What stands at the foot.
    pub foot: String,
}

/// *Hvad tallene siger* of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Of what: a target group, or all together.
    pub about: String,
    /// The target group that it is shown for; none: always.
    pub group: Option<String>,
    /// What can be said, in sentences.
    pub said: Vec<String>,
    /// What can't be said, and why, in sentences.
    pub not_said: Vec<String>,
}

/// A chapter.
#[derive(Debug, Default)]
pub struct Chapter<'p> {
    /// Its anchor.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// What stands under the title, in sentences.
    pub about: Vec<String>,
    /// Things and what they are called: a list of terms.
    pub terms: Vec<(String, String)>,
    /// Its pictures.
    pub figures: Vec<Figure>,
    /// Its tables.
    pub listings: Vec<Listing<'p>>,
}

/// A picture on its way into a page.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    /// Title.
    pub title: String,
    /// Second line, may be empty.
    pub subtitle: String,
    /// The drawing, as an element of HTML.
    pub svg: String,
    /// The target group that it is of; none: of several.
    pub group: Option<String>,
    /// The level that it is of, by its word; none: of several.
    pub level: Option<String>,
    /// The map of regions that it is drawn on, where others stand beside it.
    pub map: Option<String>,
    /// What the reader must know, without full stops.
    pub notes: Vec<String>,
    /// The table that it is drawn from, and which rows of it.
    pub source: String,
    /// The anchor of the table, where it stands on the page.
    pub source_anchor: Option<String>,
}

#[derive(Template)]
#[template(path = "page.html")]
struct Filled<'p> {
    page: &'p Page<'p>,
    words: &'static Words,
    style: &'static str,
    script: &'static str,
    style_hash: String,
    script_hash: String,
}

impl Page<'_> {
    /// The page as HTML. Nothing in it steers a terminal or turns a line around, whoever wrote it.
    ///
    /// # Errors
    /// None that is known: the template writes to a string.
    pub fn html(&self) -> Result<String, askama::Error> {
        let filled = Filled {
            page: self,
            words: Words::of(self.language),
            style: STYLE,
            script: SCRIPT,
            style_hash: script_hash(STYLE),
            script_hash: script_hash(SCRIPT),
        };
        Ok(replaced_lines(&filled.render()?).into_owned())
    }
}
