//! What does a count of offerings count, where an offering is split?
//!
//! The offering is what is placed, so it is what tables of levels count (Reading R24). Whoever
//! reads "tilbud" in a header takes it for a number of providers; the words here keep the two apart.

use crate::results::Results;
use crate::table::Table;

/// The unit of everything that is counted by offering.
pub(super) const OFFERINGS: &str = "tilbud x målgruppe";

/// The same, of those that were assessed.
pub(super) const ASSESSED_OFFERINGS: &str = "vurderede tilbud x målgruppe";

/// Stands under every table that counts offerings, without a full stop.
pub(super) const PARTS: &str = "Et tilbud tæller én gang for hver målgruppe og, hvor det er delt \
                                efter aldersgruppe eller delmålgruppe, én gang for hver del: det \
                                er delene, der indplaceres";

/// Says of a table that counts the assessed, where they are a sample, that they are not weighted and
/// where the weighted figures stand.
pub(super) fn weighted_beside<'v, R>(table: Table<'v, R>, results: &Results<'_>) -> Table<'v, R> {
    if results.counted.weighted.is_none() {
        return table;
    }
    table.note(
        "De vurderede er en stikprøve: tallene her tæller dem, som de er, uden vægte, og er ingen \
         andel af alle. Hvad stikprøven siger om alle, står i landscape/levels_weighted",
    )
}
