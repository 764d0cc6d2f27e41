//! The deletions of a run of inlines, and the run with each of them shown or hidden.

use std::mem;

use crate::rich_text::{Inline, Text};
use crate::roadmap::phrase;

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

/// Which marks make deletions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// `{{c1::words::hint}}` and `{{cloze words}}`.
    Braces,
    /// Also `{{words}}` and `==words==`.
    Declared,
    /// Only `==words==`.
    Highlights,
    /// Only `[words]`.
    Brackets,
}

impl Syntax {
    /// Whether the marks occur in a run at all.
    pub fn may_occur(self, inlines: &[Inline]) -> bool {
        inlines.iter().any(|inline| match inline {
            Inline::Text(text) => match self {
                Self::Braces => text.contains("{{"),
                Self::Declared => text.contains("{{") || text.contains("=="),
                Self::Highlights => text.contains("=="),
                Self::Brackets => text.contains('['),
            },
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                self.may_occur(inner)
            }
            Inline::Code(_) | Inline::Link { .. } | Inline::LineBreak => false,
        })
    }
}

/// How a run is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// Without any marks.
    Plain,
    /// With all deletions in bold.
    Highlighted,
    /// With the deletions of this number left out.
    Asked(u32),
    /// With the deletions of this number in bold.
    Answered(u32),
}

/// A run with its deletions known.
#[derive(Debug)]
pub(super) struct Deletions(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Plain(Inline),
    /// An inline around others, which is empty itself.
    Span(Inline, Vec<Piece>),
    Deletion {
        number: u32,
        hint: Option<String>,
        inner: Vec<Piece>,
    },
}

impl Deletions {
    /// Finds the deletions of a run.
    pub fn of(inlines: &[Inline], syntax: Syntax) -> Self {
        let mut last = 0;
        Self(parse(inlines, syntax, &mut last))
    }

    /// The numbers that occur, each once, in the order of the run.
    pub fn numbers(&self) -> Vec<u32> {
        let mut numbers = Vec::new();
        collect(&self.0, &mut numbers);
        let mut seen = rustc_hash::FxHashSet::default();
        numbers.retain(|number| seen.insert(*number));
        numbers
    }

    /// The run as `view` wants it.
    pub fn shown(&self, view: View) -> Vec<Inline> {
        let mut out = Vec::new();
        show(&self.0, view, &mut out);
        out
    }

    /// Whether words are left once the deletions of `number` are out.
    pub fn leaves_words(&self, number: u32) -> bool {
        leaves_words(&self.0, number)
    }
}

/// Whether `words` begin with a deletion of a kind that nothing else has.
pub(super) fn is_certain(words: &str) -> bool {
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

fn parse(inlines: &[Inline], syntax: Syntax, last: &mut u32) -> Vec<Piece> {
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
            Inline::Code(_) | Inline::Link { .. } | Inline::LineBreak => {
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

fn collect(pieces: &[Piece], numbers: &mut Vec<u32>) {
    for piece in pieces {
        match piece {
            Piece::Plain(_) => {}
            Piece::Span(_, inner) => collect(inner, numbers),
            Piece::Deletion { number, inner, .. } => {
                numbers.push(*number);
                collect(inner, numbers);
            }
        }
    }
}

fn show(pieces: &[Piece], view: View, out: &mut Vec<Inline>) {
    for piece in pieces {
        match piece {
            Piece::Plain(Inline::Text(text)) => phrase::push(out, text.clone()),
            Piece::Plain(inline) => out.push(inline.clone()),
            Piece::Span(shell, inner) => {
                let mut words = Vec::new();
                show(inner, view, &mut words);
                out.push(filled(shell, words));
            }
            Piece::Deletion {
                number,
                hint,
                inner,
            } => {
                if view == View::Asked(*number) {
                    let hint = hint.as_deref().unwrap_or("…");
                    let blank = Inline::Text(format!("[{hint}]").into());
                    out.push(Inline::Strong(vec![blank]));
                    continue;
                }
                let mut words = Vec::new();
                show(inner, view, &mut words);
                if view == View::Highlighted || view == View::Answered(*number) {
                    match words.as_slice() {
                        [] => {}
                        [Inline::Strong(_)] => out.append(&mut words),
                        _ => out.push(Inline::Strong(words)),
                    }
                } else {
                    phrase::extend(out, words);
                }
            }
        }
    }
}

fn leaves_words(pieces: &[Piece], number: u32) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Plain(inline) => {
            Inline::plain(std::slice::from_ref(inline)).contains(char::is_alphanumeric)
        }
        Piece::Span(_, inner) => leaves_words(inner, number),
        Piece::Deletion {
            number: own,
            hint,
            inner,
        } if *own == number => hint.is_some() && !inner.is_empty(),
        Piece::Deletion { inner, .. } => leaves_words(inner, number),
    })
}

/// An inline that holds others, without them.
fn shell(inline: &Inline) -> Inline {
    match inline {
        Inline::Strong(_) => Inline::Strong(Vec::new()),
        Inline::Strikethrough(_) => Inline::Strikethrough(Vec::new()),
        _ => Inline::Emphasis(Vec::new()),
    }
}

fn filled(shell: &Inline, words: Vec<Inline>) -> Inline {
    let mut filled = shell.clone();
    if let Inline::Strong(inner) | Inline::Strikethrough(inner) | Inline::Emphasis(inner) =
        &mut filled
    {
        drop(mem::replace(inner, words));
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, syntax: Syntax, expected: &[&str]) {
        let run = [Inline::Text(words.to_owned().into())];
        let deletions = Deletions::of(&run, syntax);
        let shown = |view| Inline::plain(&deletions.shown(view)).into_owned();
        let numbers = deletions.numbers();
        let fronts: Vec<String> = numbers.iter().map(|n| shown(View::Asked(*n))).collect();
        assert_eq!(fronts, expected, "{words}");
    }

    #[test]
    fn deletions_are_found_by_their_marks() {
        let all = [Syntax::Braces, Syntax::Declared];
        for syntax in all {
            check("{{c1::a}} b {{c2::c::d}}", syntax, &["[…] b c", "a b [d]"]);
            check("{{c1::a}} b {{c1::c}}", syntax, &["[…] b […]"]);
            check("x {{c1::a {{c2::b}}}}", syntax, &["x […]", "x a […]"]);
            check("x {{cloze a}} {{cloze b}}", syntax, &["x […] b", "x a […]"]);
        }
        check(
            "x ==a== y ==b==^[c]",
            Syntax::Declared,
            &["x […] y b", "x a y [c]"],
        );
        check("这是==重点==内容", Syntax::Declared, &["这是[…]内容"]);
        check("x {{a}}", Syntax::Declared, &["x […]"]);
        check(
            "x [a] [b]:[c]",
            Syntax::Brackets,
            &["x […] b:c", "x a […]:c", "x a b:[…]"],
        );
    }

    #[test]
    fn what_only_looks_like_a_mark_is_words() {
        check("a {{b}} ==c==", Syntax::Braces, &[]);
        check("{{ .Values.x }} {{#if}} {{embed a}}", Syntax::Declared, &[]);
        check("a == b == c, x==y, p===q", Syntax::Declared, &[]);
        check("==a and {{c1::b", Syntax::Declared, &[]);
        check("[] [[a]]", Syntax::Brackets, &[]);
    }

    #[test]
    fn words_that_are_no_deletion_stay_as_they_were() {
        for words in ["==a {{c1::b", "a }} b ]] ==", "{{{{{{", "x {{c1::a ==b}} c"] {
            let run = [Inline::Text(words.to_owned().into())];
            let shown = Deletions::of(&run, Syntax::Declared).shown(View::Plain);
            let expected = words.replace("{{c1::a ==b}}", "a ==b");
            assert_eq!(Inline::plain(&shown), expected);
        }
    }
}
