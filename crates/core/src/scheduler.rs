//! When to ask next: what the learner's ratings say about a card's memory.

pub mod sm2;
mod spacing;

pub use spacing::{Fuzz, Lateness, Percent, Spacing, Turn};
