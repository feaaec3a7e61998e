//! A SYNTHETIC INPUT of any size.
