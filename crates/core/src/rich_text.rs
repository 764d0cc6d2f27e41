//! Formatted text as a small typed tree.
//!
//! The web draws it as nodes, the command line as plain text. There is no variant for raw HTML,
//! so hostile Markdown has nothing to inject into.

mod markdown;
pub mod media;
mod own_words;
mod text;

use std::borrow::Cow;
use std::fmt;

pub use markdown::markdown;
pub use media::{MediaKind, MediaName, MediaType};
pub use text::Text;

/// A sequence of blocks; empty when there is nothing to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RichText {
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
}

/// One block of formatted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A run of text.
    Paragraph(Vec<Inline>),
    /// Code to be set as it is, with the language its author named.
    Code {
        /// The first word of the fence's info string, if there is one.
        language: Option<String>,
        /// The code, without a final line break.
        text: Text,
    },
    /// A bulleted or numbered list.
    List {
        /// How the items are marked.
        marker: ListMarker,
        /// The items in order.
        items: Vec<RichText>,
    },
    /// Quoted blocks.
    Quote(RichText),
    /// A table; every row has as many cells as the header.
    Table {
        /// The column names.
        header: Vec<Vec<Inline>>,
        /// The rows, cell by cell.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A thematic break.
    Rule,
}

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListMarker {
    /// A bullet before each item.
    Bullet,
    /// Numbers, counted on from the first.
    Number {
        /// The number of the first item.
        first: u64,
    },
}

/// One piece of a run of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(Text),
    /// Code within a sentence.
    Code(Text),
    /// Emphasised text.
    Emphasis(Vec<Inline>),
    /// Strongly emphasised text.
    Strong(Vec<Inline>),
    /// Struck-out text.
    Strikethrough(Vec<Inline>),
    /// A link that may be followed.
    Link {
        /// Where it leads.
        url: WebUrl,
        /// What is shown.
        text: Vec<Inline>,
    },
    /// Mathematics in the notation of TeX.
    Math {
        /// Whether it stands in the line or apart.
        style: MathStyle,
        /// The notation, without its dollar signs.
        source: Text,
    },
    /// A picture or a sound.
    Media {
        /// The file.
        name: MediaName,
        /// What it shows, in words; empty if nobody said.
        alt: Text,
    },
    /// A line break that the author asked for.
    LineBreak,
}

/// How mathematics is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MathStyle {
    /// Within the line: `$…$`.
    Inline,
    /// On a line of its own: `$$…$$`.
    Display,
}

/// An address that is safe to follow: `http`, `https` or `mailto`, without control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebUrl(Text);

impl WebUrl {
    /// Accepts `url` if its scheme is one of the three, compared without regard to case.
    ///
    /// ```
    /// use waymark_core::rich_text::WebUrl;
    /// assert!(WebUrl::new("https://kubernetes.io/docs/").is_some());
    /// assert!(WebUrl::new("javascript:alert(1)").is_none());
    /// ```
    pub fn new(url: &str) -> Option<Self> {
        Self::is_safe(url).then(|| Self(url.to_owned().into()))
    }

    /// [`WebUrl::new`] of what is a text already.
    pub(crate) fn from_text(url: Text) -> Option<Self> {
        Self::is_safe(&url).then_some(Self(url))
    }

    fn is_safe(url: &str) -> bool {
        let Some((scheme, _)) = url.split_once(':') else {
            return false;
        };
        let safe_scheme = ["http", "https", "mailto"]
            .iter()
            .any(|safe| scheme.eq_ignore_ascii_case(safe));
        safe_scheme && !url.chars().any(|c| c.is_control() || c.is_whitespace())
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl RichText {
    /// Text with nothing in it.
    pub const EMPTY: Self = Self { blocks: Vec::new() };

    /// One paragraph of these inlines.
    pub fn paragraph(inlines: Vec<Inline>) -> Self {
        Self {
            blocks: vec![Block::Paragraph(inlines)],
        }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

impl Inline {
    /// Appends the words of `inlines` to `out`, without markup.
    pub fn push_plain(inlines: &[Self], out: &mut String) {
        for inline in inlines {
            match inline {
                Self::Text(text) | Self::Code(text) | Self::Math { source: text, .. } => {
                    out.push_str(text);
                }
                Self::Emphasis(inner) | Self::Strong(inner) | Self::Strikethrough(inner) => {
                    Self::push_plain(inner, out);
                }
                Self::Link { text, .. } => Self::push_plain(text, out),
                Self::Media { name, alt } if alt.is_empty() => out.push_str(name.as_str()),
                Self::Media { alt, .. } => out.push_str(alt),
                Self::LineBreak => out.push('\n'),
            }
        }
    }

    /// The words of `inlines`, without markup.
    pub fn plain(inlines: &[Self]) -> Cow<'_, str> {
        match inlines {
            [] => Cow::Borrowed(""),
            // Most runs are one piece of text.
            [Self::Text(text) | Self::Code(text)] => Cow::Borrowed(text),
            [Self::Emphasis(inner) | Self::Strong(inner)] => Self::plain(inner),
            _ => {
                let mut out = String::new();
                Self::push_plain(inlines, &mut out);
                Cow::Owned(out)
            }
        }
    }
}

/// Writes the words without markup: a blank line between blocks, `- ` before list items,
/// ` | ` between cells.
impl fmt::Display for RichText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, block) in self.blocks.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            block.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paragraph(inlines) => f.write_str(&Inline::plain(inlines)),
            Self::Code { text, .. } => f.write_str(text),
            Self::Quote(inner) => inner.fmt(f),
            Self::Rule => f.write_str("---"),
            Self::List { marker, items } => {
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        f.write_str("\n")?;
                    }
                    match marker {
                        ListMarker::Bullet => f.write_str("- ")?,
                        ListMarker::Number { first } => {
                            write!(f, "{}. ", first.saturating_add(index as u64))?;
                        }
                    }
                    // Continuation lines stand under the text of their item.
                    let item = item.to_string();
                    for (row, line) in item.lines().enumerate() {
                        match (row, line.is_empty()) {
                            (0, _) => f.write_str(line)?,
                            (_, true) => f.write_str("\n")?,
                            (_, false) => write!(f, "\n  {line}")?,
                        }
                    }
                }
                Ok(())
            }
            Self::Table { header, rows } => {
                let line = |cells: &[Vec<Inline>]| {
                    let cells: Vec<_> = cells.iter().map(|cell| Inline::plain(cell)).collect();
                    cells.join(" | ")
                };
                f.write_str(&line(header))?;
                for row in rows {
                    write!(f, "\n{}", line(row))?;
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Vec<Inline> {
        vec![Inline::Text(words.to_owned().into())]
    }

    #[test]
    fn plain_text_keeps_the_words_and_their_order() {
        let rich = RichText {
            blocks: vec![
                Block::Paragraph(vec![
                    Inline::Strong(text("Pod")),
                    Inline::Text(": runs ".into()),
                    Inline::Code("nginx".into()),
                ]),
                Block::List {
                    marker: ListMarker::Number { first: 3 },
                    items: vec![
                        RichText::paragraph(text("apply")),
                        RichText {
                            blocks: vec![
                                Block::Paragraph(text("look")),
                                Block::Code {
                                    language: Some("sh".into()),
                                    text: "kubectl get pod".into(),
                                },
                            ],
                        },
                    ],
                },
                Block::Table {
                    header: vec![text("Area"), text("Object")],
                    rows: vec![vec![text("Config"), text("ConfigMap")]],
                },
            ],
        };
        assert_eq!(
            rich.to_string(),
            "Pod: runs nginx\n\n\
             3. apply\n\
             4. look\n\n  kubectl get pod\n\n\
             Area | Object\nConfig | ConfigMap"
        );
    }

    #[test]
    fn only_addresses_that_cannot_run_code_are_links() {
        #[track_caller]
        fn check(url: &str, accepted: bool) {
            assert_eq!(WebUrl::new(url).is_some(), accepted, "{url:?}");
        }
        check("https://example.com/a?b#c", true);
        check("HTTP://example.com", true);
        check("mailto:a@example.com", true);
        check("javascript:alert(1)", false);
        check("JaVaScRiPt:alert(1)", false);
        check("java\nscript:alert(1)", false);
        check("https://example.com/\u{0}", false);
        check(" https://example.com", false);
        check("data:text/html,x", false);
        check("//example.com", false);
        check("notes/other.md", false);
    }
}
