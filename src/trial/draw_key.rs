//! In which order are providers drawn?

use sha2::{Digest, Sha256};

/// What providers are sorted by before the first ones are drawn: the first sixteen bytes of the
/// SHA-256 of seed, purpose and id. Each draw of a provider has a place of its own that nobody else
/// changes, so the order of the input is nothing, and who comes in or goes out moves nobody else.
pub fn draw_key(seed: u32, purpose: &str, provider: &str) -> u128 {
    let mut hash = Sha256::new();
    hash.update(seed.to_be_bytes());
    hash.update(purpose.as_bytes());
    hash.update([0]);
    hash.update(provider.as_bytes());
    let mut first = [0; 16];
    first.copy_from_slice(&hash.finalize()[..16]);
    u128::from_be_bytes(first)
}
