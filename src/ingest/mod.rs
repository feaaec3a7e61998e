//! READING: files become rows, rows become a linked dataset.
