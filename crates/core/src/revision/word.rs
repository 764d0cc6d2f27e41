//! Two texts, word by word.

use super::alignment::replaced;

/// How a stretch of a text stands to the other text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is in both.
    Same,
    /// It is in this one only.
    Other,
}

/// The text in parts: what `other` says too, and what it does not.
pub fn parts<'a>(text: &'a str, other: &str) -> Vec<(Part, &'a str)> {
    let (words, others) = (words(text), words(other));
    let mut fates = vec![Part::Same; words.len()];
    for replaced in replaced(&others, &words) {
        if let Some(fates) = fates.get_mut(replaced.new) {
            fates.fill(Part::Other);
        }
    }
    let mut parts: Vec<(Part, std::ops::Range<usize>)> = Vec::new();
    let mut at = 0;
    for (word, fate) in words.iter().zip(fates) {
        let end = at + word.len();
        match parts.last_mut() {
            Some((last, range)) if *last == fate => range.end = end,
            _ => parts.push((fate, at..end)),
        }
        at = end;
    }
    let parts = parts.into_iter();
    let parts = parts.map(|(part, range)| (part, text.get(range).unwrap_or_default()));
    parts.collect()
}

/// The words with the blanks after each.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_other_is_told_word_by_word() {
        #[track_caller]
        fn check(text: &str, other: &str, expected: &[(Part, &str)]) {
            assert_eq!(parts(text, other), expected);
        }
        use Part::{Other, Same};
        check("", "a", &[]);
        check("a b", "a b", &[(Same, "a b")]);
        check(
            "a new b",
            "a b",
            &[(Same, "a "), (Other, "new "), (Same, "b")],
        );
        check("a b", "a old b", &[(Same, "a b")]);
        check(
            "half oxidised.",
            "fully oxidised.",
            &[(Other, "half "), (Same, "oxidised.")],
        );
        check("other", "", &[(Other, "other")]);
    }
}
