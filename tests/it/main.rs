//! The one integration-test binary.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod broken_cells;
mod case_base;
mod cases;
mod charts;
mod collaborations;
mod commands;
mod data_dictionary;
mod descriptions;
mod example;
mod fuzz_crate;
mod given_back;
mod given_back_forms;
mod golden;
mod guideline_files;
mod ingest;
mod ingest_csv;
mod ingest_workbooks;
mod landscape;
mod landscape_access;
mod landscape_cover;
mod landscape_data;
mod landscape_outputs;
mod landscape_supply;
mod linking;
mod maps;
mod never_replaced;
mod offerings;
mod output_folder;
mod placement_cases;
mod placing;
mod readings;
mod registers;
mod robustness;
mod robustness_outputs;
mod settings_files;
mod size_commands;
mod sizes;
mod split_offerings;
mod workbook;
mod workbook_bytes;
