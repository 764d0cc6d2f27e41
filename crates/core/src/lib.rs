//! The domain of Waymark: what a roadmap says, which cards it makes, and when each is due.
//!
//! This crate does no I/O. It reads no clock, draws no randomness, and knows nothing of a screen,
//! a browser or a stored format: time and identity come in as arguments, and everything else is
//! computed from them. `ARCHITECTURE.md` says why.

pub mod annotation;
pub mod arrangement;
pub mod card;
pub mod checkpoint;
pub mod collection;
pub mod id;
pub mod journal;
pub mod mastery;
pub mod ordering;
pub mod practice;
pub mod rating;
pub mod reimport;
pub mod revision;
pub mod rich_text;
pub mod roadmap;
pub mod scheduler;
pub mod search;
pub mod setting;
pub mod statistics;
pub mod study;
pub mod syntax;
pub mod time;
