//! A run of inlines while it is being read.

use std::mem;

use crate::rich_text::{Inline, MathStyle, MediaName, Text, WebUrl};

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
    /// Whether its first HTML element that is not understood was told of.
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
    /// Whether a link is no other note's name.
    leads_out: bool,
    begins_with_link: bool,
    /// Whether the name of another note has just ended.
    after_note: bool,
    /// What the ends of its lines mean; `None` until one is met.
    line_ends: Option<LineEnds>,
}

/// What the end of a line within a run means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineEnds {
    /// Nothing: the words go on.
    Joined,
    /// Something, as between `Q:` and `A:`.
    Kept,
}

/// Something that holds inlines.
pub(super) enum Span {
    Emphasis,
    Strong,
    Strikethrough,
    /// Words that HTML sets as code.
    Code,
    /// A link; without an address if the one it has must not be followed.
    Link(Option<WebUrl>),
    /// The name of another note.
    Note,
    /// What a picture or a sound is described by.
    Description(Pictured),
}

/// What a document shows besides words.
pub(super) enum Pictured {
    /// A file.
    File(MediaName),
    /// Something on the web, which is never fetched.
    Web(WebUrl),
    /// Something that cannot be shown.
    Nothing,
}

impl Pictured {
    /// What an address leads to.
    pub fn at(address: &str) -> Self {
        match (MediaName::of_address(address), WebUrl::new(address)) {
            (Some(name), _) => Self::File(name),
            (None, Some(url)) => Self::Web(url),
            (None, None) => Self::Nothing,
        }
    }
}

impl Run {
    /// Begins a run at `at`.
    pub fn begin(&mut self, at: usize) {
        self.start = Some(at);
    }

    /// Ends the run: where it began and what it holds.
    pub fn finish(&mut self) -> (Option<usize>, Prose) {
        while !self.spans.is_empty() {
            self.close_span();
        }
        let outside = mem::take(&mut self.words_outside_links);
        let inside = mem::take(&mut self.words_inside_links);
        let web = mem::take(&mut self.leads_out);
        (self.too_deep, self.links) = (0, 0);
        (self.html_told, self.line_ends) = (false, None);
        let id = self.id.take();
        // White space before the end of an HTML element is no part of its words.
        if let Some(Inline::Text(text)) = self.inlines.last_mut() {
            let kept = text.trim_end().len();
            text.truncate(kept);
            if text.is_empty() {
                self.inlines.pop();
            }
        }
        let prose = Prose {
            id: take_block_id(&mut self.inlines).or(id),
            // No more room than they need; the next run uses this one again.
            inlines: self.inlines.drain(..).collect(),
            links_only: inside && !outside,
            names_notes: inside && !outside && !web,
            begins_with_link: mem::take(&mut self.begins_with_link),
        };
        (self.start.take(), prose)
    }

    /// Adds words.
    pub fn push_text(&mut self, mut text: Text) {
        // `[[Name]](#place)` is a link in other parsers, whose address is no words.
        if mem::take(&mut self.after_note)
            && text.starts_with("(#")
            && let Some(end) = text.find(')')
        {
            text.drop_start(end + 1);
        }
        self.note_words(&text);
        self.append(text);
    }

    /// Adds code.
    pub fn push_code(&mut self, text: Text) {
        self.note_words(&text);
        self.inlines.push(Inline::Code(text));
    }

    /// Adds mathematics, or the words themselves if two dollar signs only happen to stand there.
    pub fn push_math(&mut self, source: Text, style: MathStyle) {
        self.note_words(&source);
        let sign = match style {
            MathStyle::Inline => "$",
            MathStyle::Display => "$$",
        };
        let single = source.chars().nth(1).is_none();
        if single || source.contains(['\\', '^', '_', '=', '+', '<', '>', '{', '(']) {
            self.inlines.push(Inline::Math { style, source });
        } else {
            self.append(sign.into());
            self.append(source);
            self.append(sign.into());
        }
    }

    /// Adds words of HTML, in which white space says nothing.
    pub fn push_folded(&mut self, words: &str) {
        let mut folded = String::with_capacity(words.len());
        for c in words.chars() {
            if !c.is_whitespace() {
                folded.push(c);
            } else if !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        let begins = match self.inlines.last() {
            None | Some(Inline::LineBreak) => true,
            Some(Inline::Text(last)) => last.ends_with(' '),
            Some(_) => false,
        };
        let folded = match begins {
            true => folded.trim_start(),
            false => folded.as_str(),
        };
        if !folded.is_empty() {
            self.push_text(folded.to_owned().into());
        }
    }

    /// Whether a link is open.
    pub fn in_link(&self) -> bool {
        self.links > 0
    }

    /// Whether it holds nothing yet.
    pub fn is_empty(&self) -> bool {
        self.inlines.is_empty()
    }

    /// Adds a line break that the author asked for.
    pub fn push_line_break(&mut self) {
        self.inlines.push(Inline::LineBreak);
    }

    /// Adds the end of a line of the run, which begins at the beginning of `text`.
    pub fn push_soft_break(&mut self, text: &str) {
        let ends = *self.line_ends.get_or_insert_with(|| LineEnds::of(text));
        match ends {
            LineEnds::Kept => self.push_line_break(),
            LineEnds::Joined => self.append(" ".into()),
        }
    }

    /// Begins a span.
    pub fn open_span(&mut self, span: Span) {
        if self.spans.len() < SPAN_DEPTH {
            self.links += usize::from(matches!(span, Span::Link(_) | Span::Note));
            self.leads_out |= matches!(span, Span::Link(_));
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
            Span::Note => {
                self.links = self.links.saturating_sub(1);
                self.after_note = true;
                return self.unwrap(inner);
            }
            Span::Link(url) => {
                self.links = self.links.saturating_sub(1);
                match url {
                    Some(url) => Inline::Link { url, text: inner },
                    None => return self.unwrap(inner),
                }
            }
            Span::Description(what) => return self.push_pictured(what, inner),
            _ if inner.is_empty() => return,
            Span::Emphasis => Inline::Emphasis(inner),
            Span::Strong => Inline::Strong(inner),
            Span::Strikethrough => Inline::Strikethrough(inner),
            Span::Code => Inline::Code(Inline::plain(&inner).into_owned().into()),
        };
        self.inlines.push(wrapped);
    }

    /// Adds what is shown, with its description.
    fn push_pictured(&mut self, what: Pictured, description: Vec<Inline>) {
        match what {
            Pictured::File(name) => {
                let alt = Inline::plain(&description).into_owned();
                if alt.trim().is_empty() {
                    self.note_words(name.as_str());
                }
                self.inlines.push(Inline::media(name, &alt));
            }
            // No link stands within another.
            Pictured::Web(url) if self.links == 0 => {
                let words = Inline::plain(&description).into_owned();
                let words = match words.trim().is_empty() {
                    true => url.as_str().to_owned(),
                    false => words,
                };
                let text = vec![Inline::Text(words.into())];
                self.inlines.push(Inline::Link { url, text });
            }
            Pictured::Web(_) | Pictured::Nothing => self.unwrap(description),
        }
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
        if self.words_inside_links && !self.words_outside_links {
            self.begins_with_link = true;
        }
    }
}

impl LineEnds {
    /// What they mean in a run that `text` begins with.
    fn of(text: &str) -> Self {
        let words = text.strip_prefix("**").unwrap_or(text).as_bytes();
        let counted = words.len() < text.len() && words.first().is_some_and(u8::is_ascii_digit);
        let kept = counted
            || matches!(words, [b'Q' | b'q', b':' | b'.' | b'0'..=b'9', ..])
            || words.starts_with(b"Question")
            || words.starts_with(b"START\n")
            || words.starts_with(b"START\r")
            || lists_terms(text);
        if kept { Self::Kept } else { Self::Joined }
    }
}

/// Whether the first two lines of a text are each a term with a colon, a dash or bold.
fn lists_terms(text: &str) -> bool {
    let mut lines = text.split('\n').take(2);
    let is_term = |line: &str| {
        let end = line.floor_char_boundary(LONGEST_LINE_TERM);
        let start = &line[..end];
        start.starts_with("**")
            || [": ", "：", " - ", " – ", " — ", " = "]
                .iter()
                .any(|mark| start.contains(mark))
    };
    lines.next().is_some_and(is_term) && lines.next().is_some_and(is_term)
}

/// A mark further along a line ends no term.
const LONGEST_LINE_TERM: usize = 60;

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
