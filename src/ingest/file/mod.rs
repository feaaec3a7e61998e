//! What lies in the input folder, and what is each file? Told by its bytes, within limits; nothing is
//! known here of sheets and rows.

pub(super) mod code;
pub(super) mod code_list;
pub(super) mod container;
pub(super) mod content;
pub(super) mod input_file;
pub(super) mod limits;
pub(super) mod memory;
pub(super) mod panics;
pub(super) mod problem;
pub(super) mod progress;
pub(super) mod sniff;
pub(super) mod special;
pub(super) mod text_make;
pub(super) mod walk;
