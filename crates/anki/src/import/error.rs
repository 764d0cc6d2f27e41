//! Why a package cannot be read.

use thiserror::Error;

/// Why nothing came of a package.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The bytes are no archive.
    #[error("this is no Anki package: {0}. Export the deck from Anki again, as .apkg or .colpkg")]
    #[cfg(feature = "files")]
    NotAnArchive(#[source] zip::result::ZipError),
    /// The archive holds no collection.
    #[error(
        "this archive holds no Anki collection. Packages for Anki 2.0 and later are read, .apkg and .colpkg"
    )]
    NoCollection,
    /// The archive says that it is of a kind that is not known.
    #[error(
        "this package is of version {version}, and versions up to 3 are read. Tick \"Support older Anki versions\" when you export it"
    )]
    Newer {
        /// The version that it names.
        version: u64,
    },
    /// A member of the archive cannot be read.
    #[error("the part {member:?} of the package cannot be read: {cause}. It may be damaged")]
    Member {
        /// The name of the member.
        member: String,
        /// What was wrong.
        cause: String,
    },
    /// A part is larger than any package needs.
    #[error("the part {member:?} of the package is larger than {limit} bytes when unpacked")]
    TooLarge {
        /// The name of the member.
        member: String,
        /// What is read at most.
        limit: u64,
    },
    /// There is more of something than any package needs.
    #[error("the package holds more than {limit} {what}")]
    TooMany {
        /// What there is too much of.
        what: What,
        /// What is read at most.
        limit: usize,
    },
    /// The database cannot be read.
    #[error("the package's database cannot be read ({task}): {cause}. It may be damaged")]
    #[cfg(feature = "files")]
    Database {
        /// What was being read.
        task: What,
        /// What SQLite said.
        cause: rusqlite::Error,
    },
    /// The database is not one of Anki's.
    #[error("the package's database is not one of Anki's: {name} is no table")]
    NoTable {
        /// The name of what should be one.
        name: &'static str,
    },
    /// A value is of a kind that Anki does not write there.
    #[error(
        "the package's database holds {found} where {what} should have a {expected} ({column})"
    )]
    Value {
        /// What was being read.
        what: What,
        /// The column.
        column: &'static str,
        /// What should be there.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A description within the database cannot be read.
    #[error("the package's {what} cannot be read: {cause}")]
    Description {
        /// What it describes.
        what: What,
        /// What was wrong.
        cause: String,
    },
}

/// What a package holds many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Members of the archive.
    Members,
    /// The database as a whole.
    Schema,
    /// The settings of the collection.
    Settings,
    /// Decks.
    Decks,
    /// Note types with their fields and templates.
    NoteTypes,
    /// Notes.
    Notes,
    /// Cards.
    Cards,
    /// Rows of the review log.
    Log,
    /// The list of media files.
    Media,
    /// Bytes of text that its templates make.
    Text,
}

impl std::fmt::Display for What {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Members => "members",
            Self::Schema => "schema",
            Self::Settings => "settings",
            Self::Decks => "decks",
            Self::NoteTypes => "note types",
            Self::Notes => "notes",
            Self::Cards => "cards",
            Self::Log => "rows of the review log",
            Self::Media => "media files",
            Self::Text => "bytes of text on its cards",
        })
    }
}
