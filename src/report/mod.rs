//! TELLING: tables, charts, parquet, and putting a finished output in place.
