//! How much a package may hold. Anything beyond is an error that names the limit.
//!
//! The largest collections that learners share stay well below each of these.

/// Bytes of the database, unpacked.
pub const DATABASE_BYTES: u64 = 512 << 20;
/// Bytes of the list of media files, unpacked.
pub const MEDIA_LIST_BYTES: u64 = 32 << 20;
/// Bytes of one media file, unpacked.
pub const MEDIA_FILE_BYTES: u64 = 128 << 20;
/// Bytes of all media files, unpacked.
pub const MEDIA_BYTES: u64 = 4 << 30;
/// Members of the archive.
pub const MEMBERS: usize = 200_000;
/// Bytes of one value of the database, such as all fields of a note.
pub const VALUE_BYTES: i32 = 16 << 20;
/// Notes.
pub const NOTES: usize = 500_000;
/// Cards.
pub const CARDS: usize = 1_000_000;
/// Rows of the review log.
pub const LOG_ROWS: usize = 5_000_000;
/// Decks, note types, templates or fields of note types.
pub const DEFINITIONS: usize = 100_000;
/// Steps of SQLite's machine for all that is read, so that no schema computes forever.
pub const DATABASE_STEPS: u64 = 4_000_000_000;
/// Bytes that the templates may make of one side of one card.
pub const SIDE_BYTES: usize = 4 << 20;
/// Bytes that the templates may make of all cards.
pub const TEXT_BYTES: usize = 512 << 20;
/// How many elements of HTML may stand within each other; what is deeper joins what is around it.
pub const HTML_DEPTH: usize = 24;
/// How many decks may stand within each other; the rest of a name is one deck's.
pub const DECK_DEPTH: usize = 16;
