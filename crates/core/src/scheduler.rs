//! When to ask next: what the learner's ratings say about a card's memory.

pub mod fsrs;
pub mod sm2;
mod spacing;

pub use spacing::{Fuzz, Lateness, Percent, Recall, Spacing, Turn};

/// By which method a roadmap is scheduled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheduler {
    /// SM-2, as published.
    #[default]
    Sm2,
    /// FSRS-6, so that this share of due cards is recalled.
    Fsrs6(fsrs::Retention),
}
