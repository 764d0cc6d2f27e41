//! Large documents of each worst case are imported, on the stack that a thread has, and what comes
//! of them is bounded.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use waymark_core::roadmap::import;
use waymark_fuzz::adversary;
use waymark_fuzz::laws;

/// How many bytes of text an import may hold for each byte of its source: a cell of few bytes
/// makes a card, on which a name of 200 may stand.
const GROWTH: usize = 30;

/// The size of each document, in bytes; `cargo xtask soak` asks for more.
fn size() -> usize {
    let asked = std::env::var("SOAK_BYTES");
    asked.map_or(500_000, |bytes| bytes.parse().expect("a number of bytes"))
}

#[test]
fn large_documents_are_imported() {
    for case in adversary::cases() {
        let document = case.document(size());
        let held = laws::size(&import(&document, "Full size"));
        let growth = held / document.len();
        println!("{growth} times the text: {}", case.name);
        assert!(growth <= GROWTH, "{}: {growth}", case.name);
    }
}
