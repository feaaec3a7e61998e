//! The one integration-test binary.

mod cases;
mod charts;
mod commands;
mod example;
mod golden;
mod guideline_files;
mod ingest;
mod landscape;
mod output_folder;
mod placing;
mod registers;
