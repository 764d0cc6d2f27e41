//! The deletions of a run of inlines, and the run with each of them shown or hidden.

mod reader;

use std::mem;

use crate::rich_text::Inline;
use crate::roadmap::phrase;

pub(super) use reader::is_certain;
use reader::parse;

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
            Inline::Code(_)
            | Inline::Math { .. }
            | Inline::Link { .. }
            | Inline::Media { .. }
            | Inline::LineBreak => false,
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
