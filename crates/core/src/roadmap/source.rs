//! The bytes of a document as text: encoding, front matter, lines.

use std::borrow::Cow;
use std::sync::Arc;

use crate::card::Line;

use super::diagnostic::Code;

/// A decoded document.
pub(super) struct Source {
    text: Arc<String>,
    body: usize,
    /// What its front matter says.
    pub front_matter: FrontMatter,
    /// What decoding found wrong, by byte of the text.
    pub remarks: Vec<(usize, Code)>,
}

/// What a document says of itself before it begins.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    /// The name that the roadmap keeps whatever its title becomes.
    pub id: Option<String>,
    /// The title to show.
    pub title: Option<String>,
}

impl Source {
    /// Decodes UTF-8 and reads the front matter; bytes that are not UTF-8 are replaced.
    pub fn decode(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(bytes),
        };
        let mut remarks = Vec::new();
        if let Cow::Owned(text) = &text
            && let Some(at) = text.find(char::REPLACEMENT_CHARACTER)
        {
            remarks.push((at, Code::InvalidUtf8));
        }
        let (front_matter, body) = match FrontMatter::read(&text) {
            Fence::Closed(front_matter, body) => (front_matter, body),
            Fence::None => (FrontMatter::default(), 0),
            Fence::Unclosed => {
                remarks.push((0, Code::UnclosedFrontMatter));
                (FrontMatter::default(), 0)
            }
        };
        Self {
            text: Arc::new(text.into_owned()),
            body,
            front_matter,
            remarks,
        }
    }

    /// The whole text, which offsets count in.
    pub fn text(&self) -> &Arc<String> {
        &self.text
    }

    /// Where the text after the front matter begins.
    pub fn body_start(&self) -> usize {
        self.body
    }
}

/// What stands where front matter would begin.
enum Fence {
    None,
    Unclosed,
    Closed(FrontMatter, usize),
}

impl FrontMatter {
    fn read(text: &str) -> Fence {
        let mut lines = text.split_inclusive('\n');
        let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
            return Fence::None;
        };
        let mut front_matter = Self::default();
        let mut at = first.len();
        let mut entries = 0_usize;
        for line in lines {
            at += line.len();
            let line = line.trim_end();
            if line == "---" || line == "..." {
                return Fence::Closed(front_matter, at);
            }
            // A rule at the very start of a text is followed by a blank line or by Markdown.
            if entries == 0 && !opens_entry(line) {
                return Fence::None;
            }
            // A rule further down does not end what was never closed.
            if line.starts_with("##") || line.starts_with("```") {
                return Fence::Unclosed;
            }
            entries += 1;
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let value = unquoted(value.trim());
            match key {
                "id" if !value.is_empty() => front_matter.id = Some(value.to_owned()),
                "title" if !value.is_empty() => front_matter.title = Some(value.to_owned()),
                _ => {}
            }
        }
        if entries == 0 {
            return Fence::None;
        }
        Fence::Unclosed
    }
}

/// Whether a line can be the first of a front matter: an entry, a comment, or its end.
fn opens_entry(line: &str) -> bool {
    if line.starts_with("# ") {
        return true;
    }
    line.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    })
}

fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
}

/// Counts the lines of a text.
///
/// Only the line breaks of whole blocks are counted beforehand, which is a small part of the
/// work of finding each line.
pub(super) struct Lines<'a> {
    text: &'a str,
    /// For each block, the line breaks before it.
    before: Vec<usize>,
}

const BLOCK: usize = 255;

impl<'a> Lines<'a> {
    /// Counts the lines of `text`.
    pub fn of(text: &'a str) -> Self {
        let mut count = 0;
        let before = text.as_bytes().chunks(BLOCK).map(|block| {
            let before = count;
            count += line_breaks(block);
            before
        });
        let before = before.collect();
        Self { text, before }
    }

    /// The bytes of the text.
    pub fn text_length(&self) -> usize {
        self.text.len()
    }

    /// The line that the byte at `offset` is on.
    pub fn line(&self, offset: usize) -> Line {
        let bytes = self.text.as_bytes();
        let offset = offset.min(bytes.len());
        let block = (offset / BLOCK).min(self.before.len().saturating_sub(1));
        let before = self.before.get(block).copied().unwrap_or(0);
        let within = bytes.get(block * BLOCK..offset).map_or(0, line_breaks);
        Line(saturated(1 + before + within))
    }

    /// The lines and characters of `offsets`, which ascend, both counted from 1.
    pub fn positions(&self, offsets: impl Iterator<Item = usize>) -> Vec<(Line, u32)> {
        // One walk for all, so that many remarks on one endless line stay cheap.
        let (mut line, mut column, mut at) = (1, 1, 0);
        let positions = offsets.map(|offset| {
            let between = self.text.get(at..offset).unwrap_or("");
            match between.rfind('\n') {
                Some(last) => {
                    line += line_breaks(between.as_bytes());
                    column = 1 + between[last + 1..].chars().count();
                }
                None => column += between.chars().count(),
            }
            at = at.max(offset);
            (Line(saturated(line)), saturated(column))
        });
        positions.collect()
    }
}

fn line_breaks(bytes: &[u8]) -> usize {
    // Counts of a byte each are added up many at a time by the processor; 255 do not overflow.
    let chunks = bytes.chunks(255).map(|chunk| {
        let count: u8 = chunk.iter().map(|&byte| u8::from(byte == b'\n')).sum();
        usize::from(count)
    });
    chunks.sum()
}

fn saturated(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], id: Option<&str>, title: Option<&str>, body: &str, remarks: &[Code]) {
        let source = Source::decode(bytes);
        assert_eq!(source.front_matter.id.as_deref(), id);
        assert_eq!(source.front_matter.title.as_deref(), title);
        assert_eq!(&source.text()[source.body_start()..], body);
        let found: Vec<_> = source
            .remarks
            .iter()
            .map(|(_, code)| code.clone())
            .collect();
        assert_eq!(found, remarks);
    }

    #[test]
    fn front_matter_is_read_only_where_it_is_whole() {
        check(
            b"---\nid: kube\ntitle: \"Kube: it\"\ntags: [a]\n---\ntext",
            Some("kube"),
            Some("Kube: it"),
            "text",
            &[],
        );
        check(b"---\r\nid: 'a'\r\n---\r\nx", Some("a"), None, "x", &[]);
        check(b"---\n---\nx", None, None, "x", &[]);
        check(b"---\n\ntext\n---\n", None, None, "---\n\ntext\n---\n", &[]);
        check(b"---\n## H\n---\nx", None, None, "---\n## H\n---\nx", &[]);
        let unclosed = "---\nid: a\ntext";
        check(
            unclosed.as_bytes(),
            None,
            None,
            unclosed,
            &[Code::UnclosedFrontMatter],
        );
        let cut = "---\nid: a\n## H\n---\n";
        check(
            cut.as_bytes(),
            None,
            None,
            cut,
            &[Code::UnclosedFrontMatter],
        );
        check(b"", None, None, "", &[]);
        check(b"---", None, None, "---", &[]);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_replaced_and_told_of() {
        check(b"\xef\xbb\xbfa", None, None, "a", &[]);
        check(b"a\xffb", None, None, "a\u{fffd}b", &[Code::InvalidUtf8]);
        // A replacement character that the author wrote is no decoding error.
        check("a\u{fffd}".as_bytes(), None, None, "a\u{fffd}", &[]);
    }

    #[test]
    fn columns_count_characters() {
        let lines = Lines::of("a\nüb\n");
        let positions = lines.positions([0, 2, 4, 4, 6, 99].into_iter());
        let found: Vec<_> = positions
            .iter()
            .map(|(line, column)| (line.0, *column))
            .collect();
        assert_eq!(found, [(1, 1), (2, 1), (2, 2), (2, 2), (3, 1), (3, 1)]);
        let long = "x\n".repeat(1000);
        let lines = Lines::of(&long);
        for line in [1_u32, 255, 256, 257, 600, 1000] {
            assert_eq!(lines.line(2 * (line as usize - 1)), Line(line));
        }
        assert_eq!(lines.line(9999), Line(1001));
        assert_eq!(Lines::of("").line(0), Line(1));
    }
}
