//! The first lines of segments.

/// The first line of each segment, by key: it holds a checksum, and so tells one text under a key
/// from another.
///
/// Compaction keeps segments few, so they are searched one by one.
#[derive(Clone, Debug, Default)]
pub struct Heads(Vec<(String, String)>);

impl Heads {
    /// No segments.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The first line of the segment under `key`.
    pub fn get(&self, key: &str) -> Option<&str> {
        let mut heads = self.0.iter();
        heads.find_map(|(other, head)| (other == key).then_some(&**head))
    }

    /// Whether there is a segment under `key`.
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Adds a segment under a key that is not there yet.
    pub fn insert(&mut self, key: String, head: String) {
        self.0.push((key, head));
    }

    /// The keys, in no particular order.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(key, _)| key)
    }

    /// How many segments there are.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// In whatever order they came.
impl PartialEq for Heads {
    fn eq(&self, other: &Self) -> bool {
        let has = |(key, head): &(String, String)| other.get(key) == Some(head);
        self.len() == other.len() && self.0.iter().all(has)
    }
}

impl Eq for Heads {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_does_not_matter() {
        #[track_caller]
        fn check(one: &[(&str, &str)], other: &[(&str, &str)], expected: bool) {
            let heads = |pairs: &[(&str, &str)]| {
                let pairs = pairs
                    .iter()
                    .map(|(key, head)| ((*key).to_owned(), (*head).to_owned()));
                Heads(pairs.collect())
            };
            assert_eq!(heads(one) == heads(other), expected);
        }
        check(&[], &[], true);
        check(&[("a", "1"), ("b", "2")], &[("b", "2"), ("a", "1")], true);
        check(&[("a", "1")], &[("a", "2")], false);
        check(&[("a", "1")], &[("a", "1"), ("b", "2")], false);
        check(&[("a", "1"), ("b", "2")], &[("a", "1")], false);
    }
}
