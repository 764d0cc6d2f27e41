//! A run of inlines while it is being read.

use std::mem;

use crate::rich_text::{Inline, Text, WebUrl};

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
    /// The inlines that are whole, those of the innermost open span last.
    inlines: Vec<Inline>,
    /// The open spans, each with how many inlines stand before its own.
    spans: Vec<(Span, usize)>,
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
            || rest.starts_with(b"Question")
            || rest.starts_with(b"START\n")
            || rest.starts_with(b"START\r");
    }

    /// Ends the run: where it began and what it holds.
    pub fn finish(&mut self) -> (Option<usize>, Prose) {
        while !self.spans.is_empty() {
            self.close_span();
        }
        let outside = mem::take(&mut self.words_outside_links);
        let inside = mem::take(&mut self.words_inside_links);
        (self.too_deep, self.links) = (0, 0);
        (self.html_told, self.keeps_lines) = (false, false);
        let id = self.id.take();
        let prose = Prose {
            id: take_block_id(&mut self.inlines).or(id),
            // No more room than they need; the next run uses this one again.
            inlines: self.inlines.drain(..).collect(),
            links_only: inside && !outside,
        };
        (self.start.take(), prose)
    }

    /// Adds words.
    pub fn push_text(&mut self, text: Text) {
        self.note_words(&text);
        self.append(text);
    }

    /// Adds code.
    pub fn push_code(&mut self, text: Text) {
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
        } else {
            self.append(" ".into());
        }
    }

    /// Begins a span.
    pub fn open_span(&mut self, span: Span) {
        if self.spans.len() < SPAN_DEPTH {
            self.links += usize::from(matches!(span, Span::Link(_)));
            self.spans.push((span, self.inlines.len()));
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
        let inner: Vec<Inline> = self.inlines.drain(before..).collect();
        let wrapped = match span {
            Span::Link(url) => {
                self.links = self.links.saturating_sub(1);
                match url {
                    Some(url) => Inline::Link { url, text: inner },
                    None => return self.unwrap(inner),
                }
            }
            _ if inner.is_empty() => return,
            Span::Emphasis => Inline::Emphasis(inner),
            Span::Strong => Inline::Strong(inner),
            Span::Strikethrough => Inline::Strikethrough(inner),
        };
        self.inlines.push(wrapped);
    }

    /// Adds the inlines of a span that is none, joining text to text.
    fn unwrap(&mut self, inlines: Vec<Inline>) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.append(text),
                other => self.inlines.push(other),
            }
        }
    }

    /// Adds text, joining it to the text that it follows.
    fn append(&mut self, text: Text) {
        let first = self.spans.last().map_or(0, |(_, before)| *before);
        match self.inlines.get_mut(first..).and_then(<[_]>::last_mut) {
            Some(Inline::Text(last)) => last.append(&text),
            _ => self.inlines.push(Inline::Text(text)),
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
    let kept = text.get(..word)?.trim_end().len();
    text.truncate(kept);
    if text.is_empty() {
        inlines.pop();
    }
    Some(id)
}
