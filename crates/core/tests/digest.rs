//! The native half of a pair: `crates/web/tests/browser.rs` asks the same of the browser.

#[path = "contract/digest.rs"]
mod digest;

#[test]
fn one_journal_has_one_digest() {
    assert_eq!(digest::digest(), digest::EXPECTED);
}
