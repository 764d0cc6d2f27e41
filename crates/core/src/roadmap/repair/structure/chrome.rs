//! What a website writes around its pages.

use super::super::walk::{self, Line};

/// How far down a page it may reach.
const REACH: usize = 24;

/// Words of which one at least stands in it.
const SIGNS: &[&str] = &[
    "min read",
    "minute read",
    "minutes read",
    "reading time",
    "word count",
];

/// The lines to leave out: a short list about the page below its title, and the title where it
/// comes again.
pub(super) fn lines_of(lines: &[Line<'_>]) -> Vec<usize> {
    let mut filled = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.is_blank());
    let Some((_, title)) = filled.next() else {
        return Vec::new();
    };
    let list: Vec<_> = filled
        .map_while(|(place, line)| {
            let marker = walk::marker(line.text)?;
            let words = line.text.get(marker.words..)?;
            (words.split_whitespace().count() <= 4).then_some((place, words.to_lowercase()))
        })
        .take(REACH)
        .collect();
    let told = list
        .iter()
        .any(|(_, words)| SIGNS.iter().any(|sign| words.contains(sign)));
    if !told {
        return Vec::new();
    }
    let title = walk::number_signs(title.words()).1.trim();
    let again = lines
        .iter()
        .enumerate()
        .take(REACH)
        .skip(1)
        .find(|(_, line)| walk::number_signs(line.words()).1.trim() == title);
    let places = list.into_iter().map(|(place, _)| place);
    places.chain(again.map(|(place, _)| place)).collect()
}
