//! Reads the marks of deletions.

use crate::rich_text::{Inline, Text};

use super::{Piece, Syntax, View, show};

/// How many deletions may stand within each other.
const DEPTH: usize = 8;

/// More bytes than this are no hint.
const LONGEST_HINT: usize = 200;

/// What Logseq puts into braces that are no deletions, and template languages begin with.
#[rustfmt::skip]
const MACROS: &[&str] = &[
    "embed", "function", "img", "namespace", "pdf", "query", "renderer", "template", "tweet",
    "video", "vimeo", "youtube",
];

/// Whether `words` begin with a deletion of a kind that nothing else has.
pub(in crate::roadmap::shape::cloze) fn is_certain(words: &str) -> bool {
    matches!(
        opening(words, Syntax::Braces),
        Some((Number::Given(_) | Number::Next, _))
    )
}

/// The number of a deletion.
#[derive(Clone, Copy)]
enum Number {
    Given(u32),
    Next,
}

/// What a deletion is closed by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Close {
    Braces,
    Equals,
    Bracket,
}

/// A deletion that is not closed yet.
struct Frame {
    close: Close,
    number: Number,
    /// Its mark, which is words if it is never closed.
    mark: Text,
    pieces: Vec<Piece>,
}

/// The run being read, at one depth of its tree.
struct Reader<'a> {
    syntax: Syntax,
    /// The highest number so far.
    last: &'a mut u32,
    pieces: Vec<Piece>,
    frames: Vec<Frame>,
}

/// Finds the deletions of a run; `last` is the highest number before it, and after it.
pub(super) fn parse(inlines: &[Inline], syntax: Syntax, last: &mut u32) -> Vec<Piece> {
    let mut reader = Reader {
        syntax,
        last,
        pieces: Vec::new(),
        frames: Vec::new(),
    };
    for (index, inline) in inlines.iter().enumerate() {
        match inline {
            Inline::Text(text) => {
                let joined = Neighbours {
                    before: index > 0,
                    after: index + 1 < inlines.len(),
                };
                reader.text(text, joined);
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                let pieces = parse(inner, syntax, reader.last);
                let piece = if pieces.iter().all(|piece| matches!(piece, Piece::Plain(_))) {
                    Piece::Plain(inline.clone())
                } else {
                    Piece::Span(shell(inline), pieces)
                };
                reader.push(piece);
            }
            Inline::Code(_)
            | Inline::Math { .. }
            | Inline::Link { .. }
            | Inline::Media { .. }
            | Inline::LineBreak => {
                reader.push(Piece::Plain(inline.clone()));
            }
        }
    }
    while let Some(frame) = reader.frames.pop() {
        reader.undo(frame);
    }
    reader.pieces
}

/// Whether a text has inlines beside it.
#[derive(Clone, Copy)]
struct Neighbours {
    before: bool,
    after: bool,
}

impl Reader<'_> {
    fn text(&mut self, text: &Text, beside: Neighbours) {
        // Words up to `kept` are pieces already.
        let (mut kept, mut at) = (0, 0);
        while let Some(found) = text[at..].find(['{', '}', '=', '[', ']']) {
            at += found;
            let length = self.mark(text, at, kept, beside);
            if length.done {
                kept = at + length.bytes;
            }
            at += length.bytes;
        }
        self.words(text.part(kept..text.len()));
    }

    /// Reads what may be a mark at byte `at`: how long it is, and whether it was one.
    fn mark(&mut self, text: &Text, at: usize, kept: usize, beside: Neighbours) -> Mark {
        let rest = &text[at..];
        let top = self.frames.last().map(|frame| frame.close);
        let byte = rest.as_bytes().first().copied().unwrap_or_default();
        let run = rest.bytes().take_while(|next| *next == byte).count();
        let before = text[..at].chars().next_back();
        let after = rest[run..].chars().next();
        match (byte, self.syntax) {
            (b'{', Syntax::Braces | Syntax::Declared) if run == 2 => {
                if let Some((number, length)) = opening(rest, self.syntax)
                    && self.frames.len() < DEPTH
                {
                    self.words(text.part(kept..at));
                    self.open(Close::Braces, number, text.part(at..at + length));
                    return Mark::done(length);
                }
                Mark::words(run)
            }
            (b'}', Syntax::Braces | Syntax::Declared) if run >= 2 => {
                if !self.frames.iter().any(|frame| frame.close == Close::Braces) {
                    return Mark::words(run);
                }
                self.words(text.part(kept..at));
                self.close(Close::Braces, None);
                Mark::done(2)
            }
            (b'=', Syntax::Declared | Syntax::Highlights) if run == 2 => {
                let blank = |c: Option<char>, joined: bool| c.map_or(!joined, char::is_whitespace);
                if top == Some(Close::Equals) && !blank(before, beside.before) {
                    self.words(text.part(kept..at));
                    let (length, hint) = hint(&rest[run..]);
                    self.close(Close::Equals, hint);
                    return Mark::done(run + length);
                }
                let glued = before.is_some_and(|c| c.is_ascii_alphanumeric());
                if top != Some(Close::Equals)
                    && !blank(after, beside.after)
                    && !glued
                    && self.frames.len() < DEPTH
                {
                    self.words(text.part(kept..at));
                    self.open(Close::Equals, Number::Next, text.part(at..at + run));
                    return Mark::done(run);
                }
                Mark::words(run)
            }
            (b'[', Syntax::Brackets) if run == 1 && top.is_none() => {
                if matches!(after, Some(']')) {
                    return Mark::words(2);
                }
                self.words(text.part(kept..at));
                self.open(Close::Bracket, Number::Next, text.part(at..at + 1));
                Mark::done(1)
            }
            (b']', Syntax::Brackets) if top.is_some() && before != Some('[') => {
                self.words(text.part(kept..at));
                self.close(Close::Bracket, None);
                Mark::done(1)
            }
            _ => Mark::words(run),
        }
    }

    fn open(&mut self, close: Close, number: Number, mark: Text) {
        self.frames.push(Frame {
            close,
            number,
            mark,
            pieces: Vec::new(),
        });
    }

    /// Closes the innermost deletion of its kind; what was opened within it are words.
    fn close(&mut self, close: Close, hint: Option<String>) {
        while let Some(mut frame) = self.frames.pop() {
            if frame.close != close {
                self.undo(frame);
                continue;
            }
            let (number, hint) = match frame.number {
                Number::Given(number) => (number, take_hint(&mut frame.pieces)),
                Number::Next => (self.last.saturating_add(1), hint),
            };
            *self.last = number.max(*self.last);
            let inner = frame.pieces;
            self.push(Piece::Deletion {
                number,
                hint,
                inner,
            });
            return;
        }
    }

    fn undo(&mut self, frame: Frame) {
        self.words(frame.mark);
        for piece in frame.pieces {
            match piece {
                Piece::Plain(Inline::Text(text)) => self.words(text),
                piece => self.push(piece),
            }
        }
    }

    fn words(&mut self, text: Text) {
        if text.is_empty() {
            return;
        }
        let pieces = self.pieces();
        if let Some(Piece::Plain(Inline::Text(last))) = pieces.last_mut() {
            last.append(&text);
        } else {
            pieces.push(Piece::Plain(Inline::Text(text)));
        }
    }

    fn push(&mut self, piece: Piece) {
        self.pieces().push(piece);
    }

    fn pieces(&mut self) -> &mut Vec<Piece> {
        match self.frames.last_mut() {
            Some(frame) => &mut frame.pieces,
            None => &mut self.pieces,
        }
    }
}

/// What was read at a character that marks may begin with.
struct Mark {
    bytes: usize,
    done: bool,
}

impl Mark {
    const fn done(bytes: usize) -> Self {
        Self { bytes, done: true }
    }

    const fn words(bytes: usize) -> Self {
        Self { bytes, done: false }
    }
}

/// The number and length of the mark that `rest` begins with.
fn opening(rest: &str, syntax: Syntax) -> Option<(Number, usize)> {
    let inner = rest.strip_prefix("{{")?;
    if let Some(numbered) = inner.strip_prefix('c') {
        let digits = numbered.bytes().take_while(u8::is_ascii_digit).count();
        if let (Ok(number), true) = (
            numbered[..digits].parse::<u32>(),
            numbered[digits..].starts_with("::"),
        ) {
            return Some((Number::Given(number), "{{c".len() + digits + "::".len()));
        }
    }
    if inner.starts_with("cloze ") {
        return Some((Number::Next, "{{cloze ".len()));
    }
    let word = inner.split(|c: char| !c.is_alphanumeric()).next()?;
    let template = word.is_empty() || MACROS.binary_search(&word).is_ok();
    (syntax == Syntax::Declared && !template).then_some((Number::Next, "{{".len()))
}

/// The length of the `^[hint]` that may follow a marked word, and its words.
fn hint(after: &str) -> (usize, Option<String>) {
    let Some(rest) = after.strip_prefix("^[") else {
        return (0, None);
    };
    // A hint is short, and its end is not looked for all through the text.
    let Some(end) = rest
        .bytes()
        .take(LONGEST_HINT)
        .position(|byte| byte == b']')
    else {
        return (0, None);
    };
    let words = &rest[..end];
    let length = "^[]".len() + words.len();
    (
        length,
        (!words.trim().is_empty()).then(|| words.trim().to_owned()),
    )
}

/// Takes `::hint` off the pieces of a numbered deletion.
fn take_hint(pieces: &mut Vec<Piece>) -> Option<String> {
    let (index, at) = pieces
        .iter()
        .enumerate()
        .find_map(|(index, piece)| match piece {
            Piece::Plain(Inline::Text(text)) => text.find("::").map(|at| (index, at)),
            _ => None,
        })?;
    let mut words = Vec::new();
    let tail: Vec<Piece> = pieces.drain(index + 1..).collect();
    if let Some(Piece::Plain(Inline::Text(text))) = pieces.last_mut() {
        words.push(Inline::Text(text.part(at + "::".len()..text.len())));
        text.truncate(at);
    }
    show(&tail, View::Plain, &mut words);
    let words = Inline::plain(&words).trim().to_owned();
    (!words.is_empty()).then_some(words)
}

/// An inline that holds others, without them.
fn shell(inline: &Inline) -> Inline {
    match inline {
        Inline::Strong(_) => Inline::Strong(Vec::new()),
        Inline::Strikethrough(_) => Inline::Strikethrough(Vec::new()),
        _ => Inline::Emphasis(Vec::new()),
    }
}
