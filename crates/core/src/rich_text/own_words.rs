//! What a learner typed, read as formatted text.
//!
//! The first page has no Markdown parser. This reads the little that people type without thinking
//! of a notation, in one pass, and leaves everything else as it was typed.

use super::{Block, Inline, ListMarker, RichText};

impl RichText {
    /// Reads what a learner typed: paragraphs and lines as they stand, items after `-` or `*`,
    /// code between fences and between backticks.
    pub fn of_own_words(text: &str) -> Self {
        let mut reading = Reading::default();
        for line in text.lines() {
            reading.take(line);
        }
        reading.finish()
    }
}

/// The text so far, and what is still open at its end.
#[derive(Default)]
struct Reading {
    blocks: Vec<Block>,
    open: Open,
}

#[derive(Default)]
enum Open {
    #[default]
    Nothing,
    Paragraph(Vec<Inline>),
    Items(Vec<Vec<Inline>>),
    Code {
        language: Option<String>,
        lines: Vec<String>,
    },
}

const FENCE: &str = "```";

impl Reading {
    fn take(&mut self, line: &str) {
        let trimmed = line.trim();
        if let Open::Code { lines, .. } = &mut self.open {
            if trimmed == FENCE {
                self.close();
            } else {
                lines.push(line.to_owned());
            }
            return;
        }
        if let Some(language) = trimmed.strip_prefix(FENCE) {
            self.close();
            let language = language.split_whitespace().next().map(str::to_owned);
            self.open = Open::Code {
                language,
                lines: Vec::new(),
            };
            return;
        }
        if trimmed.is_empty() {
            self.close();
            return;
        }
        let item = trimmed.strip_prefix("- ");
        if let Some(item) = item.or_else(|| trimmed.strip_prefix("* ")) {
            if !matches!(self.open, Open::Items(_)) {
                self.close();
                self.open = Open::Items(Vec::new());
            }
            if let Open::Items(items) = &mut self.open {
                items.push(inlines(item.trim_start()));
            }
            return;
        }
        match &mut self.open {
            // A line that is indented goes on with the item above it.
            Open::Items(items) if line.starts_with([' ', '\t']) => {
                if let Some(item) = items.last_mut() {
                    item.push(Inline::LineBreak);
                    item.extend(inlines(trimmed));
                }
            }
            Open::Paragraph(paragraph) => {
                paragraph.push(Inline::LineBreak);
                paragraph.extend(inlines(trimmed));
            }
            _ => {
                self.close();
                self.open = Open::Paragraph(inlines(trimmed));
            }
        }
    }

    fn close(&mut self) {
        self.blocks.extend(match std::mem::take(&mut self.open) {
            Open::Nothing => None,
            Open::Paragraph(paragraph) => Some(Block::Paragraph(paragraph)),
            Open::Items(items) => Some(Block::List {
                marker: ListMarker::Bullet,
                items: items.into_iter().map(RichText::paragraph).collect(),
            }),
            Open::Code { language, lines } => Some(Block::Code {
                language,
                text: lines.join("\n").into(),
            }),
        });
    }

    fn finish(mut self) -> RichText {
        self.close();
        RichText {
            blocks: self.blocks,
        }
    }
}

/// A line with code between pairs of backticks; one without its partner stands for itself.
fn inlines(line: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut rest = line;
    while let Some((before, code, after)) = rest
        .split_once('`')
        .and_then(|(before, rest)| {
            let (code, after) = rest.split_once('`')?;
            Some((before, code, after))
        })
        .filter(|(_, code, _)| !code.is_empty())
    {
        if !before.is_empty() {
            inlines.push(Inline::Text(before.to_owned().into()));
        }
        inlines.push(Inline::Code(code.to_owned().into()));
        rest = after;
    }
    if !rest.is_empty() {
        inlines.push(Inline::Text(rest.to_owned().into()));
    }
    inlines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_type_keeps_its_form() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            let blocks = RichText::of_own_words(text).blocks;
            let kinds: Vec<String> = blocks
                .iter()
                .map(|block| match block {
                    Block::Paragraph(text) => format!("p {:?}", Inline::plain(text)),
                    Block::List { items, .. } => format!("ul {}", items.len()),
                    Block::Code { language, text } => {
                        format!("pre {} {:?}", language.as_deref().unwrap_or("-"), &**text)
                    }
                    other => format!("{other:?}"),
                })
                .collect();
            assert_eq!(kinds.join("; "), expected, "{text:?}");
        }
        check("", "");
        check("  \n\n", "");
        check("one", "p \"one\"");
        check("one\ntwo\n\nthree", "p \"one\\ntwo\"; p \"three\"");
        check(
            "why:\n- a\n- b\n  goes on\nend",
            "p \"why:\"; ul 2; p \"end\"",
        );
        check("* a\n\n* b", "ul 1; ul 1");
        check(
            "```sh\nls  -l\n\n```\nend",
            "pre sh \"ls  -l\\n\"; p \"end\"",
        );
        check("```\nnever closed", "pre - \"never closed\"");
        check("-no item, 2 * 3", "p \"-no item, 2 * 3\"");
    }

    #[test]
    fn code_stands_between_backticks() {
        let line = inlines("run `ls -l` in `");
        let expected = [
            Inline::Text("run ".into()),
            Inline::Code("ls -l".into()),
            Inline::Text(" in `".into()),
        ];
        assert_eq!(line, expected);
        assert_eq!(inlines("``"), [Inline::Text("``".into())]);
    }

    proptest! {
        #[test]
        fn no_word_is_lost(text in "[a-c `*\n-]{0,60}") {
            let letters = |text: &str| {
                text.chars().filter(char::is_ascii_alphabetic).count()
            };
            let read = RichText::of_own_words(&text);
            let languages: usize = read.blocks.iter().map(|block| match block {
                Block::Code { language: Some(language), .. } => letters(language),
                _ => 0,
            }).sum();
            // What follows the language on the line of a fence says how to show it.
            if !text.contains(FENCE) {
                prop_assert_eq!(letters(&read.to_string()) + languages, letters(&text));
            }
        }
    }
}
