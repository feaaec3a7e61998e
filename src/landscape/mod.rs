//! WHERE: supply by level, region and group.
