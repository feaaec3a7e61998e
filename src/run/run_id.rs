//! Which run is this? Eight characters that stand in every output and in the manifest.

use sha2::{Digest, Sha256};

use crate::ingest::InputFile;

/// From the contents of what was read, the options that decide something, and the program's
/// version: the same input gives the same id, on any day and any machine.
pub(super) fn run_id<'f>(files: impl Iterator<Item = &'f InputFile>, options: &str) -> String {
    let mut lines: Vec<String> =
        files.map(|file| format!("{} {}\n", file.sha256, file.path)).collect();
    lines.sort_unstable();
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    hash.update(options);
    for line in &lines {
        hash.update(line);
    }
    let [a, b, c, d, ..] = hash.finalize().0;
    format!("{:08x}", u32::from_be_bytes([a, b, c, d]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_files_is_nothing_and_their_contents_everything() {
        let file = |path: &str, sha256: &str| InputFile {
            path: path.to_owned(),
            bytes: 1,
            sha256: sha256.to_owned(),
        };
        let (a, b) = (file("a.csv", "01"), file("b.csv", "02"));
        let id = run_id([&a, &b].into_iter(), "flertal");
        assert_eq!(id.len(), 8);
        assert_eq!(id, run_id([&b, &a].into_iter(), "flertal"));
        assert_ne!(id, run_id([&a, &b].into_iter(), "alle"));
        assert_ne!(id, run_id([&a, &file("b.csv", "03")].into_iter(), "flertal"));
    }
}
