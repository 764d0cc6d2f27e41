//! What a document uses of the card syntax of other tools.

use crate::rich_text::Inline;
use crate::roadmap::outline::line::{self, Direction, Marks};
use crate::roadmap::outline::{Chapter, Content, Node};

use super::sides;
use crate::roadmap::shape::cloze;

/// So many lines with an arrow are no paths through a menu.
const FEWEST_ARROWS: usize = 3;

/// What a document uses, wherever in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::roadmap) struct Practice {
    /// Colons, tags and deletions.
    pub marks: Marks,
    /// Arrows in list items.
    pub arrows: Marks,
}

impl Practice {
    /// What the words of `chapters` and the front matter say, where the bytes say `marks`.
    pub fn of(chapters: &[Chapter], front_matter: &str, marks: Marks) -> Self {
        if marks == Marks::Absent {
            return Self {
                marks,
                arrows: marks,
            };
        }
        let mut survey = Survey {
            marks: Marks::Possible,
            arrows: 0,
        };
        if front_matter.contains("flashcards") {
            survey.marks = Marks::Declared;
        }
        for chapter in chapters {
            survey.look_at(&chapter.heading.inlines);
            survey.walk(&chapter.nodes);
        }
        let arrows = match survey.arrows {
            FEWEST_ARROWS.. => Marks::Declared,
            _ => survey.marks,
        };
        Self {
            marks: survey.marks,
            arrows,
        }
    }
}

struct Survey {
    marks: Marks,
    arrows: usize,
}

impl Survey {
    fn walk(&mut self, nodes: &[Node]) {
        for node in nodes {
            match &node.content {
                Content::Paragraph(prose) => self.look_at(&prose.inlines),
                Content::List { items, .. } => {
                    for item in items {
                        if let Some((prose, _)) = item.split() {
                            let arrows = prose.inlines.iter().filter(|inline| {
                                matches!(inline, Inline::Text(text) if sides::arrow(text).is_some())
                            });
                            self.arrows += usize::from(arrows.count() == 1);
                        }
                        self.walk(&item.nodes);
                    }
                }
                Content::Quote(nodes) | Content::Details { nodes, .. } => self.walk(nodes),
                Content::Terms(terms) => terms.iter().for_each(|term| self.walk(&term.nodes)),
                Content::Code { .. } | Content::Table { .. } | Content::Rule => {}
            }
        }
    }

    fn look_at(&mut self, inlines: &[Inline]) {
        if self.marks == Marks::Declared {
            return;
        }
        let lines = inlines.split(|inline| *inline == Inline::LineBreak);
        let divided = lines.enumerate().any(|(at, line)| {
            let divider = matches!(line, [Inline::Text(text)] if line::is_divider(text.trim()));
            at > 0 && divider
        });
        let declared = divided
            || inlines.iter().any(|inline| match inline {
                Inline::Text(words) => declares(words),
                _ => false,
            });
        if declared {
            self.marks = Marks::Declared;
        }
    }
}

/// Whether `words` hold what means cards and nothing else.
fn declares(words: &str) -> bool {
    (words.contains('#') && words.split_whitespace().any(line::is_deck_tag))
        || cloze::is_numbered(words)
        || (words.contains(":::")
            && line::separator(words, Marks::Possible).is_some_and(|found| {
                found.direction == Direction::Both
                    && words[..found.at.start].contains(char::is_alphanumeric)
                    && words[found.at.end..].contains(char::is_alphanumeric)
            }))
}
