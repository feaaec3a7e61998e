//! READING: files become rows, rows become a linked dataset.
#![allow(dead_code)]

mod fields;
mod layout;
mod limits;
mod pattern;

pub use fields::SheetRole;
pub use layout::{Column, Layout, SheetLayout};
pub use limits::Limits;
