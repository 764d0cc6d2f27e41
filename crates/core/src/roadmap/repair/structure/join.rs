//! Items that were broken where inline code stood, and glued where it ended.

use std::ops::Range;

use super::super::Repair;
use super::super::walk::{self, Line};
use super::{code, span};
use crate::roadmap::diagnostic::Code;

/// Words that end no thought.
const OPEN_ENDS: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "run",
    "the", "to", "use", "using", "via", "when", "with", "edit", "through", "like", "called", "are",
];

/// Joins the lines of one item, and divides items that stand on one line.
pub(in crate::roadmap::repair) fn join_lines(text: &str, body: usize, repair: &mut Repair) {
    let lines: Vec<_> = walk::lines(text, body).collect();
    // Whether what stands last is an item, and how it ends.
    let mut above: Option<&Line<'_>> = None;
    let mut in_item = false;
    let mut touched: Option<(usize, u32)> = None;
    let code = code::find(&lines);
    for (place, line) in lines.iter().enumerate() {
        let before = above.replace(line);
        if code.get(place).is_some_and(Option::is_some)
            || !line.is_prose()
            || line.is_blank()
            || line.words().starts_with(['|', '#', '>', '<'])
        {
            in_item = false;
            continue;
        }
        let glued = glued(line.text);
        let is_item = walk::marker(line.text).is_some();
        let mut head = 0;
        let mut joined = false;
        if let Some(before) = before.filter(|before| !is_item && before.next == line.start) {
            let label = before.words().ends_with(':') && !in_item;
            if in_item && goes_on(before, line, &glued) {
                let (words, length) = span::marked(line.text, glued.first().map(|gap| gap.start));
                repair
                    .edits
                    .replace(before.end()..line.start + length, format!(" {words}"));
                head = length;
                joined = true;
            } else if label && !glued.is_empty() {
                // The first item of the list began with code.
                let (words, length) = span::marked(line.text, glued.first().map(|gap| gap.start));
                repair
                    .edits
                    .replace(line.start..line.start + length, format!("- {words}"));
                head = length;
                joined = true;
            }
        }
        in_item = is_item || joined;
        if !in_item {
            continue;
        }
        for gap in &glued {
            if gap.start >= head {
                repair
                    .edits
                    .replace(line.start + gap.start..line.start + gap.end, "\n");
            }
        }
        if joined || !glued.is_empty() {
            let (_, count) = touched.get_or_insert((line.start, 0));
            *count = count.saturating_add(1);
        }
    }
    if let Some((first, lines)) = touched {
        repair.remark(first, Code::ItemsMended { lines });
    }
}

/// Whether a line goes on with the item above it.
fn goes_on(before: &Line<'_>, line: &Line<'_>, glued: &[Range<usize>]) -> bool {
    let words = before.words();
    if words.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：']) {
        return false;
    }
    let last = words.rsplit(' ').next().unwrap_or("");
    let first = line.words().split(' ').next().unwrap_or("");
    !glued.is_empty()
        || line.text.starts_with(|c: char| c.is_lowercase()) && !code::is_command(line.words())
        || span::is_code(first)
        || OPEN_ENDS.contains(&last)
        // A question that has not come to its mark does on the next line.
        || (asks(words) && line.words().ends_with('?'))
}

/// Whether an item begins as a question does.
fn asks(item: &str) -> bool {
    let words = item.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = words.split(' ').next().unwrap_or("").to_lowercase();
    ["what", "why", "when", "how", "which", "where", "who"].contains(&first.as_str())
}

/// Whether items are glued together on a line.
pub(in crate::roadmap::repair) fn is_glued(line: &str) -> bool {
    // Most lines have no hyphen at all.
    memchr::memchr(b'-', line.as_bytes()).is_some()
        && line.contains(" - ")
        && !glued(line).is_empty()
}

/// The white space before each item that is glued to the end of the one before it.
fn glued(line: &str) -> Vec<Range<usize>> {
    let mut gaps = Vec::new();
    for hyphen in memchr::memchr_iter(b'-', line.as_bytes()) {
        if line.as_bytes().get(hyphen + 1) != Some(&b' ') {
            continue;
        }
        let head = line.get(..hyphen).unwrap_or("");
        let ended = head.trim_end();
        let gap = head.len() - ended.len();
        let begins = line.get(hyphen + 2..).is_some_and(|tail| {
            tail.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '`')
        });
        if gap <= 1 && begins && ended.ends_with(['.', '?', '!', ')']) {
            gaps.push(ended.len()..hyphen);
        }
    }
    gaps
}
