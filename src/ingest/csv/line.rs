//! Where does a record of a CSV text end, and what are its fields?
//!
//! Read by hand, as a quote that is never closed must cost its own line and not the rest of the
//! file, and as a message must name the line that an editor shows.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

/// Bytes after which a quoted field is taken for one that was never closed: a cell of a
/// spreadsheet holds 32.767 characters.
const LONGEST: usize = 1 << 17;

/// What stands at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// No whole record yet: more text may come.
    NeedMore,
    /// A record of this many bytes, line end included, over so many lines.
    Record { len: usize, lines: u32, quotes: Quotes },
    /// A line of this many bytes in which a quote is opened that is not closed as it should be.
    Unclosed { len: usize },
}

/// What quotes do in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quotes {
    /// There are none.
    Absent,
    /// They stand around fields.
    Around,
    /// After a closing quote there is text where a separator should be.
    Stray,
}

/// Where a line ends, and where the next begins.
fn line_end(bytes: &[u8]) -> Option<(usize, usize)> {
    let at = memchr2(b'\n', b'\r', bytes)?;
    let is_pair = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
    Some((at, at + 1 + usize::from(is_pair)))
}

/// The first line of a text, as a record of its own.
pub(crate) fn first_line(text: &str) -> usize {
    line_end(text.as_bytes()).map_or(text.len(), |(_, next)| next)
}

/// Where the first record of `text` ends. `is_last`: nothing comes after this text.
pub(crate) fn cut(text: &str, separator: u8, is_last: bool) -> Cut {
    enum At {
        Start,
        Plain,
        Quoted,
        Closed,
    }
    let bytes = text.as_bytes();
    let (end, first) = match line_end(bytes) {
        // The other half of a CRLF may be to come.
        Some((end, next)) if is_last || next < bytes.len() || bytes[end] == b'\n' => (end, next),
        None if is_last => (bytes.len(), bytes.len()),
        _ => return Cut::NeedMore,
    };
    if memchr(b'"', &bytes[..end]).is_none() {
        return Cut::Record { len: first, lines: 1, quotes: Quotes::Absent };
    }
    let mut quotes = Quotes::Around;
    let mut lines = 1;
    let mut state = At::Start;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1);
        if next.is_none() && !is_last && matches!(byte, b'"' | b'\r') {
            return Cut::NeedMore;
        }
        let is_line_end = byte == b'\n' || byte == b'\r' && next != Some(&b'\n');
        state = match state {
            At::Quoted if at > LONGEST => return Cut::Unclosed { len: first },
            At::Quoted if byte == b'"' && next == Some(&b'"') => {
                at += 1;
                At::Quoted
            }
            At::Quoted if byte == b'"' => At::Closed,
            At::Quoted => {
                lines += u32::from(is_line_end);
                At::Quoted
            }
            _ if is_line_end => return Cut::Record { len: at + 1, lines, quotes },
            _ if byte == separator => At::Start,
            At::Start if byte == b'"' => At::Quoted,
            At::Start if byte == b' ' => At::Start,
            At::Closed if matches!(byte, b' ' | b'\t' | b'\r') => At::Closed,
            At::Closed if lines > 1 => return Cut::Unclosed { len: first },
            At::Closed => {
                quotes = Quotes::Stray;
                At::Plain
            }
            At::Start | At::Plain => At::Plain,
        };
        at += 1;
    }
    match state {
        _ if !is_last && bytes.len() <= LONGEST => Cut::NeedMore,
        At::Quoted => Cut::Unclosed { len: first },
        _ if !is_last => Cut::NeedMore,
        _ => Cut::Record { len: bytes.len(), lines, quotes },
    }
}

/// The fields of a record. Quotes around fields are taken off, unless they are not to be read.
pub(crate) struct Fields<'r> {
    rest: Option<&'r str>,
    separator: u8,
    reads_quotes: bool,
}

/// The fields of a record, which may still have its line end.
pub(crate) fn fields(record: &str, separator: u8, reads_quotes: bool) -> Fields<'_> {
    debug_assert!(separator.is_ascii());
    let record = record.strip_suffix('\n').unwrap_or(record);
    let record = record.strip_suffix('\r').unwrap_or(record);
    Fields { rest: Some(record), separator, reads_quotes }
}

impl<'r> Iterator for Fields<'r> {
    type Item = Cow<'r, str>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest?;
        if self.reads_quotes
            && let Some(inner) = rest.trim_start_matches(' ').strip_prefix('"')
        {
            return Some(self.quoted(inner));
        }
        Some(Cow::Borrowed(self.plain(rest)))
    }
}

impl<'r> Fields<'r> {
    /// What stands before the next separator.
    fn plain(&mut self, rest: &'r str) -> &'r str {
        // A separator is ASCII.
        if let Some(at) = memchr(self.separator, rest.as_bytes()) {
            self.rest = Some(&rest[at + 1..]);
            &rest[..at]
        } else {
            self.rest = None;
            rest
        }
    }

    /// A field whose opening quote was taken off.
    fn quoted(&mut self, inner: &'r str) -> Cow<'r, str> {
        let bytes = inner.as_bytes();
        let mut end = 0;
        let mut has_doubled = false;
        loop {
            match memchr(b'"', &bytes[end..]) {
                Some(at) if bytes.get(end + at + 1) == Some(&b'"') => {
                    has_doubled = true;
                    end += at + 2;
                }
                Some(at) => {
                    end += at;
                    break;
                }
                None => {
                    end = bytes.len();
                    break;
                }
            }
        }
        let field = &inner[..end];
        let behind = self.plain(inner.get(end + 1..).unwrap_or(""));
        let field = if has_doubled {
            Cow::Owned(field.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(field)
        };
        if behind.trim().is_empty() {
            return field;
        }
        // A stray quote: what stands behind it is kept, without the quote that closes the field.
        let behind = behind.trim_end();
        Cow::Owned(format!("{field}\"{}", behind.strip_suffix('"').unwrap_or(behind)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, Quotes, cut, fields};

    /// All records of a text, cut as if it came in pieces of `piece` bytes.
    fn records(text: &str, piece: usize) -> Vec<(Cut, Vec<String>)> {
        let mut found = Vec::new();
        let (mut start, mut end) = (0, 0);
        while start < text.len() {
            let made = cut(&text[start..end], b';', end == text.len());
            let len = match made {
                Cut::NeedMore => {
                    assert!(end < text.len());
                    end = (end + piece).min(text.len());
                    while !text.is_char_boundary(end) {
                        end += 1;
                    }
                    continue;
                }
                Cut::Record { len, .. } | Cut::Unclosed { len } => len,
            };
            let reads_quotes = !matches!(made, Cut::Unclosed { .. });
            let record = &text[start..start + len];
            found.push((made, fields(record, b';', reads_quotes).map(Into::into).collect()));
            start += len;
        }
        found
    }

    #[test]
    fn records_are_cut_the_same_whatever_the_pieces() {
        let text = "a;\"b\";c\r\n\"d\r\ne\";\"f;\"\"g\"\"\"; \"h\" \r\n\ri;\"\";\"\"\"\"\n\
                    \"k;l\nm;\"n\";5\" rør\n\"o\"p;q;r";
        let whole = records(text, text.len());
        for piece in 1..12 {
            assert_eq!(records(text, piece), whole, "{piece}");
        }
        let shown: Vec<String> = whole
            .iter()
            .map(|(made, fields)| format!("{} {made:?}", fields.join("|").escape_debug()))
            .collect();
        insta::assert_snapshot!(shown.join("\n"), @r#"
        a|b|c Record { len: 9, lines: 1, quotes: Around }
        d\r\ne|f;\"g\"|h Record { len: 24, lines: 2, quotes: Around }
         Record { len: 1, lines: 1, quotes: Absent }
        i||\" Record { len: 10, lines: 1, quotes: Around }
        \"k|l Unclosed { len: 5 }
        m|n|5\" rør Record { len: 14, lines: 1, quotes: Around }
        o\"p|q|r Record { len: 8, lines: 1, quotes: Stray }
        "#);
    }

    #[test]
    fn a_quote_that_is_never_closed_ends_with_its_line() {
        let text = format!("\"a;b\n{}", "c;d\n".repeat(100_000));
        assert_eq!(cut(&text, b';', true), Cut::Unclosed { len: 5 });
        assert_eq!(cut(&text[..100], b';', false), Cut::NeedMore);
        assert_eq!(
            cut("\"a\nb\"", b';', true),
            Cut::Record { len: 5, lines: 2, quotes: Quotes::Around }
        );
    }
}
