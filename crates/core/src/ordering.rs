//! Putting things in order, with one sort for all of them.
//!
//! Each sort of a type of its own is some 3 KB of WebAssembly, and the first page had seven.

/// What things are ordered by, the first number first.
pub type Key = [u64; 3];

/// Puts `items` in the order of their keys; those with equal keys stay as they are.
pub fn put_in_order<T>(items: &mut Vec<T>, key: impl Fn(&T) -> Key) {
    let mut keys: Vec<(Key, usize)> = items.iter().map(key).zip(0..).collect();
    if keys.is_sorted() {
        return;
    }
    // Number by number, since the comparison of arrays is a loop that calls for each.
    keys.sort_by(|([a, b, c], _), ([d, e, f], _)| {
        a.cmp(d).then_with(|| b.cmp(e)).then_with(|| c.cmp(f))
    });
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(
        keys.into_iter()
            .filter_map(|(_, index)| taken[index].take()),
    );
}

/// A signed number as one that has the same order.
pub const fn ascending(number: i64) -> u64 {
    number.cast_unsigned() ^ (1 << 63)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

        #[test]
        fn it_is_a_stable_sort(
            items in prop::collection::vec(((-2_i64..2, 0_u64..2, 0_u64..3), any::<u8>()), 0..40)
        ) {
            let (mut ordered, mut expected) = (items.clone(), items);
            put_in_order(&mut ordered, |((a, b, c), _)| [ascending(*a), *b, *c]);
            expected.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(ordered, expected);
        }

        #[test]
        fn signed_numbers_keep_their_order(one in any::<i64>(), other in any::<i64>()) {
            prop_assert_eq!(ascending(one).cmp(&ascending(other)), one.cmp(&other));
        }
    }
}
