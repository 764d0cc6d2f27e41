//! How full the browser's localStorage is, and from when on that is to be said.

use crate::platform::storage;

/// How many characters of keys and texts browsers let one address keep.
pub const CAPACITY: usize = 5_242_880;

/// From here on Today says so, in percent.
const NOTICED: usize = 85;

/// From here on the page Health says what to do, in percent.
pub const EARLY: usize = 80;

/// The part of the capacity that is used, in percent.
pub const fn percent(characters: usize) -> usize {
    characters.saturating_mul(100) / CAPACITY
}

/// A number of characters as a part of the capacity, in words.
pub fn share(characters: usize) -> String {
    match percent(characters) {
        0 => "Less than 1%".to_owned(),
        percent => format!("{percent}%"),
    }
}

/// How full it is in percent, once that is to be said on Today.
pub fn nearly_full() -> Option<usize> {
    // Storage that cannot be read is told of elsewhere.
    let percent = percent(storage::characters().ok()?);
    (percent >= NOTICED).then_some(percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_are_whole_and_never_too_many() {
        #[track_caller]
        fn check(characters: usize, expected: usize) {
            assert_eq!(percent(characters), expected, "{characters}");
        }
        check(0, 0);
        check(CAPACITY / 2, 50);
        check(4_456_447, 84);
        check(4_456_448, 85);
        check(CAPACITY - 1, 99);
        check(CAPACITY, 100);
    }
}
