//! Finding cards.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "search/laws.rs"]
mod laws;
#[path = "search/manual.rs"]
mod manual;
#[path = "search/parsing.rs"]
mod parsing;
