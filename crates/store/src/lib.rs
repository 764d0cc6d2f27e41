//! What Waymark writes down: event segments, backups, compiled roadmaps, imported documents,
//! snapshots of roadmaps, rescue files and the diagnostic file.
//!
//! Formats live here and only here; the domain's types are not serialisable by themselves, so
//! that changing one never changes a file. `docs/storage-format.md` describes every format.
//! This crate knows no browser: storage comes in behind [`KeyValue`].

pub mod archive;
pub mod backup;
pub mod bundle;
pub mod checkpoint;
pub mod compaction;
pub mod diagnosis;
pub mod document;
pub mod exported;
pub mod heads;
pub mod key_value;
pub mod mirror;
pub mod packaging;
pub mod reader;
pub mod reading;
pub mod rescue;
pub mod segment;
pub mod snapshot;
pub mod writer;

mod record;

pub use key_value::{KeyValue, StoreError};
