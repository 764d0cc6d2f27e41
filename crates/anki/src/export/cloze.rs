//! A sentence with words left out, as one of Anki's deletions.

use waymark_core::card::{Answer, Card};
use waymark_core::rich_text::{Block, Inline};

use super::html::{escaped, push_inline, push_inlines};

/// The sentence of a cloze card with its deletion in Anki's marks; `None` where question and
/// answer are not one sentence.
pub fn sentence(card: &Card) -> Option<String> {
    let Answer::Given(answer) = &card.answer else {
        return None;
    };
    let ([Block::Paragraph(asked)], [Block::Paragraph(told)]) =
        (card.front.blocks.as_slice(), answer.blocks.as_slice())
    else {
        return None;
    };
    let mut out = String::new();
    let found = push(asked, told, &mut out)?;
    (found > 0).then(|| format!("<p>{out}</p>"))
}

/// Appends a run that is asked in one form and answered in another; how many deletions it has.
fn push(asked: &[Inline], told: &[Inline], out: &mut String) -> Option<usize> {
    // The place of the section may stand before the question only.
    let asked = asked.get(asked.len().checked_sub(told.len())?..)?;
    let mut found = 0;
    for (asked, told) in asked.iter().zip(told) {
        match (asked, told) {
            _ if asked == told => push_inline(asked, out),
            (Inline::Strong(blank), Inline::Strong(words)) if hint(blank).is_some() => {
                let hint = hint(blank).unwrap_or("");
                out.push_str("{{c1::");
                push_inlines(words, out);
                if hint != "…" {
                    out.push_str("::");
                    out.push_str(&escaped(hint));
                }
                out.push_str("}}");
                found += 1;
            }
            (Inline::Emphasis(asked), Inline::Emphasis(told)) => {
                found += wrapped("em", asked, told, out)?;
            }
            (Inline::Strong(asked), Inline::Strong(told)) => {
                found += wrapped("strong", asked, told, out)?;
            }
            (Inline::Strikethrough(asked), Inline::Strikethrough(told)) => {
                found += wrapped("s", asked, told, out)?;
            }
            _ => return None,
        }
    }
    Some(found)
}

fn wrapped(name: &str, asked: &[Inline], told: &[Inline], out: &mut String) -> Option<usize> {
    if asked.len() != told.len() {
        return None;
    }
    out.push_str(&format!("<{name}>"));
    let found = push(asked, told, out)?;
    out.push_str(&format!("</{name}>"));
    Some(found)
}

/// What stands in a blank, between its brackets.
fn hint(inlines: &[Inline]) -> Option<&str> {
    let [Inline::Text(text)] = inlines else {
        return None;
    };
    text.strip_prefix('[')?.strip_suffix(']')
}

#[cfg(test)]
mod tests {
    use waymark_core::roadmap;

    use super::*;

    #[track_caller]
    fn check(sentence_of: &str, expected: &[Option<&str>]) {
        let import = roadmap::import(format!("# R\n\n## S\n\n{sentence_of}\n").as_bytes(), "R");
        let found: Vec<_> = import.roadmap.cards.iter().map(sentence).collect();
        let found: Vec<_> = found.iter().map(Option::as_deref).collect();
        assert_eq!(found, expected, "{sentence_of}");
    }

    #[test]
    fn each_deletion_is_a_sentence_of_its_own() {
        check(
            "A {{c1::pod}} runs on a {{c2::node::machine}}.",
            &[
                Some("<p>A {{c1::pod}} runs on a node.</p>"),
                Some("<p>A pod runs on a {{c1::node::machine}}.</p>"),
            ],
        );
        check("**Pod**: the least that is run.", &[None]);
    }
}
