//! Blocks of code that never end.

use super::Repair;
use super::walk::{self, Fence};
use crate::roadmap::diagnostic::Code;

/// A block of code that is open.
struct Open<'a> {
    start: usize,
    fence: Fence<'a>,
    /// The first line in it that looks like a heading of the document.
    heading: Option<usize>,
}

/// Whether a line in code begins other code: it names a language, which no closing fence does.
pub(super) fn begins_within(open: &Fence<'_>, line: &str) -> bool {
    Fence::of(line).is_some_and(|fence| {
        let markdown = ["markdown", "md", "text", "txt"].contains(&open.info);
        fence.mark == open.mark
            && fence.length >= open.length
            && !fence.info.is_empty()
            && !markdown
    })
}

/// Ends code before the heading after it where it is plain that it never ended.
pub(super) fn close(text: &str, body: usize, repair: &mut Repair) {
    let mut open: Option<Open<'_>> = None;
    let mut blank_before = false;
    // After an end was put in, what the walk calls code and prose is turned round.
    for line in walk::lines(text, body) {
        let fence = Fence::of(line.text);
        // A quote takes the code in it to its end.
        let quoted = line.text.trim_start().starts_with('>');
        open = open.filter(|code| quoted || !code.fence.quoted);
        match (&mut open, fence) {
            (None, Some(fence)) => {
                open = Some(Open {
                    start: line.start,
                    fence,
                    heading: None,
                });
            }
            (Some(code), Some(fence)) => {
                if code.fence.is_closed_by(line.text) {
                    open = None;
                } else if begins_within(&code.fence, line.text)
                    && let Some(heading) = code.heading
                {
                    end(&code.fence, heading, repair);
                    open = Some(Open {
                        start: line.start,
                        fence,
                        heading: None,
                    });
                }
            }
            (Some(code), None) => {
                let (signs, rest) = walk::number_signs(line.text);
                let words = rest.strip_prefix(' ').unwrap_or("");
                let names = words.starts_with(|c: char| c.is_alphanumeric());
                if code.heading.is_none() && blank_before && (2..=6).contains(&signs) && names {
                    code.heading = Some(line.start);
                }
            }
            (None, None) => {}
        }
        blank_before = line.is_blank();
    }
    match open {
        Some(Open {
            fence,
            heading: Some(heading),
            ..
        }) if !["markdown", "md"].contains(&fence.info) => end(&fence, heading, repair),
        Some(code) => repair.remark(code.start, Code::UnclosedCode),
        None => {}
    }
}

fn end(fence: &Fence<'_>, heading: usize, repair: &mut Repair) {
    let mut close = char::from(fence.mark).to_string().repeat(fence.length);
    close.push_str("\n\n");
    repair.edits.insert(heading, close);
    repair.remark(heading, Code::CodeEnded);
}
