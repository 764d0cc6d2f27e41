//! The Leptos application.
fn main() {}
