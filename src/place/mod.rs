//! PLACING: grades held against a rule give a placement.
