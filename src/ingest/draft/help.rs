//! What helps to understand a file that no layout knows?

use crate::ingest::file::limits::Limits;
use crate::ingest::layout::Layout;
use crate::register::Registers;

/// What helps to understand a file.
#[derive(Clone, Copy)]
pub struct DraftHelp<'h> {
    /// Known municipalities, target groups, legal bases.
    pub registers: &'h Registers,
    /// Layouts whose headers are known names.
    pub layouts: &'h [Layout],
    /// What the file may ask of the machine.
    pub limits: Limits,
}
