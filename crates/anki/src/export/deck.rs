//! Decks: one for each roadmap, one below it for each phase.

use std::collections::BTreeMap;

use crate::package::Deck;

/// What parts the name of a deck from those above it.
const BELOW: &str = "::";

/// The first of the ids; a deck's own is this and a number made of its name, so that it is the same
/// in every package.
const FIRST_ID: i64 = 1_600_000_000_000;
/// How far from the first the ids reach: six years.
const RANGE: u64 = 190_000_000_000;

/// The decks of a package.
#[derive(Debug, Default)]
pub struct Decks {
    by_name: BTreeMap<String, i64>,
}

impl Decks {
    /// The id of the deck of that name; those above it are made as well.
    pub fn id(&mut self, name: &str) -> i64 {
        if let Some(&id) = self.by_name.get(name) {
            return id;
        }
        if let Some((above, _)) = name.rsplit_once(BELOW) {
            self.id(above);
        }
        let hash = siphasher::sip::SipHasher24::new().hash(name.as_bytes());
        let mut id = FIRST_ID + (hash % RANGE) as i64;
        while self.by_name.values().any(|&taken| taken == id) {
            id += 1;
        }
        self.by_name.insert(name.to_owned(), id);
        id
    }

    /// The decks, each after those above it.
    pub fn finish(self) -> Vec<Deck> {
        let decks = self.by_name.into_iter();
        decks.map(|(name, id)| Deck { id, name }).collect()
    }
}

/// The name of the deck of a phase of a roadmap, or of the roadmap itself.
pub fn name(roadmap: &str, phase: Option<&str>) -> String {
    let mut name = part(roadmap);
    if let Some(phase) = phase {
        name.push_str(BELOW);
        name.push_str(&part(phase));
    }
    name
}

/// A title as a part of a name: what Anki would change or read as the end of the part is changed
/// here already, so that a later export finds the same deck.
fn part(title: &str) -> String {
    let shown = |c: char| match c {
        '"' => '\u{201d}',
        c if c.is_control() => ' ',
        c => c,
    };
    let mut title: String = title.chars().map(shown).collect();
    // Two colons in a row part decks, and one at an edge would join those that do.
    while title.contains(BELOW) {
        title = title.replace(BELOW, ": ");
    }
    let words: Vec<&str> = title.split_whitespace().collect();
    let part = words.join(" ");
    let part = part.trim_matches(|c: char| c == ':' || c.is_whitespace());
    if part.is_empty() {
        "blank".to_owned()
    } else {
        part.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(roadmap: &str, phase: Option<&str>, expected: &str) {
        assert_eq!(name(roadmap, phase), expected);
    }

    #[test]
    fn titles_become_parts_of_names() {
        check(
            "Kubernetes",
            Some("Phase 1: Pods"),
            "Kubernetes::Phase 1: Pods",
        );
        check("Rust", Some("std::fmt"), "Rust::std: fmt");
        check("C++ :: a", None, "C++ : a");
        check("a:::b", None, "a: :b");
        check("x:", Some(":y"), "x::y");
        check("say \"hi\"", None, "say \u{201d}hi\u{201d}");
        check("", Some("  "), "blank::blank");
    }

    #[test]
    fn the_decks_above_come_first() {
        let mut decks = Decks::default();
        let below = decks.id("A::B");
        assert_eq!(below, decks.id("A::B"));
        let names: Vec<String> = decks.finish().into_iter().map(|deck| deck.name).collect();
        assert_eq!(names, ["A", "A::B"]);
    }
}
