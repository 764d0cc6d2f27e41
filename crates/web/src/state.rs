//! What the application knows, in plain structs, and the contexts that share it with the pages.

pub mod candidate;
pub mod comparison;
pub mod context;
pub mod documents;
pub mod learner;
pub mod shelf;
pub mod start;
pub mod wording;
