//! Large documents of each worst case are imported, on the stack that a thread has, and what comes
//! of them is bounded.

use waymark_core::roadmap::import;
use waymark_fuzz::adversary;
use waymark_fuzz::laws;

/// How many bytes of text an import may hold for each byte of its source: a cell of few bytes
/// makes a card, on which a name of 200 may stand.
const GROWTH: usize = 30;

#[track_caller]
fn check(size: usize) {
    for case in adversary::cases() {
        let document = case.document(size);
        let held = laws::size(&import(&document, "Full size"));
        let growth = held / document.len();
        println!("{growth} times the text: {}", case.name);
        assert!(growth <= GROWTH, "{}: {growth}", case.name);
    }
}

#[test]
fn half_a_megabyte_is_imported() {
    check(500_000);
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn ten_megabytes_are_imported() {
    check(10_000_000);
}
