//! What does a cell say? Danish numbers, dates and answers; what is doubtful is never guessed.

pub(super) mod basis_list;
pub(super) mod code;
pub(super) mod date;
pub(super) mod grade;
pub(super) mod lists;
pub(super) mod memo;
pub(super) mod near;
pub(super) mod number;
pub(super) mod number_text;
pub(super) mod personal;
pub(super) mod personal_number;
pub(super) mod place;
pub mod probe;
pub(super) mod quality;
pub(super) mod read;
pub(super) mod signs;
pub(super) mod text;
pub(super) mod yes_no;

pub(super) use self::date::date;
pub(super) use self::grade::{grade, grade_apart, overall};
pub(super) use self::number::{change, count, minutes, number, occupancy, rate};
pub(super) use self::quality::{quality, quality_apart};
pub(super) use self::read::Read;
pub(super) use self::text::{id, text, tidy};
pub(super) use self::yes_no::answer;
