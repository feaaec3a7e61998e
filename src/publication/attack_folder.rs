//! How does a finished publication stand the attack?

use std::path::Path;

use super::PublicationError;
use super::released::{Attacked, Figures, attacked, read_release};
use crate::regular_file;

/// Largest file of a publication that is read.
const LARGEST: u64 = 256 << 20;

/// Attacks a publication as it lies in its folder, by somebody who may have an earlier one too.
///
/// # Errors
/// A folder holds no publication, or one of its files can't be read.
pub fn attack_folder(folder: &Path, previous: Option<&Path>) -> Result<Attacked, PublicationError> {
    let earlier = previous.map(figures).transpose()?;
    Ok(attacked(&figures(folder)?, earlier.as_ref()))
}

pub(super) fn figures(folder: &Path) -> Result<Figures, PublicationError> {
    read_release(&|name| {
        // A description that comes from elsewhere names files of its own folder only.
        if name.contains(['/', '\\']) || name.starts_with('.') {
            let why = format!("{}: \"{name}\" er ikke en fil i mappen", folder.display());
            return Err(PublicationError::NotUsable(why));
        }
        let path = folder.join(name);
        regular_file::read(&path, LARGEST).map_err(|error| {
            PublicationError::NotUsable(format!(
                "{}: {error}. Vælg en mappe, som niveau publish har skrevet",
                path.display()
            ))
        })
    })
}
