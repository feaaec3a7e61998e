//! **niveau** places the providers of the specialised social area on *let*, *moderat* or *højt
//! specialiseret*, per target group, and writes what an evaluation report is made from.
//!
//! The specification is Socialstyrelsen's *Model for beskrivelse af specialiseringsniveauer*
//! (December 2020). ARCHITECTURE.md describes the rooms, in the reading order below, and the
//! numbered Readings that say what was decided where the model is silent.

pub mod model;

pub mod finding;

pub mod plain_text;

pub mod regular_file;

pub mod document;

pub mod table;

pub mod chart;

pub mod page;

pub mod output;

pub mod register;

pub mod guideline;

pub mod description;

pub mod ingest;

pub mod grade;

pub mod place;

pub mod flat;

pub mod disclosure;
pub mod robustness;
pub mod size;
pub mod trial;

pub mod capacity;
pub mod landscape;

pub mod sql;

pub mod settings;

pub mod results;

pub mod statement;

pub mod report;

pub mod publication;

pub mod stream;

pub mod explain;

pub mod example;

pub mod run;

pub mod cli;

pub mod commands;
