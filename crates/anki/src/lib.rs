//! Anki packages, in both directions: what Anki's own importer accepts, and what it writes.
//!
//! This crate does no I/O: packages are bytes, and time comes in as an argument. It knows the
//! domain and no stored format of Waymark's own. `docs/decisions/0011-one-note-a-card.md` says
//! what becomes of a card.

pub mod export;
pub mod import;
pub mod package;
