//! The one integration-test binary.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod cases;
mod charts;
mod commands;
mod example;
mod given_back;
mod golden;
mod guideline_files;
mod ingest;
mod ingest_csv;
mod ingest_workbooks;
mod landscape;
mod linking;
mod offerings;
mod output_folder;
mod placement_cases;
mod placing;
mod registers;
mod robustness;
mod robustness_outputs;
mod settings_files;
mod workbook_bytes;
