//! The types of notes.

use serde::{Deserialize, Serialize};

/// A type of notes: its fields, and how its cards are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteType {
    /// Its name.
    pub name: String,
    /// What makes its cards.
    pub kind: Kind,
    /// The names of its fields in their order.
    pub fields: Vec<String>,
    /// Its templates in their order.
    pub templates: Vec<Template>,
}

/// What makes the cards of a note.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Each template makes one.
    #[default]
    Templates,
    /// Each number of a deletion makes one, by the one template.
    Deletions,
}

/// How a card is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// The template of its front.
    pub question: String,
    /// The template of its back.
    pub answer: String,
}
