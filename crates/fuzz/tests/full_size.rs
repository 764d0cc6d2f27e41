//! Ten megabytes of each worst case are imported, on the stack that a thread has, and what comes
//! of them is bounded.

use waymark_core::roadmap::import;
use waymark_fuzz::adversary;
use waymark_fuzz::laws;

const SIZE: usize = 10_000_000;
/// How many bytes of text an import may hold for each byte of its source.
const GROWTH: usize = 10;

#[test]
fn ten_megabytes_are_imported() {
    let cases = adversary::cases().filter(|case| !adversary::KNOWN.contains(&case.name));
    for case in cases {
        let document = case.document(SIZE);
        let size = laws::size(&import(&document, "Full size"));
        let growth = size / document.len();
        println!("{growth} times the text: {}", case.name);
        assert!(growth <= GROWTH, "{}: {growth}", case.name);
    }
}
