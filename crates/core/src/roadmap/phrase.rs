//! Edits of a run of inlines that keep its markup.

mod sentence;

use std::borrow::Cow;

use crate::rich_text::{Inline, Text};

use super::identity;

pub(super) use sentence::end_of_first_sentence;

/// The text that the run begins with, through any markup.
pub(super) fn first_text(inlines: &mut [Inline]) -> Option<&mut Text> {
    match inlines.first_mut()? {
        Inline::Text(text) => Some(text),
        Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Strikethrough(inner)
        | Inline::Link { text: inner, .. } => first_text(inner),
        Inline::Code(_) | Inline::Math { .. } | Inline::Media { .. } | Inline::LineBreak => None,
    }
}

/// The text that the run ends with, through any markup.
pub(super) fn last_text(inlines: &mut [Inline]) -> Option<&mut Text> {
    match inlines.last_mut()? {
        Inline::Text(text) => Some(text),
        Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Strikethrough(inner)
        | Inline::Link { text: inner, .. } => last_text(inner),
        Inline::Code(_) | Inline::Math { .. } | Inline::Media { .. } | Inline::LineBreak => None,
    }
}

/// A column or a key of more bytes is shortened where it stands on many cards.
const LONGEST_NAME: usize = 200;
/// The same for a heading, under which a card takes more bytes of the source than a cell does.
pub(super) const LONGEST_HEADING: usize = 600;

/// A name as it stands on each of many cards: of little more than `longest` bytes at most.
///
/// Were it whole, cards and work would grow with the square of a document that has a long name
/// and many cards under it.
pub(super) fn name(words: &str, longest: usize) -> Cow<'_, str> {
    if words.len() <= longest {
        return Cow::Borrowed(words);
    }
    let kept = &words[..words.floor_char_boundary(longest)];
    let kept = kept.rfind(' ').map_or(kept, |end| &kept[..end]);
    Cow::Owned(format!("{}…", kept.trim_end()))
}

/// The words of a run as [`name`] gives them; no more of a longer run is read.
pub(super) fn plain_name(inlines: &[Inline], longest: usize) -> Cow<'_, str> {
    match inlines {
        [] => Cow::Borrowed(""),
        [Inline::Text(words)] => name(words, longest),
        _ => {
            let mut words = String::new();
            push_beginning(inlines, longest, &mut words);
            Cow::Owned(name(&words, longest).into_owned())
        }
    }
}

/// [`name`] of a run, which keeps its markup if it is short.
pub(super) fn name_of_run(inlines: &[Inline]) -> Cow<'_, [Inline]> {
    if matches!(inlines, [Inline::Text(words)] if words.len() <= LONGEST_NAME) {
        return Cow::Borrowed(inlines);
    }
    let mut words = String::new();
    push_beginning(inlines, LONGEST_NAME, &mut words);
    match name(&words, LONGEST_NAME) {
        Cow::Borrowed(_) => Cow::Borrowed(inlines),
        Cow::Owned(short) => Cow::Owned(vec![Inline::Text(short.into())]),
    }
}

/// Appends words of `inlines` until they are longer than `longest`.
fn push_beginning(inlines: &[Inline], longest: usize, out: &mut String) {
    for inline in inlines {
        if out.len() > longest {
            return;
        }
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Math { source: text, .. } => {
                out.push_str(&text[..text.ceil_char_boundary(longest + 1)]);
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Link { text: inner, .. } => push_beginning(inner, longest, out),
            Inline::Media { .. } => {
                let words = Inline::plain(std::slice::from_ref(inline));
                out.push_str(&words[..words.ceil_char_boundary(longest + 1)]);
            }
            Inline::LineBreak => out.push('\n'),
        }
    }
}

/// Drops white space and the characters that `drop` names from the end of the run.
pub(super) fn trim_end(inlines: &mut Vec<Inline>, drop: &[char]) {
    loop {
        if matches!(inlines.last(), Some(Inline::LineBreak)) {
            inlines.pop();
            continue;
        }
        let Some(text) = last_text(inlines) else {
            return;
        };
        let kept = text.trim_end_matches(|c: char| c.is_whitespace() || drop.contains(&c));
        let kept = kept.len();
        text.truncate(kept);
        if !text.is_empty() {
            return;
        }
        // What held nothing but the dropped characters goes with them.
        inlines.pop();
    }
}

/// Drops white space and the characters that `drop` names from the beginning of the run.
pub(super) fn trim_start(inlines: &mut Vec<Inline>, drop: &[char]) {
    let mut emptied = 0;
    for inline in inlines.iter_mut() {
        match inline {
            Inline::LineBreak => emptied += 1,
            Inline::Text(text) => {
                let kept =
                    text.trim_start_matches(|c: char| c.is_whitespace() || drop.contains(&c));
                if !kept.is_empty() {
                    let dropped = text.len() - kept.len();
                    text.drop_start(dropped);
                    break;
                }
                emptied += 1;
            }
            _ => break,
        }
    }
    inlines.drain(..emptied);
}

/// Adds words to the end of the run.
pub(super) fn push(inlines: &mut Vec<Inline>, words: impl Into<Text>) {
    let words = words.into();
    if let Some(Inline::Text(text)) = inlines.last_mut() {
        text.append(&words);
    } else {
        inlines.push(Inline::Text(words));
    }
}

/// Adds inlines to the end of the run, joining text to text.
pub(super) fn extend(inlines: &mut Vec<Inline>, more: Vec<Inline>) {
    for inline in more {
        match inline {
            Inline::Text(text) => push(inlines, text),
            other => inlines.push(other),
        }
    }
}

/// The runs one after the other, text joined to text.
pub(super) fn join(runs: &[&[Inline]]) -> Vec<Inline> {
    let words = |run: &&[Inline]| match run {
        [] => Some(0),
        [Inline::Text(words)] => Some(words.len()),
        _ => None,
    };
    // Mostly all are plain text, of which one is made at once.
    if let Some(length) = runs.iter().map(words).sum::<Option<usize>>() {
        let mut joined = String::with_capacity(length);
        for run in runs {
            Inline::push_plain(run, &mut joined);
        }
        return vec![Inline::Text(joined.into())];
    }
    let mut joined = Vec::new();
    for run in runs {
        extend(&mut joined, run.to_vec());
    }
    joined
}

/// Lower-cases the first letter of the run where it is only there because a sentence begins:
/// the first word has no other capital letter.
pub(super) fn lower_first(inlines: &mut [Inline]) {
    let Some(text) = first_text(inlines) else {
        return;
    };
    let word = text.split(char::is_whitespace).next().unwrap_or("");
    let Some(first) = word.chars().next().filter(|_| is_capitalised(word)) else {
        return;
    };
    let mut lower: String = first.to_lowercase().collect();
    lower.push_str(&text[first.len_utf8()..]);
    *text = lower.into();
}

/// Whether a word is an ordinary one that begins with a capital: no acronym, no `CamelCase`.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().next().is_some()
        && letters.all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '’' | ',' | '?' | '/'))
}

/// Drops the number that the run begins with, if words follow it.
pub(super) fn drop_numbering(inlines: &mut [Inline]) {
    if let Some(text) = first_text(inlines) {
        let dropped = text.len() - identity::without_numbering(text).len();
        if dropped < text.len() {
            text.drop_start(dropped);
        }
    }
}

/// Upper-cases the first letter of the run.
pub(super) fn upper_first(inlines: &mut [Inline]) {
    if let Some(text) = first_text(inlines) {
        let mut letters = text.chars();
        if let Some(first) = letters.next().filter(|c| c.is_lowercase()) {
            let upper: String = first.to_uppercase().chain(letters).collect();
            *text = upper.into();
        }
    }
}

/// Which words of names begin with a capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capitals {
    /// The first, and what is always written so.
    Sentence,
    /// All but the shortest.
    Title,
}

impl Capitals {
    /// What the words after the first of each name say.
    pub fn of(names: &[impl AsRef<str>]) -> Self {
        let mut title = false;
        for name in names {
            for word in name.as_ref().split_whitespace().skip(1) {
                if word.starts_with(char::is_lowercase) && word.len() > SHORTEST_WORD {
                    return Self::Sentence;
                }
                title |= is_capitalised(word);
            }
        }
        if title { Self::Title } else { Self::Sentence }
    }
}

/// Words of no more bytes are small in titles too.
const SHORTEST_WORD: usize = 3;

/// [`lower_first`] of a name among others that have these capitals: "Best For" keeps its own
/// where all names are written so.
pub(super) fn lower_first_of_name(inlines: &mut [Inline], capitals: Capitals) {
    let words = Inline::plain(inlines);
    if capitals == Capitals::Title && Capitals::of(&[&words]) == Capitals::Title {
        return;
    }
    // "A" is a word of one letter only before others: alone it is a name.
    if words.starts_with("A ")
        && let Some(text) = first_text(inlines)
        && text.starts_with("A ")
    {
        *text = ["a", &text[1..]].concat().into();
        return;
    }
    lower_first(inlines);
}

/// Splits the run at byte `at` of the text of its inline number `index`.
pub(super) fn split_at(
    inlines: &[Inline],
    index: usize,
    at: usize,
) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let Some(Inline::Text(text)) = inlines.get(index) else {
        return None;
    };
    if !text.is_char_boundary(at) {
        return None;
    }
    let mut head = inlines.get(..index)?.to_vec();
    head.push(Inline::Text(text.part(0..at)));
    let mut tail = vec![Inline::Text(text.part(at..text.len()))];
    tail.extend_from_slice(inlines.get(index + 1..)?);
    trim_end(&mut head, &[]);
    trim_start(&mut tail, &[]);
    Some((head, tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_begin_small_unless_all_are_in_title_case() {
        #[track_caller]
        fn check(names: &[&str], expected: &[&str]) {
            let capitals = Capitals::of(names);
            let lowered = names.iter().map(|name| {
                let mut run = [Inline::Text((*name).to_owned().into())];
                lower_first_of_name(&mut run, capitals);
                Inline::plain(&run).into_owned()
            });
            assert_eq!(lowered.collect::<Vec<_>>(), expected);
        }
        check(
            &["Use it for", "Source of the API"],
            &["use it for", "source of the API"],
        );
        check(
            &["What happens to running Pods"],
            &["what happens to running Pods"],
        );
        check(
            &["Use it for", "Effect on Pods", "Cost, known early"],
            &["use it for", "effect on Pods", "cost, known early"],
        );
        check(
            &["API version", "StorageClass used", "X"],
            &["API version", "StorageClass used", "X"],
        );
        check(&["A fast way", "A"], &["a fast way", "A"]);
        check(
            &["Best For", "Symptom or Cause", "Purpose"],
            &["Best For", "Symptom or Cause", "purpose"],
        );
        check(
            &["Read/write", "Add/Modify VLANs"],
            &["read/write", "Add/Modify VLANs"],
        );
    }

    #[test]
    fn only_long_names_are_shortened() {
        #[track_caller]
        fn check(words: &str, expected: &str) {
            let run = [
                Inline::Strong(vec![Inline::Text(words.to_owned().into())]),
                Inline::LineBreak,
            ];
            assert_eq!(name(words, LONGEST_NAME), expected);
            assert_eq!(plain_name(&run, LONGEST_NAME).trim_end(), expected);
            let shown = name_of_run(&run);
            assert_eq!(Inline::plain(&shown).trim_end(), expected);
            assert_eq!(shown.as_ref() == run, words == expected);
        }
        check("Use for", "Use for");
        check(&"y".repeat(199), &"y".repeat(199));
        check(&"word ".repeat(50), &format!("{}word…", "word ".repeat(39)));
        check(&"語".repeat(100), &format!("{}…", "語".repeat(66)));
    }
}
