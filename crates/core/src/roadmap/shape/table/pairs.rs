//! A table the other way round: which key has a value, and what tells two things apart.

use std::rc::Rc;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::card::{Answer, CardKind};
use crate::rich_text::{Block, Inline, RichText};
use crate::roadmap::outline::{Prose, Row};
use crate::roadmap::shape::label::Label;
use crate::roadmap::shape::{Findings, Scope, Unit, question};
use crate::roadmap::{identity, phrase};

use super::{Column, Heading, Role, says_something};

/// A value of fewer words does not say which thing it is about.
const FEWEST_WORDS: usize = 3;
/// More things than this are not told apart one by one.
const MOST_THINGS: usize = 8;

/// A table with a key in each row.
pub(super) struct Table<'a> {
    pub rows: &'a [Row],
    /// The column of the keys.
    pub key: usize,
    pub columns: &'a [Column],
    pub scope: Scope<'a>,
}

impl Table<'_> {
    /// Whether the heading compares what the columns are called: then no column names the rows.
    pub fn compares_columns(&self) -> bool {
        let heading = Inline::plain(self.scope.heading).to_lowercase();
        let names = self.columns.get(self.key..).unwrap_or_default();
        let in_heading = |column: &Column| {
            let name = Inline::plain(&column.name).to_lowercase();
            !name.trim().is_empty() && heading.contains(name.trim())
        };
        self.scope.label == Some(Label::Comparison)
            && names.len() >= 2
            && names.iter().all(in_heading)
    }

    /// Asks for the key by the first value of its row, where that value is nowhere else in its
    /// column and says enough.
    pub fn reverse(&self, found: &mut Findings) {
        let place = self.key + 1;
        let (Some(name), Some(column)) = (self.columns.get(self.key), self.columns.get(place))
        else {
            return;
        };
        if column.role == Role::Thing || name.name.is_empty() {
            return;
        }
        // "Which question is this?" asks for nothing to know, nor does "Which you need … is this?".
        let named = !Inline::plain(&name.name).contains(['.', '…', '/']);
        if !named || addresses(&name.name) {
            return;
        }
        let (which, asked) = reversed(name, column);
        let words = Words::of(self.rows, place);
        let mut count: FxHashMap<&str, usize> =
            FxHashMap::with_capacity_and_hasher(self.rows.len(), FxBuildHasher);
        for (row, _) in self.rows.iter().enumerate() {
            *count.entry(words.of_row(row)).or_default() += 1;
        }
        let mut key_words = String::new();
        for (at, row) in self.rows.iter().enumerate() {
            let (Some(key), Some(value)) = (row.cells.get(self.key), row.cells.get(place)) else {
                continue;
            };
            let words = words.of_row(at);
            let alone = count.get(words) == Some(&1);
            let enough = words.split(' ').nth(FEWEST_WORDS - 1).is_some();
            if !alone || !enough || value.links_only || !says_something(key) {
                continue;
            }
            // A value that names its key gives it away.
            key_words.clear();
            push_folded(key, &mut key_words);
            let given_away = key_words
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| word.len() > 3)
                .any(|word| holds(words, word));
            if given_away || question::asks(&key.inlines) {
                continue;
            }
            let front = phrase::join(&[&which, &asked, &value.inlines]);
            found.units.push(Unit {
                kind: CardKind::TableReverse,
                start: row.start,
                note: row.start,
                chapter: self.scope.chapter,
                id: key.id.clone(),
                prompt: identity::normalised(&key.inlines),
                facet: Some(format!("which {}", column.normalised).into()),
                context: None,
                front: RichText::paragraph(front),
                answer: Answer::Given(RichText::paragraph(key.inlines.clone())),
            });
        }
    }

    /// Asks what tells each thing from the next, where a table is there to compare them.
    pub fn contrast(&self, found: &mut Findings) {
        if self.scope.label != Some(Label::Comparison) || self.rows.len() > MOST_THINGS {
            return;
        }
        let place = self.key + 1;
        let Some(column) = self.columns.get(place) else {
            return;
        };
        if column.role == Role::Thing || column.name.is_empty() {
            return;
        }
        let rows: Vec<&Row> = self
            .rows
            .iter()
            .filter(|row| {
                let says = |place: usize| row.cells.get(place).is_some_and(says_something);
                says(self.key) && says(place)
            })
            .collect();
        for pair in rows.windows(2) {
            let [one, other] = pair else { continue };
            let (Some(one_key), Some(other_key)) =
                (one.cells.get(self.key), other.cells.get(self.key))
            else {
                continue;
            };
            let front = phrase::join(&[
                &one_key.inlines,
                &[Inline::Text(" and ".into())],
                &other_key.inlines,
                &[Inline::Text(": what tells them apart? (".into())],
                &column.whole_name(),
                &[Inline::Text(")".into())],
            ]);
            let line = |row: &Row| {
                let cell = |place: usize| row.cells.get(place).map(|cell| cell.inlines.as_slice());
                Block::Paragraph(phrase::join(&[
                    cell(self.key).unwrap_or_default(),
                    &[Inline::Text(": ".into())],
                    cell(place).unwrap_or_default(),
                ]))
            };
            let prompt =
                [&one_key.inlines, &other_key.inlines].map(|key| identity::normalised(key));
            found.units.push(Unit {
                kind: CardKind::TableContrast,
                start: one.start,
                note: one.start,
                chapter: self.scope.chapter,
                id: None,
                prompt: prompt.join(" / "),
                facet: Some(Rc::clone(&column.normalised)),
                context: None,
                front: RichText::paragraph(front),
                answer: Answer::Given(RichText {
                    blocks: vec![line(one), line(other)],
                }),
            });
        }
    }
}

/// What asks for the key of a row, before the value that it has in `column`.
fn reversed(key: &Column, column: &Column) -> (Vec<Inline>, Vec<Inline>) {
    let mut which = vec![Inline::Text("Which ".into())];
    phrase::extend(&mut which, key.name.clone());
    phrase::push(&mut which, " is this? ");
    let mut asked = column.whole_name();
    phrase::upper_first(&mut asked);
    match column.heading {
        Heading::Name if asked.is_empty() => {}
        Heading::Name => phrase::push(&mut asked, ": "),
        // What others asked, and what the answer was: not what the learner is asked.
        Heading::Question => {
            phrase::push(&mut which, "“");
            phrase::push(&mut asked, "” — ");
        }
    }
    (which, asked)
}

/// Whether the name of a column speaks to its reader.
fn addresses(name: &[Inline]) -> bool {
    let words = Inline::plain(name).to_lowercase();
    words
        .split_whitespace()
        .any(|word| matches!(word, "you" | "your" | "i" | "we" | "if" | "when"))
}

/// The words of the cells of a column in lower case, in one text.
struct Words {
    text: String,
    /// Where those of each row end.
    ends: Vec<usize>,
}

impl Words {
    fn of(rows: &[Row], column: usize) -> Self {
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(rows.len()));
        for row in rows {
            if let Some(cell) = row.cells.get(column) {
                push_folded(cell, &mut text);
            }
            ends.push(text.len());
        }
        Self { text, ends }
    }

    fn of_row(&self, row: usize) -> &str {
        let before = row.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.copied().unwrap_or(0);
        let end = self.ends.get(row).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default()
    }
}

/// Whether `word` stands anywhere in `words`.
fn holds(words: &str, word: &str) -> bool {
    // To prepare a search is more than to try a few places.
    let (words, word) = (words.as_bytes(), word.as_bytes());
    word.first().is_none_or(|first| {
        memchr::memchr_iter(*first, words)
            .any(|at| words.get(at..).is_some_and(|rest| rest.starts_with(word)))
    })
}

/// Appends the words of a cell in lower case, with one space between them.
fn push_folded(cell: &Prose, out: &mut String) {
    let words = cell.plain();
    let before = out.len();
    for word in words.split_whitespace() {
        if out.len() > before {
            out.push(' ');
        }
        out.push_str(word);
    }
    let Some(folded) = out.get_mut(before..) else {
        return;
    };
    if folded.is_ascii() {
        folded.make_ascii_lowercase();
        return;
    }
    let lower = folded.to_lowercase();
    out.truncate(before);
    out.push_str(&lower);
}
