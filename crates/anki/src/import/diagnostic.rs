//! What is remarked about a package, and about which of its notes.

use std::fmt;

use super::template::Unfaithful;

/// A remark.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// What it is about.
    pub subject: Subject,
    /// What is remarked.
    pub code: Code,
    /// About how many notes, cards or files it is true.
    pub count: usize,
}

/// What a remark is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The package as a whole.
    Package,
    /// A deck, by its name.
    Deck(String),
    /// A card template.
    Template {
        /// The name of its note type.
        note_type: String,
        /// Its own name.
        template: String,
    },
    /// A note, by the beginning of its first field.
    Note(String),
    /// A media file, by its name.
    Media(String),
}

/// What is remarked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// Cards are shown by the fields of their notes, since their template cannot be followed.
    ByFields(Unfaithful),
    /// Something was left out that shows more than words.
    LeftOut,
    /// Nothing is on the card.
    Blank,
    /// The deletion that the card asks for is not in its note any more.
    NoDeletion,
    /// The type of the note is not in the package.
    NoType,
    /// The note is not in the package.
    NoNote,
    /// The reviews are of cards that are not in the package.
    NoCard,
    /// The question is asked by other cards as well, and has a number now.
    Numbered,
    /// The card could not be written so that it is read again.
    NotRead,
    /// The colour of the flag is none that Waymark has.
    FlagColour,
    /// Its name is no name for a file.
    MediaName,
    /// Another file of the package has the same name, but for case or the form of its letters.
    MediaTwice,
    /// It is named, and not in the package.
    MediaMissing,
    /// The cards came from Waymark: only what was done with them in Anki comes back.
    Own,
    /// The same, but what is here already was not said: nothing of them comes.
    OwnUnknown,
    /// A tag holds characters that no tag of Waymark's has.
    Tag(String),
}

impl Code {
    /// Names it for other programs; never changes.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ByFields(_) => "by-fields",
            Self::LeftOut => "left-out",
            Self::Blank => "blank",
            Self::NoDeletion => "no-deletion",
            Self::NoType => "no-type",
            Self::NoNote => "no-note",
            Self::NoCard => "no-card",
            Self::Numbered => "numbered",
            Self::NotRead => "not-read",
            Self::FlagColour => "flag-colour",
            Self::MediaName => "media-name",
            Self::MediaTwice => "media-twice",
            Self::MediaMissing => "media-missing",
            Self::Own => "own",
            Self::OwnUnknown => "own-unknown",
            Self::Tag(_) => "tag",
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.subject {
            Subject::Package => f.write_str("the package")?,
            Subject::Deck(name) => write!(f, "deck {name:?}")?,
            Subject::Template {
                note_type,
                template,
            } => write!(f, "template {template:?} of {note_type:?}")?,
            Subject::Note(words) => write!(f, "note {words:?}")?,
            Subject::Media(name) => write!(f, "file {name:?}")?,
        }
        f.write_str(": ")?;
        let (count, s) = (self.count, if self.count == 1 { "" } else { "s" });
        match &self.code {
            Code::ByFields(why) => write!(
                f,
                "{why}; {count} card{s} shown by the fields of the note instead"
            ),
            Code::LeftOut => f.write_str("a script, drawing, film or picture from elsewhere is left out"),
            Code::Blank => write!(f, "{count} card{s} with nothing to show left out"),
            Code::NoDeletion => write!(
                f,
                "{count} card{s} left out, since the words that they ask for are gone"
            ),
            Code::NoType => f.write_str("left out, since its note type is missing"),
            Code::NoNote => write!(f, "{count} card{s} left out, since their notes are missing"),
            Code::NoCard => write!(
                f,
                "{count} review{s} left out, since their cards are missing"
            ),
            Code::Numbered => f.write_str("other cards ask the same, so it has a number now"),
            Code::NotRead => f.write_str(
                "cannot be written as Markdown that reads back; its history comes, its text does not",
            ),
            Code::FlagColour => write!(f, "{count} flag{s} of a colour that Waymark does not have"),
            Code::MediaName => f.write_str("left out, since its name is not one for a file"),
            Code::MediaTwice => f.write_str("left out, since another file has the same name"),
            Code::MediaMissing => f.write_str("named, and not in the package"),
            Code::Own => write!(
                f,
                "{count} card{s} came from Waymark; what was done with them in Anki goes to them"
            ),
            Code::OwnUnknown => write!(
                f,
                "{count} card{s} came from Waymark; say where your history is, and what was done with them in Anki goes to it"
            ),
            Code::Tag(tag) => write!(f, "the tag {tag:?} is none that Waymark can have"),
        }
    }
}
