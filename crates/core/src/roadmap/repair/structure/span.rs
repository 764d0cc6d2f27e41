//! Where inline code stood in text that lost its marks.

use super::code::is_command;

/// Words that are found glued to the end of code.
const AFTER: &[&str] = &[
    "through", "without", "with", "from", "into", "before", "after", "when", "while", "that",
    "which", "and", "for", "are", "the", "to", "on", "is", "of",
];

/// Words that end like one of those and are whole.
const WHOLE: &[&str] = &[
    "json",
    "ion",
    "icon",
    "cron",
    "common",
    "daemon",
    "python",
    "button",
    "person",
    "season",
    "reason",
    "command",
    "operand",
    "expand",
    "demand",
    "random",
    "brand",
    "stand",
    "hand",
    "proto",
    "auto",
    "photo",
    "goto",
    "redis",
    "axis",
    "basis",
    "analysis",
    "this",
    "proof",
    "software",
    "hardware",
    "middleware",
    "share",
    "compare",
];

/// The head of a line up to `end` with its code marked, and how long it was. Where nothing is
/// sure, nothing is marked.
pub(super) fn marked(line: &str, end: Option<usize>) -> (String, usize) {
    let head = line.get(..end.unwrap_or(line.len())).unwrap_or(line);
    let words = head.trim_end();
    let sentence = words.trim_end_matches(['.', '?', '!']);
    let mark = words.get(sentence.len()..).unwrap_or("");
    let marked = command(sentence)
        .or_else(|| list(sentence))
        .or_else(|| word(sentence));
    match marked {
        Some(marked) => (format!("{marked}{mark}"), head.len()),
        None => (head.to_owned(), head.len()),
    }
}

/// A command: up to the word that another is glued to, or all if there are few words.
fn command(words: &str) -> Option<String> {
    if !is_command(words) {
        return None;
    }
    let mut at = 0;
    for (place, part) in words.split(' ').enumerate() {
        if place > 0
            && let Some(code) = without_tail(part)
            && code.len() >= 3
        {
            let end = at + code.len();
            return Some(format!("`{}` {}", words.get(..end)?, words.get(end..)?));
        }
        at += part.len() + 1;
    }
    let few = words.split(' ').count() <= 5 && !words.contains(',');
    few.then(|| format!("`{words}`"))
}

/// Words with commas and no spaces between, each of which was code.
fn list(words: &str) -> Option<String> {
    let pieces: Vec<_> = words.split(',').collect();
    let tight = pieces.iter().skip(1).any(|piece| !piece.starts_with(' '));
    if pieces.len() < 2 || !tight {
        return None;
    }
    let mut out = Vec::with_capacity(pieces.len());
    for piece in &pieces {
        let piece = piece.trim();
        let joint = ["and", "or"].into_iter().find_map(|joint| {
            let code = piece.strip_prefix(joint)?;
            (code.len() >= 2).then_some((joint, code.trim_start()))
        });
        let last = out.len() + 1 == pieces.len();
        let (joint, code) = joint
            .filter(|_| last)
            .map_or(("", piece), |(joint, code)| (joint, code));
        if code.is_empty() || code.contains(' ') {
            return None;
        }
        let gap = if joint.is_empty() { "" } else { " " };
        out.push(format!("{joint}{gap}`{code}`"));
    }
    Some(out.join(", "))
}

/// A first word that is code by its looks.
fn word(words: &str) -> Option<String> {
    let (first, rest) = words.split_at(words.find(' ').unwrap_or(words.len()));
    let bare = first.trim_end_matches([',', ';', ':']);
    let mark = first.get(bare.len()..)?;
    if !is_code(bare) {
        return None;
    }
    match without_tail(bare).filter(|code| mark.is_empty() && !rest.is_empty() && is_code(code)) {
        Some(code) => Some(format!("`{code}` {}{rest}", bare.get(code.len()..)?)),
        None => Some(format!("`{bare}`{mark}{rest}")),
    }
}

/// Whether a word is code by its looks: a dot, slash or underline within it, or a capital.
pub(super) fn is_code(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', ';', ':', '?', '!']);
    if !word.starts_with(|c: char| c.is_alphabetic()) {
        return false;
    }
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(&next) = chars.peek() else { break };
        let within = matches!(c, '.' | '/' | '_') && next.is_alphanumeric();
        if within || (c.is_lowercase() && next.is_uppercase()) {
            return !word.contains("//");
        }
    }
    false
}

/// The code that another word is glued to the end of.
fn without_tail(word: &str) -> Option<&str> {
    let last = word.rsplit(['.', '/', '-', '_']).next().unwrap_or(word);
    if WHOLE
        .iter()
        .any(|whole| last.to_lowercase().ends_with(whole))
    {
        return None;
    }
    // A short word after a dot is a name still; alone it is any word.
    let least = if last.len() < word.len() { 2 } else { 3 };
    let tails = AFTER.iter().filter_map(|tail| last.strip_suffix(tail));
    let length = tails.map(str::len).find(|&length| length >= least)?;
    word.get(..word.len() - last.len() + length)
}
