//! GRADING: evidence held against a guideline gives a grade per parameter, with its because.
