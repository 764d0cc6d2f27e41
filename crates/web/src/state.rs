//! What the application knows, in plain structs, and the contexts that share it with the pages.

pub mod backup;
pub mod candidate;
pub mod comparison;
pub mod context;
pub mod course;
pub mod documents;
pub mod draft;
pub mod edit_draft;
pub mod edition;
pub mod folder_backup;
pub mod health;
pub mod kept_queue;
pub mod last_backup;
pub mod learner;
pub mod look;
pub mod offered;
pub mod order;
pub mod resemblance;
pub mod revising;
pub mod room;
pub mod settling;
pub mod shelf;
pub mod snapshots;
pub mod start;
pub mod upkeep;
pub mod wording;
