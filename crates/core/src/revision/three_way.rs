//! Three versions of a document: what it was, what the learner made of it, and what the source
//! says now.

use std::ops::Range;

use super::alignment::{Replaced, replaced};
use super::passage::{Passage, passages};

/// Which words are to stand in a place that the learner has edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Choice {
    /// The learner's.
    #[default]
    Own,
    /// Those of the source.
    Source,
    /// The learner's, and then those of the source.
    Both,
}

/// A place that the learner has edited, and of which the source does not say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it was.
    pub base: String,
    /// What the learner made of it; empty where they took it away.
    pub own: String,
    /// What the source says now; empty where it says nothing any more.
    pub source: String,
    /// What its cards ask: those of the learner, or where there are none, those before.
    pub fronts: Vec<String>,
    /// The learner's words and those of the source, with all that stands after them.
    whole: [String; 2],
}

impl Place {
    /// Whether the source has changed there too.
    pub fn is_contested(&self) -> bool {
        self.source != self.base
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Nobody has to be asked.
    Agreed(String),
    /// The learner chooses.
    Place(Place),
}

/// The three versions, told apart passage by passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreeWay {
    pieces: Vec<Piece>,
}

impl ThreeWay {
    /// Compares what the learner made of `base`, and what the source says now, with it.
    pub fn of(base: &[u8], own: &[u8], source: &[u8]) -> Self {
        let [base, own, source] = [base, own, source].map(passages);
        let words =
            |passages: &[Passage]| passages.iter().map(Passage::words).collect::<Vec<String>>();
        let base_words = words(&base);
        let owns = replaced(&base_words, &words(&own));
        let sources = replaced(&base_words, &words(&source));
        let mut pieces = Vec::new();
        let [mut base_at, mut own_at, mut source_at] = [0, 0, 0];
        for hunk in hunks(&owns, &sources) {
            // What stands before it is the same in all three.
            let same = hunk.base.start - base_at;
            pieces.push(Piece::Agreed(written(part(&source, source_at, same))));
            (own_at, source_at) = (own_at + same, source_at + same);
            let own_length = length(&owns, &hunk.base);
            let source_length = length(&sources, &hunk.base);
            let base_part = base.get(hunk.base.clone()).unwrap_or_default();
            let own_part = part(&own, own_at, own_length);
            let source_part = part(&source, source_at, source_length);
            pieces.push(piece(base_part, own_part, source_part, hunk.who));
            base_at = hunk.base.end;
            (own_at, source_at) = (own_at + own_length, source_at + source_length);
        }
        let rest = part(&source, source_at, source.len() - source_at);
        pieces.push(Piece::Agreed(written(rest)));
        Self { pieces }
    }

    /// The places that the learner has edited and the source does not say as they do, in order.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Agreed(_) => None,
            Piece::Place(place) => Some(place),
        })
    }

    /// The document with what was chosen for each place, in their order; the learner's own words
    /// where nothing was.
    pub fn merged(&self, choices: &[Choice]) -> String {
        let mut choices = choices.iter().copied();
        let mut merged = String::new();
        let mut write = |text: &str| {
            // The last line of a version may have no end.
            if !merged.is_empty() && !merged.ends_with('\n') && !text.is_empty() {
                merged.push('\n');
            }
            merged.push_str(text);
        };
        for piece in &self.pieces {
            match piece {
                Piece::Agreed(text) => write(text),
                Piece::Place(Place { whole, .. }) => {
                    let [own, source] = whole;
                    let choice = choices.next().unwrap_or_default();
                    if choice != Choice::Source {
                        write(own);
                    }
                    if choice != Choice::Own {
                        write(source);
                    }
                }
            }
        }
        merged
    }
}

/// A range of the base in whose place something else stands.
struct Hunk {
    base: Range<usize>,
    who: Who,
}

/// Who put it there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Source,
    /// The learner, and perhaps the source as well.
    Learner,
}

/// What either side replaced; where they meet, it is one.
fn hunks(owns: &[Replaced], sources: &[Replaced]) -> Vec<Hunk> {
    let own = owns.iter().map(|replaced| (&replaced.old, Who::Learner));
    let source = sources.iter().map(|replaced| (&replaced.old, Who::Source));
    let mut all: Vec<(&Range<usize>, Who)> = own.chain(source).collect();
    all.sort_by_key(|(range, _)| (range.start, range.end));
    let mut hunks: Vec<Hunk> = Vec::with_capacity(all.len());
    for (range, who) in all {
        match hunks.last_mut() {
            Some(last) if range.start < last.base.end || *range == last.base => {
                last.base.end = last.base.end.max(range.end);
                if who == Who::Learner {
                    last.who = who;
                }
            }
            _ => hunks.push(Hunk {
                base: range.clone(),
                who,
            }),
        }
    }
    hunks
}

/// How many passages of a version stand in the place of that range of the base.
fn length(replaced: &[Replaced], range: &Range<usize>) -> usize {
    let is_inside = |old: &Range<usize>| {
        if old.is_empty() && !range.is_empty() {
            // What was put in at the edge is another hunk.
            range.start < old.start && old.end < range.end
        } else {
            range.start <= old.start && old.end <= range.end
        }
    };
    let inside = replaced.iter().filter(|replaced| is_inside(&replaced.old));
    inside.fold(range.len(), |length, replaced| {
        length + replaced.new.len() - replaced.old.len()
    })
}

fn piece(base: &[Passage], own: &[Passage], source: &[Passage], who: Who) -> Piece {
    let words = |passages: &[Passage]| {
        let words: Vec<String> = passages.iter().map(Passage::words).collect();
        words.join("\n\n")
    };
    let (own_words, source_words) = (words(own), words(source));
    let whole = written(source);
    if who == Who::Source || own_words == source_words {
        return Piece::Agreed(whole);
    }
    let fronts = |passages: &[Passage]| -> Vec<String> {
        passages
            .iter()
            .flat_map(|passage| passage.fronts.iter().cloned())
            .collect()
    };
    let own_fronts = fronts(own);
    Piece::Place(Place {
        base: words(base),
        own: own_words,
        source: source_words,
        fronts: if own_fronts.is_empty() {
            fronts(base)
        } else {
            own_fronts
        },
        whole: [written(own), whole],
    })
}

fn part(passages: &[Passage], first: usize, length: usize) -> &[Passage] {
    passages.get(first..first + length).unwrap_or_default()
}

/// What stands in passages, with all that is between them.
fn written(passages: &[Passage]) -> String {
    let texts = passages
        .iter()
        .flat_map(|passage| [&*passage.text, &*passage.gap]);
    texts.collect()
}
