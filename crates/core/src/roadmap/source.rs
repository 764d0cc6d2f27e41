//! The bytes of a document as text: encoding, front matter, lines.

use std::borrow::Cow;

use crate::card::Line;

use super::diagnostic::Code;

/// A decoded document.
pub(super) struct Source<'a> {
    text: Cow<'a, str>,
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

impl<'a> Source<'a> {
    /// Decodes UTF-8 and reads the front matter; bytes that are not UTF-8 are replaced.
    pub fn decode(bytes: &'a [u8]) -> Self {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(bytes),
        };
        let mut remarks = Vec::new();
        if let (Cow::Owned(_), Some(at)) = (&text, text.find(char::REPLACEMENT_CHARACTER)) {
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
            text,
            body,
            front_matter,
            remarks,
        }
    }

    /// The whole text, which offsets count in.
    pub fn text(&self) -> &str {
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

/// Where each line of a text begins.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of `text`.
    pub fn of(text: &'a str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        Self { text, starts }
    }

    /// The line that the byte at `offset` is on, and the characters of that line up to it.
    pub fn position(&self, offset: usize) -> (Line, u32) {
        let row = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts.get(row - 1).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or("");
        let column = before.chars().count() + 1;
        (Line(saturated(row)), saturated(column))
    }

    /// The line that the byte at `offset` is on.
    pub fn line(&self, offset: usize) -> Line {
        Line(saturated(
            self.starts.partition_point(|&start| start <= offset).max(1),
        ))
    }
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
        assert_eq!(lines.position(0), (Line(1), 1));
        assert_eq!(lines.position(4), (Line(2), 2));
        assert_eq!(lines.position(6), (Line(3), 1));
        assert_eq!(lines.position(99), (Line(3), 1));
    }
}
