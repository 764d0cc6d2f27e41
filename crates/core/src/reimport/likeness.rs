//! How much two questions are alike, and which of many are.
//!
//! A question is the set of the letter triples of its words, so that endings and slips of the pen
//! make little difference and scripts without spaces are no exception. Two are alike as far as
//! they share triples (Dice, 1945), where a triple counts the more the fewer questions have it:
//! `What is a …` says little. Only questions that share one of their rarest triples are compared,
//! and of those only a few, so that the work grows with the number of cards and not its square.

use std::borrow::Cow;
use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::card::CardKind;

use super::snapshot::{Sketch, Snapshot};

/// How many of the rarest triples of a question are looked up.
const RAREST: usize = 12;
/// A triple that more questions have is looked up for none.
const WIDESPREAD: usize = 64;
/// How many questions a question is compared with.
const CANDIDATES: usize = 16;
/// What is less alike is not proposed.
const LEAST: Likeness = Likeness(50);

/// How much two questions are alike, from 0 (in nothing) to 100 (in every triple of letters).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Likeness(u8);

impl Likeness {
    /// As a percentage.
    pub const fn percent(self) -> u8 {
        self.0
    }
}

/// Two cards by their places in their snapshots.
pub(super) struct Alike {
    pub old: usize,
    pub new: usize,
    pub likeness: Likeness,
}

/// The cards among `old_left` and `new_left` that are alike, most alike first. A card may occur in
/// several of them.
pub(super) fn alike(
    old: &Snapshot,
    old_left: &[usize],
    new: &Snapshot,
    new_left: &[usize],
) -> Vec<Alike> {
    let mut found = Vec::new();
    for kind in CardKind::ALL {
        let left = |snapshot: &'_ Snapshot, left: &[usize]| -> Vec<usize> {
            let is_of_kind = |at: &usize| {
                let card = snapshot.cards.get(*at);
                card.is_some_and(|card| card.kind == kind)
            };
            left.iter().copied().filter(is_of_kind).collect()
        };
        let (old_left, new_left) = (left(old, old_left), left(new, new_left));
        if old_left.is_empty() || new_left.is_empty() {
            continue;
        }
        let all = [old, new].into_iter().flat_map(|version| &version.cards);
        let weights = Weights::of(all.filter(|card| card.kind == kind));
        let weighed = |snapshot: &'_ Snapshot, left: Vec<usize>| -> Vec<(usize, Question)> {
            let cards = left
                .into_iter()
                .filter_map(|at| Some((at, snapshot.cards.get(at)?)));
            cards.map(|(at, card)| (at, weights.weigh(card))).collect()
        };
        let (old_left, new_left) = (weighed(old, old_left), weighed(new, new_left));
        let index = Index::of(&old_left);
        for (at, question) in &new_left {
            for candidate in index.candidates(question) {
                let Some((other_at, other)) = old_left.get(candidate) else {
                    continue;
                };
                let likeness = question.likeness(other);
                if likeness >= LEAST {
                    found.push(Alike {
                        old: *other_at,
                        new: *at,
                        likeness,
                    });
                }
            }
        }
    }
    found.sort_unstable_by_key(|alike| (u8::MAX - alike.likeness.0, alike.old, alike.new));
    found
}

/// What the importer says around a term, now and before: two terms are not alike for that.
const AROUND_TERMS: [&str; 2] = ["What is meant by ", "Explain "];

/// The words of a question without those around a term.
fn own_words(card: &Sketch) -> Cow<'_, str> {
    let mut around = AROUND_TERMS
        .iter()
        .filter(|_| card.kind == CardKind::Definition);
    match around.find_map(|words| card.front.split_once(words)) {
        Some((place, term)) => Cow::Owned([place, term].concat()),
        None => Cow::Borrowed(&card.front),
    }
}

/// The letter triples of a question's words, each once, in order.
fn triples(card: &Sketch) -> Vec<u64> {
    let mut triples = Vec::new();
    for word in own_words(card).split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        // The ends of a word count as letters: `pod` has ␣po, pod, od␣.
        let letters = word.chars().flat_map(char::to_lowercase);
        let letters = [' '].into_iter().chain(letters).chain([' ']);
        let mut triple = 0;
        for (at, letter) in letters.enumerate() {
            // A character has 21 bits, so three fit.
            triple = (triple << 21 | u64::from(letter)) & ((1 << 63) - 1);
            if at >= 2 {
                triples.push(triple);
            }
        }
    }
    triples.sort_unstable();
    triples.dedup();
    triples
}

/// The triples of a question in order, each with its weight.
struct Question {
    triples: Vec<(u64, u32)>,
    /// The weight of all of them.
    weight: u64,
}

impl Question {
    fn likeness(&self, other: &Self) -> Likeness {
        let mut shared = 0;
        let mut others = other.triples.iter().peekable();
        for own in &self.triples {
            while others.next_if(|other| *other < own).is_some() {}
            if others.next_if_eq(&own).is_some() {
                shared += 2 * u64::from(own.1);
            }
        }
        let percent = (100 * shared).checked_div(self.weight + other.weight);
        Likeness(percent.and_then(|p| u8::try_from(p).ok()).unwrap_or(0))
    }
}

/// How much each triple counts.
struct Weights {
    /// How many questions have it.
    spread: FxHashMap<u64, u32>,
    questions: u32,
}

impl Weights {
    fn of<'a>(cards: impl Iterator<Item = &'a Sketch>) -> Self {
        let mut weights = Self {
            spread: FxHashMap::default(),
            questions: 0,
        };
        for card in cards {
            weights.questions = weights.questions.saturating_add(1);
            for triple in triples(card) {
                let spread = weights.spread.entry(triple).or_default();
                *spread = spread.saturating_add(1);
            }
        }
        weights
    }

    /// The logarithm of how rare the triple is: a whole number, the same on every machine.
    fn weight(&self, triple: u64) -> u32 {
        let spread = self.spread.get(&triple).copied().unwrap_or(1).max(1);
        (self.questions.saturating_mul(2) / spread).max(2).ilog2()
    }

    fn weigh(&self, card: &Sketch) -> Question {
        let triples = triples(card).into_iter();
        let triples: Vec<(u64, u32)> = triples.map(|t| (t, self.weight(t))).collect();
        Question {
            weight: triples.iter().map(|(_, weight)| u64::from(*weight)).sum(),
            triples,
        }
    }
}

/// The questions that have each triple.
struct Index(FxHashMap<u64, Vec<usize>>);

impl Index {
    fn of(questions: &[(usize, Question)]) -> Self {
        let mut index: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (place, (_, question)) in questions.iter().enumerate() {
            for (triple, _) in &question.triples {
                match index.entry(*triple) {
                    Entry::Vacant(free) => {
                        free.insert(vec![place]);
                    }
                    // One more than is looked up says that it is widespread.
                    Entry::Occupied(mut found) if found.get().len() <= WIDESPREAD => {
                        found.get_mut().push(place);
                    }
                    Entry::Occupied(_) => {}
                }
            }
        }
        Self(index)
    }

    /// The questions that share most of the rarest triples of `question`.
    fn candidates(&self, question: &Question) -> Vec<usize> {
        let found = question.triples.iter();
        let found = found.filter_map(|(triple, _)| self.0.get(triple));
        let mut found: Vec<&Vec<usize>> =
            found.filter(|places| places.len() <= WIDESPREAD).collect();
        found.sort_by_key(|places| places.len());
        let mut votes: FxHashMap<usize, usize> = FxHashMap::default();
        for place in found.into_iter().take(RAREST).flatten() {
            *votes.entry(*place).or_default() += 1;
        }
        let mut candidates: Vec<(usize, usize)> = votes.into_iter().collect();
        candidates.sort_unstable_by_key(|(place, votes)| (usize::MAX - votes, *place));
        candidates.truncate(CANDIDATES);
        candidates.into_iter().map(|(place, _)| place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reimport::compare;
    use crate::roadmap::import;

    /// Checks how much two questions are alike beside the others of their roadmap.
    #[track_caller]
    fn check(one: &str, other: &str, expected: u8) {
        let snapshot = |question: &str| {
            let beside =
                "- What is a Node?\n- What is a Job for?\n- How does a Service find Pods?\n";
            let source = format!("# Map\n{beside}- {question}\n");
            Snapshot::of(&import(source.as_bytes(), "").roadmap)
        };
        let proposed = compare(&snapshot(one), &snapshot(other)).proposed;
        let found = proposed.first().map_or(0, |found| found.likeness.percent());
        assert_eq!(found, expected, "{one} {other}");
    }

    #[test]
    fn rare_words_tell_questions_apart() {
        check("What does the kubelet do?", "What does a kubelet do?", 84);
        check(
            "What does the kubelet do?",
            "What does the kubelet report?",
            75,
        );
        check("What does the kubelet do?", "What do kubelets do?", 64);
        check("What is a Pod?", "What is a Task?", 0);
        check("What is a Pod?", "How is a Task begun?", 0);
    }

    /// What a question is compared with does not grow with the roadmap.
    #[test]
    fn a_question_is_compared_with_few() {
        let mut source = String::from("# Map\n");
        for number in 0..2_000 {
            source += &format!("- What is the use of valve {number} in the pump?\n");
        }
        let snapshot = Snapshot::of(&import(source.as_bytes(), "").roadmap);
        let weights = Weights::of(snapshot.cards.iter());
        let cards = snapshot.cards.iter().enumerate();
        let questions: Vec<_> = cards.map(|(at, card)| (at, weights.weigh(card))).collect();
        assert_eq!(questions.len(), 2_000);
        let index = Index::of(&questions);
        let longest = index.0.values().map(Vec::len).max();
        assert_eq!(longest, Some(WIDESPREAD + 1));
        let compared = questions.iter().map(|(_, it)| index.candidates(it).len());
        assert_eq!(compared.max(), Some(CANDIDATES));
    }
}
