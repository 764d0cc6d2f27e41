//! Formatted text as bytes, each text in one way: what fingerprints are taken of.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;

use crate::rich_text::{Block, Inline, ListMarker, MathStyle, RichText};

use super::Fingerprint;

/// No byte of a text is this one, so the byte after it always means markup.
const MARK: u8 = 0xff;

/// Takes the fingerprint of what is written into it.
pub(super) struct Writing(SipHasher24);

impl Writing {
    /// Of nothing yet.
    pub fn new() -> Self {
        Self(SipHasher24::new())
    }

    /// The fingerprint: SipHash-2-4 with keys of zero.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::from_bits(self.0.finish())
    }

    /// Writes words.
    pub fn words(&mut self, words: &str) {
        self.0.write(words.as_bytes());
    }

    /// Writes where something begins or ends.
    pub fn mark(&mut self, mark: u8) {
        self.0.write(&[MARK, mark]);
    }

    /// Writes formatted text with its markup.
    pub fn text(&mut self, text: &RichText) {
        for block in &text.blocks {
            self.block(block);
        }
        self.mark(b'.');
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(inlines) => {
                self.mark(b'p');
                self.inlines(inlines);
            }
            Block::Code { language, text } => {
                self.mark(b'c');
                self.words(language.as_deref().unwrap_or_default());
                self.mark(b',');
                self.words(text);
            }
            Block::List { marker, items } => {
                self.mark(b'l');
                if let ListMarker::Number { first } = marker {
                    self.words(&first.to_string());
                }
                self.mark(b',');
                for item in items {
                    self.mark(b'i');
                    self.text(item);
                }
            }
            Block::Quote(inner) => {
                self.mark(b'q');
                self.text(inner);
            }
            Block::Table { header, rows } => {
                self.mark(b't');
                for row in [header].into_iter().chain(rows) {
                    self.mark(b'r');
                    for cell in row {
                        self.inlines(cell);
                    }
                }
            }
            Block::Rule => self.mark(b'h'),
        }
        self.mark(b';');
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                // Where one text ends and the next begins is the parser's affair.
                Inline::Text(text) => self.words(text),
                Inline::Code(text) => {
                    self.mark(b'C');
                    self.words(text);
                    self.mark(b',');
                }
                Inline::Emphasis(inner) => {
                    self.mark(b'E');
                    self.inlines(inner);
                }
                Inline::Strong(inner) => {
                    self.mark(b'S');
                    self.inlines(inner);
                }
                Inline::Strikethrough(inner) => {
                    self.mark(b'X');
                    self.inlines(inner);
                }
                Inline::Link { url, text } => {
                    self.mark(b'L');
                    self.words(url.as_str());
                    self.mark(b',');
                    self.inlines(text);
                }
                Inline::Math { style, source } => {
                    self.mark(match style {
                        MathStyle::Inline => b'm',
                        MathStyle::Display => b'M',
                    });
                    self.words(source);
                    self.mark(b'.');
                }
                Inline::Media { name, alt } => {
                    self.mark(b'I');
                    self.words(name.as_str());
                    self.mark(b',');
                    self.words(alt);
                    self.mark(b'.');
                }
                Inline::LineBreak => self.mark(b'B'),
            }
        }
        self.mark(b'|');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rich_text::{Text, WebUrl};

    fn words(words: &'static str) -> Inline {
        Inline::Text(Text::from(words))
    }

    fn fingerprint(text: &RichText) -> u64 {
        let mut writing = Writing::new();
        writing.text(text);
        writing.fingerprint().bits()
    }

    /// Snapshots keep fingerprints, so another one for the same text would call every card edited.
    #[test]
    fn the_fingerprint_of_a_text_never_changes() {
        let inlines = vec![
            words("a"),
            Inline::Code("b".into()),
            Inline::Emphasis(vec![words("c")]),
            Inline::Strong(vec![words("d")]),
            Inline::Strikethrough(vec![words("e")]),
            Inline::LineBreak,
        ];
        let url = WebUrl::new("https://example.org/").expect("a safe address");
        let link = vec![Inline::Link {
            url,
            text: vec![words("f")],
        }];
        let items = vec![RichText::paragraph(link), RichText::EMPTY];
        let text = RichText {
            blocks: vec![
                Block::Paragraph(inlines.clone()),
                Block::Code {
                    language: Some("rust".to_owned()),
                    text: "g".into(),
                },
                Block::List {
                    marker: ListMarker::Bullet,
                    items: items.clone(),
                },
                Block::List {
                    marker: ListMarker::Number { first: 3 },
                    items,
                },
                Block::Quote(RichText::EMPTY),
                Block::Table {
                    header: vec![inlines.clone()],
                    rows: vec![vec![inlines]],
                },
                Block::Rule,
            ],
        };
        assert_eq!(format!("{:016x}", fingerprint(&text)), "f950321ee3e6c579");
    }

    #[test]
    fn markup_makes_a_difference_and_the_way_it_was_read_none() {
        #[track_caller]
        fn check(one: Vec<Inline>, other: Vec<Inline>, same: bool) {
            let [one, other] = [one, other].map(RichText::paragraph);
            assert_eq!(
                fingerprint(&one) == fingerprint(&other),
                same,
                "{one:?} {other:?}"
            );
        }
        check(vec![words("a"), words("b")], vec![words("ab")], true);
        check(vec![words("a")], vec![Inline::Code("a".into())], false);
        check(
            vec![Inline::Emphasis(vec![words("a")])],
            vec![Inline::Strong(vec![words("a")])],
            false,
        );
        check(
            vec![Inline::Emphasis(vec![words("a")]), words("b")],
            vec![Inline::Emphasis(vec![words("a"), words("b")])],
            false,
        );
    }
}
