//! A run of inlines while it is being read.

use std::mem;

use crate::rich_text::{Inline, WebUrl};

use super::Prose;

/// How many spans of emphasis, links and the like may stand within each other.
const SPAN_DEPTH: usize = 32;

/// The inlines of the paragraph, heading or cell being read.
#[derive(Default)]
pub(super) struct Run {
    /// Where it begins; `None` while nothing is being read.
    pub start: Option<usize>,
    /// The id that its author gave it.
    pub id: Option<String>,
    /// Whether its first HTML tag was told of.
    pub html_told: bool,
    /// The inlines of the innermost open span.
    inlines: Vec<Inline>,
    /// The open spans, each with the inlines before it.
    spans: Vec<(Span, Vec<Inline>)>,
    /// How many spans that were begun beyond `SPAN_DEPTH` are not ended yet.
    too_deep: usize,
    /// How many links are open; never more than one in valid Markdown.
    links: usize,
    words_outside_links: bool,
    words_inside_links: bool,
    /// Whether line breaks mean something here, as between `Q:` and `A:`.
    keeps_lines: bool,
}

/// Something that holds inlines.
pub(super) enum Span {
    Emphasis,
    Strong,
    Strikethrough,
    /// A link; without an address if the one it has must not be followed.
    Link(Option<WebUrl>),
}

impl Run {
    /// Begins a run at `at`, where the text goes on with `rest`.
    pub fn begin(&mut self, at: usize, rest: &str) {
        self.start = Some(at);
        let rest = rest.strip_prefix("**").unwrap_or(rest).as_bytes();
        self.keeps_lines = matches!(rest, [b'Q' | b'q', b':' | b'.' | b'0'..=b'9', ..])
            || rest.starts_with(b"Question");
    }

    /// Ends the run: where it began and what it holds.
    pub fn finish(&mut self) -> (Option<usize>, Prose) {
        while !self.spans.is_empty() {
            self.close_span();
        }
        let mut run = mem::take(self);
        if let Some(id) = take_block_id(&mut run.inlines) {
            run.id = Some(id);
        }
        let prose = Prose {
            inlines: run.inlines,
            links_only: run.words_inside_links && !run.words_outside_links,
            id: run.id,
        };
        (run.start, prose)
    }

    /// Adds words.
    pub fn push_text(&mut self, text: &str) {
        self.note_words(text);
        if let Some(Inline::Text(last)) = self.inlines.last_mut() {
            last.push_str(text);
        } else {
            // Most runs are one piece of text.
            if self.inlines.capacity() == 0 {
                self.inlines.reserve_exact(1);
            }
            self.inlines.push(Inline::Text(text.to_owned()));
        }
    }

    /// Adds code.
    pub fn push_code(&mut self, text: String) {
        self.note_words(&text);
        self.inlines.push(Inline::Code(text));
    }

    /// Adds a line break that the author asked for.
    pub fn push_line_break(&mut self) {
        self.inlines.push(Inline::LineBreak);
    }

    /// Adds the end of a line of the source.
    pub fn push_soft_break(&mut self) {
        if self.keeps_lines {
            self.push_line_break();
        } else if let Some(Inline::Text(last)) = self.inlines.last_mut() {
            last.push(' ');
        } else {
            self.inlines.push(Inline::Text(" ".to_owned()));
        }
    }

    /// Begins a span.
    pub fn open_span(&mut self, span: Span) {
        if self.spans.len() < SPAN_DEPTH {
            self.links += usize::from(matches!(span, Span::Link(_)));
            self.spans.push((span, mem::take(&mut self.inlines)));
        } else {
            self.too_deep += 1;
        }
    }

    /// Ends the innermost span.
    pub fn close_span(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some((span, before)) = self.spans.pop() else {
            return;
        };
        let inner = mem::replace(&mut self.inlines, before);
        let wrapped = match span {
            Span::Link(url) => {
                self.links = self.links.saturating_sub(1);
                match url {
                    Some(url) => Inline::Link { url, text: inner },
                    None => return self.append(inner),
                }
            }
            _ if inner.is_empty() => return,
            Span::Emphasis => Inline::Emphasis(inner),
            Span::Strong => Inline::Strong(inner),
            Span::Strikethrough => Inline::Strikethrough(inner),
        };
        self.inlines.push(wrapped);
    }

    /// Adds inlines, joining text to text.
    fn append(&mut self, inlines: Vec<Inline>) {
        for inline in inlines {
            match (self.inlines.last_mut(), inline) {
                (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
                (_, inline) => self.inlines.push(inline),
            }
        }
    }

    fn note_words(&mut self, text: &str) {
        let noted = match self.links {
            0 => &mut self.words_outside_links,
            _ => &mut self.words_inside_links,
        };
        // Punctuation and arrows between links say nothing.
        *noted = *noted || text.chars().any(char::is_alphanumeric);
    }
}

/// Takes `^block-id` off the end of a run.
fn take_block_id(inlines: &mut Vec<Inline>) -> Option<String> {
    let Some(Inline::Text(text)) = inlines.last_mut() else {
        return None;
    };
    if !text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let word = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let id = text.get(word..)?.strip_prefix('^')?;
    if !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return None;
    }
    let id = id.to_owned();
    text.truncate(text.get(..word)?.trim_end().len());
    if text.is_empty() {
        inlines.pop();
    }
    Some(id)
}
