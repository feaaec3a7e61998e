//! The one integration-test binary.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod cases;
mod charts;
mod commands;
mod example;
mod golden;
mod guideline_files;
mod ingest;
mod landscape;
mod offerings;
mod output_folder;
mod placing;
mod registers;
mod settings_files;
