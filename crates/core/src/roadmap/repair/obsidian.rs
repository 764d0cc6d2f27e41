//! What Obsidian writes beyond Markdown: comments, embedded files, callouts.

use memchr::memmem;

use super::Repair;
use super::walk::{self, Line};
use crate::roadmap::diagnostic::Code;

/// Two percent signs.
struct Sign {
    at: usize,
    /// The line they stand on.
    start: usize,
    next: usize,
    /// Whether nothing stands before them on their line.
    first: bool,
    /// Whether nothing stands after them on their line.
    last: bool,
}

/// Leaves comments between double percent signs out.
pub(super) fn leave_comments_out(text: &str, body: usize, repair: &mut Repair) {
    let mut signs = Vec::new();
    for line in walk::lines(text, body).filter(Line::is_prose) {
        for at in outside_code(line.text, "%%") {
            let (before, after) = (line.text.get(..at), line.text.get(at + 2..));
            // More than two in a row are no sign of a comment.
            if before.is_some_and(|before| before.ends_with('%'))
                || after.is_some_and(|after| after.starts_with('%'))
            {
                continue;
            }
            signs.push(Sign {
                at: line.start + at,
                start: line.start,
                next: line.next,
                first: before.is_some_and(|before| before.trim().is_empty()),
                last: after.is_some_and(|after| after.trim().is_empty()),
            });
        }
    }
    let (mut first, mut places) = (None, 0_u32);
    let mut signs = signs.iter().peekable();
    while let Some(open) = signs.next() {
        // A comment goes on to another line only if it begins one.
        let Some(close) = signs.next_if(|close| open.first || close.start == open.start) else {
            continue;
        };
        first = first.or(Some(open.at));
        places = places.saturating_add(1);
        if open.first && close.last {
            repair.edits.remove(open.start..close.next);
        } else {
            repair.edits.remove(open.at..close.at + 2);
        }
    }
    if let Some(first) = first {
        repair.remark(first, Code::CommentLeftOut { places });
    }
}

/// Leaves embedded files and pictures out.
pub(super) fn leave_embeds_out(text: &str, body: usize, repair: &mut Repair) {
    let (mut first, mut places) = (None, 0_u32);
    for line in walk::lines(text, body).filter(Line::is_prose) {
        for at in outside_code(line.text, "![[") {
            let Some(rest) = line.text.get(at..) else {
                continue;
            };
            // What is embedded is one name: no other bracket stands in it.
            let Some(close) = memmem::find(rest.as_bytes(), b"]]") else {
                break;
            };
            if rest.get(3..close).is_some_and(|name| !name.contains('[')) {
                let start = line.start + at;
                first = first.or(Some(start));
                places = places.saturating_add(1);
                repair.edits.remove(start..start + close + 2);
            }
        }
    }
    if let Some(first) = first {
        repair.remark(first, Code::EmbedLeftOut { places });
    }
}

/// Where `words` stand in a line outside of code.
fn outside_code<'a>(line: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    let (mut counted, mut ticks) = (0, 0_usize);
    memmem::find_iter(line.as_bytes(), words.as_bytes()).filter(move |&at| {
        let between = line.as_bytes().get(counted..at).unwrap_or_default();
        ticks += memchr::memchr_iter(b'`', between).count();
        counted = at;
        ticks.is_multiple_of(2)
    })
}

/// Reads the first line of a callout as its bold title.
pub(super) fn read_callouts(text: &str, body: usize, repair: &mut Repair) {
    let (mut first, mut places) = (None, 0_u32);
    for line in walk::lines(text, body).filter(Line::is_prose) {
        let Some((mark, kind, title)) = callout(line.text) else {
            continue;
        };
        let start = line.start + mark;
        first = first.or(Some(start));
        places = places.saturating_add(1);
        let quote = line.text.get(..mark).unwrap_or("").trim_end();
        let words = match title {
            "" => String::new(),
            title if title.contains('*') => format!("{title}\n{quote}"),
            // A callout of this kind asks, whatever its words.
            title if asks(kind) && !title.ends_with('?') => format!("**Q: {title}**\n{quote}"),
            title => format!("**{title}**\n{quote}"),
        };
        repair.edits.replace(start..line.end(), words);
    }
    if let Some(first) = first {
        repair.remark(first, Code::CalloutRead { places });
    }
}

/// Whether callouts of a kind are questions.
fn asks(kind: &str) -> bool {
    ["question", "faq", "help"]
        .iter()
        .any(|known| kind.eq_ignore_ascii_case(known))
}

/// Where the mark of a callout begins in a line, its kind and its title.
fn callout(line: &str) -> Option<(usize, &str, &str)> {
    let inner = line.trim_start_matches([' ', '\t', '>']);
    let mark = line.len() - inner.len();
    if !line.get(..mark)?.contains('>') {
        return None;
    }
    let (kind, rest) = inner.strip_prefix("[!")?.split_once(']')?;
    let named = kind.starts_with(|c: char| c.is_alphabetic())
        && kind
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '|' | ' '));
    // A link to a page of that name would go on.
    if !named || rest.starts_with(['(', '[']) {
        return None;
    }
    let title = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    Some((mark, kind, title.trim()))
}
