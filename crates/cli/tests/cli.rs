//! The program as its users run it: arguments and files in; output, errors and exit status out.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "cli/backup.rs"]
mod backup;
#[path = "cli/cards.rs"]
mod cards;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/compare.rs"]
mod compare;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/import.rs"]
mod import;
#[path = "cli/merge.rs"]
mod merge;
#[path = "cli/program.rs"]
mod program;
#[path = "cli/reference.rs"]
mod reference;
#[path = "cli/replay.rs"]
mod replay;
#[path = "cli/search.rs"]
mod search;
#[path = "cli/stats.rs"]
mod stats;
#[path = "cli/usage.rs"]
mod usage;
