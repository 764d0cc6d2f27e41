//! What is kept of a roadmap to compare it with a later version.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::card::{Answer, Card, CardKind};
use crate::id::{CardId, RoadmapId};
use crate::roadmap::Roadmap;

use super::written::Writing;
use super::{IMPORTER_VERSION, ImporterVersion};

/// How many characters of a question are kept: enough to know it again, and to show it.
const FRONT_LENGTH: usize = 240;

/// A roadmap in short: enough to tell later which of its cards are which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The roadmap.
    pub roadmap: RoadmapId,
    /// The importer that read it.
    pub importer: ImporterVersion,
    /// The sections that have cards: the headings of each, outermost first.
    pub sections: Vec<Vec<String>>,
    /// The cards, in reading order; no two share an id.
    pub cards: Vec<Sketch>,
}

/// A card in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// The card.
    pub id: CardId,
    /// The shape it was made from.
    pub kind: CardKind,
    /// The place of its section in [`Snapshot::sections`].
    pub section: usize,
    /// The beginning of its question, without markup.
    pub front: String,
    /// The words of its whole question.
    pub question: Fingerprint,
    /// The words of its answer, if the source gives one that has words.
    pub answer: Option<Fingerprint>,
    /// Kind, question and answer with all markup.
    pub written: Fingerprint,
}

/// 64 bits of a text, the same for the same text on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of these bits.
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// Its bits.
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// The words of `text`, without regard to case, white space and the punctuation at the end;
    /// `None` if nothing is left.
    fn of_words(text: &str) -> Option<Self> {
        let text = text.trim_end_matches(|c: char| c.is_whitespace() || ".?!:;,…".contains(c));
        let mut writing = Writing::new();
        let mut any = false;
        for word in text.split_whitespace() {
            if any {
                writing.words(" ");
            }
            writing.words(&word.to_lowercase());
            any = true;
        }
        any.then(|| writing.fingerprint())
    }
}

impl Snapshot {
    /// A snapshot of a roadmap that this program read.
    pub fn of(roadmap: &Roadmap) -> Self {
        Self::of_documents(roadmap.id.clone(), [roadmap])
    }

    /// A snapshot of a roadmap that consists of several documents. Where two make one id, the
    /// card of the first has it.
    pub fn of_documents<'a>(
        roadmap: RoadmapId,
        documents: impl IntoIterator<Item = &'a Roadmap>,
    ) -> Self {
        let mut snapshot = Self {
            roadmap,
            importer: IMPORTER_VERSION,
            sections: Vec::new(),
            cards: Vec::new(),
        };
        let mut taken = FxHashSet::default();
        for document in documents {
            let mut places = FxHashMap::default();
            for card in &document.cards {
                if !taken.insert(card.id) {
                    continue;
                }
                let section = *places.entry(card.section).or_insert_with(|| {
                    let path = document.path(card.section).into_iter();
                    let path = path.map(|section| section.heading.clone());
                    snapshot.sections.push(path.collect());
                    snapshot.sections.len() - 1
                });
                snapshot.cards.push(Sketch::of(card, section));
            }
        }
        snapshot
    }

    /// The sections as they are compared: one text each, without numbering, case and spacing.
    pub(super) fn places(&self) -> Vec<String> {
        let place = |path: &Vec<String>| {
            let headings: Vec<String> = path.iter().map(|heading| normalised(heading)).collect();
            headings.join("\n")
        };
        self.sections.iter().map(place).collect()
    }
}

impl Sketch {
    fn of(card: &Card, section: usize) -> Self {
        let mut front = card.front.to_string();
        let mut written = Writing::new();
        written.words(card.kind.name());
        written.text(&card.front);
        let mut answer = None;
        if let Answer::Given(text) = &card.answer {
            written.text(text);
            answer = Fingerprint::of_words(&text.to_string());
        }
        // A front without a word keeps what there is of it.
        let question = Fingerprint::of_words(&front).unwrap_or_else(|| written.fingerprint());
        if let Some((end, _)) = front.char_indices().nth(FRONT_LENGTH) {
            front.truncate(end);
        }
        Self {
            id: card.id,
            kind: card.kind,
            section,
            front,
            question,
            answer,
            written: written.fingerprint(),
        }
    }
}

/// A heading in lower case without its numbering.
fn normalised(heading: &str) -> String {
    let is_number = |word: &&str| {
        let digit = |c: char| c.is_ascii_digit();
        word.contains(digit) && word.chars().all(|c| digit(c) || ".():".contains(c))
    };
    let words: Vec<&str> = heading.split_whitespace().collect();
    let numbers = words.iter().take_while(|word| is_number(word)).count();
    let words = match words.get(numbers..) {
        // A heading that only counts is known by its number.
        Some([]) | None => &words,
        Some(rest) => rest,
    };
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compared_without_their_numbering() {
        #[track_caller]
        fn check(heading: &str, expected: &str) {
            assert_eq!(normalised(heading), expected);
        }
        check("1. The  Oven", "the oven");
        check("2.3 (4) The oven", "the oven");
        check("Phase 1", "phase 1");
        check("1.", "1.");
        check("C++", "c++");
        check("", "");
    }

    #[test]
    fn words_have_one_fingerprint() {
        #[track_caller]
        fn check(one: &str, other: &str, same: bool) {
            let [one_print, other_print] = [one, other].map(Fingerprint::of_words);
            assert_eq!(one_print == other_print, same, "{one:?} {other:?}");
        }
        check("A group\nof  Pods.", "a group of pods", true);
        check("<", ">", false);
        check("a b", "ab", false);
        assert_eq!(Fingerprint::of_words(" …\n"), None);
    }
}
