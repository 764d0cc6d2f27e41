//! A table the other way round: which key has a value, and what tells two things apart.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::card::{Answer, CardKind};
use crate::rich_text::{Block, Inline, RichText};
use crate::roadmap::outline::{Prose, Row};
use crate::roadmap::shape::label::Label;
use crate::roadmap::shape::{Findings, Scope, Unit, question};
use crate::roadmap::{identity, phrase};

use super::{Column, Role, says_something};

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
        let values: Vec<_> = self
            .rows
            .iter()
            .map(|row| row.cells.get(place).map(plain))
            .collect();
        let mut count: FxHashMap<&str, usize> = FxHashMap::default();
        for value in values.iter().flatten() {
            *count.entry(value).or_default() += 1;
        }
        for (row, words) in self.rows.iter().zip(&values) {
            let (Some(key), Some(value), Some(words)) =
                (row.cells.get(self.key), row.cells.get(place), words)
            else {
                continue;
            };
            let alone = count.get(words.as_str()) == Some(&1);
            let enough = words.split(' ').count() >= FEWEST_WORDS;
            // A value that names its key gives it away.
            let key_words = plain(key);
            let given_away = key_words
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| word.len() > 3)
                .any(|word| words.contains(word));
            // "Which question is this?" asks for nothing to know, nor does "Which you need … is this?".
            let named = !Inline::plain(&name.name).contains(['.', '…', '/']);
            let asks = question::asks(&key.inlines) || !named || addresses(&name.name);
            if !alone || !enough || given_away || asks || value.links_only || !says_something(key) {
                continue;
            }
            let mut front = vec![Inline::Text("Which ".into())];
            phrase::extend(&mut front, name.name.clone());
            phrase::push(&mut front, " is this? ");
            let mut asked = column.name.clone();
            if !asked.is_empty() {
                phrase::push(&mut asked, ": ");
                phrase::upper_first(&mut asked);
            }
            phrase::extend(&mut front, asked);
            phrase::extend(&mut front, value.inlines.clone());
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
            let mut front = one_key.inlines.clone();
            phrase::push(&mut front, " and ");
            phrase::extend(&mut front, other_key.inlines.clone());
            phrase::push(&mut front, ": what tells them apart? (");
            phrase::extend(&mut front, column.name.clone());
            phrase::push(&mut front, ")");
            let line = |row: &Row| {
                let mut line = Vec::new();
                for (place, end) in [(self.key, ": "), (place, "")] {
                    let cell = row.cells.get(place).map(|cell| cell.inlines.clone());
                    phrase::extend(&mut line, cell.unwrap_or_default());
                    phrase::push(&mut line, end);
                }
                Block::Paragraph(line)
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

/// Whether the name of a column speaks to its reader.
fn addresses(name: &[Inline]) -> bool {
    let words = Inline::plain(name).to_lowercase();
    words
        .split_whitespace()
        .any(|word| matches!(word, "you" | "your" | "i" | "we" | "if" | "when"))
}

fn plain(cell: &Prose) -> String {
    let words = cell.plain();
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.is_ascii() {
        out.make_ascii_lowercase();
        return out;
    }
    out.to_lowercase()
}
