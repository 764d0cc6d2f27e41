//! What a new version of a roadmap does to the cards of the old one, with their words.

use rustc_hash::FxHashMap;
use waymark_core::card::Line;
use waymark_core::id::CardId;
use waymark_core::journal::Carried;
use waymark_core::reimport::{self, Likeness, Snapshot};
use waymark_core::roadmap::Roadmap;

use super::wording::count;

/// What becomes of the cards, and what they ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The cards of both versions.
    pub cards: reimport::Comparison,
    old: FxHashMap<CardId, String>,
    new: FxHashMap<CardId, (String, Line)>,
}

/// A card of either version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it asks, without markup.
    pub front: String,
    /// What it asked before, where that was something else.
    pub before: Option<String>,
    /// Its line in the new version.
    pub line: Option<Line>,
}

/// A card that may be another in other words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reworded {
    /// What confirming it states.
    pub carry: Carried,
    /// How much the questions are alike.
    pub likeness: Likeness,
    /// Both questions.
    pub change: Change,
}

impl Comparison {
    /// Compares a roadmap with what it was.
    pub fn of(old: &Snapshot, roadmap: &Roadmap) -> Self {
        let new = Snapshot::of(roadmap);
        let fronts = old.cards.iter().map(|card| (card.id, card.front.clone()));
        let lines = roadmap.cards.iter().map(|card| (card.id, card.line));
        let lines: FxHashMap<CardId, Line> = lines.collect();
        Self {
            cards: reimport::compare(old, &new),
            old: fronts.collect(),
            new: new
                .cards
                .into_iter()
                .filter_map(|card| Some((card.id, (card.front, *lines.get(&card.id)?))))
                .collect(),
        }
    }

    /// The cards whose fate is known, under the word for it.
    pub fn lists(&self) -> [(&'static str, Vec<Change>); 6] {
        let same = |cards: &[CardId]| cards.iter().map(|id| self.change(*id, *id)).collect();
        let carried = self.cards.carried.iter();
        [
            ("kept", same(&self.cards.kept)),
            ("moved", same(&self.cards.moved)),
            ("edited", same(&self.cards.edited)),
            (
                "carried",
                carried.map(|c| self.change(c.from, c.to)).collect(),
            ),
            ("new", same(&self.cards.new)),
            ("gone", same(&self.cards.gone)),
        ]
    }

    /// The cards that are probably reworded.
    pub fn reworded(&self) -> Vec<Reworded> {
        let proposed = self.cards.proposed.iter();
        let reworded = proposed.map(|proposal| Reworded {
            carry: proposal.carry,
            likeness: proposal.likeness,
            change: self.change(proposal.carry.from, proposal.carry.to),
        });
        reworded.collect()
    }

    /// The counts in words: `3 kept · 1 new`.
    pub fn figures(&self) -> String {
        let cards = &self.cards;
        let counts = [
            (cards.kept.len(), "kept"),
            (cards.moved.len(), "moved"),
            (cards.edited.len(), "edited"),
            (cards.carried.len(), "carried"),
            (cards.proposed.len(), "perhaps reworded"),
            (cards.new.len(), "new"),
            (cards.gone.len(), "gone"),
        ];
        let counts = counts.iter().filter(|(number, _)| *number > 0);
        let words: Vec<String> = counts
            .map(|(number, name)| count(*number, name, name))
            .collect();
        words.join(" · ")
    }

    fn change(&self, from: CardId, to: CardId) -> Change {
        let before = self.old.get(&from);
        let (front, line) = match (self.new.get(&to), before) {
            (Some((front, line)), _) => (front.clone(), Some(*line)),
            (None, Some(before)) => (before.clone(), None),
            (None, None) => (from.to_string(), None),
        };
        Change {
            before: before.filter(|before| **before != front).cloned(),
            front,
            line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark_core::roadmap::import;

    const OLD: &str = "# T\n\n## A\n\n- **Stays**: as it is.\n- **Wanders**: about.\n\
        - **Changes**: from this.\n- **Leaves**: for good.\n\n## B\n\n\
        - Why does the old bread mould?\n\n  It is damp.\n";
    const NEW: &str = "# T\n\nMore text.\n\n## A\n\n- **Stays**: as it is.\n- **Comes**: anew.\n\n\
        ## B\n\n- **Wanders**: about.\n- **Changes**: to that.\n\
        - Why does the old bread turn to mould?\n\n  Dampness.\n";

    #[test]
    fn each_card_is_told_once() {
        let read = |source: &str| import(source.as_bytes(), "t").roadmap;
        let comparison = Comparison::of(&Snapshot::of(&read(OLD)), &read(NEW));
        let told = comparison.lists().map(|(name, changes)| {
            let told = changes.iter().map(|change| {
                let line = change.line.map_or(0, |line| line.0);
                format!("{} {line}", change.front)
            });
            (name, told.collect::<Vec<_>>().join(", "))
        });
        let told = told.each_ref().map(|(name, told)| (*name, told.as_str()));
        assert_eq!(
            told,
            [
                ("kept", "What is meant by Stays? 7"),
                ("moved", "What is meant by Wanders? 12"),
                ("edited", "What is meant by Changes? 13"),
                ("carried", ""),
                ("new", "What is meant by Comes? 8"),
                ("gone", "What is meant by Leaves? 0"),
            ]
        );
        let reworded = comparison.reworded();
        let questions = reworded.iter().map(|reworded| {
            let change = &reworded.change;
            (change.before.as_deref(), change.front.as_str())
        });
        assert_eq!(
            questions.collect::<Vec<_>>(),
            [(
                Some("Why does the old bread mould?"),
                "Why does the old bread turn to mould?"
            )]
        );
        assert_eq!(
            comparison.figures(),
            "1 kept · 1 moved · 1 edited · 1 perhaps reworded · 1 new · 1 gone"
        );
    }
}
