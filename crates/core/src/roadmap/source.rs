//! The bytes of a document as text: encoding, front matter, repair, lines.

mod encoding;
mod front_matter;
mod lines;

use std::sync::Arc;

use super::diagnostic::Code;
use super::repair::{self, Mending};
use front_matter::Fence;

pub(super) use front_matter::{FrontMatter, Wanted};
pub(super) use lines::Lines;

/// The text that the bytes are, as it is before any repair.
pub(super) fn text_of(bytes: &[u8]) -> String {
    encoding::decode(bytes).0
}

/// A document as text that the parser can read.
pub(super) struct Source {
    text: Arc<String>,
    body: usize,
    /// The text before it was repaired, if it was, and how its bytes moved.
    origin: Option<(String, Vec<repair::Moves>)>,
    /// What its front matter says.
    pub front_matter: FrontMatter,
    /// What was found wrong, by byte of the text before any repair.
    pub remarks: Vec<(usize, Code)>,
}

impl Source {
    /// Decodes the bytes, reads the front matter and repairs the text after it.
    pub fn decode(bytes: &[u8]) -> Self {
        let (text, remarks) = encoding::decode(bytes);
        let mut mending = Mending::of(text, remarks);
        mending.characters();
        let (front_matter, body) = match FrontMatter::read(mending.text()) {
            Fence::Closed(front_matter, body) => (front_matter, body),
            Fence::None => (FrontMatter::default(), 0),
            Fence::Unclosed => {
                mending.remark(0, Code::UnclosedFrontMatter);
                (FrontMatter::default(), 0)
            }
        };
        // Cards that are written as such are shown as they stand.
        if front_matter.cards != Wanted::Flashcards {
            mending.structure(body);
        }
        let repair::Mended {
            text,
            origin,
            remarks,
        } = mending.finish();
        Self {
            text: Arc::new(text),
            body,
            origin,
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

    /// The lines of the document as it was before any repair.
    pub fn lines(&self) -> Lines<'_> {
        let length = self.text.len();
        match &self.origin {
            Some((original, moves)) => Lines::of(original, moves, length),
            None => Lines::of(&self.text, &[], length),
        }
    }
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
        check(
            b"+++\nid = 'a'\ntitle = \"A: b\"\n+++\nx",
            Some("a"),
            Some("A: b"),
            "x",
            &[],
        );
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
}
