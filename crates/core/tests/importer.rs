//! Documents and the cards that they make.

#[path = "importer/dump.rs"]
mod dump;
#[path = "importer/fixtures.rs"]
mod fixtures;
#[path = "importer/hostile.rs"]
mod hostile;
#[path = "importer/identity.rs"]
mod identity;
#[path = "importer/manual.rs"]
mod manual;
#[path = "importer/repair.rs"]
mod repair;
