//! Documents and the cards that they make.

#[path = "importer/documents.rs"]
mod documents;
#[path = "importer/dump.rs"]
mod dump;
#[path = "importer/edits.rs"]
mod edits;
#[path = "importer/fixtures.rs"]
mod fixtures;
#[path = "importer/hostile.rs"]
mod hostile;
#[path = "importer/identity.rs"]
mod identity;
#[path = "importer/manual.rs"]
mod manual;
#[path = "importer/reimport.rs"]
mod reimport;
#[path = "importer/repair.rs"]
mod repair;
#[path = "importer/trail.rs"]
mod trail;
