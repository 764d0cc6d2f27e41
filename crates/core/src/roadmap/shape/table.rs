//! Tables whose rows each tell of one thing.

mod key;
mod pairs;

use std::rc::Rc;

use crate::card::{Answer, CardKind};
use crate::rich_text::{Inline, RichText};
use crate::roadmap::diagnostic::Code;
use crate::roadmap::identity;
use crate::roadmap::outline::{Prose, Row};
use crate::roadmap::phrase::{self, Capitals};
use crate::roadmap::trail::{Fate, Reason};

use super::label::Label;
use super::{Findings, Scope, Unit, question};
use key::Key;
use pairs::Table;

/// The first column's name where the other columns name things and the rows ask about them.
#[rustfmt::skip]
const ASPECTS: &[&str] = &[
    "", "aspect", "attribute", "capability", "category", "characteristic", "criteria",
    "criterion", "dimension", "factor", "feature", "metric", "parameter", "property",
];

/// Finds a card in each cell of each row that has a key.
pub(super) fn rows(
    start: usize,
    header: &[Prose],
    rows: &[Row],
    scope: Scope<'_>,
    found: &mut Findings,
) {
    found.leave(start, Reason::Table);
    if scope.label == Some(Label::Chores) {
        return;
    }
    let names: Vec<_> = header.iter().map(|cell| cell.plain()).collect();
    let keys = Key::of(&names, rows);
    let key = keys.last();
    if names.len() < key + 2 || is_navigation(rows, key) || is_record(&names, rows, key) {
        return;
    }
    let of_things = names
        .get(key)
        .is_some_and(|name| ASPECTS.contains(&name.trim().to_lowercase().as_str()));
    let capitals = Capitals::of(&names);
    let columns = header.iter().enumerate().map(|(place, cell)| {
        let role = match place {
            _ if of_things => Role::Thing,
            _ if place == key + 1 => Role::FirstFact,
            _ => Role::Fact,
        };
        Column::of(cell, role, capitals)
    });
    let columns: Vec<Column> = columns.collect();
    let mut above = Vec::new();
    for row in rows {
        let cells = row.cells.get(key + 1..).unwrap_or_default();
        let says = cells.iter().any(says_something);
        let Some(name) = keys.name(row, &mut above) else {
            if says {
                found.remarks.push((row.start, Code::TableRowWithoutKey));
            }
            continue;
        };
        if !says {
            continue;
        }
        let words = identity::shared(identity::normalised(&name));
        let short = phrase::name_of_run(&name);
        let mut asked = name.as_slice();
        let id = row.cells.iter().find_map(|cell| cell.id.clone());
        found.mark(row.start, Fate::Cards(CardKind::TableCell));
        for (offset, cell) in cells.iter().enumerate() {
            let Some(column) = columns.get(key + 1 + offset) else {
                continue;
            };
            if !says_something(cell) || cell.links_only && !cell.names_notes {
                continue;
            }
            found.units.push(Unit {
                kind: CardKind::TableCell,
                start: row.start,
                note: row.start,
                chapter: scope.chapter,
                id: id.clone(),
                prompt: words.clone(),
                facet: Some(Rc::clone(&column.normalised)),
                context: None,
                front: RichText::paragraph(column.front(asked)),
                answer: Answer::Given(RichText::paragraph(cell.inlines.clone())),
            });
            // A long key stands whole on the first card of its row only.
            asked = &short;
        }
    }
    if let Key::Column(key) = keys {
        let table = Table {
            rows,
            key,
            columns: &columns,
            scope,
        };
        if !table.compares_columns() {
            table.reverse(found);
            table.contrast(found);
        }
    }
}

/// What a column asks of every row.
struct Column {
    /// Its name without a mark at the end.
    name: Vec<Inline>,
    /// Its name as it asks of a row.
    asked: Vec<Inline>,
    /// The words of its name, normalised.
    normalised: Rc<str>,
    heading: Heading,
    role: Role,
}

/// What the name of a column is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    /// A name of what its cells say: "Use for".
    Name,
    /// A question that its cells answer: "What is it for?".
    Question,
}

/// How a column and the key of a row make a question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The column is the first to say something of what the key names.
    FirstFact,
    /// The column says something else of it.
    Fact,
    /// The column is a thing and the key names what is said of it.
    Thing,
}

impl Column {
    fn of(cell: &Prose, role: Role, capitals: Capitals) -> Self {
        let mut name = phrase::name_of_run(&cell.inlines).into_owned();
        if let [Inline::Strong(inner)] = name.as_mut_slice() {
            name = std::mem::take(inner);
        }
        let heading = if question::asks(&name) {
            Heading::Question
        } else {
            Heading::Name
        };
        phrase::trim_end(&mut name, &['?', ':']);
        if role != Role::Thing {
            phrase::lower_first_of_name(&mut name, capitals);
        }
        Self {
            asked: as_question(&name),
            name,
            normalised: identity::shared(identity::normalised(&cell.inlines)).into(),
            heading,
            role,
        }
    }

    /// Its name with the mark that belongs at its end.
    fn whole_name(&self) -> Vec<Inline> {
        let mut name = self.name.clone();
        if self.heading == Heading::Question {
            phrase::push(&mut name, "?");
        }
        name
    }

    /// The question that `key` and this column ask.
    fn front(&self, key: &[Inline]) -> Vec<Inline> {
        if question::asks(key) {
            let mut front = key.to_vec();
            if self.role != Role::FirstFact {
                phrase::push(&mut front, " (");
                phrase::extend(&mut front, self.whole_name());
                phrase::push(&mut front, ")");
            }
            return front;
        }
        let mut lowered;
        let (thing, asked) = if self.role == Role::Thing {
            lowered = key.to_vec();
            phrase::lower_first_of_name(&mut lowered, Capitals::Title);
            (self.name.as_slice(), lowered.as_slice())
        } else {
            (key, self.asked.as_slice())
        };
        if let ([Inline::Text(thing)], [Inline::Text(asked)]) = (thing, asked) {
            return vec![Inline::Text([thing, ": ", asked, "?"].concat().into())];
        }
        let mut front = thing.to_vec();
        if !thing.is_empty() && !asked.is_empty() {
            phrase::push(&mut front, ": ");
        }
        phrase::extend(&mut front, asked.to_vec());
        phrase::push(&mut front, "?");
        front
    }
}

/// The columns whose names are the clause of a question, and the question.
const CLAUSES: &[(&str, &str)] = &[
    ("how it works", "how does it work"),
    ("what it does", "what does it do"),
    ("what it is", "what is it"),
    ("what it means", "what does it mean"),
    ("why it matters", "why does it matter"),
];

/// The name of a column as it asks of a row.
fn as_question(name: &[Inline]) -> Vec<Inline> {
    let words = Inline::plain(name);
    match CLAUSES.iter().find(|(clause, _)| words == *clause) {
        Some((_, question)) => vec![Inline::Text((*question).into())],
        None => name.to_vec(),
    }
}

/// Whether most of what the rows say is where to go.
fn is_navigation(rows: &[Row], key: usize) -> bool {
    let (mut cells, mut links) = (0_usize, 0_usize);
    for row in rows {
        let values = row.cells.get(key..).unwrap_or_default();
        let linked = values
            .iter()
            .filter(|cell| cell.links_only && !cell.names_notes)
            .count();
        cells += 1;
        links += usize::from(linked > 0);
    }
    links * 2 > cells
}

/// Whether a table is a record of what was or will be, and not of what is so.
fn is_record(names: &[std::borrow::Cow<'_, str>], rows: &[Row], key: usize) -> bool {
    let header = |name: &std::borrow::Cow<'_, str>| {
        matches!(
            name.trim().to_lowercase().as_str(),
            "amount"
                | "assignee"
                | "author"
                | "completed"
                | "date"
                | "day"
                | "deadline"
                | "done"
                | "due"
                | "due date"
                | "hours"
                | "last updated"
                | "month"
                | "owner"
                | "price"
                | "progress"
                | "room"
                | "status"
                | "time spent"
                | "week"
        )
    };
    if names.iter().any(header) {
        return true;
    }
    // Rows that only count name nothing.
    let counts = |row: &Row| {
        let key = row.cells.get(key).map(Prose::plain);
        key.is_some_and(|key| {
            key.chars().any(|c| c.is_ascii_digit())
                && key
                    .chars()
                    .all(|c| c.is_ascii_digit() || ".-/: ".contains(c))
        })
    };
    rows.len() > 1 && rows.iter().all(counts) && names.len() <= 2
}

/// Whether a cell holds more than a dash.
fn says_something(cell: &Prose) -> bool {
    match cell.inlines.as_slice() {
        [] => false,
        [Inline::Text(words)] => {
            let words = words.trim();
            let dashes = words.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | ':' | '\\'));
            let dots = matches!(words, "..." | "…");
            !(dashes.is_empty() || dots || words.eq_ignore_ascii_case("n/a"))
        }
        _ => true,
    }
}
