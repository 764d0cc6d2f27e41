//! Where a learner finds the answer to a question that the source leaves open.

use std::collections::BTreeSet;

use super::Roadmap;
use crate::card::{Answer, SectionIndex};
use crate::rich_text::Block;

impl Roadmap {
    /// The sections to read about a card of `section`, in reading order.
    ///
    /// That is the section itself if it has running text. A bare list of questions has none; then
    /// it is every section of its phase that has.
    pub fn reading(&self, section: SectionIndex) -> Vec<SectionIndex> {
        if self.has_running_text(section) {
            return vec![section];
        }
        let phases = self.phases();
        let phase = phases.get(section.0).copied();
        (0..self.sections.len())
            .map(SectionIndex)
            .filter(|other| phases.get(other.0).copied() == phase && self.has_running_text(*other))
            .collect()
    }

    /// The sections to read about the cards without an answer: the only ones whose text a study
    /// session shows.
    pub fn studied_sections(&self) -> BTreeSet<SectionIndex> {
        let open = self.cards.iter().filter(|card| card.answer == Answer::Own);
        let asked: BTreeSet<SectionIndex> = open.map(|card| card.section).collect();
        asked
            .into_iter()
            .flat_map(|section| self.reading(section))
            .collect()
    }

    fn has_running_text(&self, section: SectionIndex) -> bool {
        self.section(section).is_some_and(|section| {
            let is_prose = |block: &Block| matches!(block, Block::Paragraph(_) | Block::Quote(_));
            section.text.blocks.iter().any(is_prose)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Line;
    use crate::id::RoadmapId;
    use crate::rich_text::{Inline, ListMarker, RichText};
    use crate::roadmap::Section;

    fn roadmap(sections: &[(Option<usize>, &[&str])]) -> Roadmap {
        let block = |kind: &&str| match *kind {
            "prose" => Block::Paragraph(vec![Inline::Text("why".into())]),
            _ => Block::List {
                marker: ListMarker::Bullet,
                items: vec![],
            },
        };
        Roadmap {
            id: RoadmapId::from_title("a").expect("a slug"),
            title: "A".into(),
            sections: sections
                .iter()
                .map(|(parent, blocks)| Section {
                    heading: String::new(),
                    parent: parent.map(SectionIndex),
                    line: Line(1),
                    text: RichText {
                        blocks: blocks.iter().map(block).collect(),
                    },
                })
                .collect(),
            cards: vec![],
        }
    }

    #[test]
    fn a_bare_list_is_answered_by_its_phase() {
        let roadmap = roadmap(&[
            (None, &["prose"]),
            (Some(0), &["prose"]),
            (Some(1), &["prose", "list"]),
            (Some(1), &["list"]),
            (Some(0), &["prose"]),
        ]);
        #[track_caller]
        fn check(roadmap: &Roadmap, section: usize, expected: &[usize]) {
            let reading = roadmap.reading(SectionIndex(section));
            let reading: Vec<usize> = reading.iter().map(|index| index.0).collect();
            assert_eq!(reading, expected);
        }
        check(&roadmap, 2, &[2]);
        check(&roadmap, 3, &[1, 2]);
        check(&roadmap, 4, &[4]);
    }
}
