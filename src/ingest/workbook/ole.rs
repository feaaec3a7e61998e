//! What does an OLE file hold? Its streams are chains of sectors, followed here as far as they are
//! sound.

/// Sector numbers from here on are signs, not sectors.
const RESERVED: u32 = 0xFFFF_FFFA;

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;

/// The parts of an OLE file: sectors, and the table that chains them.
struct Sectors<'f> {
    bytes: &'f [u8],
    size: usize,
    next: &'f [u32],
}

impl Sectors<'_> {
    /// The bytes of a chain, `len` of them at most; nothing when it goes in a circle or leaves the
    /// file.
    fn chain(&self, start: u32, len: usize) -> Option<Vec<u8>> {
        let mut found = Vec::new();
        let mut at = start;
        let mut left = self.bytes.len() / self.size + 1;
        while at != END_OF_CHAIN && found.len() < len {
            left = left.checked_sub(1)?;
            let from = usize::try_from(at).ok()?.checked_mul(self.size)?;
            let sector = self.bytes.get(from..)?;
            if sector.is_empty() {
                return None;
            }
            found.extend_from_slice(&sector[..sector.len().min(self.size)]);
            at = *self.next.get(usize::try_from(at).ok()?)?;
        }
        found.truncate(len);
        Some(found)
    }
}

/// The stream that holds the workbook, found as calamine finds it.
pub(crate) fn workbook_stream(file: &[u8]) -> Option<Vec<u8>> {
    let size = match u16_at(file, 30)? {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    let sectors = file.get(size..)?;
    let mut tables: Vec<u32> = numbers(file.get(76..512)?);
    let mut at = u32_at(file, 68)?;
    let mut left = sectors.len() / size + 1;
    while at < RESERVED {
        left = left.checked_sub(1)?;
        let from = usize::try_from(at).ok()?.checked_mul(size)?;
        tables.extend(numbers(sectors.get(from..from + size)?));
        at = tables.pop()?;
    }
    let mut next = Vec::new();
    for table in tables.into_iter().filter(|table| *table < RESERVED) {
        let from = usize::try_from(table).ok()?.checked_mul(size)?;
        let sector = sectors.get(from..)?;
        next.extend(numbers(&sector[..sector.len().min(size)]));
        // A sector that is named again and again would make the table longer than the file.
        if next.len() > 2 * (sectors.len() / size + size) {
            return None;
        }
    }
    let large = Sectors { bytes: sectors, size, next: &next };
    let directory = large.chain(u32_at(file, 48)?, usize::MAX)?;
    let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
    let start_and_len = |entry: &[u8]| {
        let len = if size == 512 { u64::from(u32_at(entry, 120)?) } else { u64_at(entry, 120)? };
        Some((u32_at(entry, 116)?, usize::try_from(len).ok()?))
    };
    let (small_start, small_len) = start_and_len(entries.first()?)?;
    let (small, small_next) = if u32_at(file, 64)? > 0 {
        (
            large.chain(small_start, small_len)?,
            numbers(&large.chain(u32_at(file, 60)?, usize::MAX)?),
        )
    } else {
        (Vec::new(), Vec::new())
    };
    let small = Sectors { bytes: &small, size: 64, next: &small_next };
    let named = |wanted: &str| {
        entries.iter().find(|entry| {
            let name: Vec<u16> = entry[..64]
                .chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                .take_while(|unit| *unit != 0)
                .collect();
            String::from_utf16_lossy(&name).eq_ignore_ascii_case(wanted)
        })
    };
    let (start, len) = start_and_len(named("Workbook").or_else(|| named("Book"))?)?;
    if len < 4096 { small.chain(start, len) } else { large.chain(start, len) }
}

pub(crate) fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|n| u32::from_le_bytes([n[0], n[1], n[2], n[3]])).collect()
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}
