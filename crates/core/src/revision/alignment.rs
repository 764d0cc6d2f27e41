//! Which passages of two versions are the same ones: by those that stand once in both, in linear
//! time, however long and however different the versions are.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// A range of the one version in whose place stands a range of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replaced {
    /// In the old version.
    pub old: Range<usize>,
    /// In the new version.
    pub new: Range<usize>,
}

/// What was replaced, in order; between two of them, and around them, both versions are alike.
pub(super) fn replaced<T: AsRef<str>>(old: &[T], new: &[T]) -> Vec<Replaced> {
    let mut replaced = Vec::new();
    let (mut i, mut j) = (0, 0);
    let anchors = anchors(old, new).into_iter();
    for (to_i, to_j) in anchors.chain([(old.len(), new.len())]) {
        // An anchor may lie in what was found alike already.
        if to_i >= i && to_j >= j {
            gap(old, new, i..to_i, j..to_j, &mut replaced);
            (i, j) = (to_i, to_j);
        }
    }
    replaced
}

/// The passages that stand once in each version, as far as they come in the same order.
fn anchors<T: AsRef<str>>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let (olds, news) = (once(old), once(new));
    let places = new.iter().enumerate().filter_map(|(j, text)| {
        let text = text.as_ref();
        let i = (*olds.get(text)?)?;
        news.get(text)?.map(|_| (i, j))
    });
    ascending(places.collect())
}

/// Where each text stands, if it does so once.
fn once<T: AsRef<str>>(texts: &[T]) -> FxHashMap<&str, Option<usize>> {
    let mut places = FxHashMap::default();
    for (place, text) in texts.iter().enumerate() {
        let entry = places.entry(text.as_ref()).or_insert(Some(place));
        if *entry != Some(place) {
            *entry = None;
        }
    }
    places
}

/// The longest part of the pairs whose first numbers ascend, as their second numbers do.
fn ascending(pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    // By length, the pair that ends such a part with the least number; and each one's predecessor.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (place, (number, _)) in pairs.iter().enumerate() {
        let less = |end: &usize| pairs.get(*end).is_some_and(|(end, _)| end < number);
        let length = ends.partition_point(less);
        before.push(
            length
                .checked_sub(1)
                .and_then(|last| ends.get(last).copied()),
        );
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut part = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(place) = next {
        part.extend(pairs.get(place));
        next = before.get(place).copied().flatten();
    }
    part.reverse();
    part
}

/// What is replaced between two anchors: all but what is alike at its beginning and its end. Where
/// as many passages stand as before, each has its own place.
fn gap<T: AsRef<str>>(
    old: &[T],
    new: &[T],
    mut olds: Range<usize>,
    mut news: Range<usize>,
    replaced: &mut Vec<Replaced>,
) {
    let is_same = |i: usize, j: usize| match (old.get(i), new.get(j)) {
        (Some(old), Some(new)) => old.as_ref() == new.as_ref(),
        _ => false,
    };
    while !olds.is_empty() && !news.is_empty() && is_same(olds.start, news.start) {
        olds.start += 1;
        news.start += 1;
    }
    while !olds.is_empty() && !news.is_empty() && is_same(olds.end - 1, news.end - 1) {
        olds.end -= 1;
        news.end -= 1;
    }
    if olds.len() == news.len() {
        let pairs = olds.zip(news).filter(|(i, j)| !is_same(*i, *j));
        replaced.extend(pairs.map(|(i, j)| Replaced {
            old: i..i + 1,
            new: j..j + 1,
        }));
    } else {
        replaced.push(Replaced {
            old: olds,
            new: news,
        });
    }
}
