//! What a new version of a roadmap does to the cards of the old one.
//!
//! Cards are matched by their ids, and by nothing else.

use rustc_hash::FxHashMap;
use waymark_core::card::{Card, Line};
use waymark_core::id::CardId;
use waymark_core::roadmap::Roadmap;

/// The cards of both versions, each under what becomes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// As they were.
    pub kept: Vec<Change>,
    /// In another section.
    pub moved: Vec<Change>,
    /// With another answer, wherever they stand.
    pub edited: Vec<Change>,
    /// In the new version only.
    pub new: Vec<Change>,
    /// In the old version only.
    pub gone: Vec<Change>,
}

/// A card of either version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The card.
    pub card: CardId,
    /// What it asks, without markup.
    pub front: String,
    /// Its line in the new version, or in the old one if it is gone.
    pub line: Line,
}

impl Comparison {
    /// Compares two versions of a roadmap.
    pub fn of(old: &Roadmap, new: &Roadmap) -> Self {
        let before: FxHashMap<CardId, &Card> = by_id(old);
        let after = by_id(new);
        let mut comparison = Self::default();
        for now in &new.cards {
            let list = match before.get(&now.id) {
                None => &mut comparison.new,
                Some(was) if was.answer != now.answer => &mut comparison.edited,
                Some(was) if place(old, was) != place(new, now) => &mut comparison.moved,
                Some(_) => &mut comparison.kept,
            };
            list.push(Change::of(now));
        }
        let gone = old.cards.iter().filter(|was| !after.contains_key(&was.id));
        comparison.gone = gone.map(Change::of).collect();
        comparison
    }

    /// The lists with their names, in the order in which they are told.
    pub const fn lists(&self) -> [(&'static str, &Vec<Change>); 5] {
        [
            ("kept", &self.kept),
            ("moved", &self.moved),
            ("edited", &self.edited),
            ("new", &self.new),
            ("gone", &self.gone),
        ]
    }
}

impl Change {
    fn of(card: &Card) -> Self {
        Self {
            card: card.id,
            front: card.front.to_string(),
            line: card.line,
        }
    }
}

fn by_id(roadmap: &Roadmap) -> FxHashMap<CardId, &Card> {
    roadmap.cards.iter().map(|card| (card.id, card)).collect()
}

fn place<'a>(roadmap: &'a Roadmap, card: &Card) -> Vec<&'a str> {
    let path = roadmap.path(card.section).into_iter();
    path.map(|section| section.heading.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark_core::roadmap::import;

    const OLD: &str = "# T\n\n## A\n\n- **Stays**: as it is.\n- **Wanders**: about.\n\
        - **Changes**: from this.\n- **Leaves**: for good.\n\n## B\n\nText.\n";
    const NEW: &str = "# T\n\nMore text.\n\n## A\n\n- **Stays**: as it is.\n- **Comes**: anew.\n\n\
        ## B\n\n- **Wanders**: about.\n- **Changes**: to that.\n";

    #[test]
    fn each_card_is_told_once() {
        let read = |source: &str| import(source.as_bytes(), "t").roadmap;
        let comparison = Comparison::of(&read(OLD), &read(NEW));
        let told = comparison.lists().map(|(name, changes)| {
            let fronts = changes.iter().map(|change| change.front.as_str());
            (name, fronts.collect::<Vec<_>>())
        });
        assert_eq!(
            told,
            [
                ("kept", vec!["Explain Stays."]),
                ("moved", vec!["Explain Wanders."]),
                ("edited", vec!["Explain Changes."]),
                ("new", vec!["Explain Comes."]),
                ("gone", vec!["Explain Leaves."]),
            ]
        );
        assert_eq!(
            comparison.kept.first().map(|change| change.line),
            Some(Line(7))
        );
        assert_eq!(
            comparison.gone.first().map(|change| change.line),
            Some(Line(8))
        );
    }
}
