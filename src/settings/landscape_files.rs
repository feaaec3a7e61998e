//! Which settings is the landscape drawn by?

use crate::landscape::{AccessSettings, parse_access_settings};
use crate::register::{Registers, TravelMinutes};
use crate::settings::{Reader, SettingsError};

/// The rule file of access and cover, which is no placing rule.
pub(crate) const ACCESS_FILE: &str = "adgang.toml";

/// A matrix of minutes, when the user has one.
const TRAVEL_FILE: &str = "registers/travel_minutes.csv";

/// What the landscape is drawn by.
#[derive(Clone, Debug)]
pub struct LandscapeFiles {
    /// Bands, distances, and when a gap is given.
    pub access: AccessSettings,
    /// Minutes from municipality to municipality; none: distances are used.
    pub minutes: Option<TravelMinutes>,
}

impl Reader<'_> {
    /// The settings; none when something is wrong with them, which is then noted.
    pub(crate) fn landscape_files(
        &mut self,
        registers: &Registers,
    ) -> Result<Option<LandscapeFiles>, SettingsError> {
        let path = format!("rules/{ACCESS_FILE}");
        let text = self.text(&path, "Reglen for adgang og dækning")?;
        let access = parse_access_settings(&text, &path);
        let minutes = if self.is_there(TRAVEL_FILE) {
            let text = self.text(TRAVEL_FILE, "Rejsetiderne")?;
            TravelMinutes::parse(&text, &registers.municipalities).map(Some)
        } else {
            Ok(None)
        };
        match (access, minutes) {
            (Ok(access), Ok(minutes)) => Ok(Some(LandscapeFiles { access, minutes })),
            (access, minutes) => {
                self.problems.extend(access.err().into_iter().flatten());
                self.problems.extend(minutes.err().into_iter().flatten());
                Ok(None)
            }
        }
    }
}
