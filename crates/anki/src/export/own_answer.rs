//! The learner's own answer, which is written as Markdown.

use waymark_core::rich_text::{Block, Inline, RichText};
use waymark_core::roadmap;

/// Reads an own answer; its headings are shown as strong words.
pub fn read(markdown: &str) -> RichText {
    let read = roadmap::import(markdown.as_bytes(), "").roadmap;
    let mut text = RichText::EMPTY;
    for section in read.sections {
        if !section.heading.is_empty() {
            let heading = vec![Inline::Text(section.heading.into())];
            text.blocks
                .push(Block::Paragraph(vec![Inline::Strong(heading)]));
        }
        text.blocks.extend(section.text.blocks);
    }
    // Of nothing but markup, the learner sees what was typed.
    if text.is_empty() {
        return RichText::paragraph(vec![Inline::Text(markdown.to_owned().into())]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        assert_eq!(read(markdown).to_string(), expected, "{markdown}");
    }

    #[test]
    fn an_own_answer_is_read_whole() {
        check("One *word*.", "One word.");
        check(
            "# Title\n\ntext\n\n## Below\n\nmore",
            "Title\n\ntext\n\nBelow\n\nmore",
        );
        check("- a\n- b", "- a\n- b");
        check("<script>x</script>", "<script>x</script>");
    }
}
