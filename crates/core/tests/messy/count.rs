//! How many units of an inventory have their card, and which cards have no unit.

use std::collections::{BTreeMap, HashSet};
use std::iter::Sum;

use super::inventory::{Demand, Unit};

/// A card, as far as it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Where its unit begins, counted from 1.
    pub line: u32,
    /// The name of its kind.
    pub kind: &'static str,
    /// What it asks.
    pub front: String,
}

/// Units and cards against each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many units every teacher would ask about.
    pub units: usize,
    /// How many of them have a card that begins on their line.
    pub found: usize,
    /// The units of the lines that begin fewer cards than units.
    pub missed: Vec<Missed>,
    /// How many cards there are.
    pub cards: usize,
    /// The cards that begin on a line without unit.
    pub wrong: Vec<Asked>,
    /// The cards that ask what an earlier one asks.
    pub duplicates: Vec<Asked>,
}

/// Units that begin on one line, and too few cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Where they begin.
    pub line: u32,
    /// What they are.
    pub kinds: Vec<&'static str>,
    /// How many have no card.
    pub times: usize,
}

impl Count {
    /// Counts for one document.
    pub fn of(units: &[Unit], cards: &[Asked]) -> Self {
        let mut count = Self {
            cards: cards.len(),
            ..Self::default()
        };
        let mut lines: BTreeMap<u32, Vec<&Unit>> = BTreeMap::new();
        for unit in units {
            lines.entry(unit.line).or_default().push(unit);
        }
        for (&line, units) in &lines {
            let required = units.iter().filter(|unit| unit.demand == Demand::Required);
            let times: usize = required.clone().map(|unit| unit.times).sum();
            let found = times.min(cards.iter().filter(|card| card.line == line).count());
            count.units += times;
            count.found += found;
            if found < times {
                count.missed.push(Missed {
                    line,
                    kinds: required.map(|unit| unit.kind).collect(),
                    times: times - found,
                });
            }
        }
        let mut fronts = HashSet::new();
        for card in cards {
            if !lines.contains_key(&card.line) {
                count.wrong.push(card.clone());
            }
            if !fronts.insert(bare(&card.front)) {
                count.duplicates.push(card.clone());
            }
        }
        count
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |mut sum, count| {
            sum.units += count.units;
            sum.found += count.found;
            sum.missed.extend(count.missed);
            sum.cards += count.cards;
            sum.wrong.extend(count.wrong);
            sum.duplicates.extend(count.duplicates);
            sum
        })
    }
}

/// A front without case and white space.
fn bare(front: &str) -> String {
    let words = front.chars().filter(|c| !c.is_whitespace());
    words.flat_map(char::to_lowercase).collect()
}

/// Checks the numbers of units, found, missed, cards, false and duplicate, in this order.
#[track_caller]
fn check(units: &[(u32, usize, Demand)], cards: &[(u32, &str)], expected: [usize; 6]) {
    let unit = |&(line, times, demand)| Unit {
        line,
        kind: "definition",
        times,
        demand,
    };
    let asked = |&(line, front): &(u32, &str)| Asked {
        line,
        kind: "definition",
        front: front.to_owned(),
    };
    let units: Vec<Unit> = units.iter().map(unit).collect();
    let asked: Vec<Asked> = cards.iter().map(asked).collect();
    let count = Count::of(&units, &asked);
    let missed = count.missed.iter().map(|missed| missed.times).sum();
    assert_eq!(
        [
            count.units,
            count.found,
            missed,
            count.cards,
            count.wrong.len(),
            count.duplicates.len(),
        ],
        expected,
        "{units:?} {cards:?}"
    );
}

#[test]
fn a_unit_is_found_on_its_line() {
    use Demand::Required;
    check(&[(3, 1, Required)], &[], [1, 0, 1, 0, 0, 0]);
    check(&[(3, 1, Required)], &[(3, "a")], [1, 1, 0, 1, 0, 0]);
    check(&[(3, 1, Required)], &[(4, "a")], [1, 0, 1, 1, 1, 0]);
    // The cells of a row are cards of one unit.
    let cells = [(3, "a"), (3, "b"), (3, "c")];
    check(&[(3, 1, Required)], &cells, [1, 1, 0, 3, 0, 0]);
    check(&[], &cells, [0, 0, 0, 3, 3, 0]);
}

#[test]
fn every_unit_of_a_line_needs_a_card() {
    use Demand::Required;
    check(&[(3, 3, Required)], &[(3, "a")], [3, 1, 2, 1, 0, 0]);
    check(
        &[(3, 2, Required)],
        &[(3, "a"), (3, "b")],
        [2, 2, 0, 2, 0, 0],
    );
    let two = [(3, 1, Required), (3, 1, Required)];
    check(&two, &[(3, "a")], [2, 1, 1, 1, 0, 0]);
    check(&two, &[(3, "a"), (3, "b")], [2, 2, 0, 2, 0, 0]);
}

#[test]
fn an_optional_unit_is_neither_found_nor_false() {
    use Demand::{Optional, Required};
    check(&[(3, 1, Optional)], &[], [0, 0, 0, 0, 0, 0]);
    check(&[(3, 1, Optional)], &[(3, "a")], [0, 0, 0, 1, 0, 0]);
    let both = [(3, 1, Required), (3, 1, Optional)];
    check(&both, &[], [1, 0, 1, 0, 0, 0]);
    check(&both, &[(3, "a"), (3, "b")], [1, 1, 0, 2, 0, 0]);
}

#[test]
fn a_front_may_stand_once() {
    use Demand::Required;
    let units = [(1, 1, Required), (2, 1, Required)];
    let same = [(1, "What is\na Ref?"), (2, "what  is a ref?")];
    check(&units, &same, [2, 2, 0, 2, 0, 1]);
    check(&units, &[(1, "HEAD"), (2, "a ref")], [2, 2, 0, 2, 0, 0]);
    // Equal fronts of two documents are no duplicates.
    let card = |line| Asked {
        line,
        kind: "question",
        front: "Why is that?".to_owned(),
    };
    let total: Count = [1, 2]
        .map(|line| Count::of(&[], &[card(line)]))
        .into_iter()
        .sum();
    assert_eq!((total.cards, total.wrong.len()), (2, 2));
    assert!(total.duplicates.is_empty());
}
