//! What do the fuzzer's bytes decide? Each is one choice; when they are used up every choice is the
//! first, so that no bytes at all make a valid example, and each byte departs from it somewhere.

/// Bytes still to choose by.
pub struct Choices<'b>(&'b [u8]);

impl<'b> Choices<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    pub fn is_used_up(&self) -> bool {
        self.0.is_empty()
    }

    /// A number below `n`, 0 when nothing is left.
    pub fn below(&mut self, n: usize) -> usize {
        usize::from(self.byte()) % n.max(1)
    }

    pub fn one_of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }

    /// A few of the bytes as they are.
    pub fn text(&mut self) -> String {
        let n = self.below(48).min(self.0.len());
        let (text, rest) = self.0.split_at(n);
        self.0 = rest;
        String::from_utf8_lossy(text).into_owned()
    }

    /// All that is left.
    pub fn rest(&mut self) -> &'b [u8] {
        std::mem::take(&mut self.0)
    }
}

/// A text with some of its lines left out, doubled, exchanged or written over.
pub fn edited(base: &str, choices: &mut Choices<'_>) -> String {
    const MOST: usize = 40;
    let mut lines: Vec<String> = base.lines().map(str::to_owned).collect();
    for _ in 0..MOST {
        if choices.is_used_up() || lines.is_empty() {
            break;
        }
        let at = (choices.below(256) * 256 + choices.below(256)) % lines.len();
        match choices.below(9) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 => {
                let other = choices.below(256) % lines.len();
                lines.swap(at, other);
            }
            3 => lines.insert(at, choices.text()),
            4 => {
                // Another value behind the same key.
                let value = choices.text();
                let line = &lines[at];
                let end = line.find('=').map_or(line.len(), |sign| sign + 1);
                lines[at] = format!("{} {value}", &line[..end]);
            }
            5 => {
                let words = [
                    "1e400",
                    "-1",
                    "0",
                    "99999999999999999999",
                    "nan",
                    "\"\"",
                    "[]",
                    "{}",
                    "true",
                    "2021-13-01",
                    "[\"{a,b}{c,d}*\"]",
                    "\"****{,}{\"",
                    "'''",
                    "\"højt\"",
                    "0.1",
                ];
                let word = choices.one_of(&words);
                let line = &lines[at];
                let end = line.find('=').map_or(0, |sign| sign + 1);
                lines[at] = format!("{} {word}", &line[..end]);
            }
            6 => {
                let (from, text) = (choices.below(256), choices.text());
                let from = lines[at].floor_char_boundary(from);
                lines[at].insert_str(from, &text);
            }
            7 => {
                let from = choices.below(256);
                let from = lines[at].floor_char_boundary(from);
                lines[at].truncate(from);
            }
            // A part of the file once more.
            _ => {
                let n = choices.below(60).min(lines.len() - at);
                let part: Vec<String> = lines[at..at + n].to_vec();
                lines.extend(part);
            }
        }
    }
    lines.join("\n")
}
