//! What the application knows, in plain structs, and the contexts that share it with the pages.

pub mod context;
pub mod learner;
pub mod shelf;
pub mod start;
pub mod wording;
