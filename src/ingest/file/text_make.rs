//! In which encoding is a text, and how sure is that?

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What the bytes of a text show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextMake {
    /// The encoding found.
    pub(crate) encoding: &'static Encoding,
    /// The file says it itself, by a byte order mark or by its zero bytes: it can be no other.
    pub(crate) is_told: bool,
    /// There are characters beyond ASCII that are UTF-8.
    pub(crate) has_multibyte: bool,
    /// The last character is cut off.
    pub(crate) is_cut: bool,
    /// What speaks against it, in words for the reader.
    pub(crate) doubt: Option<&'static str>,
}

impl TextMake {
    fn told(encoding: &'static Encoding) -> Self {
        Self { encoding, is_told: true, has_multibyte: false, is_cut: false, doubt: None }
    }
}

/// The encoding that the first bytes of a file say by a mark or by zero bytes.
pub(crate) fn told_by_head(head: &[u8], bytes: u64) -> Option<TextMake> {
    match head {
        [0xFF, 0xFE, ..] => Some(TextMake::told(UTF_16LE)),
        [0xFE, 0xFF, ..] => Some(TextMake::told(UTF_16BE)),
        _ => unmarked_utf16(head, bytes).map(TextMake::told),
    }
}

/// UTF-16 without a mark: of two bytes one is zero nearly always, always the same one, and what
/// comes out is text.
fn unmarked_utf16(head: &[u8], bytes: u64) -> Option<&'static Encoding> {
    /// Fewer bytes show no pattern.
    const LEAST: usize = 16;
    if head.len() < LEAST || !bytes.is_multiple_of(2) {
        return None;
    }
    let n_zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (n_zeros(0), n_zeros(1));
    // Nine of ten: only signs such as "–" and "€" have no zero byte.
    let is_most = |n: usize| 10 * n >= 9 * (head.len() / 2);
    let encoding = match (even, odd) {
        (0, odd) if is_most(odd) => UTF_16LE,
        (even, 0) if is_most(even) => UTF_16BE,
        _ => return None,
    };
    let (text, _) = encoding.decode_without_bom_handling(head);
    let is_text = |c: char| !c.is_control() || matches!(c, '\t' | '\r' | '\n');
    text.chars().all(is_text).then_some(encoding)
}

/// Whether bytes that come in chunks are UTF-8 throughout, and what they are else.
#[derive(Default)]
pub(crate) struct TextCheck {
    /// Bytes of a character that the last chunk cut off.
    pending: Vec<u8>,
    is_broken: bool,
    has_multibyte: bool,
    eight_bit: EightBit,
}

impl TextCheck {
    pub(crate) fn feed(&mut self, chunk: &[u8]) {
        if self.is_broken {
            self.eight_bit.feed(chunk);
            return;
        }
        let mut rest = chunk;
        // At most three bytes complete a character that was cut off.
        while let (false, Some((first, after))) = (self.pending.is_empty(), rest.split_first()) {
            self.pending.push(*first);
            rest = after;
            match std::str::from_utf8(&self.pending) {
                Ok(_) => {
                    self.has_multibyte = true;
                    self.pending.clear();
                }
                Err(error) if error.error_len().is_some() => {
                    self.is_broken = true;
                    self.eight_bit.feed(&self.pending);
                    self.eight_bit.feed(rest);
                    return;
                }
                Err(_) => {}
            }
        }
        let Err(error) = std::str::from_utf8(rest) else {
            self.has_multibyte |= !rest.is_ascii();
            return;
        };
        let (valid, broken) = rest.split_at(error.valid_up_to());
        self.has_multibyte |= !valid.is_ascii();
        if error.error_len().is_some() {
            self.is_broken = true;
            self.eight_bit.feed(rest);
        } else {
            self.pending = broken.to_vec();
        }
    }

    /// What the text is, when it begins with the mark of UTF-8 or not. A text whose only foreign
    /// byte is its last is rather of eight bits.
    pub(crate) fn make(&self, is_marked: bool) -> TextMake {
        let is_cut = !self.pending.is_empty();
        if is_marked || !self.is_broken && (!is_cut || self.has_multibyte) {
            return TextMake {
                encoding: UTF_8,
                is_told: is_marked,
                has_multibyte: self.has_multibyte,
                is_cut: is_cut && !self.is_broken,
                doubt: self.is_broken.then_some("nogle tegn er det ikke; de er læst som �"),
            };
        }
        let doubt = self.eight_bit.doubt(self.has_multibyte);
        TextMake {
            encoding: WINDOWS_1252,
            is_told: false,
            has_multibyte: false,
            is_cut: false,
            doubt,
        }
    }
}

/// Bytes of a text that is no UTF-8, counted until enough are seen.
struct EightBit {
    counts: [u32; 256],
    last: u8,
    n_seen: usize,
    /// `Ã` and the like before what UTF-8 has there: two encodings in one file.
    n_pairs: u32,
}

impl Default for EightBit {
    fn default() -> Self {
        Self { counts: [0; 256], last: 0, n_seen: 0, n_pairs: 0 }
    }
}

impl EightBit {
    fn feed(&mut self, chunk: &[u8]) {
        /// Bytes that are looked at.
        const ENOUGH: usize = 1 << 20;
        if self.n_seen > ENOUGH {
            return;
        }
        self.n_seen += chunk.len();
        for byte in chunk {
            self.counts[usize::from(*byte)] += 1;
            let is_pair = self.last == 0xC3 && matches!(byte, 0x80..=0xBF);
            self.n_pairs += u32::from(is_pair);
            self.last = *byte;
        }
    }

    fn doubt(&self, has_utf8: bool) -> Option<&'static str> {
        let n = |bytes: &[u8]| bytes.iter().map(|b| self.counts[usize::from(*b)]).sum::<u32>();
        if has_utf8 || self.n_pairs > 0 {
            return Some("noget af den er utf-8, så den er sat sammen af to slags");
        }
        // æøå and ÆØÅ, in Windows, in DOS (code pages 850 and 865) and on an old Mac. DOS has æ and
        // Æ where Windows has curly quotes: they say nothing alone.
        if n(&[0xE6, 0xF8, 0xE5, 0xC6, 0xD8, 0xC5]) > 0 {
            return None;
        }
        if n(&[0x9B, 0x86, 0x8F, 0x9D]) > 0 {
            return Some("der er ingen æ, ø eller å i den; den kan være fra DOS (cp850)");
        }
        if n(&[0xBF, 0x8C]) > 0 {
            return Some(
                "der er ingen æ, ø eller å i den; den kan være fra en gammel Mac (macintosh)",
            );
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{TextCheck, told_by_head};

    fn make(bytes: &[u8], piece: usize) -> (String, bool, bool) {
        let mut check = TextCheck::default();
        bytes.chunks(piece).for_each(|chunk| check.feed(chunk));
        let make = check.make(false);
        (make.encoding.name().to_owned(), make.is_cut, make.doubt.is_some())
    }

    #[test]
    fn utf8_is_told_however_the_chunks_fall() {
        let text = "blåbærgrød ½ – 𝄞".as_bytes();
        let cut = [text, b"\xC3"].concat();
        let mixed = [text, b"K\xF8b"].concat();
        for piece in 1..text.len() {
            assert_eq!(make(text, piece), ("UTF-8".into(), false, false), "{piece}");
            assert_eq!(make(&cut, piece), ("UTF-8".into(), true, false), "{piece}");
            assert_eq!(make(&mixed, piece), ("windows-1252".into(), false, true), "{piece}");
            assert_eq!(make(b"K\xF8b \xE6bler", piece), ("windows-1252".into(), false, false));
            assert_eq!(make(b"\xC5rstal 8 K\xD8", piece), ("windows-1252".into(), false, false));
            assert_eq!(make(b"Gr\x9Bn \x86", piece), ("windows-1252".into(), false, true));
        }
    }

    #[test]
    fn utf16_without_a_mark_where_it_is_safe() {
        let text = "Tilbudsid;Tilbudsnavn – Blåbær\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let name =
            |bytes: &[u8]| told_by_head(bytes, bytes.len() as u64).map(|make| make.encoding.name());
        // The dash has no zero byte, and its other byte is none either.
        assert_eq!(name(&little), Some("UTF-16LE"));
        assert_eq!(name(&big), Some("UTF-16BE"));
        assert_eq!(name(&little[..little.len() - 1]), None);
        assert_eq!(name(&[0; 64]), None);
        assert_eq!(name(&[1, 0].repeat(40)), None);
        assert_eq!(name(text.as_bytes()), None);
    }
}
