//! What records does a part of an xlsb hold? Each has a kind and a length, of as many bytes as they
//! need.

use std::io::{self, BufRead, Read};

/// Bytes of a record that are shown: enough for a cell, a sheet's name and a number format.
const HEAD: u64 = 1_024;

/// Shows the records of a part, as far as it can be read and until `show` gives false: kind, and what
/// the content begins with.
pub(crate) fn each_record(mut part: impl BufRead, mut show: impl FnMut(u64, &[u8]) -> bool) {
    let mut head = Vec::new();
    while let Some((kind, len)) = next(&mut part) {
        head.clear();
        let read = part.by_ref().take(len.min(HEAD)).read_to_end(&mut head);
        let rest = io::copy(&mut part.by_ref().take(len.saturating_sub(HEAD)), &mut io::sink());
        if read.is_err() || rest.is_err() || !show(kind, &head) {
            return;
        }
    }
}

/// Kind and length of the next record: seven bits of each byte, and whether another follows; the kind
/// keeps all of its bits.
fn next(part: &mut impl Read) -> Option<(u64, u64)> {
    let mut byte = || {
        let mut byte = [0];
        part.read_exact(&mut byte).ok().map(|()| byte[0])
    };
    let first = byte()?;
    let mut kind = u64::from(first);
    if first & 0x80 != 0 {
        kind = u64::from(first & 0x7F) | (u64::from(byte()? & 0x7F) << 7);
    }
    let mut len = 0;
    for shift in [0, 7, 14, 21] {
        let byte = byte()?;
        len |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some((kind, len))
}

/// A text: how many units, and the units. Gives it with what stands behind it.
pub(crate) fn text(content: &[u8]) -> Option<(String, &[u8])> {
    let (len, rest) = content.split_first_chunk::<4>()?;
    let bytes = usize::try_from(u32::from_le_bytes(*len)).ok()?.checked_mul(2)?;
    let (units, rest) = rest.split_at_checked(bytes)?;
    let units: Vec<u16> =
        units.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
    Some((String::from_utf16_lossy(&units), rest))
}
