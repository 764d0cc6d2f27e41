//! The messages in which newer packages describe themselves, as far as they are read.

/// What a package says of itself.
#[derive(Clone, PartialEq, prost::Message)]
pub struct PackageMetadata {
    /// Which of the forms it has.
    #[prost(int32, tag = "1")]
    pub version: i32,
}

/// The list of media files.
#[derive(Clone, PartialEq, prost::Message)]
pub struct MediaEntries {
    /// The files in the order of their members.
    #[prost(message, repeated, tag = "1")]
    pub entries: Vec<MediaEntry>,
}

/// A media file.
#[derive(Clone, PartialEq, prost::Message)]
pub struct MediaEntry {
    /// Its name.
    #[prost(string, tag = "1")]
    pub name: String,
    /// The member that holds it, where that is not its place in the list.
    #[prost(uint32, optional, tag = "255")]
    pub legacy_zip_filename: Option<u32>,
}

/// How a note type works.
#[derive(Clone, PartialEq, prost::Message)]
pub struct NoteTypeConfig {
    /// 1 for one whose cards leave words out.
    #[prost(int32, tag = "1")]
    pub kind: i32,
}

/// How a card is drawn.
#[derive(Clone, PartialEq, prost::Message)]
pub struct TemplateConfig {
    /// The template of its front.
    #[prost(string, tag = "1")]
    pub question: String,
    /// The template of its back.
    #[prost(string, tag = "2")]
    pub answer: String,
}
