//! Sentences with words left out.

mod deletion;

use std::rc::Rc;

use crate::card::{Answer, CardKind};
use crate::rich_text::{Inline, RichText};
use crate::roadmap::diagnostic::Code;
use crate::roadmap::identity;
use crate::roadmap::outline::line::Marks;
use crate::roadmap::outline::{Chapter, Content, Node, Prose};
use crate::roadmap::phrase;

use super::flashcard::{Practice, Taken, strip_tags};
use super::{Findings, Unit};

use deletion::{Deletions, Syntax, View};

/// A run of more bytes than this is no sentence: each of its cards would show all of it.
const LONGEST: usize = 8000;

/// As many cards one sentence may make.
const MOST_CARDS: usize = 64;

/// A run of inlines that may have deletions in it.
pub(super) struct Sentence<'a> {
    /// The run.
    pub inlines: &'a [Inline],
    /// The byte that its source begins at.
    pub start: usize,
    /// The chapter that its cards belong to.
    pub chapter: usize,
    /// The id that its author gave it.
    pub id: Option<&'a str>,
}

impl Sentence<'_> {
    /// Makes a card of each deletion that a document with such `marks` has in it.
    pub fn read(&self, marks: Marks, found: &mut Findings) -> Taken {
        let syntax = match marks {
            Marks::Declared => Syntax::Declared,
            Marks::Absent | Marks::Possible => Syntax::Braces,
        };
        self.cards(syntax, found)
    }

    fn cards(&self, syntax: Syntax, found: &mut Findings) -> Taken {
        if !syntax.may_occur(self.inlines) {
            return Taken::Nothing;
        }
        let deletions = Deletions::of(self.inlines, syntax);
        let numbers = deletions.numbers();
        if numbers.is_empty() {
            return Taken::Nothing;
        }
        let whole = tidied(deletions.shown(View::Plain));
        if numbers.len() > MOST_CARDS || Inline::plain(&whole).len() > LONGEST {
            found.remarks.push((self.start, Code::UnwieldyCloze));
            return Taken::Nothing;
        }
        let prompt = identity::normalised(&whole);
        for number in numbers {
            let front = tidied(deletions.shown(View::Asked(number)));
            // What is a deletion altogether asks nothing.
            let asks = deletions.leaves_words(number);
            if !asks {
                continue;
            }
            let back = tidied(deletions.shown(View::Answered(number)));
            found.take(Unit {
                kind: CardKind::Cloze,
                start: self.start,
                note: self.start,
                chapter: self.chapter,
                id: self.id.map(str::to_owned),
                prompt: prompt.clone(),
                facet: Some(Rc::from(number.to_string())),
                context: None,
                front: RichText::paragraph(front),
                answer: Answer::Given(RichText::paragraph(back)),
            });
        }
        Taken::Whole
    }
}

/// Lines that begin with `C:`, with deletions in square brackets, up to the next of their kind.
pub(super) fn marked(
    lines: &[(usize, &[Inline])],
    chapter: usize,
    id: Option<&str>,
    found: &mut Findings,
) -> Taken {
    let begins =
        |line: &[Inline]| matches!(line.first(), Some(Inline::Text(text)) if is_mark(text));
    let mut taken = Taken::Nothing;
    if !lines.first().is_some_and(|(_, line)| begins(line)) {
        return taken;
    }
    let mut rest = lines;
    while let Some(((start, _), after)) = rest.split_first() {
        let length = 1 + after.iter().take_while(|(_, line)| !begins(line)).count();
        let (own, next) = rest.split_at(length);
        rest = next;
        let own: Vec<&[Inline]> = own.iter().map(|(_, line)| *line).collect();
        let mut inlines = own.join(&Inline::Text(" ".into()));
        if let Some(text) = phrase::first_text(&mut inlines) {
            text.drop_start("C:".len());
        }
        phrase::trim_start(&mut inlines, &[]);
        let sentence = Sentence {
            inlines: &inlines,
            start: *start,
            chapter,
            id: id.filter(|_| rest.is_empty()),
        };
        if sentence.cards(Syntax::Brackets, found) == Taken::Whole {
            taken = Taken::Whole;
        }
    }
    taken
}

fn is_mark(text: &str) -> bool {
    text.strip_prefix("C:")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether `words` hold a deletion that no template language has.
pub(super) fn is_numbered(words: &str) -> bool {
    words
        .match_indices("{{c")
        .any(|(at, _)| deletion::is_certain(&words[at..]))
}

/// Shows what marks of deletions and of highlighters stand around, without the marks.
pub(super) fn show(inlines: &mut Vec<Inline>) {
    if Syntax::Declared.may_occur(inlines) {
        *inlines = Deletions::of(inlines, Syntax::Declared).shown(View::Highlighted);
    }
}

fn tidied(mut inlines: Vec<Inline>) -> Vec<Inline> {
    strip_tags(&mut inlines);
    inlines
}

/// When marks are replaced by what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::roadmap) enum Stage {
    /// Before cards are looked for: where `==` is a highlighter and no deletion.
    Before,
    /// After that: where they were deletions, in what is left to read.
    After,
}

/// Shows highlighted words as such, without their marks.
pub(in crate::roadmap) fn highlight(chapters: &mut [Chapter], practice: Practice, stage: Stage) {
    // Headings and tables have no deletions, paragraphs have them until cards are made.
    let (elsewhere, paragraphs) = match (practice.marks, stage) {
        (Marks::Possible, Stage::Before) => (Syntax::Highlights, Some(Syntax::Highlights)),
        (Marks::Declared, Stage::Before) => (Syntax::Declared, None),
        (Marks::Declared, Stage::After) => (Syntax::Declared, Some(Syntax::Declared)),
        (Marks::Absent, _) | (Marks::Possible, Stage::After) => return,
    };
    for chapter in chapters {
        replace(&mut chapter.heading, elsewhere);
        walk(&mut chapter.nodes, elsewhere, paragraphs);
    }
}

fn walk(nodes: &mut [Node], elsewhere: Syntax, paragraphs: Option<Syntax>) {
    for node in nodes {
        match &mut node.content {
            Content::Paragraph(prose) => {
                if let Some(syntax) = paragraphs {
                    replace(prose, syntax);
                }
            }
            Content::List { items, .. } => {
                for item in items {
                    walk(&mut item.nodes, elsewhere, paragraphs);
                }
            }
            Content::Quote(nodes) => walk(nodes, elsewhere, paragraphs),
            Content::Details { summary, nodes } => {
                replace(summary, elsewhere);
                walk(nodes, elsewhere, paragraphs);
            }
            Content::Terms(terms) => {
                for term in terms {
                    replace(&mut term.name, elsewhere);
                    walk(&mut term.nodes, elsewhere, paragraphs);
                }
            }
            Content::Table { header, rows } => {
                let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
                for cell in header.iter_mut().chain(cells) {
                    replace(cell, elsewhere);
                }
            }
            Content::Code { .. } | Content::Rule => {}
        }
    }
}

fn replace(prose: &mut Prose, syntax: Syntax) {
    if syntax.may_occur(&prose.inlines) {
        prose.inlines = Deletions::of(&prose.inlines, syntax).shown(View::Highlighted);
    }
}
