//! LOOK-UPS: municipalities, dated regions, supervision, target groups, legal bases.
