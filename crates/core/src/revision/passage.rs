//! A document cut into passages: what stands together, with what is between.

use crate::card::{Card, Line};
use crate::roadmap;
use crate::roadmap::trail::{Fate, Stretch};

/// Lines of a document that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The first line.
    pub first: Line,
    /// The last line, which is not blank.
    pub last: Line,
    /// What is written there, without the end of the last line.
    pub text: String,
    /// What the cards that it makes ask.
    pub fronts: Vec<String>,
    /// From the end of its last line to the next passage.
    pub(super) gap: String,
}

impl Passage {
    /// Whether the line is one of it.
    pub fn has(&self, line: Line) -> bool {
        (self.first..=self.last).contains(&line)
    }

    /// What it is compared by: where its lines end and what blanks follow is no matter.
    pub(super) fn words(&self) -> String {
        let lines: Vec<&str> = self.text.lines().map(str::trim_end).collect();
        lines.join("\n")
    }
}

/// The passages of a document, one after the other.
pub(super) fn passages(document: &[u8]) -> Vec<Passage> {
    // What a document is called decides nothing of what its lines are.
    let import = roadmap::import(document, "");
    let text = roadmap::source_text(document);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut cards = import.roadmap.cards;
    cards.sort_by_key(|card| card.line);
    let stretches = &import.stretches;
    let nexts = stretches.iter().skip(1).map(Some).chain([None]);
    let passages = stretches.iter().zip(nexts).enumerate();
    let passages = passages.map(|(place, (stretch, next))| {
        // What stands above everything belongs to what comes first.
        let begin = if place == 0 { 0 } else { before(stretch.first) };
        let end = before(stretch.last) + 1;
        let next = next.map_or(lines.len(), |next| before(next.first));
        let whole = lines.get(begin..end).unwrap_or_default().concat();
        let text = whole.trim_end_matches(['\r', '\n']);
        let between = lines.get(end..next).unwrap_or_default().concat();
        Passage {
            first: Line(u32::try_from(begin + 1).unwrap_or(u32::MAX)),
            last: stretch.last,
            gap: [whole.get(text.len()..).unwrap_or_default(), &between].concat(),
            text: text.to_owned(),
            fronts: fronts(stretch, &cards),
        }
    });
    passages.collect()
}

/// How many lines stand before a line.
fn before(line: Line) -> usize {
    usize::try_from(line.0).map_or(usize::MAX, |number| number.saturating_sub(1))
}

fn fronts(stretch: &Stretch, cards: &[Card]) -> Vec<String> {
    if !matches!(stretch.fate, Fate::Cards(_)) {
        return Vec::new();
    }
    let first = cards.partition_point(|card| card.line < stretch.first);
    let cards = cards.get(first..).unwrap_or_default().iter();
    let cards = cards.take_while(|card| card.line <= stretch.last);
    cards.map(|card| card.front.to_string()).collect()
}

/// The text of a document with other words in the place of a passage.
pub(super) fn with_words(text: &str, passage: &Passage, words: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (first, last) = (before(passage.first), before(passage.last) + 1);
    let is_crlf = lines.iter().any(|line| line.ends_with("\r\n"));
    let line_end = if is_crlf { "\r\n" } else { "\n" };
    let mut document = lines.get(..first).unwrap_or_default().concat();
    for line in words.trim_end().lines() {
        document.push_str(line);
        document.push_str(line_end);
    }
    let rest = lines.get(last..).unwrap_or_default();
    document.extend(rest.iter().copied());
    document
}
