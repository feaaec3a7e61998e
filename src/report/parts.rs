//! What does a count of offerings count, where an offering is split?
//!
//! The offering is what is placed, so it is what tables of levels count (Reading R24). Whoever
//! reads "tilbud" in a header takes it for a number of providers; the words here keep the two apart.

/// The unit of everything that is counted by offering.
pub(super) const OFFERINGS: &str = "tilbud x målgruppe";

/// The same, of those that were assessed.
pub(super) const ASSESSED_OFFERINGS: &str = "vurderede tilbud x målgruppe";

/// Stands under every table that counts offerings, without a full stop.
pub(super) const PARTS: &str = "Et tilbud tæller én gang for hver målgruppe og, hvor det er delt \
                                efter aldersgruppe eller delmålgruppe, én gang for hver del: det \
                                er delene, der indplaceres";
