//! What helps to understand a file that no layout knows? Registers, limits, and the layouts there
//! are.

use std::path::Path;

use crate::ingest::{Layout, Limits};
use crate::register::Registers;
use crate::settings::{Reader, SettingsError};

/// What a draft of a layout is made with.
#[derive(Debug)]
pub struct LayoutHelp {
    /// Look-ups.
    pub registers: Registers,
    /// The layouts that can be read.
    pub layouts: Vec<Layout>,
    /// Layout files that can't: they are left out.
    pub unread: Vec<String>,
    /// What a file may ask of the machine.
    pub limits: Limits,
}

/// Reads what helps to make a draft. A layout file that can't be read is left out: it may be the one
/// that the draft is to become, made by the shell before the program started.
///
/// # Errors
/// A register that is missing, or every problem of every register and of the limits.
pub fn read_layout_help(input: &Path) -> Result<LayoutHelp, SettingsError> {
    if !input.is_dir() {
        return Err(SettingsError::NoInput { path: input.to_owned() });
    }
    let mut reader = Reader::new(input);
    let registers = reader.registers()?;
    let limits = reader.limits()?;
    if !reader.problems.is_empty() {
        return Err(SettingsError::Problems(reader.problems));
    }
    let (mut layouts, mut unread) = (Vec::new(), Vec::new());
    for name in reader.entries("layouts", "Layoutfilerne").unwrap_or_default() {
        if !name.to_ascii_lowercase().ends_with(".toml") {
            continue;
        }
        let path = format!("layouts/{name}");
        match reader.text(&path, "Layoutfilen") {
            Ok(text) if text.is_empty() => {}
            Ok(text) => match Layout::parse(&text, &path) {
                Ok(layout) => layouts.push(layout),
                Err(_) => unread.push(path),
            },
            Err(_) => unread.push(path),
        }
    }
    Ok(LayoutHelp { registers, layouts, unread, limits })
}
